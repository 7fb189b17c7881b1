/* report/html.h - HTML by functions that escape for their context.
 *
 * No function takes markup from outside. Text and attribute values are escaped; characters that
 * must not be shown raw become visible escapes.
 *
 * Layer:    private to report.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORT_HTML_H
#define REPORT_HTML_H

#include "base/buf.h"

/* Markup of ours: a literal. */
void html_raw(struct buf *out, const char *markup);
/* Text between tags, and inside of a quoted attribute value: the same escapes serve both. */
void html_text(struct buf *out, struct slice text);
void html_word(struct buf *out, const char *text);
/* <style> with the page's own rules, and behind them the colours of a screen that is set to dark:
 * of classes that several pages have. Paper stays white. own: a literal. */
void html_style(struct buf *out, const char *own);
/* <tag class="...">text</tag>; class may be null. tag and class are literals. */
void html_element(struct buf *out, const char *tag, const char *class, struct slice text);

#endif
