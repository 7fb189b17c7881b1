/* app/desk/clocks.c - clocks of the ledger with their duties. See app/desk/clocks.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/clocks.h"

#include "app/home/linked.h"
#include "event/event.h"

const char *const clock_instants[CLOCK_INSTANTS] = { "report_received", "awareness",
	"measure_available", "notification_submitted", "placed_on_market", "update_issued",
	"support_end" };

struct clock_facts
clocks_facts(const struct event *v)
{
	return (struct clock_facts){ .event = event_text(v, "event"),
	    .report_received_ms = event_instant(v, "report_received"),
	    .awareness_ms = event_instant(v, "awareness"),
	    .measure_available_ms = event_instant(v, "measure_available"),
	    .notification_submitted_ms = event_instant(v, "notification_submitted"),
	    .placed_on_market_ms = event_instant(v, "placed_on_market"),
	    .update_issued_ms = event_instant(v, "update_issued"),
	    .support_end_ms = event_instant(v, "support_end") };
}

struct rc
clocks_catalog(const struct shipped_data *data, const struct catalog **out, struct err *e)
{
	for (size_t i = 0; i < data->catalogues.count; i++)
		if (clock_has_rows(data->catalogues.at[i])) {
			*out = data->catalogues.at[i];
			return DONE;
		}
	return fail(e, E_USAGE, 0, "no catalogue with clocks is adopted here");
}

/* What was stopped in error runs on: neither that stop nor those before it count. */
static void
take_back(struct clock_stop *stops, size_t last)
{
	struct slice clock = stops[last].clock;
	for (size_t i = 0; i <= last; i++)
		if (slice_eq(stops[i].clock, clock))
			stops[i].clock = SLICE("");
}

static struct rc
read_stops(struct home *h, uint64_t known, struct arena *a, struct kept_clock *c, struct err *e)
{
	TRY(linked_events(h->store, c->thing.row.key, "about", EVENT_CLOCK_STOPPED, known, a,
	    &c->stop_things, &c->stop_count, e));
	c->stops = ARENA_ARRAY(a, struct clock_stop, c->stop_count);
	if (c->stops == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < c->stop_count; i++) {
		const struct event *v = &c->stop_things[i].event;
		bool error = slice_eq(event_text(v, "why"), SLICE("in_error"));
		c->stops[i] = (struct clock_stop){ event_text(v, "clock"),
		    slice_eq(event_text(v, "why"), SLICE("delivered")), event_instant(v, "at") };
		if (error)
			take_back(c->stops, i);
	}
	return DONE;
}

struct rc
clocks_read(struct home *h, const struct thing *t, uint64_t known, const struct catalog *c,
    int64_t now_ms, struct arena *a, struct kept_clock *out, struct err *e)
{
	*out = (struct kept_clock){ .thing = *t, .facts = clocks_facts(&t->event) };
	TRY(read_stops(h, known, a, out, e));
	return clock_duties(c, &out->facts, out->stops, out->stop_count, now_ms, a, &out->duties,
	    &out->duty_count, e);
}

struct rc
clocks_list(struct home *h, uint64_t known, const struct catalog *c, int64_t now_ms,
    struct arena *a, struct kept_clock **out, size_t *count, struct err *e)
{
	struct thing *all;
	TRY(state_list(h->store, "clock", known, a, &all, count, e));
	*out = ARENA_ARRAY(a, struct kept_clock, *count);
	if (*out == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < *count; i++)
		TRY(clocks_read(h, &all[i], known, c, now_ms, a, &(*out)[i], e));
	return DONE;
}
