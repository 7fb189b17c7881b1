/* app/desk/practice_sheet.h - the sheet of a development process: --html.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_PRACTICE_SHEET_H
#define APP_DESK_PRACTICE_SHEET_H

#include "app/desk/practices.h"

/* head, rows: what `practice status --json` says, every row; they are left as they are. Without
 * --html nothing is done. An open transaction. Errors: of sheet_file(). */
struct rc practice_sheet(const struct op_call *call, struct home *h, const struct practices *p,
    const struct value *head, const struct value *rows, struct trouble *t);

#endif
