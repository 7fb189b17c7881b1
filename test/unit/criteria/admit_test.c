/* admit_test.c - every key of a need: what it admits, and why it does not admit the rest.
 * SPDX-License-Identifier: Apache-2.0 */
#include "eval_make.h"

#define ALL "#3101,#3102,#3103 "
#define PASS ALL "pass"
#define LACK(reasons) ALL "indeterminate remediate: " reasons
#define FAIL(reasons) ALL "fail quarantine: " reasons
#define BOM ONE_NEED("kind: sbom, unsigned: allowed")
#define SIGNED ONE_NEED("kind: sbom, signed_by: {party: manufacturer, purpose: evidence}")
#define GOOD "sign=k1/in_person/evidence"

static const struct eval_case kinds[] = {
	{ "nothing at all", BOM, "", LACK("EVIDENCE_MISSING B - -"), "sbom B" },
	{ "the kind itself", BOM, "item a kind=sbom\n", PASS, "" },
	{ "another kind", BOM, "item a kind=vex_statement\n", LACK("EVIDENCE_MISSING B - -"),
	    NULL },
	{ "a narrower kind", ONE_NEED("kind: conformity_certificate, unsigned: allowed"),
	    "item a kind=certificate_component\n", PASS, NULL },
	{ "a broader kind is taken for it by people",
	    ONE_NEED("kind: certificate_component, unsigned: allowed"),
	    "item a kind=conformity_certificate\nitem b kind=certificate_process\n",
	    LACK("CERTIFICATE_KIND_MISMATCH B a -; CERTIFICATE_KIND_MISMATCH B b -"),
	    "certificate_component B" },
	{ "and says nothing where the right one is here",
	    ONE_NEED("kind: certificate_component, unsigned: allowed"),
	    "item a kind=certificate_process\nitem b kind=certificate_component\n", PASS, "" },
	{ "or is here and lacks something",
	    ONE_NEED("kind: certificate_component, unsigned: allowed"),
	    "item a kind=certificate_process\nitem b kind=certificate_component bound=-\n",
	    LACK("EVIDENCE_UNBOUND B b -"), NULL },
	{ "damaged", BOM, "item a kind=sbom finding=INPUT_MALFORMED\n",
	    LACK("INPUT_MALFORMED B a +7"), "sbom B" },
	{ "withdrawn", BOM, "item a kind=sbom finding=EVIDENCE_REVOKED\n",
	    FAIL("EVIDENCE_REVOKED B a +7"), NULL },
	{ "noteworthy and no more", BOM, "item a kind=sbom finding=CELL_ERROR\n", PASS, NULL },
	{ "a bad one beside a good one", BOM, "item a kind=sbom finding=EVIDENCE_REVOKED\n"
	    "item b kind=sbom\n", PASS, NULL },
	{ "no asset in the scope: one part", BOM, "case assets=-\nitem a kind=sbom\n", "- pass",
	    NULL },
};

static const struct eval_case bindings[] = {
	{ "anything of the scope: batch", BOM, "item a kind=sbom bound=B\n", PASS, NULL },
	{ "release", BOM, "item a kind=sbom bound=R\n", PASS, NULL },
	{ "product", BOM, "item a kind=sbom bound=P\n", PASS, NULL },
	{ "asset", BOM, "item a kind=sbom bound=#3102\n", PASS, NULL },
	{ "nothing of the scope", BOM, "item a kind=sbom bound=batch:acme/B2,#9999,M\n",
	    LACK("EVIDENCE_UNBOUND B a -"), NULL },
	{ "an empty release names nothing", BOM, "case release=- product=-\n"
	    "item a kind=sbom bound=-\n", LACK("EVIDENCE_UNBOUND B a -"), NULL },
	{ "subject", ONE_NEED("kind: sbom, unsigned: allowed, bound_to: subject"),
	    "item a kind=sbom bound=R,P,#3101\n", LACK("EVIDENCE_UNBOUND B a -"), NULL },
	{ "release and not product", ONE_NEED("kind: sbom, unsigned: allowed, bound_to: release"),
	    "item a kind=sbom bound=P,B\n", LACK("EVIDENCE_UNBOUND B a -"), NULL },
	{ "release, which is not known",
	    ONE_NEED("kind: sbom, unsigned: allowed, bound_to: release"),
	    "case release=-\nitem a kind=sbom bound=R\n", LACK("EVIDENCE_UNBOUND B a -"), NULL },
	{ "product and not release", ONE_NEED("kind: sbom, unsigned: allowed, bound_to: product"),
	    "item a kind=sbom bound=R,B\n", LACK("EVIDENCE_UNBOUND B a -"), NULL },
	{ "asset and not batch", ONE_NEED("kind: sbom, unsigned: allowed, bound_to: asset"),
	    "item a kind=sbom bound=B,#9999\n", LACK("EVIDENCE_UNBOUND B a -"), NULL },
	{ "anything", ONE_NEED("kind: sbom, unsigned: allowed, bound_to: any"),
	    "item a kind=sbom bound=-\n", PASS, NULL },
};

#define CERTS ONE_NEED("kind: device_certificate, each: asset, unsigned: allowed")
#define CERT(id, asset, more) "item " id " kind=device_certificate bound=" asset " " more "\n"

static const struct eval_case each[] = {
	{ "one for each", CERTS, CERT("a", "#3101", "") CERT("b", "#3102", "") CERT("c", "#3103",
	    ""), PASS, "" },
	{ "none for any: said once", CERTS, "", LACK("EVIDENCE_MISSING B - -"),
	    "device_certificate B" },
	{ "none for one", CERTS, CERT("a", "#3101", "") CERT("c", "#3103", ""),
	    "#3101,#3103 pass\n#3102 indeterminate remediate: EVIDENCE_MISSING #3102 - -",
	    "device_certificate #3102" },
	{ "a bad one for one", CERTS, CERT("a", "#3101", "") CERT("b", "#3102",
	    "until=2026-06-30T11:59:59.999Z") CERT("c", "#3103", ""),
	    "#3101,#3103 pass\n#3102 fail quarantine: EVIDENCE_EXPIRED #3102 b -",
	    "device_certificate #3102" },
	{ "a bad and a good one for one", CERTS, CERT("a", "#3101", "") CERT("b", "#3102",
	    "until=2026-06-29") CERT("c", "#3103", "") CERT("d", "#3102", ""), PASS, "" },
	{ "a withdrawn and a good one for one", CERTS, CERT("a", "#3101", "") CERT("b", "#3102",
	    "finding=EVIDENCE_REVOKED") CERT("c", "#3103", "") CERT("d", "#3102", ""),
	    "#3101,#3103 pass\n#3102 fail quarantine: EVIDENCE_REVOKED #3102 b +7", "" },
	{ "one certificate for two stands for neither, and speaks against both", CERTS,
	    CERT("a", "#3101,#3102", "") CERT("c", "#3103", "") CERT("d", "#3102", ""),
	    "#3101,#3102 fail quarantine: CERTIFICATE_SHARED #3101 a -; "
	    "CERTIFICATE_SHARED #3102 a -\n#3103 pass", "device_certificate #3101" },
	{ "shared with a device that is not assessed", CERTS, CERT("a", "#3101,#9999", "")
	    CERT("b", "#3102", "") CERT("c", "#3103", ""),
	    "#3101 fail quarantine: CERTIFICATE_SHARED #3101 a -\n#3102,#3103 pass", NULL },
	{ "any other item for two is an item of its own for neither",
	    ONE_NEED("kind: attestation_result, each: asset, unsigned: allowed"),
	    "item a kind=attestation_result bound=#3101,#3102\n"
	    "item c kind=attestation_result bound=#3103\n"
	    "item d kind=attestation_result bound=#3102\n",
	    "#3101 indeterminate remediate: EVIDENCE_NOT_OWN #3101 a -\n#3102,#3103 pass", NULL },
	{ "about the batch alone", CERTS, CERT("a", "B", ""), LACK("EVIDENCE_UNBOUND B a -"),
	    "device_certificate B" },
	{ "the same beside good ones is nobody's", CERTS, CERT("a", "B", "") CERT("b", "#3101", ""),
	    "#3101 pass\n#3102,#3103 indeterminate remediate: EVIDENCE_MISSING #3102 - -; "
	    "EVIDENCE_MISSING #3103 - -", NULL },
	{ "another asset's counts for nobody here", CERTS, CERT("a", "#9999", ""),
	    LACK("EVIDENCE_UNBOUND B a -"), NULL },
	{ "no asset is known", CERTS, "case assets=-\n" CERT("a", "#3101", ""),
	    "- indeterminate remediate: EVIDENCE_UNBOUND B a -", "device_certificate B" },
	{ "no asset is known, and nothing is here", CERTS, "case assets=-\n",
	    "- indeterminate remediate: EVIDENCE_MISSING B - -", NULL },
	{ "an asset that is itself what is assessed", CERTS,
	    "case subject=#3101 assets=#3101\n" CERT("a", "#3101", ""), "#3101 pass", "" },
	{ "for each release", ONE_NEED("kind: sbom, each: release, unsigned: allowed"),
	    "item a kind=sbom bound=R\n", PASS, NULL },
	{ "for each release, and it names the product",
	    ONE_NEED("kind: sbom, each: release, unsigned: allowed"),
	    "item a kind=sbom bound=P\n", LACK("EVIDENCE_UNBOUND B a -"), NULL },
	{ "for each release, and none is known",
	    ONE_NEED("kind: sbom, each: release, unsigned: allowed"),
	    "case release=-\nitem a kind=sbom bound=P\n", LACK("SUBJECT_UNKNOWN B - -"), NULL },
	{ "for each BOM component, of which no case knows",
	    ONE_NEED("kind: sbom, each: bom_component, unsigned: allowed"),
	    "item a kind=sbom bound=R\n", LACK("SUBJECT_UNKNOWN B - -"), "sbom B" },
	{ "for each BOM component, and nothing is here",
	    ONE_NEED("kind: sbom, each: bom_component, unsigned: allowed"), "",
	    LACK("EVIDENCE_MISSING B - -"), NULL },
};

#define READ(id, asset, more) "item " id " kind=identity_readout bound=" asset " " more "\n"
#define TWO ONE_NEED("kind: identity_readout, bound_to: asset, at_least: 2, unsigned: allowed")
#define PAIRS(n) ONE_NEED("kind: identity_readout, bound_to: asset, at_least: " n \
    ", distinct: producer, unsigned: allowed")
#define TWO_PRODUCERS ONE_NEED("kind: sbom, at_least: 2, distinct: producer, unsigned: allowed")

static const struct eval_case counts[] = {
	{ "two items", ONE_NEED("kind: sbom, at_least: 2, unsigned: allowed"),
	    "item a kind=sbom\nitem b kind=sbom\n", PASS, "" },
	{ "one item", ONE_NEED("kind: sbom, at_least: 2, unsigned: allowed"),
	    "item a kind=sbom\n", LACK("EVIDENCE_MISSING B - -"), "sbom B" },
	{ "one good and one bad", ONE_NEED("kind: sbom, at_least: 2, unsigned: allowed"),
	    "item a kind=sbom\nitem b kind=sbom bound=-\n",
	    LACK("EVIDENCE_MISSING B - -; EVIDENCE_UNBOUND B b -"), NULL },
	{ "two devices", TWO, READ("a", "#3101", "") READ("b", "#3102", ""), PASS, NULL },
	{ "one device twice", TWO, READ("a", "#3101", "") READ("b", "#3101", ""),
	    LACK("EVIDENCE_MISSING B - -"), NULL },
	{ "two items that each name the same two devices", TWO, READ("a", "#3101,#3102", "")
	    READ("b", "#3101,#3102", ""), LACK("EVIDENCE_MISSING B - -"), NULL },
	{ "one device, and one item that names it and another", TWO, READ("a", "#3101", "")
	    READ("b", "#3101,#9999", ""), LACK("EVIDENCE_MISSING B - -"), NULL },
	{ "one is enough, and it names two",
	    ONE_NEED("kind: identity_readout, bound_to: asset, unsigned: allowed"),
	    READ("a", "#3101,#3102", ""), PASS, NULL },
	{ "a revoked key speaks against its device, though others are enough",
	    ONE_NEED("kind: identity_readout, bound_to: asset, at_least: 2"),
	    READ("a", "#3101", "sign=k1/in_person/all") READ("b", "#3102", "sign=k1/in_person/all")
	    READ("c", "#3103", "sign=k1/in_person/all/revoked"),
	    "#3101,#3102 pass\n#3103 fail quarantine: CERT_REVOKED #3103 c -", "" },
	{ "two producers", TWO_PRODUCERS, "item a kind=sbom by=x\nitem b kind=sbom by=y\n", PASS,
	    NULL },
	{ "one producer twice", TWO_PRODUCERS, "item a kind=sbom by=x\nitem b kind=sbom by=x\n",
	    LACK("PRODUCER_NOT_DISTINCT B - -"), NULL },
	{ "one producer, one unnamed", TWO_PRODUCERS, "item a kind=sbom by=x\nitem b kind=sbom\n",
	    LACK("PRODUCER_NOT_DISTINCT B - -"), NULL },
	{ "one of nobody", ONE_NEED("kind: sbom, distinct: producer, unsigned: allowed"),
	    "item a kind=sbom\n", LACK("PRODUCER_NOT_DISTINCT B - -"), NULL },
	{ "two devices, each read by another", PAIRS("2"), READ("a", "#3101", "by=x")
	    READ("b", "#3102", "by=y"), PASS, NULL },
	{ "two devices, read by one", PAIRS("2"), READ("a", "#3101", "by=x")
	    READ("b", "#3102", "by=x"), LACK("PRODUCER_NOT_DISTINCT B - -"), NULL },
	{ "one device, read by two", PAIRS("2"), READ("a", "#3101", "by=x")
	    READ("b", "#3101", "by=y"), LACK("PRODUCER_NOT_DISTINCT B - -"), NULL },
	{ "as many devices and producers as asked for, but not in pairs", PAIRS("3"),
	    READ("a", "#3101", "by=x") READ("b", "#3101", "by=y") READ("c", "#3101", "by=z")
	    READ("d", "#3102", "by=x") READ("e", "#3103", "by=x"),
	    LACK("PRODUCER_NOT_DISTINCT B - -"), NULL },
	{ "pairs that greed would miss", PAIRS("3"), READ("a", "#3101", "by=x")
	    READ("b", "#3101", "by=y") READ("c", "#3102", "by=y") READ("d", "#3102", "by=z")
	    READ("e", "#3103", "by=z"), PASS, NULL },
	{ "pairs that greed would miss, turned round", PAIRS("3"), READ("a", "#3101", "by=z")
	    READ("b", "#3102", "by=z") READ("c", "#3102", "by=y") READ("d", "#3103", "by=y")
	    READ("e", "#3103", "by=x"), PASS, NULL },
	{ "an item that names two devices makes no pair", PAIRS("1"),
	    READ("a", "#3101,#3102", "by=x"), LACK("PRODUCER_NOT_DISTINCT B - -"), NULL },
	{ "one producer alone", TWO_PRODUCERS, "item a kind=sbom by=x\n",
	    LACK("EVIDENCE_MISSING B - -"), NULL },
};

#define OLD(days) ONE_NEED("kind: sbom, unsigned: allowed, not_older_than: " days)
#define AFTER(date) ONE_NEED("kind: sbom, unsigned: allowed, made_after: " date)

static const struct eval_case ages[] = {
	{ "exactly as old as allowed", OLD("30d"), "item a kind=sbom made=2026-05-31T12:00:00Z\n",
	    PASS, NULL },
	{ "a moment older", OLD("30d"), "item a kind=sbom made=2026-05-31T11:59:59.999Z\n",
	    LACK("EVIDENCE_STALE B a -"), "sbom B" },
	{ "at the instant", OLD("30d"), "item a kind=sbom made=2026-06-30T12:00:00Z\n", PASS,
	    NULL },
	{ "a moment after the instant", OLD("30d"),
	    "item a kind=sbom made=2026-06-30T12:00:00.001Z\n",
	    LACK("EVIDENCE_POSTDATED B a -"), NULL },
	{ "no date", OLD("30d"), "item a kind=sbom\n", LACK("EVIDENCE_UNDATED B a -"), NULL },
	{ "no date, and no limit", BOM, "item a kind=sbom\n", PASS, NULL },
	{ "as old as can be", OLD("146000d"), "item a kind=sbom made=1970-01-01\n", PASS,
	    NULL },
	{ "made at the limit", AFTER("2026-06-01"), "item a kind=sbom made=2026-06-01\n", PASS,
	    NULL },
	{ "made a moment before", AFTER("2026-06-01"),
	    "item a kind=sbom made=2026-05-31T23:59:59.999Z\n", LACK("EVIDENCE_STALE B a -"),
	    NULL },
	{ "no date, and a limit", AFTER("2026-06-01"), "item a kind=sbom\n",
	    LACK("EVIDENCE_UNDATED B a -"), NULL },
	{ "valid until the instant", BOM, "item a kind=sbom until=2026-06-30T12:00:00Z\n", PASS,
	    NULL },
	{ "until a moment before", BOM, "item a kind=sbom until=2026-06-30T11:59:59.999Z\n",
	    FAIL("EVIDENCE_EXPIRED B a -"), NULL },
	{ "valid from the instant", BOM, "item a kind=sbom from=2026-06-30T12:00:00Z\n", PASS,
	    NULL },
	{ "from a moment after", BOM, "item a kind=sbom from=2026-06-30T12:00:00.001Z\n",
	    FAIL("EVIDENCE_EXPIRED B a -"), NULL },
	{ "lapsed with its certificate: said once", SIGNED,
	    "item a kind=sbom until=2026-06-29 sign=k1/in_person/evidence/expired\n",
	    FAIL("CERT_EXPIRED B a -"), NULL },
};

static const struct eval_case keepings[] = {
	{ "the stage", ONE_NEED("kind: sbom, unsigned: allowed, stage: acceptance"),
	    "item a kind=sbom stage=acceptance\n", PASS, NULL },
	{ "another stage", ONE_NEED("kind: sbom, unsigned: allowed, stage: acceptance"),
	    "item a kind=sbom stage=design\n", LACK("STAGE_MISMATCH B a -"), NULL },
	{ "no stage", ONE_NEED("kind: sbom, unsigned: allowed, stage: acceptance"),
	    "item a kind=sbom\n", LACK("STAGE_MISMATCH B a -"), NULL },
	{ "held elsewhere", BOM, "item a kind=sbom holding=held\n",
	    LACK("HOLDING_TOO_WEAK B a -"), NULL },
	{ "held elsewhere, which is enough",
	    ONE_NEED("kind: sbom, unsigned: allowed, holding: held"),
	    "item a kind=sbom holding=held\n", PASS, NULL },
	{ "only seen", ONE_NEED("kind: sbom, unsigned: allowed, holding: held"),
	    "item a kind=sbom holding=seen\n", LACK("HOLDING_TOO_WEAK B a -"), NULL },
	{ "only seen, which is enough", ONE_NEED("kind: sbom, unsigned: allowed, holding: seen"),
	    "item a kind=sbom holding=seen\n", PASS, NULL },
	{ "kept is more than seen", ONE_NEED("kind: sbom, unsigned: allowed, holding: seen"),
	    "item a kind=sbom\n", PASS, NULL },
	{ "nobody said how it is held", BOM, "item a kind=sbom holding=unsaid\n",
	    LACK("HOLDING_TOO_WEAK B a -"), NULL },
};

static const struct eval_case signatures[] = {
	{ "not signed", SIGNED, "item a kind=sbom\n", LACK("SIGNATURE_MISSING B a -"), "sbom B" },
	{ "signed", SIGNED, "item a kind=sbom " GOOD "\n", PASS, NULL },
	{ "signed for something else", SIGNED, "item a kind=sbom sign=k1/in_person/release\n",
	    FAIL("KEY_PURPOSE_MISMATCH B a -"), NULL },
	{ "for any purpose", ONE_NEED("kind: sbom"), "item a kind=sbom sign=k1/contract/release\n",
	    PASS, NULL },
	{ "for any purpose, and not signed", ONE_NEED("kind: sbom"), "item a kind=sbom\n",
	    LACK("SIGNATURE_MISSING B a -"), NULL },
	{ "by a key that came with the goods", SIGNED,
	    "item a kind=sbom sign=k1/with_the_goods/evidence\n", LACK("ANCHOR_WITH_GOODS B a -"),
	    NULL },
	{ "by nobody known", SIGNED, "item a kind=sbom sign=k1/in_person/all/stranger\n",
	    LACK("SIGNER_UNKNOWN B a -"), NULL },
	{ "issued by nobody known", SIGNED, "item a kind=sbom sign=k1/in_person/all/foreign\n",
	    LACK("ISSUER_NOT_TRUSTED B a -"), NULL },
	{ "broken", SIGNED, "item a kind=sbom sign=k1/in_person/all/broken\n",
	    FAIL("SIGNATURE_INVALID B a -"), NULL },
	{ "expired", SIGNED, "item a kind=sbom sign=k1/in_person/evidence/expired\n",
	    FAIL("CERT_EXPIRED B a -"), NULL },
	{ "not yet valid", SIGNED, "item a kind=sbom sign=k1/in_person/evidence/early\n",
	    FAIL("CERT_NOT_YET_VALID B a -"), NULL },
	{ "revoked", SIGNED, "item a kind=sbom sign=k1/in_person/evidence/revoked\n",
	    FAIL("CERT_REVOKED B a -"), NULL },
	{ "no list covers", SIGNED, "item a kind=sbom sign=k1/in_person/evidence/uncovered\n",
	    LACK("REVOCATION_UNKNOWN B a -"), NULL },
	{ "two keys, each with its own trouble", SIGNED,
	    "item a kind=sbom sign=k1/in_person/release,k2/in_person/all/stranger\n",
	    FAIL("KEY_PURPOSE_MISMATCH B a -; SIGNER_UNKNOWN B a -"), NULL },
	{ "two keys, one of them good", SIGNED,
	    "item a kind=sbom sign=k1/in_person/release,k2/in_person/evidence\n", PASS, NULL },
	{ "unsigned is allowed, and it is broken", BOM,
	    "item a kind=sbom sign=k1/in_person/all/broken\n", FAIL("SIGNATURE_INVALID B a -"),
	    NULL },
	{ "unsigned is allowed, and nobody knows the key", BOM,
	    "item a kind=sbom sign=k1/in_person/all/stranger\n", PASS, NULL },
	/* for whom */
	{ "the key is trusted for the maker", SIGNED, "anchor k1 in_person evidence M\n"
	    "item a kind=sbom " GOOD "\n", PASS, NULL },
	{ "the key is trusted for somebody else", SIGNED,
	    "anchor k1 in_person evidence party:evil\n"
	    "item a kind=sbom " GOOD "\n", LACK("SIGNER_UNKNOWN B a -"), NULL },
	{ "who the maker is nobody knows", SIGNED, "case manufacturer=-\n"
	    "anchor k1 in_person evidence party:evil\nitem a kind=sbom " GOOD "\n",
	    LACK("SIGNER_UNKNOWN B a -"), NULL },
	{ "nobody knows the maker, and the key is trusted for everybody", SIGNED,
	    "case manufacturer=-\nitem a kind=sbom " GOOD "\n", PASS, NULL },
	{ "of another role nobody is known",
	    ONE_NEED("kind: sbom, signed_by: {party: assessor, purpose: evidence}"),
	    "anchor k1 in_person evidence M\nitem a kind=sbom " GOOD "\n",
	    LACK("SIGNER_UNKNOWN B a -"), NULL },
	{ "another role, and the key is trusted for everybody",
	    ONE_NEED("kind: sbom, signed_by: {party: assessor, purpose: evidence}"),
	    "item a kind=sbom " GOOD "\n", PASS, NULL },
	{ "trusted for the maker for something else, and for somebody else for this", SIGNED,
	    "anchor k1 in_person release M\nanchor k1 in_person evidence party:evil\n"
	    "item a kind=sbom " GOOD "\n", LACK("SIGNER_UNKNOWN B a -"), NULL },
	{ "trusted for the maker when it came otherwise", SIGNED,
	    "anchor k1 with_the_goods evidence M\nanchor k1 in_person evidence party:evil\n"
	    "item a kind=sbom " GOOD "\n", LACK("SIGNER_UNKNOWN B a -"), NULL },
};

#define FLOOR(level, need) "  criteria:\n    - id: c\n      area: identity\n" \
    "      min_evidence: " level "\n      need: {" need "}\n" \
    "      on_fail: [quarantine]\n      on_indeterminate: [remediate]\n"

static const struct eval_case floors[] = {
	{ "as high as asked for", FLOOR("E4", "kind: sbom"), "item a kind=sbom " GOOD "\n", PASS,
	    NULL },
	{ "unsigned is E3", FLOOR("E4", "kind: sbom, unsigned: allowed"), "item a kind=sbom\n",
	    LACK("EVIDENCE_LEVEL_LOW B a -"), "sbom B" },
	{ "and that is enough", FLOOR("E3", "kind: sbom, unsigned: allowed"), "item a kind=sbom\n",
	    PASS, NULL },
	{ "what keeps it low came with the goods", FLOOR("E4", "kind: sbom, unsigned: allowed"),
	    "item a kind=sbom sign=k1/with_the_goods/evidence\n", LACK("ANCHOR_WITH_GOODS B a -"),
	    NULL },
	{ "a floor nobody reaches yet", FLOOR("E5", "kind: sbom"), "item a kind=sbom " GOOD "\n",
	    LACK("EVIDENCE_LEVEL_LOW B a -"), NULL },
	{ "other troubles go first", FLOOR("E4", "kind: sbom"), "item a kind=sbom\n",
	    LACK("SIGNATURE_MISSING B a -"), NULL },
	{ "only seen is E2", FLOOR("E3", "kind: sbom, unsigned: allowed, holding: seen"),
	    "item a kind=sbom holding=seen\n", LACK("EVIDENCE_LEVEL_LOW B a -"), NULL },
};

#define TABLE(name, table) \
	static void name(void **state) { (void)state; eval_table(table, COUNT(table)); }
TABLE(a_need_admits_the_kind, kinds)
TABLE(an_item_names_what_it_is_needed_for, bindings)
TABLE(each_has_an_item_of_its_own, each)
TABLE(enough_items_count, counts)
TABLE(age_has_limits, ages)
TABLE(stage_and_holding_are_as_asked_for, keepings)
TABLE(signatures_are_as_asked_for, signatures)
TABLE(levels_have_a_floor, floors)

static void
a_person_has_read_it(void **state)
{
	static const struct {
		const char *rule, *evidence, *role, *result; int64_t after; bool met;
	} rows[] = {
		{ "read", "a", "assessor", "pass", 0, true },
		{ "read after the instant", "a", "assessor", "pass", 1, false },
		{ "nobody knows when", "a", "assessor", "pass", TIME_UNKNOWN, false },
		{ "another item was read", "b", "assessor", "pass", 0, false },
		{ "in another role", "a", "buyer", "pass", 0, false },
		{ "and found bad", "a", "assessor", "fail", 0, false },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct eval_made v;
		eval_start(&v, "item a kind=sbom\n",
		    ONE_NEED("kind: sbom, unsigned: allowed, reviewed_by: assessor"));
		struct case_review r = { .evidence = slice_of(rows[i].evidence),
		    .role = slice_of(rows[i].role), .result = slice_of(rows[i].result),
		    .at_ms = rows[i].after == TIME_UNKNOWN ? TIME_UNKNOWN :
		    v.m.form.valid_at_ms + rows[i].after };
		v.m.form.reviews = &r;
		v.m.form.review_count = 1;
		eval_run(&v);
		case_compare(rows[i].rule, eval_show(&v, "c"), rows[i].met ? PASS :
		    LACK("REVIEW_MISSING B a -"));
		eval_end(&v);
	}
}

static void
the_ledger_may_say_otherwise(void **state)
{
	static const struct { const char *rule,
	    *state; int64_t after; const char *want; } rows[] = {
		{ "withdrawn", "revoked", 0, FAIL("EVIDENCE_REVOKED B a -") },
		{ "withdrawn after the instant", "revoked", 1, PASS },
		{ "withdrawn, nobody knows when", "revoked", TIME_UNKNOWN,
		    FAIL("EVIDENCE_REVOKED B a -") },
		{ "replaced", "superseded", 0, LACK("EVIDENCE_SUPERSEDED B a -") },
		{ "disputed", "disputed", 0, LACK("EVIDENCE_CONFLICT B a -") },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct eval_made v;
		eval_start(&v, "item a kind=sbom\n", BOM);
		struct item_state s = { .state = slice_of(rows[i].state),
		    .at_ms = rows[i].after == TIME_UNKNOWN ? TIME_UNKNOWN :
		    v.m.form.valid_at_ms + rows[i].after };
		v.m.items[0].states = &s;
		v.m.items[0].state_count = 1;
		eval_run(&v);
		case_compare(rows[i].rule, eval_show(&v, "c"), rows[i].want);
		eval_end(&v);
	}
}

static void
a_role_is_a_party_that_the_case_names(void **state)
{
	static const struct { const char *rule, *party, *want; } rows[] = {
		{ "the key is trusted for whom the role is", "party:lab", PASS },
		{ "somebody else has the role", "party:acme", LACK("SIGNER_UNKNOWN B a -") },
		{ "nobody has it", "", LACK("SIGNER_UNKNOWN B a -") },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct eval_made v;
		eval_start(&v, "anchor k1 in_person evidence party:lab\nitem a kind=sbom "
		    GOOD "\n",
		    ONE_NEED("kind: sbom, signed_by: {party: assessor, purpose: evidence}"));
		struct case_party p = { .role = SLICE("assessor"),
		    .party = slice_of(rows[i].party) };
		v.m.form.scope.parties = &p;
		v.m.form.scope.party_count = 1;
		eval_run(&v);
		case_compare(rows[i].rule, eval_show(&v, "c"), rows[i].want);
		eval_end(&v);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_need_admits_the_kind),
		cmocka_unit_test(an_item_names_what_it_is_needed_for),
		cmocka_unit_test(each_has_an_item_of_its_own),
		cmocka_unit_test(enough_items_count),
		cmocka_unit_test(age_has_limits),
		cmocka_unit_test(stage_and_holding_are_as_asked_for),
		cmocka_unit_test(signatures_are_as_asked_for),
		cmocka_unit_test(levels_have_a_floor),
		cmocka_unit_test(a_person_has_read_it),
		cmocka_unit_test(the_ledger_may_say_otherwise),
		cmocka_unit_test(a_role_is_a_party_that_the_case_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
