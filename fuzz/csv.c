/* csv.c - fuzz target: tables as text. Written again with quotes, a table reads the same.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/buf.h"
#include "base/limits.h"
#include "codec/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Every cell quoted; absent rows as empty lines. The hint keeps the separator. */
static void
write_again(const struct grid *g, struct buf *b)
{
	const struct grid_sheet *s = &g->sheets[0];
	uint32_t number = 1;

	buf_addf(b, "sep=%c\n", g->separator);
	for (size_t i = 0; i < s->count; i++) {
		for (; number < s->rows[i].number; number++)
			buf_add_byte(b, '\n');
		number++;
		for (uint32_t k = 0; k < s->rows[i].count; k++) {
			struct slice t = s->rows[i].cells[k].text;
			if (k > 0)
				buf_add_byte(b, (uint8_t)g->separator);
			buf_add_byte(b, '"');
			for (size_t n = 0; n < t.len; n++) {
				buf_add_byte(b, t.at[n]);
				if (t.at[n] == '"')
					buf_add_byte(b, '"');
			}
			buf_add_byte(b, '"');
		}
		buf_add_byte(b, '\n');
	}
}

static void
compare(const struct grid_sheet *x, const struct grid_sheet *y)
{
	if (x->count != y->count)
		abort();
	for (size_t i = 0; i < x->count; i++) {
		if (x->rows[i].number + 1 != y->rows[i].number ||
		    x->rows[i].count != y->rows[i].count)
			abort();
		for (uint32_t k = 0; k < x->rows[i].count; k++)
			if (!slice_eq(x->rows[i].cells[k].text, y->rows[i].cells[k].text))
				abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(arena) a = arena_init(MIB(32));
	AUTO(arena) b = arena_init(MIB(32));
	AUTO(buf) again = buf_init(MIB(4));
	struct slice in = { data, size };
	struct grid first, second;
	struct err e = {0};

	if (failed(csv_decode(in, &a, &first, &e))) {
		if (e.at > size || e.what == NULL)
			abort();
		return 0;
	}
	/* The rows of a table that had the hint are numbered with it already. */
	write_again(&first, &again);
	if (again.broken || first.sheets[0].rows[first.sheets[0].count - 1].number ==
	    TABLE_ROWS_MAX)
		return 0;
	e = (struct err){0};
	if (failed(csv_decode(buf_slice(&again), &b, &second, &e)))
		abort();
	compare(&first.sheets[0], &second.sheets[0]);
	return 0;
}
