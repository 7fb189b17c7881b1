/* app/desk/floors.h - until when something has to be kept and supported at least, by what is kept.
 *
 * The same duties as those of a clock that a placing on the market starts, with facts from clocks,
 * market placement records and support statements. Nothing is estimated: where none of them says
 * when it was placed on the market, a floor is undetermined.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_FLOORS_H
#define APP_DESK_FLOORS_H

#include "app/desk/clocks.h"

/* A source of one fact: fact is a member of clock.started. id: of a clock or of evidence. */
struct floor_source { const char *fact; int64_t ms; struct slice id; };

/* Of several sources of one fact the latest counts: a floor is the longest of those there are. */
struct floors {
	struct clock_facts	 facts;
	struct floor_source	*sources;
	size_t			 source_count, source_cap, duty_count;
	struct clock_duty	*duties;
};

/* subject: a product or a release. An open transaction.
 * Errors: of clock_duties(); E_VERIFY when a body is gone; E_LIMIT, E_NOMEM; of the store. */
struct rc floors_read(struct home *h, struct slice subject, uint64_t known,
    const struct catalog *c, int64_t at_ms, struct arena *a, struct floors *out, struct err *e);

#endif
