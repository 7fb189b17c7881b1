/* app/home/acting.h - a command that writes: it reads the state, plans events, and appends them.
 *
 * A plan is made on one state of the log and is good for that state only. Where somebody else
 * wrote meanwhile it is made again on the new state, so that two commands at once never record the
 * same thing twice, nor rest on what has just ended.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_HOME_ACTING_H
#define APP_HOME_ACTING_H

#include "app/home/draft.h"
#include "app/log/append.h"

struct acting {
	const struct op_call	*call;
	struct op_result	*r;
	struct home		 h;
	struct writer		 w;
	size_t			 count, cap;
	struct event		*events;	/* of the plan */
	struct appended		*done;		/* of each, once `written` */
	bool			 written;	/* and so recorded, whatever fails after */
	bool			 again_is_fine;	/* what is in the log already says enough */
};

void acting_drop(struct acting *g);

/* Opens the home for writing, and the key of who acts. A call with --dry-run opens it for reading:
 * then acting_run() plans and writes nothing. */
struct rc acting_open(const struct op_call *call, struct op_result *r, struct acting *out);
/* One more event of the plan. */
struct rc acting_add(struct acting *g, const struct draft *d);

/* Reads the state (a read transaction is open) and adds events with acting_add(); whatever it
 * remembers it sets anew each time. No events: there is nothing to do. */
typedef struct rc acting_plan(struct acting *g, void *context);
/* All events or none, then publishes. Names live in call->a. Says in the notes which roles an act
 * is for, when whoever acts has none of them.
 * Errors: of the plan; E_AUTH; E_USAGE when an event does not fit the state or its form. */
struct rc acting_run(struct acting *g, acting_plan *plan, void *context);

#endif
