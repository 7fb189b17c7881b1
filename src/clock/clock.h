/* clock/clock.h - which duties run from which facts, and when each is due.
 *
 * The duties are the rows `clocks` of a catalogue: event, anchor, duration, rule. This computes
 * dates to check; it is no legal advice, and says nothing about whether a duty applies.
 *
 * Format:   doc/formats/clocks.md. Data: catalog/cra.json.
 * Purity:   no I/O, no clock: the instant to look from is given.
 * Layer:    base, codec, catalog.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLOCK_CLOCK_H
#define CLOCK_CLOCK_H

#include "base/arena.h"
#include "catalog/catalog.h"
#include "clock/calendar.h"

/* What is known, TIME_UNKNOWN where it is not. event: as in `clock.started`.
 * Two readings of awareness are kept apart: awareness, when a first assessment made it reasonably
 * certain, and report_received, the earlier one. */
struct clock_facts {
	struct slice	event;
	int64_t		report_received_ms, awareness_ms, measure_available_ms;
	int64_t		notification_submitted_ms, placed_on_market_ms, update_issued_ms;
	int64_t		support_end_ms;
};

/* A duty that needs nothing more. clock: the id of its row. delivered: with a receipt; else what it
 * would say was already provided. */
struct clock_stop { struct slice clock; bool delivered; int64_t at_ms; };

enum clock_state {
	CLOCK_UNDETERMINED = 0,	/* its anchor does not exist yet */
	CLOCK_RUNNING,
	CLOCK_OVERDUE,
	CLOCK_UNTIMED,		/* due, and the law names no period */
	CLOCK_DELIVERED,
	CLOCK_DELIVERED_LATE,
	CLOCK_NOT_NEEDED	/* already provided */
};
const char *clock_state_name(enum clock_state s);

/* One duty. due: the stricter end, counted from the anchor. early: the same from the earlier
 * reading of awareness, or TIME_UNKNOWN. extended: what Reg. 1182/71 allows, information only.
 * before_awareness: the anchor lies before awareness; a person has to decide what counts.
 * minimum: a floor that other facts may move further out, and none here does. */
struct clock_duty {
	struct slice		id, article, deliverable, anchor, note;
	int64_t			anchor_ms, due_ms, early_ms, extended_ms, stopped_ms;
	bool			before_awareness, minimum;
	enum clock_state	state;
};

/* Something is still to be done of it, whether a date is known or not. */
bool clock_duty_is_open(const struct clock_duty *d);

/* Every duty that the event has, in the order of the catalogue; none for a vulnerability that is
 * not exploited. *has_clocks: the catalogue has such rows. Errors: E_SCHEMA, with the place, where
 * a row is malformed; E_LIMIT, E_NOMEM. */
struct rc clock_duties(const struct catalog *c, const struct clock_facts *facts,
    const struct clock_stop *stops, size_t stop_count, int64_t now_ms, struct arena *a,
    struct clock_duty **out, size_t *count, struct err *e);
/* The catalogue has rows of duties. */
bool clock_has_rows(const struct catalog *c);

#endif
