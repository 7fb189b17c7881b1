/* app/decision/since.h - what came after a decision and bears on it.
 *
 * Computed when asked, from the ledger and the clock; nothing of it is kept.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DECISION_SINCE_H
#define APP_DECISION_SINCE_H

#include "app/home/state.h"
#include "catalog/kinds.h"

/* what: "superseded", "revoked", "expired", "stale", "read", "anchor_ended", "anchor_expired",
 * "decided_again", "other_part_decided", "condition_closed", "condition_open",
 * "condition_overdue", "exception_ended",
 * "exception_revoked", "role_ended". id: the thing it happened to. by: what says so; or empty.
 * at: when, or when it is due; of a
 * reading when it was recorded; TIME_UNKNOWN where it has no date. bad: what the decision rests on
 * does not carry it any more. text: of a condition. pos: of the entry that says so;
 * STORE_OPEN where time alone does. */
struct happening {
	const char	*what;
	struct slice	 id, by, text;
	int64_t		 at_ms;
	bool		 bad;
	uint64_t	 pos;
};

struct happenings {
	struct arena		*a;
	struct happening	*at;
	size_t			 count, cap;
};
struct rc happening_add(struct happenings *h, struct happening n, struct err *e);

/* The two clocks of a question: what the first `known` entries (STORE_OPEN: all) say of the
 * instant. */
struct as_of { uint64_t known; int64_t at_ms; };

/* One item of evidence alone: whether it is superseded, revoked, expired or stale now, and who read
 * it. An open transaction, here and below. */
struct rc since_evidence(struct store *s, struct slice id, const struct kind_set *kinds,
    const struct as_of *of, struct happenings *out, struct err *e);
/* Of the decision d: exceptions and conditions; with `all` its role and later decisions too. */
struct rc since_terms(struct store *s, const struct thing *d, const struct as_of *of, bool all,
    struct happenings *out, struct err *e);

#endif
