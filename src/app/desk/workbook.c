/* app/desk/workbook.c - a requirement workbook on disk. See app/desk/workbook.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/workbook.h"

#include <stdarg.h>
#include <stdio.h>

#include "app/inspect/maps.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/map.h"
#include "codec/csv.h"
#include "codec/xlsx.h"
#include "document/recognise.h"

/* A workbook with everything that is read of it. */
#define WORKBOOK_ARENA_BYTES MIB(768)

void
workbook_drop(struct workbook *b)
{
	arena_drop(&b->a);
	*b = (struct workbook){0};
}

static struct rc
read_map(const struct op_call *call, const char *path, struct requirement_map *out,
    struct trouble *t)
{
	struct slice bytes;
	struct value v;
	TRY(trouble_in(t, path, file_read_small(path, DOCUMENT_BYTES_MAX, call->a, &bytes,
	    &t->err)));
	struct rc done = document_tree(bytes, call->a, &v, &t->err);
	if (!failed(done))
		done = requirement_map_decode(&v, call->a, out, &t->err);
	if (failed(done))
		trouble_at_line(t, bytes, call->a);
	return trouble_in(t, path, done);
}

struct rc
workbook_map(const struct op_call *call, struct requirement_map **out, struct trouble *t)
{
	const char *path = op_value(call, "map", 0), *under = op_value(call, "under", 0);
	*out = NULL;
	if (path == NULL && under == NULL)
		return DONE;
	*out = ARENA_NEW(call->a, struct requirement_map);
	if (*out == NULL)
		return arena_failed(call->a, &t->err);
	**out = (struct requirement_map){0};
	if (path != NULL)
		TRY(read_map(call, path, *out, t));
	if (under != NULL)
		(*out)->under = slice_of(under);
	return DONE;
}

static struct rc
read_bytes(struct workbook *b, const char *path, struct err *e)
{
	AUTO(buf) bytes = buf_init(BODY_KEEP_MAX);
	TRY(file_read_all(path, &bytes, e));
	TRY(buf_end(&bytes, e));
	return arena_copy(&b->a, buf_slice(&bytes), &b->bytes) ? DONE : arena_failed(&b->a, e);
}

static struct rc
read_grid(struct workbook *b, const struct workbook_wish *wish, struct grid *g, struct err *e)
{
	b->bytes = wish->bytes;
	if (slice_is_null(b->bytes))
		TRY(read_bytes(b, wish->path, e));
	struct slice kept = b->bytes;
	if (kept.len == 0)
		return fail(e, E_SYNTAX, 0, "an empty file, expected a workbook or CSV");
	struct recognised r = recognise(slice_sub(kept, 0, HEAD_BYTES), kept.len);
	if (r.form == FORM_XLSX || r.form == FORM_ZIP)
		return xlsx_decode(kept, &b->a, g, e);
	if (r.form == FORM_TABLE || r.form == FORM_TEXT)
		return csv_decode(kept, &b->a, g, e);
	return fail(e, E_SYNTAX, 0, "expected a workbook (XLSX) or a table as text (CSV)");
}

/* --- the edition ------------------------------------------------------------------------------ */

static bool
is_edition(const struct catalog *c, struct slice wanted)
{
	size_t colon = slice_find(wanted, SLICE(":"), 0);
	if (colon == SIZE_MAX)
		return slice_eq(c->name, wanted);
	return slice_eq(c->name, slice_sub(wanted, 0, colon)) &&
	    slice_eq(c->edition, slice_sub(wanted, colon + 1, wanted.len));
}

static bool
names(struct slice text, struct slice part, struct slice year)
{
	size_t at = slice_find(text, part, 0);
	return at != SIZE_MAX && slice_find(text, year, at) != SIZE_MAX;
}

/* "IEC 62443-4-2:2019" stands somewhere in the first rows of a sheet or in its name. */
static bool
stands_in(const struct grid *g, const struct catalog *c)
{
	struct slice part = slice_starts(c->name, SLICE("iec")) ?
	    slice_sub(c->name, 3, c->name.len) : c->name;
	for (size_t i = 0; i < g->count; i++) {
		const struct grid_sheet *s = &g->sheets[i];
		if (names(s->name, part, c->edition))
			return true;
		for (size_t k = 0; k < s->count && k < 20; k++)
			for (uint32_t x = 0; x < s->rows[k].count; x++)
				if (names(s->rows[k].cells[x].text, part, c->edition))
					return true;
	}
	return false;
}

/* What one catalogue makes of the file. */
struct reading_by {
	const struct catalog		*c;
	struct requirement_table	*tables;
	size_t				 count, rows;
};

static struct rc
read_by_best(struct workbook *b, const struct grid *g, const struct workbook_wish *wish,
    const struct catalog_set *set, struct reading_by *best, struct err *e)
{
	bool known = wish->edition.len == 0;
	for (size_t i = 0; i < set->count; i++) {
		struct reading_by now = { .c = set->at[i] };
		if (wish->edition.len > 0 && !is_edition(now.c, wish->edition))
			continue;
		known = true;
		/* requirements have types or practices; evidence kinds and tests have not */
		if (now.c->edition.len == 0 || now.c->item_count == 0 ||
		    (wish->edition.len == 0 && !now.c->items[0].typed && !now.c->levelled))
			continue;
		TRY(requirement_tables_read(g, now.c, wish->map, &b->a, &now.tables, &now.count,
		    e));
		for (size_t k = 0; k < now.count; k++)
			now.rows += now.tables[k].row_count;
		if (now.rows > best->rows || (now.rows == best->rows && now.rows > 0 &&
		    stands_in(g, now.c)))
			*best = now;
	}
	return known ? DONE : fail(e, E_USAGE, 0, "no such edition; `assay catalog list` names "
	    "them");
}

/* --- rows ------------------------------------------------------------------------------------- */

/* Room for one more; grown each time that the count is a power of two. */
static void *
grown(struct workbook *b, void *list, size_t count, size_t size)
{
	if ((count & (count - 1)) != 0)
		return list;
	void *more = arena_alloc(&b->a, count * 2 + 4, size);
	if (more != NULL && count > 0)
		memcpy(more, list, count * size);
	return more;
}

static struct rc
push(struct workbook *b, struct slice **list, size_t *count, struct slice text, struct err *e)
{
	*list = grown(b, *list, *count, sizeof **list);
	if (*list == NULL)
		return arena_failed(&b->a, e);
	(*list)[(*count)++] = text;
	return DONE;
}

static struct rc
push_stray(struct workbook *b, const struct requirement_stray *stray, struct err *e)
{
	b->stray = grown(b, b->stray, b->stray_count, sizeof *b->stray);
	if (b->stray == NULL)
		return arena_failed(&b->a, e);
	b->stray[b->stray_count++] = *stray;
	return DONE;
}

/* The caller drops the workbook before it says why. Of a cell whose sheet has a long name the end
 * is kept, which says the row; never half a character. */
static void
keep_place(struct trouble *t, struct slice cell)
{
	size_t from = cell.len > sizeof t->cell ? cell.len - sizeof t->cell : 0;
	while (from > 0 && from < cell.len && (cell.at[from] & 0xc0) == 0x80)
		from++;
	cell = slice_sub(cell, from, cell.len);
	memcpy(t->cell, cell.at, cell.len);
	t->place = (struct slice){ t->cell, cell.len };
}

/* Why, in words that outlive the workbook. */
static struct rc __attribute__((format(printf, 5, 6)))
refuse(struct arena *a, struct trouble *t, struct slice place, enum code code,
    const char *format, ...)
{
	va_list more;
	char text[512];
	struct slice kept;
	va_start(more, format);
	(void)vsnprintf(text, sizeof text, format, more);
	va_end(more);
	keep_place(t, place);
	if (!arena_copy(a, (struct slice){ (const uint8_t *)text, strlen(text) + 1 }, &kept))
		return arena_failed(a, &t->err);
	return fail(&t->err, code, 0, (const char *)kept.at);
}

/* Of a place the end, which says the row. */
static struct slice
end_of(struct slice place)
{
	size_t from = place.len > 100 ? place.len - 100 : 0;
	while (from > 0 && from < place.len && (place.at[from] & 0xc0) == 0x80)
		from++;
	return slice_sub(place, from, place.len);
}

/* What is kept of the rows of all sheets. */
struct taking {
	struct arena		*a;		/* of the words of a refusal */
	struct workbook		*b;
	struct slice		 sheet;		/* the one that is meant, or empty */
	struct map		 seen;
	struct trouble		*t;
	size_t			 meant;
};

static struct rc
take_row(struct taking *g, const struct requirement_row *row)
{
	struct workbook *b = g->b;
	struct requirement_row *before = map_get(&g->seen, row->item->full);
	if (before == NULL) {
		b->rows[b->row_count] = *row;
		TRY(map_put(&g->seen, row->item->full, &b->rows[b->row_count], &g->t->err));
		b->row_count++;
		return DONE;
	}
	if (before->status == row->status)
		return push(b, &b->again, &b->again_count, row->row_cell, &g->t->err);
	struct slice cell = end_of(before->cell);
	return refuse(g->a, g->t, row->cell, E_SCHEMA, "says %s of %.*s, of which %.*s says %s%s",
	    row->status, SLICE_FMT(row->item->key), SLICE_FMT(cell), before->status, g->meant > 1 ?
	    "; --sheet NAME reads one sheet alone" : "");
}

/* A workbook of two products has two columns that say how: neither is taken for granted. */
static struct rc
check_columns(struct taking *g, const struct requirement_table *table)
{
	struct slice first = end_of(table->first), under = table->under;
	if (!table->grouped)
		return refuse(g->a, g->t, table->first, E_USAGE, "no heading of that name "
		    "stands above a column that says how requirements are met");
	if (slice_is_null(table->again))
		return DONE;
	if (under.len > 0 && under.len < 80 && slice_find(under, SLICE("'"), 0) == SIZE_MAX)
		return refuse(g->a, g->t, table->again, E_SCHEMA, "a second column that says how "
		    "requirements are met, beside %.*s; --under takes the columns below one "
		    "heading, e.g. --under '%.*s'", SLICE_FMT(first), SLICE_FMT(under));
	return refuse(g->a, g->t, table->again, E_SCHEMA, "a second column that says how "
	    "requirements are met, beside %.*s; --map FILE says which is meant",
	    SLICE_FMT(first));
}

static struct rc
take_table(struct taking *g, const struct requirement_table *table)
{
	g->meant++;
	TRY(check_columns(g, table));
	for (size_t i = 0; i < table->row_count; i++)
		TRY(take_row(g, &table->rows[i]));
	for (size_t i = 0; i < table->stray_count; i++)
		TRY(push_stray(g->b, &table->stray[i], &g->t->err));
	return DONE;
}

static struct rc
take_tables(struct taking *g, const struct reading_by *by)
{
	struct workbook *b = g->b;
	b->rows = ARENA_ARRAY(&b->a, struct requirement_row, by->rows);
	if (b->rows == NULL)
		return arena_failed(&b->a, &g->t->err);
	for (size_t k = 0; k < by->count; k++) {
		const struct requirement_table *table = &by->tables[k];
		if (g->sheet.len > 0 ? slice_eq(table->sheet->name, g->sheet) :
		    !table->sheet->hidden)
			TRY(take_table(g, table));
		else if (g->sheet.len == 0)
			TRY(push(b, &b->passed_over, &b->passed_count, table->sheet->name,
			    &g->t->err));
	}
	return DONE;
}

/* Which sheets would do, as many as fit. */
static struct rc
refuse_sheet(struct taking *g, const struct reading_by *by)
{
	AUTO(buf) names = buf_init(KIB(4));
	struct slice none = {0};
	for (size_t k = 0; k < by->count && names.len < 200; k++)
		if (by->tables[k].row_count > 0 && by->tables[k].sheet->name.len > 0)
			buf_addf(&names, "%s%.*s%s", names.len > 0 ? ", " : "",
			    SLICE_FMT(by->tables[k].sheet->name),
			    by->tables[k].sheet->hidden ? " (hidden)" : "");
	TRY(buf_end(&names, &g->t->err));
	struct slice all = buf_slice(&names);
	if (all.len == 0)
		return fail(&g->t->err, E_USAGE, 0, "it is a table as text, and has no sheets: "
		    "leave --sheet out");
	return refuse(g->a, g->t, none, E_USAGE, g->sheet.len > 0 ?
	    "no sheet of that name names requirements; these do: %.*s" :
	    "only hidden sheets name requirements; --sheet NAME takes one: %.*s", SLICE_FMT(all));
}

static struct rc
settle(struct arena *a, struct workbook *b, const struct grid *g,
    const struct workbook_wish *wish, const struct reading_by *by, struct trouble *t)
{
	struct taking taking = { .a = a, .b = b, .sheet = wish->sheet, .seen = map_init(),
	    .t = t };
	if (by->rows == 0 && wish->edition.len > 0)
		return fail(&t->err, E_SCHEMA, 0, "no column here names requirements of that "
		    "edition with a status beside them; --map FILE says which do "
		    "(assay-requirement(1))");
	if (by->rows == 0)
		return fail(&t->err, E_SCHEMA, 0, "no column here names requirements with a status "
		    "beside them; --map FILE says which do (assay-requirement(1))");
	b->catalog = by->c;
	b->tables = by->tables;
	b->table_count = by->count;
	if (!arena_format(&b->a, &b->edition, "%.*s:%.*s", SLICE_FMT(by->c->name),
	    SLICE_FMT(by->c->edition)))
		return arena_failed(&b->a, &t->err);
	b->told = wish->edition.len > 0 || stands_in(g, by->c);
	struct rc done = take_tables(&taking, by);
	map_drop(&taking.seen);
	TRY(done);
	return b->row_count > 0 ? DONE : refuse_sheet(&taking, by);
}

struct rc
workbook_read(struct arena *a, const struct workbook_wish *wish,
    const struct shipped_data *data, struct workbook *out, struct trouble *t)
{
	struct reading_by best = {0};
	*out = (struct workbook){ .a = arena_init(WORKBOOK_ARENA_BYTES) };
	struct rc done = read_grid(out, wish, &out->grid, &t->err);
	if (!failed(done))
		done = read_by_best(out, &out->grid, wish, &data->catalogues, &best, &t->err);
	if (!failed(done))
		done = settle(a, out, &out->grid, wish, &best, t);
	return trouble_in(t, wish->path, done);
}
