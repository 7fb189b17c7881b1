/* store/sqlite/derived_rows.c - the derived tables as a whole.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "store/sqlite/query_int.h"

#define NULL_LENGTH 0xffffffffU
/* The largest row, and a length before each of its columns. */
#define ENCODED_MAX ((size_t)ROW_BYTES_MAX + 256)

struct rc
store_derived_clear(struct store *s, struct err *e)
{
	static const enum sql texts[] = { SQL_DERIVED_DROP, SQL_DERIVED };
	if (s->open != TRANSACTION_WRITE)
		BUG("derived tables were dropped outside of a write transaction");
	if (s->failed || s->broken || sqlite3_get_autocommit(s->db) != 0)
		return fail(e, E_IO, 0, "the transaction was ended by an earlier failure");
	for (size_t i = 0; i < COUNT(texts); i++) {
		int answer = store_run(s, texts[i]);
		if (answer != SQLITE_OK)
			return store_said(s, answer, e);
	}
	return DONE;
}

static void
add_be(struct buf *out, uint64_t n, unsigned bytes)
{
	uint8_t be[8];
	for (unsigned i = 0; i < bytes; i++)
		be[i] = (uint8_t)(n >> (8 * (bytes - 1 - i)));
	buf_add(out, (struct slice){ be, bytes });
}

static struct rc
encode_column(struct query *q, int column, struct buf *out, struct err *e)
{
	if (query_is_null(q, column)) {
		add_be(out, NULL_LENGTH, 4);
	} else if (sqlite3_column_type(q->stmt, column) == SQLITE_INTEGER) {
		uint64_t n;
		TRY(query_column_u64(q, column, &n, e));
		add_be(out, 8, 4);
		add_be(out, n, 8);
	} else {
		struct slice bytes = query_slice(q, column);
		add_be(out, bytes.len, 4);
		buf_add(out, bytes);
	}
	return DONE;
}

static struct rc
each(struct store *s, enum sql which, struct slice table, store_row_sink *sink, void *context,
    struct err *e)
{
	AUTO(query) q = {0};
	AUTO(buf) out = buf_init(ENCODED_MAX);
	bool row;
	TRY(query_begin(s, which, &q, e));
	for (;;) {
		TRY(query_next(&q, &row, e));
		if (!row)
			return DONE;
		buf_clear(&out);
		for (int i = 0; i < sqlite3_column_count(q.stmt); i++)
			TRY(encode_column(&q, i, &out, e));
		TRY(buf_end(&out, e));
		TRY(sink(context, table, buf_slice(&out), e));
	}
}

struct rc
store_derived_each(struct store *s, store_row_sink *sink, void *context, struct err *e)
{
	TRY(each(s, SQL_CONTENT_EACH, SLICE("content"), sink, context, e));
	return store_folded_each(s, sink, context, e);
}

struct rc
store_folded_each(struct store *s, store_row_sink *sink, void *context, struct err *e)
{
	TRY(each(s, SQL_LINK_ALL, SLICE("link"), sink, context, e));
	TRY(each(s, SQL_STATE_EACH, SLICE("state"), sink, context, e));
	return each(s, SQL_STATE_SUBJECT_EACH, SLICE("state_subject"), sink, context, e);
}
