/* app/decision/standing.h - whether what decisions rest on still carries them.
 *
 * A decision stands as it was recorded. What it rests on may end: evidence is superseded, revoked,
 * expires or grows stale; the anchor of a signature ends; an exception runs out; a condition is
 * overdue. Only what came after the decision counts: what was so before was part of it. And only
 * what it rests on (rests.h): an item that was offered and changed no verdict carries nothing.
 *
 * Answers about evidence and anchors are remembered, since decisions share them.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DECISION_STANDING_H
#define APP_DECISION_STANDING_H

#include "app/decision/since.h"
#include "app/home/home.h"
#include "base/map.h"

/* An anchor that is not trusted any more. id: "anchor:HEX64"; key: digest of its key. */
struct lost_anchor { struct slice id, key; struct happening what; };

struct standing {
	struct home		*h;
	const struct kind_set	*kinds;
	struct as_of		 of;
	struct arena		*a;
	struct map		 evidence;	/* happenings of each, by id */
	struct lost_anchor	*lost;
	size_t			 lost_count, lost_cap;
};

/* As of a size and an instant. An open transaction, here and below. To be dropped. */
struct rc standing_open(struct home *h, const struct kind_set *kinds, struct as_of of,
    struct arena *a, struct standing *out, struct err *e);
void standing_drop(struct standing *g);

/* What came since the decision d, in a fixed order: evidence, anchors, exceptions, conditions; with
 * `all` readings, its role and later decisions too, else only what is bad. */
struct rc standing_since(struct standing *g, const struct thing *d, bool all,
    struct happenings *out, struct err *e);

#endif
