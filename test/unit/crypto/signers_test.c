/* signers_test.c - the keys under which an ECDSA signature can hold, against libcrypto's own word.
 * SPDX-License-Identifier: Apache-2.0 */
#include "crypto/forge.h"

#include <string.h>

#include "crypto/signers.h"

#define ROUNDS 40

static const struct kind {
	const char *name, *digest; enum scheme scheme; size_t field;
} kinds[] = {
	{ "P-256", "SHA256", SCHEME_ECDSA_P256_SHA256, 32 },
	{ "P-384", "SHA384", SCHEME_ECDSA_P384_SHA384, 48 },
	{ "P-384", "SHA256", SCHEME_ECDSA_P384_SHA256, 48 },
};

static struct key
key_of(struct material *m, struct slice spki)
{
	struct key k;
	assert_false(failed(key_from_der(spki, &m->a, &m->bag, &k, NULL)));
	return k;
}

/* The key that a point is: the DER of another, with its point in the place of that. */
static struct key
key_at(struct material *m, const struct key *pattern, const struct signers *g, size_t i)
{
	struct slice spki;
	assert_true(arena_join(&m->a, slice_sub(pattern->spki, 0, pattern->spki.len - g->bytes),
	    (struct slice){ g->points[i], g->bytes }, &spki));
	return key_of(m, spki);
}

static bool
holds(const struct key *k, enum scheme s, struct slice message, struct slice signature)
{
	bool good;
	assert_false(failed(key_verify(k, s, message, signature, &good, NULL)));
	return good;
}

/* Whatever is found are two keys of which libcrypto says that the signature holds under them. */
static void
each_point_verifies(struct material *m, const struct kind *kind, const struct key *pattern,
    const struct signers *g, struct slice message, struct slice signature)
{
	assert_true(g->known);
	assert_int_equal(g->count, 2);
	assert_int_equal(g->bytes, 2 * kind->field);
	for (size_t i = 0; i < g->count; i++) {
		struct key k = key_at(m, pattern, g, i);
		assert_true(signers_may_be(g, &k));
		assert_true(holds(&k, kind->scheme, message, signature));
	}
}

static void
same_points(const struct signers *a, const struct signers *b)
{
	bool straight = memcmp(a->points[0], b->points[0], a->bytes) == 0;
	assert_int_equal(a->count, b->count);
	assert_memory_equal(a->points[0], b->points[straight ? 0 : 1], a->bytes);
	assert_memory_equal(a->points[1], b->points[straight ? 1 : 0], a->bytes);
}

/* Of every signature, with the key that made it and without, there are its key and one more, and
 * libcrypto says that it holds under both and under no other. */
static void
the_key_and_one_more(void **state)
{
	(void)state;
	for (size_t n = 0; n < COUNT(kinds) * ROUNDS; n++) {
		const struct kind *kind = &kinds[n % COUNT(kinds)];
		struct material m = material_init();
		struct slice message;
		assert_true(arena_format(&m.a, &message, "message %zu", n));
		EVP_PKEY *pair = forge_key(&m, kind->name), *other = forge_key(&m, kind->name);
		struct key k = key_of(&m, forge_spki(&m, pair));
		struct key stranger = key_of(&m, forge_spki(&m, other));
		struct slice signature = forge_sign(&m, pair, kind->digest, message);
		struct signers plain = signers_find(kind->scheme, NULL, message, signature);
		struct signers held = signers_find(kind->scheme, &k, message, signature);
		each_point_verifies(&m, kind, &k, &plain, message, signature);
		each_point_verifies(&m, kind, &k, &held, message, signature);
		same_points(&plain, &held);
		assert_true(signers_may_be(&plain, &k));
		assert_false(signers_may_be(&plain, &stranger));
		assert_false(holds(&stranger, kind->scheme, message, signature));
		material_drop(&m);
	}
}

/* Another message is another pair of keys, and not that of the signer. */
static void
of_another_message_they_are_others(void **state)
{
	struct material m = material_init();
	(void)state;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		EVP_PKEY *pair = forge_key(&m, kinds[i].name);
		struct key k = key_of(&m, forge_spki(&m, pair));
		struct slice signature = forge_sign(&m, pair, kinds[i].digest, SLICE("one"));
		struct signers g = signers_find(kinds[i].scheme, NULL, SLICE("two"), signature);
		each_point_verifies(&m, &kinds[i], &k, &g, SLICE("two"), signature);
		assert_false(signers_may_be(&g, &k));
	}
	material_drop(&m);
}

/* Raw r || s of small numbers: a field of zeros but for the last bytes. */
static struct slice
raw(struct material *m, size_t field, uint8_t r, uint8_t s)
{
	uint8_t *at = arena_alloc(&m->a, 2 * field, 1);
	assert_non_null(at);
	at[field - 1] = r;
	at[2 * field - 1] = s;
	return (struct slice){ at, 2 * field };
}

static struct slice
filled(struct material *m, size_t field, uint8_t with)
{
	uint8_t *at = arena_alloc(&m->a, 2 * field, 1);
	assert_non_null(at);
	memset(at, with, 2 * field);
	return (struct slice){ at, 2 * field };
}

/* Then every key is asked, as ever: of what is no signature, of an r that two abscissas have, and
 * of a scheme of another kind. */
static void
where_nothing_is_known_any_key_may_be(void **state)
{
	struct material m = material_init();
	(void)state;
	struct key k = key_of(&m, forge_spki(&m, forge_key(&m, "P-256")));
	for (size_t i = 0; i < COUNT(kinds); i++) {
		const struct slice bad[] = { SLICE(""), SLICE("no signature"),
		    raw(&m, kinds[i].field, 0, 1), raw(&m, kinds[i].field, 5, 0),
		    raw(&m, kinds[i].field, 5, 1), filled(&m, kinds[i].field, 0xff) };
		for (size_t n = 0; n < COUNT(bad); n++) {
			struct signers g = signers_find(kinds[i].scheme, NULL, SLICE("m"), bad[n]);
			assert_false(g.known);
			assert_true(signers_may_be(&g, &k));
		}
	}
	const enum scheme others[] = { SCHEME_NONE, SCHEME_ED25519, SCHEME_RSA_PSS_SHA256,
	    SCHEME_COUNT };
	for (size_t i = 0; i < COUNT(others); i++)
		assert_false(signers_find(others[i], NULL, SLICE("m"), raw(&m, 32, 5, 1)).known);
	material_drop(&m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_key_and_one_more),
		cmocka_unit_test(of_another_message_they_are_others),
		cmocka_unit_test(where_nothing_is_known_any_key_may_be),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
