/* store/sqlite/state_rows.c - state rows, what they are about, and links.
 * SPDX-License-Identifier: Apache-2.0 */
#include "store/sqlite/query_int.h"

static void
bind_end(struct query *q, uint64_t to_pos)
{
	if (to_pos == STORE_OPEN)
		query_text(q, (struct slice){0});
	else
		query_u64(q, to_pos);
}

static struct rc
read_end(struct query *q, int column, uint64_t *to_pos, struct err *e)
{
	*to_pos = STORE_OPEN;
	return query_is_null(q, column) ? DONE : query_column_u64(q, column, to_pos, e);
}

struct rc
store_state_add(struct store *s, const struct state_row *row, struct err *e)
{
	AUTO(query) q = {0};
	TRY(query_begin(s, SQL_STATE_ADD, &q, e));
	query_text(&q, row->kind);
	query_text(&q, row->key);
	query_u64(&q, row->from_pos);
	bind_end(&q, row->to_pos);
	return query_run(&q, e);
}

struct rc
store_state_end(struct store *s, struct slice kind, struct slice key, uint64_t to_pos,
    struct err *e)
{
	AUTO(query) q = {0};
	TRY(query_begin(s, SQL_STATE_END, &q, e));
	query_u64(&q, to_pos);
	query_text(&q, kind);
	query_text(&q, key);
	TRY(query_run(&q, e));
	if (query_changes(&q) == 0)
		return fail(e, E_VERIFY, 0, "no open row of this kind and key");
	return DONE;
}

struct rc
store_state_subject_add(struct store *s, struct slice subject, struct slice way,
    const struct state_row *row, struct err *e)
{
	AUTO(query) q = {0};
	TRY(query_begin(s, SQL_STATE_SUBJECT_ADD, &q, e));
	query_text(&q, subject);
	query_text(&q, way);
	query_text(&q, row->kind);
	query_text(&q, row->key);
	query_u64(&q, row->from_pos);
	return query_run(&q, e);
}

struct rc
store_link_add(struct store *s, struct slice target, struct slice rel, uint64_t from_pos,
    struct err *e)
{
	AUTO(query) q = {0};
	TRY(query_begin(s, SQL_LINK_ADD, &q, e));
	query_text(&q, target);
	query_text(&q, rel);
	query_u64(&q, from_pos);
	return query_run(&q, e);
}

void
store_read_rows_from(struct store *s, struct store *rows)
{
	s->rows = rows;
}

/* Where rows are read. */
static struct store *
rows_of(struct store *s)
{
	return s->rows != NULL ? s->rows : s;
}

struct rc
store_state_get(struct store *s, struct slice kind, struct slice key, uint64_t known,
    struct state_row *out, bool *found, struct err *e)
{
	AUTO(query) q = {0};
	struct state_row row = { .kind = kind, .key = key };
	bool there;
	*found = false;
	TRY(query_begin(rows_of(s), SQL_STATE_GET, &q, e));
	query_text(&q, kind);
	query_text(&q, key);
	query_bound(&q, known);
	TRY(query_next(&q, &there, e));
	if (!there)
		return DONE;
	TRY(query_column_u64(&q, 0, &row.from_pos, e));
	TRY(read_end(&q, 1, &row.to_pos, e));
	*found = true;
	*out = row;
	return DONE;
}

static struct rc
each_row(struct query *q, store_state_sink *sink, void *context, struct err *e)
{
	bool there;
	for (;;) {
		struct state_row row;
		TRY(query_next(q, &there, e));
		if (!there)
			return DONE;
		row.kind = query_slice(q, 0);
		row.key = query_slice(q, 1);
		TRY(query_column_u64(q, 2, &row.from_pos, e));
		TRY(read_end(q, 3, &row.to_pos, e));
		TRY(sink(context, &row, e));
	}
}

struct rc
store_state_of_kind(struct store *s, struct slice kind, uint64_t known, store_state_sink *sink,
    void *context, struct err *e)
{
	AUTO(query) q = {0};
	TRY(query_begin(rows_of(s), SQL_STATE_OF_KIND, &q, e));
	query_text(&q, kind);
	query_bound(&q, known);
	return each_row(&q, sink, context, e);
}

struct rc
store_state_ever_of_kind(struct store *s, struct slice kind, uint64_t known,
    store_state_sink *sink, void *context, struct err *e)
{
	AUTO(query) q = {0};
	TRY(query_begin(rows_of(s), SQL_STATE_EVER_OF_KIND, &q, e));
	query_text(&q, kind);
	query_bound(&q, known);
	return each_row(&q, sink, context, e);
}

struct rc
store_state_of_subject(struct store *s, struct slice subject, struct slice way,
    struct slice kind, uint64_t known, store_state_sink *sink, void *context, struct err *e)
{
	AUTO(query) q = {0};
	bool all = slice_is_null(kind);
	TRY(query_begin(rows_of(s), all ? SQL_STATE_OF_SUBJECT : SQL_STATE_OF_SUBJECT_KIND, &q, e));
	query_text(&q, subject);
	if (!all)
		query_text(&q, kind);
	query_bound(&q, known);
	query_text(&q, way);
	return each_row(&q, sink, context, e);
}

struct rc
store_state_history(struct store *s, struct slice kind, struct slice key,
    store_state_sink *sink, void *context, struct err *e)
{
	AUTO(query) q = {0};
	TRY(query_begin(rows_of(s), SQL_STATE_HISTORY, &q, e));
	query_text(&q, kind);
	query_text(&q, key);
	return each_row(&q, sink, context, e);
}

struct rc
store_link_each(struct store *s, struct slice target, struct slice rel, uint64_t known,
    store_link_sink *sink, void *context, struct err *e)
{
	AUTO(query) q = {0};
	bool there, all = slice_is_null(rel);
	TRY(query_begin(rows_of(s), all ? SQL_LINK_EACH : SQL_LINK_OF, &q, e));
	query_text(&q, target);
	if (!all)
		query_text(&q, rel);
	query_bound(&q, known);
	for (;;) {
		uint64_t from_pos;
		TRY(query_next(&q, &there, e));
		if (!there)
			return DONE;
		TRY(query_column_u64(&q, 1, &from_pos, e));
		TRY(sink(context, query_slice(&q, 0), from_pos, e));
	}
}
