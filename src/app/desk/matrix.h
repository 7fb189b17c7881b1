/* app/desk/matrix.h - responsibility matrices on disk, and what a newer one makes of the last.
 *
 * Of each subject one matrix that was imported here is in force. A newer import takes its place:
 * rows of the same duty are replaced, the others stay, and what changed is said. A matrix that came
 * otherwise, such as a supplier's signed one, stands beside it.
 *
 * Format:   doc/formats/responsibility.md, doc/formats/records.md (responsibility_matrix).
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_MATRIX_H
#define APP_DESK_MATRIX_H

#include "app/desk/kept_record.h"
#include "app/desk/named.h"
#include "app/ops.h"
#include "app/shipped_data.h"
#include "table/responsibility_table.h"

/* What a record of an imported matrix is called. */
#define MATRIX_NAME "responsibility-matrix.json"

/* A file as rows. a: holds them. subject, contract: what a document says it is of, or null. bytes:
 * of the file. */
struct matrix_file {
	struct arena			 a;
	struct responsibility_table	 table;
	struct slice			 subject, contract, bytes;
};
void matrix_file_drop(struct matrix_file *f);
/* The file, and --map FILE and --sheet NAME where they are given. Errors: E_IO; E_SYNTAX, E_SCHEMA
 * with the place; E_LIMIT, E_NOMEM. */
struct rc matrix_file_read(const struct op_call *call, struct matrix_file *out, struct trouble *t);

/* The full name of the requirement that a topic names, where one catalogue alone knows it, or that
 * of the edition; "*" for the whole; else the topic. edition: "iec62443-4-2:2019", or null. */
struct slice matrix_topic(const struct catalog_set *set, struct slice edition,
    struct slice topic);
/* "DUTY|STAGE|TOPIC|KIND" of a row of a record: rows with the same key are of one duty. */
struct rc matrix_key(const struct value *row, struct arena *a, struct slice *out, struct err *e);

enum matrix_change { MATRIX_NEW = 1, MATRIX_CHANGED, MATRIX_SAME, MATRIX_KEPT };
/* before: of MATRIX_CHANGED, the first row of that key. */
struct matrix_row {
	enum matrix_change	 change;
	struct slice		 key;
	struct value		 row;
	const struct value	*before;
};
/* whole: rows of `old` whose duty the file does not name are left out, and counted in ended.
 * again: cells of rows that say the same again. */
struct matrix_merged {
	struct matrix_row	*rows;
	size_t			 count, counts[MATRIX_KEPT + 1], again_count, ended;
	struct slice		*again;
};
/* Rows of the new record: those of the file in its order, then those of `old` (rows of a record,
 * or null) whose duty it does not name; table: the digest of what those were read from.
 * Errors: E_SCHEMA with the place where two rows say different things of one duty and party, or
 * name an evidence kind that is not there; E_LIMIT, E_NOMEM. */
struct rc matrix_merge(const struct matrix_file *f, const struct shipped_data *data,
    struct slice edition, const struct named *names, const struct value *old, struct slice table,
    bool whole, struct arena *a, struct matrix_merged *out, struct trouble *t);

#endif
