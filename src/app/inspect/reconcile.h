/* app/inspect/reconcile.h - where each serial stands, list by list: for people.
 *
 * The same rows reach the verdicts through the check serial_reconciliation.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_INSPECT_RECONCILE_H
#define APP_INSPECT_RECONCILE_H

#include "app/inspect/body.h"
#include "fact/case.h"
#include "report/view.h"

/* Fills in_scope, counts and compared of v->lists, v->certified and v->serials; files and lists of
 * v are those of d. Errors: E_LIMIT, E_NOMEM. */
struct rc reconcile(const struct delivery *d, const struct case_scope *s, struct arena *a,
    struct view *v, struct err *e);

#endif
