/* app/register/register_lists.c - lists of a subject, and what is registered. See
 * app/register/register.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "app/register/register.h"

static int
by_text(const void *left, const void *right)
{
	const struct value *a = left, *b = right;
	return slice_cmp(a->text, b->text);
}

static int
by_members(const struct value *a, const struct value *b, const char *const *names, size_t count)
{
	int c = 0;
	for (size_t i = 0; i < count && c == 0; i++)
		c = slice_cmp(value_text(value_get(a, slice_of(names[i]))),
		    value_text(value_get(b, slice_of(names[i]))));
	return c;
}

static int
by_role(const void *left, const void *right)
{
	static const char *const names[] = { "role", "party" };
	return by_members(left, right, names, COUNT(names));
}

static int
by_scheme(const void *left, const void *right)
{
	static const char *const names[] = { "scheme", "party", "text" };
	return by_members(left, right, names, COUNT(names));
}

bool
register_sort(enum said_list which, struct value *list)
{
	int (*order)(const void *left, const void *right) = which == SAID_PART_OF ? by_text :
	    which == SAID_PARTIES ? by_role : by_scheme;
	size_t kept = 0, count = list->count;
	if (count > 1)
		qsort(list->items, count, sizeof(struct value), order);
	for (size_t i = 0; i < count; i++)
		if (kept == 0 || order(&list->items[kept - 1], &list->items[i]) != 0)
			list->items[kept++] = list->items[i];
	list->count = kept;
	return kept == count;
}

struct keys { struct arena *a; struct slice prefix, *at; size_t count, cap; };

static struct rc
keep_key(void *context, const struct state_row *row, struct err *e)
{
	struct keys *k = context;
	void *list = k->at;
	if (!slice_starts(row->key, k->prefix))
		return DONE;
	if (!arena_grow(k->a, &list, &k->cap, k->count, sizeof(struct slice)))
		return arena_failed(k->a, e);
	k->at = list;
	return arena_copy(k->a, row->key, &k->at[k->count++]) ? DONE : arena_failed(k->a, e);
}

struct rc
register_keys(struct store *s, struct slice prefix, struct arena *a, struct slice **out,
    size_t *count, struct err *e)
{
	struct keys k = { .a = a, .prefix = prefix };
	TRY(store_state_of_kind(s, SLICE("subject"), STORE_OPEN, keep_key, &k, e));
	*out = k.at;
	*count = k.count;
	return DONE;
}
