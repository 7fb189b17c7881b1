/* report/words_view.h - words that every report uses.
 *
 * Layer:    private to report.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORT_WORDS_VIEW_H
#define REPORT_WORDS_VIEW_H

#include "report/view.h"

/* "accept with conditions" */
const char *outcome_words(enum outcome o);
/* "vulnerability handling" */
const char *area_words(enum area a);
/* What would satisfy the area: the question of the evidence checklist. */
const char *area_question(enum area a);
/* "in person" */
const char *how_words(enum trust_how how);
/* The verdict of a criterion over a part; VERDICT_NOT_EVALUATED when there is none. */
enum verdict verdict_of(const struct view *v, struct slice criterion, size_t part);
/* The gravest verdict of an area over all parts: fail, then indeterminate, then pass. */
enum verdict verdict_of_area(const struct view *v, enum area a);
/* "3101 to 3112, 3114": the names of assets, runs of numbers joined. */
void assets_words(const struct slice *assets, size_t count, struct buf *out);
/* "party:nord keeps the evidence about batch:acme/C-1 at Kiel until 2041-12-31T...", with the file
 * that says so. Not yet escaped. */
void retention_words(const struct view *v, const struct view_retention *r, struct buf *out);
/* The path of the first file with that digest, or the digest. */
struct slice path_of(const struct view *v, struct slice digest);

#endif
