/* explain_test.c - `assay explain` knows every word that a report uses.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/ops.h"
#include "base/limits.h"
#include "catalog/kinds.h"
#include "check/checks.h"
#include "document/recognise.h"
#include "fact/finding.h"
#include "fact/signature.h"
#include "fact/verdict.h"
#include "report/words_view.h"
#include "unit.h"

static bool
is_explained(const char *word)
{
	const struct op *op = op_find("explain", NULL);
	AUTO(arena) a = arena_init(MIB(16));
	struct op_value value = { op->params, word };
	struct op_call call = { .op = op, .values = &value, .count = 1, .a = &a };
	struct op_result r = { .out = buf_init(KIB(64)), .notes = buf_init(KIB(64)) };
	bool good = !failed(op_explain(&call, &r)) && r.out.len > 20;
	if (!good)
		print_error("not explained: %s\n", word);
	buf_drop(&r.out);
	buf_drop(&r.notes);
	return good;
}

static void
results_are_explained(void **state)
{
	(void)state;
	size_t bad = 0;
	for (unsigned i = VERDICT_NOT_EVALUATED; i <= VERDICT_PASS; i++) {
		bad += !is_explained(verdict_name((enum verdict)i));
		bad += !is_explained(verdict_shown((enum verdict)i));
	}
	for (unsigned i = OUTCOME_NONE + 1; i < OUTCOME_COUNT; i++) {
		bad += !is_explained(outcome_name((enum outcome)i));
		bad += !is_explained(outcome_words((enum outcome)i));
	}
	for (unsigned i = AREA_NONE + 1; i < AREA_COUNT; i++) {
		bad += !is_explained(area_name((enum area)i));
		bad += !is_explained(area_words((enum area)i));
	}
	for (unsigned i = LEVEL_E1; i <= LEVEL_E5; i++)
		bad += !is_explained(level_name((enum level)i));
	for (unsigned i = FINDING_NONE + 1; i < FINDING_COUNT; i++)
		bad += !is_explained(finding_name((enum finding_id)i));
	assert_int_equal(bad, 0);
}

static void
trust_and_forms_are_explained(void **state)
{
	(void)state;
	size_t bad = 0;
	for (unsigned i = 0; i < PURPOSE_COUNT; i++)
		bad += !is_explained(purpose_name((enum purpose)(2u << i)));
	for (unsigned i = 0; i < HOW_COUNT; i++) {
		bad += !is_explained(how_name((enum trust_how)i));
		bad += !is_explained(how_words((enum trust_how)i));
	}
	for (unsigned i = 0; i < FORM_COUNT; i++)
		bad += !is_explained(form_name((enum form)i));
	assert_int_equal(bad, 0);
}

/* In the spelling of JSON and in that of a report. */
static void
evidence_kinds_are_explained(void **state)
{
	(void)state;
	size_t bad = 0;
	struct kind_set kinds;
	struct err e = {0};
	AUTO(arena) a = arena_init(MIB(16));
	assert_false(failed(kinds_shipped(&a, &kinds, &e)));
	for (size_t i = 0; i < kinds.count; i++) {
		char word[200];
		(void)snprintf(word, sizeof(word), "%.*s", SLICE_FMT(kinds.at[i].id));
		bad += !is_explained(word);
		for (char *c = word; *c != '\0'; c++)
			*c = *c == '_' ? ' ' : *c;
		bad += !is_explained(word);
	}
	assert_true(kinds.count > 50);
	assert_int_equal(bad, 0);
	assert_false(is_explained("no such word"));
}

static void
checks_and_words_of_a_page_are_explained(void **state)
{
	(void)state;
	static const char *const words[] = { "bound", "the whole", "checklist", "possession",
		"first attestation", "serves to check other files", "not compared",
		"recognised by", "fr", "sl_c", "sl_c_from", "source_notes", "relation" };
	const struct check_table *checks = checks_all();
	size_t bad = 0;
	for (size_t i = 0; i < checks->count; i++)
		bad += !is_explained(checks->checks[i]->name);
	for (size_t i = 0; i < COUNT(words); i++)
		bad += !is_explained(words[i]);
	assert_true(checks->count >= 15);
	assert_int_equal(bad, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(results_are_explained),
		cmocka_unit_test(trust_and_forms_are_explained),
		cmocka_unit_test(evidence_kinds_are_explained),
		cmocka_unit_test(checks_and_words_of_a_page_are_explained),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
