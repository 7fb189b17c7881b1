/* app/desk/level_sheet.h - the sheet of capability levels: --html.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_LEVEL_SHEET_H
#define APP_DESK_LEVEL_SHEET_H

#include "app/desk/levels.h"

/* said: what level_value() gave; it is left as it is. Without --html nothing is done. An open
 * transaction. Errors: of sheet_file(). */
struct rc level_sheet(const struct op_call *call, struct home *h, const struct levels *v,
    const struct value *said, struct trouble *t);

#endif
