/* app/evidence/reviews.h - readings by people, as a case holds them.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_EVIDENCE_REVIEWS_H
#define APP_EVIDENCE_REVIEWS_H

#include "app/home/state.h"
#include "fact/case.h"

/* Every verification.recorded among the first `known` entries that is about one of these items
 * ("evidence:HEX64", each once). Evidence that was not there at `known` has none, and a digest
 * that was recomputed is no reading (app/evidence/recomputed.h). Facts keep the subject that the
 * reader gave, or "". Beside them stands one fact `reading`: by which key it was recorded, and the
 * reader's relation to the producer (doc/formats/case.md). plain: without that fact, as cases were
 * gathered before there was one. The order is that of the ids given; case_settle() sorts. An open
 * transaction. Texts live in the arena. Errors: as linked_events(). */
struct rc reviews_of(struct store *s, const struct slice *evidence, size_t evidence_count,
    uint64_t known, bool plain, struct arena *a, struct case_review **out, size_t *count,
    struct err *e);
/* Readings are there, and none has the fact `reading`: the case was gathered plainly. */
bool reviews_are_plain(const struct case_form *c);

#endif
