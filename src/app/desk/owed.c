/* app/desk/owed.c - what one party owes, to whom, and by when. See app/desk/owed.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/owed.h"

#include <stdlib.h>

#include "app/decision/tasks.h"
#include "app/desk/duties.h"
#include "app/desk/requests.h"

struct gathering {
	struct home		*h;
	const struct kind_set	*kinds;
	const struct owing	*w;
	struct arena		*a;
	struct owed		*at;
	size_t			 count, cap;
};

static struct rc
add(struct gathering *g, struct owed one, struct err *e)
{
	void *at = g->at;
	if (!arena_grow(g->a, &at, &g->cap, g->count, sizeof(one)))
		return arena_failed(g->a, e);
	g->at = at;
	g->at[g->count++] = one;
	return DONE;
}

/* Who keeps this home, unless that is who owes. */
static struct slice
home_party(const struct gathering *g)
{
	return duty_party_is(g->h->organisation, g->w->party) ? SLICE("") : g->h->organisation;
}

/* --- duties ----------------------------------------------------------------------------------- */

/* Who accepts each topic. */
static struct rc
index_accepts(struct duties *d, struct map *out, struct err *e)
{
	for (size_t i = 0; i < d->count; i++)
		if (slice_eq(d->cells[i].duty, SLICE("accept")) && d->cells[i].party.len > 0 &&
		    !map_has(out, d->cells[i].topic))
			TRY(map_put(out, d->cells[i].topic, &d->cells[i], e));
	return DONE;
}

/* As the cell says; else whoever accepts the topic, or the whole; else who keeps this home. */
static struct slice
owed_to(const struct gathering *g, const struct duty_cell *c, const struct map *accepts)
{
	const struct duty_cell *by = map_get(accepts, c->topic);
	if (c->to.len > 0)
		return c->to;
	if (by == NULL)
		by = map_get(accepts, SLICE("*"));
	return by != NULL && !duty_party_is(by->party, c->party) ? by->party : home_party(g);
}

static struct rc
add_duty(struct gathering *g, const struct duty_cell *c, const struct map *accepts,
    struct err *e)
{
	struct owed one = { .what = "duty", .subject = c->subject, .stage = c->stage,
	    .to = owed_to(g, c, accepts), .cell = c->cell, .stands_in = c->id,
	    .due_ms = c->due_ms, .evidence = c->source == DUTY_OF_MATRIX ?
	    value_get(c->row, SLICE("evidence")) : NULL };
	bool whole = slice_eq(c->topic, SLICE("*"));
	if (!arena_format(g->a, &one.id, "duty/%.*s|%.*s", SLICE_FMT(c->subject),
	    SLICE_FMT(c->key)) || !arena_format(g->a, &one.text, "%.*s: %.*s%s%.*s",
	    SLICE_FMT(c->duty), SLICE_FMT(whole ? c->subject : c->topic),
	    c->kind.len > 0 ? ", " : "", SLICE_FMT(c->kind)))
		return arena_failed(g->a, e);
	return add(g, one, e);
}

static struct rc
add_duties_of(struct gathering *g, struct slice subject, struct err *e)
{
	struct duties d = duties_init(g->a);
	struct map accepts = map_init();
	struct rc done = duties_find_own(g->h, subject, g->w->of.known, g->w->of.at_ms, &d, e);
	if (!failed(done))
		done = index_accepts(&d, &accepts, e);
	for (size_t i = 0; i < d.count && !failed(done); i++)
		if (duty_party_is(d.cells[i].party, g->w->party))
			done = add_duty(g, &d.cells[i], &accepts, e);
	map_drop(&accepts);
	duties_drop(&d);
	return done;
}

/* Each subject of a matrix in force or a duty of the register, once. */
static struct rc
note_subjects(struct gathering *g, struct map *seen, struct err *e)
{
	struct kept_record *records;
	struct thing *things;
	size_t n;
	TRY(kept_records_all(g->h, "responsibility_matrix", g->w->of.known, g->w->of.at_ms, g->a,
	    &records, &n, e));
	for (size_t i = 0; i < n; i++)
		TRY(map_put(seen, kept_text(&records[i], "subject"), g, e));
	TRY(state_list(g->h->store, "responsibility", g->w->of.known, g->a, &things, &n, e));
	for (size_t i = 0; i < n; i++)
		if (things[i].event.subject_count > 0)
			TRY(map_put(seen, things[i].event.subjects[0], g, e));
	return DONE;
}

static struct rc
add_duties(struct gathering *g, struct err *e)
{
	struct map seen = map_init();
	struct rc done;
	if (g->w->subject.len > 0)
		return add_duties_of(g, g->w->subject, e);
	done = note_subjects(g, &seen, e);
	for (size_t i = 0; i < seen.count && !failed(done); i++)
		done = add_duties_of(g, seen.entries[i].key, e);
	map_drop(&seen);
	return done;
}

/* --- requests and tasks ----------------------------------------------------------------------- */

static bool
is_about(const struct gathering *g, const struct slice *subjects, size_t count)
{
	bool about = g->w->subject.len == 0;
	for (size_t i = 0; i < count; i++)
		about = about || slice_eq(subjects[i], g->w->subject);
	return about;
}

static struct rc
add_request(struct gathering *g, const struct kept_request *k, struct err *e)
{
	const struct event *v = &k->thing.event;
	const struct value *kinds = value_get(&v->data, SLICE("evidence"));
	struct slice owner = event_text(v, "owner"), reason = event_text(v, "reason");
	struct owed one = { .what = "request", .id = k->thing.row.key,
	    .subject = v->subject_count > 0 ? v->subjects[0] : SLICE(""),
	    .stage = event_text(v, "stage"), .to = owner.len > 0 ? owner : home_party(g),
	    .cell = SLICE(""), .stands_in = k->thing.row.key, .due_ms = k->due_ms };
	struct slice first = kinds != NULL && kinds->count > 0 ? value_text(&kinds->items[0]) :
	    SLICE("");
	bool weak = k->state == REQUEST_WEAKLY;
	if (!arena_format(g->a, &one.text, "%.*s%s%.*s%s%s", SLICE_FMT(first),
	    first.len > 0 && reason.len > 0 ? ": " : "", SLICE_FMT(reason),
	    weak ? "; what came is weak: " : "", weak ? k->why : ""))
		return arena_failed(g->a, e);
	return add(g, one, e);
}

/* Whether what came closes it is known once it is rated. */
static struct rc
rate(struct gathering *g, struct kept_request *k, struct err *e)
{
	struct trouble why = {0};
	if (k->state != REQUEST_ANSWERED)
		return DONE;
	struct rc done = request_rate(g->h, k, g->w->of.known, g->w->of.at_ms, g->a, &why);
	return failed(done) ? fail(e, done.code, why.err.at, why.err.what) : DONE;
}

static struct rc
add_requests(struct gathering *g, struct err *e)
{
	struct kept_request *all;
	size_t n;
	TRY(requests_list(g->h, g->w->of.known, g->w->of.at_ms, g->a, &all, &n, e));
	for (size_t i = 0; i < n; i++) {
		const struct event *v = &all[i].thing.event;
		if (!duty_party_is(event_text(v, "to"), g->w->party) ||
		    !is_about(g, v->subjects, v->subject_count))
			continue;
		TRY(rate(g, &all[i], e));
		if (request_is_open(&all[i]))
			TRY(add_request(g, &all[i], e));
	}
	return DONE;
}

static struct rc
add_tasks(struct gathering *g, struct err *e)
{
	struct task *all;
	size_t n;
	TRY(tasks_list(g->h, g->kinds, g->w->of, g->w->until_ms, g->a, &all, &n, e));
	for (size_t i = 0; i < n; i++) {
		struct owed one = { .what = all[i].what, .id = all[i].id, .text = all[i].why,
		    .subject = all[i].subject, .stage = SLICE(""), .to = home_party(g),
		    .cell = SLICE(""), .stands_in = all[i].about, .due_ms = all[i].due_ms };
		if (duty_party_is(all[i].owner, g->w->party) && is_about(g, &all[i].subject, 1))
			TRY(add(g, one, e));
	}
	return DONE;
}

/* --- the whole -------------------------------------------------------------------------------- */

static int
by_due(const void *left, const void *right)
{
	const struct owed *a = left, *b = right;
	return due_cmp(a->due_ms, a->id, b->due_ms, b->id);
}

struct rc
owed_list(struct home *h, const struct kind_set *kinds, const struct owing *w, struct arena *a,
    struct owed **out, size_t *count, struct err *e)
{
	struct gathering g = { .h = h, .kinds = kinds, .w = w, .a = a };
	TRY(add_duties(&g, e));
	TRY(add_requests(&g, e));
	TRY(add_tasks(&g, e));
	if (g.count > 1)
		qsort(g.at, g.count, sizeof(struct owed), by_due);
	*out = g.at;
	*count = g.count;
	return DONE;
}
