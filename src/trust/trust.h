/* trust/trust.h - what can be said about a signature or certificate, given the anchors.
 *
 * Every answer is a list of struct signature, without an instant: one for each way from the
 * signature to an anchor when it is good; else one that says BROKEN or UNVERIFIABLE.
 *
 *   GOOD          holds over the bytes, by an anchor's key or by a certificate with a chain to an
 *                 anchor. Good for which purposes, and when, is stated beside: purposes may be 0.
 *   BROKEN        holds under no key that is known, and names one that is: by keyid (DSSE), by
 *                 issuer and number or key identifier (CMS), by issuer (a certificate). Known is
 *                 an anchor's key, or one whose certificate has a chain to an anchor.
 *   UNVERIFIABLE  by a key that no anchor leads to, of a kind that cannot be checked (Ed25519 in
 *                 CMS, SHA-1), or a DSSE signature that names no key: then nothing tells a
 *                 damaged one from a stranger's.
 *
 * keyid of DSSE is not signed. It orders the attempts and tells BROKEN from UNVERIFIABLE; it never
 * makes anything good. Read as naming a key: SHA-256 of its SubjectPublicKeyInfo as 64 hex digits,
 * the same after "sha256:", or "SHA256:" and base64.
 *
 * Purposes are those of the anchor, narrowed by key usage and extended key usage of every
 * certificate below it (trust/anchor.h). A certificate whose key usage does not allow signatures
 * makes the ones by its key good for nothing (purposes 0).
 *
 * Revocation: each certificate below the anchor carries the windows of every usable list that its
 * issuer signed, and of what they say about it the earliest date and the gravest reason. A list
 * that no longer shows an entry does not take it back.
 *
 * There is no flag that skips a step. A context with answers of earlier runs (trust/held.h) does
 * not check again what held then: whoever wants everything checked gives none.
 *
 * Spec:     DSSE 1.0.2; RFC 5652; RFC 5280 6.1 without time, 6.3 per list.
 * Purity:   no I/O, no clock.
 * Threads:  anchors, pool, lists and what is remembered may serve several threads at once, each
 *           with a context (arena) of its own.
 * Layer:    base, codec, crypto, fact.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TRUST_TRUST_H
#define TRUST_TRUST_H

#include "crypto/cms.h"
#include "trust/anchor.h"
#include "trust/dsse.h"
#include "trust/held.h"
#include "trust/verified.h"

/* What is known beside the anchors: certificates and lists found in the delivery. The pool is in
 * order (certificate_order()), so that answers do not depend on the order of files. */
struct trust_context {
	const struct anchor_set		*anchors;
	struct certificate *const	*pool;
	size_t				 pool_count;
	_Atomic uint8_t			*known;		/* trust_remember(); or null */
	struct crl *const		*lists;
	size_t				 list_count;
	struct arena			*a;
	/* the digest of the envelope's bytes; answers that are believed without checking; and where
	 * what held is put down: each may be null */
	const struct digest		*body;
	const struct held_list		*held;
	struct held_list		*said;
};

/* Makes room to remember which certificates of the pool lead to an anchor, so that a pool made to
 * be slow is searched once and not for each file. To be called when pool and anchors are complete.
 * Errors: E_LIMIT, E_NOMEM. */
struct rc trust_remember(struct trust_context *t, struct err *e);

struct signature_list {
	struct signature	*at;
	size_t			 count, cap;
};

/* Certificates tried for one DSSE signature, those that its keyid names first; for all signatures
 * of one envelope together no more than digests VERIFY_BYTES_MAX. Anchors are tried in any case,
 * but those that cannot sign by the scheme under which the signature has held: it is of one.
 * More certificates make it find less, never more. */
#define CANDIDATES_MAX 256

/* All four add to the list and leave what is there alone. Errors: E_LIMIT, E_NOMEM.
 * verified: null when no signature is GOOD. */
struct rc trust_check_dsse(const struct trust_context *t, const struct dsse *d,
    struct signature_list *signatures, const struct verified **verified, struct err *e);
/* Over content that stands elsewhere. A message that holds other content of its own is not about
 * this one: BROKEN or UNVERIFIABLE. */
struct rc trust_check_cms(const struct trust_context *t, const struct cms *c,
    struct slice content, struct signature_list *signatures, struct err *e);
/* Over the message's own content. E_SCHEMA for a detached message. */
struct rc trust_check_cms_attached(const struct trust_context *t, const struct cms *c,
    struct signature_list *signatures, const struct verified **verified, struct err *e);
/* Scheme "x509": the certificate as a statement of its issuer. signer is the issuer's name, key
 * the certificate's own, chain[0] the certificate. UNVERIFIABLE: an issuer that no anchor leads
 * to. BROKEN: the issuer that it names is known and did not sign it. */
struct rc trust_check_certificate(const struct trust_context *t, const struct certificate *c,
    struct signature_list *signatures, struct err *e);

/* Distinct keys among the GOOD ones: one key that signs twice counts once. */
size_t signature_list_keys(const struct signature_list *s);
/* The same among those good for a purpose: "at least two release keys". */
size_t signature_list_keys_for(const struct signature_list *s, enum purpose p);

#endif
