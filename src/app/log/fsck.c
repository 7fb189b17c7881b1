/* app/log/fsck.c - everything is hashed again. See app/log/fsck.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/log/fsck.h"

#include <string.h>

#include "app/log/bodies.h"
#include "app/log/fsck_bodies.h"
#include "app/log/fsck_heads.h"
#include "app/log/fsck_held.h"
#include "app/log/rebuild.h"
#include "app/log/tiles.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "codec/base64.h"
#include "codec/hex.h"
#include "ledger/leaf.h"

/* One level of the tree as the entries make it. n: of the tile that is being filled. */
struct level { uint64_t n; unsigned width; struct digest hashes[TILE_WIDTH]; };

/* signatures: those of the entries are checked too. note: what is said of the first entries, or
 * null; trusted: by whoever may say so, so that they are passed. ids: the chain so far. unlike: not
 * all is as the note says. */
struct looking {
	struct home		*h;
	struct fsck_report	*r;
	bool			 signatures, trusted, unlike;
	const struct checked	*note;
	struct digest		 ids;
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

/* Keys that passed entries brought are not remembered; the row says that there was one. */
static struct rc
key_is_there(struct looking *g, const struct entry_read *x, bool *there, struct err *e)
{
	AUTO(arena) a = arena_init(KIB(16));
	struct state_row row;
	struct slice name;
	*there = x->key != NULL;
	if (*there || !g->trusted)
		return DONE;
	TRY(fold_key_row(&a, x->event.actor, x->key_id, &name, e));
	return store_state_get(g->h->store, SLICE("key"), name, x->kept.pos, &row, there, e);
}

static struct rc
look_at_signature(struct looking *g, const struct entry_read *x, struct err *e)
{
	struct digest id;
	bool there;
	TRY(key_is_there(g, x, &there, e));
	if (!digest_parse(x->key_id, &id) || !digest_eq(&id, &x->leaf->key_id))
		DAMAGE(g, "entry", "leaf", "the leaf names another key than the envelope", AT);
	if (!there)
		DAMAGE(g, "entry", "envelope", "signed by a key that no actor has", AT);
	else if (g->signatures && !x->good)
		DAMAGE(g, "entry", "envelope", "the signature does not hold", AT);
	return DONE;
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
		struct slice sha256 = x->event.bodies[i].sha256;
		struct digest d;
		bool found = false;
		if (digest_parse(sha256, &d))
			TRY(store_body_there(g->h->store, (struct slice){ d.bytes, SHA256_BYTES },
			    &found, e));
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
	TRY(look_at_signature(g, x, e));
	return look_at_bodies(g, x, e);
}

/* What was read in it stands in the note's digests; that these are its bytes, and that its bodies
 * are there, is looked at anew. */
static struct rc
look_at_passed(struct looking *g, const struct entry_read *x, struct err *e)
{
	const struct leaf *leaf = x->leaf;
	if (!digest_eq(&x->digests.sha256, &leaf->envelope_sha256))
		DAMAGE(g, "entry", "envelope", "not what the leaf commits to", AT);
	for (size_t i = 0; i < leaf->body_count; i++) {
		bool found;
		TRY(store_body_there(g->h->store, (struct slice){ leaf->bodies[i].sha256.bytes,
		    SHA256_BYTES }, &found, e));
		if (!found)
			DAMAGE(g, "body", "", "a body that an event names is not there", AT);
	}
	g->last_ms = leaf->time_ms;
	return DONE;
}

/* The derived rows are made again in passing; an entry that is damaged ends that. */
static struct rc
fold_again(struct looking *g, const struct entry_read *x, struct err *e)
{
	struct err why = {0};
	if (g->unfoldable || x->passed || (g->trusted && g->r->damages.count > 0))
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
		TRY(x->passed ? look_at_passed(g, x, e) : look_at_event(g, x, e));
	TRY(checked_next_id(&g->ids, x->kept.event_id, e));
	if (g->note != NULL && g->next == g->note->size)
		g->unlike = g->unlike || !digest_eq(&g->ids, &g->note->ids);
	return fold_again(g, x, e);
}

/* By which key each was signed: keys come with the entries, and serve those that follow; the
 * first entry brings the one that it is signed by. */
static struct rc
find_keys(struct looking *g, struct entry_read *batch, size_t count, struct err *e)
{
	for (size_t i = 0; i < count; i++) {
		struct entry_read *x = &batch[i];
		if (x->code != OK || !x->leaf_reads || x->passed)
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
	uint64_t from = g->trusted ? g->note->size : 0;
	g->folding = folding_init(g->h, made, from);
	TRY(entries_each(s, (struct entries_extent){ true, from }, look_at_entries, g, e));
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

/* Where the tree and the rows seen then are not what the note says, `unlike` is set. */
static struct rc
compare_note(struct looking *g, const struct rows_digests *rows, struct err *e)
{
	struct tile_reader tiles = tiles_reader(g->h->store);
	struct digest root;
	TRY(tree_root(&tiles, g->note->size, &root, e));
	g->unlike = g->unlike || !digest_eq(&root, &g->note->root) ||
	    !digest_eq(&rows->before, &g->note->rows);
	return DONE;
}

/* The note of what was checked before says what was found again. */
static struct rc
look_at_note(struct looking *g, struct err *e)
{
	struct rows_digests rows;
	struct err why = {0};
	if (g->note == NULL)
		return DONE;
	struct rc done = rows_digests(g->h->store, g->note->size, false, &rows, &why);
	if (!failed(done))
		done = compare_note(g, &rows, &why);
	if (failed(done) && done.code != E_VERIFY && done.code != E_LIMIT)
		return fail(e, why.code, why.at, why.what);
	if (failed(done) || g->unlike)
		DAMAGE(g, "checked", "", "the entries and rows are not those that it is about, or "
		    "it is false; a sound home makes it anew when the file is removed", "%llu",
		    (unsigned long long)g->note->size);
	return DONE;
}

static struct rc
look(struct looking *g, struct store *made, struct err *e)
{
	struct store *s = g->h->store;
	struct checked said;
	const char *problem;
	struct digest d;
	bool found;
	TRY(store_self_check(s, look_at_complaint, g, e));
	TRY(checked_read(g->h, &said, &found, &problem, e));
	g->note = found ? &said : NULL;
	if (problem != NULL)
		DAMAGE(g, "checked", "", problem, "all");
	TRY(look_at_log(g, made, e));
	TRY(fsck_checkpoints(g->h, g->r, e));
	TRY(fsck_mark(g->h, g->r, e));
	TRY(fsck_bodies(g->h, g->r, e));
	TRY(fsck_held(g->h, &g->r->damages, e));
	TRY(look_at_note(g, e));
	TRY(look_at_derived(g, DERIVED_ALL, made, e));
	return rebuild_digest(s, &d, &g->r->derived, e);
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

/* Entries, tiles and the last checkpoint. */
static struct rc
look_without_rows(struct looking *g, struct store *made, struct err *e)
{
	TRY(begin(g, e));
	TRY(look_at_log(g, made, e));
	return fsck_last_checkpoint(g->h, g->r, e);
}

struct rc
fsck_log(struct home *h, struct store *made, struct arena *a, struct fsck_report *out,
    struct err *e)
{
	struct looking g = { .h = h, .r = out, .a = a, .keys = map_init(), .signatures = true };
	*out = (struct fsck_report){ .damages = { .a = a } };
	struct rc done = look_without_rows(&g, made, e);
	if (!failed(done))
		done = look_at_derived(&g, DERIVED_FOLDED, made, e);
	return end(&g, done, e);
}

/* `unlike` is set too where the rows made since, in `made`, are not those of the home, `kept`. */
static struct rc
hold_against(struct looking *g, const struct rows_digests *kept, bool whole, struct store *made,
    struct checked *now, struct err *e)
{
	struct tile_reader tiles = tiles_reader(g->h->store);
	struct rows_digests since;
	TRY(rows_digests(made, 0, false, &since, e));
	g->unlike = g->unlike || !digest_eq(&kept->after, &since.after);
	*now = (struct checked){ .size = g->next, .ids = g->ids };
	if (whole)
		now->rows = kept->now;
	return g->next > 0 ? tree_root(&tiles, g->next, &now->root, e) : DONE;
}

/* What cannot be read for damage is no failure to look. */
static struct rc
forgive(struct looking *g, struct rc done, struct err *e)
{
	if (!failed(done) || done.code == E_NOMEM || done.code == E_IO)
		return done;
	*e = (struct err){0};
	g->unlike = true;
	return DONE;
}

static struct rc
look_from(struct looking *g, bool whole, struct store *made, struct checked *now, bool *fits,
    struct err *e)
{
	struct rows_digests kept = {0};
	/* what later entries are folded over is held against the note before it is read */
	uint64_t from = g->trusted ? g->note->size : 0;
	struct rc done = rows_digests(g->h->store, from, whole, &kept, e);
	if (!failed(done) && g->trusted)
		done = compare_note(g, &kept, e);
	TRY(forgive(g, done, e));
	if (g->unlike && g->trusted)
		return DONE;
	bool rows_read = !g->unlike;
	done = look_without_rows(g, made, e);
	bool sound = !failed(done) && g->r->damages.count == 0 && !g->unfoldable && rows_read;
	if (sound)
		done = forgive(g, hold_against(g, &kept, whole, made, now, e), e);
	else if (g->trusted)
		done = forgive(g, done, e);
	TRY(done);
	*fits = sound && !g->unlike;
	/* whoever asks without a note wants every row named */
	return *fits || g->trusted ? DONE : look_at_derived(g, DERIVED_FOLDED, made, e);
}

struct rc
fsck_log_from(struct home *h, const struct checked *from, bool whole, struct store *made,
    struct arena *a, struct fsck_report *out, struct checked *now, bool *fits, struct err *e)
{
	struct err why = {0};
	struct looking g = { .h = h, .r = out, .a = a, .keys = map_init(), .note = from,
	    .trusted = from != NULL };
	*out = (struct fsck_report){ .damages = { .a = a } };
	*fits = false;
	struct rc done = look_from(&g, whole, made, now, fits, &why);
	return end(&g, failed(done) ? fail(e, why.code, why.at, why.what) : DONE, e);
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
