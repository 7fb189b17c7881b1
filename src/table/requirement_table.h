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
	REQUIREMENT_TITLE, REQUIREMENT_EDITION, REQUIREMENT_FIELDS
};

/* A user's own words (`--map FILE`): where a field stands (a heading, or a column's letters), and
 * what a cell of the status column says. under: of several groups of columns the one with this
 * heading, whole words of it. */
struct requirement_map {
	struct slice	 sheet, under;			/* null: any */
	struct slice	 columns[REQUIREMENT_FIELDS];	/* null: not mapped */
	size_t		 word_count;
	struct requirement_word { struct slice said, status; } *words;	/* said: folded */
};
/* {apiVersion: assay/v1, kind: RequirementMap, sheet, under, columns: {status: Bewertung,
 * evidence: F}, status: {met: [words], ...}}. Errors: E_SCHEMA with the place, E_LIMIT, E_NOMEM. */
struct rc requirement_map_decode(const struct value *v, struct arena *a,
    struct requirement_map *out, struct err *e);

/* One row. item: of the catalogue. status: "met", ...; texts as written, trimmed, or null.
 * due_ms: TIME_UNKNOWN where the cell holds no date. cell: of the status, "Sheet!E17", else
 * row_cell: of the name; evidence_cell, due_cell: null where these are empty. unread: the status
 * holds words that are not known. number: of the row in its sheet. */
struct requirement_row {
	const struct catalog_item	*item;
	const char			*status;
	struct slice			 said, texts[REQUIREMENT_FIELDS];
	struct slice			 cell, row_cell, evidence_cell, due_cell;
	int64_t				 due_ms;
	uint32_t			 number;
	bool				 unread, hidden;
};

/* A cell that looks like a requirement and asks for nothing. text: as written. said: of it, in the
 * column of statuses, or empty. points: the edition has it, to say where the requirement stands.
 * more: it asks for something and was read, and names further requirements, which were not.
 * edition: the row says in a column of its own, whose cell and text these are, that it is of
 * another edition, and was not read. */
struct requirement_stray { struct slice cell, text, said; bool points, more, edition; };

/* What was found in one sheet. rows: in the order of the sheet. stray: names that the edition does
 * not have, those that only point elsewhere and of which something is said, and rows of another
 * edition. heading: number of
 * the lowest row with headings, or of the row above the first requirement; 0 where there is none.
 * Columns of assay's own (table/requirement_sheet.h) are read over. first: heading of
 * the column that says how requirements are met; again: of a second one in the same row, or null.
 * under: of that one, what stands above it and not above the first; or null. grouped: the map
 * names no group of columns, or one that is here. */
struct requirement_table {
	const struct grid_sheet		*sheet;
	size_t				 row_count, stray_count;
	struct requirement_row		*rows;
	struct requirement_stray	*stray;
	struct slice			 first, again;	/* "Sheet!J5" */
	struct slice			 under;
	uint32_t			 heading;
	bool				 grouped;
};

/* Every sheet in which at least one column names requirements of the catalogue, and a status
 * stands beside. Errors: E_SCHEMA when the map names a column that is not there; E_LIMIT,
 * E_NOMEM. */
struct rc requirement_tables_read(const struct grid *g, const struct catalog *c,
    const struct requirement_map *map, struct arena *a, struct requirement_table **out,
    size_t *count, struct err *e);

#endif
