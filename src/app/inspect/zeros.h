/* app/inspect/zeros.h - identifiers that lost their leading zeros on the way into one of several
 * tables.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_INSPECT_ZEROS_H
#define APP_INSPECT_ZEROS_H

#include "app/inspect/body.h"

/* Where a table's serial, article, batch or order number is that of another body without its
 * leading zeros: adds IDENTIFIER_DAMAGED with the range of cells, and the `table` facts of that
 * body say that it is no carrier. Errors: E_LIMIT, E_NOMEM. */
struct rc zeros_find(struct delivery *d, struct err *e);

#endif
