/* crypto/x509.c - certificates. See crypto/x509.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "crypto/x509.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/limits.h"
#include "base/time.h"
#include "codec/hex.h"
#include "codec/utf8.h"
#include "crypto/algor.h"
#include "crypto/armour.h"
#include "crypto/digest.h"
#include "crypto/issuers.h"
#include "crypto/key_int.h"
#include "crypto/x509_int.h"

/* RFC 5280 4.1.2.2 allows 20. */
#define NUMBER_BYTES_MAX 64

/* The only spelling that RFC 5280 4.1.2.5 allows: YYMMDDHHMMSSZ or YYYYMMDDHHMMSSZ. libcrypto
 * reads fractions, offsets and times without seconds too. */
static bool
is_plain_time(const ASN1_TIME *t)
{
	const uint8_t *at = ASN1_STRING_get0_data(t);
	int digits = ASN1_STRING_type(t) == V_ASN1_UTCTIME ? 12 : 14;
	if (ASN1_STRING_length(t) != digits + 1 || at[digits] != 'Z')
		return false;
	for (int i = 0; i < digits; i++)
		if (at[i] < '0' || at[i] > '9')
			return false;
	return true;
}

bool
asn1_ms(const ASN1_TIME *t, bool end_of_second, int64_t *ms)
{
	struct tm tm = {0};
	if (t == NULL || !is_plain_time(t) || ASN1_TIME_to_tm(t, &tm) != 1)
		return false;
	if (tm.tm_year + 1900 < 1970) {
		*ms = TIME_MIN;		/* before every instant that assay knows */
		return true;
	}
	if (!time_civil(tm.tm_year + 1900, (unsigned)tm.tm_mon + 1, (unsigned)tm.tm_mday,
	    (unsigned)tm.tm_hour, (unsigned)tm.tm_min, (unsigned)tm.tm_sec, ms))
		return false;
	*ms += end_of_second ? 999 : 0;
	return true;
}

struct rc
name_text(const X509_NAME *name, struct arena *a, struct slice *out, struct err *e)
{
	BIO *b = BIO_new(BIO_s_mem());
	char *text = NULL;
	if (b == NULL)
		return fail(e, E_NOMEM, 0, "out of memory");
	unsigned long flags = (XN_FLAG_ONELINE | ASN1_STRFLGS_UTF8_CONVERT) & ~ASN1_STRFLGS_ESC_MSB;
	int n = X509_NAME_print_ex(b, name, 0, flags);
	long len = BIO_get_mem_data(b, &text);
	bool ok = n >= 0 && arena_copy(a, (struct slice){ (const uint8_t *)text, (size_t)len },
	    out);
	BIO_free(b);
	if (!ok)
		return n < 0 ? fail(e, E_SYNTAX, 0, "a name that cannot be shown") :
		    arena_failed(a, e);
	return utf8_valid(*out) ? DONE : fail(e, E_SYNTAX, 0, "a name that is not UTF-8");
}

struct rc
integer_hex(const ASN1_INTEGER *n, struct arena *a, struct slice *out, struct err *e)
{
	int len = ASN1_STRING_length(n);
	AUTO(buf) b = buf_init(2 * NUMBER_BYTES_MAX + 1);
	if (len > NUMBER_BYTES_MAX)
		return fail(e, E_LIMIT, 0, "a serial number of more than 64 bytes");
	if (ASN1_STRING_type(n) == V_ASN1_NEG_INTEGER)
		buf_add_byte(&b, '-');
	for (int i = 0; i < len; i++)
		buf_addf(&b, "%02X", ASN1_STRING_get0_data(n)[i]);
	TRY(buf_end(&b, e));
	return arena_copy(a, buf_slice(&b), out) ? DONE : arena_failed(a, e);
}

struct rc
signature_algorithm(const X509_ALGOR *alg, struct arena *a, bool *strong, struct slice *name,
    struct err *e)
{
	struct algor g;
	*strong = algor_read(alg, &g) && (g.digest != NID_undef || g.kind == EVP_PKEY_ED25519);
	return algor_name(alg, a, name, e);
}

/* The only attribute of its kind; else nothing. Text with control characters names nothing either:
 * "3101" and a NUL and more is nobody's serial. */
static struct rc
attribute(const X509_NAME *name, int nid, struct arena *a, struct slice *out, struct err *e)
{
	int at = X509_NAME_get_index_by_NID(name, nid, -1);
	uint8_t *text = NULL;
	if (at < 0 || X509_NAME_get_index_by_NID(name, nid, at) >= 0)
		return DONE;
	int n = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
	if (n < 0)
		return DONE;
	struct slice s = { text, (size_t)n };
	bool ok = !utf8_valid(s) || utf8_has_control(s) || arena_copy(a, s, out);
	OPENSSL_free(text);
	return ok ? DONE : arena_failed(a, e);
}

static bool
is_module_name(const GENERAL_NAME *g, const ASN1_TYPE **value)
{
	ASN1_OBJECT *type;
	ASN1_TYPE *v;
	char oid[64] = "";
	if (g->type != GEN_OTHERNAME || GENERAL_NAME_get0_otherName(g, &type, &v) != 1)
		return false;
	(void)OBJ_obj2txt(oid, sizeof(oid), type, 1);	/* cut off when longer: then no match */
	*value = v;
	return strcmp(oid, "1.3.6.1.5.5.7.8.4") == 0 && v->type == V_ASN1_SEQUENCE;
}

/* hardwareModuleName ::= SEQUENCE { hwType OBJECT IDENTIFIER, hwSerialNum OCTET STRING } */
static struct rc
module_serial(const ASN1_TYPE *value, struct arena *a, struct slice *out, struct err *e)
{
	const uint8_t *p = ASN1_STRING_get0_data(value->value.sequence);
	ASN1_SEQUENCE_ANY *seq = d2i_ASN1_SEQUENCE_ANY(NULL, &p,
	    ASN1_STRING_length(value->value.sequence));
	ASN1_TYPE *serial = sk_ASN1_TYPE_num(seq) == 2 ? sk_ASN1_TYPE_value(seq, 1) : NULL;
	bool ok = true;
	if (serial != NULL && serial->type == V_ASN1_OCTET_STRING &&
	    sk_ASN1_TYPE_value(seq, 0)->type == V_ASN1_OBJECT) {
		struct slice s = { ASN1_STRING_get0_data(serial->value.octet_string),
		    (size_t)ASN1_STRING_length(serial->value.octet_string) };
		AUTO(buf) b = buf_init(2 * CERT_BYTES_MAX);
		if (utf8_valid(s) && !utf8_has_control(s))
			buf_add(&b, s);
		else
			hex_write(s, &b);
		ok = !b.broken && arena_copy(a, buf_slice(&b), out);
	}
	sk_ASN1_TYPE_pop_free(seq, ASN1_TYPE_free);
	return ok ? DONE : arena_failed(a, e);
}

static struct rc
alternative_names(const X509 *x, struct arena *a, struct certificate *c, struct err *e)
{
	struct rc done = DONE;
	bool several = false;
	GENERAL_NAMES *names = X509_get_ext_d2i(x, NID_subject_alt_name, NULL, NULL);
	for (int i = 0; i < sk_GENERAL_NAME_num(names) && !failed(done); i++) {
		const ASN1_TYPE *value;
		struct slice one = {0};
		if (!is_module_name(sk_GENERAL_NAME_value(names, i), &value))
			continue;
		done = module_serial(value, a, &one, e);
		several = several || (c->hardware_serial.len > 0 &&
		    !slice_eq(one, c->hardware_serial));
		c->hardware_serial = one;
	}
	if (several)
		c->hardware_serial = (struct slice){0};
	GENERAL_NAMES_free(names);
	return done;
}

static unsigned
usage_bits(X509 *x, bool *has)
{
	static const struct { uint32_t theirs; unsigned ours; } known[] = {
		{ KU_DIGITAL_SIGNATURE, USAGE_SIGN }, { KU_NON_REPUDIATION, USAGE_COMMIT },
		{ KU_KEY_ENCIPHERMENT | KU_DATA_ENCIPHERMENT, USAGE_ENCRYPT },
		{ KU_KEY_AGREEMENT, USAGE_AGREE }, { KU_KEY_CERT_SIGN, USAGE_CERTIFY },
		{ KU_CRL_SIGN, USAGE_LIST },
	};
	unsigned bits = 0;
	uint32_t theirs = X509_get_key_usage(x);
	*has = X509_get_ext_by_NID(x, NID_key_usage, -1) >= 0;
	for (size_t i = 0; i < COUNT(known) && *has; i++)
		bits |= (theirs & known[i].theirs) != 0 ? known[i].ours : 0;
	return bits;
}

static unsigned
eku_bits(X509 *x, bool *has)
{
	static const struct { int nid; unsigned bit; } known[] = {
		{ NID_server_auth, EKU_SERVER }, { NID_client_auth, EKU_CLIENT },
		{ NID_code_sign, EKU_CODE }, { NID_email_protect, EKU_MAIL },
		{ NID_time_stamp, EKU_TIME }, { NID_anyExtendedKeyUsage, EKU_ANY },
	};
	unsigned bits = 0;
	EXTENDED_KEY_USAGE *eku = X509_get_ext_d2i(x, NID_ext_key_usage, NULL, NULL);
	*has = X509_get_ext_by_NID(x, NID_ext_key_usage, -1) >= 0;
	for (int i = 0; i < sk_ASN1_OBJECT_num(eku); i++) {
		int nid = OBJ_obj2nid(sk_ASN1_OBJECT_value(eku, i));
		unsigned bit = EKU_OTHER;
		for (size_t k = 0; k < COUNT(known); k++)
			bit = nid == known[k].nid ? known[k].bit : bit;
		bits |= bit;
	}
	EXTENDED_KEY_USAGE_free(eku);
	return bits;
}

/* RFC 5280 4.2: no extension more than once. */
static bool
has_duplicate_extension(const X509 *x, int n)
{
	for (int i = 0; i < n; i++) {
		const ASN1_OBJECT *o = X509_EXTENSION_get_object(X509_get_ext(x, i));
		if (X509_get_ext_by_OBJ(x, o, i) >= 0)
			return true;
	}
	return false;
}

/* libcrypto has read the key with the certificate; it is not read again. */
static struct rc
read_key(X509 *x, struct arena *a, struct certificate *c, struct err *e)
{
	const X509_PUBKEY *spki = X509_get_X509_PUBKEY(x);
	uint8_t *der = NULL;
	struct err why = {0};
	int n = i2d_X509_PUBKEY(spki, &der);
	if (n <= 0)
		return fail(e, E_SYNTAX, 0, "the certificate holds no readable key");
	struct rc done = key_of_spki(spki, (struct slice){ der, (size_t)n }, a, &c->key, &why);
	OPENSSL_free(der);
	c->key_known = !failed(done);
	/* a key that is not accepted makes the certificate useless, not malformed */
	return failed(done) && done.code != E_UNVERIFIABLE ? fail(e, why.code, 0, why.what) : DONE;
}

static struct rc
check_extensions(X509 *x, struct err *e)
{
	int n = X509_get_ext_count(x);
	if (n > EXTENSIONS_MAX)
		return fail(e, E_LIMIT, 0, "a certificate with more than 64 extensions");
	if (has_duplicate_extension(x, n))
		return fail(e, E_SYNTAX, 0, "the same extension twice in one certificate");
	/* reads them all once; from now on the object does not change */
	if (X509_check_purpose(x, -1, 0) != 1)
		return fail(e, E_SYNTAX, 0, "an extension that cannot be read");
	return DONE;
}

static struct rc
read_names(X509 *x, struct arena *a, struct certificate *c, struct err *e)
{
	const X509_NAME *subject = X509_get_subject_name(x);
	TRY(name_text(subject, a, &c->subject, e));
	TRY(name_text(X509_get_issuer_name(x), a, &c->issuer, e));
	TRY(integer_hex(X509_get0_serialNumber(x), a, &c->number, e));
	TRY(attribute(subject, NID_commonName, a, &c->common_name, e));
	TRY(attribute(subject, NID_organizationalUnitName, a, &c->unit, e));
	TRY(attribute(subject, NID_organizationName, a, &c->organisation, e));
	TRY(attribute(subject, NID_serialNumber, a, &c->serial, e));
	c->subject_tag = (uint32_t)X509_subject_name_hash(x);
	c->issuer_tag = (uint32_t)X509_issuer_name_hash(x);
	return alternative_names(x, a, c, e);
}

static struct rc
read_fields(X509 *x, struct arena *a, struct certificate *c, struct err *e)
{
	const X509_ALGOR *alg = NULL;
	bool strong;
	TRY(check_extensions(x, e));
	if (!asn1_ms(X509_get0_notBefore(x), false, &c->from_ms) ||
	    !asn1_ms(X509_get0_notAfter(x), true, &c->until_ms))
		return fail(e, E_SYNTAX, 0, "a validity that is no time");
	TRY(read_names(x, a, c, e));
	c->is_ca = X509_check_ca(x) == 1;
	c->eku = eku_bits(x, &c->has_eku);
	c->usage = usage_bits(x, &c->has_usage);
	X509_get0_signature(NULL, &alg, x);
	TRY(signature_algorithm(alg, a, &strong, &c->algorithm, e));
	c->weak = !strong;
	return read_key(x, a, c, e);
}

static void
drop_x509(void *object)
{
	X509_free(object);
}

struct rc
certificate_take(X509 *x, struct arena *a, struct crypto_bag *bag, struct certificate **out,
    struct err *e)
{
	struct digest d;
	uint8_t *der = NULL;
	TRY(crypto_bag_add(bag, a, x, drop_x509, e));
	struct certificate *c = ARENA_NEW(a, struct certificate);
	if (c == NULL)
		return arena_failed(a, e);
	TRY(issuers_make(a, bag, &c->issuers, e));
	c->object = x;
	int n = i2d_X509(x, &der);
	if (n <= 0)
		return fail(e, E_NOMEM, 0, "out of memory");
	bool ok = arena_copy(a, (struct slice){ der, (size_t)n }, &c->der);
	OPENSSL_free(der);
	if (!ok)
		return arena_failed(a, e);
	TRY(digest_of(c->der, &d, e));
	if (!digest_text(a, &d, &c->id))
		return arena_failed(a, e);
	struct rc done = read_fields(x, a, c, e);
	ERR_clear_error();
	if (!failed(done))
		*out = c;
	return done;
}

static struct rc
decode_der(struct slice der, struct arena *a, struct crypto_bag *bag, struct certificate **out,
    struct err *e)
{
	const uint8_t *p = der.at;
	struct certificate *c;
	X509 *x = der.len == 0 ? NULL : d2i_X509(NULL, &p, (long)der.len);
	ERR_clear_error();
	if (x == NULL)
		return fail(e, E_SYNTAX, 0, "not a certificate in DER");
	size_t used = (size_t)(p - der.at);
	if (used != der.len) {
		X509_free(x);
		return fail(e, E_SYNTAX, used, "trailing bytes after the certificate");
	}
	TRY(certificate_take(x, a, bag, &c, e));
	/* what was received must be the one encoding of what was read */
	if (!slice_eq(c->der, der))
		return fail(e, E_SYNTAX, 0, "the certificate is not in DER");
	*out = c;
	return DONE;
}

struct rc
certificate_decode(struct slice in, struct arena *a, struct crypto_bag *bag,
    struct certificate **out, struct err *e)
{
	struct armour_block b;
	struct err inner = {0};
	TRY(armour_single(in, SLICE("CERTIFICATE"), (struct slice){0}, CERT_BYTES_MAX, a, &b, e));
	if (failed(decode_der(b.der, a, bag, out, &inner)))
		return armour_fail(&b, in, &inner, e);
	return DONE;
}

static int
by_id(const void *left, const void *right)
{
	struct certificate *const *a = left, *const *b = right;
	return slice_cmp((*a)->id, (*b)->id);
}

size_t
certificate_order(struct certificate **list, size_t count)
{
	size_t kept = 0;
	if (count > 1)
		qsort(list, count, sizeof(*list), by_id);
	for (size_t i = 0; i < count; i++)
		if (kept == 0 || !slice_eq(list[kept - 1]->id, list[i]->id))
			list[kept++] = list[i];
	return kept;
}

bool
certificate_names_issuer(const struct certificate *c, const struct certificate *issuer)
{
	return c->issuer_tag == issuer->subject_tag &&
	    X509_check_issued(issuer->object, c->object) == X509_V_OK;
}

bool
signature_is_allowed(const X509_ALGOR *alg, const struct certificate *issuer)
{
	struct algor g;
	return issuer->key_known && algor_read(alg, &g) &&
	    algor_scheme(&g, &issuer->key) != SCHEME_NONE;
}

bool
certificate_is_by(const struct certificate *c, const struct certificate *issuer)
{
	const X509_ALGOR *alg = NULL;
	EVP_PKEY *key = X509_get0_pubkey(issuer->object);
	bool ok;
	if (issuers_recall(c->issuers, issuer, &ok))
		return ok;
	X509_get0_signature(NULL, &alg, c->object);
	ok = !c->weak && signature_is_allowed(alg, issuer) && key != NULL &&
	    X509_verify(c->object, key) == 1;
	ERR_clear_error();
	issuers_remember(c->issuers, issuer, ok);
	return ok;
}
