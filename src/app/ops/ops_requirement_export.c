/* app/ops/ops_requirement_export.c - `assay requirement export`: the table as it was imported, with
 * columns of assay's own. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/levels.h"
#include "app/desk/mapping.h"
#include "app/home/catalogues.h"
#include "app/home/given.h"
#include "app/home/known.h"
#include "app/listing.h"
#include "base/file.h"
#include "base/limits.h"
#include "table/requirement_sheet.h"

/* What an export may come to: the file, and some columns for each row. */
#define EXPORT_BYTES_MAX MIB(256)

struct exporting {
	const struct op_call		*call;
	struct op_result		*r;
	struct home			 h;
	struct shipped_data		 data;
	struct workbook			 book;
	struct levels			 levels;
	bool				 levelled;
	struct slice			 subject, in;
	uint64_t			 known;
	struct mapping			 mapping;
	const struct requirement_table	*table;
	struct grid			 grid;		/* the sheet, as text */
	struct buf			 text, out;
	struct value			 runs;		/* cells that would run as formulas */
};

static void
exporting_drop(struct exporting *g)
{
	buf_drop(&g->text);
	buf_drop(&g->out);
	levels_drop(&g->levels);
	workbook_drop(&g->book);
	home_drop(&g->h);
}

/* --- what was imported ------------------------------------------------------------------------ */

static struct rc
find_mapping(struct exporting *g, struct trouble *t)
{
	struct mapping *all;
	size_t count;
	const char *edition = op_value(g->call, "edition", 0);
	TRY(mappings_find(&g->h, g->subject, slice_of(edition), g->known,
	    g->call->now_ms, g->call->a, &all, &count, &t->err));
	if (count == 0)
		return trouble_in(t, (const char *)g->subject.at, fail(&t->err, E_USAGE, 0,
		    "no requirement table of it is recorded; `assay requirement import` records "
		    "one"));
	for (size_t i = 1; i < count; i++)
		if (!slice_eq(all[i].edition, all[0].edition))
			return fail(&t->err, E_USAGE, 0, "tables of several editions are recorded; "
			    "say which: --edition iec62443-4-2:2019");
	g->mapping = all[count - 1];
	return DONE;
}

static struct rc
find_table(struct exporting *g, struct intake_kept *kept, struct err *e)
{
	struct thing *all;
	size_t count;
	struct slice digest = value_text(value_get(&g->mapping.predicate, SLICE("table")));
	TRY(state_about(g->h.store, g->subject, "about", "evidence", g->known, g->call->a, &all,
	    &count, e));
	for (size_t i = 0; i < count; i++)
		if (all[i].event.body_count > 0 && digest.len > 0 &&
		    slice_eq(all[i].event.bodies[0].sha256, digest))
			return evidence_kept(&g->h, &all[i], g->call->a, kept, e);
	return fail(e, E_USAGE, 0, "the mapping was made from no table that is kept here");
}

static struct rc
read_table(struct exporting *g, struct trouble *t)
{
	struct intake_kept kept;
	struct requirement_map *map;
	struct workbook_by by;
	const char *sheet = op_value(g->call, "sheet", 0);
	TRY(find_table(g, &kept, &t->err));
	if (slice_is_null(kept.bytes))
		TRY(file_read_small(kept.file, BODY_KEEP_MAX, g->call->a, &kept.bytes, &t->err));
	const struct workbook_by remembered = {
		value_text(value_get(&g->mapping.predicate, SLICE("map"))),
		value_text(value_get(&g->mapping.predicate, SLICE("under"))) };
	TRY(workbook_map(g->call, &remembered, &by, &map, t));
	const struct workbook_wish wish = { "the table", kept.bytes, slice_of(sheet),
	    g->mapping.edition, map };
	return workbook_read(g->call->a, &wish, &g->data, &g->book, t);
}

/* The one sheet that is meant. */
static struct rc
find_sheet(struct exporting *g, struct err *e)
{
	struct slice sheet = slice_of(op_value(g->call, "sheet", 0));
	for (size_t i = 0; i < g->book.table_count; i++) {
		const struct requirement_table *table = &g->book.tables[i];
		if (sheet.len == 0 ? table->sheet->hidden : !slice_eq(table->sheet->name, sheet))
			continue;
		if (g->table != NULL)
			return fail(e, E_USAGE, 0, "several sheets name requirements, and a table "
			    "as text has one; say which: --sheet NAME");
		g->table = table;
	}
	if (g->table == NULL)
		return fail(e, E_USAGE, 0, "no sheet of that name names requirements");
	return g->table->heading > 0 ? DONE : fail(e, E_USAGE, 0, "the table begins with a "
	    "requirement: there is no row for headings of more columns");
}

/* A sheet of a workbook becomes text first; a table as text is taken as it is. */
static struct rc
take_text(struct exporting *g, struct err *e)
{
	g->in = g->book.bytes;
	g->grid = g->book.grid;
	if (g->grid.separator != 0)
		return DONE;
	struct grid_sheet *one = ARENA_NEW(g->call->a, struct grid_sheet);
	if (one == NULL)
		return arena_failed(g->call->a, e);
	*one = *g->table->sheet;
	own_text(&g->book.grid, one, &g->text);
	g->in = buf_slice(&g->text);
	g->grid = (struct grid){ .count = 1, .sheets = one, .separator = ',' };
	return buf_end(&g->text, e);
}

/* --- what is appended ------------------------------------------------------------------------- */

static struct rc
take_evidence(struct exporting *g, const struct row_view *view, const struct value *stated,
    struct slice *out, struct err *e)
{
	const struct value *list = stated == NULL ? NULL : value_get(stated, SLICE("evidence"));
	AUTO(buf) b = buf_init(EXPORT_BYTES_MAX);
	for (size_t i = 0; view != NULL && i < view->evidence_count; i++) {
		buf_add_text(&b, i > 0 ? " " : "");
		buf_add(&b, view->evidence[i].item->id);
	}
	for (size_t i = 0; view == NULL && list != NULL && i < list->count; i++) {
		buf_add_text(&b, i > 0 ? " " : "");
		buf_add(&b, list->items[i].text);
	}
	TRY(buf_end(&b, e));
	return arena_copy(g->call->a, buf_slice(&b), out) ? DONE : arena_failed(g->call->a, e);
}

static const struct row_view *
view_of(const struct exporting *g, const struct catalog_item *item)
{
	for (size_t i = 0; g->levelled && i < g->levels.plan.row_count; i++)
		if (slice_eq(g->levels.plan.rows[i].item->full, item->full))
			return &g->levels.shown.rows[i];
	return NULL;
}

/* What is stated comes out of the mapping in force; what is shown only where the edition has levels
 * and asks the product's types for the row. */
static struct rc
fill(struct exporting *g, const struct requirement_row *row, struct own_row *out, struct err *e)
{
	const struct value *stated = mapping_row(&g->mapping, row->item->key);
	const struct row_view *view = view_of(g, row->item);
	*out = (struct own_row){ .number = row->number };
	if (stated != NULL)
		out->texts[OWN_STATED] = value_text(value_get(stated, SLICE("status")));
	if (view != NULL) {
		enum level_shown shown = view->shown[LEVEL_NATIVE];
		out->texts[OWN_SHOWN] = slice_of(shown == SHOWN_MET ? "met" :
		    shown == SHOWN_NOT_MET ? "not_met" : "nothing");
		out->texts[OWN_WHY] = slice_of(levels_why(view->why));
		out->texts[OWN_CONFIDENCE] = slice_of(confidence_name(view->confidence));
	} else if (g->levelled) {
		out->texts[OWN_WHY] = SLICE("not asked for of this component type");
	}
	return take_evidence(g, view, stated, &out->texts[OWN_EVIDENCE], e);
}

static struct rc
write_out(struct exporting *g, struct err *e)
{
	const struct requirement_table *t = g->table;
	struct own_row *rows = ARENA_ARRAY(g->call->a, struct own_row, t->row_count);
	if (rows == NULL)
		return arena_failed(g->call->a, e);
	for (size_t i = 0; i < t->row_count; i++)
		TRY(fill(g, &t->rows[i], &rows[i], e));
	return own_append(g->in, &g->grid, t->heading, rows, t->row_count, &g->out, e);
}

/* Cells of others stay as they are; those that a spreadsheet would run are named. */
static struct rc
find_runs(struct exporting *g, struct build *b, struct err *e)
{
	const struct grid_sheet *s = g->table->sheet;
	bool own[TABLE_COLUMNS_MAX];
	own_columns(s, s->count, own);
	for (size_t i = 0; i < s->count; i++)
		for (uint32_t c = 0; c < s->rows[i].count; c++) {
			struct slice cell;
			if (own[c] || !own_runs(s->rows[i].cells[c].text))
				continue;
			if (!grid_cell_name(b->a, s->rows[i].number, c + 1, &cell))
				return arena_failed(b->a, e);
			value_push(b, &g->runs, value_string(cell));
		}
	return DONE;
}

/* --- the whole -------------------------------------------------------------------------------- */

static struct rc
gather(struct exporting *g, struct trouble *t)
{
	const char *given = op_value(g->call, "for", 0);
	TRY(given_subject(given == NULL ? "" : given, SUBJECT_BIT(SUBJECT_RELEASE) |
	    SUBJECT_BIT(SUBJECT_PROCESS), "expected --for a release or a process, e.g. "
	    "release:acme/ic-22@5.4.2 or process:acme/sdl@7", &g->subject, t));
	TRY(home_open(g->call, HOME_READ, &g->h, t));
	TRY(store_begin_read(g->h.store, &t->err));
	TRY(known_read(g->call, &g->h, &g->known, t));
	TRY(catalogues_known(&g->h, g->known, g->call->a, &g->data, &t->err));
	TRY(find_mapping(g, t));
	TRY(read_table(g, t));
	TRY(find_sheet(g, &t->err));
	TRY(take_text(g, &t->err));
	g->levelled = g->book.catalog->levelled;
	return g->levelled ? levels_find(g->call, &g->h, g->subject, &g->levels, t) : DONE;
}

static struct rc
say(struct exporting *g, const char *file, struct build *b)
{
	struct value v = value_object();
	value_put(b, &v, "file", value_string(slice_of(file)));
	value_put(b, &v, "subject", value_string(g->subject));
	value_put(b, &v, "edition", value_string(g->mapping.edition));
	value_put(b, &v, "mapping", value_string(g->mapping.id));
	value_put(b, &v, "rows", value_number(b, (int64_t)g->table->row_count));
	value_put(b, &v, "formulas", g->runs);
	TRY(build_end(b, &g->r->trouble.err));
	return object_print(g->call, g->r, "assay/requirement-export/1", &v);
}

static struct rc
run(struct exporting *g)
{
	struct trouble *t = &g->r->trouble;
	struct build b = { .a = g->call->a };
	const char *file = op_value(g->call, "output", 0);
	if (file == NULL)
		return fail(&t->err, E_USAGE, 0, "expected --output FILE (-o), or - for standard "
		    "output");
	TRY(gather(g, t));
	TRY(write_out(g, &t->err));
	TRY(find_runs(g, &b, &t->err));
	if (slice_eq(slice_of(file), SLICE("-"))) {
		buf_add(&g->r->out, buf_slice(&g->out));
		return DONE;
	}
	TRY(trouble_in(t, file, file_write_all(file, buf_slice(&g->out), &t->err)));
	return say(g, file, &b);
}

struct rc
op_requirement_export(const struct op_call *call, struct op_result *r)
{
	struct exporting g = { .call = call, .r = r, .levels = levels_init(),
	    .text = buf_init(EXPORT_BYTES_MAX), .out = buf_init(EXPORT_BYTES_MAX),
	    .runs = value_array() };
	struct rc done = run(&g);
	exporting_drop(&g);
	return done;
}
