/* parts_test.c - parts by codes, what they propose, exceptions, evidence, levels, what is missing.
 * SPDX-License-Identifier: Apache-2.0 */
#include "eval_make.h"

#define CERT(id, asset, more) "item " id " kind=device_certificate bound=" asset " " more "\n"
#define C(id, need, outcomes) "    - id: " id "\n      area: identity\n      need: {" need "}\n" \
    outcomes
#define EACH "kind: device_certificate, each: asset, unsigned: allowed"
#define MILD "      on_fail: [quarantine]\n      on_indeterminate: [remediate]\n"

/* "#3101 proposal E3-E4: CODE ...": every part, then the proposal of the whole. */
static const char *
parts(struct eval_made *v)
{
	struct slice all = SLICE("");
	for (size_t i = 0; i < v->s.part_count; i++) {
		const struct part *p = &v->s.parts[i];
		const char *reasons = case_reasons(&v->m, p->reasons, p->reason_count);
		assert_true(arena_format(&v->m.a, &all, "%.*s%s %s %s-%s%s%s\n", SLICE_FMT(all),
		    eval_assets(v, p), outcome_name(p->proposal), level_name(p->level.min),
		    level_name(p->level.max), *reasons != '\0' ? ": " : "", reasons));
	}
	assert_true(arena_format(&v->m.a, &all, "%.*s%s %s-%s", SLICE_FMT(all),
	    outcome_name(v->s.proposal), level_name(v->s.level.min), level_name(v->s.level.max)));
	return case_text(&v->m, all);
}

static const struct { const char *rule, *criteria, *text, *want; } cases[] = {
	{ "all alike are one part", "  criteria:\n" C("c", EACH, MILD),
	    CERT("a", "#3101", "") CERT("b", "#3102", "") CERT("d", "#3103", ""),
	    "#3101,#3102,#3103 accept E3-E3\naccept E3-E3" },
	{ "no asset is one part", "  criteria:\n" C("c", "kind: sbom", MILD), "case assets=-\n",
	    "- remediate -: EVIDENCE_MISSING B - -\nremediate -" },
	{ "parts come in the order of their first asset", "  criteria:\n" C("c", EACH, MILD),
	    CERT("a", "#3102", "") CERT("b", "#3103", "until=2026-01-01"),
	    "#3101 remediate -: EVIDENCE_MISSING #3101 - -\n#3102 accept E3-E3\n"
	    "#3103 quarantine E3-E3: EVIDENCE_EXPIRED #3103 b -\nsplit E3-E3" },
	{ "equal codes are one part, wherever they stand", "  criteria:\n" C("c", EACH, MILD),
	    CERT("a", "#3101", "until=2026-01-01") CERT("b", "#3102", "") CERT("d", "#3103",
	    "until=2025-01-01"),
	    "#3101,#3103 quarantine E3-E3: EVIDENCE_EXPIRED #3101 a -; EVIDENCE_EXPIRED #3103 d -\n"
	    "#3102 accept E3-E3\nsplit E3-E3" },
	{ "the same code twice is the same as once", "  criteria:\n" C("c", EACH, MILD),
	    CERT("a", "#3101", "until=2026-01-01") CERT("b", "#3101", "until=2025-01-01")
	    CERT("d", "#3102", "until=2025-01-01") CERT("e", "#3103", "until=2025-01-01"),
	    "#3101,#3102,#3103 quarantine E3-E3: EVIDENCE_EXPIRED #3101 a -; "
	    "EVIDENCE_EXPIRED #3101 b -; EVIDENCE_EXPIRED #3102 d -; EVIDENCE_EXPIRED #3103 e -\n"
	    "quarantine E3-E3" },
	{ "the same code of two criteria makes two parts", "  criteria:\n" C("c", EACH, MILD)
	    C("d", "kind: attestation_result, each: asset, unsigned: allowed", MILD),
	    CERT("a", "#3101", "") CERT("b", "#3102", "")
	    "item d kind=attestation_result bound=#3101\n"
	    "item e kind=attestation_result bound=#3103\n",
	    "#3101 accept E3-E3\n#3102 remediate E3-E3: EVIDENCE_MISSING #3102 - -\n"
	    "#3103 remediate E3-E3: EVIDENCE_MISSING #3103 - -\nsplit E3-E3" },
	{ "what counts for all tells nobody apart", "  criteria:\n" C("c", "kind: sbom", MILD)
	    C("d", EACH, MILD), CERT("a", "#3101", "") CERT("b", "#3102", "") CERT("d", "#3103",
	    ""),
	    "#3101,#3102,#3103 remediate E3-E3: EVIDENCE_MISSING B - -\nremediate E3-E3" },
	{ "parts that propose the same are no split", "  criteria:\n" C("c", EACH,
	    "      on_fail: [remediate]\n      on_indeterminate: [remediate]\n"),
	    CERT("a", "#3101", "until=2026-01-01"),
	    "#3101 remediate E3-E3: EVIDENCE_EXPIRED #3101 a -\n"
	    "#3102,#3103 remediate -: EVIDENCE_MISSING #3102 - -; EVIDENCE_MISSING #3103 - -\n"
	    "remediate E3-E3" },
	{ "the default is to reject", "  criteria:\n" C("c", "kind: sbom", ""), "",
	    "#3101,#3102,#3103 reject -: EVIDENCE_MISSING B - -\nreject -" },
	{ "by reason", "  criteria:\n" C("c", "kind: sbom",
	    "      on_indeterminate: {EVIDENCE_MISSING: [quarantine], else: [remediate]}\n"), "",
	    "#3101,#3102,#3103 quarantine -: EVIDENCE_MISSING B - -\nquarantine -" },
	{ "else", "  criteria:\n" C("c", "kind: sbom",
	    "      on_indeterminate: {EVIDENCE_STALE: [quarantine], else: [remediate]}\n"), "",
	    "#3101,#3102,#3103 remediate -: EVIDENCE_MISSING B - -\nremediate -" },
	{ "without else", "  criteria:\n" C("c", "kind: sbom",
	    "      on_indeterminate: {EVIDENCE_STALE: [quarantine]}\n"), "",
	    "#3101,#3102,#3103 reject -: EVIDENCE_MISSING B - -\nreject -" },
	{ "of several reasons the gravest, lacks of a fail too", "  criteria:\n" C("c",
	    "kind: sbom, not_older_than: 1d", "      on_fail: [remediate]\n"
	    "      on_indeterminate: {EVIDENCE_UNDATED: [quarantine], else: [remediate]}\n"),
	    "item a kind=sbom sign=k1/in_person/evidence/expired\n",
	    "#3101,#3102,#3103 quarantine E3-E3: CERT_EXPIRED B a -; EVIDENCE_UNDATED B a -\n"
	    "quarantine E3-E3" },
	{ "of several criteria the gravest", "  criteria:\n" C("c", "kind: sbom",
	    "      on_indeterminate: [remediate]\n") C("d", "kind: vex_statement",
	    "      on_indeterminate: [quarantine]\n") C("e", "kind: document, unsigned: allowed",
	    ""),
	    "item a kind=document prose=yes\n", "#3101,#3102,#3103 quarantine E1-E1: "
	    "EVIDENCE_MISSING B - -\nquarantine E1-E1" },
	{ "levels: what is about the whole, and about own assets", "  criteria:\n" C("c", EACH,
	    MILD),
	    CERT("a", "#3101", "sign=k1/in_person/identity") CERT("b", "#3102", "until=2026-01-01")
	    CERT("d", "#3103", "") "item w kind=statement bound=B\nitem x kind=sbom bound=-\n",
	    "#3101,#3103 accept E1-E4\n#3102 quarantine E1-E3: EVIDENCE_EXPIRED #3102 b -\n"
	    "split E1-E4" },
};

static void
assets_with_equal_codes_are_one_part(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct eval_made v;
		eval_start(&v, cases[i].text, cases[i].criteria);
		eval_run(&v);
		case_compare(cases[i].rule, parts(&v), cases[i].want);
		eval_end(&v);
	}
}

/* --- exceptions ------------------------------------------------------------------------------- */

/* From and until in milliseconds around the instant. */
struct exception_row {
	const char	*id, *criterion, *outcome, *subjects;
	int64_t		 from, until;
	bool		 draft;
};

#define WITH "accept_with_exception"
#define RISK "risk_accept"
#define NOBODY "  criteria:\n" C("c", "kind: sbom", MILD)
#define LACKS "#3101,#3102,#3103 indeterminate "
#define WHY ": EVIDENCE_MISSING B - -"

static const struct {
	const char *rule, *criteria, *text; struct exception_row rows[3]; const char *want;
} exceptions[] = {
	{ "none", NOBODY, "", {{0}}, LACKS "remediate" WHY },
	{ "for the whole", NOBODY, "", {{ "x", "c", WITH, "B", -1, 1, false }},
	    LACKS WITH WHY " by x" },
	{ "for the release", NOBODY, "", {{ "x", "c", RISK, "R", -1, 1, false }},
	    LACKS RISK WHY " by x" },
	{ "for the product", NOBODY, "", {{ "x", "c", WITH, "P", -1, 1, false }},
	    LACKS WITH WHY " by x" },
	{ "from the instant", NOBODY, "", {{ "x", "c", WITH, "B", 0, 1, false }},
	    LACKS WITH WHY " by x" },
	{ "until the instant", NOBODY, "", {{ "x", "c", WITH, "B", -1, 0, false }},
	    LACKS WITH WHY " by x" },
	{ "ended", NOBODY, "", {{ "x", "c", WITH, "B", -2, -1, false }}, LACKS "remediate" WHY },
	{ "not begun", NOBODY, "", {{ "x", "c", WITH, "B", 1, 2, false }}, LACKS "remediate" WHY },
	{ "without an end", NOBODY, "", {{ "x", "c", WITH, "B", -1, TIME_UNKNOWN, false }},
	    LACKS "remediate" WHY },
	{ "without a beginning", NOBODY, "", {{ "x", "c", WITH, "B", TIME_UNKNOWN, 1, false }},
	    LACKS "remediate" WHY },
	{ "not approved", NOBODY, "", {{ "x", "c", WITH, "B", -1, 1, true }},
	    LACKS "remediate" WHY },
	{ "of another criterion", NOBODY, "", {{ "x", "d", WITH, "B", -1, 1, false }},
	    LACKS "remediate" WHY },
	{ "for another batch", NOBODY, "", {{ "x", "c", WITH, "batch:acme/B2", -1, 1, false }},
	    LACKS "remediate" WHY },
	{ "for nobody", NOBODY, "", {{ "x", "c", WITH, "-", -1, 1, false }}, LACKS "remediate"
	    WHY },
	{ "an empty subject is not an unknown release", NOBODY, "case release=- product=-\n",
	    {{ "x", "c", WITH, "-,#9999", -1, 1, false }}, LACKS "remediate" WHY },
	{ "it cannot simply accept", NOBODY, "", {{ "x", "c", "accept", "B", -1, 1, false }},
	    LACKS "remediate" WHY },
	{ "nor be of no known outcome", NOBODY, "", {{ "x", "c", "wave_through", "B", -1, 1,
	    false }},
	    LACKS "remediate" WHY },
	{ "for one asset: it is a part of its own", NOBODY, "",
	    {{ "x", "c", WITH, "#3102,#9999", -1, 1, false }},
	    "#3101,#3103 indeterminate remediate" WHY "\n#3102 indeterminate " WITH WHY " by x" },
	{ "two: each asset by its first", NOBODY, "", { { "x", "c", RISK, "#3102", -1, 1, false },
	    { "y", "c", WITH, "B", -1, 1, false } },
	    "#3101,#3103 indeterminate " WITH WHY " by y\n#3102 indeterminate " RISK WHY " by x" },
	{ "the first of two that are for all", NOBODY, "", { { "x", "c", RISK, "B", -1, 1, false },
	    { "y", "c", WITH, "B", -1, 1, false } }, LACKS RISK WHY " by x" },
	{ "the second of two, when the first has ended", NOBODY, "",
	    { { "x", "c", RISK, "B", -2, -1, false }, { "y", "c", WITH, "B", -1, 1, false } },
	    LACKS WITH WHY " by y" },
	{ "what is met needs none", "  criteria:\n" C("c", EACH, MILD),
	    CERT("a", "#3101", "") CERT("b", "#3102", "") CERT("d", "#3103", ""),
	    {{ "x", "c", WITH, "#3102", -1, 1, false }}, "#3101,#3102,#3103 pass" },
	{ "of an asset that lacks something, among some that do", "  criteria:\n" C("c", EACH,
	    MILD),
	    CERT("a", "#3101", ""), {{ "x", "c", WITH, "#3102", -1, 1, false }},
	    "#3101 pass\n#3102 indeterminate " WITH ": EVIDENCE_MISSING #3102 - - by x\n"
	    "#3103 indeterminate remediate: EVIDENCE_MISSING #3103 - -" },
	{ "without assets", NOBODY, "case assets=-\n", {{ "x", "c", WITH, "B", -1, 1, false }},
	    "- indeterminate " WITH WHY " by x" },
};

static size_t
add_exceptions(struct eval_made *v, const struct exception_row rows[3],
    struct case_exception *out)
{
	size_t count = 0;
	int64_t at = v->m.form.valid_at_ms;
	for (; count < 3 && rows[count].id != NULL; count++) {
		const struct exception_row *r = &rows[count];
		struct case_exception *x = &out[count];
		*x = (struct case_exception){ .id = slice_of(r->id), .approved = !r->draft,
		    .criterion = slice_of(r->criterion), .outcome = slice_of(r->outcome),
		    .from_ms = r->from == TIME_UNKNOWN ? TIME_UNKNOWN : at + r->from,
		    .until_ms = r->until == TIME_UNKNOWN ? TIME_UNKNOWN : at + r->until };
		x->subjects = case_subjects(&v->m, slice_of(r->subjects), &x->subject_count);
	}
	return count;
}

/* Results with the exceptions that cover them. */
static const char *
covered(struct eval_made *v)
{
	struct slice all = SLICE("");
	for (size_t k = 0; k < v->s.result_count; k++) {
		const struct criterion_result *r = &v->s.results[k];
		const char *why = case_reasons(&v->m, r->reasons, r->reason_count);
		bool pass = r->verdict == VERDICT_PASS;
		assert_true(arena_format(&v->m.a, &all, "%.*s%s%s %s%s%s%s%s%s%.*s", SLICE_FMT(all),
		    k > 0 ? "\n" : "", eval_assets(v, &v->s.parts[r->part]),
		    verdict_name(r->verdict), pass ? "" : " ",
		    pass ? "" : outcome_name(r->proposal), pass ? "" : ": ", why,
		    r->exception.len > 0 ? " by " : "", SLICE_FMT(r->exception)));
	}
	return case_text(&v->m, all);
}

static void
exceptions_cover_what_they_name_while_they_last(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(exceptions); i++) {
		struct eval_made v;
		struct case_exception list[3];
		eval_start(&v, exceptions[i].text, exceptions[i].criteria);
		v.m.form.exceptions = list;
		v.m.form.exception_count = add_exceptions(&v, exceptions[i].rows, list);
		eval_run(&v);
		case_compare(exceptions[i].rule, covered(&v), exceptions[i].want);
		eval_end(&v);
	}
}

/* An exception that names reasons covers only whoever has no other. */
static void
exceptions_cover_the_reasons_they_name(void **state)
{
#define AGED "kind: device_certificate, each: asset, unsigned: allowed, not_older_than: 30d"
	static const struct { const char *rule; enum finding_id codes[2]; const char *want; }
	    rows[] = {
		{ "both", { FINDING_EVIDENCE_MISSING, FINDING_EVIDENCE_UNDATED },
		    "#3101 indeterminate " WITH ": EVIDENCE_UNDATED #3101 a - by x\n"
		    "#3102,#3103 indeterminate " WITH ": EVIDENCE_MISSING #3102 - -; "
		    "EVIDENCE_MISSING #3103 - - by x" },
		{ "one of them", { FINDING_EVIDENCE_MISSING, FINDING_EVIDENCE_MISSING },
		    "#3101 indeterminate remediate: EVIDENCE_UNDATED #3101 a -\n"
		    "#3102,#3103 indeterminate " WITH ": EVIDENCE_MISSING #3102 - -; "
		    "EVIDENCE_MISSING #3103 - - by x" },
		{ "another", { FINDING_EVIDENCE_STALE, FINDING_CERT_EXPIRED },
		    "#3101 indeterminate remediate: EVIDENCE_UNDATED #3101 a -\n"
		    "#3102,#3103 indeterminate remediate: EVIDENCE_MISSING #3102 - -; "
		    "EVIDENCE_MISSING #3103 - -" },
	};
	static const struct exception_row one[3] = { { "x", "c", WITH, "B", -1, 1, false } };
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct eval_made v;
		struct case_exception list[3];
		enum finding_id codes[2] = { rows[i].codes[0], rows[i].codes[1] };
		eval_start(&v, CERT("a", "#3101", ""), "  criteria:\n" C("c", AGED, MILD));
		v.m.form.exceptions = list;
		v.m.form.exception_count = add_exceptions(&v, one, list);
		list[0].codes = codes;
		list[0].code_count = 2;
		eval_run(&v);
		case_compare(rows[i].rule, covered(&v), rows[i].want);
		eval_end(&v);
	}
}

/* --- evidence, what is missing, conditions ---------------------------------------------------- */

static void
evidence_is_listed_for_the_part_it_is_about(void **state)
{
	static const char text[] = CERT("d", "#3102", "until=2026-01-01") CERT("c", "#3103", "")
	    CERT("b", "#3101", "sign=k1/in_person/identity") CERT("a", "#3101", "")
	    "item y kind=identity_list\nitem x kind=identity_list\n";
	static const char criteria[] = "  criteria:\n" C("c", EACH, MILD "      check:\n"
	    "        certificate_identity:\n"
	    "          identities: {kind: identity_list, unsigned: allowed}\n")
	    C("l", "kind: identity_list, unsigned: allowed", MILD);
	static const struct { const char *evidence, *levels; } want[] = {
		{ "a b c x y", "E3 E4" }, { "x y", "E3 E3" }, { "x y", "E3 E3" }, { "x y",
		    "E3 E3" },
	};
	struct eval_made v;
	(void)state;
	eval_start(&v, text, criteria);
	eval_run(&v);
	assert_int_equal(v.s.part_count, 2);
	assert_int_equal(v.s.result_count, 4);
	for (size_t i = 0; i < 4; i++) {
		const struct criterion_result *r = &v.s.results[i];
		struct slice ids = SLICE(""), levels;
		assert_int_equal(r->part, i % 2);
		for (size_t k = 0; k < r->evidence_count; k++)
			assert_true(arena_format(&v.m.a, &ids, "%.*s%s%.*s", SLICE_FMT(ids),
			    k > 0 ? " " : "", SLICE_FMT(r->evidence[k])));
		assert_true(arena_format(&v.m.a, &levels, "%s %s", level_name(r->level.min),
		    level_name(r->level.max)));
		case_compare("evidence", case_text(&v.m, ids), want[i].evidence);
		case_compare("levels", case_text(&v.m, levels), want[i].levels);
	}
	assert_int_equal(v.s.results[0].check_count, 1);
	case_compare("check", case_text(&v.m, v.s.results[0].checks[0]), "certificate_identity/1");
	assert_int_equal(v.s.results[2].check_count, 0);
	eval_end(&v);
}

static void
conditions_are_listed_once_and_while_they_are_open(void **state)
{
#define CLOSES(id) "    - id: " id "\n      area: integrity\n      condition: {text: do " id \
    ", gate: start, due: 30d, closes: {kind: attestation_result, each: asset, " \
    "unsigned: allowed}}\n"
	static const char criteria[] = "  criteria:\n" CLOSES("c") C("n", "kind: sbom", MILD)
	    CLOSES("d");
	static const struct { const char *text; size_t conditions, missing; } rows[] = {
		{ "", 2, 1 },
		{ "item a kind=attestation_result bound=#3101\n", 2, 1 },
		{ "item a kind=attestation_result bound=#3101\nitem b kind=attestation_result "
		    "bound=#3102\nitem d kind=attestation_result bound=#3103\n", 0, 1 },
		{ "item a kind=attestation_result bound=#3101 until=2026-01-01\n"
		    "item b kind=attestation_result bound=#3102 until=2026-01-01\n"
		    "item d kind=attestation_result bound=#3103 until=2026-01-01\n", 0, 1 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct eval_made v;
		eval_start(&v, rows[i].text, criteria);
		eval_run(&v);
		assert_int_equal(v.s.condition_count, rows[i].conditions);
		assert_int_equal(v.s.missing_count, rows[i].missing);
		case_compare("missing", eval_missing(&v), "sbom B");
		for (size_t k = 0; k < v.s.condition_count; k++) {
			const struct condition_open *o = &v.s.conditions[k];
			assert_true(slice_eq(o->criterion, k == 0 ? SLICE("c") : SLICE("d")));
			assert_true(slice_eq(o->text, k == 0 ? SLICE("do c") : SLICE("do d")));
			assert_true(slice_eq(o->gate, SLICE("start")));
			assert_true(slice_eq(o->due, SLICE("30d")));
		}
		eval_end(&v);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(assets_with_equal_codes_are_one_part),
		cmocka_unit_test(exceptions_cover_what_they_name_while_they_last),
		cmocka_unit_test(exceptions_cover_the_reasons_they_name),
		cmocka_unit_test(evidence_is_listed_for_the_part_it_is_about),
		cmocka_unit_test(conditions_are_listed_once_and_while_they_are_open),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
