/* app/decision/decision_again.h - a recorded decision held against what is kept today.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DECISION_DECISION_AGAIN_H
#define APP_DECISION_DECISION_AGAIN_H

#include "app/decision/assess.h"

/* The assessment that was kept with the decision d. An open transaction, here and below.
 * Errors: E_VERIFY when it is damaged; E_UNVERIFIABLE when it is not here; E_LIMIT, E_NOMEM. */
struct rc decision_assessment(struct home *h, const struct thing *d, struct arena *a,
    struct assessment *out, struct err *e);
/* The criteria that it was decided by, from their body: withdrawn since or not.
 * Errors: as above; of criteria_bytes_load(). */
struct rc decision_criteria(struct home *h, const struct thing *d, const struct kind_set *kinds,
    struct arena *a, struct criteria_source *out, struct trouble *t);
/* Assesses the subject of d by those criteria, as q asks; q->subject is set.
 * Errors: of both, and of assess_run(). */
struct rc decision_assess(struct home *h, const struct thing *d, struct question *q,
    struct arena *a, struct assessed *x, struct trouble *t);

/* Another decision takes the place of this one, as seen at `known` (STORE_OPEN: now). */
struct rc decision_is_replaced(struct store *s, struct slice id, uint64_t known, struct arena *a,
    bool *out, struct err *e);
/* Every decision that no other has replaced, by position. */
struct rc decisions_in_force(struct store *s, uint64_t known, struct arena *a, struct thing **out,
    size_t *count, struct err *e);

#endif
