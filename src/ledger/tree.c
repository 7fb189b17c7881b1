/* ledger/tree.c - the Merkle tree over leaves, kept as tiles. See ledger/tree.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "ledger/tree.h"

#include <string.h>

#include "ledger/tree_int.h"

#define LEAF_PREFIX 0x00
#define NODE_PREFIX 0x01
#define NODE_BYTES (1 + 2 * SHA256_BYTES)
/* An entry up to here is hashed in one piece, which spares the library an allocation. */
#define ENTRY_INLINE_MAX 2048

/* --- hashes ----------------------------------------------------------------------------------- */

struct rc
tree_leaf_hash(struct slice entry, struct digest *out, struct err *e)
{
	uint8_t whole[1 + ENTRY_INLINE_MAX] = { LEAF_PREFIX };
	if (entry.len <= ENTRY_INLINE_MAX) {
		if (entry.len > 0)
			memcpy(whole + 1, entry.at, entry.len);
		return digest_of((struct slice){ whole, 1 + entry.len }, out, e);
	}
	AUTO(digest_run) run = {0};
	TRY(digest_begin(&run, e));
	TRY(digest_add(&run, (struct slice){ whole, 1 }, e));
	TRY(digest_add(&run, entry, e));
	return digest_end(&run, out, e);
}

static void
node_bytes(const struct digest *left, const struct digest *right, uint8_t out[static NODE_BYTES])
{
	out[0] = NODE_PREFIX;
	memcpy(out + 1, left->bytes, SHA256_BYTES);
	memcpy(out + 1 + SHA256_BYTES, right->bytes, SHA256_BYTES);
}

struct rc
tree_node_hash(const struct digest *left, const struct digest *right, struct digest *out,
    struct err *e)
{
	uint8_t whole[NODE_BYTES];
	node_bytes(left, right, whole);
	return digest_of((struct slice){ whole, sizeof(whole) }, out, e);
}

struct rc
tree_empty_root(struct digest *out, struct err *e)
{
	return digest_of((struct slice){0}, out, e);
}

/* The node above `count` neighbours of one level. count: a power of two, at most TILE_WIDTH. */
static struct rc
reduce(const struct digest *from, unsigned count, struct digest *out, struct err *e)
{
	struct digest t[TILE_WIDTH / 2];
	AUTO(digest_run) run = {0};
	if (count > 1)
		TRY(digest_begin(&run, e));
	for (; count > 1; count /= 2, from = t)
		for (unsigned i = 0; i < count / 2; i++) {
			uint8_t whole[NODE_BYTES];
			node_bytes(&from[2 * i], &from[2 * i + 1], whole);
			TRY(digest_whole(&run, (struct slice){ whole, NODE_BYTES }, &t[i], e));
		}
	*out = from[0];
	return DONE;
}

struct rc
tree_tile_root(const struct digest hashes[static TILE_WIDTH], struct digest *out, struct err *e)
{
	return reduce(hashes, TILE_WIDTH, out, e);
}

/* MTH is made from the right: each complete subtree to the left goes on top of what is there. */
struct fold {
	bool		any;
	struct digest	top;
};

static struct rc
fold_left(struct fold *f, const struct digest *left, struct err *e)
{
	if (f->any)
		return tree_node_hash(left, &f->top, &f->top, e);
	*f = (struct fold){ true, *left };
	return DONE;
}

/* --- shape ------------------------------------------------------------------------------------ */

/* Complete subtrees of 256^level entries in a tree of `size`. */
static uint64_t
complete(unsigned level, uint64_t size)
{
	return level < TILE_LEVELS_MAX ? size >> (TILE_HEIGHT * level) : 0;
}

unsigned
tile_width(unsigned level, uint64_t n, uint64_t size)
{
	uint64_t count = complete(level, size), last = count / TILE_WIDTH;
	if (n != last)
		return n < last ? TILE_WIDTH : 0;
	return (unsigned)(count % TILE_WIDTH);
}

uint64_t
tree_split(uint64_t n)
{
	if (n < 2)
		BUG("a tree of one entry does not part");
	return (uint64_t)1 << (63 - __builtin_clzll(n - 1));
}

/* --- reading ---------------------------------------------------------------------------------- */

static struct rc
view_tile(struct tree_view *v, unsigned level, uint64_t n, struct err *e)
{
	if (v->width > 0 && v->level == level && v->n == n)
		return DONE;
	unsigned width = tile_width(level, n, v->size);
	v->width = 0;
	TRY(v->reader->read(v->reader->context, level, n, width, v->tile, e));
	v->level = level;
	v->n = n;
	v->width = width;
	return DONE;
}

/* MTH of the entries [index << height, (index + 1) << height), all of them in the tree. */
static struct rc
view_node(struct tree_view *v, unsigned height, uint64_t index, struct digest *out,
    struct err *e)
{
	unsigned shift = height % TILE_HEIGHT;
	uint64_t first = index << shift;
	TRY(view_tile(v, height / TILE_HEIGHT, first / TILE_WIDTH, e));
	return reduce(v->tile + first % TILE_WIDTH, 1u << shift, out, e);
}

/* MTH of the entries [from, from + 2^height). One node where from is a multiple of the width;
 * else the same tree over entries that lie across the log's own nodes is made anew from the
 * largest nodes that fit. */
static struct rc
view_complete(struct tree_view *v, uint64_t from, unsigned height, struct digest *out,
    struct err *e)
{
	struct digest stack[64];
	unsigned depth = 0, low = from == 0 ? 64 : (unsigned)__builtin_ctzll(from);
	if (low >= height)
		return view_node(v, height, from >> height, out, e);
	uint64_t first = from >> low, count = (uint64_t)1 << (height - low);
	for (uint64_t i = 0; i < count; i++) {
		TRY(view_node(v, low, first + i, &stack[depth++], e));
		for (uint64_t done = i + 1; done % 2 == 0; done /= 2, depth--)
			TRY(tree_node_hash(&stack[depth - 2], &stack[depth - 1],
			    &stack[depth - 2], e));
	}
	*out = stack[0];
	return DONE;
}

struct rc
tree_view_root(struct tree_view *v, uint64_t from, uint64_t to, struct digest *out,
    struct err *e)
{
	struct fold f = {0};
	uint64_t count = to - from;
	if (from >= to || to > v->size)
		BUG("a range that is empty or outside of the tree");
	for (unsigned height = 0; count >> height != 0; height++) {
		struct digest part;
		if ((count >> height & 1) != 0) {
			to -= (uint64_t)1 << height;
			TRY(view_complete(v, to, height, &part, e));
			TRY(fold_left(&f, &part, e));
		}
		if (height == 63)
			break;
	}
	*out = f.top;
	return DONE;
}

static struct rc
check_size(uint64_t size, struct err *e)
{
	return size <= TREE_SIZE_MAX ? DONE :
	    fail(e, E_LIMIT, 0, "a log of more than 2^63 entries");
}

struct rc
tree_root(const struct tile_reader *r, uint64_t size, struct digest *out, struct err *e)
{
	return size == 0 ? tree_empty_root(out, e) : tree_range_root(r, 0, size, out, e);
}

struct rc
tree_range_root(const struct tile_reader *r, uint64_t from, uint64_t to, struct digest *out,
    struct err *e)
{
	TRY(check_size(to, e));
	struct tree_view v = tree_view_init(r, to);
	return tree_view_root(&v, from, to, out, e);
}

/* --- appending -------------------------------------------------------------------------------- */

/* One level of an append: `count` new hashes come after `old` that are there. */
struct rise {
	const struct tile_reader	*reader;
	const struct tile_sink		*sink;
	unsigned			 level;
	uint64_t			 old;
	const struct digest		*fresh;
	size_t				 count;
	struct digest			*above;		/* room for those of the next level */
	size_t				 above_count;
	unsigned			 width;		/* of the last tile, 0 to 255 */
	struct digest			 tile[TILE_WIDTH];
};

static struct rc
read_last_tile(struct rise *s, struct err *e)
{
	s->width = (unsigned)(s->old % TILE_WIDTH);
	if (s->width == 0)
		return DONE;
	return s->reader->read(s->reader->context, s->level, s->old / TILE_WIDTH, s->width, s->tile,
	    e);
}

static struct rc
fill_tiles(struct rise *s, struct err *e)
{
	uint64_t n = s->old / TILE_WIDTH;
	for (size_t used = 0; used < s->count; n++) {
		size_t left = s->count - used, room = TILE_WIDTH - s->width;
		size_t take = left < room ? left : room;
		memcpy(s->tile + s->width, s->fresh + used, take * sizeof(struct digest));
		used += take;
		s->width += (unsigned)take;
		TRY(s->sink->put(s->sink->context, s->level, n, s->tile, s->width, e));
		if (s->width == TILE_WIDTH) {
			TRY(reduce(s->tile, TILE_WIDTH, &s->above[s->above_count++], e));
			s->width = 0;
		}
	}
	return DONE;
}

/* The complete subtrees of the last tile, from the right. */
static struct rc
fold_last_tile(struct fold *f, const struct digest *tile, unsigned width, struct err *e)
{
	for (unsigned part = 1; part <= width; part *= 2) {
		struct digest d;
		if ((width & part) == 0)
			continue;
		TRY(reduce(tile + (width & ~(2 * part - 1)), part, &d, e));
		TRY(fold_left(f, &d, e));
	}
	return DONE;
}

static struct rc
append_level(struct rise *s, struct arena *a, struct fold *f, struct err *e)
{
	s->above = ARENA_ARRAY(a, struct digest, s->count / TILE_WIDTH + 1);
	s->above_count = 0;
	if (s->above == NULL)
		return arena_failed(a, e);
	TRY(read_last_tile(s, e));
	TRY(fill_tiles(s, e));
	return fold_last_tile(f, s->tile, s->width, e);
}

struct rc
tree_append(const struct tile_reader *r, uint64_t size, const struct digest *leaves, size_t count,
    const struct tile_sink *sink, struct digest *root, struct err *e)
{
	TRY(check_size(size, e));
	if (count > TREE_SIZE_MAX - size)
		return fail(e, E_LIMIT, 0, "a log of more than 2^63 entries");
	if (size + count == 0)
		return tree_empty_root(root, e);
	/* the levels above hold less than 1/128 of the leaves, and a tile's rest each */
	AUTO(arena) a = arena_init((count / 128 + (size_t)16 * TILE_LEVELS_MAX) *
	    sizeof(struct digest));
	struct rise s = { .reader = r, .sink = sink, .fresh = leaves, .count = count };
	struct fold f = {0};
	for (; s.level < TILE_LEVELS_MAX && complete(s.level, size + count) > 0; s.level++) {
		s.old = complete(s.level, size);
		TRY(append_level(&s, &a, &f, e));
		s.fresh = s.above;
		s.count = s.above_count;
	}
	*root = f.top;
	return DONE;
}

/* --- names ------------------------------------------------------------------------------------ */

static void
put_text(char *out, size_t *len, const char *text)
{
	size_t n = strlen(text);
	memcpy(out + *len, text, n + 1);
	*len += n;
}

static void
put_number(char *out, size_t *len, unsigned n)
{
	char digits[4] = {0};
	size_t at = sizeof(digits) - 1;
	do
		digits[--at] = (char)('0' + n % 10);
	while ((n /= 10) > 0 && at > 0);
	put_text(out, len, digits + at);
}

/* Three digits, and "x" before them in all groups but the last. */
static void
put_index(char *out, size_t *len, uint64_t n)
{
	unsigned group[7], count = 0;
	do
		group[count++] = (unsigned)(n % 1000);
	while ((n /= 1000) > 0);
	while (count-- > 0) {
		const char text[] = { 'x', (char)('0' + group[count] / 100),
			(char)('0' + group[count] / 10 % 10), (char)('0' + group[count] % 10), 0 };
		put_text(out, len, count > 0 ? text : text + 1);
		put_text(out, len, count > 0 ? "/" : "");
	}
}

size_t
tile_path(unsigned level, uint64_t n, unsigned width, char out[static TILE_PATH_BYTES_MAX])
{
	size_t len = 0;
	if (width == 0 || width > TILE_WIDTH || (level > 63 && level != TILE_ENTRIES))
		BUG("there is no such tile");
	put_text(out, &len, "tile/");
	if (level == TILE_ENTRIES)
		put_text(out, &len, "entries");
	else
		put_number(out, &len, level);
	put_text(out, &len, "/");
	put_index(out, &len, n);
	if (width < TILE_WIDTH) {
		put_text(out, &len, ".p/");
		put_number(out, &len, width);
	}
	return len;
}
