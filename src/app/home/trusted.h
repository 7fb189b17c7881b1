/* app/home/trusted.h - the anchors of a home, as trust asks with them.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_HOME_TRUSTED_H
#define APP_HOME_TRUSTED_H

#include "app/home/home.h"
#include "trust/anchor.h"

/* Every anchor seen at `known`, with its period and scope, in a fixed order; an open transaction.
 * Of one that was ended the period stops there; one whose key was compromised is left out.
 * Keys live in the arena and the bag. Errors: E_VERIFY when a body is damaged; of anchor_load(). */
struct rc trusted_load(struct home *h, uint64_t known, struct arena *a, struct crypto_bag *bag,
    struct anchor_set *out, struct err *e);

#endif
