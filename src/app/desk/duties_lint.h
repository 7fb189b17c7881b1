/* app/desk/duties_lint.h - what is wrong with who is responsible for what.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_DUTIES_LINT_H
#define APP_DESK_DUTIES_LINT_H

#include "app/desk/duties.h"
#include "app/desk/duty_rules.h"
#include "fact/finding.h"

/* other: of two owners, the cell of the first. cells: how many it is about, for one that is said of
 * a party or kind once. */
struct duty_fault {
	enum finding_id		 id;
	const struct duty_cell	*cell, *other;
	size_t			 cells;
};

/* In the order of the cells. Errors: E_LIMIT, E_NOMEM. */
struct rc duties_lint(const struct duties *d, const struct duty_rules *rules,
    const struct catalog_set *set, struct duty_fault **out, size_t *count, struct err *e);
/* A fault as a row of a listing, with `id`. */
struct value duty_fault_value(struct build *b, const struct duty_fault *f);

#endif
