/* report/reason_words.h - why a verdict is what it is, in words that name serial and cell.
 *
 * Layer:    private to report.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORT_REASON_WORDS_H
#define REPORT_REASON_WORDS_H

#include "report/view.h"

/* Reasons of one result with the same code stand together: they are said in one sentence.
 * Invariant: 0 < count, first + count <= result->reason_count. */
struct run {
	const struct criterion_result	*result;
	size_t				 first, count;
};

/* The run that begins at reason `first`, which is there. */
struct run run_at(const struct criterion_result *r, size_t first);
enum finding_id run_id(const struct run *run);
/* A clause without its code: "serial 3127 is on the packing list, LS.xlsx!Lieferung!B31, and not
 * in the maker's identity list". Begins with a small letter or a name; not yet escaped. */
void run_words(const struct view *v, const struct run *run, struct buf *out);
/* The run says EVIDENCE_MISSING, and this is what is missing. */
bool run_lacks(const struct view *v, const struct run *run, const struct missing *m);
/* A finding of a file: its place in it and the sentence. Not yet escaped. */
void finding_words(const struct view_file *f, const struct reason *r, struct buf *out);

#endif
