/* app/log/append.c - adding events to the log. See app/log/append.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/log/append.h"

#include <stdlib.h>
#include <string.h>

#include "app/evidence/content.h"
#include "app/home/draft.h"
#include "app/home/state.h"
#include "app/log/bodies.h"
#include "app/log/mark.h"
#include "app/log/tiles.h"
#include "base/limits.h"
#include "base/pool.h"
#include "codec/hex.h"
#include "ledger/leaf.h"

/* Hashes of the whole, and what one event needs. */
#define JOB_BYTES MIB(4)
#define EVENT_JOB_BYTES MIB(16)
/* Events that are made ready together, and by one job. */
#define READY_MAX 256
#define READY_JOB 4

/* An event as it will be written, but for its position and the time of its leaf. */
struct ready {
	struct buf		payload, envelope;
	struct digest		id;
	struct digest_pair	digests;	/* of the envelope */
	struct rc		done;
	struct err		why;
};

/* One append on its way. leaves: their hashes, in order of position from `first`. ready: of the
 * events from `ready_from` on. */
struct adding {
	struct home		*h;
	const struct writer	*w;
	const struct content_plan *content;
	const struct append	*what;
	struct ready		*ready;
	size_t			 ready_from, ready_count;
	struct arena		*a;		/* of the event that is being added */
	struct state_fold	 fold;
	bool			 all_new;
	uint64_t		 first, size;
	int64_t			 last_ms;	/* of the leaf before */
	size_t			 leaf_count;
	struct digest		*leaves;
};

/* --- made ready, on several threads ----------------------------------------------------------- */

static struct rc
make_ready(const struct adding *g, struct event *v, struct ready *y, struct err *e)
{
	v->log = g->h->origin;
	v->actor = g->w->actor;
	v->at_ms = g->w->now_ms;
	event_settle(v);
	TRY(event_encode(v, &y->payload, e));
	TRY(event_id(buf_slice(&y->payload), &y->id, e));
	TRY(envelope_sign(buf_slice(&y->payload), &g->w->secret, &g->w->key, &y->envelope, e));
	return digest_pair_of(buf_slice(&y->envelope), &y->digests, e);
}

static void
ready_job(void *context, size_t job)
{
	struct adding *g = context;
	size_t end = (job + 1) * READY_JOB;
	for (size_t i = job * READY_JOB; i < end && i < g->ready_count; i++) {
		struct ready *y = &g->ready[i];
		*y = (struct ready){ .payload = buf_init(EVENT_BYTES_MAX),
		    .envelope = buf_init(ENVELOPE_BYTES_MAX) };
		y->done = make_ready(g, &g->what->events[g->ready_from + i], y, &y->why);
	}
}

static void
drop_ready(struct adding *g)
{
	for (size_t i = 0; i < g->ready_count; i++) {
		buf_drop(&g->ready[i].payload);
		buf_drop(&g->ready[i].envelope);
	}
	g->ready_count = 0;
}

/* The next events from `from` on: encoded, signed and hashed by all cores. What fails is told when
 * its turn comes. */
static void
ready_next(struct adding *g, size_t from)
{
	size_t left = g->what->count - from;
	drop_ready(g);
	g->ready_from = from;
	g->ready_count = left < READY_MAX ? left : READY_MAX;
	pool_run((g->ready_count + READY_JOB - 1) / READY_JOB, pool_default_threads(), ready_job,
	    g);
}

/* --- one event -------------------------------------------------------------------------------- */

static struct rc
refuse(enum fold_why why, struct err *e)
{
	bool right = why == FOLD_UNKNOWN_ACTOR || why == FOLD_OTHER_KEY ||
	    why == FOLD_BAD_SIGNATURE || why == FOLD_NOT_ENTITLED || why == FOLD_OWN_REQUEST;
	return fail(e, right ? E_AUTH : E_USAGE, 0, fold_why_text(why));
}

static struct rc
body_of(const struct event_body *b, struct arena *a, struct leaf_body *out, struct err *e)
{
	struct slice bytes;
	if (!digest_parse(b->sha256, &out->sha256))
		BUG("a body without its digest");
	TRY(hex_decode(b->sha512, a, &bytes, e));
	if (bytes.len != SHA512_BYTES)
		BUG("a body without its second digest");
	memcpy(out->sha512, bytes.at, SHA512_BYTES);
	out->size_bytes = b->size_bytes;
	return DONE;
}

/* Time in leaves never goes back; where the host's clock did, the leaf says so. */
static struct rc
make_leaf(struct adding *g, const struct event *v, const struct digest_pair *envelope,
    struct buf *out, struct err *e)
{
	struct leaf *leaf = ARENA_NEW(g->a, struct leaf);
	if (leaf == NULL)
		return arena_failed(g->a, e);
	bool back = g->w->now_ms < g->last_ms;
	leaf->clock_not_trusted = g->w->now_given || back;
	leaf->time_ms = back ? g->last_ms : g->w->now_ms;
	g->last_ms = leaf->time_ms;
	leaf->envelope_sha256 = envelope->sha256;
	memcpy(leaf->envelope_sha512, envelope->sha512, SHA512_BYTES);
	if (!digest_parse(g->w->key.id, &leaf->key_id))
		BUG("a key without its id");
	leaf->body_count = v->body_count;
	for (size_t i = 0; i < v->body_count; i++)
		TRY(body_of(&v->bodies[i], g->a, &leaf->bodies[i], e));
	leaf_encode(leaf, out);
	return buf_end(out, e);
}

/* Reads the row that was just written and hashes what stands there. */
static struct rc
read_back(struct adding *g, uint64_t pos, struct slice leaf, struct slice envelope,
    struct digest *hash, struct err *e)
{
	struct store_entry kept;
	bool found;
	TRY(store_entry_get(g->h->store, pos, g->a, &kept, &found, e));
	if (!found || !slice_eq(kept.leaf, leaf) || !slice_eq(kept.envelope, envelope))
		return fail(e, E_VERIFY, pos, "what was written is not what was read back");
	return tree_leaf_hash(kept.leaf, hash, e);
}

static struct rc
name_it(struct home *h, const struct event *v, const struct digest *id, struct slice *out,
    struct err *e)
{
	AUTO(buf) hex = buf_init(2 * SHA256_BYTES);
	if (event_prefix(v->type)[0] != 0)
		return event_name(v->type, id, &h->a, out, e);
	hex_write((struct slice){ id->bytes, sizeof(id->bytes) }, &hex);
	TRY(buf_end(&hex, e));
	return arena_format(&h->a, out, "event:%.*s", SLICE_FMT(buf_slice(&hex))) ? DONE :
	    arena_failed(&h->a, e);
}

/* Rights and fit, then the rows. */
static struct rc
fold_it(struct adding *g, const struct event *v, const struct digest *id, uint64_t pos,
    struct err *e)
{
	struct fold_reader reader = state_fold_reader(&g->fold);
	struct fold_sink sink = state_fold_sink(&g->fold);
	enum fold_why why;
	state_fold_next(&g->fold, pos, v->actor);
	TRY(fold_check(v, pos, g->w->key.id, &reader, g->a, &why, e));
	if (why != FOLD_FITS)
		return refuse(why, e);
	TRY(fold_event(v, id, pos, g->w->key.id, true, &reader, &sink, g->a, &why, e));
	if (why != FOLD_FITS)
		BUG("the fold refuses what it has just allowed");
	return DONE;
}

static struct rc
add_one(struct adding *g, const struct event *v, const struct ready *y, struct appended *out,
    struct err *e)
{
	AUTO(arena) a = arena_init(EVENT_JOB_BYTES);
	AUTO(buf) leaf = buf_init(LEAF_BYTES_MAX);
	const struct slice envelope = buf_slice(&y->envelope);
	const struct slice id = { y->id.bytes, sizeof(y->id.bytes) };
	g->a = &a;
	if (failed(y->done))
		return fail(e, y->done.code, y->why.at, y->why.what);
	TRY(name_it(g->h, v, &y->id, &out->name, e));
	TRY(store_entry_find(g->h->store, id, &out->pos, &out->existed, e));
	if (out->existed)
		return g->all_new ? fail(e, E_USAGE, out->pos, "this very event was recorded at "
		    "this very instant before, and moves nothing a second time; try again") : DONE;
	out->pos = g->size;
	TRY(make_leaf(g, v, &y->digests, &leaf, e));
	TRY(fold_it(g, v, &y->id, g->size, e));
	TRY(body_rows_add(g->h, v, e));
	TRY(store_entry_add(g->h->store, &(struct store_entry){ g->size, buf_slice(&leaf),
	    envelope, id }, e));
	TRY(read_back(g, g->size, buf_slice(&leaf), envelope, &g->leaves[g->leaf_count], e));
	g->leaf_count++;
	g->size++;
	return DONE;
}

/* --- the whole -------------------------------------------------------------------------------- */

static struct rc
last_time(struct adding *g, struct err *e)
{
	AUTO(arena) a = arena_init(MIB(1));
	struct store_entry last;
	struct leaf *leaf = ARENA_NEW(&a, struct leaf);
	bool found;
	if (leaf == NULL)
		return arena_failed(&a, e);
	if (g->first == 0)
		return DONE;
	TRY(store_entry_get(g->h->store, g->first - 1, &a, &last, &found, e));
	if (!found || failed(leaf_decode(last.leaf, leaf, NULL)))
		return fail(e, E_VERIFY, g->first - 1, "the last entry of the log is damaged");
	g->last_ms = leaf->time_ms;
	return DONE;
}

/* The tree grows, and is then computed from what stands in the store. */
static struct rc
grow(struct adding *g, struct err *e)
{
	struct tile_reader reader = tiles_reader(g->h->store);
	struct tile_sink sink = tiles_sink(g->h->store);
	struct digest root, again;
	if (g->leaf_count == 0)
		return DONE;
	TRY(tree_append(&reader, g->first, g->leaves, g->leaf_count, &sink, &root, e));
	TRY(tree_root(&reader, g->size, &again, e));
	return digest_eq(&root, &again) ? DONE : fail(e, E_VERIFY, g->first,
	    "the root over what was read back is another one");
}

static struct rc
add_all(struct adding *g, struct appended *out, bool *moved, struct err *e)
{
	const struct append *what = g->what;
	TRY(store_size(g->h->store, &g->first, e));
	g->size = g->first;
	*moved = what->expected_size != ANY_SIZE && what->expected_size != g->first;
	if (*moved)
		return DONE;
	TRY(mark_demand(g->h, e));
	TRY(last_time(g, e));
	for (size_t i = 0; i < what->count; i++) {
		if (i == g->ready_from + g->ready_count)
			ready_next(g, i);
		TRY(add_one(g, &what->events[i], &g->ready[i - g->ready_from], &out[i], e));
	}
	TRY(content_write(g->h->store, g->content, e));
	return grow(g, e);
}

/* In the one transaction; nothing of it stays unless all of it does. The first events are made
 * ready before others are kept from writing. */
static struct rc
write_all(struct adding *g, struct appended *out, bool *moved, struct err *e)
{
	struct home *h = g->h;
	ready_next(g, 0);
	TRY(store_begin_write(h->store, e));
	struct rc done = add_all(g, out, moved, e);
	if (!failed(done) && g->leaf_count > 0)
		done = store_commit(h->store, e);
	if (failed(done) || g->leaf_count == 0)
		store_rollback(h->store);
	else
		body_rows_clear(h);
	return done;
}

static struct rc
append(struct home *h, const struct writer *w, const struct append *what, bool all_new,
    struct appended *out, bool *moved, struct err *e)
{
	AUTO(arena) a = arena_init(JOB_BYTES);
	AUTO(content_plan) content = {0};
	struct adding g = { .h = h, .w = w, .what = what, .all_new = all_new, .content = &content,
	    .fold = state_fold_init(h->store, h->store) };
	if (what->count == 0 || what->count > APPEND_MAX)
		BUG("home_append: count out of range");
	g.leaves = ARENA_ARRAY(&a, struct digest, what->count);
	g.ready = ARENA_ARRAY(&a, struct ready, what->count < READY_MAX ? what->count : READY_MAX);
	if (g.leaves == NULL || g.ready == NULL)
		return arena_failed(&a, e);
	TRY(content_prepare(h, what, &content, e));
	struct rc done = write_all(&g, out, moved, e);
	state_fold_drop(&g.fold);
	drop_ready(&g);
	return done;
}

struct rc
home_append(struct home *h, const struct writer *w, const struct append *what,
    struct appended *out, bool *moved, struct err *e)
{
	return append(h, w, what, false, out, moved, e);
}

struct rc
home_append_new(struct home *h, const struct writer *w, const struct append *what,
    struct appended *out, bool *moved, struct err *e)
{
	return append(h, w, what, true, out, moved, e);
}
