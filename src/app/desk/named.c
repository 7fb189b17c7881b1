/* app/desk/named.c - evidence by the names that people give it. See app/desk/named.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/named.h"

#include "event/event.h"

/* What a name leads to that two pieces of evidence have. */
static struct slice nothing;

struct named
named_init(struct arena *a)
{
	return (struct named){ .a = a, .by_name = map_init() };
}

void
named_drop(struct named *n)
{
	map_drop(&n->by_name);
}

static struct slice
lower(struct arena *a, struct slice text)
{
	uint8_t *out = arena_alloc(a, text.len + 1, 1);
	for (size_t i = 0; out != NULL && i < text.len; i++)
		out[i] = text.at[i] >= 'A' && text.at[i] <= 'Z' ? (uint8_t)(text.at[i] + 32) :
		    text.at[i];
	return out == NULL ? (struct slice){0} : (struct slice){ out, text.len };
}

static struct rc
put(struct named *n, struct slice name, struct slice *digest, struct err *e)
{
	if (name.len == 0)
		return DONE;
	struct slice key = lower(n->a, name);
	if (slice_is_null(key))
		return arena_failed(n->a, e);
	const struct slice *before = map_get(&n->by_name, key);
	if (before != NULL && (slice_is_null(*before) || !slice_eq(*before, *digest)))
		digest = &nothing;
	return map_put(&n->by_name, key, digest, e);
}

/* Behind the last slash, and before the last dot. */
static struct rc
put_file(struct named *n, struct slice path, struct slice *digest, struct err *e)
{
	size_t from = 0, dot = SIZE_MAX;
	for (size_t i = 0; i < path.len; i++)
		from = path.at[i] == '/' ? i + 1 : from;
	for (size_t i = from + 1; i < path.len; i++)
		dot = path.at[i] == '.' ? i : dot;
	TRY(put(n, slice_sub(path, from, path.len), digest, e));
	return dot == SIZE_MAX ? DONE : put(n, slice_sub(path, from, dot), digest, e);
}

static struct slice
digest_of_thing(const struct thing *t)
{
	if (t->event.body_count > 0)
		return t->event.bodies[0].sha256;
	return value_text(value_get(value_get(&t->event.data, SLICE("held")), SLICE("digest")));
}

struct rc
named_add(struct named *n, struct home *h, struct slice subject, struct err *e)
{
	struct thing *all;
	size_t count;
	TRY(state_about(h->store, subject, "about", "evidence", STORE_OPEN, n->a, &all, &count, e));
	for (size_t i = 0; i < count; i++) {
		struct slice kind = event_text(&all[i].event, "kind");
		struct slice *digest = ARENA_NEW(n->a, struct slice);
		if (digest == NULL)
			return arena_failed(n->a, e);
		*digest = digest_of_thing(&all[i]);
		/* a workbook is no evidence for its own rows */
		if (digest->len == 0 || slice_eq(kind, SLICE("requirement_table")) ||
		    slice_eq(kind, SLICE("requirement_mapping")) ||
		    slice_eq(kind, SLICE("responsibility_matrix")))
			continue;
		TRY(put(n, all[i].row.key, digest, e));
		TRY(put(n, *digest, digest, e));
		TRY(put_file(n, event_text(&all[i].event, "name"), digest, e));
	}
	return DONE;
}

struct slice
named_find(const struct named *n, struct slice text)
{
	struct slice key = lower(n->a, slice_trim(text));
	const struct slice *found = key.len == 0 ? NULL : map_get(&n->by_name, key);
	return found == NULL ? (struct slice){0} : *found;
}

static bool
is_in(const struct value *list, struct slice text)
{
	for (size_t i = 0; i < list->count; i++)
		if (slice_eq(list->items[i].text, text))
			return true;
	return false;
}

static void
put_one(const struct named *n, struct slice text, struct build *b, struct value *digests,
    struct value *others)
{
	struct slice digest = named_find(n, text);
	struct value *list = digest.len > 0 ? digests : others;
	struct slice what = digest.len > 0 ? digest : slice_trim(text);
	if (what.len > 0 && !is_in(list, what))
		value_push(b, list, value_string(what));
}

/* "TR 1, section 3" is one name; "TR1.pdf, TR2.pdf" are two when one of them is known. */
static bool
has_known_part(const struct named *n, struct slice text)
{
	for (size_t from = 0; from < text.len;) {
		size_t to = slice_find(text, SLICE(","), from);
		if (named_find(n, slice_sub(text, from, to)).len > 0)
			return true;
		from = to == SIZE_MAX ? text.len : to + 1;
	}
	return false;
}

static void
put_part(const struct named *n, struct slice text, struct build *b, struct value *digests,
    struct value *others)
{
	if (named_find(n, text).len > 0 || !has_known_part(n, text)) {
		put_one(n, text, b, digests, others);
		return;
	}
	for (size_t from = 0; from < text.len;) {
		size_t to = slice_find(text, SLICE(","), from);
		put_one(n, slice_sub(text, from, to), b, digests, others);
		from = to == SIZE_MAX ? text.len : to + 1;
	}
}

struct rc
named_split(const struct named *n, struct slice cell, struct build *b, struct value *digests,
    struct value *others, struct err *e)
{
	for (size_t from = 0; from < cell.len;) {
		size_t to = from;
		while (to < cell.len && cell.at[to] != ';' && cell.at[to] != '\n')
			to++;
		put_part(n, slice_sub(cell, from, to), b, digests, others);
		from = to + 1;
	}
	return build_end(b, e);
}
