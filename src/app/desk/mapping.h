/* app/desk/mapping.h - requirement mappings: what is in force, and what a newer table makes of it.
 *
 * One mapping for each subject and edition is in force. A newer import takes its place: rows of
 * the same requirement are replaced, the others stay, and what changed is said.
 *
 * Format:   doc/formats/records.md (requirement_mapping).
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_MAPPING_H
#define APP_DESK_MAPPING_H

#include "app/desk/named.h"
#include "app/desk/workbook.h"

/* A mapping that is in force. id: "evidence:..."; predicate: of its record; thing: its entry. */
struct mapping {
	struct slice		 id, digest, edition;
	struct value		 predicate;
	const struct value	*rows;
	struct thing		 thing;
};

/* The mappings about the subject that are in force at `known` (STORE_OPEN: now); edition null: of
 * all editions. at_ms: as in kept_records(). An open transaction.
 * Errors: E_VERIFY when a body is gone; E_LIMIT, E_NOMEM; of the store. */
struct rc mappings_find(struct home *h, struct slice subject, struct slice edition,
    uint64_t known, int64_t at_ms, struct arena *a, struct mapping **out, size_t *count,
    struct err *e);
/* The row of that key, or null. */
const struct value *mapping_row(const struct mapping *m, struct slice key);

/* Two rows that say the same, but for where they stand. */
bool mapping_says_the_same(const struct value *a, const struct value *b);

/* Whether the actor recorded this mapping, or one before it that said the same in the row, under
 * whatever mapping the row was carried on since. key_id: of the actor's key; under another name it
 * is the same hand. An open transaction. Errors: as mappings_find(). */
struct rc mapping_stated_by(struct home *h, struct slice subject, const struct mapping *m,
    struct slice key, struct slice actor, struct slice key_id, struct arena *a, bool *yes,
    struct err *e);

/* What became of a row. */
enum row_change { ROW_NEW = 1, ROW_CHANGED, ROW_SAME, ROW_KEPT };
struct merged_row {
	enum row_change		 change;
	const struct value	*before;	/* null for ROW_NEW */
	struct value		 row;
	struct slice		 key;
};

/* Rows of the new mapping: those of the workbook in its order, then those of `old` that it does
 * not name (ROW_KEPT). old: may be null. unproven: how many say met and name nothing that was
 * found. Errors: E_LIMIT, E_NOMEM. */
struct merged {
	struct merged_row	*rows;
	size_t			 count, counts[ROW_KEPT + 1];
};
struct rc mapping_merge(const struct workbook *book, const struct named *names,
    const struct mapping *old, struct arena *a, struct merged *out, struct err *e);

#endif
