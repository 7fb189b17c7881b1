/* trust/verified.h - a payload that a trusted key has signed.
 *
 * Only trust_check_dsse() and trust_check_cms_attached() make one, and no flag makes them skip a
 * step. Code that must act on checked bytes takes a `const struct verified *`, so forgetting to
 * check does not compile. Whoever wants to look at bytes that nobody has vouched for finds them
 * as struct unchecked (crypto/unchecked.h), with the envelope.
 *
 * It does not say what the signer may sign: that is signature.purposes, and when: its window.
 *
 * Layer:    base, fact.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TRUST_VERIFIED_H
#define TRUST_VERIFIED_H

#include "fact/signature.h"

struct verified;

/* The very bytes that were signed; they live in the arena of the check. */
struct slice verified_payload(const struct verified *v);
/* DSSE: the payload type, signed with it. CMS: empty. */
struct slice verified_type(const struct verified *v);
/* Everything that is known about the signatures of this payload; at least one is GOOD. */
const struct signature *verified_signatures(const struct verified *v, size_t *count);
/* The first one that is GOOD. */
const struct signature *verified_signature(const struct verified *v);

#endif
