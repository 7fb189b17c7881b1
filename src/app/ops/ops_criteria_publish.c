/* app/ops/ops_criteria_publish.c - `assay criteria publish`, `withdraw` and `list`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/acting.h"
#include "app/home/catalogues.h"
#include "app/home/given.h"
#include "app/home/known.h"
#include "app/home/state.h"
#include "app/inspect/criteria_source.h"
#include "app/listing.h"
#include "app/log/bodies.h"

/* --- publish ---------------------------------------------------------------------------------- */

struct publishing {
	struct criteria_source	 source;
	struct event_body	 body;
	struct slice		 key, id;	/* "NAME@VERSION" */
	bool			 existed;
};

static struct rc
plan_publish(struct acting *g, void *context)
{
	struct publishing *x = context;
	struct thing now;
	bool found, ever;
	struct trouble *t = &g->r->trouble;
	TRY(state_get(g->h.store, "criteria", x->key, STORE_OPEN, g->call->a, &now, &found,
	    &t->err));
	x->existed = found && slice_eq(now.event.bodies[0].sha256, x->source.digest);
	if (x->existed)
		return event_name(now.event.type, &now.id, g->call->a, &x->id, &t->err);
	TRY(state_ever(g->h.store, SLICE("criteria"), x->key, &ever, &t->err));
	if (ever) {
		trouble_name(t, x->key);
		return fail(&t->err, E_USAGE, 0, found ? "is published already, with another "
		    "content; give the new one another version" : "was published and withdrawn; "
		    "give the new one another version");
	}
	const struct criteria *c = x->source.criteria;
	struct draft d = draft_init(EVENT_CRITERIA_PUBLISHED, g->call->a);
	draft_subject(&d, g->h.organisation);
	draft_text(&d, "name", c->name);
	draft_text(&d, "version", c->version);
	draft_text(&d, "decision", c->decision);
	draft_body(&d, &x->body);
	return acting_add(g, &d);
}

static struct rc
say_published(const struct op_call *call, const struct publishing *x, struct op_result *r)
{
	struct build b = { .a = call->a };
	struct value v = value_object();
	const struct criteria *c = x->source.criteria;
	value_put(&b, &v, "id", value_string(x->id));
	value_put(&b, &v, "name", value_string(c->name));
	value_put(&b, &v, "version", value_string(c->version));
	value_put(&b, &v, "decision", value_string(c->decision));
	value_put(&b, &v, "criteria", value_number(&b, (int64_t)c->count));
	value_put(&b, &v, "digest", value_string(x->source.digest));
	value_put(&b, &v, "existed", value_bool(x->existed));
	TRY(build_end(&b, &r->trouble.err));
	if (x->existed)
		buf_addf(&r->notes, "assay: %.*s is published already; nothing was written\n",
		    SLICE_FMT(x->key));
	return object_print(call, r, "assay/criteria-publish/1", &v);
}

struct rc
op_criteria_publish(const struct op_call *call, struct op_result *r)
{
	AUTO(acting) g = {0};
	struct publishing x = {0};
	struct shipped_data data;
	struct err *e = &r->trouble.err;
	TRY(acting_open(call, r, &g));
	TRY(catalogues_now(&g.h, call->a, &data, e));
	TRY(criteria_source_load(op_value(call, "FILE", 0), &data.kinds, call->a, &x.source,
	    &r->notes, &r->trouble));
	if (!arena_format(call->a, &x.key, "%.*s@%.*s", SLICE_FMT(x.source.criteria->name),
	    SLICE_FMT(x.source.criteria->version)))
		return arena_failed(call->a, e);
	struct slice text = slice_trim(x.source.text);
	TRY(body_keep(&g.h, x.source.text, text.len > 0 && text.at[0] == '{' ?
	    "application/json" : "application/yaml", call->a, &x.body, e));
	TRY(acting_run(&g, plan_publish, &x));
	if (!x.existed)
		x.id = g.done[0].name;
	return say_published(call, &x, r);
}

/* --- withdraw --------------------------------------------------------------------------------- */

struct withdrawing { struct slice id, reason; };

static struct rc
plan_withdraw(struct acting *g, void *context)
{
	struct withdrawing *x = context;
	struct thing now;
	bool found;
	const char *name = op_value(g->call, "NAME@VERSION", 0);
	struct err *e = &g->r->trouble.err;
	TRY(state_get(g->h.store, "criteria", slice_of(name), STORE_OPEN, g->call->a, &now, &found,
	    e));
	if (!found)
		return trouble_in(&g->r->trouble, name, fail(e, E_USAGE, 0, "no such criteria are "
		    "in force; `assay criteria list` names them as NAME@VERSION"));
	TRY(event_name(now.event.type, &now.id, g->call->a, &x->id, e));
	struct draft d = draft_init(EVENT_CRITERIA_WITHDRAWN, g->call->a);
	draft_ref(&d, "revokes", x->id);
	draft_text(&d, "reason", x->reason);
	return acting_add(g, &d);
}

struct rc
op_criteria_withdraw(const struct op_call *call, struct op_result *r)
{
	AUTO(acting) g = {0};
	struct withdrawing x;
	struct build b = { .a = call->a };
	struct value v = value_object();
	TRY(given_need(call, "reason", "expected why they are withdrawn; it is recorded", &x.reason,
	    &r->trouble));
	TRY(acting_open(call, r, &g));
	TRY(acting_run(&g, plan_withdraw, &x));
	value_put(&b, &v, "id", value_string(g.done[0].name));
	value_put(&b, &v, "criteria", value_string(x.id));
	TRY(build_end(&b, &r->trouble.err));
	return object_print(call, r, "assay/criteria-withdraw/1", &v);
}

/* --- list ------------------------------------------------------------------------------------- */

static struct rc
criteria_row(const struct thing *t, struct build *b, struct value *rows, struct err *e)
{
	struct value row = value_object();
	struct slice id;
	TRY(event_name(t->event.type, &t->id, b->a, &id, e));
	value_put(b, &row, "id", value_string(id));
	value_put(b, &row, "criteria", value_string(t->row.key));
	value_put(b, &row, "name", value_string(event_text(&t->event, "name")));
	value_put(b, &row, "version", value_string(event_text(&t->event, "version")));
	value_put(b, &row, "decision", value_string(event_text(&t->event, "decision")));
	value_put(b, &row, "digest", value_string(t->event.bodies[0].sha256));
	value_put(b, &row, "published", instant_value(b, t->event.at_ms));
	value_put(b, &row, "published_by", value_string(t->event.actor));
	value_push(b, rows, row);
	return DONE;
}

struct rc
op_criteria_list(const struct op_call *call, struct op_result *r)
{
	static const struct column columns[] = { { "id", "id", 0 },
	    { "criteria", "criteria", 28 }, { "name", "name", 0 }, { "version", "version", 0 },
	    { "decision", "decision", 18 }, { "published", "published", 24 },
	    { "published_by", "published by", 20 }, { "digest", "digest", 71 } };
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct value rows = value_array();
	struct thing *all;
	size_t count;
	uint64_t known;
	struct err *e = &r->trouble.err;
	TRY(known_open(call, &h, &known, &r->trouble));
	TRY(state_list(h.store, "criteria", known, call->a, &all, &count, e));
	for (size_t i = 0; i < count; i++)
		TRY(criteria_row(&all[i], &b, &rows, e));
	TRY(build_end(&b, e));
	return listing_print(call, r, "assay/criteria-list/1", "criteria", columns, COUNT(columns),
	    &rows, NULL, "no criteria are in force");
}
