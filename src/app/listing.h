/* app/listing.h - what a command says: one object or a list of rows, as text, JSON or CSV.
 *
 * A command makes a value once; this prints it in the form that was asked for. Fields of a schema
 * are only ever added.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_LISTING_H
#define APP_LISTING_H

#include "app/ops.h"
#include "codec/value.h"

/* One column of a text table and of CSV. name: the member of a row; lists are joined with a blank.
 * width: of the text table; the last column is not padded; 0: in JSON and CSV only. */
struct column { const char *name, *heading; int width; };

/* {"schema": SCHEMA, PLURAL: rows}. rows: an array of objects. Text: a table with headings, or
 * `none` where there is no row. Other members, such as counts, may be put into *head (an object
 * made by the caller, or null) and come before the rows. */
struct rc listing_print(const struct op_call *call, struct op_result *r, const char *schema,
    const char *plural, const struct column *columns, size_t column_count,
    const struct value *rows, const struct value *head, const char *none);

/* The same list row by row, so that rows need not be held until the last is there: to *out, which
 * the caller checks. All members but count are set by the caller. */
struct rows_out {
	const struct op_call	*call;
	struct buf		*out;
	const char		*schema, *plural, *none;
	const struct column	*columns;
	size_t			 column_count, count;
};
void rows_begin(struct rows_out *l);
/* Errors: E_LIMIT, E_NOMEM. */
struct rc rows_add(struct rows_out *l, const struct value *row, struct err *e);
void rows_end(struct rows_out *l);

/* One object: {"schema": SCHEMA, members of v}. Text: a line for each member, "name  value", lists
 * and objects below each other. */
struct rc object_print(const struct op_call *call, struct op_result *r, const char *schema,
    const struct value *v);

/* A value as words: texts escaped, null as a dash, what a list holds joined with `between`, objects
 * "name value; ...". */
void words_put(const struct value *v, const char *between, struct buf *out);
/* A CSV cell of text: quoted where needed; what a spreadsheet would run as a formula gets a "'"
 * before. Numbers of a listing stand as they are. */
void csv_cell(struct slice text, struct buf *out);

#endif
