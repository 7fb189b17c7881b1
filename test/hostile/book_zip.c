/* book_zip.c - a ZIP written by hand. See book_zip.h.
 *
 * Spec: APPNOTE.TXT 6.3.x, 4.3.7, 4.3.12, 4.3.16; RFC 1951, 3.2.4 (stored blocks).
 * SPDX-License-Identifier: Apache-2.0 */
#include "book_zip.h"

#define STORED 0
#define DEFLATED 8
#define BLOCK_BYTES 65535

static void
put(struct buf *out, uint32_t n, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		buf_add_byte(out, (uint8_t)(n >> 8 * i));
}

static uint32_t
crc_of(struct slice s)
{
	uint32_t crc = UINT32_MAX;
	for (size_t i = 0; i < s.len; i++) {
		crc ^= s.at[i];
		for (unsigned k = 0; k < 8; k++)
			crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xedb88320u : 0);
	}
	return ~crc;
}

static void
add_content(struct zip_maker *z, struct slice content)
{
	if (!z->deflated) {
		buf_add(z->out, content);
		return;
	}
	for (size_t at = 0; at == 0 || at < content.len; at += BLOCK_BYTES) {
		struct slice part = slice_sub(content, at, at + BLOCK_BYTES);
		buf_add_byte(z->out, at + BLOCK_BYTES >= content.len);
		put(z->out, (uint32_t)part.len, 2);
		put(z->out, (uint32_t)~part.len & 0xffff, 2);
		buf_add(z->out, part);
	}
}

static uint32_t
packed_bytes(const struct zip_maker *z, size_t len)
{
	size_t blocks = len == 0 ? 1 : (len + BLOCK_BYTES - 1) / BLOCK_BYTES;
	return (uint32_t)(z->deflated ? len + 5 * blocks : len);
}

/* What stands in front of an entry and in the directory alike. */
static void
put_said(struct buf *out, const struct zip_said *s)
{
	put(out, 20, 2);
	put(out, s->flags, 2);
	put(out, s->method, 2);
	put(out, 0x00210000, 4);
	put(out, s->crc, 4);
	put(out, s->packed, 4);
	put(out, s->size, 4);
}

void
zip_add(struct zip_maker *z, struct slice name, struct slice content, const struct zip_said *lies)
{
	static const struct zip_said truth;
	const struct zip_said *l = lies != NULL ? lies : &truth;
	if (z->count == ZIP_ENTRIES_MAX)
		BUG("a test makes too many entries");
	struct zip_said s = { crc_of(content) + l->crc,
	    packed_bytes(z, content.len) + l->packed, (uint32_t)content.len + l->size,
	    (uint32_t)z->out->len + l->at,
	    (uint16_t)((z->deflated ? DEFLATED : STORED) + l->method), l->flags };
	z->entries[z->count++] = (struct zip_made){ name, s };
	put(z->out, 0x04034b50, 4);
	put_said(z->out, &s);
	put(z->out, (uint32_t)name.len, 2);
	put(z->out, 0, 2);
	buf_add(z->out, name);
	add_content(z, content);
}

void
zip_close(struct zip_maker *z, uint16_t count_lie, uint32_t at_lie)
{
	size_t from = z->out->len;
	for (size_t i = 0; i < z->count; i++) {
		const struct zip_made *m = &z->entries[i];
		put(z->out, 0x02014b50, 4);
		put(z->out, 20, 2);
		put_said(z->out, &m->said);
		put(z->out, (uint32_t)m->name.len, 2);
		put(z->out, 0, 4);		/* no extra field, no comment */
		put(z->out, 0, 4);		/* disk, kind of content */
		put(z->out, 0, 4);
		put(z->out, m->said.at, 4);
		buf_add(z->out, m->name);
	}
	size_t bytes = z->out->len - from;
	put(z->out, 0x06054b50, 4);
	put(z->out, 0, 4);
	put(z->out, (uint32_t)(z->count + count_lie) & 0xffff, 2);
	put(z->out, (uint32_t)(z->count + count_lie) & 0xffff, 2);
	put(z->out, (uint32_t)bytes, 4);
	put(z->out, (uint32_t)from + at_lie, 4);
	put(z->out, 0, 2);
}
