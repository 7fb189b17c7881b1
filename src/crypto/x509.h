/* crypto/x509.h - certificates, revocation lists, and the chains between them.
 *
 * Chains are built without looking at the time; the answer is a window (fact/signature.h).
 *
 * Spec:     RFC 5280; IEEE 802.1AR (hardware module serial); RFC 4514 for names as shown.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CRYPTO_X509_H
#define CRYPTO_X509_H

#include "base/arena.h"
#include "base/base.h"
#include "crypto/bag.h"
#include "crypto/key.h"

/* Extended key usages, one bit each. */
enum { EKU_SERVER = 1, EKU_CLIENT = 2, EKU_CODE = 4, EKU_MAIL = 8, EKU_TIME = 16, EKU_ANY = 32,
	EKU_OTHER = 64 };

/* Everything lives in the arena and bag it was decoded with. */
struct certificate {
	void		*object;
	struct slice	 der;
	struct slice	 id;			/* "sha256:..." of the DER */
	struct slice	 subject, issuer;	/* one line, UTF-8 */
	struct slice	 number;		/* serial number, upper-case hex */
	/* of the subject; or empty */
	struct slice	 common_name, unit, organisation, serial;
	/* 802.1AR subjectAltName, as text or hex; or empty */
	struct slice	 hardware_serial;
	int64_t		 from_ms, until_ms;	/* whole seconds included; TIME_MAX: without end */
	bool		 is_ca, has_eku, weak;	/* weak: signed with SHA-1, MD5 or the like */
	unsigned	 eku;
	bool		 key_known;		/* key is of an accepted kind */
	struct key	 key;
};

struct crl_revoked { struct slice number, reason; int64_t at_ms; };

struct crl {
	void		*object;
	struct slice	 id, issuer;
	int64_t		 this_ms, next_ms;	/* next: TIME_UNKNOWN when it names none */
	size_t		 count;			/* entries */
	bool		 usable;		/* false: delta, indirect, unknown critical, weak */
};

/* One DER certificate, no trailing bytes, at most CERT_BYTES_MAX.
 * Errors: E_SYNTAX, E_LIMIT, E_NOMEM. */
struct rc certificate_decode(struct slice der, struct arena *a, struct crypto_bag *bag,
    struct certificate **out, struct err *e);
/* At most CRL_BYTES_MAX. Errors: as certificate_decode(). */
struct rc crl_decode(struct slice der, struct arena *a, struct crypto_bag *bag, struct crl **out,
    struct err *e);
/* *found: the list has the certificate's number. reason: "unspecified", "key_compromise", ...
 * Errors: E_LIMIT, E_NOMEM. */
struct rc crl_lookup(const struct crl *l, const struct certificate *c, struct arena *a,
    struct crl_revoked *out, bool *found, struct err *e);
/* The list is by this issuer and its signature holds. */
bool crl_is_by(const struct crl *l, const struct certificate *issuer);

/* chain[0] is the leaf, the last one the anchor. Tries the pool for what stands between.
 * *found false: none of this anchor's. Errors: E_NOMEM, E_LIMIT. */
struct rc chain_build(const struct certificate *leaf, const struct certificate *anchor,
    struct certificate *const *pool, size_t pool_count, struct arena *a,
    const struct certificate ***chain, size_t *count, bool *found, struct err *e);
/* issuer's name is the one that c was issued by, and issuer may issue. */
bool certificate_names_issuer(const struct certificate *c, const struct certificate *issuer);
/* c's signature holds under the issuer's key. */
bool certificate_is_by(const struct certificate *c, const struct certificate *issuer);

#endif
