/* report/html_view.c - an inspection as one HTML file that needs nothing else. See report/view.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/time.h"
#include "report/html.h"
#include "report/words_view.h"

static const char style[] =
    "body{font:15px/1.45 system-ui,sans-serif;color:#1b1f24;max-width:72em;margin:2em auto;"
    "padding:0 1.2em}h1{font-size:1.5em;margin:.2em 0}h2{font-size:1.15em;margin:1.8em 0 .5em;"
    "border-bottom:2px solid #d0d7de;padding-bottom:.2em}table{border-collapse:collapse;width:100%;"
    "margin:.4em 0}th,td{text-align:left;vertical-align:top;padding:.3em .6em;border:1px solid "
    "#d0d7de}th{background:#f3f5f7;font-weight:600}code{font:13px ui-monospace,monospace;"
    "overflow-wrap:anywhere}.pass{background:#dcf5e3}.fail{background:#fbdcd9}.indeterminate{"
    "background:#fdf1cf}.box{border:2px solid #1b1f24;padding:.7em 1em;margin:1em "
    "0;font-size:1.1em}"
    ".quiet{color:#57606a}ul{margin:.3em 0;padding-left:1.3em}@media print{body{max-width:none;"
    "margin:0;font-size:10.5pt}h2{break-after:avoid}tr{break-inside:avoid}.pass,.fail,"
    ".indeterminate{background:none}}";

static void
cell(struct buf *out, struct slice text)
{
	html_element(out, "td", NULL, text);
}

static void
verdict_cell(struct buf *out, enum verdict v)
{
	html_element(out, "td", v == VERDICT_NOT_EVALUATED ? NULL : verdict_name(v),
	    slice_of(verdict_shown(v)));
}

static void
section(struct buf *out, const char *title)
{
	html_raw(out, "<h2>");
	html_word(out, title);
	html_raw(out, "</h2>\n");
}

static void
code(struct buf *out, struct slice text)
{
	html_element(out, "code", NULL, text);
}

static void
head(const struct view *v, struct buf *out)
{
	char now[TIME_TEXT_BYTES];
	time_show(v->valid_at_ms, now);
	html_raw(out, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
	    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
	    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
	    "style-src 'unsafe-inline'\"><title>Inspection of ");
	html_text(out, v->subject);
	html_raw(out, "</title><style>");
	html_raw(out, style);
	html_raw(out, "</style></head><body>\n<p class=\"quiet\">Nothing was stored. ");
	html_word(out, v->anchor_count == 0 ? "Trusted: nothing." :
	    "Trusted: the anchors named below.");
	html_raw(out, "</p>\n<h1>Inspection of ");
	html_text(out, v->subject);
	html_raw(out, "</h1>\n<p>As of ");
	html_word(out, now);
	html_raw(out, ", against criteria ");
	html_text(out, v->criteria_name);
	html_raw(out, " version ");
	html_text(out, v->criteria_version);
	html_raw(out, ".</p>\n<p class=\"box\">Proposal: <b>");
	html_word(out, outcome_words(v->assessment->proposal));
	html_raw(out, "</b>. A person decides.");
	if (v->assessment->level.max != LEVEL_NONE) {
		html_raw(out, " Evidence level ");
		html_word(out, level_name(v->assessment->level.min));
		html_raw(out, " to ");
		html_word(out, level_name(v->assessment->level.max));
		html_raw(out, ".");
	}
	html_raw(out, "</p>\n");
}

static void
questions(const struct view *v, struct buf *out)
{
	const struct case_scope *s = v->scope;
	section(out, "What exactly is assessed");
	html_raw(out, "<p>");
	code(out, v->subject);
	if (v->subject_assumed && v->subject_source.len > 0) {
		html_raw(out, " (assumed: named by ");
		html_text(out, v->subject_source);
		html_raw(out, ")");
	}
	if (s->release.len > 0) {
		html_raw(out, ", ");
		code(out, s->release);
	}
	if (s->asset_count > 0) {
		AUTO(buf) names = buf_init((size_t)1 << 22);
		assets_words(s->assets, s->asset_count, &names);
		buf_follow(out, &names);
		buf_addf(out, ", %zu serials: ", s->asset_count);
		html_text(out, buf_slice(&names));
	}
	html_raw(out, "</p>\n<ul>");
	for (size_t i = 0; i < v->assumption_count; i++) {
		html_raw(out, "<li>Assumed: ");
		html_text(out, v->assumptions[i]);
		html_raw(out, "</li>");
	}
	html_raw(out, "</ul>\n");
	section(out, "Which part or clause drives it");
	html_raw(out, "<p>");
	for (size_t i = 0; i < v->driver_count; i++) {
		html_raw(out, i > 0 ? ", " : "");
		code(out, v->drivers[i]);
	}
	html_raw(out, v->driver_count == 0 ? "The criteria name none." : "");
	html_raw(out, "</p><p class=\"quiet\">Meeting a criterion never says that a requirement is "
	    "met.</p>\n");
}

static void
retained(const struct view *v, struct buf *out)
{
	section(out, "Which evidence is to be retained, by whom");
	html_raw(out, v->retention_count == 0 ? "<p>Nobody is named who keeps it.</p>\n" : "<ul>");
	for (size_t i = 0; i < v->retention_count; i++) {
		AUTO(buf) words = buf_init((size_t)1 << 16);
		retention_words(v, &v->retentions[i], &words);
		buf_follow(out, &words);
		html_raw(out, "<li>");
		html_text(out, buf_slice(&words));
		html_raw(out, "</li>");
	}
	html_raw(out, v->retention_count == 0 ? "" : "</ul>\n");
	html_raw(out, "<p class=\"quiet\">To keep: every file below that has a kind, with its "
	    "digest.</p>\n");
}

static void
anchors(const struct view *v, struct buf *out)
{
	section(out, "What was trusted");
	if (v->anchor_count == 0)
		html_raw(out, "<p>No anchor was named, so origins cannot be told.</p>\n");
	if (v->anchor_count == 0)
		return;
	html_raw(out, "<table><tr><th>File</th><th>For</th><th>Came to be trusted</th><th>Key</th>"
	    "</tr>\n");
	for (size_t i = 0; i < v->anchor_count; i++) {
		const struct view_anchor *n = &v->anchors[i];
		html_raw(out, "<tr>");
		cell(out, n->file);
		html_raw(out, "<td>");
		for (unsigned k = 0; k < PURPOSE_COUNT; k++)
			if ((n->purposes & 2u << k) != 0) {
				html_word(out, purpose_name((enum purpose)(2u << k)));
				html_raw(out, " ");
			}
		html_raw(out, "</td>");
		html_raw(out, "<td>");
		html_word(out, how_words(n->how));
		html_raw(out, n->with_delivery ? "; the delivery holds it too</td>" : "</td>");
		html_raw(out, "<td>");
		code(out, n->id);
		html_raw(out, "</td></tr>\n");
	}
	html_raw(out, "</table>\n");
}

static void
checklist(const struct view *v, struct buf *out)
{
	section(out, "Checklist");
	html_raw(out, "<table><tr><th>Area</th><th>Question</th><th>Answer</th></tr>\n");
	for (unsigned a = AREA_NONE + 1; a < AREA_COUNT; a++) {
		html_raw(out, "<tr>");
		cell(out, slice_of(area_words((enum area)a)));
		cell(out, slice_of(area_question((enum area)a)));
		verdict_cell(out, verdict_of_area(v, (enum area)a));
		html_raw(out, "</tr>\n");
	}
	html_raw(out, "</table>\n");
}

static void
reason_item(const struct view *v, const struct reason *r, struct buf *out)
{
	html_raw(out, "<li>");
	html_word(out, finding_sentence(r->id));
	html_raw(out, " <code>");
	html_word(out, finding_name(r->id));
	html_raw(out, "</code> ");
	if (r->subject.len > 0 && !slice_eq(r->subject, v->subject))
		code(out, r->subject);
	if (r->evidence.len > 0) {
		html_raw(out, " <span class=\"quiet\">");
		html_text(out, path_of(v, r->evidence));
		html_raw(out, r->place.len > 0 ? "!" : "");
		html_text(out, r->place);
		html_raw(out, "</span>");
	}
	html_raw(out, "</li>");
}

static struct slice
title_of(const struct view *v, struct slice id)
{
	for (size_t i = 0; i < v->criterion_count; i++)
		if (slice_eq(v->criteria[i].id, id) && v->criteria[i].title.len > 0)
			return v->criteria[i].title;
	return id;
}

static void
part_table(const struct view *v, size_t part, struct buf *out)
{
	const struct assessment *s = v->assessment;
	html_raw(out, "<table><tr><th>Criterion</th><th>Verdict</th><th>Evidence level</th>"
	    "<th>Reasons and evidence</th></tr>\n");
	for (size_t i = 0; i < s->result_count; i++) {
		const struct criterion_result *r = &s->results[i];
		if (r->part != part)
			continue;
		html_raw(out, "<tr><td>");
		html_text(out, title_of(v, r->id));
		html_raw(out, "<br>");
		code(out, r->id);
		html_raw(out, "</td>");
		verdict_cell(out, r->verdict);
		html_raw(out, "<td>");
		html_word(out, level_name(r->level.min));
		if (r->level.max != r->level.min) {
			html_raw(out, " to ");
			html_word(out, level_name(r->level.max));
		}
		html_raw(out, "</td><td><ul>");
		for (size_t k = 0; k < r->reason_count; k++)
			reason_item(v, &r->reasons[k], out);
		for (size_t k = 0; k < r->evidence_count && k < 5; k++) {
			html_raw(out, "<li class=\"quiet\">");
			html_text(out, path_of(v, r->evidence[k]));
			html_raw(out, "</li>");
		}
		if (r->evidence_count > 5)
			buf_addf(out, "<li class=\"quiet\">and %zu more</li>",
			    r->evidence_count - 5);
		html_raw(out, "</ul></td></tr>\n");
	}
	html_raw(out, "</table>\n");
}

static void
parts(const struct view *v, struct buf *out)
{
	const struct assessment *s = v->assessment;
	section(out, "Criteria");
	for (size_t i = 0; i < s->part_count; i++) {
		AUTO(buf) names = buf_init((size_t)1 << 22);
		assets_words(s->parts[i].assets, s->parts[i].asset_count, &names);
		buf_follow(out, &names);
		buf_addf(out, "<h3>Part %zu", i + 1);
		html_raw(out, names.len > 0 ? ": serials " : "");
		html_text(out, buf_slice(&names));
		html_raw(out, ": ");
		html_word(out, outcome_words(s->parts[i].proposal));
		html_raw(out, "</h3>\n");
		part_table(v, i, out);
	}
	if (s->condition_count > 0)
		section(out, "Conditions");
	for (size_t i = 0; i < s->condition_count; i++) {
		html_raw(out, "<p>");
		html_text(out, s->conditions[i].text);
		html_raw(out, "; before ");
		html_text(out, s->conditions[i].gate);
		html_raw(out, "; due ");
		html_text(out, s->conditions[i].due);
		html_raw(out, ".</p>\n");
	}
}

static void
gaps(const struct view *v, struct buf *out)
{
	const struct assessment *s = v->assessment;
	section(out, "What is missing");
	html_raw(out, s->missing_count == 0 ? "<p>Nothing that the criteria ask for.</p>\n" :
	    "<table><tr><th>Area</th><th>Kind</th><th>For</th><th>Criterion</th></tr>\n");
	for (size_t i = 0; i < s->missing_count; i++) {
		html_raw(out, "<tr>");
		cell(out, slice_of(area_words(s->missing[i].area)));
		cell(out, s->missing[i].kind);
		cell(out, s->missing[i].subject);
		cell(out, s->missing[i].criterion);
		html_raw(out, "</tr>\n");
	}
	html_raw(out, s->missing_count == 0 ? "" : "</table>\n");
	if (v->conflict_count > 0)
		section(out, "Contradictions");
	for (size_t i = 0; i < v->conflict_count; i++) {
		const struct view_conflict *c = &v->conflicts[i];
		html_raw(out, "<p>");
		html_text(out, c->what);
		html_raw(out, ": ");
		html_text(out, v->files[c->left_file].path);
		html_raw(out, " ");
		html_text(out, c->left_place);
		html_raw(out, " says ");
		code(out, c->left);
		html_raw(out, ", ");
		html_text(out, v->files[c->right_file].path);
		html_raw(out, " ");
		html_text(out, c->right_place);
		html_raw(out, " says ");
		code(out, c->right);
		html_raw(out, ".</p>\n");
	}
}

static void
file_row(const struct view *v, const struct view_file *f, struct buf *out)
{
	html_raw(out, "<tr><td>");
	html_text(out, f->path);
	html_raw(out, "<br>");
	code(out, f->digest);
	html_raw(out, "</td><td>");
	html_text(out, f->kind.len > 0 ? f->kind : SLICE("not recognised as evidence"));
	html_raw(out, "<br><span class=\"quiet\">");
	html_text(out, f->title.len > 0 ? f->title : f->why);
	html_raw(out, "</span></td><td>");
	html_word(out, level_name(f->level));
	if (f->level != LEVEL_NONE && f->level_why != FINDING_NONE) {
		html_raw(out, "<br><span class=\"quiet\">not higher: ");
		html_word(out, finding_name(f->level_why));
		html_raw(out, "</span>");
	}
	html_raw(out, "</td><td><ul>");
	for (size_t i = 0; i < f->finding_count; i++)
		reason_item(v, &f->findings[i], out);
	if (f->same_as != VIEW_NONE) {
		html_raw(out, "<li>the same bytes as ");
		html_text(out, v->files[f->same_as].path);
		html_raw(out, "</li>");
	}
	html_raw(out, "</ul></td></tr>\n");
}

static void
appendix(const struct view *v, struct buf *out)
{
	section(out, "Files");
	html_raw(out, "<table><tr><th>File and digest</th><th>What it is</th><th>Evidence "
	    "level</th>"
	    "<th>Findings</th></tr>\n");
	for (size_t i = 0; i < v->file_count; i++)
		file_row(v, &v->files[i], out);
	html_raw(out, "</table>\n");
	section(out, "What this does not prove");
	html_raw(out, "<ul>");
	for (size_t i = 0; i < v->limit_count; i++) {
		html_raw(out, "<li>");
		html_text(out, v->limits[i].title);
		html_raw(out, ": ");
		html_text(out, v->limits[i].sentence);
		html_raw(out, "</li>\n");
	}
	html_raw(out, "</ul>\n");
	section(out, "Digests");
	html_raw(out, "<p>Result <code>");
	html_text(out, v->result_digest);
	html_raw(out, "</code><br>Criteria <code>");
	html_text(out, v->criteria_digest);
	html_raw(out, "</code></p>\n</body></html>\n");
}

struct rc
view_html(const struct view *v, struct buf *out, struct err *e)
{
	head(v, out);
	questions(v, out);
	retained(v, out);
	anchors(v, out);
	checklist(v, out);
	parts(v, out);
	gaps(v, out);
	appendix(v, out);
	return buf_end(out, e);
}
