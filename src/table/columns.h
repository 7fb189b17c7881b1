/* table/columns.h - what is wrong with a table's identifying columns.
 *
 * Layer:    base, codec, fact.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TABLE_COLUMNS_H
#define TABLE_COLUMNS_H

#include "fact/reading.h"
#include "table/rows.h"

/* Adds IDENTIFIER_DAMAGED and TABLE_COLUMN_SUSPECT findings with the cells, for the lines of the
 * table and for what stands above it. carrier: false when there was any.
 * Errors: E_LIMIT, E_NOMEM. */
struct rc columns_check(const struct table_rows *t, struct reading *r, bool *carrier,
    struct err *e);

#endif
