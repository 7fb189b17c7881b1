/* catalog/diff.h - what one catalogue says otherwise than another.
 *
 * Rows are held against each other by their keys, whatever the editions are. A catalogue with rows
 * that have `corrects` is held against what it corrects, and one with `profile` against what it
 * selects from: only what their rows say.
 *
 * Format:   doc/formats/catalogue.md.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec, fact.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CATALOG_DIFF_H
#define CATALOG_DIFF_H

#include "catalog/catalog.h"

/* What the newer is to the older. */
enum catalog_relation { RELATION_EDITION = 0, RELATION_CORRECTION, RELATION_PROFILE };
/* "edition", "correction", "profile". */
const char *catalog_relation_name(enum catalog_relation relation);

/* changes: an array of {id, part, change, member, old, new, author}, in the order of the older,
 * what is new behind it.
 * part: row, required (how many rows a type, or a foundational requirement, has at a level), count,
 * mapping, document. change: added, removed, changed. member: the one that differs, or null. old,
 * new: values as they stand, or null; a member that is null is one that is not there. author: who
 * corrects the row, or null.
 * rows_untouched: the same on both sides; of a correction also those that it does not name. A row
 * with a level that a profile does not select is removed. */
struct catalog_diff {
	enum catalog_relation	 relation;
	size_t			 rows_added, rows_removed, rows_changed, rows_untouched;
	struct value		 changes;
};

/* Texts are borrowed from both; arena failures are left in b (build_end).
 * Errors: E_SCHEMA, at the row of the newer, where it corrects or selects a row that the older does
 * not have, or has no author; E_USAGE where it is about other catalogues only; E_NOMEM, E_LIMIT. */
struct rc catalog_diff_find(struct build *b, const struct catalog *older,
    const struct catalog *newer, struct catalog_diff *out, struct err *e);

#endif
