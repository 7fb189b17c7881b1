/* criteria_fixture_test.c - fixtures for criteria: what is refused, each with its place.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "app/inspect/criteria_fixture.h"
#include "base/limits.h"
#include "codec/yaml.h"

#define FILE(keys) "{apiVersion: assay/v1, kind: CriteriaTest, criteria: c.yaml, " keys "}"
#define CASE(keys) FILE("cases: [{name: n, case: a.json, expect: {" keys "}}]")
#define PART(keys) CASE("parts: [{" keys "}]")

/* The ~ stands before the place of the error and is taken out. */
static const struct { const char *rule, *in, *what; } refusals[] = {
	{ "another kind", "{apiVersion: assay/v1, kind: ~Criteria, criteria: c.yaml, cases: []}",
	    "expected kind: CriteriaTest" },
	{ "another version", "{apiVersion: ~assay/v2, kind: CriteriaTest, criteria: c.yaml, "
	    "cases: []}", "expected apiVersion: assay/v1" },
	{ "no criteria", "~{apiVersion: assay/v1, kind: CriteriaTest, cases: []}",
	    "expected criteria: a file or a name" },
	{ "criteria that do not ship", "{apiVersion: assay/v1, kind: CriteriaTest, criteria: "
	    "~nothing, cases: []}", "no criteria of this name ship with assay" },
	{ "a file name over two lines", "{apiVersion: assay/v1, kind: CriteriaTest, criteria: "
	    "~\"a\\nb.yaml\", cases: []}", "expected criteria: a file or a name" },
	{ "no cases", FILE("cases: ~[]"), "expected cases: 1 to 1000 of them" },
	{ "unknown key", FILE("cases: [{name: n, case: a.json, expect: {proposal: reject}}], ~x: "
	    "y"),
	    "no such member in this format" },
	{ "unknown key of a case", FILE("cases: [{name: n, case: a.json, expect: {proposal: "
	    "reject},"
	    " ~x: y}]"), "no such member in this format" },
	{ "a case without file", FILE("cases: [~{name: n, expect: {proposal: reject}}]"),
	    "expected case: a file" },
	{ "a hostile file name", FILE("cases: [{name: n, case: ~\"a\\0b\", expect: {proposal: "
	    "reject}"
	    "}]"), "expected case: a file" },
	{ "nothing expected", FILE("cases: [{name: n, case: a.json, expect: ~{}}]"),
	    "expected expect: at least one of proposal, parts, results" },
	{ "unknown proposal", CASE("proposal: ~burn"), "expected proposal: an outcome, or split" },
	{ "a part without assets", CASE("parts: [~{proposal: reject}]"), "expected assets: a "
	    "list" },
	{ "assets that are none", PART("assets: [~3101]"),
	    "expected assets: full subjects or ranges" },
	{ "a code that is none", PART("assets: [], codes: [CERT_REVOKED, ~BAD]"),
	    "expected codes: reason codes" },
	{ "unknown verdict", CASE("results: {a: {verdict: ~met}}"),
	    "expected verdict: pass, fail or indeterminate" },
	{ "not evaluated", CASE("results: {a: {verdict: ~not_evaluated}}"),
	    "expected verdict: pass, fail or indeterminate" },
	{ "unknown key of a result", CASE("results: {a: {~level: E4}}"), "no such member in this "
	    "format" },
};

static void
refusals_name_the_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(refusals); i++) {
		struct arena a = arena_init(MIB(8));
		struct fixture f = {0};
		struct value v;
		struct err e = {0};
		char text[1024];
		size_t mark = strcspn(refusals[i].in, "~");
		(void)snprintf(text, sizeof(text), "%.*s%s", (int)mark, refusals[i].in,
		    refusals[i].in + mark + 1);
		if (failed(yaml_tree(slice_of(text), &a, &v, &e)))
			fail_msg("%s: %s", refusals[i].rule, e.what);
		if (fixture_decode(&v, &a, &f, &e).code != E_SCHEMA || f.count != 0)
			fail_msg("%s: accepted", refusals[i].rule);
		if (strcmp(e.what, refusals[i].what) != 0 || e.at != mark)
			fail_msg("%s: at %zu and not %zu: %s", refusals[i].rule, (size_t)e.at,
			    mark, e.what);
		arena_drop(&a);
	}
}

static void
a_fixture_with_every_key_is_read(void **state)
{
	struct arena a = arena_init(MIB(8));
	struct fixture f = {0};
	struct value v;
	(void)state;
	assert_false(failed(yaml_tree(SLICE("{apiVersion: assay/v1, kind: CriteriaTest, criteria: "
	    "product-acceptance, cases: [{name: n, case: a.json, expect: {proposal: split, parts: ["
	    "{assets: [\"asset:a/b#01..03\", \"asset:a/b#09\"], proposal: accept, codes: "
	    "[CERT_REVOKED"
	    "]}, {assets: []}], results: {c: {verdict: fail, codes: []}}}}]}"), &a, &v, NULL)));
	assert_false(failed(fixture_decode(&v, &a, &f, NULL)));
	assert_true(slice_eq(f.ships, SLICE("criteria/product-acceptance.yaml")));
	assert_int_equal(f.count, 1);
	const struct fixture_case *c = &f.cases[0];
	assert_int_equal(c->proposal, OUTCOME_SPLIT);
	assert_true(c->parts_given);
	assert_int_equal(c->part_count, 2);
	assert_int_equal(c->parts[0].asset_count, 4);
	assert_true(slice_eq(c->parts[0].assets[2], SLICE("asset:a/b#03")));
	assert_true(c->parts[0].codes.given && c->parts[0].codes.wanted[FINDING_CERT_REVOKED]);
	assert_false(c->parts[1].codes.given);
	assert_int_equal(c->parts[1].proposal, OUTCOME_NONE);
	assert_int_equal(c->results[0].verdict, VERDICT_FAIL);
	assert_true(c->results[0].codes.given);
	arena_drop(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refusals_name_the_place),
		cmocka_unit_test(a_fixture_with_every_key_is_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
