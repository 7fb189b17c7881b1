/* test_result_test.c - the in-toto predicate of test results, as facts and as a report.
 * SPDX-License-Identifier: Apache-2.0 */
#include "reports.h"

#include "codec/json.h"
#include "result/test_result.h"

#define SAYS(members) SLICE_INIT("{'configuration':[]," members "}")

static const struct report_case cases[] = {
	{ "passed, warned, failed", SAYS("'result':'FAILED','passedTests':['a'],"
	    "'warnedTests':['b'],'failedTests':['c']"), OK,
	    "a=passed[a]; b=passed[b] (passed with warnings); c=failed[c]" },
	{ "no tests, passed", SAYS("'result':'PASSED'"), OK, "the whole run=passed[]" },
	{ "no tests, failed", SAYS("'result':'FAILED','failedTests':[]"), OK,
	    "the whole run=failed[]" },
	{ "unknown members", SAYS("'result':'WARNED','more':1"), OK, "the whole run=passed[]" },
	{ "another result", SAYS("'result':^'passed'"), E_SCHEMA, NULL },
	{ "no result", SLICE_INIT("^{'configuration':[]}"), E_SCHEMA, NULL },
	{ "no configuration", SLICE_INIT("^{'result':'PASSED'}"), E_SCHEMA, NULL },
	{ "passed, and a test failed", SAYS("'result':'PASSED','failedTests':^['a']"), E_SCHEMA,
	    NULL },
	{ "passed and failed", SAYS("'result':'FAILED','passedTests':['a'],'failedTests':[^'a']"),
	    E_SCHEMA, NULL },
	{ "a name that is none", SAYS("'result':'PASSED','passedTests':[^1]"), E_SCHEMA, NULL },
	{ "an empty name", SAYS("'result':'PASSED','passedTests':[^' ']"), E_SCHEMA, NULL },
	{ "no list", SAYS("'result':'PASSED','passedTests':^'a'"), E_SCHEMA, NULL },
};

static struct intoto_statement
statement(struct arena *a, struct slice text, struct intoto_subject *subjects, size_t count,
    uint64_t *at)
{
	struct value *v = ARENA_NEW(a, struct value);
	assert_non_null(v);
	assert_false(failed(json_tree(spelt(a, text, at), MIB(1), a, v, NULL)));
	return (struct intoto_statement){ .version = 1, .predicate_type =
	    SLICE("https://in-toto.io/attestation/test-result/v0.1"), .predicate = v,
	    .count = count, .subjects = subjects };
}

static void
predicates_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(arena) a = arena_init(MIB(4));
		struct test_report r = {0};
		struct err e = {0};
		uint64_t at;
		struct intoto_statement s = statement(&a, cases[i].in, NULL, 0, &at);
		assert_true(test_result_handles(s.predicate_type));
		struct rc done = test_result_report(&s, &a, &r, &e);
		check_case(&cases[i], &a, done, &e, &r, at);
	}
}

/* "test name requirement result release place; ..." */
static struct slice
facts_of(struct arena *a, struct slice text, struct intoto_subject *subjects, size_t count)
{
	static const char *const members[] = { "name", "requirement", "result", "release" };
	struct reading r = reading_init(a);
	struct slice out;
	uint64_t at;
	struct intoto_statement s = statement(a, text, subjects, count, &at);
	AUTO(buf) b = buf_init(KIB(64));
	assert_false(failed(test_result_read(&s, &r, NULL)));
	assert_true(slice_eq(r.kind, SLICE("test_report")));
	for (size_t i = 0; i < r.fact_count; i++) {
		buf_addf(&b, "%s%.*s", i > 0 ? "; " : "", SLICE_FMT(r.facts[i].name));
		for (size_t k = 0; k < COUNT(members); k++) {
			struct slice t = value_text(value_get(&r.facts[i].value,
			    slice_of(members[k])));
			buf_addf(&b, t.len > 0 ? " %.*s" : "%.*s", SLICE_FMT(t));
		}
		buf_addf(&b, " %.*s", SLICE_FMT(r.facts[i].place));
	}
	assert_true(arena_copy(a, buf_slice(&b), &out));
	return out;
}

static void
facts_are_of_the_release_that_is_the_subject(void **state)
{
	AUTO(arena) a = arena_init(MIB(4));
	struct slice in = SLICE("{'configuration':[],'result':'FAILED','passedTests':["
	    "'login CR 1.1 and CR 1.2 RE(1)','TLS 1.2'],'failedTests':['test_SVV_3']}");
	struct intoto_subject release = { .name = SLICE("release:acme/ic-22@5.4.2") };
	struct intoto_subject file = { .name = SLICE("ic-22.bin") };
	(void)state;
	assert_true(slice_eq(facts_of(&a, in, &release, 1), SLICE(
	    "test_run release:acme/ic-22@5.4.2 /predicate; "
	    "test login CR 1.1 and CR 1.2 RE(1) CR-1.1 passed release:acme/ic-22@5.4.2 "
	    "/predicate/passedTests/0; "
	    "test login CR 1.1 and CR 1.2 RE(1) CR-1.2-RE-1 passed release:acme/ic-22@5.4.2 "
	    "/predicate/passedTests/0; "
	    "test TLS 1.2 passed release:acme/ic-22@5.4.2 /predicate/passedTests/1; "
	    "test test_SVV_3 SVV-3 failed release:acme/ic-22@5.4.2 /predicate/failedTests/0")));
	/* bytes are no release: it counts for none */
	in = SLICE("{'configuration':[],'result':'PASSED'}");
	assert_true(slice_eq(facts_of(&a, in, &file, 1), SLICE(
	    "test_run /predicate; test the whole run passed /predicate")));
}

static void
more_releases_than_a_run_is_of(void **state)
{
	AUTO(arena) a = arena_init(MIB(4));
	struct intoto_subject many[9];
	uint64_t at;
	(void)state;
	for (size_t i = 0; i < COUNT(many); i++)
		many[i] = (struct intoto_subject){ .name = SLICE("release:acme/ic-22@5.4.2") };
	for (size_t n = 8; n <= 9; n++) {
		struct reading r = reading_init(&a);
		struct intoto_statement s = statement(&a,
		    SLICE("{'configuration':[],'result':'PASSED'}"), many, n, &at);
		assert_int_equal(test_result_read(&s, &r, NULL).code, n == 8 ? OK : E_LIMIT);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(predicates_are_read),
		cmocka_unit_test(facts_are_of_the_release_that_is_the_subject),
		cmocka_unit_test(more_releases_than_a_run_is_of),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
