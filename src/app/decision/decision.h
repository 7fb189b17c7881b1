/* app/decision/decision.h - recorded decisions, looked up.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DECISION_DECISION_H
#define APP_DECISION_DECISION_H

#include "app/home/home.h"
#include "app/home/state.h"

/* The decision that the argument ID means. An open transaction. Errors: E_USAGE. */
struct rc decision_find(const struct op_call *call, struct home *h, struct thing *out,
    struct trouble *t);

/* Of a text column with one finding. */
#define FINDING_WIDTH 18

/* Findings about the decision itself, as a listing shows them: DECISION_BACKDATED, or none.
 * d: of the type decision.made. */
struct value decision_findings(struct build *b, const struct event *d);
/* Among the rows of a listing is one whose `findings` are not empty. */
bool decision_rows_have_findings(const struct value *rows);

#endif
