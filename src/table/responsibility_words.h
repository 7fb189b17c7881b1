/* table/responsibility_words.h - the words of responsibility matrices. See
 * table/responsibility_table.h.
 *
 * Purity:   no I/O, no clock, no allocation.
 * Layer:    private to table.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TABLE_RESPONSIBILITY_WORDS_H
#define TABLE_RESPONSIBILITY_WORDS_H

#include "table/responsibility_table.h"

/* What a heading names. "Party / Partei" is known by its parts. */
enum responsibility_field responsibility_heading(struct slice text);
enum responsibility_field responsibility_field_parse(struct slice name);

/* What stands where a party and a row of a RACI table meet. */
#define MARK_RESPONSIBLE 1u	/* R, a tick */
#define MARK_ACCOUNTABLE 2u	/* A */
#define MARK_CONSULTED 4u	/* C, S */
#define MARK_INFORMED 8u	/* I */
/* "R", "A/R", "x", a tick; a dash is nothing. False when anything else stands there. */
bool responsibility_marks(struct slice text, unsigned *marks);

/* Nobody, on purpose: "n/a", "-", "entfällt". */
bool responsibility_is_none(struct slice text);

#endif
