/* table/rows.h - which rows of a table are its lines, and which are totals, repeated headings and
 * what is written below.
 *
 * Format:   doc/formats/tables.md.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TABLE_ROWS_H
#define TABLE_ROWS_H

#include "table/layout.h"

enum row_use { ROW_EMPTY = 0, ROW_ITEM, ROW_TOTAL, ROW_HEADING, ROW_FOOTER };

/* use[i]: of the row with index layout.header + 1 + i. total: the number that a total row states,
 * null when there is none or when it is not plain. items: rows that are ROW_ITEM. */
struct table_rows {
	const struct grid_sheet	*sheet;
	const struct layout	*layout;
	enum row_use		*use;
	size_t			 items, filled;
	struct slice		 total;
};

/* Errors: E_LIMIT, E_NOMEM. */
struct rc rows_classify(const struct grid_sheet *sheet, const struct layout *l, struct arena *a,
    struct table_rows *out, struct err *e);
enum row_use rows_use(const struct table_rows *t, size_t index);

/* "50", "50 pcs", "50.0", "50,00": whole pieces. "1.000" and "1,000" may mean two things and are no
 * number here, as everything else. */
bool rows_quantity(struct slice text, int64_t *out);
/* Several words, or longer than any serial: a sentence. */
bool rows_is_prose(struct slice text);

#endif
