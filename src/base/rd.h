/* base/rd.h - a cursor over untrusted bytes.
 *
 * After the first failure every read yields nothing and the cursor stops, so a decoder
 * may check once, at rd_end(). What was read must not be used before that check.
 *
 * Purity:   no I/O, no allocation, no clock.
 * Layer:    base.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_RD_H
#define BASE_RD_H

#include "base/base.h"

/* Invariant: pos <= in.len. */
struct rd {
	struct slice	in;
	size_t		pos;
	struct err	err;
};

static inline struct rd rd_init(struct slice in) { return (struct rd){ .in = in }; }
static inline bool rd_ok(const struct rd *r) { return r->err.code == OK; }
static inline size_t rd_left(const struct rd *r) { return r->in.len - r->pos; }

/* The next n bytes, borrowed from the input. Refuses to run past the end. */
struct slice rd_take(struct rd *r, uint64_t n);
/* The next byte without moving, or -1 at the end or after a failure. */
int rd_peek(const struct rd *r);
/* Big- and little-endian unsigned numbers of 1 to 8 bytes. */
uint64_t rd_be(struct rd *r, unsigned bytes);
uint64_t rd_le(struct rd *r, unsigned bytes);
/* Fails at the current place. The first failure wins. */
void rd_fail(struct rd *r, enum code c, const char *what);
/* E_SYNTAX on trailing bytes; else the first failure. */
struct rc rd_end(struct rd *r, struct err *e);

#endif
