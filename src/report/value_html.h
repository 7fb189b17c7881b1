/* report/value_html.h - members of a value as HTML.
 *
 * A member that is not there, or null, gives nothing. Everything is escaped.
 *
 * Layer:    private to report.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORT_VALUE_HTML_H
#define REPORT_VALUE_HTML_H

#include "codec/value.h"
#include "report/html.h"

bool value_has_text(const struct value *v, const char *name);
/* Its text, or its number. A list: its texts with ", " between. */
void value_show(const struct value *v, const char *name, struct buf *out);
/* The same with "_" shown as a blank: accept_with_conditions. */
void value_words(const struct value *v, const char *name, struct buf *out);
/* An instant, which is broken behind the day and nowhere else: class "id" keeps the rest. */
void value_instant(const struct value *v, const char *name, struct buf *out);
/* A link to the relative address that the member is; where it is empty, else_name as words. */
void value_link(const struct value *v, const char *name, const char *else_name, struct buf *out);
void value_list_words(const struct value *list, struct buf *out);
/* Sorted assets: "48 of it, serials 3101 to 3118, 3120", or, where they are not of one product, all
 * their names. max: bytes of that; what is more is cut, and says so. */
void value_assets_words(const struct value *assets, size_t max, struct buf *out);
/* At most max bytes of the text, without splitting a character. */
void value_cut(struct slice s, size_t max, struct buf *out);

enum value_as {
	VALUE_AS_TEXT = 1,
	VALUE_AS_NAME,	/* no word of it is broken */
	VALUE_AS_WORDS,
	VALUE_AS_CODE,
	VALUE_AS_INSTANT,
};
struct value_column { const char *name; enum value_as as; };

/* <table> with one heading for each text between "|"; the caller ends it. */
void value_table(struct buf *out, const char *headings);
/* A whole table: one row for each element. */
void value_rows(struct buf *out, const char *headings, const struct value_column *columns,
    size_t column_count, const struct value *rows);

#endif
