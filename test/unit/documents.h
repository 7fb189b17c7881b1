/* documents.h - files of test/data, and documents that differ from them in one thing.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DOCUMENTS_H
#define DOCUMENTS_H

#include "unit.h"

#include "base/file.h"
#include "base/limits.h"
#include "codec/jcs.h"
#include "codec/json.h"

#define S(text) slice_of(text)

/* The bytes of test/data/NAME, in the arena. */
static inline struct slice
data_file(struct arena *a, const char *name)
{
	struct slice path, bytes;
	struct buf b = buf_init(MIB(1));
	const char *root = getenv("ASSAY_SOURCE");
	assert_true(arena_format(a, &path, "%s/test/data/%s%c", root != NULL ? root : ".", name,
	    0));
	if (failed(file_read_all((const char *)path.at, &b, NULL)))
		fail_msg("%s cannot be read", name);
	assert_true(arena_copy(a, buf_slice(&b), &bytes));
	buf_drop(&b);
	return bytes;
}

/* The RFC 8785 form. */
static inline struct slice
bytes_of(struct arena *a, const struct value *v)
{
	struct slice bytes;
	struct buf b = buf_init(MIB(16));
	assert_false(failed(jcs_write(v, &b, NULL)));
	assert_true(arena_copy(a, buf_slice(&b), &bytes));
	buf_drop(&b);
	return bytes;
}

/* The text with the first `from` in it replaced by `to`. */
static inline struct slice
replaced(struct arena *a, struct slice in, const char *from, const char *to)
{
	struct slice out;
	size_t at = slice_find(in, S(from), 0);
	if (at == SIZE_MAX)
		fail_msg("there is no %s", from);
	assert_true(arena_join(a, slice_sub(in, 0, at), S(to), &out));
	assert_true(arena_join(a, out, slice_sub(in, at + strlen(from), in.len), &out));
	return out;
}

#endif
