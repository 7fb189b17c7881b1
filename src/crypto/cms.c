/* crypto/cms.c - CMS over content that stands elsewhere. See crypto/cms.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "crypto/cms.h"

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <string.h>

#include "base/limits.h"
#include "base/time.h"
#include "crypto/x509_int.h"

static void
drop_cms(void *object)
{
	CMS_ContentInfo_free(object);
}

static struct rc
take_certificates(struct cms *c, struct arena *a, struct crypto_bag *bag, struct err *e)
{
	struct rc done = DONE;
	STACK_OF(X509) *certs = CMS_get1_certs(c->object);
	int n = sk_X509_num(certs);
	c->certificates = ARENA_ARRAY(a, struct certificate *, n > 0 ? (size_t)n : 1);
	if (c->certificates == NULL || n > SIGNATURES_MAX)
		done = c->certificates == NULL ? arena_failed(a, e) :
		    fail(e, E_LIMIT, 0, "more than 64 certificates in one message");
	for (int i = 0; i < n && !failed(done); i++) {
		X509 *x = sk_X509_value(certs, i);
		if (X509_up_ref(x) != 1)
			BUG("cms: a certificate that cannot be shared");
		struct err why = {0};
		struct rc one = certificate_take(x, a, bag, &c->certificates[c->certificate_count],
		    &why);
		if (!failed(one))
			c->certificate_count++;
		else if (one.code == E_NOMEM || one.code == E_LIMIT)
			done = fail(e, why.code, why.at, why.what);
	}
	sk_X509_pop_free(certs, X509_free);
	return done;
}

struct rc
cms_decode(struct slice der, struct arena *a, struct crypto_bag *bag, struct cms **out,
    struct err *e)
{
	const uint8_t *p = der.at;
	struct cms *c = ARENA_NEW(a, struct cms);
	if (c == NULL)
		return arena_failed(a, e);
	if (der.len > STATEMENT_BYTES_MAX)
		return fail(e, E_LIMIT, STATEMENT_BYTES_MAX, "a message larger than 8 MiB");
	CMS_ContentInfo *object = der.len == 0 ? NULL : d2i_CMS_ContentInfo(NULL, &p,
	    (long)der.len);
	ERR_clear_error();
	if (object == NULL)
		return fail(e, E_SYNTAX, 0, "not a CMS message in DER");
	TRY(crypto_bag_add(bag, a, object, drop_cms, e));
	if (p != der.at + der.len)
		return fail(e, E_SYNTAX, (uint64_t)(p - der.at),
		    "trailing bytes after the message");
	if (OBJ_obj2nid(CMS_get0_type(object)) != NID_pkcs7_signed)
		return fail(e, E_SCHEMA, 0, "a CMS message that is not signed data");
	int n = sk_CMS_SignerInfo_num(CMS_get0_SignerInfos(object));
	if (n < 1 || n > SIGNATURES_MAX)
		return fail(e, n < 1 ? E_SCHEMA : E_LIMIT, 0, "expected 1 to 64 signers");
	c->object = object;
	c->signer_count = (size_t)n;
	c->detached = CMS_is_detached(object) == 1;
	TRY(take_certificates(c, a, bag, e));
	ERR_clear_error();
	*out = c;
	return DONE;
}

static const EVP_MD *
digest_of_signer(CMS_SignerInfo *si)
{
	X509_ALGOR *alg = NULL;
	const ASN1_OBJECT *o = NULL;
	CMS_SignerInfo_get0_algs(si, NULL, NULL, &alg, NULL);
	X509_ALGOR_get0(&o, NULL, NULL, alg);
	switch (OBJ_obj2nid(o)) {
	case NID_sha256:
		return EVP_sha256();
	case NID_sha384:
		return EVP_sha384();
	case NID_sha512:
		return EVP_sha512();
	default:
		return NULL;
	}
}

bool
cms_names_content(const struct cms *c, struct slice content)
{
	uint8_t digest[EVP_MAX_MD_SIZE];
	unsigned n = 0;
	CMS_SignerInfo *si = sk_CMS_SignerInfo_value(CMS_get0_SignerInfos(c->object), 0);
	const EVP_MD *md = digest_of_signer(si);
	const ASN1_OCTET_STRING *stated = CMS_signed_get0_data_by_OBJ(si,
	    OBJ_nid2obj(NID_pkcs9_messageDigest), -3, V_ASN1_OCTET_STRING);
	bool ok = md != NULL && stated != NULL && EVP_Digest(content.at, content.len, digest, &n,
	    md, NULL) == 1 && (size_t)ASN1_STRING_length(stated) == n &&
	    memcmp(ASN1_STRING_get0_data(stated), digest, n) == 0;
	ERR_clear_error();
	return ok;
}

static const struct certificate *
find_signer(const struct cms *c, CMS_SignerInfo *si, struct certificate *const *pool,
    size_t pool_count)
{
	for (size_t i = 0; i < c->certificate_count; i++)
		if (CMS_SignerInfo_cert_cmp(si, c->certificates[i]->object) == 0)
			return c->certificates[i];
	for (size_t i = 0; i < pool_count; i++)
		if (CMS_SignerInfo_cert_cmp(si, pool[i]->object) == 0)
			return pool[i];
	return NULL;
}

static int64_t
claimed_time(CMS_SignerInfo *si)
{
	int64_t ms;
	const ASN1_OBJECT *o = OBJ_nid2obj(NID_pkcs9_signingTime);
	const ASN1_TIME *t = CMS_signed_get0_data_by_OBJ(si, o, -3, V_ASN1_UTCTIME);
	if (t == NULL)
		t = CMS_signed_get0_data_by_OBJ(si, o, -3, V_ASN1_GENERALIZEDTIME);
	return asn1_ms(t, false, &ms) ? ms : TIME_UNKNOWN;
}

static struct slice
algorithm_name(CMS_SignerInfo *si)
{
	X509_ALGOR *sig = NULL;
	const ASN1_OBJECT *o = NULL;
	CMS_SignerInfo_get0_algs(si, NULL, NULL, NULL, &sig);
	X509_ALGOR_get0(&o, NULL, NULL, sig);
	return slice_of(OBJ_nid2sn(OBJ_obj2nid(o)));
}

/* chain: the digest filters through which the content has run. */
static void
verify_signer(CMS_SignerInfo *si, const struct certificate *cert, BIO *chain,
    struct cms_signer *out)
{
	bool attributes = CMS_signed_get_attr_count(si) >= 0;
	out->verifiable = digest_of_signer(si) != NULL && cert->key_known &&
	    cert->key.scheme != SCHEME_ED25519;
	if (!out->verifiable)
		return;
	CMS_SignerInfo_set1_signer_cert(si, cert->object);
	out->holds = (!attributes || CMS_SignerInfo_verify(si) == 1) &&
	    CMS_SignerInfo_verify_content(si, chain) == 1;
}

static bool
run_content(BIO *chain)
{
	uint8_t sink[4096];
	int n;
	while ((n = BIO_read(chain, sink, sizeof(sink))) > 0)
		;
	return n == 0;
}

struct rc
cms_verify(const struct cms *c, struct slice content, struct certificate *const *pool,
    size_t pool_count, struct arena *a, struct cms_signer **signers, struct err *e)
{
	STACK_OF(CMS_SignerInfo) *infos = CMS_get0_SignerInfos(c->object);
	struct cms_signer *list = ARENA_ARRAY(a, struct cms_signer, c->signer_count);
	if (list == NULL)
		return arena_failed(a, e);
	if (content.len > INT32_MAX)
		return fail(e, E_LIMIT, INT32_MAX, "content larger than 2 GiB");
	BIO *data = BIO_new_mem_buf(content.len > 0 ? content.at : (const uint8_t *)"",
	    (int)content.len);
	BIO *chain = data == NULL ? NULL : CMS_dataInit(c->object, data);
	bool ran = chain != NULL && run_content(chain);
	for (size_t i = 0; i < c->signer_count; i++) {
		CMS_SignerInfo *si = sk_CMS_SignerInfo_value(infos, (int)i);
		list[i] = (struct cms_signer){ .certificate = find_signer(c, si, pool, pool_count),
		    .claimed_ms = claimed_time(si), .algorithm = algorithm_name(si) };
		if (ran && list[i].certificate != NULL)
			verify_signer(si, list[i].certificate, chain, &list[i]);
	}
	if (chain != NULL && chain != data)
		BIO_free_all(chain);
	else
		BIO_free(data);
	ERR_clear_error();
	if (data == NULL)
		return fail(e, E_NOMEM, 0, "out of memory");
	*signers = list;
	return DONE;
}
