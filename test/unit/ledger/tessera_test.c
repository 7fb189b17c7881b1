/* tessera_test.c - a log that another program wrote (tlog-tessera): its checkpoints verify, its
 * entries give its tiles byte for byte.
 * SPDX-License-Identifier: Apache-2.0 */
#include "corpus.h"
#include "ledger/log_make.h"
#include "ledger/note_make.h"

#include "base/rd.h"
#include "ledger/proof.h"

#define FOLDER "tlog-tessera/testdata/log"
#define LOG_KEY "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"
#define SIZE 15

/* The checkpoint of that size, checked under the log's key. */
static struct checkpoint
checkpoint_at(struct desk *d, const char *folder, const char *file)
{
	struct checkpoint c;
	struct note n;
	struct slice name;
	struct key k = desk_key(d, LOG_KEY, &name);
	struct slice in = corpus_file(&d->a, folder, slice_of(file));
	assert_false(failed(note_decode(in, &d->a, &n, NULL)));
	assert_int_equal(n.count, 1);
	assert_false(failed(note_check(&n, name, &k, NULL)));
	assert_false(failed(checkpoint_decode(n.text, &d->a, &c, NULL)));
	assert_true(slice_eq(c.origin, name));
	assert_int_equal(c.extension_count, 0);
	return c;
}

/* Leaf hashes of a bundle: each entry is U16 length and bytes. */
static void
read_bundle(struct slice in, unsigned count, struct digest *leaves)
{
	struct rd r = rd_init(in);
	for (unsigned i = 0; i < count; i++)
		leaves[i] = leaf_of(rd_take(&r, rd_be(&r, 2)));
	assert_false(failed(rd_end(&r, NULL)));
}

static struct slice
tile_file(struct desk *d, const char *folder, unsigned level, unsigned width)
{
	char path[TILE_PATH_BYTES_MAX];
	size_t len = tile_path(level, 0, width, path);
	return corpus_file(&d->a, folder, (struct slice){ (const uint8_t *)path, len });
}

static void
every_checkpoint_verifies_and_has_the_root_of_its_tiles(void **state)
{
	struct desk d;
	unsigned checked = 0;
	(void)state;
	desk_make(&d);
	const char *folder = corpus_folder(&d.a, FOLDER);
	for (unsigned size = 0; size <= SIZE; size++, checked++) {
		char file[32];
		struct digest leaves[SIZE], root;
		struct log l = {0};
		(void)snprintf(file, sizeof(file), "checkpoint.%u", size);
		struct checkpoint c = checkpoint_at(&d, folder, file);
		assert_int_equal(c.size, size);
		struct slice tile = size == 0 ? (struct slice){0} : tile_file(&d, folder, 0, size);
		assert_int_equal(tile.len, size * SHA256_BYTES);
		l.hash[0] = calloc(SIZE, sizeof(root));
		assert_non_null(l.hash[0]);
		l.count[0] = size;
		if (size > 0) {
			memcpy(l.hash[0], tile.at, tile.len);
			read_bundle(tile_file(&d, folder, TILE_ENTRIES, size), size, leaves);
			assert_memory_equal(leaves, tile.at, tile.len);
		}
		struct tile_reader r = log_reader(&l);
		assert_false(failed(tree_root(&r, size, &root, NULL)));
		assert_digest(&root, &c.root);
		log_drop(&l);
	}
	assert_int_equal(checked, 16);
	struct checkpoint last = checkpoint_at(&d, folder, "checkpoint");
	assert_int_equal(last.size, SIZE);
	desk_drop(&d);
}

/* One entry after the other: each time the tile is the published one, and each narrower one is
 * its beginning. */
static void
the_same_entries_give_the_same_tiles(void **state)
{
	struct desk d;
	struct digest leaves[SIZE], root;
	struct log l = {0};
	(void)state;
	desk_make(&d);
	const char *folder = corpus_folder(&d.a, FOLDER);
	struct slice bundle = tile_file(&d, folder, TILE_ENTRIES, SIZE);
	read_bundle(bundle, SIZE, leaves);
	for (unsigned size = 1; size <= SIZE; size++) {
		char file[32];
		assert_false(failed(log_append(&l, &leaves[size - 1], 1, &root, NULL)));
		(void)snprintf(file, sizeof(file), "checkpoint.%u", size);
		struct checkpoint c = checkpoint_at(&d, folder, file);
		assert_digest(&root, &c.root);
		assert_int_equal(l.count[0], size);
		for (unsigned width = 1; width <= size; width++) {
			struct slice want = tile_file(&d, folder, 0, width);
			assert_int_equal(want.len, width * SHA256_BYTES);
			assert_memory_equal(l.hash[0], want.at, want.len);
			assert_true(slice_starts(bundle, tile_file(&d, folder, TILE_ENTRIES,
			    width)));
		}
	}
	assert_int_equal(l.puts, SIZE);
	log_drop(&l);
	desk_drop(&d);
}

static void
its_checkpoints_are_proved_to_extend_one_another(void **state)
{
	struct desk d;
	struct digest leaves[SIZE], root;
	struct log l = {0};
	struct tile_reader r = log_reader(&l);
	struct proof p;
	(void)state;
	desk_make(&d);
	const char *folder = corpus_folder(&d.a, FOLDER);
	read_bundle(tile_file(&d, folder, TILE_ENTRIES, SIZE), SIZE, leaves);
	assert_false(failed(log_append(&l, leaves, SIZE, &root, NULL)));
	for (unsigned size = 1; size <= SIZE; size++) {
		char file[32];
		(void)snprintf(file, sizeof(file), "checkpoint.%u", size);
		struct checkpoint c = checkpoint_at(&d, folder, file);
		assert_false(failed(proof_make_consistency(&r, size, SIZE, &p, NULL)));
		assert_false(failed(proof_check_consistency(size, &c.root, SIZE, &root, &p, NULL)));
		for (unsigned i = 0; i < size; i++) {
			assert_false(failed(proof_make_inclusion(&r, i, size, &p, NULL)));
			assert_false(failed(proof_check_inclusion(&leaves[i], i, size, &p, &c.root,
			    NULL)));
		}
	}
	log_drop(&l);
	desk_drop(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_checkpoint_verifies_and_has_the_root_of_its_tiles),
		cmocka_unit_test(the_same_entries_give_the_same_tiles),
		cmocka_unit_test(its_checkpoints_are_proved_to_extend_one_another),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
