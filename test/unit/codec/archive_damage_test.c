/* archive_damage_test.c - limits of archives, damage, and what is no archive.
 * SPDX-License-Identifier: Apache-2.0 */
#include "archive_notes.h"

/* --- limits --------------------------------------------------------------------------------- */

static void
bombs_stop_at_the_ratio(void **state)
{
	static uint8_t zeros[MIB(40)];
	struct made bomb = { .name = "zeros", .content = { zeros, sizeof(zeros) } };

	(void)state;
	for (size_t i = 0; i < COUNT(forms); i++) {
		struct notes n = { .brief = true };
		struct archive_totals totals;
		struct err e = {0};
		if (forms[i].form == ARCHIVE_TAR_FORM || forms[i].options != NULL)
			continue;
		struct slice in = make_archive(forms[i].format, forms[i].filter, NULL, &bomb, 1);
		assert_int_equal(visit(in, all, &n, &totals, &e).code, E_LIMIT);
		assert_string_equal(e.what, "the archive unpacks to far more than it holds");
		assert_true(totals.bomb);
		assert_int_equal(n.complete, 0);
		assert_true(n.bytes <= MIB(18));
		buf_drop(&n.text);
		free((void *)(uintptr_t)in.at);
	}
}

static void
limits_hold_at_the_limit_and_beyond(void **state)
{
	static const struct {
		struct archive_limits limits;
		enum code want;
		bool bomb;
	} cases[] = {
		{ { 6, 15 }, OK, false },
		{ { 5, 15 }, E_LIMIT, false },
		{ { 6, 14 }, E_LIMIT, true },
	};
	struct slice in = make_archive("zip", NULL, NULL, ordinary, COUNT(ordinary));

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct notes n = {0};
		struct archive_totals totals;
		struct err e = {0};
		assert_int_equal(visit(in, cases[i].limits, &n, &totals, &e).code, cases[i].want);
		assert_int_equal(totals.bomb, cases[i].bomb);
		buf_drop(&n.text);
	}
	free((void *)(uintptr_t)in.at);
}

static void
long_names_are_refused(void **state)
{
	char name[PATH_BYTES_MAX + 2];
	struct made one = { .name = name, .content = SLICE_INIT("x") };
	struct notes n = {0};
	struct archive_totals totals;
	struct err e = {0};

	(void)state;
	memset(name, 'n', sizeof(name));
	name[PATH_BYTES_MAX] = '\0';
	struct slice in = make_archive("pax", NULL, NULL, &one, 1);
	assert_int_equal(visit(in, all, &n, &totals, &e).code, OK);
	buf_drop(&n.text);
	free((void *)(uintptr_t)in.at);
	name[PATH_BYTES_MAX] = 'n';
	name[PATH_BYTES_MAX + 1] = '\0';
	in = make_archive("pax", NULL, NULL, &one, 1);
	expect_error(in, E_LIMIT, 0, "a name is longer than 4096 bytes");
	free((void *)(uintptr_t)in.at);
}

/* --- damage --------------------------------------------------------------------------------- */

static void
what_is_no_archive_is_told_apart(void **state)
{
	static const struct made one = { .name = "n", .content = SLICE_INIT("just text, no tar") };

	(void)state;
	expect_error(SLICE(""), E_SCHEMA, 0, "no archive that is read: ZIP or tar");
	expect_error(SLICE("From: someone"), E_SCHEMA, 0, "no archive that is read: ZIP or tar");
	struct slice in = make_archive("raw", "gzip", NULL, &one, 1);
	expect_error(in, E_SCHEMA, 0, "no tar archive");
	free((void *)(uintptr_t)in.at);
}

static void
a_tar_ends_with_its_mark_and_zeros(void **state)
{
	struct slice in = make_archive("ustar", NULL, NULL, ordinary, COUNT(ordinary));
	uint8_t *bytes = (uint8_t *)(uintptr_t)in.at;

	(void)state;
	expect_error((struct slice){ bytes, in.len - 1024 }, E_SYNTAX, in.len - 1024,
	    "the tar ends without its end mark");
	memset(bytes + in.len, 0, 4096);
	expect_text((struct slice){ bytes, in.len + 4096 }, ordinary_text);
	bytes[in.len + 4095] = 'x';
	expect_error((struct slice){ bytes, in.len + 4096 }, E_SYNTAX, in.len,
	    "something after the end mark of the tar");
	free(bytes);
}

static void
compressed_data_ends_with_the_file(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(forms); i++) {
		if (forms[i].filter == NULL)
			continue;
		struct slice in = make_archive(forms[i].format, forms[i].filter, NULL, ordinary, 2);
		uint8_t *bytes = (uint8_t *)(uintptr_t)in.at;
		struct notes n = {0};
		struct archive_totals totals;
		struct err e = {0};
		memcpy(bytes + in.len, "hidden words", 12);
		assert_int_equal(visit((struct slice){ bytes, in.len + 12 }, all, &n, &totals,
		    &e).code, E_SYNTAX);
		assert_true(e.at <= in.len + 12);
		buf_drop(&n.text);
		free(bytes);
	}
}

static void
truncation_at_every_byte_is_an_error(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(forms); i++) {
		struct slice in = make_archive(forms[i].format, forms[i].filter, forms[i].options,
		    ordinary, 4);
		size_t step = in.len > 1500 ? 7 : 1;
		for (size_t k = 0; k < in.len; k += step) {
			struct notes n = {0};
			struct archive_totals totals;
			struct err e = {0};
			/* A copy of the exact size, so that reading beyond it shows. */
			uint8_t *cut = malloc(k + 1);
			memcpy(cut, in.at, k);
			struct rc r = visit((struct slice){ cut, k }, all, &n, &totals, &e);
			/* A tar may lose the second block of its end mark. */
			if (forms[i].form != ARCHIVE_TAR_FORM || k < in.len - 512)
				assert_true(failed(r));
			if (failed(r)) {
				assert_true(e.what != NULL);
				assert_true(e.at <= k || forms[i].filter != NULL);
			}
			buf_drop(&n.text);
			free(cut);
		}
		free((void *)(uintptr_t)in.at);
	}
}

static void
flipped_bits_never_crash(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(forms); i++) {
		struct slice in = make_archive(forms[i].format, forms[i].filter, forms[i].options,
		    ordinary, 4);
		uint8_t *bytes = (uint8_t *)(uintptr_t)in.at;
		size_t step = in.len > 1500 ? 13 : 1;
		for (size_t k = 0; k < in.len * 8; k += step) {
			struct notes n = { .brief = true };
			struct archive_totals totals;
			struct err e = {0};
			bytes[k / 8] ^= (uint8_t)(1u << k % 8);
			struct rc r = visit(in, all, &n, &totals, &e);
			assert_int_equal(failed(r), e.code != OK);
			assert_true(totals.entries >= n.complete);
			bytes[k / 8] ^= (uint8_t)(1u << k % 8);
			buf_drop(&n.text);
		}
		free(bytes);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bombs_stop_at_the_ratio),
		cmocka_unit_test(limits_hold_at_the_limit_and_beyond),
		cmocka_unit_test(long_names_are_refused),
		cmocka_unit_test(what_is_no_archive_is_told_apart),
		cmocka_unit_test(a_tar_ends_with_its_mark_and_zeros),
		cmocka_unit_test(compressed_data_ends_with_the_file),
		cmocka_unit_test(truncation_at_every_byte_is_an_error),
		cmocka_unit_test(flipped_bits_never_crash),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
