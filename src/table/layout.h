/* table/layout.h - where in a sheet the tables stand, and what their columns hold.
 *
 * Format:   doc/formats/tables.md.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TABLE_LAYOUT_H
#define TABLE_LAYOUT_H

#include "base/arena.h"
#include "codec/grid.h"
#include "table/table_map.h"
#include "table/words.h"

/* What one row names when it is read as headings: columns from 1, or 0.
 * again: a second column under a heading of equal rank, where that makes the field doubtful.
 * known: how many fields. values: cells that hold a number, as headings do not. */
struct heading {
	uint32_t	column[FIELD_COUNT], again[FIELD_COUNT];
	bool		weak[FIELD_COUNT];
	unsigned	known, other, values;
};

/* fixed[f]: a value above the table that holds for every row ("Batch: C-2026-041"), its place and
 * the cell that holds it or of which it is a part; or null.
 * header: index into sheet->rows of the heading row; the rows behind it, up to end, are the
 * table's. told: the kind stands in a title, a sheet's name or a map, not only in the columns. */
struct layout {
	enum table_kind	 kind;
	bool		 told;
	size_t		 header, end;
	struct heading	 heading;
	struct slice	 fixed[FIELD_COUNT];
	struct slice	 fixed_place[FIELD_COUNT];
	const struct grid_cell *fixed_cell[FIELD_COUNT];
	const char	*why;		/* why it was taken for this kind: a clause */
};

/* The next table at or behind the row with index `from`; false when there is none whose columns
 * are known. Maps are tried first, and only from the first row. Errors: E_LIMIT, E_NOMEM. */
struct rc layout_find(const struct grid_sheet *sheet, size_t from, const struct table_map *maps,
    size_t map_count, struct arena *a, struct layout *out, bool *found, struct err *e);

/* A row as headings, and whether it is the heading row of a table. */
struct heading heading_read(const struct grid_row *row);
bool heading_is_one(const struct heading *h);
/* The heading row of the next table at or behind `from`: its index, or SIZE_MAX. *h: what it
 * names, with headings that are merged down to it from the row above. */
size_t heading_find(const struct grid_sheet *sheet, size_t from, struct heading *h);
/* The index of the row where the table under the heading row `header` ends. */
size_t heading_end(const struct grid_sheet *sheet, size_t header, const struct heading *h);
/* A heading and its value side by side: "Batch | C-2026-041". The columns from 1; false when the
 * row has none at or behind column *from. */
bool heading_pair(const struct grid_row *row, uint32_t *from, enum field *f, uint32_t *value);

/* The trimmed text of a row's cell in a column (from 1); empty when there is none, and where the
 * cell holds an error value. */
struct slice row_text(const struct grid_row *row, uint32_t column);
bool row_is_empty(const struct grid_row *row);
/* "F" as 6; 0 where the text is no column's letters, or beyond TABLE_COLUMNS_MAX. */
uint32_t column_of_letters(struct slice text);
/* A date as text ("2026-12-31", "31.12.2026") or as a spreadsheet stores it: its last millisecond.
 * TIME_UNKNOWN where the cell holds none. */
int64_t cell_until(const struct grid *g, const struct grid_row *row, uint32_t column);

#endif
