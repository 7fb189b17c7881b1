/* archive.c - fuzz target: archives. What is complete has the size it states; names are safe.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/limits.h"
#include "codec/archive.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct seen {
	uint64_t	entries, bytes, stated;
};

static struct rc
on_entry(void *context, const struct archive_item *item, bool *want, struct err *e)
{
	struct seen *s = context;

	(void)e;
	if (item->number != s->entries || item->name.len == 0 || item->name.at[0] == '/' ||
	    slice_find(item->name, SLICE("../"), 0) == 0 ||
	    slice_find(item->name, SLICE("/../"), 0) != SIZE_MAX ||
	    slice_eq(item->name, SLICE("..")))
		abort();
	s->entries++;
	s->bytes = 0;
	s->stated = item->size_bytes;
	*want = item->kind == FILE_REGULAR;
	return DONE;
}

static struct rc
on_data(void *context, struct slice piece, struct err *e)
{
	struct seen *s = context;

	(void)e;
	if (piece.len == 0 || piece.len > WINDOW_BYTES)
		abort();
	s->bytes += piece.len;
	return DONE;
}

static struct rc
on_end(void *context, struct err *e)
{
	const struct seen *s = context;

	(void)e;
	if (s->bytes != s->stated)
		abort();
	return DONE;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct archive_limits limits = { 64, MIB(4) };
	struct archive_totals totals;
	struct seen s = {0};
	struct err e = {0};
	struct archive_sink sink = { &s, on_entry, on_data, on_end };

	struct rc r = archive_visit((struct archive_input){ .bytes = { data, size } }, limits, sink,
	    &totals, &e);
	if (failed(r) != (e.code != OK) || totals.entries > limits.entries ||
	    totals.unpacked_bytes > limits.unpacked_bytes)
		abort();
	return 0;
}
