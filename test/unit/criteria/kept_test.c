/* kept_test.c - kept cases, evaluated again with the criteria kept beside them, give the very bytes
 * of the kept assessments; and both forms read back and write the same.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/limits.h"
#include "catalog/kinds.h"
#include "check/checks.h"
#include "codec/jcs.h"
#include "codec/json.h"
#include "codec/yaml.h"
#include "criteria/evaluate.h"
#include "crypto/digest.h"

/* One name for each pair of files NAME.case.json and NAME.assessment.json. */
static const struct { const char *name, *criteria; } kept[] = {
	{ "weak", "product-acceptance-1.yaml" }, { "small", "product-acceptance-1.yaml" },
	{ "mixed", "product-acceptance-1.yaml" },
	{ "certificate-revoked", "product-acceptance-1.yaml" },
	{ "certificate-covers", "certificate-covers.criteria.yaml" },
	{ "capability-level", "capability-level.criteria.yaml" },
};

static struct slice
load(struct arena *a, const char *name, const char *ending)
{
	char path[4096];
	struct slice text;
	struct err e = {0};
	const char *source = getenv("ASSAY_SOURCE");
	assert_non_null(source);
	(void)snprintf(path, sizeof(path), "%s/test/golden/decisions/%s%s", source, name, ending);
	AUTO(buf) bytes = buf_init(MIB(8));
	if (failed(file_read_all(path, &bytes, &e)))
		fail_msg("%s: %s", path, e.what);
	assert_true(arena_copy(a, buf_slice(&bytes), &text));
	return text;
}

static struct slice
digest_of_text(struct arena *a, struct slice bytes)
{
	struct digest d;
	struct slice text;
	assert_false(failed(digest_of(bytes, &d, NULL)));
	assert_true(digest_text(a, &d, &text));
	return text;
}

static struct value
tree(struct arena *a, struct slice text)
{
	struct value v;
	struct err e = {0};
	if (failed(json_tree(text, MIB(8), a, &v, &e)))
		fail_msg("byte %llu: %s", (unsigned long long)e.at, e.what);
	return v;
}

static void
assert_written(const struct value *v, struct slice want)
{
	struct err e = {0};
	AUTO(buf) out = buf_init(MIB(8));
	assert_false(failed(jcs_write(v, &out, &e)));
	assert_int_equal(out.len, want.len);
	assert_memory_equal(out.at, want.at, want.len);
}

struct kept_pair { struct slice case_text, assessment_text, criteria_text; };

/* Evaluates the kept case as `inspect` did. */
static void
replay(struct arena *a, const struct kept_pair *k)
{
	struct case_form form;
	struct assessment before, after;
	struct kind_set kinds;
	struct value criteria_tree;
	const struct criteria *criteria;
	struct criteria_errors errors = {0};
	struct err e = {0};
	struct build b = { .a = a };
	struct catalog_set rows = {0};
	struct value c = tree(a, k->case_text), s = tree(a, k->assessment_text);
	assert_false(failed(kinds_shipped(a, &kinds, &e)));
	assert_false(failed(catalog_set_load(&rows, load(a, "iec62443-4-2-2019", ".json"),
	    SLICE("sha256:1"), a, &e)));
	assert_false(failed(yaml_tree(k->criteria_text, a, &criteria_tree, &e)));
	assert_false(failed(criteria_decode(&criteria_tree, &kinds, checks_all(), a, &criteria,
	    &errors, &e)));
	if (failed(case_decode(&c, a, &form, &e)) || failed(assessment_decode(&s, a, &before, &e)))
		fail_msg("byte %llu: %s", (unsigned long long)e.at, e.what);
	struct evaluation in = { .form = &form, .criteria = criteria, .kinds = &kinds,
	    .case_digest = digest_of_text(a, k->case_text),
	    .criteria_digest = digest_of_text(a, k->criteria_text),
	    .rows = &rows,
	    .catalogues = before.catalogues, .catalogue_count = before.catalogue_count };
	assert_false(failed(evaluate(&in, a, &after, &e)));
	struct value written = assessment_value(&b, &after), same = case_value(&b, &form);
	assert_false(failed(build_end(&b, &e)));
	assert_written(&written, k->assessment_text);
	assert_written(&same, k->case_text);
}

static void
kept_cases_replay_to_the_same_bytes(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(kept); i++) {
		AUTO(arena) a = arena_init(MIB(512));
		struct kept_pair k = { load(&a, kept[i].name, ".case.json"),
		    load(&a, kept[i].name, ".assessment.json"),
		    load(&a, kept[i].criteria, "") };
		replay(&a, &k);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kept_cases_replay_to_the_same_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
