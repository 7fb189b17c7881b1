/* trust/anchor.h - keys and certificates that are trusted, for what, and how that came about.
 *
 * Layer:    base, codec, crypto, fact.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TRUST_ANCHOR_H
#define TRUST_ANCHOR_H

#include "crypto/key.h"
#include "crypto/x509.h"
#include "fact/signature.h"

/* certificate: null for a bare key, whose period is without bounds.
 * id: of the key, "sha256:..." of its SubjectPublicKeyInfo. */
struct anchor {
	struct slice			 file, id;
	unsigned			 purposes;	/* bits of enum purpose; never 0 */
	enum trust_how			 how;
	int64_t				 from_ms, until_ms;
	const struct certificate	*certificate;
	struct key			 key;
};

struct anchor_set {
	struct anchor	*anchors;
	size_t		 count, cap;
};

/* Adds every certificate and public key of the file: PEM with one or several, or one in DER.
 * Errors: E_SYNTAX with the place; E_SCHEMA when there is none; E_UNVERIFIABLE for a key of a
 * kind that is not accepted; E_LIMIT, E_NOMEM. */
struct rc anchor_load(struct slice bytes, struct slice file, unsigned purposes,
    enum trust_how how, struct arena *a, struct crypto_bag *bag, struct anchor_set *set,
    struct err *e);

/* The purposes that a certificate's extended key usage leaves of those given:
 *   none stated, or any            all
 *   codeSigning                    release, update, recovery, evidence
 *   clientAuth, serverAuth         identity, attestation
 *   emailProtection                evidence
 *   timeStamping                   timestamp */
unsigned purposes_of(const struct certificate *c, unsigned purposes);

#endif
