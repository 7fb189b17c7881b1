/* app/evidence/sheet.h - the sheet of an intake: one row a file, to be corrected in any
 * spreadsheet.
 *
 * CSV in UTF-8 with a byte-order mark, so that spreadsheets read its umlauts. Columns:
 *
 *   keep        yes or no
 *   file        its name, members of containers behind their container
 *   digest      of its bytes: what the row is about, never to be changed
 *   kind        evidence kind, or unknown
 *   kind_reason why; for people
 *   bound_to    subjects, with a blank between them; empty: to be read from the content
 *   producer, made, valid_from, valid_until, received, owner, label, stage
 *   intake      what was found; for people
 *   for, path   what it was proposed for, and where it lies
 *
 * A spreadsheet may save it with semicolons, in another encoding, with cells quoted or not; that is
 * read too. A cell that it would run as a formula has a "'" before it, which is taken away again.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_EVIDENCE_SHEET_H
#define APP_EVIDENCE_SHEET_H

#include "app/evidence/taking.h"

/* Writes the rows of a taking. path: of the delivery, as the user named it. */
struct rc sheet_write(const struct taking *t, const char *path, struct arena *a, struct buf *out,
    struct err *e);

/* A sheet that was read: its rows as cells. */
enum sheet_column {
	SHEET_KEEP, SHEET_FILE, SHEET_DIGEST, SHEET_KIND, SHEET_REASON, SHEET_BOUND, SHEET_PRODUCER,
	SHEET_MADE, SHEET_FROM, SHEET_UNTIL, SHEET_RECEIVED, SHEET_OWNER, SHEET_LABEL, SHEET_STAGE,
	SHEET_INTAKE, SHEET_FOR, SHEET_PATH, SHEET_COLUMNS
};
struct sheet_row { uint32_t number; struct slice cell[SHEET_COLUMNS]; };
struct sheet {
	size_t			 count;
	struct sheet_row	*rows;
	uint32_t		 at[SHEET_COLUMNS];	/* column, from 1; 0: not there */
	struct slice		 path, subject;		/* the same in every row */
};

/* Errors: E_SYNTAX where it is no table, E_SCHEMA where a column is missing or rows name several
 * paths or subjects, with the cell in *t. */
struct rc sheet_read(struct slice in, struct arena *a, struct sheet *out, struct trouble *t);

/* Puts what the sheet says into the rows of the taking; what it says otherwise than was proposed is
 * a person's word. Every complaint is a line in notes: "FILE!C3: problem".
 * Errors: E_USAGE when there was any. */
struct rc sheet_apply(const struct sheet *s, const char *file, struct taking *t, struct arena *a,
    struct buf *notes, struct err *e);

#endif
