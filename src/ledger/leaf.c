/* ledger/leaf.c - the leaf. See ledger/leaf.h and doc/formats/leaf.md.
 * SPDX-License-Identifier: Apache-2.0 */
#include "ledger/leaf.h"

#include <string.h>

#include "base/rd.h"

#define MAGIC SLICE("ASLEAF1\n")
#define FLAG_CLOCK_NOT_TRUSTED 0x01

static void
put_be(uint64_t n, unsigned bytes, struct buf *out)
{
	while (bytes-- > 0)
		buf_add_byte(out, (uint8_t)(n >> (8 * bytes)));
}

static void
put_digests(const struct digest *d, const uint8_t sha512[static SHA512_BYTES], struct buf *out)
{
	buf_add(out, (struct slice){ d->bytes, SHA256_BYTES });
	buf_add(out, (struct slice){ sha512, SHA512_BYTES });
}

void
leaf_encode(const struct leaf *l, struct buf *out)
{
	if (l->body_count > LEAF_BODIES_MAX || l->time_ms < 0)
		BUG("a leaf with too many bodies or before 1970");
	buf_add(out, MAGIC);
	buf_add_byte(out, l->clock_not_trusted ? FLAG_CLOCK_NOT_TRUSTED : 0);
	put_be((uint64_t)l->time_ms, 8, out);
	put_digests(&l->envelope_sha256, l->envelope_sha512, out);
	buf_add(out, (struct slice){ l->key_id.bytes, SHA256_BYTES });
	buf_add_byte(out, (uint8_t)l->body_count);
	for (size_t i = 0; i < l->body_count; i++) {
		buf_add_byte(out, LEAF_CLASS_OPEN);
		put_be(l->bodies[i].size_bytes, 8, out);
		put_digests(&l->bodies[i].sha256, l->bodies[i].sha512, out);
	}
}

static void
take_bytes(struct rd *r, uint8_t *to, size_t n)
{
	struct slice s = rd_take(r, n);
	if (s.len == n)
		memcpy(to, s.at, n);
}

/* The next byte, refused where it stands when it is not within the bounds. */
static uint8_t
take_byte(struct rd *r, int low, int high, const char *what)
{
	int c = rd_peek(r);
	if (c >= 0 && (c < low || c > high))
		rd_fail(r, E_SYNTAX, what);
	return (uint8_t)rd_be(r, 1);
}

static void
take_magic(struct rd *r)
{
	struct slice begin = slice_sub(r->in, 0, MAGIC.len);
	if (!slice_eq(begin, slice_sub(MAGIC, 0, begin.len)))
		rd_fail(r, E_SYNTAX, "not a leaf: it does not begin with ASLEAF1");
	(void)rd_take(r, MAGIC.len);
}

static int64_t
take_time(struct rd *r)
{
	if (rd_left(r) >= 8 && rd_peek(r) > INT8_MAX)
		rd_fail(r, E_SYNTAX, "a time beyond 2^63 - 1");
	return (int64_t)rd_be(r, 8);
}

static void
take_body(struct rd *r, struct leaf_body *b)
{
	if (take_byte(r, LEAF_CLASS_OPEN, LEAF_CLASS_OPEN, "an unknown class") != LEAF_CLASS_OPEN)
		return;
	b->size_bytes = rd_be(r, 8);
	take_bytes(r, b->sha256.bytes, SHA256_BYTES);
	take_bytes(r, b->sha512, SHA512_BYTES);
}

struct rc
leaf_decode(struct slice in, struct leaf *out, struct err *e)
{
	struct rd r = rd_init(in);
	struct leaf l = {0};
	take_magic(&r);
	l.clock_not_trusted = take_byte(&r, 0, FLAG_CLOCK_NOT_TRUSTED, "an unknown flag") != 0;
	l.time_ms = take_time(&r);
	take_bytes(&r, l.envelope_sha256.bytes, SHA256_BYTES);
	take_bytes(&r, l.envelope_sha512, SHA512_BYTES);
	take_bytes(&r, l.key_id.bytes, SHA256_BYTES);
	l.body_count = take_byte(&r, 0, LEAF_BODIES_MAX, "more than 16 bodies");
	for (size_t i = 0; i < l.body_count && rd_ok(&r); i++)
		take_body(&r, &l.bodies[i]);
	TRY(rd_end(&r, e));
	*out = l;
	return DONE;
}
