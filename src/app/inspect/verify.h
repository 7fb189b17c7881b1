/* app/inspect/verify.h - signatures, certificates and lists of a delivery, against the anchors.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_INSPECT_VERIFY_H
#define APP_INSPECT_VERIFY_H

#include "app/inspect/body.h"
#include "trust/anchor.h"
#include "trust/held.h"

/* before: answers that are believed, or null: everything is checked. now: what held this time; it
 * lives as long as the delivery. */
struct remembered { const struct held_list *before; struct held_list now; };

/* Fills the signatures of every body: of envelopes, of certificates, and of files that a detached
 * signature belongs to. A detached signature that belongs to none gets SIGNATURE_ALONE.
 * threads: 1 to POOL_THREADS_MAX; the answers do not depend on it. m: or null.
 * Errors: E_LIMIT, E_NOMEM. */
struct rc verify_delivery(struct delivery *d, const struct anchor_set *anchors, unsigned threads,
    struct remembered *m, struct err *e);
/* Whether the key of this anchor was found among the delivered files. Errors: E_NOMEM. */
struct rc verify_anchor_is_delivered(const struct delivery *d, const struct anchor *n, bool *out,
    struct err *e);

#endif
