/* table/heading.c - heading rows: where they stand and what they name. See table/layout.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "table/layout.h"

/* Rows above a heading row: letterheads are rarely longer. */
#define PREAMBLE_ROWS 60

static bool
holds_digit(struct slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] >= '0' && s.at[i] <= '9')
			return true;
	return false;
}

/* A second column of one field. Serials in two columns are always doubtful; other fields only
 * under the same words, because an article may well have two numbers. */
static void
name_again(struct heading *h, const struct grid_row *row, enum field f, uint32_t c, bool weak)
{
	static const enum field doubtful[] = { FIELD_ARTICLE, FIELD_BATCH, FIELD_ORDER,
		FIELD_QUANTITY };
	bool same = f == FIELD_SERIAL;
	if (h->weak[f] && !weak) {
		h->column[f] = c;
		h->weak[f] = false;
		h->again[f] = 0;
		return;
	}
	for (size_t i = 0; i < COUNT(doubtful); i++)
		same = same || (f == doubtful[i] &&
		    slice_eq_nocase(row_text(row, c), row_text(row, h->column[f])));
	if (same && h->weak[f] == weak && h->again[f] == 0)
		h->again[f] = c;
}

static void
name_column(struct heading *h, const struct grid_row *row, uint32_t c)
{
	struct slice text = row_text(row, c);
	bool weak = false;
	if (text.len == 0)
		return;
	enum field f = row->cells[c - 1].kind == CELL_TEXT ? word_heading(text, &weak) :
	    FIELD_NONE;
	if (f == FIELD_NONE || f == FIELD_TOTAL) {
		h->values += row->cells[c - 1].kind != CELL_TEXT || holds_digit(text) ? 1 : 0;
		h->other++;
	} else if (h->column[f] != 0) {
		name_again(h, row, f, c, weak);
	} else {
		h->column[f] = c;
		h->weak[f] = weak;
		h->known++;
	}
}

struct heading
heading_read(const struct grid_row *row)
{
	struct heading h = {0};
	for (uint32_t c = 1; c <= row->count; c++)
		name_column(&h, row, c);
	return h;
}

/* It names at least two columns, or serials beside words that are not known. "Order | 4500 | Model
 * | IC-22" is a letterhead: as many values as words. */
bool
heading_is_one(const struct heading *h)
{
	if (h->column[FIELD_SERIAL] == 0 && h->column[FIELD_ARTICLE] == 0 &&
	    h->column[FIELD_MODEL] == 0)
		return false;
	if (h->known >= 2)
		return h->known > h->values;
	return h->column[FIELD_SERIAL] != 0 && h->values == 0 &&
	    (h->other == 0 || !h->weak[FIELD_SERIAL]);
}

/* Cheap, for most rows are data: what heading_is_one() asks of a row with two fields or more,
 * before any word is looked up. */
static bool
may_be_heading(const struct grid_row *row)
{
	uint32_t words = 0, values = 0;
	for (uint32_t c = 1; c <= row->count; c++) {
		struct slice text = row_text(row, c);
		bool value = row->cells[c - 1].kind != CELL_TEXT || holds_digit(text);
		if (text.len > 0 && value)
			values++;
		else if (text.len > 0)
			words++;
	}
	return words >= 2 && words > values;
}

static bool
is_full_heading(const struct grid_row *row)
{
	if (!may_be_heading(row))
		return false;
	struct heading h = heading_read(row);
	return h.known >= 2 && heading_is_one(&h);
}

bool
heading_pair(const struct grid_row *row, uint32_t *from, enum field *f, uint32_t *value)
{
	for (uint32_t c = *from; c <= row->count; c++) {
		bool weak;
		uint32_t v = c + 1;
		*f = word_heading(row_text(row, c), &weak);
		while (v < row->count && row_text(row, v).len == 0)	/* merged cells */
			v++;
		struct slice text = row_text(row, v);
		if (*f == FIELD_NONE || text.len == 0 || word_heading(text, &weak) != FIELD_NONE)
			continue;
		*value = v;
		*from = v + 1;
		return true;
	}
	return false;
}

/* Stands above a table rather than in one: a title, or a word and its value. */
static bool
is_above(const struct grid_row *row)
{
	uint32_t first = 1, value;
	bool weak;
	while (first < row->count && row_text(row, first).len == 0)
		first++;
	struct slice text = row_text(row, first);
	enum field f = word_heading(text, &weak);
	return word_title(text) != TABLE_UNKNOWN ||
	    (f != FIELD_NONE && f != FIELD_TOTAL && heading_pair(row, &first, &f, &value));
}

/* The heading row that stands directly below, which then is the true one: "Serial numbers" was a
 * title, or "Device" was merged over "Type" and "Serial". SIZE_MAX when there is none. */
static size_t
heading_below(const struct grid_sheet *sheet, size_t i, bool lone)
{
	for (size_t k = i + 1; k < sheet->count && k - i < PREAMBLE_ROWS; k++) {
		if (row_is_empty(&sheet->rows[k]))
			continue;
		struct heading h = heading_read(&sheet->rows[k]);
		if (lone ? heading_is_one(&h) : is_full_heading(&sheet->rows[k]))
			return k;
		if (!lone || !is_above(&sheet->rows[k]))
			return SIZE_MAX;
	}
	return SIZE_MAX;
}

/* Headings merged over two rows: where the lower cell is empty, the upper one names the column. */
static void
merge_above(const struct grid_sheet *sheet, size_t i, struct heading *h)
{
	const struct grid_row *row = &sheet->rows[i], *above = row - 1;
	if (i == 0 || above->number + 1 != row->number)
		return;
	struct heading upper = heading_read(above);
	for (unsigned f = 1; f < FIELD_COUNT; f++) {
		uint32_t c = upper.column[f];
		if (c == 0 || h->column[f] != 0 || row_text(row, c).len > 0)
			continue;
		h->column[f] = c;
		h->known++;
	}
}

/* The same headings once more, as printed lists have them on every page. */
static bool
repeats(const struct grid_row *row, const struct grid_row *header, const struct heading *h)
{
	for (unsigned f = 1; f < FIELD_COUNT; f++)
		if (h->column[f] != 0 && !slice_eq(row_text(row, h->column[f]),
		    row_text(header, h->column[f])))
			return false;
	return true;
}

size_t
heading_find(const struct grid_sheet *sheet, size_t from, struct heading *h)
{
	for (size_t i = from; i < sheet->count && i - from < PREAMBLE_ROWS; i++) {
		*h = heading_read(&sheet->rows[i]);
		if (!heading_is_one(h))
			continue;
		for (size_t below; (below = heading_below(sheet, i, h->known == 1)) != SIZE_MAX;) {
			if (repeats(&sheet->rows[below], &sheet->rows[i], h))
				break;
			i = below;
			*h = heading_read(&sheet->rows[i]);
		}
		merge_above(sheet, i, h);
		return i;
	}
	return SIZE_MAX;
}

size_t
heading_end(const struct grid_sheet *sheet, size_t header, const struct heading *h)
{
	for (size_t i = header + 1; i < sheet->count; i++) {
		if (!is_full_heading(&sheet->rows[i]) ||
		    repeats(&sheet->rows[i], &sheet->rows[header], h))
			continue;
		/* what stands above the next table is that one's */
		while (i - 1 > header && (row_is_empty(&sheet->rows[i - 1]) ||
		    is_above(&sheet->rows[i - 1])))
			i--;
		return i;
	}
	return sheet->count;
}
