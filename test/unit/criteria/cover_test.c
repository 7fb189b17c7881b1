/* cover_test.c - what an exception covers: a requirement, an item, and until when.
 * SPDX-License-Identifier: Apache-2.0 */
#include "eval_make.h"

#define REQ "iec62443-4-2:2019/CR-1.2"
#define D1 "sha256:1111111111111111111111111111111111111111111111111111111111111111"
#define D2 "sha256:1111111111111111111111111111111111111111111111111111111111111112"
#define BATCH "batch:acme/B1"

static const char one[] = "  criteria:\n    - id: c\n      area: identity\n"
    "      informs: [{req: \"" REQ "\", as: supporting}, {req: \"iec62443-4-2:2019/CR-1.3\", as: "
    "contextual}, {req: \"iec62443-4-2:2019/CR-1.4\", as: direct}]\n"
    "      need: {kind: sbom, unsigned: allowed, not_older_than: 30d}\n"
    "      on_indeterminate: [remediate]\n";
static const char two[] = "  criteria:\n    - id: c\n      area: identity\n"
    "      need: {kind: sbom, unsigned: allowed, at_least: 2, not_older_than: 30d}\n"
    "      on_indeterminate: [remediate]\n";

/* Item a is stale and goes by D1. until: beside the instant. */
static const struct {
	const char *rule, *criteria, *criterion, *requirement, *subjects[2];
	int64_t until_ms;
	bool covered;
} cases[] = {
	{ "the criterion", one, "c", "", { BATCH }, 1, true },
	{ "a requirement that it supports", one, "", REQ " as direct+supporting", { BATCH }, 1,
	    true },
	{ "one that it is direct for", one, "", "iec62443-4-2:2019/CR-1.4 as direct+supporting",
	    { BATCH }, 1, true },
	{ "one that it is context of", one, "", "iec62443-4-2:2019/CR-1.3 as direct+supporting",
	    { BATCH }, 1, false },
	{ "one that only direct criteria count for", one, "", REQ " as direct", { BATCH }, 1,
	    false },
	{ "one digit more", one, "", "iec62443-4-2:2019/CR-1.22 as direct+supporting", { BATCH }, 1,
	    false },
	{ "another edition", one, "", "iec62443-4-2:2020/CR-1.2 as direct+supporting", { BATCH }, 1,
	    false },
	{ "one that does not say as what", one, "", REQ, { BATCH }, 1, false },
	{ "a requirement of nothing", one, "", REQ " as ", { BATCH }, 1, false },
	{ "part of a word", one, "", REQ " as direct+support", { BATCH }, 1, false },
	{ "the item", one, "c", "", { D1 }, 1, true },
	{ "the item, for the requirement", one, "", REQ " as direct+supporting", { D1 }, 1, true },
	{ "an item whose digest differs in one digit", one, "c", "", { D2 }, 1, false },
	{ "one of two items", one, "c", "", { D1, D2 }, 1, true },
	{ "the item, and another is missing", two, "c", "", { D1 }, 1, false },
	{ "the subject, and an item is missing", two, "c", "", { BATCH }, 1, true },
	{ "a digest beside a subject of something else", one, "c", "", { "batch:acme/B2", D1 }, 1,
	    false },
	{ "a digest beside the subject", one, "c", "", { BATCH, D2 }, 1, true },
	{ "until the very millisecond", one, "c", "", { D1 }, 0, true },
	{ "and not one longer", one, "c", "", { D1 }, -1, false },
};

static void
what_is_covered(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct eval_made v;
		struct slice subjects[2] = { slice_of(cases[i].subjects[0]),
		    slice_of(cases[i].subjects[1]) };
		struct case_exception x = { .id = SLICE("exception:1"), .approved = true,
		    .criterion = slice_of(cases[i].criterion), .subjects = subjects,
		    .requirement = slice_of(cases[i].requirement),
		    .outcome = SLICE("risk_accept"), .subject_count = subjects[1].len > 0 ? 2 : 1 };
		eval_start(&v, "item a kind=sbom made=2020-01-01\n", cases[i].criteria);
		v.m.form.items[0].id = SLICE(D1);
		x.from_ms = v.m.form.valid_at_ms - DAY_MS;
		x.until_ms = v.m.form.valid_at_ms + cases[i].until_ms;
		v.m.form.exceptions = &x;
		v.m.form.exception_count = 1;
		eval_run(&v);
		assert_int_equal(v.s.result_count, 1);
		assert_int_equal(v.s.results[0].verdict, VERDICT_INDETERMINATE);
		if ((v.s.results[0].exception.len > 0) != cases[i].covered)
			fail_msg("%s", cases[i].rule);
		assert_int_equal(v.s.results[0].proposal, cases[i].covered ? OUTCOME_RISK_ACCEPT :
		    OUTCOME_REMEDIATE);
		eval_end(&v);
	}
}

/* What is lacking of another item too is not covered; nor is an item that is not there. */
static void
the_item_alone_is_covered(void **state)
{
	static const struct { const char *items; bool covered; } rows[] = {
		{ "item a kind=sbom made=2020-01-01\nitem b kind=sbom made=2020-01-01\n", false },
		{ "", false },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct eval_made v;
		struct slice subject = SLICE(D1);
		struct case_exception x = { .id = SLICE("exception:1"), .approved = true,
		    .criterion = SLICE("c"), .subjects = &subject, .requirement = SLICE(""),
		    .outcome = SLICE("risk_accept"), .subject_count = 1 };
		eval_start(&v, rows[i].items, one);
		if (v.m.form.item_count > 0)
			v.m.form.items[0].id = SLICE(D1);
		x.from_ms = x.until_ms = v.m.form.valid_at_ms;
		v.m.form.exceptions = &x;
		v.m.form.exception_count = 1;
		eval_run(&v);
		assert_int_equal(v.s.results[0].exception.len > 0, rows[i].covered);
		eval_end(&v);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_covered), cmocka_unit_test(the_item_alone_is_covered),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
