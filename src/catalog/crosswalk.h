/* catalog/crosswalk.h - what leads from one catalogue to another, and what does not.
 *
 * A mapping says which evidence to look at first, never that the other is met. Open gaps are rows
 * of data: no evidence closes them, because none of what was mapped asks for them.
 *
 * Format:   doc/formats/catalogue.md.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec, fact.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CATALOG_CROSSWALK_H
#define CATALOG_CROSSWALK_H

#include "catalog/catalog.h"

/* Only mappings from and to these catalogues (names, or "name:edition"), and those from or to this
 * row (id, key or full name). Null: any. */
struct crosswalk_ask { struct slice from, to, about; };

/* How much a mapping of this relation carries: strong "direct", partial "supporting", weak
 * "contextual", related "adjacent"; of anything else, as of no mapping at all, "gap". */
const char *crosswalk_confidence(struct slice relation);
/* A basis that is printed somewhere: the others are judgement, and shown as guidance. */
bool crosswalk_is_published(struct slice basis);

/* Rows {source, source_id, target, target_id, relation, confidence, basis, guidance, note}, in the
 * order of the catalogues. Errors: E_USAGE for a catalogue or row that is neither loaded nor
 * mapped; *which is then the option that named it. Arena failures are left in b. */
struct rc crosswalk_list(struct build *b, const struct catalog_set *set,
    const struct crosswalk_ask *ask, struct value *rows, const char **which, struct err *e);

struct crosswalk_counts { size_t open, partly, ungraded; };
/* Rows {requirement, id, ref, title, state, coverage, confidence, gap, iec62443_4_1,
 * iec62443_4_2_count, evidence_kinds} of every coverage table in the set: state "open" for what
 * nothing covers, then "partly" for what is covered less than strongly or with a gap, then
 * "ungraded" for rows of the catalogue that the table does not hold. Each in the order of its
 * catalogue. */
void crosswalk_gaps(struct build *b, const struct catalog_set *set, struct value *rows,
    struct crosswalk_counts *counts);

#endif
