/* app/desk/owed.h - what one party owes, to whom, and by when.
 *
 * Duties that matrices and the register give to it, requests that were sent to it and are open
 * (nobody answered, or weakly), and tasks that it owns.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_OWED_H
#define APP_DESK_OWED_H

#include "app/decision/since.h"
#include "app/home/home.h"
#include "catalog/kinds.h"

/* what: "duty", "request", or that of a task. text: what it is, in words. to: empty where nothing
 * says it. evidence: digests that a duty names, or null. due_ms: TIME_UNKNOWN: no date. */
struct owed {
	const char		*what;
	struct slice		 id, text, subject, stage, to, cell, stands_in;
	const struct value	*evidence;
	int64_t			 due_ms;
};

/* Whose: the party, as matrices name it. subject: only of this; null: of all. of: as seen then; its
 * `known` is a size of the log. until_ms: tasks due by then; duties and requests whenever they are
 * due. In the order of due dates, those without one last, then of ids. An open transaction.
 * Errors: of duties_find_own(), tasks_list() and request_rate(). */
struct owing { struct slice party, subject; struct as_of of; int64_t until_ms; };
struct rc owed_list(struct home *h, const struct kind_set *kinds, const struct owing *w,
    struct arena *a, struct owed **out, size_t *count, struct err *e);

#endif
