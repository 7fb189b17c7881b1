/* crypto/armour.c - PEM blocks. See crypto/armour.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "crypto/armour.h"

#include "codec/base64.h"

struct rc
armour_next(struct slice in, size_t *from, struct arena *a, struct armour_block *out, bool *found,
    struct err *e)
{
	struct err inner = {0};
	struct armour_block b;
	struct slice end_line;
	size_t begin = slice_find(in, SLICE("-----BEGIN "), *from);
	*found = begin != SIZE_MAX;
	if (!*found)
		return DONE;
	b.at = begin;
	size_t label = begin + 11, dashes = slice_find(in, SLICE("-----"), label);
	if (dashes == SIZE_MAX || dashes - label > 64)
		return fail(e, E_SYNTAX, begin, "a BEGIN line that does not end");
	b.label = slice_sub(in, label, dashes);
	if (!arena_format(a, &end_line, "-----END %.*s-----", SLICE_FMT(b.label)))
		return arena_failed(a, e);
	size_t end = slice_find(in, end_line, dashes);
	if (end == SIZE_MAX)
		return fail(e, E_SYNTAX, begin, "a BEGIN line without its END line");
	struct rc done = base64_decode(slice_sub(in, dashes + 5, end), BASE64_MIME, a, &b.der,
	    &inner);
	if (failed(done))
		return fail(e, inner.code, dashes + 5 + inner.at, inner.what);
	*from = end + end_line.len;
	*out = b;
	return DONE;
}
