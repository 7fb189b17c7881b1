/* report/html.c - HTML by functions that escape. See report/html.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "report/html.h"

#include "codec/utf8.h"

void
html_raw(struct buf *out, const char *markup)
{
	buf_add_text(out, markup);
}

void
html_text(struct buf *out, struct slice text)
{
	AUTO(buf) shown = buf_init(text.len * 10 + 16);
	text_show(text, &shown);
	buf_follow(out, &shown);
	for (size_t i = 0; i < shown.len; i++) {
		switch (shown.at[i]) {
		case '&': buf_add_text(out, "&amp;"); break;
		case '<': buf_add_text(out, "&lt;"); break;
		case '>': buf_add_text(out, "&gt;"); break;
		case '"': buf_add_text(out, "&quot;"); break;
		case '\'': buf_add_text(out, "&#39;"); break;
		default: buf_add_byte(out, shown.at[i]); break;
		}
	}
}

void
html_word(struct buf *out, const char *text)
{
	html_text(out, slice_of(text));
}

void
html_element(struct buf *out, const char *tag, const char *class, struct slice text)
{
	buf_addf(out, "<%s", tag);
	if (class != NULL)
		buf_addf(out, " class=\"%s\"", class);
	buf_add_byte(out, '>');
	html_text(out, text);
	buf_addf(out, "</%s>", tag);
}

/* Contrast of each pair is 7:1 or more. */
static const char dark[] =
    "@media screen{:root{color-scheme:light dark}}"
    "@media screen and (prefers-color-scheme:dark){body{background:#14171b;color:#e8ebee}"
    "h2,.box{border-color:#7d8790}th,td{border-color:#4f5861}a{color:#b8d7ff}"
    "thead th,.facts th,.work th,pre{background:#252b32}.quiet{color:#c6cdd4}"
    ".open td,.open th{background:#47201d}.state{color:#ffc1b8}"
    ".sum>*,.sign td,.sign th{border-color:#e8ebee}"
    ".pass{background:#17371f}.fail{background:#52201c}.indeterminate{background:#43370f}}";

void
html_style(struct buf *out, const char *own)
{
	html_raw(out, "<style>");
	html_raw(out, own);
	html_raw(out, dark);
	html_raw(out, "</style>");
}
