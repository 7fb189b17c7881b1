/* app/ops/ops_requirement_import.c - `assay requirement import`: a workbook becomes a requirement
 * mapping. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/approvals.h"
#include "app/desk/made.h"
#include "app/desk/mapping.h"
#include "app/home/catalogues.h"
#include "app/home/given.h"
#include "app/listing.h"

struct importing {
	const struct op_call	*call;
	struct op_result	*r;
	struct home		 h;
	struct writer		 w;
	struct shipped_data	 data;
	struct workbook		 book;
	struct named		 names;
	struct slice		 subject, product, edition, map;
	size_t			 old_count;
	struct mapping		*old;		/* in force, the newest last */
	struct merged		 merged;
	struct approvals	 approvals;	/* about the subject */
	struct value		 said;		/* all but what recording gives */
	struct made_done	 done[2];	/* the table, the mapping */
	bool			 dry, written;
};

static void
importing_drop(struct importing *g)
{
	named_drop(&g->names);
	workbook_drop(&g->book);
	writer_drop(&g->w);
	home_drop(&g->h);
}

/* --- reading ---------------------------------------------------------------------------------- */

/* "product:acme/ic-22" of "release:acme/ic-22@5.4.2"; empty for a process. */
static struct rc
product_of(struct importing *g, const struct subject *s, struct err *e)
{
	g->product = SLICE("");
	if (s->kind != SUBJECT_RELEASE)
		return DONE;
	return arena_format(g->call->a, &g->product, "product:%.*s/%.*s", SLICE_FMT(s->org),
	    SLICE_FMT(s->name)) ? DONE : arena_failed(g->call->a, e);
}

static struct rc
read_subject(struct importing *g, struct trouble *t)
{
	struct subject s;
	const char *text = op_value(g->call, "for", 0);
	TRY(given_subject(text == NULL ? "" : text, SUBJECT_BIT(SUBJECT_RELEASE) |
	    SUBJECT_BIT(SUBJECT_PROCESS), "expected --for a release or a process, e.g. "
	    "release:acme/ic-22@5.4.2 or process:acme/sdl@7", &g->subject, t));
	TRY(subject_parse(g->subject, &s, &t->err));
	return product_of(g, &s, &t->err);
}

/* The edition is asked for once: what an earlier mapping of the subject is of counts for the
 * next. */
static struct rc
check_edition(struct importing *g, struct trouble *t)
{
	if (g->book.told)
		return DONE;
	for (size_t i = 0; i < g->old_count; i++)
		if (slice_eq(g->old[i].edition, g->book.edition))
			return DONE;
	AUTO(buf) b = buf_init(512);
	struct slice what;
	buf_addf(&b, "the table does not say of which edition it is; say it once: --edition %.*s%c",
	    SLICE_FMT(g->book.edition), 0);
	TRY(buf_end(&b, &t->err));
	if (!arena_copy(g->call->a, buf_slice(&b), &what))
		return arena_failed(g->call->a, &t->err);
	return trouble_in(t, op_value(g->call, "FILE", 0), fail(&t->err, E_USAGE, 0,
	    (const char *)what.at));
}

static struct rc
look_up(struct importing *g, struct err *e)
{
	TRY(mappings_find(&g->h, g->subject, g->book.edition, STORE_OPEN,
	    g->call->now_ms, g->call->a, &g->old, &g->old_count, e));
	TRY(named_add(&g->names, &g->h, g->subject, e));
	TRY(approvals_find(&g->h, g->subject, STORE_OPEN, g->call->a, &g->approvals, e));
	return g->product.len > 0 ? named_add(&g->names, &g->h, g->product, e) : DONE;
}

static struct rc
read_all(struct importing *g, struct trouble *t)
{
	struct requirement_map *map;
	const char *sheet = op_value(g->call, "sheet", 0), *edition = op_value(g->call, "edition",
	    0);
	TRY(workbook_map(g->call, (struct slice){0}, &map, &g->map, t));
	const struct workbook_wish wish = { op_value(g->call, "FILE", 0), {0}, slice_of(sheet),
	    slice_of(edition), map };
	TRY(catalogues_now(&g->h, g->call->a, &g->data, &t->err));
	TRY(workbook_read(g->call, &wish, &g->data, &g->book, t));
	TRY(store_begin_read(g->h.store, &t->err));
	struct rc done = look_up(g, &t->err);
	store_rollback(g->h.store);
	TRY(done);
	TRY(check_edition(g, t));
	return mapping_merge(&g->book, &g->names, g->old_count == 0 ? NULL :
	    &g->old[g->old_count - 1], g->call->a, &g->merged, &t->err);
}

/* --- writing ---------------------------------------------------------------------------------- */

static struct rc
make_predicate(struct importing *g, struct slice table, struct value *out, struct err *e)
{
	struct build b = { .a = g->call->a };
	struct value rows = value_array(), types = value_array();
	struct slice issued;
	char now[TIME_TEXT_BYTES];
	time_show(g->call->now_ms, now);
	if (!arena_copy(g->call->a, slice_of(now), &issued))
		return arena_failed(g->call->a, e);
	*out = value_object();
	value_put(&b, out, "issued", value_string(issued));
	if (op_value(g->call, "issuer", 0) != NULL)
		value_put(&b, out, "issuer", value_string(slice_of(op_value(g->call, "issuer",
		    0))));
	if (g->product.len > 0)
		value_put(&b, out, "product", value_string(g->product));
	value_put(&b, out, g->product.len > 0 ? "release" : "process", value_string(g->subject));
	value_put(&b, out, "edition", value_string(g->edition));
	for (size_t i = 0; op_value(g->call, "component-type", i) != NULL; i++)
		value_push(&b, &types, value_string(slice_of(op_value(g->call, "component-type",
		    i))));
	if (types.count > 0)
		value_put(&b, out, "component_types", types);
	value_put(&b, out, "table", value_string(table));
	if (g->map.len > 0)
		value_put(&b, out, "map", value_string(g->map));
	for (size_t i = 0; i < g->merged.count; i++)
		value_push(&b, &rows, g->merged.rows[i].row);
	value_put(&b, out, "rows", rows);
	return build_end(&b, e);
}

/* What was in force gives way to the new one. */
static struct rc
supersede(struct importing *g, struct trouble *t)
{
	struct slice *old = ARENA_ARRAY(g->call->a, struct slice, g->old_count);
	if (old == NULL)
		return arena_failed(g->call->a, &t->err);
	for (size_t i = 0; i < g->old_count; i++)
		old[i] = g->old[i].id;
	const struct made_instead what = { g->subject, g->done[1].id, old, g->old_count,
	    SLICE("a newer table was imported") };
	return made_supersede(g->call, &g->h, &g->w, &what, t);
}

static bool
is_new(const struct importing *g)
{
	struct slice map = g->old_count == 0 ? SLICE("") :
	    value_text(value_get(&g->old[0].predicate, SLICE("map")));
	/* a map that was not known then is to be remembered */
	return g->old_count != 1 || (g->map.len > 0 && !slice_eq(g->map, map)) ||
	    g->merged.counts[ROW_NEW] > 0 || g->merged.counts[ROW_CHANGED] > 0 ||
	    op_value(g->call, "component-type", 0) != NULL;
}

/* The table first, so that the mapping can name its digest. */
static struct rc
record(struct importing *g, struct trouble *t)
{
	const struct slice about[] = { g->subject, g->product };
	struct made table = { .path = op_value(g->call, "FILE", 0), .kind = "requirement_table",
	    .subjects = about, .subject_count = g->product.len > 0 ? 2 : 1 };
	struct made mapping = { .kind = "requirement_mapping", .subjects = about,
	    .subject_count = table.subject_count, .name = SLICE("requirement-mapping.json") };
	TRY(made_record(g->call, &g->h, &g->w, &table, 1, &g->done[0], t));
	if (!is_new(g)) {
		g->done[1] = (struct made_done){ g->old[0].id, g->old[0].digest, true };
		return DONE;
	}
	TRY(make_predicate(g, g->done[0].digest, &mapping.predicate, &t->err));
	TRY(made_record(g->call, &g->h, &g->w, &mapping, 1, &g->done[1], t));
	return supersede(g, t);
}

/* --- saying it -------------------------------------------------------------------------------- */

static struct slice
member(const struct value *row, const char *name)
{
	struct slice text = value_text(value_get(row, slice_of(name)));
	return slice_is_null(text) ? SLICE("") : text;
}

/* Who had approved the row as it was before; null: nobody. */
static struct value
approver(const struct importing *g, const struct merged_row *m, struct build *b)
{
	struct slice digest, full;
	if (failed(approval_digest(m->before, b->a, &digest, NULL)) || !arena_format(b->a, &full,
	    "%.*s/%.*s", SLICE_FMT(g->book.edition), SLICE_FMT(m->key))) {
		b->broken = true;
		return value_null();
	}
	const struct thing *t = approval_of(&g->approvals, full, digest, g->call->now_ms);
	return t == NULL ? value_null() : value_string(t->event.actor);
}

/* Rows that say otherwise than before, each with both words and its cell, and who had approved what
 * it said before: nobody has approved what it says now. */
static void
put_changes(const struct importing *g, struct build *b, struct value *v)
{
	struct value list = value_array();
	for (size_t i = 0; i < g->merged.count; i++) {
		const struct merged_row *m = &g->merged.rows[i];
		struct value one = value_object();
		if (m->change != ROW_CHANGED)
			continue;
		value_put(b, &one, "requirement", value_string(m->key));
		value_put(b, &one, "before", value_string(member(m->before, "status")));
		value_put(b, &one, "after", value_string(member(&m->row, "status")));
		value_put(b, &one, "cell", value_string(member(&m->row, "cell")));
		value_put(b, &one, "altered_after_approval_by", approver(g, m, b));
		value_push(b, &list, one);
	}
	value_put(b, v, "changed", list);
}

/* Names of evidence that nothing here has. */
static void
put_not_found(const struct importing *g, struct build *b, struct value *v)
{
	struct value list = value_array();
	for (size_t i = 0; i < g->merged.count; i++) {
		const struct merged_row *m = &g->merged.rows[i];
		const struct value *named = value_get(&m->row, SLICE("named"));
		for (size_t k = 0; named != NULL && k < named->count; k++) {
			struct value one = value_object();
			value_put(b, &one, "requirement", value_string(m->key));
			value_put(b, &one, "names", named->items[k]);
			value_put(b, &one, "cell", value_string(member(&m->row, "cell")));
			value_push(b, &list, one);
		}
	}
	value_put(b, v, "not_found", list);
}

static void
put_counts(const struct importing *g, struct build *b, struct value *v)
{
	static const char *const names[] = { "met", "partly", "not_met", "not_applicable",
	    "untested", "met_by_platform", "met_at_system_level" };
	struct value counts = value_object();
	for (size_t s = 0; s < COUNT(names); s++) {
		int64_t n = 0;
		for (size_t i = 0; i < g->merged.count; i++)
			n += slice_eq(member(&g->merged.rows[i].row, "status"),
			    slice_of(names[s]));
		value_put(b, &counts, names[s], value_number(b, n));
	}
	value_put(b, v, "statuses", counts);
}

static void
put_cells(struct build *b, struct value *v, const char *name, const struct slice *cells,
    size_t count)
{
	struct value list = value_array();
	for (size_t i = 0; i < count; i++)
		value_push(b, &list, value_string(cells[i]));
	value_put(b, v, name, list);
}

static void
put_unread(const struct importing *g, struct build *b, struct value *v)
{
	struct value unread = value_array(), hidden = value_array();
	for (size_t i = 0; i < g->book.row_count; i++) {
		if (g->book.rows[i].unread)
			value_push(b, &unread, value_string(g->book.rows[i].cell));
		if (g->book.rows[i].hidden)
			value_push(b, &hidden, value_string(g->book.rows[i].cell));
	}
	value_put(b, v, "unread", unread);
	value_put(b, v, "hidden", hidden);
	put_cells(b, v, "again", g->book.again, g->book.again_count);
	put_cells(b, v, "unknown_requirements", g->book.stray, g->book.stray_count);
	put_cells(b, v, "hidden_sheets", g->book.passed_over, g->book.passed_count);
}

/* What is to be said and recorded no longer needs the workbook, which may be large, and is read
 * again when it is recorded. */
static struct rc
let_go(struct importing *g, struct err *e)
{
	struct build b = { .a = g->call->a };
	struct value edition = value_string(g->book.edition);
	value_put(&b, &g->said, "rows", value_number(&b, (int64_t)g->merged.count));
	value_put(&b, &g->said, "kept", value_number(&b, (int64_t)g->merged.counts[ROW_KEPT]));
	put_counts(g, &b, &g->said);
	put_changes(g, &b, &g->said);
	put_not_found(g, &b, &g->said);
	put_unread(g, &b, &g->said);
	value_own(&b, &g->said);
	value_own(&b, &edition);
	for (size_t i = 0; i < g->merged.count; i++)
		value_own(&b, &g->merged.rows[i].row);
	g->edition = edition.text;
	workbook_drop(&g->book);
	return build_end(&b, e);
}

static struct rc
say(struct importing *g)
{
	struct build b = { .a = g->call->a };
	struct value v = value_object();
	value_put(&b, &v, "id", g->dry ? value_null() : value_string(g->done[1].id));
	value_put(&b, &v, "table", g->dry ? value_null() : value_string(g->done[0].id));
	value_put(&b, &v, "subject", value_string(g->subject));
	value_put(&b, &v, "edition", value_string(g->edition));
	value_put(&b, &v, "existed", value_bool(!g->dry && g->done[1].existed));
	for (size_t i = 0; i < g->said.count; i++)
		value_put_slice(&b, &v, g->said.members[i].name, g->said.members[i].value);
	TRY(build_end(&b, &g->r->trouble.err));
	return object_print(g->call, g->r, "assay/requirement-import/1", &v);
}

static struct rc
run(struct importing *g)
{
	struct trouble *t = &g->r->trouble;
	TRY(read_subject(g, t));
	TRY(home_open(g->call, g->dry ? HOME_READ : HOME_WRITE, &g->h, t));
	if (!g->dry)
		TRY(writer_open(g->call, &g->h, &g->w, t));
	TRY(read_all(g, t));
	TRY(let_go(g, &t->err));
	if (!g->dry)
		TRY(record(g, t));
	return say(g);
}

struct rc
op_requirement_import(const struct op_call *call, struct op_result *r)
{
	struct importing g = { .call = call, .r = r, .names = named_init(call->a),
	    .said = value_object(),
	    .dry = op_flag(call, "dry-run") };
	struct rc done = run(&g);
	importing_drop(&g);
	return done;
}
