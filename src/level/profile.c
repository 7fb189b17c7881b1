/* level/profile.c - rows of an edition that somebody selected. See level/profile.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "level/profile.h"

static const struct value *
head_of(const struct catalog *c)
{
	return value_get(&c->document, SLICE("profile"));
}

struct slice
profile_of(const struct catalog *c)
{
	return value_text(value_get(head_of(c), SLICE("of")));
}

struct slice
profile_author(const struct catalog *c)
{
	return value_text(value_get(head_of(c), SLICE("author")));
}

bool
profile_or_levelled(const struct catalog *c)
{
	return c->levelled || profile_of(c).len > 0;
}

static struct rc
read_row(struct profile *p, const struct catalog_item *row, const struct catalog_set *set,
    struct err *e)
{
	const struct value *selects = value_get(row->row, SLICE("selects"));
	const struct catalog *from = NULL;
	const struct catalog_item *item = catalog_set_find(set, value_text(selects), &from);
	if (item == NULL || from != p->edition)
		return fail(e, E_SCHEMA, selects != NULL ? selects->at : row->row->at,
		    "expected selects: the full name of a row of the edition");
	if (item->level_from == 0)
		return fail(e, E_SCHEMA, selects->at, "selects a row without a level");
	const struct catalog_item **by = &p->by[item - from->items];
	if (*by != NULL)
		return fail(e, E_SCHEMA, selects->at, "selects a row that is selected already");
	*by = row;
	return DONE;
}

struct rc
profile_read(const struct catalog *c, const struct catalog_set *set, struct arena *a,
    struct profile *out, struct err *e)
{
	const struct value *head = head_of(c);
	*out = (struct profile){ .catalog = c, .edition = set == NULL ? NULL :
	    catalog_set_get(set, profile_of(c), (struct slice){0}) };
	if (out->edition == NULL || !out->edition->levelled)
		return fail(e, E_SCHEMA, head->at, "a profile of an edition with levels that no "
		    "catalogue here has");
	if (profile_author(c).len == 0)
		return fail(e, E_SCHEMA, head->at, "expected author: who made the profile");
	out->by = ARENA_ARRAY(a, const struct catalog_item *, out->edition->item_count);
	if (out->by == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < c->item_count; i++)
		TRY(read_row(out, &c->items[i], set, e));
	return DONE;
}

bool
profile_asks(const struct profile *p, size_t item, const struct slice *types, size_t count)
{
	const struct catalog_item *by = p->by[item];
	if (by == NULL || !by->typed)
		return by != NULL;
	for (size_t i = 0; i < by->type_count; i++)
		for (size_t k = 0; k < count; k++)
			if (slice_eq(by->types[i], types[k]))
				return true;
	return false;
}
