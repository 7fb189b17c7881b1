/* manifest_test.c - firmware manifests: every member missing, of a wrong type, unknown, damaged.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "base/limits.h"
#include "firmware/manifest.h"

#define HEX64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define HEAD "{\"schema\":\"assay.invalid/firmware-manifest/1\","
#define PRODUCT "\"product\":\"product:acme/ic-22\","
#define VERSION "\"version\":\"5.4.2\","
#define RELEASE "\"release\":\"release:acme/ic-22@5.4.2\","
#define ISSUED "\"issued\":\"2026-05-04T09:00:00Z\","
#define IMAGE "{\"name\":\"a.squashfs\",\"size\":4096,\"sha256\":\"" HEX64 "\"}"
#define IMAGES "\"images\":[" IMAGE "]"
#define GOOD HEAD PRODUCT VERSION RELEASE ISSUED IMAGES "}"
/* Offsets of what stands behind these. */
#define AT(before) (sizeof(before) - 1)

static const struct {
	const char	*name;
	struct slice	 in;
	enum code	 want;
	uint64_t	 at;
} cases[] = {
	{ "good", SLICE_INIT(GOOD), OK, 0 },
	{ "model and hardware", SLICE_INIT(HEAD PRODUCT VERSION RELEASE ISSUED
	    "\"model\":\"IC-22\",\"images\":[{\"hardware\":[\"B\",\"C\"],\"name\":\"a\","
	    "\"size\":0,\"sha256\":\"" HEX64 "\"}]}"), OK, 0 },
	{ "a date alone", SLICE_INIT(HEAD PRODUCT VERSION RELEASE "\"issued\":\"2026-05-04\","
	    IMAGES "}"), OK, 0 },
	{ "no schema", SLICE_INIT("{" PRODUCT VERSION RELEASE ISSUED IMAGES "}"), E_SCHEMA, 0 },
	{ "another schema", SLICE_INIT("{\"schema\":\"assay.invalid/firmware-manifest/2\","
	    PRODUCT VERSION RELEASE ISSUED IMAGES "}"), E_SCHEMA, 10 },
	{ "no product", SLICE_INIT(HEAD VERSION RELEASE ISSUED IMAGES "}"), E_SCHEMA, 0 },
	{ "a product that is no subject", SLICE_INIT(HEAD "\"product\":\"ic-22\"," VERSION RELEASE
	    ISSUED IMAGES "}"), E_SCHEMA, AT(HEAD "\"product\":") },
	{ "a product that is a release", SLICE_INIT(HEAD "\"product\":\"release:a/b@1\"," VERSION
	    RELEASE ISSUED IMAGES "}"), E_SCHEMA, AT(HEAD "\"product\":") },
	{ "no version", SLICE_INIT(HEAD PRODUCT RELEASE ISSUED IMAGES "}"), E_SCHEMA, 0 },
	{ "an empty version", SLICE_INIT(HEAD PRODUCT "\"version\":\"\"," RELEASE ISSUED IMAGES
	    "}"), E_SCHEMA, AT(HEAD PRODUCT "\"version\":") },
	{ "a version that is a number", SLICE_INIT(HEAD PRODUCT "\"version\":5.4," RELEASE ISSUED
	    IMAGES "}"), E_SCHEMA, AT(HEAD PRODUCT "\"version\":") },
	{ "no release", SLICE_INIT(HEAD PRODUCT VERSION ISSUED IMAGES "}"), E_SCHEMA, 0 },
	{ "no date", SLICE_INIT(HEAD PRODUCT VERSION RELEASE IMAGES "}"), E_SCHEMA, 0 },
	{ "a date that is none", SLICE_INIT(HEAD PRODUCT VERSION RELEASE "\"issued\":\"May\","
	    IMAGES "}"), E_SCHEMA, AT(HEAD PRODUCT VERSION RELEASE "\"issued\":") },
	{ "no images", SLICE_INIT(HEAD PRODUCT VERSION RELEASE "\"issued\":\"2026-05-04\"}"),
	    E_SCHEMA, 0 },
	{ "an empty list of images", SLICE_INIT(HEAD PRODUCT VERSION RELEASE ISSUED
	    "\"images\":[]}"), E_SCHEMA, AT(HEAD PRODUCT VERSION RELEASE ISSUED "\"images\":") },
	{ "images that are no list", SLICE_INIT(HEAD PRODUCT VERSION RELEASE ISSUED
	    "\"images\":{}}"), E_SCHEMA, AT(HEAD PRODUCT VERSION RELEASE ISSUED "\"images\":") },
	{ "an image that is no object", SLICE_INIT(HEAD PRODUCT VERSION RELEASE ISSUED
	    "\"images\":[1]}"), E_SCHEMA, AT(HEAD PRODUCT VERSION RELEASE ISSUED "\"images\":[") },
	{ "an image without a digest", SLICE_INIT(HEAD PRODUCT VERSION RELEASE ISSUED
	    "\"images\":[{\"name\":\"a\",\"size\":1}]}"), E_SCHEMA,
	    AT(HEAD PRODUCT VERSION RELEASE ISSUED "\"images\":[") },
	{ "a digest of 63 digits", SLICE_INIT(HEAD PRODUCT VERSION RELEASE ISSUED
	    "\"images\":[{\"name\":\"a\",\"size\":1,\"sha256\":\"abc\"}]}"), E_SCHEMA,
	    AT(HEAD PRODUCT VERSION RELEASE ISSUED
	    "\"images\":[{\"name\":\"a\",\"size\":1,\"sha256\":") },
	{ "a negative size", SLICE_INIT(HEAD PRODUCT VERSION RELEASE ISSUED
	    "\"images\":[{\"name\":\"a\",\"size\":-1,\"sha256\":\"" HEX64 "\"}]}"), E_SCHEMA,
	    AT(HEAD PRODUCT VERSION RELEASE ISSUED "\"images\":[{\"name\":\"a\",\"size\":") },
	{ "an image without a name", SLICE_INIT(HEAD PRODUCT VERSION RELEASE ISSUED
	    "\"images\":[{\"size\":1,\"sha256\":\"" HEX64 "\"}]}"), E_SCHEMA,
	    AT(HEAD PRODUCT VERSION RELEASE ISSUED "\"images\":[") },
	{ "an unknown member", SLICE_INIT(HEAD "\"more\":1," PRODUCT VERSION RELEASE ISSUED IMAGES
	    "}"), E_SCHEMA, AT(HEAD) },
	{ "an unknown member of an image", SLICE_INIT(HEAD PRODUCT VERSION RELEASE ISSUED
	    "\"images\":[{\"md5\":1,\"name\":\"a\",\"size\":1,\"sha256\":\"" HEX64 "\"}]}"),
	    E_SCHEMA, AT(HEAD PRODUCT VERSION RELEASE ISSUED "\"images\":[{") },
	{ "hardware that is no list", SLICE_INIT(HEAD PRODUCT VERSION RELEASE ISSUED
	    "\"images\":[{\"hardware\":1,\"name\":\"a\",\"size\":1,\"sha256\":\"" HEX64 "\"}]}"),
	    E_SCHEMA, AT(HEAD PRODUCT VERSION RELEASE ISSUED "\"images\":[{\"hardware\":") },
	{ "a name twice", SLICE_INIT(HEAD HEAD), E_SYNTAX, AT(HEAD) },
	{ "no object", SLICE_INIT("[]"), E_SCHEMA, 0 },
	{ "nothing", SLICE_INIT(""), E_SYNTAX, 0 },
};

static void
members(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(arena) a = arena_init(MIB(1));
		struct reading r = reading_init(&a);
		struct err e = {0};
		struct rc rc = manifest_read(cases[i].in, &r, &e);
		if (rc.code != cases[i].want || e.at != cases[i].at)
			fail_msg("%s: %s at %u: %s", cases[i].name, code_name(rc.code),
			    (unsigned)e.at, e.what);
		assert_true(failed(rc) == slice_is_empty(r.kind));
	}
}

static bool
mentions(const struct reading *r, const char *scheme, const char *text, const char *place)
{
	for (size_t i = 0; i < r->mention_count; i++)
		if (slice_eq(r->mentions[i].scheme, slice_of(scheme)) &&
		    slice_eq(r->mentions[i].text, slice_of(text)) &&
		    slice_eq(r->mentions[i].place, slice_of(place)))
			return true;
	return false;
}

static void
what_it_states(void **state)
{
	(void)state;
	AUTO(arena) a = arena_init(MIB(1));
	struct reading r = reading_init(&a);
	int64_t n;
	assert_false(failed(manifest_read(SLICE(GOOD), &r, NULL)));
	assert_true(slice_eq(r.kind, SLICE("firmware_manifest")));
	assert_int_equal(r.made_ms, 1777885200000);
	assert_int_equal(r.fact_count, 2);
	assert_true(slice_eq(r.facts[0].name, SLICE("image")));
	assert_true(slice_eq(r.facts[0].place, SLICE("/images/0")));
	assert_true(slice_eq(value_text(value_get(&r.facts[0].value, SLICE("digest"))),
	    SLICE("sha256:" HEX64)));
	assert_true(value_int(value_get(&r.facts[0].value, SLICE("size")), &n) && n == 4096);
	assert_true(slice_eq(r.facts[1].name, SLICE("manifest")));
	assert_true(value_int(value_get(&r.facts[1].value, SLICE("images")), &n) && n == 1);
	assert_null(value_get(&r.facts[1].value, SLICE("model")));
	assert_int_equal(r.mention_count, 4);
	assert_true(mentions(&r, "subject", "product:acme/ic-22", "/product"));
	assert_true(mentions(&r, "subject", "release:acme/ic-22@5.4.2", "/release"));
	assert_true(mentions(&r, "version", "5.4.2", "/version"));
	assert_true(mentions(&r, "digest", "sha256:" HEX64, "/images/0"));
}

static void
every_truncation_is_refused(void **state)
{
	(void)state;
	struct slice in = SLICE(GOOD);
	for (size_t n = 0; n < in.len; n++) {
		AUTO(arena) a = arena_init(MIB(1));
		struct reading r = reading_init(&a);
		struct err e = {0};
		uint8_t *exact = malloc(n + 1);
		memcpy(exact, in.at, n);
		assert_int_equal(manifest_read((struct slice){ exact, n }, &r, &e).code, E_SYNTAX);
		assert_true(e.at <= n);
		free(exact);
	}
}

static void
every_flip_is_survived(void **state)
{
	(void)state;
	struct slice in = SLICE(GOOD);
	uint8_t bytes[1024];
	for (size_t bit = 0; bit < in.len * 8; bit++) {
		AUTO(arena) a = arena_init(MIB(1));
		struct reading r = reading_init(&a);
		struct err e = {0};
		memcpy(bytes, in.at, in.len);
		bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
		struct rc rc = manifest_read((struct slice){ bytes, in.len }, &r, &e);
		assert_true(!failed(rc) || (e.what != NULL && e.at <= in.len));
	}
}

static void
larger_than_a_document_is_refused(void **state)
{
	(void)state;
	AUTO(arena) a = arena_init(MIB(1));
	struct reading r = reading_init(&a);
	uint8_t *big = malloc(DOCUMENT_BYTES_MAX + 1);
	memset(big, ' ', DOCUMENT_BYTES_MAX + 1);
	struct slice all = { big, DOCUMENT_BYTES_MAX + 1 };
	assert_int_equal(manifest_read(all, &r, NULL).code, E_LIMIT);
	all.len--;
	assert_int_equal(manifest_read(all, &r, NULL).code, E_SYNTAX);
	free(big);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members),
		cmocka_unit_test(what_it_states),
		cmocka_unit_test(every_truncation_is_refused),
		cmocka_unit_test(every_flip_is_survived),
		cmocka_unit_test(larger_than_a_document_is_refused),
	};
	return cmocka_run_group_tests_name("manifest", tests, NULL, NULL);
}
