/* table/layout.c - where the table stands and what its columns hold. See table/layout.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "table/layout.h"

/* Rows above a heading row: letterheads are rarely longer. */
#define PREAMBLE_ROWS 60

struct slice
row_text(const struct grid_row *row, uint32_t column)
{
	if (column == 0 || column > row->count)
		return SLICE("");
	return slice_trim(row->cells[column - 1].text);
}

bool
cell_place(struct arena *a, const struct grid_sheet *sheet, uint32_t row, uint32_t column,
    struct slice *out)
{
	struct slice name;
	if (!grid_cell_name(a, row, column, &name))
		return false;
	*out = name;
	return sheet->name.len == 0 || (arena_join(a, sheet->name, SLICE("!"), out) &&
	    arena_join(a, *out, name, out));
}

/* The columns of one row read as headings. Known headings, other non-empty cells. */
struct heading { uint32_t column[FIELD_COUNT]; unsigned known, other; };

static struct rc
heading_read(const struct grid_row *row, struct arena *a, struct heading *h, struct err *e)
{
	*h = (struct heading){0};
	for (uint32_t c = 1; c <= row->count; c++) {
		struct slice text = row_text(row, c);
		if (text.len == 0 || row->cells[c - 1].kind != CELL_TEXT)
			continue;
		struct slice folded = word_fold(a, text);
		if (slice_is_null(folded))
			return arena_failed(a, e);
		enum field f = word_field(folded);
		if (f == FIELD_NONE || f == FIELD_TOTAL || h->column[f] != 0) {
			h->other++;
			continue;
		}
		h->column[f] = c;
		h->known++;
	}
	return DONE;
}

/* A heading row names at least two columns, or is a lone column of serials. */
static bool
heading_is_one(const struct heading *h)
{
	if (h->column[FIELD_SERIAL] == 0 && h->column[FIELD_ARTICLE] == 0 &&
	    h->column[FIELD_MODEL] == 0)
		return false;
	return h->known >= 2 || (h->column[FIELD_SERIAL] != 0 && h->other == 0);
}

/* What kind the columns alone tell. */
static enum table_kind
kind_by_columns(const uint32_t column[FIELD_COUNT], const char **why)
{
	static const struct { enum field field; enum table_kind kind; const char *why; } rules[] = {
		{ FIELD_RECEIVED, TABLE_RECEIPT, "a column says when each line was received" },
		{ FIELD_NOTE, TABLE_PACKING, "a column names the delivery note" },
		{ FIELD_PACKAGE, TABLE_PACKING, "a column names the package" },
		{ FIELD_TAG, TABLE_ASSETS, "a column names asset tags" },
		{ FIELD_LOCATION, TABLE_ASSETS, "a column names locations" },
		{ FIELD_ORDER, TABLE_ORDER, "a column names the order" },
		{ FIELD_PRICE, TABLE_ORDER, "a column names prices" },
		{ FIELD_SERIAL, TABLE_SERIALS, "a column holds serial numbers" },
	};
	for (size_t i = 0; i < COUNT(rules); i++)
		if (column[rules[i].field] != 0) {
			*why = rules[i].why;
			return rules[i].kind;
		}
	*why = "columns name articles or models, none holds serial numbers";
	return TABLE_PRODUCTS;
}

/* One row above the table: a title tells the kind, "Batch: X" holds for every row. */
static struct rc
preamble_row(const struct grid_sheet *sheet, const struct grid_row *row, struct arena *a,
    struct layout *l, struct err *e)
{
	for (uint32_t c = 1; c <= row->count; c++) {
		struct slice text = row_text(row, c);
		if (text.len == 0)
			continue;
		struct slice folded = word_fold(a, text);
		if (slice_is_null(folded))
			return arena_failed(a, e);
		enum table_kind kind = word_kind(folded);
		enum field f = word_field(folded);
		struct slice value = row_text(row, c + 1);
		/* "Order: 4500123456" on a delivery note refers to an order, it is none */
		bool refers = f == FIELD_ORDER && value.len > 0;
		if (l->kind == TABLE_UNKNOWN && kind != TABLE_UNKNOWN && !refers) {
			l->kind = kind;
			l->why = "a title above the table says so";
		}
		if (f == FIELD_NONE || value.len == 0 || !slice_is_null(l->fixed[f]))
			continue;
		if (!cell_place(a, sheet, row->number, c + 1, &l->fixed_place[f]))
			return arena_failed(a, e);
		l->fixed[f] = value;
	}
	return DONE;
}

static struct rc
preamble(const struct grid_sheet *sheet, struct arena *a, struct layout *l, struct err *e)
{
	for (size_t i = 0; i < l->header; i++)
		TRY(preamble_row(sheet, &sheet->rows[i], a, l, e));
	if (l->kind != TABLE_UNKNOWN)
		return DONE;
	struct slice folded = word_fold(a, sheet->name);
	if (slice_is_null(folded))
		return arena_failed(a, e);
	l->kind = word_kind(folded);
	l->why = "the sheet is named so";
	if (l->kind == TABLE_UNKNOWN)
		l->kind = kind_by_columns(l->column, &l->why);
	return DONE;
}

/* The columns of a row under a map; false when a heading of the map is not there. */
static struct rc
map_row(const struct grid_row *row, const struct table_map *m, struct arena *a, struct layout *l,
    bool *fits, struct err *e)
{
	*fits = false;
	for (unsigned f = 1; f < FIELD_COUNT; f++) {
		const struct map_column *want = &m->columns[f];
		l->column[f] = want->column;
		for (uint32_t c = 1; want->heading.len > 0 && c <= row->count; c++) {
			struct slice folded = word_fold(a, row_text(row, c));
			if (slice_is_null(folded))
				return arena_failed(a, e);
			if (l->column[f] == 0 && slice_eq(folded, want->heading))
				l->column[f] = c;
		}
		if (want->heading.len > 0 && l->column[f] == 0)
			return DONE;
	}
	*fits = true;
	return DONE;
}

static struct rc
map_find(const struct grid_sheet *sheet, const struct table_map *m, struct arena *a,
    struct layout *out, bool *found, struct err *e)
{
	for (size_t i = 0; i < sheet->count && i < PREAMBLE_ROWS; i++) {
		struct layout l = { .kind = m->kind, .header = i, .why = "a map says so" };
		if (m->header_row != 0 && sheet->rows[i].number != m->header_row)
			continue;
		TRY(map_row(&sheet->rows[i], m, a, &l, found, e));
		if (*found) {
			*out = l;
			return preamble(sheet, a, out, e);
		}
	}
	return DONE;
}

struct rc
layout_find(const struct grid_sheet *sheet, const struct table_map *maps, size_t map_count,
    struct arena *a, struct layout *out, bool *found, struct err *e)
{
	*found = false;
	for (size_t i = 0; i < map_count && !*found; i++)
		if (slice_is_null(maps[i].sheet) || slice_eq(maps[i].sheet, sheet->name))
			TRY(map_find(sheet, &maps[i], a, out, found, e));
	for (size_t i = 0; i < sheet->count && i < PREAMBLE_ROWS && !*found; i++) {
		struct heading h;
		TRY(heading_read(&sheet->rows[i], a, &h, e));
		if (!heading_is_one(&h))
			continue;
		struct layout l = { .header = i };
		for (unsigned f = 0; f < FIELD_COUNT; f++)
			l.column[f] = h.column[f];
		TRY(preamble(sheet, a, &l, e));
		*out = l;
		*found = true;
	}
	return DONE;
}
