/* trust/trust.h - what can be said about a signature or certificate, given the anchors.
 *
 * Every answer is a list of struct signature, without an instant: one for each anchor that a
 * good signature leads to; else one that says BROKEN or UNVERIFIABLE.
 *
 *   GOOD          holds over the bytes, by an anchor's key or one whose chain ends in an anchor
 *   BROKEN        does not hold, and names a key that is an anchor's or leads to one: by keyid
 *                 (DSSE: hex SHA-256 of the SubjectPublicKeyInfo, with or without "sha256:"),
 *                 by issuer and number (CMS), by issuer (a certificate)
 *   UNVERIFIABLE  by a key that no anchor leads to, or of a kind that cannot be checked
 *
 * There is no flag that skips a step.
 *
 * Spec:     DSSE 1.0.2; RFC 5652; RFC 5280 6.1 without time, 6.3 per list.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec, crypto, fact.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TRUST_TRUST_H
#define TRUST_TRUST_H

#include "crypto/cms.h"
#include "trust/anchor.h"
#include "trust/dsse.h"

/* What is known beside the anchors: certificates and lists found in the delivery. */
struct trust_context {
	const struct anchor_set		*anchors;
	struct certificate *const	*pool;
	size_t				 pool_count;
	struct crl *const		*lists;
	size_t				 list_count;
	struct arena			*a;
};

struct signature_list {
	struct signature	*at;
	size_t			 count, cap;
};

/* A payload of which at least one signature is GOOD. Only trust_check_dsse() makes one. */
struct verified;
struct slice verified_payload(const struct verified *v);
struct slice verified_type(const struct verified *v);
const struct signature *verified_signature(const struct verified *v);

/* Errors of all three: E_LIMIT, E_NOMEM. *out is null when no signature is GOOD. */
struct rc trust_check_dsse(const struct trust_context *t, const struct dsse *d,
    struct signature_list *signatures, const struct verified **out, struct err *e);
struct rc trust_check_cms(const struct trust_context *t, const struct cms *c,
    struct slice content, struct signature_list *signatures, struct err *e);
/* Scheme "x509": who issued this certificate. */
struct rc trust_check_certificate(const struct trust_context *t, const struct certificate *c,
    struct signature_list *signatures, struct err *e);

/* Distinct keys among the GOOD ones: one key that signs twice counts once. */
size_t signature_list_keys(const struct signature_list *s);

#endif
