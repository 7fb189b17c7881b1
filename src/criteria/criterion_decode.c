/* criteria/criterion_decode.c - one criterion, with its checks and condition.
 * See criteria/decode_int.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/limits.h"
#include "codec/utf8.h"
#include "criteria/decode_int.h"

#define TEXTS_MAX 64
#define INFORMS_MAX 64

static const char *const criterion_keys[] = { "id", "title", "area", "informs", "need", "any_of",
	"check", "min_evidence", "on_fail", "on_indeterminate", "condition", NULL };
static const char *const area_words[] = { "identity", "provenance", "integrity", "transparency",
	"updates", "vulnerability", "lifecycle_state", "verification", "retention", NULL };
static const char *const level_words[] = { "E1", "E2", "E3", "E4", "E5", NULL };
static const char *const informs_keys[] = { "req", "as", NULL };
static const char *const as_words[] = { "direct", "supporting", "contextual", "adjacent", NULL };
static const char *const condition_keys[] = { "text", "gate", "due", "closes", NULL };
static const char *const closes_keys[] = { "need", "check", NULL };

/* CATALOGUE:EDITION/KEY. Whether there is such a row is for those who have the catalogues. */
static bool
is_requirement(struct slice s)
{
	size_t colon = slice_find(s, SLICE(":"), 0), slash = slice_find(s, SLICE("/"), 0);
	return colon != SIZE_MAX && slash != SIZE_MAX && colon > 0 && slash > colon + 1 &&
	    slash + 1 < s.len && s.len <= SUBJECT_BYTES_MAX && !utf8_has_control(s) &&
	    slice_find(s, SLICE(" "), 0) == SIZE_MAX;
}

static void
decode_informs(struct criteria_reader *r, const struct value *v, struct criterion *c)
{
	const struct value *list = map_list(r, v, "informs", false, INFORMS_MAX,
	    "a list of {req, as}");
	if (list == NULL ||
	    (c->informs = reader_array(r, list->count, sizeof(c->informs[0]))) == NULL)
		return;
	for (size_t i = 0; i < list->count; i++) {
		const struct value *one = &list->items[i];
		struct informs *in = &c->informs[c->informs_count];
		if (!map_check(r, one, "informs", informs_keys))
			continue;
		const struct value *req = map_member(r, one, "req", true, "a requirement");
		size_t as = map_choice(r, one, "as", true, as_words);
		if (req != NULL && !is_requirement(value_text(req)))
			complain_of_value(r, req->at, "req", "a requirement with its edition, such "
			    "as iec62443-4-2:2019/CR-1.2");
		in->requirement = value_text(req);
		in->as = slice_of(as == SIZE_MAX ? "" : as_words[as]);
		c->informs_count++;
	}
}

/* --- checks ----------------------------------------------------------------------------------- */

/* The revision that a name without one meant when the assessment was made: the one among those
 * that ran for the criterion which no other name of its `check` map asks for. Null: no pin. */
static const struct check *
find_pinned(const struct check_table *t, struct slice criterion, const struct value *map,
    struct slice name)
{
	for (size_t i = 0; i < t->pin_count; i++) {
		const struct check_pin *p = &t->pins[i];
		size_t slash = slice_find(p->check, SLICE("/"), 0);
		if (slash != SIZE_MAX && slice_eq(p->criterion, criterion) &&
		    slice_eq(slice_sub(p->check, 0, slash), name) &&
		    value_get(map, p->check) == NULL)
			return check_find_exact(t, p->check);
	}
	return NULL;
}

/* NAME, or NAME/REVISION. */
static const struct check *
find_check(const struct check_table *t, struct slice criterion, const struct value *map,
    struct slice name)
{
	const struct check *pinned = find_pinned(t, criterion, map, name);
	return pinned != NULL ? pinned : check_find_named(t, name);
}

/* Each name once, however many revisions it has; with its revisions for whoever gave one. */
static void
complain_of_check(struct criteria_reader *r, const struct member *m)
{
	const char **names = reader_array(r, r->checks->count + 1, sizeof(names[0]));
	bool whole = slice_find(m->name, SLICE("/"), 0) != SIZE_MAX;
	size_t n = 0;
	if (names == NULL)
		return;
	for (size_t i = 0; i < r->checks->count; i++) {
		const struct check *c = r->checks->checks[i];
		struct slice name = slice_of(c->name);
		if (whole && !arena_format(r->a, &name, "%s/%u%c", c->name, c->revision, 0)) {
			r->spent = true;
			return;
		}
		if (n == 0 || strcmp(names[n - 1], (const char *)name.at) != 0)
			names[n++] = (const char *)name.at;
	}
	complain_of_word(r, m->at, "check", m->name, names);
}

/* What the check says of the texts of a parameter, or null. */
static const struct check_text *
rule_of(const struct check *c, const char *param)
{
	for (const struct check_text *t = c->texts; t != NULL && t->param != NULL; t++)
		if (strcmp(t->param, param) == 0)
			return t;
	return NULL;
}

/* A parameter that stands without the one it belongs to. */
static void
check_with(struct criteria_reader *r, const struct value *map, const struct check *c)
{
	for (const struct check_text *t = c->texts; t != NULL && t->param != NULL; t++) {
		const struct value *v = value_get(map, slice_of(t->param));
		struct slice what;
		if (t->with == NULL || v == NULL || value_get(map, slice_of(t->with)) != NULL)
			continue;
		if (arena_format(r->a, &what, "%s means nothing without %s; expected both%c",
		    t->param, t->with, 0))
			complain(r, v->at, (const char *)what.at);
		else
			r->spent = true;
	}
}

/* Of some parameters one must be there. */
static void
check_either(struct criteria_reader *r, const struct value *map, const struct check *c)
{
	struct slice left = slice_of(c->either), what;
	bool given = c->either == NULL;
	while (left.len > 0) {
		size_t end = slice_find(left, SLICE(" "), 0);
		given = given || value_get(map, slice_sub(left, 0, end)) != NULL;
		left = end == SIZE_MAX ? SLICE("") : slice_sub(left, end + 1, left.len);
	}
	if (given)
		return;
	if (arena_format(r->a, &what, "expected one of: %s%c", c->either, 0))
		complain(r, map->at, (const char *)what.at);
	else
		r->spent = true;
}

static void
decode_texts(struct criteria_reader *r, const struct value *map, const char *name,
    struct check_use *use, size_t p)
{
	const struct value *list = map_list(r, map, name, false, TEXTS_MAX, "a list of texts");
	if (list == NULL ||
	    (use->texts[p] = reader_array(r, list->count, sizeof(struct slice))) == NULL)
		return;
	const struct check_text *rule = rule_of(use->check, name);
	if (rule != NULL && rule->one && list->count != 1)
		complain_of_value(r, list->at, name, "a list of one");
	for (size_t i = 0; i < list->count; i++) {
		struct slice text = value_text(&list->items[i]);
		if (text.len == 0 || text.len > TEXT_BYTES_MAX || utf8_has_control(text))
			complain_of_value(r, list->items[i].at, name, "texts");
		else if (rule != NULL && rule->good != NULL && !rule->good(text))
			complain_of_value(r, list->items[i].at, name, rule->expected);
		use->texts[p][use->text_count[p]++] = text;
	}
}

static void
decode_params(struct criteria_reader *r, const struct value *map, struct check_use *use)
{
	const char *names[CHECK_PARAMS_MAX + 1] = { NULL };
	const struct check_param *params = use->check->params;
	for (size_t p = 0; p < CHECK_PARAMS_MAX && params[p].name != NULL; p++)
		names[p] = params[p].name;
	if (!map_check(r, map, use->check->name, names))
		return;
	for (size_t p = 0; p < CHECK_PARAMS_MAX && params[p].name != NULL; p++) {
		bool is_need = params[p].kind == CHECK_NEED;
		const struct value *v = map_member(r, map, params[p].name, params[p].required,
		    is_need ? "a need" : "a list of texts");
		if (v != NULL && is_need)
			need_decode(r, v, &use->needs[p]);
		else if (v != NULL)
			decode_texts(r, map, params[p].name, use, p);
	}
	check_either(r, map, use->check);
	check_with(r, map, use->check);
}

void
check_uses_decode(struct criteria_reader *r, const struct value *v, struct criterion *c)
{
	if (v->kind != VALUE_OBJECT || v->count == 0) {
		complain_of_value(r, v->at, "check", "a mapping from checks to their parameters");
		return;
	}
	c->checks = reader_array(r, v->count, sizeof(c->checks[0]));
	for (size_t i = 0; c->checks != NULL && i < v->count; i++) {
		const struct member *m = &v->members[i];
		struct check_use *use = &c->checks[c->check_count];
		use->check = find_check(r->checks, c->id, v, m->name);
		if (use->check == NULL) {
			complain_of_check(r, m);
			continue;
		}
		for (size_t k = 0; k < c->check_count; k++)
			if (c->checks[k].check == use->check)
				complain(r, m->at, "this check stands here already");
		if (use->check->own && c->need_count == 0)
			complain(r, m->at, "this check looks at the criterion's own need; "
			    "expected need or any_of beside it");
		decode_params(r, &m->value, use);
		if (!arena_format(r->a, &use->name, "%s/%u", use->check->name,
		    use->check->revision))
			r->spent = true;
		c->check_count++;
	}
}

/* --- what is needed --------------------------------------------------------------------------- */

static void
decode_needs(struct criteria_reader *r, const struct value *items, size_t count,
    struct criterion *c)
{
	if ((c->needs = reader_array(r, count, sizeof(c->needs[0]))) == NULL)
		return;
	c->need_count = count;
	for (size_t i = 0; i < count; i++)
		need_decode(r, &items[i], &c->needs[i]);
}

static void
decode_due(struct criteria_reader *r, const struct value *v, struct criterion *c)
{
	const struct value *due = map_member(r, v, "due", true, "a duration or a date");
	struct err why = {0};
	int64_t ms = 0;
	if (due == NULL)
		return;
	bool duration = !failed(duration_parse(value_text(due), &ms, &why)) && ms > 0;
	if (!duration && failed(time_parse(value_text(due), TIME_END, &ms, &why)))
		complain_of_value(r, due->at, "due", "a duration such as 30d, or a date such as "
		    "2026-06-30");
	c->due = value_text(due);
}

static void
decode_condition(struct criteria_reader *r, const struct value *v, struct criterion *c)
{
	if (!map_check(r, v, "condition", condition_keys))
		return;
	c->has_condition = true;
	c->condition_text = map_text(r, v, "text", true, TEXT_BYTES_MAX);
	c->gate = map_word(r, v, "gate", true);
	decode_due(r, v, c);
	const struct value *closes = map_member(r, v, "closes", true, "a need, or {need, check}");
	if (closes == NULL)
		return;
	if (value_get(closes, SLICE("kind")) != NULL) {
		decode_needs(r, closes, 1, c);
		return;
	}
	if (!map_check(r, closes, "closes", closes_keys))
		return;
	const struct value *need = value_get(closes, SLICE("need"));
	const struct value *check = value_get(closes, SLICE("check"));
	if (need != NULL)
		decode_needs(r, need, 1, c);
	if (check != NULL)
		check_uses_decode(r, check, c);
	if (need == NULL && check == NULL)
		complain_of_value(r, closes->at, "closes", "a need, or {need, check}");
}

/* need, any_of, check or condition, and which of them exclude each other. */
static void
decode_wanted(struct criteria_reader *r, const struct value *v, struct criterion *c)
{
	const struct value *need = value_get(v, SLICE("need"));
	const struct value *check = value_get(v, SLICE("check"));
	const struct value *condition = value_get(v, SLICE("condition"));
	const struct value *any = map_list(r, v, "any_of", false, NEEDS_MAX, "a list of needs");
	bool alone = need == NULL && value_get(v, SLICE("any_of")) == NULL && check == NULL;
	if (condition != NULL && !alone)
		complain(r, condition->at, "what a condition needs stands in its closes; expected "
		    "no need, any_of or check beside it");
	if (need != NULL && any != NULL)
		complain(r, any->at, "expected need or any_of, not both");
	if (alone && condition == NULL)
		complain(r, v->at, "expected need, any_of, check or condition");
	if (condition != NULL) {
		decode_condition(r, condition, c);
		return;
	}
	if (need != NULL)
		decode_needs(r, need, 1, c);
	else if (any != NULL)
		decode_needs(r, any->items, any->count, c);
	if (check != NULL)
		check_uses_decode(r, check, c);
}

void
criterion_decode(struct criteria_reader *r, const struct value *v, struct criterion *out)
{
	struct criterion c = {0};
	if (!map_check(r, v, "criteria", criterion_keys))
		return;
	c.id = map_word(r, v, "id", true);
	c.title = map_text(r, v, "title", false, TEXT_BYTES_MAX);
	size_t area = map_choice(r, v, "area", true, area_words);
	size_t level = map_choice(r, v, "min_evidence", false, level_words);
	c.area = area == SIZE_MAX ? AREA_NONE : area_parse(slice_of(area_words[area]));
	c.min_level = level == SIZE_MAX ? LEVEL_NONE : level_parse(slice_of(level_words[level]));
	decode_informs(r, v, &c);
	decode_wanted(r, v, &c);
	outcome_map_decode(r, value_get(v, SLICE("on_fail")), CLASS_FAIL, &c.on_fail);
	outcome_map_decode(r, value_get(v, SLICE("on_indeterminate")), CLASS_LACK,
	    &c.on_indeterminate);
	*out = c;
}
