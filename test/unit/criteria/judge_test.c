/* judge_test.c - one criterion over every asset: several needs, checks, conditions.
 * SPDX-License-Identifier: Apache-2.0 */
#include "eval_make.h"

#define ALL "#3101,#3102,#3103 "
#define PASS ALL "pass"
#define LACK(reasons) ALL "indeterminate remediate: " reasons
#define FAIL(reasons) ALL "fail quarantine: " reasons
#define CRITERION(rest) "  criteria:\n    - id: c\n      area: identity\n" rest \
    "      on_fail: [quarantine]\n      on_indeterminate: [remediate]\n"
#define ANY_OF(a, b) CRITERION("      any_of: [{" a "}, {" b "}]\n")
#define CERT(id, asset, more) "item " id " kind=device_certificate bound=" asset " " more "\n"
#define EACH "kind: device_certificate, each: asset, unsigned: allowed"
#define ANY_CERT ANY_OF(EACH, "kind: identity_list, unsigned: allowed")

static const struct eval_case any_of[] = {
	{ "neither", ANY_CERT, "", LACK("EVIDENCE_MISSING B - -"),
	    "device_certificate B; identity_list B" },
	{ "the first for all", ANY_CERT, CERT("a", "#3101", "") CERT("b", "#3102", "")
	    CERT("c", "#3103", ""), PASS, "" },
	{ "the second for all", ANY_CERT, "item l kind=identity_list\n", PASS, "" },
	{ "the second for all, and the first is bad for one", ANY_CERT,
	    "item l kind=identity_list\n" CERT("b", "#3102", "until=2026-01-01"), PASS, "" },
	{ "the second for all, and the first is withdrawn for one", ANY_CERT,
	    "item l kind=identity_list\n" CERT("b", "#3102", "finding=EVIDENCE_REVOKED"),
	    "#3101,#3103 pass\n#3102 fail quarantine: EVIDENCE_REVOKED #3102 b +7", "" },
	{ "the first for some: the rest lacks both", ANY_CERT, CERT("a", "#3101", ""),
	    "#3101 pass\n#3102,#3103 indeterminate remediate: EVIDENCE_MISSING #3102 - -; "
	    "EVIDENCE_MISSING #3103 - -",
	    "device_certificate #3102; device_certificate #3103; identity_list #3102; "
	    "identity_list #3103" },
	{ "the first for some, the second is bad for all: said of the rest", ANY_CERT,
	    CERT("a", "#3101", "") CERT("b", "#3102", "") "item l kind=identity_list bound=-\n",
	    "#3101,#3102 pass\n#3103 indeterminate remediate: EVIDENCE_MISSING #3103 - -; "
	    "EVIDENCE_UNBOUND #3103 l -", NULL },
	{ "one each of two kinds for each", ANY_OF(EACH,
	    "kind: attestation_result, each: asset, unsigned: allowed"),
	    CERT("a", "#3101", "") "item b kind=attestation_result bound=#3102\n"
	    "item d kind=attestation_result bound=#3103\n", PASS, "" },
	{ "a disagreement in one of the two", ANY_CERT, "item k kind=identity_list\n"
	    "  identity #3102 /1 {'certificate':'d1'}\nitem l kind=identity_list\n"
	    "  identity #3102 /2 {'certificate':'d2'}\n",
	    "#3101,#3103 pass\n#3102 indeterminate remediate: EVIDENCE_CONFLICT #3102 k /1; "
	    "EVIDENCE_CONFLICT #3102 l /2", "" },
};

#define CUSTODY CRITERION("      need: {kind: custody_record, unsigned: allowed}\n" \
    "      check: {custody_chain: {}}\n")
#define EITHER CRITERION("      any_of: [{kind: custody_record, unsigned: allowed}, " \
    "{kind: custody_record, bound_to: any, unsigned: allowed}]\n" \
    "      check: {custody_chain: {}}\n")
#define RECORD(subject, to) "  custody " subject " /p {'origin':'party:acme','destination':'b'," \
    "'handoffs':1}\n  handoff " subject " /0 {'ordinal':0,'from':'party:acme','to':'" to "'," \
    "'handed':'2026-06-01','received':'2026-06-01'}\n"
#define BACKWARDS(subject) "  custody " subject " /p {'origin':'party:acme','destination':'b'," \
    "'handoffs':1}\n  handoff " subject " /0 {'ordinal':0,'from':'party:acme','to':'b'," \
    "'handed':'2026-06-02','received':'2026-06-01'}\n"
#define LISTS(more) CRITERION("      check:\n        serial_reconciliation:\n" \
    "          listed: {kind: packing_list, unsigned: allowed}\n" more)
#define ORDERED "          ordered: {kind: purchase_order, unsigned: allowed}\n"
#define ROWS "  listed #3101 A1 {}\n  listed #3102 A2 {}\n  listed #3103 A3 {}\n"

static const struct eval_case checks[] = {
	{ "a check that finds nothing", CUSTODY, "item a kind=custody_record\n" RECORD("B", "b"),
	    PASS, "" },
	{ "a check that finds something for all", CUSTODY, "item a kind=custody_record\n"
	    RECORD("B", "x"), LACK("CUSTODY_INCOMPLETE R a /0"), "" },
	{ "a check that finds something for one", CUSTODY, "item a kind=custody_record\n"
	    RECORD("B", "b") "item c kind=custody_record\n" BACKWARDS("#3102"),
	    "#3101,#3103 pass\n#3102 fail quarantine: CUSTODY_BREAK #3102 c /0", "" },
	{ "what one record lacks another makes up for", CUSTODY, "item a kind=custody_record\n"
	    RECORD("B", "b") "item c kind=custody_record\n" RECORD("#3102", "x"), PASS, "" },
	{ "a record of one asset makes up for no other", CUSTODY, "item a kind=custody_record\n"
	    RECORD("#3101", "b") "item c kind=custody_record\n" RECORD("#3102", "x"),
	    "#3101,#3103 pass\n#3102 indeterminate remediate: CUSTODY_INCOMPLETE #3102 c /0", "" },
	{ "the need is not met: the check sees nothing", CUSTODY, "",
	    LACK("EVIDENCE_MISSING B - -"), "custody_record B" },
	{ "what is not admitted is not checked", CUSTODY, "item a kind=custody_record\n"
	    RECORD("B", "b") "item z kind=custody_record bound=-\n" RECORD("B", "x"), PASS, "" },
	{ "an item that two needs admit is looked at once", EITHER, "item a kind=custody_record\n"
	    RECORD("B", "b"), PASS, "" },
	{ "parameters", LISTS(ORDERED), "item l kind=packing_list\n" ROWS
	    "item o kind=purchase_order\n" ROWS, PASS, "" },
	{ "a parameter that nothing meets", LISTS(ORDERED), "item l kind=packing_list\n" ROWS,
	    LACK("EVIDENCE_MISSING B - -"), "purchase_order B" },
	{ "a parameter that is not given is not asked for", LISTS(""),
	    "item l kind=packing_list\n" ROWS, PASS, "" },
	{ "nothing at all", LISTS(""), "", LACK("EVIDENCE_MISSING B - -"), "packing_list B" },
	{ "a damaged list is no carrier", LISTS(""),
	    "item l kind=packing_list finding=IDENTIFIER_DAMAGED\n" ROWS,
	    LACK("IDENTIFIER_DAMAGED B l +7"), "packing_list B" },
	{ "what is missing has its own name", CRITERION("      check:\n        claim_has_scope:\n"
	    "          claim: {kind: capability_claim, unsigned: allowed}\n"
	    "          scope: {kind: scope_statement, unsigned: allowed}\n"),
	    "item a kind=capability_claim\n  claim P /c {'vector':true,'level':'x'}\n",
	    LACK("SCOPE_MISSING B - -; SCOPE_MISSING R a /c"), "scope_statement B" },
	{ "fail and lack together are fail", LISTS(ORDERED), "item l kind=packing_list\n" ROWS
	    "  listed #3101 A9 {}\n",
	    "#3101 fail quarantine: EVIDENCE_MISSING B - -; SERIAL_DUPLICATE #3101 l A9\n"
	    "#3102,#3103 indeterminate remediate: EVIDENCE_MISSING B - -", NULL },
	{ "a floor holds for a parameter that has to be signed",
	    CRITERION("      min_evidence: E5\n"
	    "      check:\n        support_covers_use:\n"
	    "          support: {kind: support_period_statement}\n"
	    "          use: {kind: planned_use, unsigned: allowed}\n"),
	    "item s kind=support_period_statement sign=k1/in_person/evidence\n"
	    "  support P / {'support_end':'2036-01-01'}\n"
	    "item u kind=planned_use\n  use P / {'use_until':'2030-01-01'}\n",
	    LACK("EVIDENCE_LEVEL_LOW B s -"), "support_period_statement B" },
};

#define TYPED "  applies: {component_type: [embedded_device]}\n" \
    ONE_NEED("kind: sbom, unsigned: allowed")

static const struct eval_case types[] = {
	{ "of the type", TYPED, "case types=embedded_device\nitem a kind=sbom\n", PASS, NULL },
	{ "of two types, one of them", TYPED, "case types=embedded_device,host_device\n"
	    "item a kind=sbom\n", PASS, NULL },
	{ "of another type", TYPED, "case types=host_device\nitem a kind=sbom\n",
	    LACK("CRITERIA_NOT_APPLICABLE B - -"), NULL },
	{ "of no stated type", TYPED, "item a kind=sbom\n", PASS, NULL },
};

#define CONDITION CRITERION("      condition:\n        text: attest\n        gate: production\n" \
    "        due: 30d\n        closes:\n" \
    "          need: {kind: attestation_result, each: asset, unsigned: allowed}\n" \
    "          check:\n            attestation_matches_baseline:\n" \
    "              baseline: {kind: configuration_baseline, unsigned: allowed}\n")
#define OPEN(assets, subject) assets \
    " indeterminate accept_with_conditions: CONDITION_OPEN " subject " - -"
#define BASE "item z kind=configuration_baseline bound=R\n" \
    "  baseline R / {'release':'release:acme/ic-22@5.4.2'}\n"
#define ATTEST(id, serial, result) "item " id " kind=attestation_result bound=#" serial "\n" \
    "  attestation #" serial " / {'release':'release:acme/ic-22@5.4.2','baseline':'z'," \
    "'result':'" result "'}\n"

static const struct eval_case conditions[] = {
	{ "nothing is here", CONDITION, "", OPEN("#3101,#3102,#3103", "B"), "" },
	{ "only the baseline is here", CONDITION, BASE, OPEN("#3101,#3102,#3103", "B"), "" },
	{ "met by all", CONDITION, BASE ATTEST("a", "3101", "equal") ATTEST("b", "3102", "equal")
	    ATTEST("d", "3103", "equal"), PASS, "" },
	{ "met by some", CONDITION, BASE ATTEST("a", "3101", "equal"),
	    "#3101 pass\n#3102,#3103 indeterminate accept_with_conditions: "
	    "CONDITION_OPEN #3102 - -; CONDITION_OPEN #3103 - -", "" },
	{ "contradicted by one, open for the rest", CONDITION, BASE
	    ATTEST("a", "3101", "different"),
	    "#3101 fail quarantine: ATTESTATION_MISMATCH #3101 a /\n"
	    "#3102,#3103 indeterminate accept_with_conditions: CONDITION_OPEN #3102 - -; "
	    "CONDITION_OPEN #3103 - -", "" },
	{ "met, contradicted and open", CONDITION, BASE ATTEST("a", "3101", "equal")
	    ATTEST("b", "3102", "different"),
	    "#3101 pass\n#3102 fail quarantine: ATTESTATION_MISMATCH #3102 b /\n"
	    "#3103 indeterminate accept_with_conditions: CONDITION_OPEN #3103 - -", "" },
	{ "held against no baseline it is open", CONDITION, ATTEST("a", "3101", "equal")
	    ATTEST("b", "3102", "equal") ATTEST("d", "3103", "equal"),
	    "#3101,#3102,#3103 indeterminate accept_with_conditions: CONDITION_OPEN #3101 - -; "
	    "CONDITION_OPEN #3102 - -; CONDITION_OPEN #3103 - -; CONDITION_OPEN B - -", "" },
	{ "expired evidence contradicts", CONDITION, BASE ATTEST("a", "3101", "equal")
	    ATTEST("b", "3102", "equal") "item d kind=attestation_result bound=#3103 "
	    "until=2026-01-01\n", "#3101,#3102 pass\n#3103 fail quarantine: "
	    "EVIDENCE_EXPIRED #3103 d -", "" },
};

#define TABLE(name, table) \
	static void name(void **state) { (void)state; eval_table(table, COUNT(table)); }
TABLE(one_of_several_needs_is_enough, any_of)
TABLE(every_check_must_find_nothing, checks)
TABLE(criteria_are_for_types, types)
TABLE(conditions_are_open_met_or_contradicted, conditions)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_of_several_needs_is_enough),
		cmocka_unit_test(every_check_must_find_nothing),
		cmocka_unit_test(criteria_are_for_types),
		cmocka_unit_test(conditions_are_open_met_or_contradicted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
