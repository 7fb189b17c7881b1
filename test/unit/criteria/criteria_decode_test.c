/* criteria_decode_test.c - criteria files: what is refused, each with its place; a file with every
 * key; the decoded form.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "criteria_table.h"

#include "codec/jcs.h"
#include "criteria/criteria_value.h"
#include "fact/signature.h"

#define S(text) slice_of(text)

#define HEAD "apiVersion: assay/v1\nkind: Criteria\nmetadata: {name: x, version: \"1\"}\nspec:\n" \
    "  decision: product_acceptance\n"
/* One criterion with these keys, and with a need as well. */
#define WITH(keys) HEAD "  criteria:\n    - {id: a, area: identity, " keys "}\n"
#define ALSO(keys) HEAD "  criteria:\n    - {id: a, area: identity, need: {kind: sbom}, " keys "}\n"
#define NEED(keys) WITH("need: {kind: sbom, " keys "}")
#define CONDITION(keys) WITH("condition: ~{" keys "}")

/* The ~ stands before the place of the error and is taken out. */
static const struct { const char *rule, *in, *what; } refusals[] = {
	{ "no mapping", "~[]", "expected criteria file: a mapping" },
	{ "unknown key of the file", HEAD "  criteria: [{id: a, area: identity, need: {kind: "
	    "sbom}}]"
	    "\n~status: x\n", "unknown key \"status\"; expected apiVersion, kind, metadata, spec" },
	{ "another apiVersion", "apiVersion: ~assay/v2\nkind: Criteria\nmetadata: {name: x, "
	    "version: "
	    "\"1\"}\nspec: {decision: product_acceptance, criteria: [{id: a, area: identity, need: "
	    "{kind: sbom}}]}\n", "unknown apiVersion \"assay/v2\"; expected assay/v1" },
	{ "another kind", "apiVersion: assay/v1\nkind: ~TableMap\nmetadata: {name: x, version: "
	    "\"1\"}\nspec: {decision: product_acceptance, criteria: [{id: a, area: identity, need: "
	    "{kind: sbom}}]}\n", "unknown kind \"TableMap\"; expected Criteria" },
	{ "no metadata", "~apiVersion: assay/v1\nkind: Criteria\nspec: {decision: "
	    "product_acceptance,"
	    " criteria: [{id: a, area: identity, need: {kind: sbom}}]}\n",
	    "metadata is missing: expected {name, version}" },
	{ "a number as version", "apiVersion: assay/v1\nkind: Criteria\nmetadata: {name: x, "
	    "version: "
	    "~1}\nspec: {decision: product_acceptance, criteria: [{id: a, area: identity, need: "
	    "{kind: sbom}}]}\n", "expected version: text; put the number in quotes" },
	{ "a name that is no word", "apiVersion: assay/v1\nkind: Criteria\nmetadata: {name: ~\"My "
	    "x\","
	    " version: \"1\"}\nspec: {decision: product_acceptance, criteria: [{id: a, area: "
	    "identity, need: {kind: sbom}}]}\n",
	    "expected name: a word, 1 to 63 of a-z 0-9 - _ ." },
	{ "another decision", "apiVersion: assay/v1\nkind: Criteria\nmetadata: {name: x, version: "
	    "\"1\"}\nspec: {decision: ~release, criteria: [{id: a, area: identity, need: {kind: "
	    "sbom}}]}\n", "unknown decision \"release\"; expected product_acceptance" },
	{ "no decision", "apiVersion: assay/v1\nkind: Criteria\nmetadata: {name: x, version: "
	    "\"1\"}\n"
	    "spec: ~{criteria: [{id: a, area: identity, need: {kind: sbom}}]}\n",
	    "decision is missing: expected a word" },
	{ "no criteria", "apiVersion: assay/v1\nkind: Criteria\nmetadata: {name: x, version: "
	    "\"1\"}\n"
	    "spec: ~{decision: product_acceptance}\n",
	    "criteria is missing: expected a list of criteria" },
	{ "an empty list of criteria", HEAD "  criteria: ~[]\n",
	    "expected criteria: a list of criteria" },
	{ "unknown key of spec", HEAD "  ~colour: red\n  criteria: [{id: a, area: identity, need: "
	    "{kind: sbom}}]\n",
	    "unknown key \"colour\"; expected decision, applies, backdating, criteria" },
	{ "unknown component type", HEAD "  applies: {component_type: [host_device, ~plc]}\n"
	    "  criteria: [{id: a, area: identity, need: {kind: sbom}}]\n",
	    "unknown component type \"plc\"; expected software_application, embedded_device, "
	    "host_device, network_device" },
	{ "a component type twice", HEAD "  applies: {component_type: [host_device, "
	    "~host_device]}\n"
	    "  criteria: [{id: a, area: identity, need: {kind: sbom}}]\n",
	    "this component type stands twice" },
	{ "backdating that is no duration", HEAD "  backdating: ~1y\n"
	    "  criteria: [{id: a, area: identity, need: {kind: sbom}}]\n",
	    "expected backdating: a duration such as 30d (s, min, h, d or w, at most 400 years)" },
	{ "unknown key of a criterion", ALSO("~weight: 3"), "unknown key \"weight\"; expected id, "
	    "title, area, informs, need, any_of, check, min_evidence, on_fail, on_indeterminate, "
	    "condition" },
	{ "a criterion without id", HEAD "  criteria: [~{area: identity, need: {kind: sbom}}]\n",
	    "id is missing: expected a word of a-z 0-9 - _ ." },
	{ "two criteria of one id", HEAD "  criteria: [{id: a, area: identity, need: {kind: "
	    "sbom}}, "
	    "{id: ~a, area: identity, need: {kind: sbom}}]\n", "another criterion has this id" },
	{ "unknown area", HEAD "  criteria: [{id: a, area: ~colour, need: {kind: sbom}}]\n",
	    "unknown area \"colour\"; expected identity, provenance, integrity, transparency, "
	    "updates, vulnerability, lifecycle_state, verification, retention" },
	{ "no area", HEAD "  criteria: [~{id: a, need: {kind: sbom}}]\n",
	    "area is missing: expected a word" },
	{ "nothing wanted", HEAD "  criteria: [~{id: a, area: identity}]\n",
	    "expected need, any_of, check or condition" },
	{ "need and any_of", ALSO("any_of: ~[{kind: sbom}]"),
	    "expected need or any_of, not both" },
	{ "an empty any_of", WITH("any_of: ~[]"), "expected any_of: a list of needs" },
	{ "need beside a condition", ALSO("condition: ~{text: t, gate: g, due: 1d, closes: {kind: "
	    "sbom}}"), "what a condition needs stands in its closes; expected no need, any_of or "
	    "check beside it" },
	{ "a level that is none", ALSO("min_evidence: ~E6"),
	    "unknown min_evidence \"E6\"; expected E1, E2, E3, E4, E5" },
	{ "a requirement without edition", ALSO("informs: [{req: ~iec62443-4-2/CR-1.2, as: "
	    "direct}]"),
	    "expected req: a requirement with its edition, such as iec62443-4-2:2019/CR-1.2" },
	{ "a requirement for nothing", ALSO("informs: [{req: \"iec62443-4-2:2019/CR-1.2\", as: "
	    "~gap}]"),
	    "unknown as \"gap\"; expected direct, supporting, contextual, adjacent" },
	{ "unknown kind", WITH("need: {kind: ~certificate}"),
	    "unknown evidence kind \"certificate\"" },
	{ "no kind", WITH("need: ~{each: asset}"), "kind is missing: expected an evidence kind" },
	{ "unknown key of a need", NEED("~colour: red"), "unknown key \"colour\"; expected kind, "
	    "bound_to, signed_by, each, at_least, distinct, made_after, not_older_than, stage, "
	    "holding, reviewed_by, unsigned" },
	{ "unknown bound_to", NEED("bound_to: ~site"), "unknown bound_to \"site\"; expected scope, "
	    "subject, asset, release, product, any" },
	{ "unknown each", NEED("each: ~batch"),
	    "unknown each \"batch\"; expected asset, release, bom_component" },
	{ "each with at_least", NEED("each: asset, at_least: ~2"),
	    "expected each or at_least, not both" },
	{ "each bound to something else", NEED("each: asset, bound_to: ~release"),
	    "each says already what an item must name" },
	{ "at_least 0", NEED("at_least: ~0"),
	    "expected at_least: a whole number from 1 to 100000" },
	{ "at_least too many", NEED("at_least: ~100001"),
	    "expected at_least: a whole number from 1 to 100000" },
	{ "distinct colour", NEED("distinct: ~colour"),
	    "unknown distinct \"colour\"; expected producer" },
	{ "unknown purpose", NEED("signed_by: {party: seller, purpose: ~love}"), "unknown purpose "
	    "\"love\"; expected identity, release, update, recovery, evidence, attestation, "
	    "timestamp, record, log" },
	{ "signed for nothing", NEED("signed_by: ~{party: seller}"),
	    "purpose is missing: expected a word" },
	{ "unknown key of signed_by", NEED("signed_by: {party: seller, purpose: log, ~key: x}"),
	    "unknown key \"key\"; expected party, purpose" },
	{ "signed and unsigned", NEED("unsigned: allowed, signed_by: ~{party: seller, purpose: "
	    "log}"),
	    "expected signed_by or unsigned: allowed, not both" },
	{ "unsigned forbidden", NEED("unsigned: ~forbidden"),
	    "unknown unsigned \"forbidden\"; expected allowed" },
	{ "made_after that is no date", NEED("made_after: ~30d"),
	    "expected made_after: a date such as 2026-06-30" },
	{ "not_older_than nothing", NEED("not_older_than: ~0d"), "expected not_older_than: a "
	    "duration such as 30d (s, min, h, d or w, at most 400 years)" },
	{ "not_older_than a month", NEED("not_older_than: ~1m"), "expected not_older_than: a "
	    "duration such as 30d (s, min, h, d or w, at most 400 years)" },
	{ "unknown stage", NEED("stage: ~birth"), "unknown stage \"birth\"; expected design, "
	    "sourcing, manufacturing, provisioning, logistics, acceptance, deployment, update, "
	    "operation, repair, transfer, decommissioning" },
	{ "unknown holding", NEED("holding: ~lost"),
	    "unknown holding \"lost\"; expected kept, held, seen" },
	{ "unknown check", WITH("check: {~magic: {}}"),
	    "unknown check \"magic\"; expected serials, status, whole" },
	{ "unknown revision", WITH("check: {~serials/3: {ordered: {kind: sbom}}}"),
	    "unknown check \"serials/3\"; expected serials/1, serials/2, status/1, whole/3" },
	{ "no check", WITH("check: ~{}"),
	    "expected check: a mapping from checks to their parameters" },
	{ "a check twice", WITH("check: {serials: {ordered: {kind: sbom}}, ~serials/2: {ordered: "
	    "{kind: sbom}}}"), "this check stands here already" },
	{ "unknown parameter", WITH("check: {serials: {ordered: {kind: sbom}, ~sent: {kind: "
	    "sbom}}}"),
	    "unknown key \"sent\"; expected ordered, listed" },
	{ "a required parameter is missing", WITH("check: {serials: ~{listed: {kind: sbom}}}"),
	    "ordered is missing: expected a need" },
	{ "a text where a need belongs", WITH("check: {serials: {ordered: ~sbom}}"),
	    "expected need: a mapping" },
	{ "a need where texts belong", WITH("check: {status: {statement: {kind: sbom}, none_of: "
	    "~{kind: sbom}}}"), "expected none_of: a list of texts" },
	{ "a number where a text belongs", WITH("check: {status: {statement: {kind: sbom}, "
	    "none_of: "
	    "[affected, ~3]}}"), "expected none_of: texts" },
	{ "a check of the own need without one", WITH("check: {~whole: {}}"),
	    "this check looks at the criterion's own need; expected need or any_of beside it" },
	{ "unknown outcome", ALSO("on_fail: [reject, ~burn]"), "unknown outcome \"burn\"; expected "
	    "reject, quarantine, remediate, risk_accept, accept_with_exception, "
	    "accept_with_conditions" },
	{ "split is no outcome", ALSO("on_fail: [~split]"), "unknown outcome \"split\"; expected "
	    "reject, quarantine, remediate, risk_accept, accept_with_exception, "
	    "accept_with_conditions" },
	{ "accept", ALSO("on_indeterminate: [reject, ~accept]"),
	    "what is not met is never simply accepted; expected another outcome than accept" },
	{ "accept_with_conditions first", ALSO("on_fail: [~accept_with_conditions]"),
	    "only an open condition proposes accept_with_conditions; expected another outcome "
	    "first" },
	{ "an outcome twice", ALSO("on_fail: [reject, ~reject]"),
	    "this outcome stands twice in one list" },
	{ "no outcome", ALSO("on_fail: ~[]"),
	    "expected a list of outcomes, the proposed one first" },
	{ "an outcome alone", ALSO("on_fail: ~reject"), "expected a list of outcomes, or a mapping "
	    "from reason codes to lists" },
	{ "unknown reason code", ALSO("on_fail: {~BAD_LUCK: [reject]}"),
	    "unknown reason code \"BAD_LUCK\"" },
	{ "a lack in on_fail", ALSO("on_fail: {~EVIDENCE_MISSING: [reject]}"),
	    "this code never makes a criterion fail; it belongs to on_indeterminate or nowhere" },
	{ "a fail in on_indeterminate", ALSO("on_indeterminate: {~CERT_REVOKED: [reject]}"),
	    "this code never leaves a criterion indeterminate; it belongs to on_fail or nowhere" },
	{ "the open condition in on_indeterminate",
	    ALSO("on_indeterminate: {~CONDITION_OPEN: [reject]}"),
	    "this code never leaves a criterion indeterminate; it belongs to on_fail or nowhere" },
	{ "accept for one code", ALSO("on_fail: {CERT_REVOKED: [~accept], else: [reject]}"),
	    "what is not met is never simply accepted; expected another outcome than accept" },
	{ "a condition without text", CONDITION("gate: g, due: 30d, closes: {kind: sbom}"),
	    "text is missing: expected text" },
	{ "a condition without gate", CONDITION("text: t, due: 30d, closes: {kind: sbom}"),
	    "gate is missing: expected a word of a-z 0-9 - _ ." },
	{ "a condition without due", CONDITION("text: t, gate: g, closes: {kind: sbom}"),
	    "due is missing: expected a duration or a date" },
	{ "a condition that nothing closes", CONDITION("text: t, gate: g, due: 30d"),
	    "closes is missing: expected a need, or {need, check}" },
	{ "due some day", WITH("condition: {text: t, gate: g, due: ~soon, closes: {kind: sbom}}"),
	    "expected due: a duration such as 30d, or a date such as 2026-06-30" },
	{ "due at once", WITH("condition: {text: t, gate: g, due: ~0s, closes: {kind: sbom}}"),
	    "expected due: a duration such as 30d, or a date such as 2026-06-30" },
	{ "closes nothing", WITH("condition: {text: t, gate: g, due: 30d, closes: ~{}}"),
	    "expected closes: a need, or {need, check}" },
	{ "closes with a check of a need that is not there", WITH("condition: {text: t, gate: g, "
	    "due: "
	    "30d, closes: {check: {~whole: {}}}}"),
	    "this check looks at the criterion's own need; expected need or any_of beside it" },
	{ "a title over two lines", ALSO("title: ~\"a\\nb\""),
	    "expected title: text without control characters, on one line" },
	{ "a long key is cut",
	    ALSO("~aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "aaaaaaaaaaaaaaaaaaaa: 1"), "unknown key \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "aaaaaaaaaaaaaaaaaaaa...\"; expected id, title, area, informs, need, any_of, check, "
	    "min_evidence, on_fail, on_indeterminate, condition" },
};

static void
refusals_name_the_place_and_what_was_expected(void **state)
{
	static struct criteria_errors errors;
	(void)state;
	for (size_t i = 0; i < COUNT(refusals); i++) {
		struct arena a = arena_init(MIB(64));
		struct kind_set kinds;
		const struct criteria *c = NULL;
		struct err e = {0};
		char text[4096];
		size_t mark = strcspn(refusals[i].in, "~");
		(void)snprintf(text, sizeof(text), "%.*s%s", (int)mark, refusals[i].in,
		    refusals[i].in + mark + 1);
		assert_false(failed(kinds_shipped(&a, &kinds, NULL)));
		struct rc rc = load(S(text), &kinds, &a, &c, &errors, &e);
		if (rc.code != E_SCHEMA || c != NULL || errors.count == 0)
			fail_msg("%s: %s", refusals[i].rule, e.what != NULL ? e.what : "accepted");
		for (size_t n = 0; n < errors.count; n++)
			if (errors.count != 1 || errors.at[n].at != mark ||
			    strcmp(errors.at[n].what, refusals[i].what) != 0)
				fail_msg("%s: %zu errors, at %zu and not %zu: %s",
				    refusals[i].rule, errors.count, (size_t)errors.at[n].at, mark,
				    errors.at[n].what);
		assert_int_equal(e.at, mark);
		arena_drop(&a);
	}
}

static void
all_errors_of_a_file_are_named_in_the_order_of_their_places(void **state)
{
	static const char text[] = "apiVersion: assay/v1\nkind: Criteria\nmetadata: {name: "
	    "x}\nspec:\n"
	    "  decision: product_acceptance\n  criteria:\n"
	    "    - {id: a, area: nowhere, need: {kind: nothing, at_least: 0}, on_fail: [accept]}\n"
	    "    - {id: a, area: identity}\n";
	static const char *const places[] = { "{name", "nowhere", "nothing", "0}", "accept]",
		"{id: a, area: identity", "a, area: identity" };
	static struct criteria_errors errors;
	struct arena a = arena_init(MIB(64));
	struct kind_set kinds;
	const struct criteria *c = NULL;
	struct err e = {0};
	(void)state;
	assert_false(failed(kinds_shipped(&a, &kinds, NULL)));
	assert_int_equal(load(S(text), &kinds, &a, &c, &errors, &e).code, E_SCHEMA);
	assert_int_equal(errors.count, COUNT(places));
	for (size_t i = 0; i < COUNT(places); i++)
		assert_int_equal(errors.at[i].at, (size_t)(strstr(text, places[i]) - text));
	arena_drop(&a);
}

/* A file of n criteria, all good or all without an area. */
static void
many(size_t n, bool good, struct buf *out)
{
	buf_add_text(out, HEAD "  criteria:\n");
	for (size_t i = 0; i < n; i++)
		buf_addf(out, "    - {id: c%zu, %sneed: {kind: sbom}}\n", i,
		    good ? "area: identity, " : "");
}

static void
limits_hold_at_the_limit_and_one_beyond(void **state)
{
	static const struct { size_t count; bool good; size_t errors; } cases[] = {
		{ CRITERIA_MAX, true, 0 },
		{ CRITERIA_MAX + 1, true, 1 },
		{ CRITERIA_ERRORS_MAX, false, CRITERIA_ERRORS_MAX },
		{ CRITERIA_ERRORS_MAX + 1, false, CRITERIA_ERRORS_MAX },
	};
	static struct criteria_errors errors;
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a = arena_init(MIB(64));
		struct buf text = buf_init(MIB(1));
		struct kind_set kinds;
		const struct criteria *c = NULL;
		struct err e = {0};
		many(cases[i].count, cases[i].good, &text);
		assert_false(failed(kinds_shipped(&a, &kinds, NULL)));
		assert_int_equal(load(buf_slice(&text), &kinds, &a, &c, &errors, &e).code,
		    cases[i].errors == 0 ? OK : E_SCHEMA);
		assert_int_equal(errors.count, cases[i].errors);
		if (cases[i].errors == 0)
			assert_int_equal(c->count, cases[i].count);
		buf_drop(&text);
		arena_drop(&a);
	}
}

/* Needs in one any_of. */
static void
needs_are_limited(void **state)
{
	static struct criteria_errors errors;
	(void)state;
	for (size_t extra = 0; extra < 2; extra++) {
		struct arena a = arena_init(MIB(64));
		struct buf text = buf_init(MIB(1));
		struct kind_set kinds;
		const struct criteria *c = NULL;
		struct err e = {0};
		buf_add_text(&text, HEAD "  criteria: [{id: a, area: identity, any_of: [");
		for (size_t i = 0; i < NEEDS_MAX + extra; i++)
			buf_add_text(&text, i > 0 ? ", {kind: sbom}" : "{kind: sbom}");
		buf_add_text(&text, "]}]\n");
		assert_false(failed(kinds_shipped(&a, &kinds, NULL)));
		assert_int_equal(load(buf_slice(&text), &kinds, &a, &c, &errors, &e).code,
		    extra == 0 ? OK : E_SCHEMA);
		if (extra == 1)
			assert_string_equal(e.what, "expected any_of: a shorter list");
		else
			assert_int_equal(c->criteria[0].need_count, NEEDS_MAX);
		buf_drop(&text);
		arena_drop(&a);
	}
}

/* --- a file with every key -------------------------------------------------------------------- */

static const char every_key[] =
    "apiVersion: assay/v1\nkind: Criteria\nmetadata: {name: every.key-1_x, version: \"3 b\"}\n"
    "spec:\n  decision: product_acceptance\n"
    "  applies: {component_type: [software_application, embedded_device, host_device, "
    "network_device]}\n  backdating: 7d\n  criteria:\n"
    "    - id: one\n      title: The first\n      area: identity\n"
    "      informs: [{req: \"iec62443-4-2:2019/CR-1.2\", as: supporting}, "
    "{req: \"x:1/y\", as: adjacent}]\n"
    "      need: {kind: device_certificate, each: asset, signed_by: {party: manufacturer, purpose: "
    "identity}, made_after: 2026-01-02, not_older_than: 30d, stage: manufacturing, holding: held, "
    "reviewed_by: assessor}\n"
    "      check: {whole: {}, serials/1: {ordered: {kind: purchase_order, unsigned: allowed}}}\n"
    "      min_evidence: E4\n"
    "      on_fail: {CERT_REVOKED: [reject], else: [quarantine, reject]}\n"
    "      on_indeterminate: [remediate, accept_with_exception, accept_with_conditions]\n"
    "    - id: two\n      area: vulnerability\n"
    "      any_of: [{kind: identity_readout, bound_to: asset, at_least: 5, distinct: producer}, "
    "{kind: sbom, each: release, bound_to: release, holding: seen}]\n"
    "      check: {status: {statement: {kind: vex_statement}, none_of: [affected, unknown]}}\n"
    "      on_fail: {SUPPORT_ENDS: [risk_accept]}\n"
    "    - {id: three, area: integrity, condition: {text: it is done, gate: go_live, due: 30d, "
    "closes: {kind: attestation_result, bound_to: any}}}\n"
    "    - {id: four, area: integrity, condition: {text: it is done, gate: go_live, due: "
    "2026-12-31,"
    " closes: {need: {kind: sbom}, check: {whole: {}}}}}\n";

static void
check_first(const struct criterion *c)
{
	const struct need *n = &c->needs[0];
	assert_true(slice_eq(c->title, SLICE("The first")));
	assert_int_equal(c->area, AREA_IDENTITY);
	assert_int_equal(c->informs_count, 2);
	assert_true(slice_eq(c->informs[1].requirement, SLICE("x:1/y")));
	assert_true(slice_eq(c->informs[1].as, SLICE("adjacent")));
	assert_int_equal(c->min_level, LEVEL_E4);
	assert_int_equal(c->need_count, 1);
	assert_true(slice_eq(n->kind, SLICE("device_certificate")));
	assert_int_equal(n->each, EACH_ASSET);
	assert_true(n->signed_by && !n->unsigned_allowed && !n->distinct_producer);
	assert_true(slice_eq(n->party, SLICE("manufacturer")));
	assert_int_equal(n->purpose, PURPOSE_IDENTITY);
	assert_int_equal(n->at_least, 1);
	assert_true(n->made_after_ms == INT64_C(1767312000000));
	assert_true(n->not_older_than_ms == 30 * DAY_MS);
	assert_true(slice_eq(n->not_older_than, SLICE("30d")));
	assert_true(slice_eq(n->stage, SLICE("manufacturing")));
	assert_true(slice_eq(n->readers.role, SLICE("assessor")) && !n->readers.counted);
	assert_int_equal(n->holding, HOLDING_HELD);
	assert_int_equal(n->at, strstr(every_key, "{kind: device") - every_key);
	assert_int_equal(c->check_count, 2);
	assert_ptr_equal(c->checks[0].check, &whole);
	assert_ptr_equal(c->checks[1].check, &serials_1);
	assert_true(slice_eq(c->checks[0].name, SLICE("whole/3")));
	assert_true(slice_eq(c->checks[1].name, SLICE("serials/1")));
	assert_true(c->checks[1].needs[0].unsigned_allowed);
	assert_true(slice_is_null(c->checks[1].needs[1].kind));
	assert_int_equal(c->on_fail.count, 1);
	assert_int_equal(c->on_fail.codes[0], FINDING_CERT_REVOKED);
	assert_int_equal(c->on_fail.lists[0].at[0], OUTCOME_REJECT);
	assert_int_equal(c->on_fail.otherwise.at[0], OUTCOME_QUARANTINE);
	assert_int_equal(c->on_indeterminate.count, 0);
	assert_int_equal(c->on_indeterminate.otherwise.count, 3);
	assert_false(c->has_condition);
}

static void
check_others(const struct criteria *c)
{
	const struct criterion *two = &c->criteria[1], *three = &c->criteria[2],
	    *four = &c->criteria[3];
	assert_true(slice_is_null(two->title));
	assert_int_equal(two->min_level, LEVEL_NONE);
	assert_int_equal(two->need_count, 2);
	assert_int_equal(two->needs[0].at_least, 5);
	assert_int_equal(two->needs[0].bound, BOUND_ASSET);
	assert_true(two->needs[0].distinct_producer);
	assert_true(two->needs[0].made_after_ms == TIME_UNKNOWN);
	assert_true(two->needs[0].not_older_than_ms == 0);
	assert_int_equal(two->needs[0].holding, HOLDING_KEPT);
	assert_false(two->needs[0].signed_by || two->needs[0].unsigned_allowed);
	assert_int_equal(two->needs[0].purpose, 0);
	assert_int_equal(two->needs[1].each, EACH_RELEASE);
	assert_int_equal(two->needs[1].holding, HOLDING_SEEN);
	assert_int_equal(two->checks[0].text_count[1], 2);
	assert_true(slice_eq(two->checks[0].texts[1][1], SLICE("unknown")));
	assert_int_equal(two->on_fail.otherwise.at[0], OUTCOME_REJECT);
	assert_int_equal(two->on_indeterminate.otherwise.at[0], OUTCOME_REJECT);
	assert_int_equal(two->on_indeterminate.otherwise.count, 1);
	assert_true(three->has_condition && four->has_condition);
	assert_true(slice_eq(three->condition_text, SLICE("it is done")));
	assert_true(slice_eq(three->gate, SLICE("go_live")));
	assert_true(slice_eq(three->due, SLICE("30d")));
	assert_int_equal(three->needs[0].bound, BOUND_ANY);
	assert_int_equal(three->check_count, 0);
	assert_true(slice_eq(four->due, SLICE("2026-12-31")));
	assert_int_equal(four->need_count, 1);
	assert_int_equal(four->check_count, 1);
}

static void
every_key_is_read(void **state)
{
	static struct criteria_errors errors;
	struct arena a = arena_init(MIB(64));
	struct kind_set kinds;
	const struct criteria *c = NULL;
	struct err e = {0};
	(void)state;
	assert_false(failed(kinds_shipped(&a, &kinds, NULL)));
	if (failed(load(S(every_key), &kinds, &a, &c, &errors, &e)))
		fail_msg("at %zu: %s", (size_t)e.at, e.what);
	assert_int_equal(errors.count, 0);
	assert_true(slice_eq(c->name, SLICE("every.key-1_x")));
	assert_true(slice_eq(c->version, SLICE("3 b")));
	assert_true(slice_eq(c->decision, SLICE("product_acceptance")));
	assert_int_equal(c->type_count, 4);
	assert_true(c->backdating_ms == 7 * DAY_MS);
	assert_int_equal(c->count, 4);
	check_first(&c->criteria[0]);
	check_others(c);
	arena_drop(&a);
}

/* Every word that the format page lists for a key is taken. */
static void
every_word_is_taken(void **state)
{
	static const char *const words[] = { "stage: repair", "stage: decommissioning",
		"holding: kept", "bound_to: scope", "bound_to: subject", "bound_to: product",
		"each: bom_component", "at_least: 100000", "unsigned: allowed",
		"reviewed_by: evidence_repository_owner",
		"made_after: \"2026-06-30T12:00:00+02:00\"",
		"not_older_than: 90s", "not_older_than: 5min", "not_older_than: 12h",
		"not_older_than: 4w", "distinct: producer" };
	static struct criteria_errors errors;
	(void)state;
	for (size_t i = 0; i < COUNT(words) + PURPOSE_COUNT + AREA_COUNT - 1; i++) {
		struct arena a = arena_init(MIB(64));
		struct kind_set kinds;
		const struct criteria *c = NULL;
		struct err e = {0};
		char text[1024];
		size_t p = i - COUNT(words), area = p - PURPOSE_COUNT;
		if (i < COUNT(words))
			(void)snprintf(text, sizeof(text), NEED("%s"), words[i]);
		else if (p < PURPOSE_COUNT)
			(void)snprintf(text, sizeof(text), NEED("signed_by: {party: buyer, "
			    "purpose: %s}"), purpose_name((enum purpose)(2u << p)));
		else
			(void)snprintf(text, sizeof(text), HEAD "  criteria: [{id: a, area: %s, "
			    "need: {kind: sbom}}]", area_name((enum area)(area + 1)));
		assert_false(failed(kinds_shipped(&a, &kinds, NULL)));
		if (failed(load(S(text), &kinds, &a, &c, &errors, &e)))
			fail_msg("%s at %zu: %s", text, (size_t)e.at, e.what);
		if (i >= COUNT(words) && p < PURPOSE_COUNT)
			assert_int_equal(c->criteria[0].needs[0].purpose, 2u << p);
		if (i >= COUNT(words) + PURPOSE_COUNT)
			assert_int_equal(c->criteria[0].area, area + 1);
		arena_drop(&a);
	}
}

/* --- the decoded form ------------------------------------------------------------------------- */

static void
written(const struct criteria *c, struct arena *a, struct buf *out)
{
	struct build b = { .a = a };
	struct value v = criteria_value(&b, c);
	assert_false(failed(build_end(&b, NULL)));
	assert_false(failed(jcs_write(&v, out, NULL)));
}

static void
the_decoded_form_decodes_to_itself(void **state)
{
	static struct criteria_errors errors;
	struct arena a = arena_init(MIB(64));
	struct buf first = buf_init(MIB(1)), second = buf_init(MIB(1));
	struct kind_set kinds;
	const struct criteria *c = NULL, *again = NULL;
	struct err e = {0};
	(void)state;
	assert_false(failed(kinds_shipped(&a, &kinds, NULL)));
	assert_false(failed(load(S(every_key), &kinds, &a, &c, &errors, &e)));
	written(c, &a, &first);
	if (failed(load(buf_slice(&first), &kinds, &a, &again, &errors, &e)))
		fail_msg("at %zu: %s", (size_t)e.at, e.what);
	written(again, &a, &second);
	assert_true(slice_eq(buf_slice(&first), buf_slice(&second)));
	check_others(again);
	/* defaults are written out */
	assert_true(slice_find(buf_slice(&first), SLICE("\"holding\":\"kept\""), 0) != SIZE_MAX);
	assert_true(slice_find(buf_slice(&first), SLICE("\"backdating\":\"604800s\""), 0) !=
	    SIZE_MAX);
	buf_drop(&first);
	buf_drop(&second);
	arena_drop(&a);
}

static void
the_newest_revision_is_found(void **state)
{
	(void)state;
	assert_ptr_equal(check_find(&checks, SLICE("serials")), &serials_2);
	assert_ptr_equal(check_find(&checks, SLICE("whole")), &whole);
	assert_null(check_find(&checks, SLICE("serial")));
	assert_null(check_find(&checks, SLICE("serials/1")));
	assert_null(check_find(&checks, (struct slice){0}));
}

static void
a_spent_budget_is_an_error_and_no_criteria(void **state)
{
	static struct criteria_errors errors;
	struct arena a = arena_init(MIB(64)), small;
	struct kind_set kinds;
	struct value doc;
	size_t done = 0;
	(void)state;
	assert_false(failed(kinds_shipped(&a, &kinds, NULL)));
	assert_false(failed(yaml_tree(S(every_key), &a, &doc, NULL)));
	for (size_t budget = 0; done == 0; budget += 16) {
		const struct criteria *c = NULL;
		struct err e = {0};
		small = arena_init(budget);
		struct rc rc = criteria_decode(&doc, &kinds, &checks, &small, &c, &errors, &e);
		if (!failed(rc))
			done = budget;
		else if (rc.code != E_LIMIT || c != NULL || errors.count != 0)
			fail_msg("budget %zu", budget);
		arena_drop(&small);
	}
	assert_true(done > 1000);
	arena_drop(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refusals_name_the_place_and_what_was_expected),
		cmocka_unit_test(all_errors_of_a_file_are_named_in_the_order_of_their_places),
		cmocka_unit_test(limits_hold_at_the_limit_and_one_beyond),
		cmocka_unit_test(needs_are_limited),
		cmocka_unit_test(every_key_is_read),
		cmocka_unit_test(every_word_is_taken),
		cmocka_unit_test(the_decoded_form_decodes_to_itself),
		cmocka_unit_test(the_newest_revision_is_found),
		cmocka_unit_test(a_spent_budget_is_an_error_and_no_criteria),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
