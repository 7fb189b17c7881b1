/* crypto/armour.h - PEM blocks, strictly.
 *
 * Spec:     RFC 7468. Text outside of the blocks is allowed and ignored, as its section 2 says; a
 *           block begins and ends at the beginning of a line and holds nothing but base64.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CRYPTO_ARMOUR_H
#define CRYPTO_ARMOUR_H

#include "base/arena.h"
#include "base/base.h"

/* label: "CERTIFICATE". at: offset of its BEGIN line. der: decoded, in the arena. */
struct armour_block { struct slice label, der; size_t at; };

/* The next block at or after *from, which moves behind it; *found false when there is none.
 * Errors: E_SYNTAX with the place, E_LIMIT, E_NOMEM. */
struct rc armour_next(struct slice in, size_t *from, struct arena *a, struct armour_block *out,
    bool *found, struct err *e);

/* The one thing that the input is: DER (an ASN.1 sequence) as it is, or the only PEM block, of the
 * one label or the other (which may be null). out->at is 0 for DER.
 * Errors: E_SYNTAX with the place, also for a second block; E_LIMIT above max_bytes; E_NOMEM. */
struct rc armour_single(struct slice in, struct slice label, struct slice other,
    size_t max_bytes, struct arena *a, struct armour_block *out, struct err *e);
/* Reports a complaint about a block's bytes: in DER at its own place, in PEM at the block's. */
struct rc armour_fail(const struct armour_block *b, struct slice in, const struct err *inner,
    struct err *e);

#endif
