/* table/columns.h - what is wrong with a table's identifying columns.
 *
 * Layer:    base, codec, fact.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TABLE_COLUMNS_H
#define TABLE_COLUMNS_H

#include "codec/grid.h"
#include "fact/reading.h"
#include "table/layout.h"

/* Adds IDENTIFIER_DAMAGED and TABLE_COLUMN_SUSPECT findings with the range of cells.
 * carrier: false when there was any. Errors: E_LIMIT, E_NOMEM. */
struct rc columns_check(const struct grid_sheet *sheet, const struct layout *l, struct reading *r,
    bool *carrier, struct err *e);

#endif
