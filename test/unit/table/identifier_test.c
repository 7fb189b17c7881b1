/* identifier_test.c - what a spreadsheet did to an identifier, and what it did not.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "table/identifier.h"

static const struct { const char *text; bool damaged, version; } texts[] = {
	{ "3101", false, false }, { "0047022", false, false }, { "IC-22", false, false },
	{ "C-2026-041", false, false }, { "5.4.2", false, false }, { "AB 3101", false, false },
	{ "12-34-56", false, false }, { "4500123456", false, false }, { "3E5", false, false },
	{ "SN-2026-01-03", false, false }, { "Mark", false, false }, { "3101-1", false, false },
	{ "", false, false },
	/* an exponent */
	{ "3.1E+03", true, true }, { "3,1E+03", true, true }, { "3.1e+03", true, true },
	{ "4.50012E+09", true, true }, { "3E+03", true, true }, { "1E-5", true, true },
	/* a number with a point */
	{ "3101.0", true, false }, { "3101,00", true, false }, { "47022.0", true, false },
	{ "5.4", false, false },
	/* a date */
	{ "01.02.2031", true, false }, { "2031-02-01", true, false }, { "1/2/31", true, false },
	{ "2031-02-01 00:00:00", true, false }, { "2026.06.1", true, false },
	{ "3-Jan", true, true }, { "03-Jan-31", true, true }, { "Jan-31", true, true },
	{ "1. Mrz", true, true },
	/* characters that nobody sees */
	{ "3101\xc2\xa0", true, true }, { "31\xc2\xa0" "01", true, true },
	{ "31\xe2\x80\x8b" "01", true, true }, { "31\xc2\xad" "01", true, true },
	{ "31\xe2\x80\xaf" "01", true, true }, { "\xef\xbb\xbf" "3101", true, true },
	{ "31\xe2\x80\xae" "01", true, true }, { "31\t01", true, true },
	{ "31\xef\xbf\xbd" "01", true, true }, { "31\xff", true, true },
	/* a formula that was to keep it text */
	{ "=\"0003101\"", true, true }, { "'0003101", true, true },
};

static void
texts_that_were_damaged(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct slice text = slice_of(texts[i].text);
		struct grid_cell cell = { .kind = text.len > 0 ? CELL_TEXT : CELL_EMPTY,
		    .text = text };
		if (identifier_is_damaged(&cell) != texts[i].damaged)
			fail_msg("identifier %s", texts[i].text);
		if (identifier_version_is_damaged(&cell) != texts[i].version)
			fail_msg("version %s", texts[i].text);
	}
}

/* What the kind of a cell tells. A plain number is no damage: nothing shows that it lost zeros. */
static const struct { struct grid_cell cell; bool damaged, version; } cells[] = {
	{ { .kind = CELL_NUMBER, .text = SLICE_INIT("3101") }, false, false },
	{ { .kind = CELL_NUMBER, .text = SLICE_INIT("3101"), .padded = true }, true, false },
	{ { .kind = CELL_NUMBER, .text = SLICE_INIT("123456789012345") }, false, false },
	{ { .kind = CELL_NUMBER, .text = SLICE_INIT("1234567890123450") }, true, false },
	{ { .kind = CELL_NUMBER, .text = SLICE_INIT("5.4") }, true, false },
	{ { .kind = CELL_NUMBER, .text = SLICE_INIT("-3101") }, true, false },
	{ { .kind = CELL_NUMBER, .text = SLICE_INIT("1.2345E+16") }, true, true },
	{ { .kind = CELL_DATE, .text = SLICE_INIT("47880") }, true, true },
	{ { .kind = CELL_BOOLEAN, .text = SLICE_INIT("1") }, true, true },
	{ { .kind = CELL_ERROR, .text = SLICE_INIT("#REF!") }, true, true },
	{ { .kind = CELL_TEXT, .text = SLICE_INIT("1234567890123456789") }, false, false },
	{ { .kind = CELL_TEXT, .text = SLICE_INIT("3101"), .formula = true }, false, false },
};

static void
cells_that_were_damaged(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cells); i++)
		if (identifier_is_damaged(&cells[i].cell) != cells[i].damaged ||
		    identifier_version_is_damaged(&cells[i].cell) != cells[i].version)
			fail_msg("cell %zu", i);
}

static void
zeros_that_were_lost(void **state)
{
	static const struct { const char *a, *b; bool lost; } pairs[] = {
		{ "47022", "0047022", true }, { "47022", "047022", true },
		{ "0047022", "47022", false }, { "47022", "47022", false },
		{ "47022", "1047022", false }, { "47023", "0047022", false },
		{ "047022", "0047022", false }, { "A7022", "0A7022", false }, { "", "0", false },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(pairs); i++)
		if (identifier_lost_zeros(slice_of(pairs[i].a), slice_of(pairs[i].b)) !=
		    pairs[i].lost)
			fail_msg("%s and %s", pairs[i].a, pairs[i].b);
}

static void
several_in_one_cell(void **state)
{
	static const struct { const char *text; bool many; } cases[] = {
		{ "3101", false }, { "3101-3150", false }, { "AB/3101", false }, { "AB 31", false },
		{ "3101\n3102", true }, { "3101, 3102", true }, { "3101;3102", true },
		{ "3101 - 3150", true }, { "3101..3150", true },
	{ "3101\xe2\x80\x93" "3150", true },
		{ "3101 / 3102", true },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (identifier_is_many(slice_of(cases[i].text)) != cases[i].many)
			fail_msg("%s", cases[i].text);
}

static void
letters_taken_for_digits(void **state)
{
	static const struct { const char *text; bool letter; } cases[] = {
		{ "31O1", true }, { "3l01", true }, { "I3101", true }, { "o3101", true },
		{ "3101", false }, { "OIl", false }, { "A31O1", false }, { "", false },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (identifier_has_letter_digit(slice_of(cases[i].text)) != cases[i].letter)
			fail_msg("%s", cases[i].text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_that_were_damaged),
		cmocka_unit_test(cells_that_were_damaged),
		cmocka_unit_test(zeros_that_were_lost),
		cmocka_unit_test(several_in_one_cell),
		cmocka_unit_test(letters_taken_for_digits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
