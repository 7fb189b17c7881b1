/* table/requirement_table.c - workbooks of requirements. See table/requirement_table.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "table/requirement_int.h"

#include <stdlib.h>

#include "base/time.h"
#include "table/layout.h"

/* --- names of requirements -------------------------------------------------------------------- */

const struct catalog_item *
requirement_item(const struct catalog *c, struct slice text, struct slice *base)
{
	uint8_t key[REQUIREMENT_KEY_MAX];
	size_t n = requirement_key(text, *base, key);
	const struct catalog_item *item = n == 0 ? NULL : catalog_find(c, c->edition,
	    (struct slice){ key, n });
	if (item != NULL && item->base.len == 0)
		*base = item->key;
	return item;
}

bool
requirement_asks(const struct catalog_item *item)
{
	return !slice_eq(item->kind, SLICE("pointer")) &&
	    !slice_eq(item->kind, SLICE("no_requirement"));
}

/* --- rows ------------------------------------------------------------------------------------- */

/* A cell whose formula failed, or whose result was never stored: it says something that is not
 * here. */
static bool
is_lost(const struct grid_row *row, uint32_t c)
{
	if (c == 0 || c > row->count)
		return false;
	const struct grid_cell *cell = &row->cells[c - 1];
	return cell->kind == CELL_ERROR || (cell->kind == CELL_EMPTY && cell->formula);
}

/* The one column that is ticked; two ticks, or a word in place of one, say nothing that could be
 * read. */
static struct rc
read_ticks(struct sheet_run *g, const struct grid_row *row, struct requirement_row *out,
    struct err *e)
{
	size_t marks = 0;
	for (size_t i = 0; i < g->tick_count; i++) {
		struct slice text = row_text(row, g->ticks[i].column);
		enum requirement_mark mark = is_lost(row, g->ticks[i].column) ? MARK_UNREAD :
		    requirement_mark(text);
		if (mark == MARK_NOT)
			continue;
		out->status = g->ticks[i].status;
		out->said = text;
		if (!grid_cell_place(g->a, g->sheet, row->number, g->ticks[i].column, &out->cell))
			return arena_failed(g->a, e);
		out->unread = out->unread || mark == MARK_UNREAD;
		marks++;
	}
	out->unread = out->unread || marks > 1;
	if (marks != 1 || out->unread)
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
	out->unread = is_lost(row, c) || (out->status == NULL &&
	    !requirement_says_nothing(out->said));
	if (out->status == NULL)
		out->status = "untested";
	if ((out->said.len > 0 || out->unread) && !grid_cell_place(g->a, g->sheet, row->number, c,
	    &out->cell))
		return arena_failed(g->a, e);
	return DONE;
}

/* The place of the field's cell, where something stands in it. */
static struct rc
place_of(struct sheet_run *g, const struct grid_row *row, enum requirement_field f,
    struct slice *out, struct err *e)
{
	uint32_t c = g->columns[f];
	if (c == 0 || row_text(row, c).len == 0)
		return DONE;
	return grid_cell_place(g->a, g->sheet, row->number, c, out) ? DONE : arena_failed(g->a, e);
}

static struct rc
read_row(struct sheet_run *g, const struct grid_row *row, const struct catalog_item *item,
    struct requirement_row *out, struct err *e)
{
	*out = (struct requirement_row){ .item = item, .hidden = row->hidden,
	    .number = row->number, .due_ms = TIME_UNKNOWN };
	if (!grid_cell_place(g->a, g->sheet, row->number, g->columns[REQUIREMENT_REQUIREMENT],
	    &out->row_cell))
		return arena_failed(g->a, e);
	TRY(read_status(g, row, out, e));
	for (unsigned f = REQUIREMENT_EVIDENCE; f < REQUIREMENT_FIELDS; f++)
		if (g->columns[f] != 0)
			out->texts[f] = row_text(row, g->columns[f]);
	if (g->columns[REQUIREMENT_DUE] != 0)
		out->due_ms = cell_until(g->grid, row, g->columns[REQUIREMENT_DUE]);
	TRY(place_of(g, row, REQUIREMENT_EVIDENCE, &out->evidence_cell, e));
	return place_of(g, row, REQUIREMENT_DUE, &out->due_cell, e);
}

/* --- what looks like a requirement ------------------------------------------------------------ */

/* What the row says of it: its status, or the first tick. */
static struct slice
said_of(const struct sheet_run *g, const struct grid_row *row)
{
	struct slice text = {0};
	for (size_t i = 0; i < g->tick_count; i++)
		if (requirement_mark(row_text(row, g->ticks[i].column)) != MARK_NOT)
			return row_text(row, g->ticks[i].column);
	if (g->tick_count == 0)
		text = row_text(row, g->columns[REQUIREMENT_STATUS]);
	return requirement_says_nothing(text) ? SLICE("") : text;
}

/* Some requirement of the catalogue begins with the same letters; "FR 1" is a heading. */
static bool
is_of_its_kind(const struct catalog *c, struct slice key)
{
	size_t dash = slice_find(key, SLICE("-"), 0);
	for (size_t i = 0; i < c->item_count; i++)
		if (slice_starts(c->items[i].key, slice_sub(key, 0, dash + 1)))
			return true;
	return false;
}

/* A name that the edition does not have, or a pointer of which something is said. What stands below
 * it belongs to it: "RE(1)" there is none of the requirement before. */
static struct rc
take_stray(struct sheet_run *g, const struct grid_row *row, const struct catalog_item *points,
    struct slice *base, struct requirement_table *out, struct err *e)
{
	uint8_t room[REQUIREMENT_KEY_MAX];
	struct slice text = row_text(row, g->columns[REQUIREMENT_REQUIREMENT]);
	struct slice key = { room, requirement_key(text, *base, room) };
	struct requirement_stray s = { .text = text, .said = said_of(g, row),
	    .points = points != NULL };
	if (key.len == 0)
		return DONE;
	if (slice_find(key, SLICE("-RE-"), 0) == SIZE_MAX && !arena_copy(g->a, key, base))
		return arena_failed(g->a, e);
	if (s.said.len == 0 && (s.points || !is_of_its_kind(g->c, key)))
		return DONE;
	if (!grid_cell_place(g->a, g->sheet, row->number, g->columns[REQUIREMENT_REQUIREMENT],
	    &s.cell))
		return arena_failed(g->a, e);
	out->stray[out->stray_count++] = s;
	return DONE;
}

/* What a cell names beside the requirement that was read. */
static struct rc
take_more(struct sheet_run *g, const struct grid_row *row, struct requirement_table *out,
    struct err *e)
{
	struct slice text = row_text(row, g->columns[REQUIREMENT_REQUIREMENT]);
	struct requirement_stray s = { .text = text, .said = said_of(g, row), .more = true };
	if (!requirement_names_more(text))
		return DONE;
	if (!grid_cell_place(g->a, g->sheet, row->number, g->columns[REQUIREMENT_REQUIREMENT],
	    &s.cell))
		return arena_failed(g->a, e);
	out->stray[out->stray_count++] = s;
	return DONE;
}

/* --- the edition that a row states ------------------------------------------------------------ */

static bool
is_digit(struct slice s, size_t i)
{
	return i < s.len && s.at[i] >= '0' && s.at[i] <= '9';
}

/* A number of four digits that begins with 19 or 20, from *at on; *at moves behind it. */
static bool
next_year(struct slice s, size_t *at, struct slice *year)
{
	for (size_t from = *at, to; from < s.len; from = to) {
		for (to = from; is_digit(s, to); to++)
			continue;
		*year = slice_sub(s, from, to);
		*at = to;
		if (year->len == 4 && (slice_starts(*year, SLICE("19")) ||
		    slice_starts(*year, SLICE("20"))))
			return true;
		to += to == from ? 1 : 0;
	}
	return false;
}

/* "62443-4-2" out of a text, or of a catalogue's name; empty where none stands there. */
static struct slice
part_in(struct slice s)
{
	size_t from = slice_find(s, SLICE("62443-"), 0), to = from;
	while (to != SIZE_MAX && to < s.len && (is_digit(s, to) ||
	    (s.at[to] == '-' && is_digit(s, to + 1) && to - from < 9)))
		to++;
	return from == SIZE_MAX ? SLICE("") : slice_sub(s, from, to);
}

/* "IEC 62443-4-2:2013", or "2013", of a row that is read by the edition of 2019. What names neither
 * a year nor a part says nothing that could be compared. */
static bool
is_of_another(const struct catalog *c, struct slice text)
{
	struct slice year, part = part_in(text), own = part_in(c->name);
	bool any = false, same = false;
	if (part.len > 0 && own.len > 0 && !slice_eq(part, own))
		return true;
	for (size_t at = 0; next_year(text, &at, &year);) {
		any = true;
		same = same || slice_eq(year, c->edition);
	}
	return any && !same;
}

/* *other: the row was passed over, and is listed. */
static struct rc
take_edition(struct sheet_run *g, const struct grid_row *row, struct requirement_table *out,
    bool *other, struct err *e)
{
	uint32_t c = g->columns[REQUIREMENT_EDITION];
	struct requirement_stray s = { .text = c == 0 ? SLICE("") : row_text(row, c),
	    .said = SLICE(""), .edition = true };
	*other = is_of_another(g->c, s.text);
	if (!*other)
		return DONE;
	if (!grid_cell_place(g->a, g->sheet, row->number, c, &s.cell))
		return arena_failed(g->a, e);
	out->stray[out->stray_count++] = s;
	return DONE;
}

/* The heading that is merged over the column, in the nearest row above where the two columns have
 * different ones. */
static struct slice
heading_over(const struct sheet_run *g, uint32_t first, uint32_t again)
{
	for (size_t i = g->again_row; i > 0; i--) {
		const struct grid_row *row = &g->sheet->rows[i - 1];
		uint32_t a = first, b = again;
		while (a > 1 && row_text(row, a).len == 0)
			a--;
		while (b > 1 && row_text(row, b).len == 0)
			b--;
		if (a != b && row_text(row, b).len > 0)
			return row_text(row, b);
	}
	return (struct slice){0};
}

static struct rc
place_again(struct sheet_run *g, struct requirement_table *out, struct err *e)
{
	uint32_t first = g->tick_count > 0 ? g->ticks[0].column : g->columns[REQUIREMENT_STATUS];
	uint32_t number = g->sheet->rows[g->again_row].number;
	if (g->again != 0)
		out->under = heading_over(g, first, g->again);
	if (g->again != 0 && !grid_cell_place(g->a, g->sheet, number, g->again, &out->again))
		return arena_failed(g->a, e);
	return grid_cell_place(g->a, g->sheet, number, first, &out->first) ? DONE :
	    arena_failed(g->a, e);
}

static struct rc
read_rows(struct sheet_run *g, struct requirement_table *out, struct err *e)
{
	struct slice base = {0};
	size_t heading = g->heading != SIZE_MAX ? g->heading : g->first - 1;
	size_t from = g->heading != SIZE_MAX && g->heading < g->first ? g->heading + 1 : g->first;
	*out = (struct requirement_table){ .sheet = g->sheet,
	    .heading = g->first == 0 ? 0 : g->sheet->rows[heading].number,
	    .rows = ARENA_ARRAY(g->a, struct requirement_row, g->sheet->count),
	    .stray = ARENA_ARRAY(g->a, struct requirement_stray, g->sheet->count),
	    .grouped = g->grouped || g->map == NULL || g->map->under.len == 0 };
	if (out->rows == NULL || out->stray == NULL)
		return arena_failed(g->a, e);
	if (g->sheet->merge_count > 0)
		TRY(requirement_unmerge(g, e));
	for (size_t i = from; i < g->sheet->count; i++) {
		const struct grid_row *row = &g->sheet->rows[i];
		bool other = false;
		const struct catalog_item *item = requirement_item(g->c, row_text(row,
		    g->columns[REQUIREMENT_REQUIREMENT]), &base);
		if (item == NULL || !requirement_asks(item)) {
			TRY(take_stray(g, row, item, &base, out, e));
			continue;
		}
		TRY(take_edition(g, row, out, &other, e));
		if (other)
			continue;
		TRY(read_row(g, row, item, &out->rows[out->row_count++], e));
		TRY(take_more(g, row, out, e));
	}
	return place_again(g, out, e);
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
		TRY(requirement_columns_find(&run, &found, e));
		if (found)
			TRY(read_rows(&run, &(*out)[(*count)++], e));
	}
	return DONE;
}
