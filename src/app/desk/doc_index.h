/* app/desk/doc_index.h - which kept evidence answers the rows on a technical documentation.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_DOC_INDEX_H
#define APP_DESK_DOC_INDEX_H

#include "app/home/home.h"
#include "app/shipped_data.h"

struct doc_counts { size_t items, recorded, no_longer, nothing; };

/* *groups: [{group, title, items: [{requirement, id, ref, title, paraphrase, condition, state,
 * kinds: [{kind, title, does_not_prove}], evidence: [{id, kind, name, made, received, valid_until,
 * state, digest}], evidence_ids}]}] of the annexes II and VII of the catalogue `cra`. state:
 * "recorded" where an item holds, "no_longer" where none of them does, "nothing_recorded".
 * An open transaction. Errors: E_USAGE where no such catalogue is adopted; of the store. */
struct rc doc_index(struct build *b, struct home *h, struct slice subject, uint64_t known,
    int64_t at_ms, const struct shipped_data *data, struct value *groups,
    struct doc_counts *counts, const struct catalog **from, struct err *e);

#endif
