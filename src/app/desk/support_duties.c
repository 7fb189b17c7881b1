/* app/desk/support_duties.c - whether an end of support is late enough, and was told. See
 * app/desk/support_duties.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/support_duties.h"

#include "app/desk/clocks.h"
#include "app/desk/concerned.h"
#include "app/desk/notices.h"
#include "app/home/catalogues.h"
#include "clock/clock.h"
#include "event/event.h"

/* subject: what was placed; id: what says so. */
struct placing { struct slice subject, id; int64_t ms; };

struct judging {
	struct home		*h;
	uint64_t		 known;
	int64_t			 at_ms;
	struct arena		*a;
	const struct catalog	*clocks;	/* or null: none is adopted */
	struct placing		*placings;
	size_t			 placing_count, placing_cap, notice_count;
	struct notice		*notices;
};

/* --- when it was placed on the market --------------------------------------------------------- */

static struct rc
add_placing(struct judging *g, struct slice subject, int64_t ms, struct slice id, struct err *e)
{
	void *list = g->placings;
	if (ms == TIME_UNKNOWN)
		return DONE;
	if (!arena_grow(g->a, &list, &g->placing_cap, g->placing_count, sizeof(struct placing)))
		return arena_failed(g->a, e);
	g->placings = list;
	g->placings[g->placing_count++] = (struct placing){ subject, id, ms };
	return DONE;
}

static struct rc
read_clocks(struct judging *g, struct err *e)
{
	struct thing *all;
	size_t count;
	TRY(state_list(g->h->store, "clock", g->known, g->a, &all, &count, e));
	for (size_t i = 0; i < count; i++) {
		const struct event *v = &all[i].event;
		if (!slice_eq(event_text(v, "event"), SLICE("placing_on_the_market")))
			continue;
		for (size_t k = 0; k < v->subject_count; k++)
			TRY(add_placing(g, v->subjects[k], event_instant(v, "placed_on_market"),
			    all[i].row.key, e));
	}
	return DONE;
}

static struct rc
read_records(struct judging *g, struct err *e)
{
	struct kept_record *all;
	size_t count;
	TRY(kept_records_all(g->h, "market_placement_record", g->known, g->at_ms, g->a, &all,
	    &count, e));
	for (size_t i = 0; i < count; i++) {
		struct slice release = kept_text(&all[i], "release");
		TRY(add_placing(g, release.len > 0 ? release : kept_text(&all[i], "product"),
		    kept_instant(&all[i], "placed", TIME_BEGINNING), all[i].id, e));
	}
	return DONE;
}

/* The last that concerns it; without one, when its support began. */
static int64_t
begins(const struct judging *g, const struct support_line *l, struct slice *from)
{
	int64_t last = TIME_UNKNOWN;
	*from = SLICE("");
	for (size_t i = 0; i < g->placing_count; i++)
		if (g->placings[i].ms > last && concerns(l->subject, g->placings[i].subject)) {
			last = g->placings[i].ms;
			*from = g->placings[i].id;
		}
	if (last == TIME_UNKNOWN && l->start_ms != TIME_UNKNOWN) {
		*from = SLICE("support_start");
		return l->start_ms;
	}
	return last;
}

/* The end of the duty `support period` that runs from that instant; TIME_UNKNOWN: there is none. */
static struct rc
floor_from(const struct judging *g, int64_t placed_ms, int64_t *out, struct err *e)
{
	struct clock_facts facts = { SLICE("placing_on_the_market"), TIME_UNKNOWN, TIME_UNKNOWN,
	    TIME_UNKNOWN, TIME_UNKNOWN, placed_ms, TIME_UNKNOWN, TIME_UNKNOWN };
	struct clock_duty *duties;
	size_t count;
	*out = TIME_UNKNOWN;
	if (g->clocks == NULL || placed_ms == TIME_UNKNOWN)
		return DONE;
	TRY(clock_duties(g->clocks, &facts, NULL, 0, g->at_ms, g->a, &duties, &count, e));
	for (size_t i = 0; i < count; i++)
		if (slice_eq(duties[i].deliverable, SLICE("support period")))
			*out = duties[i].due_ms;
	return DONE;
}

static struct rc
judge_floor(const struct judging *g, struct support_line *l, struct err *e)
{
	struct support_duty *d = &l->duty;
	TRY(floor_from(g, begins(g, l, &d->floor_from), &d->floor_ms, e));
	d->floor = d->floor_ms == TIME_UNKNOWN ? "undetermined" :
	    (l->end_ms / 1000 + 1) * 1000 < d->floor_ms ? "below" : "met";
	return DONE;
}

/* --- who was told ----------------------------------------------------------------------------- */

/* A notice that names no end is taken for the one that is stated. */
static bool
same_end(const struct notice *n, const struct support_line *l)
{
	return n->end_ms == TIME_UNKNOWN || n->end_ms / DAY_MS == l->end_ms / DAY_MS;
}

static void
judge_told(const struct judging *g, struct support_line *l)
{
	struct support_duty *d = &l->duty;
	bool same = false;
	for (size_t i = 0; i < g->notice_count; i++) {
		const struct notice *n = &g->notices[i];
		if (!notice_reaches(n, l->subject))
			continue;
		if (slice_eq(n->about, SLICE("support_period")) && same_end(n, l)) {
			d->purchase_ms = n->sent_ms;
			d->purchase_id = n->id;
		}
		if (!slice_eq(n->about, SLICE("end_of_support")) || (same && !same_end(n, l)))
			continue;
		same = same_end(n, l);
		d->told_ms = n->sent_ms;
		d->told_id = n->id;
	}
	d->told = d->told_ms == TIME_UNKNOWN ? "not_told" : same ? "told" : "told_other_end";
}

static struct rc
read_all(struct judging *g, struct err *e)
{
	struct shipped_data data;
	TRY(read_clocks(g, e));
	TRY(read_records(g, e));
	TRY(notices_find(g->h, (struct slice){0}, g->known, g->at_ms, g->a, &g->notices,
	    &g->notice_count, e));
	TRY(catalogues_known(g->h, g->known, g->a, &data, e));
	if (failed(clocks_catalog(&data, &g->clocks, NULL)))
		g->clocks = NULL;
	return DONE;
}

struct rc
support_duties(struct home *h, uint64_t known, int64_t at_ms, struct arena *a,
    struct support_line *lines, size_t count, struct err *e)
{
	struct judging g = { .h = h, .known = known, .at_ms = at_ms, .a = a };
	if (count == 0)
		return DONE;
	TRY(read_all(&g, e));
	for (size_t i = 0; i < count; i++) {
		if (lines[i].end_ms == TIME_UNKNOWN || lines[i].component.len > 0 ||
		    slice_starts(lines[i].subject, SLICE("pkg:")))
			continue;
		TRY(judge_floor(&g, &lines[i], e));
		judge_told(&g, &lines[i]);
	}
	return DONE;
}
