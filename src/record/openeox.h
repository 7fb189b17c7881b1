/* record/openeox.h - OpenEoX Core: the dates at which a product's life cycle turns.
 *
 * The document names no product: whoever keeps it says what it is about. A date is an instant, or
 * "tba": the vendor says that it is still to be announced, which is neither a date nor silence.
 * Every member is checked and no other is allowed; where the dates contradict each other the
 * document is refused, as the specification asks.
 *
 * Spec:     OpenEoX Core 1.0 (Committee Specification Draft 01): 4.1.6 (times), 6 (members),
 *           7.1 (mandatory tests). The recommended tests (7.2) are not judged.
 * Format:   facts: doc/formats/facts.md.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec, fact.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef RECORD_OPENEOX_H
#define RECORD_OPENEOX_H

#include "base/buf.h"
#include "fact/reading.h"

#define OPENEOX_SCHEMA "https://docs.oasis-open.org/openeox/eox-core/v1.0/schema/core.json"

enum openeox_date {
	OPENEOX_AVAILABILITY = 0, OPENEOX_SALES, OPENEOX_SECURITY, OPENEOX_LIFE, OPENEOX_DATES
};
/* The names of the members, by openeox_date; the same as those of an eol_statement. */
extern const char *const openeox_names[OPENEOX_DATES];
#define OPENEOX_TBA "tba"

/* ms: an instant, or TIME_UNKNOWN where the member is not there or tba is set. */
struct openeox {
	struct { int64_t ms; bool tba; } date[OPENEOX_DATES];
	int64_t	last_updated_ms;
};

/* An object whose $schema is one of OpenEoX Core. */
bool openeox_looks_like(const struct value *doc);
/* Errors: E_SCHEMA at the offset of the member (of its object where it is missing): a required
 *         member missing, a time that is not as 4.1.6 has it, an unknown member, an end of life
 *         before another date, a general availability behind one. */
struct rc openeox_decode(const struct value *doc, struct openeox *out, struct err *e);
/* Fills r, which must be fresh: one fact `lifecycle` without a subject. Errors: as
 * openeox_decode(); E_LIMIT, E_NOMEM. */
struct rc openeox_read(const struct value *doc, struct reading *r, struct err *e);
/* The predicate that an eol_statement about nothing would have, with `issued`; a date that is to
 * be announced is "tba". The tree is of b's arena. */
struct value openeox_predicate(const struct openeox *x, struct build *b);
/* Appends the document, members by name. end of life and of security support are stated or tba,
 * and the order is that of 7.1: E_USAGE else, with a complaint that names the member. */
struct rc openeox_write(const struct openeox *x, struct buf *out, struct err *e);

#endif
