/* purl_test.c - package URLs: the published tests, canonical forms, refusals with their place.
 * SPDX-License-Identifier: Apache-2.0 */
#include "corpus.h"

#include "base/limits.h"
#include "codec/json.h"
#include "subject/purl.h"

#define S(text) slice_of(text)

/* Published tests that we answer differently on purpose; see subject/purl.h. The one of the group
 * required contradicts two others of it (gem and rpm), which refuse a key in upper case. */
static const struct { const char *type, *group, *in; } differences[] = {
	{ "validate", "recommended", "pkg:gem/jruby-launcher@1.1.2?Platform=java" },
	{ "validate", "recommended",
	    "pkg:Rpm/fedora/curl@7.50.3-1.fc25?Arch=i386&Distro=fedora-25" },
	{ "validate", "recommended", "pkg:Maven/org.apache.xmlgraphics/batik-anim@1.9.1"
	    "?classifier=sources&repositorY_url=https://repo.spring.io/release" },
	{ "parse", "recommended", "pkg:Maven/org.apache.xmlgraphics/batik-anim@1.9.1"
	    "?classifier=sources&repositorY_url=https://repo.spring.io/release" },
	{ "validate", "recommended", "pkg:Maven/org.apache.xmlgraphics/batik-anim@1.9.1"
	    "?type=pom&repositorY_url=repo.spring.io/release" },
	{ "parse", "required", "pkg:Maven/org.apache.xmlgraphics/batik-anim@1.9.1"
	    "?type=pom&repositorY_url=repo.spring.io/release" },
	{ "validate", "recommended",
	    "pkg:git/github/Package-url/purl-Spec@244fd47e07d1004f0aed9c" },
};

struct tally {
	size_t	parse, validate, build, refused, differing;
};

static struct purl
parts_of(struct arena *a, const struct value *v)
{
	struct purl p = {0};
	const struct value *q = value_get(v, SLICE("qualifiers"));
	p.type = value_text(value_get(v, SLICE("type")));
	p.namespace = value_text(value_get(v, SLICE("namespace")));
	p.name = value_text(value_get(v, SLICE("name")));
	p.version = value_text(value_get(v, SLICE("version")));
	p.subpath = value_text(value_get(v, SLICE("subpath")));
	p.qualifiers = ARENA_ARRAY(a, struct purl_qualifier, q == NULL ? 0 : q->count);
	for (size_t i = 0; q != NULL && i < q->count; i++)
		p.qualifiers[p.qualifier_count++] = (struct purl_qualifier){ q->members[i].name,
		    value_text(&q->members[i].value) };
	return p;
}

/* Parts of the expectation, sorted but otherwise as they are. */
static bool
same_parts(const struct purl *got, const struct value *want, struct arena *a)
{
	struct purl w = parts_of(a, want);
	size_t found = 0;
	for (size_t i = 0; i < w.qualifier_count; i++)
		for (size_t k = 0; k < got->qualifier_count; k++)
			found += slice_eq(w.qualifiers[i].key, got->qualifiers[k].key) &&
			    slice_eq(w.qualifiers[i].value, got->qualifiers[k].value);
	return found == w.qualifier_count && found == got->qualifier_count &&
	    slice_eq(got->type, w.type) && slice_eq(got->namespace, w.namespace) &&
	    slice_eq(got->name, w.name) && slice_eq(got->version, w.version) &&
	    slice_eq(got->subpath, w.subpath);
}

/* What we make of one test; false when it is not what the test expects. */
static bool
answers(const struct value *t, struct arena *a, struct tally *n)
{
	struct slice type = value_text(value_get(t, SLICE("test_type"))), canonical;
	const struct value *in = value_get(t, SLICE("input"));
	const struct value *want = value_get(t, SLICE("expected_output"));
	bool must_fail = value_get(t, SLICE("expected_failure"))->kind == VALUE_TRUE;
	struct purl p = {0};
	struct buf b = buf_init(KIB(64));
	bool good;
	n->refused += must_fail;
	if (slice_eq(type, SLICE("parse"))) {
		n->parse++;
		bool accepted = !failed(purl_parse(value_text(in), a, &p, NULL));
		good = must_fail ? !accepted : accepted && same_parts(&p, want, a);
	} else if (slice_eq(type, SLICE("build"))) {
		n->build++;
		p = parts_of(a, in);
		bool accepted = !failed(purl_settle(&p, a, NULL));
		if (accepted)
			purl_show(&p, &b);
		good = must_fail ? !accepted : accepted && slice_eq(buf_slice(&b),
		    value_text(want));
	} else {
		n->validate++;
		good = !failed(purl_canonical(value_text(in), a, &canonical, NULL)) &&
		    slice_eq(canonical, value_text(want));
	}
	buf_drop(&b);
	return good;
}

static bool
is_difference(const struct value *t)
{
	struct slice type = value_text(value_get(t, SLICE("test_type"))),
	    group = value_text(value_get(t, SLICE("test_group"))),
	    in = value_text(value_get(t, SLICE("input")));
	for (size_t i = 0; i < COUNT(differences); i++)
		if (slice_eq(in, S(differences[i].in)) && slice_eq(type, S(differences[i].type)) &&
		    slice_eq(group, S(differences[i].group)))
			return true;
	return false;
}

static void
every_published_test_is_answered(void **state)
{
	struct arena a = arena_init(MIB(256));
	struct walk_entry *files;
	struct tally n = {0};
	size_t count, wrong = 0;
	(void)state;
	const char *folder = corpus_folder(&a, "purl-spec/tests");
	assert_false(failed(file_walk(folder, &a, &files, &count, NULL)));
	for (size_t i = 0; i < count; i++) {
		struct value v;
		if (!slice_ends(files[i].path, SLICE(".json")))
			continue;
		assert_false(failed(json_tree(corpus_file(&a, folder, files[i].path), MIB(1), &a,
		    &v,
		    NULL)));
		const struct value *tests = value_get(&v, SLICE("tests"));
		for (size_t k = 0; k < tests->count; k++) {
			bool good = answers(&tests->items[k], &a, &n);
			bool listed = is_difference(&tests->items[k]);
			n.differing += listed && !good;
			if (good != !listed && wrong++ < 40)
				print_error("%.*s %.*s: %.*s\n", SLICE_FMT(files[i].path),
				    SLICE_FMT(value_text(value_get(&tests->items[k],
				    SLICE("test_type")))), SLICE_FMT(value_text(value_get(
				    &tests->items[k], SLICE("input")))));
		}
	}
	assert_int_equal(wrong, 0);
	assert_int_equal(n.parse, 206);
	assert_int_equal(n.validate, 204);
	assert_int_equal(n.build, 176);
	assert_int_equal(n.refused, 54);
	assert_int_equal(n.differing, COUNT(differences));
	for (size_t i = 0; i < COUNT(differences); i++)
		print_message("differs by policy: %s %s\n", differences[i].type, differences[i].in);
	arena_drop(&a);
}

static void
spellings_of_one_package_are_equal(void **state)
{
	static const struct { const char *left, *right; bool equal; } cases[] = {
		{ "pkg:deb/debian/zlib@1?b=2&a=1", "pkg:DEB/Debian/ZLIB@1?a=1&b=2", true },
		{ "pkg:npm/%40a/b", "pkg:npm/@a/b", true },
		{ "pkg:npm/B", "pkg:npm/b", false },
		{ "pkg:generic/a@1", "pkg:generic/a@2", false },
		{ "pkg:generic/a?x=1", "pkg:generic/a", false },
		{ "pkg:generic/a?x=", "pkg:generic/a", true },
		{ "pkg:generic/a#b/./c/../d", "pkg:generic/a#b/c/d", true },
		{ "pkg:generic//x//a", "pkg:generic/x/a", true },
		{ "pkg:generic/a%2Fb", "pkg:generic/a/b", false },
		{ "pkg:generic/a@1%2B2", "pkg:generic/a@1+2", true },
		{ "pkg:pypi/A_b@1.0RC1", "pkg:pypi/a-b@1.0rc1", true },
		{ "pkg:git/host/a/b", "pkg:git/host/a%2Fb", true },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a = arena_init(KIB(64));
		struct purl left, right;
		assert_false(failed(purl_parse(S(cases[i].left), &a, &left, NULL)));
		assert_false(failed(purl_parse(S(cases[i].right), &a, &right, NULL)));
		if (purl_eq(&left, &right) != cases[i].equal)
			fail_msg("%s and %s", cases[i].left, cases[i].right);
		arena_drop(&a);
	}
}

static void
refusals_name_the_place(void **state)
{
	static const struct { const char *in; uint64_t at; } cases[] = {
		{ "", 0 }, { "pkg", 0 }, { "PKG:a/b", 0 }, { "pkg:", 4 }, { "pkg:a", 5 },
		{ "pkg:a/", 5 }, { "pkg:1a/b", 4 }, { "pkg:a b/c", 5 }, { "pkg:a_b/c", 5 },
		{ "pkg:a/b%2", 7 }, { "pkg:a/b@%zz", 8 }, { "pkg:a/b?c", 8 }, { "pkg:a/b?=c", 8 },
		{ "pkg:a/b?c=1&C=2", 12 }, { "pkg:a/b?c=1&c=2", 15 }, { "pkg:a/b?c=%GG", 10 },
		{ "pkg:a/%ff", 6 }, { "pkg:a/x%2Fy/b", 7 }, { "pkg:a/b#c%2fd", 9 },
		{ "pkg:a/\x7f", 6 }, { "pkg:a/\xff", 6 }, { "pkg:a/@1", 6 }, { "pkg:a/b/@1", 8 },
		{ "pkg:github/b", 12 }, { "pkg:oci/a/b", 11 }, { "pkg:swid/a", 10 },
	};
	struct arena a = arena_init(KIB(64));
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct purl p;
		struct err e = {0};
		enum code got = purl_parse(S(cases[i].in), &a, &p, &e).code;
		if (got != E_SYNTAX || e.at != cases[i].at)
			fail_msg("%s: %s at %u", cases[i].in, code_name(got), (unsigned)e.at);
	}
	arena_drop(&a);
}

static void
long_purls_are_limited(void **state)
{
	static uint8_t text[PURL_BYTES_MAX + 1];
	struct arena a = arena_init(MIB(1));
	struct purl p;
	struct err e = {0};
	(void)state;
	memset(text, 'x', sizeof(text));
	memcpy(text, "pkg:a/", 6);
	assert_false(failed(purl_parse((struct slice){ text, PURL_BYTES_MAX }, &a, &p, NULL)));
	assert_int_equal(purl_parse((struct slice){ text, sizeof(text) }, &a, &p, &e).code,
	    E_LIMIT);
	assert_int_equal(e.at, PURL_BYTES_MAX);
	arena_drop(&a);
}

/* A purl of every part, cut at every byte and with every bit flipped: what is accepted has a
 * canonical form that is its own. */
static void
canonical_forms_are_stable(void **state)
{
	static const char whole[] = "pkg:git/h%20t/a/%C3%A4b@1:2?k=v%26&l=m,n#x/../y%3Fz";
	(void)state;
	for (size_t i = 0; i < (sizeof(whole) - 1) * 9; i++) {
		struct arena a = arena_init(KIB(64));
		uint8_t text[sizeof(whole)];
		struct slice once, twice, in = { text, i / 9 };
		memcpy(text, whole, sizeof(whole));
		if (i % 9 != 8) {
			text[i / 9] ^= (uint8_t)(1u << i % 9);
			in.len = sizeof(whole) - 1;
		}
		struct err e = {0};
		if (!failed(purl_canonical(in, &a, &once, &e))) {
			assert_false(failed(purl_canonical(once, &a, &twice, NULL)));
			assert_true(slice_eq(once, twice));
		} else {
			assert_true(e.at <= in.len && e.what != NULL);
		}
		arena_drop(&a);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_published_test_is_answered),
		cmocka_unit_test(spellings_of_one_package_are_equal),
		cmocka_unit_test(refusals_name_the_place),
		cmocka_unit_test(long_purls_are_limited),
		cmocka_unit_test(canonical_forms_are_stable),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
