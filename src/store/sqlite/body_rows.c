/* store/sqlite/body_rows.c - bodies, and the digests of those that stand in files.
 * SPDX-License-Identifier: Apache-2.0 */
#include "store/sqlite/query_int.h"

/* One digest and two contents: a mistake of the caller, or SHA-256 is broken. */
static struct rc
check_same(struct store *s, const struct store_body *body, bool *there, struct err *e)
{
	AUTO(query) q = {0};
	TRY(query_begin(s, SQL_BODY_SAME, &q, e));
	query_blob(&q, body->sha512);
	query_u64(&q, body->size_bytes);
	query_blob(&q, body->digest);
	TRY(query_next(&q, there, e));
	if (*there && query_column_int(&q, 0) != 1)
		return fail(e, E_VERIFY, 0, "another body with this SHA-256 is kept already");
	return DONE;
}

struct rc
store_body_add(struct store *s, const struct store_body *body, struct err *e)
{
	AUTO(query) q = {0};
	bool there;
	TRY(check_same(s, body, &there, e));
	if (there)
		return DONE;
	TRY(query_begin(s, SQL_BODY_ADD, &q, e));
	query_blob(&q, body->digest);
	query_blob(&q, body->sha512);
	query_u64(&q, body->size_bytes);
	query_blob(&q, body->bytes);
	return query_run(&q, e);
}

struct rc
store_body_get(struct store *s, struct slice digest, struct arena *a, struct store_body *out,
    bool *found, struct err *e)
{
	AUTO(query) q = {0};
	struct store_body body = {0};
	bool row;
	*found = false;
	TRY(query_begin(s, SQL_BODY_GET, &q, e));
	query_blob(&q, digest);
	TRY(query_next(&q, &row, e));
	if (!row)
		return DONE;
	TRY(query_copy(&q, 0, a, &body.digest, e));
	TRY(query_copy(&q, 1, a, &body.sha512, e));
	TRY(query_column_u64(&q, 2, &body.size_bytes, e));
	TRY(query_copy(&q, 3, a, &body.bytes, e));
	*found = true;
	*out = body;
	return DONE;
}

struct rc
store_body_there(struct store *s, struct slice digest, bool *there, struct err *e)
{
	AUTO(query) q = {0};
	TRY(query_begin(s, SQL_BODY_THERE, &q, e));
	query_blob(&q, digest);
	return query_next(&q, there, e);
}

struct rc
store_body_each(struct store *s, store_body_sink *sink, void *context, struct err *e)
{
	AUTO(query) q = {0};
	bool row;
	TRY(query_begin(s, SQL_BODY_EACH, &q, e));
	for (;;) {
		struct store_body body;
		TRY(query_next(&q, &row, e));
		if (!row)
			return DONE;
		body.digest = query_slice(&q, 0);
		body.sha512 = query_slice(&q, 1);
		TRY(query_column_u64(&q, 2, &body.size_bytes, e));
		body.bytes = query_slice(&q, 3);
		TRY(sink(context, &body, e));
	}
}
