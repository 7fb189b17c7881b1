/* report/alike.h - files of a delivery that come as one entry.
 *
 * Layer:    private to report.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORT_ALIKE_H
#define REPORT_ALIKE_H

#include "report/view.h"

/* That many files that are alike come as one entry. */
#define ALIKE_MIN 3

/* They differ in nothing but name, digest, title and serial, and neither holds other files. */
bool files_alike(const struct view *v, size_t a, size_t b);
/* How many files are like this one; 0 when an earlier one speaks for it. */
size_t alike_count(const struct view *v, size_t file);
/* A kind that only serves to check other files. */
bool file_is_a_means(const struct view_file *f);
/* Whether it holds, and how its anchor is trusted. one: the signer is named, as it is for a single
 * file. Not yet escaped. */
void signature_words(const struct view *v, const struct signature *s, bool one,
    struct buf *words);

#endif
