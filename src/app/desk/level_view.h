/* app/desk/level_view.h - capability levels as values, tables and words.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_LEVEL_VIEW_H
#define APP_DESK_LEVEL_VIEW_H

#include "app/desk/levels.h"

/* {subject, edition, component_types, ..., vector: [{fr, claimed, native, with_countermeasures,
 * independent, held_back: [rows]}], lowest, common, limitations}. Errors: E_LIMIT, E_NOMEM. */
struct rc level_value(struct build *b, const struct levels *v, struct value *out, struct err *e);
/* One row of the plan: {id, key, fr, from, title, condition, status, shown, why, ...}. */
struct value level_row_value(struct build *b, const struct levels *v, size_t row);
/* A list of such rows as text, JSON ("requirements") or CSV. */
struct rc level_rows_print(const struct op_call *call, struct op_result *r, const char *schema,
    const struct value *rows);
/* "FR1" for 0. */
const char *level_fr_name(unsigned fr);
/* Where there is a target: "shown" by the component itself, "with_countermeasures", or "above" what
 * is shown with all that is recorded. fr: from 0. */
const char *level_target_standing(const struct levels *v, unsigned fr);
/* What somebody said that a row is limited by, wherever the levels are shown. fr: from 0, or
 * LEVEL_FRS of a common constraint. */
struct level_limitation {
	const struct catalog_item	*item;
	struct slice			 text, cell;
	unsigned			 fr;
};
/* The next at or behind `from`, beginning with 0: where to go on, or 0 when there is none. */
size_t level_limitations(const struct levels *v, size_t from, struct level_limitation *out);
/* One such row in some lines. */
void level_row_text(const struct value *row, struct buf *out);
/* The vector as a table, what keeps each number from being higher, limitations. */
struct rc level_text_page(const struct levels *v, struct buf *out, struct err *e);
/* A line for each foundational requirement, with the limitations of its rows; those of common
 * constraints, which no number shows, on a line of their own (CCSC) where there are any. */
struct rc level_csv(const struct levels *v, struct buf *out, struct err *e);
/* 0 where nothing is claimed, or all of it is shown by the component itself; 1 where a row of what
 * is claimed is shown not met; 3 where nothing is shown for one. Against the target of a zone the
 * same of what it asks for, with countermeasures and exceptions. */
int level_status(const struct levels *v);

#endif
