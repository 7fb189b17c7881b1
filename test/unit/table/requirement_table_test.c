/* requirement_table_test.c - workbooks of requirements as people have them.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/time.h"
#include "catalog/shipped.h"
#include "codec/csv.h"
#include "codec/yaml.h"
#include "table/requirement_table.h"

struct world { struct arena a; struct catalog_set set; };

static struct world
load(const char *file)
{
	struct world w = { .a = arena_init(MIB(256)) };
	struct slice bytes;
	assert_true(shipped_find(slice_of(file), &bytes));
	assert_false(failed(catalog_set_load(&w.set, bytes, SLICE("sha256:1"), &w.a, NULL)));
	return w;
}

static const struct { const char *text, *base, *want; } names[] = {
	{ "CR 1.1", "", "CR-1.1" }, { "cr1.1", "", "CR-1.1" }, { "CR-1.1", "", "CR-1.1" },
	{ "CR 01.1", "", "CR-1.1" }, { " CR 1.10 ", "", "CR-1.10" },
	{ "CR 1.1 RE(1)", "", "CR-1.1-RE-1" }, { "CR 1.1 RE 1", "", "CR-1.1-RE-1" },
	{ "CR 1.1 RE1", "", "CR-1.1-RE-1" }, { "CR 1.1-RE(2)", "", "CR-1.1-RE-2" },
	{ "CR-1.1-RE-2", "", "CR-1.1-RE-2" }, { "CR 1.1 (1)", "", "CR-1.1-RE-1" },
	{ "CR 1.1 (1) Unique identification", "", "CR-1.1-RE-1" },
	{ "CR 1.1 Human users", "", "CR-1.1" }, { "CR 1.1 (all interfaces)", "", "CR-1.1" },
	{ "CR 1.1: Human users", "", "CR-1.1" }, { "CR 1.1 Review", "", "CR-1.1" },
	{ "RE(1)", "CR-1.1", "CR-1.1-RE-1" }, { "RE 2", "CR-1.1", "CR-1.1-RE-2" },
	{ "RE(1)", "", "" }, { "SM-1", "", "SM-1" }, { "SVV 3", "", "SVV-3" },
	{ "CCSC 4", "", "CCSC-4" }, { "NDR 5.2 RE(3)", "", "NDR-5.2-RE-3" },
	{ "Requirement", "", "" }, { "1.1", "", "" }, { "A1", "", "" }, { "", "", "" },
	{ "CR", "", "" }, { "CR 1.1x", "", "" }, { "CR 1234", "", "" }, { "ABCDE 1", "", "" },
};

static void
names_as_people_write_them(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		uint8_t key[REQUIREMENT_KEY_MAX];
		size_t n = requirement_key(slice_of(names[i].text), slice_of(names[i].base), key);
		if (!slice_eq((struct slice){ key, n }, slice_of(names[i].want)))
			fail_msg("%s: %.*s", names[i].text, (int)n, (const char *)key);
	}
}

static const struct { const char *text; bool more; } several[] = {
	{ "CR 1.1, CR 1.2", true }, { "CR 1.1\nCR 1.2", true }, { "CR 1.7/1.8", true },
	{ "CR 2.1 - 2.4", true }, { "CR 2.1 \xe2\x80\x93 CR 2.4", true }, { "SM-1;SM-2", true },
	{ "CR 1.1 / RE(1)", true }, { "CR 1.1 RE(1), RE(2)", true }, { "CR 1.1 (1), CR 1.2", true },
	{ "CR 1.1", false }, { "CR 1.5 (see CR 2.1)", false }, { "CR 3.1 TLS 1.2", false },
	{ "CR 1.1 - Human users", false }, { "CR 1.1\nHuman users", false },
	{ "CR 1.1, 3 users", false }, { "FR 1 - IAC", false }, { "CR 1.1 RE(1)", false },
	{ "CR-1.1-RE-1", false }, { "", false }, { "one, two", false }, { "CR 1.1,", false },
};

static void
several_in_one_cell(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(several); i++)
		if (requirement_names_more(slice_of(several[i].text)) != several[i].more)
			fail_msg("%s", several[i].text);
}

/* Names in the middle of a text, each one. */
static const struct { const char *text, *want; } texts[] = {
	{ "login CR 1.1", "CR-1.1 " },
	{ "CR 1.1, CR 1.2 RE(1) and SVV-3", "CR-1.1 CR-1.2-RE-1 SVV-3 " },
	{ "test_CR_1_1_RE_1_password", "CR-1.1-RE-1 " }, { "testCR1_1", "CR-1.1 " },
	{ "com.acme.CR_1_2_Test.login", "CR-1.2 " }, { "CR 1.1[chrome]", "CR-1.1 " },
	{ "external/iec62443/cr-2.12", "CR-2.12 " },
	{ "sacr 1.1", "SACR-1.1 " }, { "x9CR 1.1", "" },
	{ "CR 1.1 (3 users)", "" }, { "CR 1.1 (1)", "" },
	{ "CR 1.1 RE (2) (3 users)", "CR-1.1-RE-2 " },
	{ "CR 1.1x", "" }, { "CR 1.1234", "" }, { "", "" },
};

static void
names_in_a_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		uint8_t key[REQUIREMENT_KEY_MAX];
		size_t n, at = 0;
		AUTO(buf) b = buf_init(KIB(4));
		while ((n = requirement_in(slice_of(texts[i].text), &at, key)) > 0) {
			buf_add(&b, (struct slice){ key, n });
			buf_add_byte(&b, ' ');
		}
		if (!slice_eq(buf_slice(&b), slice_of(texts[i].want)))
			fail_msg("%s: %.*s", texts[i].text, SLICE_FMT(buf_slice(&b)));
	}
}

/* "CR-1.1=met@B2; ...", then what it holds besides; stray cells behind "stray". */
static struct slice
read_grid(struct world *w, const struct grid *g, const struct requirement_map *map)
{
	struct requirement_table *t;
	size_t count;
	struct err e = {0};
	AUTO(buf) b = buf_init(KIB(64));
	struct slice out;
	if (failed(requirement_tables_read(g, w->set.at[0], map, &w->a, &t, &count, &e)))
		fail_msg("%s", e.what);
	for (size_t k = 0; k < count; k++) {
		for (size_t i = 0; i < t[k].row_count; i++) {
			const struct requirement_row *r = &t[k].rows[i];
			buf_addf(&b, "%.*s=%s@%.*s", SLICE_FMT(r->item->key), r->status,
			    SLICE_FMT(r->cell));
			if (r->unread)
				buf_add_text(&b, " unread");
			for (unsigned f = REQUIREMENT_EVIDENCE; f < REQUIREMENT_FIELDS; f++)
				if (r->texts[f].len > 0 && f != REQUIREMENT_TITLE)
					buf_addf(&b, " [%u:%.*s]", f, SLICE_FMT(r->texts[f]));
			if (r->due_ms != TIME_UNKNOWN) {
				char text[TIME_TEXT_BYTES];
				time_show(r->due_ms, text);
				buf_addf(&b, " due %.10s", text);
			}
			buf_add_text(&b, "; ");
		}
		for (size_t i = 0; i < t[k].stray_count; i++)
			buf_addf(&b, "%s %.*s; ", t[k].stray[i].points ? "points" : "stray",
			    SLICE_FMT(t[k].stray[i].cell));
	}
	for (size_t k = 0; k < count; k++) {
		if (!slice_is_null(t[k].again))
			buf_addf(&b, "again %.*s beside %.*s", SLICE_FMT(t[k].again),
			    SLICE_FMT(t[k].first));
		if (t[k].under.len > 0)
			buf_addf(&b, " under %.*s", SLICE_FMT(t[k].under));
		buf_add_text(&b, slice_is_null(t[k].again) ? "" : "; ");
		buf_add_text(&b, t[k].grouped ? "" : "no such group");
	}
	assert_false(failed(buf_end(&b, NULL)));
	assert_true(arena_copy(&w->a, slice_trim(buf_slice(&b)), &out));
	return out;
}

static struct slice
read_csv(struct world *w, struct slice in, const struct requirement_map *map)
{
	struct grid g;
	assert_false(failed(csv_decode(in, &w->a, &g, NULL)));
	return read_grid(w, &g, map);
}

static const struct { const char *name; struct slice in; const char *want; } tables[] = {
	{ "plain", SLICE_INIT("ID,Status,Evidence\nCR 1.1,yes,TR 1\nCR 1.3,no,\n"),
	    "CR-1.1=met@B2 [3:TR 1]; CR-1.3=not_met@B3;" },
	{ "German, with a title and enhancements below their base",
	    SLICE_INIT("Anforderungen nach IEC 62443-4-2;;;\n;;;\n"
	    "Anforderung;Titel;Erf\xc3\xbcllung;Nachweis\nCR 1.1;Nutzer;erf\xc3\xbcllt;PB-1\n"
	    "RE(1);eindeutig;teilweise (Web);PB-2\n"
	    "CR 2.2;Funk;n/a;\n"),
	    "CR-1.1=met@C4 [3:PB-1]; CR-1.1-RE-1=partly@C5 [3:PB-2]; "
	    "CR-2.2=not_applicable@C6;" },
	{ "of another standard, above the first of this one",
	    SLICE_INIT("Req,Status\nSM-1,yes\nFR 1,\nCR 1.1,yes\nSM-2,yes\n"),
	    "CR-1.1=met@B4; stray A2; stray A5;" },
	{ "columns to tick", SLICE_INIT("Req,Met,Partly,Not met,N/A,Comment\nCR 1.1,x,,,,good\n"
	    "CR 1.3,,x,,,\nCR 1.4,x,,x,,\nCR 1.5,,,,,\n"),
	    "CR-1.1=met@B2 [11:good]; CR-1.3=partly@C3; CR-1.4=untested@D4 unread; "
	    "CR-1.5=untested@A5;" },
	{ "a heading over two rows", SLICE_INIT("Requirement,Assessment,\n,Status,Evidence\n"
	    "CR 1.1,met,a\nCR 1.3,met,b\nCR 1.4,met,c\n"),
	    "CR-1.1=met@B3 [3:a]; CR-1.3=met@B4 [3:b]; CR-1.4=met@B5 [3:c];" },
	{ "words that nobody knows, pointers, strays", SLICE_INIT("ID,Status\nCR 1.1,blue\n"
	    "CR 1.6,met\nCR 99.9,met\nCR 1.3,\n"),
	    "CR-1.1=untested@B2 unread; CR-1.3=untested@A5; points A3; stray A4;" },
	{ "headings between, pointers of which nothing is said, dashes",
	    SLICE_INIT("Nr.,Status\nFR 1 - Identification,\nCR 1.1,ja\nCR 1.6,-\nCR 2.4,\n"
	    "CR 1.3,\xe2\x80\x93\nCR 1.4,./.\nCR 98.1,\n"),
	    "CR-1.1=met@B3; CR-1.3=untested@B6; CR-1.4=untested@B7; stray A8;" },
	{ "an enhancement below what the edition does not have is none of the one before",
	    SLICE_INIT("Nr.,Status\nCR 1.1,ja\nCR 1.99,ja\nRE(1),ja\nCR 1.6,\nRE(1),ja\n"),
	    "CR-1.1=met@B2; stray A3; stray A4; stray A6;" },
	{ "words of a German workbook", SLICE_INIT("Nr.;Status\nCR 1.1;i. O.\nCR 1.3;n.i.O.\n"
	    "CR 1.4;tlw. erf\xc3\xbcllt\nCR 1.5;\xe2\x9c\x93\nCR 1.7;\xe2\x9c\x97\n"
	    "CR 1.8;entf\xc3\xa4llt \xe2\x80\x93 keine PKI\nCR 1.9;k. A.\n"
	    "CR 1.10;durch Betreiber\nCR 1.11;noch nicht\nCR 1.12;ja/teilweise\n"),
	    "CR-1.1=met@B2; CR-1.3=not_met@B3; CR-1.4=partly@B4; CR-1.5=met@B5; "
	    "CR-1.7=not_met@B6; CR-1.8=not_applicable@B7; CR-1.9=untested@B8; "
	    "CR-1.10=met_at_system_level@B9; CR-1.11=not_met@B10; CR-1.12=untested@B11 unread;" },
	{ "what is no tick", SLICE_INIT("Req,Met,Partly,Not met\nCR 1.1,x,-,-\nCR 1.3,no,,yes\n"
	    "CR 1.4,\xe2\x9c\x98,,\nCR 1.5,web only,,\nCR 1.7,\xe2\x98\x90,x (web),0\n"),
	    "CR-1.1=met@B2; CR-1.3=not_met@D3; CR-1.4=met@B4; CR-1.5=untested@B5 unread; "
	    "CR-1.7=partly@C6;" },
	{ "two headings that could say how, of which one does",
	    SLICE_INIT("ID,Implementation,Status\nCR 1.1,by the kernel,yes\nCR 1.3,,no\n"),
	    "CR-1.1=met@C2; CR-1.3=not_met@C3;" },
	{ "two that do", SLICE_INIT("ID,Implementation,Status\nCR 1.1,done,yes\nCR 1.3,,no\n"),
	    "CR-1.1=met@B2; CR-1.3=untested@A3; again C1 beside B1;" },
	{ "two products", SLICE_INIT("ID,IC-22,,GW-7,\n,Status,Evidence,Status,Evidence\n"
	    "CR 1.1,yes,a,no,\nCR 1.3,,,yes,b\n"),
	    "CR-1.1=met@B3 [3:a]; CR-1.3=untested@A4; again D2 beside B2 under GW-7;" },
	{ "two products to tick", SLICE_INIT("ID,IC-22,,GW-7,\n,yes,no,yes,no\nCR 1.1,x,,,x\n"
	    "CR 1.3,,,,\nCR 1.4,x,,,\n"),
	    "CR-1.1=untested@E3 unread; CR-1.3=untested@A4; CR-1.4=met@B5; "
	    "again D2 beside B2 under GW-7;" },
	{ "platform, system, dates", SLICE_INIT("ID,Status,Ma\xc3\x9fnahme,Termin,Verantwortlich\n"
	    "CR 1.1,durch Plattform,Konto anlegen,31.12.2026,party:acme\n"
	    "CR 1.3,Systemebene,,2027-03-01,x\nCR 1.4,met,,bald,\n"),
	    "CR-1.1=met_by_platform@B2 [7:Konto anlegen] [9:party:acme] [10:31.12.2026] "
	    "due 2026-12-31; CR-1.3=met_at_system_level@B3 [9:x] [10:2027-03-01] due 2027-03-01; "
	    "CR-1.4=met@B4 [10:bald];" },
	{ "no status", SLICE_INIT("ID,Title\nCR 1.1,a\nCR 1.3,b\nCR 1.4,c\n"), "" },
	{ "no requirements", SLICE_INIT("Serial,Status\n3101,ok\n"), "" },
	{ "names in a sentence", SLICE_INIT("Text,Status\nsee CR 1.1,ok\n"), "" },
};

static void
tables_as_people_have_them(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(tables); i++) {
		struct world w = load("catalog/iec62443-4-2.json");
		struct slice got = read_csv(&w, tables[i].in, NULL);
		if (!slice_eq(got, slice_of(tables[i].want)))
			fail_msg("%s: %.*s", tables[i].name, SLICE_FMT(got));
		arena_drop(&w.a);
	}
}

static void
practices_of_a_process(void **state)
{
	struct world w = load("catalog/iec62443-4-1.json");
	(void)state;
	struct slice got = read_csv(&w, SLICE("Requirement,Done,Record\nSM-1,ja,QM 12\n"
	    "SVV-3,offen,\nSG 7,nein,\n"), NULL);
	assert_true(slice_eq(got, SLICE("SM-1=met@B2 [3:QM 12]; SVV-3=untested@B3; "
	    "SG-7=not_met@B4;")));
	arena_drop(&w.a);
}

static struct requirement_map
map_of(struct world *w, const char *yaml, enum code want)
{
	struct requirement_map map = {0};
	struct value v;
	struct err e = {0};
	assert_false(failed(yaml_tree(slice_of(yaml), &w->a, &v, &e)));
	assert_int_equal(requirement_map_decode(&v, &w->a, &map, &e).code, want);
	return map;
}

#define MAP "apiVersion: assay/v1\nkind: RequirementMap\n"

static void
a_map_of_one_s_own(void **state)
{
	struct world w = load("catalog/iec62443-4-2.json");
	(void)state;
	struct requirement_map map = map_of(&w, MAP "columns: {status: Farbe, evidence: D}\n"
	    "status: {met: [Gr\xc3\xbcn], not_met: [rot, schwarz]}\n", OK);
	struct slice got = read_csv(&w, SLICE("ID,Status,Farbe,X\nCR 1.1,rot,gr\xc3\xbcn,a\n"
	    "CR 1.3,met,schwarz,b\n"), &map);
	if (!slice_eq(got, SLICE("CR-1.1=met@C2 [3:a]; CR-1.3=not_met@C3 [3:b];")))
		fail_msg("%.*s", SLICE_FMT(got));
	map_of(&w, MAP "columns: {colour: Farbe}\n", E_SCHEMA);
	map_of(&w, MAP "status: {green: [x]}\n", E_SCHEMA);
	map_of(&w, MAP "status: {met: x}\n", E_SCHEMA);
	map_of(&w, MAP "status: {met: ['-']}\n", E_SCHEMA);
	map_of(&w, MAP "column: {}\n", E_SCHEMA);
	map_of(&w, "apiVersion: assay/v1\nkind: Map\n", E_SCHEMA);
	arena_drop(&w.a);
}

static const struct { const char *under, *want; } groups[] = {
	{ "IC-22", "CR-1.1=met@C4 [3:a] [9:jo]; CR-1.3=untested@A5 [9:al];" },
	{ "gw-7 (2.1)", "CR-1.1=not_met@E4 [9:jo]; CR-1.3=met@E5 [3:b] [9:al];" },
	{ "GW-7", "CR-1.1=not_met@E4 [9:jo]; CR-1.3=met@E5 [3:b] [9:al];" },
	{ "IC-22-S", "CR-1.1=partly@G4 [9:jo]; CR-1.3=untested@A5 [9:al];" },
	{ "IC", "CR-1.1=met@C4 [3:a] [9:jo]; CR-1.3=untested@A5 [9:al]; "
	    "again E3 beside C3 under GW-7 (2.1); no such group" },
	{ "GW-71", "CR-1.1=met@C4 [3:a] [9:jo]; CR-1.3=untested@A5 [9:al]; "
	    "again E3 beside C3 under GW-7 (2.1); no such group" },
	{ "both", "CR-1.1=met@C4 [3:a] [9:jo]; CR-1.3=untested@A5 [9:al]; "
	    "again E3 beside C3 under GW-7 (2.1);" },
};

/* Below one heading of several, and what is below none of them. */
static void
groups_of_columns(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(groups); i++) {
		struct world w = load("catalog/iec62443-4-2.json");
		struct requirement_map map = { .under = slice_of(groups[i].under) };
		struct slice got = read_csv(&w, SLICE("both products,,,,,,,,\n"
		    ",,IC-22 (5.4),,GW-7 (2.1),,IC-22-S,,\n"
		    "ID,Title,Status,Evidence,Status,Evidence,Status,Evidence,Owner\n"
		    "CR 1.1,t,yes,a,no,,partly,,jo\nCR 1.3,t,,,yes,b,,,al\n"), &map);
		if (!slice_eq(got, slice_of(groups[i].want)))
			fail_msg("%s: %.*s", groups[i].under, SLICE_FMT(got));
		arena_drop(&w.a);
	}
}

/* What is merged over rows holds for each; which requirement a row is of is never taken so. Of two
 * that overlap the first counts. */
static void
merged_over_rows(void **state)
{
	struct grid_merge merges[] = { { 1, 2, 4 }, { 2, 2, 3 }, { 2, 3, 5 }, { 3, 2, 9 },
	    { 4, 1, 2 } };
	struct world w = load("catalog/iec62443-4-2.json");
	struct grid g;
	(void)state;
	assert_false(failed(csv_decode(SLICE("Req,Status,Evidence,Comment\nCR 1.1,yes,TR-1\n"
	    "RE(1)\nCR 1.3\nCR 1.4,no,TR-2\nCR 1.5\n"), &w.a, &g, NULL)));
	g.sheets[0].merges = merges;
	g.sheets[0].merge_count = COUNT(merges);
	struct slice got = read_grid(&w, &g, NULL);
	const struct slice want = SLICE("CR-1.1=met@B2 [3:TR-1]; CR-1.1-RE-1=met@B3 [3:TR-1]; "
	    "CR-1.3=untested@A4 [3:TR-1]; CR-1.4=not_met@B5 [3:TR-2]; "
	    "CR-1.5=untested@A6 [3:TR-1];");
	if (!slice_eq(got, want))
		fail_msg("%.*s", SLICE_FMT(got));
	struct requirement_table *t;
	size_t count;
	struct err e = {0};
	g.sheets[0].merges_cut = true;
	assert_true(failed(requirement_tables_read(&g, w.set.at[0], NULL, &w.a, &t, &count, &e)));
	assert_int_equal(e.code, E_LIMIT);
	arena_drop(&w.a);
}

/* A formula that failed, and one whose result nobody stored, are words that cannot be read. */
static void
formulas_without_a_result(void **state)
{
	struct world w = load("catalog/iec62443-4-2.json");
	struct grid g;
	(void)state;
	assert_false(failed(csv_decode(SLICE("Req,Status\nCR 1.1,yes\nCR 1.3,#REF!\nCR 1.4,\n"
	    "CR 1.5,\n"), &w.a, &g, NULL)));
	g.sheets[0].rows[2].cells[1].kind = CELL_ERROR;
	g.sheets[0].rows[3].cells[1].formula = true;
	struct slice got = read_grid(&w, &g, NULL);
	if (!slice_eq(got, SLICE("CR-1.1=met@B2; CR-1.3=untested@B3 unread; CR-1.4=untested@B4 "
	    "unread; CR-1.5=untested@A5;")))
		fail_msg("%.*s", SLICE_FMT(got));
	arena_drop(&w.a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_as_people_write_them),
		cmocka_unit_test(several_in_one_cell),
		cmocka_unit_test(names_in_a_text),
		cmocka_unit_test(tables_as_people_have_them),
		cmocka_unit_test(practices_of_a_process),
		cmocka_unit_test(a_map_of_one_s_own),
		cmocka_unit_test(groups_of_columns),
		cmocka_unit_test(merged_over_rows),
		cmocka_unit_test(formulas_without_a_result),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
