/* app/desk/workbook.h - a requirement workbook on disk, as rows of one edition.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_WORKBOOK_H
#define APP_DESK_WORKBOOK_H

#include "app/ops.h"
#include "app/shipped_data.h"
#include "codec/grid.h"
#include "table/requirement_table.h"

/* path: the file, or what it was called. bytes: of it, or null: they are read. sheet: the one that
 * is meant, or null: every one that is not hidden. edition: as the caller says it,
 * "iec62443-4-2:2019", or null. */
struct workbook_wish {
	const char			*path;
	struct slice			 bytes, sheet, edition;
	const struct requirement_map	*map;
};

/* From byte `from` of the joined evidence of a requirement on, its text stands in this cell. */
struct evidence_part { struct evidence_part *next; size_t from; struct slice cell; };

/* catalog: of the edition. rows: one for each requirement, in the order of the sheets, of those
 * that were read. again: cells of rows that say the same of a requirement again: what they name as
 * evidence and as limitation counts too, of all else the first row's. parts: for each of rows, what
 * of its evidence stands in another cell than its own, in order; null where it has one row.
 * told: the edition stands in the table, or was given. passed_over: names of hidden sheets that
 * hold such a table. bytes: of the file. grid, tables: as they were read. */
struct workbook {
	struct arena			 a;
	const struct catalog		*catalog;
	struct slice			 edition;	/* "iec62443-4-2:2019" */
	bool				 told;
	size_t				 row_count, again_count, stray_count, passed_count;
	struct requirement_row		*rows;
	struct evidence_part		**parts;
	struct slice			*again, *passed_over;
	struct requirement_stray	*stray;
	struct slice			 bytes;
	struct grid			 grid;
	const struct requirement_table	*tables;
	size_t				 table_count;
};

void workbook_drop(struct workbook *b);

/* Reads the file by the catalogue that most of its rows are of. Its memory is the workbook's; the
 * words of a refusal are the arena's.
 * Errors: E_IO; E_SYNTAX, E_SCHEMA where it is no table that names requirements, or two rows
 * say different things of one requirement, or two columns say how each is met, with the place;
 * E_USAGE for a sheet, group of columns or edition that is not there; E_LIMIT, E_NOMEM. */
struct rc workbook_read(struct arena *a, const struct workbook_wish *wish,
    const struct shipped_data *data, struct workbook *out, struct trouble *t);
/* By what the columns of a table are found beside their headings: the text of --map FILE, or empty;
 * --under TEXT, or empty. */
struct workbook_by { struct slice map, under; };

/* What --map FILE and --under TEXT say, else what is remembered of an import; *out is null where
 * neither says anything. A map that is given stands for all that is remembered. *by: what counts,
 * to be remembered. Errors: E_IO; E_SYNTAX, E_SCHEMA with the place; E_LIMIT, E_NOMEM. */
struct rc workbook_map(const struct op_call *call, const struct workbook_by *remembered,
    struct workbook_by *by, struct requirement_map **out, struct trouble *t);

#endif
