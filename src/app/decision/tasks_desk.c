/* app/decision/tasks_desk.c - what the desk has to do: clocks that run, requests that wait,
 * customers who were not told, what is in use and supported no longer. See app/decision/tasks.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/tasks_int.h"

#include "app/desk/clocks.h"
#include "app/desk/in_field.h"
#include "app/desk/requests.h"
#include "app/desk/support_duties.h"
#include "app/home/catalogues.h"
#include "base/map.h"

/* --- clocks ----------------------------------------------------------------------------------- */

/* A statutory deadline shorter than this must not be found out about when it has passed. */
#define CLOCK_NOTICE_MS (3 * DAY_MS)

static const struct task_duty to_notify = { "notify", SLICE_INIT(""), SLICE_INIT("") };
static const struct task_duty to_accept = { "accept", SLICE_INIT(""), SLICE_INIT("") };

/* The stricter date is the one that counts: of the earlier reading, where there is one. */
static struct rc
add_duty(struct task_listing *g, const struct kept_clock *k, const struct clock_duty *d,
    struct err *e)
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
	TRY(task_owner(g, k->thing.event.subjects, k->thing.event.subject_count, to_notify, &t,
	    e));
	return task_add(g, t, e);
}

static struct rc
list_clocks(struct task_listing *g, struct err *e)
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
asked_kinds(struct task_listing *g, const struct event *v, struct slice *out, struct err *e)
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
list_weak(struct task_listing *g, struct kept_request *k, struct err *e)
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
	return task_add(g, t, e);
}

static struct rc
list_requests(struct task_listing *g, struct err *e)
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
		TRY(task_add(g, t, e));
	}
	return DONE;
}

/* --- customers who were not told -------------------------------------------------------------- */

/* As far ahead as `support due` looks: customers need time to find something else. */
#define END_NOTICE_MS (90 * DAY_MS)

/* Who has to tell them: as the register or a matrix says of it, else of what it is a part of; else
 * whoever states the end. */
static struct rc
owner_of_notice(struct task_listing *g, const struct support_line *l, struct task *to,
    struct err *e)
{
	struct thing t;
	bool found;
	TRY(task_owner(g, &l->subject, 1, to_notify, to, e));
	if (to->owner.len > 0)
		return DONE;
	TRY(state_get(g->h->store, "subject", l->subject, g->of.known, g->a, &t, &found, e));
	const struct value *whole = found ? value_get(&t.event.data, SLICE("part_of")) : NULL;
	for (size_t i = 0; whole != NULL && i < whole->count && to->owner.len == 0; i++)
		TRY(task_owner(g, &whole->items[i].text, 1, to_notify, to, e));
	if (to->owner.len == 0 && l->issuer.len > 0)
		to->owner = l->issuer;
	return DONE;
}

static struct rc
add_notice(struct task_listing *g, const struct support_line *l, struct err *e)
{
	struct task t = { .what = l->end_ms < g->of.at_ms ? "notice_overdue" : "notice_due",
	    .about = l->id, .subject = l->subject, .due_ms = l->end_ms };
	bool other = slice_eq(slice_of(l->duty.told), SLICE("told_other_end"));
	t.why = other ? SLICE("customers were told of another end of support than this") :
	    SLICE("no notice says that customers were told that support ends");
	TRY(owner_of_notice(g, l, &t, e));
	return task_add(g, t, e);
}

/* Of what has ended and is still in use somebody has to decide. */
static struct rc
add_undecided(struct task_listing *g, const struct support_line *l, struct err *e)
{
	struct task t = { .what = "support_ended", .about = l->id, .subject = l->subject,
	    .due_ms = l->end_ms };
	if (!arena_format(g->a, &t.why, "%s%.*s has ended, and %zu in use: update, mitigate, "
	    "accept or retire", l->component.len > 0 ? "support of its component " :
	    "support", SLICE_FMT(l->component), l->field.assets))
		return arena_failed(g->a, e);
	TRY(task_owner(g, &l->subject, 1, to_accept, &t, e));
	return task_add(g, t, e);
}

/* The end that came first stands for the others. */
static struct rc
add_in_use(struct task_listing *g, const struct support_line *lines, size_t count,
    struct map *seen, struct err *e)
{
	for (size_t i = 0; i < count; i++) {
		const struct support_line *l = &lines[i];
		if (l->field.assets == 0 || l->field.decided.len > 0 ||
		    map_has(seen, l->subject))
			continue;
		TRY(map_put(seen, l->subject, g, e));
		TRY(add_undecided(g, l, e));
	}
	return DONE;
}

/* Assets are read where something has ended. lines: spent. */
static struct rc
list_in_use(struct task_listing *g, struct support_line *lines, size_t count, struct err *e)
{
	size_t ended = 0;
	struct map seen = map_init();
	for (size_t i = 0; i < count; i++)
		if (lines[i].status == SUPPORT_ENDED)
			lines[ended++] = lines[i];
	struct rc done = in_field_find(g->h, g->of.known, g->a, lines, ended, e);
	if (!failed(done))
		done = add_in_use(g, lines, ended, &seen, e);
	map_drop(&seen);
	return done;
}

/* Two statements of one end are one thing to tell. */
static struct rc
list_untold(struct task_listing *g, const struct support_line *lines, size_t count,
    struct map *seen, struct err *e)
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
list_notices(struct task_listing *g, struct err *e)
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
	TRY(done);
	return list_in_use(g, all, kept, e);
}

struct rc
tasks_of_desk(struct task_listing *g, struct err *e)
{
	TRY(list_clocks(g, e));
	TRY(list_requests(g, e));
	return list_notices(g, e);
}
