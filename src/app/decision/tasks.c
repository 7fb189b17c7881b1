/* app/decision/tasks.c - what somebody has to do. See app/decision/tasks.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/tasks.h"

#include <stdlib.h>

#include "app/decision/conditions.h"
#include "app/decision/decision_again.h"
#include "app/decision/exceptions.h"
#include "app/decision/standing.h"
#include "app/desk/clocks.h"
#include "app/desk/requests.h"
#include "app/desk/retained.h"
#include "app/desk/support_duties.h"
#include "app/home/catalogues.h"
#include "base/limits.h"
#include "base/map.h"

struct listing {
	struct home		*h;
	const struct kind_set	*kinds;
	struct as_of		 of;
	int64_t			 until_ms;
	struct arena		*a;
	struct task		*at;
	size_t			 count, cap;
};

static struct rc
add(struct listing *g, struct task t, struct err *e)
{
	void *at = g->at;
	if (!arena_grow(g->a, &at, &g->cap, g->count, sizeof(t)) ||
	    !arena_format(g->a, &t.id, "%s/%.*s", t.what, SLICE_FMT(t.about)))
		return arena_failed(g->a, e);
	g->at = at;
	g->at[g->count++] = t;
	return DONE;
}

/* --- who ------------------------------------------------------------------------------------- */

/* The party that has the duty for one of the subjects: for the stage, else for all stages. */
static struct rc
responsible(struct listing *g, const struct slice *subjects, size_t count, const char *duty,
    struct slice stage, struct slice *out, struct err *e)
{
	struct thing *all;
	size_t n;
	*out = SLICE("");
	for (size_t i = 0; i < count; i++) {
		TRY(state_about(g->h->store, subjects[i], "about", "responsibility", g->of.known,
		    g->a, &all, &n, e));
		for (size_t k = 0; k < n; k++) {
			struct slice its = event_text(&all[k].event, "stage");
			bool same = slice_eq(its, stage);
			if (!slice_eq(event_text(&all[k].event, "duty"), slice_of(duty)) ||
			    (its.len > 0 && !same) || (out->len > 0 && !same))
				continue;
			*out = event_text(&all[k].event, "party");
		}
	}
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
is_in_force(struct listing *g, struct slice id, bool *out, struct err *e)
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
add_check(struct listing *g, const struct thing *t, struct err *e)
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
	TRY(responsible(g, t->event.subjects, t->event.subject_count, "retain",
	    event_text(&t->event, "stage"), &one.owner, e));
	if (one.owner.len == 0)
		one.owner = event_text(&t->event, "owner");
	if (!arena_format(g->a, &one.why, "%.*s, which %.*s holds, %s", SLICE_FMT(r.kind),
	    SLICE_FMT(r.holder), r.checked_ms == TIME_UNKNOWN ? "was never checked" :
	    "was not checked since"))
		return arena_failed(g->a, e);
	return add(g, one, e);
}

static struct rc
add_evidence(struct listing *g, const struct thing *t, struct err *e)
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
		TRY(responsible(g, t->event.subjects, t->event.subject_count, "refresh",
		    event_text(&t->event, "stage"), &one.owner, e));
	bool past = due < g->of.at_ms, stale = one.what[9] == 's';
	const struct kind *k = kind_find(g->kinds, kind);
	if (!arena_format(g->a, &one.why, stale ? past ? "%.*s is older than the %.*s of its kind" :
	    "%.*s will be older than the %.*s of its kind" : past ? "%.*s has ended%.*s" :
	    "%.*s ends%.*s", SLICE_FMT(kind), SLICE_FMT(stale && k != NULL ? k->freshness :
	    SLICE(""))))
		return arena_failed(g->a, e);
	return add(g, one, e);
}

static struct rc
list_evidence(struct listing *g, struct err *e)
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
owner_of_decision(struct listing *g, const struct thing *d, struct slice *out, struct err *e)
{
	TRY(responsible(g, d->event.subjects, d->event.subject_count, "accept", SLICE(""), out, e));
	if (out->len == 0)
		*out = d->event.actor;
	return DONE;
}

/* An overdue condition is a task of its own. */
static struct rc
add_review(struct listing *g, struct standing *s, const struct thing *d, struct err *e)
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
	TRY(owner_of_decision(g, d, &one.owner, e));
	if (!arena_format(g->a, &one.why, n > 1 ? "%.*s: %s, and %zu more" : "%.*s: %s",
	    SLICE_FMT(bad.at[first].id), bad.at[first].what, n - 1))
		return arena_failed(g->a, e);
	return add(g, one, e);
}

static struct rc
list_reviews(struct listing *g, const struct thing *decisions, size_t count, struct err *e)
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
add_undecided(struct listing *g, const struct thing *decisions, size_t count, struct err *e)
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
	TRY(owner_of_decision(g, last, &one.owner, e));
	if (!arena_format(g->a, &one.why, n > 1 ? "nobody has decided on %.*s and %zu more" :
	    "nobody has decided on %.*s", SLICE_FMT(first), n - 1))
		return arena_failed(g->a, e);
	return add(g, one, e);
}

static struct rc
list_undecided(struct listing *g, struct thing *decisions, size_t count, struct err *e)
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
list_conditions(struct listing *g, struct err *e)
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
		TRY(owner_of_decision(g, &c->decision, &one.owner, e));
		TRY(add(g, one, e));
	}
	return DONE;
}

static struct rc
list_exceptions(struct listing *g, struct err *e)
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
		TRY(add(g, one, e));
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

/* --- clocks ----------------------------------------------------------------------------------- */

/* A statutory deadline shorter than this must not be found out about when it has passed. */
#define CLOCK_NOTICE_MS (3 * DAY_MS)

/* The stricter date is the one that counts: of the earlier reading, where there is one. */
static struct rc
add_duty(struct listing *g, const struct kept_clock *k, const struct clock_duty *d, struct err *e)
{
	int64_t due = d->early_ms != TIME_UNKNOWN ? d->early_ms : d->due_ms;
	struct task t = { .what = due < g->of.at_ms ? "clock_overdue" : "clock_due",
	    .subject = k->thing.event.subjects[0], .due_ms = due };
	if (due == TIME_UNKNOWN || (due > g->until_ms && due > g->of.at_ms + CLOCK_NOTICE_MS) ||
	    (d->state != CLOCK_RUNNING && d->state != CLOCK_OVERDUE))
		return DONE;
	if (!arena_format(g->a, &t.about, "%.*s/%.*s", SLICE_FMT(k->thing.row.key),
	    SLICE_FMT(d->id)) || !arena_format(g->a, &t.why, "%.*s of %.*s (article %.*s)",
	    SLICE_FMT(d->deliverable), SLICE_FMT(event_text(&k->thing.event, "identifier")),
	    SLICE_FMT(d->article)))
		return arena_failed(g->a, e);
	TRY(responsible(g, k->thing.event.subjects, k->thing.event.subject_count, "notify",
	    SLICE(""), &t.owner, e));
	return add(g, t, e);
}

static struct rc
list_clocks(struct listing *g, struct err *e)
{
	struct shipped_data data;
	const struct catalog *c;
	struct kept_clock *all;
	struct thing *there;
	size_t count;
	TRY(state_list(g->h->store, "clock", g->of.known, g->a, &there, &count, e));
	if (count == 0)
		return DONE;
	TRY(catalogues_known(g->h, g->of.known, g->a, &data, e));
	TRY(clocks_catalog(&data, &c, e));
	TRY(clocks_list(g->h, g->of.known, c, g->of.at_ms, g->a, &all, &count, e));
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < all[i].duty_count; k++)
			TRY(add_duty(g, &all[i], &all[i].duties[k], e));
	return DONE;
}

/* --- requests --------------------------------------------------------------------------------- */

/* "sbom or vex_statement"; where no kind was asked for, "evidence". */
static struct rc
asked_kinds(struct listing *g, const struct event *v, struct slice *out, struct err *e)
{
	const struct value *kinds = value_get(&v->data, SLICE("evidence"));
	*out = SLICE("evidence");
	for (size_t i = 0; kinds != NULL && i < kinds->count; i++)
		if (!arena_format(g->a, out, "%.*s%s%.*s", i > 0 ? (int)out->len : 0,
		    (const char *)out->at, i > 0 ? " or " : "",
		    SLICE_FMT(value_text(&kinds->items[i]))))
			return arena_failed(g->a, e);
	return DONE;
}

/* One that was answered, and weakly, is not done: what came is to be bettered, or accepted by
 * somebody who says why. It waits whatever its date is. */
static struct rc
list_weak(struct listing *g, struct kept_request *k, struct err *e)
{
	const struct event *v = &k->thing.event;
	struct task t = { .what = "request_weak", .about = k->thing.row.key,
	    .subject = v->subjects[0], .owner = event_text(v, "owner"), .due_ms = k->due_ms };
	struct trouble why = {0};
	struct slice kinds;
	struct rc done = request_rate(g->h, k, g->of.known, g->of.at_ms, g->a, &why);
	if (failed(done))
		return fail(e, done.code, why.err.at, why.err.what);
	if (k->state != REQUEST_WEAKLY)
		return DONE;
	TRY(asked_kinds(g, v, &kinds, e));
	if (!arena_format(g->a, &t.why, "%.*s answered weakly: %s; better is %.*s that names what "
	    "was asked about, is kept and current, and signed by a key that is trusted here",
	    SLICE_FMT(event_text(v, "to")), k->why, SLICE_FMT(kinds)))
		return arena_failed(g->a, e);
	return add(g, t, e);
}

static struct rc
list_requests(struct listing *g, struct err *e)
{
	struct kept_request *all;
	size_t count;
	TRY(requests_list(g->h, g->of.known, g->of.at_ms, g->a, &all, &count, e));
	for (size_t i = 0; i < count; i++) {
		const struct event *v = &all[i].thing.event;
		if (all[i].state == REQUEST_ANSWERED)
			TRY(list_weak(g, &all[i], e));
		bool waits = all[i].state == REQUEST_OPEN || all[i].state == REQUEST_OVERDUE;
		struct task t = { .what = all[i].state == REQUEST_OVERDUE ? "request_overdue" :
		    "request_due", .about = all[i].thing.row.key, .subject = v->subjects[0],
		    .owner = event_text(v, "owner"), .due_ms = all[i].due_ms };
		if (!waits || t.due_ms == TIME_UNKNOWN || t.due_ms > g->until_ms)
			continue;
		if (!arena_format(g->a, &t.why, "%.*s was asked: %.*s", SLICE_FMT(event_text(v,
		    "to")), SLICE_FMT(event_text(v, "reason"))))
			return arena_failed(g->a, e);
		TRY(add(g, t, e));
	}
	return DONE;
}

/* --- customers who were not told -------------------------------------------------------------- */

/* As far ahead as `support due` looks: customers need time to find something else. */
#define END_NOTICE_MS (90 * DAY_MS)

/* Who has to tell them: as the register says of it, else of what it is a part of; else whoever
 * states the end. */
static struct rc
owner_of_notice(struct listing *g, const struct support_line *l, struct slice *out, struct err *e)
{
	struct thing t;
	bool found;
	TRY(responsible(g, &l->subject, 1, "notify", SLICE(""), out, e));
	if (out->len > 0)
		return DONE;
	TRY(state_get(g->h->store, "subject", l->subject, g->of.known, g->a, &t, &found, e));
	const struct value *whole = found ? value_get(&t.event.data, SLICE("part_of")) : NULL;
	for (size_t i = 0; whole != NULL && i < whole->count && out->len == 0; i++)
		TRY(responsible(g, &whole->items[i].text, 1, "notify", SLICE(""), out, e));
	if (out->len == 0 && l->issuer.len > 0)
		*out = l->issuer;
	return DONE;
}

static struct rc
add_notice(struct listing *g, const struct support_line *l, struct err *e)
{
	struct task t = { .what = l->end_ms < g->of.at_ms ? "notice_overdue" : "notice_due",
	    .about = l->id, .subject = l->subject, .due_ms = l->end_ms };
	bool other = slice_eq(slice_of(l->duty.told), SLICE("told_other_end"));
	t.why = other ? SLICE("customers were told of another end of support than this") :
	    SLICE("no notice says that customers were told that support ends");
	TRY(owner_of_notice(g, l, &t.owner, e));
	return add(g, t, e);
}

/* Two statements of one end are one thing to tell. */
static struct rc
list_untold(struct listing *g, const struct support_line *lines, size_t count, struct map *seen,
    struct err *e)
{
	for (size_t i = 0; i < count; i++) {
		const struct support_line *l = &lines[i];
		struct slice key;
		if (l->duty.told == NULL || slice_eq(slice_of(l->duty.told), SLICE("told")))
			continue;
		if (!arena_format(g->a, &key, "%.*s\n%lld", SLICE_FMT(l->subject),
		    (long long)l->end_ms))
			return arena_failed(g->a, e);
		if (map_has(seen, key))
			continue;
		TRY(map_put(seen, key, g, e));
		TRY(add_notice(g, l, e));
	}
	return DONE;
}

static struct rc
list_notices(struct listing *g, struct err *e)
{
	struct support_line *all;
	size_t count, kept = 0;
	struct map seen = map_init();
	TRY(supports_find(g->h, (struct slice){0}, g->of.known, g->of.at_ms, g->a, &all, &count,
	    e));
	for (size_t i = 0; i < count; i++)
		if (all[i].end_ms != TIME_UNKNOWN && (all[i].end_ms <= g->until_ms ||
		    all[i].end_ms <= g->of.at_ms + END_NOTICE_MS))
			all[kept++] = all[i];
	TRY(support_duties(g->h, g->of.known, g->of.at_ms, g->a, all, kept, e));
	struct rc done = list_untold(g, all, kept, &seen, e);
	map_drop(&seen);
	return done;
}

/* --- all of them ------------------------------------------------------------------------------ */

struct rc
tasks_list(struct home *h, const struct kind_set *kinds, struct as_of of, int64_t until_ms,
    struct arena *a, struct task **out, size_t *count, struct err *e)
{
	struct listing g = { .h = h, .kinds = kinds, .of = of, .until_ms = until_ms, .a = a };
	struct thing *decisions;
	size_t n;
	TRY(list_evidence(&g, e));
	TRY(decisions_in_force(h->store, of.known, a, &decisions, &n, e));
	TRY(list_reviews(&g, decisions, n, e));
	TRY(list_conditions(&g, e));
	TRY(list_exceptions(&g, e));
	TRY(list_undecided(&g, decisions, n, e));
	TRY(list_clocks(&g, e));
	TRY(list_requests(&g, e));
	TRY(list_notices(&g, e));
	if (g.count > 1)
		qsort(g.at, g.count, sizeof(struct task), by_due);
	*out = g.at;
	*count = g.count;
	return DONE;
}
