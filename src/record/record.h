/* record/record.h - evidence statements of assay's own kinds, read by tables.
 *
 * An in-toto statement whose predicate type is https://assay.invalid/evidence/KIND/1. Each kind is
 * a table of members (record/record_rows.c); a new kind is a new table. A member that the table
 * does not know makes the record malformed: a reader must not skip what it does not understand
 * in something that was signed.
 *
 * Format:   doc/formats/records.md; facts: doc/formats/facts.md.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec, fact, subject, format.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef RECORD_RECORD_H
#define RECORD_RECORD_H

#include "fact/reading.h"
#include "format/intoto.h"

/* The predicate type is one of a kind that is known, in revision 1. */
bool record_handles(struct slice predicate_type);

/* Fills r, which must be fresh; its texts are borrowed from the statement, and the rest lives in
 * r->a. Call only where record_handles() says so: BUG else.
 * Errors: E_SCHEMA at the offset of the member (of its object when it is missing), E_LIMIT,
 * E_NOMEM. */
struct rc record_read(const struct intoto_statement *s, struct reading *r, struct err *e);

#endif
