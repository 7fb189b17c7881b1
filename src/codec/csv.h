/* codec/csv.h - tables as text: comma, semicolon or tab between cells.
 *
 * The encoding is found as in codec/utf8.h; the separator is the one by which the first rows agree
 * best on a number of columns, quotes regarded. A first line "sep=;" names it, as Excel does.
 * Cells keep their text byte for byte, in UTF-8: blanks, zeros and signs stay. Rows may be of
 * different length. Empty lines are no rows but count: numbers are those a spreadsheet shows.
 *
 * Spec:     RFC 4180, with LF or CR alone as line ends too, and a quote inside of an unquoted
 *           cell taken as it stands.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CODEC_CSV_H
#define CODEC_CSV_H

#include "base/arena.h"
#include "base/base.h"
#include "codec/grid.h"

/* One sheet with an empty name; text borrowed from the input or the arena.
 * Errors, with the byte offset in the input as it was received:
 *   E_SYNTAX  an open quote, text behind a closing quote, a NUL, a byte that is no character,
 *             a table without any cell
 *   E_LIMIT   TABLE_ROWS_MAX, TABLE_COLUMNS_MAX, CELL_BYTES_MAX, the arena's budget
 *   E_NOMEM */
struct rc csv_decode(struct slice in, struct arena *a, struct grid *out, struct err *e);

#endif
