/* codec/xlsx_sheet.c - shared strings, rows and cells of a workbook. See codec/xlsx.h.
 *
 * Spec: ECMA-376 part 1, 18.3.1 (worksheets), 18.4 (shared strings).
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/xlsx_int.h"

#include <stdlib.h>

#include "base/limits.h"

/* Distinct strings of one workbook: one for each of 200,000 rows with ten texts. */
#define STRINGS_MAX 2000000

/* --- shared strings ------------------------------------------------------------------------- */

static struct rc
strings_start(void *context, const struct xml_element *x, struct err *e)
{
	struct xlsx_strings *s = context;

	if (xlsx_is(&x->name, "si")) {
		if (s->in_item)
			return fail(e, E_SCHEMA, x->at, "a string inside of a string");
		s->in_item = true;
		buf_clear(&s->capture.text);
	}
	if (xlsx_is(&x->name, "rPh"))
		s->in_phonetic = true;
	if (xlsx_is(&x->name, "t"))
		s->capture.on = s->in_item && !s->in_phonetic;
	return DONE;
}

static struct rc
strings_text(void *context, struct slice text, uint64_t at, struct err *e)
{
	struct xlsx_strings *s = context;
	return xlsx_capture_add(&s->capture, text, at, e);
}

static struct rc
strings_end(void *context, const struct xml_name *name, uint64_t at, struct err *e)
{
	struct xlsx_strings *s = context;
	void *items = s->items;
	struct slice text;

	if (xlsx_is(name, "t"))
		s->capture.on = false;
	if (xlsx_is(name, "rPh"))
		s->in_phonetic = false;
	if (!xlsx_is(name, "si"))
		return DONE;
	s->in_item = false;
	if (s->count == STRINGS_MAX)
		return fail(e, E_LIMIT, at, "too many shared strings");
	TRY(xlsx_text(buf_slice(&s->capture.text), s->arena, &text, e));
	if (!arena_grow(s->arena, &items, &s->cap, s->count, sizeof(*s->items)))
		return arena_failed(s->arena, e);
	s->items = items;
	s->items[s->count++] = text;
	return DONE;
}

struct xml_sink
xlsx_strings_sink(struct xlsx_strings *s)
{
	s->capture.text = buf_init(CELL_BYTES_MAX);
	return (struct xml_sink){ s, strings_start, strings_text, strings_end };
}

/* --- beginnings ----------------------------------------------------------------------------- */

/* "B17": the column in letters, the row in digits. */
static bool
read_reference(struct slice text, uint64_t *row, uint32_t *column)
{
	size_t i = 0;
	uint32_t n = 0;

	while (i < text.len && i < 4 && text.at[i] >= 'A' && text.at[i] <= 'Z')
		n = n * 26 + (uint32_t)(text.at[i++] - 'A') + 1;
	*column = n;
	return n > 0 && n <= XLSX_COLUMNS_MAX &&
	    slice_to_u64(slice_sub(text, i, text.len), row);
}

static struct rc
start_row(struct xlsx_reader *r, const struct xml_element *x, struct err *e)
{
	struct slice said = xml_get(x, SLICE("r"));
	uint64_t number = (uint64_t)r->last_row + 1;

	if (r->in_row)
		return fail(e, E_SCHEMA, x->at, "a row inside of a row");
	if (!slice_is_null(said) && !slice_to_u64(said, &number))
		return fail(e, E_SCHEMA, x->at, "a row without a number");
	if (number <= r->last_row)
		return fail(e, E_SCHEMA, x->at, "a row out of order or twice");
	if (number > XLSX_ROWS_MAX)
		return fail(e, E_SCHEMA, x->at, "a row beyond 1048576");
	r->in_row = true;
	r->last_row = (uint32_t)number;
	r->last_column = 0;
	r->row = (struct grid_row){ .number = r->last_row,
	    .hidden = xlsx_is_true(xml_get(x, SLICE("hidden"))) };
	return DONE;
}

static bool
read_type(struct slice text, enum xlsx_type *type)
{
	static const struct {
		struct slice text;
		enum xlsx_type type;
	} types[] = {
		{ SLICE_INIT("n"), TYPE_NUMBER }, { SLICE_INIT("s"), TYPE_SHARED },
		{ SLICE_INIT("str"), TYPE_TEXT }, { SLICE_INIT("inlineStr"), TYPE_TEXT },
		{ SLICE_INIT("b"), TYPE_BOOLEAN }, { SLICE_INIT("e"), TYPE_ERROR },
		{ SLICE_INIT("d"), TYPE_DATE },
	};
	*type = TYPE_NUMBER;
	for (size_t i = 0; i < COUNT(types); i++) {
		if (!slice_eq(text, types[i].text))
			continue;
		*type = types[i].type;
		return true;
	}
	return slice_is_null(text);
}

static struct rc
start_cell(struct xlsx_reader *r, const struct xml_element *x, struct err *e)
{
	struct slice said = xml_get(x, SLICE("r")), style = xml_get(x, SLICE("s"));
	uint32_t column = r->last_column + 1;
	uint64_t row = r->last_row;

	if (r->in_cell)
		return fail(e, E_SCHEMA, x->at, "a cell inside of a cell");
	if (!slice_is_null(said) && !read_reference(said, &row, &column))
		return fail(e, E_SCHEMA, x->at, "a cell without a proper name");
	if (row != r->last_row)
		return fail(e, E_SCHEMA, x->at, "a cell in another row than its own");
	if (column <= r->last_column)
		return fail(e, E_SCHEMA, x->at, "a cell out of order or twice");
	r->style = 0;
	if (!slice_is_null(style) && !slice_to_u64(style, &r->style))
		return fail(e, E_SCHEMA, x->at, "a style without a number");
	if (!read_type(xml_get(x, SLICE("t")), &r->type))
		return fail(e, E_SCHEMA, x->at, "a cell of a type that does not exist");
	r->in_cell = true;
	r->has_value = false;
	r->last_column = column;
	r->cell = (struct grid_cell){ .text = SLICE("") };
	r->at = x->at;
	buf_clear(&r->capture.text);
	return DONE;
}

/* Hidden columns; min and max are from 1. */
static struct rc
start_columns(struct xlsx_reader *r, const struct xml_element *x, struct err *e)
{
	uint64_t from, to;

	if (!slice_to_u64(xml_get(x, SLICE("min")), &from) || from == 0 ||
	    !slice_to_u64(xml_get(x, SLICE("max")), &to))
		return fail(e, E_SCHEMA, x->at, "columns without numbers");
	for (; from <= to && from <= XLSX_COLUMNS_MAX; from++)
		r->hidden[from - 1] = xlsx_is_true(xml_get(x, SLICE("hidden")));
	return DONE;
}

/* "C2:C5". One of one row, and one without proper cells, says nothing of rows. */
static struct rc
start_merge(struct xlsx_reader *r, const struct xml_element *x, struct err *e)
{
	struct slice text = xml_get(x, SLICE("ref"));
	size_t colon = slice_find(text, SLICE(":"), 0);
	uint64_t first, last;
	uint32_t column, right;
	void *merges = r->sheet->merges;
	if (colon == SIZE_MAX || !read_reference(slice_sub(text, 0, colon), &first, &column) ||
	    !read_reference(slice_sub(text, colon + 1, text.len), &last, &right) ||
	    first == 0 || last <= first || last > XLSX_ROWS_MAX || right < column)
		return DONE;
	if (r->sheet->merge_count == TABLE_ROWS_MAX) {
		r->sheet->merges_cut = true;
		return DONE;
	}
	if (!arena_grow(r->arena, &merges, &r->merge_cap, r->sheet->merge_count,
	    sizeof(*r->sheet->merges)))
		return arena_failed(r->arena, e);
	r->sheet->merges = merges;
	r->sheet->merges[r->sheet->merge_count++] = (struct grid_merge){ column, (uint32_t)first,
	    (uint32_t)last };
	return DONE;
}

static struct rc
start_inside(struct xlsx_reader *r, const struct xml_element *x, struct err *e)
{
	if (xlsx_is(&x->name, "f")) {
		r->cell.formula = true;
	} else if (xlsx_is(&x->name, "v")) {
		if (r->has_value)
			return fail(e, E_SCHEMA, x->at, "a cell with two values");
		r->has_value = r->capture.on = true;
	} else if (xlsx_is(&x->name, "is")) {
		if (r->has_value)
			return fail(e, E_SCHEMA, x->at, "a cell with two values");
		r->has_value = r->in_inline = true;
	} else if (xlsx_is(&x->name, "rPh")) {
		r->in_phonetic = true;
	} else if (xlsx_is(&x->name, "t")) {
		r->capture.on = r->in_inline && !r->in_phonetic;
	}
	return DONE;
}

static struct rc
sheet_start(void *context, const struct xml_element *x, struct err *e)
{
	struct xlsx_reader *r = context;

	if (x->depth == 1 && !xlsx_is(&x->name, "worksheet"))
		return fail(e, E_SCHEMA, x->at, "no worksheet");
	if (r->in_cell)
		return xlsx_is(&x->name, "c") ? start_cell(r, x, e) : start_inside(r, x, e);
	if (xlsx_is(&x->name, "sheetData")) {
		if (r->has_data)
			return fail(e, E_SCHEMA, x->at, "the rows of a sheet in two places");
		r->has_data = r->in_data = true;
	} else if (xlsx_is(&x->name, "col") && !r->in_data) {
		return start_columns(r, x, e);
	} else if (xlsx_is(&x->name, "mergeCell") && !r->in_data) {
		return start_merge(r, x, e);
	} else if (xlsx_is(&x->name, "row") && r->in_data) {
		return start_row(r, x, e);
	} else if (xlsx_is(&x->name, "c") && r->in_row) {
		return start_cell(r, x, e);
	}
	return DONE;
}

static struct rc
sheet_text(void *context, struct slice text, uint64_t at, struct err *e)
{
	struct xlsx_reader *r = context;
	return xlsx_capture_add(&r->capture, text, at, e);
}

/* --- ends ----------------------------------------------------------------------------------- */

static bool
is_number(struct slice text)
{
	bool digit = false;

	for (size_t i = 0; i < text.len; i++) {
		uint8_t c = text.at[i];
		bool is_digit = c >= '0' && c <= '9';
		digit = digit || is_digit;
		if (!is_digit && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E')
			return false;
	}
	return digit;
}

static struct rc
read_shared(struct xlsx_reader *r, struct slice text, struct err *e)
{
	uint64_t i;

	if (!slice_to_u64(slice_trim(text), &i) || i >= r->strings->count)
		return fail(e, E_SCHEMA, r->at, "a cell whose shared string does not exist");
	r->cell.kind = CELL_TEXT;
	r->cell.text = r->strings->items[i];
	return DONE;
}

static struct rc
read_number(struct xlsx_reader *r, struct slice text, struct err *e)
{
	enum xlsx_look look = r->style < r->styles->count ? r->styles->looks[r->style] :
	    LOOK_PLAIN;

	if (!is_number(text))
		return fail(e, E_SCHEMA, r->at, "a number that is none");
	r->cell.kind = look == LOOK_DATE ? CELL_DATE : CELL_NUMBER;
	r->cell.padded = look == LOOK_PADDED;
	return DONE;
}

static struct rc
read_value(struct xlsx_reader *r, struct err *e)
{
	struct slice text = buf_slice(&r->capture.text);

	if (r->type == TYPE_SHARED)
		return read_shared(r, text, e);
	if (r->type == TYPE_TEXT) {
		r->cell.kind = CELL_TEXT;
		return xlsx_text(text, r->arena, &r->cell.text, e);
	}
	text = slice_trim(text);
	if (text.len == 0)
		return DONE;
	if (!arena_copy(r->arena, text, &r->cell.text))
		return arena_failed(r->arena, e);
	if (r->type == TYPE_NUMBER)
		return read_number(r, text, e);
	if (r->type == TYPE_BOOLEAN && !slice_eq(text, SLICE("0")) && !slice_eq(text, SLICE("1")))
		return fail(e, E_SCHEMA, r->at, "a truth value that is none");
	r->cell.kind = r->type == TYPE_BOOLEAN ? CELL_BOOLEAN : r->type == TYPE_ERROR ?
	    CELL_ERROR : CELL_DATE;
	return DONE;
}

static struct rc
end_cell(struct xlsx_reader *r, struct err *e)
{
	r->in_cell = false;
	if (r->has_value)
		TRY(read_value(r, e));
	if (r->cell.kind == CELL_TEXT && r->cell.text.len == 0)
		r->cell.kind = CELL_EMPTY;
	if (r->cell.kind == CELL_EMPTY && !r->cell.formula)
		return DONE;
	if (r->last_column > TABLE_COLUMNS_MAX)
		return fail(e, E_LIMIT, r->at, "a row has more than 512 cells");
	while (r->row.count < r->last_column - 1)
		r->cells[r->row.count++] = (struct grid_cell){ .text = SLICE("") };
	r->cells[r->row.count++] = r->cell;
	return DONE;
}

static struct rc
end_row(struct xlsx_reader *r, uint64_t at, struct err *e)
{
	void *rows = r->sheet->rows;

	r->in_row = false;
	if (r->row.count == 0)
		return DONE;
	if (r->sheet->count == TABLE_ROWS_MAX)
		return fail(e, E_LIMIT, at, "the table has more than 200,000 rows");
	r->row.cells = ARENA_ARRAY(r->arena, struct grid_cell, r->row.count);
	if (r->row.cells == NULL ||
	    !arena_grow(r->arena, &rows, &r->row_cap, r->sheet->count, sizeof(r->row)))
		return arena_failed(r->arena, e);
	for (uint32_t i = 0; i < r->row.count; i++)
		r->row.cells[i] = r->cells[i];
	r->sheet->rows = rows;
	r->sheet->rows[r->sheet->count++] = r->row;
	r->width = r->row.count > r->width ? r->row.count : r->width;
	return DONE;
}

static struct rc
sheet_end(void *context, const struct xml_name *name, uint64_t at, struct err *e)
{
	struct xlsx_reader *r = context;

	if (xlsx_is(name, "v") || xlsx_is(name, "t"))
		r->capture.on = false;
	else if (xlsx_is(name, "rPh"))
		r->in_phonetic = false;
	else if (xlsx_is(name, "is"))
		r->in_inline = false;
	else if (xlsx_is(name, "c") && r->in_cell)
		return end_cell(r, e);
	else if (xlsx_is(name, "row") && r->in_row && !r->in_cell)
		return end_row(r, at, e);
	else if (xlsx_is(name, "sheetData"))
		r->in_data = false;
	return DONE;
}

struct xml_sink
xlsx_sheet_sink(struct xlsx_reader *r)
{
	r->capture.text = buf_init(CELL_BYTES_MAX);
	return (struct xml_sink){ r, sheet_start, sheet_text, sheet_end };
}

static int
by_column(const void *left, const void *right)
{
	const struct grid_merge *a = left, *b = right;
	if (a->column != b->column)
		return a->column < b->column ? -1 : 1;
	return a->first < b->first ? -1 : a->first > b->first;
}

void
xlsx_sheet_finish(struct xlsx_reader *r)
{
	if (r->sheet->merge_count > 0)
		qsort(r->sheet->merges, r->sheet->merge_count, sizeof(*r->sheet->merges),
		    by_column);
	for (uint32_t i = 0; i < r->width; i++) {
		if (r->hidden[i] == 0)
			continue;
		r->sheet->hidden_columns++;
		r->sheet->hidden_last = i + 1;
		if (r->sheet->hidden_first == 0)
			r->sheet->hidden_first = i + 1;
	}
}
