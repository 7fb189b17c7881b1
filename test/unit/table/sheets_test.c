/* sheets_test.c - workbooks: several sheets, kinds of cells, what is hidden or computed.
 * SPDX-License-Identifier: Apache-2.0 */
#include "table_show.h"

#define T(t) { .kind = CELL_TEXT, .text = SLICE_INIT(t) }
#define N(t) { .kind = CELL_NUMBER, .text = SLICE_INIT(t) }
#define D(t) { .kind = CELL_DATE, .text = SLICE_INIT(t) }

static struct grid_cell headings[] = { T("Serial"), T("Article"), T("Qty") };
static struct grid_cell first[] = { T("3101"), T("0047022"), N("1") };
static struct grid_cell second[] = { T("3102"), T("0047022"), N("1") };
static struct grid_cell number[] = { N("3103"), T("0047022"), N("1") };
static struct grid_cell padded[] = { { .kind = CELL_NUMBER, .text = SLICE_INIT("3104"),
	.padded = true }, T("0047022"), N("1") };
static struct grid_cell dated[] = { D("47851"), T("0047022"), N("1") };
static struct grid_cell wrong[] = { { .kind = CELL_ERROR, .text = SLICE_INIT("#REF!") },
	T("0047022"), N("1") };
static struct grid_cell computed[] = { { .kind = CELL_TEXT, .text = SLICE_INIT("3105"),
	.formula = true }, T("0047022"), { .text = SLICE_INIT(""), .formula = true } };
static struct grid_cell title[] = { T("Packing list") };
static struct grid_cell order_title[] = { T("Purchase order") };
static struct grid_cell cover[] = { T("Dear Sir or Madam") };

#define ROW(n, c) { .number = n, .count = COUNT(c), .cells = c }
#define HIDDEN(n, c) { .number = n, .count = COUNT(c), .cells = c, .hidden = true }
#define SHEET(n, r) { .name = SLICE_INIT(n), .count = COUNT(r), .rows = r }

static struct grid_row plain[] = { ROW(1, headings), ROW(2, first), ROW(4, second) };
static struct grid_row packing[] = { ROW(1, title), ROW(3, headings), ROW(4, first) };
static struct grid_row order[] = { ROW(1, order_title), ROW(3, headings), ROW(4, second) };
static struct grid_row letter[] = { ROW(1, cover) };
static struct grid_row kinds[] = { ROW(1, headings), ROW(2, first), ROW(3, number),
	ROW(4, padded), ROW(5, dated), ROW(6, wrong), ROW(7, second) };
static struct grid_row hidden[] = { ROW(1, headings), HIDDEN(2, first), HIDDEN(3, second),
	ROW(4, number) };
static struct grid_row formulas[] = { ROW(1, headings), ROW(2, first), ROW(3, computed) };

static void
assert_grid(const char *name, struct grid_sheet *sheets, size_t count, bool macros,
    const char *want)
{
	AUTO(arena) a = arena_init(MIB(1));
	struct grid g = { .count = count, .sheets = sheets, .macros = macros };
	struct reading r = reading_init(&a);
	struct err e = {0};
	assert_false(failed(table_read(&g, NULL, 0, &r, &e)));
	assert_shows(name, &r, false, want);
}

static void
each_sheet_names_its_cells(void **state)
{
	struct grid_sheet one[] = { SHEET("L 1", plain) };
	struct grid_sheet two[] = { SHEET("A", packing), SHEET("B", plain) };
	struct grid_sheet other[] = { SHEET("A", packing), SHEET("B", order) };
	struct grid_sheet late[] = { SHEET("A", letter), SHEET("B", plain), SHEET("C", packing) };
	struct grid_sheet named[] = { SHEET("Lieferung 80012345", plain) };
	(void)state;
	assert_grid("one", one, 1, false,
	    "serial_list 3101@L 1!A2 3102@L 1!A4 table(2,2,carrier)");
	assert_grid("serials of a packing list", two, 2, false,
	    "packing_list 3101@A!A4 table(1,1,carrier) 3101@B!A2 3102@B!A4 table(2,2,carrier)");
	assert_grid("two documents", other, 2, false,
	    "packing_list 3101@A!A4 table(1,1,carrier) !TABLE_UNREAD@B!A3");
	assert_grid("a letter before them", late, 3, false,
	    "packing_list 3101@B!A2 3102@B!A4 table(2,2,carrier) 3101@C!A4 table(1,1,carrier) "
	    "!TABLE_UNREAD@A");
	assert_grid("a sheet's name", named, 1, false,
	    "packing_list 3101@Lieferung 80012345!A2 3102@Lieferung 80012345!A4 "
	    "table(2,2,carrier)");
}

/* A number cell may have lost zeros, and nothing shows it: no finding of its own. */
static void
kinds_of_cells_tell_damage(void **state)
{
	struct grid_sheet sheets[] = { SHEET("S", kinds) };
	(void)state;
	assert_grid("kinds", sheets, 1, false, "serial_list 3101@S!A2 3103@S!A3 3104@S!A4 "
	    "47851@S!A5 #1@S!C6 3102@S!A7 table(6,5,none) !IDENTIFIER_DAMAGED@S!A4:A6 "
	    "!CELL_ERROR@S!A6");
}

static void
what_is_hidden_is_read_and_said(void **state)
{
	struct grid_sheet sheets[] = { SHEET("S", hidden), SHEET("T", plain) };
	(void)state;
	sheets[0].hidden_columns = 2;
	sheets[0].hidden_first = 2;
	sheets[0].hidden_last = 28;
	sheets[1].hidden = true;
	assert_grid("hidden", sheets, 2, true, "serial_list 3101@S!A2 3102@S!A3 3103@S!A4 "
	    "table(3,3,carrier) 3101@T!A2 3102@T!A4 table(2,2,carrier) !ROWS_HIDDEN@S!2:3 "
	    "!ROWS_HIDDEN@S!B:AB !SHEET_HIDDEN@T !MACROS_PRESENT@");
}

static void
formulas_give_what_is_stored(void **state)
{
	struct grid_sheet sheets[] = { SHEET("S", formulas) };
	(void)state;
	assert_grid("formulas", sheets, 1, false, "serial_list 3101@S!A2 3105@S!A3 table(2,2,none) "
	    "!QUANTITY_UNREAD@S!C3 !FORMULA_VALUE@S!A3");
}

/* 2026-06-26 in both counts of days. */
static void
dates_of_a_workbook(void **state)
{
	static const struct { bool epoch_1904; const char *text, *want; } cases[] = {
		{ false, "46199", "2026-06-26T00:00:00.000Z" },
		{ false, "46199.75", "2026-06-26T00:00:00.000Z" },
		{ true, "44737", "2026-06-26T00:00:00.000Z" },
		{ false, "25569", "1970-01-01T00:00:00.000Z" }, { false, "25568", "" },
		{ true, "24107", "1970-01-01T00:00:00.000Z" }, { true, "24106", "" },
		{ false, "2958466", "" }, { false, "-1", "" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(arena) a = arena_init(MIB(1));
		struct grid_cell date[] = { T("Datum"), { .kind = CELL_DATE } };
		struct grid_row rows[] = { ROW(1, date), ROW(2, headings), ROW(3, first) };
		struct grid_sheet sheets[] = { SHEET("S", rows) };
		struct grid g = { .count = 1, .sheets = sheets,
		    .epoch_1904 = cases[i].epoch_1904 };
		struct reading r = reading_init(&a);
		char text[TIME_TEXT_BYTES] = "";
		date[1].text = slice_of(cases[i].text);
		assert_false(failed(table_read(&g, NULL, 0, &r, NULL)));
		if (r.made_ms != TIME_UNKNOWN)
			time_show(r.made_ms, text);
		if (strcmp(text, cases[i].want) != 0)
			fail_msg("%s: %s", cases[i].text, text);
	}
}

/* No memory, whenever it ends, is an error and never half a reading. */
static void
every_budget_that_is_too_small(void **state)
{
	struct grid_sheet sheets[] = { SHEET("S", kinds), SHEET("T", hidden) };
	struct grid g = { .count = 2, .sheets = sheets };
	size_t budget = 0;
	(void)state;
	for (bool done = false; !done; budget += 64) {
		AUTO(arena) a = arena_init(budget);
		struct reading r = reading_init(&a);
		struct err e = {0};
		done = !failed(table_read(&g, NULL, 0, &r, &e));
		if (!done)
			assert_int_equal(e.code, E_LIMIT);
	}
	assert_true(budget > 1024);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_sheet_names_its_cells),
		cmocka_unit_test(kinds_of_cells_tell_damage),
		cmocka_unit_test(what_is_hidden_is_read_and_said),
		cmocka_unit_test(formulas_give_what_is_stored),
		cmocka_unit_test(dates_of_a_workbook),
		cmocka_unit_test(every_budget_that_is_too_small),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
