/* app/inspect/gather.h - the case: every fact that bears on one question at one instant.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_INSPECT_GATHER_H
#define APP_INSPECT_GATHER_H

#include "app/inspect/scope.h"
#include "catalog/kinds.h"
#include "fact/case.h"
#include "trust/anchor.h"

/* Every body with a kind becomes an item. No ledger: the position is unknown.
 * Errors: E_LIMIT, E_NOMEM. */
struct rc gather_case(const struct delivery *d, const struct scope *s,
    const struct anchor_set *anchors, const struct kind_set *kinds, int64_t valid_at_ms,
    struct arena *a, struct case_form *out, struct err *e);

#endif
