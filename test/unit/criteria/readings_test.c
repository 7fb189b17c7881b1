/* readings_test.c - what people read in items: what counts of it, from when, and how far it lifts.
 * SPDX-License-Identifier: Apache-2.0 */
#include "eval_make.h"

#include "criteria/allowed.h"
#include "criteria/readings.h"

#define ANY ONE_NEED("kind: sbom, unsigned: allowed")
#define BEFORE -DAY_MS
#define AFTER DAY_MS

/* Readings of item a: method, result, when, beside the instant of the case, and its origin. */
struct said { const char *method, *result; int64_t when_ms; const char *origin; };

static void
put_reviews(struct eval_made *v, const struct said *said, size_t count)
{
	struct case_form *c = &v->m.form;
	c->reviews = ARENA_ARRAY(&v->m.a, struct case_review, count);
	assert_non_null(c->reviews);
	for (size_t i = 0; i < count; i++) {
		struct case_review *r = &c->reviews[c->review_count++];
		struct case_dimension *d = ARENA_NEW(&v->m.a, struct case_dimension);
		assert_non_null(d);
		*d = (struct case_dimension){ SLICE("origin"), slice_of(said[i].origin) };
		*r = (struct case_review){ .evidence = SLICE("a"), .reader = SLICE("person:b/j"),
		    .role = SLICE("operator"), .method = slice_of(said[i].method),
		    .result = slice_of(said[i].result), .at_ms = c->valid_at_ms + said[i].when_ms,
		    .dimensions = d, .dimension_count = said[i].origin != NULL ? 1 : 0 };
		assert_true(arena_format(&v->m.a, &r->id, "verification:%064zu", i));
	}
}

static const struct {
	const char *rule, *text;
	struct said said[2];
	size_t count;
	const char *want;
} cases[] = {
	{ "prose that nobody read", "item a kind=sbom prose=yes\n", {{0}}, 0,
	    "a E1 ASSERTION_ONLY" },
	{ "prose that a person read", "item a kind=sbom prose=yes\n",
	    {{ "read_by_a_person", "pass", BEFORE, NULL }}, 1, "a E3 SIGNATURE_MISSING" },
	{ "read at the very instant", "item a kind=sbom prose=yes\n",
	    {{ "read_by_a_person", "pass", 0, NULL }}, 1, "a E3 SIGNATURE_MISSING" },
	{ "read later than asked for", "item a kind=sbom prose=yes\n",
	    {{ "read_by_a_person", "pass", AFTER, NULL }}, 1, "a E1 ASSERTION_ONLY" },
	{ "read and found wanting", "item a kind=sbom prose=yes\n",
	    {{ "read_by_a_person", "fail", BEFORE, NULL }}, 1, "a E1 ASSERTION_ONLY" },
	{ "the reader could not tell", "item a kind=sbom prose=yes\n",
	    {{ "read_by_a_person", "indeterminate", BEFORE, NULL }}, 1, "a E1 ASSERTION_ONLY" },
	{ "two readers disagree", "item a kind=sbom prose=yes\n",
	    {{ "read_by_a_person", "pass", BEFORE, NULL },
	    { "read_by_a_person", "fail", BEFORE, NULL }}, 2, "a E1 ASSERTION_ONLY" },
	{ "it waited for a reader", "item a kind=sbom prose=yes finding=READER_NEEDED\n",
	    {{ "read_by_a_person", "pass", BEFORE, NULL }}, 1, "a E3 SIGNATURE_MISSING" },
	{ "damage is not read away", "item a kind=sbom prose=yes finding=INPUT_MALFORMED\n",
	    {{ "read_by_a_person", "pass", BEFORE, NULL }}, 1, "a E1 INPUT_MALFORMED" },
	{ "a kind of mere claims stays one", "item a kind=statement prose=yes\n",
	    {{ "read_by_a_person", "pass", BEFORE, NULL }}, 1, "a E1 ASSERTION_ONLY" },
	{ "reading it checks no origin", "item a kind=sbom prose=yes\n",
	    {{ "read_by_a_person", "pass", BEFORE, "pass" }}, 1, "a E3 SIGNATURE_MISSING" },
	{ "its origin was checked by a call back", "item a kind=sbom prose=yes\n",
	    {{ "read_by_a_person", "pass", BEFORE, NULL }, { "call_back", "pass", BEFORE, "pass" }},
	    2, "a E4" },
	{ "a call back that could not tell", "item a kind=sbom prose=yes\n",
	    {{ "read_by_a_person", "pass", BEFORE, NULL },
	    { "call_back", "pass", BEFORE, "indeterminate" }}, 2, "a E3 SIGNATURE_MISSING" },
	{ "origin checked, and bound to nothing", "item a kind=sbom bound=-\n",
	    {{ "call_back", "pass", BEFORE, "pass" }}, 1, "a E3 EVIDENCE_UNBOUND" },
};

static void
a_reading_lifts_as_far_as_it_goes(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct eval_made v;
		eval_start(&v, cases[i].text, ANY);
		put_reviews(&v, cases[i].said, cases[i].count);
		case_settle(&v.m.form);
		eval_run(&v);
		if (strcmp(eval_levels(&v), cases[i].want) != 0)
			fail_msg("%s: got %s, want %s", cases[i].rule, eval_levels(&v),
			    cases[i].want);
		eval_end(&v);
	}
}

/* Values read off a document stand beside what a program read, about the one thing it is bound to,
 * and the case that was kept is not touched. */
static void
facts_that_were_read_count_as_facts(void **state)
{
	struct eval_made v;
	const struct said said = { "read_by_a_person", "pass", BEFORE, NULL };
	const struct case_form *read;
	(void)state;
	eval_start(&v, "item a kind=sbom prose=yes\n", ANY);
	put_reviews(&v, &said, 1);
	struct build b = { .a = &v.m.a };
	struct value value = value_object();
	value_put(&b, &value, "support_end", value_string(SLICE("2031-12-31")));
	struct fact fact = { SLICE("support"), SLICE(""), value, SLICE("page 2") };
	v.m.form.reviews[0].facts = &fact;
	v.m.form.reviews[0].fact_count = 1;
	size_t before = v.m.form.items[0].fact_count;
	assert_false(failed(readings_apply(&v.m.form, &v.m.a, &read, NULL)));
	assert_int_equal(read->items[0].fact_count, before + 1);
	assert_int_equal(v.m.form.items[0].fact_count, before);
	assert_true(v.m.form.items[0].prose);
	assert_false(read->items[0].prose);
	bool found = false;
	for (size_t i = 0; i < read->items[0].fact_count; i++)
		found = found || (slice_eq(read->items[0].facts[i].name, SLICE("support")) &&
		    slice_eq(read->items[0].facts[i].subject, read->items[0].bound_to[0]));
	assert_true(found || read->items[0].bound_count != 1);
	eval_end(&v);
}

static void
without_readings_the_form_is_the_form(void **state)
{
	struct eval_made v;
	const struct case_form *read;
	(void)state;
	eval_start(&v, "item a kind=sbom\n", ANY);
	assert_false(failed(readings_apply(&v.m.form, &v.m.a, &read, NULL)));
	assert_ptr_equal(read, &v.m.form);
	eval_end(&v);
}

/* --- what a person may decide ----------------------------------------------------------------- */

/* A criterion whose failure is answered by quarantine or reject, and whose doubt by remediate or an
 * exception. */
#define LISTS "  criteria:\n    - id: c\n      area: identity\n" \
    "      need: {kind: sbom, signed_by: {party: manufacturer, purpose: evidence}}\n" \
    "      on_fail: [quarantine, reject]\n" \
    "      on_indeterminate: [remediate, accept_with_exception]\n"

static void
an_outcome_stands_in_the_list_or_is_graver(void **state)
{
	static const struct {
		const char *text, *exception;
		enum outcome proposal, asked;
		bool want;
	} asked[] = {
		{ "", "", OUTCOME_REMEDIATE, OUTCOME_REMEDIATE, true },
		{ "", "", OUTCOME_REMEDIATE, OUTCOME_QUARANTINE, true },	/* graver */
		{ "", "", OUTCOME_REMEDIATE, OUTCOME_REJECT, true },
		{ "", "", OUTCOME_REMEDIATE, OUTCOME_ACCEPT, false },
		{ "", "", OUTCOME_REMEDIATE, OUTCOME_ACCEPT_WITH_CONDITIONS, false },
		/* in the list, but nobody approved an exception */
		{ "", "", OUTCOME_REMEDIATE, OUTCOME_ACCEPT_WITH_EXCEPTION, false },
		{ "", "exception:1", OUTCOME_ACCEPT_WITH_EXCEPTION, OUTCOME_ACCEPT_WITH_EXCEPTION,
		    true },
		{ "", "exception:1", OUTCOME_ACCEPT_WITH_EXCEPTION, OUTCOME_ACCEPT, false },
		{ "", "exception:1", OUTCOME_ACCEPT_WITH_EXCEPTION, OUTCOME_REMEDIATE, true },
		{ "item a kind=sbom sign=k1/in_person/all/broken\n", "", OUTCOME_QUARANTINE,
		    OUTCOME_REMEDIATE, false },
		{ "item a kind=sbom sign=k1/in_person/all/broken\n", "", OUTCOME_QUARANTINE,
		    OUTCOME_QUARANTINE, true },
		{ "item a kind=sbom sign=k1/in_person/evidence\n", "", OUTCOME_ACCEPT,
		    OUTCOME_ACCEPT, true },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(asked); i++) {
		struct eval_made v;
		eval_start(&v, asked[i].text, LISTS);
		eval_run(&v);
		struct criterion_result r = v.s.results[0];
		if (asked[i].exception[0] == 0)
			assert_int_equal(r.proposal, asked[i].proposal);
		r.exception = slice_of(asked[i].exception);
		r.proposal = asked[i].proposal;
		if (outcome_is_allowed(&v.criteria->criteria[0], &r, asked[i].asked) !=
		    asked[i].want)
			fail_msg("%zu: %s", i, outcome_name(asked[i].asked));
		eval_end(&v);
	}
}

/* What is proposed for the gravest of several reasons answers the milder ones too. */
static void
a_proposal_can_be_decided(void **state)
{
	static const struct { enum outcome asked; bool want; } asked[] = {
		{ OUTCOME_REJECT, true }, { OUTCOME_QUARANTINE, true },
		{ OUTCOME_REMEDIATE, false }, { OUTCOME_RISK_ACCEPT, false },
		{ OUTCOME_ACCEPT_WITH_CONDITIONS, false }, { OUTCOME_ACCEPT, false },
	};
	struct eval_made v;
	(void)state;
	eval_start(&v, "item a kind=sbom sign=k1/in_person/all/broken\nitem b kind=sbom\n",
	    "  criteria:\n    - id: c\n      area: identity\n"
	    "      need: {kind: sbom, signed_by: {party: manufacturer, purpose: evidence}}\n"
	    "      on_fail: [remediate]\n"
	    "      on_indeterminate: {SIGNATURE_MISSING: [quarantine], else: [remediate]}\n");
	eval_run(&v);
	assert_int_equal(v.s.results[0].reason_count, 2);
	assert_int_equal(v.s.results[0].proposal, OUTCOME_QUARANTINE);
	for (size_t i = 0; i < COUNT(asked); i++)
		if (outcome_is_allowed(&v.criteria->criteria[0], &v.s.results[0],
		    asked[i].asked) != asked[i].want)
			fail_msg("%s", outcome_name(asked[i].asked));
	eval_end(&v);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_reading_lifts_as_far_as_it_goes),
		cmocka_unit_test(facts_that_were_read_count_as_facts),
		cmocka_unit_test(without_readings_the_form_is_the_form),
		cmocka_unit_test(an_outcome_stands_in_the_list_or_is_graver),
		cmocka_unit_test(a_proposal_can_be_decided),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
