/* report/markdown.c - an inspection as Markdown. See report/view.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/time.h"
#include "codec/utf8.h"
#include "report/words_view.h"

/* Text from outside: shown safely, and nothing in it is markup. */
static void
plain(struct buf *out, struct slice text)
{
	AUTO(buf) shown = buf_init(text.len * 10 + 16);
	text_show(text, &shown);
	buf_follow(out, &shown);
	for (size_t i = 0; i < shown.len; i++) {
		uint8_t c = shown.at[i];
		bool mark = c == '\\' || c == '`' || c == '*' || c == '_' || c == '[' || c == ']' ||
		    c == '<' || c == '>' || c == '|' || c == '#' || c == '!' || c == '&' ||
		    c == '~';
		if (mark)
			buf_add_byte(out, '\\');
		buf_add_byte(out, c);
	}
}

static void
summary(const struct view *v, struct buf *out)
{
	char now[TIME_TEXT_BYTES];
	time_show(v->valid_at_ms, now);
	buf_add_text(out, "# Inspection of ");
	plain(out, v->subject);
	buf_addf(out, "\n\nNothing was stored. %s\n\n", v->anchor_count == 0 ? "Trusted: nothing." :
	    "Trusted: the anchors named below.");
	buf_addf(out, "As of %s, against criteria ", now);
	plain(out, v->criteria_name);
	buf_add_text(out, " version ");
	plain(out, v->criteria_version);
	buf_addf(out, ".\n\n**Proposal: %s.** A person decides.\n", outcome_words(
	    v->assessment->proposal));
	for (size_t i = 0; i < v->anchor_count; i++) {
		buf_add_text(out, i == 0 ? "\nAnchors:\n\n- " : "- ");
		plain(out, v->anchors[i].file);
		buf_addf(out, " (%s%s)\n", how_words(v->anchors[i].how),
		    v->anchors[i].with_delivery ? "; the delivery holds it too" : "");
	}
	for (size_t i = 0; i < v->retention_count; i++) {
		AUTO(buf) words = buf_init((size_t)1 << 16);
		retention_words(v, &v->retentions[i], &words);
		buf_follow(out, &words);
		buf_add_text(out, i == 0 ? "\nEvidence is retained:\n\n- " : "- ");
		plain(out, buf_slice(&words));
		buf_add_byte(out, '\n');
	}
	if (v->retention_count == 0)
		buf_add_text(out, "\nEvidence is retained: nobody is named who keeps it.\n");
	buf_add_text(out, "\n## Checklist\n\n| area | answer |\n|---|---|\n");
	for (unsigned a = AREA_NONE + 1; a < AREA_COUNT; a++)
		buf_addf(out, "| %s | %s |\n", area_words((enum area)a),
		    verdict_shown(verdict_of_area(v, (enum area)a)));
}

static void
result_row(const struct view *v, const struct criterion_result *r, struct buf *out)
{
	buf_add_text(out, "| ");
	plain(out, r->id);
	buf_addf(out, " | %s | ", verdict_shown(r->verdict));
	for (size_t i = 0; i < r->reason_count; i++) {
		buf_addf(out, "%s%s", i > 0 ? "; " : "", finding_name(r->reasons[i].id));
		if (r->reasons[i].evidence.len > 0) {
			buf_add_text(out, " in ");
			plain(out, path_of(v, r->reasons[i].evidence));
			buf_add_text(out, " ");
			plain(out, r->reasons[i].place);
		}
	}
	buf_add_text(out, " |\n");
}

static void
parts(const struct view *v, struct buf *out)
{
	const struct assessment *s = v->assessment;
	for (size_t i = 0; i < s->part_count; i++) {
		buf_addf(out, "\n## Part %zu: ", i + 1);
		assets_words(s->parts[i].assets, s->parts[i].asset_count, out);
		buf_addf(out, "%s%s\n\n| criterion | verdict | reasons |\n|---|---|---|\n",
		    s->parts[i].asset_count > 0 ? ": " : "", outcome_words(s->parts[i].proposal));
		for (size_t k = 0; k < s->result_count; k++)
			if (s->results[k].part == i)
				result_row(v, &s->results[k], out);
	}
	for (size_t i = 0; i < s->condition_count; i++) {
		buf_add_text(out, i == 0 ? "\n## Conditions\n\n- " : "- ");
		plain(out, s->conditions[i].text);
		buf_add_byte(out, '\n');
	}
	for (size_t i = 0; i < s->missing_count; i++) {
		buf_add_text(out, i == 0 ? "\n## Missing\n\n- " : "- ");
		plain(out, s->missing[i].kind);
		buf_add_text(out, " for ");
		plain(out, s->missing[i].subject);
		buf_add_byte(out, '\n');
	}
}

static void
appendix(const struct view *v, struct buf *out)
{
	buf_add_text(out, "\n## Files\n\n| file | kind | evidence level | digest "
	    "|\n|---|---|---|---|\n");
	for (size_t i = 0; i < v->file_count; i++) {
		const struct view_file *f = &v->files[i];
		buf_add_text(out, "| ");
		plain(out, f->path);
		buf_add_text(out, " | ");
		plain(out, f->kind.len > 0 ? f->kind : SLICE("not recognised as evidence"));
		buf_addf(out, " | %s | ", level_name(f->level));
		plain(out, f->digest);
		buf_add_text(out, " |\n");
	}
	buf_add_text(out, "\n## What this does not prove\n\n");
	for (size_t i = 0; i < v->limit_count; i++) {
		buf_add_text(out, "- ");
		plain(out, v->limits[i].title);
		buf_add_text(out, ": ");
		plain(out, v->limits[i].sentence);
		buf_add_byte(out, '\n');
	}
	buf_add_text(out, "\nResult digest ");
	plain(out, v->result_digest);
	buf_add_text(out, "\n");
}

struct rc
view_markdown(const struct view *v, struct buf *out, struct err *e)
{
	summary(v, out);
	parts(v, out);
	appendix(v, out);
	return buf_end(out, e);
}
