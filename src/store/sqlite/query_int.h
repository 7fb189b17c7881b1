/* store/sqlite/query_int.h - one run of a statement of sql/: bind in order, step, read columns.
 *
 * Values are bound in the order of the file's "in:" line and read by their place in its "out:"
 * line; tools/check-sql sees that both lines are true.
 *
 * Ownership: what is bound must live until the query is dropped; what is read lives until the
 *            next step.
 * Layer:     base; private to store.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_SQLITE_QUERY_INT_H
#define STORE_SQLITE_QUERY_INT_H

#include "store/sqlite/store_int.h"

struct query {
	struct store	*s;
	sqlite3_stmt	*stmt;
	struct kept	*kept;		/* null: its own, ended with it */
	int		 bound;
	int		 refused;	/* the first value that could not be bound: why */
	bool		 beyond;	/* a number above INT64_MAX was bound */
};

/* BUG when no transaction is open that allows it, but for statements of role session.
 * Errors: E_IO after an earlier failure; those of store_said(). */
struct rc query_begin(struct store *s, enum sql which, struct query *q, struct err *e);
void query_drop(struct query *q);

/* A failure is kept until the next step. Null slices are NULL. */
void query_blob(struct query *q, struct slice bytes);
void query_text(struct query *q, struct slice text);
void query_int(struct query *q, int64_t n);
/* Above INT64_MAX: E_LIMIT. */
void query_u64(struct query *q, uint64_t n);
/* A bound that nothing reaches: above INT64_MAX is as good as INT64_MAX. */
void query_bound(struct query *q, uint64_t n);

/* Errors: those of store_said(); E_LIMIT. */
struct rc query_next(struct query *q, bool *row, struct err *e);
/* For statements that give no row. */
struct rc query_run(struct query *q, struct err *e);
/* Rows that the last statement changed. */
int64_t query_changes(const struct query *q);

/* NULL is a null slice; an empty value is an empty one. */
struct slice query_slice(struct query *q, int column);
int64_t query_column_int(struct query *q, int column);
/* E_IO for a negative number, which no CHECK lets in. */
struct rc query_column_u64(struct query *q, int column, uint64_t *out, struct err *e);
bool query_is_null(struct query *q, int column);
/* A copy of a column in the arena. */
struct rc query_copy(struct query *q, int column, struct arena *a, struct slice *out,
    struct err *e);

#endif
