/* report/sheet_page.h - what the sheets to be signed have in common: frame, style, signatures.
 *
 * Layer:    private to report.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORT_SHEET_PAGE_H
#define REPORT_SHEET_PAGE_H

#include "report/value_html.h"

/* The page up to <body>, with a heading: the title, and v's `subject`. */
void sheet_begin(const struct value *v, const char *title, struct buf *out);
/* A row of a table of two columns: title is ours, the member is v's; nothing where it is empty. */
void sheet_fact(const struct value *v, const char *title, const char *name, struct buf *out);
/* Whose home, as of when, over how much of the log: v's `organisation`, `valid_at`, `log`. */
void sheet_instants(const struct value *v, struct buf *out);
void sheet_section(const char *title, struct buf *out);
/* A list; an empty one gives an empty list. */
const struct value *sheet_list(const struct value *v, const char *name);
/* v's `cell`, "Sheet!B17", so that a line breaks behind the sheet; alone, and as a table's cell. */
void sheet_place(const struct value *v, struct buf *out);
void sheet_cell(const struct value *v, struct buf *out);
/* A member that is one of our words, with "_" as a blank, never broken inside a word. */
void sheet_word(const struct value *v, const char *name, struct buf *out);
/* A subject, or what somebody wrote: broken behind a slash or at a blank, and inside a word only
 * where one is longer than 28 bytes. Nothing where it is empty. */
void sheet_who(const struct value *v, const char *name, struct buf *out);
/* The section "What this does not prove": sentences of ours. */
void sheet_limits(const char *const *sentences, size_t count, struct buf *out);
/* Two lines to sign by hand, the log beside them, and the end of the page. */
void sheet_end(const struct value *v, struct buf *out);

#endif
