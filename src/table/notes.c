/* table/notes.c - what a sheet hides or computes. See table/notes.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "table/notes.h"

#include "table/layout.h"

/* "Sheet!" before a range of rows or columns; nothing where the sheet has no name. */
static struct rc
range_note(const struct grid_sheet *sheet, struct slice range, struct reading *r, struct err *e)
{
	struct slice place = range;
	if (sheet->name.len > 0 && (!arena_join(r->a, sheet->name, SLICE("!"), &place) ||
	    !arena_join(r->a, place, range, &place)))
		return arena_failed(r->a, e);
	reading_find(r, FINDING_ROWS_HIDDEN, place);
	return DONE;
}

static struct rc
hidden_rows(const struct grid_sheet *sheet, struct reading *r, struct err *e)
{
	for (size_t i = 0; i < sheet->count; i++) {
		size_t last = i;
		struct slice range;
		if (!sheet->rows[i].hidden || row_is_empty(&sheet->rows[i]))
			continue;
		while (last + 1 < sheet->count && sheet->rows[last + 1].hidden)
			last++;
		if (!arena_format(r->a, &range, "%u:%u", (unsigned)sheet->rows[i].number,
		    (unsigned)sheet->rows[last].number))
			return arena_failed(r->a, e);
		TRY(range_note(sheet, range, r, e));
		i = last;
	}
	return DONE;
}

/* "C" for column 3. */
static bool
column_name(struct arena *a, uint32_t column, struct slice *out)
{
	if (!grid_cell_name(a, 1, column, out))
		return false;
	out->len--;
	return true;
}

static struct rc
hidden_columns(const struct grid_sheet *sheet, struct reading *r, struct err *e)
{
	struct slice first, last, range;
	if (sheet->hidden_columns == 0)
		return DONE;
	if (!column_name(r->a, sheet->hidden_first, &first) ||
	    !column_name(r->a, sheet->hidden_last, &last) ||
	    !arena_format(r->a, &range, "%.*s:%.*s", SLICE_FMT(first), SLICE_FMT(last)))
		return arena_failed(r->a, e);
	return range_note(sheet, range, r, e);
}

/* The first cell of the sheet that holds the result of a formula, or an error value. */
static struct rc
first_cell(const struct grid_sheet *sheet, enum finding_id id, struct reading *r, struct err *e)
{
	for (size_t i = 0; i < sheet->count; i++)
		for (uint32_t c = 1; c <= sheet->rows[i].count; c++) {
			const struct grid_cell *cell = &sheet->rows[i].cells[c - 1];
			struct slice place;
			if (id == FINDING_CELL_ERROR ? cell->kind != CELL_ERROR : !cell->formula)
				continue;
			if (!grid_cell_place(r->a, sheet, sheet->rows[i].number, c, &place))
				return arena_failed(r->a, e);
			reading_find(r, id, place);
			return DONE;
		}
	return DONE;
}

struct rc
sheet_notes(const struct grid_sheet *sheet, struct reading *r, struct err *e)
{
	TRY(first_cell(sheet, FINDING_FORMULA_VALUE, r, e));
	TRY(first_cell(sheet, FINDING_CELL_ERROR, r, e));
	TRY(hidden_rows(sheet, r, e));
	TRY(hidden_columns(sheet, r, e));
	if (sheet->hidden)
		reading_find(r, FINDING_SHEET_HIDDEN, sheet->name);
	return DONE;
}
