/* codec/grid.c - names of cells. See codec/grid.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/grid.h"

/* Digits of a row from the end of the text; the letters of a column before them. A large table has
 * some places in every row. */
static struct slice
name_at_end(uint32_t row, uint32_t column, uint8_t text[static GRID_CELL_NAME_MAX])
{
	size_t at = GRID_CELL_NAME_MAX;
	do
		text[--at] = (uint8_t)('0' + row % 10);
	while ((row /= 10) > 0);
	/* Columns count in base 26 without a zero: Z is followed by AA. */
	for (uint32_t left = column; left > 0; left = (left - 1) / 26)
		text[--at] = (uint8_t)('A' + (left - 1) % 26);
	return (struct slice){ text + at, GRID_CELL_NAME_MAX - at };
}

bool
grid_cell_name(struct arena *a, uint32_t row, uint32_t column, struct slice *out)
{
	uint8_t text[GRID_CELL_NAME_MAX];
	return arena_copy(a, name_at_end(row, column, text), out);
}

bool
grid_cell_place(struct arena *a, const struct grid_sheet *sheet, uint32_t row, uint32_t column,
    struct slice *out)
{
	uint8_t text[GRID_CELL_NAME_MAX + 1];
	struct slice name = name_at_end(row, column, text + 1);
	if (sheet->name.len == 0)
		return arena_copy(a, name, out);
	uint8_t *mark = text + 1 + GRID_CELL_NAME_MAX - name.len - 1;
	*mark = '!';
	return arena_join(a, sheet->name, (struct slice){ mark, name.len + 1 }, out);
}
