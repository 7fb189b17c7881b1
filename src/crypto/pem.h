/* crypto/pem.h - PEM blocks, strictly.
 *
 * Spec:     RFC 7468. Text outside of the blocks is allowed and ignored, as its section 2 says.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CRYPTO_PEM_H
#define CRYPTO_PEM_H

#include "base/arena.h"
#include "base/base.h"

/* label: "CERTIFICATE". at: offset of its BEGIN line. der: decoded, in the arena. */
struct pem_block { struct slice label, der; size_t at; };

/* The next block at or after *from, which moves behind it; *found false when there is none.
 * Errors: E_SYNTAX with the place, E_LIMIT, E_NOMEM. */
struct rc pem_next(struct slice in, size_t *from, struct arena *a, struct pem_block *out,
    bool *found, struct err *e);

#endif
