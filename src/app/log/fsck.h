/* app/log/fsck.h - everything in a store is hashed and computed again.
 *
 * Entries, leaves, envelopes, signatures, tiles, checkpoints, bodies and their files, the
 * high-water mark, signatures that are not checked again, and every derived row; no table is left
 * out.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_LOG_FSCK_H
#define APP_LOG_FSCK_H

#include "app/home/home.h"
#include "app/log/checked.h"
#include "app/log/damage.h"

struct fsck_report {
	struct damages	damages;
	uint64_t	entries, tiles, checkpoints, bodies, body_bytes, derived;
	bool		mark_missing;
};

/* The log and the derived rows alone, which is what a decision rests on beside bodies: entries with
 * their leaves and envelopes and signatures, tiles, the last checkpoint, and every row but
 * `content` folded anew into `made`, a scratch store (store_open_scratch()). An open transaction of
 * the home. Errors: as below. */
struct rc fsck_log(struct home *h, struct store *made, struct arena *a, struct fsck_report *out,
    struct err *e);
/* The same without signatures, and from `from` on where that is not null: entries before its size
 * and the rows that they made are hashed and held against it, not decoded and folded. now: what
 * was found of the whole log, `rows` in it only where `whole` says so (it costs a pass of hashing).
 * *fits: nothing is damaged, and all of it is as `from` says. With `from`, the report does not name
 * all that is: whoever wants that asks again without. */
struct rc fsck_log_from(struct home *h, const struct checked *from, bool whole, struct store *made,
    struct arena *a, struct fsck_report *out, struct checked *now, bool *fits, struct err *e);
/* Errors: what keeps it from looking (E_IO, E_NOMEM); damage is in the report. */
struct rc fsck_run(struct home *h, struct arena *a, struct fsck_report *out, struct err *e);

#endif
