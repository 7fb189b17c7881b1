/* report/decision_sheet.c - one page to sign by hand. See report/decision_sheet.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "report/decision_sheet.h"

#include "report/qr.h"
#include "report/value_html.h"

/* What one page has room for. */
#define REASON_BYTES 700
#define CONDITION_BYTES 180
#define CONDITIONS_SHOWN 5
#define GAPS_SHOWN 12
#define SUBJECT_BYTES 300
#define ASSETS_BYTES 600

static const char style[] =
    "@page{size:A4;margin:14mm}:root{color-scheme:only light}*{box-sizing:border-box}"
    "body{font:9.5pt/1.35 system-ui,sans-serif;color:#000;background:#fff;"
    "width:182mm;margin:8mm auto}"
    "@media print{body{margin:0}}h1{font-size:15pt;margin:0 0 2mm}"
    "h2{font-size:10.5pt;margin:4mm 0 1mm;border-bottom:1px solid #000}p{margin:1mm 0}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;"
    "padding:.6mm 3mm .6mm 0;overflow-wrap:anywhere}th{width:34mm;font-weight:600}"
    "code{font:8.5pt ui-monospace,monospace;overflow-wrap:anywhere}"
    ".mark{display:flex;gap:5mm;align-items:center}.mark svg{width:34mm;height:34mm;flex:none}"
    ".paper{font:11pt/1.5 ui-monospace,monospace}"
    ".sign td,.sign th{border:1px solid #000;padding:1mm 2mm;width:auto}.sign td{height:13mm}"
    ".big{font-size:12pt;font-weight:600}ul{margin:0;padding-left:4mm}";

/* --- texts that may be too long --------------------------------------------------------------- */

static void
put_member_cut(const struct value *v, const char *name, size_t max, struct buf *out)
{
	struct slice s = value_text(value_get(v, slice_of(name)));
	if (s.len > 0)
		value_cut(s, max, out);
}

/* Groups of four, a blank between: easier to compare and to type. */
static void
put_fours(struct slice s, struct buf *out)
{
	for (size_t i = 0; i < s.len; i += 4) {
		if (i > 0)
			buf_add_byte(out, ' ');
		html_text(out, slice_sub(s, i, i + 4));
	}
}

static void
row(struct buf *out, const char *title)
{
	html_raw(out, "<tr><th scope=\"row\">");
	html_word(out, title);
	html_raw(out, "</th><td>");
}

static void
row_end(struct buf *out)
{
	html_raw(out, "</td></tr>\n");
}

/* --- what was decided ------------------------------------------------------------------------- */

/* Who signs must see which are meant: each run of serials is named. */
static void
put_assets(const struct value *v, struct buf *out)
{
	const struct value *assets = value_get(v, SLICE("assets"));
	if (assets->count == 0) {
		html_raw(out, "the whole");
		return;
	}
	value_assets_words(assets, ASSETS_BYTES, out);
}

static void
put_gaps(const struct value *gaps, struct buf *out)
{
	if (gaps->count == 0)
		html_raw(out, "none");
	for (size_t i = 0; i < gaps->count && i < GAPS_SHOWN; i++) {
		const struct value *g = &gaps->items[i];
		bool fails = slice_eq(value_text(value_get(g, SLICE("verdict"))), SLICE("fail"));
		html_raw(out, i > 0 ? "; " : "");
		put_member_cut(g, "criterion", CONDITION_BYTES, out);
		html_raw(out, fails ? " (not met)" : " (cannot tell)");
	}
	if (gaps->count > GAPS_SHOWN)
		buf_addf(out, "; and %zu more", gaps->count - GAPS_SHOWN);
}

static void
put_conditions(const struct value *list, struct buf *out)
{
	if (list->count == 0) {
		html_raw(out, "none");
		return;
	}
	html_raw(out, "<ul>");
	for (size_t i = 0; i < list->count && i < CONDITIONS_SHOWN; i++) {
		const struct value *c = &list->items[i];
		html_raw(out, "<li>");
		put_member_cut(c, "text", CONDITION_BYTES, out);
		if (value_has_text(c, "gate")) {
			html_raw(out, "; before: ");
			value_words(c, "gate", out);
		}
		if (value_has_text(c, "due")) {
			html_raw(out, "; by ");
			value_show(c, "due", out);
		}
		html_raw(out, "</li>");
	}
	if (list->count > CONDITIONS_SHOWN)
		buf_addf(out, "<li>and %zu more, in the entry</li>",
		    list->count - CONDITIONS_SHOWN);
	html_raw(out, "</ul>");
}

static void
put_who(const struct value *v, struct buf *out)
{
	const struct value *right = value_get(v, SLICE("right"));
	bool paper = value_has_text(v, "on_behalf_of");
	value_show(v, paper ? "on_behalf_of" : "actor", out);
	if (paper) {
		html_raw(out, ", from paper, entered by ");
		value_show(v, "actor", out);
	}
	if (value_has_text(right, "role")) {
		html_raw(out, ", as ");
		value_words(right, "role", out);
		html_raw(out, " granted by ");
		value_show(right, "granted_by", out);
		html_raw(out, " (");
		put_member_cut(right, "ground", CONDITION_BYTES, out);
		html_raw(out, ")");
	}
}

static void
put_criteria(const struct value *v, struct buf *out)
{
	const struct value *criteria = value_get(v, SLICE("criteria"));
	put_member_cut(criteria, "name", CONDITION_BYTES, out);
	html_raw(out, ", version ");
	put_member_cut(criteria, "version", CONDITION_BYTES, out);
	html_raw(out, "<br><code>");
	value_show(criteria, "digest", out);
	html_raw(out, "</code>");
}

static bool
is_backdated(const struct value *v)
{
	const struct value *said = value_get(v, SLICE("backdated"));
	return said != NULL && said->kind == VALUE_TRUE;
}

static void
say_decision(const struct value *v, struct buf *out)
{
	html_raw(out, "<h1>Decision sheet</h1>\n<table>\n");
	row(out, "subject");
	put_member_cut(v, "subject", SUBJECT_BYTES, out);
	html_raw(out, " &mdash; ");
	put_assets(v, out);
	row_end(out);
	row(out, "outcome");
	html_raw(out, "<span class=\"big\">");
	value_words(v, "outcome", out);
	html_raw(out, "</span>");
	row_end(out);
	row(out, "conditions");
	put_conditions(value_get(v, SLICE("conditions")), out);
	row_end(out);
	row(out, "reason");
	put_member_cut(v, "reason", REASON_BYTES, out);
	row_end(out);
	row(out, "proposed");
	value_words(v, "proposed", out);
	html_raw(out, ", by the assessment for ");
	value_show(v, "valid_at", out);
	if (is_backdated(v))
		html_raw(out, "; <b>backdated</b>, to an instant before its recording "
		    "(DECISION_BACKDATED)");
	row_end(out);
	row(out, "criteria");
	put_criteria(v, out);
	row_end(out);
	row(out, "not met, or not to be told");
	put_gaps(value_get(v, SLICE("gaps")), out);
	row_end(out);
	row(out, "decided by");
	put_who(v, out);
	row_end(out);
	row(out, "recorded at");
	value_show(v, "at", out);
	row_end(out);
	row(out, "result");
	html_raw(out, "<code>");
	value_show(v, "proposal", out);
	html_raw(out, "</code>");
	row_end(out);
	row(out, "entry");
	html_raw(out, "<code>");
	value_show(v, "id", out);
	html_raw(out, "</code>");
	row_end(out);
	html_raw(out, "</table>\n");
}

/* --- the log ---------------------------------------------------------------------------------- */

void
sheet_paper_line(const struct value *log, struct buf *out)
{
	value_show(log, "size", out);
	buf_add_byte(out, ' ');
	put_fours(value_text(value_get(log, SLICE("root_base64"))), out);
}

static struct rc
say_log(const struct value *log, struct arena *a, struct buf *out, struct err *e)
{
	AUTO(buf) line = buf_init(256);
	struct qr code;
	value_show(log, "size", &line);
	buf_add_byte(&line, ' ');
	buf_add(&line, value_text(value_get(log, SLICE("root_base64"))));
	TRY(buf_end(&line, e));
	TRY(qr_encode(buf_slice(&line), a, &code, e));
	html_raw(out, "<h2>The log that holds it</h2>\n<div class=\"mark\">");
	qr_write_svg(&code, out);
	html_raw(out, "<div><p>");
	value_show(log, "origin", out);
	html_raw(out, ", number of entries and root:</p><p class=\"paper\">");
	sheet_paper_line(log, out);
	html_raw(out, "</p><p>The code on the left says the same, without the blanks.</p></div>"
	    "</div>\n");
	return DONE;
}

static void
say_signing(struct buf *out)
{
	html_raw(out, "<h2>Signed by hand</h2>\n<table class=\"sign\"><tr><th>who</th>"
	    "<th>name</th><th>date</th><th>signature</th></tr>\n");
	for (int i = 0; i < 2; i++)
		buf_addf(out, "<tr><th scope=\"row\">%s</th><td></td><td></td><td></td></tr>\n",
		    i == 0 ? "proposes" : "decides");
	html_raw(out, "</table>\n<h2>To check it years later</h2>\n<p>Type the line above, number "
	    "and root as printed, into <code>assay log check --paper</code>: it says whether the "
	    "log of that day still contains this state. Then <code>assay decision explain</code> "
	    "with the entry above shows the decision, <code>assay decision replay</code> computes "
	    "it again, and <code>assay decision export</code> writes the folder that verifies "
	    "without assay.</p>\n");
}

struct rc
decision_sheet(const struct value *v, struct arena *a, struct buf *out, struct err *e)
{
	html_raw(out, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
	    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
	    "style-src 'unsafe-inline'\"><title>Decision sheet</title><style>");
	html_raw(out, style);
	html_raw(out, "</style></head><body>\n");
	say_decision(v, out);
	TRY(say_log(value_get(v, SLICE("log")), a, out, e));
	say_signing(out);
	html_raw(out, "</body></html>\n");
	return buf_end(out, e);
}
