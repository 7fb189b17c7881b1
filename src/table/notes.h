/* table/notes.h - what a sheet hides or computes: said, and read all the same.
 *
 * Layer:    base, codec, fact.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TABLE_NOTES_H
#define TABLE_NOTES_H

#include "codec/grid.h"
#include "fact/reading.h"

/* Adds ROWS_HIDDEN ("Sheet!5:7" and "Sheet!C:D", each run of rows and the columns from the first to
 * the last that is hidden), SHEET_HIDDEN, and FORMULA_VALUE and CELL_ERROR at the first such cell.
 * Errors: E_LIMIT, E_NOMEM. */
struct rc sheet_notes(const struct grid_sheet *sheet, struct reading *r, struct err *e);

#endif
