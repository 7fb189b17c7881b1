/* crypto/algor.c - signature algorithms as messages name them. See crypto/algor.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "crypto/algor.h"

#include <openssl/asn1t.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/rsa.h>

/* params: the parameters that the algorithm demands. */
enum params { PARAMS_ABSENT = 1, PARAMS_NULL, PARAMS_NULL_OR_ABSENT };

static const struct { int nid, kind, digest; enum params params; } known[] = {
	{ NID_ED25519, EVP_PKEY_ED25519, NID_undef, PARAMS_ABSENT },
	{ NID_ecdsa_with_SHA256, EVP_PKEY_EC, NID_sha256, PARAMS_ABSENT },
	{ NID_ecdsa_with_SHA384, EVP_PKEY_EC, NID_sha384, PARAMS_ABSENT },
	{ NID_ecdsa_with_SHA512, EVP_PKEY_EC, NID_sha512, PARAMS_ABSENT },
	/* RFC 4055 5: NULL, and absent must be understood too */
	{ NID_sha256WithRSAEncryption, EVP_PKEY_RSA, NID_sha256, PARAMS_NULL_OR_ABSENT },
	{ NID_sha384WithRSAEncryption, EVP_PKEY_RSA, NID_sha384, PARAMS_NULL_OR_ABSENT },
	{ NID_sha512WithRSAEncryption, EVP_PKEY_RSA, NID_sha512, PARAMS_NULL_OR_ABSENT },
	{ NID_rsaEncryption, EVP_PKEY_RSA, NID_undef, PARAMS_NULL_OR_ABSENT },
};

static const struct { enum scheme scheme; int kind, digest; bool pss; } schemes[] = {
	{ SCHEME_ED25519, EVP_PKEY_ED25519, NID_undef, false },
	{ SCHEME_ECDSA_P256_SHA256, EVP_PKEY_EC, NID_sha256, false },
	{ SCHEME_ECDSA_P384_SHA384, EVP_PKEY_EC, NID_sha384, false },
	{ SCHEME_ECDSA_P384_SHA256, EVP_PKEY_EC, NID_sha256, false },
	{ SCHEME_RSA_PSS_SHA256, EVP_PKEY_RSA, NID_sha256, true },
	{ SCHEME_RSA_PSS_SHA384, EVP_PKEY_RSA, NID_sha384, true },
	{ SCHEME_RSA_PSS_SHA512, EVP_PKEY_RSA, NID_sha512, true },
	{ SCHEME_RSA_PKCS1_SHA256, EVP_PKEY_RSA, NID_sha256, false },
	{ SCHEME_RSA_PKCS1_SHA384, EVP_PKEY_RSA, NID_sha384, false },
	{ SCHEME_RSA_PKCS1_SHA512, EVP_PKEY_RSA, NID_sha512, false },
};

static int
algor_nid(const X509_ALGOR *alg)
{
	const ASN1_OBJECT *o = NULL;
	if (alg != NULL)
		X509_ALGOR_get0(&o, NULL, NULL, alg);
	return o != NULL ? OBJ_obj2nid(o) : NID_undef;
}

/* The digest inside of MGF1, or NID_undef. */
static int
mask_digest(const X509_ALGOR *mask)
{
	int type, nid = NID_undef;
	const void *value;
	if (algor_nid(mask) != NID_mgf1)
		return NID_undef;
	X509_ALGOR_get0(NULL, &type, &value, mask);
	if (type != V_ASN1_SEQUENCE)
		return NID_undef;
	X509_ALGOR *inner = ASN1_item_unpack(value, ASN1_ITEM_rptr(X509_ALGOR));
	nid = algor_nid(inner);
	X509_ALGOR_free(inner);
	return nid;
}

static bool
is_strong(int digest)
{
	return digest == NID_sha256 || digest == NID_sha384 || digest == NID_sha512;
}

bool
algor_read_pss(int type, const void *value, struct algor *out)
{
	int64_t salt = 20, trailer = 1;
	if (type != V_ASN1_SEQUENCE)
		return false;
	RSA_PSS_PARAMS *p = ASN1_item_unpack(value, ASN1_ITEM_rptr(RSA_PSS_PARAMS));
	if (p == NULL)
		return false;
	int digest = algor_nid(p->hashAlgorithm), mask = mask_digest(p->maskGenAlgorithm);
	bool ok = is_strong(digest) && mask == digest &&
	    (p->saltLength == NULL || ASN1_INTEGER_get_int64(&salt, p->saltLength) == 1) &&
	    (p->trailerField == NULL || ASN1_INTEGER_get_int64(&trailer, p->trailerField) == 1) &&
	    salt >= 0 && salt <= 1024 && trailer == 1;
	RSA_PSS_PARAMS_free(p);
	if (ok)
		*out = (struct algor){ EVP_PKEY_RSA, digest, true, (int)salt };
	return ok;
}

static bool
params_fit(enum params want, int type)
{
	bool absent = type == V_ASN1_UNDEF, null = type == V_ASN1_NULL;
	return (absent && want != PARAMS_NULL) || (null && want != PARAMS_ABSENT);
}

bool
algor_read(const X509_ALGOR *alg, struct algor *out)
{
	int nid = algor_nid(alg), type = V_ASN1_UNDEF;
	const void *value = NULL;
	if (alg == NULL)
		return false;
	X509_ALGOR_get0(NULL, &type, &value, alg);
	if (nid == NID_rsassaPss) {
		bool ok = algor_read_pss(type, value, out);
		ERR_clear_error();
		return ok;
	}
	for (size_t i = 0; i < COUNT(known); i++)
		if (known[i].nid == nid && params_fit(known[i].params, type)) {
			*out = (struct algor){ known[i].kind, known[i].digest, false, SALT_ANY };
			return true;
		}
	return false;
}

enum scheme
algor_scheme(const struct algor *g, const struct key *k)
{
	for (size_t i = 0; i < COUNT(schemes); i++)
		if (schemes[i].kind == g->kind && schemes[i].digest == g->digest &&
		    schemes[i].pss == g->pss && key_can(k, schemes[i].scheme))
			return schemes[i].scheme;
	return SCHEME_NONE;
}

struct rc
algor_name(const X509_ALGOR *alg, struct arena *a, struct slice *out, struct err *e)
{
	struct algor g;
	char text[80] = "unknown";
	const ASN1_OBJECT *o = NULL;
	/* ECDSA does not say here over which curve */
	for (size_t i = 0; i < COUNT(schemes) && algor_read(alg, &g) && g.kind != EVP_PKEY_EC; i++)
		if (schemes[i].kind == g.kind && schemes[i].digest == g.digest &&
		    schemes[i].pss == g.pss) {
			*out = slice_of(scheme_name(schemes[i].scheme));
			return DONE;
		}
	X509_ALGOR_get0(&o, NULL, NULL, alg);
	int nid = OBJ_obj2nid(o);
	if (nid != NID_undef)
		*out = slice_of(OBJ_nid2sn(nid));
	else if (OBJ_obj2txt(text, sizeof(text), o, 1) < 0 || !arena_copy(a, slice_of(text), out))
		return arena_failed(a, e);
	return DONE;
}
