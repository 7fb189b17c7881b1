/* codec/json_tree.c - small JSON documents as trees, and places in them. See codec/json.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/limits.h"
#include "codec/json.h"

static struct rc
text_copy(struct arena *a, struct slice text, struct slice *out, struct err *e)
{
	return arena_copy(a, text, out) ? DONE : arena_failed(a, e);
}

static struct rc read_value(struct json_reader *r, const struct json_token *first, struct arena *a,
    struct value *out, struct err *e);

static struct rc
read_array(struct json_reader *r, struct arena *a, struct value *out, struct err *e)
{
	struct json_token t;
	for (;;) {
		TRY(json_next(r, &t, e));
		if (t.kind == JSON_ARRAY_END)
			return DONE;
		void *items = out->items;
		if (!arena_grow(a, &items, &out->cap, out->count, sizeof(struct value)))
			return arena_failed(a, e);
		out->items = items;
		TRY(read_value(r, &t, a, &out->items[out->count], e));
		out->count++;
	}
}

static struct rc
read_object(struct json_reader *r, struct arena *a, struct value *out, struct err *e)
{
	struct json_token t;
	for (;;) {
		TRY(json_next(r, &t, e));
		if (t.kind == JSON_OBJECT_END)
			return DONE;
		void *members = out->members;
		if (!arena_grow(a, &members, &out->cap, out->count, sizeof(struct member)))
			return arena_failed(a, e);
		out->members = members;
		struct member *m = &out->members[out->count];
		*m = (struct member){ .at = t.at };
		TRY(text_copy(a, t.text, &m->name, e));
		TRY(json_next(r, &t, e));
		TRY(read_value(r, &t, a, &m->value, e));
		out->count++;
	}
}

static struct rc
read_value(struct json_reader *r, const struct json_token *first, struct arena *a,
    struct value *out, struct err *e)
{
	static const uint8_t kinds[] = {
		[JSON_OBJECT] = VALUE_OBJECT, [JSON_ARRAY] = VALUE_ARRAY,
		[JSON_STRING] = VALUE_STRING, [JSON_NUMBER] = VALUE_NUMBER,
		[JSON_TRUE] = VALUE_TRUE, [JSON_FALSE] = VALUE_FALSE, [JSON_NULL] = VALUE_NULL,
	};
	if ((size_t)first->kind >= COUNT(kinds) || kinds[first->kind] == 0)
		BUG("json: no token that begins a value");
	*out = (struct value){ .kind = kinds[first->kind], .at = first->at };
	if (first->kind == JSON_OBJECT)
		return read_object(r, a, out, e);
	if (first->kind == JSON_ARRAY)
		return read_array(r, a, out, e);
	if (first->kind == JSON_STRING || first->kind == JSON_NUMBER)
		return text_copy(a, first->text, &out->text, e);
	return DONE;
}

struct rc
json_subtree(struct json_reader *r, const struct json_token *first, struct arena *a,
    struct value *out, struct err *e)
{
	struct json_token t;
	struct value v;
	if (first == NULL)
		TRY(json_next(r, &t, e));
	TRY(read_value(r, first == NULL ? &t : first, a, &v, e));
	*out = v;
	return DONE;
}

static struct rc
whole_tree(struct json_reader *r, struct arena *a, struct value *out, struct err *e)
{
	struct json_token t;
	struct value v;
	TRY(json_subtree(r, NULL, a, &v, e));
	TRY(json_next(r, &t, e));
	*out = v;
	return DONE;
}

struct rc
json_tree(struct slice in, size_t max_bytes, struct arena *a, struct value *out, struct err *e)
{
	return json_tree_nodes(in, max_bytes, NODES_MAX, a, out, e);
}

struct rc
json_tree_nodes(struct slice in, size_t max_bytes, size_t max_nodes, struct arena *a,
    struct value *out, struct err *e)
{
	struct json_reader *r;
	if (in.len > max_bytes)
		return fail(e, E_LIMIT, max_bytes, "larger than a document of its kind may be");
	struct json_budget budget = { DEPTH_MAX, in.len, max_nodes };
	TRY(json_open(source_of(in), budget, &r, e));
	struct rc done = whole_tree(r, a, out, e);
	json_close(r);
	return done;
}

void
text_place(struct slice text, uint64_t at, unsigned *line, unsigned *column)
{
	*line = 1;
	*column = 1;
	for (size_t i = 0; i < text.len && i < at; i++) {
		*column = text.at[i] == '\n' ? 1 : *column + 1;
		*line += text.at[i] == '\n' ? 1 : 0;
	}
}
