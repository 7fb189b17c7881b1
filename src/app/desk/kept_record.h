/* app/desk/kept_record.h - records that are kept about a subject, as what they say.
 *
 * For listings and commands that look a record up. Verdicts never rest on these: they rest on
 * cases, where signatures, states and validity are told too.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_KEPT_RECORD_H
#define APP_DESK_KEPT_RECORD_H

#include "app/home/home.h"
#include "app/home/state.h"
#include "base/time.h"
#include "fact/reading.h"

/* One that is in force. id: "evidence:..."; digest: of its body; predicate: of the statement, bare
 * or in an envelope, or what an OpenEoX document states, which names no subject. */
struct kept_record { struct slice id, digest; struct thing thing; struct value predicate; };

/* Records of the kind about the subject, in the order they were recorded, as seen at `known`
 * (STORE_OPEN: now), without what was superseded, revoked, withdrawn or disputed from an instant
 * not after at_ms (fact/item_standing.h); what ended by its own period is there. What the reader of
 * the kind refuses is left out, and what came malformed or with a broken signature: each predicate
 * has the members of its kind. An open transaction.
 * Errors: E_VERIFY when a body is gone; E_IO; E_LIMIT, E_NOMEM; of the store. */
struct rc kept_records(struct home *h, struct slice subject, const char *kind, uint64_t known,
    int64_t at_ms, struct arena *a, struct kept_record **out, size_t *count, struct err *e);
/* Evidence of the kind that is kept, held or seen, by position, without what was superseded,
 * revoked, withdrawn or disputed from an instant not after at_ms. Errors: of the store. */
struct rc kept_things(struct home *h, const char *kind, uint64_t known, int64_t at_ms,
    struct arena *a, struct thing **out, size_t *count, struct err *e);
/* Whether something else took the place of evidence, or it was revoked, withdrawn or disputed from
 * an instant not after at_ms. Errors: of the store. */
struct rc kept_thing_is_ended(struct home *h, const struct thing *t, uint64_t known, int64_t at_ms,
    struct arena *a, bool *ended, struct err *e);
/* Those of them that are records. Errors: of kept_records(). */
struct rc kept_records_all(struct home *h, const char *kind, uint64_t known, int64_t at_ms,
    struct arena *a, struct kept_record **out, size_t *count, struct err *e);
/* The record of one item of evidence. *found false: it is no statement. Errors: as above. */
struct rc kept_record_read(struct home *h, const struct thing *t, struct arena *a,
    struct kept_record *out, bool *found, struct err *e);
/* What the readers of statements make of it: of a record, and of test results. r: fresh. *found
 * false: nothing here states facts. Errors: as above. */
struct rc kept_reading(struct home *h, const struct thing *t, struct arena *a,
    struct reading *r, bool *found, struct err *e);
/* A text of its predicate; empty where it has none. */
struct slice kept_text(const struct kept_record *r, const char *member);
/* An instant, or a date as that edge of its day; TIME_UNKNOWN where it has none. */
int64_t kept_instant(const struct kept_record *r, const char *member, enum time_edge edge);

#endif
