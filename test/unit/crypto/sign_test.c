/* sign_test.c - secret keys: made, kept with and without a passphrase, signed with.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include <string.h>

#include "base/limits.h"
#include "codec/hex.h"
#include "crypto/sign.h"

/* RFC 8032 7.1, TEST 1 as a PKCS#8 file (RFC 8410). */
static const char published[] = "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
    "-----END PRIVATE KEY-----\n";
#define PUBLISHED ((struct slice)SLICE_INIT(published))
#define NO_PASSPHRASE ((struct slice){0})

struct desk { struct arena a; struct crypto_bag bag; };

static struct desk
desk_init(void)
{
	return (struct desk){ .a = arena_init(MIB(1)) };
}

static void
desk_drop(struct desk *k)
{
	crypto_bag_drop(&k->bag);
	arena_drop(&k->a);
}

static void
is_hex(const uint8_t *bytes, size_t n, const char *want)
{
	AUTO(buf) got = buf_init(256);
	hex_write((struct slice){ bytes, n }, &got);
	assert_true(slice_eq(buf_slice(&got), slice_of(want)));
}

static bool
holds(const struct key *k, struct slice message, const uint8_t signature[static 64])
{
	bool good = false;
	assert_false(failed(key_verify(k, SCHEME_ED25519, message,
	    (struct slice){ signature, ED25519_SIGNATURE_BYTES }, &good, NULL)));
	return good;
}

static void
the_published_vector_signs_as_published(void **state)
{
	struct desk d = desk_init();
	AUTO(secret_key) secret = {0};
	uint8_t signature[ED25519_SIGNATURE_BYTES], raw[ED25519_PUBLIC_BYTES];
	AUTO(buf) again = buf_init(256);
	struct key public;
	bool needs = true;
	(void)state;
	assert_false(failed(secret_key_decode(PUBLISHED, NO_PASSPHRASE, &needs, &secret, NULL)));
	assert_false(needs);
	assert_false(failed(secret_key_public(&secret, &d.a, &d.bag, &public, NULL)));
	assert_false(failed(key_ed25519_raw(&public, raw, NULL)));
	is_hex(raw, sizeof(raw),
	    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
	assert_false(failed(secret_key_sign(&secret, SLICE(""), signature, NULL)));
	is_hex(signature, sizeof(signature),
	    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bac"
	    "c61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
	assert_false(failed(secret_key_encode(&secret, NO_PASSPHRASE, &again, NULL)));
	assert_true(slice_eq(buf_slice(&again), PUBLISHED));
	desk_drop(&d);
}

static void
a_made_key_is_kept_and_signs(void **state)
{
	static const struct slice passphrases[] = { {0}, SLICE_INIT("rose 7 garden") };
	(void)state;
	for (size_t i = 0; i < COUNT(passphrases); i++) {
		struct desk d = desk_init();
		AUTO(secret_key) made = {0};
		AUTO(secret_key) kept = {0};
		AUTO(buf) pem = buf_init(KIB(4));
		uint8_t signature[ED25519_SIGNATURE_BYTES];
		struct key public;
		bool needs;
		assert_false(failed(secret_key_make(&made, NULL)));
		assert_false(failed(secret_key_encode(&made, passphrases[i], &pem, NULL)));
		assert_false(failed(secret_key_decode(buf_slice(&pem), passphrases[i], &needs,
		    &kept, NULL)));
		assert_false(failed(secret_key_public(&made, &d.a, &d.bag, &public, NULL)));
		assert_false(failed(secret_key_sign(&kept, SLICE("decided"), signature, NULL)));
		assert_true(holds(&public, SLICE("decided"), signature));
		assert_false(holds(&public, SLICE("Decided"), signature));
		signature[10] ^= 1;
		assert_false(holds(&public, SLICE("decided"), signature));
		desk_drop(&d);
	}
}

static void
what_is_no_secret_key_is_refused(void **state)
{
	AUTO(secret_key) made = {0};
	AUTO(secret_key) out = {0};
	AUTO(buf) sealed = buf_init(KIB(4)), twice = buf_init(KIB(4));
	struct err e = {0};
	bool needs = false;
	(void)state;
	assert_false(failed(secret_key_make(&made, NULL)));
	assert_false(failed(secret_key_encode(&made, SLICE("right"), &sealed, NULL)));
	assert_int_equal(secret_key_decode(buf_slice(&sealed), SLICE("wrong"), &needs, &out,
	    NULL).code, E_AUTH);
	assert_false(needs);
	assert_int_equal(secret_key_decode(buf_slice(&sealed), NO_PASSPHRASE, &needs, &out,
	    NULL).code, E_USAGE);
	assert_true(needs);
	assert_int_equal(secret_key_decode(SLICE(""), NO_PASSPHRASE, &needs, &out, &e).code,
	    E_SYNTAX);
	assert_string_equal(e.what, "expected a PEM file of one secret key");
	buf_add(&twice, PUBLISHED);
	buf_add(&twice, PUBLISHED);
	assert_int_equal(secret_key_decode(buf_slice(&twice), NO_PASSPHRASE, &needs, &out,
	    NULL).code, E_SYNTAX);
	for (size_t n = 0; n < PUBLISHED.len - 1; n++)
		assert_true(failed(secret_key_decode(slice_sub(PUBLISHED, 0, n), NO_PASSPHRASE,
		    &needs, &out, NULL)));
	assert_null(out.object);
	assert_int_equal(secret_key_encode(&made, SLICE(""), &twice, NULL).code, E_USAGE);
}

static void
another_kind_of_key_is_refused(void **state)
{
	/* P-256, made for this test alone */
	static const char p256[] = "-----BEGIN PRIVATE KEY-----\n"
	    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgkCvzyAwV4rmk7cgH\n"
	    "WcEGjApKKxYA73PEZXpyD77xa56hRANCAARRDx+5nTjw+5FZTCFByK1FLa0kMHCu\n"
	    "FrUEXNFyDWdFy7+sXGbyeF3WBtUrP46mEJ8CsqycXgOQzs1691rgXniX\n"
	    "-----END PRIVATE KEY-----\n";
	AUTO(secret_key) out = {0};
	bool needs;
	(void)state;
	assert_int_equal(secret_key_decode((struct slice)SLICE_INIT(p256), NO_PASSPHRASE, &needs,
	    &out, NULL).code, E_UNVERIFIABLE);
	assert_null(out.object);
}

static void
a_public_key_goes_to_raw_bytes_and_back(void **state)
{
	struct desk d = desk_init();
	AUTO(secret_key) made = {0};
	AUTO(buf) pem = buf_init(KIB(1));
	uint8_t raw[ED25519_PUBLIC_BYTES];
	struct key one, two;
	(void)state;
	assert_false(failed(secret_key_make(&made, NULL)));
	assert_false(failed(secret_key_public(&made, &d.a, &d.bag, &one, NULL)));
	assert_false(failed(key_ed25519_raw(&one, raw, NULL)));
	assert_false(failed(key_from_ed25519_raw(raw, &d.a, &d.bag, &two, NULL)));
	assert_true(slice_eq(one.id, two.id));
	assert_false(failed(key_pem(&one, &pem, NULL)));
	assert_true(slice_starts(buf_slice(&pem), SLICE("-----BEGIN PUBLIC KEY-----\n")));
	memset(raw, 0, sizeof(raw));		/* a point of small order */
	assert_int_equal(key_from_ed25519_raw(raw, &d.a, &d.bag, &two, NULL).code, E_UNVERIFIABLE);
	desk_drop(&d);
}

static void
random_bytes_differ(void **state)
{
	uint8_t one[32] = {0}, two[32] = {0};
	(void)state;
	assert_false(failed(random_bytes(one, sizeof(one), NULL)));
	assert_false(failed(random_bytes(two, sizeof(two), NULL)));
	assert_memory_not_equal(one, two, sizeof(one));
	secret_wipe(one, sizeof(one));
	for (size_t i = 0; i < sizeof(one); i++)
		assert_int_equal(one[i], 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_published_vector_signs_as_published),
		cmocka_unit_test(a_made_key_is_kept_and_signs),
		cmocka_unit_test(what_is_no_secret_key_is_refused),
		cmocka_unit_test(another_kind_of_key_is_refused),
		cmocka_unit_test(a_public_key_goes_to_raw_bytes_and_back),
		cmocka_unit_test(random_bytes_differ),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
