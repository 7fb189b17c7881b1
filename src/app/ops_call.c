/* app/ops_call.c - what a caller gave, and where it failed. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/ops.h"
#include "codec/json.h"
#include "crypto/start.h"

struct rc
ops_start(struct err *e)
{
	return crypto_start(e);
}

const struct op *
op_find(const char *noun, const char *verb)
{
	size_t count;
	const struct op *ops = ops_all(&count);
	for (size_t i = 0; i < count; i++) {
		bool same = (ops[i].verb == NULL && verb == NULL) || (ops[i].verb != NULL &&
		    verb != NULL && strcmp(ops[i].verb, verb) == 0);
		if (strcmp(ops[i].noun, noun) == 0 && same)
			return &ops[i];
	}
	return NULL;
}

const char *
op_value(const struct op_call *call, const char *name, size_t n)
{
	for (size_t i = 0; i < call->count; i++)
		if (strcmp(call->values[i].param->name, name) == 0 && n-- == 0)
			return call->values[i].text;
	return NULL;
}

size_t
op_count(const struct op_call *call, const char *name)
{
	size_t n = 0;
	while (op_value(call, name, n) != NULL)
		n++;
	return n;
}

bool
op_flag(const struct op_call *call, const char *name)
{
	return op_value(call, name, 0) != NULL;
}

void
trouble_name(struct trouble *t, struct slice name)
{
	struct slice s = slice_sub(name, 0, sizeof(t->name));
	if (s.len > 0)
		memmove(t->name, s.at, s.len);
	t->file = (struct slice){ (const uint8_t *)t->name, s.len };
}

struct rc
trouble_in(struct trouble *t, const char *file, struct rc rc)
{
	if (failed(rc) && t->file.len == 0)
		trouble_name(t, slice_of(file));
	return rc;
}

/* Never half a character. */
void
trouble_cell(struct trouble *t, struct slice cell)
{
	size_t from = cell.len > sizeof t->cell ? cell.len - sizeof t->cell : 0;
	while (from > 0 && from < cell.len && (cell.at[from] & 0xc0) == 0x80)
		from++;
	cell = slice_sub(cell, from, cell.len);
	memcpy(t->cell, cell.at, cell.len);
	t->place = (struct slice){ t->cell, cell.len };
}

void
trouble_at_line(struct trouble *t, struct slice text, struct arena *a)
{
	unsigned line, column;
	if (t->err.code == OK || t->place.len > 0)
		return;
	text_place(text, t->err.at, &line, &column);
	if (!arena_format(a, &t->place, "%u:%u", line, column))
		t->place = SLICE("");
}
