/* app/decision/replay.h - a recorded decision, computed again from what was recorded.
 *
 * The kept case is evaluated by the kept criteria, with the revisions of the checks that the
 * assessment names, and the bytes are compared. No feed, no evidence and no cryptography but
 * digests is needed. The deep replay gathers the case again from bodies, ledger and anchors as
 * the recorded position knew them, with every signature checked anew, and compares that too.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DECISION_REPLAY_H
#define APP_DECISION_REPLAY_H

#include "app/decision/assess.h"

enum replay_depth { REPLAY_KEPT = 1, REPLAY_DEEP, REPLAY_WITH_CURRENT };

/* same: byte for byte. what: the first that differs: "case", "assessment" (place: the path in it,
 * "/items/3/facts/0/value/serial"); "state" (a derived row of the home, which place names: table,
 * key and column); or, where the body itself is not the one that the decision names, "case",
 * "assessment", "criteria" or "catalogue", with its digest as place.
 * Of such a body: found: the digest of what stands there now, empty when nothing does. member:
 * where it was changed: a path, or "LINE:COLUMN" where no member was. by: how that is known:
 * "made_again" or "ships": what was kept was had again, and has the recorded digest; "evaluated":
 * the place of the assessment that comes out otherwise; "unreadable": why it cannot be read; null:
 * it does not show. */
struct replayed {
	bool		same;
	const char	*what, *by;
	struct slice	place, kept, made, found, member;
};

/* d: a decision. An open transaction. Errors: E_REPLAY is not among them: what differs is in *out;
 * E_UNVERIFIABLE when a body is not here any more; E_LIMIT, E_NOMEM; of the store. */
struct rc replay_decision(struct home *h, const struct thing *d, enum replay_depth depth,
    struct arena *a, struct replayed *out, struct trouble *t);

/* Bodies from elsewhere than a home; read() as body_read(). */
struct body_source {
	void		*context;
	struct rc	(*read)(void *context, struct slice id, size_t max, struct arena *a,
	    struct slice *bytes, bool *found, struct err *e);
};
/* The kept depth, for a decision whose bodies are there. Errors: as above. */
struct rc replay_from(const struct body_source *from, const struct event *d, struct arena *a,
    struct replayed *out, struct trouble *t);

#endif
