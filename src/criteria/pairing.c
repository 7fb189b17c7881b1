/* criteria/pairing.c - how many assets can each be counted with a producer of its own.
 *
 * A need may ask for items about different assets and of different producers. Then an item counts
 * for one asset and one producer, and none of both is counted twice: the most pairs that can be
 * chosen. Choosing greedily would depend on the order, and a further item could lower the number.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "criteria/engine.h"

#define NOBODY SIZE_MAX

/* The items that name one asset and a producer, as a list for each asset. next: the next of its
 * asset. chosen: for each asset its producer, so far. owner: for each producer its asset, so far;
 * seen: it was looked at in this search, coming from the asset `from`. */
struct pairing {
	struct engine	*g;
	size_t		 edges, producers;
	size_t		*first, *next, *producer;
	size_t		*chosen, *owner, *from, *queue;
	bool		*seen;
};

/* Numbers the producers and hangs each item to its asset. */
static struct rc
add_items(struct pairing *p, const struct need_answer *a, struct map *numbers, struct err *e)
{
	for (size_t i = 0; i < a->use_count; i++) {
		const struct item *it = a->uses[i].item;
		size_t asset = engine_rated(p->g, it)->asset;
		if (asset == NO_ASSET || it->producer.len == 0)
			continue;
		size_t *number = map_get(numbers, it->producer);
		if (number == NULL) {
			number = &p->queue[p->producers];	/* room for now: not searched yet */
			*number = p->producers++;
			TRY(map_put(numbers, it->producer, number, e));
		}
		p->producer[p->edges] = *number;
		p->next[p->edges] = p->first[asset];
		p->first[asset] = p->edges++;
	}
	return DONE;
}

/* Hands producers on along the way that the search came, so that the start has one too. */
static void
hand_on(struct pairing *p, size_t producer)
{
	while (producer != NOBODY) {
		size_t asset = p->from[producer], before = p->chosen[asset];
		p->owner[producer] = asset;
		p->chosen[asset] = producer;
		producer = before;
	}
}

/* Finds a producer for the asset; others may get another one for it. */
static struct rc
find_producer(struct pairing *p, size_t start, bool *found, struct err *e)
{
	size_t head = 0, tail = 0;
	*found = false;
	for (size_t i = 0; i < p->producers; i++)
		p->seen[i] = false;
	TRY(engine_step(p->g, p->producers, e));
	for (p->queue[tail++] = start; head < tail && !*found; head++) {
		size_t asset = p->queue[head];
		for (size_t i = p->first[asset]; i != NOBODY && !*found; i = p->next[i]) {
			size_t one = p->producer[i];
			TRY(engine_step(p->g, 1, e));
			if (p->seen[one])
				continue;
			p->seen[one] = true;
			p->from[one] = asset;
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
pairs_count(struct engine *g, const struct need_answer *a, uint64_t *count, struct err *e)
{
	size_t n = a->use_count;
	struct pairing p = { .g = g, .first = nobodies(g, g->asset_count), .next = nobodies(g, n),
	    .producer = nobodies(g, n), .chosen = nobodies(g, g->asset_count),
	    .owner = nobodies(g, n), .from = nobodies(g, n), .queue = nobodies(g, n + 1),
	    .seen = ARENA_ARRAY(g->a, bool, n) };
	if (p.first == NULL || p.next == NULL || p.producer == NULL || p.chosen == NULL ||
	    p.owner == NULL || p.from == NULL || p.queue == NULL || p.seen == NULL)
		return arena_failed(g->a, e);
	struct map numbers = map_init();
	struct rc result = add_items(&p, a, &numbers, e);
	map_drop(&numbers);
	TRY(result);
	*count = 0;
	for (size_t i = 0; i < g->asset_count; i++) {
		bool found = false;
		if (p.first[i] != NOBODY)
			TRY(find_producer(&p, i, &found, e));
		*count += found;
	}
	return DONE;
}
