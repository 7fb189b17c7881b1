/* table/requirement_table.c - workbooks of requirements. See table/requirement_table.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "table/requirement_words.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/time.h"
#include "table/layout.h"
#include "table/requirement_sheet.h"

/* Rows above the first requirement in which headings are looked for. */
#define HEADING_ROWS 12
/* Without a heading that says so, a column is one of requirements from so many on. */
#define NAMES_MIN 3
/* Columns to tick, one for each status. */
#define TICKS_MAX 8

struct tick { uint32_t column; const char *status; };

/* One sheet while it is read. columns: from 1, or 0. first: index of the first row that names a
 * requirement; heading: of the lowest heading row, SIZE_MAX where there is none. own: columns that
 * assay appended. */
struct sheet_run {
	const struct grid_sheet		*sheet;
	const struct grid		*grid;
	const struct catalog		*c;
	const struct requirement_map	*map;
	struct arena			*a;
	uint32_t			 columns[REQUIREMENT_FIELDS];
	size_t				 first, heading, tick_count;
	struct tick			 ticks[TICKS_MAX];
	bool				 own[TABLE_COLUMNS_MAX];
};

/* --- names of requirements -------------------------------------------------------------------- */

static const struct catalog_item *
item_of(const struct catalog *c, struct slice text, struct slice *base)
{
	uint8_t key[REQUIREMENT_KEY_MAX];
	size_t n = requirement_key(text, *base, key);
	if (n == 0)
		return NULL;
	const struct catalog_item *item = catalog_find(c, c->edition,
	    (struct slice){ key, n });
	/* pointers say where the requirement stands, and ask for nothing */
	if (item == NULL || slice_eq(item->kind, SLICE("pointer")) ||
	    slice_eq(item->kind, SLICE("no_requirement")))
		return NULL;
	if (item->base.len == 0)
		*base = item->key;
	return item;
}

/* The column that names most requirements; 0 where none does. */
static uint32_t
find_names(const struct sheet_run *g, size_t *most)
{
	uint32_t best = 0;
	size_t counts[TABLE_COLUMNS_MAX] = {0};
	for (size_t i = 0; i < g->sheet->count; i++) {
		const struct grid_row *row = &g->sheet->rows[i];
		for (uint32_t c = 1; c <= row->count && c <= TABLE_COLUMNS_MAX; c++) {
			struct slice base = {0}, text = row_text(row, c);
			counts[c - 1] += text.len >= 4 && !g->own[c - 1] &&
			    item_of(g->c, text, &base) != NULL;
		}
	}
	*most = 0;
	for (uint32_t c = 1; c <= TABLE_COLUMNS_MAX; c++)
		if (counts[c - 1] > *most) {
			*most = counts[c - 1];
			best = c;
		}
	return best;
}

static size_t
find_first(const struct sheet_run *g, uint32_t column)
{
	for (size_t i = 0; i < g->sheet->count; i++) {
		struct slice base = {0};
		if (item_of(g->c, row_text(&g->sheet->rows[i], column), &base) != NULL)
			return i;
	}
	return g->sheet->count;
}

/* --- columns ---------------------------------------------------------------------------------- */

static void
name_column(struct sheet_run *g, struct slice text, uint32_t c, bool is_names)
{
	enum requirement_field f = requirement_heading(text);
	const char *status = requirement_status(text, g->map);
	bool to_tick = status != NULL && (f == REQUIREMENT_NONE || f == REQUIREMENT_STATUS);
	if (is_names)
		return;
	if (to_tick && g->tick_count < TICKS_MAX)
		g->ticks[g->tick_count++] = (struct tick){ c, status };
	if (f != REQUIREMENT_NONE && f != REQUIREMENT_REQUIREMENT && g->columns[f] == 0)
		g->columns[f] = c;
}

static void
name_row(struct sheet_run *g, size_t i, uint32_t names)
{
	const struct grid_row *row = &g->sheet->rows[i];
	for (uint32_t c = 1; c <= row->count; c++)
		if (row->cells[c - 1].kind == CELL_TEXT && !g->own[c - 1])
			name_column(g, row_text(row, c), c, c == names);
}

/* The rows above the first requirement, from the nearest up: what two of them name, the nearer
 * one does. A row of one long text is a title. */
static void
find_headings(struct sheet_run *g, uint32_t names)
{
	g->heading = SIZE_MAX;
	for (size_t i = g->first; i > 0 && g->first - i < HEADING_ROWS; i--) {
		if (row_is_empty(&g->sheet->rows[i - 1]))
			continue;
		unsigned before = 0, after = 0;
		for (unsigned f = 0; f < REQUIREMENT_FIELDS; f++)
			before += g->columns[f] != 0;
		name_row(g, i - 1, names);
		for (unsigned f = 0; f < REQUIREMENT_FIELDS; f++)
			after += g->columns[f] != 0;
		if (after > before && g->heading == SIZE_MAX)
			g->heading = i - 1;
	}
}

/* Headings that are status words name columns to tick; one alone ("erfüllt") is the status. */
static void
settle_ticks(struct sheet_run *g)
{
	if (g->tick_count < 2) {
		g->tick_count = 0;
		return;
	}
	for (size_t i = 0; i < g->tick_count; i++)
		if (g->columns[REQUIREMENT_STATUS] == g->ticks[i].column)
			g->columns[REQUIREMENT_STATUS] = 0;
	if (g->columns[REQUIREMENT_STATUS] != 0)
		g->tick_count = 0;
}

/* "F" as 6; 0 when it is no column's letters. */
static uint32_t
letters(struct slice text)
{
	uint32_t n = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] < 'A' || text.at[i] > 'Z' || i > 2)
			return 0;
		n = n * 26 + (uint32_t)(text.at[i] - 'A') + 1;
	}
	return n;
}

/* By its heading anywhere above, else by its letters. */
static struct rc
map_column(struct sheet_run *g, enum requirement_field f, struct err *e)
{
	struct slice wanted = g->map->columns[f];
	for (size_t i = 0; i < g->first; i++)
		for (uint32_t c = 1; c <= g->sheet->rows[i].count; c++)
			if (slice_eq_nocase(row_text(&g->sheet->rows[i], c), wanted)) {
				g->columns[f] = c;
				return DONE;
			}
	g->columns[f] = letters(wanted);
	return g->columns[f] != 0 && g->columns[f] <= TABLE_COLUMNS_MAX ? DONE :
	    fail(e, E_SCHEMA, 0, "the map names a column that is not there");
}

static struct rc
find_columns(struct sheet_run *g, bool *found, struct err *e)
{
	size_t most;
	own_columns(g->sheet, g->sheet->count, g->own);
	uint32_t names = find_names(g, &most);
	*found = false;
	if (names == 0)
		return DONE;
	g->first = find_first(g, names);
	find_headings(g, names);
	settle_ticks(g);
	for (unsigned f = 1; g->map != NULL && f < REQUIREMENT_FIELDS; f++)
		if (!slice_is_null(g->map->columns[f]))
			TRY(map_column(g, f, e));
	if (g->columns[REQUIREMENT_REQUIREMENT] == 0)
		g->columns[REQUIREMENT_REQUIREMENT] = names;
	bool told = g->columns[REQUIREMENT_STATUS] != 0 || g->tick_count > 0;
	*found = told && (most >= NAMES_MIN || g->heading != SIZE_MAX);
	return DONE;
}

/* --- rows ------------------------------------------------------------------------------------- */

/* The one column that is ticked; two ticks say nothing that could be read. */
static struct rc
read_ticks(struct sheet_run *g, const struct grid_row *row, struct requirement_row *out,
    struct err *e)
{
	size_t marks = 0;
	for (size_t i = 0; i < g->tick_count; i++) {
		struct slice text = row_text(row, g->ticks[i].column);
		if (text.len == 0 || slice_eq_nocase(text, SLICE("false")) ||
		    slice_eq(text, SLICE("0")))
			continue;
		out->status = g->ticks[i].status;
		out->said = text;
		if (!cell_place(g->a, g->sheet, row->number, g->ticks[i].column, &out->cell))
			return arena_failed(g->a, e);
		marks++;
	}
	out->unread = marks > 1;
	if (marks != 1)
		out->status = "untested";
	return DONE;
}

static struct rc
read_status(struct sheet_run *g, const struct grid_row *row, struct requirement_row *out,
    struct err *e)
{
	uint32_t c = g->columns[REQUIREMENT_STATUS];
	out->cell = out->row_cell;
	if (g->tick_count > 0)
		return read_ticks(g, row, out, e);
	out->said = row_text(row, c);
	out->status = requirement_status(out->said, g->map);
	out->unread = out->status == NULL && out->said.len > 0;
	if (out->status == NULL)
		out->status = "untested";
	if (out->said.len > 0 && !cell_place(g->a, g->sheet, row->number, c, &out->cell))
		return arena_failed(g->a, e);
	return DONE;
}

static struct rc
read_row(struct sheet_run *g, const struct grid_row *row, const struct catalog_item *item,
    struct requirement_row *out, struct err *e)
{
	*out = (struct requirement_row){ .item = item, .hidden = row->hidden,
	    .number = row->number, .due_ms = TIME_UNKNOWN };
	if (!cell_place(g->a, g->sheet, row->number, g->columns[REQUIREMENT_REQUIREMENT],
	    &out->row_cell))
		return arena_failed(g->a, e);
	TRY(read_status(g, row, out, e));
	for (unsigned f = REQUIREMENT_EVIDENCE; f < REQUIREMENT_FIELDS; f++)
		if (g->columns[f] != 0)
			out->texts[f] = row_text(row, g->columns[f]);
	if (g->columns[REQUIREMENT_DUE] != 0)
		out->due_ms = cell_until(g->grid, row, g->columns[REQUIREMENT_DUE]);
	return DONE;
}

/* It looks like the name of a requirement, and the edition has none of that name. */
static bool
is_stray(struct slice text, struct slice base)
{
	uint8_t key[REQUIREMENT_KEY_MAX];
	return requirement_key(text, base, key) > 0;
}

static struct rc
read_rows(struct sheet_run *g, struct requirement_table *out, struct err *e)
{
	uint32_t names = g->columns[REQUIREMENT_REQUIREMENT];
	struct slice base = {0};
	size_t heading = g->heading != SIZE_MAX ? g->heading : g->first - 1;
	*out = (struct requirement_table){ .sheet = g->sheet,
	    .heading = g->first == 0 ? 0 : g->sheet->rows[heading].number,
	    .rows = ARENA_ARRAY(g->a, struct requirement_row, g->sheet->count),
	    .stray = ARENA_ARRAY(g->a, struct slice, g->sheet->count) };
	if (out->rows == NULL || out->stray == NULL)
		return arena_failed(g->a, e);
	for (size_t i = g->first; i < g->sheet->count; i++) {
		const struct grid_row *row = &g->sheet->rows[i];
		struct slice text = row_text(row, names);
		const struct catalog_item *item = item_of(g->c, text, &base);
		if (item != NULL)
			TRY(read_row(g, row, item, &out->rows[out->row_count++], e));
		else if (is_stray(text, base) && !cell_place(g->a, g->sheet, row->number, names,
		    &out->stray[out->stray_count++]))
			return arena_failed(g->a, e);
	}
	return DONE;
}

struct rc
requirement_tables_read(const struct grid *g, const struct catalog *c,
    const struct requirement_map *map, struct arena *a, struct requirement_table **out,
    size_t *count, struct err *e)
{
	*count = 0;
	*out = ARENA_ARRAY(a, struct requirement_table, g->count);
	if (*out == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < g->count; i++) {
		struct sheet_run run = { .sheet = &g->sheets[i], .grid = g, .c = c, .map = map,
		    .a = a };
		bool found;
		if (map != NULL && !slice_is_null(map->sheet) &&
		    !slice_eq(map->sheet, g->sheets[i].name))
			continue;
		TRY(find_columns(&run, &found, e));
		if (found)
			TRY(read_rows(&run, &(*out)[(*count)++], e));
	}
	return DONE;
}
