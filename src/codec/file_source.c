/* codec/file_source.c - a file as a source of windows. See codec/file_source.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/file_source.h"

#include <string.h>

#include "base/mem.h"

static struct rc
more(struct source *source, uint64_t keep_from, struct err *e)
{
	struct file_source *s = source->context;
	uint64_t end = source->base + source->window.len;
	if (keep_from < source->base || keep_from > end)
		BUG("file_source: asked to keep what is not there");
	size_t kept = (size_t)(end - keep_from), got;
	if (kept >= s->size)
		return fail(e, E_LIMIT, keep_from, "one token is larger than the window");
	if (kept > 0)
		memmove(s->memory, s->memory + (keep_from - source->base), kept);
	TRY(file_read_at(s->file, end, s->memory + kept, s->size - kept, &got, e));
	source->window = (struct slice){ s->memory, kept + got };
	source->base = keep_from;
	return DONE;
}

struct rc
file_source_open(struct file *file, size_t window_bytes, struct file_source *out, struct err *e)
{
	uint8_t *memory = mem_alloc(1, window_bytes);
	if (memory == NULL)
		return fail(e, E_NOMEM, 0, "out of memory");
	*out = (struct file_source){ .file = file, .memory = memory, .size = window_bytes };
	out->source = (struct source){ .window = { memory, 0 }, .more = more, .context = out };
	return DONE;
}

void
file_source_drop(struct file_source *s)
{
	mem_free(s->memory);
	*s = (struct file_source){0};
}
