/* app/decision/conditions.h - what must still happen after a decision, and by when.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DECISION_CONDITIONS_H
#define APP_DECISION_CONDITIONS_H

#include "app/home/state.h"

/* Nothing here depends on a scheduler: the instant decides. */
enum condition_state {
	CONDITION_IS_OPEN = 1,		/* before its due date, or without one */
	CONDITION_IS_OVERDUE,
	CONDITION_IS_CLOSED,
	CONDITION_IS_REPLACED		/* open when another decision took the place of its own */
};
/* "open", "overdue", "closed", "superseded". */
const char *condition_state_name(enum condition_state s);

/* decision: row.key is the decision's id. id: "condition:HEX64#n". due_ms: TIME_UNKNOWN: none.
 * closure: where state is closed; its refs name the evidence. */
struct condition {
	struct thing		 decision;
	struct slice		 id, criterion, text, gate;
	int64_t			 due_ms;
	enum condition_state	 state;
	struct thing		 closure;
};

/* All of them as seen at `known` (STORE_OPEN: now), by position of the decision, then number. An
 * open transaction, here and below.
 * Errors: E_VERIFY when an entry is damaged; E_LIMIT, E_NOMEM; of the store. */
struct rc conditions_list(struct store *s, uint64_t known, int64_t now_ms, struct arena *a,
    struct condition **out, size_t *count, struct err *e);
/* One, by its full id. */
struct rc condition_find(struct store *s, struct slice id, int64_t now_ms, struct arena *a,
    struct condition *out, bool *found, struct err *e);

#endif
