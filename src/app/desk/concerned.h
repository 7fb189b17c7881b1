/* app/desk/concerned.h - evidence that concerns a product or one release of it.
 *
 * Of a product: what is about it, and about any release of it. Of a release: what is about it, and
 * about its product. Of any other subject: what is about it.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_CONCERNED_H
#define APP_DESK_CONCERNED_H

#include "app/home/home.h"
#include "app/home/state.h"

/* asked: a full subject. about: one that something is about. */
bool concerns(struct slice asked, struct slice about);
/* One of these subjects concerns the asked one. */
bool concerns_any(struct slice asked, const struct slice *subjects, size_t count);

/* state: "in_force"; "superseded", "revoked", "withdrawn", "disputed" as it was said last, from
 * the instant on that was stated for it; else "malformed" or "quarantined" as it was found when it
 * came; "not_yet_valid" or "expired" where its own period has not begun or is over. */
struct concerned { struct thing thing; struct slice state; };
bool concerned_holds(const struct concerned *c);

/* All of it as seen at `known`, by position. An open transaction. Errors: of the store. */
struct rc concerned_evidence(struct home *h, struct slice asked, uint64_t known, int64_t at_ms,
    struct arena *a, struct concerned **out, size_t *count, struct err *e);

#endif
