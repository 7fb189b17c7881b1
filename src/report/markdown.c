/* report/markdown.c - an inspection as Markdown. See report/view.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/limits.h"
#include "codec/utf8.h"
#include "report/gap.h"
#include "report/letter_words.h"
#include "report/reason_words.h"
#include "report/words_view.h"

#define WORDS_BYTES_MAX MIB(32)
/* Columns of the matrix; every part has a table of its own besides. */
#define MATRIX_PARTS_MAX 8

static bool
is_word(struct slice s, size_t i)
{
	uint8_t c = i < s.len ? s.at[i] : ' ';
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* The character would be markup there. # begins a heading only at the front, _ means nothing
 * inside of a word, and ! nothing without the bracket, which is always escaped. */
static bool
is_mark(struct slice s, size_t i)
{
	uint8_t c = s.at[i];
	if (c == '#')
		return i == 0;
	if (c == '_')
		return i == 0 || !is_word(s, i - 1) || !is_word(s, i + 1);
	return c == '\\' || c == '`' || c == '*' || c == '[' || c == ']' || c == '<' || c == '>' ||
	    c == '|' || c == '&' || c == '~';
}

/* Text from outside: shown safely, and nothing in it is markup. */
static void
plain(struct buf *out, struct slice text)
{
	AUTO(buf) shown = buf_init(text.len * 10 + 16);
	text_show(text, &shown);
	buf_follow(out, &shown);
	for (size_t i = 0; i < shown.len; i++) {
		if (is_mark(buf_slice(&shown), i))
			buf_add_byte(out, '\\');
		buf_add_byte(out, shown.at[i]);
	}
}

/* A composed text, and what stands behind it. */
static void
words(struct buf *out, const struct buf *text, const char *behind)
{
	buf_follow(out, text);
	plain(out, buf_slice(text));
	buf_add_text(out, behind);
}

static void
heading(struct buf *out, const char *text)
{
	buf_addf(out, "\n## %s\n\n", text);
}

/* --- summary ---------------------------------------------------------------------------------- */

static void
trusted(const struct view *v, struct buf *out)
{
	AUTO(buf) text = buf_init(WORDS_BYTES_MAX);
	view_source_words(v, &text);
	for (size_t i = 0; i < v->anchor_count; i++) {
		buf_add_text(&text, i > 0 ? ", " : "");
		anchor_words(v, i, &text);
	}
	buf_addf(&text, "%s. %s", v->anchor_count == 0 ? "nothing" : "", trust_remark(v));
	words(out, &text, "\n\n");
	buf_add_text(out, v->stored ? "# Assessment of " : "# Inspection of ");
	plain(out, v->subject);
	buf_add_text(out, "\n\n");
}

static void
summary(const struct view *v, const struct gaps *all, struct buf *out)
{
	const struct assessment *s = v->assessment;
	AUTO(buf) text = buf_init(WORDS_BYTES_MAX);
	buf_addf(out, "**Proposal: %s.** A person decides.\n\n", outcome_words(s->proposal));
	buf_add_text(&text, "As of ");
	time_words(v->valid_at_ms, &text);
	buf_add_text(&text, ", against criteria ");
	buf_add(&text, v->criteria_name);
	buf_add_text(&text, " version ");
	buf_add(&text, v->criteria_version);
	buf_addf(&text, ". %zu gap%s", all->count, all->count == 1 ? "" : "s");
	buf_add_text(&text, s->level.max == LEVEL_NONE ? "" : ", ");
	level_words(s->level, &text);
	words(out, &text, ".\n");
	for (size_t i = 0; i < s->condition_count; i++) {
		buf_clear(&text);
		buf_add_text(&text, "Condition: ");
		condition_words(&s->conditions[i], &text);
		buf_add_text(out, i == 0 ? "\n- " : "- ");
		words(out, &text, "\n");
	}
}

static void
questions(const struct view *v, struct buf *out)
{
	AUTO(buf) text = buf_init(WORDS_BYTES_MAX);
	heading(out, "What exactly is assessed?");
	subject_words(v, &text);
	if (v->subject_assumed && v->subject_source.len > 0) {
		buf_add_text(&text, " (assumed: named by ");
		buf_add(&text, v->subject_source);
		buf_add_text(&text, ")");
	}
	words(out, &text, "\n");
	for (size_t i = 0; i < v->assumption_count; i++) {
		buf_add_text(out, i == 0 ? "\n- Assumed: " : "- Assumed: ");
		plain(out, v->assumptions[i]);
		buf_add_byte(out, '\n');
	}
	heading(out, "Which part or clause drives it?");
	buf_add_text(out, v->driver_count == 0 ?
	    "The criteria inform no requirement of a standard" : "The criteria inform ");
	for (size_t i = 0; i < v->driver_count; i++) {
		buf_add_text(out, i > 0 ? ", " : "");
		plain(out, v->drivers[i]);
	}
	buf_add_text(out, ". Meeting a criterion never says that a requirement is met.\n");
	heading(out, "Which evidence is to be retained, by whom?");
	for (size_t i = 0; i < v->retention_count; i++) {
		buf_clear(&text);
		retention_words(v, &v->retentions[i], &text);
		buf_add_text(out, "- ");
		words(out, &text, "\n");
	}
	buf_add_text(out, v->retention_count == 0 ? "Nobody is named who keeps it.\n" : "");
}

/* --- lists ------------------------------------------------------------------------------------ */

static void
serial_item(const struct view *v, const struct view_serial *s, struct buf *out)
{
	AUTO(buf) text = buf_init(MIB(1));
	buf_add_text(&text, "serial ");
	assets_words(&s->asset, 1, &text);
	for (size_t i = 0; i < s->stand_count; i++) {
		buf_add_text(&text, i == 0 ? " is in " : ", ");
		place_words(v->files[v->lists[s->stands[i].list].file].path, s->stands[i].place,
		    &text);
	}
	AUTO(buf) absent = buf_init(MIB(1));
	absences_words(v, s, &absent);
	buf_add_text(&text, absent.len > 0 ? "; in no " : "");
	buf_follow(&text, &absent);
	buf_add(&text, buf_slice(&absent));
	buf_add_text(out, "- ");
	words(out, &text, "\n");
}

static void
reconciliation(const struct view *v, struct buf *out)
{
	if (v->list_count == 0)
		return;
	heading(out, "Do the lists add up?");
	buf_add_text(out, "| list | file | rows | with a serial | of what is assessed |\n"
	    "|---|---|---|---|---|\n");
	for (size_t i = 0; i < v->list_count; i++) {
		const struct view_list *l = &v->lists[i];
		AUTO(buf) text = buf_init(KIB(64));
		kind_words(l->kind, &text);
		buf_add_text(out, "| ");
		words(out, &text, " | ");
		plain(out, v->files[l->file].path);
		buf_addf(out, " | %llu | %llu | ", (unsigned long long)l->rows,
		    (unsigned long long)l->serials);
		if (l->compared) {
			buf_addf(out, "%llu |\n", (unsigned long long)l->in_scope);
			continue;
		}
		buf_clear(&text);
		list_words(v, l, &text);
		words(out, &text, " |\n");
	}
	buf_addf(out, "\n%llu of %zu serials have a device certificate on file.\n",
	    (unsigned long long)v->certified, v->scope->asset_count);
	for (size_t i = 0; i < v->serial_count; i++) {
		buf_add_text(out, i == 0 ? "\n" : "");
		serial_item(v, &v->serials[i], out);
	}
	AUTO(buf) sum = buf_init(MIB(1));
	sum_words(v, &sum);
	buf_follow(out, &sum);
	if (sum.len > 0) {
		buf_add_text(out, "\n");
		words(out, &sum, "\n");
	}
}

static void
side(const struct view *v, size_t file, struct slice place, struct slice says, struct buf *out)
{
	AUTO(buf) text = buf_init(MIB(1));
	place_words(v->files[file].path, place, &text);
	buf_add_text(&text, " says ");
	buf_add(&text, says);
	words(out, &text, "");
}

static void
contradictions(const struct view *v, struct buf *out)
{
	heading(out, "Contradictions");
	buf_add_text(out, v->conflict_count == 0 ? "None between files.\n" : "");
	for (size_t i = 0; i < v->conflict_count; i++) {
		const struct view_conflict *c = &v->conflicts[i];
		buf_add_text(out, "- ");
		plain(out, c->what);
		buf_add_text(out, " of ");
		plain(out, c->subject);
		buf_add_text(out, ": ");
		side(v, c->left_file, c->left_place, c->left, out);
		buf_add_text(out, "; ");
		side(v, c->right_file, c->right_place, c->right, out);
		buf_add_text(out, " (");
		plain(out, slice_of(finding_name(c->id)));
		buf_add_text(out, ")\n");
	}
}

/* --- verdicts --------------------------------------------------------------------------------- */

static void
checklist(const struct view *v, struct buf *out)
{
	heading(out, "Checklist");
	buf_add_text(out, "| area | question | answer |\n|---|---|---|\n");
	for (unsigned a = AREA_NONE + 1; a < AREA_COUNT; a++)
		buf_addf(out, "| %s | %s | %s |\n", area_words((enum area)a),
		    area_question((enum area)a), verdict_shown(verdict_of_area(v, (enum area)a)));
}

static void
matrix(const struct view *v, struct buf *out)
{
	const struct assessment *s = v->assessment;
	heading(out, "Criteria by parts");
	buf_add_text(out, "| criterion |");
	for (size_t i = 0; i < s->part_count && i < MATRIX_PARTS_MAX; i++) {
		AUTO(buf) text = buf_init(WORDS_BYTES_MAX);
		part_words(&s->parts[i], &text);
		buf_addf(out, " part %zu: ", i + 1);
		words(out, &text, " |");
	}
	buf_add_text(out, "\n|---|");
	for (size_t i = 0; i < s->part_count && i < MATRIX_PARTS_MAX; i++)
		buf_add_text(out, "---|");
	for (size_t c = 0; c < v->criterion_count; c++) {
		buf_add_text(out, "\n| ");
		plain(out, v->criteria[c].id);
		buf_add_text(out, " |");
		for (size_t i = 0; i < s->part_count && i < MATRIX_PARTS_MAX; i++)
			buf_addf(out, " %s |", verdict_shown(verdict_of(v, v->criteria[c].id,
			    i)));
	}
	buf_add_byte(out, '\n');
}

static void
result_row(const struct view *v, const struct criterion_result *r, struct buf *out)
{
	buf_add_text(out, "| ");
	plain(out, r->id);
	buf_addf(out, " | %s | ", verdict_shown(r->verdict));
	if (r->level.max != LEVEL_NONE)
		buf_add_text(out, level_name(r->level.min));
	if (r->level.max != r->level.min)
		buf_addf(out, " to %s", level_name(r->level.max));
	buf_add_text(out, " | ");
	for (size_t i = 0; i < r->reason_count;) {
		struct run run = run_at(r, i);
		AUTO(buf) text = buf_init(WORDS_BYTES_MAX);
		run_words(v, &run, &text);
		buf_addf(&text, " (%s)", finding_name(run_id(&run)));
		buf_add_text(out, i > 0 ? "; " : "");
		words(out, &text, "");
		i += run.count;
	}
	buf_add_text(out, " |\n");
}

static void
parts(const struct view *v, struct buf *out)
{
	const struct assessment *s = v->assessment;
	for (size_t i = 0; i < s->part_count; i++) {
		AUTO(buf) text = buf_init(WORDS_BYTES_MAX);
		assets_words(s->parts[i].assets, s->parts[i].asset_count, &text);
		buf_addf(out, "\n## Part %zu: ", i + 1);
		words(out, &text, s->parts[i].asset_count > 0 ? ": " : "");
		buf_addf(out, "%s\n\n| criterion | verdict | evidence level | reasons |\n"
		    "|---|---|---|---|\n", outcome_words(s->parts[i].proposal));
		for (size_t k = 0; k < s->result_count; k++)
			if (s->results[k].part == i)
				result_row(v, &s->results[k], out);
	}
}

static void
gap_item(const struct gap *g, struct buf *out)
{
	AUTO(buf) text = buf_init(WORDS_BYTES_MAX);
	kind_words(g->kind, &text);
	buf_add_text(&text, g->kind.len > 0 ? ": " : "");
	for (size_t i = 0; i < g->found_count; i++) {
		buf_add_text(&text, i > 0 ? "; " : "");
		buf_add(&text, g->found[i]);
	}
	buf_addf(&text, " (%s)", finding_name(g->id));
	for (size_t i = 0;; i++) {
		AUTO(buf) answer = buf_init(KIB(64));
		if (!answer_words(g->id, g->kind, g->need, i, &answer))
			break;
		buf_add_text(&text, i == 0 ? ". What would do: " : "; ");
		buf_follow(&text, &answer);
		buf_add(&text, buf_slice(&answer));
	}
	buf_add_text(out, "1. ");
	words(out, &text, g->ours ? ". The buyer's turn.\n" : ".\n");
}

static void
gaps(const struct gaps *all, struct buf *out)
{
	heading(out, "Gaps");
	buf_add_text(out, all->count == 0 ? "None.\n" : "");
	for (size_t i = 0; i < all->count; i++)
		gap_item(&all->at[i], out);
}

/* --- appendix --------------------------------------------------------------------------------- */

static void
files(const struct view *v, struct buf *out)
{
	heading(out, "Files");
	buf_add_text(out, "| file | kind | evidence level | digest |\n|---|---|---|---|\n");
	for (size_t i = 0; i < v->file_count; i++) {
		const struct view_file *f = &v->files[i];
		AUTO(buf) text = buf_init(KIB(64));
		kind_words(f->kind, &text);
		if (f->kind.len == 0)
			buf_add_text(&text, "not recognised as evidence");
		if (f->same_as != VIEW_NONE) {
			buf_add_text(&text, "; the same bytes as ");
			buf_add(&text, v->files[f->same_as].path);
		}
		buf_add_text(out, "| ");
		plain(out, f->path);
		buf_add_text(out, " | ");
		words(out, &text, " | ");
		buf_addf(out, "%s | ", f->level == LEVEL_NONE ? "" : level_name(f->level));
		plain(out, f->digest);
		buf_add_text(out, " |\n");
	}
}

static void
appendix(const struct view *v, struct buf *out)
{
	heading(out, "What this does not prove");
	for (size_t i = 0; i < v->limit_count; i++) {
		buf_add_text(out, "- ");
		plain(out, v->limits[i].title);
		buf_add_text(out, ": ");
		plain(out, v->limits[i].sentence);
		buf_add_byte(out, '\n');
	}
	files(v, out);
	if (v->anchor_count > 0)
		heading(out, "Anchors");
	for (size_t i = 0; i < v->anchor_count; i++) {
		AUTO(buf) text = buf_init(KIB(64));
		anchor_words(v, i, &text);
		buf_add_text(&text, ": ");
		buf_add(&text, v->anchors[i].id);
		buf_add_text(out, "- ");
		words(out, &text, "\n");
	}
	buf_add_text(out, "\nResult digest ");
	plain(out, v->result_digest);
	buf_add_text(out, ", criteria digest ");
	plain(out, v->criteria_digest);
	buf_add_text(out, ".\n");
}

struct rc
view_markdown(const struct view *v, struct buf *out, struct err *e)
{
	AUTO(arena) a = arena_init(GAP_ARENA_BYTES);
	struct gaps all;
	TRY(gaps_find(v, &a, &all, e));
	trusted(v, out);
	summary(v, &all, out);
	questions(v, out);
	reconciliation(v, out);
	contradictions(v, out);
	checklist(v, out);
	matrix(v, out);
	parts(v, out);
	gaps(&all, out);
	appendix(v, out);
	return buf_end(out, e);
}
