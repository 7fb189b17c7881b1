/* crypto/cms_signer.c - CMS messages: does a signer's signature hold? See crypto/cms.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/time.h"
#include "crypto/algor.h"
#include "crypto/cms.h"
#include "crypto/x509_int.h"

#define ATTRIBUTES_MAX 64

/* pkcs-9 messageDigest, 1.2.840.113549.1.9.4. */
static const struct slice message_digest_oid =
    SLICE_INIT("\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x09\x04");

/* What one signer states, taken apart. */
struct statement {
	CMS_SignerInfo	*si;
	int		 digest;		/* NID; NID_undef when it satisfies nothing */
	struct algor	 algor;
	bool		 checkable;
	bool		 has_attributes;
	uint64_t	*bytes;			/* of content that may still be digested */
	bool		 content_holds;
	struct buf	 attributes;		/* the bytes signed when has_attributes */
};

static int
digest_nid(CMS_SignerInfo *si)
{
	X509_ALGOR *alg = NULL;
	const ASN1_OBJECT *o = NULL;
	CMS_SignerInfo_get0_algs(si, NULL, NULL, &alg, NULL);
	X509_ALGOR_get0(&o, NULL, NULL, alg);
	int nid = OBJ_obj2nid(o);
	return nid == NID_sha256 || nid == NID_sha384 || nid == NID_sha512 ? nid : NID_undef;
}

static bool
content_has_digest(struct cms_content *c, int nid, const ASN1_OCTET_STRING *stated)
{
	size_t i = 0;
	while (i < c->count && c->made[i].nid != nid)
		i++;
	if (i == c->count) {
		if (EVP_Digest(c->bytes.at, c->bytes.len, c->made[i].bytes, &c->made[i].len,
		    EVP_get_digestbynid(nid), NULL) != 1)
			return false;
		c->made[i].nid = nid;
		c->count++;
	}
	return (size_t)ASN1_STRING_length(stated) == c->made[i].len &&
	    memcmp(ASN1_STRING_get0_data(stated), c->made[i].bytes, c->made[i].len) == 0;
}

/* --- attributes ------------------------------------------------------------------------------- */

/* The one value of the one attribute of that type; null when there is none or more. -3 makes the
 * library insist on exactly that. */
static void *
only_value(CMS_SignerInfo *si, int nid, int type)
{
	return CMS_signed_get0_data_by_OBJ(si, OBJ_nid2obj(nid), -3, type);
}

static bool
has_type_twice(CMS_SignerInfo *si, int count)
{
	for (int i = 0; i < count; i++) {
		const ASN1_OBJECT *o = X509_ATTRIBUTE_get0_object(CMS_signed_get_attr(si, i));
		if (CMS_signed_get_attr_by_OBJ(si, o, i) >= 0)
			return true;
	}
	return false;
}

static void
add_der_length(struct buf *b, size_t n)
{
	uint8_t big[sizeof(n)];
	size_t used = 0;
	if (n < 0x80) {
		buf_add_byte(b, (uint8_t)n);
		return;
	}
	for (; n > 0; n >>= 8)
		big[used++] = (uint8_t)n;
	buf_add_byte(b, (uint8_t)(0x80 | used));
	while (used > 0)
		buf_add_byte(b, big[--used]);
}

/* The attributes as SET OF in the order in which they came: RFC 5652 5.4. */
static struct rc
write_attributes(CMS_SignerInfo *si, int count, struct buf *out, struct err *e)
{
	AUTO(buf) body = buf_init(STATEMENT_BYTES_MAX);
	for (int i = 0; i < count; i++) {
		uint8_t *der = NULL;
		int n = i2d_X509_ATTRIBUTE(CMS_signed_get_attr(si, i), &der);
		if (n <= 0)
			return fail(e, E_NOMEM, 0, "out of memory");
		buf_add(&body, (struct slice){ der, (size_t)n });
		OPENSSL_free(der);
	}
	TRY(buf_end(&body, e));
	buf_add_byte(out, 0x31);
	add_der_length(out, body.len);
	buf_add(out, buf_slice(&body));
	return buf_end(out, e);
}

static struct rc
read_attributes(const struct cms *c, struct statement *s, struct cms_content *content, int count,
    struct err *e)
{
	const ASN1_OBJECT *type = only_value(s->si, NID_pkcs9_contentType, V_ASN1_OBJECT);
	const ASN1_OCTET_STRING *digest = only_value(s->si, NID_pkcs9_messageDigest,
	    V_ASN1_OCTET_STRING);
	if (type == NULL || digest == NULL || count > ATTRIBUTES_MAX ||
	    has_type_twice(s->si, count) || OBJ_cmp(type, CMS_get0_eContentType(c->object)) != 0)
		return DONE;
	s->content_holds = content_has_digest(content, s->digest, digest);
	return write_attributes(s->si, count, &s->attributes, e);
}

/* Content that is a set of attributes: somebody took the attributes of another message for it. */
static bool
is_set_of_attributes(struct slice content)
{
	return content.len > 0 && content.at[0] == 0x31 &&
	    slice_find(content, message_digest_oid, 0) != SIZE_MAX;
}

/* --- one signer ------------------------------------------------------------------------------- */

static struct rc
read_statement(const struct cms *c, CMS_SignerInfo *si, struct cms_content *content,
    struct statement *s, struct err *e)
{
	X509_ALGOR *signature = NULL;
	int count = CMS_signed_get_attr_count(si);
	CMS_SignerInfo_get0_algs(si, NULL, NULL, NULL, &signature);
	s->si = si;
	s->digest = digest_nid(si);
	s->has_attributes = count >= 0;
	if (s->digest == NID_undef || !algor_read(signature, &s->algor))
		return DONE;
	if (s->algor.kind == EVP_PKEY_RSA && s->algor.digest == NID_undef)
		s->algor.digest = s->digest;	/* rsaEncryption leaves the digest to the other */
	s->checkable = s->algor.digest == s->digest;
	if (!s->checkable)
		return DONE;
	if (s->has_attributes)
		return read_attributes(c, s, content, count, e);
	s->content_holds = OBJ_obj2nid(CMS_get0_eContentType(c->object)) == NID_pkcs7_data &&
	    !is_set_of_attributes(content->bytes);
	return DONE;
}

static struct rc
check_candidate(const struct statement *s, struct slice content, struct cms_candidate *out,
    struct err *e)
{
	struct key k = out->certificate->key;
	const ASN1_OCTET_STRING *raw = CMS_SignerInfo_get0_signature(s->si);
	struct slice signature = { ASN1_STRING_get0_data(raw), (size_t)ASN1_STRING_length(raw) };
	enum scheme scheme = s->checkable && out->certificate->key_known ?
	    algor_scheme(&s->algor, &k) : SCHEME_NONE;
	out->checkable = scheme != SCHEME_NONE && (s->has_attributes || *s->bytes >= content.len);
	if (!out->checkable)
		return DONE;
	*s->bytes -= s->has_attributes ? 0 : content.len;
	out->algorithm = slice_of(scheme_name(scheme));
	if (s->algor.pss && k.salt == SALT_ANY)
		k.salt = s->algor.salt;
	if (!s->content_holds)
		return DONE;
	return key_verify(&k, scheme, s->has_attributes ? buf_slice(&s->attributes) : content,
	    signature, &out->holds, e);
}

static int64_t
claimed_time(CMS_SignerInfo *si)
{
	int64_t ms;
	const ASN1_TIME *t = only_value(si, NID_pkcs9_signingTime, V_ASN1_UTCTIME);
	if (t == NULL)
		t = only_value(si, NID_pkcs9_signingTime, V_ASN1_GENERALIZEDTIME);
	return asn1_ms(t, false, &ms) ? ms : TIME_UNKNOWN;
}

/* Certificates that the signer names, in order of id, none twice. */
static struct rc
find_candidates(const struct cms *c, CMS_SignerInfo *si, struct certificate *const *pool,
    size_t pool_count, struct arena *a, struct cms_signer *out, struct err *e)
{
	struct certificate *named[SIGNATURES_MAX];
	size_t count = 0;
	for (size_t i = 0; i < c->certificate_count + pool_count && count < COUNT(named); i++) {
		struct certificate *one = i < c->certificate_count ? c->certificates[i] :
		    pool[i - c->certificate_count];
		if (CMS_SignerInfo_cert_cmp(si, one->object) == 0)
			named[count++] = one;
	}
	count = certificate_order(named, count);
	out->candidates = ARENA_ARRAY(a, struct cms_candidate, count > 0 ? count : 1);
	if (out->candidates == NULL)
		return arena_failed(a, e);
	for (; out->count < count; out->count++)
		out->candidates[out->count].certificate = named[out->count];
	return DONE;
}

static struct rc
check_signer(const struct cms *c, CMS_SignerInfo *si, struct cms_content *content,
    uint64_t *bytes, struct arena *a, struct cms_signer *out, struct err *e)
{
	struct statement s = { .attributes = buf_init(STATEMENT_BYTES_MAX + 16),
	    .bytes = bytes };
	struct rc done = read_statement(c, si, content, &s, e);
	X509_ALGOR *signature = NULL;
	CMS_SignerInfo_get0_algs(si, NULL, NULL, NULL, &signature);
	if (!failed(done))
		done = algor_name(signature, a, &out->algorithm, e);
	out->checkable = s.checkable;
	out->claimed_ms = claimed_time(si);
	for (size_t i = 0; i < out->count && !failed(done); i++) {
		out->candidates[i].algorithm = out->algorithm;
		done = check_candidate(&s, content->bytes, &out->candidates[i], e);
	}
	buf_drop(&s.attributes);
	return done;
}

struct rc
cms_verify(const struct cms *c, struct slice content, struct certificate *const *pool,
    size_t pool_count, struct arena *a, struct cms_signer **signers, struct err *e)
{
	STACK_OF(CMS_SignerInfo) *infos = CMS_get0_SignerInfos(c->object);
	struct cms_content shared = { .bytes = content };
	uint64_t bytes = VERIFY_BYTES_MAX;
	struct cms_signer *list = ARENA_ARRAY(a, struct cms_signer, c->signer_count);
	if (list == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < c->signer_count; i++) {
		CMS_SignerInfo *si = sk_CMS_SignerInfo_value(infos, (int)i);
		TRY(find_candidates(c, si, pool, pool_count, a, &list[i], e));
		struct rc done = check_signer(c, si, &shared, &bytes, a, &list[i], e);
		ERR_clear_error();
		TRY(done);
	}
	*signers = list;
	return DONE;
}

bool
cms_names_content(const struct cms *c, struct cms_content *content)
{
	STACK_OF(CMS_SignerInfo) *infos = CMS_get0_SignerInfos(c->object);
	bool named = false;
	for (size_t i = 0; i < c->signer_count && !named; i++) {
		CMS_SignerInfo *si = sk_CMS_SignerInfo_value(infos, (int)i);
		int nid = digest_nid(si);
		const ASN1_OCTET_STRING *stated = only_value(si, NID_pkcs9_messageDigest,
		    V_ASN1_OCTET_STRING);
		named = nid != NID_undef && stated != NULL &&
		    content_has_digest(content, nid, stated);
	}
	ERR_clear_error();
	return named;
}
