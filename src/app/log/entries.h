/* app/log/entries.h - the entries of the log, read in order and decoded by all cores.
 *
 * One thread reads the store, some hundreds of entries at a time; decoding and hashing them is
 * shared among threads; then they are handed on, in order.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_LOG_ENTRIES_H
#define APP_LOG_ENTRIES_H

#include "event/event.h"
#include "ledger/leaf.h"
#include "store/store.h"

/* What is made of the entries: nothing but the event; also the hashes of leaf and envelope; or of
 * those before `from` no event, and the SHA-256 of the envelope alone: they were checked before. */
struct entries_extent { bool hashes; uint64_t from; };

/* One entry. code: OK, or why envelope or event cannot be decoded, and what says more; then
 * payload, key_id, signature, event and id are not set. Only where hashes were asked for:
 * leaf_reads: the leaf is one, and in *leaf; leaf_hash: of its bytes; digests: of the envelope.
 * passed: before `from`; code, event and id say nothing.
 * good, checked: entries_check(). Everything lives in its arena, for the call of the sink. */
struct entry_read {
	struct arena		 a;
	struct store_entry	 kept;
	enum code		 code;
	const char		*what;
	struct slice		 payload, key_id, signature;
	struct event		 event;
	struct digest		 id;
	bool			 passed, leaf_reads, checked, good;
	struct leaf		*leaf;
	struct digest		 leaf_hash;
	struct digest_pair	 digests;
	const struct key	*key;
};

typedef struct rc entries_sink(void *context, struct entry_read *batch, size_t count,
    struct err *e);
/* All of them, by position, 1 to ENTRIES_BATCH at a time. An open transaction. Errors: E_NOMEM; of
 * the store and the sink. */
#define ENTRIES_BATCH 512
struct rc entries_each(struct store *s, struct entries_extent extent, entries_sink *sink,
    void *context, struct err *e);
/* Checks the signatures of those that have a key (set by the sink), on all cores. Errors:
 * E_NOMEM. */
struct rc entries_check(struct entry_read *batch, size_t count, struct err *e);

#endif
