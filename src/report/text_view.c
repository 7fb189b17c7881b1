/* report/text_view.c - an inspection on the terminal. See report/view.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/limits.h"
#include "base/time.h"
#include "codec/utf8.h"
#include "report/words_view.h"

/* Parts shown as columns of the matrix; more are listed below it. */
#define COLUMNS_MAX 6

struct page {
	const struct view	*v;
	struct buf		*out;
	bool			 colour;
};

static void
heading(struct page *p, const char *text)
{
	buf_add_byte(p->out, '\n');
	if (p->colour)
		buf_add_text(p->out, "\033[1m");
	buf_add_text(p->out, text);
	if (p->colour)
		buf_add_text(p->out, "\033[0m");
	buf_add_byte(p->out, '\n');
}

/* Green, red or yellow words of a verdict, padded to a width. */
static void
verdict_words(struct page *p, enum verdict v, size_t width)
{
	const char *words = verdict_shown(v);
	const char *start = v == VERDICT_PASS ? "\033[32m" : v == VERDICT_FAIL ? "\033[31m" :
	    "\033[33m";
	if (p->colour)
		buf_add_text(p->out, start);
	buf_add_text(p->out, words);
	if (p->colour)
		buf_add_text(p->out, "\033[0m");
	for (size_t n = slice_of(words).len; n < width; n++)
		buf_add_byte(p->out, ' ');
}

static void
trusted(struct page *p)
{
	const struct view *v = p->v;
	buf_add_text(p->out, "Nothing was stored. ");
	if (v->anchor_count == 0) {
		buf_add_text(p->out, "Trusted: nothing; no anchor was named, so origins cannot be "
		    "told.\n");
		return;
	}
	buf_add_text(p->out, "Trusted: ");
	for (size_t i = 0; i < v->anchor_count; i++) {
		bool first = true;
		buf_add_text(p->out, i > 0 ? "; " : "");
		text_show(v->anchors[i].file, p->out);
		for (unsigned k = 0; k < PURPOSE_COUNT; k++) {
			if ((v->anchors[i].purposes & 2u << k) == 0)
				continue;
			buf_addf(p->out, "%s%s", first ? " for " : ", ",
			    purpose_name((enum purpose)(2u << k)));
			first = false;
		}
		buf_addf(p->out, " (%s%s)", how_words(v->anchors[i].how),
		    v->anchors[i].with_delivery ? "; the delivery holds it too" : "");
	}
	buf_add_text(p->out, ".\n");
	buf_add_text(p->out, "Each anchor stands for every party and subject of this run.\n");
}

static void
three_questions(struct page *p)
{
	const struct view *v = p->v;
	const struct case_scope *s = v->scope;
	char now[TIME_TEXT_BYTES];
	time_show(v->valid_at_ms, now);
	heading(p, "What exactly is assessed?");
	buf_add_text(p->out, "  ");
	text_show(v->subject, p->out);
	if (v->subject_assumed && v->subject_source.len > 0) {
		buf_add_text(p->out, " (assumed: named by ");
		text_show(v->subject_source, p->out);
		buf_add_text(p->out, ")");
	}
	if (s->release.len > 0) {
		buf_add_text(p->out, ", ");
		text_show(s->release, p->out);
	}
	if (s->asset_count > 0) {
		buf_addf(p->out, ", %zu serial%s ", s->asset_count, s->asset_count == 1 ? "" : "s");
		assets_words(s->assets, s->asset_count, p->out);
	}
	buf_addf(p->out, "\n  as of %s\n", now);
	for (size_t i = 0; i < v->assumption_count; i++) {
		buf_add_text(p->out, "  assumed: ");
		text_show(v->assumptions[i], p->out);
		buf_add_byte(p->out, '\n');
	}
	heading(p, "Which part or clause drives it?");
	buf_add_text(p->out, "  criteria ");
	text_show(v->criteria_name, p->out);
	buf_add_text(p->out, " version ");
	text_show(v->criteria_version, p->out);
	buf_add_text(p->out, v->driver_count > 0 ? ", informed by" : "");
	for (size_t i = 0; i < v->driver_count; i++) {
		buf_add_text(p->out, i > 0 ? ", " : " ");
		text_show(v->drivers[i], p->out);
	}
	buf_add_text(p->out, "\n  Meeting a criterion never says that a requirement is met.\n");
}

static void
retained(struct page *p)
{
	heading(p, "Which evidence is to be retained, by whom?");
	for (size_t i = 0; i < p->v->retention_count; i++) {
		AUTO(buf) words = buf_init(KIB(64));
		retention_words(p->v, &p->v->retentions[i], &words);
		buf_follow(p->out, &words);
		buf_add_text(p->out, "  ");
		text_show(buf_slice(&words), p->out);
		buf_add_byte(p->out, '\n');
	}
	if (p->v->retention_count == 0)
		buf_add_text(p->out, "  Nobody is named who keeps it.\n");
	buf_add_text(p->out, "  To keep: every file below that has a kind, with its digest.\n");
}

static void
finding_line(struct page *p, const struct view_file *f, const struct reason *r)
{
	buf_add_text(p->out, "      ");
	text_show(f->path, p->out);
	if (r->place.len > 0) {
		bool cell = slice_find(r->place, SLICE("!"), 0) != SIZE_MAX ||
		    (r->place.at[0] >= 'A' && r->place.at[0] <= 'Z');
		buf_add_byte(p->out, cell ? '!' : ':');
		text_show(r->place, p->out);
	}
	buf_addf(p->out, ": %s (%s)\n", finding_sentence(r->id), finding_name(r->id));
}

static void
signature_line(struct page *p, const struct signature *s)
{
	buf_add_text(p->out, "      ");
	if (s->status == SIGNATURE_GOOD) {
		buf_add_text(p->out, "signature holds, by ");
		text_show(s->signer.len > 0 ? s->signer : s->key, p->out);
		buf_addf(p->out, "; anchor %s\n", how_words(s->how));
		return;
	}
	buf_add_text(p->out, s->status == SIGNATURE_BROKEN ?
	    "the signature names a known key and does not hold\n" :
	    "signed by a key that no named anchor leads to\n");
}

static void
bound_line(struct page *p, const struct view_file *f)
{
	buf_add_text(p->out, "      bound to ");
	for (size_t i = 0; i < f->bound_count && i < 3; i++) {
		buf_add_text(p->out, i > 0 ? ", " : "");
		text_show(f->bound_to[i], p->out);
	}
	if (f->bound_count > 3)
		buf_addf(p->out, " and %zu more", f->bound_count - 3);
	buf_add_text(p->out, f->bound_count == 0 ? "nothing in scope\n" : "\n");
}

static void
file_lines(struct page *p, const struct view_file *f)
{
	buf_add_text(p->out, "  ");
	text_show(f->path, p->out);
	buf_add_text(p->out, ": ");
	if (f->kind.len > 0)
		text_show(f->kind, p->out);
	else
		buf_add_text(p->out, "not recognised as evidence");
	if (f->level != LEVEL_NONE)
		buf_addf(p->out, ", evidence level %s", level_name(f->level));
	if (f->level != LEVEL_NONE && f->level_why != FINDING_NONE)
		buf_addf(p->out, " (not higher: %s)", finding_name(f->level_why));
	buf_add_text(p->out, "\n      ");
	text_show(f->form, p->out);
	buf_add_text(p->out, f->why.len > 0 ? ": " : "");
	text_show(f->why, p->out);
	buf_add_byte(p->out, '\n');
	if (f->same_as != VIEW_NONE) {
		buf_add_text(p->out, "      the same bytes as ");
		text_show(p->v->files[f->same_as].path, p->out);
		buf_add_byte(p->out, '\n');
		return;
	}
	if (f->title.len > 0) {
		buf_add_text(p->out, "      says: ");
		text_show(f->title, p->out);
		buf_add_byte(p->out, '\n');
	}
	if (f->kind.len > 0)
		bound_line(p, f);
	for (size_t i = 0; i < f->signature_count; i++)
		signature_line(p, &f->signatures[i]);
	for (size_t i = 0; i < f->finding_count; i++)
		finding_line(p, f, &f->findings[i]);
}

/* Device certificates that say nothing unusual come as one line: fifty of them tell nothing. */
static bool
is_plain_certificate(const struct view_file *f)
{
	return slice_eq(f->kind, SLICE("device_certificate")) && f->finding_count == 0 &&
	    f->same_as == VIEW_NONE && f->signature_count > 0 &&
	    f->signatures[0].status == SIGNATURE_GOOD && f->level == LEVEL_E4;
}

static void
files(struct page *p)
{
	size_t certificates = 0;
	heading(p, "What was sent");
	for (size_t i = 0; i < p->v->file_count; i++) {
		if (is_plain_certificate(&p->v->files[i]))
			certificates++;
		else
			file_lines(p, &p->v->files[i]);
	}
	if (certificates > 0)
		buf_addf(p->out, "  %zu device certificates, each signed through a chain to a "
		    "named "
		    "anchor, evidence level E4\n", certificates);
}

static void
side(struct page *p, size_t file, struct slice place, struct slice says)
{
	buf_add_text(p->out, "      ");
	text_show(p->v->files[file].path, p->out);
	if (place.len > 0)
		buf_add_byte(p->out, '!');
	text_show(place, p->out);
	buf_add_text(p->out, " says ");
	text_show(says, p->out);
	buf_add_byte(p->out, '\n');
}

static void
reconciliation(struct page *p)
{
	const struct view *v = p->v;
	if (v->list_count > 0)
		heading(p, "Lists");
	for (size_t i = 0; i < v->list_count; i++) {
		buf_add_text(p->out, "  ");
		text_show(v->files[v->lists[i].file].path, p->out);
		buf_add_text(p->out, ": ");
		text_show(v->lists[i].kind, p->out);
		buf_addf(p->out, ", %llu rows, %llu with a serial%s\n",
		    (unsigned long long)v->lists[i].rows, (unsigned long long)v->lists[i].serials,
		    v->lists[i].carrier ? "" : "; damaged, so it names no asset");
	}
	heading(p, "Contradictions");
	for (size_t i = 0; i < v->conflict_count; i++) {
		const struct view_conflict *c = &v->conflicts[i];
		buf_add_text(p->out, "  ");
		text_show(c->what, p->out);
		buf_add_text(p->out, " of ");
		text_show(c->subject, p->out);
		buf_addf(p->out, " (%s)\n", finding_name(c->id));
		side(p, c->left_file, c->left_place, c->left);
		side(p, c->right_file, c->right_place, c->right);
	}
	if (v->conflict_count == 0)
		buf_add_text(p->out, "  none between files; lists are compared below\n");
}

static void
checklist(struct page *p)
{
	heading(p, "Checklist");
	for (unsigned a = AREA_NONE + 1; a < AREA_COUNT; a++) {
		buf_add_text(p->out, "  ");
		verdict_words(p, verdict_of_area(p->v, (enum area)a), 14);
		buf_addf(p->out, "%-24s %s\n", area_words((enum area)a),
		    area_question((enum area)a));
	}
}

static void
matrix(struct page *p)
{
	const struct view *v = p->v;
	size_t parts = v->assessment->part_count;
	heading(p, "Criteria");
	buf_addf(p->out, "  %-28s", "");
	for (size_t i = 0; i < parts && i < COLUMNS_MAX; i++)
		buf_addf(p->out, "part %-9zu", i + 1);
	buf_add_byte(p->out, '\n');
	for (size_t c = 0; c < v->criterion_count; c++) {
		buf_addf(p->out, "  %-28.*s", SLICE_FMT(v->criteria[c].id));
		for (size_t i = 0; i < parts && i < COLUMNS_MAX; i++)
			verdict_words(p, verdict_of(v, v->criteria[c].id, i), 14);
		buf_add_byte(p->out, '\n');
	}
}

static void
reason_line(struct page *p, struct slice criterion, const struct reason *r)
{
	buf_addf(p->out, "      %.*s: ", SLICE_FMT(criterion));
	if (r->evidence.len > 0) {
		text_show(path_of(p->v, r->evidence), p->out);
		if (r->place.len > 0)
			buf_add_byte(p->out, '!');
		text_show(r->place, p->out);
		buf_add_text(p->out, ": ");
	}
	if (r->subject.len > 0 && !slice_eq(r->subject, p->v->subject)) {
		text_show(r->subject, p->out);
		buf_add_text(p->out, ": ");
	}
	buf_addf(p->out, "%s (%s)\n", finding_sentence(r->id), finding_name(r->id));
}

static void
parts(struct page *p)
{
	const struct assessment *s = p->v->assessment;
	heading(p, s->part_count > 1 ? "Parts, and why" : "Why");
	for (size_t i = 0; i < s->part_count; i++) {
		buf_addf(p->out, "  part %zu: ", i + 1);
		assets_words(s->parts[i].assets, s->parts[i].asset_count, p->out);
		buf_addf(p->out, "%s%s\n", s->parts[i].asset_count > 0 ? ": " : "",
		    outcome_words(s->parts[i].proposal));
		for (size_t k = 0; k < s->result_count; k++)
			for (size_t r = 0; s->results[k].part == i &&
			    r < s->results[k].reason_count; r++)
				reason_line(p, s->results[k].id, &s->results[k].reasons[r]);
	}
	if (s->condition_count > 0)
		heading(p, "Conditions");
	for (size_t i = 0; i < s->condition_count; i++) {
		buf_add_text(p->out, "  ");
		text_show(s->conditions[i].text, p->out);
		buf_add_text(p->out, "; before ");
		text_show(s->conditions[i].gate, p->out);
		buf_add_text(p->out, "; due ");
		text_show(s->conditions[i].due, p->out);
		buf_add_byte(p->out, '\n');
	}
}

static void
missing(struct page *p)
{
	const struct assessment *s = p->v->assessment;
	if (s->missing_count > 0)
		heading(p, "What is missing");
	for (size_t i = 0; i < s->missing_count; i++) {
		buf_addf(p->out, "  %-24s ", area_words(s->missing[i].area));
		text_show(s->missing[i].kind, p->out);
		buf_add_text(p->out, " for ");
		text_show(s->missing[i].subject, p->out);
		buf_addf(p->out, " (criterion %.*s)\n", SLICE_FMT(s->missing[i].criterion));
	}
	heading(p, "What this does not prove");
	for (size_t i = 0; i < p->v->limit_count; i++) {
		buf_addf(p->out, "  %-28.*s ", SLICE_FMT(p->v->limits[i].kind));
		text_show(p->v->limits[i].sentence, p->out);
		buf_add_byte(p->out, '\n');
	}
}

static void
proposal(struct page *p)
{
	const struct assessment *s = p->v->assessment;
	heading(p, "Proposal");
	buf_addf(p->out, "  %s (a person decides)\n", outcome_words(s->proposal));
	if (s->level.max != LEVEL_NONE)
		buf_addf(p->out, "  evidence level %s to %s over what was sent about the subject\n",
		    level_name(s->level.min), level_name(s->level.max));
	buf_add_text(p->out, "  result digest ");
	text_show(p->v->result_digest, p->out);
	buf_add_text(p->out, "\n  criteria digest ");
	text_show(p->v->criteria_digest, p->out);
	buf_add_byte(p->out, '\n');
}

struct rc
view_text(const struct view *v, bool colour, struct buf *out, struct err *e)
{
	struct page p = { v, out, colour };
	trusted(&p);
	three_questions(&p);
	retained(&p);
	files(&p);
	reconciliation(&p);
	checklist(&p);
	parts(&p);
	missing(&p);
	matrix(&p);
	proposal(&p);
	return buf_end(out, e);
}
