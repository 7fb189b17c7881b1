/* workbook.c - fuzz target: workbooks of requirements, as `requirement import` reads them. Each
 * ends with rows, none of them twice and each with its cell, or with a code and a text; read again
 * it says the same.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "app/desk/workbook.h"
#include "codec/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct shipped_data *
data_of_program(void)
{
	static struct arena a;
	static struct shipped_data data;
	if (data.catalogues.count > 0)
		return &data;
	a = arena_init(MIB(256));
	if (failed(shipped_data_load(&a, &data, NULL)))
		abort();
	return &data;
}

static void
check_cell(struct slice cell)
{
	if (cell.len < 2 || !utf8_valid(cell) || cell.at[cell.len - 1] < '0' ||
	    cell.at[cell.len - 1] > '9')
		abort();
}

static void
check_rows(const struct workbook *b)
{
	size_t rows = 0;
	for (size_t k = 0; k < b->table_count; k++)
		rows += b->tables[k].sheet->hidden ? 0 : b->tables[k].row_count;
	if (b->row_count == 0 || b->catalog == NULL || rows != b->row_count + b->again_count)
		abort();
	for (size_t i = 0; i < b->row_count; i++) {
		check_cell(b->rows[i].cell);
		check_cell(b->rows[i].row_cell);
		if (b->rows[i].item == NULL || b->rows[i].status == NULL)
			abort();
		for (size_t k = 0; k < i; k++)
			if (b->rows[k].item == b->rows[i].item)
				abort();
	}
}

static void
check_error(struct rc done, const struct trouble *t)
{
	if (t->err.code != done.code || t->err.what == NULL || t->err.what[0] == 0 ||
	    t->file.len == 0)
		abort();
	if (t->place.len > 0)
		check_cell(t->place);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct workbook_wish wish = { .path = "workbook", .bytes = { data, size } };
	struct workbook one, two;
	AUTO(arena) words = arena_init(KIB(64));
	struct trouble t = {0}, t2 = {0};

	if (data == NULL)
		return 0;		/* no bytes ask for a file */
	struct rc done = workbook_read(&words, &wish, data_of_program(), &one, &t);
	struct rc again = workbook_read(&words, &wish, data_of_program(), &two, &t2);
	if (done.code != again.code || !slice_eq(slice_of(t.err.what), slice_of(t2.err.what)) ||
	    (!failed(done) && one.row_count != two.row_count))
		abort();
	if (!failed(done))
		check_rows(&one);
	workbook_drop(&one);
	workbook_drop(&two);
	if (failed(done))
		check_error(done, &t);	/* what is said lasts longer than what was read */
	return 0;
}
