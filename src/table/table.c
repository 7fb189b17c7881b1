/* table/table.c - packing lists, orders, receipts and lists of serials. See table/table.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "table/table.h"

#include "table/columns.h"
#include "table/identifier.h"
#include "table/notes.h"

/* Members of a `listed` fact, besides the serial. */
static const enum field carried[] = { FIELD_ARTICLE, FIELD_MODEL, FIELD_BATCH, FIELD_FIRMWARE,
	FIELD_ORDER, FIELD_MANUFACTURER, FIELD_DESCRIPTION };
/* Fields whose distinct values the table mentions. */
static const enum field mentioned[] = { FIELD_BATCH, FIELD_ARTICLE, FIELD_MODEL, FIELD_FIRMWARE,
	FIELD_ORDER, FIELD_MANUFACTURER };
/* Distinct values mentioned for one field. */
#define MENTIONS_MAX 256

/* --- one table ------------------------------------------------------------------------------ */

struct table {
	const struct grid	*grid;
	const struct grid_sheet	*sheet;
	struct layout		 layout;
	struct table_rows	 rows;
	struct reading		*r;
	struct build		 b;
	size_t			 serials;
	bool			 doubtful;	/* a quantity that is not plain */
};

static struct slice
cell_text(const struct table *t, const struct grid_row *row, enum field f)
{
	return row_text(row, t->layout.heading.column[f]);
}

static struct slice
field_text(const struct table *t, const struct grid_row *row, enum field f)
{
	struct slice text = cell_text(t, row, f);
	return text.len > 0 ? text : slice_is_null(t->layout.fixed[f]) ? SLICE("") :
	    t->layout.fixed[f];
}

/* The cell holds something, were it only a formula without its result or an error. */
static bool
is_stated(const struct grid_row *row, uint32_t column)
{
	if (column == 0 || column > row->count)
		return false;
	const struct grid_cell *cell = &row->cells[column - 1];
	return cell->formula || slice_trim(cell->text).len > 0;
}

static struct rc
find_at(struct table *t, const struct grid_row *row, uint32_t column, enum finding_id id,
    struct err *e)
{
	struct slice place;
	while (column == 0 || (column < row->count && !is_stated(row, column)))
		column++;
	if (!grid_cell_place(t->r->a, t->sheet, row->number, column, &place))
		return arena_failed(t->r->a, e);
	reading_find(t->r, id, place);
	return DONE;
}

static void
put_fields(struct table *t, const struct grid_row *row, struct value *into)
{
	for (size_t i = 0; i < COUNT(carried); i++) {
		struct slice text = field_text(t, row, carried[i]);
		if (text.len > 0)
			value_put(&t->b, into, field_name(carried[i]), value_string(text));
	}
}

/* A line that names a serial or a quantity is a fact; another one is only said to be there. */
static struct rc
row_read(struct table *t, const struct grid_row *row, struct err *e)
{
	const struct heading *h = &t->layout.heading;
	struct slice place, serial = cell_text(t, row, FIELD_SERIAL);
	struct slice number = cell_text(t, row, FIELD_QUANTITY);
	int64_t quantity;
	bool counted = rows_quantity(number, &quantity);
	bool stated = is_stated(row, h->column[FIELD_QUANTITY]);
	struct value v = value_object();
	if (stated && !counted) {
		t->doubtful = true;
		TRY(find_at(t, row, h->column[FIELD_QUANTITY], FINDING_QUANTITY_UNREAD, e));
	}
	if (serial.len == 0 && !counted)
		return stated || (h->column[FIELD_SERIAL] == 0 &&
		    h->column[FIELD_QUANTITY] == 0) ? DONE :
		    find_at(t, row, 0, FINDING_ROW_UNREAD, e);
	uint32_t column = h->column[serial.len > 0 ? FIELD_SERIAL : FIELD_QUANTITY];
	if (!grid_cell_place(t->r->a, t->sheet, row->number, column, &place))
		return arena_failed(t->r->a, e);
	if (serial.len > 0)
		value_put(&t->b, &v, "serial", value_string(serial));
	if (counted)
		value_put(&t->b, &v, "quantity", value_number(&t->b, quantity));
	put_fields(t, row, &v);
	TRY(build_end(&t->b, e));
	t->serials += serial.len > 0 ? 1 : 0;
	reading_fact(t->r, serial.len > 0 ? "listed" : "quantity", (struct slice){0}, v, place);
	return DONE;
}

static struct rc
rows_read(struct table *t, struct err *e)
{
	for (size_t i = t->layout.header + 1; i < t->layout.end; i++) {
		enum row_use use = rows_use(&t->rows, i);
		if (use == ROW_ITEM)
			TRY(row_read(t, &t->sheet->rows[i], e));
		else if (use == ROW_FOOTER)
			TRY(find_at(t, &t->sheet->rows[i], 0, FINDING_ROW_UNREAD, e));
	}
	return DONE;
}

static const char *
mention_scheme(enum field f)
{
	return f == FIELD_FIRMWARE ? "version" : field_name(f);
}

static struct rc
mention_field(struct table *t, enum field f, struct err *e)
{
	struct slice seen[MENTIONS_MAX];
	size_t count = 0;
	if (!slice_is_null(t->layout.fixed[f])) {
		reading_mention(t->r, mention_scheme(f), t->layout.fixed[f],
		    t->layout.fixed_place[f]);
		seen[count++] = t->layout.fixed[f];
	}
	for (size_t i = t->layout.header + 1; i < t->layout.end; i++) {
		const struct grid_row *row = &t->sheet->rows[i];
		struct slice place, text = cell_text(t, row, f);
		bool known = rows_use(&t->rows, i) != ROW_ITEM || text.len == 0 ||
		    count == MENTIONS_MAX;
		for (size_t k = 0; k < count && !known; k++)
			known = slice_eq(seen[k], text);
		if (known)
			continue;
		if (!grid_cell_place(t->r->a, t->sheet, row->number, t->layout.heading.column[f],
		    &place))
			return arena_failed(t->r->a, e);
		reading_mention(t->r, mention_scheme(f), text, place);
		seen[count++] = text;
	}
	return DONE;
}

/* --- the date above the table --------------------------------------------------------------- */

/* "29.06.2026": with points the day always stands first. */
static bool
dotted_date(struct slice text, struct arena *a, struct slice *out)
{
	size_t first = slice_find(text, SLICE("."), 0);
	size_t second = first == SIZE_MAX ? SIZE_MAX : slice_find(text, SLICE("."), first + 1);
	if (second == SIZE_MAX)
		return false;
	struct slice day = slice_sub(text, 0, first), month = slice_sub(text, first + 1, second);
	struct slice year = slice_sub(text, second + 1, text.len);
	if (day.len < 1 || day.len > 2 || month.len < 1 || month.len > 2 || year.len != 4)
		return false;
	return arena_format(a, out, "%.*s-%s%.*s-%s%.*s", SLICE_FMT(year),
	    month.len < 2 ? "0" : "", SLICE_FMT(month), day.len < 2 ? "0" : "", SLICE_FMT(day));
}

/* The number of a day in a workbook. Day 60 of the 1900 count never was, so days up to it are
 * not taken. Day 25569 is 1970-01-01; in workbooks that count from 1904, day 24107. */
static bool
workbook_date(const struct grid *g, struct slice text, int64_t *ms)
{
	uint64_t day;
	uint64_t first = g->epoch_1904 ? 24107 : 25569;
	struct slice whole = slice_sub(text, 0, slice_find(text, SLICE("."), 0));
	if (!slice_to_u64(whole, &day) || day < first || day > 2958465)
		return false;
	*ms = (int64_t)(day - first) * DAY_MS;
	return true;
}

/* Where it is written without doubt. */
static void
read_date(struct table *t)
{
	struct slice text = t->layout.fixed[FIELD_DATE];
	int64_t ms;
	if (slice_is_null(text) || t->r->made_ms != TIME_UNKNOWN)
		return;
	if (t->layout.fixed_cell[FIELD_DATE]->kind == CELL_DATE) {
		if (workbook_date(t->grid, text, &ms))
			t->r->made_ms = ms;
		return;
	}
	(void)dotted_date(text, t->r->a, &text);	/* false: as it stands */
	if (!failed(time_parse(text, TIME_BEGINNING, &ms, NULL)))
		t->r->made_ms = ms;
}

static struct rc
table_facts(struct table *t, struct err *e)
{
	bool carrier = true;
	int64_t total;
	struct value v = value_object();
	TRY(rows_classify(t->sheet, &t->layout, t->r->a, &t->rows, e));
	TRY(rows_read(t, e));
	TRY(columns_check(&t->rows, t->r, &carrier, e));
	for (size_t i = 0; i < COUNT(mentioned); i++)
		TRY(mention_field(t, mentioned[i], e));
	read_date(t);
	value_put(&t->b, &v, "rows", value_number(&t->b, (int64_t)t->rows.items));
	value_put(&t->b, &v, "serials", value_number(&t->b, (int64_t)t->serials));
	if (rows_quantity(t->rows.total, &total))
		value_put(&t->b, &v, "total", value_number(&t->b, total));
	value_put(&t->b, &v, "sheet", value_string(t->sheet->name));
	value_put(&t->b, &v, "carrier", value_bool(carrier && !t->doubtful));
	TRY(build_end(&t->b, e));
	reading_fact(t->r, "table", (struct slice){0}, v, t->sheet->name);
	return DONE;
}

/* --- all tables of a grid ------------------------------------------------------------------- */

struct tables {
	const struct grid	*grid;
	struct reading		*r;
	struct table		*items;
	size_t			 count, cap;
};

static struct rc
sheet_find(struct tables *all, const struct grid_sheet *sheet, const struct table_map *maps,
    size_t map_count, struct err *e)
{
	struct layout l;
	size_t from = 0;
	for (bool found;; from = l.end) {
		void *items = all->items;
		TRY(layout_find(sheet, from, maps, map_count, all->r->a, &l, &found, e));
		if (!found && (from > 0 || sheet->count == 0))
			return DONE;
		if (!found) {
			reading_find(all->r, FINDING_TABLE_UNREAD, sheet->name);
			return DONE;
		}
		if (!arena_grow(all->r->a, &items, &all->cap, all->count, sizeof(*all->items)))
			return arena_failed(all->r->a, e);
		all->items = items;
		all->items[all->count++] = (struct table){ .grid = all->grid, .sheet = sheet,
		    .layout = l, .r = all->r, .b = { .a = all->r->a } };
	}
}

/* A list of serials or products is part of any document; the other kinds are documents. */
static bool
is_document(const struct layout *l)
{
	return l->kind != TABLE_SERIALS && l->kind != TABLE_PRODUCTS;
}

/* The table that tells the kind of the whole: the first that says that it is a document, else the
 * first whose columns look like one, else the first. Null when there is none. */
static const struct table *
chief(const struct tables *all)
{
	const struct table *best = NULL;
	int best_rank = -1;
	for (size_t i = 0; i < all->count; i++) {
		const struct layout *l = &all->items[i].layout;
		int rank = !is_document(l) ? 0 : l->told ? 2 : 1;
		if (rank <= best_rank)
			continue;
		best = &all->items[i];
		best_rank = rank;
	}
	return best;
}

/* A table that says that it is another document is not mixed in. */
static struct rc
tables_read(struct tables *all, const struct table *first, struct err *e)
{
	for (size_t i = 0; i < all->count; i++) {
		struct table *t = &all->items[i];
		struct slice place;
		if (!t->layout.told || !is_document(&t->layout) ||
		    t->layout.kind == first->layout.kind) {
			TRY(table_facts(t, e));
			continue;
		}
		if (!grid_cell_place(all->r->a, t->sheet,
		    t->sheet->rows[t->layout.header].number, 1, &place))
			return arena_failed(all->r->a, e);
		reading_find(all->r, FINDING_TABLE_UNREAD, place);
	}
	return DONE;
}

struct rc
table_read(const struct grid *g, const struct table_map *maps, size_t map_count,
    struct reading *r, struct err *e)
{
	struct tables all = { .grid = g, .r = r };
	r->decoder = SLICE("table/1");
	for (size_t i = 0; i < g->count; i++)
		TRY(sheet_find(&all, &g->sheets[i], maps, map_count, e));
	const struct table *first = chief(&all);
	r->kind = slice_of(table_kind_name(TABLE_UNKNOWN));
	r->why = SLICE("rows and columns, and no heading that is known");
	if (first != NULL) {
		r->kind = slice_of(table_kind_name(first->layout.kind));
		r->why = slice_of(first->layout.why);
		TRY(tables_read(&all, first, e));
	}
	for (size_t i = 0; i < g->count; i++)
		TRY(sheet_notes(&g->sheets[i], r, e));
	if (g->macros)
		reading_find(r, FINDING_MACROS_PRESENT, SLICE(""));
	return reading_end(r, e);
}
