/* tests_test.c - reports of tests: of which release, of which requirements, what is refused.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../unit.h"

#include "app/desk/tests.h"
#include "base/buf.h"
#include "base/limits.h"

#define HEAD "Test,Result,Requirement\n"

/* want: "name>CR-1.1 name>...", then what is not known behind "?"; or the place of a refusal. */
static const struct {
	const char *name, *in, *edition;
	enum code code;
	const char *want;
} cases[] = {
	{ "a column", HEAD "a,ok,CR 1.1\n", NULL, OK, "iec62443-4-2:2019 a>CR-1.1" },
	{ "several in one cell", HEAD "a,ok,CR 1.1; RE(1); CR 1.2\n", NULL, OK,
	    "iec62443-4-2:2019 a>CR-1.1 a>CR-1.1-RE-1 a>CR-1.2" },
	{ "the same twice", HEAD "a,ok,CR 1.1; cr-1.1\n", NULL, OK, "iec62443-4-2:2019 a>CR-1.1" },
	{ "a full name", HEAD "a,ok,iec62443-4-2:2019/CR-1.1\n", "iec62443-4-2:2019", OK,
	    "iec62443-4-2:2019 a>CR-1.1" },
	{ "of another edition", HEAD "a,ok,CR 1.1\nb,ok,CR 1.2\nc,ok,SVV-3\n", NULL, OK,
	    "iec62443-4-2:2019 a>CR-1.1 b>CR-1.2 c>iec62443-4-1:2018/SVV-3" },
	{ "one that is not known", HEAD "a,ok,CR 99.1\n", NULL, OK, " a> ?CR 99.1" },
	{ "no name of one", HEAD "a,ok,later\n", NULL, OK, " a> ?later" },
	{ "a full name of no edition", HEAD "a,ok,iec62443-4-2:1999/CR-1.1\n", NULL, OK,
	    " a> ?iec62443-4-2:1999/CR-1.1" },
	{ "a pointer asks for nothing", HEAD "a,ok,CR 1.6\n", NULL, OK, " a> ?CR 1.6" },
	{ "in the name", HEAD "CR 1.1 login,ok,\n", NULL, OK,
	    "iec62443-4-2:2019 CR 1.1 login>CR-1.1" },
	{ "what is stated comes before the name", HEAD "CR 1.1 login,ok,CR 1.2\n", NULL, OK,
	    "iec62443-4-2:2019 CR 1.1 login>CR-1.2" },
	{ "a name that looks like one", HEAD "TLS 1.2,ok,\n", NULL, OK, " TLS 1.2>" },
	{ "no such edition", HEAD "a,ok,CR 1.1\n", "iec62443-4-2:1999", E_USAGE, "" },
	{ "an edition without requirements", HEAD "a,ok,CR 1.1\n", "cra", E_USAGE, "" },
	{ "two editions alike", HEAD "a,ok,CR 1.1\nb,ok,SVV-3\n", NULL, E_USAGE, "" },
	{ "of two editions one that is said", HEAD "a,ok,CR 1.1\nb,ok,SVV-3\n",
	    "iec62443-4-1:2018", OK,
	    "iec62443-4-1:2018 a>iec62443-4-2:2019/CR-1.1 b>SVV-3" },
	{ "no test", HEAD, NULL, E_SCHEMA, "" },
	{ "nothing", "", NULL, E_SYNTAX, "" },
	{ "another form", "%PDF-1.7\n", NULL, E_SYNTAX, "" },
	{ "malformed XML", "<testsuites>\n <testsuite>\n</testsuites>", NULL, E_SYNTAX, "3:3" },
	{ "malformed JSON", "{\"runs\": [}", NULL, E_SYNTAX, "1:11" },
	{ "JSON of another form", "{\"a\": 1}", NULL, E_SCHEMA, "1:1" },
};

/* What --performed says, for the next report that is read. */
static int64_t performed_from = TIME_UNKNOWN, performed_until = TIME_UNKNOWN;

static struct rc
read_text(struct slice in, const char *edition, const char *release, struct tests *v,
    struct trouble *t)
{
	static struct arena a;
	static struct shipped_data data;
	struct subject s;
	if (data.catalogues.count == 0) {
		a = arena_init(MIB(256));
		assert_false(failed(shipped_data_load(&a, &data, NULL)));
	}
	assert_false(failed(subject_parse(slice_of(release), &s, NULL)));
	const struct tests_wish wish = { "report", in, slice_of(edition), &s,
	    performed_from, performed_until };
	return tests_read(&wish, &data, v, t);
}

static void
shown(const struct tests *v, struct buf *b)
{
	buf_add(b, v->edition);
	for (size_t i = 0; i < v->row_count; i++)
		buf_addf(b, " %.*s>%.*s", SLICE_FMT(v->rows[i].test->name),
		    SLICE_FMT(v->rows[i].requirement));
	for (size_t i = 0; i < v->unknown_count; i++)
		buf_addf(b, " ?%.*s", SLICE_FMT(v->unknown[i].text));
}

static void
a_test_is_of_requirements(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct tests v;
		struct trouble t = {0};
		AUTO(buf) b = buf_init(KIB(4));
		struct rc done = read_text(slice_of(cases[i].in), cases[i].edition,
		    "release:acme/ic-22@5.4.2", &v, &t);
		if (failed(done))
			buf_add(&b, t.place);
		else
			shown(&v, &b);
		if (done.code != cases[i].code || !slice_eq(buf_slice(&b), slice_of(cases[i].want)))
			fail_msg("%s: %s, %.*s", cases[i].name, code_name(done.code),
			    SLICE_FMT(buf_slice(&b)));
		tests_drop(&v);
	}
}

/* What a column of versions may say of release:acme/ic-22@5.4.2. */
static const struct { const char *said; bool same; } versions[] = {
	{ "5.4.2", true }, { "v5.4.2", true }, { "V5.4.2", true }, { "IC-22 5.4.2", true },
	{ "ic-22-v5.4.2", true }, { "release:acme/ic-22@5.4.2", true }, { "ic-22@5.4.2", true },
	{ "5.4.1", false }, { "15.4.2", false }, { "4.2", false }, { "5.4.2-rc1", false },
	{ "5.4.2.1", false }, { "6.0-5.4.2", false }, { "rev5.4.2", false }, { "x.5.4.2", false },
	{ "release:acme/ic-22@5.4.1", false }, { "release:acme/ic-23@5.4.2", false },
	{ "release:other/ic-22@5.4.2", false }, { "product:acme/ic-22", false },
	{ "~5.4.2", false },
};

static void
a_result_counts_for_its_version_alone(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(versions); i++) {
		struct tests v;
		struct trouble t = {0};
		AUTO(buf) b = buf_init(KIB(4));
		buf_addf(&b, "Test,Result,Version\na,ok,\nb,ok,%s\n", versions[i].said);
		struct rc done = read_text(buf_slice(&b), NULL, "release:acme/ic-22@5.4.2", &v, &t);
		tests_drop(&v);
		if (failed(done) == versions[i].same)
			fail_msg("%s", versions[i].said);
		if (failed(done)) {
			assert_int_equal(done.code, E_SCHEMA);
			assert_true(slice_eq(t.place, SLICE("C3")));
		}
	}
}

#define SUITE(time) "<testsuite timestamp='" time "'><testcase name='n'/></testsuite>"
#define SCAN(from, to) "{\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"t\"}}," \
	"\n\"invocations\":[{\"executionSuccessful\":true,\"startTimeUtc\":\"" from "\",\n" \
	"\"endTimeUtc\":\"" to "\"}],\"results\":[{\"ruleId\":\"x\",\"kind\":\"pass\"}]}]}"
#define EARLIER "run on an earlier day than --performed says: expected the day that stands here"
#define LATER "run on a later day than --performed says: expected the day that stands here"

/* place, what: null where it is read. */
static const struct { const char *in, *performed, *place, *what; size_t unread; } days[] = {
	{ SUITE("2026-06-01T23:59:59Z"), "2026-06-01", NULL, NULL, 0 },
	{ SUITE("2026-06-01T10:00:00"), "2026-06-02", NULL, NULL, 0 },
	{ SUITE("2026-05-31T00:00:00.123456"), "2026-06-01", NULL, NULL, 0 },
	{ SUITE("2026-05-30T23:59:59.999Z"), "2026-06-01", "1:1", EARLIER, 0 },
	{ SUITE("2025-06-01T10:00:00+02:00"), "2026-06-01", "1:1", EARLIER, 0 },
	{ SUITE("2026-06-02T23:59:59.999Z"), "2026-06-01", NULL, NULL, 0 },
	{ SUITE("2026-06-03T00:00:00"), "2026-06-01", "1:1", LATER, 0 },
	{ SUITE("2026-06-01T10:00:00Z"), "2026-06-02T10:00:00Z", NULL, NULL, 0 },
	{ SUITE("2026-06-01T10:00:00Z"), "2026-06-02T10:00:00.001Z", "1:1", EARLIER, 0 },
	{ SUITE("Mon Jun  1 10:00:00 2025"), "2026-06-01", NULL, NULL, 1 },
	{ SUITE(" "), "2026-06-01", NULL, NULL, 0 },
	{ "<testsuites>\n" SUITE("2026-06-01T10:00:00") "\n" SUITE("2026-06-20T10:00:00")
	    "</testsuites>", "2026-06-10", NULL, NULL, 0 },
	{ "<testsuites>\n" SUITE("2026-06-01T10:00:00") "\n" SUITE("2026-06-20T10:00:00")
	    "</testsuites>", "2026-06-30", "3:1", EARLIER, 0 },
	{ "<testsuites>\n" SUITE("2026-06-01T10:00:00") "\n" SUITE("2024-06-20T10:00:00")
	    "</testsuites>", "2026-06-01", "3:1", "run more than 31 days before the last of this "
	    "report: expected a report of one period", 0 },
	{ SCAN("2026-06-01T10:00:00.000Z", "2026-06-01T11:00:00Z"), "2026-06-01", NULL, NULL, 0 },
	{ SCAN("2026-06-01T10:00:00.000Z", "2026-06-01T11:00:00Z"), "2026-06-29", "3:14",
	    EARLIER, 0 },
	{ SCAN("2026-06-01T10:00:00.000Z", "2026-06-01T11:00:00Z"), "2026-05-29", "2:59",
	    LATER, 0 },
	{ "Test,Result\na,ok\n", "2026-06-01", NULL, NULL, 0 },
};

static void
a_report_is_of_the_day_that_is_said(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(days); i++) {
		struct tests v;
		struct trouble t = {0};
		struct slice day = slice_of(days[i].performed);
		assert_false(failed(time_parse(day, TIME_BEGINNING, &performed_from, NULL)));
		assert_false(failed(time_parse(day, TIME_END, &performed_until, NULL)));
		struct rc done = read_text(slice_of(days[i].in), NULL, "release:acme/ic-22@5.4.2",
		    &v, &t);
		size_t unread = v.report.times_unread;
		tests_drop(&v);
		if (failed(done) != (days[i].what != NULL))
			fail_msg("%zu: %s", i, t.err.what);
		assert_int_equal(unread, days[i].unread);
		if (days[i].what == NULL)
			continue;
		assert_int_equal(done.code, E_SCHEMA);
		assert_string_equal(t.err.what, days[i].what);
		if (!slice_eq(t.place, slice_of(days[i].place)))
			fail_msg("%zu: %.*s", i, SLICE_FMT(t.place));
	}
	performed_from = performed_until = TIME_UNKNOWN;
}

static void
limits(void **state)
{
	struct slice head = SLICE("<testsuite><testcase name='n'/></testsuite>");
	uint8_t *bytes = malloc(TEST_REPORT_BYTES_MAX + 1);
	(void)state;
	assert_non_null(bytes);
	memset(bytes, '\n', TEST_REPORT_BYTES_MAX + 1);
	memcpy(bytes, head.at, head.len);
	for (size_t over = 0; over < 2; over++) {
		struct tests v;
		struct trouble t = {0};
		struct slice in = { bytes, TEST_REPORT_BYTES_MAX + over };
		struct rc done = read_text(in, NULL, "release:acme/ic-22@5.4.2", &v, &t);
		tests_drop(&v);
		assert_int_equal(done.code, over == 0 ? OK : E_LIMIT);
	}
	free(bytes);
}

/* SARIF with results of which each has four values and a requirement or two; one in a line. */
static void
make_sarif(size_t results, bool two, struct buf *out)
{
	buf_add_text(out, "{\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{"
	    "\"name\":\"t\"}},\"results\":[\n");
	for (size_t i = 0; i < results; i++)
		buf_addf(out, "%s{\"kind\":\"pass\",\"ruleId\":\"CR-1.1%s\"}",
		    i > 0 ? ",\n" : "", two ? " CR-1.3" : "");
	buf_add_text(out, "]}]}");
	assert_false(failed(buf_end(out, NULL)));
}

/* A limit that is met says itself and the place. */
static void
limits_name_themselves(void **state)
{
	static const struct { size_t results; bool two; const char *place, *what; } limited[] = {
		{ TEST_CASES_MAX, false, NULL, NULL },
		{ TEST_CASES_MAX + 1, false, "50002:1", "more than 50,000 tests, the most that one "
		    "record holds: split the report" },
		{ 100000, false, "50002:1", "more than 50,000 tests, the most that one record "
		    "holds: split the report" },
		{ TEST_CASES_MAX / 2 + 1, true, "25002:1", "with each requirement of a test, more "
		    "than 50,000 tests, the most that one record holds: split the report" },
		{ 700000, false, "399999:2", "more than 2,000,000 names and values, the most that "
		    "is read of a report: split it" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(limited); i++) {
		struct tests v;
		struct trouble t = {0};
		AUTO(buf) b = buf_init(TEST_REPORT_BYTES_MAX);
		make_sarif(limited[i].results, limited[i].two, &b);
		struct rc done = read_text(buf_slice(&b), NULL, "release:acme/ic-22@5.4.2", &v,
		    &t);
		tests_drop(&v);
		assert_int_equal(done.code, limited[i].what == NULL ? OK : E_LIMIT);
		if (limited[i].what == NULL)
			continue;
		assert_string_equal(t.err.what, limited[i].what);
		if (!slice_eq(t.place, slice_of(limited[i].place)))
			fail_msg("%zu: %.*s", i, SLICE_FMT(t.place));
	}
}

static void
a_long_table_names_its_cell(void **state)
{
	struct tests v;
	struct trouble t = {0};
	AUTO(buf) b = buf_init(MIB(4));
	(void)state;
	buf_add_text(&b, "Test,Result\n");
	for (size_t i = 0; i <= TEST_CASES_MAX; i++)
		buf_addf(&b, "t%zu,ok\n", i);
	struct rc done = read_text(buf_slice(&b), NULL, "release:acme/ic-22@5.4.2", &v, &t);
	assert_int_equal(done.code, E_LIMIT);
	if (!slice_eq(t.place, SLICE("A50002")))
		fail_msg("%.*s", SLICE_FMT(t.place));
	tests_drop(&v);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_test_is_of_requirements),
		cmocka_unit_test(a_result_counts_for_its_version_alone),
		cmocka_unit_test(a_report_is_of_the_day_that_is_said),
		cmocka_unit_test(limits),
		cmocka_unit_test(limits_name_themselves),
		cmocka_unit_test(a_long_table_names_its_cell),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
