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

/* catalog: of the edition. rows: one for each requirement, in the order of the sheets, of those
 * that were read. again: cells of rows that say the same of a requirement again: what they name as
 * evidence and as limitation counts too, of all else the first row's.
 * told: the edition stands in the table, or was given. passed_over: names of hidden sheets that
 * hold such a table. bytes: of the file. grid, tables: as they were read. */
struct workbook {
	struct arena			 a;
	const struct catalog		*catalog;
	struct slice			 edition;	/* "iec62443-4-2:2019" */
	bool				 told;
	size_t				 row_count, again_count, stray_count, passed_count;
	struct requirement_row		*rows;
	struct slice			*again, *stray, *passed_over;
	struct slice			 bytes;
	struct grid			 grid;
	const struct requirement_table	*tables;
	size_t				 table_count;
};

void workbook_drop(struct workbook *b);

/* Reads the file by the catalogue that most of its rows are of. Its memory is the workbook's.
 * Errors: E_IO; E_SYNTAX, E_SCHEMA where it is no table that names requirements, or two rows
 * say different things of one requirement, with the place; E_USAGE for a sheet or edition that is
 * not there; E_LIMIT, E_NOMEM. */
struct rc workbook_read(const struct op_call *call, const struct workbook_wish *wish,
    const struct shipped_data *data, struct workbook *out, struct trouble *t);
/* --map FILE as a requirement map, else the one that `remembered` is the text of; null without
 * either. *text: of it, or null. Errors: E_IO; E_SYNTAX, E_SCHEMA with the place; E_LIMIT,
 * E_NOMEM. */
struct rc workbook_map(const struct op_call *call, struct slice remembered,
    struct requirement_map **out, struct slice *text, struct trouble *t);

#endif
