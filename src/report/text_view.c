/* report/text_view.c - an inspection on the terminal. See report/view.h.
 *
 * The order is that in which a reader asks; the verdicts and the proposal come last, because that
 * is what stands on the screen when the command has ended.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/limits.h"
#include "codec/utf8.h"
#include "report/gap.h"
#include "report/reason_words.h"
#include "report/text_page.h"
#include "report/words_view.h"

/* Parts shown as columns of the matrix; the others stand above. */
#define COLUMNS_MAX 5
#define COLUMN_WIDTH 14
#define NAME_WIDTH 26
/* Serials that do not add up, and parts, that are listed before the others are counted. */
#define SERIALS_SHOWN 20
#define PARTS_SHOWN 20

void
page_heading(struct page *p, const char *text)
{
	buf_addf(p->out, "\n%s%s%s\n", p->colour ? "\033[1m" : "", text,
	    p->colour ? "\033[0m" : "");
}

void
page_paragraph(struct page *p, size_t at, size_t indent, const struct buf *words)
{
	buf_follow(p->out, words);
	fold(buf_slice(words), at, indent, TERMINAL_COLUMNS, p->out);
}

void
page_verdict(struct page *p, enum verdict v, size_t width)
{
	const char *words = verdict_shown(v);
	const char *start = v == VERDICT_PASS ? "\033[32m" : v == VERDICT_FAIL ? "\033[31m" :
	    "\033[33m";
	buf_addf(p->out, "%s%s%s", p->colour ? start : "", words, p->colour ? "\033[0m" : "");
	for (size_t n = slice_of(words).len; n < width; n++)
		buf_add_byte(p->out, ' ');
}

/* Two columns in. */
static void
say(struct page *p, const struct buf *words)
{
	buf_add_text(p->out, "  ");
	page_paragraph(p, 2, 6, words);
}

static void
trusted(struct page *p)
{
	const struct view *v = p->v;
	AUTO(buf) words = buf_init(MIB(4));
	view_source_words(v, &words);
	for (size_t i = 0; i < v->anchor_count; i++) {
		buf_add_text(&words, i > 0 ? ", " : "");
		anchor_words(v, i, &words);
	}
	buf_addf(&words, "%s. %s", v->anchor_count == 0 ? "nothing" : "", trust_remark(v));
	page_paragraph(p, 0, 4, &words);
}

static void
assessed(struct page *p)
{
	const struct view *v = p->v;
	AUTO(buf) words = buf_init(MIB(4));
	page_heading(p, "What exactly is assessed?");
	subject_words(v, &words);
	if (v->subject_assumed && v->subject_source.len > 0) {
		buf_add_text(&words, " (assumed: named by ");
		buf_add(&words, v->subject_source);
		buf_add_text(&words, ")");
	}
	say(p, &words);
	buf_clear(&words);
	buf_add_text(&words, "as of ");
	time_words(v->valid_at_ms, &words);
	say(p, &words);
	for (size_t i = 0; i < v->assumption_count; i++) {
		buf_clear(&words);
		buf_add_text(&words, "assumed: ");
		buf_add(&words, v->assumptions[i]);
		say(p, &words);
	}
}

/* "iec62443-4-2:2019/CR-1.2" and "iec62443-4-2:2019/CR-1.8" name their edition once. */
static void
put_drivers(const struct view *v, struct buf *words)
{
	struct slice last = SLICE("");
	for (size_t i = 0; i < v->driver_count; i++) {
		size_t slash = slice_find(v->drivers[i], SLICE("/"), 0);
		size_t head = slash == SIZE_MAX ? 0 : slash + 1;
		struct slice edition = slice_sub(v->drivers[i], 0, head);
		bool again = head > 0 && slice_eq(edition, last);
		buf_add_text(words, i == 0 ? " " : again ? ", " : "; ");
		buf_add(words, again ? slice_sub(v->drivers[i], head, v->drivers[i].len) :
		    v->drivers[i]);
		last = edition;
	}
}

static void
driven(struct page *p)
{
	const struct view *v = p->v;
	AUTO(buf) words = buf_init(MIB(4));
	page_heading(p, "Which part or clause drives it?");
	buf_add_text(&words, "criteria ");
	buf_add(&words, v->criteria_name);
	buf_add_text(&words, " version ");
	buf_add(&words, v->criteria_version);
	buf_add_text(&words, ", ");
	buf_add(&words, v->criteria_digest);
	say(p, &words);
	buf_clear(&words);
	buf_add_text(&words, v->driver_count > 0 ? "they inform" :
	    "they inform no requirement of a standard");
	put_drivers(v, &words);
	say(p, &words);
	buf_add_text(p->out, "  Meeting a criterion never says that a requirement is met.\n");
}

static void
retained(struct page *p)
{
	page_heading(p, "Which evidence is to be retained, by whom?");
	for (size_t i = 0; i < p->v->retention_count; i++) {
		AUTO(buf) words = buf_init(KIB(64));
		retention_words(p->v, &p->v->retentions[i], &words);
		say(p, &words);
	}
	if (p->v->retention_count == 0)
		buf_add_text(p->out, "  Nobody is named who keeps it.\n");
	buf_add_text(p->out, "  To keep: every file below that has a kind, with its digest.\n");
}

/* --- lists ------------------------------------------------------------------------------------ */

static void
list_line_end(const struct view *v, const struct view_list *l, const char *before,
    struct buf *words)
{
	buf_add_text(words, before);
	list_words(v, l, words);
}

static void
list_line(struct page *p, const struct view_list *l)
{
	AUTO(buf) words = buf_init(MIB(1));
	kind_words(l->kind, &words);
	buf_addf(&words, ": %llu row%s, %llu with a serial", (unsigned long long)l->rows,
	    l->rows == 1 ? "" : "s", (unsigned long long)l->serials);
	if (l->compared)
		list_line_end(p->v, l, ", ", &words);
	buf_add_text(&words, " (");
	buf_add(&words, p->v->files[l->file].path);
	buf_add_byte(&words, ')');
	if (!l->compared)
		list_line_end(p->v, l, "; ", &words);
	say(p, &words);
}

static void
serial_line(struct page *p, const struct view_serial *s)
{
	const struct view *v = p->v;
	AUTO(buf) words = buf_init(MIB(1));
	buf_add_text(&words, "serial ");
	assets_words(&s->asset, 1, &words);
	for (size_t i = 0; i < s->stand_count; i++) {
		buf_add_text(&words, i == 0 ? " is in " : ", ");
		place_words(v->files[v->lists[s->stands[i].list].file].path, s->stands[i].place,
		    &words);
	}
	AUTO(buf) absent = buf_init(MIB(1));
	absences_words(v, s, &absent);
	buf_follow(&words, &absent);
	buf_add_text(&words, absent.len > 0 ? "; in no " : "");
	buf_add(&words, buf_slice(&absent));
	say(p, &words);
}

static void
reconciliation(struct page *p)
{
	const struct view *v = p->v;
	if (v->list_count == 0)
		return;
	page_heading(p, "Do the lists add up?");
	for (size_t i = 0; i < v->list_count; i++)
		list_line(p, &v->lists[i]);
	buf_addf(p->out, "  device certificates: %llu of %zu serials have one on file\n",
	    (unsigned long long)v->certified, v->scope->asset_count);
	for (size_t i = 0; i < v->serial_count && i < SERIALS_SHOWN; i++)
		serial_line(p, &v->serials[i]);
	if (v->serial_count > SERIALS_SHOWN)
		buf_addf(p->out, "  and %zu more serials that are not once in every list\n",
		    v->serial_count - SERIALS_SHOWN);
	AUTO(buf) words = buf_init(MIB(1));
	sum_words(v, &words);
	buf_follow(p->out, &words);
	if (words.len > 0)
		say(p, &words);
}

static void
side(struct page *p, size_t file, struct slice place, struct slice says)
{
	AUTO(buf) words = buf_init(MIB(1));
	place_words(p->v->files[file].path, place, &words);
	buf_add_text(&words, " says ");
	buf_add(&words, says);
	buf_add_text(p->out, "      ");
	page_paragraph(p, 6, 8, &words);
}

static void
contradictions(struct page *p)
{
	const struct view *v = p->v;
	page_heading(p, "Contradictions");
	for (size_t i = 0; i < v->conflict_count; i++) {
		const struct view_conflict *c = &v->conflicts[i];
		AUTO(buf) words = buf_init(MIB(1));
		buf_add(&words, c->what);
		buf_add_text(&words, " of ");
		buf_add(&words, c->subject);
		buf_addf(&words, " (%s)", finding_name(c->id));
		say(p, &words);
		side(p, c->left_file, c->left_place, c->left);
		side(p, c->right_file, c->right_place, c->right);
	}
	if (v->conflict_count == 0)
		buf_add_text(p->out, v->serial_count > 0 ?
		    "  none between files but for the serials above\n" :
		    "  none between files\n");
}

static void
limits(struct page *p)
{
	if (p->v->limit_count > 0)
		page_heading(p, "What this does not prove");
	for (size_t i = 0; i < p->v->limit_count; i++) {
		AUTO(buf) words = buf_init(MIB(1));
		kind_words(p->v->limits[i].kind, &words);
		buf_add_text(&words, ": ");
		buf_add(&words, p->v->limits[i].sentence);
		say(p, &words);
	}
}

/* --- verdicts --------------------------------------------------------------------------------- */

static void
checklist(struct page *p)
{
	page_heading(p, "Checklist");
	for (unsigned a = AREA_NONE + 1; a < AREA_COUNT; a++) {
		buf_add_text(p->out, "  ");
		page_verdict(p, verdict_of_area(p->v, (enum area)a), 13);
		buf_addf(p->out, " %-22s %s\n", area_words((enum area)a),
		    area_question((enum area)a));
	}
}

static void
reason_lines(struct page *p, const struct criterion_result *r)
{
	for (size_t i = 0; i < r->reason_count;) {
		struct run run = run_at(r, i);
		AUTO(buf) words = buf_init(MIB(8));
		i += run.count;
		if (run_id(&run) == FINDING_CONDITION_OPEN)
			continue;
		buf_add(&words, r->id);
		buf_addf(&words, ", %s: ", verdict_shown(r->verdict));
		run_words(p->v, &run, &words);
		buf_addf(&words, " (%s)", finding_name(run_id(&run)));
		buf_add_text(p->out, "    ");
		page_paragraph(p, 4, 8, &words);
	}
}

static void
part_line(struct page *p, size_t part)
{
	const struct part *s = &p->v->assessment->parts[part];
	AUTO(buf) words = buf_init(MIB(8));
	if (p->v->assessment->part_count > 1)
		buf_addf(&words, "part %zu, ", part + 1);
	if (s->asset_count == 0)
		buf_add_text(&words, "the whole");
	else
		buf_addf(&words, "%zu serial%s, ", s->asset_count, s->asset_count == 1 ? "" : "s");
	assets_words(s->assets, s->asset_count, &words);
	buf_addf(&words, ": %s", outcome_words(s->proposal));
	if (s->level.max != LEVEL_NONE) {
		buf_add_text(&words, ", ");
		level_words(s->level, &words);
	}
	say(p, &words);
}

/* Nothing but open conditions keeps the part from being accepted. */
static bool
is_but_for_conditions(const struct assessment *s, size_t part)
{
	const struct part *p = &s->parts[part];
	for (size_t i = 0; i < p->reason_count; i++)
		if (p->reasons[i].id != FINDING_CONDITION_OPEN)
			return false;
	return s->result_count > 0;
}

static void
parts(struct page *p)
{
	const struct assessment *s = p->v->assessment;
	page_heading(p, s->part_count > 1 ? "Parts, and why" : "Why");
	for (size_t i = 0; i < s->part_count && i < PARTS_SHOWN; i++) {
		part_line(p, i);
		if (is_but_for_conditions(s, i))
			buf_add_text(p->out, s->condition_count > 0 ? "    every criterion is met "
			    "but for the open condition (CONDITION_OPEN)\n" :
			    "    every criterion is met\n");
		for (size_t k = 0; k < s->result_count; k++)
			if (s->results[k].part == i)
				reason_lines(p, &s->results[k]);
	}
	if (s->part_count > PARTS_SHOWN)
		buf_addf(p->out, "  and %zu more parts\n", s->part_count - PARTS_SHOWN);
}

/* The same kind for the same criterion: its subjects in one line. Returns the next row. */
static size_t
missing_line(struct page *p, size_t first)
{
	const struct missing *m = p->v->assessment->missing;
	size_t next = first + 1, count = p->v->assessment->missing_count;
	AUTO(buf) words = buf_init(MIB(8));
	while (next < count && slice_eq(m[next].criterion, m[first].criterion) &&
	    slice_eq(m[next].kind, m[first].kind))
		next++;
	buf_addf(&words, "%-24s ", area_words(m[first].area));
	kind_words(m[first].kind, &words);
	if (slice_starts(m[first].subject, SLICE("asset:"))) {
		buf_add_text(&words, " for ");
		AUTO(buf) names = buf_init(MIB(4));
		size_t n = spread_words(&m[first].subject, sizeof(*m), next - first, &names);
		buf_follow(&words, &names);
		buf_addf(&words, "serial%s ", n == 1 ? "" : "s");
		buf_add(&words, buf_slice(&names));
	}
	buf_add_text(&words, " (criterion ");
	buf_add(&words, m[first].criterion);
	buf_add_byte(&words, ')');
	buf_add_text(p->out, "  ");
	page_paragraph(p, 2, 27, &words);
	return next;
}

static void
missing(struct page *p)
{
	if (p->v->assessment->missing_count > 0)
		page_heading(p, "What is missing or does not count");
	for (size_t i = 0; i < p->v->assessment->missing_count;)
		i = missing_line(p, i);
}

static void
pad(struct page *p, size_t from, size_t width)
{
	for (size_t n = p->out->len - from; n < width; n++)
		buf_add_byte(p->out, ' ');
}

/* What each column is: the number of the part, and its serials in a few words. */
static void
matrix_head(struct page *p, size_t shown)
{
	const struct assessment *s = p->v->assessment;
	size_t from;
	page_heading(p, "Criteria by parts");
	buf_addf(p->out, "  %-*s", NAME_WIDTH, "");
	for (size_t i = 0; i < shown; i++) {
		AUTO(buf) words = buf_init(MIB(1));
		part_words(&s->parts[i], &words);
		from = p->out->len;
		buf_follow(p->out, &words);
		text_show(buf_slice(&words), p->out);
		pad(p, from, i + 1 < shown ? COLUMN_WIDTH : 0);
	}
	buf_add_byte(p->out, '\n');
}

static void
matrix(struct page *p)
{
	const struct view *v = p->v;
	size_t parts = v->assessment->part_count;
	size_t shown = parts < COLUMNS_MAX ? parts : COLUMNS_MAX;
	matrix_head(p, shown);
	for (size_t c = 0; c < v->criterion_count; c++) {
		buf_addf(p->out, "  %-*.*s", NAME_WIDTH, SLICE_FMT(v->criteria[c].id));
		for (size_t i = 0; i < shown; i++)
			page_verdict(p, verdict_of(v, v->criteria[c].id, i),
			    i + 1 < shown ? COLUMN_WIDTH : 0);
		buf_add_byte(p->out, '\n');
	}
	if (parts > shown)
		buf_addf(p->out, "  %zu more parts stand above and in the report\n",
		    parts - shown);
}

static struct rc
put_gaps(const struct view *v, struct buf *words, struct err *e)
{
	AUTO(arena) a = arena_init(GAP_ARENA_BYTES);
	struct gaps all;
	TRY(gaps_find(v, &a, &all, e));
	buf_addf(words, "%zu gap%s", all.count, all.count == 1 ? "" : "s");
	buf_add_text(words, all.count > 0 ? ", which --letter FILE asks for; " : "; ");
	return DONE;
}

static struct rc
proposal(struct page *p, struct err *e)
{
	const struct assessment *s = p->v->assessment;
	AUTO(buf) words = buf_init(MIB(1));
	page_heading(p, "Proposal");
	buf_addf(&words, "%s; a person decides", outcome_words(s->proposal));
	say(p, &words);
	buf_clear(&words);
	for (size_t i = 0; s->part_count > 1 && i < s->part_count && i < COLUMNS_MAX; i++) {
		buf_add_text(&words, i == 0 ? "" : "; ");
		part_words(&s->parts[i], &words);
		buf_addf(&words, ": %s", outcome_words(s->parts[i].proposal));
	}
	if (words.len > 0)
		say(p, &words);
	for (size_t i = 0; i < s->condition_count; i++) {
		buf_clear(&words);
		buf_add_text(&words, "condition: ");
		condition_words(&s->conditions[i], &words);
		say(p, &words);
	}
	buf_clear(&words);
	TRY(put_gaps(p->v, &words, e));
	if (s->level.max == LEVEL_NONE)
		buf_add_text(&words, "nothing that was sent states anything about it");
	else
		level_words(s->level, &words);
	say(p, &words);
	buf_clear(&words);
	buf_add_text(&words, "result ");
	buf_add(&words, p->v->result_digest);
	say(p, &words);
	return DONE;
}

struct rc
view_text(const struct view *v, bool colour, struct buf *out, struct err *e)
{
	struct page p = { v, out, colour };
	trusted(&p);
	assessed(&p);
	driven(&p);
	retained(&p);
	page_files(&p);
	limits(&p);
	reconciliation(&p);
	contradictions(&p);
	checklist(&p);
	parts(&p);
	missing(&p);
	matrix(&p);
	TRY(proposal(&p, e));
	return buf_end(out, e);
}
