/* table/table.h - packing lists, orders, receipts and lists of serials, read from any table.
 *
 * Every row keeps its cell. Identifiers stay text: damage and columns that do not hold what
 * their heading says are findings, and a table with such a finding in an identifying column is
 * no carrier and names no asset.
 *
 * Format: doc/formats/tables.md; facts `listed`, `quantity`, `table`: doc/formats/facts.md.
 *
 * Purity:   no I/O, no clock.
 * Layer:    base, codec, fact.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TABLE_TABLE_H
#define TABLE_TABLE_H

#include "codec/grid.h"
#include "fact/reading.h"
#include "table/table_map.h"

/* Fills r. A grid with no known columns gives kind "table" and TABLE_UNREAD.
 * Errors: E_LIMIT, E_NOMEM. */
struct rc table_read(const struct grid *g, const struct table_map *maps, size_t map_count,
    struct reading *r, struct err *e);

#endif
