/* app/evidence/content.h - content rows: what a decoder reads in one body, as rows of the store.
 *
 * A function of the body's bytes and the decoder's revision: no name, no map of columns, no other
 * file, no position. Every body of evidence that was ever recorded has its rows, written in the
 * transaction of its entry; verdicts never rest on them (doc/decisions/0046), they answer what is
 * said where.
 *
 *   ordinal 0   the reading itself: name "reading"
 *   then        its facts in order, each under its name; its mentions ("mention"), but those that
 *               a fact of the same place says; of prose the words that hold a digit ("word")
 *
 * subject: what the row is about, in one spelling: a full subject, or an identifier in the body's
 * own words behind its scheme, "serial=3127", "word=3127". See doc/formats/store.md.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_EVIDENCE_CONTENT_H
#define APP_EVIDENCE_CONTENT_H

#include "app/inspect/body.h"
#include "app/log/append.h"

/* One body to be read: its bytes, or the file that holds them (bytes null). rows live in `a`.
 * holds: the bytes hash to the digest, or were not hashed; what holds already is not read. */
struct content_body {
	struct digest		 digest;
	struct slice		 bytes;
	const char		*file;
	uint64_t		 size_bytes;
	struct arena		 a;
	struct content_row	*rows;
	size_t			 count, cap;
	bool			 holds;
	struct err		 err;
};

/* Reads n bodies on some threads. Large files of no decoder are not hashed again.
 * Errors: E_IO when a file cannot be read, E_LIMIT, E_NOMEM. */
struct rc content_read(struct content_body *bodies, size_t n, struct err *e);
void content_drop(struct content_body *bodies, size_t n);

/* What one append brings. */
struct content_plan { struct arena a; struct content_body *at; size_t count; };
/* The rows of large tables of a delivery that was just read without maps of columns: of files that
 * came as such, before anything that stands in other files is said of them. So a table of 100,000
 * rows is not unpacked again when it is recorded. Errors: E_LIMIT, E_NOMEM. */
struct rc content_of_tables(const struct delivery *d, struct content_plan *out, struct err *e);
/* Reads the bodies of evidence among the events that have no rows yet, but what->read. No
 * transaction is open.
 * Errors: of content_read(); of the store. */
struct rc content_prepare(struct home *h, const struct append *what, struct content_plan *out,
    struct err *e);
/* Writes the rows, of those bodies that have none. The write transaction is open. */
struct rc content_write(struct store *s, const struct content_plan *p, struct err *e);
void content_plan_drop(struct content_plan *p);

/* Reads n bodies of the home, each digest once, and writes their rows into `rows`. A body that is
 * not here, or is damaged, has none. h's store: a transaction is open; rows: a write transaction.
 * Errors: of content_read(); of the stores. */
struct rc content_fill(struct home *h, const struct digest *digests, size_t n, struct store *rows,
    struct err *e);

#endif
