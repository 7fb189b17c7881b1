/* table/layout.h - where in a sheet the table stands, and what its columns hold.
 *
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

/* column[f]: the column (from 1) of field f, or 0. fixed[f]: a value above the table that holds
 * for every row ("Batch: C-2026-041"), with its place; or null.
 * header: index into sheet->rows of the heading row; rows behind it are the table. */
struct layout {
	enum table_kind	 kind;
	size_t		 header;
	uint32_t	 column[FIELD_COUNT];
	struct slice	 fixed[FIELD_COUNT];
	struct slice	 fixed_place[FIELD_COUNT];
	const char	*why;		/* why it was taken for this kind: a clause */
};

/* False when the sheet holds no table whose columns are known. maps are tried first.
 * Errors: E_LIMIT, E_NOMEM. */
struct rc layout_find(const struct grid_sheet *sheet, const struct table_map *maps,
    size_t map_count, struct arena *a, struct layout *out, bool *found, struct err *e);

/* The trimmed text of a row's cell in a column (from 1); empty when there is none. */
struct slice row_text(const struct grid_row *row, uint32_t column);
/* "Sheet!B17", or "B17" where the sheet has no name. */
[[nodiscard]] bool cell_place(struct arena *a, const struct grid_sheet *sheet, uint32_t row,
    uint32_t column, struct slice *out);

#endif
