/* store/sqlite/store_open.c - the connection to a file: opened, known for what it is, closed.
 *
 * A log beside the file (-wal) and its index (-shm) are SQLite's; the last one to leave takes
 * them away. A reader where nothing may be written cannot make the index: a store that was
 * closed whole is then read as it lies (immutable), one with a log beside it only when its index
 * is there too.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "store/sqlite/query_int.h"
#include "store/sqlite/sqlite_files_int.h"
#include "store/sqlite/sqlite_memory_int.h"

/* Configuring SQLite is no matter for two threads at a time: it is done before there are any. */
__attribute__((constructor)) static void
before_first_use(void)
{
	if (sqlite_memory_start() != SQLITE_OK)
		BUG("SQLite was used before it could be configured");
}

struct rc
store_new(const char *path, struct store **out, struct err *e)
{
	struct store *s = mem_alloc(1, sizeof(*s));
	struct kept *kept = mem_alloc(SQL_COUNT, sizeof(*kept));
	size_t len = path != NULL ? strlen(path) + 1 : 0;
	char *copy = path != NULL ? mem_alloc(len, 1) : NULL;
	if (s == NULL || kept == NULL || (path != NULL && copy == NULL)) {
		mem_free(s);
		mem_free(kept);
		mem_free(copy);
		return fail(e, E_NOMEM, 0, "out of memory");
	}
	if (path != NULL)
		memcpy(copy, path, len);
	*s = (struct store){ .kept = kept, .path = copy, .wait_ms = WAIT_MS };
	*out = s;
	return DONE;
}

void
store_disconnect(struct store *s)
{
	for (size_t i = 0; i < SQL_COUNT; i++) {
		sqlite3_finalize(s->kept[i].stmt);
		s->kept[i] = (struct kept){0};
	}
	/* what the disk has lost is not to be copied into the main file */
	if (s->db != NULL && s->broken &&
	    sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL) != SQLITE_OK)
		BUG("SQLite does not know how to leave its log");
	if (sqlite3_close(s->db) != SQLITE_OK)
		BUG("a store is closed while a statement runs");
	s->db = NULL;
}

void
store_close(struct store *s)
{
	if (s == NULL)
		return;
	store_rollback(s);
	store_disconnect(s);
	mem_free(s->path);
	mem_free(s->kept);
	mem_free(s);
}

bool
store_has_beside(struct store *s, const char *ending)
{
	AUTO(buf) path = buf_init(PATH_BYTES_MAX + 16);
	enum file_kind kind;
	uint64_t size_bytes;
	struct err why = {0};
	buf_add_text(&path, s->path);
	buf_add_text(&path, ending);
	buf_add_byte(&path, 0);
	if (path.broken)
		return true;
	return !failed(file_kind_of((const char *)path.at, false, &kind, &size_bytes, &why)) ||
	    strcmp(why.what, "no such file or folder") != 0;
}

/* The path as SQLite wants it where parameters may follow: everything else is escaped. A relative
 * one begins with "./", so that none is taken for a word of SQLite's, as ":memory:". */
static void
write_uri(const char *path, const char *parameters, struct buf *out)
{
	static const char hex[] = "0123456789abcdef";
	buf_add_text(out, path[0] == '/' ? "file://" : "file:./");
	for (const char *c = path; *c != 0; c++) {
		bool plain = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') ||
		    (*c >= '0' && *c <= '9') || strchr("/._-", *c) != NULL;
		if (!plain) {
			buf_add_byte(out, '%');
			buf_add_byte(out, (uint8_t)hex[(uint8_t)*c >> 4]);
		}
		buf_add_byte(out, plain ? (uint8_t)*c : (uint8_t)hex[*c & 15]);
	}
	buf_add_text(out, parameters);
	buf_add_byte(out, 0);
}

static int
switch_to(sqlite3 *db, int what, int on)
{
	int now = -1;
	int answer = sqlite3_db_config(db, what, on, &now);
	return answer == SQLITE_OK && now != on ? SQLITE_ERROR : answer;
}

/* Nothing that a file says is believed further than its rows. */
static int
harden(sqlite3 *db)
{
	static const struct { int what, on; } switches[] = {
		{ SQLITE_DBCONFIG_DEFENSIVE, 1 }, { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
		{ SQLITE_DBCONFIG_ENABLE_FKEY, 1 }, { SQLITE_DBCONFIG_ENABLE_TRIGGER, 1 },
		{ SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 }, { SQLITE_DBCONFIG_ENABLE_VIEW, 0 },
		{ SQLITE_DBCONFIG_DQS_DML, 0 }, { SQLITE_DBCONFIG_DQS_DDL, 0 },
	};
	int answer = sqlite3_extended_result_codes(db, 1);
	for (size_t i = 0; answer == SQLITE_OK && i < COUNT(switches); i++)
		answer = switch_to(db, switches[i].what, switches[i].on);
	/* both answer with what held before */
	(void)sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0); /* no second file */
	(void)sqlite3_limit(db, SQLITE_LIMIT_LENGTH, ROW_BYTES_MAX); /* bounds what a file claims */
	return answer;
}

int
store_run(struct store *s, enum sql text)
{
	return sqlite3_exec(s->db, sql_texts[text].text, NULL, NULL, NULL);
}

int
store_connect(struct store *s, int flags, const char *parameters)
{
	AUTO(buf) uri = buf_init(4 * PATH_BYTES_MAX);
	if (s->path != NULL)
		write_uri(s->path, parameters, &uri);
	else
		buf_add(&uri, SLICE(":memory:\0"));
	if (uri.broken)
		return uri.starved ? SQLITE_NOMEM : SQLITE_CANTOPEN;
	int answer = sqlite_files_start();
	if (answer == SQLITE_OK)
		answer = sqlite3_open_v2((const char *)uri.at, &s->db, flags |
		    SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, NULL);
	return answer == SQLITE_OK ? harden(s->db) : answer;
}

int
store_session(struct store *s)
{
	store_wait_begin(s);
	return store_run(s, SQL_SESSION);
}

/* It is ours, and of this version. */
static struct rc
check_identity(struct store *s, struct err *e)
{
	AUTO(query) q = {0};
	bool row;
	TRY(query_begin(s, SQL_IDENTITY, &q, e));
	TRY(query_next(&q, &row, e));
	if (!row || query_column_int(&q, 0) != APPLICATION_ID)
		return fail(e, E_IO, 0, "not a store of assay: a database of another program");
	if (query_column_int(&q, 1) > STORE_VERSION)
		return fail(e, E_IO, 0, "the store is newer than this program");
	if (query_column_int(&q, 1) != STORE_VERSION)
		return fail(e, E_IO, 0, "the store is of a version that never was");
	return DONE;
}

static struct rc
check_derived(struct store *s, enum store_mode mode, struct err *e)
{
	AUTO(query) q = {0};
	bool row;
	TRY(query_begin(s, SQL_DERIVED_VERSION_GET, &q, e));
	TRY(query_next(&q, &row, e));
	if (row && query_column_int(&q, 0) > DERIVED_VERSION)
		return fail(e, E_IO, 0, "the derived tables are newer than this program");
	if (!row || query_column_int(&q, 0) < 1)
		return fail(e, E_IO, 0, "the derived tables are of a version that never was");
	if (query_column_int(&q, 0) != DERIVED_VERSION && mode != STORE_REBUILD)
		return fail(e, E_IO, 0, "the derived tables are of an older program; "
		    "`assay rebuild` makes them again");
	return DONE;
}

/* The log is only where the file system lets processes share memory. */
static struct rc
keep_log(struct store *s, struct err *e)
{
	AUTO(query) q = {0};
	bool row;
	TRY(query_begin(s, SQL_JOURNAL, &q, e));
	TRY(query_next(&q, &row, e));
	if (!row || !slice_eq(query_slice(&q, 0), SLICE("wal")))
		return fail(e, E_IO, 0, "no write-ahead log can be kept on this file system");
	return DONE;
}

static bool
is_place_read_only(int answer)
{
	return (answer & 0xff) == SQLITE_CANTOPEN || (answer & 0xff) == SQLITE_READONLY;
}

/* Where the index of the log cannot be made. */
static struct rc
connect_unlocked(struct store *s, uint64_t size_bytes, struct err *e)
{
	store_disconnect(s);
	if (store_has_beside(s, "-wal") || store_has_beside(s, "-journal"))
		return fail(e, E_IO, 0,
		    "the log beside the store cannot be read where nothing can be written");
	s->unlocked = true;
	s->size_bytes = size_bytes;
	int answer = store_connect(s, SQLITE_OPEN_READONLY, "?immutable=1");
	if (answer == SQLITE_OK)
		answer = store_session(s);
	return answer == SQLITE_OK ? DONE : store_said(s, answer, e);
}

/* As writable, though nothing is written: so the index can be made, and taken away again. SQLite
 * gives a connection that only reads where the file says so; it would leave the index behind. */
static struct rc
open_read(struct store *s, uint64_t size_bytes, struct err *e)
{
	int answer = store_connect(s, SQLITE_OPEN_READWRITE, "");
	s->reads_only = true;
	if (answer == SQLITE_OK && sqlite3_db_readonly(s->db, "main") != 0 &&
	    !store_has_beside(s, "-wal"))
		answer = SQLITE_CANTOPEN;
	else if (answer == SQLITE_OK)
		answer = store_session(s);
	if (is_place_read_only(answer))
		TRY(connect_unlocked(s, size_bytes, e));
	else if (answer != SQLITE_OK)
		return store_said(s, answer, e);
	answer = store_run(s, SQL_SESSION_READ);
	return answer == SQLITE_OK ? DONE : store_said(s, answer, e);
}

static struct rc
open_write(struct store *s, struct err *e)
{
	int answer = store_connect(s, SQLITE_OPEN_READWRITE, "");
	if (answer == SQLITE_OK && sqlite3_db_readonly(s->db, "main") != 0)
		return fail(e, E_IO, 0, "the store can only be read");
	if (answer == SQLITE_OK)
		answer = store_session(s);
	return answer == SQLITE_OK ? DONE : store_said(s, answer, e);
}

static struct rc
open_as(struct store *s, enum store_mode mode, struct err *e)
{
	enum file_kind kind;
	uint64_t size_bytes;
	if (mode == STORE_CREATE) {
		TRY(store_create(s, e));
	} else {
		TRY(file_kind_of(s->path, true, &kind, &size_bytes, e));
		if (kind != FILE_REGULAR || size_bytes == 0)
			return fail(e, E_IO, 0, kind != FILE_REGULAR ?
			    "not a store of assay: not a regular file" :
			    "not a store of assay: an empty file");
		TRY(mode == STORE_READ ? open_read(s, size_bytes, e) : open_write(s, e));
	}
	TRY(check_identity(s, e));
	TRY(check_derived(s, mode, e));
	return mode == STORE_READ ? DONE : keep_log(s, e);
}

/* A store that could not be made whole would stand in the way of the next try. */
static void
take_away(struct store *s)
{
	sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
	store_disconnect(s);
	if (s->made && vfs != NULL)
		(void)vfs->xDelete(vfs, s->path, 0); /* the first failure is what is reported */
}

struct rc
store_open(const char *path, enum store_mode mode, struct store **out, struct err *e)
{
	struct store *s;
	*out = NULL;
	if (mode < STORE_READ || mode > STORE_CREATE)
		BUG("no such way to open a store");
	TRY(store_new(path, &s, e));
	struct rc r = open_as(s, mode, e);
	if (!failed(r)) {
		*out = s;
		return r;
	}
	take_away(s);
	store_close(s);
	return r;
}
