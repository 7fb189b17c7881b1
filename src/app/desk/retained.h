/* app/desk/retained.h - evidence that lies elsewhere, and when its digest was last checked.
 *
 * Held elsewhere: whoever brings the bytes (`assay evidence verify ID FILE`) has the digest
 * recomputed, and that is recorded. Only seen, or said to be retained without a digest: nothing can
 * be checked. Said by a row of a matrix to lie somewhere: its digest may be of evidence that is
 * held, kept here, or not known here.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_RETAINED_H
#define APP_DESK_RETAINED_H

#include "app/home/home.h"
#include "app/home/state.h"
#include "catalog/kinds.h"

enum retained_state {
	RETAINED_CHECKED = 1,	/* within the period */
	RETAINED_NEVER,		/* never, and the first check is not due yet */
	RETAINED_DUE,		/* longer ago than the period allows */
	RETAINED_UNCHECKABLE,	/* nothing says which bytes it is */
	RETAINED_HERE,		/* the bytes are kept here */
	RETAINED_UNKNOWN	/* a digest that no evidence here has */
};

/* How often a digest is checked where the kind of the evidence says nothing: a year. */
#define RETAINED_PERIOD_MS (365 * DAY_MS)

/* id: of the evidence, or of the record that says so. digest: empty where none is said. holder,
 * place, until_ms: as stated. checked_ms, due_ms: TIME_UNKNOWN where never, or nothing is due. */
struct retained {
	enum retained_state	 state;
	const char		*source;	/* "held", "seen", "record", "matrix" */
	struct slice		 id, digest, kind, subject, holder, place, cell;
	int64_t			 until_ms, checked_ms, due_ms;
};

const char *retained_state_name(enum retained_state s);
/* Of one item of evidence that is held or was seen. An open transaction, here and below.
 * Errors: of recomputed_last(). */
struct rc retained_item(struct home *h, const struct thing *t, const struct kind_set *kinds,
    uint64_t known, int64_t at_ms, struct arena *a, struct retained *out, struct err *e);
/* All of them that are in force, in the order of their entries; subject null: of all.
 * Errors: of kept_records_all(). */
struct rc retained_list(struct home *h, struct slice subject, const struct kind_set *kinds,
    uint64_t known, int64_t at_ms, struct arena *a, struct retained **out, size_t *count,
    struct err *e);

#endif
