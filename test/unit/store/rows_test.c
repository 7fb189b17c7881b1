/* rows_test.c - entries, tiles, checkpoints and bodies, as they are kept and given back.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fixture.h"

static struct store *
begin_new(void **state)
{
	struct store *s = place_open(*state, STORE_CREATE);
	good(store_begin_write(s, NULL));
	return s;
}

static void
end(struct store *s)
{
	good(store_commit(s, NULL));
	store_close(s);
}

struct seen { uint64_t count, next, stop; };

static struct rc
see_entry(void *context, const struct store_entry *entry, struct err *e)
{
	struct seen *seen = context;
	uint8_t id[32];
	assert_int_equal(entry->pos, seen->next);
	assert_true(slice_eq(entry->event_id, digest32(entry->pos, id)));
	assert_true(slice_starts(entry->leaf, SLICE("leaf ")));
	assert_true(slice_starts(entry->envelope, SLICE("envelope ")));
	seen->next++;
	seen->count++;
	return entry->pos == seen->stop ? fail(e, E_AUTH, 7, "enough") : DONE;
}

static void
entries_are_given_back_as_they_were_kept(void **state)
{
	struct store *s = begin_new(state);
	AUTO(arena) a = arena_init(1 << 20);
	struct store_entry entry;
	uint8_t id[32];
	bool found;
	assert_int_equal(size_now(s), 0);
	for (uint64_t i = 0; i < 10; i++)
		good(entry_put(s, i, NULL));
	assert_int_equal(size_now(s), 10);
	good(store_entry_get(s, 7, &a, &entry, &found, NULL));
	assert_true(found);
	assert_int_equal(entry.pos, 7);
	assert_true(slice_eq(entry.leaf, SLICE("leaf 7")));
	assert_true(slice_eq(entry.envelope, SLICE("envelope 7")));
	assert_true(slice_eq(entry.event_id, digest32(7, id)));
	good(store_entry_get(s, 10, &a, &entry, &found, NULL));
	assert_false(found);
	good(store_entry_get(s, UINT64_MAX, &a, &entry, &found, NULL));
	assert_false(found);
	uint64_t pos = 0;
	good(store_entry_find(s, digest32(9, id), &pos, &found, NULL));
	assert_true(found);
	assert_int_equal(pos, 9);
	good(store_entry_find(s, digest32(10, id), &pos, &found, NULL));
	assert_false(found);
	end(s);
}

static void
an_arena_that_is_too_small_is_a_limit(void **state)
{
	struct store *s = begin_new(state);
	AUTO(arena) a = arena_init(10);
	struct store_entry entry;
	struct err e;
	bool found = true;
	good(entry_put(s, 0, NULL));
	e = (struct err){0};
	assert_int_equal(store_entry_get(s, 0, &a, &entry, &found, &e).code, E_LIMIT);
	assert_false(found);
	assert_int_equal(size_now(s), 1);	/* the transaction goes on */
	end(s);
}

static void
entries_are_walked_in_order(void **state)
{
	struct store *s = begin_new(state);
	struct err e = {0};
	for (uint64_t i = 0; i < 10; i++)
		good(entry_put(s, i, NULL));
	struct seen seen = { .next = 3, .stop = UINT64_MAX };
	good(store_entry_each(s, 3, 8, see_entry, &seen, NULL));
	assert_int_equal(seen.count, 5);
	seen = (struct seen){ .stop = UINT64_MAX };
	good(store_entry_each(s, 0, UINT64_MAX, see_entry, &seen, NULL));
	assert_int_equal(seen.count, 10);
	seen = (struct seen){ .stop = UINT64_MAX };
	good(store_entry_each(s, 5, 5, see_entry, &seen, NULL));
	good(store_entry_each(s, UINT64_MAX, UINT64_MAX, see_entry, &seen, NULL));
	assert_int_equal(seen.count, 0);
	seen = (struct seen){ .stop = 4 };
	refused(store_entry_each(s, 0, 10, see_entry, &seen, &e), E_AUTH, "enough");
	assert_int_equal(e.at, 7);
	assert_int_equal(seen.count, 5);
	end(s);
}

static void
an_entry_that_is_not_the_next_is_refused(void **state)
{
	struct store *s = begin_new(state);
	struct err e;
	uint8_t id[32];
	refused(entry_put(s, 1, &e), E_VERIFY, NEVER_CHANGED);
	good(entry_put(s, 0, NULL));
	refused(entry_put(s, 0, &e), E_VERIFY, NEVER_CHANGED);
	refused(entry_put(s, 2, &e), E_VERIFY, NEVER_CHANGED);
	refused(entry_put(s, UINT64_MAX, &e), E_LIMIT, "a number is too large for the store");
	refused(entry_put(s, INT64_MAX, &e), E_LIMIT, "a number is too large for the store");
	struct store_entry twice = { 1, SLICE("leaf"), SLICE("envelope"), digest32(0, id) };
	refused(store_entry_add(s, &twice, &e), E_VERIFY, NEVER_CHANGED);
	assert_int_equal(size_now(s), 1);
	good(entry_put(s, 1, NULL));	/* a refusal does not spoil the transaction */
	end(s);
}

static void
an_entry_outside_of_its_limits_is_refused(void **state)
{
	struct store *s = begin_new(state);
	static uint8_t big[131073];
	struct err e;
	uint8_t id[32];
	struct slice good_id = digest32(5, id);
	struct store_entry bad[] = {
		{ 0, SLICE(""), SLICE("e"), good_id }, { 0, SLICE("l"), SLICE(""), good_id },
		{ 0, { big, 1827 }, SLICE("e"), good_id },
		{ 0, SLICE("l"), { big, 131073 }, good_id },
		{ 0, SLICE("l"), SLICE("e"), { id, 31 } }, { 0, SLICE("l"), SLICE("e"), SLICE("") },
	};
	for (size_t i = 0; i < COUNT(bad); i++)
		refused(store_entry_add(s, &bad[i], &e), E_VERIFY, OUT_OF_LIMITS);
	struct store_entry missing = { 0, {0}, SLICE("e"), good_id };
	refused(store_entry_add(s, &missing, &e), E_VERIFY,
	    "a row with a value missing was refused by the store");
	struct store_entry most = { 0, { big, 1826 }, { big, 131072 }, good_id };
	good(store_entry_add(s, &most, NULL));
	end(s);
}

static void
put_id(struct store *s, uint64_t pos, const char *id)
{
	struct store_entry entry = { pos, SLICE("l"), SLICE("e"), { (const uint8_t *)id, 32 } };
	good(store_entry_add(s, &entry, NULL));
}

static void
events_are_found_by_how_their_ids_begin(void **state)
{
	static const char *ids[] = {
		"\x00\x00 bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
		"\xab\xc0 bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
		"\xab\xcf bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
		"\xab\xd0 bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
		"\xff\xff bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
	};
	static const struct { struct slice prefix; unsigned half; size_t count; uint64_t first; }
	    cases[] = {
		{ SLICE_INIT(""), 0xff, 5, 0 }, { SLICE_INIT("\xab"), 0xff, 3, 1 },
		{ SLICE_INIT("\xab"), 0xc0, 2, 1 }, { SLICE_INIT("\xab"), 0xd0, 1, 3 },
		{ SLICE_INIT("\xab\xcf"), 0xff, 1, 2 }, { SLICE_INIT("\xab"), 0x00, 0, 0 },
		{ SLICE_INIT("\xff"), 0xf0, 1, 4 }, { SLICE_INIT(""), 0xf0, 1, 4 },
		{ SLICE_INIT(""), 0x00, 1, 0 }, { SLICE_INIT("\x01"), 0xff, 0, 0 },
	};
	struct store *s = begin_new(state);
	struct err e;
	uint64_t pos[8];
	size_t count;
	for (size_t i = 0; i < COUNT(ids); i++)
		put_id(s, i, ids[i]);
	for (size_t i = 0; i < COUNT(cases); i++) {
		good(store_entry_match(s, cases[i].prefix, cases[i].half, 8, pos, &count, NULL));
		assert_int_equal(count, cases[i].count);
		if (count > 0)
			assert_int_equal(pos[0], cases[i].first);
	}
	good(store_entry_match(s, SLICE("\xab"), 0xff, 2, pos, &count, NULL));
	assert_int_equal(count, 2);
	good(store_entry_match(s, SLICE("\xab"), 0xff, 0, pos, &count, NULL));
	assert_int_equal(count, 0);
	struct slice whole = { (const uint8_t *)ids[3], 32 };
	good(store_entry_match(s, whole, 0xff, 8, pos, &count, NULL));
	assert_int_equal(count, 1);
	assert_int_equal(pos[0], 3);
	refused(store_entry_match(s, whole, 0x10, 8, pos, &count, &e), E_USAGE,
	    "longer than the id of an event");
	assert_int_equal(e.at, 31);
	refused(store_entry_match(s, (struct slice){ (const uint8_t *)ids[3], 33 }, 0xff, 8, pos,
	    &count, &e), E_USAGE, "longer than the id of an event");
	refused(store_entry_match(s, SLICE("\xab"), 0x0c, 8, pos, &count, &e), E_USAGE,
	    "a half byte stands in the upper four bits");
	assert_int_equal(e.at, 1);
	end(s);
}

static void
a_tile_grows_and_does_nothing_else(void **state)
{
	struct store *s = begin_new(state);
	AUTO(arena) a = arena_init(1 << 20);
	static uint8_t hashes[8192 + 32];
	struct slice got;
	struct err e;
	bool found;
	for (size_t i = 0; i < sizeof(hashes); i++)
		hashes[i] = (uint8_t)(i * 7 + i / 256);
	good(store_tile_get(s, 0, 0, &a, &got, &found, NULL));
	assert_false(found);
	for (size_t width = 1; width <= 256; width++)
		good(store_tile_put(s, 0, 3, (struct slice){ hashes, 32 * width }, NULL));
	good(store_tile_put(s, 0, 3, (struct slice){ hashes, 8192 }, NULL));	/* as it is */
	good(store_tile_get(s, 0, 3, &a, &got, &found, NULL));
	assert_true(found && slice_eq(got, (struct slice){ hashes, 8192 }));
	refused(store_tile_put(s, 0, 3, (struct slice){ hashes, 8192 - 32 }, &e), E_VERIFY,
	    NEVER_CHANGED);
	refused(store_tile_put(s, 0, 3, (struct slice){ hashes + 1, 8192 }, &e), E_VERIFY,
	    NEVER_CHANGED);
	good(store_tile_put(s, 1, 0, (struct slice){ hashes, 64 }, NULL));
	hashes[63] ^= 1;	/* the last byte that must stay */
	refused(store_tile_put(s, 1, 0, (struct slice){ hashes, 96 }, &e), E_VERIFY, NEVER_CHANGED);
	static const size_t lengths[] = { 0, 1, 31, 33, 8192 + 32 };
	for (size_t i = 0; i < COUNT(lengths); i++)
		refused(store_tile_put(s, 2, 0, (struct slice){ hashes, lengths[i] }, &e), E_VERIFY,
		    OUT_OF_LIMITS);
	refused(store_tile_put(s, 8, 0, (struct slice){ hashes, 32 }, &e), E_VERIFY, OUT_OF_LIMITS);
	refused(store_tile_put(s, 0, UINT64_MAX, (struct slice){ hashes, 32 }, &e), E_LIMIT,
	    "a number is too large for the store");
	good(store_tile_put(s, 7, 1, (struct slice){ hashes, 32 }, NULL));
	good(store_tile_get(s, 7, UINT64_MAX, &a, &got, &found, NULL));
	assert_false(found);
	end(s);
}

static struct rc
see_tile(void *context, unsigned level, uint64_t n, struct slice hashes, struct err *e)
{
	struct seen *seen = context;
	(void)e;
	assert_true(level * 1000 + n >= seen->next);
	assert_int_equal(hashes.len % 32, 0);
	seen->next = level * 1000 + n + 1;
	seen->count++;
	return DONE;
}

static void
tiles_are_walked_by_level_and_number(void **state)
{
	struct store *s = begin_new(state);
	static const struct { unsigned level; uint64_t n; } order[] = {
		{ 1, 5 }, { 0, 900 }, { 7, 0 }, { 0, 2 }, { 1, 0 }, { 0, 10 } };
	uint8_t hash[32] = {0};
	struct seen seen = {0};
	for (size_t i = 0; i < COUNT(order); i++)
		good(store_tile_put(s, order[i].level, order[i].n, (struct slice){ hash, 32 },
		    NULL));
	good(store_tile_each(s, see_tile, &seen, NULL));
	assert_int_equal(seen.count, COUNT(order));
	end(s);
}

static struct rc
see_note(void *context, uint64_t size, struct slice note, struct err *e)
{
	struct seen *seen = context;
	assert_int_equal(note.len, size / 10 + 1);
	assert_true(size >= seen->next);
	seen->next = size + 1;
	seen->count++;
	return seen->count == seen->stop ? fail(e, E_AUTH, 0, "enough") : DONE;
}

static void
the_last_checkpoint_of_a_size_is_found(void **state)
{
	struct store *s = begin_new(state);
	AUTO(arena) a = arena_init(1 << 20);
	static uint8_t text[262145];
	struct slice note;
	uint64_t size;
	struct err e;
	bool found;
	good(store_checkpoint_last(s, UINT64_MAX, &a, &size, &note, &found, NULL));
	assert_false(found);
	memset(text, 'n', sizeof(text));
	for (uint64_t i = 30; i >= 10; i -= 10)
		good(store_checkpoint_add(s, i, (struct slice){ text, i / 10 + 1 }, NULL));
	static const struct { uint64_t most, want; } cases[] = {
		{ 0, 0 }, { 9, 0 }, { 10, 10 }, { 29, 20 }, { 30, 30 }, { UINT64_MAX, 30 } };
	for (size_t i = 0; i < COUNT(cases); i++) {
		good(store_checkpoint_last(s, cases[i].most, &a, &size, &note, &found, NULL));
		assert_int_equal(found, cases[i].want != 0);
		if (found) {
			assert_int_equal(size, cases[i].want);
			assert_int_equal(note.len, size / 10 + 1);
		}
	}
	struct seen seen = { .stop = 4 };
	good(store_checkpoint_each(s, see_note, &seen, NULL));
	assert_int_equal(seen.count, 3);
	seen = (struct seen){ .stop = 2 };
	refused(store_checkpoint_each(s, see_note, &seen, &e), E_AUTH, "enough");
	refused(store_checkpoint_add(s, 20, SLICE("nnn"), &e), E_VERIFY, NEVER_CHANGED);
	refused(store_checkpoint_add(s, 40, SLICE(""), &e), E_VERIFY, OUT_OF_LIMITS);
	refused(store_checkpoint_add(s, 40, (struct slice){ text, 262145 }, &e), E_VERIFY,
	    OUT_OF_LIMITS);
	good(store_checkpoint_add(s, 0, (struct slice){ text, 262144 }, NULL));
	refused(store_checkpoint_add(s, UINT64_MAX, SLICE("n"), &e), E_LIMIT,
	    "a number is too large for the store");
	end(s);
}

static struct rc
see_body(void *context, const struct store_body *body, struct err *e)
{
	struct seen *seen = context;
	(void)e;
	assert_int_equal(body->digest.len, 32);
	assert_int_equal(body->sha512.len, 64);
	assert_int_equal(body->digest.at[0], seen->next);
	assert_int_equal(slice_is_null(body->bytes), body->size_bytes > STORE_INLINE_MAX);
	seen->next++;
	seen->count++;
	return DONE;
}

static void
bodies_are_kept_once(void **state)
{
	struct store *s = begin_new(state);
	AUTO(arena) a = arena_init(1 << 20);
	static uint8_t bytes[STORE_INLINE_MAX];
	uint8_t id[32] = {0}, wide[64] = {0};
	struct store_body body = { { id, 32 }, { wide, 64 }, 0, {0} }, got;
	static const uint64_t sizes[] = { 0, 1, STORE_INLINE_MAX, STORE_INLINE_MAX + 1,
		17179869184 };
	bool found;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		id[0] = (uint8_t)(COUNT(sizes) - 1 - i);
		body.size_bytes = sizes[i];
		body.bytes = sizes[i] > STORE_INLINE_MAX ? (struct slice){0} :
		    (struct slice){ bytes, sizes[i] };
		good(store_body_add(s, &body, NULL));
		good(store_body_add(s, &body, NULL));	/* there already: stays as it is */
		good(store_body_get(s, body.digest, &a, &got, &found, NULL));
		assert_true(found);
		assert_int_equal(got.size_bytes, sizes[i]);
		assert_int_equal(slice_is_null(got.bytes), slice_is_null(body.bytes));
		assert_true(slice_eq(got.bytes, body.bytes) && slice_eq(got.sha512, body.sha512));
	}
	struct seen seen = {0};
	good(store_body_each(s, see_body, &seen, NULL));
	assert_int_equal(seen.count, COUNT(sizes));
	id[0] = 99;
	good(store_body_get(s, body.digest, &a, &got, &found, NULL));
	assert_false(found);
	end(s);
}

static void
a_body_that_is_not_what_it_says_is_refused(void **state)
{
	struct store *s = begin_new(state);
	static uint8_t bytes[STORE_INLINE_MAX + 1];
	uint8_t id[32] = {0}, wide[64] = {0};
	struct err e;
	struct slice digest = { id, 32 }, sha512 = { wide, 64 };
	const struct store_body bad[] = {
		{ digest, sha512, 3, SLICE("four") }, { digest, sha512, 4, {0} },
		{ digest, sha512, sizeof(bytes), { bytes, sizeof(bytes) } },
		{ digest, sha512, 17179869185, {0} },
		{ digest, { wide, 63 }, 4, SLICE("four") },
		{ { id, 31 }, sha512, 4, SLICE("four") },
	};
	for (size_t i = 0; i < COUNT(bad); i++)
		refused(store_body_add(s, &bad[i], &e), E_VERIFY, OUT_OF_LIMITS);
	struct store_body body = { digest, sha512, 4, SLICE("four") };
	good(store_body_add(s, &body, NULL));
	wide[63] = 1;
	refused(store_body_add(s, &body, &e), E_VERIFY,
	    "another body with this SHA-256 is kept already");
	wide[63] = 0;
	body.size_bytes = 5;
	refused(store_body_add(s, &body, &e), E_VERIFY,
	    "another body with this SHA-256 is kept already");
	body.size_bytes = UINT64_MAX;
	refused(store_body_add(s, &body, &e), E_LIMIT, "a number is too large for the store");
	end(s);
}

/* A sink may ask the store again, with the very statement that runs. */
static struct rc
ask_again(void *context, const struct store_entry *entry, struct err *e)
{
	struct seen inner = { .stop = UINT64_MAX };
	TRY(store_entry_each(context, 0, entry->pos, see_entry, &inner, e));
	assert_int_equal(inner.count, entry->pos);
	return DONE;
}

static void
a_walk_within_a_walk(void **state)
{
	struct store *s = begin_new(state);
	for (uint64_t i = 0; i < 10; i++)
		good(entry_put(s, i, NULL));
	good(store_entry_each(s, 0, 10, ask_again, s, NULL));
	end(s);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, place_new, place_drop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(entries_are_given_back_as_they_were_kept),
		TEST(an_arena_that_is_too_small_is_a_limit),
		TEST(entries_are_walked_in_order),
		TEST(an_entry_that_is_not_the_next_is_refused),
		TEST(an_entry_outside_of_its_limits_is_refused),
		TEST(events_are_found_by_how_their_ids_begin),
		TEST(a_tile_grows_and_does_nothing_else),
		TEST(tiles_are_walked_by_level_and_number),
		TEST(the_last_checkpoint_of_a_size_is_found),
		TEST(bodies_are_kept_once),
		TEST(a_body_that_is_not_what_it_says_is_refused),
		TEST(a_walk_within_a_walk),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
