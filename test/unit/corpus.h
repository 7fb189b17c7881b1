/* corpus.h - published test data, read where it lies (ASSAY_CORPORA); absent data skip a test.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef CORPUS_H
#define CORPUS_H

#include "unit.h"

#include "base/arena.h"
#include "base/file.h"

/* The folder, or skips the test that asks. */
static inline const char *
corpus_folder(struct arena *a, const char *name)
{
	struct slice path;
	enum file_kind kind;
	uint64_t size;
	const char *root = getenv("ASSAY_CORPORA");
	assert_true(arena_format(a, &path, "%s/%s", root != NULL ? root : "", name));
	if (root == NULL || failed(file_kind_of((const char *)path.at, true, &kind, &size, NULL))) {
		print_message("skipped: %s is not there\n", name);
		arena_drop(a);
		skip();
	}
	return (const char *)path.at;
}

/* The bytes of folder/name, in the arena. */
static inline struct slice
corpus_file(struct arena *a, const char *folder, struct slice name)
{
	struct slice path, bytes;
	struct buf b = buf_init((size_t)64 * 1024 * 1024);
	assert_true(arena_format(a, &path, "%s/%.*s", folder, SLICE_FMT(name)));
	assert_false(failed(file_read_all((const char *)path.at, &b, NULL)));
	assert_true(arena_copy(a, buf_slice(&b), &bytes));
	buf_drop(&b);
	return bytes;
}

#endif
