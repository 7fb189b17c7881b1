/* app/log/fsck_heads.c - checkpoints and the high-water mark. See app/log/fsck_heads.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/log/fsck_heads.h"

#include "app/log/mark.h"

struct heads { struct home *h; struct fsck_report *r; };

#define DAMAGE(g, table, field, what, ...) \
	damage_add(&(g)->r->damages, table, field, what, __VA_ARGS__)

static struct rc
look_at_checkpoint(void *context, uint64_t size, struct slice note, struct err *e)
{
	struct heads *g = context;
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
look_for_mark(const struct heads *g, uint64_t size, struct err *e)
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

struct rc
fsck_mark(struct home *h, struct fsck_report *out, struct err *e)
{
	const struct heads g = { h, out };
	enum mark_state state;
	uint64_t size;
	struct rc done = mark_compare(h, &state, &size, e);
	if (done.code == E_VERIFY) {
		*e = (struct err){0};
		return DONE;
	}
	TRY(done);
	out->mark_missing = state == MARK_MISSING;
	if (state == MARK_AHEAD || state == MARK_DIFFERS)
		DAMAGE(&g, "mark", "", state == MARK_AHEAD ?
		    "the high-water mark knows more entries: an older copy was put back" :
		    "the high-water mark is of another history", "%llu", (unsigned long long)size);
	return state == MARK_FITS ? look_for_mark(&g, size, e) : DONE;
}

struct rc
fsck_checkpoints(struct home *h, struct fsck_report *out, struct err *e)
{
	struct heads g = { h, out };
	return store_checkpoint_each(h->store, look_at_checkpoint, &g, e);
}

struct rc
fsck_last_checkpoint(struct home *h, struct fsck_report *out, struct err *e)
{
	struct heads g = { h, out };
	AUTO(arena) a = arena_init(2 * NOTE_BYTES_MAX);
	struct slice note;
	uint64_t size;
	bool found;
	TRY(store_checkpoint_last(h->store, INT64_MAX, &a, &size, &note, &found, e));
	return found ? look_at_checkpoint(&g, size, note, e) : DONE;
}
