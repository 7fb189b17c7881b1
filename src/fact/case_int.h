/* fact/case_int.h - what the files of the case share: words and order. Only for fact/.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef FACT_CASE_INT_H
#define FACT_CASE_INT_H

#include "fact/case.h"

/* By enum signature_status, and by enum holding ("" for 0). */
#define CASE_STATUSES 3
#define CASE_HOLDINGS 4
extern const char *const case_statuses[CASE_STATUSES];
extern const char *const case_holdings[CASE_HOLDINGS];

/* The order of each list (doc/formats/case.md), as qsort() wants it. Only equal elements compare
 * as equal, but for items, exceptions, reviews, feeds, parties and dimensions: there the key. */
int case_by_item(const void *left, const void *right);
int case_by_fact(const void *left, const void *right);
int case_by_signature(const void *left, const void *right);
int case_by_list(const void *left, const void *right);
int case_by_state(const void *left, const void *right);
int case_by_anchor(const void *left, const void *right);
int case_by_exception(const void *left, const void *right);
int case_by_review(const void *left, const void *right);
int case_by_dimension(const void *left, const void *right);
int case_by_feed(const void *left, const void *right);
int case_by_party(const void *left, const void *right);

#endif
