/* app/ops/ops_fsck.c - `assay fsck` and `assay rebuild`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/listing.h"
#include "app/log/fsck.h"
#include "app/log/rebuild.h"
#include "codec/utf8.h"
#include "fact/finding.h"

/* --- fsck ------------------------------------------------------------------------------------- */

static void
put_damages(struct build *b, const struct damages *d, struct value *v)
{
	struct value list = value_array();
	for (size_t i = 0; i < d->count; i++) {
		struct value one = value_object();
		value_put(b, &one, "table", value_string(slice_of(d->at[i].table)));
		value_put(b, &one, "row", value_string(d->at[i].row));
		value_put(b, &one, "field", value_string(slice_of(d->at[i].field)));
		value_put(b, &one, "what", value_string(slice_of(d->at[i].what)));
		value_push(b, &list, one);
	}
	value_put(b, v, "damages", list);
	value_put(b, v, "damage_count", value_number(b, (int64_t)d->all));
}

static void
say_damages(const struct damages *d, struct buf *out)
{
	for (size_t i = 0; i < d->count; i++) {
		const struct damage *n = &d->at[i];
		buf_addf(out, "%s ", n->table);
		text_show(n->row, out);
		buf_addf(out, "%s%s: %s (%s)\n", n->field[0] != 0 ? " " : "", n->field, n->what,
		    finding_name(FINDING_STORE_DAMAGED));
	}
	if (d->all > d->count)
		buf_addf(out, "and %llu more\n", (unsigned long long)(d->all - d->count));
}

static struct rc
say_fsck(const struct op_call *call, const struct fsck_report *f, struct op_result *r)
{
	struct build b = { .a = call->a };
	struct value v = value_object();
	if (f->mark_missing)
		buf_addf(&r->notes, "assay: no high-water mark is kept for this log; the next "
		    "append writes one (%s)\n", finding_name(FINDING_HIGH_WATER_MARK_MISSING));
	if (!call->json) {
		say_damages(&f->damages, &r->out);
		buf_addf(&r->out, "%llu entries, %llu checkpoints, %llu bodies of %llu bytes, %llu "
		    "derived rows: %s\n", (unsigned long long)f->entries,
		    (unsigned long long)f->checkpoints, (unsigned long long)f->bodies,
		    (unsigned long long)f->body_bytes, (unsigned long long)f->derived,
		    f->damages.all == 0 ? "no damage" : "damaged");
		return DONE;
	}
	value_put(&b, &v, "entries", value_number(&b, (int64_t)f->entries));
	value_put(&b, &v, "tiles", value_number(&b, (int64_t)f->tiles));
	value_put(&b, &v, "checkpoints", value_number(&b, (int64_t)f->checkpoints));
	value_put(&b, &v, "bodies", value_number(&b, (int64_t)f->bodies));
	value_put(&b, &v, "body_bytes", value_number(&b, (int64_t)f->body_bytes));
	value_put(&b, &v, "derived_rows", value_number(&b, (int64_t)f->derived));
	value_put(&b, &v, "high_water_mark_missing", value_bool(f->mark_missing));
	put_damages(&b, &f->damages, &v);
	TRY(build_end(&b, &r->trouble.err));
	return object_print(call, r, "assay/fsck/1", &v);
}

/* To look at a home that no other command opens. *opened: else what keeps it from being opened is
 * in `damages`. */
static struct rc
open_to_look(const struct op_call *call, struct home *h, bool *opened, struct damages *damages,
    struct op_result *r)
{
	struct rc done = home_open(call, HOME_READ, h, &r->trouble);
	*opened = !failed(done);
	if (*opened || h->damage.table == NULL)
		return done;
	r->trouble = (struct trouble){0};
	damages->a = call->a;
	damage_add(damages, h->damage.table, h->damage.field, h->damage.what, "%s",
	    h->damage.row);
	return damages_end(damages, &r->trouble.err);
}

struct rc
op_fsck(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	struct fsck_report f = {0};
	bool opened;
	TRY(open_to_look(call, &h, &opened, &f.damages, r));
	if (opened)
		TRY(fsck_run(&h, call->a, &f, &r->trouble.err));
	r->status = f.damages.all > 0 ? code_status(E_VERIFY) : 0;
	return say_fsck(call, &f, r);
}

/* --- rebuild ---------------------------------------------------------------------------------- */

/* d: null where the home cannot be opened: nothing is known of its rows. */
static struct rc
say_rebuild(const struct op_call *call, const struct digest *d, uint64_t rows,
    const struct damages *damages, struct op_result *r)
{
	struct build b = { .a = call->a };
	struct value v = value_object();
	struct slice text = SLICE("");
	if (d != NULL && !digest_text(call->a, d, &text))
		return arena_failed(call->a, &r->trouble.err);
	if (!call->json)
		say_damages(damages, &r->out);
	value_put(&b, &v, "digest", d == NULL ? value_null() : value_string(text));
	value_put(&b, &v, "rows", d == NULL ? value_null() : value_number(&b, (int64_t)rows));
	if (call->json)
		put_damages(&b, damages, &v);
	TRY(build_end(&b, &r->trouble.err));
	return object_print(call, r, "assay/rebuild/1", &v);
}

/* An entry that cannot be read keeps all rows from being made again: it is the row to be named. */
static struct rc
compare(struct home *h, struct damages *damages, struct err *e)
{
	struct err why = {0};
	struct rc done = rebuild_compare(h, damages, &why);
	if (!failed(done))
		return DONE;
	if (why.code != E_VERIFY)
		return fail(e, why.code, why.at, why.what);
	damage_add(damages, "entry", "", why.what, "%llu", (unsigned long long)why.at);
	return DONE;
}

static struct rc
check(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	struct damages damages = { .a = call->a };
	struct digest d;
	uint64_t rows;
	bool opened;
	TRY(open_to_look(call, &h, &opened, &damages, r));
	if (!opened) {
		r->status = code_status(E_VERIFY);
		return say_rebuild(call, NULL, 0, &damages, r);
	}
	TRY(store_begin_read(h.store, &r->trouble.err));
	TRY(compare(&h, &damages, &r->trouble.err));
	TRY(rebuild_digest(h.store, &d, &rows, &r->trouble.err));
	store_rollback(h.store);
	TRY(damages_end(&damages, &r->trouble.err));
	r->status = damages.all > 0 ? code_status(E_VERIFY) : 0;
	return say_rebuild(call, &d, rows, &damages, r);
}

struct rc
op_rebuild(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	const struct damages none = { .a = call->a };
	struct digest d;
	uint64_t rows;
	if (op_flag(call, "check"))
		return check(call, r);
	TRY(home_open(call, HOME_REBUILD, &h, &r->trouble));
	TRY(store_begin_write(h.store, &r->trouble.err));
	TRY(store_derived_clear(h.store, &r->trouble.err));
	TRY(rebuild_rows(&h, DERIVED_ALL, h.store, &r->trouble.err));
	TRY(rebuild_digest(h.store, &d, &rows, &r->trouble.err));
	TRY(store_commit(h.store, &r->trouble.err));
	return say_rebuild(call, &d, rows, &none, r);
}
