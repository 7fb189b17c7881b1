/* report_letter_test.c - the letter: one numbered request for each gap, with the
 * answers that would do for it.
 * SPDX-License-Identifier: Apache-2.0 */
#include "delivery_view.h"

#include "report/gap.h"
#include "report/letter_words.h"

static void
a_gap_of_three_parts_is_asked_for_once(void **state)
{
	(void)state;
	struct delivery_view d;
	delivery_view(&d);
	AUTO(buf) letter = render(LETTER, &d.v);
	assert_true(slice_starts(buf_slice(&letter), SLICE("Subject: evidence for batch B1, ic-22 "
	    "version 5.4.2, serials 3101 to\n         3103\n")));
	assert_int_equal(times(&letter, "EVIDENCE_MISSING"), 1);
	assert_true(holds(&letter, "  1.  Please send what is missing, or correct the list "
	    "(SERIAL_MISSING).\n      Serial: 3102.\n"));
	assert_true(holds(&letter, "  2.  Please tell us why there is a device that was not "
	    "ordered\n      (SERIAL_UNEXPECTED).\n      Serial: 3103.\n"));
	assert_true(holds(&letter, "  3.  Please send us a software bill of materials "
	    "(EVIDENCE_MISSING).\n      What we found: none in what was sent.\n"));
	assert_true(holds(&letter, "not older than 30 days.\n"));
	assert_false(holds(&letter, "  4.  "));
}

/* As the supplier knows it: by the order, or else as what he sent. */
static void
the_letter_names_what_it_is_about(void **state)
{
	(void)state;
	static const struct { const char *subject, *source, *want; bool assumed; } cases[] = {
		{ "delivery:unnamed/4711", "order.csv", "our order 4711", true },
		{ "delivery:acme/4711", "order.csv", "our order 4711", true },
		{ "delivery:acme/4711", "", "delivery 4711", false },
		{ "delivery:unnamed/ab8102bea2329431", "", "your delivery", true },
		{ "delivery:acme/ab8102bea2329431", "", "your delivery", true },
		{ "batch:unnamed/B1", "order.csv", "batch B1", true },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct delivery_view d;
		delivery_view(&d);
		d.scope.release = SLICE("");
		d.scope.asset_count = 0;
		d.v.subject = slice_of(cases[i].subject);
		d.v.subject_source = slice_of(cases[i].source);
		d.v.subject_assumed = cases[i].assumed;
		AUTO(buf) letter = render(LETTER, &d.v);
		AUTO(buf) want = buf_init(KIB(1));
		buf_addf(&want, "Subject: evidence for %s\n\n", cases[i].want);
		assert_true(slice_starts(buf_slice(&letter), buf_slice(&want)));
	}
}

/* The forms of answer are those of the gap, not all that the criterion needs. */
static void
a_missing_item_asks_for_that_item_alone(void **state)
{
	(void)state;
	struct delivery_view d;
	struct gaps all;
	struct err e = {0};
	AUTO(arena) a = arena_init(MIB(8));
	delivery_view(&d);
	assert_false(failed(gaps_find(&d.v, &a, &all, &e)));
	assert_int_equal(all.count, 3);
	assert_true(slice_eq(all.at[2].kind, SLICE("sbom")));
	assert_true(all.at[2].need == &d.needs[1]);
	assert_true(all.at[2].whole);
	assert_int_equal(all.at[0].asset_count, 1);
	assert_int_equal(all.at[0].found_count, 1);
	AUTO(buf) words = buf_init(KIB(4));
	assert_true(answer_words(all.at[2].id, all.at[2].kind, all.at[2].need, 0, &words));
	assert_true(holds(&words, "CycloneDX"));
	assert_false(holds(&words, "packing"));
	assert_false(answer_words(all.at[2].id, all.at[2].kind, all.at[2].need, 1, &words));
}

/* Where a reason says why an item does not count, its kind is not asked for once more. */
static void
what_is_there_and_does_not_count_is_one_request(void **state)
{
	(void)state;
	struct delivery_view d;
	struct gaps all;
	struct err e = {0};
	AUTO(arena) a = arena_init(MIB(8));
	delivery_view(&d);
	struct reason two[] = { d.missing_reason, { FINDING_IDENTIFIER_DAMAGED,
	    SLICE("batch:acme/B1"), SLICE(PACKING_ID), SLICE("Lieferung!C5:C54") } };
	struct missing missing[] = { d.missing[0], { SLICE("composition"), AREA_TRANSPARENCY,
	    SLICE("packing_list"), SLICE("batch:acme/B1") } };
	d.results[3].reasons = two;
	d.results[3].reason_count = 2;
	d.assessment.result_count = 4;
	d.assessment.results = d.results;
	d.assessment.missing = missing;
	d.assessment.missing_count = 2;
	assert_false(failed(gaps_find(&d.v, &a, &all, &e)));
	assert_int_equal(all.count, 4);		/* two of serials, the SBOM, the damaged list */
	assert_int_equal(all.at[2].id, FINDING_EVIDENCE_MISSING);
	assert_true(slice_eq(all.at[2].kind, SLICE("sbom")));
	assert_int_equal(all.at[3].id, FINDING_IDENTIFIER_DAMAGED);
	assert_true(slice_eq(all.at[3].kind, SLICE("packing_list")));
}

static void
what_the_buyer_makes_is_not_asked_of_the_supplier(void **state)
{
	(void)state;
	struct delivery_view d;
	delivery_view(&d);
	d.needs[1].party = SLICE("asset_owner");
	AUTO(buf) letter = render(LETTER, &d.v);
	assert_false(holds(&letter, "  3.  "));
	assert_true(holds(&letter, "For us to see to, and nothing that you have to send: SBOM\n"
	    "(EVIDENCE_MISSING)."));
}

static void
an_open_condition_is_no_request(void **state)
{
	(void)state;
	struct delivery_view d;
	struct reason open = { FINDING_CONDITION_OPEN, SLICE("batch:acme/B1"), SLICE(""),
	    SLICE("") };
	delivery_view(&d);
	for (size_t i = 0; i < 6; i++) {
		d.results[i].verdict = VERDICT_INDETERMINATE;
		d.results[i].reasons = &open;
		d.results[i].reason_count = 1;
	}
	AUTO(buf) letter = render(LETTER, &d.v);
	assert_true(holds(&letter, "We need nothing further from you at this\ntime."));
	assert_false(holds(&letter, "  1.  "));
}

/* Whatever makes a verdict less than met can be asked about in words of its own. */
static void
every_code_has_a_request(void **state)
{
	(void)state;
	for (unsigned i = FINDING_NONE + 1; i < FINDING_COUNT; i++) {
		enum finding_id id = (enum finding_id)i;
		AUTO(buf) please = buf_init(KIB(4));
		AUTO(buf) answer = buf_init(KIB(4));
		please_words(id, SLICE("packing_list"), NULL, &please);
		assert_true(slice_starts(buf_slice(&please), SLICE("Please ")));
		assert_false(holds(&please, "@"));
		assert_false(slice_ends(buf_slice(&please), SLICE(".")));
		assert_true(answer_words(id, SLICE("packing_list"), NULL, 0, &answer));
		assert_false(holds(&answer, "@"));
		assert_true(answer.len > 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_gap_of_three_parts_is_asked_for_once),
		cmocka_unit_test(the_letter_names_what_it_is_about),
		cmocka_unit_test(a_missing_item_asks_for_that_item_alone),
		cmocka_unit_test(what_is_there_and_does_not_count_is_one_request),
		cmocka_unit_test(what_the_buyer_makes_is_not_asked_of_the_supplier),
		cmocka_unit_test(an_open_condition_is_no_request),
		cmocka_unit_test(every_code_has_a_request),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
