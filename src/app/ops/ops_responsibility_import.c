/* app/ops/ops_responsibility_import.c - `assay responsibility import`: a table becomes a
 * responsibility matrix. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/made.h"
#include "app/desk/matrix.h"
#include "app/home/catalogues.h"
#include "app/home/draft.h"
#include "app/home/given.h"
#include "app/listing.h"

struct importing {
	const struct op_call	*call;
	struct op_result	*r;
	struct home		 h;
	struct writer		 w;
	struct shipped_data	 data;
	struct matrix_file	 file;
	struct named		 names;
	struct slice		 subject;
	size_t			 old_count;
	struct kept_record	*old;		/* imported here, in force; the newest last */
	struct matrix_merged	 merged;
	struct made_done	 done[2];	/* the table, the matrix */
	bool			 dry;
};

static void
importing_drop(struct importing *g)
{
	named_drop(&g->names);
	matrix_file_drop(&g->file);
	writer_drop(&g->w);
	home_drop(&g->h);
}

/* --- reading ---------------------------------------------------------------------------------- */

static struct rc
read_subject(struct importing *g, struct trouble *t)
{
	const char *text = op_value(g->call, "for", 0);
	/* people act for parties: nothing is divided among parties for a person */
	const unsigned people = SUBJECT_BIT(SUBJECT_PERSON) | SUBJECT_BIT(SUBJECT_AGENT);
	return given_subject(text == NULL ? "" : text, ~people, "expected --for what it is "
	    "about: a product, release, system, zone ..., e.g. product:acme/ic-22", &g->subject, t);
}

static struct rc
check_subject(struct importing *g, struct trouble *t)
{
	if (g->file.subject.len == 0 || slice_eq(g->file.subject, g->subject))
		return DONE;
	return trouble_in(t, op_value(g->call, "FILE", 0), fail(&t->err, E_USAGE, 0,
	    "the matrix says that it is for something else than --for does"));
}

/* Evidence is named by what is about the subject; of a release also about its product, and of a
 * product also about its releases that are registered. */
static struct rc
name_evidence(struct importing *g, struct err *e)
{
	struct subject s;
	struct slice other;
	struct thing *all;
	size_t n;
	TRY(named_add(&g->names, &g->h, g->subject, e));
	TRY(subject_parse(g->subject, &s, e));
	if (s.kind != SUBJECT_RELEASE && s.kind != SUBJECT_PRODUCT)
		return DONE;
	if (!arena_format(g->call->a, &other, s.kind == SUBJECT_RELEASE ? "product:%.*s/%.*s" :
	    "release:%.*s/%.*s@", SLICE_FMT(s.org), SLICE_FMT(s.name)))
		return arena_failed(g->call->a, e);
	if (s.kind == SUBJECT_RELEASE)
		return named_add(&g->names, &g->h, other, e);
	TRY(state_list(g->h.store, "subject", STORE_OPEN, g->call->a, &all, &n, e));
	for (size_t i = 0; i < n; i++)
		if (slice_starts(all[i].row.key, other))
			TRY(named_add(&g->names, &g->h, all[i].row.key, e));
	return DONE;
}

static struct rc
look_up(struct importing *g, struct err *e)
{
	struct kept_record *all;
	size_t n;
	TRY(kept_records(&g->h, g->subject, "responsibility_matrix", STORE_OPEN, g->call->now_ms,
	    g->call->a, &all, &n, e));
	g->old = all;
	for (size_t i = 0; i < n; i++)
		if (slice_eq(event_text(&all[i].thing.event, "name"), SLICE(MATRIX_NAME)) &&
		    slice_eq(kept_text(&all[i], "subject"), g->subject))
			g->old[g->old_count++] = all[i];
	return name_evidence(g, e);
}

static struct rc
read_all(struct importing *g, struct trouble *t)
{
	TRY(matrix_file_read(g->call, &g->file, t));
	TRY(check_subject(g, t));
	TRY(catalogues_now(&g->h, g->call->a, &g->data, &t->err));
	TRY(store_begin_read(g->h.store, &t->err));
	struct rc done = look_up(g, &t->err);
	store_rollback(g->h.store);
	TRY(done);
	const char *edition = op_value(g->call, "edition", 0);
	if (edition != NULL && catalog_set_get(&g->data.catalogues, slice_of(edition),
	    (struct slice){0}) == NULL)
		return trouble_in(t, edition, fail(&t->err, E_USAGE, 0, "no such edition; `assay "
		    "catalog list` names them"));
	const struct value *rows = g->old_count == 0 ? NULL :
	    value_get(&g->old[g->old_count - 1].predicate, SLICE("rows"));
	return trouble_in(t, op_value(g->call, "FILE", 0), matrix_merge(&g->file, &g->data,
	    slice_of(edition), &g->names, rows, g->old_count == 0 ? SLICE("") :
	    kept_text(&g->old[g->old_count - 1], "table"), op_flag(g->call, "whole"),
	    g->call->a, &g->merged, t));
}

/* --- writing ---------------------------------------------------------------------------------- */

static struct rc
make_predicate(struct importing *g, struct slice table, struct value *out, struct err *e)
{
	struct build b = { .a = g->call->a };
	struct value rows = value_array();
	const char *issuer = op_value(g->call, "issuer", 0);
	struct slice contract = slice_of(op_value(g->call, "contract", 0));
	if (contract.len == 0 && g->file.contract.len > 0 && !arena_copy(b.a, g->file.contract,
	    &contract))
		return arena_failed(b.a, e);
	*out = value_object();
	value_put(&b, out, "issued", instant_value(&b, g->call->now_ms));
	if (issuer != NULL)
		value_put(&b, out, "issuer", value_string(slice_of(issuer)));
	value_put(&b, out, "subject", value_string(g->subject));
	if (contract.len > 0)
		value_put(&b, out, "contract", value_string(contract));
	value_put(&b, out, "table", value_string(table));
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
	    SLICE("a newer matrix was imported") };
	return made_supersede(g->call, &g->h, &g->w, &what, t);
}

/* Rows of a duty that two parties had, and one has now, are gone without a row that says so. */
static bool
is_new(const struct importing *g)
{
	const struct value *rows = g->old_count != 1 ? NULL :
	    value_get(&g->old[0].predicate, SLICE("rows"));
	return rows == NULL || rows->count != g->merged.count ||
	    g->merged.counts[MATRIX_NEW] > 0 || g->merged.counts[MATRIX_CHANGED] > 0 ||
	    op_value(g->call, "contract", 0) != NULL || op_value(g->call, "issuer", 0) != NULL;
}

/* The table first, so that the matrix can name its digest. */
static struct rc
record(struct importing *g, struct trouble *t)
{
	struct made table = { .path = op_value(g->call, "FILE", 0), .bytes = g->file.bytes,
	    .kind = "responsibility_matrix", .subjects = &g->subject, .subject_count = 1 };
	struct made matrix = { .kind = "responsibility_matrix", .subjects = &g->subject,
	    .subject_count = 1, .name = SLICE(MATRIX_NAME) };
	TRY(made_record(g->call, &g->h, &g->w, &table, 1, &g->done[0], t));
	if (!is_new(g)) {
		g->done[1] = (struct made_done){ .id = g->old[0].id, .digest = g->old[0].digest,
		    .existed = true };
		return DONE;
	}
	TRY(make_predicate(g, g->done[0].digest, &matrix.predicate, &t->err));
	TRY(made_record(g->call, &g->h, &g->w, &matrix, 1, &g->done[1], t));
	return supersede(g, t);
}

/* --- saying it -------------------------------------------------------------------------------- */

static struct slice
member(const struct value *row, const char *name)
{
	struct slice text = value_text(value_get(row, slice_of(name)));
	return slice_is_null(text) ? SLICE("") : text;
}

static bool
is_place(struct slice name)
{
	return slice_eq(name, SLICE("cell")) || slice_eq(name, SLICE("table"));
}

/* Names of the members that say otherwise than before, or only before, or only now. */
static struct value
changed_members(struct build *b, const struct value *before, const struct value *now)
{
	struct value list = value_array();
	for (size_t i = 0; i < now->count; i++) {
		const struct value *old = value_get(before, now->members[i].name);
		if (!is_place(now->members[i].name) && (old == NULL || !value_eq(old,
		    &now->members[i].value)))
			value_push(b, &list, value_string(now->members[i].name));
	}
	for (size_t i = 0; i < before->count; i++)
		if (!is_place(before->members[i].name) && value_get(now,
		    before->members[i].name) == NULL)
			value_push(b, &list, value_string(before->members[i].name));
	return list;
}

static void
put_changes(const struct importing *g, struct build *b, struct value *v)
{
	struct value list = value_array();
	for (size_t i = 0; i < g->merged.count; i++) {
		const struct matrix_row *m = &g->merged.rows[i];
		struct value one = value_object();
		if (m->change != MATRIX_CHANGED)
			continue;
		value_put(b, &one, "topic", value_string(member(&m->row, "topic")));
		value_put(b, &one, "duty", value_string(member(&m->row, "duty")));
		value_put(b, &one, "before", value_string(member(m->before, "party")));
		value_put(b, &one, "after", value_string(member(&m->row, "party")));
		value_put(b, &one, "members", changed_members(b, m->before, &m->row));
		value_put(b, &one, "cell", value_string(member(&m->row, "cell")));
		value_push(b, &list, one);
	}
	value_put(b, v, "changed", list);
}

static void
put_not_found(const struct importing *g, struct build *b, struct value *v)
{
	struct value list = value_array();
	for (size_t i = 0; i < g->merged.count; i++) {
		const struct value *named = value_get(&g->merged.rows[i].row, SLICE("named"));
		bool said = g->merged.rows[i].change != MATRIX_KEPT;
		for (size_t k = 0; said && named != NULL && k < named->count; k++) {
			struct value one = value_object();
			value_put(b, &one, "names", named->items[k]);
			value_put(b, &one, "cell", value_string(member(&g->merged.rows[i].row,
			    "cell")));
			value_push(b, &list, one);
		}
	}
	value_put(b, v, "not_found", list);
}

static void
put_hidden(const struct importing *g, struct build *b, struct value *v)
{
	struct value list = value_array();
	for (size_t i = 0; i < g->file.table.row_count; i++)
		if (g->file.table.rows[i].hidden)
			value_push(b, &list, value_string(g->file.table.rows[i].cell));
	value_put(b, v, "hidden", list);
}

static struct rc
say(struct importing *g)
{
	const struct responsibility_table *t = &g->file.table;
	struct build b = { .a = g->call->a };
	struct value v = value_object();
	int64_t unowned = 0;
	for (size_t i = 0; i < g->merged.count; i++)
		unowned += member(&g->merged.rows[i].row, "party").len == 0;
	value_put(&b, &v, "id", g->dry ? value_null() : value_string(g->done[1].id));
	value_put(&b, &v, "table", g->dry ? value_null() : value_string(g->done[0].id));
	value_put(&b, &v, "subject", value_string(g->subject));
	value_put(&b, &v, "existed", value_bool(!g->dry && g->done[1].existed));
	value_put(&b, &v, "rows", value_number(&b, (int64_t)g->merged.count));
	value_put(&b, &v, "kept", value_number(&b, (int64_t)g->merged.counts[MATRIX_KEPT]));
	if (op_flag(g->call, "whole"))
		value_put(&b, &v, "ended", value_number(&b, (int64_t)g->merged.ended));
	value_put(&b, &v, "unowned", value_number(&b, unowned));
	put_changes(g, &b, &v);
	put_not_found(g, &b, &v);
	put_hidden(g, &b, &v);
	value_put(&b, &v, "again", value_texts(&b, g->merged.again, g->merged.again_count));
	value_put(&b, &v, "titles", value_texts(&b, t->titles, t->title_count));
	value_put(&b, &v, "hidden_sheets", value_texts(&b, t->passed_over, t->passed_count));
	TRY(build_end(&b, &g->r->trouble.err));
	return object_print(g->call, g->r, "assay/responsibility-import/1", &v);
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
	if (!g->dry)
		TRY(record(g, t));
	return say(g);
}

struct rc
op_responsibility_import(const struct op_call *call, struct op_result *r)
{
	struct importing g = { .call = call, .r = r, .names = named_init(call->a),
	    .dry = op_flag(call, "dry-run") };
	struct rc done = run(&g);
	importing_drop(&g);
	return done;
}
