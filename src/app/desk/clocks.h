/* app/desk/clocks.h - clocks of the ledger with their duties, as they stand at an instant.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_CLOCKS_H
#define APP_DESK_CLOCKS_H

#include "app/home/home.h"
#include "app/home/state.h"
#include "app/shipped_data.h"
#include "clock/clock.h"

/* One clock: the event that holds now, what was stopped, and its duties by the catalogue. */
struct kept_clock {
	struct thing		 thing;
	struct clock_facts	 facts;
	size_t			 stop_count, duty_count;
	struct clock_stop	*stops;
	struct thing		*stop_things;
	struct clock_duty	*duties;
};

/* The facts of a clock.started. */
struct clock_facts clocks_facts(const struct event *v);
/* Names of the instants of clock.started, as members and (with "-" for "_") as options. */
#define CLOCK_INSTANTS 7
extern const char *const clock_instants[CLOCK_INSTANTS];

/* The catalogue with duties: the first of the set that has some. Errors: E_USAGE. */
struct rc clocks_catalog(const struct shipped_data *data, const struct catalog **out,
    struct err *e);
/* The clock of that event, as seen at `known`. An open transaction.
 * Errors: of clock_duties(); of the store. */
struct rc clocks_read(struct home *h, const struct thing *t, uint64_t known,
    const struct catalog *c, int64_t now_ms, struct arena *a, struct kept_clock *out,
    struct err *e);
/* All of them, by position. */
struct rc clocks_list(struct home *h, uint64_t known, const struct catalog *c, int64_t now_ms,
    struct arena *a, struct kept_clock **out, size_t *count, struct err *e);

#endif
