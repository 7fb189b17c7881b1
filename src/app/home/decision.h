/* app/home/decision.h - recorded decisions, looked up.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_HOME_DECISION_H
#define APP_HOME_DECISION_H

#include "app/home/home.h"
#include "app/home/state.h"

/* The decision that the argument ID means. An open transaction. Errors: E_USAGE. */
struct rc decision_find(const struct op_call *call, struct home *h, struct thing *out,
    struct trouble *t);

#endif
