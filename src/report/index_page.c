/* report/index_page.c - the index of a technical documentation. See report/index_page.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "report/index_page.h"

#include "report/value_html.h"

static const char style[] =
    "body{font:15px/1.45 system-ui,sans-serif;color:#1b1f24;max-width:72em;margin:2em auto;"
    "padding:0 1.2em}h1{font-size:1.5em;margin:.2em 0;overflow-wrap:anywhere}"
    "h2{font-size:1.2em;margin:1.8em 0 .5em;border-bottom:2px solid #8c959f;padding-bottom:.2em}"
    "table{border-collapse:collapse;width:100%;margin:.4em 0;table-layout:fixed}th,td{text-align:"
    "left;vertical-align:top;padding:.3em .6em;border:1px solid #afb8c1;overflow-wrap:anywhere}"
    "thead th{background:#eef1f4}.c1{width:14%}.c2{width:42%}.c3{width:44%}"
    "code{font:12px ui-monospace,monospace;overflow-wrap:anywhere}ul{margin:0;padding-left:1.1em}"
    ".box{border:2px solid #1b1f24;padding:.4em 1em;margin:1em 0}.none{font-weight:600}"
    ".quiet{color:#4b535c}.sign th{width:34%}.sign td{height:3.2em}"
    "@media screen and (max-width:46em){table{display:block;overflow-x:auto}th,td{"
    "overflow-wrap:normal;min-width:4.5em}}"
    "@page{size:A4;margin:15mm}@media print{body{max-width:none;margin:0;padding:0 1px;"
    "font-size:9.5pt}tr,.box{break-inside:avoid}thead{display:table-header-group}"
    "h2{break-after:avoid}thead th{print-color-adjust:exact;-webkit-print-color-adjust:exact}"
    ".signing{break-inside:avoid}}";

static const struct value *
list_of(const struct value *v, const char *name)
{
	static const struct value none = { .kind = VALUE_ARRAY };
	const struct value *list = value_get(v, slice_of(name));
	return list != NULL && list->kind == VALUE_ARRAY ? list : &none;
}

static bool
is_state(const struct value *v, const char *state)
{
	return slice_eq(value_text(value_get(v, SLICE("state"))), slice_of(state));
}

/* --- the head --------------------------------------------------------------------------------- */

static void
put_head(const struct value *v, struct buf *out)
{
	const struct value *counts = value_get(v, SLICE("counts"));
	html_raw(out, "<h1>Index of the technical documentation: ");
	value_show(v, "subject", out);
	html_raw(out, "</h1>\n<div class=\"box\"><p>What the annexes of the act ask for, and which "
	    "items of evidence are kept that answer it, at ");
	value_show(v, "at", out);
	html_raw(out, ". Of ");
	value_show(counts, "items", out);
	html_raw(out, " rows, ");
	value_show(counts, "recorded", out);
	html_raw(out, " have evidence that holds, ");
	value_show(counts, "no_longer", out);
	html_raw(out, " only such as does not hold, and for ");
	value_show(counts, "nothing_recorded", out);
	html_raw(out, " nothing is recorded.</p>\n<p>That something is recorded does not say that "
	    "it is enough. These are duties to check, no legal advice; only the text of the "
	    "Official Journal counts.</p></div>\n<p class=\"quiet\">Kept by ");
	value_show(v, "organisation", out);
	html_raw(out, ". Rows: ");
	value_show(v, "standard", out);
	html_raw(out, ", <code>");
	value_show(v, "catalogue", out);
	html_raw(out, "</code>, in our own words.</p>\n");
}

/* --- the rows --------------------------------------------------------------------------------- */

static void
put_kinds(const struct value *kinds, const char *member, const char *between, struct buf *out)
{
	for (size_t i = 0; i < kinds->count; i++) {
		html_raw(out, i > 0 ? between : "");
		value_show(&kinds->items[i], member, out);
	}
}

static void
put_item(const struct value *one, struct buf *out)
{
	html_raw(out, "<li>");
	value_words(one, "kind", out);
	if (value_has_text(one, "name")) {
		html_raw(out, ": ");
		value_show(one, "name", out);
	}
	html_raw(out, value_has_text(one, "made") ? ", made " : ", received ");
	value_show(one, value_has_text(one, "made") ? "made" : "received", out);
	if (!is_state(one, "in_force")) {
		html_raw(out, ", <span class=\"none\">");
		value_words(one, "state", out);
		html_raw(out, "</span>");
	}
	html_raw(out, " <code>");
	value_show(one, "id", out);
	html_raw(out, "</code></li>");
}

static void
put_row(const struct value *row, struct buf *out)
{
	const struct value *evidence = list_of(row, "evidence"), *kinds = list_of(row, "kinds");
	html_raw(out, "<tr><th scope=\"row\">");
	value_show(row, "ref", out);
	html_raw(out, "</th><td><b>");
	value_show(row, "title", out);
	html_raw(out, "</b><br>");
	value_show(row, "paraphrase", out);
	if (value_has_text(row, "condition")) {
		html_raw(out, " <i>Only where: ");
		value_show(row, "condition", out);
		html_raw(out, "</i>");
	}
	html_raw(out, "<br><span class=\"quiet\">Answered by: ");
	put_kinds(kinds, "title", "; ", out);
	html_raw(out, "</span>");
	html_raw(out, "</td><td>");
	if (is_state(row, "nothing_recorded"))
		html_raw(out, "<span class=\"none\">nothing recorded</span>");
	if (is_state(row, "no_longer"))
		html_raw(out, "<span class=\"none\">nothing that holds</span>");
	html_raw(out, evidence->count > 0 ? "<ul>" : "");
	for (size_t i = 0; i < evidence->count; i++)
		put_item(&evidence->items[i], out);
	if (evidence->count > 0) {
		html_raw(out, "</ul><span class=\"quiet\">What such evidence does not prove: ");
		put_kinds(kinds, "does_not_prove", " ", out);
		html_raw(out, "</span>");
	}
	html_raw(out, "</td></tr>\n");
}

static void
put_group(const struct value *group, struct buf *out)
{
	const struct value *rows = list_of(group, "items");
	html_element(out, "h2", NULL, value_text(value_get(group, SLICE("title"))));
	html_raw(out, "\n<table><thead><tr><th class=\"c1\" scope=\"col\">where</th><th class=\""
	    "c2\" scope=\"col\">what is asked for</th><th class=\"c3\" scope=\"col\">what is kept, "
	    "and what it does not prove</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < rows->count; i++)
		put_row(&rows->items[i], out);
	html_raw(out, "</tbody></table>\n");
}

/* --- what the standard does not reach --------------------------------------------------------- */

static void
put_gaps(const struct value *v, struct buf *out)
{
	const struct value *gaps = list_of(v, "gaps");
	if (gaps->count == 0)
		return;
	buf_addf(out, "<h2>Open gaps: what nothing in IEC 62443-4 asks for</h2>\n<p>These %zu rows "
	    "of the act have no counterpart in IEC 62443-4-1 or 62443-4-2, as far as the table of "
	    "coverage goes. No evidence takes one off this list.</p>\n<table><thead><tr><th class="
	    "\"c1\" scope=\"col\">where</th><th class=\"c2\" scope=\"col\">what is asked for</th>"
	    "<th class=\"c3\" scope=\"col\">gap</th></tr></thead><tbody>\n", gaps->count);
	for (size_t i = 0; i < gaps->count; i++) {
		const struct value *row = &gaps->items[i];
		html_raw(out, "<tr><th scope=\"row\">");
		value_show(row, "ref", out);
		html_raw(out, "</th><td>");
		value_show(row, "title", out);
		html_raw(out, "</td><td><span class=\"none\">open</span> ");
		value_show(row, "gap", out);
		html_raw(out, "</td></tr>\n");
	}
	html_raw(out, "</tbody></table>\n");
}

/* --- the page to sign ------------------------------------------------------------------------- */

static void
put_signing(const struct value *v, struct buf *out)
{
	static const char *const lines[] = { "Name", "Function", "On behalf of",
	    "What stays open, and who looks after it", "Place and date", "Signature" };
	const struct value *log = value_get(v, SLICE("log"));
	html_raw(out, "<section class=\"signing\"><h2>To be signed</h2>\n<p>I have looked through "
	    "the index of <b>");
	value_show(v, "subject", out);
	html_raw(out, "</b> as it stood at ");
	value_show(v, "at", out);
	html_raw(out, ", over the first ");
	value_show(log, "size", out);
	html_raw(out, " entries of the log, whose root is <code>");
	value_show(log, "root", out);
	html_raw(out, "</code>. The signature says that it was looked through, and nothing about "
	    "whether the product meets the act.</p>\n<table class=\"sign\"><tbody>\n");
	for (size_t i = 0; i < COUNT(lines); i++)
		buf_addf(out, "<tr><th scope=\"row\">%s</th><td></td></tr>\n", lines[i]);
	html_raw(out, "</tbody></table></section>\n");
}

struct rc
index_page(const struct value *v, struct buf *out, struct err *e)
{
	const struct value *groups = list_of(v, "groups");
	html_raw(out, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<meta "
	    "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
	    "'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>"
	    "Technical documentation: ");
	value_show(v, "subject", out);
	html_raw(out, "</title>\n");
	html_style(out, style);
	html_raw(out, "</head><body>\n");
	put_head(v, out);
	for (size_t i = 0; i < groups->count; i++)
		put_group(&groups->items[i], out);
	put_gaps(v, out);
	put_signing(v, out);
	html_raw(out, "</body></html>\n");
	return buf_end(out, e);
}
