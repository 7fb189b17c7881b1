/* base/buf.h - growable bytes with a ceiling that must be named when they are made.
 *
 * Writes after a failure do nothing, so a writer may check once, at buf_end().
 *
 * Threads:  one thread at a time.
 * Layer:    base.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/base.h"

/* Invariant: len <= cap; len <= max. max 0 accepts nothing. */
struct buf {
	uint8_t	*at;
	size_t	 len, cap, max;
	bool	 broken;	/* a write did not fit or memory ran out; contents are a prefix */
	bool	 starved;	/* it was memory that ran out */
};

/* An empty buffer that will never hold more than max_bytes. No allocation. */
struct buf buf_init(size_t max_bytes);
void buf_drop(struct buf *b);
/* Forgets the contents, keeps the memory and the ceiling, mends `broken`. */
void buf_clear(struct buf *b);

void buf_add(struct buf *b, struct slice s);
void buf_add_text(struct buf *b, const char *text);
void buf_add_byte(struct buf *b, uint8_t c);
void buf_add_u64(struct buf *b, uint64_t n);
void buf_add_i64(struct buf *b, int64_t n);
/* printf at the end. */
void buf_addf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* When a part that was written apart is broken, so is the whole. */
void buf_follow(struct buf *whole, const struct buf *part);

/* What was written, borrowed until the next write. */
struct slice buf_slice(const struct buf *b);
/* E_LIMIT when anything did not fit, E_NOMEM when memory ran out. */
struct rc buf_end(const struct buf *b, struct err *e);

#endif
