/* catalog/show.c - catalogues as value trees. See catalog/show.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "catalog/show.h"

#include <stdlib.h>

static struct value
text_or_null(struct slice s)
{
	return slice_is_null(s) ? value_null() : value_string(s);
}

static struct value
texts(struct build *b, const struct slice *list, size_t count)
{
	struct value v = value_array();
	for (size_t i = 0; i < count; i++)
		value_push(b, &v, value_string(list[i]));
	return v;
}

static struct value
catalogue_value(struct build *b, const struct catalog *c)
{
	struct value v = value_object();
	struct slice id = c->name;
	if (c->edition.len > 0 && !arena_format(b->a, &id, "%.*s:%.*s", SLICE_FMT(c->name),
	    SLICE_FMT(c->edition)))
		b->broken = true;
	value_put(b, &v, "id", value_string(id));
	value_put(b, &v, "name", value_string(c->name));
	value_put(b, &v, "edition", text_or_null(c->edition));
	value_put(b, &v, "standard", text_or_null(c->standard));
	value_put(b, &v, "title", text_or_null(c->standard_title));
	value_put(b, &v, "standard_edition", text_or_null(c->standard_edition));
	value_put(b, &v, "component_types", texts(b, c->types, c->type_count));
	value_put(b, &v, "items", value_number(b, (int64_t)c->item_count));
	value_put(b, &v, "mappings", value_number(b, (int64_t)c->mapping_count));
	value_put(b, &v, "digest", text_or_null(c->digest));
	return v;
}

static int
compare(const void *a, const void *b)
{
	const struct catalog *const *left = a, *const *right = b;
	int order = slice_cmp((*left)->name, (*right)->name);
	return order != 0 ? order : slice_cmp((*left)->edition, (*right)->edition);
}

struct value
catalog_list_value(struct build *b, const struct catalog_set *set)
{
	struct value v = value_object(), list = value_array();
	const struct catalog **sorted = ARENA_ARRAY(b->a, const struct catalog *, set->count);
	b->broken = b->broken || sorted == NULL;
	for (size_t i = 0; sorted != NULL && i < set->count; i++)
		sorted[i] = set->at[i];
	if (sorted != NULL && set->count > 0)
		qsort(sorted, set->count, sizeof(sorted[0]), compare);
	for (size_t i = 0; sorted != NULL && i < set->count; i++)
		value_push(b, &list, catalogue_value(b, sorted[i]));
	value_put(b, &v, "schema", value_string(SLICE("assay/catalog-list/1")));
	value_put(b, &v, "catalogues", list);
	return v;
}

static struct value
mapping_value(struct build *b, const struct catalog_mapping *m)
{
	struct value v = value_object(), source = value_object(), target = value_object();
	value_put(b, &source, "catalog", value_string(m->source));
	value_put(b, &source, "id", value_string(m->source_id));
	value_put(b, &target, "catalog", value_string(m->target));
	value_put(b, &target, "id", value_string(m->target_id));
	value_put(b, &v, "source", source);
	value_put(b, &v, "target", target);
	value_put(b, &v, "relation", value_string(m->relation));
	value_put(b, &v, "basis", value_string(m->basis));
	value_put(b, &v, "note", text_or_null(m->note));
	return v;
}

static struct value
row_value(struct build *b, const struct catalog_item *item)
{
	struct value v = value_object();
	value_put(b, &v, "id", value_string(item->id));
	value_put(b, &v, "requirement", text_or_null(item->full));
	value_put(b, &v, "kind", text_or_null(item->kind));
	value_put(b, &v, "title", value_string(item->title));
	return v;
}

/* The row as received, with its full name in front. */
static struct value
item_value(struct build *b, const struct catalog_item *item)
{
	struct value v = value_object();
	value_put(b, &v, "requirement", text_or_null(item->full));
	for (size_t i = 0; i < item->row->count; i++)
		if (!slice_eq(item->row->members[i].name, SLICE("requirement")))
			value_put_slice(b, &v, item->row->members[i].name,
			    item->row->members[i].value);
	return v;
}

static struct value
evidence_value(struct build *b, const struct catalog_item *item, const struct kind_set *kinds)
{
	struct value list = value_array();
	for (size_t i = 0; i < item->evidence_count; i++) {
		const struct kind *k = kind_find(kinds, item->evidence_kinds[i]);
		struct value v = value_object();
		value_put(b, &v, "kind", value_string(item->evidence_kinds[i]));
		value_put(b, &v, "title", k == NULL ? value_null() : value_string(k->title));
		value_put(b, &v, "does_not_prove", k == NULL ? value_null() :
		    value_string(k->does_not_prove));
		value_push(b, &list, v);
	}
	return list;
}

/* Mappings of every crosswalk in the set from and to the row. */
static struct value
row_mappings(struct build *b, const struct catalog_set *set, const struct catalog *c,
    const struct catalog_item *item)
{
	struct value list = value_array();
	for (size_t i = 0; i < set->count; i++)
		for (size_t k = 0; k < set->at[i]->mapping_count; k++) {
			const struct catalog_mapping *m = &set->at[i]->mappings[k];
			if ((slice_eq(m->source, c->name) && slice_eq(m->source_id, item->id)) ||
			    (slice_eq(m->target, c->name) && slice_eq(m->target_id, item->id)))
				value_push(b, &list, mapping_value(b, m));
		}
	return list;
}

static void
put_all(struct build *b, const struct catalog *c, struct value *v)
{
	struct value items = value_array(), mappings = value_array();
	for (size_t i = 0; i < c->item_count; i++)
		value_push(b, &items, row_value(b, &c->items[i]));
	for (size_t i = 0; i < c->mapping_count; i++)
		value_push(b, &mappings, mapping_value(b, &c->mappings[i]));
	value_put(b, v, "items", items);
	value_put(b, v, "mappings", mappings);
}

/* item: an id or key of c (unique in it), or a full name. */
static struct rc
find_item(const struct catalog_set *set, const struct catalog **c, struct slice item,
    const struct catalog_item **out, struct err *e)
{
	const struct catalog *from = NULL;
	*out = catalog_set_find(set, item, &from);
	if (*out != NULL && (*c == NULL || *c == from)) {
		*c = from;
		return DONE;
	}
	*out = *c == NULL ? NULL : catalog_find(*c, (struct slice){0}, item);
	return *out != NULL ? DONE : fail(e, E_USAGE, 0, *c == NULL ?
	    "expected a full name such as iec62443-4-2:2019/CR-1.1" :
	    "the catalogue has no such item, or several");
}

struct rc
catalog_show_value(struct build *b, const struct catalog_set *set, const struct kind_set *kinds,
    struct slice name, struct slice item, struct value *out, struct err *e)
{
	struct value v = value_object();
	const struct catalog_item *row = NULL;
	const struct catalog *c = slice_is_null(name) ? NULL :
	    catalog_set_get(set, name, (struct slice){0});
	if (c == NULL && !slice_is_null(name))
		return fail(e, E_USAGE, 0, "no such catalogue, or several editions of it");
	if (c == NULL || !slice_is_null(item))
		TRY(find_item(set, &c, item, &row, e));
	value_put(b, &v, "schema", value_string(SLICE("assay/catalog-show/1")));
	value_put(b, &v, "catalogue", catalogue_value(b, c));
	if (row == NULL) {
		put_all(b, c, &v);
	} else {
		value_put(b, &v, "item", item_value(b, row));
		value_put(b, &v, "evidence", evidence_value(b, row, kinds));
		value_put(b, &v, "mappings", row_mappings(b, set, c, row));
	}
	*out = v;
	return DONE;
}
