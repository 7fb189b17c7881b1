/* zeros_test.c - leading zeros that one table kept and another one lost.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/inspect/zeros.h"

#include "../table/table_show.h"

/* Reads the texts as the tables of one delivery and looks for lost zeros. */
static void
deliver(struct delivery *d, const char *const *texts, size_t count)
{
	struct err e = {0};
	d->arena = arena_init(MIB(8));
	d->bodies = ARENA_ARRAY(&d->arena, struct body, count);
	assert_non_null(d->bodies);
	d->count = count;
	for (size_t i = 0; i < count; i++) {
		d->bodies[i].same_as = BODY_NONE;
		d->bodies[i].reading = csv_read(slice_of(texts[i]), NULL, 0, &d->arena);
	}
	assert_false(failed(zeros_find(d, &e)));
	for (size_t i = 0; i < count; i++)
		assert_false(failed(reading_end(&d->bodies[i].reading, &e)));
}

static const struct { const char *name; const char *texts[2]; const char *want[2]; } cases[] = {
	{ "an article", { "Serial,Article\n3101,0047022\n3102,0047022\n",
	    "PO,Pos,Serial,Article\n45,a,3101,47022\n45,b,3102,47022\n" },
	    { "serial_list 3101@A2 3102@A3 table(2,2,carrier)",
	    "purchase_order 3101@C2 3102@C3 table(2,2,none) !IDENTIFIER_DAMAGED@D2:D3" } },
	{ "serials", { "Serial,Qty\n0003101,1\n0003102,1\n0003103,1\n",
	    "Box,Serial\na,3101\nb,3102\nc,0003103x\n" },
	    { "serial_list 0003101@A2 0003102@A3 0003103@A4 table(3,3,carrier)",
	    "packing_list 3101@B2 3102@B3 0003103x@B4 table(3,3,none) "
	    "!IDENTIFIER_DAMAGED@B2:B3" } },
	{ "a batch above the table", { "Batch,041\nSerial,Qty\n3101,1\n",
	    "Batch,41\nSerial,Qty\n3101,1\n" },
	    { "serial_list 3101@A3 table(1,1,carrier)",
	    "serial_list 3101@A3 table(1,1,none) !IDENTIFIER_DAMAGED@B1" } },
	{ "the same in both",
	    { "Serial,Article\n3101,0047022\n", "Serial,Article\n3101,0047022\n" },
	    { "serial_list 3101@A2 table(1,1,carrier)",
	    "serial_list 3101@A2 table(1,1,carrier)" } },
	{ "another number", { "Serial,Article\n3101,0047022\n", "Serial,Article\n3101,47023\n" },
	    { "serial_list 3101@A2 table(1,1,carrier)",
	    "serial_list 3101@A2 table(1,1,carrier)" } },
	{ "a serial is no article", { "Serial,Article\n3101,0047022\n", "Serial,Qty\n47022,1\n" },
	    { "serial_list 3101@A2 table(1,1,carrier)",
	    "serial_list 47022@A2 table(1,1,carrier)" } },
};

static void
zeros_lost_between_tables(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct delivery d = {0};
		deliver(&d, cases[i].texts, 2);
		for (size_t k = 0; k < 2; k++)
			assert_shows(cases[i].name, &d.bodies[k].reading, false, cases[i].want[k]);
		arena_drop(&d.arena);
	}
}

/* The order of the files changes nothing. */
static void
zeros_lost_in_any_order(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *const turned[] = { cases[i].texts[1], cases[i].texts[0] };
		struct delivery d = {0};
		deliver(&d, turned, 2);
		for (size_t k = 0; k < 2; k++)
			assert_shows(cases[i].name, &d.bodies[k].reading, false,
			    cases[i].want[1 - k]);
		arena_drop(&d.arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(zeros_lost_between_tables),
		cmocka_unit_test(zeros_lost_in_any_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
