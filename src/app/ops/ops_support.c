/* app/ops/ops_support.c - `assay decision support` and `evidence decisions`: what rests on what.
 * See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/decision/conditions.h"
#include "app/decision/decision.h"
#include "app/decision/decision_again.h"
#include "app/decision/rests.h"
#include "app/decision/standing.h"
#include "app/home/catalogues.h"
#include "app/home/draft.h"
#include "app/home/linked.h"
#include "app/listing.h"

/* --- decision support ------------------------------------------------------------------------- */

struct supporting {
	const struct op_call	*call;
	struct home		*h;
	const struct thing	*d;
	struct shipped_data	 data;
	struct happenings	 since;
	struct rests		 rests;
	struct build		 b;
	struct value		 rows;
};

/* Of an item that was only offered too, though that takes nothing away. */
static bool
is_end(const struct happening *n)
{
	static const char *const ends[] = { "superseded", "revoked", "expired", "stale" };
	bool end = n->bad;
	for (size_t i = 0; i < COUNT(ends); i++)
		end = end || strcmp(n->what, ends[i]) == 0;
	return end;
}

/* What ended it since; null: it holds. */
static const struct happening *
ended(const struct supporting *g, struct slice id)
{
	for (size_t i = 0; i < g->since.count; i++)
		if (slice_eq(g->since.at[i].id, id) && is_end(&g->since.at[i]))
			return &g->since.at[i];
	return NULL;
}

static bool
carries(const struct supporting *g)
{
	for (size_t i = 0; i < g->since.count; i++)
		if (g->since.at[i].bad)
			return false;
	return true;
}

/* state: where nothing has ended it. rests: how the decision rests on it. */
static void
add_state(struct supporting *g, const char *what, struct slice id, struct slice text,
    const char *state, enum rest rest)
{
	struct value row = value_object();
	const struct happening *n = ended(g, id);
	value_put(&g->b, &row, "id", value_string(id));
	value_put(&g->b, &row, "what", value_string(slice_of(what)));
	value_put(&g->b, &row, "text", value_string(slice_is_null(text) ? SLICE("") : text));
	bool own = slice_starts(id, SLICE("condition:"));	/* has words of its own for it */
	value_put(&g->b, &row, "state", value_string(slice_of(n != NULL && !own ? n->what :
	    state)));
	value_put(&g->b, &row, "since", n != NULL ? instant_value(&g->b, n->at_ms) : value_null());
	value_put(&g->b, &row, "by", value_string(n != NULL ? n->by : SLICE("")));
	value_put(&g->b, &row, "rests", value_string(slice_of(rest_name(rest))));
	value_push(&g->b, &g->rows, row);
}

static void
add_row(struct supporting *g, const char *what, struct slice id, struct slice text)
{
	add_state(g, what, id, text, "holds", REST_USED);
}

/* Items, and who had read them when it was decided. What was only offered stands behind. */
static struct rc
add_evidence(struct supporting *g, bool offered, struct err *e)
{
	struct arena *a = g->call->a;
	for (size_t i = 0; i < g->d->event.ref_count; i++) {
		struct slice id = g->d->event.refs[i].id;
		struct thing t, *read;
		size_t count;
		bool found;
		enum rest rest = rests_on(&g->rests, id);
		if (!slice_starts(id, SLICE("evidence:")) || offered != (rest == REST_OFFERED))
			continue;
		TRY(state_get(g->h->store, "evidence", id, STORE_OPEN, a, &t, &found, e));
		add_state(g, "evidence", id, found ? event_text(&t.event, "kind") : SLICE(""),
		    "holds", rest);
		TRY(linked_events(g->h->store, id, "about", EVENT_VERIFICATION_RECORDED,
		    g->d->row.from_pos, a, &read, &count, e));
		for (size_t k = 0; k < count; k++)
			add_state(g, "reading", read[k].row.key, event_text(&read[k].event,
			    "reader"), "holds", rest);
	}
	return DONE;
}

static struct rc
add_anchors(struct supporting *g, struct err *e)
{
	struct thing *all;
	size_t count;
	TRY(state_list(g->h->store, "anchor", g->d->row.from_pos, g->call->a, &all, &count, e));
	for (size_t i = 0; i < count; i++)
		if (rests_on_anchor(&g->rests, event_text(&all[i].event, "key")))
			add_row(g, "anchor", all[i].row.key, event_text(&all[i].event, "how"));
	return DONE;
}

static struct rc
add_terms(struct supporting *g, struct err *e)
{
	const struct value *exceptions = value_get(&g->d->event.data, SLICE("exceptions"));
	const struct value *conditions = value_get(&g->d->event.data, SLICE("conditions"));
	struct slice hex = slice_sub(g->d->row.key, 9, g->d->row.key.len), id;
	struct condition c;
	bool found;
	for (size_t i = 0; i < exceptions->count; i++)
		add_row(g, "exception", value_text(&exceptions->items[i]), SLICE(""));
	for (size_t i = 0; i < conditions->count; i++) {
		if (!arena_format(g->call->a, &id, "condition:%.*s#%zu", SLICE_FMT(hex), i + 1))
			return arena_failed(g->call->a, e);
		TRY(condition_find(g->h->store, id, g->call->now_ms, g->call->a, &c, &found, e));
		if (found)
			add_state(g, "condition", id, c.text, condition_state_name(c.state),
			    REST_USED);
	}
	return DONE;
}

static struct rc
find_since(struct supporting *g, struct err *e)
{
	struct standing s;
	g->since.a = g->call->a;
	TRY(catalogues_known(g->h, STORE_OPEN, g->call->a, &g->data, e));
	struct rc done = standing_open(g->h, &g->data.kinds, (struct as_of){ STORE_OPEN,
	    g->call->now_ms }, g->call->a, &s, e);
	if (!failed(done))
		done = standing_since(&s, g->d, true, &g->since, e);
	standing_drop(&s);
	return done;
}

static struct rc
list_support(struct supporting *g, struct err *e)
{
	const struct event *v = &g->d->event;
	const struct value *criteria = value_get(&v->data, SLICE("criteria"));
	TRY(find_since(g, e));
	TRY(rests_read(g->h, g->d, &g->rests, e));
	TRY(add_evidence(g, false, e));
	TRY(add_anchors(g, e));
	TRY(add_terms(g, e));
	add_row(g, "criteria", value_text(value_get(criteria, SLICE("digest"))),
	    value_text(value_get(criteria, SLICE("name"))));
	add_row(g, "role", event_text(v, "role"), v->actor);
	return add_evidence(g, true, e);
}

struct rc
op_decision_support(const struct op_call *call, struct op_result *r)
{
	static const struct column columns[] = { { "what", "what", 10 }, { "state", "state", 18 },
	    { "since", "since", 24 }, { "id", "id", 76 }, { "by", "by", 0 },
	    { "text", "kind or text", 26 }, { "rests", "rests on it", 14 } };
	AUTO(home) h = {0};
	struct thing d;
	struct supporting g = { .call = call, .h = &h, .d = &d, .b = { .a = call->a },
	    .rows = value_array(), .rests = rests_init() };
	struct value head = value_object();
	struct err *e = &r->trouble.err;
	struct rc done = home_open(call, HOME_READ, &h, &r->trouble);
	if (!failed(done))
		done = store_begin_read(h.store, e);
	if (!failed(done))
		done = decision_find(call, &h, &d, &r->trouble);
	if (!failed(done))
		done = list_support(&g, e);
	rests_drop(&g.rests);
	TRY(done);
	value_put(&g.b, &head, "decision", value_string(d.row.key));
	value_put(&g.b, &head, "carries", value_string(carries(&g) ? SLICE("holds") :
	    SLICE("needs_review")));
	TRY(build_end(&g.b, e));
	return listing_print(call, r, "assay/decision-support/1", "support", columns,
	    COUNT(columns), &g.rows, &head, "");
}

/* --- evidence decisions ----------------------------------------------------------------------- */

/* How the decision rests on the item; "unknown" where its kept forms are not here. */
static struct rc
how_it_rests(struct home *h, const struct thing *d, struct slice evidence, const char **out,
    struct err *e)
{
	AUTO(rests) rests = rests_init();
	struct err own = {0};
	struct rc done = rests_read(h, d, &rests, &own);
	*out = failed(done) ? "unknown" : rest_name(rests_on(&rests, evidence));
	return !failed(done) || done.code == E_UNVERIFIABLE ? DONE :
	    fail(e, own.code, own.at, own.what);
}

static struct rc
add_decision(struct home *h, const struct thing *d, struct slice evidence, struct build *b,
    struct value *rows, struct err *e)
{
	struct value row = value_object();
	const char *how;
	bool replaced;
	TRY(how_it_rests(h, d, evidence, &how, e));
	TRY(decision_is_replaced(h->store, d->row.key, STORE_OPEN, b->a, &replaced, e));
	value_put(b, &row, "id", value_string(d->row.key));
	value_put(b, &row, "at", instant_value(b, d->event.at_ms));
	value_put(b, &row, "subject", value_string(d->event.subjects[0]));
	value_put(b, &row, "decision", *value_get(&d->event.data, SLICE("decision")));
	value_put(b, &row, "outcome", *value_get(&d->event.data, SLICE("outcome")));
	value_put(b, &row, "actor", value_string(d->event.actor));
	value_put(b, &row, "state", value_string(replaced ? SLICE("superseded") :
	    SLICE("in_force")));
	value_put(b, &row, "rests", value_string(slice_of(how)));
	value_put(b, &row, "findings", decision_findings(b, &d->event));
	value_push(b, rows, row);
	return DONE;
}

struct rc
op_evidence_decisions(const struct op_call *call, struct op_result *r)
{
	struct column columns[] = { { "id", "id", 73 }, { "at", "recorded", 24 },
	    { "subject", "subject", 28 }, { "outcome", "outcome", 22 }, { "state", "state", 10 },
	    { "decision", "type", 0 }, { "actor", "by", 20 }, { "rests", "rests on it", 14 },
	    { "findings", "findings", 0 } };
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct value rows = value_array(), head = value_object();
	struct slice id;
	struct thing *all;
	size_t count;
	const char *given = op_value(call, "ID", 0);
	struct err *e = &r->trouble.err;
	TRY(home_open(call, HOME_READ, &h, &r->trouble));
	TRY(store_begin_read(h.store, e));
	TRY(trouble_in(&r->trouble, given, state_resolve(h.store, slice_of(given), "evidence",
	    STORE_OPEN, call->a, &id, e)));
	TRY(linked_events(h.store, id, "based_on", EVENT_DECISION_MADE, STORE_OPEN, call->a, &all,
	    &count, e));
	for (size_t i = 0; i < count; i++)
		TRY(add_decision(&h, &all[i], id, &b, &rows, e));
	value_put(&b, &head, "evidence", value_string(id));
	TRY(build_end(&b, e));
	if (decision_rows_have_findings(&rows))
		columns[COUNT(columns) - 1].width = FINDING_WIDTH;
	return listing_print(call, r, "assay/evidence-decisions/1", "decisions", columns,
	    COUNT(columns), &rows, &head, "no decision rests on it");
}
