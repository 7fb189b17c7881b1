/* trust/anchor.h - keys and certificates that are trusted, for what, and how that came about.
 *
 * Purposes come from whoever trusts the anchor. Certificates below it narrow them, never widen:
 *
 *   extended key usage        leaves of the anchor's purposes
 *   absent, or any            all
 *   codeSigning               release, update, recovery, evidence
 *   clientAuth, serverAuth    identity, attestation
 *   emailProtection           evidence
 *   timeStamping              timestamp
 *   anything else             none
 *
 * Of several usages in one certificate the purposes add up; along a chain only what every
 * certificate leaves remains. See doc/decisions/0001-purposes-of-chains.md.
 *
 * Threads:  a loaded set may serve several threads at once.
 * Layer:    base, codec, crypto, fact.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TRUST_ANCHOR_H
#define TRUST_ANCHOR_H

#include "crypto/key.h"
#include "crypto/x509.h"
#include "fact/signature.h"

/* certificate: null for a bare key, whose period is without bounds until anchor_limit().
 * id:          of the key, "sha256:..." of its SubjectPublicKeyInfo.
 * from, until: the certificate's own validity, narrowed by anchor_limit().
 * subjects:    what it speaks about, in full spelling; null: everything. Whoever compares them
 *              with the subject in question is not trust: the answers carry the anchor's id. */
struct anchor {
	struct slice		 file, id;
	unsigned		 purposes;	/* bits of enum purpose; never 0 */
	enum trust_how		 how;
	int64_t			 from_ms, until_ms;
	struct certificate	*certificate;
	struct key		 key;
	const struct slice	*subjects;
	size_t			 subject_count;
};

struct anchor_set {
	struct anchor	*anchors;
	size_t		 count, cap;
};

/* Adds every certificate and public key of the file: PEM with one or several, or one in DER. One
 * that is there already, from the same terms, is not added again. purposes must not be 0: BUG.
 * Errors, after which the set is as before: E_SYNTAX with the place; E_SCHEMA when there is
 * none, a private key, or a PEM block of another kind; E_UNVERIFIABLE for a key that is not
 * accepted; E_LIMIT, E_NOMEM. */
struct rc anchor_load(struct slice bytes, struct slice file, unsigned purposes,
    enum trust_how how, struct arena *a, struct crypto_bag *bag, struct anchor_set *set,
    struct err *e);
/* Narrows the anchors from number `first` on: to a period (intersected with theirs) and to
 * subjects, which are borrowed. */
void anchor_limit(struct anchor_set *set, size_t first, int64_t from_ms, int64_t until_ms,
    const struct slice *subjects, size_t subject_count);

/* The purposes that a certificate's extended key usage leaves of those given; null leaves all. */
unsigned purposes_of(const struct certificate *c, unsigned purposes);
/* Its key usage allows signatures over other things than certificates and lists. */
bool certificate_may_sign(const struct certificate *c);

#endif
