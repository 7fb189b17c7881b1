/* image_test.c - squashfs superblocks: every field that is checked, cut and flipped ones.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "firmware/image.h"

#define IMAGE_BYTES 4096

static void
put(uint8_t *at, unsigned bytes, uint64_t n)
{
	for (unsigned i = 0; i < bytes; i++)
		at[i] = (uint8_t)(n >> 8 * i);
}

/* As mksquashfs writes it: no attributes, no exports. */
static void
good(uint8_t s[static SQUASHFS_SUPERBLOCK_BYTES])
{
	memset(s, 0, SQUASHFS_SUPERBLOCK_BYTES);
	put(s, 4, 0x73717368);
	put(s + 4, 4, 7);
	put(s + 8, 4, 1777885200);		/* 2026-05-04T09:00:00Z */
	put(s + 12, 4, 131072);
	put(s + 20, 2, 1);
	put(s + 22, 2, 17);
	put(s + 28, 2, 4);
	put(s + 40, 8, 3000);
	for (unsigned i = 0; i < 6; i++)
		put(s + 48 + 8 * i, 8, i == 1 || i == 5 ? UINT64_MAX : 2000 + i);
}

static struct rc
read_image(struct arena *a, struct slice head, uint64_t size, struct reading *r, struct err *e)
{
	*r = reading_init(a);
	*e = (struct err){0};
	return image_read(head, size, r, e);
}

static const struct {
	const char	*name;
	size_t		 at;
	unsigned	 bytes;
	uint64_t	 value;
	enum code	 want;
	uint64_t	 place;
} cases[] = {
	{ "good", 0, 4, 0x73717368, OK, 0 },
	{ "another signature", 0, 4, 0x68737173, E_SCHEMA, 0 },
	{ "a block that is no power of two", 12, 4, 131073, E_SCHEMA, 12 },
	{ "a block that its logarithm denies", 22, 2, 18, E_SCHEMA, 12 },
	{ "a block of 2 KiB", 22, 2, 11, E_SCHEMA, 12 },
	{ "the smallest block", 22, 2, 12, E_SCHEMA, 12 },
	{ "no compression", 20, 2, 0, E_SCHEMA, 20 },
	{ "unknown compression", 20, 2, 7, E_SCHEMA, 20 },
	{ "the last known compression", 20, 2, 6, OK, 0 },
	{ "version 3", 28, 2, 3, E_SCHEMA, 28 },
	{ "version 4.1", 30, 2, 1, E_SCHEMA, 28 },
	{ "all bytes of the file are used", 40, 8, IMAGE_BYTES, OK, 0 },
	{ "one byte more than the file has", 40, 8, IMAGE_BYTES + 1, E_SCHEMA, 40 },
	{ "far more than the file has", 40, 8, UINT64_MAX, E_SCHEMA, 40 },
	{ "less than its own superblock", 40, 8, 95, E_SCHEMA, 40 },
	{ "no table of ids", 48, 8, UINT64_MAX, E_SCHEMA, 48 },
	{ "inodes behind the end", 64, 8, 3000, E_SCHEMA, 64 },
	{ "folders in the superblock", 72, 8, 95, E_SCHEMA, 72 },
	{ "no fragments", 80, 8, UINT64_MAX, OK, 0 },
};

static void
fields(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(arena) a = arena_init(65536);
		uint8_t s[SQUASHFS_SUPERBLOCK_BYTES];
		struct reading r;
		struct err e;
		good(s);
		put(s + cases[i].at, cases[i].bytes, cases[i].value);
		struct rc rc = read_image(&a, (struct slice){ s, sizeof(s) }, IMAGE_BYTES, &r, &e);
		if (rc.code != cases[i].want || e.at != cases[i].place)
			fail_msg("%s: %s at %u", cases[i].name, code_name(rc.code), (unsigned)e.at);
		assert_true(failed(rc) == (r.fact_count == 0));
		assert_true(failed(rc) == slice_is_empty(r.kind));
	}
}

static void
what_it_states(void **state)
{
	(void)state;
	AUTO(arena) a = arena_init(65536);
	uint8_t s[SQUASHFS_SUPERBLOCK_BYTES];
	struct reading r;
	struct err e;
	int64_t size;
	good(s);
	assert_false(failed(read_image(&a, (struct slice){ s, sizeof(s) }, 4096, &r, &e)));
	assert_true(slice_eq(r.kind, SLICE("firmware_image")));
	assert_int_equal(r.made_ms, 1777885200000);
	assert_int_equal(r.fact_count, 1);
	assert_true(slice_eq(r.facts[0].name, SLICE("bytes")));
	assert_true(value_int(value_get(&r.facts[0].value, SLICE("size")), &size) && size == 4096);
	assert_true(slice_eq(value_text(value_get(&r.facts[0].value, SLICE("format"))),
	    SLICE("squashfs")));
	assert_int_equal(r.mention_count, 0);
	put(s + 8, 4, 0);
	assert_false(failed(read_image(&a, (struct slice){ s, sizeof(s) }, 4096, &r, &e)));
	assert_true(r.made_ms == TIME_UNKNOWN);
}

static void
every_truncation_is_refused_where_it_ends(void **state)
{
	(void)state;
	uint8_t s[SQUASHFS_SUPERBLOCK_BYTES];
	good(s);
	for (size_t n = 0; n < sizeof(s); n++) {
		AUTO(arena) a = arena_init(65536);
		struct reading r;
		struct err e;
		uint8_t *exact = malloc(n + 1);
		memcpy(exact, s, n);
		struct rc rc = read_image(&a, (struct slice){ exact, n }, n, &r, &e);
		assert_int_equal(rc.code, E_SYNTAX);
		assert_true(e.at <= n);
		free(exact);
	}
}

static void
every_flip_is_survived(void **state)
{
	(void)state;
	uint8_t s[SQUASHFS_SUPERBLOCK_BYTES];
	unsigned refused = 0;
	for (size_t bit = 0; bit < sizeof(s) * 8; bit++) {
		AUTO(arena) a = arena_init(65536);
		struct reading r;
		struct err e;
		good(s);
		s[bit / 8] ^= (uint8_t)(1u << bit % 8);
		struct rc rc = read_image(&a, (struct slice){ s, sizeof(s) }, IMAGE_BYTES, &r, &e);
		assert_true(!failed(rc) || (rc.code == E_SCHEMA && e.what != NULL));
		refused += failed(rc);
	}
	assert_true(refused > 200);	/* signature, block, version, used bytes, tables */
}

static void
a_spent_arena_is_an_error(void **state)
{
	(void)state;
	uint8_t s[SQUASHFS_SUPERBLOCK_BYTES];
	AUTO(arena) a = arena_init(16);
	struct reading r;
	struct err e;
	good(s);
	struct rc rc = read_image(&a, (struct slice){ s, sizeof(s) }, 4096, &r, &e);
	assert_int_equal(rc.code, E_LIMIT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields),
		cmocka_unit_test(what_it_states),
		cmocka_unit_test(every_truncation_is_refused_where_it_ends),
		cmocka_unit_test(every_flip_is_survived),
		cmocka_unit_test(a_spent_arena_is_an_error),
	};
	return cmocka_run_group_tests_name("image", tests, NULL, NULL);
}
