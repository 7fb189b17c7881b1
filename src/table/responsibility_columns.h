/* table/responsibility_columns.h - what the columns of a responsibility matrix are.
 *
 * Purity:   no I/O, no clock.
 * Layer:    private to table.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TABLE_RESPONSIBILITY_COLUMNS_H
#define TABLE_RESPONSIBILITY_COLUMNS_H

#include "base/limits.h"
#include "table/responsibility_words.h"

/* A column that is a party, or one that is a duty. name: as headed. */
struct responsibility_column { uint32_t column; struct slice name; const char *duty; };

#define RESPONSIBILITY_COLUMNS_MAX 64

/* field: columns from 1, or 0. first: index of the first row below the headings. raci: somewhere an
 * A stands. found: the sheet has such a table: topics, and columns that name parties or roles.
 * Where it is not found but a heading of topics is: its row (0: none) and column, and the first
 * column that says how requirements are met, or 0. */
struct responsibility_layout {
	uint32_t			 field[RESPONSIBILITY_FIELDS];
	size_t				 first, party_count, duty_count;
	struct responsibility_column	 parties[RESPONSIBILITY_COLUMNS_MAX];
	struct responsibility_column	 duties[RESPONSIBILITY_COLUMNS_MAX];
	uint32_t			 heading, topic, stated;
	bool				 raci, found;
};

/* Errors: E_SCHEMA for a map that names a column that is not there, and for more than
 * RESPONSIBILITY_COLUMNS_MAX parties or duties. */
struct rc responsibility_layout_find(const struct grid_sheet *sheet,
    const struct responsibility_map *map, struct responsibility_layout *out, struct err *e);

#endif
