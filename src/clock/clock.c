/* clock/clock.c - which duties run from which facts. See clock/clock.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "clock/clock.h"

const char *
clock_state_name(enum clock_state s)
{
	static const char *const names[] = { "undetermined", "running", "overdue", "untimed",
	    "delivered", "delivered_late", "not_needed" };
	if ((unsigned)s >= COUNT(names))
		BUG("no such state of a clock");
	return names[s];
}

bool
clock_duty_is_open(const struct clock_duty *d)
{
	return d->state == CLOCK_RUNNING || d->state == CLOCK_OVERDUE ||
	    d->state == CLOCK_UNTIMED || d->state == CLOCK_UNDETERMINED;
}

bool
clock_has_rows(const struct catalog *c)
{
	const struct value *rows = value_get(&c->document, SLICE("clocks"));
	return rows != NULL && rows->kind == VALUE_ARRAY && rows->count > 0;
}

/* The rows of "either" are for what has to be reported. */
static bool
is_for(const struct value *row, struct slice event)
{
	struct slice of = text_in(row, "event");
	bool reported = slice_eq(event, SLICE("actively_exploited_vulnerability")) ||
	    slice_eq(event, SLICE("severe_incident"));
	if (slice_eq(of, SLICE("either")))
		return reported;
	if (slice_eq(of, SLICE("security_update_issued")))
		return slice_eq(event, SLICE("placing_on_the_market"));
	return slice_eq(of, event);
}

/* *known: the anchor is one of those that facts have. */
static int64_t
anchor_of(const struct clock_facts *f, struct slice anchor, bool *known)
{
	const struct { struct slice name; int64_t ms; } anchors[] = {
		{ SLICE("awareness"), f->awareness_ms },
		{ SLICE("corrective_or_mitigating_measure_available"), f->measure_available_ms },
		{ SLICE("submission_of_incident_notification"), f->notification_submitted_ms },
		{ SLICE("placing_on_the_market"), f->placed_on_market_ms },
		{ SLICE("update_issued"), f->update_issued_ms },
	};
	*known = true;
	for (size_t i = 0; i < COUNT(anchors); i++)
		if (slice_eq(anchors[i].name, anchor))
			return anchors[i].ms;
	*known = false;
	return TIME_UNKNOWN;
}

/* "max with support period": whichever ends later; without an end of support it is a floor. */
static void
apply_rule(const struct value *row, const struct clock_facts *f, struct clock_duty *d)
{
	struct slice rule = text_in(row, "rule");
	if (slice_starts(rule, SLICE("max")) && d->due_ms != TIME_UNKNOWN) {
		d->minimum = f->support_end_ms == TIME_UNKNOWN;
		if (f->support_end_ms > d->due_ms)
			d->due_ms = d->extended_ms = f->support_end_ms;
	}
	d->minimum = d->minimum || slice_starts(rule, SLICE("minimum"));
}

static void
judge(struct clock_duty *d, bool timed, const struct clock_stop *stop, int64_t now_ms)
{
	if (stop != NULL) {
		d->stopped_ms = stop->at_ms;
		d->state = !stop->delivered ? CLOCK_NOT_NEEDED : d->due_ms != TIME_UNKNOWN &&
		    stop->at_ms > d->due_ms ? CLOCK_DELIVERED_LATE : CLOCK_DELIVERED;
	} else if (d->anchor_ms == TIME_UNKNOWN) {
		d->state = CLOCK_UNDETERMINED;
	} else if (!timed) {
		d->state = CLOCK_UNTIMED;
	} else {
		d->state = d->due_ms != TIME_UNKNOWN && now_ms > d->due_ms ? CLOCK_OVERDUE :
		    CLOCK_RUNNING;
	}
}

static const struct clock_stop *
stop_of(const struct clock_stop *stops, size_t count, struct slice id)
{
	const struct clock_stop *found = NULL;
	for (size_t i = 0; i < count; i++)
		if (slice_eq(stops[i].clock, id))
			found = &stops[i];
	return found;
}

static struct rc
read_row(const struct value *row, const struct clock_facts *f, struct clock_duty *d, bool *timed,
    struct err *e)
{
	struct period period;
	struct slice duration = text_in(row, "duration");
	bool known;
	*timed = duration.len > 0;
	*d = (struct clock_duty){ .id = text_in(row, "id"), .article = text_in(row, "article"),
	    .deliverable = text_in(row, "deliverable"), .anchor = text_in(row, "anchor"),
	    .note = text_in(row, "note"), .due_ms = TIME_UNKNOWN, .early_ms = TIME_UNKNOWN,
	    .extended_ms = TIME_UNKNOWN, .stopped_ms = TIME_UNKNOWN };
	d->anchor_ms = anchor_of(f, d->anchor, &known);
	if (d->id.len == 0 || d->deliverable.len == 0 || !known)
		return fail(e, E_SCHEMA, row->at, "expected id, deliverable and a known anchor");
	d->before_awareness = d->anchor_ms != TIME_UNKNOWN && f->awareness_ms != TIME_UNKNOWN &&
	    d->anchor_ms < f->awareness_ms;
	if (!*timed)
		return DONE;
	if (!period_parse(duration, &period))
		return fail(e, E_SCHEMA, row->at, "expected duration: PT24H, P14D, P1M, P10Y");
	d->due_ms = calendar_add(d->anchor_ms, &period);
	d->extended_ms = calendar_extended(d->anchor_ms, &period);
	if (slice_eq(d->anchor, SLICE("awareness")) && f->report_received_ms != TIME_UNKNOWN &&
	    (d->anchor_ms == TIME_UNKNOWN || f->report_received_ms < d->anchor_ms))
		d->early_ms = calendar_add(f->report_received_ms, &period);
	apply_rule(row, f, d);
	return DONE;
}

struct rc
clock_duties(const struct catalog *c, const struct clock_facts *facts,
    const struct clock_stop *stops, size_t stop_count, int64_t now_ms, struct arena *a,
    struct clock_duty **out, size_t *count, struct err *e)
{
	const struct value *rows = value_get(&c->document, SLICE("clocks"));
	*count = 0;
	if (!clock_has_rows(c))
		return fail(e, E_SCHEMA, c->document.at, "expected clocks: a list of duties");
	*out = ARENA_ARRAY(a, struct clock_duty, rows->count);
	if (*out == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < rows->count; i++) {
		struct clock_duty *d = &(*out)[*count];
		bool timed;
		if (!is_for(&rows->items[i], facts->event))
			continue;
		TRY(read_row(&rows->items[i], facts, d, &timed, e));
		judge(d, timed, stop_of(stops, stop_count, d->id), now_ms);
		++*count;
	}
	return DONE;
}
