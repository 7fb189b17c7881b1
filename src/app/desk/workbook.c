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
/* Evidence or limitations of one requirement, out of all its rows. */
#define JOINED_BYTES_MAX KIB(256)

void
workbook_drop(struct workbook *b)
{
	arena_drop(&b->a);
	*b = (struct workbook){0};
}

/* text: of the map, which was read from `path`. */
static struct rc
read_map(const struct op_call *call, const char *path, struct slice text,
    struct requirement_map *out, struct trouble *t)
{
	struct value v;
	struct rc done = document_tree(text, call->a, &v, &t->err);
	if (!failed(done))
		done = requirement_map_decode(&v, call->a, out, &t->err);
	if (failed(done))
		trouble_at_line(t, text, call->a);
	return trouble_in(t, path, done);
}

struct rc
workbook_map(const struct op_call *call, const struct workbook_by *remembered,
    struct workbook_by *by, struct requirement_map **out, struct trouble *t)
{
	const char *path = op_value(call, "map", 0), *under = op_value(call, "under", 0);
	*out = NULL;
	/* a map of one's own stands for all that was remembered */
	*by = path == NULL ? *remembered : (struct workbook_by){0};
	if (path != NULL)
		TRY(trouble_in(t, path, file_read_small(path, DOCUMENT_BYTES_MAX, call->a, &by->map,
		    &t->err)));
	if (under != NULL)
		by->under = slice_of(under);
	if (path == NULL && by->map.len == 0 && by->under.len == 0)
		return DONE;
	*out = ARENA_NEW(call->a, struct requirement_map);
	if (*out == NULL)
		return arena_failed(call->a, &t->err);
	**out = (struct requirement_map){0};
	if (path != NULL || by->map.len > 0)
		TRY(read_map(call, path != NULL ? path : "the map that it was imported with",
		    by->map, *out, t));
	if (by->under.len > 0)
		(*out)->under = by->under;
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
	struct slice			 other;		/* a row of another edition, or null */
};

static void
find_other(const struct requirement_table *table, struct slice *other)
{
	for (size_t i = 0; i < table->stray_count && slice_is_null(*other); i++)
		if (table->stray[i].edition)
			*other = table->stray[i].cell;
}

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
		now.other = best->other;
		for (size_t k = 0; k < now.count; k++) {
			now.rows += now.tables[k].row_count;
			find_other(&now.tables[k], &now.other);
		}
		best->other = now.other;
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
	struct evidence_part	**last;
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

/* From where on the evidence of a requirement stands in another cell. */
static struct rc
keep_part(struct workbook *b, struct taken_row *to, size_t before,
    const struct requirement_row *row, struct err *e)
{
	size_t now = to->row->texts[REQUIREMENT_EVIDENCE].len;
	if (now == before)
		return DONE;
	struct evidence_part *part = ARENA_NEW(&b->a, struct evidence_part);
	if (part == NULL)
		return arena_failed(&b->a, e);
	*part = (struct evidence_part){ NULL, now - row->texts[REQUIREMENT_EVIDENCE].len,
	    row->evidence_cell };
	*to->last = part;
	to->last = &part->next;
	return DONE;
}

static struct rc
take_again(struct workbook *b, struct taken_row *first, const struct requirement_row *row,
    struct trouble *t)
{
	size_t before = first->row->texts[REQUIREMENT_EVIDENCE].len;
	for (unsigned i = 0; i < JOINED_COUNT; i++) {
		struct rc done = join(b, first, i, row->texts[joined_fields[i]], &t->err);
		if (failed(done))
			trouble_at_cell(t, row->cell);
		TRY(done);
	}
	TRY(keep_part(b, first, before, row, &t->err));
	return push(b, &b->again, &b->again_count, row->row_cell, &t->err);
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
	trouble_at_cell(t, place);
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
	struct err *e = &g->t->err;
	struct taken_row *before = map_get(&g->seen, row->item->full);
	if (before == NULL) {
		before = ARENA_NEW(&b->a, struct taken_row);
		if (before == NULL)
			return arena_failed(&b->a, e);
		before->last = &b->parts[b->row_count];
		before->row = &b->rows[b->row_count++];
		*before->row = *row;
		return map_put(&g->seen, row->item->full, before, e);
	}
	if (before->row->status == row->status)
		return take_again(b, before, row, g->t);
	struct slice cell = end_of(before->row->cell);
	return refuse(g->a, g->t, row->cell, E_SCHEMA, "says %s of %.*s, of which %.*s says %s%s",
	    row->status, SLICE_FMT(row->item->key), SLICE_FMT(cell), before->row->status,
	    g->meant > 1 ? "; --sheet NAME reads one sheet alone" : "");
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
	/* each requirement once, however many rows speak of it */
	size_t most = by->rows < by->c->item_count ? by->rows : by->c->item_count;
	b->rows = ARENA_ARRAY(&b->a, struct requirement_row, most);
	b->parts = ARENA_ARRAY(&b->a, struct evidence_part *, most);
	if (b->rows == NULL || b->parts == NULL)
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
	if (by->rows == 0 && by->other.len > 0)
		return refuse(a, t, by->other, E_SCHEMA, "says another edition than %.*s, and no "
		    "row here is of that one", SLICE_FMT(wish->edition.len > 0 ? wish->edition :
		    SLICE("any that is adopted")));
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
	if (done.code == E_USAGE)
		trouble_name(t, wish->edition);
	if (!failed(done))
		done = settle(a, out, &out->grid, wish, &best, t);
	return trouble_in(t, wish->path, done);
}
