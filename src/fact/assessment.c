/* fact/assessment.c - the tree of an assessment. See fact/assessment.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fact/assessment.h"

#include "fact/assessment_int.h"
#include "fact/form_int.h"

static struct value
levels(struct build *b, struct level_range r)
{
	struct value v = value_object();
	value_put(b, &v, "min", r.min == LEVEL_NONE ? value_null() : form_word(level_name(r.min)));
	value_put(b, &v, "max", r.max == LEVEL_NONE ? value_null() : form_word(level_name(r.max)));
	return v;
}

static struct value
parts(struct build *b, const struct assessment *s)
{
	struct value all = value_array();
	for (size_t i = 0; i < s->part_count; i++) {
		struct value v = value_object();
		value_put(b, &v, "assets", form_texts(b, s->parts[i].assets,
		    s->parts[i].asset_count));
		value_put(b, &v, "proposal", form_word(outcome_name(s->parts[i].proposal)));
		value_put(b, &v, "evidence_level", levels(b, s->parts[i].level));
		value_put(b, &v, "reasons", form_reasons(b, s->parts[i].reasons,
		    s->parts[i].reason_count));
		value_push(b, &all, v);
	}
	return all;
}

static struct value
results(struct build *b, const struct assessment *s)
{
	struct value all = value_array();
	for (size_t i = 0; i < s->result_count; i++) {
		const struct criterion_result *r = &s->results[i];
		struct value v = value_object();
		value_put(b, &v, "id", form_text(r->id));
		value_put(b, &v, "area", form_word(area_name(r->area)));
		value_put(b, &v, "part", value_number(b, (int64_t)r->part));
		value_put(b, &v, "verdict", form_word(verdict_name(r->verdict)));
		value_put(b, &v, "evidence_level", levels(b, r->level));
		value_put(b, &v, "reasons", form_reasons(b, r->reasons, r->reason_count));
		value_put(b, &v, "evidence", form_texts(b, r->evidence, r->evidence_count));
		value_put(b, &v, "checks", form_texts(b, r->checks, r->check_count));
		value_put(b, &v, "exception", form_text(r->exception));
		value_put(b, &v, "proposal", form_word(outcome_name(r->proposal)));
		value_push(b, &all, v);
	}
	return all;
}

static struct value
conditions(struct build *b, const struct assessment *s)
{
	struct value all = value_array();
	for (size_t i = 0; i < s->condition_count; i++) {
		struct value v = value_object();
		value_put(b, &v, "criterion", form_text(s->conditions[i].criterion));
		value_put(b, &v, "text", form_text(s->conditions[i].text));
		value_put(b, &v, "gate", form_text(s->conditions[i].gate));
		value_put(b, &v, "due", form_text(s->conditions[i].due));
		value_push(b, &all, v);
	}
	return all;
}

static struct value
missing(struct build *b, const struct assessment *s)
{
	struct value all = value_array();
	for (size_t i = 0; i < s->missing_count; i++) {
		struct value v = value_object();
		value_put(b, &v, "criterion", form_text(s->missing[i].criterion));
		value_put(b, &v, "area", form_word(area_name(s->missing[i].area)));
		value_put(b, &v, "kind", form_text(s->missing[i].kind));
		value_put(b, &v, "subject", form_text(s->missing[i].subject));
		value_push(b, &all, v);
	}
	return all;
}

static struct value
items(struct build *b, const struct assessment *s)
{
	struct value all = value_array();
	for (size_t i = 0; i < s->item_count; i++) {
		const struct item_level *l = &s->items[i];
		struct value v = value_object();
		value_put(b, &v, "evidence", form_text(l->evidence));
		value_put(b, &v, "kind", form_text(l->kind));
		value_put(b, &v, "level", l->level == LEVEL_NONE ? value_null() :
		    form_word(level_name(l->level)));
		value_put(b, &v, "why", l->why == FINDING_NONE ? value_null() :
		    form_word(finding_name(l->why)));
		value_push(b, &all, v);
	}
	return all;
}

struct value
assessment_result_value(struct build *b, const struct assessment *s)
{
	struct value v = value_object();
	value_put(b, &v, "subject", form_text(s->subject));
	value_put(b, &v, "decision", form_text(s->decision));
	value_put(b, &v, "proposal", form_word(outcome_name(s->proposal)));
	value_put(b, &v, "evidence_level", levels(b, s->level));
	value_put(b, &v, "parts", parts(b, s));
	value_put(b, &v, "results", results(b, s));
	value_put(b, &v, "conditions", conditions(b, s));
	value_put(b, &v, "missing", missing(b, s));
	value_put(b, &v, "items", items(b, s));
	return v;
}

struct value
assessment_value(struct build *b, const struct assessment *s)
{
	struct value v = value_object(), criteria = value_object();
	value_put(b, &criteria, "name", form_text(s->criteria_name));
	value_put(b, &criteria, "version", form_text(s->criteria_version));
	value_put(b, &criteria, "digest", form_text(s->criteria_digest));
	value_put(b, &v, "assay", form_word("assessment/1"));
	value_put(b, &v, "case", form_text(s->case_digest));
	value_put(b, &v, "criteria", criteria);
	value_put(b, &v, "catalogues", form_texts(b, s->catalogues, s->catalogue_count));
	value_put(b, &v, "valid_at", form_instant(b, s->valid_at_ms));
	value_put(b, &v, "position", form_position(b, s->position_known, s->position_size,
	    s->position_root));
	value_put(b, &v, "result", assessment_result_value(b, s));
	return v;
}

/* --- order ------------------------------------------------------------------------------------ */

int
assessment_by_missing(const void *left, const void *right)
{
	const struct missing *a = left, *b = right;
	int c = slice_cmp(a->kind, b->kind);
	return c != 0 ? c : slice_cmp(a->subject, b->subject);
}

/* "" for none. By name, because numbers change with the list. */
static struct slice
why_name(enum finding_id id)
{
	return id == FINDING_NONE ? SLICE("") : slice_of(finding_name(id));
}

int
assessment_by_item(const void *left, const void *right)
{
	const struct item_level *a = left, *b = right;
	int c = slice_cmp(a->evidence, b->evidence);
	if (c == 0)
		c = slice_cmp(a->kind, b->kind);
	if (c == 0)
		c = (int)a->level - (int)b->level;
	return c != 0 ? c : slice_cmp(why_name(a->why), why_name(b->why));
}

/* Criteria keep the order that evaluation gave them; each run of one is settled. */
static void
settle_missing(struct assessment *s)
{
	size_t kept = 0;
	for (size_t i = 0, end; i < s->missing_count; i = end) {
		end = i + 1;
		while (end < s->missing_count && slice_eq(s->missing[i].criterion,
		    s->missing[end].criterion))
			end++;
		size_t left = form_settle(&s->missing[i], end - i, sizeof(*s->missing),
		    assessment_by_missing);
		for (size_t k = 0; k < left; k++)
			s->missing[kept++] = s->missing[i + k];
	}
	s->missing_count = kept;
}

void
assessment_settle(struct assessment *s)
{
	for (size_t i = 0; i < s->result_count; i++) {
		struct criterion_result *r = &s->results[i];
		r->check_count = form_settle(r->checks, r->check_count, sizeof(*r->checks),
		    slice_cmp_qsort);
		r->evidence_count = form_settle(r->evidence, r->evidence_count,
		    sizeof(*r->evidence), slice_cmp_qsort);
	}
	s->catalogue_count = form_settle(s->catalogues, s->catalogue_count,
	    sizeof(*s->catalogues), slice_cmp_qsort);
	s->item_count = form_settle(s->items, s->item_count, sizeof(*s->items),
	    assessment_by_item);
	settle_missing(s);
}

/* --- what the exit status comes from ---------------------------------------------------------- */

static bool
only_condition(const struct criterion_result *r)
{
	for (size_t i = 0; i < r->reason_count; i++)
		if (r->reasons[i].id != FINDING_CONDITION_OPEN)
			return false;
	return r->reason_count > 0;
}

int
assessment_exit(const struct assessment *s)
{
	bool failed_any = s->proposal == OUTCOME_SPLIT, lacks = false;
	for (size_t i = 0; i < s->result_count; i++) {
		const struct criterion_result *r = &s->results[i];
		if (r->exception.len > 0 || only_condition(r))
			continue;
		failed_any = failed_any || r->verdict == VERDICT_FAIL;
		lacks = lacks || (r->verdict != VERDICT_FAIL && r->verdict != VERDICT_PASS);
	}
	return failed_any ? 1 : lacks ? 3 : 0;
}
