/* codec/hex.h - bytes as hex digits.
 *
 * Layer:    base.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CODEC_HEX_H
#define CODEC_HEX_H

#include "base/arena.h"
#include "base/buf.h"

/* Lower case. */
void hex_write(struct slice in, struct buf *out);
/* Digits of either case, an even number of them, into the arena.
 * Errors: E_SYNTAX with the place, E_LIMIT, E_NOMEM. */
struct rc hex_decode(struct slice in, struct arena *a, struct slice *out, struct err *e);
/* Only lower-case digits, exactly n of them. */
bool hex_is_lower(struct slice in, size_t n);

#endif
