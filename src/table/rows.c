/* table/rows.c - which rows of a table are its lines. See table/rows.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "table/rows.h"

/* Longer than any serial that is known. */
#define SERIAL_BYTES_MAX 64

static bool
is_digit(uint8_t c)
{
	return c >= '0' && c <= '9';
}

/* Behind the digits: nothing, one or two zeros behind a point or comma, words for pieces. */
static bool
ends_quantity(struct slice rest)
{
	size_t i = 0;
	bool weak;
	if (rest.len > 0 && (rest.at[0] == '.' || rest.at[0] == ',')) {
		for (i = 1; i < rest.len && rest.at[i] == '0'; i++)
			continue;
		if (i != 2 && i != 3)
			return false;
	}
	struct slice unit = slice_trim(slice_sub(rest, i, rest.len));
	return unit.len == 0 || word_heading(unit, &weak) == FIELD_QUANTITY;
}

bool
rows_quantity(struct slice text, int64_t *out)
{
	uint64_t n;
	size_t digits = 0, zeros = 0;
	while (digits < text.len && is_digit(text.at[digits]))
		digits++;
	while (zeros + 1 < digits && text.at[zeros] == '0')
		zeros++;
	if (!slice_to_u64(slice_sub(text, zeros, digits), &n) || n > INT32_MAX ||
	    !ends_quantity(slice_sub(text, digits, text.len)))
		return false;
	*out = (int64_t)n;
	return true;
}

bool
rows_is_prose(struct slice text)
{
	size_t first = slice_find(text, SLICE(" "), 0);
	return text.len > SERIAL_BYTES_MAX || (first != SIZE_MAX &&
	    slice_find(text, SLICE(" "), first + 1) != SIZE_MAX);
}

/* The same headings once more. */
static bool
repeats(const struct layout *l, const struct grid_row *header, const struct grid_row *row)
{
	size_t same = 0;
	for (unsigned f = 1; f < FIELD_COUNT; f++) {
		struct slice text = row_text(header, l->heading.column[f]);
		if (text.len == 0)
			continue;
		if (!slice_eq(text, row_text(row, l->heading.column[f])))
			return false;
		same++;
	}
	return same > 0;
}

/* The text of the next cell that holds any, from column *c on, which moves behind it. */
static struct slice
next_text(const struct grid_row *row, uint32_t *c)
{
	struct slice text = SLICE("");
	while (*c <= row->count && text.len == 0)
		text = row_text(row, (*c)++);
	return text;
}

/* "Total | 50", "Summe: 50 Stück", as the first words of the row, or in a row without a serial. */
static bool
is_total(const struct layout *l, const struct grid_row *row, struct slice *number)
{
	uint32_t serial = l->heading.column[FIELD_SERIAL], c = 1;
	for (bool first = true; c <= row->count; first = false) {
		struct slice text = next_text(row, &c);
		if (!first && row_text(row, serial).len > 0)
			return false;
		if (!word_is_total(text, number))
			continue;
		if (slice_is_null(*number))
			*number = row_text(row, l->heading.column[FIELD_QUANTITY]);
		if (number->len == 0)
			*number = next_text(row, &c);
		return true;
	}
	return false;
}

static enum row_use
use_of(const struct table_rows *t, const struct grid_row *row, struct slice *number)
{
	if (row_is_empty(row))
		return ROW_EMPTY;
	if (repeats(t->layout, &t->sheet->rows[t->layout->header], row))
		return ROW_HEADING;
	return is_total(t->layout, row, number) ? ROW_TOTAL : ROW_ITEM;
}

static size_t
filled_cells(const struct grid_row *row)
{
	size_t n = 0;
	for (uint32_t c = 1; c <= row->count; c++)
		n += row_text(row, c).len > 0 ? 1 : 0;
	return n;
}

/* A serial that is a sentence, or words alone in their row: "Page 1/2", "End of list". */
static bool
is_footer(const struct layout *l, const struct grid_row *row)
{
	struct slice serial = row_text(row, l->heading.column[FIELD_SERIAL]);
	if (serial.len == 0)
		return false;
	return rows_is_prose(serial) || serial.at[serial.len - 1] == ':' ||
	    (slice_find(serial, SLICE(" "), 0) != SIZE_MAX && filled_cells(row) == 1);
}

/* Behind the last line; where every line would be one, the column holds no serials at all, which
 * is for columns_check() to say. */
static void
find_footers(struct table_rows *t)
{
	size_t footers = 0, from = t->layout->end;
	for (size_t i = t->layout->end; i-- > t->layout->header + 1;) {
		enum row_use use = rows_use(t, i);
		if (use == ROW_ITEM && !is_footer(t->layout, &t->sheet->rows[i]))
			break;
		from = i;
		footers += use == ROW_ITEM ? 1 : 0;
	}
	if (footers * 2 > t->items)
		return;
	for (size_t i = from; i < t->layout->end; i++)
		if (rows_use(t, i) == ROW_ITEM)
			t->use[i - t->layout->header - 1] = ROW_FOOTER;
	t->items -= footers;
}

enum row_use
rows_use(const struct table_rows *t, size_t index)
{
	return t->use[index - t->layout->header - 1];
}

struct rc
rows_classify(const struct grid_sheet *sheet, const struct layout *l, struct arena *a,
    struct table_rows *out, struct err *e)
{
	struct table_rows t = { .sheet = sheet, .layout = l };
	t.use = ARENA_ARRAY(a, enum row_use, l->end - l->header);
	if (t.use == NULL)
		return arena_failed(a, e);
	for (size_t i = l->header + 1; i < l->end; i++) {
		struct slice number = {0};
		enum row_use use = use_of(&t, &sheet->rows[i], &number);
		t.use[i - l->header - 1] = use;
		t.filled += use != ROW_EMPTY ? 1 : 0;
		t.items += use == ROW_ITEM ? 1 : 0;
		if (use == ROW_TOTAL && number.len > 0)
			t.total = number;
	}
	if (l->heading.column[FIELD_SERIAL] != 0)
		find_footers(&t);
	*out = t;
	return DONE;
}
