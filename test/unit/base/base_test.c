/* base_test.c - slices, buffers, arenas, cursors, times.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include <stdalign.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/pool.h"
#include "base/rd.h"
#include "base/time.h"

static void
slices_compare_by_bytes(void **state)
{
	(void)state;
	assert_true(slice_cmp(SLICE("a"), SLICE("ab")) < 0);
	assert_true(slice_cmp(SLICE("\xff"), SLICE("a")) > 0);
	assert_true(slice_eq(SLICE(""), (struct slice){0}));
	assert_true(slice_is_null((struct slice){0}));
	assert_false(slice_is_null(SLICE("")));
	assert_int_equal(slice_find(SLICE("abcabc"), SLICE("ca"), 0), 2);
	assert_true(slice_find(SLICE("abc"), SLICE("x"), 0) == SIZE_MAX);
	assert_true(slice_eq(slice_trim(SLICE(" \t x y\r\n")), SLICE("x y")));
}

static void
numbers_have_no_leading_zero_and_no_overflow(void **state)
{
	uint64_t n = 7;
	(void)state;
	assert_true(slice_to_u64(SLICE("18446744073709551615"), &n));
	assert_true(n == UINT64_MAX);
	assert_false(slice_to_u64(SLICE("18446744073709551616"), &n));
	assert_false(slice_to_u64(SLICE("01"), &n));
	assert_false(slice_to_u64(SLICE("-1"), &n));
	assert_false(slice_to_u64(SLICE(""), &n));
}

static void
a_buffer_stops_at_its_ceiling(void **state)
{
	struct err e = {0};
	(void)state;
	struct buf b = buf_init(4);
	buf_addf(&b, "%s", "1234");
	assert_false(failed(buf_end(&b, &e)));
	assert_int_equal(b.len, 4);
	buf_add_byte(&b, '5');
	assert_int_equal(buf_end(&b, &e).code, E_LIMIT);
	assert_int_equal(b.len, 4);
	buf_clear(&b);
	buf_addf(&b, "%s", "12345");
	assert_int_equal(buf_end(&b, NULL).code, E_LIMIT);
	buf_clear(&b);
	buf_add_i64(&b, -999);
	assert_true(slice_eq(buf_slice(&b), SLICE("-999")));
	buf_drop(&b);
}

static void
a_broken_part_breaks_the_whole(void **state)
{
	(void)state;
	struct buf whole = buf_init(10), part = buf_init(2);
	buf_add_text(&part, "ab");
	buf_follow(&whole, &part);
	assert_false(failed(buf_end(&whole, NULL)));
	buf_add_text(&part, "c");
	buf_follow(&whole, &part);
	assert_true(failed(buf_end(&whole, NULL)));
	buf_drop(&part);
	buf_drop(&whole);
}

static void
an_arena_in_given_memory_stays_there(void **state)
{
	(void)state;
	alignas(max_align_t) uint8_t memory[4096] = {0};
	struct arena a = arena_in(memory, sizeof(memory));
	size_t taken = 0;
	uint8_t *p;
	while ((p = arena_alloc(&a, 1, 100)) != NULL) {
		assert_true(p >= memory && p + 100 <= memory + sizeof(memory));
		memset(p, 0xff, 100);
		taken++;
	}
	assert_int_equal(taken, sizeof(memory) / 112);	/* whole multiples of 16 */
	assert_null(arena_alloc(&a, 1, 3000));
	assert_int_equal(arena_failed(&a, NULL).code, E_LIMIT);
	assert_null(a.head);
	arena_drop(&a);
}

static void
an_arena_keeps_its_budget(void **state)
{
	struct err e = {0};
	(void)state;
	struct arena a = arena_init(100000);
	uint8_t *p = arena_alloc(&a, 1, 90000);
	assert_non_null(p);
	assert_int_equal(p[89999], 0);
	assert_null(arena_alloc(&a, 1, 20000));
	assert_int_equal(arena_failed(&a, &e).code, E_LIMIT);
	assert_null(arena_alloc(&a, SIZE_MAX, 2));
	assert_non_null(arena_alloc(&a, 1, 100));
	arena_drop(&a);
}

static void
an_arena_takes_over_what_another_handed_out(void **state)
{
	AUTO(arena) to = arena_init(1000), from = arena_init(KIB(100)), other = arena_init(500);
	struct err e = {0};
	(void)state;
	/* into an empty one, which is then as another */
	uint8_t *first = arena_alloc(&from, 1, 512), *second = arena_alloc(&to, 1, 16);
	assert_false(failed(arena_adopt(&to, &from, &e)));
	memset(first, 1, 512);
	memset(second, 2, 16);
	assert_int_equal(to.left, 1000 - 512 - 16);
	assert_int_equal(from.left, KIB(100));
	assert_null(from.head);
	/* what is handed out after that lies elsewhere; from can be used again */
	uint8_t *third = arena_alloc(&to, 1, 64), *fourth = arena_alloc(&from, 1, KIB(20));
	memset(third, 3, 64);
	memset(fourth, 4, KIB(20));
	assert_int_equal(first[511], 1);
	assert_int_equal(second[15], 2);
	/* more than is left */
	assert_int_equal(arena_adopt(&to, &from, &e).code, E_LIMIT);
	assert_int_equal(to.left, 1000 - 512 - 16 - 64);
	assert_int_equal(fourth[KIB(20) - 1], 4);
	/* into one that has nothing yet, and of one that has nothing */
	arena_drop(&from);
	from = arena_init(400);
	uint8_t *fifth = arena_alloc(&from, 1, 400);
	assert_false(failed(arena_adopt(&other, &from, &e)));
	assert_false(failed(arena_adopt(&other, &from, &e)));
	assert_int_equal(other.left, 100);
	uint8_t *sixth = arena_alloc(&other, 1, 80);
	memset(fifth, 5, 400);
	memset(sixth, 6, 80);
	assert_int_equal(fifth[399], 5);
	assert_null(arena_alloc(&other, 1, 40));
}

static void
a_cursor_reports_the_place_of_the_first_fault(void **state)
{
	static const struct {
		struct slice in; enum code want; size_t at;
	} cases[] = {
		{ SLICE_INIT(""), E_SYNTAX, 0 },
		{ SLICE_INIT("\x01\x00"), E_SYNTAX, 1 },
		{ SLICE_INIT("\x01\xff\xff"), E_SYNTAX, 3 },
		{ SLICE_INIT("\x01\x00\x01" "ab"), E_SYNTAX, 4 },
		{ SLICE_INIT("\x01\x00\x02" "ab"), OK, 0 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct err e = {0};
		struct rd r = rd_init(cases[i].in);
		(void)rd_be(&r, 1);
		(void)rd_take(&r, rd_be(&r, 2));
		assert_int_equal(rd_end(&r, &e).code, cases[i].want);
		assert_int_equal(e.at, cases[i].at);
	}
}

static void
times_read_and_show(void **state)
{
	static const struct {
		const char *in, *want; enum time_edge edge; enum code code;
	} cases[] = {
		{ "2026-06-30T12:00:00Z", "2026-06-30T12:00:00.000Z", TIME_BEGINNING, OK },
		{ "2026-06-30T14:00:00.1239+02:00", "2026-06-30T12:00:00.123Z", TIME_BEGINNING,
		    OK },
		{ "2026-06-30", "2026-06-30T00:00:00.000Z", TIME_BEGINNING, OK },
		{ "2026-06-30", "2026-06-30T23:59:59.999Z", TIME_END, OK },
		{ "2024-02-29", "2024-02-29T00:00:00.000Z", TIME_BEGINNING, OK },
		{ "2000-02-29", "2000-02-29T00:00:00.000Z", TIME_BEGINNING, OK },
		{ "9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z", TIME_BEGINNING, OK },
		{ "1970-01-01", "1970-01-01T00:00:00.000Z", TIME_BEGINNING, OK },
		{ "2100-02-29", "", TIME_BEGINNING, E_SYNTAX },
		{ "2026-06-31", "", TIME_BEGINNING, E_SYNTAX },
		{ "2026-06-30T24:00:00Z", "", TIME_BEGINNING, E_SYNTAX },
		{ "2026-06-30T12:00:00", "", TIME_BEGINNING, E_SYNTAX },
		{ "1969-12-31", "", TIME_BEGINNING, E_LIMIT },
		{ "9999-12-31T23:59:59-01:00", "", TIME_BEGINNING, E_LIMIT },
		{ "2026-06-30T12:00:00Z ", "", TIME_BEGINNING, E_SYNTAX },
		{ "", "", TIME_BEGINNING, E_SYNTAX },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int64_t ms = 0;
		char text[TIME_TEXT_BYTES] = "";
		struct err e = {0};
		assert_int_equal(time_parse(slice_of(cases[i].in), cases[i].edge, &ms, &e).code,
		    cases[i].code);
		if (cases[i].code == OK)
			time_show(ms, text);
		assert_string_equal(text, cases[i].want);
	}
}

static void
every_day_shows_as_it_reads(void **state)
{
	(void)state;
	for (int64_t day = 0; day < TIME_MAX / DAY_MS; day += 17) {
		char text[TIME_TEXT_BYTES];
		int64_t back = -1;
		time_show(day * DAY_MS + 3723004, text);
		assert_int_equal(time_parse(slice_of(text), TIME_BEGINNING, &back, NULL).code, OK);
		assert_true(back == day * DAY_MS + 3723004);
	}
}

static void
durations_have_a_unit(void **state)
{
	int64_t ms = 0;
	(void)state;
	assert_false(failed(duration_parse(SLICE("30d"), &ms, NULL)));
	assert_true(ms == 30 * DAY_MS);
	assert_false(failed(duration_parse(SLICE("5min"), &ms, NULL)));
	assert_true(ms == 300000);
	assert_int_equal(duration_parse(SLICE("30"), &ms, NULL).code, E_SYNTAX);
	assert_int_equal(duration_parse(SLICE("1y"), &ms, NULL).code, E_SYNTAX);
	assert_int_equal(duration_parse(SLICE("99999999999999999999d"), &ms, NULL).code, E_SYNTAX);
	assert_int_equal(duration_parse(SLICE("999999d"), &ms, NULL).code, E_LIMIT);
}

static void
a_map_keeps_insertion_order(void **state)
{
	char keys[5000][8];
	(void)state;
	struct map m = map_init();
	for (size_t i = 0; i < COUNT(keys); i++) {
		keys[i][0] = 0;
		assert_true(snprintf(keys[i], sizeof(keys[i]), "k%zu", i) > 0);
		assert_false(failed(map_put(&m, slice_of(keys[i]), keys[i], NULL)));
	}
	assert_false(failed(map_put(&m, SLICE("k7"), keys[8], NULL)));
	assert_int_equal(m.count, COUNT(keys));
	assert_ptr_equal(map_get(&m, SLICE("k7")), keys[8]);
	assert_null(map_get(&m, SLICE("k5000")));
	for (size_t i = 0; i < COUNT(keys); i++)
		assert_true(slice_eq(m.entries[i].key, slice_of(keys[i])));
	map_drop(&m);
}

static void
siphash_gives_the_published_vector(void **state)
{
	uint8_t in[15];
	const uint64_t key[2] = { 0x0706050403020100u, 0x0f0e0d0c0b0a0908u };
	(void)state;
	for (uint8_t i = 0; i < sizeof(in); i++)
		in[i] = i;
	assert_true(siphash(key, (struct slice){ in, 15 }) == 0xa129ca6149be45e5u);
}

static void
count_job(void *context, size_t i)
{
	unsigned *counts = context;
	counts[i]++;
}

static void
every_job_runs_once(void **state)
{
	static const unsigned threads[] = { 1, 2, 8 };
	(void)state;
	for (size_t t = 0; t < COUNT(threads); t++) {
		unsigned counts[1000] = {0};
		pool_run(COUNT(counts), threads[t], count_job, counts);
		for (size_t i = 0; i < COUNT(counts); i++)
			assert_int_equal(counts[i], 1);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(slices_compare_by_bytes),
		cmocka_unit_test(numbers_have_no_leading_zero_and_no_overflow),
		cmocka_unit_test(a_buffer_stops_at_its_ceiling),
		cmocka_unit_test(a_broken_part_breaks_the_whole),
		cmocka_unit_test(an_arena_in_given_memory_stays_there),
		cmocka_unit_test(an_arena_keeps_its_budget),
		cmocka_unit_test(an_arena_takes_over_what_another_handed_out),
		cmocka_unit_test(a_cursor_reports_the_place_of_the_first_fault),
		cmocka_unit_test(times_read_and_show),
		cmocka_unit_test(every_day_shows_as_it_reads),
		cmocka_unit_test(durations_have_a_unit),
		cmocka_unit_test(a_map_keeps_insertion_order),
		cmocka_unit_test(siphash_gives_the_published_vector),
		cmocka_unit_test(every_job_runs_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
