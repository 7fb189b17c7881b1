/* app/desk/sheet_file.h - a sheet to be signed, as a file.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_SHEET_FILE_H
#define APP_DESK_SHEET_FILE_H

#include "app/decision/assess.h"

/* A page of report/: from a value to HTML. */
typedef struct rc sheet_page_fn(const struct value *v, struct buf *out, struct err *e);

/* Writes the page to the file. Errors: what the buffer failed with; of the file. */
struct rc page_file(const char *file, struct buf *page, struct trouble *t);
/* Puts `organisation`, `valid_at` and `log` (size, root) of the question into v, and writes the
 * page that `page` makes of it to the file. An open transaction.
 * Errors: of the file; of the store; E_LIMIT, E_NOMEM. */
struct rc sheet_file(const char *file, struct home *h, const struct question *q, struct build *b,
    struct value *v, sheet_page_fn *page, struct trouble *t);

#endif
