/* table/layout.c - where the tables stand and of which kind they are. See table/layout.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "table/layout.h"

#include "base/limits.h"

#include "base/time.h"

/* Rows above the headings of a map. */
#define PREAMBLE_ROWS 60

struct slice
row_text(const struct grid_row *row, uint32_t column)
{
	if (column == 0 || column > row->count || row->cells[column - 1].kind == CELL_ERROR)
		return SLICE("");
	return slice_trim(row->cells[column - 1].text);
}

bool
row_is_empty(const struct grid_row *row)
{
	for (uint32_t c = 1; c <= row->count; c++)
		if (slice_trim(row->cells[c - 1].text).len > 0)
			return false;
	return true;
}

uint32_t
column_of_letters(struct slice text)
{
	uint32_t n = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] < 'A' || text.at[i] > 'Z' || i > 2)
			return 0;
		n = n * 26 + (uint32_t)(text.at[i] - 'A') + 1;
	}
	return n <= TABLE_COLUMNS_MAX ? n : 0;
}

int64_t
cell_until(const struct grid *g, const struct grid_row *row, uint32_t column)
{
	int64_t days, ms;
	struct slice text = row_text(row, column);
	if (text.len == 0)
		return TIME_UNKNOWN;
	if (row->cells[column - 1].kind == CELL_DATE) {
		uint64_t n;
		struct slice whole = slice_sub(text, 0, slice_find(text, SLICE("."), 0));
		if (!slice_to_u64(whole, &n) || n > 2958465)
			return TIME_UNKNOWN;
		/* day 1 is 1900-01-01, and 1900 has a 29 February there */
		days = (int64_t)n - (g->epoch_1904 ? 24107 : 25569);
		return days * DAY_MS + DAY_MS - 1;
	}
	if (!failed(time_parse(text, TIME_END, &ms, NULL)))
		return ms;
	uint8_t iso[10] = "2000-00-00";
	if (text.len != 10 || text.at[2] != '.' || text.at[5] != '.')
		return TIME_UNKNOWN;
	for (size_t i = 0; i < 4; i++)
		iso[i] = text.at[6 + i];
	for (size_t i = 0; i < 2; i++) {
		iso[5 + i] = text.at[3 + i];
		iso[8 + i] = text.at[i];
	}
	return failed(time_parse((struct slice){ iso, 10 }, TIME_END, &ms, NULL)) ? TIME_UNKNOWN :
	    ms;
}

/* What kind the columns alone tell. */
static enum table_kind
kind_by_columns(const struct layout *l, const char **why)
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
		if (l->heading.column[rules[i].field] != 0) {
			*why = rules[i].why;
			return rules[i].kind;
		}
	if (l->heading.column[FIELD_QUANTITY] != 0 && !slice_is_null(l->fixed[FIELD_ORDER])) {
		*why = "an order's number stands above, and the columns name quantities";
		return TABLE_ORDER;
	}
	*why = "columns name articles or models, none holds serial numbers";
	return TABLE_PRODUCTS;
}

/* --- above the table ------------------------------------------------------------------------ */

static struct rc
fix(const struct grid_sheet *sheet, const struct grid_row *row, uint32_t c, struct slice value,
    enum field f, struct arena *a, struct layout *l, struct err *e)
{
	if (value.len == 0 || !slice_is_null(l->fixed[f]))
		return DONE;
	if (!grid_cell_place(a, sheet, row->number, c, &l->fixed_place[f]))
		return arena_failed(a, e);
	l->fixed[f] = value;
	l->fixed_cell[f] = &row->cells[c - 1];
	return DONE;
}

/* "Order | 4500123456" and "Order: 4500123456" refer to an order: a delivery note says so too. The
 * number of a delivery note stands in that way on the note itself; *soft: only such a word told the
 * kind. */
static struct rc
preamble_cell(const struct grid_sheet *sheet, const struct grid_row *row, uint32_t c,
    struct arena *a, struct layout *l, bool *soft, struct err *e)
{
	struct slice text = row_text(row, c);
	size_t colon = slice_find(text, SLICE(":"), 0);
	bool weak, inside = colon != SIZE_MAX && colon + 1 < text.len;
	enum field f = word_heading(slice_sub(text, 0, colon), &weak);
	bool refers = f != FIELD_NONE && (inside || row_text(row, c + 1).len > 0);
	enum table_kind kind = word_title(text);
	if (inside && f != FIELD_NONE)
		TRY(fix(sheet, row, c, slice_trim(slice_sub(text, colon + 1, text.len)), f, a, l,
		    e));
	if (kind == TABLE_UNKNOWN || (refers && f != FIELD_NOTE) ||
	    (l->kind != TABLE_UNKNOWN && (!*soft || refers)))
		return DONE;
	l->kind = kind;
	l->told = true;
	l->why = "a title above the table says so";
	*soft = refers;
	return DONE;
}

/* A title tells the kind, "Batch: X" holds for every row. */
static struct rc
preamble_row(const struct grid_sheet *sheet, const struct grid_row *row, struct arena *a,
    struct layout *l, bool *soft, struct err *e)
{
	uint32_t pair = 1, value = 0;
	enum field f;
	while (heading_pair(row, &pair, &f, &value))
		TRY(fix(sheet, row, value, row_text(row, value), f, a, l, e));
	for (uint32_t c = 1; c <= row->count; c++)
		TRY(preamble_cell(sheet, row, c, a, l, soft, e));
	return DONE;
}

static struct rc
preamble(const struct grid_sheet *sheet, size_t from, struct arena *a, struct layout *l,
    struct err *e)
{
	bool soft = false, mapped = l->kind != TABLE_UNKNOWN;
	for (size_t i = from; i < l->header; i++)
		TRY(preamble_row(sheet, &sheet->rows[i], a, l, &soft, e));
	bool received = l->heading.column[FIELD_RECEIVED] != 0;
	if (mapped || (l->kind != TABLE_UNKNOWN && !(soft && received)))
		return DONE;
	l->kind = soft ? TABLE_UNKNOWN : word_title(sheet->name);
	l->why = "the sheet is named so";
	l->told = l->kind != TABLE_UNKNOWN;
	if (l->kind == TABLE_UNKNOWN)
		l->kind = kind_by_columns(l, &l->why);
	return DONE;
}

/* --- maps ----------------------------------------------------------------------------------- */

/* The columns of a row under a map; false when a heading of the map is not there. */
static struct rc
map_row(const struct grid_row *row, const struct table_map *m, struct arena *a,
    struct heading *h, bool *fits, struct err *e)
{
	*fits = false;
	for (unsigned f = 1; f < FIELD_COUNT; f++) {
		const struct map_column *want = &m->columns[f];
		h->column[f] = want->column;
		for (uint32_t c = 1; want->heading.len > 0 && c <= row->count; c++) {
			struct slice text = row_text(row, c);
			struct slice folded = text.len > 4096 ? SLICE("") : word_fold(a, text);
			if (slice_is_null(folded))
				return arena_failed(a, e);
			if (!slice_eq(folded, want->heading))
				continue;
			if (h->column[f] == 0)
				h->column[f] = c;
			else if (h->again[f] == 0)
				h->again[f] = c;
		}
		if (want->heading.len > 0 && h->column[f] == 0)
			return DONE;
		h->known += h->column[f] != 0 ? 1 : 0;
	}
	*fits = true;
	return DONE;
}

static struct rc
map_find(const struct grid_sheet *sheet, const struct table_map *m, struct arena *a,
    struct layout *out, bool *found, struct err *e)
{
	for (size_t i = 0; i < sheet->count && (i < PREAMBLE_ROWS || m->header_row != 0); i++) {
		struct layout l = { .kind = m->kind, .header = i, .end = sheet->count,
		    .told = true, .why = "a map says so" };
		if (m->header_row != 0 && sheet->rows[i].number != m->header_row)
			continue;
		TRY(map_row(&sheet->rows[i], m, a, &l.heading, found, e));
		if (*found) {
			*out = l;
			return preamble(sheet, 0, a, out, e);
		}
	}
	return DONE;
}

struct rc
layout_find(const struct grid_sheet *sheet, size_t from, const struct table_map *maps,
    size_t map_count, struct arena *a, struct layout *out, bool *found, struct err *e)
{
	*found = false;
	for (size_t i = 0; from == 0 && i < map_count && !*found; i++)
		if (slice_is_null(maps[i].sheet) || slice_eq(maps[i].sheet, sheet->name))
			TRY(map_find(sheet, &maps[i], a, out, found, e));
	if (*found)
		return DONE;
	struct layout l = {0};
	l.header = heading_find(sheet, from, &l.heading);
	if (l.header == SIZE_MAX)
		return DONE;
	l.end = heading_end(sheet, l.header, &l.heading);
	TRY(preamble(sheet, from, a, &l, e));
	*out = l;
	*found = true;
	return DONE;
}
