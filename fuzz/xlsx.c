/* xlsx.c - fuzz target: workbooks. Twice the same bytes give the same grid, in order and bounds.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/limits.h"
#include "codec/utf8.h"
#include "codec/xlsx.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_row(const struct grid_row *row)
{
	if (row->count == 0 || row->count > TABLE_COLUMNS_MAX ||
	    row->cells[row->count - 1].kind == CELL_EMPTY)
		abort();
	for (uint32_t i = 0; i < row->count; i++) {
		const struct grid_cell *c = &row->cells[i];
		if ((c->kind == CELL_EMPTY) != (c->text.len == 0) || !utf8_valid(c->text) ||
		    c->text.len > CELL_BYTES_MAX)
			abort();
	}
}

static void
check_sheet(const struct grid_sheet *s)
{
	if (s->count > TABLE_ROWS_MAX || s->hidden_columns > TABLE_COLUMNS_MAX)
		abort();
	for (size_t i = 0; i < s->count; i++) {
		if (i > 0 && s->rows[i].number <= s->rows[i - 1].number)
			abort();
		check_row(&s->rows[i]);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(arena) a = arena_init(MIB(16));
	AUTO(arena) b = arena_init(MIB(16));
	struct slice in = { data, size };
	struct grid first, second;
	struct err e = {0}, f = {0};

	struct rc r = xlsx_decode(in, &a, &first, &e);
	struct rc again = xlsx_decode(in, &b, &second, &f);
	if (r.code != again.code || e.at != f.at || e.what != f.what ||
	    failed(r) != (e.what != NULL))
		abort();
	if (failed(r))
		return 0;
	if (first.count > TABLE_SHEETS_MAX || first.count != second.count)
		abort();
	for (size_t i = 0; i < first.count; i++)
		check_sheet(&first.sheets[i]);
	return 0;
}
