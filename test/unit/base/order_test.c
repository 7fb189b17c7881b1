/* order_test.c - lists in one order, also where there is no memory to merge in. This program has a
 * base/mem of its own.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "base/mem.h"
#include "base/order.h"

static unsigned allowed;		/* allocations that still succeed */
static uint64_t compared;

void *
mem_alloc(size_t count, size_t size)
{
	return allowed == 0 || allowed-- == 0 ? NULL : calloc(count, size);
}

void *
mem_resize(void *old, size_t count, size_t size)
{
	return reallocarray(old, count, size);
}

uint64_t
mem_refusals(void)
{
	return 0;
}

void
mem_free(void *p)
{
	free(p);
}

/* Of the 20 bytes one is compared, and the others go with it. */
struct thing { uint8_t key, rest[19]; };

static int
by_key(const void *left, const void *right)
{
	const struct thing *a = left, *b = right;
	compared++;
	return a->key < b->key ? -1 : a->key > b->key;
}

static struct thing
thing_of(uint8_t key)
{
	struct thing t = { .key = key };
	for (size_t i = 0; i < sizeof(t.rest); i++)
		t.rest[i] = (uint8_t)(key + i);
	return t;
}

/* Compared with counting: each key once, ascending, whole. */
static void
settles(struct thing *list, size_t count, unsigned allocations)
{
	bool there[256] = {0};
	size_t left = 0;
	for (size_t i = 0; i < count; i++)
		there[list[i].key] = true;
	allowed = allocations;
	size_t got = order_settle(list, count, sizeof(*list), by_key);
	for (unsigned k = 0; k < 256; k++) {
		const struct thing wanted = thing_of((uint8_t)k);
		if (there[k])
			assert_memory_equal(&list[left++], &wanted, sizeof(wanted));
	}
	assert_int_equal(got, left);
}

static void
any_list_is_sorted_and_each_thing_is_there_once(void **state)
{
	static struct thing list[600];
	uint32_t random = 1;
	(void)state;
	for (unsigned round = 0; round < 3000; round++) {
		size_t count = round < 40 ? round : round % 600;
		uint32_t keys = 1 + round % 257, up = round / 257 % 4;
		for (size_t i = 0; i < count; i++) {
			random = random * 1664525 + 1013904223;
			/* up: long runs */
			uint32_t key = (random >> 8) % keys;
			if (up > 0 && random >> 28 >= up && i > 0)
				key = list[i - 1].key + 1U;
			list[i] = thing_of((uint8_t)key);
		}
		settles(list, count, round % 5 == 0 ? round / 5 % 2 : 2);
	}
	assert_int_equal(order_settle(NULL, 0, sizeof(*list), by_key), 0);
}

static void
what_is_sorted_costs_one_comparison_each(void **state)
{
	static struct thing list[256];
	(void)state;
	for (size_t i = 0; i < COUNT(list); i++)
		list[i] = thing_of((uint8_t)i);
	compared = 0;
	settles(list, COUNT(list), 0);
	assert_int_equal(compared, COUNT(list) - 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_list_is_sorted_and_each_thing_is_there_once),
		cmocka_unit_test(what_is_sorted_costs_one_comparison_each),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
