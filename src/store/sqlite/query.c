/* store/sqlite/query.c - one run of a statement. See query_int.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "store/sqlite/query_int.h"

#include <string.h>

static void
check_transaction(const struct store *s, enum sql_role role)
{
	if (role == SQL_SETS)
		return;
	if (s->open == TRANSACTION_NONE)
		BUG("the store was used outside of a transaction");
	if (role == SQL_WRITES && s->open != TRANSACTION_WRITE)
		BUG("a row was written outside of a write transaction");
}

/* SQLite itself ends a transaction on some failures; what followed would be kept at once. */
static struct rc
check_failed(const struct store *s, struct err *e)
{
	if (s->broken)
		return fail(e, E_IO, 0, "the disk did not keep what was written to it");
	if (s->open != TRANSACTION_NONE && (s->failed || sqlite3_get_autocommit(s->db) != 0))
		return fail(e, E_IO, 0, "the transaction was ended by an earlier failure");
	return DONE;
}

struct rc
query_begin(struct store *s, enum sql which, struct query *q, struct err *e)
{
	struct kept *kept = &s->kept[which];
	const char *text = sql_texts[which].text;
	check_transaction(s, sql_texts[which].role);
	if (sql_texts[which].role != SQL_SETS)
		TRY(check_failed(s, e));
	*q = (struct query){ .s = s, .kept = kept->taken ? NULL : kept, .stmt = kept->stmt };
	if (kept->taken || kept->stmt == NULL) {
		int answer = sqlite3_prepare_v3(s->db, text, (int)strlen(text) + 1,
		    kept->taken ? 0 : SQLITE_PREPARE_PERSISTENT, &q->stmt, NULL);
		if (answer != SQLITE_OK) {
			*q = (struct query){0};
			return store_said(s, answer, e);
		}
	}
	if (q->kept != NULL)
		*kept = (struct kept){ q->stmt, true };
	return DONE;
}

void
query_drop(struct query *q)
{
	if (q->stmt == NULL)
		return;
	/* the answers repeat what the last step said */
	if (q->kept == NULL) {
		sqlite3_finalize(q->stmt);
	} else {
		sqlite3_reset(q->stmt);
		sqlite3_clear_bindings(q->stmt);
		q->kept->taken = false;
	}
	*q = (struct query){0};
}

static void
note(struct query *q, int answer)
{
	if (q->refused == SQLITE_OK)
		q->refused = answer;
}

void
query_blob(struct query *q, struct slice bytes)
{
	q->bound++;
	if (!slice_is_null(bytes))
		note(q, sqlite3_bind_blob64(q->stmt, q->bound, bytes.at, bytes.len,
		    SQLITE_STATIC));
}

void
query_text(struct query *q, struct slice text)
{
	q->bound++;
	if (!slice_is_null(text))
		note(q, sqlite3_bind_text64(q->stmt, q->bound, (const char *)text.at, text.len,
		    SQLITE_STATIC, SQLITE_UTF8));
}

void
query_int(struct query *q, int64_t n)
{
	q->bound++;
	note(q, sqlite3_bind_int64(q->stmt, q->bound, n));
}

void
query_u64(struct query *q, uint64_t n)
{
	q->beyond = q->beyond || n >= (uint64_t)POS_MAX;
	query_int(q, (int64_t)(n & (uint64_t)INT64_MAX));
}

void
query_bound(struct query *q, uint64_t n)
{
	query_int(q, n > (uint64_t)POS_MAX ? POS_MAX : (int64_t)n);
}

struct rc
query_next(struct query *q, bool *row, struct err *e)
{
	*row = false;
	if (q->refused != SQLITE_OK)
		return store_said(q->s, q->refused, e);
	if (q->beyond)
		return fail(e, E_LIMIT, 0, "a number is too large for the store");
	int answer = sqlite3_step(q->stmt);
	*row = answer == SQLITE_ROW;
	return answer == SQLITE_ROW || answer == SQLITE_DONE ? DONE : store_said(q->s, answer, e);
}

struct rc
query_run(struct query *q, struct err *e)
{
	bool row;
	TRY(query_next(q, &row, e));
	if (row)
		BUG("a statement gave a row and should not");
	return DONE;
}

int64_t
query_changes(const struct query *q)
{
	return sqlite3_changes64(q->s->db);
}

struct slice
query_slice(struct query *q, int column)
{
	if (query_is_null(q, column))
		return (struct slice){0};
	/* text too: it is kept as UTF-8, and nothing is allocated or converted in this way */
	const void *at = sqlite3_column_blob(q->stmt, column);
	int len = sqlite3_column_bytes(q->stmt, column);
	return at == NULL ? SLICE("") : (struct slice){ at, (size_t)len };
}

bool
query_is_null(struct query *q, int column)
{
	return sqlite3_column_type(q->stmt, column) == SQLITE_NULL;
}

int64_t
query_column_int(struct query *q, int column)
{
	return sqlite3_column_int64(q->stmt, column);
}

struct rc
query_column_u64(struct query *q, int column, uint64_t *out, struct err *e)
{
	int64_t n = query_column_int(q, column);
	if (n < 0)
		return store_said(q->s, SQLITE_CORRUPT, e);
	*out = (uint64_t)n;
	return DONE;
}

struct rc
query_copy(struct query *q, int column, struct arena *a, struct slice *out, struct err *e)
{
	struct slice from = query_slice(q, column);
	if (slice_is_null(from)) {
		*out = from;
		return DONE;
	}
	return arena_copy(a, from, out) ? DONE : arena_failed(a, e);
}
