/* report/html_view.c - an inspection as one HTML file that needs nothing else. See report/view.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/limits.h"
#include "report/html_page.h"
#include "report/reason_words.h"
#include "report/words_view.h"

/* Files that are named as the evidence of a met criterion before the others are counted. */
#define EVIDENCE_SHOWN 4

static const char style[] =
    "body{font:15px/1.45 system-ui,sans-serif;color:#1b1f24;max-width:72em;margin:2em auto;"
    "padding:0 1.2em}h1{font-size:1.5em;margin:.2em 0;overflow-wrap:anywhere}"
    "h2{font-size:1.2em;margin:1.8em 0 .5em;border-bottom:2px solid #8c959f;padding-bottom:.2em}"
    "h3{font-size:1.03em;margin:1.2em 0 .4em}table{border-collapse:collapse;width:100%;"
    "margin:.4em 0}th,td{text-align:left;vertical-align:top;padding:.3em .6em;border:1px solid "
    "#afb8c1;overflow-wrap:break-word}.path,.any,"
    ".bound{overflow-wrap:anywhere}.path{width:25%}.bound{width:14%}.any{width:32%}"
    ".small{font-size:.85em;columns:2 26em}"
    ".path code,.path .quiet{font-weight:400}.id{white-space:nowrap}"
    "thead th{background:#eef1f4}th{font-weight:600}"
    "code{font:12.5px ui-monospace,monospace;overflow-wrap:anywhere}"
    ".verdict{white-space:nowrap;font-weight:600}.pass{background:#dcf5e3}"
    ".fail{background:#fbdcd9}.indeterminate{background:#fdf1cf}"
    ".box{border:2px solid #1b1f24;padding:.4em 1em;margin:1em 0}.box p{margin:.5em 0}"
    ".big{font-size:1.25em}.quiet{color:#4b535c}ul{margin:.2em 0;padding-left:1.2em}"
    "@media screen and (max-width:46em){table{display:block;overflow-x:auto}th,td{"
    "overflow-wrap:normal;min-width:4.5em}}"
    "@page{size:A4;margin:15mm}@media print{body{max-width:none;margin:0;padding:0;"
    "font-size:9.5pt}code{font-size:8pt}h2,h3{break-after:avoid}tr,.box{break-inside:avoid}"
    ".long{break-inside:auto}thead{display:table-header-group}.pass,.fail,.indeterminate,"
    "thead th{background:none}.fail{text-decoration:underline}}";

void
html_section(struct buf *out, const char *title)
{
	html_element(out, "h2", NULL, slice_of(title));
	html_raw(out, "\n");
}

void
html_table(struct buf *out, const char *headings)
{
	struct slice all = slice_of(headings);
	html_raw(out, "<table><thead><tr>");
	for (size_t i = 0, end; i <= all.len; i = end + 1) {
		end = slice_find(all, SLICE("|"), i);
		end = end == SIZE_MAX ? all.len : end;
		html_raw(out, "<th scope=\"col\">");
		html_text(out, slice_sub(all, i, end));
		html_raw(out, "</th>");
	}
	html_raw(out, "</tr></thead><tbody>\n");
}

void
html_table_end(struct buf *out)
{
	html_raw(out, "</tbody></table>\n");
}

void
html_cell(struct buf *out, const struct buf *words)
{
	buf_follow(out, words);
	html_element(out, "td", NULL, buf_slice(words));
}

void
html_row_head(struct buf *out, struct slice text)
{
	html_raw(out, "<tr><th scope=\"row\">");
	html_text(out, text);
	html_raw(out, "</th>");
}

void
html_row_path(struct buf *out, struct slice path)
{
	html_raw(out, "<tr><th scope=\"row\" class=\"path\">");
	html_text(out, path);
	html_raw(out, "</th>");
}

static void
verdict_cell(struct buf *out, enum verdict v)
{
	buf_addf(out, "<td class=\"verdict%s%s\">", v == VERDICT_NOT_EVALUATED ? "" : " ",
	    v == VERDICT_NOT_EVALUATED ? "" : verdict_name(v));
	html_word(out, verdict_shown(v));
	html_raw(out, "</td>");
}

/* A paragraph or list item of a composed text. */
static void
element(struct buf *out, const char *tag, const char *class, const struct buf *words)
{
	buf_follow(out, words);
	html_element(out, tag, class, buf_slice(words));
	html_raw(out, "\n");
}

/* --- the head and the overview ---------------------------------------------------------------- */

static void
head(const struct view *v, struct buf *out)
{
	AUTO(buf) words = buf_init(WORDS_BYTES_MAX);
	html_raw(out, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
	    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
	    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
	    "style-src 'unsafe-inline'\"><title>");
	html_raw(out, v->stored ? "Assessment of " : "Inspection of ");
	html_text(out, v->subject);
	html_raw(out, "</title>");
	html_style(out, style);
	html_raw(out, "</head><body>\n");
	view_source_words(v, &words);
	for (size_t i = 0; i < v->anchor_count; i++) {
		buf_add_text(&words, i > 0 ? ", " : "");
		anchor_words(v, i, &words);
	}
	buf_addf(&words, "%s. %s", v->anchor_count == 0 ? "nothing" : "", trust_remark(v));
	element(out, "p", "quiet", &words);
	html_raw(out, v->stored ? "<h1>Assessment of " : "<h1>Inspection of ");
	html_text(out, v->subject);
	html_raw(out, "</h1>\n");
}

static size_t
gaps_of_part(const struct view *v, size_t part)
{
	const struct assessment *s = v->assessment;
	size_t n = 0;
	for (size_t i = 0; i < s->result_count; i++)
		n += s->results[i].part == part && s->results[i].verdict != VERDICT_PASS;
	return n;
}

static void
part_rows(const struct view *v, struct buf *out)
{
	const struct assessment *s = v->assessment;
	html_table(out, "Part|Number of serials|Serials|Proposal|Evidence level|"
	    "Criteria not met or open");
	for (size_t i = 0; i < s->part_count; i++) {
		AUTO(buf) words = buf_init(WORDS_BYTES_MAX);
		buf_addf(out, "<tr><th scope=\"row\">%zu</th><td>%zu</td>", i + 1,
		    s->parts[i].asset_count);
		assets_words(s->parts[i].assets, s->parts[i].asset_count, &words);
		html_cell(out, &words);
		html_element(out, "td", NULL, slice_of(outcome_words(s->parts[i].proposal)));
		buf_clear(&words);
		if (s->parts[i].level.max != LEVEL_NONE)
			buf_add_text(&words, level_name(s->parts[i].level.min));
		if (s->parts[i].level.max != s->parts[i].level.min)
			buf_addf(&words, " to %s", level_name(s->parts[i].level.max));
		html_cell(out, &words);
		buf_addf(out, "<td>%zu</td></tr>\n", gaps_of_part(v, i));
	}
	html_table_end(out);
}

static void
overview(const struct view *v, const struct gaps *all, struct buf *out)
{
	const struct assessment *s = v->assessment;
	AUTO(buf) words = buf_init(WORDS_BYTES_MAX);
	html_raw(out, "<div class=\"box\"><p class=\"big\">Proposal: <b>");
	html_word(out, outcome_words(s->proposal));
	html_raw(out, "</b>. A person decides.</p>\n");
	buf_add_text(&words, "As of ");
	time_words(v->valid_at_ms, &words);
	buf_add_text(&words, ", against criteria ");
	buf_add(&words, v->criteria_name);
	buf_add_text(&words, " version ");
	buf_add(&words, v->criteria_version);
	buf_addf(&words, ". %zu gap%s, %zu open condition%s", all->count,
	    all->count == 1 ? "" : "s", s->condition_count, s->condition_count == 1 ? "" : "s");
	buf_add_text(&words, s->level.max == LEVEL_NONE ? "" : ", ");
	level_words(s->level, &words);
	buf_addf(&words, ", %zu file%s.", v->file_count, v->file_count == 1 ? "" : "s");
	element(out, "p", NULL, &words);
	for (size_t i = 0; i < s->condition_count; i++) {
		buf_clear(&words);
		buf_add_text(&words, "Condition: ");
		condition_words(&s->conditions[i], &words);
		buf_add_byte(&words, '.');
		element(out, "p", NULL, &words);
	}
	html_raw(out, "</div>\n");
	part_rows(v, out);
}

/* --- the three questions, and trust ----------------------------------------------------------- */

static void
questions(const struct view *v, struct buf *out)
{
	AUTO(buf) words = buf_init(WORDS_BYTES_MAX);
	html_section(out, "What exactly is assessed?");
	subject_words(v, &words);
	if (v->subject_assumed && v->subject_source.len > 0) {
		buf_add_text(&words, " (assumed: named by ");
		buf_add(&words, v->subject_source);
		buf_add_text(&words, ")");
	}
	element(out, "p", NULL, &words);
	html_raw(out, v->assumption_count > 0 ? "<ul>" : "");
	for (size_t i = 0; i < v->assumption_count; i++) {
		html_raw(out, "<li>Assumed: ");
		html_text(out, v->assumptions[i]);
		html_raw(out, "</li>");
	}
	html_raw(out, v->assumption_count > 0 ? "</ul>\n" : "");
	html_section(out, "Which part or clause drives it?");
	html_raw(out, v->driver_count == 0 ? "<p>The criteria inform no requirement of a standard."
	    : "<p>The criteria inform ");
	for (size_t i = 0; i < v->driver_count; i++) {
		html_raw(out, i > 0 ? ", " : "");
		html_element(out, "code", NULL, v->drivers[i]);
	}
	html_raw(out, "</p><p class=\"quiet\">Meeting a criterion never says that a requirement is "
	    "met.</p>\n");
}

static void
retained(const struct view *v, struct buf *out)
{
	html_section(out, "Which evidence is to be retained, by whom?");
	html_raw(out, v->retention_count == 0 ? "<p>Nobody is named who keeps it.</p>\n" : "<ul>");
	for (size_t i = 0; i < v->retention_count; i++) {
		AUTO(buf) words = buf_init(KIB(64));
		retention_words(v, &v->retentions[i], &words);
		element(out, "li", NULL, &words);
	}
	html_raw(out, v->retention_count == 0 ? "" : "</ul>\n");
	html_raw(out, "<p class=\"quiet\">To keep: every file below that has a kind, with its "
	    "digest.</p>\n");
}

static void
anchors(const struct view *v, struct buf *out)
{
	html_section(out, "What was trusted");
	if (v->anchor_count == 0) {
		html_raw(out, "<p>Nothing: no anchor was named, so no origin can be told.</p>\n");
		return;
	}
	html_table(out, "Anchor|For|How it came to be trusted|Key");
	for (size_t i = 0; i < v->anchor_count; i++) {
		const struct view_anchor *n = &v->anchors[i];
		bool first = true;
		html_row_path(out, anchor_name(v, i));
		html_raw(out, "<td>");
		for (unsigned k = 0; k < PURPOSE_COUNT; k++) {
			if ((n->purposes & 2u << k) == 0)
				continue;
			html_raw(out, first ? "" : ", ");
			html_word(out, purpose_name((enum purpose)(2u << k)));
			first = false;
		}
		html_raw(out, "</td><td>");
		html_word(out, how_words(n->how));
		html_raw(out, n->with_delivery && n->how != HOW_WITH_THE_GOODS ?
		    "; the delivery holds it too</td><td>" : "</td><td>");
		html_text(out, n->subject);
		html_raw(out, n->subject.len > 0 ? "<br>" : "");
		html_element(out, "code", NULL, n->id);
		html_raw(out, "</td></tr>\n");
	}
	html_table_end(out);
}

/* --- verdicts --------------------------------------------------------------------------------- */

static void
checklist(const struct view *v, struct buf *out)
{
	html_section(out, "Checklist");
	html_table(out, "Area|Question|Answer");
	for (unsigned a = AREA_NONE + 1; a < AREA_COUNT; a++) {
		html_row_head(out, slice_of(area_words((enum area)a)));
		html_element(out, "td", NULL, slice_of(area_question((enum area)a)));
		verdict_cell(out, verdict_of_area(v, (enum area)a));
		html_raw(out, "</tr>\n");
	}
	html_table_end(out);
}

/* Columns that fit on a page; with more parts each stands in its own table below. */
#define MATRIX_PARTS_MAX 8

static void
matrix(const struct view *v, struct buf *out)
{
	const struct assessment *s = v->assessment;
	size_t shown = s->part_count < MATRIX_PARTS_MAX ? s->part_count : MATRIX_PARTS_MAX;
	html_section(out, "Criteria by parts");
	html_raw(out, "<table><thead><tr><th scope=\"col\">Criterion</th>");
	for (size_t i = 0; i < shown; i++) {
		AUTO(buf) words = buf_init(WORDS_BYTES_MAX);
		part_words(&s->parts[i], &words);
		buf_addf(out, "<th scope=\"col\">Part %zu: ", i + 1);
		buf_follow(out, &words);
		html_text(out, buf_slice(&words));
		html_raw(out, "</th>");
	}
	html_raw(out, "</tr></thead><tbody>\n");
	for (size_t c = 0; c < v->criterion_count; c++) {
		html_row_head(out, v->criteria[c].id);
		for (size_t i = 0; i < shown; i++)
			verdict_cell(out, verdict_of(v, v->criteria[c].id, i));
		html_raw(out, "</tr>\n");
	}
	html_table_end(out);
	if (shown < s->part_count)
		buf_addf(out, "<p>%zu more parts stand below.</p>\n", s->part_count - shown);
}

static const struct view_criterion *
criterion_of(const struct view *v, struct slice id)
{
	for (size_t i = 0; i < v->criterion_count; i++)
		if (slice_eq(v->criteria[i].id, id))
			return &v->criteria[i];
	return NULL;
}

static void
reasons(const struct view *v, const struct criterion_result *r, struct buf *out)
{
	html_raw(out, "<td><ul>");
	for (size_t i = 0; i < r->reason_count;) {
		struct run run = run_at(r, i);
		AUTO(buf) words = buf_init(WORDS_BYTES_MAX);
		run_words(v, &run, &words);
		buf_follow(out, &words);
		html_raw(out, "<li>");
		html_text(out, buf_slice(&words));
		html_raw(out, " <code class=\"id\">");
		html_word(out, finding_name(run_id(&run)));
		html_raw(out, "</code></li>");
		i += run.count;
	}
	html_raw(out, r->evidence_count > 0 ? "<li class=\"quiet\">rests on " : "");
	for (size_t i = 0; i < r->evidence_count && i < EVIDENCE_SHOWN; i++) {
		html_raw(out, i > 0 ? ", " : "");
		html_text(out, path_of(v, r->evidence[i]));
	}
	if (r->evidence_count > EVIDENCE_SHOWN)
		buf_addf(out, " and %zu more", r->evidence_count - EVIDENCE_SHOWN);
	html_raw(out, r->evidence_count > 0 ? "</li></ul></td>" : "</ul></td>");
}

static void
result_row(const struct view *v, const struct criterion_result *r, struct buf *out)
{
	const struct view_criterion *c = criterion_of(v, r->id);
	bool titled = c != NULL && c->title.len > 0;
	html_raw(out, "<tr><th scope=\"row\">");
	html_text(out, titled ? c->title : r->id);
	html_raw(out, titled ? "<br>" : "");
	if (titled)
		html_element(out, "code", NULL, r->id);
	html_raw(out, "</th>");
	verdict_cell(out, r->verdict);
	html_raw(out, "<td>");
	if (r->level.max != LEVEL_NONE)
		html_word(out, level_name(r->level.min));
	if (r->level.max != r->level.min) {
		html_raw(out, " to ");
		html_word(out, level_name(r->level.max));
	}
	html_raw(out, "</td>");
	reasons(v, r, out);
	html_raw(out, "</tr>\n");
}

static void
criteria(const struct view *v, struct buf *out)
{
	const struct assessment *s = v->assessment;
	html_section(out, s->part_count > 1 ? "Parts, and why" : "Criteria, and why");
	for (size_t i = 0; i < s->part_count; i++) {
		AUTO(buf) words = buf_init(WORDS_BYTES_MAX);
		if (s->part_count > 1)
			buf_addf(&words, "Part %zu, ", i + 1);
		buf_add_text(&words, s->parts[i].asset_count == 0 ? "the whole" :
		    s->parts[i].asset_count == 1 ? "serial " : "serials ");
		assets_words(s->parts[i].assets, s->parts[i].asset_count, &words);
		buf_addf(&words, ": %s", outcome_words(s->parts[i].proposal));
		element(out, "h3", NULL, &words);
		html_table(out, "Criterion|Verdict|Evidence level|Reasons and evidence");
		for (size_t k = 0; k < s->result_count; k++)
			if (s->results[k].part == i)
				result_row(v, &s->results[k], out);
		html_table_end(out);
	}
}

static void
foot(const struct view *v, struct buf *out)
{
	html_section(out, "Digests");
	html_table(out, "What|SHA-256");
	html_row_head(out, SLICE("Result"));
	html_raw(out, "<td>");
	html_element(out, "code", NULL, v->result_digest);
	html_raw(out, "</td></tr>\n");
	html_row_head(out, SLICE("Criteria"));
	html_raw(out, "<td>");
	html_element(out, "code", NULL, v->criteria_digest);
	html_raw(out, "</td></tr>\n");
	html_table_end(out);
	html_raw(out, "<p class=\"quiet\">Made by assay ");
	html_text(out, v->program_version);
	html_raw(out, ". The digests of the files stand in their table. Every word is explained by "
	    "<code>assay explain WORD</code>.</p>\n</body></html>\n");
}

struct rc
view_html(const struct view *v, struct buf *out, struct err *e)
{
	AUTO(arena) a = arena_init(GAP_ARENA_BYTES);
	struct gaps all;
	TRY(gaps_find(v, &a, &all, e));
	head(v, out);
	overview(v, &all, out);
	questions(v, out);
	retained(v, out);
	anchors(v, out);
	html_reconciliation(v, out);
	html_contradictions(v, out);
	checklist(v, out);
	matrix(v, out);
	criteria(v, out);
	html_gaps(v, &all, out);
	html_limits(v, out);
	html_files(v, out);
	foot(v, out);
	return buf_end(out, e);
}
