/* table/table_map.h - a user's own map from headings to meanings (`--map FILE`).
 *
 * Format: doc/formats/tables.md.
 *
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TABLE_TABLE_MAP_H
#define TABLE_TABLE_MAP_H

#include "base/arena.h"
#include "codec/value.h"
#include "table/words.h"

/* Where a field stands: under a heading (folded), or in a column (from 1); neither: not mapped. */
struct map_column {
	struct slice	heading;
	uint32_t	column;
};

struct table_map {
	enum table_kind		kind;
	struct slice		sheet;		/* null: any sheet */
	uint32_t		header_row;	/* 0: the first row that holds every heading */
	struct map_column	columns[FIELD_COUNT];
};

/* Errors: E_SCHEMA with the place in the document, E_LIMIT, E_NOMEM. */
struct rc table_map_decode(const struct value *v, struct arena *a, struct table_map *out,
    struct err *e);

#endif
