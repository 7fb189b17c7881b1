/* app/home/known.c - the two clocks of a question. See app/home/known.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/known.h"

#include "app/home/event_words.h"
#include "app/log/tiles.h"
#include "base/limits.h"
#include "ledger/leaf.h"

/* Time of a leaf never goes back, so the position is found by halving. */
static struct rc
size_at(struct home *h, int64_t until_ms, uint64_t size, uint64_t *out, struct err *e)
{
	uint64_t low = 0, high = size;
	while (low < high) {
		AUTO(arena) a = arena_init(MIB(1));
		struct store_entry entry;
		struct leaf *leaf = ARENA_NEW(&a, struct leaf);
		uint64_t middle = low + (high - low) / 2;
		bool found;
		if (leaf == NULL)
			return arena_failed(&a, e);
		TRY(store_entry_get(h->store, middle, &a, &entry, &found, e));
		if (!found || failed(leaf_decode(entry.leaf, leaf, NULL)))
			return fail(e, E_VERIFY, middle, "an entry of the log is damaged");
		if (leaf->time_ms <= until_ms)
			low = middle + 1;
		else
			high = middle;
	}
	*out = low;
	return DONE;
}

struct rc
known_read(const struct op_call *call, struct home *h, uint64_t *out, struct trouble *t)
{
	const char *given = op_value(call, "known-at", 0);
	uint64_t size;
	int64_t until;
	TRY(store_size(h->store, &size, &t->err));
	*out = size;
	if (given == NULL)
		return DONE;
	if (slice_to_u64(slice_of(given), out))
		return *out <= size ? DONE : trouble_in(t, given, fail(&t->err, E_USAGE, 0,
		    "the log has fewer entries"));
	TRY(trouble_in(t, given, words_instant(slice_of(given), TIME_END, &until, &t->err)));
	return size_at(h, until, size, out, &t->err);
}

struct rc
known_open(const struct op_call *call, struct home *h, uint64_t *known, struct trouble *t)
{
	TRY(home_open(call, HOME_READ, h, t));
	TRY(store_begin_read(h->store, &t->err));
	return known_read(call, h, known, t);
}

struct rc
valid_read(const struct op_call *call, int64_t *out, struct trouble *t)
{
	const char *given = op_value(call, "valid-at", 0);
	*out = call->now_ms;
	if (given == NULL)
		return DONE;
	return trouble_in(t, given, words_instant(slice_of(given), TIME_END, out, &t->err));
}

struct rc
known_root(struct home *h, uint64_t size, struct arena *a, struct slice *out, struct err *e)
{
	struct tile_reader tiles = tiles_reader(h->store);
	struct digest root;
	TRY(size == 0 ? tree_empty_root(&root, e) : tree_root(&tiles, size, &root, e));
	return digest_text(a, &root, out) ? DONE : arena_failed(a, e);
}
