/* app/home/content_row.h - one reading as content rows. See app/home/content.h.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_HOME_CONTENT_ROW_H
#define APP_HOME_CONTENT_ROW_H

#include "app/body.h"
#include "app/home/content.h"

/* Adds the rows of what was read. Errors: E_LIMIT, E_NOMEM. */
struct rc content_rows_of(const struct body *read, struct content_body *out, struct err *e);

#endif
