/* key_test.c - which public keys are accepted, and for what.
 * SPDX-License-Identifier: Apache-2.0 */
#include "crypto/material.h"

#include "codec/hex.h"
#include "crypto/digest.h"

#define ALL_PSS (SCHEME_BIT(SCHEME_RSA_PSS_SHA256) | SCHEME_BIT(SCHEME_RSA_PSS_SHA384) | \
	SCHEME_BIT(SCHEME_RSA_PSS_SHA512))
#define ALL_PKCS1 (SCHEME_BIT(SCHEME_RSA_PKCS1_SHA256) | SCHEME_BIT(SCHEME_RSA_PKCS1_SHA384) | \
	SCHEME_BIT(SCHEME_RSA_PKCS1_SHA512))

static void
each_kind_has_its_schemes(void **state)
{
	static const struct { const char *file; enum code want; unsigned schemes; } cases[] = {
		{ "bare-ed.pub", OK, SCHEME_BIT(SCHEME_ED25519) },
		{ "bare-p256.pub", OK, SCHEME_BIT(SCHEME_ECDSA_P256_SHA256) },
		{ "bare-p384.pub", OK, SCHEME_BIT(SCHEME_ECDSA_P384_SHA384) |
		    SCHEME_BIT(SCHEME_ECDSA_P384_SHA256) },
		{ "bare-rsa.pub", OK, ALL_PSS | ALL_PKCS1 },
		{ "bare-pss.pub", OK, SCHEME_BIT(SCHEME_RSA_PSS_SHA256) },
		{ "bare-rsa1024.pub", E_UNVERIFIABLE, 0 },
	};
	struct material m = material_init();
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct key k = {0};
		struct digest d;
		struct slice der = material_file(&m, cases[i].file), id;
		if (key_from_der(der, &m.a, &m.bag, &k, NULL).code != cases[i].want)
			fail_msg("%s", cases[i].file);
		assert_int_equal(k.schemes, cases[i].schemes);
		assert_false(failed(digest_of(der, &d, NULL)));
		assert_true(digest_text(&m.a, &d, &id));
		assert_true(slice_eq(k.id, id));
		assert_true(slice_eq(k.spki, der));
	}
	material_drop(&m);
}

static void
a_record_can_be_narrowed_and_never_emptied(void **state)
{
	struct material m = material_init();
	struct key k;
	(void)state;
	assert_false(failed(key_from_der(material_file(&m, "bare-rsa.pub"), &m.a, &m.bag, &k,
	    NULL)));
	assert_false(failed(key_restrict(&k, ALL_PKCS1 | SCHEME_BIT(SCHEME_ED25519), NULL)));
	assert_int_equal(k.schemes, ALL_PKCS1);
	assert_int_equal(k.scheme, SCHEME_RSA_PKCS1_SHA256);
	assert_false(key_can(&k, SCHEME_RSA_PSS_SHA256));
	assert_false(key_can(&k, SCHEME_NONE));
	assert_false(key_can(&k, SCHEME_COUNT));
	assert_int_equal(key_restrict(&k, ALL_PSS, NULL).code, E_USAGE);
	assert_int_equal(k.schemes, ALL_PKCS1);
	material_drop(&m);
}

/* SubjectPublicKeyInfo in hex. */
static const struct { const char *name, *hex; enum code want; uint64_t at; } odd[] = {
	{ "empty", "", E_SYNTAX, 0 },
	{ "a number", "020101", E_SYNTAX, 0 },
	{ "Ed25519, y = 0", "302a300506032b6570032100"
	    "0000000000000000000000000000000000000000000000000000000000000000", E_UNVERIFIABLE, 0 },
	{ "Ed25519, the neutral point", "302a300506032b6570032100"
	    "0100000000000000000000000000000000000000000000000000000000000000", E_UNVERIFIABLE, 0 },
	{ "Ed25519, the neutral point, other sign", "302a300506032b6570032100"
	    "0100000000000000000000000000000000000000000000000000000000000080", E_UNVERIFIABLE, 0 },
	{ "Ed25519, order 8", "302a300506032b6570032100"
	    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a", E_UNVERIFIABLE, 0 },
	{ "Ed25519, order 2", "302a300506032b6570032100"
	    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", E_UNVERIFIABLE, 0 },
	{ "Ed25519, a point not in lowest terms", "302a300506032b6570032100"
	    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", E_UNVERIFIABLE, 0 },
	{ "Ed25519, y = 3 written as p + 3", "302a300506032b6570032100"
	    "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", E_UNVERIFIABLE, 0 },
	{ "Ed25519, the largest y, other sign", "302a300506032b6570032100"
	    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", E_UNVERIFIABLE, 0 },
	{ "Ed25519, good", "302a300506032b6570032100"
	    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", OK, 0 },
	{ "Ed25519, trailing byte", "302a300506032b6570032100"
	    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a00", E_SYNTAX, 44 },
	{ "Ed25519, length in two bytes", "30812a300506032b6570032100"
	    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", E_SYNTAX, 0 },
	{ "X25519", "302a300506032b656e032100"
	    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", E_UNVERIFIABLE, 0 },
};

static void
odd_keys_are_refused_with_their_place(void **state)
{
	struct material m = material_init();
	(void)state;
	for (size_t i = 0; i < COUNT(odd); i++) {
		struct slice der;
		struct key k;
		struct err e = {0};
		assert_false(failed(hex_decode(slice_of(odd[i].hex), &m.a, &der, NULL)));
		enum code got = key_from_der(der, &m.a, &m.bag, &k, &e).code;
		if (got != odd[i].want || e.at != odd[i].at)
			fail_msg("%s: %s at %d", odd[i].name, code_name(got), (int)e.at);
	}
	material_drop(&m);
}

/* The exponent of an RSA key of 2048 bits is replaced by another of the same length. */
static void
rsa_exponents_are_odd_and_not_one(void **state)
{
	static const struct { const char *exponent; enum code want; } cases[] = {
		{ "\x01\x00\x01", OK }, { "\x01\x00\x03", OK }, { "\x01\x00\x00", E_UNVERIFIABLE },
		{ "\x00\x80\x01", OK }, { "\x00\x80\x00", E_UNVERIFIABLE },
	};
	static const struct { const char *end; enum code want; } short_ones[] = {
		{ "\x02\x01\x01", E_UNVERIFIABLE }, { "\x02\x01\x02", E_UNVERIFIABLE },
		{ "\x02\x01\x03", OK }, { "\x02\x01\xfd", E_SYNTAX },
	};
	struct material m = material_init();
	struct slice der = material_file(&m, "bare-rsa.pub");
	uint8_t *copy = material_copy(&m, der);
	struct key k;
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		memcpy(copy + der.len - 3, cases[i].exponent, 3);
		assert_int_equal(key_from_der((struct slice){ copy, der.len }, &m.a, &m.bag, &k,
		    NULL).code, cases[i].want);
	}
	/* two bytes fewer: 30 82, the bit string 03 82, the sequence 30 82 in it */
	assert_memory_equal(copy, "\x30\x82\x01\x22\x30\x0d", 6);
	copy[3] -= 2;
	copy[22] -= 2;
	copy[27] -= 2;
	for (size_t i = 0; i < COUNT(short_ones); i++) {
		memcpy(copy + der.len - 5, short_ones[i].end, 3);
		enum code got = key_from_der((struct slice){ copy, der.len - 2 }, &m.a, &m.bag, &k,
		    NULL).code;
		if (got != short_ones[i].want)
			fail_msg("exponent %zu: %s", i, code_name(got));
	}
	material_drop(&m);
}

/* 2047 bits are too few; the top byte of the modulus is changed. */
static void
rsa_moduli_have_2048_bits(void **state)
{
	static const struct { uint8_t top; bool accepted; } cases[] = {
		{ 0x80, true }, { 0x7f, false }, { 0x00, false },
	};
	struct material m = material_init();
	struct slice der = material_file(&m, "bare-rsa.pub");
	uint8_t *copy = material_copy(&m, der);
	struct key k;
	(void)state;
	/* 02 82 01 01 00 and the modulus */
	assert_memory_equal(copy + 28, "\x02\x82\x01\x01\x00", 5);
	for (size_t i = 0; i < COUNT(cases); i++) {
		copy[33] = cases[i].top;
		enum code got = key_from_der((struct slice){ copy, der.len }, &m.a, &m.bag, &k,
		    NULL).code;
		/* the zero before it is not the shortest form then either */
		if ((got == OK) != cases[i].accepted)
			fail_msg("top byte %02x: %s", cases[i].top, code_name(got));
	}
	material_drop(&m);
}

static void
cut_and_flipped_keys_do_no_harm(void **state)
{
	static const char *const files[] = { "bare-ed.pub", "bare-p256.pub", "bare-pss.pub",
		"bare-rsa.pub" };
	(void)state;
	for (size_t f = 0; f < COUNT(files); f++) {
		struct material m = material_init();
		struct slice in = material_file(&m, files[f]);
		uint8_t *copy = material_copy(&m, in);
		struct key k, good;
		assert_false(failed(key_from_der(in, &m.a, &m.bag, &good, NULL)));
		for (size_t n = 0; n < in.len; n++)
			assert_true(failed(key_from_der(slice_sub(in, 0, n), &m.a, &m.bag, &k,
			    NULL)));
		for (size_t bit = 0; bit < 8 * in.len; bit++) {
			struct slice flipped = { copy, in.len };
			copy[bit / 8] ^= (uint8_t)(1u << bit % 8);
			if (!failed(key_from_der(flipped, &m.a, &m.bag, &k, NULL)))
				assert_false(slice_eq(k.id, good.id));
			copy[bit / 8] ^= (uint8_t)(1u << bit % 8);
		}
		material_drop(&m);
	}
}

static void
size_is_limited_at_64_kib(void **state)
{
	struct material m = material_init();
	struct key k;
	uint8_t *big = arena_alloc(&m.a, CERT_BYTES_MAX + 1, 1);
	(void)state;
	assert_non_null(big);
	struct slice s = { big, CERT_BYTES_MAX };
	assert_int_equal(key_from_der(s, &m.a, &m.bag, &k, NULL).code, E_SYNTAX);
	s.len++;
	assert_int_equal(key_from_der(s, &m.a, &m.bag, &k, NULL).code, E_LIMIT);
	material_drop(&m);
}

/* One signature of every kind, over the right and over another message. */
static void
signatures_hold_for_their_message_only(void **state)
{
	static const struct { const char *key, *message, *signature; } ed = {
		/* RFC 8032 7.1, test 2 */
		"302a300506032b6570032100"
		"3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
		"72", "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
		"085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
	};
	struct material m = material_init();
	struct slice der, message, signature;
	struct key k;
	enum scheme used;
	(void)state;
	assert_false(failed(hex_decode(slice_of(ed.key), &m.a, &der, NULL)));
	assert_false(failed(hex_decode(slice_of(ed.message), &m.a, &message, NULL)));
	assert_false(failed(hex_decode(slice_of(ed.signature), &m.a, &signature, NULL)));
	assert_false(failed(key_from_der(der, &m.a, &m.bag, &k, NULL)));
	assert_false(failed(key_verify_any(&k, message, signature, &used, NULL)));
	assert_int_equal(used, SCHEME_ED25519);
	assert_false(failed(key_verify_any(&k, SLICE("s"), signature, &used, NULL)));
	assert_int_equal(used, SCHEME_NONE);
	assert_false(failed(key_verify_any(&k, (struct slice){0}, signature, &used, NULL)));
	assert_int_equal(used, SCHEME_NONE);
	assert_false(failed(key_verify_any(&k, message, (struct slice){0}, &used, NULL)));
	assert_int_equal(used, SCHEME_NONE);
	assert_false(failed(key_verify_any(&k, message, slice_sub(signature, 0, 63), &used, NULL)));
	assert_int_equal(used, SCHEME_NONE);
	material_drop(&m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_kind_has_its_schemes),
		cmocka_unit_test(a_record_can_be_narrowed_and_never_emptied),
		cmocka_unit_test(odd_keys_are_refused_with_their_place),
		cmocka_unit_test(rsa_exponents_are_odd_and_not_one),
		cmocka_unit_test(rsa_moduli_have_2048_bits),
		cmocka_unit_test(cut_and_flipped_keys_do_no_harm),
		cmocka_unit_test(size_is_limited_at_64_kib),
		cmocka_unit_test(signatures_hold_for_their_message_only),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
