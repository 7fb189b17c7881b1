/* starved_test.c - memory runs out at every allocation, SQLite's own ones included.
 *
 * This program has a base/mem of its own. After each failure the code must be E_NOMEM or, where
 * SQLite can do without, the work whole; what is kept is as it was or as it was to be.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "fixture.h"

#include <unistd.h>

#include "base/mem.h"

static uint64_t calls, fail_at;		/* 0: none fails */

static bool
refuses(void)
{
	return ++calls == fail_at;
}

void *
mem_alloc(size_t count, size_t size)
{
	return refuses() ? NULL : calloc(count != 0 ? count : 1, size != 0 ? size : 1);
}

void *
mem_resize(void *old, size_t count, size_t size)
{
	return refuses() ? NULL : reallocarray(old, count != 0 ? count : 1, size != 0 ? size : 1);
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

static uint64_t rows;

static struct rc
count_row(void *context, struct slice table, struct slice row, struct err *e)
{
	(void)context, (void)table, (void)row, (void)e;
	rows++;
	return DONE;
}

static struct rc
count_state(void *context, const struct state_row *row, struct err *e)
{
	(void)context, (void)row, (void)e;
	rows++;
	return DONE;
}

static struct rc
complain(void *context, struct slice text, uint64_t pos, struct err *e)
{
	(void)context, (void)pos;
	(void)fprintf(stderr, "%.*s\n", SLICE_FMT(text));
	return fail(e, E_BUG, 0, "a complaint about a store that is whole");
}

static struct rc
write_rows(struct store *s, struct err *e)
{
	uint8_t id[32], wide[64];
	struct state_row row = { SLICE("role"), SLICE("k"), 0, STORE_OPEN };
	struct store_body body = { digest32(1, id), digest64(1, wide), 4, SLICE("four") };
	struct content_row content = { body.digest, 0, SLICE("x/1"), SLICE("reading"), {0}, {0},
		SLICE("{}") };
	for (uint64_t i = 0; i < 20; i++)
		TRY(entry_put(s, i, e));
	TRY(store_tile_put(s, 0, 0, body.digest, e));
	TRY(store_tile_put(s, 0, 0, body.digest, e));
	TRY(store_checkpoint_add(s, 20, SLICE("note"), e));
	TRY(store_body_add(s, &body, e));
	TRY(store_state_add(s, &row, e));
	TRY(store_state_subject_add(s, SLICE("a"), SLICE("about"), &row, e));
	TRY(store_link_add(s, SLICE("t"), SLICE("r"), 0, e));
	TRY(store_content_add(s, &content, e));
	return store_content_add(s, &content, e);
}

static struct rc
read_rows(struct store *s, struct err *e)
{
	AUTO(arena) a = arena_init(1 << 20);
	struct store_entry entry;
	struct store_body body;
	struct slice bytes;
	uint64_t size;
	uint8_t id[32];
	bool found;
	TRY(store_entry_get(s, 5, &a, &entry, &found, e));
	assert_true(found && slice_eq(entry.leaf, SLICE("leaf 5")));
	TRY(store_body_get(s, digest32(1, id), &a, &body, &found, e));
	assert_true(found && slice_eq(body.bytes, SLICE("four")));
	TRY(store_checkpoint_last(s, 30, &a, &size, &bytes, &found, e));
	assert_true(found && size == 20);
	rows = 0;
	TRY(store_state_of_subject(s, SLICE("a"), SLICE("about"), SLICE("role"), 1, count_state,
	    NULL, e));
	assert_int_equal(rows, 1);
	rows = 0;
	TRY(store_derived_each(s, count_row, NULL, e));
	assert_int_equal(rows, 4);
	return store_self_check(s, complain, NULL, e);
}

static struct rc
in_memory(const struct place *p, struct err *e)
{
	struct store *s;
	(void)p;
	TRY(store_open_scratch(&s, e));
	struct rc r = write_rows(s, e);
	r = failed(r) ? r : read_rows(s, e);
	r = failed(r) ? r : store_derived_clear(s, e);
	r = failed(r) ? r : store_commit(s, e);
	store_close(s);
	return r;
}

static struct rc
use(struct store *s, struct rc (*work)(struct store *, struct err *),
    struct rc (*begin)(struct store *, struct err *), struct err *e)
{
	struct rc r = begin(s, e);
	r = failed(r) ? r : work(s, e);
	r = failed(r) ? r : store_commit(s, e);
	store_close(s);
	return r;
}

static struct rc
in_a_file(const struct place *p, struct err *e)
{
	struct store *s;
	TRY(store_open(p->path, STORE_CREATE, &s, e));
	TRY(use(s, write_rows, store_begin_write, e));
	TRY(store_open(p->path, STORE_WRITE, &s, e));
	TRY(use(s, read_rows, store_begin_write, e));
	TRY(store_open(p->path, STORE_READ, &s, e));
	return use(s, read_rows, store_begin_read, e);
}

/* All rows of the write transaction, or none of them. */
static void
check_whole(const struct place *p)
{
	struct store *s = NULL;
	struct err e = {0};
	if (!is_there(p->path))
		return;		/* a store that could not be made was taken away */
	s = place_open(p, STORE_READ);
	good(store_begin_read(s, NULL));
	uint64_t size = size_now(s);
	assert_true(size == 0 || size == 20);
	if (size != 0)
		good(read_rows(s, &e));
	store_close(s);
	assert_alone(p);
	assert_int_equal(unlink(p->path), 0);
}

/* The first ones one by one: opening; then one in `step`. Step 1 visits every allocation. */
static void
sweep(const struct place *p, struct rc (*scenario)(const struct place *, struct err *),
    uint64_t step)
{
	uint64_t failures = 0, tried = 0;
	for (uint64_t at = 1;; at += at < 200 ? 1 : step, tried++) {
		struct err e = {0};
		calls = 0;
		fail_at = at;
		struct rc r = scenario(p, &e);
		fail_at = 0;
		bool reached = calls >= at;
		if (failed(r) && (r.code != E_NOMEM || e.code != E_NOMEM))
			fail_msg("allocation %llu: %s, %s", (unsigned long long)at,
			    code_name(r.code), e.what);
		failures += failed(r);
		check_whole(p);
		if (!reached) {
			assert_false(failed(r));
			break;
		}
	}
	assert_true(failures > tried / 3);
	print_message("%llu of %llu failed\n", (unsigned long long)failures,
	    (unsigned long long)tried);
}

static void
allocations_in_memory(void **state)
{
	sweep(*state, in_memory, 37);
}

static void
allocations_with_a_file(void **state)
{
	sweep(*state, in_a_file, 97);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(allocations_in_memory, place_new, place_drop),
		cmocka_unit_test_setup_teardown(allocations_with_a_file, place_new, place_drop),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
