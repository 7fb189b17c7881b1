/* app/desk/duties.h - who is responsible for what of one subject, from all that says so.
 *
 * Cells come from the matrices in force, from duties of the register, and from what a product takes
 * for granted of others: assumptions of its scope statements and security guidelines,
 * countermeasures, and requirements that it leaves to a platform or to the system. The latter stay
 * without an owner until a row of a matrix takes them. A release has the cells of its product too,
 * but for duties that its own matrices speak of.
 *
 * Format:   doc/formats/responsibility.md.
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_DUTIES_H
#define APP_DESK_DUTIES_H

#include "app/desk/kept_record.h"
#include "base/map.h"

enum duty_source {
	DUTY_OF_MATRIX = 1, DUTY_OF_REGISTER, DUTY_OF_ASSUMPTION, DUTY_OF_MEASURE,
	DUTY_OF_REQUIREMENT
};
enum duty_state { DUTY_UNOWNED = 1, DUTY_OWNED, DUTY_TWO_OWNERS };

/* id: of the evidence or event it stands in. subject: of which it was said. topic: "*": the whole.
 * table: the digest of the table in which the cell stands. party: empty: nobody is named; proposed:
 * whom the product's own papers name, who owns nothing by that. row: of a record, or null; ordinal:
 * its place there, from 0. due_ms: TIME_UNKNOWN: no date. Texts are empty, not null. */
struct duty_cell {
	enum duty_source	 source;
	enum duty_state		 state;
	struct slice		 id, digest, subject, topic, duty, stage, party, role, contact, to;
	struct slice		 kind, retention_owner, location, assumption, cell, proposed, key;
	struct slice		 table;
	const struct value	*row;
	size_t			 ordinal;
	int64_t			 due_ms;
};
/* by_key: the cells of a duty that have a party, by duty_cell.key: the first of them. contacts: of
 * parties, by name. left: topics that the product leaves to others, whether taken or not. */
struct duties {
	struct arena		*a;
	struct slice		 subject;
	size_t			 count, cap, matrix_count;
	struct duty_cell	*cells;
	struct map		 by_key, contacts, taken, left;
};

const char *duty_source_name(enum duty_source s);	/* "matrix", "register", ... */
const char *duty_state_name(enum duty_state s);		/* "unowned", "owned", "two_owners" */
/* Whether two texts name the same party. */
bool duty_party_is(struct slice a, struct slice b);

struct duties duties_init(struct arena *a);
void duties_drop(struct duties *d);
/* Cells in force at `known` as they stand at at_ms: of matrices in the order of their rows, then of
 * the register, then what nobody took. An open transaction. Errors: of kept_records(). */
struct rc duties_find(struct home *h, struct slice subject, uint64_t known, int64_t at_ms,
    struct duties *d, struct err *e);
/* The same without what nobody took: no evidence about other subjects is read. */
struct rc duties_find_said(struct home *h, struct slice subject, uint64_t known, int64_t at_ms,
    struct duties *d, struct err *e);
/* The same without what is said of its product either. */
struct rc duties_find_own(struct home *h, struct slice subject, uint64_t known, int64_t at_ms,
    struct duties *d, struct err *e);
/* How to reach whoever has the cell: as it says, else as any cell of the party says; or empty. */
struct slice duty_contact(const struct duties *d, const struct duty_cell *c);
/* A cell as a row of a listing, with `id`. */
struct value duty_value(struct build *b, const struct duties *d, const struct duty_cell *c);

#endif
