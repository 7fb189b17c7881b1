/* score.h - sets of criteria, and what each of them says about each asset of a case.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SCORE_H
#define SCORE_H

#include "criteria/evaluate.h"

/* One file of criteria, with the kinds it is read with. */
struct suite {
	const char		*name;
	const struct criteria	*criteria;
	const struct kind_set	*kinds;
	const struct catalog_set *rows;
};

/* results: for each criterion one for each column. A column is an asset of the scope, in their
 * order, or the one that stands for all. */
struct score {
	const struct suite		 *suite;
	const struct case_form		 *form;
	struct assessment		  s;
	size_t				  columns;
	const struct criterion_result	**results;
};

/* Evaluates. That it fails, or that parts do not hold every asset once, is a bug: aborts. */
struct score score_make(const struct suite *suite, const struct case_form *form,
    struct arena *a);
const struct criterion_result *score_at(const struct score *s, size_t criterion, size_t column);
struct slice score_asset(const struct score *s, size_t column);
bool score_passes(const struct score *s, size_t criterion, size_t column);
/* The worst over all columns: fail, then indeterminate, then pass. */
enum verdict score_verdict(const struct score *s, size_t criterion);
/* The RFC 8785 form of the result, in the arena. */
struct slice score_bytes(const struct score *s, struct arena *a);

#endif
