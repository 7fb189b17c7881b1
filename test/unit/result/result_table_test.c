/* result_table_test.c - results of tests in tables: columns, words, versions, what is refused.
 * SPDX-License-Identifier: Apache-2.0 */
#include "reports.h"

#include "codec/csv.h"
#include "result/result_table.h"

static const struct { const char *name, *in; enum code code; const char *want; } cases[] = {
	{ "columns by their headings", "Test,Result,Requirement,Note\nlogin,PASS,CR 1.1,fine\n", OK,
	    "login=passed[!CR 1.1,login] (fine)" },
	{ "words", "test case;result\na;passed\nb;Failed\nc;not run\nd;error\ne;\nf;n/a\n", OK,
	    "a=passed[a]; b=failed[b]; c=skipped[c]; d=error[d]; e=skipped[e] (no result); "
	    "f=skipped[f]" },
	{ "in German", "Pr\xc3\xbc" "ffall;Ergebnis;Anforderung\nX;i.O.;CR 1.1\nY;n.i.O.;\n"
	    "Z;nicht bestanden;\n", OK, "X=passed[!CR 1.1,X]; Y=failed[Y]; Z=failed[Z]" },
	{ "versions above and beside", "Firmware:,5.4.2\nTest,Result,Version\na,ok,5.4.2\n", OK,
	    "a=passed[a] @5.4.2 @5.4.2" },
	{ "empty rows", "Test,Result\na,ok\n,\nb,ok\n", OK, "a=passed[a]; b=passed[b]" },
	{ "a word that is not known", "Test,Result\na,ok\nb,green\n", E_SCHEMA, "B3" },
	{ "a mark is no word", "Test,Result\na,-\n", E_SCHEMA, "B2" },
	{ "a result without a test", "Test,Result\n,ok\n", E_SCHEMA, "A2" },
	{ "no headings", "login,ok\nlogout,ok\n", E_SCHEMA, "" },
	{ "no column of results", "Test,Requirement\na,CR 1.1\n", E_SCHEMA, "" },
};

static void
tables_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(arena) a = arena_init(MIB(4));
		struct test_report r = {0};
		struct slice cell = SLICE("");
		struct grid g;
		assert_false(failed(csv_decode(slice_of(cases[i].in), &a, &g, NULL)));
		struct rc done = result_table_read(&g, &a, &r, &cell, NULL);
		struct slice got = failed(done) ? cell : shown(&a, &r);
		if (done.code != cases[i].code || !slice_eq(got, slice_of(cases[i].want)))
			fail_msg("%s: %s %.*s", cases[i].name, code_name(done.code),
			    SLICE_FMT(got));
	}
}

static void
a_cell_says_its_sheet(void **state)
{
	AUTO(arena) a = arena_init(MIB(4));
	struct test_report r;
	struct slice cell;
	struct grid g;
	(void)state;
	assert_false(failed(csv_decode(SLICE("Test,Result\na,ok\nb,green\n"), &a, &g, NULL)));
	g.sheets[0].name = SLICE("Tests");
	assert_int_equal(result_table_read(&g, &a, &r, &cell, NULL).code, E_SCHEMA);
	assert_true(slice_eq(cell, SLICE("Tests!B3")));
	g.sheets[0].hidden = true;
	cell = SLICE("");
	assert_int_equal(result_table_read(&g, &a, &r, &cell, NULL).code, E_SCHEMA);
	assert_true(cell.len == 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_are_read),
		cmocka_unit_test(a_cell_says_its_sheet),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
