/* table/identifier.h - identifiers as spreadsheets damage them.
 *
 * An identifier is text. What a spreadsheet has turned into a number, a date or an exponent is
 * found here and reported; nothing is repaired.
 *
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TABLE_IDENTIFIER_H
#define TABLE_IDENTIFIER_H

#include "base/base.h"
#include "codec/grid.h"

/* The cell alone shows damage: an exponent (3.1E+03, 3,1E+03), a date cell or a text written as
 * a date, a decimal point in a number, more than 15 digits in a numeric cell, leading zeros that
 * only the number format shows, an error value, an invisible or unusual blank character
 * (U+00A0, U+200B and the like), a text written as a formula (="0047022", '0047022), a
 * formula whose result is not stored. */
bool identifier_is_damaged(const struct grid_cell *cell);
/* The same of a version, which may be a number with a point (5.4) or look like a date
 * (2026.06.1). */
bool identifier_version_is_damaged(const struct grid_cell *cell);
/* Several in one cell: separated by a line end, comma, semicolon or " / ", or a range written
 * with ".." or " - ". */
bool identifier_is_many(struct slice s);
/* Digits and at least one letter that is taken for one: O, o, I, l. "31O1". */
bool identifier_has_letter_digit(struct slice s);
/* Both are digits and equal once leading zeros are dropped, and a has fewer of them. */
bool identifier_lost_zeros(struct slice a, struct slice b);
/* Digits only, at least one. */
bool identifier_is_digits(struct slice s);

#endif
