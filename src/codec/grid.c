/* codec/grid.c - names of cells. See codec/grid.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/grid.h"

bool
grid_cell_name(struct arena *a, uint32_t row, uint32_t column, struct slice *out)
{
	char letters[8];
	size_t at = sizeof(letters) - 1;

	letters[at] = '\0';
	/* Columns count in base 26 without a zero: Z is followed by AA. */
	for (uint32_t left = column; left > 0; left = (left - 1) / 26)
		letters[--at] = (char)('A' + (left - 1) % 26);
	return arena_format(a, out, "%s%u", letters + at, (unsigned)row);
}
