/* junit_test.c - JUnit XML: what passes, what fails, which version, what is refused and where.
 * SPDX-License-Identifier: Apache-2.0 */
#include "reports.h"

#include "result/junit.h"

#define SUITE(attributes, inner) \
	SLICE_INIT("<testsuite name='s'" attributes ">" inner "</testsuite>")
#define PROPERTY(name, value) "<property name='" name "' value='" value "'/>"

static const struct report_case cases[] = {
	{ "a case passes", SUITE("", "<testcase name='n' classname='c'/>"), OK, "c.n=passed[n,c]" },
	{ "failure", SUITE("", "<testcase name='n'><failure message='m'>t</failure></testcase>"),
	    OK, "n=failed[n] (m)" },
	{ "failure without a message", SUITE("", "<testcase name='n'><failure>t\n u</failure>"
	    "</testcase>"), OK, "n=failed[n] (t u)" },
	{ "error", SUITE("", "<testcase name='n'><error message='m'/></testcase>"), OK,
	    "n=error[n] (m)" },
	{ "failure before error", SUITE("", "<testcase name='n'><failure/><error/></testcase>"), OK,
	    "n=failed[n]" },
	{ "error, then failure", SUITE("", "<testcase name='n'><error/><failure/></testcase>"), OK,
	    "n=failed[n]" },
	{ "skipped", SUITE("", "<testcase name='n'><skipped message='later'/></testcase>"), OK,
	    "n=skipped[n] (later)" },
	{ "skipped and failed", SUITE("", "<testcase name='n'><skipped/><failure/></testcase>"), OK,
	    "n=failed[n]" },
	{ "disabled, as GoogleTest says it", SUITE("", "<testcase name='n' status='notrun' "
	    "result='suppressed'/>"), OK, "n=skipped[n]" },
	{ "run, as GoogleTest says it", SUITE("", "<testcase name='n' status='run' "
	    "result='completed'/>"), OK, "n=passed[n]" },
	{ "failed by its status alone", SUITE(" failures='1'",
	    "<testcase name='n' status='fail'/>"), OK, "n=failed[n]" },
	{ "flaky", SUITE("", "<testcase name='n'><flakyFailure message='m'/></testcase>"), OK,
	    "n=passed[n] (passed after it had failed)" },
	{ "failed again", SUITE("", "<testcase name='n'><failure/><rerunFailure/></testcase>"), OK,
	    "n=failed[n]" },
	{ "a property of the case", SUITE("", "<testcase name='n'><properties>"
	    PROPERTY("requirement", "CR 1.1") "</properties></testcase>"), OK,
	    "n=passed[n,!CR 1.1]" },
	{ "a property as text", SUITE("", "<testcase name='n'><properties>"
	    "<property name='Requirement-ID'> CR 1.1 </property></properties></testcase>"), OK,
	    "n=passed[n,!CR 1.1]" },
	{ "a property of the suite", SUITE("", "<properties>" PROPERTY("requirement", "CR 1.2")
	    "</properties><testcase name='n'/><testcase name='m'><properties>"
	    PROPERTY("requirement", "CR 1.1") "</properties></testcase>"), OK,
	    "n=passed[n,!CR 1.2]; m=passed[m,!CR 1.1]" },
	{ "a property behind the cases", SUITE("", "<testcase name='n'/><properties>"
	    PROPERTY("requirement", "CR 1.2") "</properties>"), OK, "n=passed[n,!CR 1.2]" },
	{ "the inner suite's property", SUITE("", "<properties>" PROPERTY("requirement", "CR 1.2")
	    "</properties><testsuite><properties>" PROPERTY("requirement", "CR 1.3")
	    "</properties><testcase name='n'/></testsuite>"), OK, "n=passed[n,!CR 1.3]" },
	{ "the version", SUITE("", "<properties>" PROPERTY("version", "5.4.2") PROPERTY(
	    "release", "release:acme/ic-22@5.4.2") PROPERTY("java.version", "17") "</properties>"),
	    OK, " @5.4.2 @release:acme/ic-22@5.4.2" },
	{ "suites in suites", SLICE_INIT("<testsuites><testsuite><testsuite><testcase name='n'/>"
	    "</testsuite></testsuite></testsuites>"), OK, "n=passed[n]" },
	{ "other elements", SUITE("", "<x><failure/></x><testcase name='n'><system-out>failed"
	    "</system-out></testcase>"), OK, "n=passed[n]" },
	{ "a suite that was not set up", SUITE(" errors='1'", "<error message='no device'/>"),
	    OK, "s=error[] (no device)" },
	{ "no tests", SUITE("", ""), OK, "" },
	{ "counts that are met", SUITE(" failures='1' errors='1'", "<testcase name='n'><failure/>"
	    "</testcase><testcase name='m'><error/></testcase>"), OK, "n=failed[n]; m=error[m]" },
	{ "a failure was taken out", SLICE_INIT("<testsuites>^<testsuite failures='1'>"
	    "<testcase name='n'/></testsuite></testsuites>"), E_SCHEMA, NULL },
	{ "an error was taken out", SLICE_INIT("<?xml version='1.0'?>"
	    "^<testsuites errors='1'><testsuite>"
	    "<testcase name='n'/></testsuite></testsuites>"), E_SCHEMA, NULL },
	{ "a count that is none", SLICE_INIT("^<testsuite failures='one'/>"), E_SCHEMA, NULL },
	{ "another root", SLICE_INIT("^<html/>"), E_SCHEMA, NULL },
	{ "a case without a name", SLICE_INIT("<testsuite>^<testcase classname='c'/></testsuite>"),
	    E_SCHEMA, NULL },
	{ "a case outside of a suite", SLICE_INIT("<testsuites>^<testcase name='n'/></testsuites>"),
	    E_SCHEMA, NULL },
	{ "a case in a case", SLICE_INIT("<testsuite><testcase name='n'>^<testcase name='m'/>"
	    "</testcase></testsuite>"), E_SCHEMA, NULL },
	{ "a suite in a case", SLICE_INIT("<testsuite><testcase name='n'>^<testsuite/>"
	    "</testcase></testsuite>"), E_SCHEMA, NULL },
};

static void
reports_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(arena) a = arena_init(MIB(4));
		struct test_report r = {0};
		struct err e = {0};
		uint64_t at;
		struct slice in = spelt(&a, cases[i].in, &at);
		struct rc done = junit_read(in, &a, &r, &e);
		check_case(&cases[i], &a, done, &e, &r, at);
	}
}

/* Cut anywhere it is refused: a report of which the end is missing is none. */
static void
a_cut_report_is_refused(void **state)
{
	struct slice whole = SLICE("<testsuites><testsuite name=\"s\"><properties><property "
	    "name=\"requirement\">CR 1.1</property></properties><testcase name=\"n\"><failure>x"
	    "</failure></testcase></testsuite></testsuites>");
	(void)state;
	for (size_t n = 0; n < whole.len; n++) {
		AUTO(arena) a = arena_init(MIB(4));
		struct test_report r;
		struct err e = {0};
		assert_true(failed(junit_read(slice_sub(whole, 0, n), &a, &r, &e)));
		assert_true(e.code == E_SYNTAX);
	}
}

static enum code
read_many(size_t count)
{
	AUTO(arena) a = arena_init(MIB(256));
	AUTO(buf) b = buf_init(MIB(16));
	struct test_report r = {0};
	buf_add_text(&b, "<testsuite>");
	for (size_t i = 0; i < count; i++)
		buf_add_text(&b, "<testcase name='n'/>");
	buf_add_text(&b, "</testsuite>");
	struct rc done = junit_read(buf_slice(&b), &a, &r, NULL);
	assert_true(failed(done) || r.count == count);
	return done.code;
}

static void
limits(void **state)
{
	AUTO(buf) b = buf_init(MIB(1));
	AUTO(arena) a = arena_init(MIB(4));
	struct test_report r;
	(void)state;
	assert_int_equal(read_many(TEST_CASES_MAX), OK);
	assert_int_equal(read_many(TEST_CASES_MAX + 1), E_LIMIT);
	/* a property is cut nowhere: "CR 1.1" is not "CR 1.10" */
	buf_add_text(&b, "<testsuite><properties><property name='requirement'>");
	for (size_t i = 0; i < 4097; i++)
		buf_add_byte(&b, 'x');
	buf_add_text(&b, "</property></properties></testsuite>");
	assert_int_equal(junit_read(buf_slice(&b), &a, &r, NULL).code, E_LIMIT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reports_are_read),
		cmocka_unit_test(a_cut_report_is_refused),
		cmocka_unit_test(limits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
