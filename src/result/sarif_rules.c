/* result/sarif_rules.c - rules of a SARIF run. See result/sarif_int.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "result/sarif_int.h"

struct rc
sarif_member(const struct value *v, const char *name, enum value_kind kind,
    const struct value **out, struct err *e)
{
	static const char *const what[] = {
		[VALUE_NUMBER] = "expected a number", [VALUE_STRING] = "expected text",
		[VALUE_ARRAY] = "expected a list", [VALUE_OBJECT] = "expected an object",
	};
	const struct value *m = v == NULL ? NULL : value_get(v, slice_of(name));
	*out = m;
	if (m == NULL || m->kind == kind)
		return DONE;
	return fail(e, E_SCHEMA, m->at, what[kind]);
}

struct rc
sarif_text(const struct value *v, const char *name, struct slice *out, struct err *e)
{
	const struct value *m;
	TRY(sarif_member(v, name, VALUE_STRING, &m, e));
	*out = m == NULL ? SLICE("") : m->text;
	return DONE;
}

struct rc
sarif_index(const struct value *v, const char *name, int64_t *out, struct err *e)
{
	const struct value *m;
	*out = -1;
	TRY(sarif_member(v, name, VALUE_NUMBER, &m, e));
	if (m != NULL && (!value_int(m, out) || *out < -1))
		return fail(e, E_SCHEMA, m->at, "expected an index: a whole number from 0, or -1");
	return DONE;
}

struct rc
sarif_rules_open(const struct value *run, struct sarif_rules *out, struct err *e)
{
	const struct value *rules;
	*out = (struct sarif_rules){ .by_id = map_init() };
	TRY(sarif_member(run, "tool", VALUE_OBJECT, &out->tool, e));
	if (out->tool == NULL)
		return fail(e, E_SCHEMA, run->at, "expected tool: what ran");
	TRY(sarif_member(out->tool, "driver", VALUE_OBJECT, &out->driver, e));
	if (out->driver == NULL)
		return fail(e, E_SCHEMA, out->tool->at, "expected driver: what ran");
	TRY(sarif_member(out->driver, "rules", VALUE_ARRAY, &rules, e));
	for (size_t i = 0; rules != NULL && i < rules->count; i++) {
		struct slice id;
		if (rules->items[i].kind != VALUE_OBJECT)
			return fail(e, E_SCHEMA, rules->items[i].at, "expected a rule: an object");
		TRY(sarif_text(&rules->items[i], "id", &id, e));
		if (id.len == 0)
			return fail(e, E_SCHEMA, rules->items[i].at, "expected id: of the rule");
		/* ids need not be distinct: of several the index tells, or none does */
		if (map_get(&out->by_id, id) == NULL)
			TRY(map_put(&out->by_id, id, &rules->items[i], e));
	}
	return DONE;
}

void
sarif_rules_drop(struct sarif_rules *r)
{
	map_drop(&r->by_id);
}

/* The driver, or the extension that the reference names (reportingDescriptorReference:
 * toolComponent). */
static struct rc
component_of(const struct sarif_rules *r, const struct value *reference,
    const struct value **out, struct err *e)
{
	const struct value *component, *extensions;
	int64_t at;
	*out = r->driver;
	TRY(sarif_member(reference, "toolComponent", VALUE_OBJECT, &component, e));
	TRY(sarif_index(component, "index", &at, e));
	if (at < 0)
		return DONE;
	TRY(sarif_member(r->tool, "extensions", VALUE_ARRAY, &extensions, e));
	if (extensions == NULL || (uint64_t)at >= extensions->count ||
	    extensions->items[at].kind != VALUE_OBJECT)
		return fail(e, E_SCHEMA, component->at, "an index that no extension has");
	*out = &extensions->items[at];
	return DONE;
}

/* "CA1000/1" is a part of the rule "CA1000" (result: ruleId). */
static bool
is_part(struct slice id, struct slice rule)
{
	return slice_eq(id, rule) || (id.len > rule.len && slice_starts(id, rule) &&
	    id.at[rule.len] == '/');
}

static const struct value *
by_name(const struct sarif_rules *r, struct slice id)
{
	const struct value *rule = map_get(&r->by_id, id);
	size_t end = id.len;
	while (rule == NULL && end > 0) {
		for (end--; end > 0 && id.at[end] != '/';)
			end--;
		rule = end == 0 ? NULL : map_get(&r->by_id, slice_sub(id, 0, end));
	}
	return rule;
}

static struct rc
by_index(const struct value *component, int64_t at, const struct value *result,
    const struct value **rule, struct err *e)
{
	const struct value *rules;
	TRY(sarif_member(component, "rules", VALUE_ARRAY, &rules, e));
	if (rules == NULL || (uint64_t)at >= rules->count ||
	    rules->items[at].kind != VALUE_OBJECT)
		return fail(e, E_SCHEMA, result->at, "an index that no rule has");
	*rule = &rules->items[at];
	return DONE;
}

struct rc
sarif_rule_of(const struct sarif_rules *r, const struct value *result,
    const struct value **rule, struct slice *id, struct err *e)
{
	const struct value *reference, *component;
	struct slice own, of_rule;
	int64_t at, again;
	*rule = NULL;
	TRY(sarif_text(result, "ruleId", id, e));
	TRY(sarif_index(result, "ruleIndex", &at, e));
	TRY(sarif_member(result, "rule", VALUE_OBJECT, &reference, e));
	TRY(sarif_text(reference, "id", &own, e));
	TRY(sarif_index(reference, "index", &again, e));
	TRY(component_of(r, reference, &component, e));
	if (id->len > 0 && own.len > 0 && !slice_eq(*id, own))
		return fail(e, E_SCHEMA, result->at, "a result of two rules");
	if (at >= 0 && again >= 0 && at != again)
		return fail(e, E_SCHEMA, result->at, "a result of two rules");
	*id = id->len > 0 ? *id : own;
	at = at >= 0 ? at : again;
	if (at >= 0)
		TRY(by_index(component, at, result, rule, e));
	else if (component == r->driver && id->len > 0)
		*rule = by_name(r, *id);
	if (*rule == NULL)
		return DONE;
	TRY(sarif_text(*rule, "id", &of_rule, e));
	if (id->len > 0 && of_rule.len > 0 && !is_part(*id, of_rule))
		return fail(e, E_SCHEMA, result->at, "a rule that is another one than its id says");
	*id = id->len > 0 ? *id : of_rule;
	return DONE;
}
