/* app/decision/tasks_int.h - tasks while they are gathered.
 *
 * Layer:    app, private to tasks.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DECISION_TASKS_INT_H
#define APP_DECISION_TASKS_INT_H

#include "app/decision/tasks.h"

struct task_listing {
	struct home		*h;
	const struct kind_set	*kinds;
	struct as_of		 of;
	int64_t			 until_ms;
	struct arena		*a;
	struct task		*at;
	size_t			 count, cap;
};

/* Adds it; its id is what it is and what it is about. Errors: E_LIMIT, E_NOMEM. */
struct rc task_add(struct task_listing *g, struct task t, struct err *e);
/* The party that has the duty for one of the subjects: for the stage, else for all stages; empty:
 * nobody is named. Errors: of the store. */
struct rc task_owner(struct task_listing *g, const struct slice *subjects, size_t count,
    const char *duty, struct slice stage, struct slice *out, struct err *e);
/* Of clocks, requests and notices. Errors: as of tasks_list(). */
struct rc tasks_of_desk(struct task_listing *g, struct err *e);

#endif
