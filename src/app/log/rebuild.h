/* app/log/rebuild.h - derived tables, made again from the log and the bodies.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_LOG_REBUILD_H
#define APP_LOG_REBUILD_H

#include "app/home/home.h"
#include "app/home/state.h"
#include "app/log/damage.h"
#include "app/log/entries.h"
#include "base/map.h"

/* Which derived rows: those that the fold makes of the entries, or those that decoders read in the
 * bodies too, for which every body of evidence is read. */
enum derived_extent { DERIVED_FOLDED = 1, DERIVED_ALL };

/* Folds every entry of the home into `rows`, which has no derived row yet, and with DERIVED_ALL
 * reads every body of evidence that is here. A transaction of the home is open, a write
 * transaction of `rows`; they may be the same store.
 * Errors: E_VERIFY when an entry cannot be read. */
struct rc rebuild_rows(struct home *h, enum derived_extent extent, struct store *rows,
    struct err *e);

/* The same entry by entry, for whoever reads them anyway: they come in order. bodies: of evidence,
 * each once, in the order of their entries. from: the first entry that is folded; what those before
 * it made is read in the home's own rows (state_fold_after()). To be dropped in any case. */
struct folding {
	struct state_fold	 fold;
	struct arena		 a;
	struct map		 seen;
	struct digest		*bodies;
	size_t			 count, cap;
};
struct folding folding_init(struct home *h, struct store *rows, uint64_t from);
void folding_drop(struct folding *g);
/* Errors: as above. */
struct rc rebuild_fold(struct folding *g, const struct entry_read *r, struct err *e);
/* With DERIVED_ALL: reads the bodies. */
struct rc rebuild_fold_end(struct folding *g, struct home *h, enum derived_extent extent,
    struct store *rows, struct err *e);

/* SHA-256 over every derived row in order: the same for the same log and the same bodies. */
struct rc rebuild_digest(struct store *s, struct digest *out, uint64_t *rows, struct err *e);
/* made: a scratch store into which the log was folded. Names every row of the home that differs
 * from it, is missing, or is too many. An open transaction. */
struct rc rebuild_compare_with(struct home *h, enum derived_extent extent, struct store *made,
    struct damages *out, struct err *e);
/* Makes the rows again beside the store and names every row that differs, is missing, or is too
 * many. An open transaction. */
struct rc rebuild_compare(struct home *h, struct damages *out, struct err *e);

#endif
