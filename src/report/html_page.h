/* report/html_page.h - the sections of the HTML report.
 *
 * Layer:    private to report.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORT_HTML_PAGE_H
#define REPORT_HTML_PAGE_H

#include "report/gap.h"
#include "report/html.h"
#include "report/view.h"

/* Longest text that is composed before it is escaped. */
#define WORDS_BYTES_MAX MIB(32)

void html_section(struct buf *out, const char *title);
/* <table><thead> with one heading for each word; words are separated by '|'. */
void html_table(struct buf *out, const char *headings);
void html_table_end(struct buf *out);
/* A cell of a composed text. */
void html_cell(struct buf *out, const struct buf *words);
/* A row's own heading. */
void html_row_head(struct buf *out, struct slice text);
void html_row_path(struct buf *out, struct slice path);

/* html_lists.c: lists that add up or not, contradictions, gaps, what is missing, limits.
 * html_files.c: files; those that are alike come as one row with their names and digests. */
void html_reconciliation(const struct view *v, struct buf *out);
void html_contradictions(const struct view *v, struct buf *out);
void html_gaps(const struct view *v, const struct gaps *all, struct buf *out);
void html_limits(const struct view *v, struct buf *out);
void html_files(const struct view *v, struct buf *out);

#endif
