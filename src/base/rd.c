/* base/rd.c - a cursor over untrusted bytes. See base/rd.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/rd.h"

struct slice
rd_take(struct rd *r, uint64_t n)
{
	if (!rd_ok(r) || n == 0)
		return (struct slice){0};
	if (n > r->in.len - r->pos) {
		rd_fail(r, E_SYNTAX, "runs past the end");
		return (struct slice){0};
	}
	struct slice s = { r->in.at + r->pos, (size_t)n };
	r->pos += (size_t)n;
	return s;
}

int
rd_peek(const struct rd *r)
{
	return rd_ok(r) && r->pos < r->in.len ? r->in.at[r->pos] : -1;
}

uint64_t
rd_be(struct rd *r, unsigned bytes)
{
	uint64_t n = 0;
	struct slice s = rd_take(r, bytes);
	for (size_t i = 0; i < s.len; i++)
		n = n << 8 | s.at[i];
	return n;
}

uint64_t
rd_le(struct rd *r, unsigned bytes)
{
	uint64_t n = 0;
	struct slice s = rd_take(r, bytes);
	for (size_t i = s.len; i > 0; i--)
		n = n << 8 | s.at[i - 1];
	return n;
}

void
rd_fail(struct rd *r, enum code c, const char *what)
{
	(void)fail(&r->err, c, r->pos, what);	/* reported by rd_end() */
}

struct rc
rd_end(struct rd *r, struct err *e)
{
	if (rd_ok(r) && r->pos != r->in.len)
		rd_fail(r, E_SYNTAX, "trailing bytes");
	if (e != NULL && !rd_ok(r) && e->code == OK)
		*e = r->err;
	return (struct rc){ r->err.code };
}
