/* log_make.h - a log in memory behind a reader and a sink, and the tree as its definition has it.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef LOG_MAKE_H
#define LOG_MAKE_H

#include "unit.h"

#include "base/buf.h"
#include "codec/hex.h"
#include "ledger/tree.h"

/* hash[level]: the hashes of all tiles of the level, one after the other. puts: how many tiles
 * came; level: that of the last, in one append. refuse_at: the call (of either kind) that fails,
 * counted from 1. */
struct log {
	struct digest	*hash[TILE_LEVELS_MAX];
	size_t		 count[TILE_LEVELS_MAX], cap[TILE_LEVELS_MAX];
	uint64_t	 size;
	unsigned	 level, calls, puts, refuse_at;
};

static inline void
log_drop(struct log *l)
{
	for (size_t i = 0; i < TILE_LEVELS_MAX; i++)
		free(l->hash[i]);
	*l = (struct log){0};
}

static inline struct rc
log_read(void *context, unsigned level, uint64_t n, unsigned width, struct digest *into,
    struct err *e)
{
	struct log *l = context;
	assert_in_range(width, 1, TILE_WIDTH);
	assert_in_range(level, 0, TILE_LEVELS_MAX - 1);
	if (++l->calls == l->refuse_at)
		return fail(e, E_IO, 7, "the disk is gone");
	if (n * TILE_WIDTH + width > l->count[level])
		return fail(e, E_VERIFY, 0, "a tile that is too narrow");
	memcpy(into, l->hash[level] + n * TILE_WIDTH, width * sizeof(*into));
	return DONE;
}

static inline struct rc
log_put(void *context, unsigned level, uint64_t n, const struct digest *hashes, unsigned width,
    struct err *e)
{
	struct log *l = context;
	size_t end = (size_t)n * TILE_WIDTH + width, had = l->count[level] - n * TILE_WIDTH;
	assert_in_range(width, 1, TILE_WIDTH);
	assert_in_range(level, l->level, TILE_LEVELS_MAX - 1);
	if (++l->calls == l->refuse_at)
		return fail(e, E_IO, 8, "the disk is full");
	assert_true(n * TILE_WIDTH <= l->count[level] && end > l->count[level]);
	if (end > l->cap[level]) {
		l->cap[level] = end * 2;
		l->hash[level] = realloc(l->hash[level], l->cap[level] * sizeof(*hashes));
		assert_non_null(l->hash[level]);
	}
	/* a tile only ever grows */
	assert_memory_equal(l->hash[level] + n * TILE_WIDTH, hashes, had * sizeof(*hashes));
	memcpy(l->hash[level] + n * TILE_WIDTH, hashes, width * sizeof(*hashes));
	l->count[level] = end;
	l->level = level;
	l->puts++;
	return DONE;
}

static inline struct tile_reader
log_reader(struct log *l)
{
	return (struct tile_reader){ l, log_read };
}

static inline struct rc
log_append(struct log *l, const struct digest *leaves, size_t count, struct digest *root,
    struct err *e)
{
	struct tile_reader r = { l, log_read };
	struct tile_sink s = { l, log_put };
	l->level = 0;
	TRY(tree_append(&r, l->size, leaves, count, &s, root, e));
	l->size += count;
	return DONE;
}

static inline struct digest
leaf_of(struct slice entry)
{
	struct digest d;
	assert_false(failed(tree_leaf_hash(entry, &d, NULL)));
	return d;
}

/* Leaves over the decimal digits of their index. The caller frees them. */
static inline struct digest *
leaves_make(size_t count)
{
	AUTO(buf) text = buf_init(32);
	struct digest *leaves = calloc(count + 1, sizeof(*leaves));
	assert_non_null(leaves);
	for (size_t i = 0; i < count; i++) {
		buf_clear(&text);
		buf_add_u64(&text, i);
		leaves[i] = leaf_of(buf_slice(&text));
	}
	return leaves;
}

/* RFC 9162 2.1.1, word for word. */
static inline struct digest
mth(const struct digest *leaf, size_t count)
{
	struct digest out;
	size_t k = 1;
	if (count == 0)
		assert_false(failed(digest_of((struct slice){0}, &out, NULL)));
	if (count == 1)
		out = leaf[0];
	if (count < 2)
		return out;
	while (k * 2 < count)
		k *= 2;
	uint8_t whole[65] = { 1 };
	struct digest left = mth(leaf, k), right = mth(leaf + k, count - k);
	memcpy(whole + 1, left.bytes, 32);
	memcpy(whole + 33, right.bytes, 32);
	assert_false(failed(digest_of((struct slice){ whole, sizeof(whole) }, &out, NULL)));
	return out;
}

static inline void
assert_hex(const struct digest *d, const char *want)
{
	AUTO(buf) text = buf_init(64);
	hex_write((struct slice){ d->bytes, SHA256_BYTES }, &text);
	if (!slice_eq(buf_slice(&text), slice_of(want)))
		fail_msg("got %.*s, want %s", SLICE_FMT(buf_slice(&text)), want);
}

#define assert_digest(a, b) assert_memory_equal((a)->bytes, (b)->bytes, SHA256_BYTES)

/* A log of one entry over and over: every node of a level is the same, so that a reader for any
 * size needs one hash for each level. */
struct even_log { struct digest level[TILE_LEVELS_MAX]; };

static inline struct even_log
even_log_make(void)
{
	struct even_log l;
	struct digest d = leaf_of(SLICE("same"));
	for (size_t i = 0; i < TILE_LEVELS_MAX; i++) {
		l.level[i] = d;
		for (size_t k = 0; k < TILE_HEIGHT; k++)
			assert_false(failed(tree_node_hash(&d, &d, &d, NULL)));
	}
	return l;
}

static inline struct rc
even_read(void *context, unsigned level, uint64_t n, unsigned width, struct digest *into,
    struct err *e)
{
	const struct even_log *l = context;
	(void)n;
	(void)e;
	assert_in_range(width, 1, TILE_WIDTH);
	assert_in_range(level, 0, TILE_LEVELS_MAX - 1);
	for (unsigned i = 0; i < width; i++)
		into[i] = l->level[level];
	return DONE;
}

#endif
