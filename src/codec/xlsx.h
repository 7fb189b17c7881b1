/* codec/xlsx.h - the values of an Excel workbook, as they are stored.
 *
 * Formulas are never computed: their stored results are read and marked. Macros are noticed and
 * never read, external links never followed, hidden rows, columns and sheets are read and marked.
 * Numbers keep the digits of the file; whether a number is shown as a date or with leading zeros
 * follows from its number format (the first section of it).
 *
 * Only worksheets are sheets of the grid; chart and dialog sheets are left out, macro sheets
 * count as macros. Cells without a value and rows without cells that have one are left out.
 * hidden_columns counts those up to the last column with a value.
 *
 * Spec:     ECMA-376 parts 1 and 2, transitional and strict (spreadsheetML, 18.3, 18.4, 18.8;
 *           package relationships). _xHHHH_ in text stands for the character (22.4.2.4).
 * Purity:   no I/O, no clock.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CODEC_XLSX_H
#define CODEC_XLSX_H

#include "base/arena.h"
#include "base/base.h"
#include "codec/grid.h"

/* Everything lives in the arena. Errors; the place is an offset in the input when the text begins
 * with nothing, and in the unpacked part when it begins with the part ("sheet: ..."):
 *   E_SYNTAX  the ZIP or the XML of a part is damaged
 *   E_SCHEMA  no workbook; a DOCTYPE; rows or cells out of order or twice; a reference to nothing
 *   E_LIMIT   TABLE_SHEETS_MAX, TABLE_ROWS_MAX, TABLE_COLUMNS_MAX, CELL_BYTES_MAX,
 *             TABLE_PART_BYTES_MAX, UNPACK_RATIO_MAX, the arena's budget
 *   E_NOMEM */
struct rc xlsx_decode(struct slice in, struct arena *a, struct grid *out, struct err *e);

#endif
