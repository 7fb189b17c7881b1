/* bulk_test.c - 100,000 entries, appended in groups, all found again.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fixture.h"

#define ENTRIES 100000
#define GROUP 256

struct walk { uint64_t next; };

static struct rc
see(void *context, const struct store_entry *entry, struct err *e)
{
	struct walk *w = context;
	char leaf[64];
	(void)e;
	(void)snprintf(leaf, sizeof(leaf), "leaf %llu", (unsigned long long)w->next);
	assert_int_equal(entry->pos, w->next);
	assert_true(slice_eq(entry->leaf, slice_of(leaf)));
	w->next++;
	return DONE;
}

static void
append_all(struct store *s)
{
	for (uint64_t pos = 0; pos < ENTRIES;) {
		good(store_begin_write(s, NULL));
		assert_int_equal(size_now(s), pos);
		for (uint64_t end = pos + GROUP; pos < end && pos < ENTRIES; pos++)
			good(entry_put(s, pos, NULL));
		good(store_commit(s, NULL));
	}
}

static void
a_hundred_thousand_entries(void **state)
{
	const struct place *p = *state;
	AUTO(arena) a = arena_init(1 << 26);
	struct store *s = place_open(p, STORE_CREATE);
	append_all(s);
	store_close(s);
	assert_alone(p);
	s = place_open(p, STORE_READ);
	good(store_begin_read(s, NULL));
	assert_int_equal(size_now(s), ENTRIES);
	for (uint64_t i = 0; i < ENTRIES; i += 7) {
		struct store_entry entry;
		uint64_t pos = UINT64_MAX, few[4];
		uint8_t id[32];
		size_t count;
		bool found;
		good(store_entry_find(s, digest32(i, id), &pos, &found, NULL));
		assert_true(found);
		assert_int_equal(pos, i);
		good(store_entry_match(s, (struct slice){ id, 8 }, 0xff, 4, few, &count, NULL));
		assert_int_equal(count, 1);
		assert_int_equal(few[0], i);
		good(store_entry_get(s, i, &a, &entry, &found, NULL));
		assert_true(found);
		assert_true(slice_eq(entry.event_id, (struct slice){ id, 32 }));
	}
	struct walk w = {0};
	good(store_entry_each(s, 0, STORE_OPEN, see, &w, NULL));
	assert_int_equal(w.next, ENTRIES);
	good(store_commit(s, NULL));
	store_close(s);
	assert_alone(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_hundred_thousand_entries, place_new, place_drop),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
