/* app/decision/explain.h - a decision in words: why, since then, not shown.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DECISION_EXPLAIN_H
#define APP_DECISION_EXPLAIN_H

#include "app/home/home.h"
#include "app/home/state.h"

/* *out: {"schema": "assay/decision-explain/1", ...}. An open transaction.
 * Errors: E_VERIFY when a kept form is damaged. */
struct rc explain_decision(const struct op_call *call, struct home *h, const struct thing *d,
    struct arena *a, struct value *out, struct trouble *t);
/* The same for people. */
struct rc explain_text(const struct value *v, struct buf *out, struct err *e);

#endif
