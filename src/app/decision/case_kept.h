/* app/decision/case_kept.h - what only a ledger knows of a case: entries, dates, states, readings,
 * exceptions, parties, and the scope of anchors.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DECISION_CASE_KEPT_H
#define APP_DECISION_CASE_KEPT_H

#include "app/home/home.h"
#include "app/home/state.h"
#include "app/inspect/gather.h"

/* Before the scope is looked for: what a person said of the kind of a body counts in place of what
 * was read; facts of another kind go. */
struct rc case_kept_correct(struct delivery *d, const struct thing *evidence, size_t count,
    struct err *e);
/* After the scope was bound: what a person said of what a body is about, likewise. */
struct rc case_kept_bind(struct delivery *d, const struct thing *evidence, size_t count,
    struct arena *a, struct err *e);
/* Completes a gathered case and settles it again. evidence: what was chosen, seen at `known`.
 * plain: readings as reviews_of() gives them plainly.
 * Errors: E_VERIFY for a damaged entry; E_LIMIT, E_NOMEM. */
struct rc case_kept_complete(struct home *h, uint64_t known, const struct thing *evidence,
    size_t count, const struct kind_set *kinds, bool plain, struct arena *a,
    struct case_form *c, struct err *e);

#endif
