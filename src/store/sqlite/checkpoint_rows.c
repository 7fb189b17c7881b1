/* store/sqlite/checkpoint_rows.c - the signed notes about the log.
 * SPDX-License-Identifier: Apache-2.0 */
#include "store/sqlite/query_int.h"

struct rc
store_checkpoint_add(struct store *s, uint64_t size, struct slice note, struct err *e)
{
	AUTO(query) q = {0};
	TRY(query_begin(s, SQL_CHECKPOINT_ADD, &q, e));
	query_u64(&q, size);
	query_blob(&q, note);
	return query_run(&q, e);
}

struct rc
store_checkpoint_last(struct store *s, uint64_t size, struct arena *a, uint64_t *its_size,
    struct slice *note, bool *found, struct err *e)
{
	AUTO(query) q = {0};
	TRY(query_begin(s, SQL_CHECKPOINT_LAST, &q, e));
	query_bound(&q, size);
	TRY(query_next(&q, found, e));
	if (!*found)
		return DONE;
	TRY(query_column_u64(&q, 0, its_size, e));
	return query_copy(&q, 1, a, note, e);
}

struct rc
store_checkpoint_each(struct store *s, store_checkpoint_sink *sink, void *context,
    struct err *e)
{
	AUTO(query) q = {0};
	bool row;
	TRY(query_begin(s, SQL_CHECKPOINT_EACH, &q, e));
	for (;;) {
		uint64_t size;
		TRY(query_next(&q, &row, e));
		if (!row)
			return DONE;
		TRY(query_column_u64(&q, 0, &size, e));
		TRY(sink(context, size, query_slice(&q, 1), e));
	}
}
