/* app/log/fsck.c - everything is hashed again. See app/log/fsck.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/log/fsck.h"

#include <string.h>

#include "app/log/bodies.h"
#include "app/log/fsck_held.h"
#include "app/log/mark.h"
#include "app/log/rebuild.h"
#include "app/log/tiles.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "codec/base64.h"
#include "codec/hex.h"
#include "ledger/leaf.h"

#define BODY_ARENA_BYTES MIB(1)

/* One level of the tree as the entries make it. n: of the tile that is being filled. */
struct level { uint64_t n; unsigned width; struct digest hashes[TILE_WIDTH]; };

/* signatures: those of the entries are checked too. */
struct looking {
	struct home		*h;
	struct fsck_report	*r;
	bool			 signatures;
	struct arena		*a;	/* of keys */
	struct map		 keys;	/* key id -> struct key of an actor */
	struct level		*levels;
	uint64_t		 next;
	int64_t			 last_ms;
	struct folding		 folding;	/* derived rows, made again as the entries pass */
	bool			 unfoldable;
};

#define DAMAGE(g, table, field, what, ...) \
	damage_add(&(g)->r->damages, table, field, what, __VA_ARGS__)

/* --- tiles ------------------------------------------------------------------------------------ */

/* Leaves that the lowest tile has otherwise: it, or the leaf, was changed. */
static void
name_leaves(struct looking *g, const struct level *l, struct slice kept)
{
	for (unsigned i = 0; i < l->width && (i + 1) * sizeof(struct digest) <= kept.len; i++)
		if (memcmp(kept.at + i * sizeof(struct digest), &l->hashes[i],
		    sizeof(struct digest)) != 0)
			DAMAGE(g, "entry", "leaf", "its hash is not the one that the tile has",
			    "%llu", (unsigned long long)(l->n * TILE_WIDTH + i));
}

/* The tile that the entries make, beside the row. */
static struct rc
compare_tile(struct looking *g, unsigned level, struct err *e)
{
	struct level *l = &g->levels[level];
	AUTO(arena) a = arena_init(KIB(32));
	struct slice kept;
	bool found;
	size_t bytes = l->width * sizeof(struct digest);
	TRY(store_tile_get(g->h->store, level, l->n, &a, &kept, &found, e));
	if (!found)
		DAMAGE(g, "tile", "", "a tile is missing", "%u %llu", level,
		    (unsigned long long)l->n);
	else if (kept.len != bytes)
		DAMAGE(g, "tile", "hashes", "as many hashes as the log has entries were expected",
		    "%u %llu", level, (unsigned long long)l->n);
	else if (memcmp(kept.at, l->hashes, bytes) != 0)
		DAMAGE(g, "tile", "hashes", "not what the entries below hash to", "%u %llu", level,
		    (unsigned long long)l->n);
	if (found && level == 0)
		name_leaves(g, l, kept);
	return DONE;
}

static struct rc
add_hash(struct looking *g, const struct digest *hash, struct err *e)
{
	struct digest up = *hash;
	for (unsigned level = 0; level < TILE_LEVELS_MAX; level++) {
		struct level *l = &g->levels[level];
		l->hashes[l->width++] = up;
		if (l->width < TILE_WIDTH)
			return DONE;
		TRY(compare_tile(g, level, e));
		TRY(tree_tile_root(l->hashes, &up, e));
		l->n++;
		l->width = 0;
	}
	return DONE;
}

static struct rc
end_tiles(struct looking *g, struct err *e)
{
	for (unsigned level = 0; level < TILE_LEVELS_MAX; level++)
		if (g->levels[level].width > 0)
			TRY(compare_tile(g, level, e));
	return DONE;
}

/* Rows that no entry asks for; the others were compared. */
static struct rc
look_at_tile(void *context, unsigned level, uint64_t n, struct slice hashes, struct err *e)
{
	struct looking *g = context;
	(void)hashes;
	(void)e;
	g->r->tiles++;
	if (level >= TILE_LEVELS_MAX || tile_width(level, n, g->next) == 0)
		DAMAGE(g, "tile", "", "a tile that no entry asks for", "%u %llu", level,
		    (unsigned long long)n);
	return DONE;
}

/* --- entries ---------------------------------------------------------------------------------- */

#define AT "%llu", (unsigned long long)x->kept.pos

static struct rc
remember_key(struct looking *g, const struct event *v, const char *member, struct err *e)
{
	struct slice der;
	struct key *k = ARENA_NEW(g->a, struct key);
	if (k == NULL)
		return arena_failed(g->a, e);
	struct rc read = base64_decode(event_text(v, member), BASE64_STANDARD, g->a, &der, NULL);
	if (!failed(read))
		read = key_from_der(der, g->a, &g->h->bag, k, NULL);
	if (read.code == E_NOMEM)
		return fail(e, E_NOMEM, 0, "out of memory");
	if (failed(read))
		return DONE;		/* events by it will have no key */
	return map_put(&g->keys, k->id, k, e);
}

static void
look_at_signature(struct looking *g, const struct entry_read *x)
{
	struct digest id;
	if (!digest_parse(x->key_id, &id) || !digest_eq(&id, &x->leaf->key_id))
		DAMAGE(g, "entry", "leaf", "the leaf names another key than the envelope", AT);
	if (x->key == NULL)
		DAMAGE(g, "entry", "envelope", "signed by a key that no actor has", AT);
	else if (g->signatures && !x->good)
		DAMAGE(g, "entry", "envelope", "the signature does not hold", AT);
}

/* The leaf names the bodies of the event, in its order. */
static bool
bodies_are_same(const struct leaf *leaf, const struct event *v)
{
	bool same = leaf->body_count == v->body_count;
	for (size_t i = 0; same && i < v->body_count; i++) {
		uint8_t sha512[SHA512_BYTES];
		struct digest sha256;
		same = digest_parse(v->bodies[i].sha256, &sha256) &&
		    digest_eq(&sha256, &leaf->bodies[i].sha256) &&
		    sha512_parse(v->bodies[i].sha512, sha512) &&
		    memcmp(sha512, leaf->bodies[i].sha512, SHA512_BYTES) == 0 &&
		    v->bodies[i].size_bytes == leaf->bodies[i].size_bytes;
	}
	return same;
}

/* The leaf commits to the envelope and to every body. */
static void
look_at_leaf(struct looking *g, const struct entry_read *x, const struct event *v)
{
	const struct leaf *leaf = x->leaf;
	if (!digest_eq(&x->digests.sha256, &leaf->envelope_sha256) ||
	    memcmp(x->digests.sha512, leaf->envelope_sha512, SHA512_BYTES) != 0)
		DAMAGE(g, "entry", "envelope", "not what the leaf commits to", AT);
	if (leaf->time_ms < g->last_ms)
		DAMAGE(g, "entry", "leaf", "its time is before that of the leaf before", AT);
	g->last_ms = leaf->time_ms;
	if (v != NULL && !bodies_are_same(leaf, v))
		DAMAGE(g, "entry", "leaf", "commits to other bodies than the event names", AT);
}

static struct rc
look_at_bodies(struct looking *g, const struct entry_read *x, struct err *e)
{
	for (size_t i = 0; i < x->event.body_count; i++) {
		AUTO(arena) a = arena_init(BODY_ARENA_BYTES);
		struct slice sha256 = x->event.bodies[i].sha256;
		struct digest d;
		struct store_body row;
		bool found = false;
		if (digest_parse(sha256, &d))
			TRY(store_body_get(g->h->store, (struct slice){ d.bytes, SHA256_BYTES },
			    &a, &row, &found, e));
		if (!found)
			DAMAGE(g, "body", "", "a body that an event names is not there",
			    "%.*s (entry %llu)", SLICE_FMT(sha256),
			    (unsigned long long)x->kept.pos);
	}
	return DONE;
}

static struct rc
look_at_event(struct looking *g, const struct entry_read *x, struct err *e)
{
	if (x->code != OK) {
		DAMAGE(g, "entry", "envelope", x->what, AT);
		look_at_leaf(g, x, NULL);
		return DONE;
	}
	if (!slice_eq(x->kept.event_id, (struct slice){ x->id.bytes, SHA256_BYTES }))
		DAMAGE(g, "entry", "event_id", "not the digest of the event", AT);
	if (!slice_eq(x->event.log, home_origin_at(g->h, x->kept.pos + 1)))
		DAMAGE(g, "entry", "envelope", "an event of another log", AT);
	look_at_leaf(g, x, &x->event);
	look_at_signature(g, x);
	return look_at_bodies(g, x, e);
}

/* The derived rows are made again in passing; an entry that is damaged ends that. */
static struct rc
fold_again(struct looking *g, const struct entry_read *x, struct err *e)
{
	struct err why = {0};
	if (g->unfoldable)
		return DONE;
	struct rc done = rebuild_fold(&g->folding, x, &why);
	g->unfoldable = done.code == E_VERIFY;
	return failed(done) && !g->unfoldable ? fail(e, why.code, why.at, why.what) : DONE;
}

static struct rc
look_at_entry(struct looking *g, const struct entry_read *x, struct err *e)
{
	uint64_t at = x->kept.pos;
	if (at != g->next)
		DAMAGE(g, "entry", "pos", "entries before it are missing", AT);
	for (uint64_t pos = g->next; pos < at && pos < g->next + DAMAGES_MAX; pos++)
		DAMAGE(g, "entry", "", "it is missing", "%llu", (unsigned long long)pos);
	g->next = at + 1;
	g->r->entries++;
	TRY(add_hash(g, &x->leaf_hash, e));
	if (!x->leaf_reads)
		DAMAGE(g, "entry", "leaf", "no leaf of this log", AT);
	else
		TRY(look_at_event(g, x, e));
	return fold_again(g, x, e);
}

/* By which key each was signed: keys come with the entries, and serve those that follow; the
 * first entry brings the one that it is signed by. */
static struct rc
find_keys(struct looking *g, struct entry_read *batch, size_t count, struct err *e)
{
	for (size_t i = 0; i < count; i++) {
		struct entry_read *x = &batch[i];
		if (x->code != OK || !x->leaf_reads)
			continue;
		if (x->event.type == EVENT_STORE_CREATED && x->kept.pos == 0)
			TRY(remember_key(g, &x->event, "actor_key", e));
		x->key = map_get(&g->keys, x->key_id);
		if (x->event.type == EVENT_ACTOR_REGISTERED)
			TRY(remember_key(g, &x->event, "key", e));
	}
	return DONE;
}

static struct rc
look_at_entries(void *context, struct entry_read *batch, size_t count, struct err *e)
{
	struct looking *g = context;
	TRY(find_keys(g, batch, count, e));
	if (g->signatures)
		TRY(entries_check(batch, count, e));
	for (size_t i = 0; i < count; i++)
		TRY(look_at_entry(g, &batch[i], e));
	return DONE;
}

/* --- checkpoints and the mark ----------------------------------------------------------------- */

static struct rc
look_at_checkpoint(void *context, uint64_t size, struct slice note, struct err *e)
{
	struct looking *g = context;
	enum mark_state state;
	uint64_t its_size;
	g->r->checkpoints++;
	struct rc done = mark_compare_note(g->h, note, &state, &its_size, e);
	if (done.code == E_VERIFY) {		/* a damaged tile, which is named already */
		*e = (struct err){0};
		state = MARK_DIFFERS;
		its_size = size;
		done = DONE;
	}
	TRY(done);
	if (its_size != size && its_size != 0)
		DAMAGE(g, "checkpoint", "size", "the note is about another size", "%llu",
		    (unsigned long long)size);
	if (state != MARK_FITS)
		DAMAGE(g, "checkpoint", "note", state == MARK_AHEAD ?
		    "it knows more entries than there are" :
		    "its signature or root does not hold over the entries", "%llu",
		    (unsigned long long)size);
	return DONE;
}

/* What is published stands in the store first: the note of the mark is one of its checkpoints. */
static struct rc
look_for_mark(struct looking *g, uint64_t size, struct err *e)
{
	AUTO(arena) a = arena_init(2 * NOTE_BYTES_MAX);
	struct slice note;
	uint64_t its_size = 0;
	bool found;
	TRY(store_checkpoint_last(g->h->store, size, &a, &its_size, &note, &found, e));
	if (!found || its_size != size)
		DAMAGE(g, "checkpoint", "", "the one that was published last is missing", "%llu",
		    (unsigned long long)size);
	return DONE;
}

static struct rc
look_at_mark(struct looking *g, struct err *e)
{
	enum mark_state state;
	uint64_t size;
	struct rc done = mark_compare(g->h, &state, &size, e);
	if (done.code == E_VERIFY) {
		*e = (struct err){0};
		return DONE;
	}
	TRY(done);
	g->r->mark_missing = state == MARK_MISSING;
	if (state == MARK_AHEAD || state == MARK_DIFFERS)
		DAMAGE(g, "mark", "", state == MARK_AHEAD ?
		    "the high-water mark knows more entries: an older copy was put back" :
		    "the high-water mark is of another history", "%llu", (unsigned long long)size);
	return state == MARK_FITS ? look_for_mark(g, size, e) : DONE;
}

/* --- bodies ----------------------------------------------------------------------------------- */

static struct rc
hash_body(struct looking *g, const struct store_body *b, struct digest_pair *out, bool *gone,
    uint64_t *size, struct err *e)
{
	AUTO(file) f = { .fd = -1 };
	AUTO(digest_pair_run) run = {0};
	AUTO(arena) a = arena_init(KIB(64));
	struct digest d;
	enum file_kind kind = FILE_ABSENT;
	size_t got = 1;
	uint64_t at = 0;
	*gone = false;
	*size = b->bytes.len;
	if (!slice_is_null(b->bytes))
		return digest_pair_of(b->bytes, out, e);
	memcpy(d.bytes, b->digest.at, SHA256_BYTES);
	const char *path = body_path(g->h, &d, &a);
	uint8_t *window = mem_alloc(1, WINDOW_BYTES);
	struct rc done = path == NULL || window == NULL ? fail(e, E_NOMEM, 0, "out of memory") :
	    digest_pair_begin(&run, e);
	if (!failed(done))
		done = file_exists(path, &kind, e);
	*gone = !failed(done) && kind != FILE_REGULAR;
	if (!failed(done) && !*gone)
		done = file_open(path, false, &f, e);
	while (!failed(done) && !*gone && got > 0) {
		done = file_read_at(&f, at, window, WINDOW_BYTES, &got, e);
		if (!failed(done))
			done = digest_pair_add(&run, (struct slice){ window, got }, e);
		at += got;
	}
	mem_free(window);
	*size = at;
	return failed(done) || *gone ? done : digest_pair_end(&run, out, e);
}

static struct rc
look_at_body(void *context, const struct store_body *b, struct err *e)
{
	struct looking *g = context;
	struct digest_pair d = {0};
	bool gone;
	uint64_t size;
	char name[DIGEST_TEXT_BYTES];
	struct digest id;
	memcpy(id.bytes, b->digest.at, SHA256_BYTES);
	digest_show(&id, name);
	g->r->bodies++;
	g->r->body_bytes += b->size_bytes;
	TRY(hash_body(g, b, &d, &gone, &size, e));
	const char *table = slice_is_null(b->bytes) ? "file" : "body";
	if (gone)
		DAMAGE(g, "file", "", "the file of a body is gone", "%.*s", DIGEST_TEXT_BYTES,
		    name);
	else if (!digest_eq(&d.sha256, &id))
		DAMAGE(g, table, slice_is_null(b->bytes) ? "" : "bytes",
		    "not what its digest says", "%.*s", DIGEST_TEXT_BYTES, name);
	else if (memcmp(d.sha512, b->sha512.at, SHA512_BYTES) != 0)
		DAMAGE(g, "body", "sha512", "not the digest of the bytes", "%.*s",
		    DIGEST_TEXT_BYTES, name);
	else if (size != b->size_bytes)
		DAMAGE(g, "body", "size", "not the size of the bytes", "%.*s", DIGEST_TEXT_BYTES,
		    name);
	return DONE;
}

/* --- the whole -------------------------------------------------------------------------------- */

static struct rc
look_at_complaint(void *context, struct slice text, uint64_t pos, struct err *e)
{
	struct looking *g = context;
	(void)pos;
	(void)e;
	DAMAGE(g, "assay.db", "", "the database file itself is damaged", "%.*s", SLICE_FMT(text));
	return DONE;
}

/* made: a scratch store, which then has the rows as the log makes them. */
static struct rc
look_at_log(struct looking *g, struct store *made, struct err *e)
{
	struct store *s = g->h->store;
	g->folding = folding_init(g->h, made);
	TRY(entries_each(s, true, look_at_entries, g, e));
	TRY(end_tiles(g, e));
	return store_tile_each(s, look_at_tile, g, e);
}

static struct rc
look_at_derived(struct looking *g, enum derived_extent extent, struct store *made, struct err *e)
{
	struct rc done = g->unfoldable ? fail(e, E_VERIFY, 0, "damaged") :
	    rebuild_fold_end(&g->folding, g->h, extent, made, e);
	if (!failed(done))
		done = rebuild_compare_with(g->h, extent, made, &g->r->damages, e);
	if (done.code == E_VERIFY) {		/* an entry that is named already */
		*e = (struct err){0};
		DAMAGE(g, "derived", "", "cannot be made again from damaged entries", "all");
		done = DONE;
	}
	return done;
}

static struct rc
look(struct looking *g, struct store *made, struct err *e)
{
	struct store *s = g->h->store;
	struct digest d;
	TRY(store_self_check(s, look_at_complaint, g, e));
	TRY(look_at_log(g, made, e));
	TRY(store_checkpoint_each(s, look_at_checkpoint, g, e));
	TRY(look_at_mark(g, e));
	TRY(store_body_each(s, look_at_body, g, e));
	TRY(fsck_held(g->h, &g->r->damages, e));
	TRY(look_at_derived(g, DERIVED_ALL, made, e));
	return rebuild_digest(s, &d, &g->r->derived, e);
}

static struct rc
look_at_last_checkpoint(struct looking *g, struct err *e)
{
	AUTO(arena) a = arena_init(2 * NOTE_BYTES_MAX);
	struct slice note;
	uint64_t size;
	bool found;
	TRY(store_checkpoint_last(g->h->store, INT64_MAX, &a, &size, &note, &found, e));
	return found ? look_at_checkpoint(g, size, note, e) : DONE;
}

static struct rc
begin(struct looking *g, struct err *e)
{
	g->levels = mem_alloc(TILE_LEVELS_MAX, sizeof(struct level));
	return g->levels == NULL ? fail(e, E_NOMEM, 0, "out of memory") : DONE;
}

static struct rc
end(struct looking *g, struct rc done, struct err *e)
{
	folding_drop(&g->folding);
	map_drop(&g->keys);
	mem_free(g->levels);
	return failed(done) ? done : damages_end(&g->r->damages, e);
}

struct rc
fsck_log(struct home *h, bool signatures, struct store *made, struct arena *a,
    struct fsck_report *out, struct err *e)
{
	struct looking g = { .h = h, .r = out, .a = a, .keys = map_init(),
	    .signatures = signatures };
	*out = (struct fsck_report){ .damages = { .a = a } };
	struct rc done = begin(&g, e);
	if (!failed(done))
		done = look_at_log(&g, made, e);
	if (!failed(done))
		done = look_at_last_checkpoint(&g, e);
	if (!failed(done))
		done = look_at_derived(&g, DERIVED_FOLDED, made, e);
	return end(&g, done, e);
}

struct rc
fsck_run(struct home *h, struct arena *a, struct fsck_report *out, struct err *e)
{
	struct looking g = { .h = h, .r = out, .a = a, .keys = map_init(), .signatures = true };
	struct store *made = NULL;
	*out = (struct fsck_report){ .damages = { .a = a } };
	struct rc done = begin(&g, e);
	if (!failed(done))
		done = store_open_scratch(&made, e);
	if (!failed(done))
		done = store_begin_read(h->store, e);
	if (!failed(done))
		done = look(&g, made, e);
	store_rollback(h->store);
	store_close(made);
	return end(&g, done, e);
}
