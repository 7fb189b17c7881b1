/* app/evidence/recomputed.h - the digest of what is held elsewhere, recomputed over bytes that
 * somebody brought for a look.
 *
 * It is recorded as a verification.recorded of method "inspection" with one value named
 * "recomputed": `sha256`, `sha512` and `size`. No reading by a person can say that value, for it is
 * no fact of any kind; and it is no reading: nobody has read anything.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_EVIDENCE_RECOMPUTED_H
#define APP_EVIDENCE_RECOMPUTED_H

#include "app/home/draft.h"
#include "app/home/state.h"
#include "crypto/digest.h"

/* Is the verification one of these, and no reading? */
bool recomputed_is(const struct event *verification);
/* The values of such an event. Texts live in the arena of the draft. */
struct rc recomputed_draft(struct draft *d, const struct digest_pair *digest, uint64_t size_bytes,
    struct err *e);
/* When the digest of evidence that is held elsewhere was last recomputed among the first `known`
 * entries; TIME_UNKNOWN: never. An open transaction. Errors: of linked_events(). */
struct rc recomputed_last(struct store *s, const struct thing *evidence, uint64_t known,
    struct arena *a, int64_t *at_ms, struct err *e);

#endif
