/* codec/xlsx_book.c - relationships of a package, sheets of a workbook. See codec/xlsx.h.
 *
 * Spec: ECMA-376 part 2, 9.3 (relationships); part 1, 18.2 (workbook).
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/xlsx_int.h"

#include "base/limits.h"

/* A package has some; a workbook one for each sheet and some more. */
#define RELATIONS_MAX 4096

#define PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define OFFICE_STRICT "http://purl.oclc.org/ooxml/officeDocument/relationships"

/* Components of a path one after the other; ".." takes the last one off, "." is nothing. */
static bool
resolve(struct slice folder, struct slice target, struct arena *a, struct slice *out)
{
	struct slice path = target;
	uint8_t *to = arena_alloc(a, folder.len + target.len + 1, 1);
	size_t n = 0;

	if (to == NULL || (!slice_starts(target, SLICE("/")) &&
	    !arena_join(a, folder, target, &path)))
		return false;
	for (size_t at = 0; at < path.len;) {
		size_t end = slice_find(path, SLICE("/"), at);
		end = end == SIZE_MAX ? path.len : end;
		struct slice part = slice_sub(path, at, end);
		at = end + 1;
		if (slice_eq(part, SLICE("..")))
			while (n > 0 && to[--n] != '/')
				continue;
		if (part.len == 0 || slice_eq(part, SLICE(".")) || slice_eq(part, SLICE("..")))
			continue;
		if (n > 0)
			to[n++] = '/';
		for (size_t i = 0; i < part.len; i++)
			to[n++] = part.at[i];
	}
	*out = (struct slice){ to, n };
	return true;
}

static struct slice
last_part(struct slice path)
{
	size_t from = path.len;

	while (from > 0 && path.at[from - 1] != '/')
		from--;
	return slice_sub(path, from, path.len);
}

static struct rc
relation_start(void *context, const struct xml_element *x, struct err *e)
{
	struct xlsx_relations *r = context;
	struct xlsx_relation one;
	void *items = r->items;

	if (!slice_eq(x->name.local, SLICE("Relationship")) ||
	    !slice_eq(x->name.space, SLICE(PACKAGE)) ||
	    slice_eq(xml_get(x, SLICE("TargetMode")), SLICE("External")))
		return DONE;
	if (r->count == RELATIONS_MAX)
		return fail(e, E_LIMIT, x->at, "too many relationships");
	struct slice id = xml_get(x, SLICE("Id")), target = xml_get(x, SLICE("Target"));
	if (id.len == 0 || target.len == 0)
		return fail(e, E_SCHEMA, x->at, "a relationship without Id or Target");
	if (xlsx_relation_by_id(r, id) != NULL)
		return fail(e, E_SCHEMA, x->at, "two relationships with one Id");
	if (!arena_copy(r->arena, id, &one.id) ||
	    !arena_copy(r->arena, last_part(xml_get(x, SLICE("Type"))), &one.type) ||
	    !resolve(r->folder, target, r->arena, &one.target) ||
	    !arena_grow(r->arena, &items, &r->cap, r->count, sizeof(*r->items)))
		return arena_failed(r->arena, e);
	r->items = items;
	r->items[r->count++] = one;
	return DONE;
}

struct xml_sink
xlsx_relations_sink(struct xlsx_relations *r)
{
	return (struct xml_sink){ .context = r, .start = relation_start };
}

const struct xlsx_relation *
xlsx_relation_by_id(const struct xlsx_relations *r, struct slice id)
{
	for (size_t i = 0; i < r->count; i++)
		if (slice_eq(r->items[i].id, id))
			return &r->items[i];
	return NULL;
}

const struct xlsx_relation *
xlsx_relation_by_type(const struct xlsx_relations *r, struct slice type)
{
	for (size_t i = 0; i < r->count; i++)
		if (slice_eq(r->items[i].type, type))
			return &r->items[i];
	return NULL;
}

/* --- the workbook --------------------------------------------------------------------------- */

static struct rc
add_sheet(struct xlsx_book *b, const struct xml_element *x, struct err *e)
{
	struct slice id = xml_get_in(x, SLICE(OFFICE), SLICE("id"));
	struct slice state = xml_get(x, SLICE("state"));
	struct xlsx_sheet sheet = { .hidden = slice_eq(state, SLICE("hidden")) ||
	    slice_eq(state, SLICE("veryHidden")) };
	void *sheets = b->sheets;

	if (slice_is_null(id))
		id = xml_get_in(x, SLICE(OFFICE_STRICT), SLICE("id"));
	if (slice_is_null(id))
		return fail(e, E_SCHEMA, x->at, "a sheet without a relationship");
	if (b->count == TABLE_SHEETS_MAX)
		return fail(e, E_LIMIT, x->at, "the workbook has more than 64 sheets");
	if (!arena_copy(b->arena, xml_get(x, SLICE("name")), &sheet.name) ||
	    !arena_copy(b->arena, id, &sheet.relation) ||
	    !arena_grow(b->arena, &sheets, &b->cap, b->count, sizeof(*b->sheets)))
		return arena_failed(b->arena, e);
	b->sheets = sheets;
	b->sheets[b->count++] = sheet;
	return DONE;
}

static struct rc
book_start(void *context, const struct xml_element *x, struct err *e)
{
	struct xlsx_book *b = context;

	if (x->depth == 1 && !xlsx_is(&x->name, "workbook"))
		return fail(e, E_SCHEMA, x->at, "no workbook");
	if (x->depth == 2 && xlsx_is(&x->name, "workbookPr"))
		b->epoch_1904 = xlsx_is_true(xml_get(x, SLICE("date1904")));
	if (x->depth == 3 && xlsx_is(&x->name, "sheet"))
		return add_sheet(b, x, e);
	return DONE;
}

struct xml_sink
xlsx_book_sink(struct xlsx_book *b)
{
	return (struct xml_sink){ .context = b, .start = book_start };
}
