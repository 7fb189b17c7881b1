/* ledger/tree.h - the Merkle tree over leaves, kept as tiles.
 *
 * A tile holds up to 256 hashes: entry i of tile (level, n) is the hash over the entries
 * [(n * 256 + i) * 256^level, (n * 256 + i + 1) * 256^level), and only complete ones are there.
 * So a partial tile is the beginning of a wider one.
 *
 * Spec:     RFC 9162 2.1.1; c2sp.org/tlog-tiles.
 * Purity:   no I/O, no clock; tiles come from a reader and go to a sink.
 * Errors:   E_IO and others of the reader; E_VERIFY where a tile is narrower than its size
 *           demands; E_NOMEM; E_LIMIT above TREE_SIZE_MAX entries.
 * Layer:    base, codec, crypto.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef LEDGER_TREE_H
#define LEDGER_TREE_H

#include "base/arena.h"
#include "crypto/digest.h"

#define TILE_HEIGHT 8
#define TILE_WIDTH 256
/* Levels of a log of 2^63 entries. */
#define TILE_LEVELS_MAX 8
#define TREE_SIZE_MAX ((uint64_t)1 << 63)

/* Fills into[0..width) with the first `width` hashes of tile (level, n). */
struct tile_reader {
	void		*context;
	struct rc	(*read)(void *context, unsigned level, uint64_t n, unsigned width,
	    struct digest *into, struct err *e);
};

/* SHA-256 of 0x00 and the entry; of 0x01, left and right; of nothing. */
struct rc tree_leaf_hash(struct slice entry, struct digest *out, struct err *e);
struct rc tree_node_hash(const struct digest *left, const struct digest *right,
    struct digest *out, struct err *e);
struct rc tree_empty_root(struct digest *out, struct err *e);

/* The node above a whole tile: one hash of the level above. */
struct rc tree_tile_root(const struct digest hashes[static TILE_WIDTH], struct digest *out,
    struct err *e);

/* Hashes in tile (level, n) of a tree of `size` entries: 0 to 256. */
unsigned tile_width(unsigned level, uint64_t n, uint64_t size);
/* MTH of the first `size` entries. */
struct rc tree_root(const struct tile_reader *r, uint64_t size, struct digest *out,
    struct err *e);
/* MTH of the entries [from, to), from < to: BUG. It costs a few tiles where from is a multiple of
 * the smallest power of two not below to - from, else up to every leaf in between. */
struct rc tree_range_root(const struct tile_reader *r, uint64_t from, uint64_t to,
    struct digest *out, struct err *e);

/* Takes the whole content of a touched tile: `width` hashes. */
struct tile_sink {
	void		*context;
	struct rc	(*put)(void *context, unsigned level, uint64_t n,
	    const struct digest *hashes, unsigned width, struct err *e);
};

/* Adds `count` leaf hashes to a tree of `size` entries: gives every tile that changes, lowest
 * level first, and the new root. */
struct rc tree_append(const struct tile_reader *r, uint64_t size, const struct digest *leaves,
    size_t count, const struct tile_sink *sink, struct digest *root, struct err *e);

/* "tile/0/x001/x234/067", and ".p/W" after it for a width below 256 (c2sp.org/tlog-tiles).
 * level TILE_ENTRIES: "tile/entries/...". */
#define TILE_ENTRIES UINT32_MAX
#define TILE_PATH_BYTES_MAX 64
/* Gives the length; NUL-terminated. width 1 to 256. */
size_t tile_path(unsigned level, uint64_t n, unsigned width, char out[static TILE_PATH_BYTES_MAX]);

#endif
