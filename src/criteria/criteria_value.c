/* criteria/criteria_value.c - decoded criteria as a tree. See criteria/criteria_value.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "criteria/criteria_value.h"

#include "fact/signature.h"

static void
put_text(struct build *b, struct value *v, const char *name, struct slice text)
{
	if (text.len > 0)
		value_put(b, v, name, value_string(text));
}

/* "604800s" */
static void
put_seconds(struct build *b, struct value *v, const char *name, int64_t seconds)
{
	struct slice text;
	if (!arena_format(b->a, &text, "%llds", (long long)seconds))
		b->broken = true;
	else
		value_put(b, v, name, value_string(text));
}

static void
put_signer(struct build *b, struct value *v, const struct need *n)
{
	struct value by = value_object();
	if (n->unsigned_allowed)
		value_put(b, v, "unsigned", value_string(SLICE("allowed")));
	if (!n->signed_by)
		return;
	put_text(b, &by, "party", n->party);
	put_text(b, &by, "purpose", slice_of(purpose_name((enum purpose)n->purpose)));
	value_put(b, v, "signed_by", by);
}

/* As it is written in a criteria file: a role alone, or a mapping. */
static void
put_readers(struct build *b, struct value *v, const struct reader_wish *w)
{
	struct value by = value_object();
	if (!w->counted) {
		put_text(b, v, "reviewed_by", w->role);
		return;
	}
	put_text(b, &by, "role", w->role);
	value_put(b, &by, "at_least", value_number(b, (int64_t)w->at_least));
	if (w->independent)
		value_put(b, &by, "independent", value_bool(true));
	put_text(b, &by, "not_older_than", w->not_older_than);
	value_put(b, v, "reviewed_by", by);
}

static struct value
need_value(struct build *b, const struct need *n)
{
	static const char *const bounds[] = { "scope", "subject", "asset", "release", "product",
		"any" };
	static const char *const eaches[] = { "", "asset", "release", "bom_component" };
	static const char *const holdings[] = { "", "kept", "held", "seen" };
	char made[TIME_TEXT_BYTES];
	struct slice text;
	struct value v = value_object();
	put_text(b, &v, "kind", n->kind);
	put_text(b, &v, "each", slice_of(eaches[n->each]));
	if (n->each == EACH_NONE) {
		put_text(b, &v, "bound_to", slice_of(bounds[n->bound]));
		value_put(b, &v, "at_least", value_number(b, (int64_t)n->at_least));
	}
	if (n->distinct_producer)
		value_put(b, &v, "distinct", value_string(SLICE("producer")));
	put_signer(b, &v, n);
	if (n->made_after_ms != TIME_UNKNOWN) {
		time_show(n->made_after_ms, made);
		if (!arena_copy(b->a, slice_of(made), &text))
			b->broken = true;
		else
			value_put(b, &v, "made_after", value_string(text));
	}
	put_text(b, &v, "not_older_than", n->not_older_than);
	put_text(b, &v, "stage", n->stage);
	put_text(b, &v, "holding", slice_of(holdings[n->holding]));
	put_readers(b, &v, &n->readers);
	return v;
}

static struct value
list_value(struct build *b, const struct outcome_list *list)
{
	struct value v = value_array();
	for (size_t i = 0; i < list->count; i++)
		value_push(b, &v, value_string(slice_of(outcome_name(list->at[i]))));
	return v;
}

static struct value
map_value(struct build *b, const struct outcome_map *map)
{
	struct value v = value_object();
	for (size_t i = 0; i < map->count; i++)
		value_put(b, &v, finding_name(map->codes[i]), list_value(b, &map->lists[i]));
	value_put(b, &v, "else", list_value(b, &map->otherwise));
	return v;
}

static struct value
check_value(struct build *b, const struct check_use *use)
{
	struct value v = value_object();
	for (size_t p = 0; p < CHECK_PARAMS_MAX && use->check->params[p].name != NULL; p++) {
		struct value texts = value_array();
		for (size_t i = 0; i < use->text_count[p]; i++)
			value_push(b, &texts, value_string(use->texts[p][i]));
		if (use->needs[p].kind.len > 0)
			value_put(b, &v, use->check->params[p].name,
			    need_value(b, &use->needs[p]));
		else if (use->text_count[p] > 0)
			value_put(b, &v, use->check->params[p].name, texts);
	}
	return v;
}

/* need or any_of, and check, into the criterion or its closes. */
static void
put_wanted(struct build *b, struct value *v, const struct criterion *c)
{
	struct value any = value_array(), checks = value_object();
	for (size_t i = 0; i < c->need_count; i++)
		value_push(b, &any, need_value(b, &c->needs[i]));
	for (size_t i = 0; i < c->check_count; i++)
		value_put_slice(b, &checks, c->checks[i].name, check_value(b, &c->checks[i]));
	if (c->need_count == 1)
		value_put(b, v, "need", need_value(b, &c->needs[0]));
	else if (c->need_count > 1)
		value_put(b, v, "any_of", any);
	if (c->check_count > 0)
		value_put(b, v, "check", checks);
}

static void
put_condition(struct build *b, struct value *v, const struct criterion *c)
{
	struct value condition = value_object(), closes = value_object();
	put_text(b, &condition, "text", c->condition_text);
	put_text(b, &condition, "gate", c->gate);
	put_text(b, &condition, "due", c->due);
	put_wanted(b, &closes, c);
	value_put(b, &condition, "closes", closes);
	value_put(b, v, "condition", condition);
}

static struct value
criterion_value(struct build *b, const struct criterion *c)
{
	struct value v = value_object(), informs = value_array();
	put_text(b, &v, "id", c->id);
	put_text(b, &v, "title", c->title);
	put_text(b, &v, "area", slice_of(area_name(c->area)));
	for (size_t i = 0; i < c->informs_count; i++) {
		struct value one = value_object();
		put_text(b, &one, "req", c->informs[i].requirement);
		put_text(b, &one, "as", c->informs[i].as);
		value_push(b, &informs, one);
	}
	if (c->informs_count > 0)
		value_put(b, &v, "informs", informs);
	put_text(b, &v, "min_evidence", slice_of(level_name(c->min_level)));
	if (c->has_condition)
		put_condition(b, &v, c);
	else
		put_wanted(b, &v, c);
	value_put(b, &v, "on_fail", map_value(b, &c->on_fail));
	value_put(b, &v, "on_indeterminate", map_value(b, &c->on_indeterminate));
	return v;
}

static struct value
spec_value(struct build *b, const struct criteria *c)
{
	struct value v = value_object(), types = value_array(), list = value_array();
	put_text(b, &v, "decision", c->decision);
	for (size_t i = 0; i < c->type_count; i++)
		value_push(b, &types, value_string(c->component_types[i]));
	if (c->type_count > 0) {
		struct value applies = value_object();
		value_put(b, &applies, "component_type", types);
		value_put(b, &v, "applies", applies);
	}
	if (c->backdating_ms > 0)
		put_seconds(b, &v, "backdating", c->backdating_ms / 1000);
	for (size_t i = 0; i < c->count; i++)
		value_push(b, &list, criterion_value(b, &c->criteria[i]));
	value_put(b, &v, "criteria", list);
	return v;
}

struct value
criteria_value(struct build *b, const struct criteria *c)
{
	struct value v = value_object(), metadata = value_object();
	value_put(b, &v, "apiVersion", value_string(SLICE("assay/v1")));
	value_put(b, &v, "kind", value_string(SLICE("Criteria")));
	put_text(b, &metadata, "name", c->name);
	put_text(b, &metadata, "version", c->version);
	value_put(b, &v, "metadata", metadata);
	value_put(b, &v, "spec", spec_value(b, c));
	return v;
}
