/* crypto/armour.h - PEM blocks, strictly.
 *
 * Spec:     RFC 7468. Text outside of the blocks is allowed and ignored, as its section 2 says.
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

#endif
