/* check/capability_level.c - the wanted security level is shown, row by row.
 *
 * A level is wanted as a vector over the seven foundational requirements, or as the target of the
 * zone in which the release is to live. It is shown where every row that it asks for, of the
 * edition and component types, is: what shows a row is src/level/shown.h, with no other items than
 * the needs of the criterion and of this check admitted. What the maker claims shows nothing.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "check/match.h"
#include "level/shown.h"
#include "level/vector.h"
#include "subject/subject.h"

enum { MAPPING, TARGET, ZONE, WANTED, SHOWN, EDITION, TYPES };

/* One run. wanted: levels by foundational requirement. */
struct judging {
	const struct check_call	*c;
	struct reasons		*out;
	unsigned		 wanted[LEVEL_FRS];
	enum level_way		 way;
	struct case_form	 form;
	struct level_plan	 plan;
	struct shown		 shown;
	struct level_result	 result;
};

/* --- words of the parameters ------------------------------------------------------------------ */

static const char *const way_words[LEVEL_WAYS] = { "shown", "shown_with_countermeasures",
	"shown_independently" };

static bool
is_way(struct slice text)
{
	for (size_t i = 0; i < LEVEL_WAYS; i++)
		if (slice_eq(text, slice_of(way_words[i])))
			return true;
	return false;
}

static bool
is_vector(struct slice text)
{
	unsigned unused[LEVEL_FRS];
	return level_vector_parse(text, unused);
}

static bool
is_zone(struct slice text)
{
	struct subject s;
	return !failed(subject_parse(text, &s, NULL)) && s.kind == SUBJECT_ZONE;
}

static struct slice
first_text(const struct check_call *c, unsigned param)
{
	return c->text_count[param] > 0 ? c->texts[param][0] : SLICE("");
}

/* The edition whose rows count: of a profile the one that it is of. */
static struct slice
edition_of(const struct check_call *c)
{
	struct slice edition = first_text(c, EDITION);
	const struct catalog *from = catalog_set_get(c->catalogues, edition, (struct slice){0});
	return from != NULL && profile_of(from).len > 0 ? profile_of(from) : edition;
}

static enum level_way
way_of(const struct check_call *c)
{
	for (unsigned i = 0; i < LEVEL_WAYS; i++)
		if (slice_eq(first_text(c, SHOWN), slice_of(way_words[i])))
			return i;
	return LEVEL_NATIVE;
}

/* --- what is wanted --------------------------------------------------------------------------- */

static void
want(struct judging *g, const unsigned levels[static LEVEL_FRS])
{
	for (unsigned fr = 0; fr < LEVEL_FRS; fr++)
		if (levels[fr] > g->wanted[fr])
			g->wanted[fr] = levels[fr];
}

/* Two targets of one zone that ask for different levels: neither is known to be the one. */
static void
compare_targets(struct judging *g, const struct walk *first, const struct walk *other)
{
	if (slice_eq(fact_text(first->fact, "target"), fact_text(other->fact, "target")))
		return;
	say(g->out, FINDING_EVIDENCE_CONFLICT, g->c->subject, first);
	say(g->out, FINDING_EVIDENCE_CONFLICT, g->c->subject, other);
}

/* That there is no target at all was said when the need was judged. */
static void
want_targets(struct judging *g)
{
	const struct check_call *c = g->c;
	struct walk w = {0}, first = {0};
	struct slice zone = first_text(c, ZONE);
	unsigned levels[LEVEL_FRS];
	while (walk_next(&w, &c->needs[TARGET], "target")) {
		if (!slice_eq(fact_text(w.fact, "zone"), zone)) {
			say(g->out, FINDING_EVIDENCE_UNBOUND, c->subject, &w);
			continue;
		}
		if (!slice_eq(fact_text(w.fact, "edition"), edition_of(c)))
			say(g->out, FINDING_EDITION_MISMATCH, c->subject, &w);
		if (!level_vector_parse(fact_text(w.fact, "target"), levels)) {
			say(g->out, FINDING_SCOPE_MISSING, c->subject, &w);
			continue;
		}
		if (first.fact == NULL)
			first = w;
		compare_targets(g, &first, &w);
		want(g, levels);
	}
	for (size_t i = 0; i < c->needs[TARGET].count; i++)
		if (facts_in(c->needs[TARGET].items[i], "target") == 0)
			reasons_add(g->out, FINDING_SCOPE_MISSING, c->subject,
			    c->needs[TARGET].items[i]->id, SLICE(""));
}

static void
want_all(struct judging *g)
{
	unsigned levels[LEVEL_FRS];
	for (size_t i = 0; i < g->c->text_count[WANTED]; i++)
		if (level_vector_parse(g->c->texts[WANTED][i], levels))
			want(g, levels);
	want_targets(g);
}

/* --- what is there ---------------------------------------------------------------------------- */

static bool
is_admitted(const struct admitted *in, const struct item *it)
{
	for (size_t i = 0; i < in->count; i++)
		if (in->items[i] == it)
			return true;
	return false;
}

/* The case with no other items than those that were admitted, in its order. */
static struct rc
narrow(struct judging *g, struct err *e)
{
	const struct check_call *c = g->c;
	g->form = *c->form;
	g->form.items = ARENA_ARRAY(c->a, struct item, c->own.count + c->needs[MAPPING].count);
	if (g->form.items == NULL)
		return arena_failed(c->a, e);
	g->form.item_count = 0;
	for (size_t i = 0; i < c->form->item_count; i++) {
		const struct item *it = &c->form->items[i];
		if (is_admitted(&c->needs[MAPPING], it) || is_admitted(&c->own, it))
			g->form.items[g->form.item_count++] = *it;
	}
	return DONE;
}

/* *known false: there is no catalogue by which to judge, which is said. */
static struct rc
plan_rows(struct judging *g, bool *known, struct err *e)
{
	const struct check_call *c = g->c;
	const struct case_scope *s = &c->form->scope;
	struct slice edition = first_text(c, EDITION);
	const struct slice *types = c->text_count[TYPES] > 0 ? c->texts[TYPES] :
	    s->component_types;
	size_t count = c->text_count[TYPES] > 0 ? c->text_count[TYPES] : s->type_count;
	const struct catalog *from = catalog_set_get(c->catalogues, edition, (struct slice){0});
	struct err why = {0};
	*known = false;
	if (count == 0)
		reasons_add(g->out, FINDING_SCOPE_MISSING, c->subject, SLICE(""),
		    SLICE("component_type"));
	if (from == NULL || !profile_or_levelled(from))
		reasons_add(g->out, FINDING_CATALOGUE_MISSING, c->subject, SLICE(""), edition);
	if (count == 0 || from == NULL || !profile_or_levelled(from))
		return DONE;
	struct rc done = level_plan_make(from, c->catalogues, types, count, c->a, &g->plan, &why);
	if (done.code == E_SCHEMA) {
		reasons_add(g->out, FINDING_CATALOGUE_MISSING, c->subject, SLICE(""), edition);
		return DONE;
	}
	*known = !failed(done);
	return failed(done) ? fail(e, why.code, why.at, why.what) : DONE;
}

/* --- what is short ---------------------------------------------------------------------------- */

/* "FR2=2 iec62443-4-2:2019/CR-2.1-RE-1": the level that asks for the row, and the row; in brackets
 * who corrected it, and who made the profile that asks for it. */
static struct rc
place_of(struct judging *g, const struct level_row *row, struct slice *out, struct err *e)
{
	bool corrected = row->author.len > 0;
	struct slice by = g->plan.profile != NULL ? profile_author(g->plan.profile) : SLICE("");
	return arena_format(g->c->a, out, "FR%u=%u %.*s%s%.*s%s%s%.*s%s", row->fr + 1, row->from,
	    SLICE_FMT(row->item->full), corrected ? " [" : "", SLICE_FMT(row->author),
	    corrected ? "]" : "", by.len > 0 ? " [" : "", SLICE_FMT(by), by.len > 0 ? "]" : "") ?
	    DONE : arena_failed(g->c->a, e);
}

/* Where the row should be stated: the first mapping; empty where there is none. */
static struct slice
first_mapping(const struct judging *g)
{
	const struct admitted *in = &g->c->needs[MAPPING];
	return in->count > 0 ? in->items[0]->id : SLICE("");
}

/* What says that the row is not met, or what says anything of it, or what should. */
static struct slice
evidence_of(const struct judging *g, size_t row)
{
	size_t base = g->plan.rows[row].base;
	if (g->shown.rows[row].shown[g->way] != SHOWN_NOT_MET && base != LEVEL_NO_ROW &&
	    g->result.settled[g->way][base] == SHOWN_NOT_MET)
		row = base;
	const struct row_view *v = &g->shown.rows[row];
	if (v->why == WHY_TEST_FAILED)
		return v->test->id;
	return v->mapping != NULL ? v->mapping->id : first_mapping(g);
}

/* Two mappings in force say different things of the row. */
static void
say_conflict(struct judging *g, const struct row_view *v)
{
	reasons_add(g->out, FINDING_EVIDENCE_CONFLICT, g->c->subject, v->mapping->id,
	    v->fact->place);
	reasons_add(g->out, FINDING_EVIDENCE_CONFLICT, g->c->subject, v->other->id,
	    v->other_fact->place);
}

static struct rc
say_rows(struct judging *g, bool named[static LEVEL_FRS], struct err *e)
{
	for (size_t i = 0; i < g->plan.row_count; i++) {
		const struct level_row *row = &g->plan.rows[i];
		enum level_shown shown = g->result.settled[g->way][i];
		struct slice place;
		if (row->from > g->wanted[row->fr] || shown == SHOWN_MET)
			continue;
		named[row->fr] = true;
		TRY(place_of(g, row, &place, e));
		reasons_add(g->out, shown == SHOWN_NOT_MET ? FINDING_LEVEL_SHORT :
		    FINDING_LEVEL_NOT_SHOWN, g->c->subject, evidence_of(g, i), place);
		if (g->shown.rows[i].why == WHY_CONFLICT)
			say_conflict(g, &g->shown.rows[i]);
	}
	return DONE;
}

/* Where the edition asks nothing of these types for a requirement, no level of it is shown. */
static struct rc
say_short(struct judging *g, struct err *e)
{
	bool named[LEVEL_FRS] = {0};
	TRY(say_rows(g, named, e));
	for (unsigned fr = 0; fr < LEVEL_FRS; fr++) {
		struct slice place;
		if (named[fr] || g->result.at[g->way][fr].level >= g->wanted[fr])
			continue;
		if (!arena_format(g->c->a, &place, "FR%u=%u", fr + 1, g->wanted[fr]))
			return arena_failed(g->c->a, e);
		reasons_add(g->out, FINDING_LEVEL_NOT_SHOWN, g->c->subject, first_mapping(g),
		    place);
	}
	return DONE;
}

/* --- the whole -------------------------------------------------------------------------------- */

static struct rc
run(const struct check_call *c, struct reasons *out, struct err *e)
{
	struct judging g = { .c = c, .out = out, .way = way_of(c) };
	bool known;
	if (c->form->scope.release.len == 0)
		reasons_add(out, FINDING_SUBJECT_UNKNOWN, c->subject, SLICE(""), SLICE(""));
	want_all(&g);
	TRY(plan_rows(&g, &known, e));
	if (!known)
		return DONE;
	TRY(narrow(&g, e));
	const struct shown_wish wish = { &g.form, c->kinds, edition_of(c), first_text(c, ZONE) };
	TRY(shown_find(&g.plan, &wish, c->a, &g.shown, e));
	TRY(level_compute(&g.plan, &g.shown.states, c->a, &g.result, e));
	return say_short(&g, e);
}

static const struct check_text texts[] = {
	{ .param = "target", .with = "zone" },
	{ .param = "zone", .with = "target", .good = is_zone, .one = true, .about = true,
	    .expected = "a zone, e.g. zone:plant/line/1" },
	{ .param = "wanted", .good = is_vector, .expected =
	    "a level for each foundational requirement, e.g. \"FR1=2 FR2=2 FR3=2 FR4=1 FR5=2 "
	    "FR6=1 FR7=2\"" },
	{ .param = "shown", .good = is_way, .one = true, .expected =
	    "shown, shown_with_countermeasures or shown_independently; a claim shows nothing" },
	{ .param = "edition", .one = true },
	{ .param = NULL },
};

const struct check check_capability_level = {
	.name = "capability_level", .revision = 1,
	.sentence = "every row of the edition that the wanted security level asks for is shown met "
	    "by records of this very release; what the maker claims shows nothing",
	.supporting = "requirement test measure target",
	.adverse = "test requirement",
	.own = true, .catalogues = true,
	.texts = texts,
	.either = "wanted target",
	.params = {
		{ "mapping", "what the maker says of each row, and which records it names",
		    CHECK_NEED, true, FINDING_NONE },
		{ "target", "the target of the zone in which the release is to live", CHECK_NEED,
		    false, FINDING_NONE },
		{ "zone", "that zone", CHECK_TEXTS, false, FINDING_NONE },
		{ "wanted", "the level for each foundational requirement, FR1=2 FR2=2 ...",
		    CHECK_TEXTS, false, FINDING_NONE },
		{ "shown", "which way of being shown is asked for: shown (by the component itself, "
		    "also without this parameter), shown_with_countermeasures or "
		    "shown_independently", CHECK_TEXTS, false, FINDING_NONE },
		{ "edition", "the edition whose rows count", CHECK_TEXTS, true, FINDING_NONE },
		{ "component_type", "component types whose rows count; without it those of the "
		    "product", CHECK_TEXTS, false, FINDING_NONE },
	},
	.run = run,
};
