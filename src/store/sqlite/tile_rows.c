/* store/sqlite/tile_rows.c - the tiles of the log.
 * SPDX-License-Identifier: Apache-2.0 */
#include "store/sqlite/query_int.h"

static struct rc
grow(struct store *s, unsigned level, uint64_t n, struct slice hashes, bool *there,
    struct err *e)
{
	AUTO(query) q = {0};
	TRY(query_begin(s, SQL_TILE_GROW, &q, e));
	query_blob(&q, hashes);
	query_int(&q, level);
	query_u64(&q, n);
	TRY(query_run(&q, e));
	*there = query_changes(&q) > 0;
	return DONE;
}

struct rc
store_tile_put(struct store *s, unsigned level, uint64_t n, struct slice hashes, struct err *e)
{
	AUTO(query) q = {0};
	bool there;
	TRY(grow(s, level, n, hashes, &there, e));
	if (there)
		return DONE;
	TRY(query_begin(s, SQL_TILE_ADD, &q, e));
	query_int(&q, level);
	query_u64(&q, n);
	query_blob(&q, hashes);
	return query_run(&q, e);
}

struct rc
store_tile_get(struct store *s, unsigned level, uint64_t n, struct arena *a,
    struct slice *hashes, bool *found, struct err *e)
{
	AUTO(query) q = {0};
	*found = false;
	if (n >= (uint64_t)POS_MAX)
		return DONE;
	TRY(query_begin(s, SQL_TILE_GET, &q, e));
	query_int(&q, level);
	query_u64(&q, n);
	TRY(query_next(&q, found, e));
	return *found ? query_copy(&q, 0, a, hashes, e) : DONE;
}

struct rc
store_tile_each(struct store *s, store_tile_sink *sink, void *context, struct err *e)
{
	AUTO(query) q = {0};
	bool row;
	TRY(query_begin(s, SQL_TILE_EACH, &q, e));
	for (;;) {
		uint64_t level, n;
		TRY(query_next(&q, &row, e));
		if (!row)
			return DONE;
		TRY(query_column_u64(&q, 0, &level, e));
		TRY(query_column_u64(&q, 1, &n, e));
		TRY(sink(context, (unsigned)level, n, query_slice(&q, 2), e));
	}
}
