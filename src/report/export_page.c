/* report/export_page.c - the page of an exported decision. See report/export_page.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "report/export_page.h"

#include "report/value_html.h"

static const char style[] =
    "body{font:15px/1.45 system-ui,sans-serif;color:#1b1f24;max-width:72em;margin:2em auto;"
    "padding:0 1.2em}h1{font-size:1.5em;margin:.2em 0;overflow-wrap:anywhere}"
    "h2{font-size:1.2em;margin:1.8em 0 .5em;border-bottom:2px solid #8c959f;padding-bottom:.2em}"
    "table{border-collapse:collapse;width:100%;margin:.4em 0}th,td{text-align:left;"
    "vertical-align:top;padding:.3em .6em;border:1px solid #afb8c1;overflow-wrap:anywhere}"
    "thead th{background:#eef1f4;overflow-wrap:normal}"
    "code{font:12.5px ui-monospace,monospace;overflow-wrap:anywhere}"
    "pre{background:#eef1f4;padding:.6em 1em;white-space:pre-wrap;overflow-wrap:anywhere}"
    ".box{border:2px solid #1b1f24;padding:.4em 1em;margin:1em 0}.bad{font-weight:600}"
    ".quiet{color:#4b535c}.word{overflow-wrap:normal}.id{white-space:nowrap}"
    ".code{width:26%}.file{width:47%}.by{width:28%}td>code{font-size:11px}"
    "@media screen and (max-width:46em){table{display:block;overflow-x:auto}th,td{"
    "overflow-wrap:normal;min-width:4.5em}}"
    "@page{size:A4;margin:15mm}@media print{body{max-width:none;margin:0;padding:0;"
    "font-size:9.5pt}td>code{font-size:6.5pt}tr,.box{break-inside:avoid}h2,h3{break-after:avoid}"
    "thead{display:table-header-group}}";

static void
section(struct buf *out, const char *title)
{
	html_element(out, "h2", NULL, slice_of(title));
	html_raw(out, "\n");
}

/* --- who decided what ------------------------------------------------------------------------- */

static void
say_right(const struct value *v, struct buf *out)
{
	const struct value *right = value_get(v, SLICE("right"));
	html_raw(out, "<p>The right to decide: ");
	if (value_get(right, SLICE("role")) == NULL) {
		html_raw(out, "the grant was not in force any more.</p>\n");
		return;
	}
	value_words(right, "role", out);
	html_raw(out, ", granted by ");
	value_show(right, "granted_by", out);
	html_raw(out, " at ");
	value_show(right, "granted_at", out);
	html_raw(out, ", on the ground: ");
	value_show(right, "ground", out);
	html_raw(out, ".</p>\n");
}

static void
say_head(const struct value *v, struct buf *out)
{
	const struct value *assets = value_get(v, SLICE("assets"));
	const struct value *backdated = value_get(v, SLICE("backdated"));
	bool paper = value_has_text(v, "on_behalf_of");
	html_raw(out, "<h1>Decision on ");
	value_show(v, "subject", out);
	html_raw(out, "</h1>\n<div class=\"box\"><p><b>");
	value_words(v, "outcome", out);
	html_raw(out, "</b>, decided by ");
	value_show(v, paper ? "on_behalf_of" : "actor", out);
	html_raw(out, " at ");
	value_show(v, "at", out);
	if (paper) {
		html_raw(out, ", from paper, entered by ");
		value_show(v, "actor", out);
	}
	buf_addf(out, ".</p>\n<p>%s", assets->count > 0 ? "Only for " : "For the whole subject.");
	if (assets->count > 0)
		value_assets_words(assets, SIZE_MAX, out);
	html_raw(out, "</p>\n<p>The reason given: ");
	value_show(v, "reason", out);
	html_raw(out, "</p>\n<p>The assessment, for the instant ");
	value_show(v, "valid_at", out);
	html_raw(out, ", proposed: ");
	value_words(v, "proposed", out);
	html_raw(out, ".</p>\n");
	if (backdated != NULL && backdated->kind == VALUE_TRUE)
		html_raw(out, "<p class=\"bad\">It is backdated: decided for an earlier instant "
		    "than that of its recording (DECISION_BACKDATED).</p>\n");
	say_right(v, out);
	html_raw(out, "</div>\n<p class=\"quiet\">Recorded by ");
	value_show(v, "organisation", out);
	html_raw(out, " as <code>");
	value_show(v, "id", out);
	html_raw(out, "</code>. How the signature was given: ");
	value_words(v, "identity", out);
	html_raw(out, ".</p>\n");
}

/* --- on what ground --------------------------------------------------------------------------- */

static void
say_reasons(const struct value *reasons, struct buf *out)
{
	html_raw(out, "<ul>");
	for (size_t i = 0; i < reasons->count; i++) {
		const struct value *r = &reasons->items[i];
		int64_t times = 0;
		html_raw(out, "<li>");
		value_show(r, "says", out);
		html_raw(out, " (<code>");
		value_show(r, "code", out);
		html_raw(out, "</code>)");
		if (value_int(value_get(r, SLICE("times")), &times) && times > 1)
			buf_addf(out, ", %lld times; the first:", (long long)times);
		html_raw(out, " ");
		value_show(r, "subject", out);
		html_raw(out, " ");
		value_show(r, "place", out);
		html_raw(out, "</li>");
	}
	html_raw(out, "</ul>");
}

static void
say_gaps(const struct value *gaps, struct buf *out)
{
	if (gaps->count == 0) {
		html_raw(out, "<p>Every criterion was met.</p>\n");
		return;
	}
	value_table(out, "criterion|verdict|it proposed|why");
	for (size_t i = 0; i < gaps->count; i++) {
		const struct value *g = &gaps->items[i];
		bool fails = slice_eq(value_text(value_get(g, SLICE("verdict"))), SLICE("fail"));
		html_raw(out, "<tr><th scope=\"row\">");
		value_show(g, "criterion", out);
		buf_addf(out, "</th><td>%s</td><td>", fails ? "not met" : "cannot tell");
		value_words(g, "proposal", out);
		html_raw(out, "</td><td>");
		say_reasons(value_get(g, SLICE("reasons")), out);
		if (value_has_text(g, "exception")) {
			html_raw(out, "covered by <code>");
			value_show(g, "exception", out);
			html_raw(out, "</code>");
		}
		html_raw(out, "</td></tr>\n");
	}
	html_raw(out, "</tbody></table>\n");
}

static void
say_ground(const struct value *v, struct buf *out)
{
	const struct value *criteria = value_get(v, SLICE("criteria"));
	section(out, "On what ground");
	html_raw(out, "<p>By the criteria <a href=\"criteria.yaml\">");
	value_show(criteria, "name", out);
	html_raw(out, ", version ");
	value_show(criteria, "version", out);
	html_raw(out, "</a>, over <a href=\"case.json\">every fact that was used</a>, with "
	    "<a href=\"assessment.json\">these verdicts</a>, whose result is <code>");
	value_show(v, "proposal", out);
	html_raw(out, "</code>.</p>\n<p>Met: ");
	value_list_words(value_get(v, SLICE("met")), out);
	html_raw(out, "</p>\n<h3>Not met, or not to be told</h3>\n");
	say_gaps(value_get(v, SLICE("gaps")), out);
}

static void
say_conditions(const struct value *v, struct buf *out)
{
	static const struct value_column columns[] = { { "criterion", VALUE_AS_TEXT },
	    { "text", VALUE_AS_TEXT }, { "gate", VALUE_AS_WORDS },
	    { "due", VALUE_AS_INSTANT } };
	const struct value *list = value_get(v, SLICE("conditions"));
	if (list->count == 0)
		return;
	section(out, "On condition");
	value_rows(out, "criterion|what must happen|before|by", columns, COUNT(columns), list);
}

static void
say_exceptions(const struct value *v, struct buf *out)
{
	static const struct value_column requests[] = { { "id", VALUE_AS_CODE },
	    { "criterion", VALUE_AS_TEXT }, { "requirement", VALUE_AS_TEXT },
	    { "outcome", VALUE_AS_WORDS }, { "reason", VALUE_AS_TEXT },
	    { "compensating", VALUE_AS_TEXT }, { "residual_risk", VALUE_AS_TEXT },
	    { "owner", VALUE_AS_TEXT }, { "recorded_by", VALUE_AS_NAME },
	    { "until", VALUE_AS_INSTANT } };
	static const struct value_column approvals[] = { { "about", VALUE_AS_CODE },
	    { "recorded_by", VALUE_AS_NAME }, { "recorded_at", VALUE_AS_INSTANT },
	    { "note", VALUE_AS_TEXT } };
	if (value_get(v, SLICE("requests"))->count == 0)
		return;
	section(out, "Exceptions");
	value_rows(out, "exception|criterion|requirement|outcome|why|what compensates|what remains|"
	    "owner|asked for by|until", requests, COUNT(requests), value_get(v,
	    SLICE("requests")));
	value_rows(out, "exception|approved by|at|note", approvals, COUNT(approvals), value_get(v,
	    SLICE("approvals")));
}

/* --- since, not shown ------------------------------------------------------------------------- */

static void
say_since(const struct value *v, struct buf *out)
{
	const struct value *since = value_get(v, SLICE("since"));
	section(out, "What came since");
	html_raw(out, "<p>As the log knew it at its last entry, of ");
	value_show(v, "as_of", out);
	html_raw(out, ".</p>\n");
	if (since->count == 0)
		html_raw(out, "<p>Nothing that bears on the decision.</p>\n");
	else
		value_table(out, "what|of|by|when");
	for (size_t i = 0; i < since->count; i++) {
		const struct value *s = &since->items[i];
		const struct value *bad = value_get(s, SLICE("carries_no_more"));
		bool carries = bad == NULL || bad->kind != VALUE_TRUE;
		buf_addf(out, "<tr><th scope=\"row\" class=\"word%s\">", carries ? "" : " bad");
		value_words(s, "what", out);
		html_raw(out, "</th><td><code>");
		value_show(s, "id", out);
		html_raw(out, "</code> ");
		value_show(s, "text", out);
		html_raw(out, carries ? "" : " &mdash; the decision does not rest on it any more");
		html_raw(out, "</td><td><code>");
		value_show(s, "by", out);
		html_raw(out, "</code></td><td>");
		value_instant(s, "at", out);
		html_raw(out, "</td></tr>\n");
	}
	if (since->count > 0)
		html_raw(out, "</tbody></table>\n");
}

static void
say_not_shown(const struct value *v, struct buf *out)
{
	const struct value *list = value_get(v, SLICE("not_shown"));
	section(out, "What is not shown");
	html_raw(out, "<ul><li>That a criterion is met does not show that a requirement of a "
	    "standard or law is.</li>\n<li>This folder proves that its entries are in the log. It "
	    "does not prove that the log holds nothing else that bears on the decision: ask the "
	    "organisation, or follow its log.</li>\n<li>Times are those of the recorder's own "
	    "clock.</li>\n<li>This page and export.json are words about the rest and are signed by "
	    "nobody; the events, bodies and proofs are what counts.</li>\n");
	for (size_t i = 0; i < list->count; i++) {
		html_raw(out, "<li>");
		value_words(&list->items[i], "kind", out);
		html_raw(out, ": ");
		value_show(&list->items[i], "says", out);
		html_raw(out, "</li>\n");
	}
	html_raw(out, "</ul>\n");
}

/* --- lists ------------------------------------------------------------------------------------ */

/* The file with its own name where it has another here, its digest and its entry. */
static void
say_file(const struct value *row, struct buf *out)
{
	struct slice file = value_text(value_get(row, SLICE("file")));
	struct slice name = value_text(value_get(row, SLICE("name")));
	bool same = file.len >= name.len &&
	    slice_eq(slice_sub(file, file.len - name.len, file.len), name);
	value_link(row, "file", "state", out);
	if (!same) {
		html_raw(out, "<br>own name: ");
		value_show(row, "name", out);
	}
	html_raw(out, "<br><code>");
	value_show(row, "digest", out);
	html_raw(out, "</code><br><code>");
	value_show(row, "id", out);
	html_raw(out, "</code>");
}

static void
say_item(const struct value *row, struct buf *out)
{
	html_raw(out, "<tr><td class=\"file\">");
	say_file(row, out);
	html_raw(out, "</td><td class=\"word\">");
	value_words(row, "kind", out);
	html_raw(out, "</td><td class=\"by\">");
	value_show(row, "producer", out);
	html_raw(out, value_has_text(row, "made") ? "<br>made " : "");
	value_instant(row, "made", out);
	html_raw(out, value_has_text(row, "valid_until") ? "<br>valid until " : "");
	value_instant(row, "valid_until", out);
	html_raw(out, "</td><td class=\"word\">");
	value_words(row, "intake", out);
	html_raw(out, "</td></tr>\n");
}

static void
say_evidence(const struct value *v, struct buf *out)
{
	const struct value *rows = value_get(v, SLICE("evidence"));
	section(out, "Evidence");
	html_raw(out, "<p>Each file is as it was received. Where its own name could not stand in a "
	    "folder, or stood there already, the file has another. Where no file is here the first "
	    "column says why: it is held elsewhere, was only seen, or is gone.</p>\n");
	value_table(out, "file, its digest and its entry|kind|producer, as claimed|when it came");
	for (size_t i = 0; i < rows->count; i++)
		say_item(&rows->items[i], out);
	html_raw(out, "</tbody></table>\n");
}

static void
say_people(const struct value *v, struct buf *out)
{
	static const struct value_column readings[] = { { "about", VALUE_AS_CODE },
	    { "reader", VALUE_AS_NAME }, { "role", VALUE_AS_WORDS },
	    { "relation", VALUE_AS_WORDS }, { "parts", VALUE_AS_TEXT },
	    { "result", VALUE_AS_WORDS }, { "reason", VALUE_AS_TEXT },
	    { "recorded_at", VALUE_AS_INSTANT } };
	static const struct value_column grants[] = { { "actor", VALUE_AS_NAME },
	    { "role", VALUE_AS_WORDS }, { "scope", VALUE_AS_TEXT },
	    { "recorded_by", VALUE_AS_NAME }, { "ground", VALUE_AS_TEXT },
	    { "from", VALUE_AS_INSTANT }, { "until", VALUE_AS_INSTANT } };
	section(out, "Read by people");
	if (value_get(v, SLICE("readings"))->count == 0)
		html_raw(out, "<p>No reading is recorded.</p>\n");
	else
		value_rows(out, "evidence|reader|role|relation to the producer|parts|result|why|"
		    "recorded", readings, COUNT(readings), value_get(v, SLICE("readings")));
	section(out, "Who may do what");
	value_rows(out, "who|role|for (empty: everything)|granted by|ground|from|until", grants,
	    COUNT(grants), value_get(v, SLICE("grants")));
}

/* "until ...", where it is said. */
static void
say_more(const struct value *row, const char *before, const char *name, struct buf *out)
{
	if (!value_has_text(row, name))
		return;
	html_raw(out, before);
	value_show(row, name, out);
}

static void
say_anchor(const struct value *row, struct buf *out)
{
	html_raw(out, "<tr><td class=\"file\">");
	value_link(row, "file", NULL, out);
	html_raw(out, "<br><code>");
	value_show(row, "key", out);
	html_raw(out, "</code></td><td class=\"word\">");
	value_words(row, "purposes", out);
	say_more(row, "<br>only for ", "scope", out);
	html_raw(out, "</td><td class=\"word\">");
	value_words(row, "how", out);
	html_raw(out, "<br>by ");
	value_show(row, "by", out);
	html_raw(out, "<br>on ");
	value_instant(row, "on", out);
	html_raw(out, "</td><td>");
	say_more(row, "from ", "from", out);
	say_more(row, " until ", "until", out);
	say_more(row, " ", "note", out);
	html_raw(out, "</td></tr>\n");
}

static void
say_anchors(const struct value *v, struct buf *out)
{
	const struct value *rows = value_get(v, SLICE("anchors"));
	section(out, "Keys that were trusted, and how they came to be");
	if (rows->count == 0) {
		html_raw(out, "<p>None: nobody's signature counted.</p>\n");
		return;
	}
	value_table(out, "file and key|for|how it came to be|in force, note");
	for (size_t i = 0; i < rows->count; i++)
		say_anchor(&rows->items[i], out);
	html_raw(out, "</tbody></table>\n");
}

/* --- how to verify ---------------------------------------------------------------------------- */

static void
say_how(const struct value *v, struct buf *out)
{
	const struct value *log = value_get(v, SLICE("log"));
	section(out, "How to verify this");
	html_raw(out, "<p>Ask ");
	value_show(v, "organisation", out);
	html_raw(out, " for its <i>log_verifier</i>, by another way than this folder came. It says "
	    "that it is:</p>\n<pre>");
	value_show(log, "verifier", out);
	html_raw(out, "</pre>\n<p>Then, with Python 3 and openssl, offline:</p>\n<pre>"
	    "python3 verify.py --log KEY</pre>\n<p>It is short; read it before you run it. Each "
	    "link is said to <i>hold</i>, to be <i>broken</i>, or not to be checkable. With assay "
	    "the decision is computed again too:</p>\n<pre>assay decision verify --log KEY ."
	    "</pre>\n<p>Without either: <code>sha256sum -c SHA256SUMS</code> says whether a file "
	    "was damaged on the way, and nothing more.</p>\n<p>The log had ");
	value_words(log, "size", out);
	html_raw(out, " entries and the root <code>");
	value_show(log, "root", out);
	html_raw(out, "</code>. A checkpoint of it that you kept, as printed on a decision sheet "
	    "or as a file, is compared with <code>--checkpoint NOTE</code>.</p>\n");
}

struct rc
export_page(const struct value *v, struct buf *out, struct err *e)
{
	html_raw(out, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
	    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
	    "style-src 'unsafe-inline'\"><meta name=\"viewport\" "
	    "content=\"width=device-width, initial-scale=1\"><title>Decision on ");
	value_show(v, "subject", out);
	html_raw(out, "</title>");
	html_style(out, style);
	html_raw(out, "</head><body>\n");
	say_head(v, out);
	say_ground(v, out);
	say_conditions(v, out);
	say_exceptions(v, out);
	say_since(v, out);
	say_not_shown(v, out);
	say_how(v, out);
	say_evidence(v, out);
	say_people(v, out);
	say_anchors(v, out);
	html_raw(out, "</body></html>\n");
	return buf_end(out, e);
}
