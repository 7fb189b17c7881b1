/* table/columns.c - what is wrong with a table's identifying columns. See table/columns.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "table/columns.h"

#include <stdlib.h>

#include "table/identifier.h"

/* Fields that name a thing or say which it is. */
static const enum field identifying[] = { FIELD_SERIAL, FIELD_ARTICLE, FIELD_BATCH, FIELD_ORDER,
	FIELD_MODEL, FIELD_FIRMWARE };

/* The lines whose cell in this column holds anything. */
struct column {
	const struct grid_sheet	*sheet;
	uint32_t		 number;
	size_t			 count;
	struct slice		*texts;		/* trimmed, in row order */
	const struct grid_cell	**cells;
	uint32_t		*rows;
};

static struct rc
column_read(const struct table_rows *t, enum field f, struct arena *a, struct column *c,
    struct err *e)
{
	*c = (struct column){ .sheet = t->sheet, .number = t->layout->heading.column[f] };
	c->texts = ARENA_ARRAY(a, struct slice, t->items + 1);
	c->cells = ARENA_ARRAY(a, const struct grid_cell *, t->items + 1);
	c->rows = ARENA_ARRAY(a, uint32_t, t->items + 1);
	if (c->texts == NULL || c->cells == NULL || c->rows == NULL)
		return arena_failed(a, e);
	for (size_t i = t->layout->header + 1; i < t->layout->end; i++) {
		const struct grid_row *row = &t->sheet->rows[i];
		if (rows_use(t, i) != ROW_ITEM || c->number > row->count)
			continue;
		const struct grid_cell *cell = &row->cells[c->number - 1];
		if (slice_trim(cell->text).len == 0 && !cell->formula)
			continue;
		c->texts[c->count] = slice_trim(cell->text);
		c->cells[c->count] = cell;
		c->rows[c->count++] = row->number;
	}
	return DONE;
}

/* --- findings with a range of cells --------------------------------------------------------- */

/* One finding for cells from..to (indices into the column): "Sheet!B2:B51". */
static struct rc
find_range(struct reading *r, const struct column *c, size_t from, size_t to, enum finding_id id,
    struct err *e)
{
	struct slice place, last;
	if (!grid_cell_place(r->a, c->sheet, c->rows[from], c->number, &place))
		return arena_failed(r->a, e);
	if (to > from && (!grid_cell_name(r->a, c->rows[to], c->number, &last) ||
	    !arena_join(r->a, place, SLICE(":"), &place) || !arena_join(r->a, place, last, &place)))
		return arena_failed(r->a, e);
	reading_find(r, id, place);
	return DONE;
}

/* One finding for each run of cells that are marked. */
static struct rc
find_marked(struct reading *r, const struct column *c, const bool *marked, enum finding_id id,
    bool *any, struct err *e)
{
	for (size_t i = 0; i < c->count;) {
		size_t end = i;
		while (end < c->count && marked[end])
			end++;
		if (end > i) {
			*any = true;
			TRY(find_range(r, c, i, end - 1, id, e));
		}
		i = end > i ? end : i + 1;
	}
	return DONE;
}

/* --- damage --------------------------------------------------------------------------------- */

/* The width of the values that begin with a zero, where they all have one; else 0. */
static size_t
padded_width(const struct column *c)
{
	size_t width = 0;
	for (size_t i = 0; i < c->count; i++) {
		struct slice t = c->texts[i];
		if (!identifier_is_digits(t) || t.at[0] != '0' || t.len < 2)
			continue;
		if (width != 0 && width != t.len)
			return 0;
		width = t.len;
	}
	return width;
}

/* Values with leading zeros, distinct, at most 64: against which others may have lost theirs. */
static size_t
padded_values(const struct column *c, struct slice *out, size_t max)
{
	size_t n = 0;
	for (size_t i = 0; i < c->count && n < max; i++) {
		bool known = !identifier_is_digits(c->texts[i]) || c->texts[i].at[0] != '0';
		for (size_t k = 0; k < n && !known; k++)
			known = slice_eq(out[k], c->texts[i]);
		if (!known)
			out[n++] = c->texts[i];
	}
	return n;
}

/* Leading zeros went: shorter than all that kept theirs, or one of them without. */
static void
mark_lost_zeros(const struct column *c, bool *marked)
{
	struct slice padded[64];
	size_t count = padded_values(c, padded, COUNT(padded)), width = padded_width(c);
	for (size_t i = 0; i < c->count; i++) {
		bool digits = identifier_is_digits(c->texts[i]) && c->texts[i].at[0] != '0';
		marked[i] = marked[i] || (digits && c->texts[i].len < width);
		for (size_t k = 0; k < count && digits && !marked[i]; k++)
			marked[i] = identifier_lost_zeros(c->texts[i], padded[k]);
	}
}

/* A letter O, I or l for a digit, in a column that holds digits otherwise. */
static void
mark_letters(const struct column *c, bool *marked)
{
	size_t digits = 0, letters = 0;
	for (size_t i = 0; i < c->count; i++) {
		digits += identifier_is_digits(c->texts[i]) ? 1 : 0;
		letters += identifier_has_letter_digit(c->texts[i]) ? 1 : 0;
	}
	if (digits < 2 || digits + letters < c->count || letters >= digits)
		return;
	for (size_t i = 0; i < c->count; i++)
		marked[i] = marked[i] || identifier_has_letter_digit(c->texts[i]);
}

/* Versions may be numbers with a point, and may begin with a zero. */
static bool
cell_is_damaged(const struct grid_cell *cell, enum field f)
{
	if (f != FIELD_FIRMWARE)
		return identifier_is_damaged(cell);
	return identifier_version_is_damaged(cell);
}

static struct rc
find_damage(struct reading *r, const struct column *c, enum field f, bool *bad, struct err *e)
{
	bool *marked = ARENA_ARRAY(r->a, bool, c->count);
	if (marked == NULL)
		return arena_failed(r->a, e);
	for (size_t i = 0; i < c->count; i++)
		marked[i] = cell_is_damaged(c->cells[i], f);
	if (f != FIELD_MODEL && f != FIELD_FIRMWARE) {
		mark_lost_zeros(c, marked);
		mark_letters(c, marked);
	}
	return find_marked(r, c, marked, FINDING_IDENTIFIER_DAMAGED, bad, e);
}

/* --- columns that hold something else ------------------------------------------------------- */

static struct rc
distinct_count(const struct column *c, struct arena *a, size_t *out, struct err *e)
{
	struct slice *sorted = ARENA_ARRAY(a, struct slice, c->count);
	if (sorted == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < c->count; i++)
		sorted[i] = c->texts[i];
	if (c->count > 1)
		qsort(sorted, c->count, sizeof(*sorted), slice_cmp_qsort);
	*out = c->count > 0 ? 1 : 0;
	for (size_t i = 1; i < c->count; i++)
		*out += slice_eq(sorted[i - 1], sorted[i]) ? 0 : 1;
	return DONE;
}

/* A serial is one word; a column that mostly holds sentences is a description. */
static bool
holds_prose(const struct column *c)
{
	size_t prose = 0;
	for (size_t i = 0; i < c->count; i++)
		prose += rows_is_prose(c->texts[i]) ? 1 : 0;
	return prose * 2 > c->count;
}

/* Serials differ from row to row. A serial that stands twice is the reconciliation's matter; a
 * column in which at most half of the values differ holds something else. Single cells with a
 * sentence or with several serials are named one by one. */
static struct rc
check_serials(struct reading *r, const struct column *c, bool *bad, struct err *e)
{
	size_t distinct = 0;
	bool *marked = ARENA_ARRAY(r->a, bool, c->count);
	if (marked == NULL)
		return arena_failed(r->a, e);
	TRY(distinct_count(c, r->a, &distinct, e));
	if (holds_prose(c) || (c->count >= 2 && distinct * 2 <= c->count)) {
		*bad = true;
		return find_range(r, c, 0, c->count - 1, FINDING_TABLE_COLUMN_SUSPECT, e);
	}
	for (size_t i = 0; i < c->count; i++)
		marked[i] = rows_is_prose(c->texts[i]) || (identifier_is_many(c->texts[i]) &&
		    !identifier_is_damaged(c->cells[i]));	/* 3,1E+03 is said already */
	return find_marked(r, c, marked, FINDING_TABLE_COLUMN_SUSPECT, bad, e);
}

static struct rc
check_column(const struct table_rows *t, enum field f, struct reading *r, bool *bad,
    struct err *e)
{
	struct column c = {0};
	TRY(column_read(t, f, r->a, &c, e));
	if (c.count == 0)
		return DONE;
	TRY(find_damage(r, &c, f, bad, e));
	if (f == FIELD_SERIAL)
		return check_serials(r, &c, bad, e);
	if ((f == FIELD_ARTICLE || f == FIELD_BATCH) && holds_prose(&c)) {
		*bad = true;
		return find_range(r, &c, 0, c.count - 1, FINDING_TABLE_COLUMN_SUSPECT, e);
	}
	return DONE;
}

/* A second column of the same heading that holds other texts: nobody can tell which is meant. */
static struct rc
check_again(const struct table_rows *t, enum field f, struct reading *r, bool *bad,
    struct err *e)
{
	const struct heading *h = &t->layout->heading;
	struct slice place;
	bool differs = false;
	for (size_t i = t->layout->header + 1; i < t->layout->end && h->again[f] != 0; i++)
		differs = differs || (rows_use(t, i) == ROW_ITEM &&
		    !slice_eq(row_text(&t->sheet->rows[i], h->column[f]),
		    row_text(&t->sheet->rows[i], h->again[f])));
	if (!differs)
		return DONE;
	*bad = true;
	if (!grid_cell_place(r->a, t->sheet, t->sheet->rows[t->layout->header].number, h->again[f],
	    &place))
		return arena_failed(r->a, e);
	reading_find(r, FINDING_TABLE_COLUMN_SUSPECT, place);
	return DONE;
}

/* "Order | 4.5E+09" above the table. */
static void
check_fixed(const struct layout *l, enum field f, struct reading *r, bool *bad)
{
	if (slice_is_null(l->fixed[f]) || l->heading.column[f] != 0)
		return;
	struct grid_cell cell = *l->fixed_cell[f];
	cell.text = l->fixed[f];	/* of "Batch: X" only the X */
	if (!cell_is_damaged(&cell, f))
		return;
	*bad = true;
	reading_find(r, FINDING_IDENTIFIER_DAMAGED, l->fixed_place[f]);
}

struct rc
columns_check(const struct table_rows *t, struct reading *r, bool *carrier, struct err *e)
{
	bool bad = false;
	for (size_t i = 0; i < COUNT(identifying); i++) {
		enum field f = identifying[i];
		if (t->layout->heading.column[f] != 0)
			TRY(check_column(t, f, r, &bad, e));
		TRY(check_again(t, f, r, &bad, e));
		check_fixed(t->layout, f, r, &bad);
	}
	TRY(check_again(t, FIELD_QUANTITY, r, &bad, e));
	*carrier = !bad;
	return DONE;
}
