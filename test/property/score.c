/* score.c - verdicts by criterion and asset. See score.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "score.h"

#include <stdio.h>

#include "codec/jcs.h"

static void
place(struct score *s, size_t column, size_t part)
{
	/* results stand by criterion, then part */
	for (size_t i = 0; i < s->suite->criteria->count; i++) {
		const struct criterion_result *r = &s->s.results[i * s->s.part_count + part];
		if (r->part != part || !slice_eq(r->id, s->suite->criteria->criteria[i].id))
			BUG("a result is out of order");
		s->results[i * s->columns + column] = r;
	}
}

static void
fill(struct score *s, const struct case_form *form)
{
	if (form->scope.asset_count == 0)
		place(s, 0, 0);
	for (size_t p = 0; p < s->s.part_count; p++)
		for (size_t i = 0; i < s->s.parts[p].asset_count; i++)
			for (size_t k = 0; k < form->scope.asset_count; k++)
				if (slice_eq(s->s.parts[p].assets[i], form->scope.assets[k]))
					place(s, k, p);
}

struct score
score_make(const struct suite *suite, const struct case_form *form, struct arena *a)
{
	struct evaluation in = { .form = form, .criteria = suite->criteria, .kinds = suite->kinds,
	    .rows = suite->rows };
	size_t columns = form->scope.asset_count > 0 ? form->scope.asset_count : 1;
	struct score s = { .suite = suite, .form = form, .columns = columns,
	    .results = ARENA_ARRAY(a, const struct criterion_result *, columns *
	    suite->criteria->count) };
	struct err e = {0};
	if (s.results == NULL || failed(evaluate(&in, a, &s.s, &e)))
		BUG(e.what != NULL ? e.what : "the arena of a case is too small");
	if (s.s.result_count != s.s.part_count * suite->criteria->count)
		BUG("not one result for each criterion and part");
	fill(&s, form);
	for (size_t i = 0; i < columns * suite->criteria->count; i++)
		if (s.results[i] == NULL)
			BUG("an asset is in no part");
	return s;
}

const struct criterion_result *
score_at(const struct score *s, size_t criterion, size_t column)
{
	return s->results[criterion * s->columns + column];
}

struct slice
score_asset(const struct score *s, size_t column)
{
	const struct case_scope *scope = &s->form->scope;
	return scope->asset_count > 0 ? scope->assets[column] : scope->subject;
}

bool
score_passes(const struct score *s, size_t criterion, size_t column)
{
	return score_at(s, criterion, column)->verdict == VERDICT_PASS;
}

enum verdict
score_verdict(const struct score *s, size_t criterion)
{
	enum verdict worst = VERDICT_PASS;
	for (size_t i = 0; i < s->columns; i++) {
		enum verdict v = score_at(s, criterion, i)->verdict;
		if (v == VERDICT_FAIL || (v != VERDICT_PASS && worst == VERDICT_PASS))
			worst = v;
	}
	return worst;
}

struct slice
score_bytes(const struct score *s, struct arena *a)
{
	struct build b = { .a = a };
	AUTO(buf) out = buf_init((size_t)1 << 24);
	struct value v = assessment_result_value(&b, &s->s);
	struct slice bytes;
	if (failed(build_end(&b, NULL)) || failed(jcs_write(&v, &out, NULL)) ||
	    !arena_copy(a, buf_slice(&out), &bytes))
		BUG("a result cannot be written");
	return bytes;
}
