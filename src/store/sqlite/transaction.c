/* store/sqlite/transaction.c - begin, commit, roll back, and waiting for others.
 * SPDX-License-Identifier: Apache-2.0 */
#include <time.h>

#include "base/file.h"
#include "store/sqlite/query_int.h"

static int64_t
monotonic_ms(void)
{
	struct timespec t = {0};
	if (clock_gettime(CLOCK_MONOTONIC, &t) != 0)
		BUG("no monotonic clock");
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* SQLite asks it each time that another holds a lock: 1 to try again, 0 to give up. */
static int
wait_for_others(void *context, int times)
{
	struct store *s = context;
	int64_t left = s->until_ms - monotonic_ms();
	int64_t pause = times < 5 ? 1 : times < 20 ? 5 : 20;
	if (left <= 0)
		return 0;
	if (pause > left)
		pause = left;
	struct timespec t = { .tv_nsec = (long)pause * 1000000 };
	(void)nanosleep(&t, NULL); /* woken early it asks again */
	return 1;
}

void
store_wait_begin(struct store *s)
{
	s->until_ms = monotonic_ms() + s->wait_ms;
	if (sqlite3_busy_handler(s->db, wait_for_others, s) != SQLITE_OK)
		BUG("the connection is closed");
}

void
store_wait_at_most(struct store *s, int64_t ms)
{
	s->wait_ms = ms;
}

/* Without locks nothing holds a writer off. One that is at work has a log beside the file. */
static struct rc
check_unlocked(struct store *s, struct err *e)
{
	enum file_kind kind;
	uint64_t size_bytes;
	if (!s->unlocked)
		return DONE;
	TRY(file_kind_of(s->path, true, &kind, &size_bytes, e));
	if (size_bytes != s->size_bytes || store_has_beside(s, "-wal") ||
	    store_has_beside(s, "-journal"))
		return fail(e, E_IO, 0, "the store was written while it was read without locks");
	return DONE;
}

static struct rc
run(struct store *s, enum sql which, struct err *e)
{
	AUTO(query) q = {0};
	TRY(query_begin(s, which, &q, e));
	return query_run(&q, e);
}

static struct rc
begin(struct store *s, enum sql which, enum transaction kind, struct err *e)
{
	uint64_t size;
	if (s->open != TRANSACTION_NONE)
		BUG("a transaction is open already");
	if (s->broken)
		return fail(e, E_IO, 0, "the disk did not keep what was written to it");
	TRY(check_unlocked(s, e));
	store_wait_begin(s);
	s->failed = false;
	TRY(run(s, which, e));
	s->open = kind;
	/* the first read fixes the moment that a read transaction sees */
	struct rc r = store_size(s, &size, e);
	if (failed(r))
		store_rollback(s);
	return r;
}

struct rc
store_begin_read(struct store *s, struct err *e)
{
	return begin(s, SQL_BEGIN_READ, TRANSACTION_READ, e);
}

struct rc
store_begin_write(struct store *s, struct err *e)
{
	if (s->reads_only)
		return fail(e, E_IO, 0, "the store can only be read");
	return begin(s, SQL_BEGIN_WRITE, TRANSACTION_WRITE, e);
}

struct rc
store_commit(struct store *s, struct err *e)
{
	if (s->open == TRANSACTION_NONE)
		BUG("no transaction is open");
	if (s->failed || sqlite3_get_autocommit(s->db) != 0) {
		s->failed = true;
		return fail(e, E_IO, 0, "the transaction was ended by an earlier failure");
	}
	TRY(check_unlocked(s, e));
	TRY(run(s, SQL_COMMIT, e));
	s->open = TRANSACTION_NONE;
	return DONE;
}

void
store_rollback(struct store *s)
{
	if (s->open == TRANSACTION_NONE)
		return;
	s->open = TRANSACTION_NONE;
	if (sqlite3_get_autocommit(s->db) != 0)
		return;
	/* One that cannot be rolled back is rolled back by whoever opens the file next; until then
	 * it stays open here, and the next begin says so. */
	struct rc r = run(s, SQL_ROLLBACK, NULL);
	s->broken = s->broken || (failed(r) && sqlite3_get_autocommit(s->db) == 0);
}
