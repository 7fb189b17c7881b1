/* app/desk/workbook.c - a requirement workbook on disk. See app/desk/workbook.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/workbook.h"

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
/* Evidence or limitations of one requirement, out of all its rows. */
#define JOINED_BYTES_MAX KIB(256)

void
workbook_drop(struct workbook *b)
{
	arena_drop(&b->a);
	*b = (struct workbook){0};
}

struct rc
workbook_map(const struct op_call *call, struct slice remembered, struct requirement_map **out,
    struct slice *text, struct trouble *t)
{
	const char *path = op_value(call, "map", 0);
	struct slice bytes = remembered;
	struct value v;
	*out = NULL;
	*text = (struct slice){0};
	if (path == NULL && remembered.len == 0)
		return DONE;
	*out = ARENA_NEW(call->a, struct requirement_map);
	if (*out == NULL)
		return arena_failed(call->a, &t->err);
	if (path != NULL)
		TRY(trouble_in(t, path, file_read_small(path, DOCUMENT_BYTES_MAX, call->a, &bytes,
		    &t->err)));
	path = path != NULL ? path : "the map that it was imported with";
	*text = bytes;
	struct rc done = document_tree(bytes, call->a, &v, &t->err);
	if (!failed(done))
		done = requirement_map_decode(&v, call->a, *out, &t->err);
	if (failed(done))
		trouble_at_line(t, bytes, call->a);
	return trouble_in(t, path, done);
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

static struct rc
push(struct workbook *b, struct slice **list, size_t *count, struct slice text, struct err *e)
{
	/* grown by one each time that the count is a power of two */
	if ((*count & (*count - 1)) == 0) {
		struct slice *more = ARENA_ARRAY(&b->a, struct slice, *count == 0 ? 4 :
		    *count * 2 + 2);
		if (more == NULL)
			return arena_failed(&b->a, e);
		for (size_t i = 0; i < *count; i++)
			more[i] = (*list)[i];
		*list = more;
	}
	(*list)[(*count)++] = text;
	return DONE;
}

/* Rows of one requirement, of which the first says all but what may stand in several. */
enum joined { JOINED_EVIDENCE = 0, JOINED_MEASURE, JOINED_LIMITATION, JOINED_COUNT };
static const enum requirement_field joined_fields[] = { REQUIREMENT_EVIDENCE,
	REQUIREMENT_MEASURE_EVIDENCE, REQUIREMENT_LIMITATION };
static const char *const joined_signs[] = { "\n", "\n", "; " };

/* room: of each joined text, in memory of its own; null where it stands in the table alone. */
struct taken_row {
	struct requirement_row	*row;
	uint8_t			*at[JOINED_COUNT];
	size_t			 room[JOINED_COUNT];
};

/* A cell that repeats the first, or the one before it, adds nothing. */
static bool
is_there(struct slice text, struct slice more, struct slice sign)
{
	if (slice_eq(text, more))
		return true;
	return (slice_ends(text, more) && slice_ends(slice_sub(text, 0, text.len - more.len),
	    sign)) || (slice_starts(text, more) && slice_starts(slice_sub(text, more.len,
	    text.len), sign));
}

static struct rc
join(struct workbook *b, struct taken_row *to, enum joined what, struct slice more,
    struct err *e)
{
	struct slice *text = &to->row->texts[joined_fields[what]];
	struct slice sign = slice_of(joined_signs[what]);
	if (more.len == 0 || is_there(*text, more, sign))
		return DONE;
	size_t need = text->len + sign.len + more.len;
	if (need > JOINED_BYTES_MAX)
		return fail(e, E_LIMIT, 0, "rows of one requirement name more than one row of a "
		    "record holds");
	if (need > to->room[what]) {
		uint8_t *wider = arena_alloc(&b->a, need * 2, 1);
		if (wider == NULL)
			return arena_failed(&b->a, e);
		if (text->len > 0)
			memcpy(wider, text->at, text->len);
		to->at[what] = wider;
		to->room[what] = need * 2;
	}
	size_t from = text->len;
	if (from > 0) {
		memcpy(to->at[what] + from, sign.at, sign.len);
		from += sign.len;
	}
	memcpy(to->at[what] + from, more.at, more.len);
	*text = (struct slice){ to->at[what], from + more.len };
	return DONE;
}

static struct rc
take_again(struct workbook *b, struct taken_row *first, const struct requirement_row *row,
    struct trouble *t)
{
	for (unsigned i = 0; i < JOINED_COUNT; i++) {
		struct rc done = join(b, first, i, row->texts[joined_fields[i]], &t->err);
		if (failed(done))
			trouble_at_cell(t, row->cell);
		TRY(done);
	}
	return push(b, &b->again, &b->again_count, row->row_cell, &t->err);
}

static struct rc
take_row(struct workbook *b, struct map *seen, const struct requirement_row *row,
    struct trouble *t)
{
	struct err *e = &t->err;
	struct taken_row *before = map_get(seen, row->item->full);
	if (before == NULL) {
		before = ARENA_NEW(&b->a, struct taken_row);
		if (before == NULL)
			return arena_failed(&b->a, e);
		before->row = &b->rows[b->row_count++];
		*before->row = *row;
		return map_put(seen, row->item->full, before, e);
	}
	if (before->row->status != row->status) {
		trouble_at_cell(t, row->cell);
		return fail(e, E_SCHEMA, 0, "says something else of a requirement than a row "
		    "above it");
	}
	return take_again(b, before, row, t);
}

static struct rc
take_tables(struct workbook *b, const struct reading_by *by, struct slice sheet,
    struct trouble *t)
{
	struct map seen = map_init();
	struct rc done = DONE;
	/* each requirement once, however many rows speak of it */
	b->rows = ARENA_ARRAY(&b->a, struct requirement_row, by->rows < by->c->item_count ?
	    by->rows : by->c->item_count);
	if (b->rows == NULL)
		return arena_failed(&b->a, &t->err);
	for (size_t k = 0; k < by->count && !failed(done); k++) {
		const struct requirement_table *table = &by->tables[k];
		bool meant = sheet.len == 0 ? !table->sheet->hidden :
		    slice_eq(table->sheet->name, sheet);
		if (!meant && sheet.len == 0)
			done = push(b, &b->passed_over, &b->passed_count, table->sheet->name,
			    &t->err);
		for (size_t i = 0; meant && i < table->row_count && !failed(done); i++)
			done = take_row(b, &seen, &table->rows[i], t);
		for (size_t i = 0; meant && i < table->stray_count && !failed(done); i++)
			done = push(b, &b->stray, &b->stray_count, table->stray[i], &t->err);
	}
	map_drop(&seen);
	return done;
}

static struct rc
settle(struct workbook *b, const struct grid *g, const struct workbook_wish *wish,
    const struct reading_by *by, struct trouble *t)
{
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
	TRY(take_tables(b, by, wish->sheet, t));
	return b->row_count > 0 ? DONE : fail(&t->err, E_USAGE, 0, wish->sheet.len > 0 ?
	    "no sheet of that name names requirements" :
	    "only hidden sheets name requirements; --sheet NAME takes one");
}

struct rc
workbook_read(const struct op_call *call, const struct workbook_wish *wish,
    const struct shipped_data *data, struct workbook *out, struct trouble *t)
{
	struct reading_by best = {0};
	(void)call;
	*out = (struct workbook){ .a = arena_init(WORKBOOK_ARENA_BYTES) };
	struct rc done = read_grid(out, wish, &out->grid, &t->err);
	if (!failed(done))
		done = read_by_best(out, &out->grid, wish, &data->catalogues, &best, &t->err);
	if (!failed(done))
		done = settle(out, &out->grid, wish, &best, t);
	return trouble_in(t, wish->path, done);
}
