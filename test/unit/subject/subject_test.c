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
		{ "asset:acme/x#1..2", E_SYNTAX, 13 }, { "asset:acme/x#10..2", E_SYNTAX, 13 },
		{ "person:acme", E_SYNTAX, 11 }, { "agent:acme@x", E_SYNTAX, 10 },
		{ "zone:acme/a", E_SYNTAX, 11 }, { "system:acme/a#1", E_SYNTAX, 13 },
		{ "configuration:acme/a@1", E_SYNTAX, 22 }, { "service:acme/a/1", E_SYNTAX, 14 },
		{ "pkg:", E_SYNTAX, 4 }, { "pkg:deb", E_SYNTAX, 7 }, { "pkg:deb/d/\xc3\xa4",
		    E_SYNTAX, 10 },
		{ "pkg:deb/d/x y", E_SYNTAX, 11 }, { "batch:acme/a%C3", E_SYNTAX, 11 },
		{ "batch:acme/a%c3%a4", E_SYNTAX, 15 }, { "asset:acme/x@1", E_SYNTAX, 12 },
		    { "party:acme/x", E_SYNTAX, 10 },
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

static const struct { const char *word; unsigned names; } shapes[] = {
	[SUBJECT_PARTY] = { "party", 0 }, [SUBJECT_PERSON] = { "person", 1 },
	[SUBJECT_AGENT] = { "agent", 1 }, [SUBJECT_PRODUCT] = { "product", 1 },
	[SUBJECT_RELEASE] = { "release", 2 }, [SUBJECT_ASSET] = { "asset", 2 },
	[SUBJECT_BATCH] = { "batch", 1 }, [SUBJECT_DELIVERY] = { "delivery", 1 },
	[SUBJECT_CONFIGURATION] = { "configuration", 3 }, [SUBJECT_SERVICE] = { "service", 2 },
	[SUBJECT_PROCESS] = { "process", 2 }, [SUBJECT_SITE] = { "site", 1 },
	[SUBJECT_ZONE] = { "zone", 2 }, [SUBJECT_SYSTEM] = { "system", 1 },
};

static uint32_t
draw(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 8) % below;
}

/* One to six characters, among them separators, spaces, umlauts and four-byte ones. */
static struct slice
draw_name(uint32_t *seed, char text[32])
{
	static const char *const pieces[] = { "a", "Z", "0", "9", ".", "-", "_", "~", "+", "/", "@",
		"#", "%", " ", ":", "\x01", "\xc3\xa4", "\xe2\x82\xac", "\xf0\x9f\x94\x91" };
	size_t n = 0;
	for (uint32_t left = 1 + draw(seed, 6); left > 0; left--) {
		const char *piece = pieces[draw(seed, COUNT(pieces))];
		memcpy(text + n, piece, strlen(piece));
		n += strlen(piece);
	}
	return (struct slice){ (const uint8_t *)text, n };
}

/* Makes a random subject of the kind and takes it apart again. */
static void
round_trip(enum subject_kind kind, uint32_t *seed)
{
	struct arena a = arena_init(KIB(16));
	char texts[3][32];
	struct slice names[3] = {{0}}, out = {0}, plain;
	struct subject s;
	for (unsigned i = 0; i < shapes[kind].names; i++)
		names[i] = draw_name(seed, texts[i]);
	bool made = kind == SUBJECT_CONFIGURATION ? subject_make_configuration(&a, SLICE("o"),
	    names[0], names[1], names[2], &out) :
	    subject_make(&a, kind, SLICE("o"), names[0], names[1], &out);
	if (!made)	/* a serial that looks like a range is the only one that cannot be named */
		assert_true(kind == SUBJECT_ASSET && slice_find(names[1], SLICE(".."),
		    0) != SIZE_MAX);
	if (made) {
		assert_false(failed(subject_parse(out, &s, NULL)));
		assert_int_equal(s.kind, kind);
		const struct slice got[3] = { s.name, s.second, s.third };
		for (unsigned i = 0; i < 3; i++) {
			assert_true(subject_unescape(&a, got[i], &plain));
			assert_true(slice_eq(plain, names[i]));
		}
	}
	arena_drop(&a);
}

static void
random_subjects_of_every_kind_print_back(void **state)
{
	uint32_t seed = 20260630;
	(void)state;
	for (int i = 0; i < 2000; i++)
		for (unsigned kind = SUBJECT_PARTY; kind < SUBJECT_PURL; kind++)
			round_trip((enum subject_kind)kind, &seed);
	for (unsigned kind = SUBJECT_PARTY; kind < SUBJECT_PURL; kind++)
		assert_string_equal(subject_kind_name((enum subject_kind)kind), shapes[kind].word);
}

static void
makers_refuse_what_would_not_parse(void **state)
{
	struct arena a = arena_init(KIB(64));
	struct slice out;
	char name[202];
	(void)state;
	memset(name, 'x', sizeof(name));
	const struct slice none = {0}, x = SLICE("x"), longest = { (uint8_t *)name, 200 },
	    longer = { (uint8_t *)name, 201 };
	assert_true(subject_make_party(&a, SLICE("acme"), &out));
	assert_true(slice_eq(out, SLICE("party:acme")));
	assert_true(subject_make_release(&a, SLICE("acme"), SLICE("ic-22"), SLICE("5.4.2"), &out));
	assert_true(slice_eq(out, SLICE("release:acme/ic-22@5.4.2")));
	assert_true(subject_make_asset(&a, SLICE("acme"), SLICE("ic 22"), SLICE("1"), &out));
	assert_true(slice_eq(out, SLICE("asset:acme/ic%2022#1")));
	assert_false(subject_make_asset(&a, SLICE("acme"), SLICE("x"), SLICE("1..2"), &out));
	assert_false(subject_make_party(&a, none, &out));
	assert_false(subject_make(&a, SUBJECT_PARTY, SLICE("a"), x, none, &out));
	assert_false(subject_make(&a, SUBJECT_RELEASE, SLICE("a"), x, none, &out));
	assert_false(subject_make(&a, SUBJECT_CONFIGURATION, SLICE("a"), x, x, &out));
	assert_false(subject_make(&a, SUBJECT_PRODUCT, SLICE("a"), SLICE(""), none, &out));
	assert_false(subject_make(&a, SUBJECT_PURL, SLICE("deb"), x, none, &out));
	assert_true(subject_make(&a, SUBJECT_RELEASE, SLICE("a"), longest, longest, &out));
	assert_false(subject_make(&a, SUBJECT_RELEASE, SLICE("a"), longest, longer, &out));
	assert_false(subject_make_configuration(&a, SLICE("a"), longest, longest, longest, &out));
	arena_drop(&a);
}

/* What is accepted is accepted whole, whatever is cut or flipped. */
static void
damage_is_refused_or_still_exact(void **state)
{
	static const char *const wholes[] = { "configuration:a.b-1/M%C3%BCn@1.2/x+y~",
		"asset:acme/ic-22#3101", "pkg:deb/debian/zlib@1?arch=amd64#a/b" };
	(void)state;
	for (size_t w = 0; w < COUNT(wholes); w++)
		for (size_t i = 0; i < strlen(wholes[w]) * 9; i++) {
			char text[64] = "";
			struct subject s;
			struct err e = {0};
			size_t n = i % 9 == 8 ? i / 9 : strlen(wholes[w]);
			memcpy(text, wholes[w], strlen(wholes[w]));
			if (i % 9 != 8)
				text[i / 9] = (char)(text[i / 9] ^ 1 << i % 9);
			struct slice in = { (const uint8_t *)text, n };
			if (failed(subject_parse(in, &s, &e)))
				assert_true(e.at <= n && e.what != NULL);
			else
				assert_true(slice_eq(s.text, in));
		}
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
		{ "asset:acme/ic-22#1..22", E_SYNTAX, 0, NULL },
		{ "asset:acme/ic-22#..22", OK, 1, "asset:acme/ic-22#..22" },
		{ "asset:acme/ic-22#1..", OK, 1, "asset:acme/ic-22#1.." },
		{ "asset:acme/ic-22#1...2", OK, 1, "asset:acme/ic-22#1...2" },
		{ "asset:acme/ic-22#a1..a2", OK, 1, "asset:acme/ic-22#a1..a2" },
		{ "asset:acme/ic-22#999999999999999998..999999999999999999", OK, 2,
		    "asset:acme/ic-22#999999999999999999" },
		{ "asset:acme/ic-22#0000000000000000001..0000000000000000002", E_LIMIT, 0, NULL },
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
		cmocka_unit_test(random_subjects_of_every_kind_print_back),
		cmocka_unit_test(makers_refuse_what_would_not_parse),
		cmocka_unit_test(damage_is_refused_or_still_exact),
		cmocka_unit_test(ranges_expand_at_the_border),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
