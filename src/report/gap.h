/* report/gap.h - what stands between a delivery and its acceptance, gap by gap.
 *
 * A gap is one defect of one kind of evidence, however many criteria, parts and serials it shows
 * in. What only a condition leaves open is none.
 *
 * Layer:    private to report.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORT_GAP_H
#define REPORT_GAP_H

#include "base/limits.h"
#include "report/view.h"

/* What the serials of CASE_ASSETS_MAX assets, and what was found about them, take. */
#define GAP_ARENA_BYTES MIB(512)

/* kind:   of the evidence that it is about, or empty.
 * need:   of the criterion for that kind, or null.
 * whole:  it is not about single assets.
 * assets: sorted, distinct.
 * found:  clauses, each once, not yet escaped. */
struct gap {
	enum finding_id		 id;
	struct slice		 kind;
	const struct view_need	*need;
	bool			 ours, whole;
	size_t			 asset_count, asset_cap, found_count, found_cap;
	struct slice		*assets, *found;
};

/* In the order of the criteria. */
struct gaps {
	size_t		 count, cap;
	struct gap	*at;
};

/* Ownership: everything lives in the arena. Errors: E_LIMIT, E_NOMEM. */
struct rc gaps_find(const struct view *v, struct arena *a, struct gaps *out, struct err *e);

#endif
