/* table/responsibility_table.h - matrices of who is responsible for what, from any table.
 *
 * Three shapes are read: a row for each duty with its party; parties as columns, with R, A, C, I or
 * a tick in the cells; duties as columns, with parties in the cells. Headings are known in four
 * languages, in one row or merged over two; a topic merged over several rows holds for all of them.
 * Every row keeps its cell. What cannot be read is refused with its cell, so all rows are read or
 * none.
 *
 * Format:   doc/formats/responsibility.md.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TABLE_RESPONSIBILITY_TABLE_H
#define TABLE_RESPONSIBILITY_TABLE_H

#include "codec/grid.h"
#include "codec/value.h"

enum responsibility_field {
	RESPONSIBILITY_NONE = 0, RESPONSIBILITY_TOPIC, RESPONSIBILITY_DUTY, RESPONSIBILITY_STAGE,
	RESPONSIBILITY_PARTY, RESPONSIBILITY_ROLE, RESPONSIBILITY_CONTACT, RESPONSIBILITY_TO,
	RESPONSIBILITY_KIND, RESPONSIBILITY_RETENTION_OWNER, RESPONSIBILITY_DUE,
	RESPONSIBILITY_EVIDENCE, RESPONSIBILITY_LOCATION, RESPONSIBILITY_ASSUMPTION,
	RESPONSIBILITY_CONSULTED, RESPONSIBILITY_INFORMED, RESPONSIBILITY_FIELDS
};

/* Who is meant by what a table calls him. said: folded. Others null where nothing is said. */
struct responsibility_party { struct slice said, party, contact; const char *role; };

/* A user's own words (`--map FILE`): where a field stands (a heading, or a column's letters), and
 * who is who. */
struct responsibility_map {
	struct slice			 sheet;		/* null: any */
	struct slice			 columns[RESPONSIBILITY_FIELDS]; /* null: not mapped */
	size_t				 party_count;
	struct responsibility_party	*parties;
};
/* {apiVersion: assay/v1, kind: ResponsibilityMap, sheet, columns: {topic: Thema, party: F},
 * parties: {Lieferant: {party: party:acme, role: supplier, contact: psirt}}}.
 * Errors: E_SCHEMA with the place, E_LIMIT, E_NOMEM. */
struct rc responsibility_map_decode(const struct value *v, struct arena *a,
    struct responsibility_map *out, struct err *e);

/* One row of a matrix. texts: as written, trimmed, or null; PARTY: as the map names it, or as
 * written; empty where nobody is named. duty: "produce", ...; role: "supplier", ... or null.
 * due_ms: TIME_UNKNOWN where no date is said. cell: "Sheet!E17", or "/rows/3" of a document. */
struct responsibility_row {
	struct slice	 texts[RESPONSIBILITY_FIELDS], cell;
	const char	*duty, *role;
	size_t		 consulted_count, informed_count;
	struct slice	*consulted, *informed;
	int64_t		 due_ms;
	bool		 hidden;
};

/* What was read. passed_over: names of hidden sheets that hold such a table. titles: cells of rows
 * that say a topic and nothing else, taken for titles. place: where it failed, or null. */
struct responsibility_table {
	struct responsibility_row	*rows;
	size_t				 row_count, passed_count, title_count;
	struct slice			*passed_over, *titles, place;
};

/* Every sheet that is not hidden and has a column of topics. map: may be null.
 * Errors: E_SCHEMA with out->place; E_LIMIT, E_NOMEM. */
struct rc responsibility_tables_read(const struct grid *g, const struct responsibility_map *map,
    struct arena *a, struct responsibility_table *out, struct err *e);
/* {apiVersion: assay/v1, kind: ResponsibilityMatrix, for, contract, parties, rows: [{topic, duty,
 * ...}]}. subject, contract: as written, or null. Errors: E_SCHEMA with its offset. */
struct rc responsibility_document_read(const struct value *v, struct arena *a,
    struct slice *subject, struct slice *contract, struct responsibility_table *out,
    struct err *e);

/* "produce" for "Erstellung", "supplier" for "Hersteller"; null for any other. */
const char *responsibility_duty(struct slice text);
const char *responsibility_role(struct slice text);

#endif
