/* ledger/proof.c - inclusion and consistency proofs over the log. See ledger/proof.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "ledger/proof.h"

#include "ledger/tree_int.h"

static struct rc
too_short(const struct proof *p, struct err *e)
{
	return fail(e, E_VERIFY, p->count, "the proof lacks steps");
}

static struct rc
too_long(size_t step, struct err *e)
{
	return fail(e, E_VERIFY, step, "the proof has steps too many");
}

static struct rc
other_root(const struct proof *p, struct err *e)
{
	return fail(e, E_VERIFY, p->count, "the proof does not lead to the root");
}

static struct rc
check_count(const struct proof *p, struct err *e)
{
	return p->count <= PROOF_STEPS_MAX ? DONE : too_long(PROOF_STEPS_MAX, e);
}

/* --- inclusion -------------------------------------------------------------------------------- */

struct rc
proof_check_inclusion(const struct digest *leaf, uint64_t index, uint64_t size,
    const struct proof *p, const struct digest *root, struct err *e)
{
	if (index >= size)
		return fail(e, E_USAGE, 0, "no entry of this index in a log of this size");
	TRY(check_count(p, e));
	uint64_t at = index, last = size - 1;
	struct digest r = *leaf;
	for (size_t i = 0; i < p->count; i++) {
		const struct digest *step = &p->step[i];
		if (last == 0)
			return too_long(i, e);
		if (at % 2 == 1 || at == last) {
			TRY(tree_node_hash(step, &r, &r, e));
			/* a node without a right neighbour rises unchanged */
			for (; at != 0 && at % 2 == 0; at /= 2)
				last /= 2;
		} else
			TRY(tree_node_hash(&r, step, &r, e));
		at /= 2;
		last /= 2;
	}
	if (last != 0)
		return too_short(p, e);
	return digest_eq(&r, root) ? DONE : other_root(p, e);
}

/* start is a multiple of the smallest power of two that is not below the width. */
static bool
is_subtree(uint64_t start, uint64_t end)
{
	if (start >= end)
		return start == end;
	uint64_t width = end - start;
	unsigned bits = width == 1 ? 0 : 64 - (unsigned)__builtin_clzll(width - 1);
	return start == 0 || (bits < 64 && start % ((uint64_t)1 << bits) == 0);
}

struct rc
proof_check_subtree_inclusion(const struct digest *leaf, uint64_t index, uint64_t start,
    uint64_t end, const struct proof *p, const struct digest *root, struct err *e)
{
	if (!is_subtree(start, end))
		return fail(e, E_USAGE, 0, "not a subtree");
	if (index < start || index >= end)
		return fail(e, E_USAGE, 0, "no entry of this index in the subtree");
	return proof_check_inclusion(leaf, index - start, end - start, p, root, e);
}

/* --- consistency ------------------------------------------------------------------------------ */

/* The way from the subtree's last node up to both roots. first, last: of the subtree at the height
 * reached; end: of the whole tree. */
struct climb {
	uint64_t	first, last, end;
	struct digest	old, whole;
};

static void
climb_up(struct climb *c)
{
	c->first /= 2;
	c->last /= 2;
	c->end /= 2;
}

static struct rc
climb_step(struct climb *c, const struct digest *step, struct err *e)
{
	if (c->last % 2 == 1 || c->last == c->end) {
		if (c->first < c->last)
			TRY(tree_node_hash(step, &c->old, &c->old, e));
		TRY(tree_node_hash(step, &c->whole, &c->whole, e));
		while (c->last != 0 && c->last % 2 == 0)
			climb_up(c);
	} else
		TRY(tree_node_hash(&c->whole, step, &c->whole, e));
	climb_up(c);
	return DONE;
}

/* To the largest node that ends where the subtree ends; it is the subtree or the first step. */
static struct rc
climb_begin(struct climb *c, const struct digest *subtree, const struct proof *p, size_t *used,
    struct err *e)
{
	if (c->last == c->end)
		while (c->first != c->last)
			climb_up(c);
	else
		while (c->first != c->last && c->last % 2 == 1)
			climb_up(c);
	*used = c->first == c->last ? 0 : 1;
	if (p->count < *used)
		return too_short(p, e);
	c->old = c->whole = *used == 0 ? *subtree : p->step[0];
	return DONE;
}

static struct rc
same_root(const struct digest *a, const struct digest *b, const struct proof *p, struct err *e)
{
	if (p->count > 0)
		return too_long(0, e);
	return digest_eq(a, b) ? DONE : other_root(p, e);
}

struct rc
proof_check_subtree_consistency(uint64_t start, uint64_t end, const struct digest *subtree,
    uint64_t size, const struct digest *root, const struct proof *p, struct err *e)
{
	struct digest empty;
	size_t i;
	if (!is_subtree(start, end) || end > size)
		return fail(e, E_USAGE, 0, "not a subtree of the log");
	TRY(check_count(p, e));
	if (start == end) {
		TRY(tree_empty_root(&empty, e));
		return same_root(subtree, &empty, p, e);
	}
	if (start == 0 && end == size)
		return same_root(subtree, root, p, e);
	struct climb c = { .first = start, .last = end - 1, .end = size - 1 };
	TRY(climb_begin(&c, subtree, p, &i, e));
	for (; i < p->count; i++) {
		if (c.end == 0)
			return too_long(i, e);
		TRY(climb_step(&c, &p->step[i], e));
	}
	if (c.end != 0)
		return too_short(p, e);
	return digest_eq(&c.old, subtree) && digest_eq(&c.whole, root) ? DONE : other_root(p, e);
}

struct rc
proof_check_consistency(uint64_t old_size, const struct digest *old_root, uint64_t size,
    const struct digest *root, const struct proof *p, struct err *e)
{
	if (old_size == 0 || old_size > size)
		return fail(e, E_USAGE, 0, "the older log is empty or larger");
	return proof_check_subtree_consistency(0, old_size, old_root, size, root, p, e);
}

/* --- making ----------------------------------------------------------------------------------- */

/* Steps come from the root downward; a proof has them from the leaf upward. */
static struct rc
add_range(struct proof *p, struct tree_view *v, uint64_t from, uint64_t to, struct err *e)
{
	if (p->count == PROOF_STEPS_MAX)
		BUG("a tree deeper than a log of 2^63 entries");
	return tree_view_root(v, from, to, &p->step[p->count++], e);
}

static void
turn_round(struct proof *p, struct proof *out)
{
	*out = (struct proof){ .count = p->count };
	for (size_t i = 0; i < p->count; i++)
		out->step[i] = p->step[p->count - 1 - i];
}

static struct rc
check_size(uint64_t size, struct err *e)
{
	return size <= TREE_SIZE_MAX ? DONE :
	    fail(e, E_LIMIT, 0, "a log of more than 2^63 entries");
}

struct rc
proof_make_inclusion(const struct tile_reader *r, uint64_t index, uint64_t size,
    struct proof *out, struct err *e)
{
	if (index >= size)
		return fail(e, E_USAGE, 0, "no entry of this index in a log of this size");
	TRY(check_size(size, e));
	struct tree_view v = tree_view_init(r, size);
	struct proof p = {0};
	for (uint64_t from = 0, to = size; to - from > 1;) {
		uint64_t middle = from + tree_split(to - from);
		if (index < middle) {
			TRY(add_range(&p, &v, middle, to, e));
			to = middle;
		} else {
			TRY(add_range(&p, &v, from, middle, e));
			from = middle;
		}
	}
	turn_round(&p, out);
	return DONE;
}

struct rc
proof_make_consistency(const struct tile_reader *r, uint64_t old_size, uint64_t size,
    struct proof *out, struct err *e)
{
	if (old_size == 0 || old_size > size)
		return fail(e, E_USAGE, 0, "the older log is empty or larger");
	TRY(check_size(size, e));
	struct tree_view v = tree_view_init(r, size);
	struct proof p = {0};
	uint64_t from = 0, to = size;
	while (to != old_size) {
		uint64_t middle = from + tree_split(to - from);
		if (old_size <= middle) {
			TRY(add_range(&p, &v, middle, to, e));
			to = middle;
		} else {
			TRY(add_range(&p, &v, from, middle, e));
			from = middle;
		}
	}
	/* the old root itself is known to whoever asks */
	if (from > 0)
		TRY(add_range(&p, &v, from, to, e));
	turn_round(&p, out);
	return DONE;
}
