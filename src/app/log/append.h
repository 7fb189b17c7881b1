/* app/log/append.h - adding events to the log, and publishing it.
 *
 * An append is one write transaction: it reads the size, checks that the actor is entitled, writes
 * entries, tiles and state rows, reads back what it wrote and computes leaf hashes and root anew
 * from that, and commits. When it returns, the entries would survive a power cut. Publishing is a
 * second transaction: it proves the new head consistent with the last one, signs and stores it;
 * then the high-water mark moves.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_LOG_APPEND_H
#define APP_LOG_APPEND_H

#include "app/home/home.h"
#include "app/home/keys.h"

struct content_plan;

/* What became of one event. name: "evidence:HEX64"; for a type that creates nothing "event:HEX64".
 * existed: the very same event is in the log already, at pos. */
struct appended { struct slice name; uint64_t pos; bool existed; };

#define ANY_SIZE UINT64_MAX
/* Events of one append: a delivery of ENTRIES_MAX files is recorded as a whole or not at all. */
#define APPEND_MAX 20000

/* What a caller wants done: events with type, subjects, refs, bodies and data; log, actor and at
 * are filled in, subjects and refs sorted. expected_size: the log must still have this size, or
 * ANY_SIZE. read: bodies of the evidence whose content rows are known already
 * (app/evidence/content.h), or null; the others are read. */
struct append {
	struct event	*events;
	size_t		 count;		/* 1 to APPEND_MAX */
	uint64_t	 expected_size;
	const struct content_plan *read;
};

/* *moved: the log has another size than expected; nothing was written, OK all the same.
 * out: one for each event; names live in the home's arena.
 * Errors: E_AUTH when the actor is not entitled (what says why); E_USAGE when the event does not
 * fit the state; E_VERIFY when the store is older than its mark, or what was read back differs:
 * nothing is kept; E_IO, E_LIMIT, E_NOMEM. */
struct rc home_append(struct home *h, const struct writer *w, const struct append *what,
    struct appended *out, bool *moved, struct err *e);
/* The same; E_USAGE, and nothing is kept, when one of the events is in the log already. */
struct rc home_append_new(struct home *h, const struct writer *w, const struct append *what,
    struct appended *out, bool *moved, struct err *e);
/* Signs the head, when the log has grown since the last checkpoint, and moves the mark. log_secret:
 * the log's key. Errors: as home_append(). */
struct rc home_publish(struct home *h, const struct secret_key *log_secret, struct err *e);
/* Reads HOME/keys/log.pem and publishes; then sweeps (app/log/sweep.h), once a day. */
struct rc home_publish_now(const struct op_call *call, struct home *h, struct trouble *t);

#endif
