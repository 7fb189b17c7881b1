/* catalog/catalog_load.c - reads a catalogue. See catalog/catalog.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/limits.h"
#include "catalog/catalog_int.h"
#include "codec/json.h"

#define NAME_BYTES_MAX 63

struct loading {
	struct arena	*a;
	struct catalog	*c;
};

static bool
is_digit(uint8_t c)
{
	return c >= '0' && c <= '9';
}

static bool
is_year(struct slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!is_digit(s.at[i]))
			return false;
	return s.len == 4 && (slice_starts(s, SLICE("19")) || slice_starts(s, SLICE("20")));
}

/* The last run of exactly four digits that is a year. */
static struct slice
last_year(struct slice text)
{
	struct slice found = {0};
	for (size_t i = 0, from; i < text.len; i++) {
		for (from = i; i < text.len && is_digit(text.at[i]); i++)
			;
		if (is_year(slice_sub(text, from, i)))
			found = slice_sub(text, from, i);
	}
	return found;
}

static struct slice
edition_of(struct slice standard, struct slice edition)
{
	for (size_t i = standard.len; i > 0; i--)
		if (standard.at[i - 1] == ':') {
			struct slice year = slice_sub(standard, i, standard.len);
			if (is_year(year))
				return year;
			break;
		}
	return last_year(edition);
}

static bool
is_name(struct slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!is_digit(s.at[i]) && (s.at[i] < 'a' || s.at[i] > 'z') && s.at[i] != '-' &&
		    s.at[i] != '.')
			return false;
	return s.len > 0 && s.len <= NAME_BYTES_MAX;
}

struct slice
catalog_list_digits(struct slice name)
{
	size_t letters = 0;
	while (letters < name.len && name.at[letters] >= 'a' && name.at[letters] <= 'z')
		letters++;
	if (letters == 0 || letters + 1 >= name.len || name.at[letters] != '_')
		return (struct slice){0};
	struct slice digits = slice_sub(name, letters + 1, name.len);
	for (size_t i = 0; i < digits.len; i++) {
		bool inside = i > 0 && i + 1 < digits.len && is_digit(digits.at[i - 1]);
		if (!is_digit(digits.at[i]) && !(digits.at[i] == '_' && inside))
			return (struct slice){0};
	}
	return digits;
}

static struct rc
read_texts(const struct value *list, struct arena *a, struct slice **out, size_t *count,
    struct err *e)
{
	if (list == NULL)
		return DONE;
	if ((*out = ARENA_ARRAY(a, struct slice, list->count)) == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < list->count; i++) {
		if (list->items[i].kind != VALUE_STRING)
			return fail(e, E_SCHEMA, list->items[i].at, "expected text");
		(*out)[(*count)++] = list->items[i].text;
	}
	return DONE;
}

/* A text, or null, or not there. */
static struct slice
text_or_null(struct obj *o, const char *name, const char *what)
{
	const struct value *v = obj_any(o, name);
	if (v != NULL && v->kind != VALUE_STRING && v->kind != VALUE_NULL)
		obj_fail(o, v->at, what);
	return value_text(v);
}

static struct rc
read_level(const struct value *v, unsigned *out, struct err *e)
{
	int64_t n;
	if (v == NULL || v->kind == VALUE_NULL)
		return DONE;
	if (!value_int(v, &n) || n < 1 || n > 4)
		return fail(e, E_SCHEMA, v->at, "expected a level from 1 to 4, or null");
	*out = (unsigned)n;
	return DONE;
}

static struct rc
name_item(struct loading *l, struct catalog_item *item, struct err *e)
{
	if (!catalog_key(l->a, item->id, &item->key))
		return arena_failed(l->a, e);
	if (item->id.len == 0 || item->id.len > CATALOG_ID_BYTES_MAX || item->key.len == 0)
		return fail(e, E_SCHEMA, value_get(item->row, SLICE("id"))->at,
		    "an id is 1 to 200 bytes and no more than brackets");
	if (!slice_is_null(item->edition) && !arena_format(l->a, &item->full, "%.*s:%.*s/%.*s",
	    SLICE_FMT(l->c->name), SLICE_FMT(item->edition), SLICE_FMT(item->key)))
		return arena_failed(l->a, e);
	return DONE;
}

static struct rc
read_item(struct loading *l, const struct value *row, struct slice edition, struct err *e)
{
	struct catalog_item item = { .row = row, .edition = edition };
	struct obj o = obj_open(row);
	item.id = obj_need_text(&o, "id", "expected id: text");
	item.title = obj_need_text(&o, "title", "expected title: text");
	item.kind = text_or_null(&o, "kind", "expected kind: text");
	item.group = text_or_null(&o, "group", "expected group: text");
	item.fr = text_or_null(&o, "fr", "expected fr: text or null");
	item.base = text_or_null(&o, "base", "expected base: text or null");
	item.paraphrase = text_or_null(&o, "paraphrase", "expected paraphrase: text");
	item.condition = text_or_null(&o, "condition", "expected condition: text or null");
	const struct value *level = obj_any(&o, "sl_c_from"),
	    *types = obj_may(&o, "component_types", VALUE_ARRAY,
	    "expected component_types: a list"),
	    *applies = obj_may(&o, "applies_to", VALUE_ARRAY, "expected applies_to: a list"),
	    *kinds = obj_may(&o, "evidence_kinds", VALUE_ARRAY, "expected evidence_kinds: a list"),
	    *addressee = obj_any(&o, "addressee");
	if (types != NULL && applies != NULL)
		obj_fail(&o, applies->at, "expected component_types or applies_to, not both");
	obj_ignore_rest(&o);
	TRY(obj_end(&o, e));
	types = types != NULL ? types : applies;
	item.typed = types != NULL;
	TRY(read_level(level, &item.level_from, e));
	TRY(read_texts(types, l->a, &item.types, &item.type_count, e));
	TRY(read_texts(kinds, l->a, &item.evidence_kinds, &item.evidence_count, e));
	TRY(name_item(l, &item, e));
	l->c->levelled = l->c->levelled || item.level_from > 0;
	l->c->outline = l->c->outline || addressee != NULL;
	l->c->items[l->c->item_count++] = item;
	return DONE;
}

static struct rc
read_list(struct loading *l, const struct value *list, struct slice edition, struct err *e)
{
	if (list->kind != VALUE_ARRAY)
		return fail(e, E_SCHEMA, list->at, "expected a list of rows");
	for (size_t i = 0; i < list->count; i++)
		TRY(read_item(l, &list->items[i], edition, e));
	return DONE;
}

/* csaf_2_1 holds the rows of edition 2.1. */
static struct rc
read_edition_list(struct loading *l, const struct member *m, struct err *e)
{
	struct slice digits = catalog_list_digits(m->name);
	if (slice_is_null(digits))
		return DONE;
	uint8_t *p = arena_alloc(l->a, digits.len, 1);
	if (p == NULL)
		return arena_failed(l->a, e);
	for (size_t i = 0; i < digits.len; i++)
		p[i] = digits.at[i] == '_' ? '.' : digits.at[i];
	return read_list(l, &m->value, (struct slice){ p, digits.len }, e);
}

static struct rc
read_mapping(const struct value *row, struct catalog_mapping *out, struct err *e)
{
	struct obj o = obj_open(row);
	struct catalog_mapping m = {0};
	const struct value *ends[2] = {
		obj_need(&o, "source", VALUE_OBJECT, "expected source: {catalog, id}"),
		obj_need(&o, "target", VALUE_OBJECT, "expected target: {catalog, id}"),
	};
	m.relation = obj_need_text(&o, "relation", "expected relation: text");
	m.basis = obj_need_text(&o, "basis", "expected basis: text");
	m.note = text_or_null(&o, "note", "expected note: text or null");
	TRY(obj_end(&o, e));
	for (size_t i = 0; i < 2; i++) {
		struct obj end = obj_open(ends[i]);
		struct slice name = obj_need_text(&end, "catalog", "expected catalog: text");
		struct slice id = obj_need_text(&end, "id", "expected id: text");
		TRY(obj_end(&end, e));
		*(i == 0 ? &m.source : &m.target) = name;
		*(i == 0 ? &m.source_id : &m.target_id) = id;
	}
	if (!slice_eq(m.relation, SLICE("strong")) && !slice_eq(m.relation, SLICE("partial")) &&
	    !slice_eq(m.relation, SLICE("weak")) && !slice_eq(m.relation, SLICE("related")))
		return fail(e, E_SCHEMA, value_get(row, SLICE("relation"))->at,
		    "expected strong, partial, weak or related");
	*out = m;
	return DONE;
}

static struct rc
read_mappings(struct loading *l, const struct value *list, struct err *e)
{
	if (list == NULL)
		return DONE;
	l->c->mappings = ARENA_ARRAY(l->a, struct catalog_mapping, list->count);
	if (l->c->mappings == NULL)
		return arena_failed(l->a, e);
	for (size_t i = 0; i < list->count; i++)
		TRY(read_mapping(&list->items[i], &l->c->mappings[l->c->mapping_count++], e));
	return DONE;
}

static struct rc
read_standard(struct loading *l, const struct value *v, struct err *e)
{
	if (v == NULL)
		return DONE;
	struct obj o = obj_open(v);
	l->c->standard = obj_need_text(&o, "id", "expected id: text");
	l->c->standard_title = obj_need_text(&o, "title", "expected title: text");
	l->c->standard_edition = text_or_null(&o, "edition", "expected edition: text");
	obj_ignore_rest(&o);
	TRY(obj_end(&o, e));
	struct slice year = edition_of(l->c->standard, l->c->standard_edition);
	l->c->edition = year.len > 0 ? year : (struct slice){0};
	return DONE;
}

/* component_types: a list of objects with id. */
static struct rc
read_types(struct loading *l, const struct value *list, struct err *e)
{
	if (list == NULL)
		return DONE;
	if ((l->c->types = ARENA_ARRAY(l->a, struct slice, list->count)) == NULL)
		return arena_failed(l->a, e);
	for (size_t i = 0; i < list->count; i++) {
		struct slice id = value_text(value_get(&list->items[i], SLICE("id")));
		if (id.len == 0)
			return fail(e, E_SCHEMA, list->items[i].at, "expected an object with id");
		l->c->types[l->c->type_count++] = id;
	}
	return DONE;
}

static size_t
count_rows(const struct value *document)
{
	size_t n = 0;
	for (size_t i = 0; i < document->count; i++)
		if (slice_eq(document->members[i].name, SLICE("items")) ||
		    !slice_is_null(catalog_list_digits(document->members[i].name)))
			n += document->members[i].value.count;
	return n;
}

static int
compare(const void *a, const void *b)
{
	const struct catalog_item *const *left = a, *const *right = b;
	int order = slice_cmp((*left)->key, (*right)->key);
	return order != 0 ? order : slice_cmp((*left)->edition, (*right)->edition);
}

/* by_key, and that no two rows of one edition have one key. */
static struct rc
sort_items(struct loading *l, struct err *e)
{
	struct catalog *c = l->c;
	c->by_key = ARENA_ARRAY(l->a, struct catalog_item *, c->item_count);
	if (c->by_key == NULL)
		return arena_failed(l->a, e);
	for (size_t i = 0; i < c->item_count; i++)
		c->by_key[i] = &c->items[i];
	if (c->item_count > 0)
		qsort(c->by_key, c->item_count, sizeof(c->by_key[0]), compare);
	for (size_t i = 1; i < c->item_count; i++)
		if (compare(&c->by_key[i - 1], &c->by_key[i]) == 0) {
			const struct catalog_item *later = c->by_key[i - 1] > c->by_key[i] ?
			    c->by_key[i - 1] : c->by_key[i];
			return fail(e, E_SCHEMA, value_get(later->row, SLICE("id"))->at,
			    "another row of this edition has the same key");
		}
	return DONE;
}

static struct rc
read_rows(struct loading *l, const struct value *items, const struct value *mappings,
    struct err *e)
{
	const struct value *v = &l->c->document;
	size_t count = count_rows(v);
	if (items == NULL && mappings == NULL && count == 0)
		return fail(e, E_SCHEMA, v->at, "expected items or mappings");
	if ((l->c->items = ARENA_ARRAY(l->a, struct catalog_item, count)) == NULL)
		return arena_failed(l->a, e);
	if (items != NULL)
		TRY(read_list(l, items, l->c->edition, e));
	for (size_t i = 0; i < v->count; i++)
		TRY(read_edition_list(l, &v->members[i], e));
	TRY(read_mappings(l, mappings, e));
	return sort_items(l, e);
}

struct rc
catalog_load(struct slice in, struct slice digest, struct arena *a, struct catalog *out,
    struct err *e)
{
	struct catalog c = { .digest = digest };
	struct loading l = { a, &c };
	TRY(json_tree(in, DOCUMENT_BYTES_MAX, a, &c.document, e));
	struct obj o = obj_open(&c.document);
	struct slice schema = obj_need_text(&o, "schema", "expected schema: text");
	c.name = obj_need_text(&o, "catalog", "expected catalog: text");
	const struct value *standard = obj_may(&o, "standard", VALUE_OBJECT,
	    "expected standard: an object"),
	    *types = obj_may(&o, "component_types", VALUE_ARRAY,
	    "expected component_types: a list"),
	    *items = obj_may(&o, "items", VALUE_ARRAY, "expected items: a list"),
	    *mappings = obj_may(&o, "mappings", VALUE_ARRAY, "expected mappings: a list");
	/* the kind alone: catalog_check_counts() reads it */
	(void)obj_may(&o, "counts", VALUE_OBJECT, "expected counts: an object"); /* see above */
	obj_ignore_rest(&o);
	TRY(obj_end(&o, e));
	if (!slice_eq(schema, SLICE("assurance-catalog/1")))
		return fail(e, E_SCHEMA, value_get(&c.document, SLICE("schema"))->at,
		    "expected assurance-catalog/1");
	if (!is_name(c.name))
		return fail(e, E_SCHEMA, value_get(&c.document, SLICE("catalog"))->at,
		    "a catalogue's id is 1 to 63 of a-z 0-9 - .");
	TRY(read_standard(&l, standard, e));
	TRY(read_types(&l, types, e));
	TRY(read_rows(&l, items, mappings, e));
	TRY(catalog_check_counts(&c, a, e));
	*out = c;
	return DONE;
}
