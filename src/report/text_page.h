/* report/text_page.h - a page of plain text on the terminal.
 *
 * Layer:    private to report.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORT_TEXT_PAGE_H
#define REPORT_TEXT_PAGE_H

#include "report/view.h"

#define TERMINAL_COLUMNS 100

/* colour: with the escape sequences of a terminal. */
struct page {
	const struct view	*v;
	struct buf		*out;
	bool			 colour;
};

void page_heading(struct page *p, const char *text);
/* A paragraph that begins `at` columns in and goes on at `indent`; its pieces are made safe. */
void page_paragraph(struct page *p, size_t at, size_t indent, const struct buf *words);
/* Words of a verdict, green, red or yellow, padded to a width. */
void page_verdict(struct page *p, enum verdict v, size_t width);
/* Each file: what it is, what it says about itself, what it is bound to. Files that differ in
 * nothing but name and serial come as one entry. */
void page_files(struct page *p);

#endif
