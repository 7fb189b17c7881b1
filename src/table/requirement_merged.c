/* table/requirement_merged.c - cells that are merged over several rows. See
 * table/requirement_int.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "table/requirement_int.h"

/* What a row says is taken from such a cell; which requirement it is of never is. */
static bool
is_said(const struct sheet_run *g, uint32_t column)
{
	for (size_t i = 0; i < g->tick_count; i++)
		if (g->ticks[i].column == column)
			return true;
	for (unsigned f = REQUIREMENT_STATUS; f < REQUIREMENT_FIELDS; f++)
		if (g->columns[f] == column)
			return true;
	return false;
}

/* The first row of that number or a higher one. */
static size_t
row_from(const struct grid_sheet *sheet, uint32_t number)
{
	size_t low = 0, high = sheet->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (sheet->rows[middle].number < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* A row of its own cells, as wide as the column asks for. */
static struct rc
fill(struct sheet_run *g, struct grid_row *row, uint32_t column, const struct grid_cell *cell,
    struct err *e)
{
	uint32_t count = row->count > column ? row->count : column;
	struct grid_cell *cells = ARENA_ARRAY(g->a, struct grid_cell, count);
	if (cells == NULL)
		return arena_failed(g->a, e);
	for (uint32_t c = 0; c < count; c++)
		cells[c] = c < row->count ? row->cells[c] :
		    (struct grid_cell){ .text = SLICE("") };
	cells[column - 1] = *cell;
	row->cells = cells;
	row->count = count;
	return DONE;
}

static struct rc
spread(struct sheet_run *g, struct grid_sheet *filled, const struct grid_merge *m, struct err *e)
{
	size_t from = row_from(filled, m->first);
	if (from == filled->count || filled->rows[from].number != m->first ||
	    from < g->first || filled->rows[from].count < m->column)
		return DONE;
	const struct grid_cell cell = filled->rows[from].cells[m->column - 1];
	for (size_t i = from + 1; i < filled->count && filled->rows[i].number <= m->last; i++) {
		struct grid_row *row = &filled->rows[i];
		if (row->count < m->column || row->cells[m->column - 1].kind == CELL_EMPTY)
			TRY(fill(g, row, m->column, &cell, e));
	}
	return DONE;
}

/* Merged cells never overlap in a workbook that a program wrote; one that does is passed over. */
struct rc
requirement_unmerge(struct sheet_run *g, struct err *e)
{
	const struct grid_sheet *sheet = g->sheet;
	uint32_t column = 0, last = 0;
	if (sheet->merges_cut)
		return fail(e, E_LIMIT, 0, "the sheet has more than 200,000 merged cells");
	struct grid_sheet *filled = ARENA_ARRAY(g->a, struct grid_sheet, 1);
	struct grid_row *rows = ARENA_ARRAY(g->a, struct grid_row, sheet->count);
	if (filled == NULL || rows == NULL)
		return arena_failed(g->a, e);
	for (size_t i = 0; i < sheet->count; i++)
		rows[i] = sheet->rows[i];
	*filled = *sheet;
	filled->rows = rows;
	for (size_t i = 0; i < sheet->merge_count; i++) {
		const struct grid_merge *m = &sheet->merges[i];
		if (!is_said(g, m->column) || (m->column == column && m->first <= last))
			continue;
		column = m->column;
		last = m->last;
		TRY(spread(g, filled, m, e));
	}
	g->sheet = filled;
	return DONE;
}
