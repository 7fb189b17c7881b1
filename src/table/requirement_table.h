/* table/requirement_table.h - workbooks of requirements: which row says what of which requirement.
 *
 * Made for the tables that people have: headings in four languages, in one row or merged over two,
 * a title above, "RE(1)" below its base, one column of words or several to tick. The column of
 * requirements is found by what stands in it. Every row keeps its cell; what cannot be read is
 * said, and counts as untested.
 *
 * Format:   doc/formats/requirement-tables.md.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec, fact, catalog.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TABLE_REQUIREMENT_TABLE_H
#define TABLE_REQUIREMENT_TABLE_H

#include "catalog/catalog.h"
#include "catalog/requirement_key.h"
#include "codec/grid.h"
#include "codec/value.h"

enum requirement_field {
	REQUIREMENT_NONE = 0, REQUIREMENT_REQUIREMENT, REQUIREMENT_STATUS, REQUIREMENT_EVIDENCE,
	REQUIREMENT_REASON, REQUIREMENT_LIMITATION, REQUIREMENT_CONFIDENCE, REQUIREMENT_MEASURE,
	REQUIREMENT_MEASURE_EVIDENCE, REQUIREMENT_RESPONSIBLE, REQUIREMENT_DUE, REQUIREMENT_NOTE,
	REQUIREMENT_TITLE, REQUIREMENT_FIELDS
};

/* A user's own words (`--map FILE`): where a field stands (a heading, or a column's letters), and
 * what a cell of the status column says. */
struct requirement_map {
	struct slice	 sheet;				/* null: any */
	struct slice	 columns[REQUIREMENT_FIELDS];	/* null: not mapped */
	size_t		 word_count;
	struct requirement_word { struct slice said, status; } *words;	/* said: folded */
};
/* {apiVersion: assay/v1, kind: RequirementMap, sheet, columns: {status: Bewertung, evidence: F},
 * status: {met: [words], ...}}. Errors: E_SCHEMA with the place, E_LIMIT, E_NOMEM. */
struct rc requirement_map_decode(const struct value *v, struct arena *a,
    struct requirement_map *out, struct err *e);

/* One row. item: of the catalogue. status: "met", ...; texts as written, trimmed, or null.
 * due_ms: TIME_UNKNOWN where the cell holds no date. cell: of the status, "Sheet!E17".
 * unread: the status holds words that are not known. number: of the row in its sheet. */
struct requirement_row {
	const struct catalog_item	*item;
	const char			*status;
	struct slice			 said, texts[REQUIREMENT_FIELDS], cell, row_cell;
	int64_t				 due_ms;
	uint32_t			 number;
	bool				 unread, hidden;
};

/* What was found in one sheet. rows: in the order of the sheet. stray: cells that look like a
 * requirement and are none of the edition. heading: number of the lowest row with headings, or of
 * the row above the first requirement; 0 where there is none. Columns of assay's own
 * (table/requirement_sheet.h) are read over. */
struct requirement_table {
	const struct grid_sheet	*sheet;
	size_t			 row_count, stray_count;
	struct requirement_row	*rows;
	struct slice		*stray;		/* "Sheet!B7" */
	uint32_t		 heading;
};

/* Every sheet in which at least one column names requirements of the catalogue, and a status
 * stands beside. Errors: E_SCHEMA when the map names a column that is not there; E_LIMIT,
 * E_NOMEM. */
struct rc requirement_tables_read(const struct grid *g, const struct catalog *c,
    const struct requirement_map *map, struct arena *a, struct requirement_table **out,
    size_t *count, struct err *e);

#endif
