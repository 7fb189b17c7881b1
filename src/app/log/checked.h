/* app/log/checked.h - up to which entry a log was found to hold, so that the next check goes on.
 *
 * STATE/HEX.checked, beside the high-water mark: a note in the form of a checkpoint, signed by the
 * log's key under the name "assay/checked/1/ORIGIN", which is no log's (doc/formats/store.md).
 * Whoever signed it had decoded and folded the first `size` entries and found nothing wrong. Only
 * the decoding and folding of those entries is spared by it: their bytes and every derived row are
 * hashed anew (doc/decisions/0079). What is no such note is as if it were not there; fsck says so.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_LOG_CHECKED_H
#define APP_LOG_CHECKED_H

#include "app/home/home.h"
#include "crypto/sign.h"

/* size: 1 or more. root: of so many entries. ids: a chain over their event_id columns
 * (checked_next_id()). rows: over every derived row but `content`, as seen at that size. */
struct checked {
	uint64_t	size;
	struct digest	root, ids, rows;
};

/* *found: there is one, it is by this log's key and this program, and about no more entries than
 * there are. *problem: why the one that is there cannot be used, or null. An open transaction.
 * Errors: E_NOMEM; of the store. */
struct rc checked_read(struct home *h, struct checked *out, bool *found, const char **problem,
    struct err *e);
/* Replaces the note, if that can be done: nothing depends on it. */
void checked_write(const struct home *h, const struct secret_key *log_secret,
    const struct checked *c);

/* The chain: SHA-256 over the value so far, all zero at first, and the next 32 bytes. Errors:
 * E_NOMEM. */
struct rc checked_next_id(struct digest *ids, struct slice event_id, struct err *e);

/* Digests over the derived rows of a store but `content`, in the order and form of
 * store_folded_each(), each table name and row behind its length as U32. before: rows as they were
 * seen at `size`; now: as they are, where it is asked for; after: only those that began or ended at
 * `size` or later, as they are. An open transaction. Errors: E_VERIFY or E_LIMIT for a row that the
 * fold cannot have made; E_NOMEM, of the store. */
struct rows_digests { struct digest before, now, after; };
struct rc rows_digests(struct store *s, uint64_t size, bool now_too, struct rows_digests *out,
    struct err *e);

#endif
