/* document/prose.c - text without structure, and what waits for a reader. See document/prose.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "document/prose.h"

#include "codec/utf8.h"

#define TITLE_BYTES_MAX 100

bool
prose_title(struct slice text, struct arena *a, struct slice *out)
{
	struct slice line = {0};
	for (size_t at = 0; at < text.len && line.len == 0;) {
		size_t end = at;
		while (end < text.len && text.at[end] != '\n' && text.at[end] != '\r')
			end++;
		line = slice_trim(slice_sub(text, at, end));
		at = end + 1;
	}
	*out = line;
	if (line.len <= TITLE_BYTES_MAX)
		return true;
	size_t cut = TITLE_BYTES_MAX;
	while (cut > 0 && (line.at[cut] & 0xc0) == 0x80)	/* not within a character */
		cut--;
	return arena_join(a, slice_trim(slice_sub(line, 0, cut)), SLICE("..."), out);
}

struct rc
text_read(struct slice in, struct reading *r, struct err *e)
{
	enum encoding from;
	TRY(text_decode(in, r->a, &r->text, &from, e));
	if (!prose_title(r->text, r->a, &r->title))
		return arena_failed(r->a, e);
	r->kind = SLICE("statement");
	r->decoder = SLICE("text/1");
	r->why = SLICE("text without a structure");
	r->prose = true;
	return reading_end(r, e);
}

struct rc
unread_read(const char *form, struct reading *r, struct err *e)
{
	r->kind = SLICE("document");
	r->decoder = SLICE("unread/1");
	r->prose = true;
	reading_find(r, FINDING_READER_NEEDED, SLICE(""));
	if (!arena_format(r->a, &r->title, "a file of the form %s that waits for a reader", form))
		return arena_failed(r->a, e);
	return reading_end(r, e);
}
