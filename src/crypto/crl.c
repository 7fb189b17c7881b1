/* crypto/crl.c - revocation lists. See crypto/x509.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "base/limits.h"
#include "base/time.h"
#include "crypto/digest.h"
#include "crypto/x509.h"
#include "crypto/x509_int.h"

/* RFC 5280 5.3.1; 7 is not used. */
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

/* A list can be relied on when it is complete for its issuer and fully understood. */
static bool
is_usable(X509_CRL *x)
{
	for (int i = 0; i < X509_CRL_get_ext_count(x); i++) {
		X509_EXTENSION *ext = X509_CRL_get_ext(x, i);
		int nid = OBJ_obj2nid(X509_EXTENSION_get_object(ext));
		if (nid == NID_delta_crl || nid == NID_issuing_distribution_point ||
		    (X509_EXTENSION_get_critical(ext) && nid != NID_authority_key_identifier &&
		    nid != NID_crl_number))
			return false;
	}
	return !signature_is_weak(X509_CRL_get_signature_nid(x));
}

static struct rc
read_fields(X509_CRL *x, struct slice der, struct arena *a, struct crl *l, struct err *e)
{
	struct digest d;
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
	l->usable = is_usable(x);
	return DONE;
}

struct rc
crl_decode(struct slice der, struct arena *a, struct crypto_bag *bag, struct crl **out,
    struct err *e)
{
	const uint8_t *p = der.at;
	struct crl *l = ARENA_NEW(a, struct crl);
	if (l == NULL)
		return arena_failed(a, e);
	if (der.len > CRL_BYTES_MAX)
		return fail(e, E_LIMIT, CRL_BYTES_MAX, "a revocation list larger than 32 MiB");
	X509_CRL *x = der.len == 0 ? NULL : d2i_X509_CRL(NULL, &p, (long)der.len);
	ERR_clear_error();
	if (x == NULL)
		return fail(e, E_SYNTAX, 0, "not a revocation list in DER");
	TRY(crypto_bag_add(bag, a, x, drop_crl, e));
	if (p != der.at + der.len)
		return fail(e, E_SYNTAX, (uint64_t)(p - der.at), "trailing bytes after the list");
	l->object = x;
	TRY(read_fields(x, der, a, l, e));
	*out = l;
	return DONE;
}

struct rc
crl_lookup(const struct crl *l, const struct certificate *c, struct arena *a,
    struct crl_revoked *out, bool *found, struct err *e)
{
	X509_REVOKED *r = NULL;
	*out = (struct crl_revoked){ .at_ms = TIME_UNKNOWN };
	*found = X509_CRL_get0_by_serial(l->object, &r, X509_get0_serialNumber(c->object)) == 1;
	if (!*found)
		return DONE;
	ASN1_ENUMERATED *reason = X509_REVOKED_get_ext_d2i(r, NID_crl_reason, NULL, NULL);
	long code = reason != NULL ? ASN1_ENUMERATED_get(reason) : 0;
	ASN1_ENUMERATED_free(reason);
	out->reason = slice_of(code >= 0 && code < (long)COUNT(reasons) ? reasons[code] :
	    "unspecified");
	if (!asn1_ms(X509_REVOKED_get0_revocationDate(r), false, &out->at_ms))
		out->at_ms = TIME_MIN;		/* revoked since ever: the cautious reading */
	return integer_hex(X509_get0_serialNumber(c->object), a, &out->number, e);
}

bool
crl_is_by(const struct crl *l, const struct certificate *issuer)
{
	EVP_PKEY *key = X509_get0_pubkey(issuer->object);
	if (X509_NAME_cmp(X509_CRL_get_issuer(l->object),
	    X509_get_subject_name(issuer->object)) != 0)
		return false;
	/* where the issuer's key usage is stated, it must allow signing lists */
	uint32_t usage = X509_get_key_usage(issuer->object);
	bool ok = (usage & KU_CRL_SIGN) != 0 && key != NULL &&
	    X509_CRL_verify(l->object, key) == 1;
	ERR_clear_error();
	return ok;
}
