/* app/log/mark.h - the high-water mark: the last published checkpoint, kept outside of HOME.
 *
 * STATE/HEX.checkpoint, HEX being the SHA-256 of the origin. It is the signed note itself. A store
 * that an older copy was put back over is not consistent with it, and must not sign: the log would
 * have two histories.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_LOG_MARK_H
#define APP_LOG_MARK_H

#include "app/home/home.h"
#include "ledger/note.h"

enum mark_state {
	MARK_FITS = 1,		/* equal to the store, or older */
	MARK_MISSING,		/* a moved store, or the first time */
	MARK_AHEAD,		/* the mark knows more entries than the store has */
	MARK_DIFFERS		/* another history; or no note by this log's key */
};

/* The mark beside the store as it is now; an open transaction. size: of the mark, else 0. */
struct rc mark_compare(struct home *h, enum mark_state *state, uint64_t *size, struct err *e);
/* Does any checkpoint fit this log? note: the whole signed note. Same answers. */
struct rc mark_compare_note(struct home *h, struct slice note, enum mark_state *state,
    uint64_t *size, struct err *e);
/* E_VERIFY, with what to do, unless the mark fits or is missing. That it is missing is said beside
 * the result of the command, which publishes and so writes one. */
struct rc mark_demand(struct home *h, struct err *e);
/* Writes the note, durably. */
struct rc mark_write(struct home *h, struct slice note, struct err *e);
/* The note that is kept; *found false when there is none. */
struct rc mark_read(struct home *h, struct arena *a, struct slice *note, bool *found,
    struct err *e);

#endif
