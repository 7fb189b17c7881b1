/* app/evidence/content_row.h - one reading as content rows. See app/evidence/content.h.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_EVIDENCE_CONTENT_ROW_H
#define APP_EVIDENCE_CONTENT_ROW_H

#include "app/evidence/content.h"
#include "app/inspect/body.h"

/* Adds the rows of what was read. Errors: E_LIMIT, E_NOMEM. */
struct rc content_rows_of(const struct body *read, struct content_body *out, struct err *e);

#endif
