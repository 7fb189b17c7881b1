/* app/ops/ops_condition.c - `assay condition list` and `satisfy`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "app/decision/conditions.h"
#include "app/decision/decision_again.h"
#include "app/decision/since.h"
#include "app/evidence/item_states.h"
#include "app/home/acting.h"
#include "app/home/given.h"
#include "app/listing.h"
#include "base/pool.h"

/* Evidence of one closure: an event names no more than a thousand things. */
#define EVIDENCE_NAMED_MAX 900

/* --- list ------------------------------------------------------------------------------------- */

/* until_ms: due by then; TIME_UNKNOWN: whenever. */
struct filter {
	bool		open, overdue;
	int64_t		until_ms;
	struct slice	subject;
};

static struct rc
read_filter(const struct op_call *call, struct filter *f, struct trouble *t)
{
	const char *within = op_value(call, "within", 0), *subject = op_value(call, "for", 0);
	int64_t ms;
	*f = (struct filter){ .open = op_flag(call, "open"), .overdue = op_flag(call, "overdue"),
	    .until_ms = TIME_UNKNOWN };
	if (subject != NULL)
		TRY(given_subject(subject, 0, "expected a subject, e.g. batch:acme/C-2026-041",
		    &f->subject, t));
	if (within == NULL)
		return DONE;
	if (failed(duration_parse(slice_of(within), &ms, NULL)))
		return trouble_in(t, within, fail(&t->err, E_USAGE, 0,
		    "expected a duration, e.g. 30d"));
	f->until_ms = call->now_ms + ms;
	return DONE;
}

static bool
is_about(const struct event *decision, struct slice subject)
{
	const struct value *assets = value_get(&decision->data, SLICE("assets"));
	for (size_t i = 0; i < assets->count; i++)
		if (slice_eq(value_text(&assets->items[i]), subject))
			return true;
	return subject.len == 0 || slice_eq(decision->subjects[0], subject);
}

static bool
passes(const struct condition *c, const struct filter *f)
{
	bool waits = c->state == CONDITION_IS_OPEN || c->state == CONDITION_IS_OVERDUE;
	if ((f->open || f->overdue || f->until_ms != TIME_UNKNOWN) && !waits)
		return false;
	if (f->overdue && c->state != CONDITION_IS_OVERDUE)
		return false;
	if (f->until_ms != TIME_UNKNOWN && (c->due_ms == TIME_UNKNOWN || c->due_ms > f->until_ms))
		return false;
	return is_about(&c->decision.event, f->subject);
}

static struct value
closing_evidence(struct build *b, const struct condition *c)
{
	struct value list = value_array();
	for (size_t i = 0; c->state == CONDITION_IS_CLOSED && i < c->closure.event.ref_count; i++)
		if (slice_eq(c->closure.event.refs[i].rel, SLICE("based_on")))
			value_push(b, &list, value_string(c->closure.event.refs[i].id));
	return list;
}

static void
put_condition(struct build *b, const struct condition *c, struct value *row)
{
	const struct event *d = &c->decision.event;
	const struct value *assets = value_get(&d->data, SLICE("assets"));
	bool closed = c->state == CONDITION_IS_CLOSED;
	value_put(b, row, "id", value_string(c->id));
	value_put(b, row, "state", value_string(slice_of(condition_state_name(c->state))));
	value_put(b, row, "due", instant_value(b, c->due_ms));
	value_put(b, row, "gate", value_string(c->gate));
	value_put(b, row, "subject", value_string(d->subjects[0]));
	value_put(b, row, "assets", value_number(b, (int64_t)assets->count));
	value_put(b, row, "decision", value_string(c->decision.row.key));
	value_put(b, row, "criterion", value_string(c->criterion));
	value_put(b, row, "text", value_string(c->text));
	value_put(b, row, "closed_at", closed ? instant_value(b, c->closure.event.at_ms) :
	    value_null());
	value_put(b, row, "closed_by", closed ? value_string(c->closure.event.actor) :
	    value_null());
	value_put(b, row, "evidence", closing_evidence(b, c));
}

struct rc
op_condition_list(const struct op_call *call, struct op_result *r)
{
	static const struct column columns[] = { { "id", "id", 76 }, { "state", "state", 10 },
	    { "due", "due", 24 }, { "gate", "gate", 22 }, { "subject", "subject", 28 },
	    { "assets", "serials", 7 }, { "decision", "decision", 0 },
	    { "criterion", "criterion", 0 }, { "closed_at", "closed", 0 },
	    { "closed_by", "closed by", 0 }, { "evidence", "evidence", 0 },
	    { "text", "text", 20 } };
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct value rows = value_array();
	struct filter f;
	struct condition *all;
	size_t count;
	struct err *e = &r->trouble.err;
	TRY(read_filter(call, &f, &r->trouble));
	TRY(home_open(call, HOME_READ, &h, &r->trouble));
	TRY(store_begin_read(h.store, e));
	TRY(conditions_list(h.store, STORE_OPEN, call->now_ms, call->a, &all, &count, e));
	for (size_t i = 0; i < count; i++) {
		struct value row = value_object();
		if (!passes(&all[i], &f))
			continue;
		put_condition(&b, &all[i], &row);
		value_push(&b, &rows, row);
	}
	TRY(build_end(&b, e));
	return listing_print(call, r, "assay/condition-list/1", "conditions", columns,
	    COUNT(columns), &rows, NULL, "no such condition");
}

/* --- satisfy ---------------------------------------------------------------------------------- */

/* refused: why nothing is recorded, in words; verdict: what the criterion is now. */
struct satisfying {
	struct condition	 condition;
	size_t			 evidence_count;
	struct slice		*evidence;
	struct thing		*things;
	struct slice		 refused;
};

static struct rc
read_satisfying(struct acting *g, struct satisfying *x)
{
	const struct op_call *call = g->call;
	struct trouble *t = &g->r->trouble;
	const char *id = op_value(call, "CONDITION", 0);
	struct slice full;
	bool found;
	x->evidence_count = op_count(call, "evidence");
	x->evidence = ARENA_ARRAY(call->a, struct slice, x->evidence_count);
	x->things = ARENA_ARRAY(call->a, struct thing, x->evidence_count);
	if (x->evidence == NULL || x->things == NULL)
		return arena_failed(call->a, &t->err);
	TRY(trouble_in(t, id, state_resolve(g->h.store, slice_of(id), "condition", STORE_OPEN,
	    call->a, &full, &t->err)));
	TRY(condition_find(g->h.store, full, call->now_ms, call->a, &x->condition, &found,
	    &t->err));
	for (size_t i = 0; i < x->evidence_count; i++) {
		const char *one = op_value(call, "evidence", i);
		TRY(trouble_in(t, one, state_resolve(g->h.store, slice_of(one), "evidence",
		    STORE_OPEN, call->a, &x->evidence[i], &t->err)));
		TRY(state_get(g->h.store, "evidence", x->evidence[i], STORE_OPEN, call->a,
		    &x->things[i], &found, &t->err));
	}
	if (x->condition.state == CONDITION_IS_CLOSED)
		return trouble_in(t, id, fail(&t->err, E_USAGE, 0, "this condition is closed"));
	return x->condition.state == CONDITION_IS_REPLACED ? trouble_in(t, id, fail(&t->err,
	    E_USAGE, 0, "another decision has taken the place of the one with this condition")) :
	    DONE;
}

static struct rc
refuse(struct acting *g, struct satisfying *x, struct slice what, const char *why)
{
	return arena_format(g->call->a, &x->refused, "%.*s %s", SLICE_FMT(what), why) ? DONE :
	    arena_failed(g->call->a, &g->r->trouble.err);
}

/* What is named must be in force, and among what the assessment was offered. */
static struct rc
check_evidence(struct acting *g, const struct assessed *x, struct satisfying *s)
{
	for (size_t i = 0; i < s->evidence_count && s->refused.len == 0; i++) {
		struct happenings since = { .a = g->call->a };
		bool offered = false;
		TRY(since_evidence(g->h.store, s->evidence[i], &x->data.kinds,
		    &(struct as_of){ STORE_OPEN, g->call->now_ms }, &since, &g->r->trouble.err));
		for (size_t k = 0; k < since.count && s->refused.len == 0; k++)
			if (since.at[k].bad)
				TRY(refuse(g, s, s->evidence[i], "is not in force any more"));
		for (size_t k = 0; k < x->evidence_count && !offered; k++)
			offered = slice_eq(x->evidence[k].row.key, s->evidence[i]);
		if (!offered && s->refused.len == 0)
			TRY(refuse(g, s, s->evidence[i], "is not about what was decided on"));
	}
	return DONE;
}

/* The part is one that the decision speaks of. */
static bool
is_decided_on(const struct part *p, const struct value *assets)
{
	for (size_t i = 0; i < assets->count; i++) {
		struct slice one = value_text(&assets->items[i]);
		if (p->asset_count > 0 && bsearch(&one, p->assets, p->asset_count, sizeof(one),
		    slice_cmp_qsort) != NULL)
			return true;
	}
	return assets->count == 0 || p->asset_count == 0;
}

/* The criterion is met now for everything that was decided on; and one of the items that meet it is
 * one that is named. */
static struct rc
check_criterion(struct acting *g, const struct assessment *now, struct satisfying *s)
{
	const struct value *assets = value_get(&s->condition.decision.event.data, SLICE("assets"));
	bool rests = false, any = false;
	for (size_t i = 0; i < now->result_count; i++) {
		const struct criterion_result *r = &now->results[i];
		if (!slice_eq(r->id, s->condition.criterion) ||
		    !is_decided_on(&now->parts[r->part], assets))
			continue;
		any = true;
		if (r->verdict != VERDICT_PASS)
			return refuse(g, s, s->condition.criterion, r->verdict == VERDICT_FAIL ?
			    "is not met now" : "cannot be told yet");
		for (size_t k = 0; k < r->evidence_count; k++)
			for (size_t n = 0; n < s->evidence_count; n++)
				rests |= slice_eq(r->evidence[k], item_id_of(&s->things[n]));
	}
	if (!any)
		return refuse(g, s, s->condition.criterion, "was not evaluated");
	return rests ? DONE : refuse(g, s, s->condition.criterion,
	    "is met by other evidence than was named");
}

static struct rc
judge(struct acting *g, struct satisfying *s)
{
	AUTO(assessed) x = assessed_init();
	struct trouble *t = &g->r->trouble;
	struct question q = { .valid_at_ms = g->call->now_ms, .threads = pool_default_threads() };
	TRY(store_size(g->h.store, &q.known, &t->err));
	TRY(decision_assess(&g->h, &s->condition.decision, &q, g->call->a, &x, t));
	TRY(check_evidence(g, &x, s));
	return s->refused.len == 0 ? check_criterion(g, &x.inspection.assessment, s) : DONE;
}

static struct rc
plan_satisfy(struct acting *g, void *context)
{
	struct satisfying *x = context;
	*x = (struct satisfying){0};
	TRY(read_satisfying(g, x));
	TRY(judge(g, x));
	if (x->refused.len > 0)
		return DONE;
	struct draft d = draft_init(EVENT_CONDITION_SATISFIED, g->call->a);
	draft_subject(&d, x->condition.decision.event.subjects[0]);
	draft_ref(&d, "satisfies", x->condition.id);
	for (size_t i = 0; i < x->evidence_count; i++)
		draft_ref(&d, "based_on", x->evidence[i]);
	draft_text(&d, "note", slice_of(op_value(g->call, "note", 0)));
	return acting_add(g, &d);
}

struct rc
op_condition_satisfy(const struct op_call *call, struct op_result *r)
{
	AUTO(acting) g = {0};
	struct satisfying x;
	struct build b = { .a = call->a };
	struct value v = value_object(), evidence = value_array();
	size_t named = op_count(call, "evidence");
	if (named == 0 || named > EVIDENCE_NAMED_MAX)
		return trouble_in(&r->trouble, "--evidence", fail(&r->trouble.err, E_USAGE, 0,
		    named == 0 ? "expected the evidence that closes it: --evidence ID" :
		    "more than 900 items; name those that show it best"));
	TRY(acting_open(call, r, &g));
	TRY(acting_run(&g, plan_satisfy, &x));
	bool closed = x.refused.len == 0;
	if (!closed)
		buf_addf(&r->notes, "assay: not recorded: %.*s (CONDITION_NOT_MET)\n",
		    SLICE_FMT(x.refused));
	for (size_t i = 0; i < x.evidence_count; i++)
		value_push(&b, &evidence, value_string(x.evidence[i]));
	value_put(&b, &v, "id", value_string(x.condition.id));
	value_put(&b, &v, "recorded", value_bool(closed));
	value_put(&b, &v, "state", value_string(closed ? SLICE("closed") :
	    slice_of(condition_state_name(x.condition.state))));
	value_put(&b, &v, "criterion", value_string(x.condition.criterion));
	value_put(&b, &v, "decision", value_string(x.condition.decision.row.key));
	value_put(&b, &v, "evidence", evidence);
	TRY(build_end(&b, &r->trouble.err));
	r->status = closed ? 0 : 1;
	return object_print(call, r, "assay/condition-satisfy/1", &v);
}
