/* codec/json_tree.c - small JSON documents as trees, and places in them. See codec/json.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "codec/json.h"

/* Members that may be open before memory is asked for them. */
#define FEW_OPEN 32

/* Objects and arrays that are open: their members so far, one behind the other, so that each gets
 * its storage in the arena when it closes, of exactly its size. An element has no name. */
struct tree {
	struct json_reader	*r;
	struct arena		*a;
	struct member		*open;
	size_t			 count, cap;
	const struct member	*few;		/* where they stand at first: on the stack */
	bool			 lent;		/* the document stays where it is */
};

/* Text without an escape stands in the document itself. */
static struct rc
take_text(struct tree *g, const struct json_token *t, struct slice *out, struct err *e)
{
	*out = t->text;
	if (g->lent && (uintptr_t)t->text.at - (uintptr_t)t->raw.at <= 1)
		return DONE;
	return arena_copy(g->a, t->text, out) ? DONE : arena_failed(g->a, e);
}

/* Room for one more. */
static struct rc
make_room(struct tree *g, struct err *e)
{
	if (g->count < g->cap)
		return DONE;
	bool on_stack = g->open == g->few;
	struct member *more = mem_resize(on_stack ? NULL : g->open, g->cap * 2, sizeof(*more));
	if (more == NULL)
		return fail(e, E_NOMEM, 0, "out of memory");
	if (on_stack)
		memcpy(more, g->few, g->count * sizeof(*more));
	g->open = more;
	g->cap *= 2;
	return DONE;
}

static struct rc read_value(struct tree *g, const struct json_token *first, struct value *out,
    struct err *e);

/* What is open from `from` on becomes what the array has. */
static struct rc
close_array(struct tree *g, size_t from, struct value *out, struct err *e)
{
	size_t count = g->count - from;
	g->count = from;
	if (count == 0)
		return DONE;
	struct value *items = ARENA_ARRAY(g->a, struct value, count);
	if (items == NULL)
		return arena_failed(g->a, e);
	for (size_t i = 0; i < count; i++)
		items[i] = g->open[from + i].value;
	out->items = items;
	out->count = out->cap = count;
	return DONE;
}

static struct rc
read_array(struct tree *g, struct value *out, struct err *e)
{
	size_t from = g->count;
	struct json_token t;
	struct value v;
	for (;;) {
		TRY(json_next(g->r, &t, e));
		if (t.kind == JSON_ARRAY_END)
			return close_array(g, from, out, e);
		TRY(read_value(g, &t, &v, e));
		TRY(make_room(g, e));
		g->open[g->count++] = (struct member){ .value = v };
	}
}

static struct rc
close_object(struct tree *g, size_t from, struct value *out, struct err *e)
{
	size_t count = g->count - from;
	g->count = from;
	if (count == 0)
		return DONE;
	struct member *members = ARENA_ARRAY(g->a, struct member, count);
	if (members == NULL)
		return arena_failed(g->a, e);
	memcpy(members, g->open + from, count * sizeof(*members));
	out->members = members;
	out->count = out->cap = count;
	return DONE;
}

static struct rc
read_object(struct tree *g, struct value *out, struct err *e)
{
	size_t from = g->count;
	struct json_token t;
	for (;;) {
		TRY(json_next(g->r, &t, e));
		if (t.kind == JSON_OBJECT_END)
			return close_object(g, from, out, e);
		struct member m = { .at = t.at };
		TRY(take_text(g, &t, &m.name, e));
		TRY(json_next(g->r, &t, e));
		TRY(read_value(g, &t, &m.value, e));
		TRY(make_room(g, e));
		g->open[g->count++] = m;
	}
}

static struct rc
read_value(struct tree *g, const struct json_token *first, struct value *out, struct err *e)
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
		return read_object(g, out, e);
	if (first->kind == JSON_ARRAY)
		return read_array(g, out, e);
	if (first->kind == JSON_STRING || first->kind == JSON_NUMBER)
		return take_text(g, first, &out->text, e);
	return DONE;
}

static struct rc
read_tree(struct json_reader *r, const struct json_token *first, bool lent, struct arena *a,
    struct value *out, struct err *e)
{
	struct json_token t;
	struct value v;
	struct member few[FEW_OPEN];
	struct tree g = { .r = r, .a = a, .open = few, .cap = COUNT(few), .few = few,
	    .lent = lent };
	if (first == NULL)
		TRY(json_next(r, &t, e));
	struct rc done = read_value(&g, first == NULL ? &t : first, &v, e);
	if (g.open != few)
		mem_free(g.open);
	TRY(done);
	*out = v;
	return DONE;
}

struct rc
json_subtree(struct json_reader *r, const struct json_token *first, struct arena *a,
    struct value *out, struct err *e)
{
	return read_tree(r, first, false, a, out, e);
}

static struct rc
whole_tree(struct json_reader *r, bool lent, struct arena *a, struct value *out, struct err *e)
{
	struct json_token t;
	struct value v;
	TRY(read_tree(r, NULL, lent, a, &v, e));
	TRY(json_next(r, &t, e));
	*out = v;
	return DONE;
}

static struct rc
document(struct slice in, size_t max_bytes, size_t max_nodes, bool lent, struct arena *a,
    struct value *out, struct err *e)
{
	struct json_reader *r;
	if (in.len > max_bytes)
		return fail(e, E_LIMIT, max_bytes, "larger than a document of its kind may be");
	struct json_budget budget = { DEPTH_MAX, in.len, max_nodes };
	TRY(json_open(source_of(in), budget, &r, e));
	struct rc done = whole_tree(r, lent, a, out, e);
	json_close(r);
	return done;
}

struct rc
json_tree(struct slice in, size_t max_bytes, struct arena *a, struct value *out, struct err *e)
{
	return document(in, max_bytes, NODES_MAX, false, a, out, e);
}

struct rc
json_tree_lent(struct slice in, size_t max_bytes, struct arena *a, struct value *out,
    struct err *e)
{
	return document(in, max_bytes, NODES_MAX, true, a, out, e);
}

struct rc
json_tree_nodes(struct slice in, size_t max_bytes, size_t max_nodes, struct arena *a,
    struct value *out, struct err *e)
{
	return document(in, max_bytes, max_nodes, false, a, out, e);
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
