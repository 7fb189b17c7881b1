/* app/ops/ops_responsibility_export.c - `assay responsibility export`: what one party may see of a
 * matrix. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/assess.h"
#include "app/desk/duties.h"
#include "app/export/export_folder.h"
#include "app/home/draft.h"
#include "app/home/given.h"
#include "app/home/known.h"
#include "app/listing.h"
#include "app/log/bodies.h"
#include "app/log/proof_file.h"
#include "base/file.h"
#include "base/limits.h"
#include "codec/jcs.h"

/* What one party does not see of another's evidence: what it is called and where it lies. Digests
 * stay, so that it can be recognised when it is shown. */
static const char *const hidden[] = { "named", "location" };

static const struct column columns[] = {
	{ "topic", "topic", 0 }, { "duty", "duty", 0 }, { "stage", "stage", 0 },
	{ "state", "state", 0 }, { "party", "party", 0 }, { "role", "role", 0 },
	{ "contact", "contact", 0 }, { "to", "to", 0 }, { "kind", "kind", 0 },
	{ "retention_owner", "retention owner", 0 }, { "due", "due", 0 },
	{ "evidence", "evidence", 0 }, { "named", "named", 0 }, { "location", "location", 0 },
	{ "assumption", "assumption", 0 }, { "hidden", "hidden", 0 }, { "cell", "cell", 0 },
	{ "source", "source", 0 }, { "subject", "subject", 0 }, { "matrix", "matrix", 0 },
	{ "row", "row", 0 },
};

struct exporting {
	const struct op_call	*call;
	struct op_result	*r;
	struct home		 h;
	struct question		 q;
	struct duties		 d;
	struct build		 b;
	struct export_folder	 folder;
	struct slice		 party;
	struct value		 document;
	struct map		 bodies;	/* digests whose bytes go with it */
	uint64_t		 size;		/* of the last checkpoint */
	struct slice		 note;
	size_t			 own, others, body_count;
};

static void
exporting_drop(struct exporting *g)
{
	map_drop(&g->bodies);
	export_folder_drop(&g->folder);
	duties_drop(&g->d);
	home_drop(&g->h);
}

static struct rc
ask(struct exporting *g)
{
	const char *text = op_value(g->call, "for", 0);
	struct trouble *t = &g->r->trouble;
	bool found;
	TRY(given_subject(text == NULL ? "" : text, 0, "expected --for what it is about, e.g. "
	    "product:acme/ic-22", &g->q.subject, t));
	TRY(given_need(g->call, "party", "expected --party: whose view it is, as the matrix names "
	    "it, e.g. party:acme", &g->party, t));
	if (op_value(g->call, "output", 0) == NULL)
		return fail(&t->err, E_USAGE, 0, "expected --output: a folder that is empty or "
		    "not there yet, or a .json file");
	TRY(valid_read(g->call, &g->q.valid_at_ms, t));
	TRY(known_open(g->call, &g->h, &g->q.known, t));
	TRY(store_checkpoint_last(g->h.store, UINT64_MAX, g->call->a, &g->size, &g->note, &found,
	    &t->err));
	if (!found || g->size < g->q.known)
		return fail(&t->err, E_USAGE, 0, "no checkpoint covers the last entries of the "
		    "log yet; the next command that records something signs one");
	return duties_find(&g->h, g->q.subject, g->q.known, g->q.valid_at_ms, &g->d, &t->err);
}

/* --- rows ------------------------------------------------------------------------------------- */

/* Its own, or kept by it: nothing of that is hidden from it. */
static bool
is_own(const struct exporting *g, const struct duty_cell *c)
{
	return duty_party_is(c->party, g->party) || duty_party_is(c->retention_owner, g->party);
}

static bool
is_hidden(struct slice name)
{
	for (size_t i = 0; i < COUNT(hidden); i++)
		if (slice_eq(name, slice_of(hidden[i])))
			return true;
	return false;
}

static bool
says(const struct value *v)
{
	return v->kind == VALUE_ARRAY ? v->count > 0 : v->kind != VALUE_NULL;
}

static struct value
row_value(struct exporting *g, const struct duty_cell *c)
{
	struct value whole = duty_value(&g->b, &g->d, c), out = value_object();
	struct value names = value_array();
	bool own = is_own(g, c);
	for (size_t i = 0; i < whole.count; i++) {
		struct member *m = &whole.members[i];
		bool hide = !own && is_hidden(m->name) && says(&m->value);
		if (slice_eq(m->name, SLICE("stands_in")))
			continue;
		value_put_slice(&g->b, &out, m->name, !hide ? m->value :
		    m->value.kind == VALUE_ARRAY ? value_array() : value_null());
		if (hide)
			value_push(&g->b, &names, value_string(m->name));
	}
	value_put(&g->b, &out, "own", value_bool(own));
	value_put(&g->b, &out, "hidden", names);
	value_put(&g->b, &out, "matrix", c->source == DUTY_OF_MATRIX ? value_string(c->digest) :
	    value_null());
	value_put(&g->b, &out, "row", c->source == DUTY_OF_MATRIX ? value_number(&g->b,
	    (int64_t)c->ordinal) : value_null());
	return out;
}

/* Evidence of its own goes with it, where the bytes are kept here. */
static struct rc
note_bodies(struct exporting *g, const struct duty_cell *c, struct err *e)
{
	const struct value *list = c->source == DUTY_OF_MATRIX ? value_get(c->row,
	    SLICE("evidence")) : NULL;
	for (size_t i = 0; list != NULL && i < list->count && is_own(g, c); i++)
		TRY(map_put(&g->bodies, list->items[i].text, g, e));
	return DONE;
}

static struct rc
make_document(struct exporting *g, struct err *e)
{
	struct value rows = value_array(), log = value_object();
	struct slice root;
	g->document = value_object();
	for (size_t i = 0; i < g->d.count; i++) {
		const struct duty_cell *c = &g->d.cells[i];
		*(is_own(g, c) ? &g->own : &g->others) += 1;
		value_push(&g->b, &rows, row_value(g, c));
		TRY(note_bodies(g, c, e));
	}
	if (g->own == 0)
		return fail(e, E_USAGE, 0, "no duty of this subject is this party's; `assay "
		    "responsibility show` lists who has one");
	TRY(known_root(&g->h, g->q.known, g->call->a, &root, e));
	value_put(&g->b, &log, "size", value_number(&g->b, (int64_t)g->q.known));
	value_put(&g->b, &log, "root", value_string(root));
	value_put(&g->b, &g->document, "schema", value_string(SLICE(
	    "assay/responsibility-export/1")));
	value_put(&g->b, &g->document, "subject", value_string(g->q.subject));
	value_put(&g->b, &g->document, "party", value_string(g->party));
	value_put(&g->b, &g->document, "kept_by", value_string(g->h.organisation));
	value_put(&g->b, &g->document, "valid_at", instant_value(&g->b, g->q.valid_at_ms));
	value_put(&g->b, &g->document, "log", log);
	value_put(&g->b, &g->document, "responsibilities", rows);
	return build_end(&g->b, e);
}

/* --- a folder --------------------------------------------------------------------------------- */

static struct rc
put_table(struct exporting *g, struct err *e)
{
	AUTO(buf) out = buf_init(MIB(64));
	struct op_call as_csv = *g->call;
	struct rows_out l = { .call = &as_csv, .out = &out, .columns = columns,
	    .column_count = COUNT(columns), .none = "" };
	const struct value *rows = value_get(&g->document, SLICE("responsibilities"));
	as_csv.csv = true;
	as_csv.json = false;
	for (size_t i = 0; i < rows->count; i++)
		TRY(rows_add(&l, &rows->items[i], e));
	rows_end(&l);
	TRY(buf_end(&out, e));
	return export_folder_put(&g->folder, SLICE("responsibilities.csv"), buf_slice(&out), e);
}

static struct rc
put_bodies(struct exporting *g, struct err *e)
{
	for (size_t i = 0; i < g->bodies.count; i++) {
		struct slice id = g->bodies.entries[i].key, bytes, name;
		bool found;
		TRY(body_read(&g->h, id, BODY_KEEP_MAX, g->call->a, &bytes, &found, e));
		if (!found)
			continue;
		if (!arena_format(g->call->a, &name, "evidence/%.*s", SLICE_FMT(slice_sub(id, 7,
		    id.len))))
			return arena_failed(g->call->a, e);
		TRY(export_folder_put(&g->folder, name, bytes, e));
		g->body_count++;
	}
	return DONE;
}

static struct rc
put_file(struct exporting *g, struct slice digest, const char *ending, struct slice bytes,
    struct err *e)
{
	struct slice name;
	if (!arena_format(g->call->a, &name, "proofs/%.*s.%s", SLICE_FMT(slice_sub(digest, 7,
	    digest.len)), ending))
		return arena_failed(g->call->a, e);
	return export_folder_put(&g->folder, name, bytes, e);
}

/* That each matrix is in the log, though it is not here: the leaf holds its digest and no name. */
static struct rc
put_proof(struct exporting *g, const struct duty_cell *c, struct err *e)
{
	AUTO(buf) proof = buf_init(KIB(64));
	struct store_entry entry;
	struct thing t;
	bool found;
	TRY(state_get(g->h.store, "evidence", c->id, g->q.known, g->call->a, &t, &found, e));
	if (!found)
		BUG("a matrix that was read is not there");
	TRY(proof_file_write(g->h.store, t.row.from_pos, g->size, g->note, &proof, e));
	TRY(put_file(g, c->digest, "proof", buf_slice(&proof), e));
	TRY(store_entry_get(g->h.store, t.row.from_pos, g->call->a, &entry, &found, e));
	if (!found)
		BUG("an entry that was read is not there");
	return put_file(g, c->digest, "leaf", entry.leaf, e);
}

static struct rc
put_proofs(struct exporting *g, struct err *e)
{
	struct map seen = map_init();
	struct rc done = DONE;
	for (size_t i = 0; i < g->d.count && !failed(done); i++) {
		struct duty_cell *c = &g->d.cells[i];
		if (c->source != DUTY_OF_MATRIX || map_has(&seen, c->id))
			continue;
		done = map_put(&seen, c->id, c, e);
		if (!failed(done))
			done = put_proof(g, c, e);
	}
	map_drop(&seen);
	return done;
}

static struct rc
write_folder(struct exporting *g, const char *place, struct slice json, struct err *e)
{
	TRY(export_folder_open(place, g->call->a, &g->folder, e));
	TRY(export_folder_put(&g->folder, SLICE("responsibilities.json"), json, e));
	TRY(put_table(g, e));
	TRY(put_bodies(g, e));
	TRY(put_proofs(g, e));
	TRY(export_folder_put(&g->folder, SLICE("checkpoint"), g->note, e));
	return export_folder_end(&g->folder, e);
}

static struct rc
write_all(struct exporting *g, struct err *e)
{
	AUTO(buf) json = buf_init(MIB(64));
	const char *place = op_value(g->call, "output", 0);
	TRY(json_write_pretty(&g->document, &json, e));
	TRY(buf_end(&json, e));
	if (slice_ends(slice_of(place), SLICE(".json")))
		return file_write_all(place, buf_slice(&json), e);
	return write_folder(g, place, buf_slice(&json), e);
}

static struct rc
run(struct exporting *g)
{
	struct trouble *t = &g->r->trouble;
	struct build b = { .a = g->call->a };
	struct value v = value_object();
	TRY(ask(g));
	TRY(make_document(g, &t->err));
	TRY(trouble_in(t, op_value(g->call, "output", 0), write_all(g, &t->err)));
	value_put(&b, &v, "subject", value_string(g->q.subject));
	value_put(&b, &v, "party", value_string(g->party));
	value_put(&b, &v, "place", value_string(slice_of(op_value(g->call, "output", 0))));
	value_put(&b, &v, "own", value_number(&b, (int64_t)g->own));
	value_put(&b, &v, "others", value_number(&b, (int64_t)g->others));
	value_put(&b, &v, "evidence", value_number(&b, (int64_t)g->body_count));
	TRY(build_end(&b, &t->err));
	return object_print(g->call, g->r, "assay/responsibility-export-done/1", &v);
}

struct rc
op_responsibility_export(const struct op_call *call, struct op_result *r)
{
	struct exporting g = { .call = call, .r = r, .d = duties_init(call->a),
	    .b = { .a = call->a }, .bodies = map_init() };
	struct rc done = run(&g);
	exporting_drop(&g);
	return done;
}
