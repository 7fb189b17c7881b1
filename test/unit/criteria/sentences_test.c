/* sentences_test.c - criteria in words, compared with literal text.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "criteria_table.h"

#define S(text) slice_of(text)
#define HEAD "apiVersion: assay/v1\nkind: Criteria\nmetadata: {name: x, version: \"1\"}\nspec:\n" \
    "  decision: product_acceptance\n"

static struct criteria_errors errors;

static const struct criteria *
read(struct slice text, struct arena *a, struct kind_set *kinds)
{
	const struct criteria *c = NULL;
	struct err e = {0};
	*a = arena_init(MIB(64));
	assert_false(failed(kinds_shipped(a, kinds, NULL)));
	if (failed(load(text, kinds, a, &c, &errors, &e)))
		fail_msg("%.*s: at %zu: %s", SLICE_FMT(text), (size_t)e.at, e.what);
	return c;
}

static void
expect(const struct buf *got, const char *want)
{
	assert_false(got->broken);
	if (!slice_eq(buf_slice(got), S(want)))
		fail_msg("got:\n%.*s\nwant:\n%s", SLICE_FMT(buf_slice(got)), want);
}

static void
a_need_is_a_phrase(void **state)
{
	static const struct { const char *need, *want; } cases[] = {
		{ "kind: device_certificate, each: asset, signed_by: {party: manufacturer, "
		    "purpose: identity}", "a device certificate for each serial, signed by the "
		    "manufacturer with a key trusted for identity" },
		{ "kind: identity_list", "an identity list, signed with a trusted key" },
		{ "kind: purchase_order, unsigned: allowed", "a purchase order, signed or not" },
		{ "kind: sbom, each: release",
		    "a software bill of materials (SPDX or CycloneDX) for each release, signed "
		    "with "
		    "a trusted key" },
		{ "kind: certificate_component, signed_by: {party: assessor, purpose: evidence}",
		    "a certificate of a product's capabilities (62443-4-2), signed by the assessor "
		    "with a key trusted for evidence" },
		{ "kind: vex_statement, not_older_than: 30d",
		    "a VEX status statement, signed with a trusted key, not older than 30 days" },
		{ "kind: eol_statement, each: bom_component", "an end-of-support / end-of-life "
		    "notice for each BOM component, signed with a trusted key" },
		{ "kind: update_history, not_older_than: 1w", "an update history, signed with a "
		    "trusted key, not older than 1 week" },
		{ "kind: user_doc, bound_to: release", "a user documentation that names the "
		    "release, signed with a trusted key" },
		{ "kind: identity_readout, bound_to: asset, at_least: 5", "an identity readout "
		    "that "
		    "names a serial, at least 5 of them, each for another serial, signed with a "
		    "trusted key" },
		{ "kind: test_report, at_least: 2, distinct: producer, bound_to: product", "a test "
		    "report that names the product, at least 2 of them, each from another "
		    "producer, "
		    "signed with a trusted key" },
		{ "kind: test_report, made_after: 2026-01-02, stage: manufacturing, "
		    "reviewed_by: acceptance_authority, holding: held", "a test report, signed "
		    "with "
		    "a trusted key, made on 2026-01-02 or later, from the stage manufacturing, "
		    "here "
		    "or held elsewhere, read by the acceptance authority" },
		{ "kind: test_report, reviewed_by: {independent: true}", "a test report, signed "
		    "with a trusted key, read by a person, independent of its producer, and found "
		    "wanting by nobody" },
		{ "kind: test_report, reviewed_by: {role: assessor, not_older_than: 1w}",
		    "a test report, signed with a trusted key, read by the assessor, not longer "
		    "ago than 1 week, and found wanting by nobody" },
		{ "kind: test_report, reviewed_by: {role: acceptance_authority, at_least: 2, "
		    "independent: true, not_older_than: 365d}", "a test report, signed with a "
		    "trusted key, read by at least 2 people in the role acceptance authority, "
		    "each with a key of their own, independent of its producer, not longer ago "
		    "than 365 days, and found wanting by nobody" },
		{ "kind: test_report, made_after: \"2026-01-02T03:04:05Z\", holding: seen, "
		    "bound_to: subject, not_older_than: 90min", "a test report that names what is "
		    "assessed, signed with a trusted key, not older than 90 minutes, made at "
		    "2026-01-02T03:04:05.000Z or later, here, held elsewhere or seen by a named "
		    "person" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a;
		struct kind_set kinds;
		struct buf out = buf_init(KIB(16));
		char text[1024];
		(void)snprintf(text, sizeof(text), HEAD "  criteria: [{id: a, area: identity, "
		    "need: "
		    "{%s}}]\n", cases[i].need);
		const struct criteria *c = read(S(text), &a, &kinds);
		need_words(&c->criteria[0].needs[0], &kinds, &out);
		expect(&out, cases[i].want);
		buf_drop(&out);
		arena_drop(&a);
	}
}

static void
what_would_meet_a_criterion_is_a_sentence(void **state)
{
	static const struct { const char *keys, *want; } cases[] = {
		{ "need: {kind: device_certificate, each: asset, signed_by: {party: manufacturer, "
		    "purpose: identity}}, min_evidence: E4", "For each serial the supplier "
		    "provides "
		    "a device certificate, signed by the manufacturer with a key trusted for "
		    "identity; evidence level E4 or higher." },
		{ "need: {kind: goods_receipt, unsigned: allowed}",
		    "The buyer provides a goods receipt, signed or not." },
		{ "need: {kind: retention_record, signed_by: {party: asset_owner, purpose: "
		    "evidence}}", "The buyer provides a retention record, signed by the asset "
		    "owner "
		    "with a key trusted for evidence." },
		{ "any_of: [{kind: test_report}, {kind: lab_report, each: asset}], min_evidence: "
		    "E5",
		    "One of the following is provided: a test report, signed with a trusted key; "
		    "or "
		    "a lab report for each serial, signed with a trusted key; evidence level E5." },
		{ "need: {kind: custody_record}, check: {whole: {}}", "The supplier provides a "
		    "custody record, signed with a trusted key. The record has no gap." },
		{ "check: {serials: {ordered: {kind: purchase_order, unsigned: allowed}, listed: "
		    "{kind: packing_list, unsigned: allowed}}}, min_evidence: E3", "The serials of "
		    "both lists are the same. It rests on a purchase order, signed or not; a "
		    "packing list, signed or not. What has to be signed is of evidence level E3 or "
		    "higher." },
		{ "check: {status: {statement: {kind: vex_statement, not_older_than: 30d}, "
		    "none_of: "
		    "[affected, unknown]}}", "No known vulnerability stands at a status that is "
		    "not "
		    "allowed (none of: affected, unknown). It rests on a VEX status statement, "
		    "signed with a trusted key, not older than 30 days." },
		{ "condition: {text: It is done, gate: production_connection, due: 30d, closes: "
		    "{kind: attestation_result, each: asset}}", "Before production connection, "
		    "within 30 days of the decision: It is done. For each serial the supplier "
		    "provides an attestation result, signed with a trusted key." },
		{ "condition: {text: It is done, gate: go, due: 2026-12-31, closes: {check: "
		    "{serials: "
		    "{ordered: {kind: serial_list}}}}}", "Before go, by 2026-12-31: It is done. "
		    "The "
		    "serials of both lists are the same. It rests on a serial list, signed with a "
		    "trusted key." },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a;
		struct kind_set kinds;
		struct buf out = buf_init(KIB(16));
		char text[1024];
		(void)snprintf(text, sizeof(text), HEAD "  criteria: [{id: a, area: identity, "
		    "%s}]\n", cases[i].keys);
		const struct criteria *c = read(S(text), &a, &kinds);
		criterion_wanted(&c->criteria[0], &kinds, &out);
		expect(&out, cases[i].want);
		buf_drop(&out);
		arena_drop(&a);
	}
}

static const char small[] = HEAD
    "  applies: {component_type: [embedded_device, host_device]}\n  backdating: 7d\n"
    "  criteria:\n"
    "    - id: order\n      title: The order is here\n      area: lifecycle_state\n"
    "      informs: [{req: \"iec62443-4-2:2019/CR-1.2\", as: supporting}, "
    "{req: \"x:1/y\", as: adjacent}]\n"
    "      need: {kind: purchase_order, unsigned: allowed}\n"
    "      on_fail: {CERT_REVOKED: [reject], else: [quarantine, reject, risk_accept]}\n"
    "      on_indeterminate: [remediate]\n"
    "    - {id: later, area: integrity, condition: {text: It is done, gate: go, due: 1d, closes: "
    "{kind: sbom}}}\n";

static const char small_want[] =
    "Criteria x, version 1, for the acceptance of a product of the type embedded device or host "
    "device\n\n"
    "Every criterion has to be met. Of the outcomes the first is proposed; a person decides.\n"
    "A criterion that is met does not show that a requirement of a standard is met.\n"
    "A decision may be dated back by at most 7 days.\n\n"
    "1. The order is here (order; lifecycle state)\n"
    "   The buyer provides a purchase order, signed or not.\n"
    "   If the evidence speaks against it: quarantine (or reject, risk accept); with "
    "CERT_REVOKED: reject.\n"
    "   If it cannot be told: remediate.\n"
    "   Worth looking at for iec62443-4-2:2019/CR-1.2 (supporting), x:1/y (adjacent).\n\n"
    "2. later (later; integrity)\n"
    "   Before go, within 1 day of the decision: It is done. The supplier provides a software "
    "bill of materials (SPDX or CycloneDX), signed with a trusted key.\n"
    "   While it is open: accept with conditions.\n"
    "   If the evidence speaks against it: reject.\n\n"
    "What is meant, and what it does not prove\n"
    "   purchase order: Purchase order. ";

static void
criteria_are_sentences(void **state)
{
	struct arena a;
	struct kind_set kinds;
	struct buf out = buf_init(KIB(64));
	(void)state;
	const struct criteria *c = read(S(small), &a, &kinds);
	assert_false(failed(criteria_sentences(c, &kinds, &out, NULL)));
	struct slice got = buf_slice(&out);
	if (!slice_starts(got, S(small_want)))
		fail_msg("got:\n%.*s\nwant:\n%s", SLICE_FMT(got), small_want);
	/* the kinds that are used, and no others, each with what it does not prove */
	assert_true(slice_find(got, kind_find(&kinds, SLICE("sbom"))->does_not_prove, 0) !=
	    SIZE_MAX);
	assert_true(slice_find(got, SLICE("packing list"), 0) == SIZE_MAX);
	buf_drop(&out);
	arena_drop(&a);
}

static void
a_buffer_that_is_too_small_is_an_error(void **state)
{
	struct arena a;
	struct kind_set kinds;
	struct err e = {0};
	(void)state;
	const struct criteria *c = read(S(small), &a, &kinds);
	for (size_t max = 0; max < 1000; max += 7) {
		struct buf out = buf_init(max);
		assert_true(failed(criteria_sentences(c, &kinds, &out, &e)));
		buf_drop(&out);
	}
	arena_drop(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_need_is_a_phrase),
		cmocka_unit_test(what_would_meet_a_criterion_is_a_sentence),
		cmocka_unit_test(criteria_are_sentences),
		cmocka_unit_test(a_buffer_that_is_too_small_is_an_error),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
