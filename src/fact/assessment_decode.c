/* fact/assessment_decode.c - reads the form of an assessment. See fact/assessment.h and
 * doc/formats/assessment.md.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/limits.h"
#include "fact/assessment_int.h"
#include "fact/form_int.h"

/* --- words ------------------------------------------------------------------------------------ */

/* "split" only where the whole is meant. */
static enum outcome
need_outcome(struct obj *o, bool whole)
{
	const char *what = "expected proposal: an outcome";
	const struct value *v = obj_need(o, "proposal", VALUE_STRING, what);
	enum outcome found = outcome_parse(value_text(v));
	if (whole && slice_eq(value_text(v), SLICE("split")))
		found = OUTCOME_SPLIT;
	if (v != NULL && found == OUTCOME_NONE)
		obj_fail(o, v->at, what);
	return found;
}

static enum area
need_area(struct obj *o)
{
	const char *what = "expected area: one of the nine";
	const struct value *v = obj_need(o, "area", VALUE_STRING, what);
	enum area found = value_text(v).len > 0 ? area_parse(value_text(v)) : AREA_NONE;
	if (v != NULL && found == AREA_NONE)
		obj_fail(o, v->at, what);
	return found;
}

/* LEVEL_NONE for null. */
static enum level
may_level(struct obj *o, const char *name, const char *what)
{
	const struct value *v = obj_any(o, name);
	if (v != NULL && v->kind == VALUE_NULL)
		return LEVEL_NONE;
	v = obj_need(o, name, VALUE_STRING, what);
	enum level found = value_text(v).len > 0 ? level_parse(value_text(v)) : LEVEL_NONE;
	if (v != NULL && found == LEVEL_NONE)
		obj_fail(o, v->at, what);
	return found;
}

static struct level_range
need_range(struct obj *o)
{
	const struct value *v = obj_need(o, "evidence_level", VALUE_OBJECT,
	    "expected evidence_level: an object");
	struct level_range r = {0};
	if (v == NULL)
		return r;
	struct obj l = obj_open(v);
	r.min = may_level(&l, "min", "expected min: E1 to E5, or null");
	r.max = may_level(&l, "max", "expected max: E1 to E5, or null");
	if (r.min > r.max || (r.min == LEVEL_NONE) != (r.max == LEVEL_NONE))
		obj_fail(&l, v->at, "min is above max, or only one of them is there");
	(void)obj_end(&l, &o->err);	/* the obj has failed then */
	return r;
}

/* --- elements --------------------------------------------------------------------------------- */

static struct rc
one_part(const struct value *v, struct arena *a, void *out, struct err *e)
{
	static const struct form_list assets = { "assets", "expected assets: a list",
	    sizeof(struct slice), form_one_text, slice_cmp_qsort, false };
	struct part *p = out;
	struct obj o = obj_open(v);
	p->assets = form_need_list(&o, a, &assets, &p->asset_count);
	p->proposal = need_outcome(&o, false);
	p->level = need_range(&o);
	p->reasons = form_need_reasons(&o, a, "reasons", "expected reasons: a list",
	    &p->reason_count);
	return obj_end(&o, e);
}

static struct rc
one_result(const struct value *v, struct arena *a, void *out, struct err *e)
{
	static const char *const verdicts[VERDICT_COUNT] = { "not_evaluated", "indeterminate",
		"fail", "pass" };
	static const struct form_list evidence = { "evidence", "expected evidence: a list",
	    sizeof(struct slice), form_one_evidence, slice_cmp_qsort, false };
	static const struct form_list checks = { "checks", "expected checks: a list",
	    sizeof(struct slice), form_one_text, slice_cmp_qsort, false };
	struct criterion_result *r = out;
	struct obj o = obj_open(v);
	r->id = form_need_some(&o, "id", "expected id: a criterion");
	r->area = need_area(&o);
	r->part = (size_t)form_need_count(&o, "part", "expected part: its number, from 0");
	r->verdict = (enum verdict)form_need_word(&o, "verdict", verdicts, VERDICT_COUNT,
	    "expected verdict: not_evaluated, indeterminate, fail or pass");
	r->level = need_range(&o);
	r->reasons = form_need_reasons(&o, a, "reasons", "expected reasons: a list",
	    &r->reason_count);
	r->evidence = form_need_list(&o, a, &evidence, &r->evidence_count);
	r->checks = form_need_list(&o, a, &checks, &r->check_count);
	r->exception = form_may_id(&o, "exception", SLICE("exception:"),
	    "expected exception: the id of one, or empty");
	r->proposal = need_outcome(&o, false);
	if (r->verdict == VERDICT_PASS && (r->reason_count > 0 || r->exception.len > 0))
		obj_fail(&o, v->at, "a pass with a reason against it");
	return obj_end(&o, e);
}

static struct rc
one_condition(const struct value *v, struct arena *a, void *out, struct err *e)
{
	struct condition_open *c = out;
	struct obj o = obj_open(v);
	(void)a;
	c->criterion = form_need_some(&o, "criterion", "expected criterion: text");
	c->text = form_need_some(&o, "text", "expected text: text");
	c->gate = form_need_some(&o, "gate", "expected gate: text");
	c->due = form_need_some(&o, "due", "expected due: text");
	return obj_end(&o, e);
}

static struct rc
one_missing(const struct value *v, struct arena *a, void *out, struct err *e)
{
	struct missing *m = out;
	struct obj o = obj_open(v);
	(void)a;
	m->criterion = form_need_some(&o, "criterion", "expected criterion: text");
	m->area = need_area(&o);
	m->kind = form_need_some(&o, "kind", "expected kind: an evidence kind");
	m->subject = form_need_some(&o, "subject", "expected subject: text");
	return obj_end(&o, e);
}

static struct rc
one_item(const struct value *v, struct arena *a, void *out, struct err *e)
{
	struct item_level *l = out;
	struct obj o = obj_open(v);
	(void)a;
	l->evidence = form_need_evidence(&o, "evidence", "expected evidence: the id of an item");
	l->kind = form_need_some(&o, "kind", "expected kind: an evidence kind");
	l->level = may_level(&o, "level", "expected level: E1 to E5, or null");
	const struct value *why = obj_any(&o, "why");
	l->why = why != NULL && why->kind == VALUE_NULL ? FINDING_NONE :
	    form_need_finding(&o, "why", "expected why: a reason code or null");
	return obj_end(&o, e);
}

/* --- what must belong together ---------------------------------------------------------------- */

static const struct value *
element(const struct value *v, const char *list, size_t i)
{
	return &value_get(v, slice_of(list))->items[i];
}

static int
by_text(const void *left, const void *right)
{
	const struct value *const *a = left, *const *b = right;
	int c = slice_cmp((*a)->text, (*b)->text);
	return c != 0 ? c : (*a)->at < (*b)->at ? -1 : (*a)->at > (*b)->at;
}

/* An asset stands in one part. v: the result. */
static struct rc
check_assets(const struct value *v, const struct assessment *s, struct arena *a, struct err *e)
{
	size_t count = 0;
	for (size_t i = 0; i < s->part_count; i++)
		count += s->parts[i].asset_count;
	const struct value **all = ARENA_ARRAY(a, const struct value *, count);
	if (all == NULL)
		return arena_failed(a, e);
	count = 0;
	for (size_t i = 0; i < s->part_count; i++)
		for (size_t k = 0; k < s->parts[i].asset_count; k++)
			all[count++] = element(element(v, "parts", i), "assets", k);
	form_sort(all, count, sizeof(*all), by_text);
	for (size_t i = 1; i < count; i++)
		if (slice_eq(all[i - 1]->text, all[i]->text))
			return fail(e, E_SCHEMA, all[i]->at, "an asset in two parts");
	return DONE;
}

static struct rc
check_parts(const struct value *v, const struct assessment *s, struct arena *a, struct err *e)
{
	enum outcome whole = s->part_count > 0 ? s->parts[0].proposal : OUTCOME_NONE;
	if (s->part_count == 0)
		return fail(e, E_SCHEMA, value_get(v, SLICE("parts"))->at,
		    "expected at least one part");
	for (size_t i = 0; i < s->part_count; i++) {
		const struct part *p = &s->parts[i];
		if (s->part_count > 1 && p->asset_count == 0)
			return fail(e, E_SCHEMA, element(v, "parts", i)->at,
			    "a part without assets beside others");
		if (i > 0 && slice_cmp(s->parts[i - 1].assets[0], p->assets[0]) > 0)
			return fail(e, E_SCHEMA, element(v, "parts", i)->at,
			    "not in the order of this form");
		if (p->proposal != whole)
			whole = OUTCOME_SPLIT;
	}
	if (s->proposal != whole)
		return fail(e, E_SCHEMA, value_get(v, SLICE("proposal"))->at,
		    "not the proposal that the parts make");
	return check_assets(v, s, a, e);
}

/* Every criterion once for each part, parts in order. */
static struct rc
check_results(const struct value *v, const struct assessment *s, struct err *e)
{
	size_t n = s->part_count;
	if (s->result_count / n > CRITERIA_MAX)
		return fail(e, E_LIMIT, element(v, "results", CRITERIA_MAX * n)->at,
		    "more criteria than one file may have");
	for (size_t i = 0; i < s->result_count; i++) {
		const struct criterion_result *r = &s->results[i], *first = &s->results[i - i % n];
		if (r->part != i % n || !slice_eq(r->id, first->id) || r->area != first->area)
			return fail(e, E_SCHEMA, element(v, "results", i)->at,
			    "expected every criterion once for each part, in order");
		for (size_t k = 0; r == first && k < i; k += n)
			if (slice_eq(s->results[k].id, r->id))
				return fail(e, E_SCHEMA, element(v, "results", i)->at,
				    "a criterion twice");
	}
	if (s->result_count % n != 0)
		return fail(e, E_SCHEMA, value_get(v, SLICE("results"))->at,
		    "expected every criterion once for each part, in order");
	return DONE;
}

/* The place of a criterion in the order of results, from a place on; their number if there is
 * none. */
static size_t
criterion_from(const struct assessment *s, size_t from, struct slice id)
{
	while (from < s->result_count && !slice_eq(s->results[from].id, id))
		from += s->part_count;
	return from;
}

static struct rc
check_conditions(const struct value *v, const struct assessment *s, struct err *e)
{
	size_t at = 0;
	for (size_t i = 0; i < s->condition_count; i++) {
		at = criterion_from(s, at, s->conditions[i].criterion);
		if (at >= s->result_count)
			return fail(e, E_SCHEMA, element(v, "conditions", i)->at,
			    "not in the order of the criteria, twice, or of none of them");
		at += s->part_count;
	}
	return DONE;
}

static struct rc
check_missing(const struct value *v, const struct assessment *s, struct err *e)
{
	size_t at = 0;
	for (size_t i = 0; i < s->missing_count; i++) {
		const struct missing *m = &s->missing[i];
		at = criterion_from(s, at, m->criterion);
		if (at >= s->result_count || s->results[at].area != m->area)
			return fail(e, E_SCHEMA, element(v, "missing", i)->at,
			    "not in the order of the criteria, or of none of them");
		if (i == 0 || !slice_eq(m[-1].criterion, m->criterion))
			continue;
		if (assessment_by_missing(m - 1, m) >= 0)
			return fail(e, E_SCHEMA, element(v, "missing", i)->at,
			    "not in the order of this form, or twice");
	}
	return DONE;
}

/* --- the whole -------------------------------------------------------------------------------- */

static void
need_criteria(struct obj *whole, struct assessment *s)
{
	const struct value *v = obj_need(whole, "criteria", VALUE_OBJECT,
	    "expected criteria: an object");
	if (v == NULL)
		return;
	struct obj o = obj_open(v);
	s->criteria_name = form_need_some(&o, "name", "expected name: text");
	s->criteria_version = form_need_some(&o, "version", "expected version: text");
	s->criteria_digest = form_need_digest(&o, "digest", "expected digest: a digest");
	(void)obj_end(&o, &whole->err);		/* the whole has failed then */
}

static struct rc
decode_result(const struct value *v, struct arena *a, struct assessment *s, struct err *e)
{
	static const struct form_list parts = { "parts", "expected parts: a list",
	    sizeof(struct part), one_part, NULL, true };
	static const struct form_list results = { "results", "expected results: a list",
	    sizeof(struct criterion_result), one_result, NULL, true };
	static const struct form_list conditions = { "conditions", "expected conditions: a list",
	    sizeof(struct condition_open), one_condition, NULL, true };
	static const struct form_list missing = { "missing", "expected missing: a list",
	    sizeof(struct missing), one_missing, NULL, true };
	static const struct form_list items = { "items", "expected items: a list",
	    sizeof(struct item_level), one_item, assessment_by_item, false };
	struct obj o = obj_open(v);
	s->subject = form_need_some(&o, "subject", "expected subject: what is assessed");
	s->decision = form_need_some(&o, "decision", "expected decision: text");
	s->proposal = need_outcome(&o, true);
	s->level = need_range(&o);
	s->parts = form_need_list(&o, a, &parts, &s->part_count);
	s->results = form_need_list(&o, a, &results, &s->result_count);
	s->conditions = form_need_list(&o, a, &conditions, &s->condition_count);
	s->missing = form_need_list(&o, a, &missing, &s->missing_count);
	s->items = form_need_list(&o, a, &items, &s->item_count);
	TRY(obj_end(&o, e));
	TRY(check_parts(v, s, a, e));
	TRY(check_results(v, s, e));
	TRY(check_conditions(v, s, e));
	return check_missing(v, s, e);
}

struct rc
assessment_decode(const struct value *v, struct arena *a, struct assessment *out, struct err *e)
{
	static const struct form_list catalogues = { "catalogues", "expected catalogues: a list",
	    sizeof(struct slice), form_one_digest, slice_cmp_qsort, false };
	struct assessment s = {0};
	struct obj o = obj_open(v);
	form_need_assay(&o, SLICE("assessment/1"), "expected assay: assessment/1");
	s.case_digest = form_need_digest(&o, "case", "expected case: a digest");
	need_criteria(&o, &s);
	s.catalogues = form_need_list(&o, a, &catalogues, &s.catalogue_count);
	s.valid_at_ms = form_need_instant(&o, "valid_at", "expected valid_at: an instant");
	form_need_position(&o, &s.position_known, &s.position_size, &s.position_root);
	const struct value *result = obj_need(&o, "result", VALUE_OBJECT,
	    "expected result: an object");
	TRY(obj_end(&o, e));
	TRY(decode_result(result, a, &s, e));
	*out = s;
	return DONE;
}
