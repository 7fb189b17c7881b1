/* xlsx_style_test.c - number formats: which are dates, which show leading zeros.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/xlsx_int.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void
codes_show_what_they_are(void **state)
{
	static const struct {
		struct slice code;
		enum xlsx_look want;
	} cases[] = {
		{ SLICE_INIT("General"), LOOK_PLAIN },
		{ SLICE_INIT("@"), LOOK_PLAIN },
		{ SLICE_INIT("0"), LOOK_PLAIN },
		{ SLICE_INIT("0.00"), LOOK_PLAIN },
		{ SLICE_INIT("#,##0"), LOOK_PLAIN },
		{ SLICE_INIT("0.00E+00"), LOOK_PLAIN },
		{ SLICE_INIT("00"), LOOK_PADDED },
		{ SLICE_INIT("0000000"), LOOK_PADDED },
		{ SLICE_INIT("000-000"), LOOK_PADDED },
		{ SLICE_INIT("\"SN \"00000"), LOOK_PADDED },
		{ SLICE_INIT("\\S\\N00000;-0"), LOOK_PADDED },
		{ SLICE_INIT("[Red]0000"), LOOK_PADDED },
		{ SLICE_INIT("00000%"), LOOK_PLAIN },
		{ SLICE_INIT("yyyy\\-mm\\-dd"), LOOK_DATE },
		{ SLICE_INIT("DD.MM.YYYY"), LOOK_DATE },
		{ SLICE_INIT("[$-407]d. mmmm yyyy;@"), LOOK_DATE },
		{ SLICE_INIT("[h]:mm"), LOOK_DATE },
		{ SLICE_INIT("[ss]"), LOOK_DATE },
		{ SLICE_INIT("[$-F400]h:mm:ss AM/PM"), LOOK_DATE },
		{ SLICE_INIT("\"days\" 0"), LOOK_PLAIN },
		{ SLICE_INIT("0 \\d"), LOOK_PLAIN },
		{ SLICE_INIT("0_d"), LOOK_PLAIN },
		{ SLICE_INIT("0\"open quote d"), LOOK_PLAIN },
		{ SLICE_INIT("0[open bracket d"), LOOK_PLAIN },
		{ SLICE_INIT("0\\"), LOOK_PLAIN },
		{ SLICE_INIT(""), LOOK_PLAIN },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		if (xlsx_code_look(cases[i].code) != cases[i].want)
			print_error("%.*s\n", SLICE_FMT(cases[i].code));
		assert_int_equal(xlsx_code_look(cases[i].code), cases[i].want);
	}
}

static void
escapes_in_text_stand_for_characters(void **state)
{
	static const struct {
		struct slice in, want;
	} cases[] = {
		{ SLICE_INIT("plain"), SLICE_INIT("plain") },
		{ SLICE_INIT("a_x000D__x000a_b"), SLICE_INIT("a\r\nb") },
		{ SLICE_INIT("_x005F_x0041_"), SLICE_INIT("_x0041_") },
		{ SLICE_INIT("_x20AC_"), SLICE_INIT("\xe2\x82\xac") },
		{ SLICE_INIT("_x00e4_"), SLICE_INIT("\xc3\xa4") },
		{ SLICE_INIT("_xD800_"), SLICE_INIT("_xD800_") },
		{ SLICE_INIT("_x000_"), SLICE_INIT("_x000_") },
		{ SLICE_INIT("_x000D"), SLICE_INIT("_x000D") },
		{ SLICE_INIT(""), SLICE_INIT("") },
	};
	AUTO(arena) a = arena_init(4096);

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct slice got;
		assert_int_equal(xlsx_text(cases[i].in, &a, &got, NULL).code, OK);
		assert_true(slice_eq(got, cases[i].want));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(codes_show_what_they_are),
		cmocka_unit_test(escapes_in_text_stand_for_characters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
