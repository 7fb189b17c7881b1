/* subject_test.c - the grammar of subjects and package URLs.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "base/limits.h"
#include "subject/subject.h"

static void
accepted_subjects_have_their_parts(void **state)
{
	static const struct { const char *in; enum subject_kind kind; const char *org, *name,
		*second, *third; } cases[] = {
		{ "party:acme", SUBJECT_PARTY, "acme", NULL, NULL, NULL },
		{ "person:acme/jane", SUBJECT_PERSON, "acme", "jane", NULL, NULL },
		{ "product:acme/ic-22", SUBJECT_PRODUCT, "acme", "ic-22", NULL, NULL },
		{ "release:acme/ic-22@5.4.2", SUBJECT_RELEASE, "acme", "ic-22", "5.4.2", NULL },
		{ "asset:acme/ic-22#3101", SUBJECT_ASSET, "acme", "ic-22", "3101", NULL },
		{ "batch:acme/C-2026-041", SUBJECT_BATCH, "acme", "C-2026-041", NULL, NULL },
		{ "configuration:acme/ic-22@5.4.2/site%20a", SUBJECT_CONFIGURATION, "acme", "ic-22",
		    "5.4.2", "site%20a" },
		{ "zone:acme/plant/cell-1", SUBJECT_ZONE, "acme", "plant", "cell-1", NULL },
		{ "process:a.b-c/sdl@7", SUBJECT_PROCESS, "a.b-c", "sdl", "7", NULL },
		{ "site:acme/M%C3%BCnchen", SUBJECT_SITE, "acme", "M%C3%BCnchen", NULL, NULL },
		{ "pkg:deb/debian/zlib@1", SUBJECT_PURL, NULL, NULL, NULL, NULL },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct subject s;
		assert_false(failed(subject_parse(slice_of(cases[i].in), &s, NULL)));
		assert_int_equal(s.kind, cases[i].kind);
		assert_true(slice_eq(s.org, slice_of(cases[i].org)));
		assert_true(slice_eq(s.name, slice_of(cases[i].name)));
		assert_true(slice_eq(s.second, slice_of(cases[i].second)));
		assert_true(slice_eq(s.third, slice_of(cases[i].third)));
		assert_true(slice_eq(s.text, slice_of(cases[i].in)));
	}
}

static void
refusals_name_the_place(void **state)
{
	static const struct { const char *in; enum code want; uint64_t at; } cases[] = {
		{ "", E_SYNTAX, 0 }, { "batch", E_SYNTAX, 0 }, { "lot:acme/1", E_SYNTAX, 0 },
		{ "batch:", E_SYNTAX, 6 }, { "batch:Acme/1", E_SYNTAX, 6 },
		{ "batch:acme", E_SYNTAX, 10 }, { "batch:acme/", E_SYNTAX, 11 },
		{ "batch:acme/a b", E_SYNTAX, 12 }, { "batch:acme/a%2", E_SYNTAX, 12 },
		{ "batch:acme/%2f", E_SYNTAX, 14 }, { "batch:acme/%41", E_SYNTAX, 14 },
		{ "batch:acme/%FF", E_SYNTAX, 11 }, { "batch:acme/1/2", E_SYNTAX, 12 },
		{ "release:acme/x", E_SYNTAX, 14 }, { "release:acme/x@", E_SYNTAX, 15 },
		{ "asset:acme/x@1", E_SYNTAX, 12 }, { "party:acme/x", E_SYNTAX, 10 },
		{ "party:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
		    E_LIMIT, 70 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct subject s;
		struct err e = {0};
		enum code got = subject_parse(slice_of(cases[i].in), &s, &e).code;
		if (got != cases[i].want || e.at != cases[i].at)
			fail_msg("%s: code %d at %u", cases[i].in, (int)got, (unsigned)e.at);
	}
}

static void
names_are_limited_at_200_bytes(void **state)
{
	char text[256] = "batch:a/";
	struct subject s;
	(void)state;
	memset(text + 8, 'x', 200);
	assert_false(failed(subject_parse(slice_of(text), &s, NULL)));
	text[208] = 'x';
	assert_int_equal(subject_parse(slice_of(text), &s, NULL).code, E_LIMIT);
}

static void
made_subjects_read_back(void **state)
{
	struct arena a = arena_init(MIB(16));
	uint32_t seed = 12345;
	(void)state;
	for (int i = 0; i < 10000; i++) {
		uint8_t name[12];
		size_t n = 0;
		struct slice out, plain;
		struct subject s;
		for (; n < 1 + (seed >> 20) % 12; n++) {
			seed = seed * 1664525 + 1013904223;
			name[n] = (uint8_t)(1 + (seed >> 24) % 126);
		}
		assert_true(subject_make(&a, SUBJECT_RELEASE, SLICE("o"), (struct slice){ name, n },
		    SLICE("1/2"), &out));
		assert_false(failed(subject_parse(out, &s, NULL)));
		assert_true(subject_unescape(&a, s.name, &plain));
		assert_true(slice_eq(plain, (struct slice){ name, n }));
		assert_true(slice_eq(s.second, SLICE("1%2F2")));
		if (i % 1000 == 999) {
			arena_drop(&a);
			a = arena_init(MIB(16));
		}
	}
	struct slice out;
	assert_false(subject_make(&a, SUBJECT_PRODUCT, SLICE("UPPER"), SLICE("x"),
	    (struct slice){0}, &out));
	assert_false(subject_make(&a, SUBJECT_PRODUCT, SLICE("a"), SLICE("\xff"), (struct slice){0},
	    &out));
	arena_drop(&a);
}

static void
ranges_expand_at_the_border(void **state)
{
	static const struct {
		const char *in; enum code want; size_t count; const char *last;
	} cases[] = {
		{ "asset:acme/ic-22#3101..3150", OK, 50, "asset:acme/ic-22#3150" },
		{ "asset:acme/ic-22#0001..0003", OK, 3, "asset:acme/ic-22#0003" },
		{ "asset:acme/ic-22#7", OK, 1, "asset:acme/ic-22#7" },
		{ "asset:acme/ic-22#1..22", OK, 1, "asset:acme/ic-22#1..22" },
		{ "batch:acme/1..2", OK, 1, "batch:acme/1..2" },
		{ "asset:acme/ic-22#5..4", E_SYNTAX, 0, NULL },
		{ "asset:acme/ic-22#000000..099999", OK, 100000, "asset:acme/ic-22#099999" },
		{ "asset:acme/ic-22#000000..100000", E_LIMIT, 0, NULL },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a = arena_init(MIB(64));
		struct slice *list;
		size_t count = 0;
		assert_int_equal(subject_expand(slice_of(cases[i].in), &a, &list, &count,
		    NULL).code,
		    cases[i].want);
		assert_int_equal(count, cases[i].count);
		if (count > 0)
			assert_true(slice_eq(list[count - 1], slice_of(cases[i].last)));
		arena_drop(&a);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(accepted_subjects_have_their_parts),
		cmocka_unit_test(refusals_name_the_place),
		cmocka_unit_test(names_are_limited_at_200_bytes),
		cmocka_unit_test(made_subjects_read_back),
		cmocka_unit_test(ranges_expand_at_the_border),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
