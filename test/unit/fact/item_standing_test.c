/* item_standing_test.c - when an item has ended: what was said of it, and its own period.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "fact/item_standing.h"

#define AT 1000

static void
what_was_said_counts_from_its_instant(void **state)
{
	static const struct { const char *name; int64_t at[2]; size_t count; const char *want; }
	cases[] = {
		{ "nothing", { 0 }, 0, NULL },
		{ "later", { AT + 1 }, 1, NULL },
		{ "at the instant", { AT }, 1, "superseded" },
		{ "before", { AT - 1 }, 1, "superseded" },
		{ "without an instant", { TIME_UNKNOWN }, 1, "superseded" },
		{ "the last of two", { AT - 1, AT - 1 }, 2, "revoked" },
		{ "the last that has begun", { AT - 1, AT + 1 }, 2, "superseded" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct item_state states[] = {
			{ .state = SLICE("superseded"), .at_ms = cases[i].at[0] },
			{ .state = SLICE("revoked"), .at_ms = cases[i].at[1] },
		};
		const struct item_state *got = item_state_at(states, cases[i].count, AT);
		if ((got == NULL) != (cases[i].want == NULL) ||
		    (got != NULL && !slice_eq(got->state, slice_of(cases[i].want))))
			fail_msg("%s", cases[i].name);
	}
}

static void
a_period_holds_with_both_its_ends(void **state)
{
	static const struct { int64_t from, until; bool want; } cases[] = {
		{ TIME_UNKNOWN, TIME_UNKNOWN, true }, { AT, AT, true },
		{ AT + 1, TIME_UNKNOWN, false }, { TIME_UNKNOWN, AT - 1, false },
		{ AT - 1, AT + 1, true }, { AT + 1, AT - 1, false },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(item_period_covers(cases[i].from, cases[i].until, AT),
		    cases[i].want);
}

/* The same two rules, and no finding, no broken signature, and bytes that somebody looked at. */
static void
an_item_stands_by_these_rules(void **state)
{
	struct item_state said = { .state = SLICE("superseded"), .at_ms = AT };
	struct case_form form = { .valid_at_ms = AT };
	struct item it = { .holding = HOLDING_KEPT, .valid_from_ms = TIME_UNKNOWN,
	    .valid_until_ms = TIME_UNKNOWN, .recomputed_ms = TIME_UNKNOWN, .states = &said };
	(void)state;
	assert_true(item_stands(&form, &it));
	it.state_count = 1;
	assert_false(item_stands(&form, &it));
	said.at_ms = AT + 1;
	assert_true(item_stands(&form, &it));
	it.valid_until_ms = AT - 1;
	assert_false(item_stands(&form, &it));
	it.valid_until_ms = AT;
	assert_true(item_stands(&form, &it));
	it.holding = HOLDING_HELD;
	assert_false(item_stands(&form, &it));
	it.recomputed_ms = AT;
	assert_true(item_stands(&form, &it));
	it.holding = HOLDING_SEEN;
	assert_false(item_stands(&form, &it));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_said_counts_from_its_instant),
		cmocka_unit_test(a_period_holds_with_both_its_ends),
		cmocka_unit_test(an_item_stands_by_these_rules),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
