/* kinds_test.c - evidence kinds: the shipped set, its consistency, refusals with their place.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "base/limits.h"
#include "catalog/kinds.h"
#include "catalog/shipped.h"

#define S(text) slice_of(text)

static void
load_shipped(struct arena *a, struct kind_set *set)
{
	*a = arena_init(MIB(64));
	assert_false(failed(kinds_shipped(a, set, NULL)));
}

static void
every_kind_has_an_area_a_stage_and_its_limits(void **state)
{
	struct arena a;
	struct kind_set set;
	(void)state;
	load_shipped(&a, &set);
	assert_int_equal(set.count, 128);
	for (size_t i = 0; i < set.count; i++) {
		const struct kind *k = &set.at[i];
		assert_true(k->area > AREA_NONE && k->area < AREA_COUNT);
		assert_true(k->stage.len > 0 && k->title.len > 0);
		if (k->does_not_prove.len < 20 || !slice_ends(k->does_not_prove, SLICE(".")))
			fail_msg("%.*s: not a sentence", SLICE_FMT(k->id));
		if (slice_find(k->does_not_prove, SLICE(". "), 0) != SIZE_MAX)
			fail_msg("%.*s: more than one sentence", SLICE_FMT(k->id));
		assert_int_equal(k->freshness_ms > 0, !slice_is_null(k->freshness));
		assert_ptr_equal(kind_find(&set, k->id), k);
	}
	arena_drop(&a);
}

static void
kinds_that_other_modules_name_exist(void **state)
{
	static const char *const names[] = { "device_certificate", "identity_readout",
		"firmware_image", "firmware_manifest", "purchase_order", "packing_list",
		"goods_receipt", "serial_list", "asset_list", "product_list", "custody_record",
		"visual_inspection", "update_history", "configuration_baseline",
		"configuration_export", "hardening_check", "scope_statement", "capability_claim",
		"seller_declaration", "certificate_process", "certificate_component",
		"certificate_system", "identity_list", "attestation_result", "planned_use",
		"revocation_list", "correspondence", "statement", "document", "signature", "table",
		"archive", "sbom", "vex_statement", "support_period_statement", "retention_record",
		"declaration_of_conformity", "conformity_certificate" };
	struct arena a;
	struct kind_set set;
	(void)state;
	load_shipped(&a, &set);
	for (size_t i = 0; i < COUNT(names); i++)
		if (kind_find(&set, S(names[i])) == NULL)
			fail_msg("%s is missing", names[i]);
	assert_null(kind_find(&set, S("certificate")));
	assert_null(kind_find(&set, (struct slice){0}));
	arena_drop(&a);
}

static void
needs_are_met_by_the_same_or_a_narrower_kind(void **state)
{
	static const struct { const char *kind, *wanted; bool is, mistaken; } cases[] = {
		{ "sbom", "sbom", true, false },
		{ "certificate_component", "certificate_component", true, false },
		{ "certificate_component", "conformity_certificate", true, false },
		{ "conformity_certificate", "certificate_component", false, true },
		{ "certificate_process", "certificate_component", false, true },
		{ "seller_declaration", "certificate_component", false, true },
		{ "declaration_of_conformity", "certificate_component", false, true },
		{ "certificate_process", "conformity_certificate", true, false },
		{ "firmware_manifest", "integrity_manifest", true, false },
		{ "integrity_manifest", "firmware_manifest", false, false },
		{ "capability_claim", "capability_doc", true, false },
		{ "serial_list", "identity_list", false, false },
		{ "document", "certificate_component", false, false },
		{ "no_such_kind", "no_such_kind", false, false },
		{ "sbom", "no_such_kind", false, false },
		{ "", "", false, false },
	};
	struct arena a;
	struct kind_set set;
	(void)state;
	load_shipped(&a, &set);
	for (size_t i = 0; i < COUNT(cases); i++)
		if (kind_is(&set, S(cases[i].kind), S(cases[i].wanted)) != cases[i].is ||
		    kind_mistaken(&set, S(cases[i].kind), S(cases[i].wanted)) != cases[i].mistaken)
			fail_msg("%s for %s", cases[i].kind, cases[i].wanted);
	assert_int_equal(kind_find(&set, S("statement"))->level_limit, LEVEL_E1);
	assert_int_equal(kind_find(&set, S("process_description"))->level_limit, LEVEL_E2);
	assert_int_equal(kind_find(&set, S("sbom"))->level_limit, LEVEL_NONE);
	assert_int_equal(kind_find(&set, S("vex_statement"))->freshness_ms, 30LL * 86400 * 1000);
	arena_drop(&a);
}

/* A row with members taken from the table below; HEAD + rows + TAIL is a document. */
#define HEAD "{\"schema\":\"assurance-catalog/1\",\"catalog\":\"evidence-kinds\"," \
    "\"stages\":[\"design\"],\"items\":["
#define TAIL "]}"
#define ROW(id, more) "{\"id\":\"" id "\",\"title\":\"t\",\"area\":\"identity\"," \
    "\"stage\":\"design\",\"freshness\":null,\"does_not_prove\":\"p\"" more "}"

static void
refusals_name_the_place(void **state)
{
	static const struct { const char *rule, *in, *place; enum code want; } cases[] = {
		{ "good", HEAD ROW("a", "") "," ROW("b", ",\"broader\":\"a\"") TAIL, NULL, OK },
		{ "not JSON", "[", "", E_SYNTAX },
		{ "not an object", "[]", "[", E_SCHEMA },
		{ "another schema", "{\"schema\":\"x\",\"catalog\":\"evidence-kinds\","
		    "\"stages\":[],\"items\":[]}", "\"x\"", E_SCHEMA },
		{ "another catalogue", "{\"schema\":\"assurance-catalog/1\",\"catalog\":\"x\","
		    "\"stages\":[],\"items\":[]}", "\"x\"", E_SCHEMA },
		{ "no stages", "{\"schema\":\"assurance-catalog/1\",\"catalog\":\"evidence-kinds\","
		    "\"items\":[]}", "{", E_SCHEMA },
		{ "upper-case id", HEAD ROW("A", "") TAIL, "{\"id\"", E_SCHEMA },
		{ "unknown member", HEAD ROW("a", ",\"new\":1") TAIL, "\"new\"", E_SCHEMA },
		{ "two of one id", HEAD ROW("a", "") "," ROW("a", "") TAIL, "[{", E_SCHEMA },
		{ "broader without a row", HEAD ROW("a", ",\"broader\":\"zz\"") TAIL, "\"zz\"",
		    E_SCHEMA },
		{ "broader in a circle", HEAD ROW("a", ",\"broader\":\"b\"") ","
		    ROW("b", ",\"broader\":\"a\"") TAIL, "\"a\"", E_SCHEMA },
		{ "mistaken for nothing", HEAD ROW("a", ",\"mistaken_for\":[\"zz\"]") TAIL,
		    "\"zz\"", E_SCHEMA },
		{ "mistaken for itself", HEAD ROW("a", ",\"mistaken_for\":[\"a\"]") TAIL,
		    "\"a\"]", E_SCHEMA },
		{ "level E3", HEAD ROW("a", ",\"level_limit\":\"E3\"") TAIL, "\"E3\"", E_SCHEMA },
		{ "area", HEAD "{\"id\":\"a\",\"title\":\"t\",\"area\":\"x\",\"stage\":\"design\","
		    "\"freshness\":null,\"does_not_prove\":\"p\"}" TAIL, "\"x\"", E_SCHEMA },
		{ "stage", HEAD "{\"id\":\"a\",\"title\":\"t\",\"area\":\"identity\","
		    "\"stage\":\"x\",\"freshness\":null,\"does_not_prove\":\"p\"}" TAIL, "\"x\"",
		    E_SCHEMA },
		{ "freshness", HEAD "{\"id\":\"a\",\"title\":\"t\",\"area\":\"identity\","
		    "\"stage\":\"design\",\"freshness\":\"1y\",\"does_not_prove\":\"p\"}" TAIL,
		    "\"1y\"", E_SCHEMA },
		{ "no freshness", HEAD "{\"id\":\"a\",\"title\":\"t\",\"area\":\"identity\","
		    "\"stage\":\"design\",\"does_not_prove\":\"p\"}" TAIL, "{\"id\"", E_SCHEMA },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a = arena_init(MIB(16));
		struct kind_set set = {0};
		struct err e = {0};
		struct slice in = S(cases[i].in);
		enum code got = kinds_load(in, &a, &set, &e).code;
		size_t place = cases[i].place == NULL ? 0 : cases[i].place[0] == '\0' ? in.len :
		    slice_find(in, S(cases[i].place), 0);
		if (got != cases[i].want || e.at != place)
			fail_msg("%s: %s at %u, not %u", cases[i].rule, code_name(got),
			    (unsigned)e.at, (unsigned)place);
		arena_drop(&a);
	}
}

static void
truncation_at_every_byte_is_refused(void **state)
{
	struct slice in = S(HEAD ROW("a", "") "," ROW("b", ",\"broader\":\"a\"") TAIL);
	(void)state;
	for (size_t n = 0; n < in.len; n++) {
		struct arena a = arena_init(MIB(16));
		struct kind_set set;
		assert_true(failed(kinds_load(slice_sub(in, 0, n), &a, &set, NULL)));
		arena_drop(&a);
	}
}

static void
a_spent_budget_is_an_error(void **state)
{
	struct slice in;
	(void)state;
	assert_true(shipped_find(SLICE("catalog/evidence-kinds.json"), &in));
	for (size_t budget = 0; budget < KIB(96); budget += 997) {
		struct arena a = arena_init(budget);
		struct kind_set set;
		assert_int_equal(kinds_load(in, &a, &set, NULL).code, E_LIMIT);
		arena_drop(&a);
	}
}

static void
what_kinds_may_be_shows_at_the_beginning(void **state)
{
	static const struct { const char *text; bool are; } rows[] = {
		{ "{\"schema\":\"x\",\"catalog\":\"evidence-kinds\",", true },
		{ "{\"a\":{\"catalog\":\"cra\"},\"catalog\":\"evidence-kinds\"}", true },
		{ "{\"a\":{\"catalog\":\"evidence-kinds\"},\"catalog\":\"cra\"}", false },
		{ "{\"a\":{\"catalog\":\"evidence-kinds\"}}", false },
		{ "{\"catalog\":{\"evidence-kinds\":1}}", false },
		{ "{\"catalog\":", false }, { "{\"a\":1,", false }, { "{]", false },
		{ "[\"catalog\",\"evidence-kinds\"]", false }, { "\"catalog\"", false },
		{ "", false },
	};
	struct err e = {0};
	bool are;
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_false(failed(kinds_may_be(slice_of(rows[i].text), &are, &e)));
		assert_int_equal(are, rows[i].are);
	}
	size_t count, seen = 0;
	const struct shipped_file *files = shipped_files(&count);
	for (size_t i = 0; i < count; i++) {
		assert_false(failed(kinds_may_be(files[i].bytes, &are, &e)));
		assert_int_equal(are, slice_eq(slice_of(files[i].name),
		    SLICE("catalog/evidence-kinds.json")));
		seen += are;
	}
	assert_int_equal(seen, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_has_an_area_a_stage_and_its_limits),
		cmocka_unit_test(kinds_that_other_modules_name_exist),
		cmocka_unit_test(needs_are_met_by_the_same_or_a_narrower_kind),
		cmocka_unit_test(refusals_name_the_place),
		cmocka_unit_test(truncation_at_every_byte_is_refused),
		cmocka_unit_test(a_spent_budget_is_an_error),
		cmocka_unit_test(what_kinds_may_be_shows_at_the_beginning),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
