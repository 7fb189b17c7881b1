/* criteria/pairing.c - the most pairs that share nothing.
 *
 * A need may ask for items about different assets and of different producers, or for readings by
 * different persons with different keys. Then each counts for one of both, and none of both is
 * counted twice: the most pairs that can be chosen. Choosing greedily would depend on the order,
 * and a further item could lower the number.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "criteria/engine.h"

#define NOBODY SIZE_MAX

/* The pairs as a list for each left one. next: the next of the same. chosen: for each left one its
 * right one, so far. owner: for each right one its left one, so far; seen: it was looked at in this
 * search, coming from the left one `from`. */
struct pairing {
	struct engine	*g;
	size_t		 rights;
	size_t		*first, *next, *right;
	size_t		*chosen, *owner, *from, *queue;
	bool		*seen;
};

/* Hands the right ones on along the way that the search came, so that the start has one too. */
static void
hand_on(struct pairing *p, size_t right)
{
	while (right != NOBODY) {
		size_t left = p->from[right], before = p->chosen[left];
		p->owner[right] = left;
		p->chosen[left] = right;
		right = before;
	}
}

/* Finds a right one for the left one; others may get another one for it. */
static struct rc
find_right(struct pairing *p, size_t start, bool *found, struct err *e)
{
	size_t head = 0, tail = 0;
	*found = false;
	for (size_t i = 0; i < p->rights; i++)
		p->seen[i] = false;
	TRY(engine_step(p->g, p->rights, e));
	for (p->queue[tail++] = start; head < tail && !*found; head++) {
		size_t left = p->queue[head];
		for (size_t i = p->first[left]; i != NOBODY && !*found; i = p->next[i]) {
			size_t one = p->right[i];
			TRY(engine_step(p->g, 1, e));
			if (p->seen[one])
				continue;
			p->seen[one] = true;
			p->from[one] = left;
			*found = p->owner[one] == NOBODY;
			if (*found)
				hand_on(p, one);
			else
				p->queue[tail++] = p->owner[one];
		}
	}
	return DONE;
}

static size_t *
nobodies(struct engine *g, size_t count)
{
	size_t *list = ARENA_ARRAY(g->a, size_t, count);
	for (size_t i = 0; i < count && list != NULL; i++)
		list[i] = NOBODY;
	return list;
}

struct rc
pairs_most(struct engine *g, const struct pair *pairs, size_t count, size_t lefts, size_t rights,
    uint64_t *most, struct err *e)
{
	struct pairing p = { .g = g, .rights = rights, .first = nobodies(g, lefts),
	    .next = nobodies(g, count), .right = nobodies(g, count),
	    .chosen = nobodies(g, lefts), .owner = nobodies(g, rights),
	    .from = nobodies(g, rights), .queue = nobodies(g, rights + 1),
	    .seen = ARENA_ARRAY(g->a, bool, rights) };
	if (p.first == NULL || p.next == NULL || p.right == NULL || p.chosen == NULL ||
	    p.owner == NULL || p.from == NULL || p.queue == NULL || p.seen == NULL)
		return arena_failed(g->a, e);
	for (size_t i = 0; i < count; i++) {
		p.right[i] = pairs[i].right;
		p.next[i] = p.first[pairs[i].left];
		p.first[pairs[i].left] = i;
	}
	*most = 0;
	for (size_t i = 0; i < lefts; i++) {
		bool found = false;
		if (p.first[i] != NOBODY)
			TRY(find_right(&p, i, &found, e));
		*most += found;
	}
	return DONE;
}

struct rc
numbers_give(struct numbers *n, struct slice key, size_t *out, struct err *e)
{
	size_t *number = map_get(&n->map, key);
	if (number == NULL) {
		number = &n->at[n->map.count];
		*number = n->map.count;
		TRY(map_put(&n->map, key, number, e));
	}
	*out = *number;
	return DONE;
}

/* The items that name one asset and a producer. */
static struct rc
list_pairs(struct engine *g, const struct need_answer *a, struct numbers *producers,
    struct pair *pairs, size_t *count, struct err *e)
{
	for (size_t i = 0; i < a->use_count; i++) {
		const struct item *it = a->uses[i].item;
		struct pair *p = &pairs[*count];
		p->left = engine_rated(g, it)->asset;
		if (p->left == NO_ASSET || it->producer.len == 0)
			continue;
		TRY(numbers_give(producers, it->producer, &p->right, e));
		++*count;
	}
	return DONE;
}

struct rc
pairs_count(struct engine *g, const struct need_answer *a, uint64_t *count, struct err *e)
{
	struct pair *pairs = ARENA_ARRAY(g->a, struct pair, a->use_count);
	struct numbers producers = { map_init(), ARENA_ARRAY(g->a, size_t, a->use_count) };
	size_t n = 0;
	if (pairs == NULL || producers.at == NULL)
		return arena_failed(g->a, e);
	struct rc done = list_pairs(g, a, &producers, pairs, &n, e);
	size_t rights = producers.map.count;
	map_drop(&producers.map);
	TRY(done);
	return pairs_most(g, pairs, n, g->asset_count, rights, count, e);
}
