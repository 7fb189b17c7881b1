/* crypto/key.c - public keys and signatures by them. See crypto/key.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "crypto/key.h"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <string.h>

#include "base/limits.h"
#include "crypto/digest.h"

#define RSA_BITS_MIN 2048
#define RSA_BITS_MAX 8192

static const struct {
	const char	*name;
	int		 key;
	const char	*digest;
	bool		 pss;
	int		 field;
} schemes[] = {
	[SCHEME_ED25519] = { "ed25519", EVP_PKEY_ED25519, NULL, false, 0 },
	[SCHEME_ECDSA_P256_SHA256] = { "ecdsa-p256-sha256", EVP_PKEY_EC, "SHA2-256", false, 32 },
	[SCHEME_ECDSA_P384_SHA384] = { "ecdsa-p384-sha384", EVP_PKEY_EC, "SHA2-384", false, 48 },
	[SCHEME_RSA_PSS_SHA256] = { "rsa-pss-sha256", EVP_PKEY_RSA, "SHA2-256", true, 0 },
	[SCHEME_RSA_PSS_SHA384] = { "rsa-pss-sha384", EVP_PKEY_RSA, "SHA2-384", true, 0 },
	[SCHEME_RSA_PSS_SHA512] = { "rsa-pss-sha512", EVP_PKEY_RSA, "SHA2-512", true, 0 },
	[SCHEME_RSA_PKCS1_SHA256] = { "rsa-pkcs1-sha256", EVP_PKEY_RSA, "SHA2-256", false, 0 },
	[SCHEME_RSA_PKCS1_SHA384] = { "rsa-pkcs1-sha384", EVP_PKEY_RSA, "SHA2-384", false, 0 },
	[SCHEME_RSA_PKCS1_SHA512] = { "rsa-pkcs1-sha512", EVP_PKEY_RSA, "SHA2-512", false, 0 },
};

const char *
scheme_name(enum scheme s)
{
	if (s <= SCHEME_NONE || s >= SCHEME_COUNT)
		BUG("scheme out of range");
	return schemes[s].name;
}

static int
field_bytes(EVP_PKEY *k)
{
	return (EVP_PKEY_get_bits(k) + 7) / 8;
}

static bool
is_named_curve(EVP_PKEY *k, const char *name)
{
	char group[32] = "";
	size_t n = 0;
	return EVP_PKEY_get_group_name(k, group, sizeof(group), &n) == 1 && strcmp(group,
	    name) == 0;
}

/* The usual scheme of a key that is accepted. */
static enum scheme
usual_scheme(EVP_PKEY *k)
{
	int bits = EVP_PKEY_get_bits(k);
	switch (EVP_PKEY_get_base_id(k)) {
	case EVP_PKEY_ED25519:
		return SCHEME_ED25519;
	case EVP_PKEY_EC:
		return is_named_curve(k, "prime256v1") ? SCHEME_ECDSA_P256_SHA256 :
		    is_named_curve(k, "secp384r1") ? SCHEME_ECDSA_P384_SHA384 : SCHEME_NONE;
	case EVP_PKEY_RSA:
	case EVP_PKEY_RSA_PSS:
		return bits >= RSA_BITS_MIN && bits <= RSA_BITS_MAX ? SCHEME_RSA_PSS_SHA256 :
		    SCHEME_NONE;
	default:
		return SCHEME_NONE;
	}
}

bool
key_can(const struct key *k, enum scheme s)
{
	int kind = EVP_PKEY_get_base_id(k->object);
	if (s <= SCHEME_NONE || s >= SCHEME_COUNT)
		return false;
	if (kind == EVP_PKEY_RSA_PSS)
		return schemes[s].pss;
	return kind == schemes[s].key &&
	    (schemes[s].field == 0 || field_bytes(k->object) == schemes[s].field);
}

static void
drop_key(void *object)
{
	EVP_PKEY_free(object);
}

struct rc
key_from_der(struct slice der, struct arena *a, struct crypto_bag *bag, struct key *out,
    struct err *e)
{
	struct key k = {0};
	struct digest d;
	const uint8_t *p = der.at;
	if (der.len == 0 || der.len > CERT_BYTES_MAX)
		return fail(e, der.len == 0 ? E_SYNTAX : E_LIMIT, 0, "no key of an accepted size");
	EVP_PKEY *object = d2i_PUBKEY(NULL, &p, (long)der.len);
	ERR_clear_error();
	if (object == NULL)
		return fail(e, E_SYNTAX, 0, "not a SubjectPublicKeyInfo in DER");
	TRY(crypto_bag_add(bag, a, object, drop_key, e));
	if (p != der.at + der.len)
		return fail(e, E_SYNTAX, (uint64_t)(p - der.at), "trailing bytes after the key");
	k.object = object;
	k.scheme = usual_scheme(object);
	if (k.scheme == SCHEME_NONE)
		return fail(e, E_UNVERIFIABLE, 0, "a kind or size of key that is not accepted");
	TRY(digest_of(der, &d, e));
	if (!arena_copy(a, der, &k.spki) || !digest_text(a, &d, &k.id))
		return arena_failed(a, e);
	*out = k;
	return DONE;
}

/* DER in its shortest form, from DER or raw r || s; false when it is neither. */
static bool
ecdsa_der(struct slice sig, int field, uint8_t *der, size_t *len)
{
	ECDSA_SIG *s = NULL;
	uint8_t *p = der;
	bool raw = sig.len == 2 * (size_t)field;
	if (raw) {
		s = ECDSA_SIG_new();
		BIGNUM *r = BN_bin2bn(sig.at, field, NULL), *t = BN_bin2bn(sig.at + field, field,
		    NULL);
		if (s == NULL || r == NULL || t == NULL || ECDSA_SIG_set0(s, r, t) != 1) {
			BN_free(r);
			BN_free(t);
			ECDSA_SIG_free(s);
			return false;
		}
	} else {
		const uint8_t *in = sig.at;
		s = sig.len < 160 ? d2i_ECDSA_SIG(NULL, &in, (long)sig.len) : NULL;
	}
	int n = s == NULL ? -1 : i2d_ECDSA_SIG(s, NULL);
	bool ok = n > 0 && n <= 160 && i2d_ECDSA_SIG(s, &p) == n;
	ECDSA_SIG_free(s);
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
	    EVP_PKEY_CTX_set_rsa_pss_saltlen(p, RSA_PSS_SALTLEN_AUTO) == 1);
}

struct rc
key_verify(const struct key *k, enum scheme s, struct slice message, struct slice signature,
    bool *good, struct err *e)
{
	uint8_t der[160];
	*good = false;
	if (!key_can(k, s) || signature.len == 0)
		return DONE;
	if (schemes[s].field > 0) {
		size_t len;
		bool ok = ecdsa_der(signature, schemes[s].field, der, &len);
		ERR_clear_error();
		if (!ok)
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
