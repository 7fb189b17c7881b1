/* app/decision/rests.h - which of the items that were offered a decision rests on.
 *
 * A decision names the entry of every item that was offered. Its kept assessment says which of
 * them met a criterion and which one of its reasons names; its kept case says what vouches for
 * those. An item that nothing of this reaches changed no verdict, and nothing that becomes of it
 * does.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DECISION_RESTS_H
#define APP_DECISION_RESTS_H

#include "app/home/home.h"
#include "app/home/state.h"
#include "base/map.h"

/* The strongest that holds. REST_VOUCHES: its signed content names the digest of an item that is
 * used or spoke against, it is the revocation list of such an item's signer, or it shows the
 * compensating measure of an exception. REST_AGAINST: a reason names it. REST_USED: it was admitted
 * by a criterion. All of it for the parts that were decided on. */
enum rest { REST_OFFERED = 0, REST_VOUCHES, REST_AGAINST, REST_USED };
/* "offered", "vouches", "speaks_against", "used". */
const char *rest_name(enum rest r);

/* What one decision rests on. items: by item id; entries: by "evidence:HEX64"; anchors: by
 * the digest of the key. */
struct rests {
	struct arena	 a;
	struct map	 items, entries, anchors;
};
struct rests rests_init(void);
void rests_drop(struct rests *r);

/* Of the decision d, from its kept forms. An open transaction. To be dropped also on failure.
 * Errors: E_VERIFY when a form is damaged; E_UNVERIFIABLE when one is not here; E_LIMIT,
 * E_NOMEM. */
struct rc rests_read(struct home *h, const struct thing *d, struct rests *out, struct err *e);
/* evidence: an entry, "evidence:HEX64". */
enum rest rests_on(const struct rests *r, struct slice evidence);

/* A good signature of an item that is used, spoke against or vouches leads to this key. */
bool rests_on_anchor(const struct rests *r, struct slice key);

/* The decision speaks about some of these assets: it is about the whole, or names one. */
bool rests_part_is_decided(const struct thing *d, const struct slice *assets, size_t count);

#endif
