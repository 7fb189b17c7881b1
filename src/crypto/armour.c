/* crypto/armour.c - PEM blocks. See crypto/armour.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "crypto/armour.h"

#include "codec/base64.h"

#define LABEL_BYTES_MAX 64

static const struct slice begin_text = SLICE_INIT("-----BEGIN ");
static const struct slice dashes = SLICE_INIT("-----");

/* Where the text stands at the beginning of a line, at or after `from`; else SIZE_MAX. */
static size_t
find_line(struct slice in, struct slice text, size_t from)
{
	for (;;) {
		size_t at = slice_find(in, text, from);
		if (at == SIZE_MAX || at == 0 || in.at[at - 1] == '\n' || in.at[at - 1] == '\r')
			return at;
		from = at + 1;
	}
}

struct rc
armour_next(struct slice in, size_t *from, struct arena *a, struct armour_block *out,
    bool *found, struct err *e)
{
	struct err inner = {0};
	struct armour_block b;
	struct slice end_line;
	size_t begin = find_line(in, begin_text, *from);
	*found = begin != SIZE_MAX;
	if (!*found)
		return DONE;
	b.at = begin;
	size_t label = begin + begin_text.len;
	size_t label_end = slice_find(slice_sub(in, 0, label + LABEL_BYTES_MAX + dashes.len),
	    dashes, label);
	if (label_end == SIZE_MAX)
		return fail(e, E_SYNTAX, begin, "a BEGIN line that does not end");
	b.label = slice_sub(in, label, label_end);
	if (!arena_format(a, &end_line, "-----END %.*s-----", SLICE_FMT(b.label)))
		return arena_failed(a, e);
	size_t body = label_end + dashes.len, end = find_line(in, end_line, body);
	if (end == SIZE_MAX)
		return fail(e, E_SYNTAX, begin, "a BEGIN line without its END line");
	struct rc done = base64_decode(slice_sub(in, body, end), BASE64_MIME, a, &b.der, &inner);
	if (failed(done))
		return fail(e, inner.code, body + inner.at, inner.what);
	*from = end + end_line.len;
	*out = b;
	return DONE;
}

struct rc
armour_single(struct slice in, struct slice label, struct slice other, size_t max_bytes,
    struct arena *a, struct armour_block *out, struct err *e)
{
	struct armour_block b = { .der = in }, second;
	size_t from = 0;
	bool found = true;
	if (in.len > 2 * max_bytes)
		return fail(e, E_LIMIT, max_bytes, "more bytes than such a thing may have");
	if (in.len == 0 || in.at[0] != 0x30) {
		TRY(armour_next(in, &from, a, &b, &found, e));
		if (!found)
			return fail(e, E_SYNTAX, 0, "neither DER nor PEM");
		if (!slice_eq(b.label, label) && !slice_eq(b.label, other))
			return fail(e, E_SYNTAX, b.at, "a PEM block of another label");
		TRY(armour_next(in, &from, a, &second, &found, e));
		if (found)
			return fail(e, E_SYNTAX, second.at, "more than one PEM block");
	}
	if (b.der.len > max_bytes)
		return fail(e, E_LIMIT, max_bytes, "more bytes than such a thing may have");
	*out = b;
	return DONE;
}

struct rc
armour_fail(const struct armour_block *b, struct slice in, const struct err *inner,
    struct err *e)
{
	return fail(e, inner->code, b->der.at == in.at ? inner->at : b->at, inner->what);
}
