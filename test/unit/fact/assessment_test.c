/* assessment_test.c - the form of an assessment: a hand-made file, what is refused, and where.
 * SPDX-License-Identifier: Apache-2.0 */
#include "form.h"

#include "base/time.h"
#include "crypto/digest.h"
#include "fact/assessment.h"

/* --- the assessment of test/data/forms/assessment.json, unsettled ----------------------------- */

static const struct level_range nothing = { LEVEL_NONE, LEVEL_NONE };
static struct reason open_reason, identity_reason, both_reasons[2];

static void
fill_reasons(void)
{
	open_reason = (struct reason){ FINDING_CONDITION_OPEN, S("batch:acme/C-1"), {0}, {0} };
	identity_reason = (struct reason){ FINDING_IDENTITY_MISSING, S("asset:acme/ic-22#3102"),
	    DIGEST("1"), S("Lieferung!B17") };
	both_reasons[0] = open_reason;
	both_reasons[1] = identity_reason;
}

static void
add_parts(struct assessment *s)
{
	static struct part parts[2];
	static struct slice first[1], second[2];
	first[0] = S("asset:acme/ic-22#3101");
	second[0] = S("asset:acme/ic-22#3102");
	second[1] = S("asset:acme/ic-22#3103");
	parts[0] = (struct part){ 1, first, OUTCOME_ACCEPT_WITH_CONDITIONS,
	    { LEVEL_E3, LEVEL_E4 }, 1, &open_reason };
	parts[1] = (struct part){ 2, second, OUTCOME_QUARANTINE, nothing, 2, both_reasons };
	s->part_count = COUNT(parts);
	s->parts = parts;
}

static void
add_results(struct assessment *s)
{
	static struct criterion_result list[4];
	static struct slice evidence[3], checks[2];
	evidence[0] = DIGEST("2");
	evidence[1] = DIGEST("1");
	evidence[2] = DIGEST("2");
	checks[0] = S("serial_reconciliation/2");
	checks[1] = S("identity_known/1");
	list[0] = (struct criterion_result){ .id = S("identity"), .area = AREA_IDENTITY,
	    .verdict = VERDICT_PASS, .level = { LEVEL_E3, LEVEL_E4 }, .evidence_count = 3,
	    .evidence = evidence, .check_count = 2, .checks = checks,
	    .proposal = OUTCOME_ACCEPT };
	list[1] = (struct criterion_result){ .id = S("identity"), .area = AREA_IDENTITY,
	    .part = 1, .verdict = VERDICT_FAIL, .reason_count = 1, .reasons = &identity_reason,
	    .check_count = 2, .checks = checks, .exception = ID("exception", "e"),
	    .proposal = OUTCOME_QUARANTINE };
	list[2] = (struct criterion_result){ .id = S("first-attestation"),
	    .area = AREA_INTEGRITY, .verdict = VERDICT_INDETERMINATE, .reason_count = 1,
	    .reasons = &open_reason, .proposal = OUTCOME_ACCEPT_WITH_CONDITIONS };
	list[3] = list[2];
	list[3].part = 1;
	s->result_count = COUNT(list);
	s->results = list;
}

static void
add_lists(struct assessment *s)
{
	static struct condition_open condition;
	static struct missing missing[3];
	static struct item_level items[4];
	static struct slice catalogues[3];
	condition = (struct condition_open){ S("first-attestation"),
	    S("the first attestation equals the accepted baseline"),
	    S("production_connection"), S("30d") };
	missing[0] = (struct missing){ S("identity"), AREA_IDENTITY, S("device_certificate"),
	    S("asset:acme/ic-22#3103") };
	missing[1] = missing[0];
	missing[2] = missing[0];
	missing[1].subject = S("asset:acme/ic-22#3102");
	items[0] = (struct item_level){ DIGEST("2"), S("device_certificate"), LEVEL_E4,
	    FINDING_NONE };
	items[1] = (struct item_level){ DIGEST("1"), S("packing_list"), LEVEL_E3,
	    FINDING_SIGNATURE_MISSING };
	items[2] = (struct item_level){ ID("evidence", "9"), S("visual_inspection"), LEVEL_NONE,
	    FINDING_NONE };
	items[3] = items[1];
	catalogues[0] = catalogues[2] = DIGEST("2");
	catalogues[1] = DIGEST("1");
	s->condition_count = 1;
	s->conditions = &condition;
	s->missing_count = COUNT(missing);
	s->missing = missing;
	s->item_count = COUNT(items);
	s->items = items;
	s->catalogue_count = COUNT(catalogues);
	s->catalogues = catalogues;
}

static struct assessment
whole_assessment(void)
{
	struct assessment s = { .case_digest = DIGEST("c"), .criteria_name =
	    S("product-acceptance"), .criteria_version = S("1"), .criteria_digest = DIGEST("d"),
	    .position_known = true, .position_root = DIGEST("0"), .subject = S("batch:acme/C-1"),
	    .decision = S("product_acceptance"), .proposal = OUTCOME_SPLIT,
	    .level = { LEVEL_E1, LEVEL_E4 } };
	assert_false(failed(time_parse(S("2026-06-30T12:00:00Z"), TIME_BEGINNING, &s.valid_at_ms,
	    NULL)));
	fill_reasons();
	add_parts(&s);
	add_results(&s);
	add_lists(&s);
	return s;
}

/* --- tests ------------------------------------------------------------------------------------ */

static struct rc
read_assessment(const struct value *v, struct arena *a, struct err *e)
{
	struct assessment s;
	return assessment_decode(v, a, &s, e);
}

static struct slice
written(struct arena *a, const struct assessment *s)
{
	struct build b = { .a = a };
	struct value v = assessment_value(&b, s);
	assert_false(failed(build_end(&b, NULL)));
	return bytes_of(a, &v);
}

static void
an_assessment_is_written_as_by_hand(void **state)
{
	struct arena a = arena_init(MIB(4));
	struct assessment s = whole_assessment();
	(void)state;
	assessment_settle(&s);
	assert_same(written(&a, &s), form_file(&a, "assessment.json"));
	assessment_settle(&s);
	assert_same(written(&a, &s), form_file(&a, "assessment.json"));
	arena_drop(&a);
}

static void
what_is_read_is_written_again(void **state)
{
	struct arena a = arena_init(MIB(4));
	struct slice golden = form_file(&a, "assessment.json");
	struct assessment s;
	struct value v;
	struct err e = {0};
	(void)state;
	assert_false(failed(json_tree(golden, MIB(1), &a, &v, &e)));
	if (failed(assessment_decode(&v, &a, &s, &e)))
		fail_msg("%s at %llu", e.what, (unsigned long long)e.at);
	assert_same(written(&a, &s), golden);
	assert_int_equal(s.proposal, OUTCOME_SPLIT);
	assert_int_equal(s.parts[1].level.max, LEVEL_NONE);
	assert_int_equal(s.results[1].verdict, VERDICT_FAIL);
	assert_int_equal(s.results[1].reasons[0].id, FINDING_IDENTITY_MISSING);
	assert_int_equal(s.results[3].area, AREA_INTEGRITY);
	assert_int_equal(s.items[1].why, FINDING_SIGNATURE_MISSING);
	assert_int_equal(s.items[2].why, FINDING_NONE);
	assert_int_equal(assessment_exit(&s), 1);
	arena_drop(&a);
}

/* The digest was made with sha256sum over the bytes from `{` to `}` of the file's result. */
static void
the_result_digest_is_over_result_alone(void **state)
{
	struct arena a = arena_init(MIB(4));
	struct slice golden = form_file(&a, "assessment.json"), shown;
	struct build b = { .a = &a };
	struct assessment s = whole_assessment();
	struct digest d;
	(void)state;
	assessment_settle(&s);
	struct value v = assessment_result_value(&b, &s);
	struct slice bytes = bytes_of(&a, &v);
	size_t at = slice_find(golden, S("\"result\":"), 0) + strlen("\"result\":");
	assert_same(bytes, slice_sub(golden, at, at + bytes.len));
	assert_false(failed(digest_of(bytes, &d, NULL)));
	assert_true(digest_text(&a, &d, &shown));
	assert_same(shown, S("sha256:"
	    "084cc13af2bc395038469e99ec578d858e73447ad9aa3d8c69054a2e67ec060a"));
	arena_drop(&a);
}

static const struct refusal refusals[] = {
	{ "another form", "assessment/1", "assessment/2", "\"assessment/2\"", OK },
	{ "unknown member", "\"case\":", "\"cast\":1,\"case\":", "\"cast\"", OK },
	{ "unknown member of the result", "\"decision\":", "\"decided\":1,\"decision\":",
	    "\"decided\"", OK },
	{ "unknown member of a part", "\"proposal\":\"quarantine\",\"reasons\":[{\"code\":\"C",
	    "\"size\":1,\"proposal\":\"quarantine\",\"reasons\":[{\"code\":\"C", "\"size\":1", OK },
	{ "missing member", "\"conditions\":", "\"considered\":", "{\"considered", OK },
	{ "missing result", "\"result\":", "\"outcome\":", "{\"assay", OK },
	{ "bad instant", "\"valid_at\":\"2026-06-30T12:00:00.000Z\"",
	    "\"valid_at\":\"2026-06-30T12:00:00.0000\"", "\"2026-06-30", OK },
	{ "bad digest", "\"case\":\"sha256:", "\"case\":\"sha256-", "\"sha256-", OK },
	{ "catalogue twice", "\"sha256:" EIGHT(EIGHT("2")) "\"],\"criteria\"",
	    "\"sha256:" EIGHT(EIGHT("1")) "\"],\"criteria\"",
	    "\"sha256:" EIGHT(EIGHT("1")) "\"],\"criteria\"", OK },
	{ "unknown verdict", "\"verdict\":\"fail\"", "\"verdict\":\"bad\"", "\"bad\"", OK },
	{ "unknown outcome", "\"proposal\":\"accept\"", "\"proposal\":\"allow\"",
	    "\"allow\"", OK },
	{ "split part", "\"proposal\":\"quarantine\"", "\"proposal\":\"split\"",
	    "\"split\",\"reasons\":[{\"code\":\"CONDITION", OK },
	{ "empty outcome", "\"proposal\":\"accept\"", "\"proposal\":\"\"",
	    "\"\",\"reasons\":[],\"verdict\"", OK },
	{ "unknown area", "\"area\":\"integrity\"", "\"area\":\"safety\"", "\"safety\"", OK },
	{ "unknown level", "\"level\":\"E3\"", "\"level\":\"E6\"", "\"E6\"", OK },
	{ "empty level", "\"level\":\"E3\"", "\"level\":\"\"", "\"\",\"why\"", OK },
	{ "min above max", "\"max\":\"E4\",\"min\":\"E1\"", "\"max\":\"E4\",\"min\":\"E5\"",
	    "{\"max\":\"E4\",\"min\":\"E5\"", OK },
	{ "min alone", "\"max\":\"E4\",\"min\":\"E1\"", "\"max\":null,\"min\":\"E1\"",
	    "{\"max\":null,\"min\":\"E1\"", OK },
	{ "unknown reason", "\"why\":\"SIGNATURE_MISSING\"", "\"why\":\"LAZY\"", "\"LAZY\"", OK },
	{ "pass with a reason", "\"verdict\":\"fail\"", "\"verdict\":\"pass\"",
	    "{\"area\":\"identity\",\"checks\":[\"identity_known/1\","
	    "\"serial_reconciliation/2\"],\"evidence\":[],", OK },
	{ "pass with an exception", "\"exception\":\"\",\"id\":\"identity\"",
	    "\"exception\":\"exception:" EIGHT(EIGHT("e")) "\",\"id\":\"identity\"",
	    "{\"area\":\"identity\",\"checks\"", OK },
	{ "proposal that the parts do not make", "\"proposal\":\"split\"",
	    "\"proposal\":\"quarantine\"", "\"quarantine\",\"results\"", OK },
	{ "split where parts agree",
	    "\"proposal\":\"accept_with_conditions\",\"reasons\":[{\"code\"",
	    "\"proposal\":\"quarantine\",\"reasons\":[{\"code\"", "\"split\"", OK },
	{ "parts out of order", "[\"asset:acme/ic-22#3101\"]", "[\"asset:acme/ic-22#3109\"]",
	    "{\"assets\":[\"asset:acme/ic-22#3102\"", OK },
	{ "asset in two parts", "[\"asset:acme/ic-22#3101\"]",
	    "[\"asset:acme/ic-22#3101\",\"asset:acme/ic-22#3103\"]",
	    "\"asset:acme/ic-22#3103\"],\"evidence_level\":{\"max\":null", OK },
	{ "part without assets", "[\"asset:acme/ic-22#3101\"]", "[]", "{\"assets\":[]", OK },
	{ "assets out of order", "\"asset:acme/ic-22#3102\",\"asset:acme/ic-22#3103\"",
	    "\"asset:acme/ic-22#3103\",\"asset:acme/ic-22#3102\"",
	    "\"asset:acme/ic-22#3102\"],\"evidence_level", OK },
	{ "part that is not there", "\"part\":1", "\"part\":2",
	    "{\"area\":\"identity\",\"checks\":[\"identity_known/1\","
	    "\"serial_reconciliation/2\"],\"evidence\":[],", OK },
	{ "criteria mixed", "\"id\":\"first-attestation\",\"part\":0",
	    "\"id\":\"last-attestation\",\"part\":0",
	    "{\"area\":\"integrity\",\"checks\":[],\"evidence\":[],\"evidence_level\":"
	    "{\"max\":null,\"min\":null},\"exception\":\"\",\"id\":\"first-attestation\"", OK },
	{ "areas mixed", "{\"area\":\"integrity\"", "{\"area\":\"identity\"",
	    "{\"area\":\"integrity\"", OK },
	{ "criterion twice", "\"id\":\"first-attestation\",\"part\":0",
	    "\"id\":\"identity\",\"part\":0",
	    "{\"area\":\"integrity\"", OK },
	{ "condition of no criterion", "\"criterion\":\"first-attestation\"",
	    "\"criterion\":\"attestation\"", "{\"criterion\":\"attestation\"", OK },
	{ "condition twice", "baseline\"}],\"decision\"",
	    "baseline\"},{\"text\":\"x\",\"criterion\":\"first-attestation\",\"due\":\"1d\","
	    "\"gate\":\"x\"}],\"decision\"", "{\"text\"", OK },
	{ "result left out", "\"verdict\":\"indeterminate\"},{\"area\":\"integrity\",\"checks\":[],"
	    "\"evidence\":[],\"evidence_level\":{\"max\":null,\"min\":null},\"exception\":\"\","
	    "\"id\":\"first-attestation\",\"part\":1,\"proposal\":\"accept_with_conditions\","
	    "\"reasons\":[{\"code\":\"CONDITION_OPEN\",\"evidence\":\"\",\"place\":\"\","
	    "\"subject\":\"batch:acme/C-1\"}],\"verdict\":\"indeterminate\"}]",
	    "\"verdict\":\"indeterminate\"}]", "[{\"area\":\"identity\",\"checks\"", OK },
	{ "missing for no criterion", "\"criterion\":\"identity\"", "\"criterion\":\"support\"",
	    "{\"area\":\"identity\",\"criterion\":\"support\"", OK },
	{ "missing in another area", "{\"area\":\"identity\",\"criterion\"",
	    "{\"area\":\"updates\",\"criterion\"", "{\"area\":\"updates\"", OK },
	{ "missing out of order", "\"subject\":\"asset:acme/ic-22#3102\"},{\"area\"",
	    "\"subject\":\"asset:acme/ic-22#3104\"},{\"area\"",
	    "{\"area\":\"identity\",\"criterion\":\"identity\",\"kind\":\"device_certificate\","
	    "\"subject\":\"asset:acme/ic-22#3103\"", OK },
	{ "missing twice", "\"subject\":\"asset:acme/ic-22#3102\"},{\"area\"",
	    "\"subject\":\"asset:acme/ic-22#3103\"},{ \"area\"", "{ \"area\"", OK },
	{ "items out of order", "\"evidence\":\"sha256:" EIGHT(EIGHT("1")) "\",\"kind\"",
	    "\"evidence\":\"sha256:" EIGHT(EIGHT("3")) "\",\"kind\"",
	    "{\"evidence\":\"sha256:" EIGHT(EIGHT("2")) "\",\"kind\"", OK },
	{ "checks out of order", "[\"identity_known/1\",", "[\"zero/1\",",
	    "\"serial_reconciliation/2\"", OK },
	{ "reasons out of order", "\"code\":\"CONDITION_OPEN\",\"evidence\":\"\",\"place\":\"\","
	    "\"subject\":\"batch:acme/C-1\"},", "\"code\":\"SUPPORT_ENDS\",\"evidence\":\"\","
	    "\"place\":\"\",\"subject\":\"batch:acme/C-1\"},",
	    "{\"code\":\"IDENTITY_MISSING\"", OK },
};

static void
refusals_name_the_place(void **state)
{
	struct arena a = arena_init(MIB(1));
	struct slice golden = form_file(&a, "assessment.json");
	(void)state;
	assert_refused(golden, refusals, COUNT(refusals), read_assessment);
	assert_whole(golden, read_assessment);
	arena_drop(&a);
}

/* One part, and no list of criteria but this many. */
static void
try_criteria(size_t n, enum code want)
{
	struct arena a = arena_init(MIB(16));
	struct assessment s = whole_assessment();
	struct err e = {0};
	s.part_count = 1;
	s.proposal = s.parts[0].proposal;
	s.condition_count = s.missing_count = 0;
	s.results = ARENA_ARRAY(&a, struct criterion_result, n);
	assert_non_null(s.results);
	for (s.result_count = 0; s.result_count < n; s.result_count++) {
		struct criterion_result *r = &s.results[s.result_count];
		*r = (struct criterion_result){ .area = AREA_UPDATES, .verdict = VERDICT_PASS,
		    .proposal = OUTCOME_ACCEPT };
		assert_true(arena_format(&a, &r->id, "c%zu", s.result_count));
	}
	assessment_settle(&s);
	assert_int_equal(form_read(written(&a, &s), read_assessment, &a, &e).code, want);
	arena_drop(&a);
}

static void
an_assessment_has_at_most_256_criteria(void **state)
{
	(void)state;
	try_criteria(CRITERIA_MAX, OK);
	try_criteria(CRITERIA_MAX + 1, E_LIMIT);
}

static void
an_assessment_has_a_part(void **state)
{
	struct arena a = arena_init(MIB(4));
	struct assessment s = whole_assessment();
	struct err e = {0};
	(void)state;
	s.condition_count = s.missing_count = s.result_count = s.part_count = 0;
	assessment_settle(&s);
	struct slice bytes = written(&a, &s);
	assert_int_equal(form_read(bytes, read_assessment, &a, &e).code, E_SCHEMA);
	assert_int_equal(e.at, slice_find(bytes, S("[],\"proposal\""), 0));
	arena_drop(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_assessment_is_written_as_by_hand),
		cmocka_unit_test(what_is_read_is_written_again),
		cmocka_unit_test(the_result_digest_is_over_result_alone),
		cmocka_unit_test(refusals_name_the_place),
		cmocka_unit_test(an_assessment_has_at_most_256_criteria),
		cmocka_unit_test(an_assessment_has_a_part),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
