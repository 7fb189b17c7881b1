/* guard_test.c - the file itself refuses to have enduring rows changed, by whatever program.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fixture.h"

static void
fill(const struct place *p)
{
	struct store *s = place_open(p, STORE_CREATE);
	uint8_t id[32], wide[64];
	struct store_body body = { digest32(1, id), digest64(1, wide), 4, SLICE("four") };
	good(store_begin_write(s, NULL));
	for (uint64_t i = 0; i < 3; i++)
		good(entry_put(s, i, NULL));
	good(store_tile_put(s, 0, 0, (struct slice){ id, 32 }, NULL));
	good(store_checkpoint_add(s, 3, SLICE("note"), NULL));
	good(store_body_add(s, &body, NULL));
	good(store_commit(s, NULL));
	store_close(s);
}

/* Each must end with SQLITE_CONSTRAINT_TRIGGER. */
static const char *const changes[] = {
	"UPDATE entry SET leaf = x'00' WHERE pos = 1",
	"UPDATE entry SET envelope = x'00' WHERE pos = 1",
	"UPDATE entry SET event_id = zeroblob(32) WHERE pos = 1",
	"UPDATE entry SET pos = 3 WHERE pos = 2",
	"UPDATE entry SET leaf = leaf",
	"UPDATE OR REPLACE entry SET pos = 0 WHERE pos = 2",
	"DELETE FROM entry",
	"DELETE FROM entry WHERE pos = 2",
	"INSERT OR REPLACE INTO entry VALUES (2, x'00', x'00', zeroblob(32))",
	"INSERT OR REPLACE INTO entry SELECT 3, x'00', x'00', event_id FROM entry WHERE pos = 0",
	"REPLACE INTO entry VALUES (0, x'00', x'00', zeroblob(32))",
	"INSERT INTO entry VALUES (4, x'00', x'00', zeroblob(32))",
	"UPDATE tile SET hashes = zeroblob(32)",
	"UPDATE tile SET hashes = zeroblob(64)",
	"UPDATE tile SET hashes = x''",
	"UPDATE tile SET level = 1",
	"UPDATE tile SET n = 1",
	"DELETE FROM tile",
	"REPLACE INTO tile VALUES (0, 0, zeroblob(32))",
	"UPDATE checkpoint SET note = x'00'",
	"UPDATE checkpoint SET size = 4",
	"DELETE FROM checkpoint",
	"REPLACE INTO checkpoint VALUES (3, x'00')",
	"UPDATE body SET bytes = x'00000000'",
	"UPDATE body SET bytes = NULL, size = 20000",
	"UPDATE body SET size = 6",
	"DELETE FROM body",
	"REPLACE INTO body SELECT digest, sha512, size, x'00000000' FROM body",
};

static void
no_statement_changes_what_is_kept(void **state)
{
	const struct place *p = *state;
	fill(p);
	sqlite3 *db = raw_open(p);
	sqlite3_extended_result_codes(db, 1);
	for (int recursive = 0; recursive < 2; recursive++) {
		assert_int_equal(raw_run(db, recursive != 0 ? "PRAGMA recursive_triggers = ON" :
		    "PRAGMA recursive_triggers = OFF"), SQLITE_OK);
		for (size_t i = 0; i < COUNT(changes); i++)
			if (raw_run(db, changes[i]) != SQLITE_CONSTRAINT_TRIGGER)
				fail_msg("%s: %s", changes[i], sqlite3_errmsg(db));
	}
	assert_int_equal(raw_number(db,
	    "SELECT count(*) FROM entry WHERE CAST(leaf AS TEXT) LIKE 'leaf _'"), 3);
	assert_int_equal(raw_number(db, "SELECT count(*) FROM tile"), 1);
	assert_int_equal(raw_number(db, "SELECT size FROM checkpoint WHERE note = x'6e6f7465'"), 3);
	assert_int_equal(raw_number(db, "SELECT size FROM body WHERE bytes = x'666f7572'"), 4);
	assert_int_equal(raw_run(db,
	    "UPDATE tile SET hashes = CAST(hashes || zeroblob(32) AS BLOB)"), SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

struct heard { size_t count; char text[8][200]; };

static struct rc
hear(void *context, struct slice text, uint64_t pos, struct err *e)
{
	struct heard *h = context;
	(void)e;
	assert_int_equal(pos, 0);
	if (h->count < COUNT(h->text))
		(void)snprintf(h->text[h->count], sizeof(h->text[0]), "%.*s", SLICE_FMT(text));
	h->count++;
	return DONE;
}

static void
self_check(const struct place *p, struct heard *h)
{
	struct store *s = place_open(p, STORE_READ);
	*h = (struct heard){0};
	good(store_begin_read(s, NULL));
	good(store_self_check(s, hear, h, NULL));
	good(store_commit(s, NULL));
	store_close(s);
}

static void
spoil(const struct place *p, const char *text)
{
	sqlite3 *db = raw_open(p);
	if (raw_run(db, text) != SQLITE_OK)
		fail_msg("%s: %s", text, sqlite3_errmsg(db));
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void
a_trigger_that_was_taken_away_is_missed(void **state)
{
	const struct place *p = *state;
	struct heard h;
	fill(p);
	self_check(p, &h);
	assert_int_equal(h.count, 0);
	spoil(p, "DROP TRIGGER body_is_never_deleted");
	self_check(p, &h);
	assert_int_equal(h.count, 1);
	assert_string_equal(h.text[0], "trigger body_is_never_deleted is missing");
	spoil(p, "CREATE TRIGGER body_is_never_deleted BEFORE DELETE ON body BEGIN SELECT 1; END;"
	    "CREATE TABLE more (x)");
	self_check(p, &h);
	assert_int_equal(h.count, 2);
	assert_string_equal(h.text[0], "trigger body_is_never_deleted was changed");
	assert_string_equal(h.text[1], "table more is not of this schema");
}

static void
flip(const char *path, int64_t at)
{
	FILE *f = fopen(path, "r+b");
	assert_non_null(f);
	assert_int_equal(fseek(f, at, SEEK_SET), 0);
	int c = fgetc(f);
	assert_int_equal(fseek(f, at, SEEK_SET), 0);
	assert_int_equal(fputc(c ^ 1, f), c ^ 1);
	assert_int_equal(fclose(f), 0);
}

static void
damage_in_the_file_is_found(void **state)
{
	const struct place *p = *state;
	struct heard h;
	fill(p);
	spoil(p, "PRAGMA ignore_check_constraints = ON; DROP TRIGGER entry_is_never_changed;"
	    "UPDATE entry SET event_id = x'01' WHERE pos = 1");
	self_check(p, &h);
	assert_int_equal(h.count, 2);
	assert_string_equal(h.text[0], "CHECK constraint failed in entry");
	/* an index that says something else than its table: one bit of a key in it */
	sqlite3 *db = raw_open(p);
	int64_t page = raw_number(db, "SELECT pageno FROM dbstat WHERE name ="
	    " 'sqlite_autoindex_body_1'");
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	flip(p->path, page * 4096 - 10);
	self_check(p, &h);
	assert_int_equal(h.count, 3);
	assert_string_equal(h.text[1], "row 1 missing from index sqlite_autoindex_body_1");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, place_new, place_drop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(no_statement_changes_what_is_kept),
		TEST(a_trigger_that_was_taken_away_is_missed),
		TEST(damage_in_the_file_is_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
