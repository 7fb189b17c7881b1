/* report/sheet_page.c - the frame of sheets to be signed. See report/sheet_page.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "report/sheet_page.h"

/* A longer word of somebody else may be broken, so that no column grows out of the page. */
#define WORD_WHOLE_MAX 28

static const char style[] =
    "body{font:15px/1.45 system-ui,sans-serif;color:#1b1f24;max-width:72em;margin:2em auto;"
    "padding:0 1.2em}h1{font-size:1.5em;margin:.2em 0 .6em;overflow-wrap:anywhere}"
    "h2{font-size:1.2em;margin:1.8em 0 .5em;border-bottom:2px solid #8c959f;padding-bottom:.2em}"
    "table{border-collapse:collapse;width:100%;margin:.4em 0}th,td{text-align:left;"
    "vertical-align:top;padding:.3em .6em;border:1px solid #afb8c1;overflow-wrap:anywhere}"
    "thead th{background:#eef1f4;overflow-wrap:normal}tbody th{font-weight:600}"
    ".facts th{width:11em;background:#eef1f4}.id{white-space:nowrap;overflow-wrap:normal}"
    ".cell{overflow-wrap:break-word}.word{overflow-wrap:normal}"
    ".num{text-align:center}.sum>*{border-top:2px solid #1b1f24}"
    "code{font:12px ui-monospace,monospace;overflow-wrap:anywhere}ul{padding-left:1.3em}"
    ".open td,.open th{background:#ffe3e0;print-color-adjust:exact;"
    "-webkit-print-color-adjust:exact}.state{color:#8c1c13;font-weight:600}"
    ".wrap{white-space:normal}.wide{width:30%}.work th{width:34%;background:#eef1f4}"
    ".blank{height:3em}.open .of{background:none}"
    ".quiet{color:#4b535c}.bad{font-weight:600}.sign td,.sign th{border-color:#1b1f24}"
    ".sign td{height:3.4em}.sign .role{width:30%}.sign .date{width:16%}"
    "@media screen and (max-width:46em){table{display:block;overflow-x:auto}th,td{"
    "overflow-wrap:normal;min-width:4.5em}.facts td{overflow-wrap:anywhere}.num{min-width:0}}"
    "@page{size:A4;margin:14mm}@media print{body{max-width:none;margin:0;padding:0;"
    "font-size:9pt}code{font-size:7.5pt}th,td{padding:.2em .45em}tr,.signing{break-inside:avoid}"
    "h2{break-after:avoid}thead{display:table-header-group}thead th,.facts th,"
    ".work th{print-color-adjust:exact;-webkit-print-color-adjust:exact}.dense,.dense~.signing"
    "{font-size:8pt;line-height:1.28}.dense th,.dense td{padding:.06em .4em}"
    ".dense h2{margin:.7em 0 .2em}.dense p,.dense ul,.dense~.signing p{margin:.15em 0}"
    ".dense .work th{width:42%}.dense .blank{height:2.3em}.dense~.signing h2{"
    "margin:.6em 0 .2em}.dense~.signing .sign td{height:2.4em}}";

void
sheet_begin(const struct value *v, const char *title, struct buf *out)
{
	html_raw(out, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<meta "
	    "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
	    "'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
	html_word(out, title);
	html_raw(out, ": ");
	value_show(v, "subject", out);
	html_raw(out, "</title>\n");
	html_style(out, style);
	html_raw(out, "</head><body>\n<h1>");
	html_word(out, title);
	html_raw(out, ": ");
	value_show(v, "subject", out);
	html_raw(out, "</h1>\n");
}

void
sheet_fact(const struct value *v, const char *title, const char *name, struct buf *out)
{
	const struct value *member = value_get(v, slice_of(name));
	if (member == NULL || (member->kind == VALUE_ARRAY && member->count == 0) ||
	    (member->kind != VALUE_ARRAY && member->text.len == 0))
		return;
	html_raw(out, "<tr><th scope=\"row\">");
	html_word(out, title);
	html_raw(out, "</th><td>");
	value_show(v, name, out);
	html_raw(out, "</td></tr>\n");
}

void
sheet_instants(const struct value *v, struct buf *out)
{
	const struct value *log = value_get(v, SLICE("log"));
	sheet_fact(v, "valid at", "valid_at", out);
	html_raw(out, "<tr><th scope=\"row\">known at</th><td>the first ");
	value_show(log, "size", out);
	html_raw(out, " entries of the log</td></tr>\n");
	sheet_fact(v, "kept by", "organisation", out);
}

void
sheet_section(const char *title, struct buf *out)
{
	html_element(out, "h2", NULL, slice_of(title));
	html_raw(out, "\n");
}

const struct value *
sheet_list(const struct value *v, const char *name)
{
	static const struct value none = { .kind = VALUE_ARRAY };
	const struct value *list = value_get(v, slice_of(name));
	return list != NULL && list->kind == VALUE_ARRAY ? list : &none;
}

void
sheet_place(const struct value *v, struct buf *out)
{
	struct slice text = value_text(value_get(v, SLICE("cell")));
	size_t behind = 0;
	for (size_t i = 0; i < text.len; i++)
		behind = text.at[i] == '!' ? i + 1 : behind;
	html_text(out, slice_sub(text, 0, behind));
	html_raw(out, behind > 0 ? "<wbr>" : "");
	html_text(out, slice_sub(text, behind, text.len));
}

void
sheet_word(const struct value *v, const char *name, struct buf *out)
{
	html_raw(out, "<span class=\"word\">");
	value_words(v, name, out);
	html_raw(out, "</span>");
}

/* <span>, whose words are kept whole where none would make a column grow out of the page. */
static void
begin_words(struct slice text, struct buf *out)
{
	size_t run = 0, longest = 0;
	for (size_t i = 0; i < text.len; i++) {
		run = text.at[i] == ' ' || text.at[i] == '/' ? 0 : run + 1;
		longest = run > longest ? run : longest;
	}
	html_raw(out, longest <= WORD_WHOLE_MAX ? "<span class=\"cell\">" : "<span>");
}

void
sheet_who(const struct value *v, const char *name, struct buf *out)
{
	struct slice text = value_text(value_get(v, slice_of(name)));
	size_t at = 0;
	if (text.len == 0)
		return;
	begin_words(text, out);
	for (size_t i = 0; i + 1 < text.len; i++)
		if (text.at[i] == '/') {
			html_text(out, slice_sub(text, at, i + 1));
			html_raw(out, "<wbr>");
			at = i + 1;
		}
	html_text(out, slice_sub(text, at, text.len));
	html_raw(out, "</span>");
}

void
sheet_cell(const struct value *v, struct buf *out)
{
	html_raw(out, "<td class=\"cell\">");
	sheet_place(v, out);
	html_raw(out, "</td>");
}

void
sheet_limits(const char *const *sentences, size_t count, struct buf *out)
{
	sheet_section("What this does not prove", out);
	html_raw(out, "<ul>\n");
	for (size_t i = 0; i < count; i++) {
		html_element(out, "li", NULL, slice_of(sentences[i]));
		html_raw(out, "\n");
	}
	html_raw(out, "</ul>\n");
}

void
sheet_end(const struct value *v, struct buf *out)
{
	const struct value *log = value_get(v, SLICE("log"));
	html_raw(out, "<section class=\"signing\"><h2>To be signed</h2>\n<p>This sheet was looked "
	    "through as it stands above, for <b>");
	value_show(v, "subject", out);
	html_raw(out, "</b> at <span class=\"id\">");
	value_show(v, "valid_at", out);
	html_raw(out, "</span>, over the first ");
	value_show(log, "size", out);
	html_raw(out, " entries of the log, whose root is <code>");
	value_show(log, "root", out);
	html_raw(out, "</code>. A signature says that, and no more.</p>\n<table class=\"sign\">"
	    "<thead><tr><th scope=\"col\">name</th><th class=\"role\" scope=\"col\">role</th>"
	    "<th class=\"date\" scope=\"col\">date</th><th class=\"role\" scope=\"col\">signature"
	    "</th></tr></thead><tbody>\n");
	for (int i = 0; i < 2; i++)
		html_raw(out, "<tr><td></td><td></td><td></td><td></td></tr>\n");
	html_raw(out, "</tbody></table></section>\n</body></html>\n");
}
