/* file_test.c - files and folders that must survive power loss.
 * SPDX-License-Identifier: Apache-2.0 */
#include "scratch.h"

#include "base/file.h"
#include "base/limits.h"

#include <sys/time.h>

static mode_t
mode_of(const char *path)
{
	struct stat st;
	assert_int_equal(lstat(path, &st), 0);
	return st.st_mode & 07777;
}

static bool
fails_with(struct rc r, const struct err *e, enum code code, const char *what)
{
	if (r.code == code && e->code == code && strcmp(e->what, what) == 0)
		return true;
	print_error("%d: %s\n", (int)r.code, e->what != NULL ? e->what : "-");
	return false;
}

static void
a_folder_is_made_with_those_above(void **state)
{
	static const char *const same[] = { "a/b/c", "a//b///c//", "./a/../a/b/c", "a/b/c/." };
	enum file_kind kind;
	(void)state;
	mode_t old = umask(022);
	for (size_t i = 0; i < COUNT(same); i++) {
		assert_false(failed(file_make_folder(in_scratch(same[i]), 0700, NULL)));
		assert_false(failed(file_exists(in_scratch("a/b/c"), &kind, NULL)));
		assert_int_equal(kind, FILE_FOLDER);
	}
	assert_int_equal(mode_of(in_scratch("a")), 0700);
	assert_int_equal(mode_of(in_scratch("a/b/c")), 0700);
	assert_false(failed(file_make_folder(in_scratch("d"), 0777, NULL)));
	assert_int_equal(mode_of(in_scratch("d")), 0755);
	(void)umask(old);
	assert_int_equal(symlink("a", in_scratch("link")), 0);
	assert_false(failed(file_make_folder(in_scratch("link/b/e"), 0700, NULL)));
	assert_false(failed(file_exists(in_scratch("a/b/e"), &kind, NULL)));
	assert_int_equal(kind, FILE_FOLDER);
	assert_int_equal(chdir(scratch), 0);
	assert_false(failed(file_make_folder("near/by", 0700, NULL)));
	assert_int_equal(mode_of(in_scratch("near/by")), 0700);
	assert_false(failed(file_make_folder("/", 0700, NULL)));
	assert_int_equal(chdir("/"), 0);
	scratch_clear();
}

static void
a_folder_is_not_made_where_something_else_stands(void **state)
{
	struct err e[6] = {0};
	char longer[PATH_MAX + 8];
	(void)state;
	put(in_scratch("file"), "x");
	assert_int_equal(symlink("nowhere", in_scratch("dangling")), 0);
	assert_true(fails_with(file_make_folder(in_scratch("file"), 0700, &e[0]), &e[0], E_IO,
	    "not a folder"));
	assert_true(fails_with(file_make_folder(in_scratch("file/below"), 0700, &e[1]), &e[1],
	    E_IO, "not a folder"));
	assert_true(fails_with(file_make_folder("", 0700, &e[2]), &e[2], E_IO,
	    "no such file or folder"));
	assert_true(fails_with(file_make_folder(in_scratch("dangling/b"), 0700, &e[3]), &e[3],
	    E_IO, "no such file or folder"));
	memset(longer, 'a', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = 0;
	assert_true(fails_with(file_make_folder(longer, 0700, &e[4]), &e[4], E_IO,
	    "the name is too long"));
	assert_true(holds(in_scratch("file"), "x"));
	assert_int_equal(names_in_scratch(false), 2);
	scratch_clear();
}

static void
what_stands_at_a_path_is_told(void **state)
{
	static const struct { const char *name; enum file_kind want; } cases[] = {
		{ "file", FILE_REGULAR }, { "folder", FILE_FOLDER }, { "link", FILE_LINK },
		{ "pipe", FILE_OTHER }, { "none", FILE_ABSENT }, { "none/below", FILE_ABSENT },
	};
	enum file_kind kind;
	struct err e = {0};
	(void)state;
	put(in_scratch("file"), "x");
	assert_int_equal(mkdir(in_scratch("folder"), 0700), 0);
	assert_int_equal(symlink("nowhere", in_scratch("link")), 0);
	assert_int_equal(mkfifo(in_scratch("pipe"), 0600), 0);
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_false(failed(file_exists(in_scratch(cases[i].name), &kind, &e)));
		assert_int_equal(kind, cases[i].want);
		assert_int_equal(e.code, OK);
	}
	assert_true(fails_with(file_exists(in_scratch("file/below"), &kind, &e), &e, E_IO,
	    "not a folder"));
	scratch_clear();
}

static void
a_file_is_kept_under_a_new_name_only(void **state)
{
	AUTO(file_out) out = {0};
	struct err e = {0};
	(void)state;
	assert_int_equal(mkdir(in_scratch("ab"), 0700), 0);
	assert_false(failed(file_out_open(scratch, &out, NULL)));
	assert_int_equal(names_in_scratch(true), 1);
	assert_true(file_is_temporary(slice_of((const char *)out.path.at)));
	assert_int_equal(mode_of((const char *)out.path.at), 0600);
	assert_false(failed(file_out_add(&out, SLICE("one "), NULL)));
	assert_false(failed(file_out_add(&out, (struct slice){0}, NULL)));
	assert_false(failed(file_out_add(&out, SLICE("two"), NULL)));
	assert_int_equal(out.size_bytes, 7);
	assert_false(failed(file_out_keep(&out, in_scratch("ab/kept"), NULL)));
	assert_true(holds(in_scratch("ab/kept"), "one two"));
	assert_int_equal(mode_of(in_scratch("ab/kept")), 0600);
	assert_int_equal(names_in_scratch(true), 0);
	assert_true(out.path.len == 0);

	/* A second one of this name: refused, and can still be kept under another. */
	assert_false(failed(file_out_open(scratch, &out, NULL)));
	assert_false(failed(file_out_add(&out, SLICE("other"), NULL)));
	assert_true(fails_with(file_out_keep(&out, in_scratch("ab/kept"), &e), &e, E_IO,
	    "something of this name is there already"));
	assert_true(holds(in_scratch("ab/kept"), "one two"));
	assert_int_equal(names_in_scratch(true), 1);
	e = (struct err){0};
	assert_int_equal(file_out_add(&out, SLICE("late"), &e).code, E_USAGE);
	assert_int_equal(e.at, 5);
	assert_false(failed(file_out_keep(&out, in_scratch("ab/second"), NULL)));
	assert_true(holds(in_scratch("ab/second"), "other"));

	/* Over it, when that is asked for. */
	assert_false(failed(file_out_open(in_scratch("ab"), &out, NULL)));
	assert_false(failed(file_out_add(&out, SLICE("new"), NULL)));
	assert_false(failed(file_out_replace(&out, in_scratch("ab/kept"), NULL)));
	assert_true(holds(in_scratch("ab/kept"), "new"));
	scratch_clear();
}

static void
what_is_not_kept_leaves_nothing(void **state)
{
	struct file_out out = {0};
	struct err e[4] = {0};
	(void)state;
	file_out_drop(&out);
	assert_int_equal(file_out_add(&out, SLICE("x"), &e[0]).code, E_USAGE);
	assert_int_equal(file_out_keep(&out, in_scratch("x"), &e[1]).code, E_USAGE);
	assert_false(failed(file_out_open(scratch, &out, NULL)));
	assert_false(failed(file_out_add(&out, SLICE("x"), NULL)));
	file_out_drop(&out);
	file_out_drop(&out);
	assert_int_equal(names_in_scratch(false), 0);
	assert_true(fails_with(file_out_open(in_scratch("none"), &out, &e[2]), &e[2], E_IO,
	    "no such file or folder"));
	assert_true(out.path.len == 0);
	assert_false(failed(file_out_open(scratch, &out, NULL)));
	assert_true(fails_with(file_out_keep(&out, in_scratch("none/x"), &e[3]), &e[3], E_IO,
	    "no such file or folder"));
	file_out_drop(&out);
	assert_int_equal(names_in_scratch(false), 0);
}

static void
a_file_out_stops_at_the_largest_file(void **state)
{
	AUTO(file_out) out = {0};
	struct err e = {0};
	(void)state;
	assert_false(failed(file_out_open(scratch, &out, NULL)));
	out.size_bytes = FILE_BYTES_MAX - 1;	/* as if all of it had been written */
	assert_false(failed(file_out_add(&out, SLICE("x"), NULL)));
	assert_int_equal(file_out_add(&out, SLICE("y"), &e).code, E_LIMIT);
	assert_true(e.at == FILE_BYTES_MAX);
}

static void
a_durable_write_replaces_the_whole_file(void **state)
{
	struct err e = {0};
	(void)state;
	mode_t old = umask(022);
	assert_false(failed(file_write_durable(in_scratch("mark"), SLICE("first, long"), 0666,
	    NULL)));
	assert_int_equal(mode_of(in_scratch("mark")), 0644);
	(void)umask(old);
	assert_false(failed(file_write_durable(in_scratch("mark"), SLICE("second"), 0600, NULL)));
	assert_true(holds(in_scratch("mark"), "second"));
	assert_int_equal(mode_of(in_scratch("mark")), 0600);
	assert_false(failed(file_write_durable(in_scratch("mark"), (struct slice){0}, 0600, NULL)));
	assert_true(holds(in_scratch("mark"), ""));
	assert_int_equal(chdir(scratch), 0);
	assert_false(failed(file_write_durable("here", SLICE("near"), 0600, NULL)));
	assert_int_equal(chdir("/"), 0);
	assert_true(holds(in_scratch("here"), "near"));
	assert_true(failed(file_write_durable(in_scratch("none/mark"), SLICE("x"), 0600, &e)));
	assert_string_equal(e.what, "no such file or folder");
	assert_int_equal(mkdir(in_scratch("folder"), 0700), 0);
	e = (struct err){0};
	assert_int_equal(file_write_durable(in_scratch("folder"), SLICE("x"), 0600, &e).code, E_IO);
	assert_int_equal(names_in_scratch(false), 3);	/* mark, here, folder */
	scratch_clear();
}

static void
a_small_file_is_read_up_to_its_limit(void **state)
{
	struct err e = {0};
	AUTO(arena) a = arena_init(64);
	struct slice text;
	(void)state;
	put(in_scratch("four"), "1234");
	put(in_scratch("empty"), "");
	assert_int_equal(symlink("four", in_scratch("link")), 0);
	assert_false(failed(file_read_small(in_scratch("four"), 4, &a, &text, NULL)));
	assert_true(slice_eq(text, SLICE("1234")));
	assert_false(failed(file_read_small(in_scratch("link"), 4, &a, &text, NULL)));
	assert_true(slice_eq(text, SLICE("1234")));
	assert_true(fails_with(file_read_small(in_scratch("four"), 3, &a, &text, &e), &e, E_LIMIT,
	    "the file is larger than its kind may be"));
	assert_int_equal(e.at, 3);
	assert_false(failed(file_read_small(in_scratch("empty"), 0, &a, &text, NULL)));
	assert_true(text.len == 0 && text.at != NULL);
	e = (struct err){0};
	assert_true(fails_with(file_read_small(in_scratch("none"), 4, &a, &text, &e), &e, E_IO,
	    "no such file or folder"));
	e = (struct err){0};
	assert_true(fails_with(file_read_small(scratch, 4, &a, &text, &e), &e, E_IO,
	    "a folder where a file was expected"));
	AUTO(arena) tight = arena_init(4);
	e = (struct err){0};
	assert_int_equal(file_read_small(in_scratch("four"), 4, &tight, &text, &e).code, E_LIMIT);
	scratch_clear();
}

static void
a_file_is_removed_and_a_folder_is_not(void **state)
{
	struct err e[2] = {0};
	(void)state;
	put(in_scratch("file"), "x");
	assert_int_equal(mkdir(in_scratch("folder"), 0700), 0);
	assert_int_equal(symlink("folder", in_scratch("link")), 0);
	assert_false(failed(file_remove(in_scratch("file"), NULL)));
	assert_false(failed(file_remove(in_scratch("link"), NULL)));
	assert_int_equal(names_in_scratch(false), 1);
	assert_true(fails_with(file_remove(in_scratch("file"), &e[0]), &e[0], E_IO,
	    "no such file or folder"));
	assert_true(fails_with(file_remove(in_scratch("folder"), &e[1]), &e[1], E_IO,
	    "a folder where a file was expected"));
	assert_int_equal(names_in_scratch(false), 1);
	scratch_clear();
}

static void
a_folder_is_synced_and_a_file_is_not(void **state)
{
	struct err e[2] = {0};
	(void)state;
	put(in_scratch("file"), "x");
	assert_false(failed(file_sync_folder(scratch, NULL)));
	assert_true(fails_with(file_sync_folder(in_scratch("file"), &e[0]), &e[0], E_IO,
	    "not a folder"));
	assert_true(fails_with(file_sync_folder(in_scratch("none"), &e[1]), &e[1], E_IO,
	    "no such file or folder"));
	scratch_clear();
}

/* Lengths around the window of the copy. */
static void
a_copy_is_the_same_bytes(void **state)
{
	static const size_t lengths[] = { 0, 1, 65535, 65536, 65537, 200000 };
	AUTO(arena) a = arena_init(MIB(2));
	struct err e[2] = {0};
	(void)state;
	uint8_t *bytes = arena_alloc(&a, 200000, 1);
	assert_non_null(bytes);
	for (size_t i = 0; i < 200000; i++)
		bytes[i] = (uint8_t)(i * 2654435761u >> 11);
	for (size_t i = 0; i < COUNT(lengths); i++) {
		struct slice in = { bytes, lengths[i] }, got;
		assert_false(failed(file_write_durable(in_scratch("from"), in, 0644, NULL)));
		assert_false(failed(file_copy(in_scratch("from"), in_scratch("to"), NULL)));
		assert_false(failed(file_read_small(in_scratch("to"), 200000, &a, &got, NULL)));
		assert_true(slice_eq(in, got));
		assert_int_equal(mode_of(in_scratch("to")), 0600);
		assert_false(failed(file_remove(in_scratch("to"), NULL)));
	}
	put(in_scratch("to"), "mine");
	assert_true(fails_with(file_copy(in_scratch("from"), in_scratch("to"), &e[0]), &e[0], E_IO,
	    "something of this name is there already"));
	assert_true(holds(in_scratch("to"), "mine"));
	assert_int_equal(symlink("from", in_scratch("link")), 0);
	assert_true(fails_with(file_copy(in_scratch("link"), in_scratch("new"), &e[1]), &e[1],
	    E_IO, "a symbolic link, which is not followed"));
	assert_int_equal(names_in_scratch(false), 3);
	scratch_clear();
}

static void
temporary_names_are_known_by_their_last_part(void **state)
{
	(void)state;
	assert_true(file_is_temporary(SLICE(".assay-tmp-00")));
	assert_true(file_is_temporary(SLICE("a/b/.assay-tmp-00")));
	assert_false(file_is_temporary(SLICE(".assay-tmp-00/a")));
	assert_false(file_is_temporary(SLICE("a.assay-tmp-00")));
	assert_false(file_is_temporary(SLICE(".assay-tmp")));
	assert_false(file_is_temporary((struct slice){0}));
}

/* Changed at this second. */
static void
age(const char *path, time_t second)
{
	const struct timeval times[2] = { { second, 0 }, { second, 500000 } };
	assert_int_equal(lutimes(path, times), 0);
}

static void
old_files_are_listed_by_their_time(void **state)
{
	AUTO(arena) a = arena_init(MIB(1));
	struct old_files old;
	struct err e = {0};
	int64_t ms;
	bool there;
	(void)state;
	put(in_scratch("old"), "x");
	put(in_scratch("edge"), "x");
	put(in_scratch("young"), "x");
	assert_int_equal(mkdir(in_scratch("folder"), 0700), 0);
	assert_int_equal(symlink("old", in_scratch("link")), 0);
	age(in_scratch("old"), 99);
	age(in_scratch("edge"), 100);
	age(in_scratch("young"), 101);
	age(in_scratch("folder"), 1);
	age(in_scratch("link"), 1);
	assert_false(failed(file_old(scratch, 100500, &a, &old, NULL)));
	assert_int_equal(old.count, 1);
	assert_string_equal(old.names[0], "old");
	assert_false(failed(file_old(scratch, 100501, &a, &old, NULL)));
	assert_int_equal(old.count, 2);
	assert_false(failed(file_old(in_scratch("none"), 100501, &a, &old, NULL)));
	assert_int_equal(old.count, 0);
	struct rc refused = file_old(in_scratch("old"), 100501, &a, &old, &e);
	assert_true(failed(refused) && e.code == E_IO);
	assert_false(failed(file_changed(in_scratch("young"), &ms, &there, NULL)));
	assert_true(there && ms == 101500);
	assert_false(failed(file_changed(in_scratch("link"), &ms, &there, NULL)));
	assert_true(there && ms == 1500);
	assert_false(failed(file_changed(in_scratch("none"), &ms, &there, NULL)));
	assert_false(there);
	file_discard(in_scratch("old"));
	file_discard(in_scratch("none"));	/* nothing to say */
	assert_false(failed(file_changed(in_scratch("old"), &ms, &there, NULL)));
	assert_false(there);
	scratch_clear();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_folder_is_made_with_those_above),
		cmocka_unit_test(a_folder_is_not_made_where_something_else_stands),
		cmocka_unit_test(what_stands_at_a_path_is_told),
		cmocka_unit_test(a_file_is_kept_under_a_new_name_only),
		cmocka_unit_test(what_is_not_kept_leaves_nothing),
		cmocka_unit_test(a_file_out_stops_at_the_largest_file),
		cmocka_unit_test(a_durable_write_replaces_the_whole_file),
		cmocka_unit_test(a_small_file_is_read_up_to_its_limit),
		cmocka_unit_test(a_file_is_removed_and_a_folder_is_not),
		cmocka_unit_test(a_folder_is_synced_and_a_file_is_not),
		cmocka_unit_test(a_copy_is_the_same_bytes),
		cmocka_unit_test(temporary_names_are_known_by_their_last_part),
		cmocka_unit_test(old_files_are_listed_by_their_time),
	};
	return cmocka_run_group_tests(tests, scratch_begin, scratch_end);
}
