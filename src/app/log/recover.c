/* app/log/recover.c - a frozen store made able to sign again. See app/log/recover.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/log/recover.h"

#include <string.h>

#include "app/evidence/content.h"
#include "app/home/draft.h"
#include "app/home/state.h"
#include "app/log/append.h"
#include "app/log/bodies.h"
#include "app/log/mark.h"
#include "app/log/tiles.h"
#include "base/file.h"
#include "base/limits.h"
#include "ledger/leaf.h"

/* Leaf hashes that go into the tree at a time. */
#define GROW_AT 256

/* --- from another copy ------------------------------------------------------------------------ */

/* size, target: entries here, and those that will be. mark: its note, or null. */
struct bringing {
	struct home		*h;
	struct store		*other;
	const char		*other_path;
	struct state_fold	 fold;
	uint64_t		 size, target;
	struct digest		 leaves[GROW_AT];
	size_t			 leaf_count;
	uint64_t		 grown;		/* entries that are in the tree */
	struct digest		*read;		/* bodies of evidence, for their content rows */
	size_t			 read_count, read_cap;
	struct recovery		*out;
};

/* The root over the first `size` entries of a store. */
static struct rc
root_of(struct store *s, uint64_t size, struct digest *out, struct err *e)
{
	struct tile_reader tiles = tiles_reader(s);
	return size == 0 ? tree_empty_root(out, e) : tree_root(&tiles, size, out, e);
}

/* A note of this log that says the root of that many entries. */
static struct rc
read_note(struct home *h, struct slice bytes, struct checkpoint *c, struct arena *a,
    struct err *e)
{
	struct note note;
	TRY(note_decode(bytes, a, &note, e));
	TRY(checkpoint_decode(note.text, a, c, e));
	if (!slice_eq(c->origin, h->origin))
		return fail(e, E_USAGE, 0, "the copy is of another log");
	return note_check(&note, h->origin, &h->log_key, e);
}

/* How far the copy may be followed: to its last checkpoint, and at least to the mark. */
static struct rc
choose_target(struct bringing *g, struct arena *a, struct err *e)
{
	struct slice note;
	struct checkpoint c;
	struct digest root;
	uint64_t size, other_size;
	bool found;
	TRY(store_size(g->other, &other_size, e));
	TRY(store_checkpoint_last(g->other, UINT64_MAX, a, &size, &note, &found, e));
	if (found) {
		TRY(read_note(g->h, note, &c, a, e));
		TRY(root_of(g->other, c.size, &root, e));
		if (!digest_eq(&root, &c.root))
			return fail(e, E_VERIFY, c.size,
			    "the copy is not what its checkpoint says");
		g->target = c.size;
	}
	TRY(mark_read(g->h, a, &note, &found, e));
	if (!found)
		return DONE;
	TRY(read_note(g->h, note, &c, a, e));
	if (c.size > other_size)
		return fail(e, E_VERIFY, c.size, "the copy does not reach the high-water mark");
	TRY(root_of(g->other, c.size, &root, e));
	if (!digest_eq(&root, &c.root))
		return fail(e, E_VERIFY, c.size, "the copy is not what the high-water mark says");
	g->target = c.size > g->target ? c.size : g->target;
	return DONE;
}

/* What is here is how the copy begins. */
static struct rc
check_beginning(struct bringing *g, struct err *e)
{
	struct digest here, there;
	uint64_t shared = g->target < g->size ? g->target : g->size;
	TRY(root_of(g->h->store, shared, &here, e));
	TRY(root_of(g->other, shared, &there, e));
	if (!digest_eq(&here, &there))
		return fail(e, E_VERIFY, shared, "the copy is no continuation of this store: they "
		    "have another history; only --accept-loss leads on from here");
	return g->target > g->size ? DONE : fail(e, E_USAGE, 0,
	    "the copy knows no more than this store");
}

/* The file of a body of the copy. */
static struct rc
open_other(const struct bringing *g, const struct digest *d, struct arena *a, struct file *f,
    struct err *e)
{
	struct home other = { .path = g->other_path };
	enum file_kind kind;
	const char *path = body_path(&other, d, a);
	if (path == NULL)
		return arena_failed(a, e);
	TRY(file_exists(path, &kind, e));
	if (kind == FILE_ABSENT)
		return fail(e, E_VERIFY, 0, "the file of a body of the copy is gone");
	return file_open(path, false, f, e);
}

static struct rc
bring_body(void *context, const struct store_body *b, struct err *e)
{
	struct bringing *g = context;
	AUTO(arena) a = arena_init(MIB(1));
	AUTO(file) f = { .fd = -1 };
	struct event_body kept;
	struct digest d;
	bool there;
	memcpy(d.bytes, b->digest.at, SHA256_BYTES);
	TRY(body_is_kept(g->h, &d, &there, e));
	if (there)
		return DONE;
	if (!slice_is_null(b->bytes))
		TRY(body_keep(g->h, b->bytes, "", &a, &kept, e));
	else {
		TRY(open_other(g, &d, &a, &f, e));
		TRY(body_keep_file(g->h, &f, "", &a, &kept, e));
	}
	TRY(body_rows_commit(g->h, e));
	char text[DIGEST_TEXT_BYTES];
	digest_show(&d, text);
	g->out->bodies++;
	return slice_eq(kept.sha256, (struct slice){ (const uint8_t *)text, sizeof(text) }) ? DONE :
	    fail(e, E_VERIFY, 0, "a body of the copy is not what its digest says");
}

static struct rc
grow(struct bringing *g, struct err *e)
{
	struct tile_reader reader = tiles_reader(g->h->store);
	struct tile_sink sink = tiles_sink(g->h->store);
	struct digest root;
	if (g->leaf_count == 0)
		return DONE;
	TRY(tree_append(&reader, g->grown, g->leaves, g->leaf_count, &sink, &root, e));
	g->grown += g->leaf_count;
	g->leaf_count = 0;
	return DONE;
}

/* The root binds the leaf alone: the leaf must commit to the envelope, and that to the id. */
static struct rc
check_entry(const struct store_entry *entry, struct slice payload, struct digest *id,
    struct arena *a, struct err *e)
{
	struct leaf *leaf = ARENA_NEW(a, struct leaf);
	struct digest_pair d;
	if (leaf == NULL)
		return arena_failed(a, e);
	TRY(leaf_decode(entry->leaf, leaf, e));
	TRY(digest_pair_of(entry->envelope, &d, e));
	TRY(event_id(payload, id, e));
	bool same = digest_eq(&d.sha256, &leaf->envelope_sha256) &&
	    memcmp(d.sha512, leaf->envelope_sha512, SHA512_BYTES) == 0 &&
	    slice_eq(entry->event_id, (struct slice){ id->bytes, SHA256_BYTES });
	return same ? DONE : fail(e, E_VERIFY, entry->pos, "not what its leaf commits to");
}

static struct rc
read_entry(const struct store_entry *entry, struct arena *a, struct event *v, struct digest *id,
    struct slice *key_id, struct err *e)
{
	struct slice payload, signature;
	struct rc done = envelope_decode(entry->envelope, a, &payload, key_id, &signature, e);
	if (!failed(done))
		done = check_entry(entry, payload, id, a, e);
	if (!failed(done))
		done = event_decode(payload, a, v, e);
	if (!failed(done) || done.code == E_NOMEM)
		return done;
	*e = (struct err){0};
	return fail(e, E_VERIFY, entry->pos,
	    "an entry of the copy is damaged; nothing was changed");
}

static struct rc
note_evidence(struct bringing *g, const struct event *v, struct err *e)
{
	void *list = g->read;
	if (v->type != EVENT_EVIDENCE_ADDED || v->body_count == 0)
		return DONE;
	if (!arena_grow(&g->h->a, &list, &g->read_cap, g->read_count, sizeof(struct digest)))
		return arena_failed(&g->h->a, e);
	g->read = list;
	if (!digest_parse(v->bodies[0].sha256, &g->read[g->read_count++]))
		BUG("a body without its digest");
	return DONE;
}

static struct rc
bring_entry(void *context, const struct store_entry *entry, struct err *e)
{
	struct bringing *g = context;
	struct fold_reader reader = state_fold_reader(&g->fold);
	struct fold_sink sink = state_fold_sink(&g->fold);
	AUTO(arena) a = arena_init(MIB(16));
	struct slice key_id;
	struct event v;
	struct digest id;
	enum fold_why why;
	TRY(read_entry(entry, &a, &v, &id, &key_id, e));
	TRY(store_entry_add(g->h->store, entry, e));
	state_fold_next(&g->fold, entry->pos, v.actor);
	TRY(fold_event(&v, &id, entry->pos, key_id, true, &reader, &sink, &a, &why, e));
	if (why == FOLD_FITS)
		TRY(note_evidence(g, &v, e));
	TRY(tree_leaf_hash(entry->leaf, &g->leaves[g->leaf_count++], e));
	g->out->entries++;
	return g->leaf_count == GROW_AT ? grow(g, e) : DONE;
}

static struct rc
bring_checkpoint(void *context, uint64_t size, struct slice note, struct err *e)
{
	struct bringing *g = context;
	return size > g->size && size <= g->target ? store_checkpoint_add(g->h->store, size, note,
	    e) : DONE;
}

static struct rc
bring(struct bringing *g, struct err *e)
{
	struct digest here, there;
	uint64_t size;
	TRY(store_size(g->h->store, &size, e));
	if (size != g->size)
		return fail(e, E_IO, 0, "the store has grown meanwhile; try again");
	g->grown = size;
	TRY(store_entry_each(g->other, g->size, g->target, bring_entry, g, e));
	TRY(grow(g, e));
	TRY(content_fill(g->h, g->read, g->read_count, g->h->store, e));
	TRY(store_checkpoint_each(g->other, bring_checkpoint, g, e));
	TRY(root_of(g->h->store, g->target, &here, e));
	TRY(root_of(g->other, g->target, &there, e));
	return digest_eq(&here, &there) ? DONE : fail(e, E_VERIFY, g->target,
	    "the entries of the copy do not lead to its own root; nothing was changed");
}

static struct rc
bring_all(struct bringing *g, struct err *e)
{
	AUTO(arena) a = arena_init(MIB(4));
	TRY(store_begin_read(g->h->store, e));
	struct rc done = store_size(g->h->store, &g->size, e);
	if (!failed(done))
		done = choose_target(g, &a, e);
	if (!failed(done))
		done = check_beginning(g, e);
	store_rollback(g->h->store);
	TRY(done);
	TRY(store_body_each(g->other, bring_body, g, e));
	TRY(store_begin_write(g->h->store, e));
	g->fold = state_fold_init(g->h->store, g->h->store);
	done = bring(g, e);
	state_fold_drop(&g->fold);
	if (!failed(done))
		done = store_commit(g->h->store, e);
	if (failed(done))
		store_rollback(g->h->store);
	g->out->size = g->target;
	return done;
}

struct rc
recover_from(const struct op_call *call, struct home *h, const char *other,
    struct recovery *out, struct trouble *t)
{
	struct bringing *g = ARENA_NEW(&h->a, struct bringing);
	const char *db = home_join(call->a, other, "assay.db");
	if (g == NULL || db == NULL)
		return arena_failed(g == NULL ? &h->a : call->a, &t->err);
	*g = (struct bringing){ .h = h, .other_path = other, .out = out };
	TRY(trouble_in(t, db, store_open(db, STORE_READ, &g->other, &t->err)));
	struct rc done = store_begin_read(g->other, &t->err);
	if (!failed(done))
		done = bring_all(g, &t->err);
	store_close(g->other);
	TRY(trouble_in(t, other, done));
	return home_publish_now(call, h, t);
}

/* --- with loss -------------------------------------------------------------------------------- */

/* The origin, "/", and how many continuations there are then. */
static struct rc
next_origin(struct home *h, struct slice *out, struct err *e)
{
	struct slice first = h->spans[0].origin;
	return arena_format(&h->a, out, "%.*s/%zu", SLICE_FMT(first), h->span_count + 1) ? DONE :
	    arena_failed(&h->a, e);
}

static struct rc
draft_continued(struct home *h, const char *reason, struct event *out, struct err *e)
{
	struct draft d = draft_init(EVENT_LOG_CONTINUED, &h->a);
	struct slice last = {0}, mark = {0};
	enum mark_state state;
	uint64_t size;
	bool found;
	TRY(store_begin_read(h->store, e));
	struct rc done = mark_compare(h, &state, &size, e);
	if (!failed(done))
		done = store_checkpoint_last(h->store, UINT64_MAX, &h->a, &size, &last, &found, e);
	store_rollback(h->store);
	TRY(done);
	if (state != MARK_AHEAD && state != MARK_DIFFERS)
		return fail(e, E_USAGE, 0,
		    "nothing is lost: the store and its high-water mark fit");
	TRY(mark_read(h, &h->a, &mark, &found, e));
	draft_subject(&d, h->organisation);
	draft_text(&d, "old", last);
	draft_text(&d, "mark", mark);
	draft_word(&d, "reason", reason);
	return draft_end(&d, out, e);
}

struct rc
recover_with_loss(const struct op_call *call, struct home *h, const char *reason,
    struct recovery *out, struct trouble *t)
{
	AUTO(writer) w = {0};
	struct event v;
	struct appended done;
	struct slice origin;
	bool moved;
	const struct append what = { &v, 1, ANY_SIZE, NULL };
	TRY(writer_open(call, h, &w, t));
	TRY(draft_continued(h, reason, &v, &t->err));
	TRY(next_origin(h, &origin, &t->err));
	TRY(home_continue(h, origin, &t->err));
	TRY(home_append(h, &w, &what, &done, &moved, &t->err));
	out->entries = 1;
	out->size = done.pos + 1;
	return home_publish_now(call, h, t);
}
