/* openvex_test.c - OpenVEX documents: statuses, products, what is refused and where.
 * SPDX-License-Identifier: Apache-2.0 */
#include "spelt.h"

#include "base/limits.h"
#include "codec/json.h"
#include "vex/openvex.h"

#define HEX64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define HEAD "{'@context':'https://openvex.dev/ns/v0.2.0','@id':'x','author':'Acme','version':1," \
	"'timestamp':'2026-06-20T08:00:00Z','statements':["
#define OLD "{'@context':'https://openvex.dev/ns','@id':'x','author':'Acme'," \
	"'timestamp':'2026-06-20T08:00:00Z','statements':["
#define CVE "'vulnerability':{'name':'CVE-2026-1'},"
#define ABOUT "'products':[{'@id':'release:acme/ic-22@5.4.2'}],"

static struct rc
read_text(struct arena *a, struct slice text, struct intoto_statement *around,
    struct reading *r, struct err *e)
{
	struct value v;
	uint64_t at;
	*r = reading_init(a);
	*e = (struct err){0};
	TRY(json_tree(spelt(a, text, &at), MIB(1), a, &v, e));
	if (around == NULL)
		return openvex_read(&v, r, e);
	around->predicate = &v;
	return openvex_read_predicate(around, r, e);
}

static const struct {
	const char	*name;
	struct slice	 in;
	enum code	 want;
} cases[] = {
	{ "no statements yet", SLICE_INIT(HEAD "]}"), OK },
	{ "fixed", SLICE_INIT(HEAD "{" CVE ABOUT "'status':'fixed'}]}"), OK },
	{ "under investigation", SLICE_INIT(HEAD "{" CVE ABOUT "'status':'under_investigation'}]}"),
	    OK },
	{ "unknown members are ignored", SLICE_INIT(HEAD "{" CVE ABOUT
	    "'status':'fixed','more':[1]}],'less':{}}"), OK },
	{ "no object", SLICE_INIT("^[]"), E_SCHEMA },
	{ "no context", SLICE_INIT("^{'@id':'x'}"), E_SCHEMA },
	{ "another context", SLICE_INIT("{'@context':^'https://openvex.dev/nsx'}"), E_SCHEMA },
	{ "no id", SLICE_INIT("^{'@context':'https://openvex.dev/ns/v0.2.0','author':'a'}"),
	    E_SCHEMA },
	{ "an author that is no text",
	    SLICE_INIT("{'@context':'https://openvex.dev/ns','@id':'x','author':^[]}"), E_SCHEMA },
	{ "no timestamp", SLICE_INIT("^{'@context':'https://openvex.dev/ns','@id':'x',"
	    "'author':'a','statements':[]}"), E_SCHEMA },
	{ "a timestamp that is none", SLICE_INIT("{'@context':'https://openvex.dev/ns','@id':'x',"
	    "'author':'a','timestamp':^'today','statements':[]}"), E_SCHEMA },
	{ "v0.2.0 without a version", SLICE_INIT("^{'@context':'https://openvex.dev/ns/v0.2.0',"
	    "'@id':'x','author':'a','timestamp':'2026-06-20','statements':[]}"), E_SCHEMA },
	{ "v0.2.0 with a version in text", SLICE_INIT("{'@context':'https://openvex.dev/ns/v0.2.0',"
	    "'@id':'x','author':'a','version':^'1','timestamp':'2026-06-20','statements':[]}"),
	    E_SCHEMA },
	{ "version nought", SLICE_INIT("{'@context':'https://openvex.dev/ns/v0.2.0','@id':'x',"
	    "'author':'a','version':^0,'timestamp':'2026-06-20','statements':[]}"), E_SCHEMA },
	{ "no list of statements", SLICE_INIT("^{'@context':'https://openvex.dev/ns','@id':'x',"
	    "'author':'a','timestamp':'2026-06-20'}"), E_SCHEMA },
	{ "v0.0.1 without a version", SLICE_INIT(OLD "]}"), OK },
	{ "v0.0.1 with products and vulnerability in text",
	    SLICE_INIT(OLD "{'vulnerability':'CVE-2026-1','products':['pkg:a/b'],"
	    "'status':'fixed'}],'version':'2'}"), OK },
	{ "v0.0.1 with a version in words", SLICE_INIT(OLD "],'version':^'two'}"), E_SCHEMA },
	{ "a statement that is no object", SLICE_INIT(HEAD "^1]}"), E_SCHEMA },
	{ "no vulnerability", SLICE_INIT(HEAD "^{" ABOUT "'status':'fixed'}]}"), E_SCHEMA },
	{ "a vulnerability without a name",
	    SLICE_INIT(HEAD "{'vulnerability':^{'@id':'x'},'status':'fixed'}]}"), E_SCHEMA },
	{ "no status", SLICE_INIT(HEAD "^{" CVE ABOUT "'more':1}]}"), E_SCHEMA },
	{ "an unknown status", SLICE_INIT(HEAD "{" CVE ABOUT "'status':^'good'}]}"), E_SCHEMA },
	{ "not affected without a reason",
	    SLICE_INIT(HEAD "{" CVE ABOUT "'status':^'not_affected'}]}"), E_SCHEMA },
	{ "not affected with a justification", SLICE_INIT(HEAD "{" CVE ABOUT
	    "'status':'not_affected','justification':'vulnerable_code_not_present'}]}"), OK },
	{ "not affected with an impact statement", SLICE_INIT(HEAD "{" CVE ABOUT
	    "'status':'not_affected','impact_statement':'never called'}]}"), OK },
	{ "an unknown justification", SLICE_INIT(HEAD "{" CVE ABOUT
	    "'status':'not_affected','justification':^'because'}]}"), E_SCHEMA },
	{ "affected without an action", SLICE_INIT(HEAD "{" CVE ABOUT "'status':^'affected'}]}"),
	    E_SCHEMA },
	{ "affected with an action", SLICE_INIT(HEAD "{" CVE ABOUT
	    "'status':'affected','action_statement':'update'}]}"), OK },
	{ "products in an object",
	    SLICE_INIT(HEAD "{" CVE "'status':'fixed','products':^{}}]}"), E_SCHEMA },
	{ "a product without a name",
	    SLICE_INIT(HEAD "{" CVE "'status':'fixed','products':[^{}]}]}"), E_SCHEMA },
	{ "a product with an empty name",
	    SLICE_INIT(HEAD "{" CVE "'status':'fixed','products':[^'']}]}"), E_SCHEMA },
	{ "a product with a purl that is none", SLICE_INIT(HEAD "{" CVE
	    "'status':'fixed','products':[{'@id':'x','identifiers':{'purl':^1}}]}]}"), E_SCHEMA },
	{ "a product with a digest that is none", SLICE_INIT(HEAD "{" CVE
	    "'status':'fixed','products':[{'@id':'x','hashes':{'sha-256':^'ab'}}]}]}"), E_SCHEMA },
	{ "a product known by its digest only", SLICE_INIT(HEAD "{" CVE
	    "'status':'fixed','products':[{'hashes':{'sha-256':'" HEX64 "'}}]}]}"), OK },
};

static void
documents(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(arena) a = arena_init(MIB(1));
		struct reading r;
		struct err e;
		uint64_t at;
		(void)spelt(&a, cases[i].in, &at);
		struct rc rc = read_text(&a, cases[i].in, NULL, &r, &e);
		if (rc.code != cases[i].want || e.at != at)
			fail_msg("%s: %s at %u: %s", cases[i].name, code_name(rc.code),
			    (unsigned)e.at, e.what);
		assert_true(failed(rc) == slice_is_empty(r.kind));
	}
}

static const struct slice full = SLICE_INIT(HEAD "{" CVE "'products':["
    "{'@id':'release:acme/ic-22@5.4.2','identifiers':{'purl':'pkg:generic/acme/ic-22@5.4.2'},"
    "'hashes':{'sha-256':'" HEX64 "'},'subcomponents':[{'@id':'pkg:deb/debian/zlib1g'}]},"
    "'pkg:generic/other@1','IC-23'],'status':'not_affected',"
    "'justification':'vulnerable_code_not_present'},{" CVE "'status':'fixed'}],"
    "'last_updated':'2026-06-21T08:00:00Z'}");

static struct slice
fact_text(const struct reading *r, size_t i, const char *member)
{
	return value_text(value_get(&r->facts[i].value, slice_of(member)));
}

static bool
mentions(const struct reading *r, size_t i, const char *scheme, const char *text)
{
	return slice_eq(r->mentions[i].scheme, slice_of(scheme)) &&
	    slice_eq(r->mentions[i].text, slice_of(text));
}

/* Not as if it were said of whatever the document is about. */
static void
a_product_that_only_a_hash_names_is_named_by_it(void **state)
{
	static const struct { const char *hashes, *product; size_t mentions; } hashed[] = {
		{ "'sha-256':'" HEX64 "'", "sha256:" HEX64, 1 },
		{ "'sha-512':'ab'", "sha-512:ab", 0 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(hashed); i++) {
		AUTO(arena) a = arena_init(MIB(1));
		struct slice in;
		struct reading r;
		struct err e;
		assert_true(arena_format(&a, &in, HEAD "{" CVE "'status':'fixed','products':[{"
		    "'hashes':{%s}}]}]}", hashed[i].hashes));
		assert_false(failed(read_text(&a, in, NULL, &r, &e)));
		assert_true(slice_eq(fact_text(&r, 0, "product"), slice_of(hashed[i].product)));
		assert_int_equal(r.mention_count, hashed[i].mentions);
	}
}

static void
what_it_states(void **state)
{
	(void)state;
	AUTO(arena) a = arena_init(MIB(1));
	struct reading r;
	struct err e;
	int64_t n;
	assert_false(failed(read_text(&a, full, NULL, &r, &e)));
	assert_true(slice_eq(r.kind, SLICE("vex_statement")));
	assert_true(slice_eq(r.producer, SLICE("Acme")));
	assert_int_equal(r.made_ms, 1782028800000);	/* last_updated, the later one */
	assert_int_equal(r.fact_count, 5);
	for (size_t i = 0; i < 4; i++)
		assert_true(slice_eq(fact_text(&r, i, "vulnerability"), SLICE("CVE-2026-1")));
	assert_true(slice_eq(fact_text(&r, 0, "product"), SLICE("release:acme/ic-22@5.4.2")));
	assert_true(slice_eq(fact_text(&r, 1, "product"), SLICE("pkg:generic/other@1")));
	assert_true(slice_eq(fact_text(&r, 2, "product"), SLICE("IC-23")));
	assert_true(slice_eq(fact_text(&r, 2, "justification"),
	    SLICE("vulnerable_code_not_present")));
	assert_true(slice_eq(r.facts[2].place, SLICE("/statements/0")));
	assert_null(value_get(&r.facts[3].value, SLICE("product")));
	assert_true(slice_eq(r.facts[4].name, SLICE("statements")));
	assert_true(value_int(value_get(&r.facts[4].value, SLICE("count")), &n) && n == 2);
	assert_int_equal(r.mention_count, 5);
	assert_true(mentions(&r, 0, "purl", "pkg:generic/acme/ic-22@5.4.2"));
	assert_true(mentions(&r, 1, "digest", "sha256:" HEX64));
	assert_true(mentions(&r, 2, "subject", "release:acme/ic-22@5.4.2"));
	assert_true(mentions(&r, 3, "purl", "pkg:generic/other@1"));
	assert_true(mentions(&r, 4, "product", "IC-23"));
	assert_true(slice_eq(r.mentions[4].place, SLICE("/statements/0/products/2")));
}

static void
products_of_the_statement_around(void **state)
{
	(void)state;
	AUTO(arena) a = arena_init(MIB(1));
	struct intoto_subject about[] = { { .name = SLICE("release:acme/ic-22@5.4.2") },
		{ .name = SLICE("product:acme/ic-22") } };
	struct intoto_statement s = { .count = 2, .subjects = about };
	struct reading r;
	struct err e;
	assert_false(failed(read_text(&a, full, &s, &r, &e)));
	assert_int_equal(r.fact_count, 6);
	assert_true(slice_eq(fact_text(&r, 3, "product"), about[0].name));
	assert_true(slice_eq(fact_text(&r, 4, "product"), about[1].name));
	assert_true(slice_eq(r.facts[4].place, SLICE("/predicate/statements/1")));
}

static void
predicate_types(void **state)
{
	(void)state;
	assert_true(openvex_handles(SLICE("https://openvex.dev/ns")));
	assert_true(openvex_handles(SLICE("https://openvex.dev/ns/v0.2.0")));
	assert_false(openvex_handles(SLICE("https://openvex.dev/nsa")));
	assert_false(openvex_handles(SLICE("https://openvex.dev/")));
}

static void
every_flip_and_a_small_arena_are_survived(void **state)
{
	(void)state;
	AUTO(arena) kept = arena_init(KIB(64));
	uint64_t at;
	struct slice in = spelt(&kept, full, &at);
	for (size_t bit = 0; bit < in.len * 8; bit++) {
		AUTO(arena) a = arena_init(KIB(64));
		uint8_t bytes[2048];
		struct reading r;
		struct err e;
		memcpy(bytes, in.at, in.len);
		bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
		struct rc rc = read_text(&a, (struct slice){ bytes, in.len }, NULL, &r, &e);
		assert_true(!failed(rc) || (e.what != NULL && e.at <= in.len));
	}
	for (size_t left = 0; left < 8192; left += 64) {
		AUTO(arena) a = arena_init(left);
		AUTO(arena) tree = arena_init(KIB(64));
		struct value v;
		struct reading r = reading_init(&a);
		assert_false(failed(json_tree(in, MIB(1), &tree, &v, NULL)));
		struct rc rc = openvex_read(&v, &r, NULL);
		assert_true(!failed(rc) || rc.code == E_LIMIT);
		assert_true(left > 0 || failed(rc));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(documents),
		cmocka_unit_test(a_product_that_only_a_hash_names_is_named_by_it),
		cmocka_unit_test(what_it_states),
		cmocka_unit_test(products_of_the_statement_around),
		cmocka_unit_test(predicate_types),
		cmocka_unit_test(every_flip_and_a_small_arena_are_survived),
	};
	return cmocka_run_group_tests_name("openvex", tests, NULL, NULL);
}
