/* wycheproof_test.c - signatures of every accepted kind against published edge cases.
 * SPDX-License-Identifier: Apache-2.0 */
#include "corpus.h"

#include "base/limits.h"
#include "codec/hex.h"
#include "codec/json.h"
#include "crypto/signers.h"

/* One file. schemes: of the key record under which its keys are tried; several where the file is
 * about a digest that assay does not know: then nothing valid there may hold under any of them
 * (what is invalid there may be a good signature with SHA-256).
 * salt: of the key record. valid, invalid, acceptable: counts, so that none is missed. */
struct set {
	const char	*name;
	unsigned	 schemes;
	int		 salt;
	unsigned	 valid, invalid, acceptable;
};

#define EDWARDS SCHEME_BIT(SCHEME_ED25519)
#define P256 SCHEME_BIT(SCHEME_ECDSA_P256_SHA256)
#define P384 SCHEME_BIT(SCHEME_ECDSA_P384_SHA384)
#define P384_SHORT SCHEME_BIT(SCHEME_ECDSA_P384_SHA256)
#define PSS SCHEME_BIT(SCHEME_RSA_PSS_SHA256)
#define PKCS1 SCHEME_BIT(SCHEME_RSA_PKCS1_SHA256)
#define PKCS1_LONG SCHEME_BIT(SCHEME_RSA_PKCS1_SHA512)
#define ANY_PSS (PSS | SCHEME_BIT(SCHEME_RSA_PSS_SHA384) | SCHEME_BIT(SCHEME_RSA_PSS_SHA512))
#define ANY_PKCS1 (PKCS1 | PKCS1_LONG | SCHEME_BIT(SCHEME_RSA_PKCS1_SHA384))

static const struct set sets[] = {
	{ "ed25519_test.json", EDWARDS, SALT_ANY, 88, 63, 0 },
	{ "ecdsa_secp256r1_sha256_test.json", P256, SALT_ANY, 174, 310, 0 },
	{ "ecdsa_secp256r1_sha256_p1363_test.json", P256, SALT_ANY, 173, 89, 0 },
	{ "ecdsa_secp384r1_sha384_test.json", P384, SALT_ANY, 194, 310, 0 },
	{ "ecdsa_secp384r1_sha384_p1363_test.json", P384, SALT_ANY, 193, 87, 0 },
	{ "ecdsa_secp384r1_sha256_test.json", P384_SHORT, SALT_ANY, 162, 310, 0 },
	{ "rsa_pss_2048_sha256_mgf1_0_test.json", PSS, 0, 61, 42, 0 },
	{ "rsa_pss_2048_sha256_mgf1_32_test.json", PSS, 32, 63, 45, 0 },
	{ "rsa_pss_3072_sha256_mgf1_32_test.json", PSS, 32, 63, 45, 0 },
	{ "rsa_pss_2048_sha256_mgf1_0_params_test.json", PSS, 0, 61, 42, 0 },
	{ "rsa_pss_2048_sha256_mgf1_32_params_test.json", PSS, 32, 63, 45, 0 },
	{ "rsa_pss_3072_sha256_mgf1_32_params_test.json", PSS, 32, 63, 45, 0 },
	{ "rsa_pss_2048_sha256_mgf1sha1_20_test.json", ANY_PSS, 20, 63, 45, 0 },
	{ "rsa_pss_3072_shake128_test.json", ANY_PSS, 32, 69, 45, 0 },
	{ "rsa_pss_3072_shake256_test.json", ANY_PSS, 64, 138, 46, 0 },
	{ "rsa_signature_2048_sha256_test.json", PKCS1, SALT_ANY, 9, 249, 1 },
	{ "rsa_signature_3072_sha256_test.json", PKCS1, SALT_ANY, 8, 250, 1 },
	{ "rsa_signature_4096_sha256_test.json", PKCS1, SALT_ANY, 7, 250, 1 },
	{ "rsa_signature_2048_sha512_test.json", PKCS1_LONG, SALT_ANY, 8, 250, 1 },
	{ "rsa_signature_3072_sha512_test.json", PKCS1_LONG, SALT_ANY, 8, 251, 1 },
	{ "rsa_signature_4096_sha512_test.json", PKCS1_LONG, SALT_ANY, 7, 251, 1 },
	{ "rsa_signature_2048_sha512_224_test.json", ANY_PKCS1, SALT_ANY, 7, 250, 1 },
	{ "rsa_signature_2048_sha512_256_test.json", ANY_PKCS1, SALT_ANY, 7, 249, 1 },
	{ "rsa_signature_3072_sha512_256_test.json", ANY_PKCS1, SALT_ANY, 7, 250, 1 },
	{ "rsa_signature_4096_sha512_256_test.json", ANY_PKCS1, SALT_ANY, 7, 250, 1 },
};

struct tally { unsigned valid, invalid, acceptable; };

/* A key under which it holds is never among those that cannot have made it. */
static void
signer_may_be(const struct key *k, enum scheme used, struct slice message, struct slice signature)
{
	struct signers plain = signers_find(used, NULL, message, signature);
	struct signers held = signers_find(used, k, message, signature);
	assert_true(signers_may_be(&plain, k));
	assert_true(signers_may_be(&held, k));
}

static struct slice
bytes_of(const struct value *v, const char *name, struct arena *a)
{
	struct slice out;
	assert_false(failed(hex_decode(value_text(value_get(v, slice_of(name))), a, &out, NULL)));
	return out;
}

static bool
is_unknown_digest(const struct set *set)
{
	return (set->schemes & (set->schemes - 1)) != 0;
}

static void
try_case(const struct set *set, const struct key *k, const struct value *test, struct tally *t,
    struct arena *a)
{
	int64_t id = 0;
	enum scheme used;
	struct slice message = bytes_of(test, "msg", a), signature = bytes_of(test, "sig", a);
	struct slice want = value_text(value_get(test, SLICE("result")));
	bool valid = slice_eq(want, SLICE("valid"));
	/* the acceptable ones: PKCS#1 v1.5 whose digest algorithm lacks its NULL. RFC 8017 8.2.2
	 * lets a verifier refuse them, and it does. */
	bool hold = valid && !is_unknown_digest(set);
	const struct value *flags = value_get(test, SLICE("flags"));
	bool missing = flags->count == 1 && slice_eq(value_text(&flags->items[0]),
	    SLICE("MissingNull"));
	assert_true(missing || !slice_eq(want, SLICE("acceptable")));
	assert_true(value_int(value_get(test, SLICE("tcId")), &id));
	assert_false(failed(key_verify_any(k, message, signature, &used, NULL)));
	if (used != SCHEME_NONE)
		signer_may_be(k, used, message, signature);
	if ((used != SCHEME_NONE) != hold && (valid || !is_unknown_digest(set)))
		fail_msg("%s %d: %s", set->name, (int)id, hold ? "does not hold" : "holds");
	t->valid += valid;
	t->invalid += slice_eq(want, SLICE("invalid"));
	t->acceptable += slice_eq(want, SLICE("acceptable"));
}

static void
run_set(const struct set *set, const char *folder)
{
	struct value doc;
	struct crypto_bag bag = {0};
	struct tally t = {0};
	struct arena a = arena_init(MIB(256));
	struct slice in = corpus_file(&a, folder, slice_of(set->name));
	assert_false(failed(json_tree(in, MIB(8), &a, &doc, NULL)));
	const struct value *groups = value_get(&doc, SLICE("testGroups"));
	for (size_t g = 0; g < groups->count; g++) {
		struct key k;
		const struct value *tests = value_get(&groups->items[g], SLICE("tests"));
		struct slice der = bytes_of(&groups->items[g], "publicKeyDer", &a);
		assert_false(failed(key_from_der(der, &a, &bag, &k, NULL)));
		assert_false(failed(key_restrict(&k, set->schemes, NULL)));
		k.salt = set->salt;
		for (size_t i = 0; i < tests->count; i++)
			try_case(set, &k, &tests->items[i], &t, &a);
	}
	assert_int_equal(t.valid, set->valid);
	assert_int_equal(t.invalid, set->invalid);
	assert_int_equal(t.acceptable, set->acceptable);
	print_message("%s: %u valid, %u invalid, %u acceptable (refused)%s\n", set->name, t.valid,
	    t.invalid, t.acceptable, is_unknown_digest(set) ? ": no valid one may hold" : "");
	crypto_bag_drop(&bag);
	arena_drop(&a);
}

static void
published_signatures_are_decided_as_they_say(void **state)
{
	struct arena a = arena_init(KIB(64));
	(void)state;
	const char *folder = corpus_folder(&a, "crypto-wycheproof/testvectors_v1");
	for (size_t i = 0; i < COUNT(sets); i++)
		run_set(&sets[i], folder);
	arena_drop(&a);
}

/* A key whose own parameters ask for SHA-1 is good for nothing. */
static void
a_key_restricted_to_sha1_is_not_accepted(void **state)
{
	struct value doc;
	struct crypto_bag bag = {0};
	struct arena a = arena_init(MIB(64));
	struct key k;
	(void)state;
	const char *folder = corpus_folder(&a, "crypto-wycheproof/testvectors_v1");
	struct slice name = SLICE("rsa_pss_2048_sha256_mgf1_0_params_test.json");
	struct slice in = corpus_file(&a, folder, name);
	assert_false(failed(json_tree(in, MIB(8), &a, &doc, NULL)));
	struct slice der = bytes_of(&value_get(&doc, SLICE("testGroups"))->items[0],
	    "publicKeyDer", &a);
	assert_false(failed(key_from_der(der, &a, &bag, &k, NULL)));
	assert_int_equal(k.schemes, SCHEME_BIT(SCHEME_RSA_PSS_SHA256));
	/* 2.16.840.1.101.3.4.2.1 becomes .4, which is SHA-224 */
	size_t at = slice_find(der, SLICE("\x60\x86\x48\x01\x65\x03\x04\x02\x01"), 0);
	assert_true(at != SIZE_MAX);
	((uint8_t *)(uintptr_t)der.at)[at + 8] = 4;
	assert_int_equal(key_from_der(der, &a, &bag, &k, NULL).code, E_UNVERIFIABLE);
	crypto_bag_drop(&bag);
	arena_drop(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(published_signatures_are_decided_as_they_say),
		cmocka_unit_test(a_key_restricted_to_sha1_is_not_accepted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
