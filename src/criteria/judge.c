/* criteria/judge.c - one criterion over every asset. See criteria/engine.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "criteria/engine.h"

/* A criterion while it is judged. reasons: everything that was found, about one asset or all. */
struct judging {
	struct engine		*g;
	const struct criterion	*c;
	struct judged		*out;
	struct reasons		 reasons;
	size_t			 admitted;	/* items over all needs */
};

static struct rc
use_all(struct judging *j, const struct need_answer *n, struct err *e)
{
	for (size_t i = 0; i < n->use_count; i++) {
		void *list = j->out->uses;
		if (!arena_grow(j->g->a, &list, &j->out->use_cap, j->out->use_count,
		    sizeof(struct use)))
			return arena_failed(j->g->a, e);
		j->out->uses = list;
		j->out->uses[j->out->use_count++] = n->uses[i];
	}
	j->admitted += n->use_count;
	return DONE;
}

static struct rc
add_missing(struct judging *j, const struct need *n, struct slice subject, struct err *e)
{
	void *list = j->out->missing;
	if (j->c->has_condition)
		return DONE;		/* listed as a condition */
	if (!arena_grow(j->g->a, &list, &j->out->missing_cap, j->out->missing_count,
	    sizeof(struct missing)))
		return arena_failed(j->g->a, e);
	j->out->missing = list;
	j->out->missing[j->out->missing_count++] = (struct missing){ j->c->id, j->c->area,
	    n->kind, subject };
	return DONE;
}

/* One entry for each asset that lacks it, or one for all where none has it. */
static struct rc
add_lacking(struct judging *j, const struct need *n, const bool *met, struct err *e)
{
	bool somewhere = false;
	for (size_t i = 0; i < j->g->asset_count; i++)
		somewhere = somewhere || met[i];
	if (!somewhere)
		return add_missing(j, n, j->g->form->scope.subject, e);
	for (size_t i = 0; i < j->g->asset_count; i++)
		if (!met[i])
			TRY(add_missing(j, n, j->g->form->scope.assets[i], e));
	return DONE;
}

/* --- the criterion's own needs ---------------------------------------------------------------- */

/* Why a need is not met counts for assets that no other of the needs is met for; what speaks
 * against an asset counts in any case. A reason about everything, where something is met for some
 * assets, is said of the others one by one. */
static struct rc
add_where_unmet(struct judging *j, const struct need_answer *a, const bool *met, bool somewhere,
    struct err *e)
{
	struct engine *g = j->g;
	reasons_reserve(&j->reasons, somewhere ? 0 : a->reasons.count);
	for (size_t i = 0; i < a->reasons.count; i++) {
		const struct reason *r = &a->reasons.at[i];
		size_t asset = engine_asset(g, r->subject);
		bool counts = asset == NO_ASSET ? !somewhere : !met[asset] ||
		    finding_is_adverse(r->id);
		if (counts)
			reasons_add(&j->reasons, r->id, r->subject, r->evidence, r->place);
		if (asset != NO_ASSET || !somewhere)
			continue;
		TRY(engine_step(g, g->asset_count, e));
		for (size_t k = 0; k < g->asset_count; k++)
			if (!met[k])
				reasons_add(&j->reasons, r->id, g->form->scope.assets[k],
				    r->evidence, r->place);
	}
	return reasons_end(&j->reasons, e);
}

static struct rc
judge_needs(struct judging *j, struct err *e)
{
	struct engine *g = j->g;
	size_t count = j->c->need_count;
	struct need_answer *answers = ARENA_ARRAY(g->a, struct need_answer, count);
	bool *met = ARENA_ARRAY(g->a, bool, g->asset_count), somewhere = false;
	if (answers == NULL || met == NULL)
		return arena_failed(g->a, e);
	for (size_t i = 0; i < count; i++) {
		TRY(need_answer_make(g, &j->c->needs[i], j->c->min_level, FINDING_NONE,
		    &answers[i], e));
		TRY(conflicts_find(g, &answers[i], &j->reasons, e));
		TRY(use_all(j, &answers[i], e));
		for (size_t k = 0; k < g->asset_count; k++)
			met[k] = met[k] || answers[i].met[k];
	}
	for (size_t k = 0; k < g->asset_count; k++)
		somewhere = somewhere || met[k];
	for (size_t i = 0; i < count; i++)
		TRY(add_where_unmet(j, &answers[i], met, somewhere, e));
	for (size_t i = 0; i < count; i++)
		TRY(add_lacking(j, &j->c->needs[i], met, e));
	return DONE;
}

/* --- checks ----------------------------------------------------------------------------------- */

/* Each item once, though several needs of one criterion may admit it. */
static struct rc
list_items(struct engine *g, const struct use *uses, size_t count, struct admitted *out,
    struct err *e)
{
	bool *taken = ARENA_ARRAY(g->a, bool, g->form->item_count);
	out->items = ARENA_ARRAY(g->a, const struct item *, count);
	if (out->items == NULL || taken == NULL)
		return arena_failed(g->a, e);
	for (size_t i = 0; i < count; i++) {
		size_t item = (size_t)(uses[i].item - g->form->items);
		if (!taken[item])
			out->items[out->count++] = uses[i].item;
		taken[item] = true;
	}
	return DONE;
}

/* The needs among a check's parameters: each that was given must be met. */
static struct rc
judge_params(struct judging *j, const struct check_use *u, struct check_call *call,
    struct err *e)
{
	for (size_t i = 0; i < CHECK_PARAMS_MAX && u->check->params[i].name != NULL; i++) {
		struct need_answer a;
		const struct need *n = &u->needs[i];
		call->texts[i] = u->texts[i];
		call->text_count[i] = u->text_count[i];
		if (u->check->params[i].kind != CHECK_NEED || slice_is_null(n->kind))
			continue;
		TRY(need_answer_make(j->g, n, n->unsigned_allowed ? LEVEL_NONE : j->c->min_level,
		    u->check->params[i].missing, &a, e));
		TRY(conflicts_find(j->g, &a, &j->reasons, e));
		for (size_t k = 0; k < a.reasons.count; k++)
			reasons_add(&j->reasons, a.reasons.at[k].id, a.reasons.at[k].subject,
			    a.reasons.at[k].evidence, a.reasons.at[k].place);
		TRY(add_lacking(j, n, a.met, e));
		TRY(use_all(j, &a, e));
		TRY(list_items(j->g, a.uses, a.use_count, &call->needs[i], e));
	}
	return DONE;
}

static struct rc
judge_check(struct judging *j, const struct check_use *u, const struct admitted *own,
    struct err *e)
{
	struct engine *g = j->g;
	struct case_scope const *s = &g->form->scope;
	static const struct catalog_set none;
	bool reads = u->check->catalogues && g->in->rows != NULL;
	struct check_call call = { .form = g->form, .assets = &g->assets,
	    .facts = &g->facts, .kinds = g->in->kinds,
	    .catalogues = reads ? g->in->rows : &none, .own = *own, .a = g->a,
	    .own_at_least = j->c->need_count > 0 ? j->c->needs[0].at_least : 0,
	    .subject = s->release.len > 0 ? s->release : s->subject };
	struct reasons found = reasons_init(g->a);
	uint64_t facts = 1;
	TRY(judge_params(j, u, &call, e));
	for (size_t i = 0; i < own->count; i++)
		facts += own->items[i]->fact_count;
	for (size_t i = 0; i < CHECK_PARAMS_MAX; i++)
		for (size_t k = 0; k < call.needs[i].count; k++)
			facts += call.needs[i].items[k]->fact_count;
	TRY(engine_step(g, facts, e));
	TRY(u->check->run(&call, &found, e));
	TRY(reasons_end(&found, e));
	reasons_reserve(&j->reasons, found.count);
	for (size_t i = 0; i < found.count; i++) {
		if (finding_class(found.at[i].id) < CLASS_LACK)
			BUG("a check gave a reason that changes no verdict");
		reasons_add(&j->reasons, found.at[i].id, found.at[i].subject,
		    found.at[i].evidence, found.at[i].place);
	}
	return DONE;
}

static struct rc
judge_checks(struct judging *j, struct err *e)
{
	struct admitted own = {0};
	TRY(list_items(j->g, j->out->uses, j->out->use_count, &own, e));
	for (size_t i = 0; i < j->c->check_count; i++)
		TRY(judge_check(j, &j->c->checks[i], &own, e));
	return DONE;
}

/* --- the whole -------------------------------------------------------------------------------- */

static bool
type_is_covered(const struct engine *g)
{
	const struct criteria *c = g->in->criteria;
	const struct case_scope *s = &g->form->scope;
	if (c->type_count == 0 || s->type_count == 0)
		return true;
	for (size_t i = 0; i < c->type_count; i++)
		for (size_t k = 0; k < s->type_count; k++)
			if (slice_eq(c->component_types[i], s->component_types[k]))
				return true;
	return false;
}

/* Of an open condition only what contradicts it counts; whatever else is lacking is one thing:
 * it is still open. Where it is contradicted, that it is open goes without saying. */
static struct rc
reduce_condition(struct engine *g, const struct reasons *all, struct reasons *out, struct err *e)
{
	struct map failed_for = map_init();
	struct rc result = DONE;
	bool for_all = false;
	for (size_t i = 0; i < all->count && !failed(result); i++) {
		const struct reason *r = &all->at[i];
		if (finding_class(r->id) != CLASS_FAIL)
			continue;
		for_all = for_all || engine_asset(g, r->subject) == NO_ASSET;
		reasons_add(out, r->id, r->subject, r->evidence, r->place);
		result = map_put(&failed_for, r->subject, g, e);
	}
	for (size_t i = 0; i < all->count && !for_all && !failed(result); i++) {
		const struct reason *r = &all->at[i];
		struct slice subject = engine_asset(g, r->subject) == NO_ASSET ?
		    g->form->scope.subject : r->subject;
		if (finding_class(r->id) != CLASS_FAIL && !map_has(&failed_for, subject))
			reasons_add(out, FINDING_CONDITION_OPEN, subject, SLICE(""), SLICE(""));
	}
	map_drop(&failed_for);
	return failed(result) ? result : reasons_end(out, e);
}

/* Reasons about one asset of the scope apart from those that count for every asset; the list of
 * these is what is left of the one that was found. */
static struct rc
split(struct engine *g, struct reasons *found, struct judged *out, struct err *e)
{
	size_t kept = 0;
	out->own = reasons_init(g->a);
	for (size_t i = 0; i < found->count; i++) {
		const struct reason *r = &found->at[i];
		if (engine_asset(g, r->subject) == NO_ASSET)
			found->at[kept++] = *r;
		else
			reasons_add(&out->own, r->id, r->subject, r->evidence, r->place);
	}
	found->count = kept;
	out->all = *found;
	reasons_settle(&out->all);
	reasons_settle(&out->own);
	TRY(reasons_end(&out->all, e));
	return reasons_end(&out->own, e);
}

struct rc
judge(struct engine *g, const struct criterion *c, struct judged *out, struct err *e)
{
	struct judging j = { .g = g, .c = c, .out = out, .reasons = reasons_init(g->a) };
	struct slice subject = g->form->scope.subject;
	*out = (struct judged){0};
	if (!type_is_covered(g))
		reasons_add(&j.reasons, FINDING_CRITERIA_NOT_APPLICABLE, subject, SLICE(""),
		    SLICE(""));
	TRY(judge_needs(&j, e));
	TRY(judge_checks(&j, e));
	/* whatever matched nothing is no pass */
	if (j.admitted == 0 && j.reasons.count == 0)
		reasons_add(&j.reasons, FINDING_EVIDENCE_MISSING, subject, SLICE(""), SLICE(""));
	TRY(reasons_end(&j.reasons, e));
	if (!c->has_condition)
		return split(g, &j.reasons, out, e);
	struct reasons reduced = reasons_init(g->a);
	TRY(reduce_condition(g, &j.reasons, &reduced, e));
	return split(g, &reduced, out, e);
}
