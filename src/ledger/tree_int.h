/* ledger/tree_int.h - nodes of the tree read from tiles, for the files of this module.
 *
 * Layer:    base, codec, crypto.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef LEDGER_TREE_INT_H
#define LEDGER_TREE_INT_H

#include "ledger/tree.h"

/* A tree of `size` entries behind a reader. The tile that was read last is kept: a walk along one
 * path asks for the nodes of one tile one after the other. width 0: none was read yet. */
struct tree_view {
	const struct tile_reader	*reader;
	uint64_t			 size;
	unsigned			 level;
	uint64_t			 n;
	unsigned			 width;
	struct digest			 tile[TILE_WIDTH];
};

static inline struct tree_view
tree_view_init(const struct tile_reader *r, uint64_t size)
{
	return (struct tree_view){ .reader = r, .size = size };
}

/* MTH of the entries [from, to), from < to <= size. */
struct rc tree_view_root(struct tree_view *v, uint64_t from, uint64_t to, struct digest *out,
    struct err *e);
/* The largest power of two below n, n > 1: where the tree of n entries parts in two. */
uint64_t tree_split(uint64_t n);

#endif
