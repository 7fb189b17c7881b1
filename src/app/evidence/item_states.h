/* app/evidence/item_states.h - what a case calls an item of evidence, and what was said of it
 * since.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_EVIDENCE_ITEM_STATES_H
#define APP_EVIDENCE_ITEM_STATES_H

#include "app/home/state.h"
#include "fact/case.h"

/* The item id: the digest of the body, kept here or held elsewhere; of what was only seen the id of
 * its entry. Borrowed. */
struct slice item_id_of(const struct thing *evidence);
/* The same of "evidence:HEX64" as seen at `known`; *found false when it was not there. */
struct rc item_id_find(struct store *s, struct slice evidence, uint64_t known, struct arena *a,
    struct slice *out, bool *found, struct err *e);

/* What the first `known` entries say of it: superseded from when it was recorded, by the item that
 * takes its place; revoked, withdrawn or disputed from the instant that was stated, by the first
 * item (in the order of ids) on which that is based, else by the item itself. In the order of
 * entries; case_settle() sorts them. An open transaction. Errors: as linked_events(). */
struct rc item_states_of(struct store *s, const struct thing *evidence, uint64_t known,
    struct arena *a, struct item_state **out, size_t *count, struct err *e);

#endif
