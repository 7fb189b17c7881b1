/* crypto/crl.c - revocation lists. See crypto/x509.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "base/limits.h"
#include "base/time.h"
#include "crypto/armour.h"
#include "crypto/digest.h"
#include "crypto/issuers.h"
#include "crypto/x509.h"
#include "crypto/x509_int.h"

/* RFC 5280 5.3.1; 7 is not used. remove_from_crl has no sense in a complete list, so it revokes. */
static const char *const reasons[] = {
	"unspecified", "key_compromise", "ca_compromise", "affiliation_changed", "superseded",
	"cessation_of_operation", "certificate_hold", "unspecified", "remove_from_crl",
	"privilege_withdrawn", "aa_compromise",
};

static void
drop_crl(void *object)
{
	X509_CRL_free(object);
}

/* --- reading ---------------------------------------------------------------------------------- */

/* Extensions of an entry: reason and invalidity date are understood. */
static bool
entry_is_understood(const X509_REVOKED *r)
{
	int count = X509_REVOKED_get_ext_count(r);
	if (count > EXTENSIONS_MAX)
		return false;
	for (int i = 0; i < count; i++) {
		X509_EXTENSION *ext = X509_REVOKED_get_ext(r, i);
		int nid = OBJ_obj2nid(X509_EXTENSION_get_object(ext));
		if (nid == NID_certificate_issuer || (X509_EXTENSION_get_critical(ext) &&
		    nid != NID_crl_reason && nid != NID_invalidity_date))
			return false;
		if (X509_REVOKED_get_ext_by_NID(r, nid, i) >= 0 && nid != NID_undef)
			return false;		/* twice */
	}
	return true;
}

/* The library sorts the entries by number at the first question, which is asked here, so that
 * later ones change nothing. */
static bool
entries_are_understood(X509_CRL *x)
{
	STACK_OF(X509_REVOKED) *all = X509_CRL_get_REVOKED(x);
	X509_REVOKED *r = NULL;
	if (sk_X509_REVOKED_num(all) <= 0)
		return true;
	(void)X509_CRL_get0_by_serial(x, &r,	/* for its sorting */
	    X509_REVOKED_get0_serialNumber(sk_X509_REVOKED_value(all, 0)));
	for (int i = 0; i < sk_X509_REVOKED_num(all); i++) {
		X509_REVOKED *one = sk_X509_REVOKED_value(all, i);
		if (!entry_is_understood(one))
			return false;
		if (i > 0 && ASN1_INTEGER_cmp(X509_REVOKED_get0_serialNumber(one),
		    X509_REVOKED_get0_serialNumber(sk_X509_REVOKED_value(all, i - 1))) == 0)
			return false;
	}
	return true;
}

/* A list can be relied on when it is complete for its issuer and fully understood. */
static bool
is_understood(X509_CRL *x)
{
	int count = X509_CRL_get_ext_count(x);
	if (count > EXTENSIONS_MAX)
		return false;
	for (int i = 0; i < count; i++) {
		X509_EXTENSION *ext = X509_CRL_get_ext(x, i);
		const ASN1_OBJECT *o = X509_EXTENSION_get_object(ext);
		int nid = OBJ_obj2nid(o);
		if (nid == NID_delta_crl || nid == NID_issuing_distribution_point ||
		    (X509_EXTENSION_get_critical(ext) && nid != NID_authority_key_identifier &&
		    nid != NID_crl_number) || X509_CRL_get_ext_by_OBJ(x, o, i) >= 0)
			return false;
	}
	return entries_are_understood(x);
}

static struct rc
read_fields(X509_CRL *x, struct slice der, struct arena *a, struct crl *l, struct err *e)
{
	struct digest d;
	bool strong;
	const X509_ALGOR *alg = NULL;
	const ASN1_TIME *next = X509_CRL_get0_nextUpdate(x);
	TRY(digest_of(der, &d, e));
	if (!digest_text(a, &d, &l->id))
		return arena_failed(a, e);
	TRY(name_text(X509_CRL_get_issuer(x), a, &l->issuer, e));
	l->next_ms = TIME_UNKNOWN;
	if (!asn1_ms(X509_CRL_get0_lastUpdate(x), false, &l->this_ms) ||
	    (next != NULL && !asn1_ms(next, true, &l->next_ms)))
		return fail(e, E_SYNTAX, 0, "a date of the list that is no time");
	int n = sk_X509_REVOKED_num(X509_CRL_get_REVOKED(x));
	l->count = n < 0 ? 0 : (size_t)n;
	X509_CRL_get0_signature(x, NULL, &alg);
	TRY(signature_algorithm(alg, a, &strong, &l->algorithm, e));
	l->usable = strong && is_understood(x);
	return DONE;
}

/* d2i reads more than DER; the outer parts are compared here, the inner ones are signed. */
static bool
is_der(X509_CRL *x, struct slice der)
{
	uint8_t *again = NULL;
	int n = i2d_X509_CRL(x, &again);
	bool same = n > 0 && slice_eq((struct slice){ again, (size_t)n }, der);
	OPENSSL_free(again);
	return same;
}

static struct rc
decode_der(struct slice der, struct arena *a, struct crypto_bag *bag, struct crl **out,
    struct err *e)
{
	const uint8_t *p = der.at;
	struct crl *l = ARENA_NEW(a, struct crl);
	if (l == NULL)
		return arena_failed(a, e);
	X509_CRL *x = der.len == 0 ? NULL : d2i_X509_CRL(NULL, &p, (long)der.len);
	ERR_clear_error();
	if (x == NULL)
		return fail(e, E_SYNTAX, 0, "not a revocation list in DER");
	TRY(crypto_bag_add(bag, a, x, drop_crl, e));
	if (p != der.at + der.len)
		return fail(e, E_SYNTAX, (uint64_t)(p - der.at), "trailing bytes after the list");
	if (!is_der(x, der))
		return fail(e, E_SYNTAX, 0, "the list is not in DER");
	l->object = x;
	TRY(read_fields(x, der, a, l, e));
	TRY(issuers_make(a, bag, &l->issuers, e));
	*out = l;
	return DONE;
}

struct rc
crl_decode(struct slice in, struct arena *a, struct crypto_bag *bag, struct crl **out,
    struct err *e)
{
	struct armour_block b;
	struct err inner = {0};
	TRY(armour_single(in, SLICE("X509 CRL"), (struct slice){0}, CRL_BYTES_MAX, a, &b, e));
	struct rc done = decode_der(b.der, a, bag, out, &inner);
	ERR_clear_error();
	return failed(done) ? armour_fail(&b, in, &inner, e) : DONE;
}

/* --- asking ----------------------------------------------------------------------------------- */

struct rc
crl_lookup(const struct crl *l, const struct certificate *c, struct arena *a,
    struct crl_revoked *out, bool *found, struct err *e)
{
	X509_REVOKED *r = NULL;
	*out = (struct crl_revoked){ .at_ms = TIME_UNKNOWN };
	/* 1: listed; 2: listed as removed, which only a delta list may say */
	*found = X509_CRL_get0_by_serial(l->object, &r,
	    X509_get0_serialNumber(c->object)) > 0 && r != NULL;
	if (!*found)
		return DONE;
	ASN1_ENUMERATED *reason = X509_REVOKED_get_ext_d2i(r, NID_crl_reason, NULL, NULL);
	long code = reason != NULL ? ASN1_ENUMERATED_get(reason) : 0;
	ASN1_ENUMERATED_free(reason);
	ERR_clear_error();
	out->reason = slice_of(code >= 0 && code < (long)COUNT(reasons) ? reasons[code] :
	    "unspecified");
	if (!asn1_ms(X509_REVOKED_get0_revocationDate(r), false, &out->at_ms))
		out->at_ms = TIME_MIN;		/* revoked since ever: the cautious reading */
	return integer_hex(X509_get0_serialNumber(c->object), a, &out->number, e);
}

static bool
check_issuer(const struct crl *l, const struct certificate *issuer)
{
	const X509_ALGOR *alg = NULL;
	EVP_PKEY *key = X509_get0_pubkey(issuer->object);
	X509_CRL_get0_signature(l->object, NULL, &alg);
	if (X509_NAME_cmp(X509_CRL_get_issuer(l->object),
	    X509_get_subject_name(issuer->object)) != 0)
		return false;
	/* where the issuer's key usage is stated, it must allow signing lists */
	bool may = !issuer->has_usage || (issuer->usage & USAGE_LIST) != 0;
	bool ok = may && signature_is_allowed(alg, issuer) && key != NULL &&
	    X509_CRL_verify(l->object, key) == 1;
	ERR_clear_error();
	return ok;
}

bool
crl_is_by(const struct crl *l, const struct certificate *issuer)
{
	bool good;
	if (issuers_recall(l->issuers, issuer, &good))
		return good;
	good = check_issuer(l, issuer);
	issuers_remember(l->issuers, issuer, good);
	return good;
}
