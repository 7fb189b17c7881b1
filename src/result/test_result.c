/* result/test_result.c - the in-toto predicate for results of tests. See result/test_result.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "result/test_result.h"

#include "base/limits.h"
#include "base/map.h"
#include "catalog/requirement_key.h"
#include "subject/subject.h"

/* A statement that is about more releases than this is about none in particular. */
#define RELEASES_MAX 8

/* Letters that requirements of IEC 62443-4-1 and -4-2 begin with. */
static const char prefixes[] = "CCSC CR SAR EDR HDR NDR SM SR SD SI SVV DM SUM SG";

bool
test_result_handles(struct slice type)
{
	return slice_eq(type, SLICE("https://in-toto.io/attestation/test-result/v0.1"));
}

/* --- the predicate ---------------------------------------------------------------------------- */

static struct rc
take_tests(struct test_report *r, struct map *seen, const struct value *p, const char *member,
    enum test_result result, struct err *e)
{
	const struct value *list = value_get(p, slice_of(member));
	for (size_t i = 0; list != NULL && i < list->count; i++) {
		struct test_case *c;
		const struct value *name = &list->items[i];
		if (slice_trim(value_text(name)).len == 0)
			return fail(e, E_SCHEMA, name->at, "expected the name of a test: text");
		TRY(test_report_case(r, name->at, &c, e));
		TRY(test_line(r->a, name->text, &c->name, e));
		c->result = result;
		if (!arena_format(r->a, &c->cell, "/predicate/%s/%zu", member, i))
			return arena_failed(r->a, e);
		TRY(test_case_hint(r, c, name->text, false, e));
		if (c->name.len == 0)
			return fail(e, E_SCHEMA, name->at, "expected the name of a test: text");
		const struct value *before = map_get(seen, name->text);
		if (before != NULL)
			return fail(e, E_SCHEMA, name->at, "a test that stands here twice");
		TRY(map_put(seen, name->text, &list->items[i], e));
	}
	return DONE;
}

static struct rc
take_predicate(const struct value *p, struct test_report *r, struct map *seen, struct err *e)
{
	struct obj o = obj_open(p);
	struct slice result = obj_need_text(&o, "result",
	    "expected result: PASSED, WARNED or FAILED");
	(void)obj_need(&o, "configuration", VALUE_ARRAY,	/* told at obj_end() */
	    "expected configuration: a list");
	(void)obj_may_text(&o, "url", "expected url: text");	/* same */
	(void)obj_may(&o, "passedTests", VALUE_ARRAY, "expected passedTests: a list");	/* same */
	(void)obj_may(&o, "warnedTests", VALUE_ARRAY, "expected warnedTests: a list");	/* same */
	const struct value *bad = obj_may(&o, "failedTests", VALUE_ARRAY,
	    "expected failedTests: a list");
	obj_ignore_rest(&o);
	TRY(obj_end(&o, e));
	bool has_failed = slice_eq(result, SLICE("FAILED"));
	if (!has_failed && !slice_eq(result, SLICE("PASSED")) && !slice_eq(result, SLICE("WARNED")))
		return fail(e, E_SCHEMA, value_get(p, SLICE("result"))->at,
		    "expected result: PASSED, WARNED or FAILED");
	if (!has_failed && bad != NULL && bad->count > 0)
		return fail(e, E_SCHEMA, bad->at, "tests that failed, and a result that says none "
		    "did");
	TRY(take_tests(r, seen, p, "passedTests", TEST_PASSED, e));
	size_t passed = r->count;
	TRY(take_tests(r, seen, p, "warnedTests", TEST_PASSED, e));
	for (; passed < r->count; passed++)
		r->cases[passed].note = SLICE("passed with warnings");
	TRY(take_tests(r, seen, p, "failedTests", TEST_FAILED, e));
	if (r->count > 0)
		return DONE;
	struct test_case *whole;
	TRY(test_report_case(r, p->at, &whole, e));
	whole->name = SLICE("the whole run");
	whole->cell = SLICE("/predicate");
	whole->result = has_failed ? TEST_FAILED : TEST_PASSED;
	return DONE;
}

static bool
is_release(struct slice name)
{
	struct subject s;
	return !failed(subject_parse(name, &s, NULL)) && s.kind == SUBJECT_RELEASE;
}

struct rc
test_result_report(const struct intoto_statement *s, struct arena *a, struct test_report *out,
    struct err *e)
{
	struct test_report r = test_report_init(a, "in-toto test-result");
	struct map seen = map_init();
	if (s->predicate == NULL)
		return fail(e, E_SCHEMA, 0, "expected predicate: an object");
	struct rc done = take_predicate(s->predicate, &r, &seen, e);
	map_drop(&seen);
	TRY(done);
	for (size_t i = 0; i < s->count; i++) {
		struct slice place;
		if (!is_release(s->subjects[i].name))
			continue;
		if (!arena_format(a, &place, "/subject/%zu", i))
			return arena_failed(a, e);
		TRY(test_report_version(&r, s->subjects[i].name, s->subjects[i].at, place, e));
	}
	*out = r;
	return DONE;
}

/* --- facts ------------------------------------------------------------------------------------ */

static bool
is_known(struct slice key)
{
	struct slice letters = slice_sub(key, 0, slice_find(key, SLICE("-"), 0));
	struct slice rest = slice_of(prefixes);
	while (rest.len > 0) {
		size_t end = slice_find(rest, SLICE(" "), 0);
		if (slice_eq(letters, slice_sub(rest, 0, end)))
			return true;
		rest = end == SIZE_MAX ? (struct slice){0} : slice_sub(rest, end + 1, rest.len);
	}
	return false;
}

/* requirement, release: empty where there is none. */
static void
state_test(struct reading *r, struct build *b, const struct test_case *c,
    struct slice requirement, struct slice release, int64_t ordinal)
{
	struct value v = value_object();
	value_put(b, &v, "ordinal", value_number(b, ordinal));
	value_put(b, &v, "name", value_string(c->name));
	if (requirement.len > 0)
		value_put(b, &v, "requirement", value_string(requirement));
	value_put(b, &v, "result", value_string(slice_of(test_result_name(c->result))));
	if (c->note.len > 0)
		value_put(b, &v, "note", value_string(c->note));
	if (release.len > 0)
		value_put(b, &v, "release", value_string(release));
	reading_fact(r, "test", (struct slice){0}, v, c->cell);
}

/* A fact for each requirement that the name names; one without where it names none. */
static struct rc
state_case(struct reading *r, struct build *b, const struct test_case *c, struct slice release,
    int64_t *ordinal, struct err *e)
{
	uint8_t key[REQUIREMENT_KEY_MAX];
	size_t n, at = 0;
	bool stated = false;
	while (c->hint_count > 0 && (n = requirement_in(c->hints[0].text, &at, key)) > 0) {
		struct slice kept;
		if (!is_known((struct slice){ key, n }))
			continue;
		if (!arena_copy(r->a, (struct slice){ key, n }, &kept))
			return arena_failed(r->a, e);
		state_test(r, b, c, kept, release, (*ordinal)++);
		stated = true;
	}
	if (!stated)
		state_test(r, b, c, SLICE(""), release, (*ordinal)++);
	return DONE;
}

static struct rc
state_release(struct reading *r, const struct test_report *report, struct slice release,
    struct err *e)
{
	struct build b = { .a = r->a };
	struct value v = value_object();
	int64_t ordinal = 0;
	if (release.len > 0)
		value_put(&b, &v, "release", value_string(release));
	value_put(&b, &v, "tests", value_number(&b, (int64_t)report->count));
	reading_fact(r, "test_run", (struct slice){0}, v, SLICE("/predicate"));
	for (size_t i = 0; i < report->count; i++)
		TRY(state_case(r, &b, &report->cases[i], release, &ordinal, e));
	return build_end(&b, e);
}

struct rc
test_result_read(const struct intoto_statement *s, struct reading *r, struct err *e)
{
	struct test_report report;
	TRY(test_result_report(s, r->a, &report, e));
	if (report.version_count > RELEASES_MAX)
		return fail(e, E_LIMIT, report.versions[RELEASES_MAX].at, "more releases than one "
		    "run of tests is of");
	r->kind = SLICE("test_report");
	r->decoder = SLICE("test-result/1");
	r->why = SLICE("an in-toto statement whose predicate type is that of test results");
	if (!arena_format(r->a, &r->title, "test results: %zu tests", report.count))
		return arena_failed(r->a, e);
	for (size_t i = 0; i < report.version_count; i++)
		TRY(state_release(r, &report, report.versions[i].text, e));
	if (report.version_count == 0)
		TRY(state_release(r, &report, SLICE(""), e));
	return reading_end(r, e);
}
