/* app/decision/tasks_int.h - tasks while they are gathered.
 *
 * Layer:    app, private to tasks.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DECISION_TASKS_INT_H
#define APP_DECISION_TASKS_INT_H

#include "app/decision/tasks.h"

struct task_cell;

struct task_listing {
	struct home		*h;
	const struct kind_set	*kinds;
	struct as_of		 of;
	int64_t			 until_ms;
	struct arena		*a;
	struct task		*at;
	size_t			 count, cap;
	bool			 matrices_read;
	size_t			 cell_count, cell_cap;
	struct task_cell	*cells;		/* once matrices_read */
};

/* A row of a matrix in force that may name who has a duty: of the whole, or of a kind. id: of the
 * evidence it stands in. */
struct task_cell { struct slice id, subject, duty, stage, kind, party, cell; };

/* Adds it; its id is what it is and what it is about. Errors: E_LIMIT, E_NOMEM. */
struct rc task_add(struct task_listing *g, struct task t, struct err *e);
/* A duty; stage, kind: of the evidence that it is about, or empty. */
struct task_duty { const char *word; struct slice stage, kind; };
/* Sets t->owner to the party that has the duty for one of the subjects: by the register, for the
 * stage, else for all stages; else by a matrix, of a release also by one of its product, for the
 * stage and kind, else for the whole, else, where no stage is asked for, for some stage; empty:
 * nobody is named. t->also: who else has it, where the two or two matrices differ. Errors: of
 * kept_records_all(); of the store. */
struct rc task_owner(struct task_listing *g, const struct slice *subjects, size_t count,
    struct task_duty duty, struct task *t, struct err *e);
/* Of clocks, requests and notices. Errors: as of tasks_list(). */
struct rc tasks_of_desk(struct task_listing *g, struct err *e);

#endif
