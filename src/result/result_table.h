/* result/result_table.h - results of tests in a table: CSV, or a sheet of a workbook.
 *
 * A row of headings names the columns: the test, its result, and where there are such columns the
 * requirement, a note and the version that was tested. The first sheet that has them is read;
 * hidden sheets are passed over. Above the headings a cell may name the version that stands beside
 * it. A result that is no word of the list is refused, and so is a result without a test.
 *
 * Format:   doc/formats/test-results.md.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef RESULT_RESULT_TABLE_H
#define RESULT_RESULT_TABLE_H

#include "codec/grid.h"
#include "result/result.h"

/* Fills out; texts are borrowed from the grid or live in the arena. Errors: E_SCHEMA, with the
 * cell ("Tests!C7") in *cell where there is one; E_LIMIT, E_NOMEM. */
struct rc result_table_read(const struct grid *g, struct arena *a, struct test_report *out,
    struct slice *cell, struct err *e);

#endif
