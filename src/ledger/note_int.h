/* ledger/note_int.h - lines of text, for notes and checkpoints.
 *
 * Layer:    base, codec, crypto.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef LEDGER_NOTE_INT_H
#define LEDGER_NOTE_INT_H

#include "ledger/note.h"

/* Text that a note may hold: UTF-8, no ASCII control character but LF, LF at its end, at most
 * NOTE_BYTES_MAX. Errors: E_SYNTAX and E_LIMIT with the place. */
struct rc note_text_check(struct slice text, struct err *e);
/* The line at *at without its LF; *at moves behind it. False when no LF is left. */
bool note_line_next(struct slice text, size_t *at, struct slice *line);
/* Lines from the offset on. */
size_t note_line_count(struct slice text, size_t from);
/* base64 of `part`, which begins at the offset `at` of the whole. Errors as base64_decode(). */
struct rc note_base64(struct slice part, size_t at, struct arena *a, struct slice *out,
    struct err *e);

#endif
