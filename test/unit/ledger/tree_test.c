/* tree_test.c - the tree: hashes, roots, tiles and their names.
 * SPDX-License-Identifier: Apache-2.0 */
#include "ledger/log_make.h"

#include "base/limits.h"

/* The classic eight entries. */
static const struct slice entries[8] = {
	SLICE_INIT(""), SLICE_INIT("\x00"), SLICE_INIT("\x10"), SLICE_INIT("\x20\x21"),
	SLICE_INIT("\x30\x31"), SLICE_INIT("\x40\x41\x42\x43"),
	SLICE_INIT("\x50\x51\x52\x53\x54\x55\x56\x57"),
	SLICE_INIT("\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f"),
};
static const char *const roots[9] = {
	"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
	"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
	"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
	"aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
	"d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
	"4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
	"76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
	"ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
	"5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
};

static void
known_roots_come_out(void **state)
{
	struct log l = {0};
	struct tile_reader r = log_reader(&l);
	struct digest root, again;
	(void)state;
	assert_false(failed(tree_empty_root(&root, NULL)));
	assert_hex(&root, roots[0]);
	for (size_t n = 0; n <= 8; n++) {
		struct digest leaf = n > 0 ? leaf_of(entries[n - 1]) : (struct digest){0};
		assert_false(failed(log_append(&l, &leaf, n > 0, &root, NULL)));
		assert_hex(&root, roots[n]);
		assert_false(failed(tree_root(&r, n, &again, NULL)));
		assert_digest(&again, &root);
	}
	/* the older roots are still there */
	for (size_t n = 0; n <= 8; n++) {
		assert_false(failed(tree_root(&r, n, &again, NULL)));
		assert_hex(&again, roots[n]);
	}
	log_drop(&l);
}

/* Entries are hashed in one piece or in pieces; the border must not show. */
static void
long_entries_hash_like_short_ones(void **state)
{
	static const size_t sizes[] = { 1, 2047, 2048, 2049, 65535, 100000 };
	uint8_t *bytes = calloc(100001, 1);
	(void)state;
	assert_non_null(bytes);
	memset(bytes + 1, 'a', 100000);
	for (size_t i = 0; i < COUNT(sizes); i++) {
		struct digest want, got = leaf_of((struct slice){ bytes + 1, sizes[i] });
		assert_false(failed(digest_of((struct slice){ bytes, 1 + sizes[i] }, &want, NULL)));
		assert_digest(&got, &want);
	}
	free(bytes);
}

static void
widths_are_those_of_complete_subtrees(void **state)
{
	static const struct { unsigned level; uint64_t n, size; unsigned want; } cases[] = {
		{ 0, 0, 0, 0 }, { 0, 0, 1, 1 }, { 0, 0, 255, 255 }, { 0, 0, 256, 256 },
		{ 0, 1, 256, 0 }, { 0, 0, 257, 256 }, { 0, 1, 257, 1 }, { 1, 0, 255, 0 },
		{ 1, 0, 256, 1 }, { 1, 0, 511, 1 }, { 1, 1, 65535, 0 },
		/* 70,000: 273 full and 112, one full and 17, one */
		{ 0, 272, 70000, 256 }, { 0, 273, 70000, 112 }, { 0, 274, 70000, 0 },
		{ 1, 0, 70000, 256 }, { 1, 1, 70000, 17 }, { 1, 2, 70000, 0 },
		{ 2, 0, 70000, 1 }, { 2, 1, 70000, 0 }, { 3, 0, 70000, 0 },
		{ 7, 0, (uint64_t)1 << 63, 128 }, { 7, 1, (uint64_t)1 << 63, 0 },
		{ 7, 0, UINT64_MAX, 255 }, { 8, 0, UINT64_MAX, 0 }, { 63, 0, UINT64_MAX, 0 },
		{ 0, UINT64_MAX, UINT64_MAX, 0 }, { 0, UINT64_MAX >> 8, UINT64_MAX, 255 },
		{ UINT32_MAX, 0, UINT64_MAX, 0 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		unsigned got = tile_width(cases[i].level, cases[i].n, cases[i].size);
		if (got != cases[i].want)
			fail_msg("case %zu: %u", i, got);
	}
}

static void
tiles_have_their_published_names(void **state)
{
	static const struct { unsigned level; uint64_t n; unsigned width; const char *want; }
	cases[] = {
		{ 0, 0, 256, "tile/0/000" },
		{ 0, 1, 1, "tile/0/001.p/1" },
		{ 1, 999, 255, "tile/1/999.p/255" },
		{ 0, 1000, 256, "tile/0/x001/000" },
		{ 0, 1234067, 256, "tile/0/x001/x234/067" },
		{ 2, 1234067, 10, "tile/2/x001/x234/067.p/10" },
		{ 63, 1000000, 256, "tile/63/x001/x000/000" },
		{ TILE_ENTRIES, 0, 15, "tile/entries/000.p/15" },
		{ TILE_ENTRIES, 273000, 256, "tile/entries/x273/000" },
		{ TILE_ENTRIES, UINT64_MAX, 255,
		    "tile/entries/x018/x446/x744/x073/x709/x551/615.p/255" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char path[TILE_PATH_BYTES_MAX];
		memset(path, '#', sizeof(path));
		size_t n = tile_path(cases[i].level, cases[i].n, cases[i].width, path);
		assert_string_equal(path, cases[i].want);
		assert_int_equal(n, strlen(cases[i].want));
	}
}

/* However the entries are grouped, tiles and roots are those of the definition. */
static void
appends_of_any_size_give_the_same_tree(void **state)
{
	static const size_t steps[] = { 1, 2, 3, 7, 64, 255, 256, 257, 511, 700, 1500 };
	struct digest *leaves = leaves_make(1500), root, want;
	struct log one = {0};
	(void)state;
	assert_false(failed(log_append(&one, leaves, 1500, &root, NULL)));
	for (size_t i = 0; i < COUNT(steps); i++) {
		struct log l = {0};
		for (size_t n; l.size < 1500;) {
			n = 1500 - l.size < steps[i] ? 1500 - l.size : steps[i];
			assert_false(failed(log_append(&l, leaves + l.size, n, &root, NULL)));
			want = mth(leaves, l.size);
			assert_digest(&root, &want);
		}
		for (size_t level = 0; level < TILE_LEVELS_MAX; level++) {
			assert_int_equal(l.count[level], one.count[level]);
			if (l.count[level] > 0)
				assert_memory_equal(l.hash[level], one.hash[level],
				    l.count[level] * sizeof(root));
		}
		log_drop(&l);
	}
	/* six tiles of leaves, one above */
	assert_int_equal(one.puts, 7);
	assert_int_equal(one.count[0], 1500);
	assert_int_equal(one.count[1], 5);
	log_drop(&one);
	free(leaves);
}

static void
an_append_of_nothing_puts_nothing(void **state)
{
	struct digest *leaves = leaves_make(300), root, again;
	struct log l = {0};
	(void)state;
	assert_false(failed(log_append(&l, NULL, 0, &root, NULL)));
	assert_hex(&root, roots[0]);
	assert_int_equal(l.calls, 0);
	assert_false(failed(log_append(&l, leaves, 300, &root, NULL)));
	l.puts = 0;
	assert_false(failed(log_append(&l, NULL, 0, &again, NULL)));
	assert_digest(&again, &root);
	assert_int_equal(l.puts, 0);
	log_drop(&l);
	free(leaves);
}

/* Every range of a small log, and those around the borders of tiles. */
static void
roots_of_ranges_are_those_of_the_definition(void **state)
{
	static const size_t edges[] = { 0, 1, 2, 127, 128, 250, 255, 256, 257, 300, 511, 512, 513,
		640, 767, 768, 769, 1023, 1024, 1025, 1100 };
	struct digest *leaves = leaves_make(1100), root, want;
	struct log l = {0};
	struct tile_reader r = log_reader(&l);
	(void)state;
	assert_false(failed(log_append(&l, leaves, 1100, &root, NULL)));
	for (size_t from = 0; from < 40; from++)
		for (size_t to = from + 1; to <= 40; to++) {
			assert_false(failed(tree_range_root(&r, from, to, &root, NULL)));
			want = mth(leaves + from, to - from);
			assert_digest(&root, &want);
		}
	for (size_t i = 0; i < COUNT(edges); i++)
		for (size_t k = i + 1; k < COUNT(edges); k++) {
			assert_false(failed(tree_range_root(&r, edges[i], edges[k], &root, NULL)));
			want = mth(leaves + edges[i], edges[k] - edges[i]);
			assert_digest(&root, &want);
		}
	log_drop(&l);
	free(leaves);
}

/* The root of 2^k equal entries is k steps above their hash; a log of 2^63 has eight levels. */
static void
the_largest_log_has_a_root(void **state)
{
	struct even_log l = even_log_make();
	struct tile_reader r = { &l, even_read };
	struct digest d = leaf_of(SLICE("same")), root, before;
	(void)state;
	for (unsigned k = 0; k <= 63; k++) {
		assert_false(failed(tree_root(&r, (uint64_t)1 << k, &root, NULL)));
		assert_digest(&root, &d);
		before = d;
		assert_false(failed(tree_node_hash(&d, &d, &d, NULL)));
	}
	uint64_t most = (uint64_t)1 << 63;
	assert_false(failed(tree_range_root(&r, most / 2, most, &root, NULL)));
	assert_false(failed(tree_node_hash(&root, &root, &root, NULL)));
	assert_digest(&root, &before);
}

static void
more_than_2_63_entries_are_refused(void **state)
{
	struct even_log l = even_log_make();
	struct tile_reader r = { &l, even_read };
	struct log none = {0};
	struct tile_sink s = { &none, log_put };
	struct digest leaf = {0}, root = {0}, untouched = {0};
	uint64_t most = (uint64_t)1 << 63;
	struct err e = {0};
	(void)state;
	assert_int_equal(tree_root(&r, most + 1, &root, &e).code, E_LIMIT);
	assert_int_equal(tree_append(&r, most, &leaf, 1, &s, &root, NULL).code, E_LIMIT);
	assert_int_equal(tree_append(&r, most + 1, &leaf, 0, &s, &root, NULL).code, E_LIMIT);
	assert_int_equal(tree_append(&r, 1, &leaf, UINT64_MAX, &s, &root, NULL).code, E_LIMIT);
	assert_digest(&root, &untouched);
	assert_int_equal(none.calls, 0);
	assert_false(failed(tree_append(&r, most, &leaf, 0, &s, &root, NULL)));
}

/* Each call to the reader or the sink fails once; its reason comes through, and no root. */
static void
failures_of_the_reader_and_the_sink_come_through(void **state)
{
	struct digest *leaves = leaves_make(70200), root, untouched = {0};
	unsigned refused = 0;
	(void)state;
	for (unsigned at = 1;; at++) {
		struct log l = {0};
		struct tile_reader r = log_reader(&l);
		struct err e = {0};
		assert_false(failed(log_append(&l, leaves, 70000, &root, NULL)));
		l.calls = 0;
		l.refuse_at = at;
		root = untouched;
		struct rc done = log_append(&l, leaves + 70000, 200, &root, &e);
		if (!failed(done)) {
			l.refuse_at = l.calls + 1;
			assert_int_equal(tree_root(&r, 70200, &root, &e).code, E_IO);
			log_drop(&l);
			break;
		}
		assert_int_equal(done.code, E_IO);
		assert_int_equal(e.at, strcmp(e.what, "the disk is gone") == 0 ? 7 : 8);
		assert_digest(&root, &untouched);
		refused++;
		log_drop(&l);
	}
	/* read and written: the last tile of leaves and that above it; written: a new tile of
	 * leaves; read: the one hash above both */
	assert_int_equal(refused, 6);
	free(leaves);
}

/* A tile narrower than its size demands. */
static void
a_size_that_the_tiles_do_not_bear_out_is_refused(void **state)
{
	struct digest *leaves = leaves_make(300), root;
	struct log l = {0};
	struct tile_reader r = log_reader(&l);
	(void)state;
	assert_false(failed(log_append(&l, leaves, 300, &root, NULL)));
	assert_false(failed(tree_root(&r, 300, &root, NULL)));
	assert_int_equal(tree_root(&r, 301, &root, NULL).code, E_VERIFY);
	assert_int_equal(tree_root(&r, 512, &root, NULL).code, E_VERIFY);
	log_drop(&l);
	free(leaves);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_roots_come_out),
		cmocka_unit_test(long_entries_hash_like_short_ones),
		cmocka_unit_test(widths_are_those_of_complete_subtrees),
		cmocka_unit_test(tiles_have_their_published_names),
		cmocka_unit_test(appends_of_any_size_give_the_same_tree),
		cmocka_unit_test(an_append_of_nothing_puts_nothing),
		cmocka_unit_test(roots_of_ranges_are_those_of_the_definition),
		cmocka_unit_test(the_largest_log_has_a_root),
		cmocka_unit_test(more_than_2_63_entries_are_refused),
		cmocka_unit_test(failures_of_the_reader_and_the_sink_come_through),
		cmocka_unit_test(a_size_that_the_tiles_do_not_bear_out_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
