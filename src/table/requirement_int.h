/* table/requirement_int.h - a sheet of requirements while it is read. See
 * table/requirement_table.h.
 *
 * Purity:   no I/O, no clock.
 * Layer:    private to table.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TABLE_REQUIREMENT_INT_H
#define TABLE_REQUIREMENT_INT_H

#include "base/limits.h"
#include "table/requirement_words.h"

/* Columns to tick, one for each status. */
#define TICKS_MAX 8

struct tick { uint32_t column; const char *status; };

/* One sheet while it is read. columns: from 1, or 0. first: index of the first row that names a
 * requirement; heading: of the lowest heading row, SIZE_MAX where there is none. own: columns that
 * assay appended. again, tick_again: a second column of statuses, or of ticks for one, in the row
 * of the first, again_row; 0 where there is none. in, rival: columns under the heading that the
 * map names, and of the groups beside it. grouped: there is such a heading. */
struct sheet_run {
	const struct grid_sheet		*sheet;
	const struct grid		*grid;
	const struct catalog		*c;
	const struct requirement_map	*map;
	struct arena			*a;
	uint32_t			 columns[REQUIREMENT_FIELDS], again, tick_again;
	size_t				 first, heading, again_row, tick_count;
	struct tick			 ticks[TICKS_MAX];
	bool				 own[TABLE_COLUMNS_MAX];
	bool				 in[TABLE_COLUMNS_MAX], rival[TABLE_COLUMNS_MAX], grouped;
};

/* The requirement that a cell names: of any kind, or null. *base: what "RE(1)" belongs to; it
 * moves on. */
const struct catalog_item *requirement_item(const struct catalog *c, struct slice text,
    struct slice *base);
/* Whether a row of that kind asks for something: pointers only say where the requirement
 * stands. */
bool requirement_asks(const struct catalog_item *item);
/* Finds which column is which. *found: one names requirements, and a status stands beside.
 * Errors: E_SCHEMA when the map names a column that is not there. */
struct rc requirement_columns_find(struct sheet_run *g, bool *found, struct err *e);
/* What a cell says that is merged over several rows stands in each of them: g->sheet becomes such a
 * sheet, in the arena. The columns have been found. Errors: E_LIMIT, E_NOMEM. */
struct rc requirement_unmerge(struct sheet_run *g, struct err *e);

#endif
