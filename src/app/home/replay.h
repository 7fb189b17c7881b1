/* app/home/replay.h - a recorded decision, computed again from what was recorded.
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
#ifndef APP_HOME_REPLAY_H
#define APP_HOME_REPLAY_H

#include "app/home/assess.h"

enum replay_depth { REPLAY_KEPT = 1, REPLAY_DEEP, REPLAY_WITH_CURRENT };

/* same: byte for byte. what: the first that differs: "case", "criteria", "catalogue", "assessment",
 * "evidence"; place: the path in it, "/items/3/facts/0/value/serial", or a digest. */
struct replayed {
	bool		same;
	const char	*what;
	struct slice	place, kept, made;
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
