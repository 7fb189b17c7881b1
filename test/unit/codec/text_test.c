/* text_test.c - UTF-8, UTF-16, Windows-1252, base64, hex.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "base/limits.h"
#include "codec/base64.h"
#include "codec/hex.h"
#include "codec/utf8.h"

static void
utf8_refuses_what_is_not_shortest_or_no_character(void **state)
{
	static const struct { struct slice in; size_t bad; } cases[] = {
		{ SLICE_INIT("ab\x80"), 2 }, { SLICE_INIT("\xc0\x80"), 0 },
		{ SLICE_INIT("\xc1\xbf"), 0 }, { SLICE_INIT("\xe0\x9f\xbf"), 0 },
		{ SLICE_INIT("\xed\xa0\x80"), 0 }, { SLICE_INIT("\xf0\x8f\xbf\xbf"), 0 },
		{ SLICE_INIT("\xf4\x90\x80\x80"), 0 }, { SLICE_INIT("12345678\xf5"), 8 },
		{ SLICE_INIT("x\xe2\x82"), 1 }, { SLICE_INIT("\xf0\x9f\x98"), 0 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t bad = SIZE_MAX;
		assert_false(utf8_check(cases[i].in, &bad));
		assert_int_equal(bad, cases[i].bad);
	}
	assert_true(utf8_valid(SLICE("\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf\xf0\x90\x80\x80"
	    "\xf4\x8f\xbf\xbf")));
}

static void
every_code_point_survives(void **state)
{
	(void)state;
	for (uint32_t p = 0; p <= 0x10ffff; p += p < 0x11000 ? 1 : 251) {
		size_t at = 0;
		struct buf b = buf_init(8);
		if (p >= 0xd800 && p <= 0xdfff)
			continue;
		utf8_put(p, &b);
		assert_true(utf8_valid(buf_slice(&b)));
		assert_int_equal(utf8_next(buf_slice(&b), &at), p);
		assert_int_equal(at, b.len);
		buf_drop(&b);
	}
}

static void
encodings_are_found_and_converted(void **state)
{
	static const struct { struct slice in; enum encoding from; struct slice want; } cases[] = {
		{ SLICE_INIT("Gr\xc3\xbc\xc3\x9f" "e"), ENCODING_UTF8,
		    SLICE_INIT("Gr\xc3\xbc\xc3\x9f" "e") },
		{ SLICE_INIT("\xef\xbb\xbf" "a"), ENCODING_UTF8, SLICE_INIT("a") },
		{ SLICE_INIT("Gr\xfc\xdf" "e \x80"), ENCODING_WINDOWS1252,
		    SLICE_INIT("Gr\xc3\xbc\xc3\x9f" "e \xe2\x82\xac") },
		{ SLICE_INIT("\xff\xfe" "a\0\xfc\0\x3d\xd8\x00\xde"), ENCODING_UTF16LE,
		    SLICE_INIT("a\xc3\xbc\xf0\x9f\x98\x80") },
		{ SLICE_INIT("\xfe\xff\0a\0;"), ENCODING_UTF16BE, SLICE_INIT("a;") },
		{ SLICE_INIT("a\0;\0b\0\n\0"), ENCODING_UTF16LE, SLICE_INIT("a;b\n") },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a = arena_init(MIB(1));
		struct slice out;
		enum encoding from;
		assert_false(failed(text_decode(cases[i].in, &a, &out, &from, NULL)));
		assert_int_equal(from, cases[i].from);
		assert_true(slice_eq(out, cases[i].want));
		arena_drop(&a);
	}
}

static void
bytes_that_stand_for_nothing_are_refused_with_their_place(void **state)
{
	static const struct { struct slice in; size_t at; } cases[] = {
		{ SLICE_INIT("abc\x81\xff"), 3 }, { SLICE_INIT("\xff\xfe\x00\xdc"), 2 },
		{ SLICE_INIT("\xff\xfe\x00\xd8" "a\0"), 2 }, { SLICE_INIT("\xff\xfe" "a\0b"), 4 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a = arena_init(MIB(1));
		struct slice out;
		enum encoding from;
		struct err e = {0};
		assert_int_equal(text_decode(cases[i].in, &a, &out, &from, &e).code, E_SYNTAX);
		assert_int_equal(e.at, cases[i].at);
		arena_drop(&a);
	}
}

static void
unsafe_characters_are_shown_escaped(void **state)
{
	struct buf b = buf_init(999);
	(void)state;
	text_show(SLICE("a\x1b[0m\xe2\x80\xae\xff\xc3\xa4\n"), &b);
	assert_true(slice_eq(buf_slice(&b), SLICE("a\\u{1B}[0m\\u{202E}\\xFF\xc3\xa4\\u{A}")));
	assert_true(utf8_has_control(SLICE("x\xe2\x80\xae")));
	assert_false(utf8_has_control(SLICE("x\xc3\xa4")));
	buf_drop(&b);
}

static void
base64_is_strict(void **state)
{
	static const struct { struct slice in; enum base64_form form; enum code want; size_t at;
		struct slice out; } cases[] = {
		{ SLICE_INIT(""), BASE64_STANDARD, OK, 0, SLICE_INIT("") },
		{ SLICE_INIT("Zg=="), BASE64_STANDARD, OK, 0, SLICE_INIT("f") },
		{ SLICE_INIT("Zm8="), BASE64_STANDARD, OK, 0, SLICE_INIT("fo") },
		{ SLICE_INIT("Zm9v"), BASE64_STANDARD, OK, 0, SLICE_INIT("foo") },
		{ SLICE_INIT("+/8="), BASE64_EITHER, OK, 0, SLICE_INIT("\xfb\xff") },
		{ SLICE_INIT("-_8="), BASE64_EITHER, OK, 0, SLICE_INIT("\xfb\xff") },
		{ SLICE_INIT("-/8="), BASE64_EITHER, E_SYNTAX, 1, SLICE_INIT("") },
		{ SLICE_INIT("-_8="), BASE64_STANDARD, E_SYNTAX, 0, SLICE_INIT("") },
		{ SLICE_INIT("Zh=="), BASE64_STANDARD, E_SYNTAX, 4, SLICE_INIT("") },
		{ SLICE_INIT("Zg="), BASE64_STANDARD, E_SYNTAX, 3, SLICE_INIT("") },
		{ SLICE_INIT("Zg"), BASE64_STANDARD, E_SYNTAX, 2, SLICE_INIT("") },
		{ SLICE_INIT("Z"), BASE64_STANDARD, E_SYNTAX, 1, SLICE_INIT("") },
		{ SLICE_INIT("Zg==Zg=="), BASE64_STANDARD, E_SYNTAX, 4, SLICE_INIT("") },
		{ SLICE_INIT("Zg==="), BASE64_STANDARD, E_SYNTAX, 4, SLICE_INIT("") },
		{ SLICE_INIT("Zm\n9v"), BASE64_STANDARD, E_SYNTAX, 2, SLICE_INIT("") },
		{ SLICE_INIT("Zm\r\n 9v\n"), BASE64_MIME, OK, 0, SLICE_INIT("foo") },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a = arena_init(MIB(1));
		struct slice out = {0};
		struct err e = {0};
		assert_int_equal(base64_decode(cases[i].in, cases[i].form, &a, &out, &e).code,
		    cases[i].want);
		assert_int_equal(e.at, cases[i].at);
		assert_true(slice_eq(out, cases[i].out));
		arena_drop(&a);
	}
}

static void
what_is_written_reads_back(void **state)
{
	uint8_t bytes[256];
	(void)state;
	for (size_t n = 0; n <= sizeof(bytes); n++) {
		struct arena a = arena_init(MIB(1));
		struct buf b = buf_init(999);
		struct slice in = { bytes, n }, out;
		if (n > 0)
			bytes[n - 1] = (uint8_t)(n * 37);
		base64_write(in, &b);
		assert_false(failed(base64_decode(buf_slice(&b), BASE64_STANDARD, &a, &out, NULL)));
		assert_true(slice_eq(in, out));
		buf_clear(&b);
		hex_write(in, &b);
		assert_true(hex_is_lower(buf_slice(&b), 2 * n));
		assert_false(failed(hex_decode(buf_slice(&b), &a, &out, NULL)));
		assert_true(slice_eq(in, out));
		buf_drop(&b);
		arena_drop(&a);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(utf8_refuses_what_is_not_shortest_or_no_character),
		cmocka_unit_test(every_code_point_survives),
		cmocka_unit_test(encodings_are_found_and_converted),
		cmocka_unit_test(bytes_that_stand_for_nothing_are_refused_with_their_place),
		cmocka_unit_test(unsafe_characters_are_shown_escaped),
		cmocka_unit_test(base64_is_strict),
		cmocka_unit_test(what_is_written_reads_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
