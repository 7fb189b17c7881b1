/* base/order.c - lists in one order. See base/order.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/order.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* from: the elements in runs; to: memory for as many. runs: where each begins, and where the last
 * one ends. */
struct merging {
	uint8_t	*from, *to;
	size_t	 size;
	int	(*compare)(const void *a, const void *b);
	size_t	*runs, run_count;
};

/* How many runs there are; starts: where, or null. Within a run each is above the one before. */
static size_t
find_runs(const struct merging *m, size_t count, size_t *starts)
{
	size_t n = 0;
	for (size_t i = 0; i < count; i++) {
		const uint8_t *at = m->from + i * m->size;
		if (i > 0 && m->compare(at - m->size, at) < 0)
			continue;
		if (starts != NULL)
			starts[n] = i;
		n++;
	}
	if (starts != NULL)
		starts[n] = count;
	return n;
}

/* Two runs that follow each other become one at `to`; the end of that. */
static uint8_t *
merge_two(const struct merging *m, const uint8_t *a, const uint8_t *a_end, const uint8_t *b_end,
    uint8_t *to)
{
	const uint8_t *b = a_end;
	while (a < a_end && b < b_end) {
		int c = m->compare(a, b);
		memcpy(to, c <= 0 ? a : b, m->size);
		to += m->size;
		a += c <= 0 ? m->size : 0;
		b += c >= 0 ? m->size : 0;
	}
	size_t rest = (size_t)(a_end - a);
	memcpy(to, a, rest);
	memcpy(to + rest, b, (size_t)(b_end - b));
	return to + rest + (b_end - b);
}

/* Half as many runs, in the other memory. */
static void
merge_all(struct merging *m)
{
	uint8_t *at = m->to;
	size_t kept = 0;
	for (size_t i = 0; i < m->run_count; i += 2) {
		size_t middle = m->runs[i + 1];
		size_t end = i + 1 < m->run_count ? m->runs[i + 2] : middle;
		const uint8_t *first = m->from + m->runs[i] * m->size;
		m->runs[kept++] = (size_t)(at - m->to) / m->size;
		at = merge_two(m, first, m->from + middle * m->size, m->from + end * m->size, at);
	}
	m->runs[kept] = (size_t)(at - m->to) / m->size;
	m->run_count = kept;
	uint8_t *spare = m->from;
	m->from = m->to;
	m->to = spare;
}

static size_t
sort_in_place(const struct merging *m, size_t count)
{
	size_t kept = 1;
	qsort(m->from, count, m->size, m->compare);
	for (size_t i = 1; i < count; i++) {
		uint8_t *last = m->from + (kept - 1) * m->size, *at = m->from + i * m->size;
		if (m->compare(last, at) != 0)
			memmove(m->from + kept++ * m->size, at, m->size);
	}
	return kept;
}

size_t
order_settle(void *items, size_t count, size_t size, int (*compare)(const void *a, const void *b))
{
	struct merging m = { .from = items, .size = size, .compare = compare };
	m.run_count = find_runs(&m, count, NULL);
	if (m.run_count < 2)
		return count;
	uint8_t *spare = mem_alloc(count, size);
	m.to = spare;
	m.runs = mem_alloc(m.run_count + 1, sizeof(*m.runs));
	if (spare == NULL || m.runs == NULL)
		count = sort_in_place(&m, count);
	else {
		(void)find_runs(&m, count, m.runs);	/* as many as before */
		while (m.run_count > 1)
			merge_all(&m);
		count = m.runs[1];
		if (m.from == spare)
			memcpy(items, spare, count * size);
	}
	mem_free(m.runs);
	mem_free(spare);
	return count;
}
