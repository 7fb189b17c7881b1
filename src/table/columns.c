/* table/columns.c - what is wrong with a table's identifying columns. See table/columns.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "table/columns.h"

#include <stdlib.h>

#include "table/identifier.h"

static const enum field identifying[] = { FIELD_SERIAL, FIELD_ARTICLE, FIELD_BATCH, FIELD_ORDER };

/* The rows whose cell in this column holds anything. */
struct column {
	const struct grid_sheet	*sheet;
	uint32_t		 number;
	size_t			 count;
	struct slice		*texts;		/* trimmed, in row order */
	const struct grid_cell	**cells;
	uint32_t		*rows;
};

static struct rc
column_read(const struct grid_sheet *sheet, const struct layout *l, enum field f,
    struct arena *a, struct column *c, struct err *e)
{
	size_t rows = sheet->count - l->header - 1;
	*c = (struct column){ .sheet = sheet, .number = l->column[f] };
	c->texts = ARENA_ARRAY(a, struct slice, rows);
	c->cells = ARENA_ARRAY(a, const struct grid_cell *, rows);
	c->rows = ARENA_ARRAY(a, uint32_t, rows);
	if (c->texts == NULL || c->cells == NULL || c->rows == NULL)
		return arena_failed(a, e);
	for (size_t i = l->header + 1; i < sheet->count; i++) {
		struct slice text = row_text(&sheet->rows[i], c->number);
		if (text.len == 0)
			continue;
		c->texts[c->count] = text;
		c->cells[c->count] = &sheet->rows[i].cells[c->number - 1];
		c->rows[c->count++] = sheet->rows[i].number;
	}
	return DONE;
}

/* One finding for cells from..to (indices into the column): "Sheet!B2:B51". */
static struct rc
find_range(struct reading *r, const struct column *c, size_t from, size_t to, enum finding_id id,
    struct err *e)
{
	struct slice place, last;
	if (!cell_place(r->a, c->sheet, c->rows[from], c->number, &place))
		return arena_failed(r->a, e);
	if (to > from && (!grid_cell_name(r->a, c->rows[to], c->number, &last) ||
	    !arena_join(r->a, place, SLICE(":"), &place) || !arena_join(r->a, place, last, &place)))
		return arena_failed(r->a, e);
	reading_find(r, id, place);
	return DONE;
}

static bool
lost_zeros_inside(const struct column *c, size_t i, const struct slice *padded, size_t count)
{
	for (size_t k = 0; k < count; k++)
		if (identifier_lost_zeros(c->texts[i], padded[k]))
			return true;
	return false;
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

static struct rc
find_damage(struct reading *r, const struct column *c, bool *damaged, struct err *e)
{
	struct slice padded[64];
	size_t padded_count = padded_values(c, padded, COUNT(padded));
	for (size_t i = 0; i < c->count;) {
		size_t end = i;
		while (end < c->count && (identifier_is_damaged(c->cells[end]) ||
		    lost_zeros_inside(c, end, padded, padded_count)))
			end++;
		if (end > i) {
			*damaged = true;
			TRY(find_range(r, c, i, end - 1, FINDING_IDENTIFIER_DAMAGED, e));
		}
		i = end > i ? end : i + 1;
	}
	return DONE;
}

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
	for (size_t i = 0; i < c->count; i++) {
		size_t first = slice_find(c->texts[i], SLICE(" "), 0);
		bool two = first != SIZE_MAX &&
		    slice_find(c->texts[i], SLICE(" "), first + 1) != SIZE_MAX;
		prose += two || c->texts[i].len > 64 ? 1 : 0;
	}
	return prose * 2 > c->count;
}

/* Serials differ from row to row. A serial that stands twice is the reconciliation's matter; a
 * column in which at most half of the values differ holds something else. */
static struct rc
serials_suspect(const struct column *c, struct arena *a, bool *suspect, struct err *e)
{
	size_t distinct = 0;
	TRY(distinct_count(c, a, &distinct, e));
	*suspect = holds_prose(c) || (c->count >= 2 && distinct * 2 <= c->count);
	return DONE;
}

static struct rc
check_column(const struct grid_sheet *sheet, const struct layout *l, enum field f,
    struct reading *r, bool *bad, struct err *e)
{
	struct column c = {0};
	bool suspect = false;
	TRY(column_read(sheet, l, f, r->a, &c, e));
	if (c.count == 0)
		return DONE;
	TRY(find_damage(r, &c, bad, e));
	if (f == FIELD_SERIAL)
		TRY(serials_suspect(&c, r->a, &suspect, e));
	else if (f == FIELD_ARTICLE || f == FIELD_BATCH)
		suspect = holds_prose(&c);
	if (suspect) {
		*bad = true;
		TRY(find_range(r, &c, 0, c.count - 1, FINDING_TABLE_COLUMN_SUSPECT, e));
	}
	return DONE;
}

struct rc
columns_check(const struct grid_sheet *sheet, const struct layout *l, struct reading *r,
    bool *carrier, struct err *e)
{
	bool bad = false;
	for (size_t i = 0; i < COUNT(identifying); i++)
		if (l->column[identifying[i]] != 0)
			TRY(check_column(sheet, l, identifying[i], r, &bad, e));
	*carrier = !bad;
	return DONE;
}
