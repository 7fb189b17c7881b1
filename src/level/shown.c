/* level/shown.c - what a case shows for each row. See level/shown.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "level/shown.h"

#include "fact/item_standing.h"

/* A result that passed; next: the one before it of the same row, or null. */
struct pass { const struct item *item; struct pass *next; };

/* The newest result of a test of one row on the release in scope, and all that passed. */
struct tested {
	const struct item	*item;
	int64_t			 made_ms;
	bool			 passed, failed;
	struct pass		*passes;
};

/* One run. tests, views: of every row of the catalogue, by its index. */
struct finding_out {
	const struct level_plan	*plan;
	const struct case_form	*form;
	const struct kind_set	*kinds;
	struct slice		 edition, zone;
	struct arena		*a;
	struct tested		*tests;
	struct row_view		*views;
};

static struct slice
text_of(const struct fact *f, const char *member)
{
	return f == NULL ? (struct slice){0} : value_text(value_get(&f->value, slice_of(member)));
}

/* The index of the row that a fact names, by key or full name; SIZE_MAX: none of this edition. */
static size_t
row_named(const struct finding_out *g, const struct fact *f)
{
	struct slice name = text_of(f, "requirement"), edition = text_of(f, "edition");
	size_t slash = slice_find(name, SLICE("/"), 0);
	if (slash != SIZE_MAX) {
		edition = slice_sub(name, 0, slash);
		name = slice_sub(name, slash + 1, name.len);
	}
	if (edition.len > 0 && !slice_eq(edition, g->edition))
		return SIZE_MAX;
	const struct catalog_item *item = catalog_find(g->plan->catalog,
	    g->plan->catalog->edition, name);
	return item == NULL ? SIZE_MAX : (size_t)(item - g->plan->catalog->items);
}

static bool
is_of_release(const struct finding_out *g, const struct fact *f)
{
	struct slice release = g->form->scope.release;
	return release.len > 0 && slice_eq(text_of(f, "release"), release);
}

/* --- tests ------------------------------------------------------------------------------------ */

/* Of results as old as each other, and of one without a date, the failed one counts. */
static void
take_test(struct tested *t, const struct item *it, bool passed)
{
	int64_t made = it->made_ms;
	if (made == TIME_UNKNOWN && !passed)
		made = INT64_MAX;
	bool newer = t->item == NULL || made > t->made_ms;
	if (!newer && !(made == t->made_ms && !passed))
		return;
	*t = (struct tested){ it, made, passed, !passed, t->passes };
}

static struct rc
take_pass(struct finding_out *g, struct tested *t, const struct item *it, struct err *e)
{
	if (t->passes != NULL && t->passes->item == it)
		return DONE;
	struct pass *p = ARENA_NEW(g->a, struct pass);
	if (p == NULL)
		return arena_failed(g->a, e);
	*p = (struct pass){ it, t->passes };
	t->passes = p;
	return DONE;
}

static struct rc
take_tests(struct finding_out *g, const struct item *it, struct err *e)
{
	for (size_t i = 0; i < it->fact_count; i++) {
		const struct fact *f = &it->facts[i];
		struct slice result = text_of(f, "result");
		if (!slice_eq(f->name, SLICE("test")) || !is_of_release(g, f))
			continue;
		size_t row = row_named(g, f);
		bool passed = slice_eq(result, SLICE("passed"));
		if (row == SIZE_MAX || (!passed && !slice_eq(result, SLICE("failed"))))
			continue;
		take_test(&g->tests[row], it, passed);
		if (passed)
			TRY(take_pass(g, &g->tests[row], it, e));
	}
	return DONE;
}

/* --- the mapping ------------------------------------------------------------------------------ */

static enum row_status
status_of(const struct fact *f)
{
	struct slice word = text_of(f, "status");
	for (unsigned s = STATUS_MET; s < STATUS_COUNT; s++)
		if (slice_eq(word, slice_of(row_status_name(s))))
			return s;
	return STATUS_NONE;
}

static void
take_mapping(struct finding_out *g, const struct item *it)
{
	for (size_t i = 0; i < it->fact_count; i++) {
		const struct fact *f = &it->facts[i];
		if (!slice_eq(f->name, SLICE("requirement")) || !is_of_release(g, f))
			continue;
		size_t row = row_named(g, f);
		if (row == SIZE_MAX)
			continue;
		struct row_view *v = &g->views[row];
		if (v->fact != NULL && v->status != status_of(f)) {
			v->other = v->why == WHY_CONFLICT ? v->other : it;
			v->other_fact = v->why == WHY_CONFLICT ? v->other_fact : f;
			v->why = WHY_CONFLICT;
			continue;
		}
		v->status = status_of(f);
		v->fact = f;
		v->mapping = it;
	}
}

/* --- evidence of one row ---------------------------------------------------------------------- */

static bool
is_asked_for(const struct finding_out *g, const struct catalog_item *row, const struct item *it)
{
	for (size_t i = 0; i < row->evidence_count; i++)
		if (kind_is(g->kinds, it->kind, row->evidence_kinds[i]))
			return true;
	return false;
}

static bool
tests_row(const struct finding_out *g, const struct item *it, size_t row)
{
	for (const struct pass *p = g->tests[row].passes; p != NULL; p = p->next)
		if (p->item == it)
			return true;
	return false;
}

static enum confidence
nearness(const struct finding_out *g, const struct item *it, size_t row)
{
	const struct case_scope *s = &g->form->scope;
	if (tests_row(g, it, row))
		return CONFIDENCE_DIRECT;
	if (s->release.len > 0 && item_is_bound(it, s->release))
		return is_asked_for(g, &g->plan->catalog->items[row], it) ?
		    CONFIDENCE_SUPPORTING : CONFIDENCE_CONTEXTUAL;
	return s->product.len > 0 && item_is_bound(it, s->product) ? CONFIDENCE_CONTEXTUAL :
	    CONFIDENCE_ADJACENT;
}

/* What the mapping itself says: it may call its evidence less than it is. */
static enum confidence
called(const struct fact *f)
{
	struct slice word = text_of(f, "confidence");
	for (unsigned c = 0; c < CONFIDENCE_COUNT && word.len > 0; c++)
		if (slice_eq(word, slice_of(confidence_name(c))))
			return c;
	return CONFIDENCE_DIRECT;
}

static void
add_evidence(struct finding_out *g, struct row_view *v, const struct item *it, size_t row)
{
	enum confidence c = nearness(g, it, row), limit = called(v->fact);
	for (size_t i = 0; i < v->evidence_count; i++)
		if (v->evidence[i].item == it)
			return;
	c = c > limit ? limit : c;
	v->evidence[v->evidence_count++] = (struct row_evidence){ it, c,
	    item_is_independent(g->form, it) };
	v->confidence = c > v->confidence ? c : v->confidence;
}

static const struct value *
list_of(const struct fact *f, const char *member)
{
	const struct value *v = f == NULL ? NULL : value_get(&f->value, slice_of(member));
	return v != NULL && v->kind == VALUE_ARRAY ? v : NULL;
}

static size_t
length(const struct value *list)
{
	return list == NULL ? 0 : list->count;
}

static struct rc
find_evidence(struct finding_out *g, struct row_view *v, size_t row, struct err *e)
{
	const struct value *named = list_of(v->fact, "evidence");
	const struct value *measures = list_of(v->fact, "measure_evidence");
	v->evidence = ARENA_ARRAY(g->a, struct row_evidence, length(named) + 1);
	if (v->evidence == NULL)
		return arena_failed(g->a, e);
	v->absent = length(list_of(v->fact, "named"));
	for (size_t i = 0; i < length(named); i++) {
		const struct item *it = item_standing(g->form, named->items[i].text);
		if (it == NULL)
			v->absent++;
		else
			add_evidence(g, v, it, row);
	}
	if (g->tests[row].passed)
		add_evidence(g, v, g->tests[row].item, row);
	for (size_t i = 0; i < length(measures); i++)
		v->measure_shown = v->measure_shown ||
		    item_standing(g->form, measures->items[i].text) != NULL;
	return DONE;
}

/* A countermeasure that was recorded apart, with a record of its own behind it. */
static void
take_measures(struct finding_out *g, const struct item *it)
{
	for (size_t i = 0; i < it->fact_count; i++) {
		const struct fact *f = &it->facts[i];
		const struct value *behind = list_of(f, "evidence");
		if (!slice_eq(f->name, SLICE("measure")) || !is_of_release(g, f))
			continue;
		struct slice zone = text_of(f, "zone");
		size_t row = row_named(g, f);
		if (row == SIZE_MAX || (zone.len > 0 && !slice_eq(zone, g->zone)))
			continue;
		g->views[row].measure = f;
		for (size_t k = 0; k < length(behind); k++)
			g->views[row].measure_shown = g->views[row].measure_shown ||
			    item_standing(g->form, behind->items[k].text) != NULL;
	}
}

/* --- judging one row -------------------------------------------------------------------------- */

static bool
has_independent(const struct row_view *v, enum confidence floor)
{
	for (size_t i = 0; i < v->evidence_count; i++)
		if (v->evidence[i].independent && v->evidence[i].confidence >= floor)
			return true;
	return false;
}

static void
set(struct row_view *v, enum row_why why, enum level_shown native, enum level_shown measures,
    enum level_shown independent)
{
	v->why = why;
	v->shown[LEVEL_NATIVE] = native;
	v->shown[LEVEL_WITH_MEASURES] = measures;
	v->shown[LEVEL_INDEPENDENT] = independent;
}

/* What it lacks to be shown. */
static enum row_why
lack(const struct row_view *v)
{
	if (v->evidence_count == 0 || v->confidence == CONFIDENCE_GAP)
		return WHY_NO_RECORD;
	return v->confidence == CONFIDENCE_ADJACENT ? WHY_OTHER_VERSION : WHY_CONTEXT_ONLY;
}

static void
judge_met(struct row_view *v)
{
	enum level_shown measure = v->measure_shown ? SHOWN_MET : SHOWN_NOTHING;
	if (v->confidence < CONFIDENCE_SUPPORTING)
		set(v, lack(v), SHOWN_NOTHING, measure, SHOWN_NOTHING);
	else
		set(v, WHY_SHOWN, SHOWN_MET, SHOWN_MET,
		    has_independent(v, CONFIDENCE_SUPPORTING) ? SHOWN_MET : SHOWN_NOTHING);
}

/* Help from outside: part of the component's own capability only where the row says that it may be
 * met through a system into which it is integrated. */
static void
judge_outside(struct row_view *v, const struct catalog_item *row)
{
	const struct value *may = value_get(row->row, SLICE("integration_allowed"));
	bool integrates = may != NULL && may->kind == VALUE_TRUE &&
	    v->status == STATUS_BY_PLATFORM;
	bool shown = v->confidence >= CONFIDENCE_SUPPORTING;
	if (integrates && shown) {
		judge_met(v);
		return;
	}
	enum level_shown alone = integrates ? SHOWN_NOTHING : SHOWN_NOT_MET;
	bool helped = v->measure_shown || (v->status == STATUS_BY_PLATFORM && shown);
	set(v, WHY_OUTSIDE, alone, helped ? SHOWN_MET : SHOWN_NOTHING, alone);
}

static void
judge_not_applicable(struct row_view *v, const struct level_row *row)
{
	if (row->condition.len == 0 || text_of(v->fact, "reason").len == 0)
		set(v, WHY_UNFOUNDED, SHOWN_NOTHING, SHOWN_NOTHING, SHOWN_NOTHING);
	else
		set(v, WHY_NOT_APPLICABLE, SHOWN_MET, SHOWN_MET,
		    has_independent(v, CONFIDENCE_CONTEXTUAL) ? SHOWN_MET : SHOWN_NOTHING);
}

static void
judge(struct row_view *v, const struct level_row *row, const struct tested *t)
{
	enum level_shown measure = v->measure_shown ? SHOWN_MET : SHOWN_NOT_MET;
	if (t->failed) {
		set(v, WHY_TEST_FAILED, SHOWN_NOT_MET, measure, SHOWN_NOT_MET);
		return;
	}
	if (v->why == WHY_CONFLICT) {
		set(v, WHY_CONFLICT, SHOWN_NOTHING, SHOWN_NOTHING, SHOWN_NOTHING);
		return;
	}
	switch (v->status) {
	case STATUS_MET:
		judge_met(v);
		break;
	case STATUS_PARTLY:
	case STATUS_NOT_MET:
		set(v, v->status == STATUS_PARTLY ? WHY_PARTLY : WHY_STATED_NOT_MET,
		    SHOWN_NOT_MET, measure, SHOWN_NOT_MET);
		break;
	case STATUS_NOT_APPLICABLE:
		judge_not_applicable(v, row);
		break;
	case STATUS_BY_PLATFORM:
	case STATUS_AT_SYSTEM_LEVEL:
		judge_outside(v, row->item);
		break;
	default:
		set(v, v->status == STATUS_UNTESTED ? WHY_UNTESTED : WHY_NOT_STATED,
		    SHOWN_NOTHING, SHOWN_NOTHING, SHOWN_NOTHING);
	}
}

/* A countermeasure that is there covers the row whatever is said of the component itself: else a
 * row of which nothing is known would be worse off than one that failed. */
static void
cover(struct row_view *v)
{
	if (v->measure_shown)
		v->shown[LEVEL_WITH_MEASURES] = SHOWN_MET;
}

/* --- all of them ------------------------------------------------------------------------------ */

static struct rc
judge_rows(struct finding_out *g, const struct level_row *rows, size_t count,
    struct row_view **out, struct err *e)
{
	*out = ARENA_ARRAY(g->a, struct row_view, count);
	if (*out == NULL)
		return arena_failed(g->a, e);
	for (size_t i = 0; i < count; i++) {
		size_t row = (size_t)(rows[i].item - g->plan->catalog->items);
		(*out)[i] = g->views[row];
		(*out)[i].test = g->tests[row].item;
		TRY(find_evidence(g, &(*out)[i], row, e));
		judge(&(*out)[i], &rows[i], &g->tests[row]);
		cover(&(*out)[i]);
	}
	return DONE;
}

static struct rc
list_states(struct finding_out *g, struct shown *out, struct err *e)
{
	for (unsigned way = 0; way < LEVEL_WAYS; way++) {
		enum level_shown *at = ARENA_ARRAY(g->a, enum level_shown, g->plan->row_count);
		if (at == NULL)
			return arena_failed(g->a, e);
		for (size_t i = 0; i < g->plan->row_count; i++)
			at[i] = out->rows[i].shown[way];
		out->states.at[way] = at;
	}
	return DONE;
}

struct rc
shown_find(const struct level_plan *p, const struct shown_wish *wish, struct arena *a,
    struct shown *out, struct err *e)
{
	const struct case_form *form = wish->form;
	struct finding_out g = { .plan = p, .form = form, .kinds = wish->kinds,
	    .edition = wish->edition, .zone = wish->zone, .a = a,
	    .tests = ARENA_ARRAY(a, struct tested, p->catalog->item_count),
	    .views = ARENA_ARRAY(a, struct row_view, p->catalog->item_count) };
	if (g.tests == NULL || g.views == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < form->item_count; i++) {
		const struct item *it = &form->items[i];
		if (!item_stands(form, it))
			continue;
		TRY(take_tests(&g, it, e));
		take_mapping(&g, it);
		take_measures(&g, it);
	}
	TRY(judge_rows(&g, p->rows, p->row_count, &out->rows, e));
	TRY(judge_rows(&g, p->common, p->common_count, &out->common, e));
	return list_states(&g, out, e);
}
