/* store/sqlite/entry_rows.c - the entries of the log.
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "store/sqlite/query_int.h"

struct rc
store_size(struct store *s, uint64_t *size, struct err *e)
{
	AUTO(query) q = {0};
	bool row;
	TRY(query_begin(s, SQL_ENTRY_SIZE, &q, e));
	TRY(query_next(&q, &row, e));
	return query_column_u64(&q, 0, size, e);
}

struct rc
store_entry_add(struct store *s, const struct store_entry *entry, struct err *e)
{
	AUTO(query) q = {0};
	TRY(query_begin(s, SQL_ENTRY_ADD, &q, e));
	query_u64(&q, entry->pos);
	query_blob(&q, entry->leaf);
	query_blob(&q, entry->envelope);
	query_blob(&q, entry->event_id);
	return query_run(&q, e);
}

struct rc
store_entry_get(struct store *s, uint64_t pos, struct arena *a, struct store_entry *out,
    bool *found, struct err *e)
{
	AUTO(query) q = {0};
	struct store_entry entry = { .pos = pos };
	*found = false;
	if (pos >= (uint64_t)POS_MAX)
		return DONE;
	TRY(query_begin(s, SQL_ENTRY_GET, &q, e));
	query_u64(&q, pos);
	TRY(query_next(&q, found, e));
	if (!*found)
		return DONE;
	*found = false;
	TRY(query_copy(&q, 0, a, &entry.leaf, e));
	TRY(query_copy(&q, 1, a, &entry.envelope, e));
	TRY(query_copy(&q, 2, a, &entry.event_id, e));
	*found = true;
	*out = entry;
	return DONE;
}

struct rc
store_entry_find(struct store *s, struct slice event_id, uint64_t *pos, bool *found,
    struct err *e)
{
	AUTO(query) q = {0};
	TRY(query_begin(s, SQL_ENTRY_FIND, &q, e));
	query_blob(&q, event_id);
	TRY(query_next(&q, found, e));
	return *found ? query_column_u64(&q, 0, pos, e) : DONE;
}

#define NO_HALF 0xff

static struct rc
bounds_of(struct slice prefix, unsigned half, uint8_t low[static STORE_DIGEST_BYTES],
    uint8_t high[static STORE_DIGEST_BYTES], struct err *e)
{
	size_t max = half == NO_HALF ? STORE_DIGEST_BYTES : STORE_DIGEST_BYTES - 1;
	if (prefix.len > max)
		return fail(e, E_USAGE, max, "longer than the id of an event");
	if (half != NO_HALF && (half > 0xf0 || (half & 0x0f) != 0))
		return fail(e, E_USAGE, prefix.len, "a half byte stands in the upper four bits");
	memset(low, 0, STORE_DIGEST_BYTES);
	memset(high, 0xff, STORE_DIGEST_BYTES);
	if (prefix.len > 0) {
		memcpy(low, prefix.at, prefix.len);
		memcpy(high, prefix.at, prefix.len);
	}
	if (half != NO_HALF) {
		low[prefix.len] = (uint8_t)half;
		high[prefix.len] = (uint8_t)(half | 0x0f);
	}
	return DONE;
}

struct rc
store_entry_match(struct store *s, struct slice prefix, unsigned half, size_t max,
    uint64_t *pos, size_t *count, struct err *e)
{
	AUTO(query) q = {0};
	uint8_t low[STORE_DIGEST_BYTES], high[STORE_DIGEST_BYTES];
	bool row;
	*count = 0;
	TRY(bounds_of(prefix, half, low, high, e));
	TRY(query_begin(s, SQL_ENTRY_MATCH, &q, e));
	query_blob(&q, (struct slice){ low, sizeof(low) });
	query_blob(&q, (struct slice){ high, sizeof(high) });
	query_bound(&q, max);
	for (;;) {
		TRY(query_next(&q, &row, e));
		if (!row)
			return DONE;
		TRY(query_column_u64(&q, 0, &pos[*count], e));
		++*count;
	}
}

struct rc
store_entry_each(struct store *s, uint64_t from, uint64_t to, store_entry_sink *sink,
    void *context, struct err *e)
{
	AUTO(query) q = {0};
	bool row;
	TRY(query_begin(s, SQL_ENTRY_EACH, &q, e));
	query_bound(&q, from);
	query_bound(&q, to);
	for (;;) {
		struct store_entry entry;
		TRY(query_next(&q, &row, e));
		if (!row)
			return DONE;
		TRY(query_column_u64(&q, 0, &entry.pos, e));
		entry.leaf = query_slice(&q, 1);
		entry.envelope = query_slice(&q, 2);
		entry.event_id = query_slice(&q, 3);
		TRY(sink(context, &entry, e));
	}
}
