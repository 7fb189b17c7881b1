/* report_lists_test.c - lists that do not count are named as such, and nothing adds up with them.
 * SPDX-License-Identifier: Apache-2.0 */
#include "delivery_view.h"

#define ADDS_UP "Every serial stands once in each list that counts."

/* Folded lines become one. */
static void
unfold(struct buf *b)
{
	size_t kept = 0;
	for (size_t i = 0; i < b->len; i++) {
		bool gap = b->at[i] == '\n' || b->at[i] == ' ';
		if (!gap || kept == 0 || b->at[kept - 1] != ' ')
			b->at[kept++] = gap ? ' ' : b->at[i];
	}
	b->len = kept;
}

static void
all_say(const struct view *v, const char *text, bool said)
{
	for (int form = TEXT; form <= MARKDOWN; form++) {
		AUTO(buf) out = render(form, v);
		unfold(&out);
		print_message("form %d: %s\n", form, text);
		assert_int_equal(holds(&out, text), said);
	}
}

static void
lists_add_up_when_all_are_compared(void **state)
{
	(void)state;
	struct delivery_view d;
	delivery_view(&d);
	all_say(&d.v, ADDS_UP, false);
	d.v.serial_count = 0;
	all_say(&d.v, ADDS_UP, true);
}

static void
a_damaged_list_is_not_compared(void **state)
{
	(void)state;
	struct delivery_view d;
	struct reason why = { FINDING_IDENTIFIER_DAMAGED, SLICE(""), SLICE(PACKING_ID),
	    SLICE("Lieferung!B4") };
	delivery_view(&d);
	d.v.serial_count = 0;
	d.lists[1].carrier = d.lists[1].compared = false;
	d.lists[1].why = &why;
	all_say(&d.v, ADDS_UP, false);
	all_say(&d.v, "not compared: packing.xlsx!Lieferung!B4: an identifier was damaged", true);
	all_say(&d.v, "Not compared: packing list (packing.xlsx).", true);
	all_say(&d.v, "held against another", true);
}

static void
a_list_without_serials_is_not_compared(void **state)
{
	(void)state;
	struct delivery_view d;
	delivery_view(&d);
	d.v.serial_count = 0;
	d.lists[0].compared = d.lists[1].compared = false;
	d.lists[1].serials = 0;
	d.lists[0].counts = false;
	all_say(&d.v, ADDS_UP, false);
	all_say(&d.v, "not compared: it names no serial", true);
	all_say(&d.v, "not compared: it names nothing of what is assessed", true);
	all_say(&d.v, "No list could be compared. Not compared: packing list (packing.xlsx).",
	    true);
}

/* Whatever the serials that are listed, a list that was left out is named. */
static void
left_out_lists_are_named_beside_serials(void **state)
{
	(void)state;
	struct delivery_view d;
	delivery_view(&d);
	d.lists[1].carrier = d.lists[1].compared = false;
	all_say(&d.v, "it is damaged, so it names no asset", true);
	all_say(&d.v, "Not compared: packing list (packing.xlsx).", true);
	all_say(&d.v, "held against another", false);
}

/* "In no packing list" would be no more than half of it. */
static void
the_number_of_something_else_is_named(void **state)
{
	(void)state;
	struct delivery_view d;
	struct view_stand other = { 1, SLICE("Lieferung!B9") };
	delivery_view(&d);
	all_say(&d.v, "is not of what is assessed", false);
	d.serials[0].other_count = 1;
	d.serials[0].others = &other;
	all_say(&d.v, "packing list (the number in packing.xlsx!Lieferung!B9 is not of what is "
	    "assessed)", true);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_add_up_when_all_are_compared),
		cmocka_unit_test(a_damaged_list_is_not_compared),
		cmocka_unit_test(a_list_without_serials_is_not_compared),
		cmocka_unit_test(left_out_lists_are_named_beside_serials),
		cmocka_unit_test(the_number_of_something_else_is_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
