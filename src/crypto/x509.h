/* crypto/x509.h - certificates, revocation lists, and the chains between them.
 *
 * Chains are built without looking at the time; the answer is a window (fact/signature.h). What
 * is weak (SHA-1, MD5, keys that crypto/key.h does not accept) is read and shown, and no chain
 * leads through it.
 *
 * Spec:     RFC 5280; IEEE 802.1AR (hardware module serial); RFC 4514 for names as shown.
 * Purity:   no I/O, no clock.
 * Threads:  decoded certificates and lists may be used by several threads at once.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CRYPTO_X509_H
#define CRYPTO_X509_H

#include "base/arena.h"
#include "base/base.h"
#include "base/limits.h"
#include "crypto/bag.h"
#include "crypto/key.h"

/* Extended key usages, one bit each. */
enum { EKU_SERVER = 1, EKU_CLIENT = 2, EKU_CODE = 4, EKU_MAIL = 8, EKU_TIME = 16, EKU_ANY = 32,
	EKU_OTHER = 64 };

/* Key usages, one bit each: digitalSignature, nonRepudiation, keyEncipherment and
 * dataEncipherment, keyAgreement, keyCertSign, cRLSign. */
enum { USAGE_SIGN = 1, USAGE_COMMIT = 2, USAGE_ENCRYPT = 4, USAGE_AGREE = 8, USAGE_CERTIFY = 16,
	USAGE_LIST = 32 };

struct issuers;

/* Everything lives in the arena and bag it was decoded with. */
struct certificate {
	void		*object;
	struct slice	 der;
	struct slice	 id;			/* "sha256:..." of the DER */
	struct slice	 subject, issuer;	/* one line, UTF-8 */
	struct slice	 number;		/* serial number, upper-case hex */
	/* of the subject; empty when it has none, more than one, or one with control characters:
	 * then it names nothing */
	struct slice	 common_name, unit, organisation, serial;
	/* 802.1AR subjectAltName hardwareModuleName, as text, or hex when it is no text; empty when
	 * there is none, or several that differ */
	struct slice	 hardware_serial;
	struct slice	 algorithm;		/* that it is signed with, for people */
	int64_t		 from_ms, until_ms;	/* whole seconds included; TIME_MAX: without end */
	bool		 is_ca, has_eku, has_usage;
	bool		 weak;			/* its own signature satisfies nothing */
	unsigned	 eku, usage;
	bool		 key_known;		/* key is of an accepted kind */
	struct key	 key;			/* id and spki are there in any case */
	uint32_t	 subject_tag, issuer_tag;	/* equal names have equal tags */
	struct issuers	*issuers;		/* whom it is known to be by */
};

struct crl_revoked { struct slice number, reason; int64_t at_ms; };

/* id: "sha256:..." of the DER. Whoever got the list in another wrapping (PEM) may put the digest
 * of that file in its place.
 * usable: false for a list that says less than everything its issuer has to say, or more than is
 * understood: delta, indirect or partitioned lists (any issuing distribution point), unknown
 * critical extensions, more than 64 extensions of the list or of an entry, a number listed twice, a
 * weak signature. */
struct crl {
	void		*object;
	struct slice	 id, issuer, algorithm;
	int64_t		 this_ms, next_ms;	/* next: TIME_UNKNOWN when it names none */
	size_t		 count;			/* entries */
	bool		 usable;
	struct issuers	*issuers;		/* whom it is known to be by */
};

/* One certificate, DER or one PEM block CERTIFICATE, at most CERT_BYTES_MAX in DER, 64 extensions,
 * no extension twice, none that cannot be read.
 * Errors: E_SYNTAX, with the place of what trails; E_LIMIT, E_NOMEM. */
struct rc certificate_decode(struct slice in, struct arena *a, struct crypto_bag *bag,
    struct certificate **out, struct err *e);
/* Puts a list in order of id and drops what is there twice; gives the new count. Answers about
 * chains do not depend on the order in which files came once that is done. */
size_t certificate_order(struct certificate **list, size_t count);

/* DER or one PEM block X509 CRL, at most CRL_BYTES_MAX. Errors: as certificate_decode(). */
struct rc crl_decode(struct slice in, struct arena *a, struct crypto_bag *bag, struct crl **out,
    struct err *e);
/* *found: the list has the certificate's number. reason: "unspecified", "key_compromise", ...
 * Errors: E_LIMIT, E_NOMEM. */
struct rc crl_lookup(const struct crl *l, const struct certificate *c, struct arena *a,
    struct crl_revoked *out, bool *found, struct err *e);
/* The list is by this issuer and its signature holds. */
bool crl_is_by(const struct crl *l, const struct certificate *issuer);

/* at[0] is the leaf, the last one the anchor. count 1: the leaf is the anchor. */
struct chain { const struct certificate **at; size_t count; };

/* Different ways from one leaf to one anchor, as when an authority has renewed its certificate. */
#define CHAINS_MAX 16

/* Every chain, at most CHAINS_MAX, with at most CHAIN_DEPTH_MAX certificates below the anchor,
 * through authorities of the pool. Each holds by RFC 5280 6.1 without time, in libcrypto's strict
 * reading: names, signatures, basic constraints, path lengths, key usage, name constraints,
 * required policies, no unknown critical extension. An anchor need not be self-signed.
 * A pool made to exhaust the search (256 signatures) makes it find less, never more.
 * Errors: E_NOMEM, E_LIMIT. */
struct rc chain_find(const struct certificate *leaf, const struct certificate *anchor,
    struct certificate *const *pool, size_t pool_count, struct arena *a,
    struct chain **out, size_t *count, struct err *e);
/* issuer's name is the one that c was issued by, and issuer may issue. */
bool certificate_names_issuer(const struct certificate *c, const struct certificate *issuer);
/* c's signature holds under the issuer's key, by an algorithm that the key's record names. */
bool certificate_is_by(const struct certificate *c, const struct certificate *issuer);

#endif
