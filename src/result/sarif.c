/* result/sarif.c - SARIF. See result/sarif.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "result/sarif.h"

#include "base/limits.h"
#include "result/sarif_int.h"

/* One run. failed: an invocation of it says that it did not succeed. */
struct run {
	struct arena		*a;
	struct test_report	*r;
	struct sarif_rules	 rules;
	bool			 failed;
};

/* --- what a result says ----------------------------------------------------------------------- */

enum kind { KIND_FAIL = 0, KIND_PASS, KIND_OPEN, KIND_REVIEW, KIND_INFORMATIONAL,
	KIND_NOT_APPLICABLE, KIND_COUNT };
static const char *const kinds[KIND_COUNT] = { "fail", "pass", "open", "review", "informational",
    "notApplicable" };
static const char *const levels[] = { "none", "note", "warning", "error" };

static struct rc
word_of(const struct value *v, const char *member, const char *const *words, size_t count,
    const char *what, size_t *out, bool *there, struct err *e)
{
	const struct value *m;
	TRY(sarif_member(v, member, VALUE_STRING, &m, e));
	*there = m != NULL;
	*out = 0;
	for (size_t i = 0; m != NULL && i < count; i++)
		if (slice_eq(m->text, slice_of(words[i]))) {
			*out = i;
			return DONE;
		}
	return m == NULL ? DONE : fail(e, E_SCHEMA, m->at, what);
}

/* Without a kind it is "fail", and a level that is no "none" has that kind (result: kind,
 * level). */
static struct rc
read_kind(const struct value *result, enum kind *kind, struct err *e)
{
	size_t k, level;
	bool has_kind, has_level;
	TRY(word_of(result, "kind", kinds, COUNT(kinds), "expected kind: pass, open, review, "
	    "informational, notApplicable or fail", &k, &has_kind, e));
	TRY(word_of(result, "level", levels, COUNT(levels), "expected level: none, note, warning "
	    "or error", &level, &has_level, e));
	if (k != KIND_FAIL && has_level && level != 0)
		return fail(e, E_SCHEMA, result->at, "a level, and a kind that has none");
	*kind = (enum kind)k;
	return DONE;
}

/* Suppressed where it has a suppression (null and an empty list are none), and each one is accepted
 * or has no status (result: suppressions; suppression: status). */
static struct rc
is_suppressed(const struct value *result, bool *yes, struct err *e)
{
	static const char *const states[] = { "accepted", "underReview", "rejected" };
	const struct value *list = value_get(result, SLICE("suppressions"));
	*yes = false;
	if (list != NULL && list->kind == VALUE_NULL)
		return DONE;
	TRY(sarif_member(result, "suppressions", VALUE_ARRAY, &list, e));
	*yes = list != NULL && list->count > 0;
	for (size_t i = 0; list != NULL && i < list->count; i++) {
		size_t state;
		bool there;
		if (list->items[i].kind != VALUE_OBJECT)
			return fail(e, E_SCHEMA, list->items[i].at, "expected a suppression: an "
			    "object");
		TRY(word_of(&list->items[i], "status", states, COUNT(states), "expected status: "
		    "accepted, underReview or rejected", &state, &there, e));
		*yes = *yes && state == 0;
	}
	return DONE;
}

/* Of the run with which this one was compared, and not of this one (result: baselineState). */
static struct rc
is_absent(const struct value *result, bool *yes, struct err *e)
{
	static const char *const states[] = { "new", "unchanged", "updated", "absent" };
	size_t state;
	bool there;
	TRY(word_of(result, "baselineState", states, COUNT(states), "expected baselineState: new, "
	    "unchanged, updated or absent", &state, &there, e));
	*yes = there && state == 3;
	return DONE;
}

static struct rc
judge(const struct run *run, const struct value *result, struct test_case *c, struct err *e)
{
	enum kind kind;
	bool suppressed, absent;
	TRY(read_kind(result, &kind, e));
	TRY(is_suppressed(result, &suppressed, e));
	TRY(is_absent(result, &absent, e));
	c->result = kind == KIND_PASS ? TEST_PASSED : kind == KIND_FAIL ? TEST_FAILED :
	    TEST_SKIPPED;
	if (c->result == TEST_SKIPPED)
		c->note = slice_of(kinds[kind]);
	if (c->result == TEST_FAILED && suppressed) {
		c->result = TEST_SKIPPED;
		c->note = SLICE("suppressed");
	}
	if (absent) {
		c->result = TEST_SKIPPED;
		c->note = SLICE("absent from this run");
	} else if (c->result == TEST_PASSED && run->failed) {
		c->result = TEST_ERROR;
		c->note = SLICE("the run did not succeed");
	}
	return DONE;
}

/* --- what it is of ---------------------------------------------------------------------------- */

/* Properties are a bag (3.8): `tags`, and a requirement as a text or a list of texts. */
static struct rc
take_bag(struct run *run, struct test_case *c, const struct value *of, struct err *e)
{
	const struct value *bag, *tags;
	TRY(sarif_member(of, "properties", VALUE_OBJECT, &bag, e));
	TRY(sarif_member(bag, "tags", VALUE_ARRAY, &tags, e));
	for (size_t i = 0; bag != NULL && i < bag->count; i++) {
		const struct value *v = &bag->members[i].value;
		if (!result_names_requirement(bag->members[i].name))
			continue;
		TRY(test_case_hint(run->r, c, value_text(v), true, e));
		for (size_t k = 0; v->kind == VALUE_ARRAY && k < v->count; k++)
			TRY(test_case_hint(run->r, c, value_text(&v->items[k]), true, e));
	}
	for (size_t i = 0; tags != NULL && i < tags->count; i++)
		TRY(test_case_hint(run->r, c, value_text(&tags->items[i]), false, e));
	return DONE;
}

/* What a rule is related to in these ways alone says nothing of its results
 * (reportingDescriptorRelationship: kinds). Without a word it is "relevant". A word that is
 * not known may cost a result its requirement, no more. */
static struct rc
is_of_results(const struct value *relationship, bool *yes, struct err *e)
{
	static const char *const words[] = { "superset", "equal", "subset", "relevant" };
	const struct value *list;
	TRY(sarif_member(relationship, "kinds", VALUE_ARRAY, &list, e));
	*yes = list == NULL || list->count == 0;
	for (size_t i = 0; list != NULL && i < list->count; i++)
		for (size_t k = 0; k < COUNT(words); k++)
			*yes = *yes || slice_eq(value_text(&list->items[i]), slice_of(words[k]));
	return DONE;
}

/* Rows of a taxonomy (toolComponent): of the result (taxa), and those that the rule is related to
 * (reportingDescriptor: relationships). */
static struct rc
take_taxa(struct run *run, struct test_case *c, const struct value *of, const char *member,
    const char *inner, struct err *e)
{
	const struct value *list, *at;
	struct slice id;
	TRY(sarif_member(of, member, VALUE_ARRAY, &list, e));
	for (size_t i = 0; list != NULL && i < list->count; i++) {
		if (list->items[i].kind != VALUE_OBJECT)
			return fail(e, E_SCHEMA, list->items[i].at, "expected an object");
		bool counts = true;
		at = &list->items[i];
		if (inner != NULL)
			TRY(is_of_results(at, &counts, e));
		if (!counts)
			continue;
		if (inner != NULL)
			TRY(sarif_member(&list->items[i], inner, VALUE_OBJECT, &at, e));
		TRY(sarif_text(at, "id", &id, e));
		TRY(test_case_hint(run->r, c, id, false, e));
	}
	return DONE;
}

/* "src/login.c:12" of the first location, or empty. */
static struct rc
find_location(struct run *run, const struct value *result, struct slice *out, struct err *e)
{
	const struct value *list, *physical, *artifact, *region;
	int64_t line;
	*out = SLICE("");
	TRY(sarif_member(result, "locations", VALUE_ARRAY, &list, e));
	if (list == NULL || list->count == 0)
		return DONE;
	TRY(sarif_member(&list->items[0], "physicalLocation", VALUE_OBJECT, &physical, e));
	TRY(sarif_member(physical, "artifactLocation", VALUE_OBJECT, &artifact, e));
	TRY(sarif_member(physical, "region", VALUE_OBJECT, &region, e));
	TRY(sarif_text(artifact, "uri", out, e));
	TRY(sarif_index(region, "startLine", &line, e));
	if (out->len == 0 || line < 1)
		return DONE;
	return arena_format(run->a, out, "%.*s:%lld", SLICE_FMT(*out), (long long)line) ? DONE :
	    arena_failed(run->a, e);
}

static struct rc
name_case(struct run *run, const struct value *result, const struct value *rule, struct slice id,
    struct test_case *c, struct err *e)
{
	const struct value *message;
	struct slice text, where, name;
	TRY(sarif_member(result, "message", VALUE_OBJECT, &message, e));
	TRY(sarif_text(message, "text", &text, e));
	TRY(find_location(run, result, &where, e));
	TRY(sarif_text(rule, "name", &name, e));
	name = id.len > 0 ? id : name.len > 0 ? name : SLICE("a result without a rule");
	if (where.len > 0 && !arena_format(run->a, &name, "%.*s (%.*s)", SLICE_FMT(name),
	    SLICE_FMT(where)))
		return arena_failed(run->a, e);
	TRY(test_line(run->a, name, &c->name, e));
	if (c->name.len == 0)
		c->name = SLICE("a result without a rule");
	return c->note.len > 0 ? DONE : test_line(run->a, text, &c->note, e);
}

static struct rc
take_result(struct run *run, const struct value *result, struct err *e)
{
	const struct value *rule;
	struct test_case *c;
	struct slice id;
	if (result->kind != VALUE_OBJECT)
		return fail(e, E_SCHEMA, result->at, "expected a result: an object");
	TRY(test_report_case(run->r, result->at, &c, e));
	TRY(sarif_rule_of(&run->rules, result, &rule, &id, e));
	TRY(judge(run, result, c, e));
	TRY(name_case(run, result, rule, id, c, e));
	TRY(take_bag(run, c, result, e));
	TRY(take_bag(run, c, rule, e));
	TRY(test_case_hint(run->r, c, id, false, e));
	TRY(take_taxa(run, c, result, "taxa", NULL, e));
	return take_taxa(run, c, rule, "relationships", "target", e);
}

/* --- what was tested -------------------------------------------------------------------------- */

static struct rc
take_versions(struct run *run, const struct value *of, struct err *e)
{
	const struct value *bag;
	TRY(sarif_member(of, "properties", VALUE_OBJECT, &bag, e));
	for (size_t i = 0; bag != NULL && i < bag->count; i++)
		if (result_names_version(bag->members[i].name))
			TRY(test_report_version(run->r, value_text(&bag->members[i].value),
			    bag->members[i].value.at, (struct slice){0}, e));
	return DONE;
}

/* "nightly/release:acme/ic-22@5.4.2/": the part of an id (runAutomationDetails) that names a
 * version, from the last slash before the "@" that no subject has, to the one behind it. */
static struct rc
take_automation(struct run *run, const struct value *details, struct err *e)
{
	const struct value *id;
	TRY(take_versions(run, details, e));
	TRY(sarif_member(details, "id", VALUE_STRING, &id, e));
	size_t at = id == NULL ? SIZE_MAX : slice_find(id->text, SLICE("@"), 0);
	if (at == SIZE_MAX)
		return DONE;
	size_t end = slice_find(id->text, SLICE("/"), at);
	size_t release = slice_find(id->text, SLICE("release:"), 0);
	size_t from = release < at ? release : at + 1;
	return test_report_version(run->r, slice_sub(id->text, from, end), id->at,
	    (struct slice){0}, e);
}

static struct rc
take_control(struct run *run, const struct value *of, struct err *e)
{
	const struct value *list, *tag;
	TRY(sarif_member(of, "versionControlProvenance", VALUE_ARRAY, &list, e));
	for (size_t i = 0; list != NULL && i < list->count; i++) {
		if (list->items[i].kind != VALUE_OBJECT)
			return fail(e, E_SCHEMA, list->items[i].at, "expected an object");
		TRY(take_versions(run, &list->items[i], e));
		TRY(sarif_member(&list->items[i], "revisionTag", VALUE_STRING, &tag, e));
		if (tag != NULL)
			TRY(test_report_version(run->r, tag->text, tag->at, (struct slice){0}, e));
	}
	return DONE;
}

/* When it began and ended (3.20.7, 3.20.8). */
static struct rc
take_time(struct run *run, const struct value *of, const char *member, struct err *e)
{
	const struct value *v;
	TRY(sarif_member(of, member, VALUE_STRING, &v, e));
	if (v != NULL)
		test_report_time(run->r, v->text, v->at);
	return DONE;
}

static struct rc
take_invocations(struct run *run, const struct value *of, struct err *e)
{
	const struct value *list;
	TRY(sarif_member(of, "invocations", VALUE_ARRAY, &list, e));
	for (size_t i = 0; list != NULL && i < list->count; i++) {
		const struct value *done = value_get(&list->items[i], SLICE("executionSuccessful"));
		if (done == NULL || (done->kind != VALUE_TRUE && done->kind != VALUE_FALSE))
			return fail(e, E_SCHEMA, list->items[i].at, "expected executionSuccessful: "
			    "true or false");
		run->failed = run->failed || done->kind == VALUE_FALSE;
		TRY(take_time(run, &list->items[i], "startTimeUtc", e));
		TRY(take_time(run, &list->items[i], "endTimeUtc", e));
	}
	return DONE;
}

/* --- runs ------------------------------------------------------------------------------------- */

static struct rc
take_results(struct run *run, const struct value *of, struct err *e)
{
	const struct value *list = value_get(of, SLICE("results")), *external, *automation;
	TRY(sarif_member(of, "externalPropertyFileReferences", VALUE_OBJECT, &external, e));
	if (external != NULL && value_get(external, SLICE("results")) != NULL)
		return fail(e, E_SCHEMA, external->at, "results in another file: put them in here");
	TRY(take_versions(run, of, e));
	TRY(sarif_member(of, "automationDetails", VALUE_OBJECT, &automation, e));
	TRY(take_automation(run, automation, e));
	TRY(take_control(run, of, e));
	TRY(take_invocations(run, of, e));
	if (list == NULL || list->kind == VALUE_NULL)
		return DONE;			/* it could not begin (run: results) */
	if (list->kind != VALUE_ARRAY)
		return fail(e, E_SCHEMA, list->at, "expected results: a list");
	for (size_t i = 0; i < list->count; i++)
		TRY(take_result(run, &list->items[i], e));
	return DONE;
}

static struct rc
take_run(struct test_report *r, const struct value *of, struct err *e)
{
	struct run run = { .a = r->a, .r = r };
	if (of->kind != VALUE_OBJECT)
		return fail(e, E_SCHEMA, of->at, "expected a run: an object");
	struct rc done = sarif_rules_open(of, &run.rules, e);
	if (!failed(done))
		done = take_results(&run, of, e);
	sarif_rules_drop(&run.rules);
	return done;
}

struct rc
sarif_read(const struct value *doc, struct arena *a, struct test_report *out, struct err *e)
{
	struct test_report r = test_report_init(a, "sarif");
	const struct value *runs;
	struct slice version;
	if (doc->kind != VALUE_OBJECT)
		return fail(e, E_SCHEMA, doc->at, "expected a SARIF log: an object");
	TRY(sarif_text(doc, "version", &version, e));
	if (!slice_eq(version, SLICE("2.1.0")))
		return fail(e, E_SCHEMA, value_get(doc, SLICE("version")) == NULL ? doc->at :
		    value_get(doc, SLICE("version"))->at, "expected version: 2.1.0 of SARIF");
	TRY(sarif_member(doc, "runs", VALUE_ARRAY, &runs, e));
	if (runs == NULL)
		return fail(e, E_SCHEMA, doc->at, "expected runs: a list");
	for (size_t i = 0; i < runs->count; i++)
		TRY(take_run(&r, &runs->items[i], e));
	*out = r;
	return DONE;
}
