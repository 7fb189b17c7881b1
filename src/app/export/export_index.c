/* app/export/export_index.c - what INDEX.html of an exported decision says. See
 * app/export/export.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/export/export.h"

#include "app/decision/explain.h"
#include "app/home/draft.h"
#include "base/limits.h"
#include "report/export_page.h"

/* --- rows ------------------------------------------------------------------------------------- */

static void
copy_members(struct build *b, struct value *row, const struct event *v, const char *const *names,
    size_t count)
{
	for (size_t i = 0; i < count; i++)
		value_put(b, row, names[i], *value_get(&v->data, slice_of(names[i])));
}

static struct value
evidence_table(struct exporting *x)
{
	static const char *const names[] = { "name", "source", "kind", "producer", "made",
	    "valid_until", "received", "intake", "owner" };
	struct value rows = value_array();
	for (size_t i = 0; i < x->item_count; i++) {
		const struct export_item *it = &x->items[i];
		const struct event *v = &it->entry->event;
		struct value row = value_object();
		value_put(&x->b, &row, "id", value_string(it->entry->name));
		value_put(&x->b, &row, "file", value_string(it->file));
		value_put(&x->b, &row, "state", value_string(slice_of(it->state)));
		value_put(&x->b, &row, "digest", value_string(v->body_count > 0 ?
		    v->bodies[0].sha256 : SLICE("")));
		copy_members(&x->b, &row, v, names, COUNT(names));
		value_push(&x->b, &rows, row);
	}
	return rows;
}

static struct value
anchor_table(struct exporting *x)
{
	static const char *const names[] = { "key", "purposes", "how", "by", "on", "from", "until",
	    "note", "scope" };
	struct value rows = value_array();
	for (size_t i = 0; i < x->anchor_count; i++) {
		const struct export_item *it = &x->anchors[i];
		struct value row = value_object();
		value_put(&x->b, &row, "id", value_string(it->entry->name));
		value_put(&x->b, &row, "file", value_string(it->file));
		copy_members(&x->b, &row, &it->entry->event, names, COUNT(names));
		value_push(&x->b, &rows, row);
	}
	return rows;
}

/* One row for each event of a type, with members of its data and what it refers to. */
static struct value
event_table(struct exporting *x, enum event_type type, const char *const *names, size_t count)
{
	struct value rows = value_array();
	for (size_t i = 0; i < x->choice.count; i++) {
		const struct chosen *c = &x->choice.at[i];
		struct value row = value_object();
		if (c->event.type != type)
			continue;
		value_put(&x->b, &row, "id", value_string(c->name));
		value_put(&x->b, &row, "recorded_at", instant_value(&x->b, c->event.at_ms));
		value_put(&x->b, &row, "recorded_by", value_string(c->event.actor));
		value_put(&x->b, &row, "about", value_string(c->event.ref_count > 0 ?
		    c->event.refs[0].id : SLICE("")));
		copy_members(&x->b, &row, &c->event, names, count);
		value_push(&x->b, &rows, row);
	}
	return rows;
}

static void
put_tables(struct exporting *x, struct value *v)
{
	static const char *const readings[] = { "method", "reader", "role", "relation", "parts",
	    "result", "reason" };
	static const char *const requests[] = { "criterion", "requirement", "outcome", "reason",
	    "compensating", "residual_risk", "owner", "until" };
	static const char *const approvals[] = { "note", "identity" };
	static const char *const grants[] = { "actor", "role", "scope", "ground", "from", "until" };
	value_put(&x->b, v, "evidence", evidence_table(x));
	value_put(&x->b, v, "anchors", anchor_table(x));
	value_put(&x->b, v, "readings", event_table(x, EVENT_VERIFICATION_RECORDED, readings,
	    COUNT(readings)));
	value_put(&x->b, v, "requests", event_table(x, EVENT_EXCEPTION_REQUESTED, requests,
	    COUNT(requests)));
	value_put(&x->b, v, "approvals", event_table(x, EVENT_EXCEPTION_APPROVED, approvals,
	    COUNT(approvals)));
	value_put(&x->b, v, "grants", event_table(x, EVENT_ROLE_GRANTED, grants, COUNT(grants)));
}

/* --- the whole -------------------------------------------------------------------------------- */

/* The instant of the last entry: the page tells what came since by it, so that it does not change
 * with the clock. */
static struct rc
last_instant(struct exporting *x, int64_t *out, struct err *e)
{
	struct event v;
	bool found;
	TRY(state_event(x->h->store, x->size - 1, x->a, &v, NULL, &found, e));
	if (!found)
		return fail(e, E_VERIFY, x->size - 1, "the last entry is not there; `assay fsck` "
		    "says more");
	*out = v.at_ms;
	return DONE;
}

static struct value
log_value(struct exporting *x)
{
	struct value log = value_object();
	struct slice root = {0};
	if (!digest_text(x->a, &x->root, &root))
		x->b.broken = true;
	value_put(&x->b, &log, "origin", value_string(home_origin_at(x->h, x->size)));
	value_put(&x->b, &log, "size", value_number(&x->b, (int64_t)x->size));
	value_put(&x->b, &log, "root", value_string(root));
	value_put(&x->b, &log, "verifier", value_string(x->verifier));
	return log;
}

struct rc
export_index(struct exporting *x, struct trouble *t)
{
	struct op_call as_of = *x->call;
	struct value v;
	AUTO(buf) page = buf_init(MIB(256));
	TRY(last_instant(x, &as_of.now_ms, &t->err));
	TRY(explain_decision(&as_of, x->h, x->decision, x->a, &v, t));
	value_put(&x->b, &v, "as_of", instant_value(&x->b, as_of.now_ms));
	value_put(&x->b, &v, "organisation", value_string(x->h->organisation));
	value_put(&x->b, &v, "log", log_value(x));
	value_put(&x->b, &v, "proposal", *value_get(&x->decision->event.data, SLICE("proposal")));
	value_put(&x->b, &v, "conditions", *value_get(&x->decision->event.data,
	    SLICE("conditions")));
	put_tables(x, &v);
	TRY(build_end(&x->b, &t->err));
	TRY(export_page(&v, &page, &t->err));
	return export_folder_put(&x->folder, SLICE("INDEX.html"), buf_slice(&page), &t->err);
}
