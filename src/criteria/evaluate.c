/* criteria/evaluate.c - a case against criteria. See criteria/evaluate.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "criteria/evaluate.h"

#include "base/limits.h"
#include "criteria/engine.h"
#include "criteria/readings.h"

struct rc
engine_step(struct engine *g, uint64_t steps, struct err *e)
{
	g->steps += steps;
	return g->steps <= EVALUATION_STEPS_MAX ? DONE : fail(e, E_LIMIT, 0,
	    "the evaluation takes more steps than allowed");
}

size_t
engine_asset(const struct engine *g, struct slice subject)
{
	return subject.len > 0 ? asset_index_find(&g->assets, subject) : NO_ASSET;
}

const struct rated *
engine_rated(const struct engine *g, const struct item *it)
{
	return &g->rated[it - g->form->items];
}

static struct rc
number_assets(struct engine *g, struct err *e)
{
	const struct case_scope *s = &g->form->scope;
	if (s->asset_count > CASE_ASSETS_MAX)
		return fail(e, E_LIMIT, 0, "more assets than one case may have");
	g->asset_count = s->asset_count > 0 ? s->asset_count : 1;
	TRY(asset_index_make(s, g->a, &g->assets, e));
	return fact_assets_make(g->form, g->a, &g->facts, e);
}

static struct rc
list_items(struct engine *g, struct assessment *out, struct err *e)
{
	out->items = ARENA_ARRAY(g->a, struct item_level, g->form->item_count);
	if (out->items == NULL)
		return arena_failed(g->a, e);
	for (size_t i = 0; i < g->form->item_count; i++)
		out->items[out->item_count++] = (struct item_level){ g->form->items[i].id,
		    g->form->items[i].kind, g->rated[i].level, g->rated[i].why };
	return DONE;
}

static struct rc
run(struct engine *g, struct assessment *out, struct err *e)
{
	const struct criteria *c = g->in->criteria;
	struct judged *judged = ARENA_ARRAY(g->a, struct judged, c->count);
	if (judged == NULL)
		return arena_failed(g->a, e);
	TRY(number_assets(g, e));
	TRY(engine_rate(g, e));
	for (size_t i = 0; i < c->count; i++)
		TRY(judge(g, &c->criteria[i], &judged[i], e));
	TRY(parts_make(g, judged, out, e));
	return list_items(g, out, e);
}

static struct slice
or_empty(struct slice s)
{
	return slice_is_null(s) ? SLICE("") : s;
}

static struct rc
copy_catalogues(const struct evaluation *in, struct arena *a, struct assessment *out,
    struct err *e)
{
	out->catalogues = ARENA_ARRAY(a, struct slice, in->catalogue_count);
	if (out->catalogues == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < in->catalogue_count; i++)
		out->catalogues[out->catalogue_count++] = in->catalogues[i];
	return DONE;
}

struct rc
evaluate(const struct evaluation *in, struct arena *a, struct assessment *out, struct err *e)
{
	const struct case_form *form;
	TRY(readings_apply(in->form, a, &form, e));
	struct engine g = { .in = in, .form = form, .a = a };
	struct assessment s = { .case_digest = or_empty(in->case_digest),
	    .criteria_name = in->criteria->name, .criteria_version = in->criteria->version,
	    .criteria_digest = or_empty(in->criteria_digest), .valid_at_ms = form->valid_at_ms,
	    .position_known = form->position_known, .position_size = form->position_size,
	    .position_root = or_empty(form->position_root), .subject = form->scope.subject,
	    .decision = in->criteria->decision };
	if (in->criteria->count == 0)
		return fail(e, E_SCHEMA, 0, "criteria without a criterion");
	TRY(copy_catalogues(in, a, &s, e));
	TRY(run(&g, &s, e));
	assessment_settle(&s);
	*out = s;
	return DONE;
}
