/* ledger/checkpoint.c - the text of a checkpoint. See ledger/note.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "codec/base64.h"
#include "codec/utf8.h"
#include "ledger/note_int.h"
#include "ledger/tree.h"

/* A line that reads as itself: not empty, UTF-8, no ASCII control character. */
static bool
is_line(struct slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] < ' ')
			return false;
	return s.len > 0 && utf8_valid(s);
}

static void
put_line(struct slice s, struct buf *out)
{
	buf_add(out, s);
	buf_add_byte(out, '\n');
}

void
checkpoint_encode(const struct checkpoint *c, struct buf *out)
{
	if (!is_line(c->origin) || c->origin.len > ORIGIN_BYTES_MAX || c->size > TREE_SIZE_MAX)
		BUG("a checkpoint that could not be read again");
	put_line(c->origin, out);
	buf_add_u64(out, c->size);
	buf_add_byte(out, '\n');
	base64_write((struct slice){ c->root.bytes, SHA256_BYTES }, out);
	buf_add_byte(out, '\n');
	for (size_t i = 0; i < c->extension_count; i++) {
		if (!is_line(c->extensions[i]))
			BUG("an extension that is no line");
		put_line(c->extensions[i], out);
	}
}

static struct rc
take_origin(struct slice text, size_t *at, struct checkpoint *c, struct err *e)
{
	if (!note_line_next(text, at, &c->origin))
		return fail(e, E_SYNTAX, *at, "a checkpoint without origin");
	if (c->origin.len == 0)
		return fail(e, E_SYNTAX, 0, "an empty origin");
	if (c->origin.len > ORIGIN_BYTES_MAX)
		return fail(e, E_LIMIT, ORIGIN_BYTES_MAX, "longer than an origin may be");
	return DONE;
}

static struct rc
take_size(struct slice text, size_t *at, struct checkpoint *c, struct err *e)
{
	struct slice line;
	size_t begin = *at;
	if (!note_line_next(text, at, &line))
		return fail(e, E_SYNTAX, begin, "a checkpoint without size");
	if (!slice_to_u64(line, &c->size))
		return fail(e, E_SYNTAX, begin, "expected a size: decimal, no leading zero");
	if (c->size > TREE_SIZE_MAX)
		return fail(e, E_LIMIT, begin, "a log of more than 2^63 entries");
	return DONE;
}

static struct rc
take_root(struct slice text, size_t *at, struct arena *a, struct checkpoint *c, struct err *e)
{
	struct slice line, bytes;
	size_t begin = *at;
	if (!note_line_next(text, at, &line))
		return fail(e, E_SYNTAX, begin, "a checkpoint without root");
	TRY(note_base64(line, begin, a, &bytes, e));
	if (bytes.len != SHA256_BYTES)
		return fail(e, E_SYNTAX, begin, "a root that is not 32 bytes");
	memcpy(c->root.bytes, bytes.at, SHA256_BYTES);
	return DONE;
}

static struct rc
take_extensions(struct slice text, size_t at, struct arena *a, struct checkpoint *c,
    struct err *e)
{
	size_t count = note_line_count(text, at), begin = at;
	c->extensions = ARENA_ARRAY(a, struct slice, count);
	if (c->extensions == NULL)
		return arena_failed(a, e);
	for (struct slice line; note_line_next(text, &at, &line); begin = at) {
		if (line.len == 0)
			return fail(e, E_SYNTAX, begin, "an empty extension");
		c->extensions[c->extension_count++] = line;
	}
	return DONE;
}

struct rc
checkpoint_decode(struct slice text, struct arena *a, struct checkpoint *out, struct err *e)
{
	struct checkpoint c = {0};
	size_t at = 0;
	TRY(note_text_check(text, e));
	TRY(take_origin(text, &at, &c, e));
	TRY(take_size(text, &at, &c, e));
	TRY(take_root(text, &at, a, &c, e));
	TRY(take_extensions(text, at, a, &c, e));
	*out = c;
	return DONE;
}
