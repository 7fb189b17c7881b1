/* store/sqlite/content_rows.c - what decoders read in bodies.
 * SPDX-License-Identifier: Apache-2.0 */
#include "store/sqlite/query_int.h"

static void
bind_row(struct query *q, const struct content_row *row)
{
	query_blob(q, row->digest);
	query_u64(q, row->ordinal);
	query_text(q, row->decoder);
	query_text(q, row->name);
	query_text(q, row->subject);
	query_text(q, row->place);
	query_text(q, row->value);
}

static struct rc
check_same(struct store *s, const struct content_row *row, struct err *e)
{
	AUTO(query) q = {0};
	bool there;
	TRY(query_begin(s, SQL_CONTENT_SAME, &q, e));
	bind_row(&q, row);
	TRY(query_next(&q, &there, e));
	if (!there || query_column_int(&q, 0) != 1)
		return fail(e, E_VERIFY, 0, "another reading of this body is kept already");
	return DONE;
}

struct rc
store_content_add(struct store *s, const struct content_row *row, struct err *e)
{
	AUTO(query) q = {0};
	TRY(query_begin(s, SQL_CONTENT_ADD, &q, e));
	bind_row(&q, row);
	TRY(query_run(&q, e));
	return query_changes(&q) == 0 ? check_same(s, row, e) : DONE;
}

struct rc
store_content_there(struct store *s, struct slice digest, bool *there, struct err *e)
{
	AUTO(query) q = {0};
	TRY(query_begin(s, SQL_CONTENT_THERE, &q, e));
	query_blob(&q, digest);
	return query_next(&q, there, e);
}

static struct rc
give_rows(struct query *q, store_content_sink *sink, void *context, struct err *e)
{
	bool there;
	for (;;) {
		struct content_row row;
		TRY(query_next(q, &there, e));
		if (!there)
			return DONE;
		row.digest = query_slice(q, 0);
		TRY(query_column_u64(q, 1, &row.ordinal, e));
		row.decoder = query_slice(q, 2);
		row.name = query_slice(q, 3);
		row.subject = query_slice(q, 4);
		row.place = query_slice(q, 5);
		row.value = query_slice(q, 6);
		TRY(sink(context, &row, e));
	}
}

struct rc
store_content_of_body(struct store *s, struct slice digest, store_content_sink *sink,
    void *context, struct err *e)
{
	AUTO(query) q = {0};
	TRY(query_begin(s, SQL_CONTENT_OF_BODY, &q, e));
	query_blob(&q, digest);
	return give_rows(&q, sink, context, e);
}

struct rc
store_content_about(struct store *s, struct slice subject, store_content_sink *sink,
    void *context, struct err *e)
{
	AUTO(query) q = {0};
	TRY(query_begin(s, SQL_CONTENT_ABOUT, &q, e));
	query_text(&q, subject);
	return give_rows(&q, sink, context, e);
}
