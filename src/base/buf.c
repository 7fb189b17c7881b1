/* base/buf.c - growable bytes with a ceiling. See base/buf.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

struct buf
buf_init(size_t max_bytes)
{
	return (struct buf){ .max = max_bytes };
}

void
buf_drop(struct buf *b)
{
	mem_free(b->at);
	*b = (struct buf){0};
}

void
buf_clear(struct buf *b)
{
	b->len = 0;
	b->broken = b->starved = false;
}

static bool
reserve(struct buf *b, size_t more)
{
	if (b->broken || more > b->max - b->len) {
		b->broken = true;
		return false;
	}
	size_t need = b->len + more;
	if (need <= b->cap)
		return true;
	size_t cap = b->cap < 128 ? 256 : b->cap;
	while (cap < need)
		cap = cap > b->max / 2 ? b->max : cap * 2;
	uint8_t *grown = mem_resize(b->at, cap, 1);
	if (grown == NULL) {
		b->broken = b->starved = true;
		return false;
	}
	b->at = grown;
	b->cap = cap;
	return true;
}

void
buf_add(struct buf *b, struct slice s)
{
	if (s.len == 0 || !reserve(b, s.len))
		return;
	memcpy(b->at + b->len, s.at, s.len);
	b->len += s.len;
}

void
buf_add_text(struct buf *b, const char *text)
{
	buf_add(b, slice_of(text));
}

void
buf_add_byte(struct buf *b, uint8_t c)
{
	if (!reserve(b, 1))
		return;
	b->at[b->len++] = c;
}

void
buf_add_u64(struct buf *b, uint64_t n)
{
	uint8_t digits[20];
	size_t at = sizeof(digits);
	do {
		digits[--at] = (uint8_t)('0' + n % 10);
		n /= 10;
	} while (n != 0);
	buf_add(b, (struct slice){ digits + at, sizeof(digits) - at });
}

void
buf_add_i64(struct buf *b, int64_t n)
{
	if (n < 0) {
		buf_add_byte(b, '-');
		buf_add_u64(b, (uint64_t)0 - (uint64_t)n);
		return;
	}
	buf_add_u64(b, (uint64_t)n);
}

void
buf_addf(struct buf *b, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (n < 0)
		BUG("buf_addf: bad format");
	/* The terminating NUL needs room for a moment, at the ceiling too. */
	size_t max = b->max;
	b->max = max < SIZE_MAX ? max + 1 : max;
	if (reserve(b, (size_t)n + 1)) {
		(void)vsnprintf((char *)b->at + b->len, (size_t)n + 1, format, again);
		b->len += (size_t)n;
	}
	b->max = max;
	va_end(again);
}

void
buf_follow(struct buf *whole, const struct buf *part)
{
	whole->broken = whole->broken || part->broken;
	whole->starved = whole->starved || part->starved;
}

struct slice
buf_slice(const struct buf *b)
{
	if (b->at == NULL)
		return SLICE("");
	return (struct slice){ b->at, b->len };
}

struct rc
buf_end(const struct buf *b, struct err *e)
{
	if (!b->broken)
		return DONE;
	return b->starved ? fail(e, E_NOMEM, b->len, "out of memory") :
	    fail(e, E_LIMIT, b->len, "the output exceeds its limit");
}
