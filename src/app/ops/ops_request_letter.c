/* app/ops/ops_request_letter.c - `assay request letter`: the letter that asks for what an
 * assessment lacks, with a request for each thing in it. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/assess.h"
#include "app/desk/requests.h"
#include "app/home/acting.h"
#include "app/home/catalogues.h"
#include "app/home/given.h"
#include "app/home/known.h"
#include "app/listing.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/pool.h"

/* asked: those that are recorded now. existed: that were asked for already and are open. */
struct writing_letter {
	const struct op_call	*call;
	struct slice		 subject, to, owner, reason, letter;
	int64_t			 due_ms;
	size_t			 asked, existed;
};

static struct rc
read_call(struct writing_letter *g, struct trouble *t)
{
	const struct op_call *call = g->call;
	TRY(given_subject(op_value(call, "SUBJECT", 0), 0, "expected a subject, e.g. "
	    "batch:acme/C-2026-041", &g->subject, t));
	TRY(given_subject(op_value(call, "to", 0), SUBJECT_BIT(SUBJECT_PARTY), "expected --to: who "
	    "is asked, e.g. party:acme", &g->to, t));
	TRY(given_need(call, "owner", "expected --owner: who follows it up", &g->owner, t));
	TRY(given_instant(call, "due", TIME_END, &g->due_ms, t));
	return g->due_ms == TIME_UNKNOWN || g->due_ms >= call->now_ms ? DONE :
	    trouble_in(t, op_value(call, "due", 0), fail(&t->err, E_USAGE, 0, "over already: a "
	    "letter that goes out now asks until a day to come"));
}

static struct rc
assess(struct writing_letter *g, struct home *h, struct assessed *x,
    struct criteria_source *source, struct trouble *t)
{
	struct question q = { .subject = g->subject, .valid_at_ms = g->call->now_ms,
	    .threads = pool_default_threads() };
	struct published p;
	TRY(known_read(g->call, h, &q.known, t));
	TRY(catalogues_known(h, q.known, g->call->a, &x->data, &t->err));
	TRY(published_find(h, op_value(g->call, "criteria", 0), q.known, &x->data.kinds,
	    g->call->a, &p, t));
	*source = p.source;
	x->input.criteria = source;
	TRY(assess_run(&q, h, g->call->a, x, t));
	return arena_format(g->call->a, &g->reason, "missing in an assessment against %.*s",
	    SLICE_FMT(source->criteria->name)) ? DONE : arena_failed(g->call->a, &t->err);
}

static bool
is_same(const struct writing_letter *g, const struct kept_request *k, const struct missing *m)
{
	const struct event *v = &k->thing.event;
	const struct value *kinds = value_get(&v->data, SLICE("evidence"));
	return slice_eq(event_text(v, "to"), g->to) &&
	    slice_eq(event_text(v, "criterion"), m->criterion) && kinds != NULL &&
	    kinds->count == 1 && slice_eq(value_text(&kinds->items[0]), m->kind) &&
	    v->subject_count == 1 && slice_eq(v->subjects[0], g->subject);
}

/* What several parts lack of one kind for one criterion is asked for once. */
static bool
is_first(const struct assessment *s, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (slice_eq(s->missing[k].criterion, s->missing[i].criterion) &&
		    slice_eq(s->missing[k].kind, s->missing[i].kind))
			return false;
	return true;
}

static struct rc
ask(struct writing_letter *g, struct acting *act, const struct missing *m)
{
	struct draft d = draft_init(EVENT_REQUEST_SENT, g->call->a);
	struct slice code = slice_of(finding_name(FINDING_EVIDENCE_MISSING));
	draft_subject(&d, g->subject);
	draft_text(&d, "to", g->to);
	draft_texts(&d, "evidence", &m->kind, 1);
	draft_texts(&d, "codes", &code, 1);
	draft_text(&d, "criterion", m->criterion);
	draft_text(&d, "decision", SLICE(""));
	draft_text(&d, "stage", SLICE(""));
	draft_text(&d, "format", SLICE(""));
	draft_text(&d, "owner", g->owner);
	draft_text(&d, "reason", g->reason);
	draft_instant(&d, "due", g->due_ms);
	g->asked++;
	return acting_add(act, &d);
}

static struct rc
keep_letter(struct writing_letter *g, const struct assessed *x, struct err *e)
{
	AUTO(buf) page = buf_init(MIB(16));
	struct view v;
	TRY(view_make(&x->input, &x->inspection, g->call->a, &v, e));
	v.stored = true;
	TRY(view_letter(&v, &page, e));
	TRY(buf_end(&page, e));
	return arena_copy(g->call->a, buf_slice(&page), &g->letter) ? DONE :
	    arena_failed(g->call->a, e);
}

/* The same was asked and is open still, be it that the answer was weak. */
static struct rc
asked_before(const struct writing_letter *g, struct acting *act, struct kept_request *all,
    size_t count, const struct missing *m, bool *there)
{
	uint64_t size;
	*there = false;
	TRY(store_size(act->h.store, &size, &act->r->trouble.err));
	for (size_t k = 0; k < count && !*there; k++) {
		if (!is_same(g, &all[k], m))
			continue;
		TRY(request_rate(&act->h, &all[k], size, g->call->now_ms, g->call->a,
		    &act->r->trouble));
		*there = request_is_open(&all[k]);
	}
	return DONE;
}

static struct rc
plan(struct acting *act, void *context)
{
	AUTO(assessed) x = assessed_init();
	struct writing_letter *g = context;
	struct trouble *t = &act->r->trouble;
	struct criteria_source source;
	struct kept_request *all;
	size_t count;
	g->asked = g->existed = 0;
	TRY(assess(g, &act->h, &x, &source, t));
	TRY(requests_list(&act->h, STORE_OPEN, g->call->now_ms, g->call->a, &all, &count,
	    &t->err));
	const struct assessment *s = &x.inspection.assessment;
	for (size_t i = 0; i < s->missing_count; i++) {
		bool there = false;
		if (!is_first(s, i))
			continue;
		TRY(asked_before(g, act, all, count, &s->missing[i], &there));
		g->existed += there;
		if (!there)
			TRY(ask(g, act, &s->missing[i]));
	}
	return keep_letter(g, &x, &t->err);
}

static struct rc
print(const struct writing_letter *g, const struct acting *act, struct op_result *r)
{
	struct build b = { .a = g->call->a };
	struct value v = value_object(), ids = value_array();
	for (size_t i = 0; act->written && i < act->count; i++)
		value_push(&b, &ids, value_string(act->done[i].name));
	value_put(&b, &v, "subject", value_string(g->subject));
	value_put(&b, &v, "to", value_string(g->to));
	value_put(&b, &v, "asked", value_number(&b, (int64_t)g->asked));
	value_put(&b, &v, "asked_before", value_number(&b, (int64_t)g->existed));
	value_put(&b, &v, "requests", ids);
	TRY(build_end(&b, &r->trouble.err));
	return object_print(g->call, r, "assay/request-letter/1", &v);
}

struct rc
op_request_letter(const struct op_call *call, struct op_result *r)
{
	AUTO(acting) act = {0};
	struct writing_letter g = { .call = call };
	const char *path = op_value(call, "output", 0);
	TRY(read_call(&g, &r->trouble));
	TRY(acting_open(call, r, &act));
	TRY(acting_run(&act, plan, &g));
	if (path != NULL)
		TRY(trouble_in(&r->trouble, path, file_write_all(path, g.letter,
		    &r->trouble.err)));
	return print(&g, &act, r);
}
