/* app/decision/exceptions.h - exceptions: asked for, approved by somebody else, ended or revoked.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DECISION_EXCEPTIONS_H
#define APP_DECISION_EXCEPTIONS_H

#include "app/home/state.h"
#include "fact/case.h"

/* request.row.key: "exception:HEX64". approval, revocation: where the flag is set; the approval of
 * one that was revoked is there too. */
struct exception {
	struct thing	request;
	bool		approved, revoked;
	struct event	approval, revocation;
};

/* What holds of it at one instant. */
enum exception_state {
	EXCEPTION_REQUESTED = 1,	/* nobody has approved it yet */
	EXCEPTION_NOT_BEGUN,		/* approved from a later instant on */
	EXCEPTION_APPROVED,		/* in force */
	EXCEPTION_ENDING,		/* in force, and its end is near */
	EXCEPTION_EXPIRED,		/* its end has passed, approved or not */
	EXCEPTION_REVOKED
};
/* "requested", "not_yet_begun", "approved", "ending_soon", "expired", "revoked". */
const char *exception_state_name(enum exception_state s);
/* soon_ms: how long before its end it is ending. Both ends of its period belong to it. */
enum exception_state exception_state_at(const struct exception *x, int64_t at_ms,
    int64_t soon_ms);

/* As seen at `known`. id: in full. *found also for one that was revoked by then.
 * An open transaction, here and below. Errors: E_VERIFY, E_LIMIT, E_NOMEM; of the store. */
struct rc exception_find(struct store *s, struct slice id, uint64_t known, struct arena *a,
    struct exception *out, bool *found, struct err *e);
/* All of them by position. revoked: with those that were revoked by then. */
struct rc exceptions_list(struct store *s, uint64_t known, bool revoked, struct arena *a,
    struct exception **out, size_t *count, struct err *e);

/* Those that the case `form` holds: asked for or approved, not revoked, and for something of it.
 * about: its subjects and the ids of its items, in any order.
 * A request without `versions` is for each of its subjects and digests, which stand together. One
 * with `versions` ("*": every one) is for its subjects as far as they are of such a version, and
 * where it names digests, of these bytes alone (home/narrowed.h).
 * The order is that of entries; case_settle() sorts.
 * Left out, because the form of a case would widen it: one none of whose codes this program
 * knows. */
struct rc exceptions_of(struct store *s, const struct case_form *form, const struct slice *about,
    size_t about_count, uint64_t known, struct arena *a, struct case_exception **out,
    size_t *count, struct err *e);

#endif
