/* app/zeros.h - identifiers that lost their leading zeros on the way into one of several tables.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_ZEROS_H
#define APP_ZEROS_H

#include "app/body.h"

/* Adds IDENTIFIER_DAMAGED, with the range of cells, to every table whose article, batch or order
 * number is another one's without its leading zeros. Errors: E_LIMIT, E_NOMEM. */
struct rc zeros_find(struct delivery *d, struct err *e);

#endif
