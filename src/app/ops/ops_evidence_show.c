/* app/ops/ops_evidence_show.c - `assay evidence show`, `cat` and `kinds`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/ops/ops_evidence.h"

#include <string.h>

#include "app/evidence/recomputed.h"
#include "app/evidence/taking.h"
#include "app/home/draft.h"
#include "app/home/event_words.h"
#include "app/home/state.h"
#include "app/listing.h"
#include "app/log/bodies.h"
#include "base/limits.h"
#include "base/pool.h"

static struct value
text_or_empty(struct slice s)
{
	return value_string(slice_is_null(s) ? SLICE("") : s);
}

struct slice
evidence_digest(const struct event *v)
{
	const struct value *held = value_get(&v->data, SLICE("held"));
	if (v->body_count > 0)
		return v->bodies[0].sha256;
	return value_text(value_get(held, SLICE("digest")));
}

/* --- show and cat ----------------------------------------------------------------------------- */

static struct rc
find_evidence(const struct op_call *call, struct home *h, struct thing *out, struct trouble *t)
{
	const char *id = op_value(call, "ID", 0);
	struct slice full;
	bool found;
	TRY(trouble_in(t, id, state_resolve(h->store, slice_of(id), "evidence", STORE_OPEN, call->a,
	    &full, &t->err)));
	return state_get(h->store, "evidence", full, STORE_OPEN, call->a, out, &found, &t->err);
}

struct links { struct home *h; struct build *b; struct value *list; };

static struct rc
put_link(void *context, struct slice rel, uint64_t pos, struct err *e)
{
	struct links *l = context;
	struct event v;
	struct digest id;
	struct value one = value_object();
	struct slice name, kept;
	bool found;
	TRY(state_event(l->h->store, pos, l->b->a, &v, &id, &found, e));
	if (!found)
		return DONE;
	TRY(event_name(v.type, &id, l->b->a, &name, e));
	if (!arena_copy(l->b->a, rel, &kept))
		return arena_failed(l->b->a, e);
	value_put(l->b, &one, "rel", value_string(kept));
	value_put(l->b, &one, "by", value_string(name));
	value_put(l->b, &one, "type", value_string(slice_of(event_type_name(v.type))));
	value_put(l->b, &one, "at", instant_value(l->b, v.at_ms));
	value_push(l->b, l->list, one);
	return DONE;
}

struct rc
op_evidence_show(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct value v = value_object(), subjects = value_array(), used = value_array();
	struct links links = { &h, &b, &used };
	struct thing t;
	int64_t recomputed;
	struct err *e = &r->trouble.err;
	TRY(home_open(call, HOME_READ, &h, &r->trouble));
	TRY(store_begin_read(h.store, e));
	TRY(find_evidence(call, &h, &t, &r->trouble));
	TRY(recomputed_last(h.store, &t, STORE_OPEN, call->a, &recomputed, e));
	TRY(store_link_each(h.store, t.row.key, (struct slice){0}, STORE_OPEN, put_link, &links,
	    e));
	for (size_t i = 0; i < t.event.subject_count; i++)
		value_push(&b, &subjects, value_string(t.event.subjects[i]));
	value_put(&b, &v, "id", value_string(t.row.key));
	value_put(&b, &v, "digest", text_or_empty(evidence_digest(&t.event)));
	value_put(&b, &v, "recorded_by", value_string(t.event.actor));
	value_put(&b, &v, "recorded_at", instant_value(&b, t.event.at_ms));
	value_put(&b, &v, "position", value_number(&b, (int64_t)t.row.from_pos));
	value_put(&b, &v, "subjects", subjects);
	for (size_t i = 0; i < t.event.data.count; i++)
		value_put_slice(&b, &v, t.event.data.members[i].name,
		    t.event.data.members[i].value);
	value_put(&b, &v, "recomputed", instant_value(&b, recomputed));
	value_put(&b, &v, "used_by", used);
	TRY(build_end(&b, e));
	return object_print(call, r, "assay/evidence-show/1", &v);
}

struct rc
op_evidence_cat(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	struct thing t;
	struct slice bytes;
	bool found = false;
	struct err *e = &r->trouble.err;
	const char *id = op_value(call, "ID", 0);
	TRY(home_open(call, HOME_READ, &h, &r->trouble));
	TRY(store_begin_read(h.store, e));
	TRY(find_evidence(call, &h, &t, &r->trouble));
	if (t.event.body_count > 0)
		TRY(trouble_in(&r->trouble, id, body_read(&h, t.event.bodies[0].sha256, MIB(256),
		    call->a, &bytes, &found, e)));
	if (!found)
		return trouble_in(&r->trouble, id, fail(e, E_UNVERIFIABLE, 0,
		    "the bytes of this evidence are not kept here"));
	buf_add(&r->out, bytes);
	return buf_end(&r->out, e);
}

/* --- kinds ------------------------------------------------------------------------------------ */

struct rc
op_evidence_kinds(const struct op_call *call, struct op_result *r)
{
	static const struct column columns[] = { { "id", "kind", 30 }, { "area", "area", 16 },
	    { "freshness", "fresh for", 9 }, { "stage", "stage", 0 }, { "title", "title", 30 } };
	struct build b = { .a = call->a };
	struct value rows = value_array();
	struct shipped_data data;
	TRY(shipped_data_load(call->a, &data, &r->trouble.err));
	for (size_t i = 0; i < data.kinds.count; i++) {
		const struct kind *k = &data.kinds.at[i];
		struct value row = value_object();
		value_put(&b, &row, "id", value_string(k->id));
		value_put(&b, &row, "area", value_string(slice_of(area_name(k->area))));
		value_put(&b, &row, "freshness", text_or_empty(k->freshness));
		value_put(&b, &row, "stage", text_or_empty(k->stage));
		value_put(&b, &row, "title", value_string(k->title));
		value_push(&b, &rows, row);
	}
	TRY(build_end(&b, &r->trouble.err));
	return listing_print(call, r, "assay/evidence-kinds/1", "kinds", columns, COUNT(columns),
	    &rows, NULL, "");
}
