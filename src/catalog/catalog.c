/* catalog/catalog.c - catalogues: keys, lookup, applicability, sets. See catalog/catalog.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "catalog/catalog_int.h"

static bool
is_break(uint8_t c)
{
	return c == ' ' || c == '(' || c == ')';
}

/* At most id.len bytes. */
static size_t
key_into(struct slice id, uint8_t *out)
{
	size_t n = 0;
	bool open = false;
	for (size_t i = 0; i < id.len; i++) {
		if (is_break(id.at[i])) {
			open = n > 0;
			continue;
		}
		if (open)
			out[n++] = '-';
		open = false;
		out[n++] = id.at[i];
	}
	return n;
}

bool
catalog_key(struct arena *a, struct slice id, struct slice *out)
{
	uint8_t *p = arena_alloc(a, id.len, 1);
	if (p == NULL)
		return false;
	*out = (struct slice){ p, key_into(id, p) };
	return true;
}

const struct catalog_item *
catalog_find(const struct catalog *c, struct slice edition, struct slice id_or_key)
{
	uint8_t bytes[CATALOG_ID_BYTES_MAX];
	if (id_or_key.len > sizeof(bytes))
		return NULL;
	struct slice key = { bytes, key_into(id_or_key, bytes) };
	const struct catalog_item *found = NULL;
	size_t low = 0, high = c->item_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (slice_cmp(c->by_key[middle]->key, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < c->item_count && slice_eq(c->by_key[low]->key, key); low++) {
		if (!slice_is_null(edition) && !slice_eq(c->by_key[low]->edition, edition))
			continue;
		if (found != NULL)
			return NULL;
		found = c->by_key[low];
	}
	return found;
}

const char *
applicability_name(enum applicability a)
{
	static const char *const names[] = { "unknown", "no", "conditional", "yes" };
	if ((unsigned)a >= COUNT(names))
		BUG("applicability out of range");
	return names[a];
}

static bool
holds(const struct slice *list, size_t count, struct slice word)
{
	for (size_t i = 0; i < count; i++)
		if (slice_eq(list[i], word))
			return true;
	return false;
}

enum applicability
catalog_applies(const struct catalog *c, const struct catalog_item *item,
    struct slice component_type, unsigned level)
{
	if (slice_eq(item->kind, SLICE("pointer")) || slice_eq(item->kind, SLICE("no_requirement")))
		return APPLIES_NO;
	if (!item->typed || (c->type_count > 0 && !holds(c->types, c->type_count, component_type)))
		return APPLIES_UNKNOWN;
	if (!holds(item->types, item->type_count, component_type))
		return APPLIES_NO;
	if (c->levelled && (item->level_from == 0 || item->level_from > level))
		return APPLIES_NO;
	return slice_is_null(item->condition) ? APPLIES_YES : APPLIES_IF;
}

bool
catalog_evaluable(const struct catalog_item *item)
{
	return item->level_from > 0 && !slice_eq(item->kind, SLICE("ccsc"));
}

struct rc
catalog_check_kinds(const struct catalog *c, const struct kind_set *kinds, struct err *e)
{
	for (size_t i = 0; i < c->item_count; i++) {
		const struct catalog_item *item = &c->items[i];
		for (size_t k = 0; k < item->evidence_count; k++)
			if (kind_find(kinds, item->evidence_kinds[k]) == NULL)
				return fail(e, E_SCHEMA, value_get(item->row,
				    SLICE("evidence_kinds"))->items[k].at, "no such evidence kind");
	}
	return DONE;
}

/* --- sets --------------------------------------------------------------------------------- */

struct rc
catalog_set_add(struct catalog_set *set, struct catalog *c, struct arena *a, struct err *e)
{
	for (size_t i = 0; i < set->count; i++)
		if (slice_eq(set->at[i]->name, c->name) && slice_eq(set->at[i]->edition,
		    c->edition))
			return fail(e, E_SCHEMA, c->document.at,
			    "a catalogue of this name and edition is there already");
	for (size_t i = 0; i < c->item_count; i++)
		if (catalog_set_find(set, c->items[i].full, NULL) != NULL)
			return fail(e, E_SCHEMA, value_get(c->items[i].row, SLICE("id"))->at,
			    "another catalogue has a row of this full name");
	void *list = set->at;
	if (!arena_grow(a, &list, &set->cap, set->count, sizeof(set->at[0])))
		return arena_failed(a, e);
	set->at = list;
	set->at[set->count++] = c;
	return DONE;
}

struct rc
catalog_set_load(struct catalog_set *set, struct slice in, struct slice digest, struct arena *a,
    struct err *e)
{
	struct catalog *c = ARENA_NEW(a, struct catalog);
	if (c == NULL)
		return arena_failed(a, e);
	TRY(catalog_load(in, digest, a, c, e));
	return catalog_set_add(set, c, a, e);
}

const struct catalog_item *
catalog_set_find(const struct catalog_set *set, struct slice full, const struct catalog **from)
{
	size_t colon = slice_find(full, SLICE(":"), 0);
	size_t slash = colon == SIZE_MAX ? SIZE_MAX : slice_find(full, SLICE("/"), colon);
	if (slash == SIZE_MAX)
		return NULL;
	struct slice name = slice_sub(full, 0, colon), key = slice_sub(full, slash + 1, full.len);
	for (size_t i = 0; i < set->count; i++) {
		if (!slice_eq(set->at[i]->name, name))
			continue;
		const struct catalog_item *item = catalog_find(set->at[i],
		    slice_sub(full, colon + 1, slash), key);
		if (item != NULL && slice_eq(item->full, full)) {
			if (from != NULL)
				*from = set->at[i];
			return item;
		}
	}
	return NULL;
}

const struct catalog *
catalog_set_get(const struct catalog_set *set, struct slice name, struct slice edition)
{
	const struct catalog *found = NULL;
	size_t colon = slice_find(name, SLICE(":"), 0);
	if (colon != SIZE_MAX) {
		edition = slice_sub(name, colon + 1, name.len);
		name = slice_sub(name, 0, colon);
	}
	for (size_t i = 0; i < set->count; i++) {
		const struct catalog *c = set->at[i];
		if (!slice_eq(c->name, name) ||
		    (!slice_is_null(edition) && !slice_eq(c->edition, edition)))
			continue;
		if (found != NULL)
			return NULL;
		found = c;
	}
	return found;
}
