/* open_test.c - which files are a store, and what a store leaves beside itself.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fixture.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"

static void
refuse_open(const struct place *p, enum store_mode mode, const char *text)
{
	struct err e = {0};
	struct store *s = (struct store *)&e;
	assert_int_equal(store_open(p->path, mode, &s, &e).code, E_IO);
	assert_string_equal(e.what, text);
	assert_null(s);
}

static void
write_file(const char *path, const char *text, size_t len)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, len), len);
	assert_int_equal(close(fd), 0);
}

static void
a_new_store_is_empty_and_alone(void **state)
{
	const struct place *p = *state;
	store_close(place_open(p, STORE_CREATE));
	assert_alone(p);
	for (enum store_mode mode = STORE_READ; mode <= STORE_WRITE; mode++) {
		struct store *s = place_open(p, mode);
		good(store_begin_read(s, NULL));
		assert_int_equal(size_now(s), 0);
		store_rollback(s);
		store_close(s);
		assert_alone(p);
	}
	sqlite3 *db = raw_open(p);
	assert_int_equal(raw_number(db, "PRAGMA application_id"), 0x41534159);
	assert_int_equal(raw_number(db, "PRAGMA user_version"), STORE_VERSION);
	sqlite3_close(db);
	store_close(NULL);
}

static void
a_path_that_is_taken_is_left_alone(void **state)
{
	const struct place *p = *state;
	static const char text[] = "something of somebody";
	AUTO(buf) now = buf_init(1000);
	write_file(p->path, text, sizeof(text) - 1);
	refuse_open(p, STORE_CREATE, "something stands at this path already");
	good(file_read_all(p->path, &now, NULL));
	assert_true(slice_eq(buf_slice(&now), SLICE("something of somebody")));
	assert_int_equal(unlink(p->path), 0);
	assert_int_equal(symlink("nowhere", p->path), 0);
	refuse_open(p, STORE_CREATE, "something stands at this path already");
	assert_int_equal(unlink(p->path), 0);
	place_fill(p, 3);
	refuse_open(p, STORE_CREATE, "something stands at this path already");
	struct store *s = place_open(p, STORE_READ);
	good(store_begin_read(s, NULL));
	assert_int_equal(size_now(s), 3);
	store_close(s);
}

static void
a_folder_that_is_not_there_holds_no_store(void **state)
{
	struct place p = *(struct place *)*state;
	(void)snprintf(p.path, sizeof(p.path), "%s/no/assay.db", p.folder);
	refuse_open(&p, STORE_CREATE, "the file of the store cannot be opened");
	refuse_open(&p, STORE_WRITE, "no such file or folder");
	refuse_open(&p, STORE_READ, "no such file or folder");
}

static void
what_is_no_store_is_refused(void **state)
{
	struct place *p = *state;
	for (enum store_mode mode = STORE_READ; mode <= STORE_WRITE; mode++) {
		refuse_open(p, mode, "no such file or folder");
		assert_false(is_there(p->path));
		write_file(p->path, "", 0);
		refuse_open(p, mode, "not a store of assay: an empty file");
		write_file(p->path, "SQLite format 4 and more", 24);
		refuse_open(p, mode, "not a store of assay: no SQLite database");
		assert_int_equal(unlink(p->path), 0);
		sqlite3 *db = raw_open(p);
		assert_int_equal(raw_run(db, "CREATE TABLE entry (pos INTEGER)"), SQLITE_OK);
		sqlite3_close(db);
		refuse_open(p, mode, "not a store of assay: a database of another program");
		assert_int_equal(unlink(p->path), 0);
		assert_int_equal(mkdir(p->path, 0700), 0);
		refuse_open(p, mode, "not a store of assay: not a regular file");
		assert_int_equal(rmdir(p->path), 0);
		assert_alone(p);
	}
}

static void
spoil(const struct place *p, const char *text)
{
	sqlite3 *db = raw_open(p);
	assert_int_equal(raw_run(db, text), SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void
other_versions_are_refused(void **state)
{
	static const struct { const char *change, *back, *text; } cases[] = {
		{ "PRAGMA user_version = 2", "PRAGMA user_version = 1",
		    "the store is newer than this program" },
		{ "PRAGMA user_version = 0", "PRAGMA user_version = 1",
		    "the store is of a version that never was" },
		{ "PRAGMA application_id = 7", "PRAGMA application_id = 0x41534159",
		    "not a store of assay: a database of another program" },
		{ "UPDATE derived_version SET version = 4",
		    "UPDATE derived_version SET version = 3",
		    "the derived tables are newer than this program" },
		{ "UPDATE derived_version SET version = 1",
		    "UPDATE derived_version SET version = 3",
		    "the derived tables are of an older program; `assay rebuild` makes them "
		    "again" },
		{ "DELETE FROM derived_version", "INSERT INTO derived_version VALUES (1, 3)",
		    "the derived tables are of a version that never was" },
		{ "ALTER TABLE derived_version RENAME TO x",
		    "ALTER TABLE x RENAME TO derived_version",
		    "the schema of the store is not what this program makes" },
	};
	const struct place *p = *state;
	place_fill(p, 2);
	for (size_t i = 0; i < COUNT(cases); i++) {
		spoil(p, cases[i].change);
		refuse_open(p, STORE_READ, cases[i].text);
		refuse_open(p, STORE_WRITE, cases[i].text);
		spoil(p, cases[i].back);
		store_close(place_open(p, STORE_READ));
	}
}

static void
what_an_older_program_derived_is_made_again(void **state)
{
	const struct place *p = *state;
	struct store *s;
	place_fill(p, 2);
	spoil(p, "UPDATE derived_version SET version = 1; DROP INDEX content_subject");
	refuse_open(p, STORE_WRITE, "the derived tables are of an older program; `assay rebuild` "
	    "makes them again");
	good(store_open(p->path, STORE_REBUILD, &s, NULL));
	good(store_begin_write(s, NULL));
	good(store_derived_clear(s, NULL));
	good(store_commit(s, NULL));
	store_close(s);
	store_close(place_open(p, STORE_READ));
	spoil(p, "UPDATE derived_version SET version = 4");
	refuse_open(p, STORE_REBUILD, "the derived tables are newer than this program");
}

static void
names_that_mean_something_to_sqlite_are_names(void **state)
{
	struct place p = *(struct place *)*state;
	static const char *names[] = { ":memory:", "a?mode=ro&immutable=1", "b%41#c", "d e",
		"\xc3\xa4", "file:x" };
	for (size_t i = 0; i < COUNT(names); i++) {
		(void)snprintf(p.path, sizeof(p.path), "%s/%s", p.folder, names[i]);
		place_fill(&p, 1);
		assert_true(is_there(p.path));
	}
	/* and from within the folder */
	char before[4096];
	assert_non_null(getcwd(before, sizeof(before)));
	assert_int_equal(chdir(p.folder), 0);
	for (size_t i = 0; i < COUNT(names); i++) {
		struct store *s = NULL;
		good(store_open(names[i], STORE_READ, &s, NULL));
		good(store_begin_read(s, NULL));
		assert_int_equal(size_now(s), 1);
		store_close(s);
	}
	assert_int_equal(chdir(before), 0);
}

static void
bytes_of(const char *path, struct buf *into)
{
	buf_clear(into);
	good(file_read_all(path, into, NULL));
}

static void
reading_changes_no_byte(void **state)
{
	const struct place *p = *state;
	AUTO(buf) before = buf_init(1 << 24);
	AUTO(buf) after = buf_init(1 << 24);
	struct err e;
	place_fill(p, 50);
	bytes_of(p->path, &before);
	struct store *s = place_open(p, STORE_READ);
	refused(store_begin_write(s, &e), E_IO, "the store can only be read");
	good(store_begin_read(s, NULL));
	assert_int_equal(size_now(s), 50);
	good(store_commit(s, NULL));
	store_close(s);
	assert_alone(p);
	bytes_of(p->path, &after);
	assert_true(slice_eq(buf_slice(&before), buf_slice(&after)));
}

static int
count_entries(const struct place *p, uint64_t want)
{
	struct store *s;
	uint64_t size = 0;
	struct err e = {0};
	if (failed(store_open(p->path, STORE_READ, &s, &e)) || failed(store_begin_read(s, &e)) ||
	    failed(store_size(s, &size, &e)) || failed(store_commit(s, &e))) {
		(void)fprintf(stderr, "%s\n", e.what);
		return 1;
	}
	store_close(s);
	return size == want ? 0 : 2;
}

static int
reads_seven(const struct helper *h)
{
	return count_entries(h->p, 7);
}

static int
is_refused(const struct place *p, enum store_mode mode, const char *text)
{
	struct store *s;
	struct err e = {0};
	if (store_open(p->path, mode, &s, &e).code != E_IO || s != NULL)
		return 1;
	if (strcmp(e.what, text) == 0)
		return 0;
	(void)fprintf(stderr, "%s\n", e.what);
	return 2;
}

static int
is_refused_writing(const struct helper *h)
{
	return is_refused(h->p, STORE_WRITE, "the store can only be read");
}

static int
is_refused_the_log(const struct helper *h)
{
	return is_refused(h->p, STORE_READ,
	    "the log beside the store cannot be read where nothing can be written");
}

static int
as_nobody(const struct place *p, helper_act *act)
{
	struct helper h = helper_start(p, act, true);
	helper_go(&h);
	return helper_end(&h);
}

static void
a_store_where_nothing_may_be_written_is_read(void **state)
{
	const struct place *p = *state;
	place_fill(p, 7);
	for (int file = 0; file < 2; file++)
		for (int folder = 0; folder < 2; folder++) {
			assert_int_equal(chmod(p->path, file != 0 ? 0666 : 0444), 0);
			assert_int_equal(chmod(p->folder, folder != 0 ? 0777 : 0555), 0);
			assert_int_equal(as_nobody(p, reads_seven), 0);
			assert_int_equal(chmod(p->folder, 0700), 0);
			assert_alone(p);
		}
	assert_int_equal(chmod(p->path, 0444), 0);
	assert_int_equal(chmod(p->folder, 0555), 0);
	assert_int_equal(as_nobody(p, is_refused_writing), 0);
}

static void
let_read_only(const struct place *p)
{
	assert_int_equal(chmod(p->path, 0444), 0);
	assert_int_equal(chmod(p->wal, 0444), 0);
	assert_int_equal(chmod(p->shm, 0444), 0);
	assert_int_equal(chmod(p->folder, 0555), 0);
}

/* A writer that is at work, or one that died: its log, and the index where a reader has one. */
static void
a_log_beside_a_store_is_read_or_named(void **state)
{
	const struct place *p = *state;
	char hidden[200];
	place_fill(p, 5);
	struct helper reader = helper_start(p, reads_seven, true);
	struct helper other = helper_start(p, is_refused_the_log, true);
	struct store *writer = place_open(p, STORE_WRITE);
	good(store_begin_write(writer, NULL));
	good(entry_put(writer, 5, NULL));
	good(entry_put(writer, 6, NULL));
	good(store_commit(writer, NULL));
	let_read_only(p);
	helper_go(&reader);
	assert_int_equal(helper_end(&reader), 0);
	(void)snprintf(hidden, sizeof(hidden), "%s.hidden", p->shm);
	assert_int_equal(rename(p->shm, hidden), 0);
	helper_go(&other);
	assert_int_equal(helper_end(&other), 0);
	assert_int_equal(rename(hidden, p->shm), 0);
	assert_int_equal(chmod(p->folder, 0700), 0);
	store_close(writer);
	assert_alone(p);
}

/* Where this machine lets us: a file system that really is read-only. */
static int
on_a_read_only_mount(const struct helper *h)
{
	const char *folder = h->p->folder;
	if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
	    mount(folder, folder, NULL, MS_BIND, NULL) != 0 ||
	    mount(NULL, folder, NULL, MS_BIND | MS_REMOUNT | MS_RDONLY, NULL) != 0)
		return 77;
	return is_refused_writing(h) != 0 ? 3 : count_entries(h->p, 7);
}

static void
a_store_on_a_read_only_mount_is_read(void **state)
{
	const struct place *p = *state;
	place_fill(p, 7);
	struct helper h = helper_start(p, on_a_read_only_mount, false);
	helper_go(&h);
	int status = helper_end(&h);
	if (status == 77)
		skip();
	assert_int_equal(status, 0);
	assert_alone(p);
}

/* Without locks nothing holds a writer off: that one came is at least seen. */
static int
sees_a_writer(const struct helper *h)
{
	static const char text[] = "the store was written while it was read without locks";
	struct store *s;
	struct err e = {0};
	if (failed(store_open(h->p->path, STORE_READ, &s, &e)) || failed(store_begin_read(s, &e)))
		return 1;
	helper_ready(h);
	if (store_commit(s, &e).code != E_IO || strcmp(e.what, text) != 0)
		return 2;
	store_rollback(s);
	e = (struct err){0};
	if (store_begin_read(s, &e).code != E_IO || strcmp(e.what, text) != 0)
		return 3;
	store_close(s);
	return 0;
}

static void
a_writer_beside_a_reader_without_locks_is_seen(void **state)
{
	const struct place *p = *state;
	place_fill(p, 7);
	struct helper h = helper_start(p, sees_a_writer, true);
	assert_int_equal(chmod(p->path, 0444), 0);
	assert_int_equal(chmod(p->folder, 0555), 0);
	helper_go(&h);
	helper_wait_ready(&h);
	assert_int_equal(chmod(p->folder, 0755), 0);
	assert_int_equal(chmod(p->path, 0644), 0);
	struct store *s = place_open(p, STORE_WRITE);
	good(store_begin_write(s, NULL));
	good(entry_put(s, 7, NULL));
	good(store_commit(s, NULL));
	helper_go(&h);
	assert_int_equal(helper_end(&h), 0);
	store_close(s);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, place_new, place_drop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_new_store_is_empty_and_alone),
		TEST(a_path_that_is_taken_is_left_alone),
		TEST(a_folder_that_is_not_there_holds_no_store),
		TEST(what_is_no_store_is_refused),
		TEST(other_versions_are_refused),
		TEST(what_an_older_program_derived_is_made_again),
		TEST(names_that_mean_something_to_sqlite_are_names),
		TEST(reading_changes_no_byte),
		TEST(a_store_where_nothing_may_be_written_is_read),
		TEST(a_log_beside_a_store_is_read_or_named),
		TEST(a_store_on_a_read_only_mount_is_read),
		TEST(a_writer_beside_a_reader_without_locks_is_seen),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
