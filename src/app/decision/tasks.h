/* app/decision/tasks.h - what somebody has to do, computed when asked.
 *
 * No row and no event stands behind a task: the ledger, the limits of evidence kinds and the
 * instant make it, and what was done makes it go.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DECISION_TASKS_H
#define APP_DECISION_TASKS_H

#include "app/decision/since.h"
#include "app/home/home.h"
#include "app/home/state.h"
#include "catalog/kinds.h"

/* what: "evidence_stale", "evidence_expired", "decision_needs_review", "condition_due",
 * "condition_overdue", "exception_ends", "exception_ended", "undecided", "clock_due",
 * "clock_overdue", "request_due", "request_overdue", "request_weak", "digest_check_due",
 * "notice_due", "notice_overdue", "support_ended".
 * id: what, a slash, and the thing (of a clock its duty too). about: the thing's
 * id. subject: what it is about. owner: empty where nobody is named.
 * due_ms: since when or until when; TIME_UNKNOWN: no date. why: in words, with also behind it: who
 * else has the duty, or empty. */
struct task {
	const char	*what;
	struct slice	 id, about, subject, owner, why, also;
	int64_t		 due_ms;
};

/* Everything due at until_ms or before, as seen at `of`, whose `known` is a size of the log; by due
 * date (those without one last), then id. An open transaction. Errors: E_VERIFY when an entry is
 * damaged; E_LIMIT, E_NOMEM; of the store. */
struct rc tasks_list(struct home *h, const struct kind_set *kinds, struct as_of of,
    int64_t until_ms, struct arena *a, struct task **out, size_t *count, struct err *e);
/* The order of what is due: by its instant, TIME_UNKNOWN last, then by id. As slice_cmp(). */
int due_cmp(int64_t a_ms, struct slice a, int64_t b_ms, struct slice b);

#endif
