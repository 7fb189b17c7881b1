/* check/match.h - small comparisons that several checks need.
 *
 * Layer:    private to check.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CHECK_MATCH_H
#define CHECK_MATCH_H

#include "check/fact_walk.h"

/* The last millisecond of its day, UTC: a date may mean any time of it. ms is known. */
int64_t day_end(int64_t ms);
/* The text is the product's name in its subject, as people write names: case does not count. */
bool is_product_name(const struct check_call *c, struct slice text);
/* A package URL without version. */
bool is_purl_of_all(const struct check_call *c, struct slice text);
/* The text is one of those that a parameter lists; any is, where the parameter is not given. */
bool is_wanted(const struct check_call *c, unsigned param, struct slice text);
/* The `holder` of a certification, where it is a party, is the maker; of a name in words nothing
 * tells whose it is. */
bool is_held_by_maker(const struct check_call *c, const struct fact *f);
/* Each of the seven of one vector is at least that of the other: "FR1=2 FR2=2 ...". Of texts that
 * are no vectors of the same form it is false. */
bool is_at_least(struct slice certified, struct slice asked);

#endif
