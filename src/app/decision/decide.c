/* app/decision/decide.c - decisions. See app/decision/decide.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/decide.h"

#include <stdlib.h>

#include "app/decision/decision_draft.h"
#include "app/home/catalogues.h"
#include "app/home/known.h"
#include "app/log/bodies.h"
#include "app/log/sound.h"
#include "base/limits.h"
#include "base/pool.h"
#include "criteria/allowed.h"

/* Times that an evaluation is made again because the log grew meanwhile. */
#define TRIES_MAX 8

/* --- which parts are decided on --------------------------------------------------------------- */

static bool
holds(const struct slice *list, size_t count, struct slice s)
{
	return count > 0 && bsearch(&s, list, count, sizeof(*list), slice_cmp_qsort) != NULL;
}

bool
part_is_meant(const struct part *p, const struct decision_wish *w)
{
	for (size_t i = 0; i < p->asset_count; i++)
		if (holds(w->assets, w->asset_count, p->assets[i]))
			return true;
	return w->asset_count == 0;
}

/* Every asset that is named stands in the assessment. */
static struct rc
check_assets(const struct assessment *s, const struct decision_wish *w, struct trouble *t)
{
	for (size_t i = 0; i < w->asset_count; i++) {
		bool found = false;
		for (size_t p = 0; p < s->part_count && !found; p++)
			found = holds(s->parts[p].assets, s->parts[p].asset_count, w->assets[i]);
		if (found)
			continue;
		trouble_name(t, w->assets[i]);
		return fail(&t->err, E_USAGE, 0, "this asset is not of the subject that is "
		    "decided on");
	}
	return DONE;
}

/* The gravest over the parts that are meant. */
static enum outcome
proposed_for(const struct assessment *s, const struct decision_wish *w)
{
	enum outcome gravest = OUTCOME_ACCEPT;
	for (size_t p = 0; p < s->part_count; p++)
		if (part_is_meant(&s->parts[p], w) && s->parts[p].proposal < gravest)
			gravest = s->parts[p].proposal;
	return gravest;
}

/* --- may it be decided so? -------------------------------------------------------------------- */

static const struct criterion *
criterion_of(const struct criteria *all, struct slice id)
{
	for (size_t i = 0; i < all->count; i++)
		if (slice_eq(all->criteria[i].id, id))
			return &all->criteria[i];
	BUG("a result without its criterion");
}

/* The first criterion that the outcome does not answer. */
static bool
find_gap(const struct assessed *x, const struct decision_wish *w, enum outcome outcome,
    struct slice *criterion)
{
	const struct assessment *s = &x->inspection.assessment;
	for (size_t i = 0; i < s->result_count; i++) {
		const struct criterion_result *r = &s->results[i];
		if (!part_is_meant(&s->parts[r->part], w))
			continue;
		if (!outcome_is_allowed(criterion_of(x->input.criteria->criteria, r->id), r,
		    outcome)) {
			*criterion = r->id;
			return true;
		}
	}
	return false;
}

static unsigned
answers(const struct assessed *x, const struct decision_wish *w)
{
	struct slice unused;
	unsigned all = 0;
	for (enum outcome o = OUTCOME_REJECT; o <= OUTCOME_ACCEPT; o++)
		all |= find_gap(x, w, o, &unused) ? 0 : 1u << o;
	return all;
}

/* An earlier instant only as far as the criteria allow. */
static bool
may_backdate(const struct criteria *c, int64_t valid_at_ms, int64_t now_ms)
{
	return valid_at_ms <= now_ms && now_ms - valid_at_ms <= c->backdating_ms;
}

/* --- the whole -------------------------------------------------------------------------------- */

static struct rc
evaluate_now(const struct op_call *call, struct home *h, const struct decision_wish *w,
    int64_t valid_at_ms, bool first, struct published *p, struct assessed *x, uint64_t *known,
    struct trouble *t)
{
	struct question q = { .subject = w->subject, .valid_at_ms = valid_at_ms,
	    .threads = pool_default_threads() };
	struct err *e = &t->err;
	TRY(store_begin_read(h->store, e));
	struct rc done = first ? log_demand_sound(call, h, t) : DONE;
	if (!failed(done))
		done = store_size(h->store, &q.known, e);
	*known = q.known;
	if (!failed(done))
		done = catalogues_known(h, q.known, call->a, &x->data, e);
	if (!failed(done))
		done = published_find(h, w->criteria, q.known, &x->data.kinds, call->a, p, t);
	x->input.criteria = &p->source;
	if (!failed(done))
		done = assess_run(&q, h, call->a, x, t);
	store_rollback(h->store);
	return done;
}

/* Fills out->refused when the evidence does not carry the wish. */
static struct rc
judge(const struct op_call *call, const struct assessed *x, const struct published *p,
    const struct decision_wish *w, int64_t valid_at_ms, struct decided *out, struct trouble *t)
{
	const struct assessment *s = &x->inspection.assessment;
	TRY(check_assets(s, w, t));
	out->result_digest = x->inspection.result_digest;
	out->proposed = proposed_for(s, w);
	out->backdated = valid_at_ms != call->now_ms;
	if (out->backdated && !may_backdate(p->source.criteria, valid_at_ms, call->now_ms))
		out->refused = REFUSED_BACKDATED;
	else if (!slice_eq(w->proposal, out->result_digest))
		out->refused = REFUSED_OTHER_PROPOSAL;
	else if (find_gap(x, w, w->outcome, &out->criterion))
		out->refused = REFUSED_GAP_UNHANDLED;
	out->answers = answers(x, w);
	return DONE;
}

/* One evaluation and, if the log stayed as it was, the append. */
static struct rc
try_once(const struct op_call *call, struct home *h, const struct writer *w,
    const struct decision_wish *wish, struct decided *out, bool *moved, struct trouble *t)
{
	AUTO(assessed) x = assessed_init();
	AUTO(assessed) today = assessed_init();
	struct published p, again;
	struct event v;
	struct appended done;
	uint64_t known;
	int64_t at = wish->valid_at_ms == TIME_UNKNOWN ? call->now_ms : wish->valid_at_ms;
	*out = (struct decided){0};
	*moved = false;
	TRY(evaluate_now(call, h, wish, at, true, &p, &x, &known, t));
	TRY(judge(call, &x, &p, wish, at, out, t));
	if (out->refused != REFUSED_NOT)
		return DONE;
	if (out->backdated)
		TRY(evaluate_now(call, h, wish, call->now_ms, false, &again, &today, &known,
		    t));
	const struct decision_parts parts = { .wish = wish, .x = &x, .criteria = &p,
	    .today = out->backdated ? &today : NULL, .known = known, .valid_at_ms = at,
	    .proposed = out->proposed, .writer = w };
	TRY(decision_draft(call, h, &parts, &v, &out->condition_count, &t->err));
	const struct append what = { &v, 1, known, NULL };
	TRY(home_append(h, w, &what, &done, moved, &t->err));
	out->id = done.name;
	return DONE;
}

struct rc
decide(const struct op_call *call, struct home *h, const struct writer *w,
    const struct decision_wish *wish, struct decided *out, struct trouble *t)
{
	bool moved = true;
	for (unsigned n = 0; n < TRIES_MAX && moved; n++)
		TRY(try_once(call, h, w, wish, out, &moved, t));
	return moved ? fail(&t->err, E_IO, 0, "others write to this home all the time; try again") :
	    DONE;
}
