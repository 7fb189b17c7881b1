/* app/decision/tasks.c - what somebody has to do. See app/decision/tasks.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/tasks_int.h"

#include <stdlib.h>

#include "app/decision/conditions.h"
#include "app/decision/decision_again.h"
#include "app/decision/exceptions.h"
#include "app/decision/standing.h"
#include "app/desk/retained.h"
#include "base/limits.h"

struct rc
task_add(struct task_listing *g, struct task t, struct err *e)
{
	void *at = g->at;
	if (!arena_grow(g->a, &at, &g->cap, g->count, sizeof(t)) ||
	    !arena_format(g->a, &t.id, "%s/%.*s", t.what, SLICE_FMT(t.about)) ||
	    (t.also.len > 0 && !arena_format(g->a, &t.why, "%.*s; %.*s", SLICE_FMT(t.why),
	    SLICE_FMT(t.also))))
		return arena_failed(g->a, e);
	g->at = at;
	g->at[g->count++] = t;
	return DONE;
}

/* --- evidence --------------------------------------------------------------------------------- */

/* The earlier of its own end and the age that its kind allows. */
static const char *
ends(const struct thing *t, const struct kind_set *kinds, int64_t *due_ms)
{
	int64_t until = event_instant(&t->event, "valid_until");
	int64_t made = event_instant(&t->event, "made");
	const struct kind *k = kind_find(kinds, event_text(&t->event, "kind"));
	*due_ms = until;
	if (k != NULL && k->freshness_ms > 0 && made != TIME_UNKNOWN &&
	    (until == TIME_UNKNOWN || made + k->freshness_ms < until)) {
		*due_ms = made + k->freshness_ms;
		return "evidence_stale";
	}
	return until != TIME_UNKNOWN ? "evidence_expired" : NULL;
}

/* Nothing has taken its place, and it was not withdrawn. */
static struct rc
is_in_force(struct task_listing *g, struct slice id, bool *out, struct err *e)
{
	struct happenings all = { .a = g->a };
	TRY(since_evidence(g->h->store, id, g->kinds, &g->of, &all, e));
	*out = true;
	for (size_t i = 0; i < all.count; i++)
		if (all.at[i].pos != STORE_OPEN && all.at[i].bad)
			*out = false;
	return DONE;
}

/* What is held elsewhere is to be looked at again: by whoever has to retain it. */
static struct rc
add_check(struct task_listing *g, const struct thing *t, struct err *e)
{
	struct retained r;
	bool in_force;
	struct task one = { .what = "digest_check_due", .about = t->row.key };
	if (!slice_eq(event_text(&t->event, "holding"), SLICE("held")))
		return DONE;
	TRY(retained_item(g->h, t, g->kinds, g->of.known, g->of.at_ms, g->a, &r, e));
	one.due_ms = r.due_ms;
	one.subject = r.subject;
	if (r.due_ms > g->until_ms)
		return DONE;
	TRY(is_in_force(g, t->row.key, &in_force, e));
	if (!in_force)
		return DONE;
	TRY(task_owner(g, t->event.subjects, t->event.subject_count, (struct task_duty){ "retain",
	    event_text(&t->event, "stage"), event_text(&t->event, "kind") }, &one, e));
	if (one.owner.len == 0)
		one.owner = event_text(&t->event, "owner");
	if (!arena_format(g->a, &one.why, "%.*s, which %.*s holds, %s", SLICE_FMT(r.kind),
	    SLICE_FMT(r.holder), r.checked_ms == TIME_UNKNOWN ? "was never checked" :
	    "was not checked since"))
		return arena_failed(g->a, e);
	return task_add(g, one, e);
}

static struct rc
add_evidence(struct task_listing *g, const struct thing *t, struct err *e)
{
	int64_t due;
	bool in_force;
	struct slice kind = event_text(&t->event, "kind");
	struct task one = { .what = ends(t, g->kinds, &due), .about = t->row.key,
	    .owner = event_text(&t->event, "owner"), .subject = t->event.subject_count > 0 ?
	    t->event.subjects[0] : SLICE("") };
	if (one.what == NULL || due > g->until_ms)
		return DONE;
	TRY(is_in_force(g, t->row.key, &in_force, e));
	if (!in_force)
		return DONE;
	one.due_ms = due;
	if (one.owner.len == 0)
		TRY(task_owner(g, t->event.subjects, t->event.subject_count,
		    (struct task_duty){ "refresh", event_text(&t->event, "stage"), kind }, &one,
		    e));
	bool past = due < g->of.at_ms, stale = one.what[9] == 's';
	const struct kind *k = kind_find(g->kinds, kind);
	if (!arena_format(g->a, &one.why, stale ? past ? "%.*s is older than the %.*s of its kind" :
	    "%.*s will be older than the %.*s of its kind" : past ? "%.*s has ended%.*s" :
	    "%.*s ends%.*s", SLICE_FMT(kind), SLICE_FMT(stale && k != NULL ? k->freshness :
	    SLICE(""))))
		return arena_failed(g->a, e);
	return task_add(g, one, e);
}

static struct rc
list_evidence(struct task_listing *g, struct err *e)
{
	struct thing *all;
	size_t count;
	TRY(state_list(g->h->store, "evidence", g->of.known, g->a, &all, &count, e));
	for (size_t i = 0; i < count; i++) {
		TRY(add_evidence(g, &all[i], e));
		TRY(add_check(g, &all[i], e));
	}
	return DONE;
}

/* --- decisions -------------------------------------------------------------------------------- */

static struct rc
owner_of_decision(struct task_listing *g, const struct thing *d, struct task *t, struct err *e)
{
	TRY(task_owner(g, d->event.subjects, d->event.subject_count, (struct task_duty){ "accept",
	    SLICE(""), SLICE("") }, t, e));
	if (t->owner.len == 0)
		t->owner = d->event.actor;
	return DONE;
}

/* An overdue condition is a task of its own. */
static struct rc
add_review(struct task_listing *g, struct standing *s, const struct thing *d, struct err *e)
{
	struct happenings bad = { .a = g->a };
	size_t n = 0, first = 0;
	TRY(standing_since(s, d, false, &bad, e));
	for (size_t i = 0; i < bad.count; i++) {
		if (slice_starts(slice_of(bad.at[i].what), SLICE("condition")))
			continue;
		if (n++ == 0 || bad.at[i].at_ms < bad.at[first].at_ms)
			first = i;
	}
	if (n == 0)
		return DONE;
	struct task one = { .what = "decision_needs_review", .about = d->row.key,
	    .subject = d->event.subjects[0], .due_ms = bad.at[first].at_ms };
	TRY(owner_of_decision(g, d, &one, e));
	if (!arena_format(g->a, &one.why, n > 1 ? "%.*s: %s, and %zu more" : "%.*s: %s",
	    SLICE_FMT(bad.at[first].id), bad.at[first].what, n - 1))
		return arena_failed(g->a, e);
	return task_add(g, one, e);
}

static struct rc
list_reviews(struct task_listing *g, const struct thing *decisions, size_t count, struct err *e)
{
	struct standing s;
	struct rc done = standing_open(g->h, g->kinds, g->of, g->a, &s, e);
	for (size_t i = 0; i < count && !failed(done); i++)
		done = add_review(g, &s, &decisions[i], e);
	standing_drop(&s);
	return done;
}

/* --- what nobody has decided on --------------------------------------------------------------- */

/* Decisions on one subject; the last of them holds the assessment that counts. */
static int
by_subject(const void *left, const void *right)
{
	const struct thing *a = left, *b = right;
	int c = slice_cmp(a->event.subjects[0], b->event.subjects[0]);
	return c != 0 ? c : (a->row.from_pos > b->row.from_pos) - (a->row.from_pos <
	    b->row.from_pos);
}

static bool
is_decided(const struct thing *decisions, size_t count, struct slice asset)
{
	for (size_t i = 0; i < count; i++) {
		const struct value *assets = value_get(&decisions[i].event.data, SLICE("assets"));
		for (size_t k = 0; k < assets->count; k++)
			if (slice_eq(value_text(&assets->items[k]), asset))
				return true;
		if (assets->count == 0)
			return true;
	}
	return false;
}

static struct rc
add_undecided(struct task_listing *g, const struct thing *decisions, size_t count, struct err *e)
{
	AUTO(arena) a = arena_init(MIB(1024));
	const struct thing *last = &decisions[count - 1];
	struct assessment s;
	size_t n = 0;
	struct slice first = SLICE(""), none = SLICE("");
	if (is_decided(decisions, count, none))		/* one of them is for the whole */
		return DONE;
	TRY(decision_assessment(g->h, last, &a, &s, e));
	for (size_t p = 0; p < s.part_count; p++)
		for (size_t k = 0; k < s.parts[p].asset_count; k++) {
			struct slice asset = s.parts[p].assets[k];
			if (is_decided(decisions, count, asset))
				continue;
			if (n++ == 0 || slice_cmp(asset, first) < 0)
				first = asset;
		}
	if (n == 0)
		return DONE;
	struct task one = { .what = "undecided", .about = last->event.subjects[0],
	    .subject = last->event.subjects[0], .due_ms = TIME_UNKNOWN };
	TRY(owner_of_decision(g, last, &one, e));
	if (!arena_format(g->a, &one.why, n > 1 ? "nobody has decided on %.*s and %zu more" :
	    "nobody has decided on %.*s", SLICE_FMT(first), n - 1))
		return arena_failed(g->a, e);
	return task_add(g, one, e);
}

static struct rc
list_undecided(struct task_listing *g, struct thing *decisions, size_t count, struct err *e)
{
	if (count > 1)
		qsort(decisions, count, sizeof(*decisions), by_subject);
	for (size_t i = 0, n; i < count; i += n) {
		for (n = 1; i + n < count && slice_eq(decisions[i].event.subjects[0],
		    decisions[i + n].event.subjects[0]); n++)
			;
		TRY(add_undecided(g, &decisions[i], n, e));
	}
	return DONE;
}

/* --- conditions and exceptions ---------------------------------------------------------------- */

static struct rc
list_conditions(struct task_listing *g, struct err *e)
{
	struct condition *all;
	size_t count;
	TRY(conditions_list(g->h->store, g->of.known, g->of.at_ms, g->a, &all, &count, e));
	for (size_t i = 0; i < count; i++) {
		const struct condition *c = &all[i];
		bool waits = c->state == CONDITION_IS_OPEN || c->state == CONDITION_IS_OVERDUE;
		if (!waits || (c->due_ms != TIME_UNKNOWN && c->due_ms > g->until_ms))
			continue;
		struct task one = { .what = c->state == CONDITION_IS_OVERDUE ? "condition_overdue" :
		    "condition_due", .about = c->id, .subject = c->decision.event.subjects[0],
		    .due_ms = c->due_ms, .why = c->text };
		TRY(owner_of_decision(g, &c->decision, &one, e));
		TRY(task_add(g, one, e));
	}
	return DONE;
}

static struct rc
list_exceptions(struct task_listing *g, struct err *e)
{
	struct exception *all;
	size_t count;
	TRY(exceptions_list(g->h->store, g->of.known, false, g->a, &all, &count, e));
	for (size_t i = 0; i < count; i++) {
		const struct event *v = &all[i].request.event;
		int64_t until = event_instant(v, "until");
		struct slice what = event_text(v, "criterion");
		if (!all[i].approved || until > g->until_ms)
			continue;
		struct task one = { .what = until < g->of.at_ms ? "exception_ended" :
		    "exception_ends", .about = all[i].request.row.key, .due_ms = until,
		    .subject = v->subjects[0], .owner = event_text(v, "owner") };
		if (!arena_format(g->a, &one.why, "it covers %.*s",
		    SLICE_FMT(what.len > 0 ? what : event_text(v, "requirement"))))
			return arena_failed(g->a, e);
		TRY(task_add(g, one, e));
	}
	return DONE;
}

/* --- by when ---------------------------------------------------------------------------------- */

int
due_cmp(int64_t a_ms, struct slice a, int64_t b_ms, struct slice b)
{
	bool late = a_ms == TIME_UNKNOWN, later = b_ms == TIME_UNKNOWN;
	if (late != later)
		return late ? 1 : -1;
	if (a_ms != b_ms)
		return a_ms < b_ms ? -1 : 1;
	return slice_cmp(a, b);
}

static int
by_due(const void *left, const void *right)
{
	const struct task *a = left, *b = right;
	return due_cmp(a->due_ms, a->id, b->due_ms, b->id);
}

struct rc
tasks_list(struct home *h, const struct kind_set *kinds, struct as_of of, int64_t until_ms,
    struct arena *a, struct task **out, size_t *count, struct err *e)
{
	struct task_listing g = { .h = h, .kinds = kinds, .of = of, .until_ms = until_ms, .a = a };
	struct thing *decisions;
	size_t n;
	TRY(list_evidence(&g, e));
	TRY(decisions_in_force(h->store, of.known, a, &decisions, &n, e));
	TRY(list_reviews(&g, decisions, n, e));
	TRY(list_conditions(&g, e));
	TRY(list_exceptions(&g, e));
	TRY(list_undecided(&g, decisions, n, e));
	TRY(tasks_of_desk(&g, e));
	if (g.count > 1)
		qsort(g.at, g.count, sizeof(struct task), by_due);
	*out = g.at;
	*count = g.count;
	return DONE;
}
