/* table/requirement_sheet.h - a table as text goes out again, with columns of assay's own behind
 * its own.
 *
 * Every byte that was there stays: encoding, separator, line ends and quotes. Columns that an
 * earlier export appended are replaced, so that a second export is the first.
 *
 * Format:   doc/formats/requirement-tables.md, "Out again".
 * Purity:   no I/O, no clock.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TABLE_REQUIREMENT_SHEET_H
#define TABLE_REQUIREMENT_SHEET_H

#include "base/buf.h"
#include "codec/grid.h"

enum { OWN_STATED, OWN_SHOWN, OWN_WHY, OWN_CONFIDENCE, OWN_EVIDENCE, OWN_COLUMNS };

/* The heading of a column of assay's own: "assay:stated", ... Static text. */
const char *own_heading(unsigned column);
/* Whether a cell is such a heading. */
bool own_is_heading(struct slice text);
/* own[c - 1]: column c of the sheet is assay's own, by a heading in one of its first `rows`. */
void own_columns(const struct grid_sheet *sheet, size_t rows, bool own[static 512]);

/* What stands in the own columns of one row (number from 1, as a spreadsheet counts); texts may be
 * null. ASCII alone goes out; any other byte as "?". */
struct own_row { uint32_t number; struct slice texts[OWN_COLUMNS]; };

/* in: a table that csv_decode() read as `g`. rows: in rising order. The headings go into the row
 * `heading`. Errors: E_LIMIT when the columns are more than TABLE_COLUMNS_MAX or the buffer's
 * ceiling is met; E_NOMEM. */
struct rc own_append(struct slice in, const struct grid *g, uint32_t heading,
    const struct own_row *rows, size_t count, struct buf *out, struct err *e);

/* A sheet of a workbook as text: UTF-8 with its mark, comma, CR LF, every row at its number, cells
 * as they are stored; what is shown as a date and has no time is written as one, 2026-12-31. g: the
 * workbook. */
void own_text(const struct grid *g, const struct grid_sheet *sheet, struct buf *out);

/* Cells that a spreadsheet would run as formulas: those that begin with = + - @, a tab or CR, and
 * are no number. */
bool own_runs(struct slice text);

#endif
