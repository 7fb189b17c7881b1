/* fact/assessment.c - the tree of an assessment. See fact/assessment.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fact/assessment.h"

#include "base/time.h"

static struct value
word(const char *s)
{
	return value_string(slice_of(s));
}

static struct value
text(struct slice s)
{
	return value_string(slice_is_null(s) ? SLICE("") : s);
}

static struct value
texts(struct build *b, const struct slice *list, size_t count)
{
	struct value v = value_array();
	for (size_t i = 0; i < count; i++)
		value_push(b, &v, text(list[i]));
	return v;
}

static struct value
levels(struct build *b, struct level_range r)
{
	struct value v = value_object();
	value_put(b, &v, "min", r.min == LEVEL_NONE ? value_null() : word(level_name(r.min)));
	value_put(b, &v, "max", r.max == LEVEL_NONE ? value_null() : word(level_name(r.max)));
	return v;
}

static struct value
reasons(struct build *b, const struct reason *list, size_t count)
{
	struct value all = value_array();
	for (size_t i = 0; i < count; i++) {
		struct value v = value_object();
		value_put(b, &v, "code", word(finding_name(list[i].id)));
		value_put(b, &v, "subject", text(list[i].subject));
		value_put(b, &v, "evidence", text(list[i].evidence));
		value_put(b, &v, "place", text(list[i].place));
		value_push(b, &all, v);
	}
	return all;
}

static struct value
parts(struct build *b, const struct assessment *s)
{
	struct value all = value_array();
	for (size_t i = 0; i < s->part_count; i++) {
		struct value v = value_object();
		value_put(b, &v, "assets", texts(b, s->parts[i].assets, s->parts[i].asset_count));
		value_put(b, &v, "proposal", word(outcome_name(s->parts[i].proposal)));
		value_put(b, &v, "evidence_level", levels(b, s->parts[i].level));
		value_put(b, &v, "reasons", reasons(b, s->parts[i].reasons,
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
		value_put(b, &v, "id", text(r->id));
		value_put(b, &v, "area", word(area_name(r->area)));
		value_put(b, &v, "part", value_number(b, (int64_t)r->part));
		value_put(b, &v, "verdict", word(verdict_name(r->verdict)));
		value_put(b, &v, "evidence_level", levels(b, r->level));
		value_put(b, &v, "reasons", reasons(b, r->reasons, r->reason_count));
		value_put(b, &v, "evidence", texts(b, r->evidence, r->evidence_count));
		value_put(b, &v, "checks", texts(b, r->checks, r->check_count));
		value_put(b, &v, "exception", text(r->exception));
		value_put(b, &v, "proposal", word(outcome_name(r->proposal)));
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
		value_put(b, &v, "criterion", text(s->conditions[i].criterion));
		value_put(b, &v, "text", text(s->conditions[i].text));
		value_put(b, &v, "gate", text(s->conditions[i].gate));
		value_put(b, &v, "due", text(s->conditions[i].due));
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
		value_put(b, &v, "criterion", text(s->missing[i].criterion));
		value_put(b, &v, "area", word(area_name(s->missing[i].area)));
		value_put(b, &v, "kind", text(s->missing[i].kind));
		value_put(b, &v, "subject", text(s->missing[i].subject));
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
		value_put(b, &v, "evidence", text(l->evidence));
		value_put(b, &v, "kind", text(l->kind));
		value_put(b, &v, "level", word(level_name(l->level)));
		value_put(b, &v, "why", l->why == FINDING_NONE ? value_null() :
		    word(finding_name(l->why)));
		value_push(b, &all, v);
	}
	return all;
}

struct value
assessment_result_value(struct build *b, const struct assessment *s)
{
	struct value v = value_object();
	value_put(b, &v, "subject", text(s->subject));
	value_put(b, &v, "decision", text(s->decision));
	value_put(b, &v, "proposal", word(outcome_name(s->proposal)));
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
	char shown[TIME_TEXT_BYTES];
	struct slice now = SLICE("");
	struct value v = value_object(), criteria = value_object(), position = value_null();
	time_show(s->valid_at_ms, shown);
	if (!arena_copy(b->a, slice_of(shown), &now))
		b->broken = true;
	value_put(b, &criteria, "name", text(s->criteria_name));
	value_put(b, &criteria, "version", text(s->criteria_version));
	value_put(b, &criteria, "digest", text(s->criteria_digest));
	if (s->position_known) {
		position = value_object();
		value_put(b, &position, "size", value_number(b, (int64_t)s->position_size));
		value_put(b, &position, "root", text(s->position_root));
	}
	value_put(b, &v, "assay", word("assessment/1"));
	value_put(b, &v, "case", text(s->case_digest));
	value_put(b, &v, "criteria", criteria);
	value_put(b, &v, "catalogues", texts(b, s->catalogues, s->catalogue_count));
	value_put(b, &v, "valid_at", value_string(now));
	value_put(b, &v, "position", position);
	value_put(b, &v, "result", assessment_result_value(b, s));
	return v;
}

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
