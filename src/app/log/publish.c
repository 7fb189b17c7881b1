/* app/log/publish.c - signed heads of the log. See app/log/append.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/log/append.h"
#include "app/log/mark.h"
#include "app/log/sweep.h"
#include "app/log/tiles.h"
#include "base/limits.h"
#include "ledger/proof.h"

/* The checkpoint before: it holds, is by this log, and the log as it is now extends it. */
static struct rc
check_last(struct home *h, const struct checkpoint *now, uint64_t size, struct slice bytes,
    struct arena *a, struct err *e)
{
	struct tile_reader tiles = tiles_reader(h->store);
	struct checkpoint last;
	struct note note;
	struct proof *p = ARENA_NEW(a, struct proof);
	if (p == NULL)
		return arena_failed(a, e);
	struct rc read = note_decode(bytes, a, &note, NULL);
	if (!failed(read))
		read = note_check(&note, home_origin_at(h, size), &h->log_key, NULL);
	if (!failed(read))
		read = checkpoint_decode(note.text, a, &last, NULL);
	if (read.code == E_NOMEM)
		return fail(e, E_NOMEM, 0, "out of memory");
	if (failed(read) || last.size != size)
		return fail(e, E_VERIFY, size, "the last checkpoint is damaged; nothing is signed");
	if (size == now->size)
		return digest_eq(&last.root, &now->root) ? DONE : fail(e, E_VERIFY, size,
		    "the log is not the one of its last checkpoint; nothing is signed");
	TRY(proof_make_consistency(&tiles, size, now->size, p, e));
	struct rc done = proof_check_consistency(size, &last.root, now->size, &now->root, p, NULL);
	if (done.code == E_NOMEM)
		return fail(e, E_NOMEM, 0, "out of memory");
	return failed(done) ? fail(e, E_VERIFY, size,
	    "the log does not extend its last checkpoint; nothing is signed") : DONE;
}

/* *note: null when there is nothing new. */
static struct rc
sign_head(struct home *h, const struct secret_key *secret, struct arena *a, struct slice *note,
    struct err *e)
{
	struct tile_reader tiles = tiles_reader(h->store);
	struct checkpoint now = { .origin = h->origin };
	struct slice last;
	uint64_t last_size;
	bool found;
	AUTO(buf) text = buf_init(KIB(4)), signed_note = buf_init(KIB(8));
	*note = (struct slice){0};
	TRY(mark_demand(h, e));
	TRY(store_size(h->store, &now.size, e));
	if (now.size == 0)
		return DONE;
	TRY(tree_root(&tiles, now.size, &now.root, e));
	TRY(store_checkpoint_last(h->store, UINT64_MAX, a, &last_size, &last, &found, e));
	if (found)
		TRY(check_last(h, &now, last_size, last, a, e));
	if (found && last_size == now.size) {
		*note = last;		/* a crash may have kept the mark from moving */
		return DONE;
	}
	checkpoint_encode(&now, &text);
	TRY(buf_end(&text, e));
	TRY(note_sign(buf_slice(&text), h->origin, secret, &signed_note, e));
	TRY(buf_end(&signed_note, e));
	TRY(store_checkpoint_add(h->store, now.size, buf_slice(&signed_note), e));
	return arena_copy(a, buf_slice(&signed_note), note) ? DONE : arena_failed(a, e);
}

struct rc
home_publish(struct home *h, const struct secret_key *secret, struct err *e)
{
	AUTO(arena) a = arena_init(4 * NOTE_BYTES_MAX);
	struct slice note;
	TRY(store_begin_write(h->store, e));
	struct rc done = sign_head(h, secret, &a, &note, e);
	if (!failed(done))
		done = store_commit(h->store, e);
	if (failed(done)) {
		store_rollback(h->store);
		return done;
	}
	return slice_is_null(note) ? DONE : mark_write(h, note, e);
}

struct rc
home_publish_now(const struct op_call *call, struct home *h, struct trouble *t)
{
	AUTO(secret_key) secret = {0};
	TRY(key_log_read(call, h, &secret, t));
	TRY(home_publish(h, &secret, &t->err));
	home_sweep(h, call->host_ms);
	return DONE;
}
