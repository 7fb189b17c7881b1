/* app/desk/work_facts.h - what the ledger and the catalogue know for the report of a clock.
 *
 * Layer:    private to app/desk/work_*.c.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_WORK_FACTS_H
#define APP_DESK_WORK_FACTS_H

#include "app/decision/assess.h"
#include "app/desk/clocks.h"

/* A work sheet while it is filled in. catalog: of the duties. */
struct filling {
	struct home			*h;
	const struct kept_clock		*k;
	const struct clock_duty		*d;
	const struct question		*q;
	const struct catalog		*catalog;
	struct build			*b;
	struct value			 rows;
	size_t				 number;
};

/* A row: section, what, and its text; an empty one is open. */
void work_add(struct filling *g, const char *section, struct slice what, struct slice text);

/* What the article asks for, and to whom it goes, in the words of the catalogue. */
void work_add_asked(struct filling *g);
/* Reports of the same clock that were delivered before. */
void work_add_delivered(struct filling *g);
/* Releases that are registered of what is affected, and until when it is supported. An open
 * transaction. Errors: of the store; E_LIMIT, E_NOMEM. */
struct rc work_add_affected(struct filling *g, struct err *e);
/* Where what is affected was placed on the market, as records say; empty: none does. Errors: as
 * above. */
struct rc work_markets(struct filling *g, struct slice *out, struct err *e);

#endif
