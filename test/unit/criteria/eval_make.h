/* eval_make.h - evaluates a case of a few lines against criteria of a few lines.
 *
 * What comes out is shown as text, one line for each part of the criterion looked at:
 * "#3101,#3102 fail quarantine: CODE subject evidence place; ..." (check/case_make.h).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef EVAL_MAKE_H
#define EVAL_MAKE_H

#include "../check/case_make.h"

#include "codec/yaml.h"
#include "criteria/evaluate.h"

#define EVAL_HEAD "apiVersion: assay/v1\nkind: Criteria\n" \
    "metadata: {name: test, version: \"1\"}\nspec:\n  decision: product_acceptance\n"

/* A criterion over one need, which says what it proposes for each kind of verdict. */
#define ONE_NEED(need) "  criteria:\n    - id: c\n      area: identity\n" \
    "      need: {" need "}\n      on_fail: [quarantine]\n      on_indeterminate: [remediate]\n"

struct eval_made {
	struct case_made	 m;
	struct arena		 kinds_a;
	struct kind_set		 kinds;
	const struct criteria	*criteria;
	struct assessment	 s;
};

static inline void
eval_criteria(struct eval_made *v, const char *text)
{
	static struct criteria_errors errors;
	struct value doc;
	struct err e = {0};
	struct slice all;
	assert_true(arena_format(&v->m.a, &all, "%s%s", EVAL_HEAD, text));
	errors.count = 0;
	if (failed(yaml_tree(all, &v->m.a, &doc, &e)) || failed(criteria_decode(&doc, &v->kinds,
	    checks_all(), &v->m.a, &v->criteria, &errors, &e)))
		fail_msg("%s\n%s", text, e.what);
}

/* Makes case and criteria; evaluates nothing yet. */
static inline void
eval_start(struct eval_made *v, const char *text, const char *criteria)
{
	memset(v, 0, sizeof(*v));
	v->kinds_a = arena_init(MIB(16));
	assert_false(failed(kinds_shipped(&v->kinds_a, &v->kinds, NULL)));
	case_start(&v->m, NULL, text);
	eval_criteria(v, criteria);
	case_settle(&v->m.form);
}

static inline struct rc
eval_try(struct eval_made *v, struct err *e)
{
	struct evaluation in = { .form = &v->m.form, .criteria = v->criteria, .kinds = &v->kinds };
	return evaluate(&in, &v->m.a, &v->s, e);
}

static inline void
eval_run(struct eval_made *v)
{
	struct err e = {0};
	if (failed(eval_try(v, &e)))
		fail_msg("evaluate: %s", e.what);
}

static inline void
eval_end(struct eval_made *v)
{
	case_end(&v->m);
	arena_drop(&v->kinds_a);
}

/* "#3101,#3102"; "-" for a part without assets. */
static inline const char *
eval_assets(struct eval_made *v, const struct part *p)
{
	struct slice all = SLICE("");
	for (size_t i = 0; i < p->asset_count; i++)
		assert_true(arena_format(&v->m.a, &all, "%.*s%s%s", SLICE_FMT(all), i > 0 ? ","
		    : "",
		    case_short(&v->m, p->assets[i])));
	return all.len > 0 ? case_text(&v->m, all) : "-";
}

/* The results of one criterion. */
static inline const char *
eval_show(struct eval_made *v, const char *id)
{
	struct slice all = SLICE("");
	for (size_t i = 0; i < v->s.result_count; i++) {
		const struct criterion_result *r = &v->s.results[i];
		if (!slice_eq(r->id, slice_of(id)))
			continue;
		const char *reasons = case_reasons(&v->m, r->reasons, r->reason_count);
		assert_true(arena_format(&v->m.a, &all, "%.*s%s%s %s%s%s%s%s", SLICE_FMT(all),
		    all.len > 0 ? "\n" : "", eval_assets(v, &v->s.parts[r->part]),
		    verdict_name(r->verdict), r->verdict == VERDICT_PASS ? "" : " ",
		    r->verdict == VERDICT_PASS ? "" : outcome_name(r->proposal),
		    *reasons != '\0' ? ": " : "", reasons));
	}
	return case_text(&v->m, all);
}

/* What would have to come: "kind subject; ...". */
static inline const char *
eval_missing(struct eval_made *v)
{
	struct slice all = SLICE("");
	for (size_t i = 0; i < v->s.missing_count; i++)
		assert_true(arena_format(&v->m.a, &all, "%.*s%s%.*s %s", SLICE_FMT(all),
		    i > 0 ? "; " : "", SLICE_FMT(v->s.missing[i].kind),
		    case_short(&v->m, v->s.missing[i].subject)));
	return case_text(&v->m, all);
}

/* "sbom a E3 SIGNATURE_MISSING; ...": the evidence level of every item. */
static inline const char *
eval_levels(struct eval_made *v)
{
	struct slice all = SLICE("");
	for (size_t i = 0; i < v->s.item_count; i++) {
		const struct item_level *l = &v->s.items[i];
		assert_true(arena_format(&v->m.a, &all, "%.*s%s%.*s %s%s%s", SLICE_FMT(all),
		    i > 0 ? "; " : "", SLICE_FMT(l->evidence), level_name(l->level),
		    l->why != FINDING_NONE ? " " : "",
		    l->why != FINDING_NONE ? finding_name(l->why) : ""));
	}
	return case_text(&v->m, all);
}

/* A case of a table over the criterion "c". missing: null is not compared. */
struct eval_case { const char *rule, *criteria, *text, *want, *missing; };

static inline void
eval_table(const struct eval_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct eval_made v;
		eval_start(&v, cases[i].text, cases[i].criteria);
		eval_run(&v);
		case_compare(cases[i].rule, eval_show(&v, "c"), cases[i].want);
		if (cases[i].missing != NULL)
			case_compare(cases[i].rule, eval_missing(&v), cases[i].missing);
		eval_end(&v);
	}
}

#endif
