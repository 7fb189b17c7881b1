/* forge.c - certificates, lists and messages made to measure. See forge.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "crypto/forge.h"

#include <openssl/x509.h>

#include "base/buf.h"
#include "codec/base64.h"

static struct slice
kept(struct material *m, struct slice s)
{
	struct slice out;
	assert_true(arena_copy(&m->a, s, &out));
	return out;
}

/* --- DER -------------------------------------------------------------------------------------- */

struct slice
forge_join(struct material *m, const struct slice *parts, size_t count)
{
	AUTO(buf) b = buf_init(MIB(64));
	for (size_t i = 0; i < count; i++)
		buf_add(&b, parts[i]);
	assert_false(b.broken);
	return kept(m, buf_slice(&b));
}

struct slice
forge_tlv(struct material *m, uint8_t tag, const struct slice *parts, size_t count)
{
	struct slice body = forge_join(m, parts, count);
	uint8_t head[6] = { tag };
	size_t n = 1;
	int bytes = body.len > 0xffffff ? 4 : body.len > 0xffff ? 3 : body.len > 0xff ? 2 : 1;
	if (body.len >= 0x80)
		head[n++] = (uint8_t)(0x80 | bytes);
	else
		bytes = 1;
	for (int i = bytes - 1; i >= 0; i--)
		head[n++] = (uint8_t)(body.len >> 8 * i);
	return JOIN(m, (struct slice){ head, n }, body);
}

struct slice
forge_oid(struct material *m, const char *dotted)
{
	ASN1_OBJECT *o = OBJ_txt2obj(dotted, 1);
	assert_non_null(o);
	struct slice out = TLV(m, 0x06, ((struct slice){ OBJ_get0_data(o), OBJ_length(o) }));
	ASN1_OBJECT_free(o);
	return out;
}

struct slice
forge_name(struct material *m, const char *oid, uint8_t tag, struct slice text)
{
	struct slice attribute = TLV(m, 0x30, forge_oid(m, oid), TLV(m, tag, text));
	return TLV(m, 0x30, TLV(m, 0x31, attribute));
}

struct slice
forge_extension(struct material *m, const char *oid, bool critical, struct slice value)
{
	return TLV(m, 0x30, forge_oid(m, oid), critical ? SLICE("\x01\x01\xff") : SLICE(""),
	    TLV(m, 0x04, value));
}

static struct slice
time_of(struct material *m, const char *text)
{
	bool general = strlen(text) >= 15 && (strncmp(text, "20", 2) == 0 ||
	    strncmp(text, "19", 2) == 0 || strncmp(text, "99", 2) == 0);
	return TLV(m, general ? 0x18 : 0x17, slice_of(text));
}

/* --- keys ------------------------------------------------------------------------------------- */

static void
drop_key(void *key)
{
	EVP_PKEY_free(key);
}

EVP_PKEY *
forge_key(struct material *m, const char *kind)
{
	EVP_PKEY *key = strcmp(kind, "RSA") == 0 ? EVP_PKEY_Q_keygen(NULL, NULL, "RSA",
	    (size_t)2048) : strcmp(kind, "ED25519") == 0 ? EVP_PKEY_Q_keygen(NULL, NULL, kind) :
	    EVP_PKEY_Q_keygen(NULL, NULL, "EC", kind);
	assert_non_null(key);
	assert_false(failed(crypto_bag_add(&m->bag, &m->a, key, drop_key, NULL)));
	return key;
}

struct slice
forge_spki(struct material *m, EVP_PKEY *key)
{
	uint8_t *der = NULL;
	int n = i2d_PUBKEY(key, &der);
	assert_true(n > 0);
	struct slice out = kept(m, (struct slice){ der, (size_t)n });
	OPENSSL_free(der);
	return out;
}

struct slice
forge_sign(struct material *m, EVP_PKEY *key, const char *digest, struct slice in)
{
	uint8_t signature[1024];
	size_t n = sizeof(signature);
	EVP_MD_CTX *c = EVP_MD_CTX_new();
	const char *name = EVP_PKEY_is_a(key, "ED25519") ? NULL :
	    digest != NULL ? digest : "SHA256";
	assert_int_equal(EVP_DigestSignInit_ex(c, NULL, name, NULL, NULL, key, NULL), 1);
	assert_int_equal(EVP_DigestSign(c, signature, &n, in.at, in.len), 1);
	EVP_MD_CTX_free(c);
	return kept(m, (struct slice){ signature, n });
}

/* AlgorithmIdentifier of a signature. */
static struct slice
algorithm(struct material *m, EVP_PKEY *key, const char *digest)
{
	bool rsa = EVP_PKEY_is_a(key, "RSA"), wide = digest != NULL &&
	    strcmp(digest, "SHA512") == 0, old = digest != NULL && strcmp(digest, "SHA1") == 0;
	if (EVP_PKEY_is_a(key, "ED25519"))
		return TLV(m, 0x30, forge_oid(m, "1.3.101.112"));
	if (rsa)
		return TLV(m, 0x30, forge_oid(m, old ? "1.2.840.113549.1.1.5" : wide ?
		    "1.2.840.113549.1.1.13" : "1.2.840.113549.1.1.11"), SLICE("\x05\x00"));
	return TLV(m, 0x30, forge_oid(m, old ? "1.2.840.10045.4.1" : wide ?
	    "1.2.840.10045.4.3.4" : "1.2.840.10045.4.3.2"));
}

/* The key identifier: any octets will do that are the same on both sides. */
struct slice
forge_key_identifier(struct material *m, EVP_PKEY *key)
{
	struct digest d;
	assert_false(failed(digest_of(forge_spki(m, key), &d, NULL)));
	return kept(m, (struct slice){ d.bytes, 20 });
}

/* --- certificates ----------------------------------------------------------------------------- */

static struct slice
extensions(struct material *m, const struct recipe *r, EVP_PKEY *key)
{
	EVP_PKEY *issuer = r->by != NULL ? r->by->key : key;
	uint8_t limit = (uint8_t)(r->path - 1);
	struct slice path = r->path > 0 ? TLV(m, 0x02, ((struct slice){ &limit, 1 })) : SLICE("");
	if (r->bare)
		return r->more;
	return JOIN(m,
	    forge_extension(m, "2.5.29.19", true, r->ca ?
	    TLV(m, 0x30, SLICE("\x01\x01\xff"), path) : SLICE("\x30\x00")),
	    forge_extension(m, "2.5.29.15", true, r->ca ? SLICE("\x03\x02\x01\x06") :
	    SLICE("\x03\x02\x07\x80")),
	    forge_extension(m, "2.5.29.14", false, TLV(m, 0x04, forge_key_identifier(m, key))),
	    forge_extension(m, "2.5.29.35", false,
	    TLV(m, 0x30, TLV(m, 0x80, forge_key_identifier(m, issuer)))), r->more);
}

struct slice
forge_der(struct material *m, const struct recipe *r, EVP_PKEY *key)
{
	static uint8_t counted;
	EVP_PKEY *issuer = r->by != NULL ? r->by->key : key;
	struct slice subject = r->subject.len > 0 ? r->subject :
	    forge_name(m, "2.5.4.3", 0x0c, slice_of(r->name));
	uint8_t number[3] = { 1, 1, ++counted };
	struct slice own = { number, sizeof(number) }, issuer_name = r->as.len > 0 ? r->as :
	    r->by != NULL ? r->by->name : subject;
	struct slice validity = TLV(m, 0x30,
	    time_of(m, r->from != NULL ? r->from : "220101000000Z"),
	    time_of(m, r->until != NULL ? r->until : "20500101000000Z"));
	struct slice alg = algorithm(m, issuer, r->digest);
	struct slice body = TLV(m, 0x30,
	    r->v1 ? SLICE("") : SLICE("\xa0\x03\x02\x01\x02"),
	    TLV(m, 0x02, r->number.len > 0 ? r->number : own), alg, issuer_name, validity, subject,
	    forge_spki(m, key),
	    r->v1 ? SLICE("") : TLV(m, 0xa3, TLV(m, 0x30, extensions(m, r, key))));
	return TLV(m, 0x30, body, alg,
	    TLV(m, 0x03, SLICE("\0"), forge_sign(m, issuer, r->digest, body)));
}

struct party
forge_party(struct material *m, struct recipe r)
{
	struct party p = { .key = r.key != NULL ? r.key : forge_key(m, "P-256") };
	struct err e = {0};
	p.name = r.subject.len > 0 ? r.subject :
	    forge_name(m, "2.5.4.3", 0x0c, slice_of(r.name));
	if (failed(certificate_decode(forge_der(m, &r, p.key), &m->a, &m->bag, &p.c, &e)))
		fail_msg("%s: %s", r.name, e.what);
	return p;
}

/* --- lists ------------------------------------------------------------------------------------ */

/* The serial number as it stands in the certificate: the second or first INTEGER of its body. */
static struct slice
number_of(struct material *m, const struct certificate *c)
{
	uint8_t *der = NULL;
	int n = i2d_ASN1_INTEGER(X509_get0_serialNumber(c->object), &der);
	assert_true(n > 0);
	struct slice out = kept(m, (struct slice){ der, (size_t)n });
	OPENSSL_free(der);
	return out;
}

static struct slice
entry(struct material *m, const struct forge_entry *e)
{
	uint8_t code = (uint8_t)e->reason;
	struct slice reason = e->reason < 0 ? SLICE("") : forge_extension(m, "2.5.29.21", false,
	    TLV(m, 0x0a, ((struct slice){ &code, 1 })));
	struct slice own = JOIN(m, reason, e->more);
	return TLV(m, 0x30, number_of(m, e->c), time_of(m, e->at),
	    own.len > 0 ? TLV(m, 0x30, own) : SLICE(""));
}

struct slice
forge_list_der(struct material *m, const struct forge_list *l)
{
	struct slice entries = SLICE(""), alg = algorithm(m, l->by->key, l->digest);
	for (size_t i = 0; i < l->count; i++)
		entries = JOIN(m, entries, entry(m, &l->entries[i]));
	struct slice number = forge_extension(m, "2.5.29.20", false, SLICE("\x02\x01\x01"));
	struct slice body = TLV(m, 0x30, SLICE("\x02\x01\x01"), alg,
	    l->as.len > 0 ? l->as : l->by->name, time_of(m, l->from),
	    l->until != NULL ? time_of(m, l->until) : SLICE(""),
	    entries.len > 0 ? TLV(m, 0x30, entries) : SLICE(""),
	    TLV(m, 0xa0, TLV(m, 0x30, number, l->more)));
	return TLV(m, 0x30, body, alg,
	    TLV(m, 0x03, SLICE("\0"), forge_sign(m, l->by->key, l->digest, body)));
}

struct crl *
forge_crl(struct material *m, struct forge_list l)
{
	struct err e = {0};
	struct crl *out;
	if (failed(crl_decode(forge_list_der(m, &l), &m->a, &m->bag, &out, &e)))
		fail_msg("%s", e.what);
	return out;
}

/* --- messages --------------------------------------------------------------------------------- */

struct slice
forge_cms(struct material *m, const struct party *signer, const char *digest,
    struct slice content, struct slice signed_bytes)
{
	bool wide = digest != NULL && strcmp(digest, "SHA512") == 0;
	struct slice md = TLV(m, 0x30, forge_oid(m, wide ? "2.16.840.1.101.3.4.2.3" :
	    "2.16.840.1.101.3.4.2.1"));
	struct slice data = forge_oid(m, "1.2.840.113549.1.7.1");
	struct slice inside = TLV(m, 0x30, data, slice_is_null(content) ? SLICE("") :
	    TLV(m, 0xa0, TLV(m, 0x04, content)));
	uint8_t *issuer = NULL;
	int n = i2d_X509_NAME(X509_get_issuer_name(signer->c->object), &issuer);
	struct slice name = kept(m, (struct slice){ issuer, (size_t)n });
	OPENSSL_free(issuer);
	struct slice info = TLV(m, 0x30, SLICE("\x02\x01\x01"),
	    TLV(m, 0x30, name, number_of(m, signer->c)), md, algorithm(m, signer->key, digest),
	    TLV(m, 0x04, forge_sign(m, signer->key, digest, signed_bytes)));
	struct slice body = TLV(m, 0x30, SLICE("\x02\x01\x01"), TLV(m, 0x31, md), inside,
	    TLV(m, 0xa0, signer->c->der), TLV(m, 0x31, info));
	return TLV(m, 0x30, forge_oid(m, "1.2.840.113549.1.7.2"), TLV(m, 0xa0, body));
}

struct slice
forge_dsse(struct material *m, const char *type, struct slice payload, EVP_PKEY *const *keys,
    size_t count)
{
	AUTO(buf) b = buf_init(MIB(64));
	AUTO(buf) pae = buf_init(MIB(64));
	buf_addf(&pae, "DSSEv1 %zu %s %zu ", strlen(type), type, payload.len);
	buf_add(&pae, payload);
	buf_addf(&b, "{\"payloadType\":\"%s\",\"payload\":\"", type);
	base64_write(payload, &b);
	buf_add_text(&b, "\",\"signatures\":[");
	for (size_t i = 0; i < count; i++) {
		buf_add_text(&b, i > 0 ? ",{\"sig\":\"" : "{\"sig\":\"");
		base64_write(forge_sign(m, keys[i], NULL, buf_slice(&pae)), &b);
		buf_add_text(&b, "\"}");
	}
	buf_add_text(&b, "]}");
	assert_false(b.broken || pae.broken);
	return kept(m, buf_slice(&b));
}
