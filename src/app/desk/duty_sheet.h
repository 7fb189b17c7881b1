/* app/desk/duty_sheet.h - the sheet of who is responsible for what, as a file.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_DUTY_SHEET_H
#define APP_DESK_DUTY_SHEET_H

#include "app/decision/assess.h"
#include "app/desk/duties.h"
#include "app/ops.h"

/* Writes --html, where it is given. head: counts and subject; rows: the cells to show, as
 * duty_value() makes them. An open transaction. Errors: of the file; of the store; E_LIMIT,
 * E_NOMEM. */
struct rc duty_sheet(const struct op_call *call, struct home *h, const struct question *q,
    const struct duties *d, const struct value *head, const struct value *rows,
    struct trouble *t);

#endif
