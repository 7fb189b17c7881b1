/* proof_test.c - proofs made from tiles hold, for their index and size only.
 * SPDX-License-Identifier: Apache-2.0 */
#include "ledger/log_make.h"

#include "ledger/proof.h"

#define SMALL 300
#define LARGE 131075

/* One log, the roots of all its sizes up to `size`. */
struct field {
	struct log		 log;
	struct tile_reader	 reader;
	struct digest		*leaf, *root;
};

static void
field_make(struct field *f, size_t size, size_t roots)
{
	struct digest root;
	*f = (struct field){ .leaf = leaves_make(size) };
	f->reader = log_reader(&f->log);
	f->root = calloc(roots + 1, sizeof(*f->root));
	assert_non_null(f->root);
	assert_false(failed(log_append(&f->log, f->leaf, size, &root, NULL)));
	for (size_t n = 0; n <= roots; n++)
		assert_false(failed(tree_root(&f->reader, n, &f->root[n], NULL)));
}

static void
field_drop(struct field *f)
{
	log_drop(&f->log);
	free(f->leaf);
	free(f->root);
}

/* Numbers without a pattern, the same in each run. */
static uint64_t
shuffled(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return *state >> 17;
}

static bool
includes(const struct field *f, uint64_t leaf, uint64_t index, uint64_t size,
    const struct digest *root, const struct proof *p)
{
	struct err e = {0};
	struct rc done = proof_check_inclusion(&f->leaf[leaf], index, size, p, root, &e);
	if (failed(done))
		assert_true(done.code == E_VERIFY && e.code == E_VERIFY && e.what != NULL);
	return !failed(done);
}

/* All other indexes at the same size, or some of them. */
static unsigned
refuse_others(const struct field *f, uint64_t index, uint64_t size, const struct digest *root,
    const struct proof *p, bool all)
{
	unsigned tried = 0;
	for (uint64_t i = 0; all && i < size; i++, tried++)
		if (i != index)
			assert_false(includes(f, index, i, size, root, p));
	for (uint64_t bit = 1; !all && bit < size; bit *= 4)
		if ((index ^ bit) < size) {
			assert_false(includes(f, index, index ^ bit, size, root, p));
			tried++;
		}
	return tried;
}

static void
every_entry_of_small_logs_is_proved_at_its_index(void **state)
{
	struct field f;
	struct proof p;
	unsigned good = 0, refused = 0;
	(void)state;
	field_make(&f, SMALL, SMALL);
	for (uint64_t size = 1; size <= SMALL; size++) {
		bool all = size <= 48 || size == 257;
		for (uint64_t i = 0; i < size; i++, good++) {
			assert_false(failed(proof_make_inclusion(&f.reader, i, size, &p, NULL)));
			assert_true(includes(&f, i, i, size, &f.root[size], &p));
			refused += refuse_others(&f, i, size, &f.root[size], &p, all);
			if (i > 0)
				assert_false(includes(&f, i - 1, i, size, &f.root[size], &p));
		}
	}
	print_message("%u proofs hold, %u other indexes refused\n", good, refused);
	assert_int_equal(good, SMALL * (SMALL + 1) / 2);
	field_drop(&f);
}

static bool
consistent(const struct field *f, uint64_t old, uint64_t size, const struct digest *old_root,
    const struct proof *p)
{
	struct err e = {0};
	struct rc done = proof_check_consistency(old, old_root, size, &f->root[size], p, &e);
	if (failed(done))
		assert_true(done.code == E_VERIFY && e.what != NULL);
	return !failed(done);
}

static void
every_older_small_log_is_proved_to_be_the_beginning(void **state)
{
	struct field f;
	struct proof p;
	(void)state;
	field_make(&f, SMALL, SMALL);
	for (uint64_t size = 1; size <= SMALL; size += size == 100 ? 154 : size == 259 ? 41 : 1)
		for (uint64_t old = 1; old <= size; old++) {
			assert_false(failed(proof_make_consistency(&f.reader, old, size, &p,
			    NULL)));
			assert_true(consistent(&f, old, size, &f.root[old], &p));
			assert_int_equal(p.count == 0, old == size);
			/* the root of another size, told as of this size or of its own */
			uint64_t other = old > 1 ? old - 1 : old + 1;
			if (other > size)
				continue;
			assert_false(consistent(&f, old, size, &f.root[other], &p));
			assert_false(consistent(&f, other, size, &f.root[other], &p));
		}
	field_drop(&f);
}

/* Every older size at the same size, for some sizes. */
static void
a_consistency_proof_is_of_one_older_size(void **state)
{
	static const uint64_t sizes[] = { 2, 7, 8, 33, 100 };
	struct field f;
	struct proof p;
	(void)state;
	field_make(&f, SMALL, SMALL);
	for (size_t s = 0; s < COUNT(sizes); s++)
		for (uint64_t old = 1; old < sizes[s]; old++) {
			assert_false(failed(proof_make_consistency(&f.reader, old, sizes[s], &p,
			    NULL)));
			for (uint64_t i = 1; i <= sizes[s]; i++)
				assert_int_equal(consistent(&f, i, sizes[s], &f.root[i], &p),
				    i == old);
		}
	field_drop(&f);
}

/* The same entry in one log of each size: what the header warns of. */
static void
a_path_alone_does_not_fix_the_size(void **state)
{
	struct field f;
	struct proof p;
	(void)state;
	field_make(&f, 8, 8);
	assert_false(failed(proof_make_inclusion(&f.reader, 5, 8, &p, NULL)));
	assert_true(includes(&f, 5, 5, 8, &f.root[8], &p));
	assert_true(includes(&f, 5, 5, 7, &f.root[8], &p));
	assert_true(includes(&f, 5, 9, 11, &f.root[8], &p));
	assert_true(includes(&f, 5, 9, 12, &f.root[8], &p));
	field_drop(&f);
}

/* The worked example of doc/formats/log.md. */
static void
the_documented_example_holds(void **state)
{
	static const char *const path[] = {
		"f5a06d3c52937089c51b7c6c1cc1948ccdc5581328b2ebb578e8cca66a7b5221",
		"5aeb196e83598231b45c61f3e0c5a0fda49b0d4f86a6db5f893aacccf514fa99",
		"33376a3bd63e9993708a84ddfe6c28ae58b83505dd1fed711bd924ec5a6239f0",
	};
	static const char *const older[] = {
		"597fcb31282d34654c200d3418fca5705c648ebf326ec73d8ddef11841f876d8",
		"d070dc5b8da9aea7dc0f5ad4c29d89965200059c9a0ceca3abd5da2492dcb71d",
		"b137985ff484fb600db93107c77b0365c80d78f5b429ded0fd97361d077999eb",
		"e286d3390665a7cdc759453bed0b00cded1842d757e3e6cfe87df53db177e725",
	};
	struct log l = {0};
	struct tile_reader r = log_reader(&l);
	struct digest leaf[7], root;
	struct proof p;
	(void)state;
	for (size_t i = 0; i < 7; i++)
		leaf[i] = leaf_of(slice_sub(SLICE("abcdefg"), i, i + 1));
	assert_false(failed(log_append(&l, leaf, 7, &root, NULL)));
	assert_hex(&root, "4ae191939f548d9934740b88dea2c5cb89bb8870fc4505cd79dec6bbfaaee9cb");
	assert_hex(&leaf[4], "2824a7ccda2caa720c85c9fba1e8b5b735eecfdb03878e4f8dfe6c3625030bc4");
	assert_false(failed(proof_make_inclusion(&r, 4, 7, &p, NULL)));
	assert_int_equal(p.count, COUNT(path));
	for (size_t i = 0; i < COUNT(path); i++)
		assert_hex(&p.step[i], path[i]);
	assert_false(failed(proof_make_consistency(&r, 3, 7, &p, NULL)));
	assert_int_equal(p.count, COUNT(older));
	for (size_t i = 0; i < COUNT(older); i++)
		assert_hex(&p.step[i], older[i]);
	assert_false(failed(tree_root(&r, 3, &root, NULL)));
	assert_hex(&root, "36642e73c2540ab121e3a6bf9545b0a24982cd830eb13d3cd19de3ce6c021ec1");
	log_drop(&l);
}

static void
large_logs_are_proved_too(void **state)
{
	static const uint64_t sizes[] = { 65535, 65536, 65537, 70000, 131072, LARGE };
	uint64_t seed = 1;
	struct field f;
	struct proof p;
	(void)state;
	field_make(&f, LARGE, 0);
	for (size_t s = 0; s < COUNT(sizes); s++) {
		struct digest root, old_root;
		uint64_t size = sizes[s];
		assert_false(failed(tree_root(&f.reader, size, &root, NULL)));
		for (unsigned k = 0; k < 60; k++) {
			uint64_t i = k == 0 ? 0 : k == 1 ? size - 1 : shuffled(&seed) % size;
			assert_false(failed(proof_make_inclusion(&f.reader, i, size, &p, NULL)));
			assert_true(includes(&f, i, i, size, &root, &p));
			(void)refuse_others(&f, i, size, &root, &p, false);
			assert_false(failed(tree_root(&f.reader, i + 1, &old_root, NULL)));
			assert_false(failed(proof_make_consistency(&f.reader, i + 1, size, &p,
			    NULL)));
			assert_false(failed(proof_check_consistency(i + 1, &old_root, size, &root,
			    &p, NULL)));
			if (i + 1 < size)
				assert_int_equal(proof_check_consistency(i + 2, &old_root, size,
				    &root, &p, NULL).code, E_VERIFY);
		}
	}
	field_drop(&f);
}

/* Logs that no machine holds: the longest paths, and shifts at the end of the number. */
static void
the_largest_logs_are_proved(void **state)
{
	static const uint64_t sizes[] = { (uint64_t)1 << 63, ((uint64_t)1 << 63) - 1,
		((uint64_t)1 << 62) + 1, 0x0123456789abcdef };
	struct even_log even = even_log_make();
	struct tile_reader r = { &even, even_read };
	struct digest leaf = leaf_of(SLICE("same")), root, old_root;
	uint64_t seed = 2;
	size_t longest = 0, longest_consistency = 0;
	struct proof p;
	(void)state;
	for (size_t s = 0; s < COUNT(sizes); s++) {
		assert_false(failed(tree_root(&r, sizes[s], &root, NULL)));
		for (unsigned k = 0; k < 20; k++) {
			uint64_t i = k == 0 ? 0 : k == 1 ? sizes[s] - 1 :
			    (shuffled(&seed) << 30 ^ shuffled(&seed)) % sizes[s];
			assert_false(failed(proof_make_inclusion(&r, i, sizes[s], &p, NULL)));
			assert_false(failed(proof_check_inclusion(&leaf, i, sizes[s], &p, &root,
			    NULL)));
			longest = p.count > longest ? p.count : longest;
			assert_false(failed(proof_make_consistency(&r, i + 1, sizes[s], &p,
			    NULL)));
			assert_false(failed(tree_root(&r, i + 1, &old_root, NULL)));
			assert_false(failed(proof_check_consistency(i + 1, &old_root, sizes[s],
			    &root, &p, NULL)));
			longest_consistency = p.count > longest_consistency ? p.count :
			    longest_consistency;
		}
	}
	assert_int_equal(longest, 63);
	assert_int_equal(longest_consistency, PROOF_STEPS_MAX);
}

/* --- refusals --------------------------------------------------------------------------------- */

static void
sizes_and_indexes_out_of_range_are_refused(void **state)
{
	struct even_log even = even_log_make();
	struct tile_reader r = { &even, even_read };
	struct digest d = leaf_of(SLICE("same"));
	struct proof p = {0};
	uint64_t most = (uint64_t)1 << 63;
	(void)state;
	assert_int_equal(proof_check_inclusion(&d, 0, 0, &p, &d, NULL).code, E_USAGE);
	assert_int_equal(proof_check_inclusion(&d, 1, 1, &p, &d, NULL).code, E_USAGE);
	assert_int_equal(proof_check_inclusion(&d, UINT64_MAX, UINT64_MAX, &p, &d, NULL).code,
	    E_USAGE);
	assert_int_equal(proof_check_consistency(0, &d, 0, &d, &p, NULL).code, E_USAGE);
	assert_int_equal(proof_check_consistency(0, &d, 5, &d, &p, NULL).code, E_USAGE);
	assert_int_equal(proof_check_consistency(6, &d, 5, &d, &p, NULL).code, E_USAGE);
	assert_int_equal(proof_make_inclusion(&r, 0, 0, &p, NULL).code, E_USAGE);
	assert_int_equal(proof_make_inclusion(&r, 5, 5, &p, NULL).code, E_USAGE);
	assert_int_equal(proof_make_inclusion(&r, 5, most + 1, &p, NULL).code, E_LIMIT);
	assert_int_equal(proof_make_consistency(&r, 0, 5, &p, NULL).code, E_USAGE);
	assert_int_equal(proof_make_consistency(&r, 6, 5, &p, NULL).code, E_USAGE);
	assert_int_equal(proof_make_consistency(&r, 5, most + 1, &p, NULL).code, E_LIMIT);
	assert_int_equal(p.count, 0);
}

static void
what_is_no_subtree_is_refused(void **state)
{
	static const struct { uint64_t start, end; bool good; } cases[] = {
		{ 0, 1, true }, { 1, 2, true }, { 4, 7, true }, { 2, 5, false }, { 6, 4, false },
		{ 1, 3, false }, { 8, 16, true }, { 8, 17, false }, { 16, 25, true },
		{ 0, UINT64_MAX, true }, { 1, UINT64_MAX, false },
		{ (uint64_t)1 << 63, UINT64_MAX, true }, { (uint64_t)1 << 62, UINT64_MAX, false },
	};
	struct digest d = {0};
	struct proof p = {0};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		enum code in = proof_check_subtree_inclusion(&d, cases[i].start, cases[i].start,
		    cases[i].end, &p, &d, NULL).code;
		enum code all = proof_check_subtree_consistency(cases[i].start, cases[i].end, &d,
		    UINT64_MAX, &d, &p, NULL).code;
		if ((in != E_USAGE) != cases[i].good || (all != E_USAGE) != cases[i].good)
			fail_msg("case %zu: %s, %s", i, code_name(in), code_name(all));
	}
	assert_int_equal(proof_check_subtree_inclusion(&d, 3, 4, 7, &p, &d, NULL).code, E_USAGE);
	assert_int_equal(proof_check_subtree_inclusion(&d, 7, 4, 7, &p, &d, NULL).code, E_USAGE);
	assert_int_equal(proof_check_subtree_inclusion(&d, 4, 4, 4, &p, &d, NULL).code, E_USAGE);
	assert_int_equal(proof_check_subtree_consistency(4, 7, &d, 6, &d, &p, NULL).code, E_USAGE);
}

static void
assert_refused(struct rc done, const struct err *e, uint64_t at, const char *what)
{
	assert_int_equal(done.code, E_VERIFY);
	assert_int_equal(e->code, E_VERIFY);
	assert_int_equal(e->at, at);
	assert_string_equal(e->what, what);
}

#define SHORT "the proof lacks steps"
#define LONG "the proof has steps too many"
#define OTHER "the proof does not lead to the root"

static struct rc
try_inclusion(const struct field *f, const struct proof *p, struct err *e)
{
	*e = (struct err){0};
	return proof_check_inclusion(&f->leaf[5], 5, 13, p, &f->root[13], e);
}

static struct rc
try_consistency(const struct field *f, const struct proof *p, struct err *e)
{
	*e = (struct err){0};
	return proof_check_consistency(6, &f->root[6], 13, &f->root[13], p, e);
}

/* Cut anywhere, one step longer, longer than any path, and each bit of each step. */
static void
damage_proof(const struct field *f, const struct proof *good,
    struct rc (*check)(const struct field *f, const struct proof *p, struct err *e))
{
	struct err e;
	struct proof p = *good;
	assert_false(failed(check(f, good, &e)));
	for (p.count = 0; p.count < good->count; p.count++)
		assert_refused(check(f, &p, &e), &e, p.count, SHORT);
	p.count = good->count + 1;
	assert_refused(check(f, &p, &e), &e, good->count, LONG);
	p.count = PROOF_STEPS_MAX;
	assert_refused(check(f, &p, &e), &e, good->count, LONG);
	p.count = PROOF_STEPS_MAX + 1;
	assert_refused(check(f, &p, &e), &e, PROOF_STEPS_MAX, LONG);
	p.count = SIZE_MAX;
	assert_refused(check(f, &p, &e), &e, PROOF_STEPS_MAX, LONG);
	p = *good;
	for (size_t bit = 0; bit < good->count * 256; bit++) {
		p.step[bit / 256].bytes[bit % 256 / 8] ^= (uint8_t)(1u << bit % 8);
		assert_refused(check(f, &p, &e), &e, good->count, OTHER);
		p.step[bit / 256].bytes[bit % 256 / 8] ^= (uint8_t)(1u << bit % 8);
	}
}

static void
damaged_proofs_are_refused_at_their_step(void **state)
{
	struct field f;
	struct proof p;
	struct err e = {0};
	(void)state;
	field_make(&f, 13, 13);
	assert_false(failed(proof_make_inclusion(&f.reader, 5, 13, &p, NULL)));
	assert_int_equal(p.count, 4);
	damage_proof(&f, &p, try_inclusion);
	assert_false(failed(proof_make_consistency(&f.reader, 6, 13, &p, NULL)));
	assert_int_equal(p.count, 4);
	damage_proof(&f, &p, try_consistency);
	/* equal sizes: no step, and the same root */
	assert_refused(proof_check_consistency(13, &f.root[13], 13, &f.root[13], &p, &e), &e, 0,
	    LONG);
	p.count = 0;
	e = (struct err){0};
	assert_refused(proof_check_consistency(13, &f.root[12], 13, &f.root[13], &p, &e), &e, 0,
	    OTHER);
	assert_false(failed(proof_check_consistency(13, &f.root[13], 13, &f.root[13], &p, &e)));
	field_drop(&f);
}

static void
subtrees_of_a_log_are_consistent_with_it(void **state)
{
	struct field f;
	unsigned tried = 0;
	(void)state;
	field_make(&f, 64, 64);
	/* [start, start + 1) with the tree of 64: its proof is that of inclusion */
	for (uint64_t i = 0; i < 64; i++, tried++) {
		struct proof p;
		assert_false(failed(proof_make_inclusion(&f.reader, i, 64, &p, NULL)));
		assert_false(failed(proof_check_subtree_consistency(i, i + 1, &f.leaf[i], 64,
		    &f.root[64], &p, NULL)));
		assert_int_equal(proof_check_subtree_consistency(i, i + 1, &f.leaf[(i + 1) % 64],
		    64, &f.root[64], &p, NULL).code, E_VERIFY);
	}
	/* an entry of [32, 45) is included as it is in a log of 13 that begins there */
	for (uint64_t i = 32; i < 45; i++, tried++) {
		struct log l = {0};
		struct tile_reader r = log_reader(&l);
		struct digest root;
		struct proof p;
		assert_false(failed(log_append(&l, f.leaf + 32, 13, &root, NULL)));
		assert_false(failed(proof_make_inclusion(&r, i - 32, 13, &p, NULL)));
		assert_false(failed(proof_check_subtree_inclusion(&f.leaf[i], i, 32, 45, &p, &root,
		    NULL)));
		log_drop(&l);
	}
	assert_int_equal(tried, 77);
	field_drop(&f);
}

static void
failures_of_the_reader_come_through(void **state)
{
	struct field f;
	struct proof p = {0};
	(void)state;
	field_make(&f, 70000, 0);
	for (unsigned at = 1; at <= 3; at++) {
		struct err e = {0};
		f.log.calls = 0;
		f.log.refuse_at = at;
		assert_int_equal(proof_make_inclusion(&f.reader, 69999, 70000, &p, &e).code, E_IO);
		assert_int_equal(e.at, 7);
		f.log.calls = 0;
		e = (struct err){0};
		assert_int_equal(proof_make_consistency(&f.reader, 69999, 70000, &p, &e).code,
		    E_IO);
		assert_int_equal(e.at, 7);
	}
	assert_int_equal(p.count, 0);
	f.log.refuse_at = 0;
	f.log.calls = 0;
	assert_false(failed(proof_make_inclusion(&f.reader, 5, 70000, &p, NULL)));
	/* each tile on the way once, and those of the rest of the log */
	assert_in_range(f.log.calls, 1, 6);
	assert_int_equal(proof_make_inclusion(&f.reader, 5, 70001, &p, NULL).code, E_VERIFY);
	field_drop(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_entry_of_small_logs_is_proved_at_its_index),
		cmocka_unit_test(every_older_small_log_is_proved_to_be_the_beginning),
		cmocka_unit_test(a_consistency_proof_is_of_one_older_size),
		cmocka_unit_test(a_path_alone_does_not_fix_the_size),
		cmocka_unit_test(the_documented_example_holds),
		cmocka_unit_test(large_logs_are_proved_too),
		cmocka_unit_test(the_largest_logs_are_proved),
		cmocka_unit_test(sizes_and_indexes_out_of_range_are_refused),
		cmocka_unit_test(what_is_no_subtree_is_refused),
		cmocka_unit_test(damaged_proofs_are_refused_at_their_step),
		cmocka_unit_test(subtrees_of_a_log_are_consistent_with_it),
		cmocka_unit_test(failures_of_the_reader_come_through),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
