/* qr_test.c - QR codes against what the standard prints. Whole symbols are read back by
 * test/qr/decode.py.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "base/limits.h"
#include "report/qr_int.h"

/* Annex A, as powers of 2 below the leading x^10. */
static void
the_generator_of_degree_10_is_that_of_annex_a(void **state)
{
	static const unsigned powers[] = { 251, 67, 46, 61, 118, 70, 64, 94, 32, 45 };
	uint8_t got[10], one[1];
	(void)state;
	qr_generator(10, got);
	for (size_t i = 0; i < COUNT(powers); i++) {
		unsigned want = 1;
		for (unsigned k = 0; k < powers[i]; k++)
			want = want < 128 ? want << 1 : (want << 1) ^ 0x11d;
		assert_int_equal(got[i], want);
	}
	qr_generator(1, one);
	assert_int_equal(one[0], 1);	/* x + 1 */
}

/* Annex I: "01234567" in version 1, level M. */
static void
the_example_of_annex_i_has_its_error_correction(void **state)
{
	static const uint8_t data[] = { 0x10, 0x20, 0x0c, 0x56, 0x61, 0x80, 0xec, 0x11, 0xec, 0x11,
	    0xec, 0x11, 0xec, 0x11, 0xec, 0x11 };
	static const uint8_t want[] = { 0xa5, 0x24, 0xd4, 0xc1, 0xed, 0x36, 0xc7, 0x87, 0x2c,
	    0x55 };
	uint8_t got[10];
	(void)state;
	qr_remainder((struct slice){ data, sizeof(data) }, 10, got);
	assert_memory_equal(got, want, sizeof(want));
}

/* Table C.1, levels M and L. */
static void
format_information_is_that_of_annex_c(void **state)
{
	static const struct { enum qr_level level; unsigned bits[QR_MASKS]; } want[] = {
		{ QR_M, { 0x5412, 0x5125, 0x5e7c, 0x5b4b, 0x45f9, 0x40ce, 0x4f97, 0x4aa0 } },
		{ QR_L, { 0x77c4, 0x72f3, 0x7daa, 0x789d, 0x662f, 0x6318, 0x6c41, 0x6976 } },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(want); i++)
		for (unsigned mask = 0; mask < QR_MASKS; mask++)
			assert_int_equal(qr_format_bits(want[i].level, mask), want[i].bits[mask]);
	assert_int_equal(qr_format_bits(QR_M, 5), 16590);	/* 100000011001110 */
}

/* Table D.1. */
static void
version_information_is_that_of_annex_d(void **state)
{
	static const struct { unsigned version, bits; } want[] = {
		{ 7, 0x07c94 }, { 8, 0x085bc }, { 9, 0x09a99 }, { 10, 0x0a4d3 }, { 21, 0x15683 },
		{ 32, 0x209d5 }, { 40, 0x28c69 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(want); i++)
		assert_int_equal(qr_version_bits(want[i].version), want[i].bits);
}

/* Table 7, some rows; all of it stands in test/qr/decode.py. */
static void
capacities_are_those_of_table_7(void **state)
{
	static const struct { unsigned version, l, m; } want[] = {
		{ 1, 17, 14 }, { 2, 32, 26 }, { 9, 230, 180 }, { 10, 271, 213 }, { 26, 1367, 1059 },
		{ 27, 1465, 1125 }, { 40, QR_BYTES_MAX, QR_BYTES_MAX_M },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(want); i++) {
		assert_int_equal(qr_capacity(want[i].version, QR_L), want[i].l);
		assert_int_equal(qr_capacity(want[i].version, QR_M), want[i].m);
	}
}

static void
codewords_begin_with_mode_and_count_and_end_with_pads(void **state)
{
	uint8_t out[QR_CODEWORDS_MAX];
	(void)state;
	qr_make_codewords(SLICE("\xab\xcd"), 1, QR_M, out);
	static const uint8_t small[] = { 0x40, 0x2a, 0xbc, 0xd0, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11,
	    0xec, 0x11, 0xec, 0x11, 0xec, 0x11 };
	assert_memory_equal(out, small, sizeof(small));
	/* Version 10, level L: two blocks of 68 and two of 69; the count has 16 bits. */
	uint8_t bytes[271];
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (uint8_t)(i * 0x11);
	qr_make_codewords((struct slice){ bytes, sizeof(bytes) }, 10, QR_L, out);
	assert_int_equal(out[0], 0x40);			/* block 1, codeword 1 */
	assert_int_equal(out[4], 0x10);			/* block 1, codeword 2: 0x4 010f ... */
	assert_int_equal(out[8], 0xf0);
	assert_int_equal(out[273] & 15, 0);		/* the terminator ends block 4 */
	assert_int_equal(out[273] >> 4, bytes[270] & 15);
}

/* Points by hand, in squares small enough to count. */
static void
the_four_rules_are_counted(void **state)
{
	static const struct {
		const char *name;
		unsigned size;
		const char *modules;
		unsigned want;
	} cases[] = {
		{ "one light module: all are light", 1, "0", 100 },
		{ "one block of light, 50 % away", 2, "0000", 3 + 100 },
		{ "a chessboard costs nothing", 4, "0101" "1010" "0101" "1010", 0 },
		/* 15 dark modules of 25 are 60 %, twice 5 % away. */
		{ "a run of five", 5, "11111" "01010" "10101" "01010" "10101", 3 + 20 },
		/* 1011101 in row 4 and column 4: quiet zone on both sides counts once. */
		{ "a finder each way", 7, "0101010" "1010101" "0101010" "1011101"
		    "0101010" "1010101" "0101010", 2 * 40 },
	};
	uint8_t modules[49];
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		for (unsigned k = 0; k < cases[i].size * cases[i].size; k++)
			modules[k] = (uint8_t)(cases[i].modules[k] - '0');
		unsigned got = qr_penalty(modules, cases[i].size);
		if (got != cases[i].want)
			fail_msg("%s: %u points instead of %u", cases[i].name, got, cases[i].want);
	}
}

static void
what_does_not_fit_is_refused_with_the_limit(void **state)
{
	static const struct { enum qr_level level; size_t max; } cases[] = {
		{ QR_L, QR_BYTES_MAX }, { QR_M, QR_BYTES_MAX_M },
	};
	static const uint8_t zeros[QR_BYTES_MAX + 1];
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(arena) a = arena_init(KIB(64));
		struct qr qr = { .size = 7 };
		struct err e = {0};
		assert_false(failed(qr_encode_level((struct slice){ zeros, cases[i].max },
		    cases[i].level, &a, &qr, NULL)));
		assert_int_equal(qr.size, 177);
		qr.size = 7;
		assert_int_equal(qr_encode_level((struct slice){ zeros, cases[i].max + 1 },
		    cases[i].level, &a, &qr, &e).code, E_LIMIT);
		assert_int_equal(e.at, cases[i].max);
		assert_string_equal(e.what, "more than a QR code holds");
		assert_int_equal(qr.size, 7);
	}
}

static void
an_arena_too_small_is_an_error(void **state)
{
	AUTO(arena) a = arena_init(21 * 21 - 1);
	struct qr qr = {0};
	struct err e = {0};
	(void)state;
	assert_int_equal(qr_encode(SLICE("x"), &a, &qr, &e).code, E_LIMIT);
	assert_null(qr.modules);
}

static void
writers_draw_the_quiet_zone(void **state)
{
	uint8_t modules[] = { 1, 1, 0, 0, 0, 1, 1, 0, 1 };
	const struct qr qr = { 3, modules };
	AUTO(buf) svg = buf_init(KIB(4)), text = buf_init(KIB(4)), tight = buf_init(100);
	struct err e = {0};
	(void)state;
	qr_write_svg(&qr, &svg);
	assert_true(slice_eq(buf_slice(&svg), SLICE("<svg xmlns=\"http://www.w3.org/2000/svg\" "
	    "viewBox=\"0 0 11 11\" shape-rendering=\"crispEdges\"><rect width=\"11\" "
	    "height=\"11\" fill=\"#fff\"/><path fill=\"#000\" d=\"M4 4h2v1h-2zM6 5h1v1h-1z"
	    "M4 6h1v1h-1zM6 6h1v1h-1z\"/></svg>\n")));
	qr_write_text(&qr, false, &text);
	assert_true(slice_eq(buf_slice(&text), SLICE("           \n           \n"
	    "    ▀▀▄    \n    ▀ ▀    \n           \n           \n")));
	buf_clear(&text);
	qr_write_text(&qr, true, &text);
	assert_true(slice_eq(buf_slice(&text), SLICE("███████████\n███████████\n"
	    "████▄▄▀████\n████▄█▄████\n███████████\n███████████\n")));
	qr_write_svg(&qr, &tight);
	assert_int_equal(buf_end(&tight, &e).code, E_LIMIT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_generator_of_degree_10_is_that_of_annex_a),
		cmocka_unit_test(the_example_of_annex_i_has_its_error_correction),
		cmocka_unit_test(format_information_is_that_of_annex_c),
		cmocka_unit_test(version_information_is_that_of_annex_d),
		cmocka_unit_test(capacities_are_those_of_table_7),
		cmocka_unit_test(codewords_begin_with_mode_and_count_and_end_with_pads),
		cmocka_unit_test(the_four_rules_are_counted),
		cmocka_unit_test(what_does_not_fit_is_refused_with_the_limit),
		cmocka_unit_test(an_arena_too_small_is_an_error),
		cmocka_unit_test(writers_draw_the_quiet_zone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
