/* table/table.c - packing lists, orders, receipts and lists of serials. See table/table.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "table/table.h"

#include "base/limits.h"
#include "table/columns.h"
#include "table/identifier.h"
#include "table/layout.h"

/* Members of a `listed` fact, besides the serial. */
static const enum field carried[] = { FIELD_ARTICLE, FIELD_MODEL, FIELD_BATCH, FIELD_FIRMWARE,
	FIELD_ORDER, FIELD_MANUFACTURER, FIELD_DESCRIPTION };
/* Fields whose distinct values the table mentions. */
static const enum field mentioned[] = { FIELD_BATCH, FIELD_ARTICLE, FIELD_MODEL, FIELD_FIRMWARE,
	FIELD_ORDER, FIELD_MANUFACTURER };
/* Distinct values mentioned for one field. */
#define MENTIONS_MAX 256

struct sheet_read {
	const struct grid_sheet	*sheet;
	struct layout		 layout;
	struct reading		*r;
	struct build		 b;
	size_t			 rows, serials;
};

static struct slice
field_text(const struct sheet_read *s, const struct grid_row *row, enum field f)
{
	struct slice text = row_text(row, s->layout.column[f]);
	return text.len > 0 ? text : slice_is_null(s->layout.fixed[f]) ? SLICE("") :
	    s->layout.fixed[f];
}

/* "50", "50.0", "50,000": whole pieces only; false for anything else. */
static bool
quantity_of(struct slice text, int64_t *out)
{
	uint64_t n;
	size_t point = slice_find(text, SLICE("."), 0);
	struct slice whole = slice_sub(text, 0, point);
	for (size_t i = whole.len + 1; i < text.len; i++)
		if (text.at[i] != '0')
			return false;
	if (!slice_to_u64(whole, &n) || n > INT32_MAX)
		return false;
	*out = (int64_t)n;
	return true;
}

static void
put_fields(struct sheet_read *s, const struct grid_row *row, struct value *into)
{
	for (size_t i = 0; i < COUNT(carried); i++) {
		struct slice text = field_text(s, row, carried[i]);
		if (text.len > 0)
			value_put(&s->b, into, field_name(carried[i]), value_string(text));
	}
}

static bool
row_is_empty(const struct grid_row *row)
{
	for (uint32_t c = 1; c <= row->count; c++)
		if (row_text(row, c).len > 0)
			return false;
	return true;
}

static struct rc
row_read(struct sheet_read *s, const struct grid_row *row, struct err *e)
{
	struct slice place, serial = row_text(row, s->layout.column[FIELD_SERIAL]);
	int64_t quantity;
	bool counted = quantity_of(row_text(row, s->layout.column[FIELD_QUANTITY]), &quantity);
	struct value v = value_object();
	if (serial.len == 0 && !counted)
		return DONE;
	uint32_t column = s->layout.column[serial.len > 0 ? FIELD_SERIAL : FIELD_QUANTITY];
	if (!cell_place(s->r->a, s->sheet, row->number, column, &place))
		return arena_failed(s->r->a, e);
	if (serial.len > 0)
		value_put(&s->b, &v, "serial", value_string(serial));
	if (counted)
		value_put(&s->b, &v, "quantity", value_number(&s->b, quantity));
	put_fields(s, row, &v);
	TRY(build_end(&s->b, e));
	s->serials += serial.len > 0 ? 1 : 0;
	reading_fact(s->r, serial.len > 0 ? "listed" : "quantity", (struct slice){0}, v, place);
	return DONE;
}

/* A note of what the sheet hides or computes; values are read all the same. */
static struct rc
sheet_notes(struct sheet_read *s, struct err *e)
{
	bool hidden = s->sheet->hidden_columns > 0, formula = false, error = false;
	struct slice name = s->sheet->name;
	for (size_t i = 0; i < s->sheet->count; i++) {
		const struct grid_row *row = &s->sheet->rows[i];
		hidden = hidden || (row->hidden && !row_is_empty(row));
		for (uint32_t c = 1; c <= row->count; c++) {
			struct slice place = name;
			bool first_formula = row->cells[c - 1].formula && !formula;
			bool first_error = row->cells[c - 1].kind == CELL_ERROR && !error;
			if (!first_formula && !first_error)
				continue;
			if (!cell_place(s->r->a, s->sheet, row->number, c, &place))
				return arena_failed(s->r->a, e);
			if (first_formula)
				reading_find(s->r, FINDING_FORMULA_VALUE, place);
			if (first_error)
				reading_find(s->r, FINDING_CELL_ERROR, place);
			formula = formula || first_formula;
			error = error || first_error;
		}
	}
	if (hidden)
		reading_find(s->r, FINDING_ROWS_HIDDEN, name);
	if (s->sheet->hidden)
		reading_find(s->r, FINDING_SHEET_HIDDEN, name);
	return DONE;
}

static const char *
mention_scheme(enum field f)
{
	return f == FIELD_FIRMWARE ? "version" : field_name(f);
}

static struct rc
mention_field(struct sheet_read *s, enum field f, struct err *e)
{
	struct slice seen[MENTIONS_MAX];
	size_t count = 0;
	if (!slice_is_null(s->layout.fixed[f])) {
		reading_mention(s->r, mention_scheme(f), s->layout.fixed[f],
		    s->layout.fixed_place[f]);
		seen[count++] = s->layout.fixed[f];
	}
	for (size_t i = s->layout.header + 1; i < s->sheet->count; i++) {
		struct slice place, text = row_text(&s->sheet->rows[i], s->layout.column[f]);
		bool known = text.len == 0 || count == MENTIONS_MAX;
		for (size_t k = 0; k < count && !known; k++)
			known = slice_eq(seen[k], text);
		if (known)
			continue;
		if (!cell_place(s->r->a, s->sheet, s->sheet->rows[i].number, s->layout.column[f],
		    &place))
			return arena_failed(s->r->a, e);
		reading_mention(s->r, mention_scheme(f), text, place);
		seen[count++] = text;
	}
	return DONE;
}

/* The date above the table, when it is written without doubt. */
static void
read_date(struct sheet_read *s)
{
	struct slice text = s->layout.fixed[FIELD_DATE];
	int64_t ms;
	if (slice_is_null(text) || s->r->made_ms != TIME_UNKNOWN)
		return;
	if (!failed(time_parse(text, TIME_BEGINNING, &ms, NULL)))
		s->r->made_ms = ms;
}

static struct rc
sheet_read(struct sheet_read *s, struct err *e)
{
	bool carrier = true;
	struct value v = value_object();
	for (size_t i = s->layout.header + 1; i < s->sheet->count; i++) {
		s->rows += row_is_empty(&s->sheet->rows[i]) ? 0 : 1;
		TRY(row_read(s, &s->sheet->rows[i], e));
	}
	TRY(columns_check(s->sheet, &s->layout, s->r, &carrier, e));
	for (size_t i = 0; i < COUNT(mentioned); i++)
		TRY(mention_field(s, mentioned[i], e));
	read_date(s);
	value_put(&s->b, &v, "rows", value_number(&s->b, (int64_t)s->rows));
	value_put(&s->b, &v, "serials", value_number(&s->b, (int64_t)s->serials));
	value_put(&s->b, &v, "sheet", value_string(s->sheet->name));
	value_put(&s->b, &v, "carrier", value_bool(carrier));
	TRY(build_end(&s->b, e));
	reading_fact(s->r, "table", (struct slice){0}, v, s->sheet->name);
	return sheet_notes(s, e);
}

static struct rc
grid_sheet_read(const struct grid_sheet *sheet, const struct table_map *maps, size_t map_count,
    struct reading *r, enum table_kind *kind, struct err *e)
{
	bool found;
	struct sheet_read s = { .sheet = sheet, .r = r, .b = { .a = r->a } };
	TRY(layout_find(sheet, maps, map_count, r->a, &s.layout, &found, e));
	if (sheet->count == 0)
		return DONE;
	if (!found || (*kind != TABLE_UNKNOWN && s.layout.kind != *kind)) {
		reading_find(r, FINDING_TABLE_UNREAD, sheet->name);
		return DONE;
	}
	if (*kind == TABLE_UNKNOWN) {
		*kind = s.layout.kind;
		r->why = slice_of(s.layout.why);
	}
	return sheet_read(&s, e);
}

struct rc
table_read(const struct grid *g, const struct table_map *maps, size_t map_count,
    struct reading *r, struct err *e)
{
	enum table_kind kind = TABLE_UNKNOWN;
	r->decoder = SLICE("table/1");
	for (size_t i = 0; i < g->count; i++)
		TRY(grid_sheet_read(&g->sheets[i], maps, map_count, r, &kind, e));
	r->kind = slice_of(table_kind_name(kind));
	if (kind == TABLE_UNKNOWN)
		r->why = SLICE("rows and columns, and no heading that is known");
	if (g->macros)
		reading_find(r, FINDING_MACROS_PRESENT, SLICE(""));
	return reading_end(r, e);
}
