/* crypto/key.c - public keys and signatures by them. See crypto/key.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "crypto/key.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <string.h>

#include "base/limits.h"
#include "crypto/algor.h"
#include "crypto/digest.h"
#include "crypto/key_int.h"

#define RSA_BITS_MIN 2048
#define RSA_BITS_MAX 8192
#define RSA_EXPONENT_BITS_MAX 64
/* The longest ECDSA signature accepted in DER has 104 bytes (P-384). */
#define ECDSA_DER_MAX 160

/* field: bytes of r and of s, 0 when no EC scheme. */
static const struct { const char *name, *digest; bool pss; int field; } schemes[] = {
	[SCHEME_ED25519] = { "ed25519", NULL, false, 0 },
	[SCHEME_ECDSA_P256_SHA256] = { "ecdsa-p256-sha256", "SHA2-256", false, 32 },
	[SCHEME_ECDSA_P384_SHA384] = { "ecdsa-p384-sha384", "SHA2-384", false, 48 },
	[SCHEME_ECDSA_P384_SHA256] = { "ecdsa-p384-sha256", "SHA2-256", false, 48 },
	[SCHEME_RSA_PSS_SHA256] = { "rsa-pss-sha256", "SHA2-256", true, 0 },
	[SCHEME_RSA_PSS_SHA384] = { "rsa-pss-sha384", "SHA2-384", true, 0 },
	[SCHEME_RSA_PSS_SHA512] = { "rsa-pss-sha512", "SHA2-512", true, 0 },
	[SCHEME_RSA_PKCS1_SHA256] = { "rsa-pkcs1-sha256", "SHA2-256", false, 0 },
	[SCHEME_RSA_PKCS1_SHA384] = { "rsa-pkcs1-sha384", "SHA2-384", false, 0 },
	[SCHEME_RSA_PKCS1_SHA512] = { "rsa-pkcs1-sha512", "SHA2-512", false, 0 },
};

#define P384_SCHEMES (SCHEME_BIT(SCHEME_ECDSA_P384_SHA384) | SCHEME_BIT(SCHEME_ECDSA_P384_SHA256))
#define PSS_SCHEMES (SCHEME_BIT(SCHEME_RSA_PSS_SHA256) | SCHEME_BIT(SCHEME_RSA_PSS_SHA384) | \
	SCHEME_BIT(SCHEME_RSA_PSS_SHA512))
#define PKCS1_SCHEMES (SCHEME_BIT(SCHEME_RSA_PKCS1_SHA256) | \
	SCHEME_BIT(SCHEME_RSA_PKCS1_SHA384) | SCHEME_BIT(SCHEME_RSA_PKCS1_SHA512))

const char *
scheme_name(enum scheme s)
{
	if (s <= SCHEME_NONE || s >= SCHEME_COUNT)
		BUG("scheme out of range");
	return schemes[s].name;
}

/* --- which keys are accepted, and for what ---------------------------------------------------- */

/* y of the points whose order divides 8, the sign bit of x left out; p - 1 is asked for below. */
static const uint8_t small_order[][32] = {
	{ 0x00 },
	{ 0x01 },
	{ 0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef,
	    0x98, 0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88,
	    0x6d, 0x53, 0xfc, 0x05 },
	{ 0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10,
	    0x67, 0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77,
	    0x92, 0xac, 0x03, 0x7a },
};

/* y is p - 1, which has order 2, or not below p = 2^255 - 19: RFC 8032 5.1.3 decodes no such point,
 * libcrypto takes it modulo p, and so one key would have two ids. */
static bool
is_near_field_size(const uint8_t y[static 32])
{
	bool high = y[0] >= 0xec && y[31] == 0x7f;
	for (size_t i = 1; i < 31; i++)
		high = high && y[i] == 0xff;
	return high;
}

static unsigned
ed25519_schemes(EVP_PKEY *k, int params)
{
	uint8_t y[32];
	size_t n = sizeof(y);
	if (params != V_ASN1_UNDEF || EVP_PKEY_get_raw_public_key(k, y, &n) != 1 || n != sizeof(y))
		return 0;
	y[31] &= 0x7f;
	for (size_t i = 0; i < COUNT(small_order); i++)
		if (memcmp(y, small_order[i], sizeof(y)) == 0)
			return 0;
	return is_near_field_size(y) ? 0 : SCHEME_BIT(SCHEME_ED25519);
}

static unsigned
ec_schemes(int params, const void *value, struct slice point)
{
	if (params != V_ASN1_OBJECT)		/* a curve spelled out, or none */
		return 0;
	/* compressed and hybrid points would give one key several ids */
	if (point.len == 0 || point.at[0] != POINT_CONVERSION_UNCOMPRESSED)
		return 0;
	switch (OBJ_obj2nid(value)) {
	case NID_X9_62_prime256v1:
		return SCHEME_BIT(SCHEME_ECDSA_P256_SHA256);
	case NID_secp384r1:
		return P384_SCHEMES;
	default:
		return 0;
	}
}

static bool
rsa_is_accepted(EVP_PKEY *k)
{
	BIGNUM *n = NULL, *e = NULL;
	bool ok = EVP_PKEY_get_bn_param(k, OSSL_PKEY_PARAM_RSA_N, &n) == 1 &&
	    EVP_PKEY_get_bn_param(k, OSSL_PKEY_PARAM_RSA_E, &e) == 1 &&
	    BN_num_bits(n) >= RSA_BITS_MIN && BN_num_bits(n) <= RSA_BITS_MAX && BN_is_odd(n) &&
	    BN_num_bits(e) >= 2 && BN_num_bits(e) <= RSA_EXPONENT_BITS_MAX && BN_is_odd(e);
	BN_free(n);
	BN_free(e);
	return ok;
}

static unsigned
pss_schemes(int params, const void *value)
{
	struct algor g;
	if (params == V_ASN1_UNDEF)
		return PSS_SCHEMES;
	if (!algor_read_pss(params, value, &g))
		return 0;
	return SCHEME_BIT(g.digest == NID_sha256 ? SCHEME_RSA_PSS_SHA256 :
	    g.digest == NID_sha384 ? SCHEME_RSA_PSS_SHA384 : SCHEME_RSA_PSS_SHA512);
}

/* What a key is good for by its kind, size and parameters; 0: not accepted. */
static unsigned
schemes_of(const X509_PUBKEY *spki, EVP_PKEY *k)
{
	ASN1_OBJECT *o = NULL;
	X509_ALGOR *alg = NULL;
	const void *value = NULL;
	const uint8_t *bits = NULL;
	int params = V_ASN1_UNDEF, len = 0;
	if (X509_PUBKEY_get0_param(&o, &bits, &len, &alg, spki) != 1 || len < 0)
		return 0;
	X509_ALGOR_get0(NULL, &params, &value, alg);
	switch (OBJ_obj2nid(o)) {
	case NID_ED25519:
		return ed25519_schemes(k, params);
	case NID_X9_62_id_ecPublicKey:
		return ec_schemes(params, value, (struct slice){ bits, (size_t)len });
	case NID_rsaEncryption:
		return params == V_ASN1_NULL && rsa_is_accepted(k) ?
		    PSS_SCHEMES | PKCS1_SCHEMES : 0;
	case NID_rsassaPss:
		return rsa_is_accepted(k) ? pss_schemes(params, value) : 0;
	default:
		return 0;
	}
}

static enum scheme
first_scheme(unsigned set)
{
	for (enum scheme s = SCHEME_ED25519; s < SCHEME_COUNT; s++)
		if ((set & SCHEME_BIT(s)) != 0)
			return s;
	return SCHEME_NONE;
}

bool
key_can(const struct key *k, enum scheme s)
{
	return s > SCHEME_NONE && s < SCHEME_COUNT && (k->schemes & SCHEME_BIT(s)) != 0;
}

struct rc
key_restrict(struct key *k, unsigned set, struct err *e)
{
	if ((k->schemes & set) == 0)
		return fail(e, E_USAGE, 0, "a key that is good for none of these schemes");
	k->schemes &= set;
	k->scheme = first_scheme(k->schemes);
	return DONE;
}

/* --- reading ---------------------------------------------------------------------------------- */

static void
drop_spki(void *object)
{
	X509_PUBKEY_free(object);
}

/* The key inside is written again: what differs was not DER. */
static bool
is_der(EVP_PKEY *k, struct slice der)
{
	uint8_t *again = NULL;
	int n = i2d_PUBKEY(k, &again);
	bool same = n > 0 && slice_eq((struct slice){ again, (size_t)n }, der);
	OPENSSL_free(again);
	return same;
}

static struct rc
take_key(const X509_PUBKEY *spki, struct slice der, struct key *k, struct err *e)
{
	k->object = X509_PUBKEY_get0(spki);
	k->schemes = k->object != NULL ? schemes_of(spki, k->object) : 0;
	k->scheme = first_scheme(k->schemes);
	bool written = k->schemes == 0 || is_der(k->object, der);
	ERR_clear_error();
	if (k->schemes == 0)
		return fail(e, E_UNVERIFIABLE, 0, "a kind or size of key that is not accepted");
	return written ? DONE : fail(e, E_SYNTAX, 0, "the key is not in DER");
}

static struct rc
check_size(struct slice der, struct err *e)
{
	if (der.len > 0 && der.len <= CERT_BYTES_MAX)
		return DONE;
	return fail(e, der.len == 0 ? E_SYNTAX : E_LIMIT, der.len == 0 ? 0 : CERT_BYTES_MAX,
	    "no key of an accepted size");
}

struct rc
key_of_spki(const X509_PUBKEY *spki, struct slice der, struct arena *a, struct key *out,
    struct err *e)
{
	struct key k = { .salt = SALT_ANY };
	struct digest d;
	TRY(check_size(der, e));
	TRY(digest_of(der, &d, e));
	if (!arena_copy(a, der, &k.spki) || !digest_text(a, &d, &k.id))
		return arena_failed(a, e);
	struct rc done = take_key(spki, der, &k, e);
	if (!failed(done) || done.code == E_UNVERIFIABLE)
		*out = k;
	return done;
}

struct rc
key_from_der(struct slice der, struct arena *a, struct crypto_bag *bag, struct key *out,
    struct err *e)
{
	const uint8_t *p = der.at;
	TRY(check_size(der, e));
	X509_PUBKEY *spki = d2i_X509_PUBKEY(NULL, &p, (long)der.len);
	ERR_clear_error();
	if (spki == NULL)
		return fail(e, E_SYNTAX, 0, "not a SubjectPublicKeyInfo in DER");
	TRY(crypto_bag_add(bag, a, spki, drop_spki, e));
	if (p != der.at + der.len)
		return fail(e, E_SYNTAX, (uint64_t)(p - der.at), "trailing bytes after the key");
	return key_of_spki(spki, der, a, out, e);
}

/* --- verifying -------------------------------------------------------------------------------- */

size_t
ecdsa_field(enum scheme s)
{
	return (size_t)schemes[s].field;
}

static ECDSA_SIG *
ecdsa_raw(struct slice sig, int field)
{
	ECDSA_SIG *s = ECDSA_SIG_new();
	BIGNUM *r = BN_bin2bn(sig.at, field, NULL), *t = BN_bin2bn(sig.at + field, field, NULL);
	if (s != NULL && r != NULL && t != NULL && ECDSA_SIG_set0(s, r, t) == 1)
		return s;
	BN_free(r);
	BN_free(t);
	ECDSA_SIG_free(s);
	return NULL;
}

ECDSA_SIG *
ecdsa_parse(struct slice sig, size_t field)
{
	const uint8_t *from = sig.at;
	if (sig.len == 2 * field)
		return ecdsa_raw(sig, (int)field);
	return sig.len <= ECDSA_DER_MAX ? d2i_ECDSA_SIG(NULL, &from, (long)sig.len) : NULL;
}

/* DER in its shortest form, from DER or raw r || s; false when it is neither. */
static bool
ecdsa_der(struct slice sig, size_t field, uint8_t *der, size_t *len)
{
	uint8_t *to = der;
	bool raw = sig.len == 2 * field;
	ECDSA_SIG *s = ecdsa_parse(sig, field);
	int n = s == NULL ? -1 : i2d_ECDSA_SIG(s, NULL);
	bool ok = n > 0 && n <= ECDSA_DER_MAX && i2d_ECDSA_SIG(s, &to) == n;
	ECDSA_SIG_free(s);
	ERR_clear_error();
	*len = ok ? (size_t)n : 0;
	/* what came as DER must have been the shortest form */
	return ok && (raw || (*len == sig.len && memcmp(der, sig.at, sig.len) == 0));
}

static bool
begin(EVP_MD_CTX *c, const struct key *k, enum scheme s)
{
	EVP_PKEY_CTX *p = NULL;
	if (EVP_DigestVerifyInit_ex(c, &p, schemes[s].digest, NULL, NULL, k->object, NULL) != 1)
		return false;
	return !schemes[s].pss || (EVP_PKEY_CTX_set_rsa_padding(p, RSA_PKCS1_PSS_PADDING) == 1 &&
	    EVP_PKEY_CTX_set_rsa_pss_saltlen(p, k->salt == SALT_ANY ? RSA_PSS_SALTLEN_AUTO :
	    k->salt) == 1);
}

struct rc
key_verify(const struct key *k, enum scheme s, struct slice message, struct slice signature,
    bool *good, struct err *e)
{
	uint8_t der[ECDSA_DER_MAX];
	*good = false;
	if (!key_can(k, s) || signature.len == 0)
		return DONE;
	if (schemes[s].field > 0) {
		size_t len;
		if (!ecdsa_der(signature, ecdsa_field(s), der, &len))
			return DONE;
		signature = (struct slice){ der, len };
	}
	EVP_MD_CTX *c = EVP_MD_CTX_new();
	if (c == NULL)
		return fail(e, E_NOMEM, 0, "out of memory");
	*good = begin(c, k, s) && EVP_DigestVerify(c, signature.at, signature.len,
	    message.at != NULL ? message.at : (const uint8_t *)"", message.len) == 1;
	EVP_MD_CTX_free(c);
	ERR_clear_error();
	return DONE;
}

struct rc
key_verify_any(const struct key *k, struct slice message, struct slice signature,
    enum scheme *used, struct err *e)
{
	*used = SCHEME_NONE;
	for (enum scheme s = SCHEME_ED25519; s < SCHEME_COUNT && *used == SCHEME_NONE; s++) {
		bool good = false;
		if (key_can(k, s))
			TRY(key_verify(k, s, message, signature, &good, e));
		*used = good ? s : SCHEME_NONE;
	}
	return DONE;
}
