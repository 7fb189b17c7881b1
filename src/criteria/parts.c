/* criteria/parts.c - assets with equal verdicts and reason codes become parts.
 *
 * What is true of every asset cannot tell two of them apart, so only deviations are looked at:
 * a code, or an exception, that an asset has and the whole has not. Assets with the same
 * deviations are one part.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/order.h"
#include "criteria/engine.h"

/* what: a finding, or FINDING_COUNT and the number of an exception. */
struct deviation { uint32_t asset, criterion, what; };

/* For each asset part_of: its part; covers: the exception for the criterion at hand. */
struct rollup {
	struct engine		*g;
	const struct judged	*judged;
	struct assessment	*out;
	struct deviation	*deviations;
	size_t			 count, cap;
	size_t			*part_of;
	struct covers		 covers;
	size_t			 condition_cap, missing_cap;
};

/* --- deviations ------------------------------------------------------------------------------- */

static struct rc
deviate(struct rollup *r, size_t asset, size_t criterion, size_t what, struct err *e)
{
	void *list = r->deviations;
	if (!arena_grow(r->g->a, &list, &r->cap, r->count, sizeof(struct deviation)))
		return arena_failed(r->g->a, e);
	r->deviations = list;
	r->deviations[r->count++] = (struct deviation){ (uint32_t)asset, (uint32_t)criterion,
	    (uint32_t)what };
	return DONE;
}

static struct rc
deviations_of(struct rollup *r, size_t criterion, struct err *e)
{
	const struct judged *j = &r->judged[criterion];
	bool in_all[FINDING_COUNT] = {0}, any;
	TRY(engine_step(r->g, j->all.count + j->own.count, e));
	TRY(covers_find(&r->covers, criterion, j, &any, e));
	for (size_t i = 0; i < j->all.count; i++)
		in_all[j->all.at[i].id] = true;
	for (size_t i = 0; i < j->own.count; i++) {
		size_t asset = engine_asset(r->g, j->own.at[i].subject);
		if (!in_all[j->own.at[i].id])
			TRY(deviate(r, asset, criterion, j->own.at[i].id, e));
		if (any && r->covers.by[asset] != NO_EXCEPTION)
			TRY(deviate(r, asset, criterion, FINDING_COUNT + r->covers.by[asset], e));
	}
	for (size_t i = 0; i < r->g->asset_count && any && j->all.count > 0; i++)
		if (r->covers.by[i] != NO_EXCEPTION)
			TRY(deviate(r, i, criterion, FINDING_COUNT + r->covers.by[i], e));
	return DONE;
}

static int
deviation_cmp(const void *left, const void *right)
{
	const struct deviation *a = left, *b = right;
	if (a->asset != b->asset)
		return a->asset < b->asset ? -1 : 1;
	if (a->criterion != b->criterion)
		return a->criterion < b->criterion ? -1 : 1;
	return a->what < b->what ? -1 : a->what > b->what;
}

/* Sorts, and drops equal ones. */
static void
settle(struct rollup *r)
{
	size_t kept = 0;
	if (r->count < 2)
		return;
	qsort(r->deviations, r->count, sizeof(struct deviation), deviation_cmp);
	for (size_t i = 1; i < r->count; i++)
		if (deviation_cmp(&r->deviations[kept], &r->deviations[i]) != 0)
			r->deviations[++kept] = r->deviations[i];
	r->count = kept + 1;
}

/* --- parts ------------------------------------------------------------------------------------ */

/* The deviations of one asset without its number: what makes its part. */
static struct rc
key_of(struct rollup *r, size_t first, size_t count, struct slice *out, struct err *e)
{
	uint32_t *key = ARENA_ARRAY(r->g->a, uint32_t, count * 2);
	if (key == NULL)
		return arena_failed(r->g->a, e);
	for (size_t i = 0; i < count; i++) {
		key[2 * i] = r->deviations[first + i].criterion;
		key[2 * i + 1] = r->deviations[first + i].what;
	}
	*out = (struct slice){ (const uint8_t *)key, count * 2 * sizeof(*key) };
	return DONE;
}

static struct rc
group(struct rollup *r, struct map *parts, struct err *e)
{
	size_t *numbers = ARENA_ARRAY(r->g->a, size_t, r->g->asset_count);
	if (numbers == NULL)
		return arena_failed(r->g->a, e);
	for (size_t i = 0, at = 0; i < r->g->asset_count; i++) {
		struct slice key;
		size_t first = at;
		while (at < r->count && r->deviations[at].asset == i)
			at++;
		TRY(key_of(r, first, at - first, &key, e));
		const size_t *known = map_get(parts, key);
		if (known == NULL) {
			numbers[parts->count] = parts->count;
			known = &numbers[parts->count];
			TRY(map_put(parts, key, &numbers[parts->count], e));
		}
		r->part_of[i] = *known;
	}
	return DONE;
}

static struct rc
fill_assets(struct rollup *r, size_t part_count, struct err *e)
{
	const struct case_scope *s = &r->g->form->scope;
	struct assessment *out = r->out;
	out->parts = ARENA_ARRAY(r->g->a, struct part, part_count);
	if (out->parts == NULL)
		return arena_failed(r->g->a, e);
	out->part_count = part_count;
	for (size_t i = 0; i < s->asset_count; i++)
		out->parts[r->part_of[i]].asset_count++;
	for (size_t i = 0; i < part_count; i++) {
		out->parts[i].assets = ARENA_ARRAY(r->g->a, struct slice,
		    out->parts[i].asset_count);
		if (out->parts[i].assets == NULL)
			return arena_failed(r->g->a, e);
		out->parts[i].asset_count = 0;
		out->parts[i].proposal = OUTCOME_ACCEPT;
	}
	for (size_t i = 0; i < s->asset_count; i++) {
		struct part *p = &out->parts[r->part_of[i]];
		p->assets[p->asset_count++] = s->assets[i];
	}
	return DONE;
}

static struct rc
make_parts(struct rollup *r, struct err *e)
{
	struct map parts = map_init();
	r->part_of = ARENA_ARRAY(r->g->a, size_t, r->g->asset_count);
	if (r->part_of == NULL)
		return arena_failed(r->g->a, e);
	struct rc result = group(r, &parts, e);
	size_t count = parts.count;
	map_drop(&parts);
	TRY(result);
	return fill_assets(r, count, e);
}

/* --- results ---------------------------------------------------------------------------------- */

static struct level_range
widen(struct level_range range, enum level l)
{
	if (l == LEVEL_NONE)
		return range;
	if (range.min == LEVEL_NONE || l < range.min)
		range.min = l;
	return (struct level_range){ range.min, l > range.max ? l : range.max };
}

static enum outcome
first_of(const struct outcome_map *m, enum finding_id id)
{
	const struct outcome_list *list = &m->otherwise;
	for (size_t i = 0; i < m->count; i++)
		if (m->codes[i] == id)
			list = &m->lists[i];
	return list->count > 0 ? list->at[0] : OUTCOME_REJECT;
}

static enum outcome
propose(const struct criterion *c, const struct reason *reasons, size_t count)
{
	enum outcome gravest = OUTCOME_ACCEPT;
	for (size_t i = 0; i < count; i++) {
		enum outcome o = OUTCOME_ACCEPT_WITH_CONDITIONS;
		if (finding_class(reasons[i].id) == CLASS_FAIL)
			o = first_of(&c->on_fail, reasons[i].id);
		else if (finding_class(reasons[i].id) != CLASS_CONDITION)
			o = first_of(&c->on_indeterminate, reasons[i].id);
		gravest = o < gravest ? o : gravest;
	}
	return gravest;
}

static enum verdict
verdict_from(const struct reason *reasons, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (finding_class(reasons[i].id) == CLASS_FAIL)
			return VERDICT_FAIL;
	return count == 0 ? VERDICT_PASS : VERDICT_INDETERMINATE;
}

/* What a criterion rests on in one part: ids of items, each once, and the range of their levels. */
struct basis {
	struct slice		*ids;
	size_t			 count;
	struct level_range	 level;
};

static void
settle_basis(struct basis *b)
{
	b->count = order_settle(b->ids, b->count, sizeof(struct slice), slice_cmp_qsort);
}

/* Adds an item to the basis of a part. Parts that rest on nothing but what the whole rests on share
 * its list; the first item of its own gives a part one that has room for all of its own. */
static struct rc
rest_on(struct rollup *r, const struct basis *whole, const size_t *own, size_t part,
    const struct use *u, struct basis *out, struct err *e)
{
	const struct engine *g = r->g;
	struct basis *b = &out[part];
	if (b->ids == whole->ids) {
		TRY(engine_step(r->g, whole->count + own[part], e));
		b->ids = ARENA_ARRAY(g->a, struct slice, whole->count + own[part]);
		if (b->ids == NULL)
			return arena_failed(g->a, e);
		for (size_t i = 0; i < whole->count; i++)
			b->ids[i] = whole->ids[i];
	}
	b->ids[b->count++] = u->item->id;
	b->level = widen(b->level, g->rated[u->item - g->form->items].level);
	return DONE;
}

/* The basis of each part. */
static struct rc
find_bases(struct rollup *r, const struct judged *j, struct basis **out, struct err *e)
{
	const struct engine *g = r->g;
	size_t parts = r->out->part_count;
	size_t *own = ARENA_ARRAY(g->a, size_t, parts);
	struct basis whole = { .ids = ARENA_ARRAY(g->a, struct slice, j->use_count) };
	*out = ARENA_ARRAY(g->a, struct basis, parts);
	if (own == NULL || whole.ids == NULL || *out == NULL)
		return arena_failed(g->a, e);
	for (size_t i = 0; i < j->use_count; i++) {
		const struct use *u = &j->uses[i];
		if (u->asset != NO_ASSET) {
			own[r->part_of[u->asset]]++;
			continue;
		}
		whole.ids[whole.count++] = u->item->id;
		whole.level = widen(whole.level, g->rated[u->item - g->form->items].level);
	}
	settle_basis(&whole);
	for (size_t p = 0; p < parts; p++)
		(*out)[p] = whole;
	for (size_t i = 0; i < j->use_count; i++)
		if (j->uses[i].asset != NO_ASSET)
			TRY(rest_on(r, &whole, own, r->part_of[j->uses[i].asset], &j->uses[i], *out,
			    e));
	for (size_t p = 0; p < parts; p++)
		if ((*out)[p].ids != whole.ids)
			settle_basis(&(*out)[p]);
	return DONE;
}

static struct rc
fill_checks(struct engine *g, const struct criterion *c, struct criterion_result *out,
    struct err *e)
{
	out->checks = ARENA_ARRAY(g->a, struct slice, c->check_count);
	if (out->checks == NULL)
		return arena_failed(g->a, e);
	for (size_t i = 0; i < c->check_count; i++)
		out->checks[out->check_count++] = c->checks[i].name;
	if (out->check_count > 1)
		qsort(out->checks, out->check_count, sizeof(struct slice), slice_cmp_qsort);
	return DONE;
}

static struct rc
fill_result(struct rollup *r, size_t criterion, size_t exception, const struct basis *basis,
    struct criterion_result *out, struct err *e)
{
	const struct criterion *c = &r->g->in->criteria->criteria[criterion];
	struct part *p = &r->out->parts[out->part];
	out->id = c->id;
	out->area = c->area;
	out->verdict = verdict_from(out->reasons, out->reason_count);
	out->proposal = propose(c, out->reasons, out->reason_count);
	out->exception = SLICE("");
	if (exception != NO_EXCEPTION && out->verdict != VERDICT_PASS) {
		out->exception = r->g->form->exceptions[exception].id;
		out->proposal = outcome_parse(r->g->form->exceptions[exception].outcome);
	}
	if (out->proposal < p->proposal)
		p->proposal = out->proposal;
	out->evidence = basis->ids;
	out->evidence_count = basis->count;
	out->level = basis->level;
	return fill_checks(r->g, c, out, e);
}

/* The reasons of one criterion in each part: those of the whole, and those of its assets. Parts
 * without any of their own share the list of the whole. */
static struct rc
share_reasons(struct rollup *r, const struct judged *j, struct criterion_result *results,
    struct err *e)
{
	struct assessment *out = r->out;
	struct reasons *lists = ARENA_ARRAY(r->g->a, struct reasons, out->part_count);
	if (lists == NULL)
		return arena_failed(r->g->a, e);
	for (size_t i = 0; i < j->own.count; i++) {
		const struct reason *own = &j->own.at[i];
		struct reasons *to = &lists[r->part_of[engine_asset(r->g, own->subject)]];
		if (to->a == NULL) {
			TRY(engine_step(r->g, j->all.count, e));
			*to = reasons_init(r->g->a);
			reasons_reserve(to, j->all.count + 1);
			for (size_t k = 0; k < j->all.count; k++)
				reasons_add(to, j->all.at[k].id, j->all.at[k].subject,
				    j->all.at[k].evidence, j->all.at[k].place);
		}
		reasons_add(to, own->id, own->subject, own->evidence, own->place);
	}
	for (size_t p = 0; p < out->part_count; p++) {
		bool own = lists[p].a != NULL;
		if (own)
			TRY(reasons_end(&lists[p], e));
		reasons_settle(&lists[p]);
		results[p].part = p;
		results[p].reasons = own ? lists[p].at : j->all.at;
		results[p].reason_count = own ? lists[p].count : j->all.count;
	}
	return DONE;
}

/* The results of one criterion, one for each part. All assets of a part are covered alike. */
static struct rc
add_results(struct rollup *r, size_t criterion, struct err *e)
{
	const struct judged *j = &r->judged[criterion];
	struct assessment *out = r->out;
	struct criterion_result *results = &out->results[out->result_count];
	struct basis *bases;
	bool covered;
	TRY(engine_step(r->g, out->part_count + j->own.count + j->use_count, e));
	TRY(covers_find(&r->covers, criterion, j, &covered, e));
	TRY(find_bases(r, j, &bases, e));
	TRY(share_reasons(r, j, results, e));
	for (size_t p = 0; p < out->part_count; p++) {
		const struct part *part = &out->parts[p];
		size_t first = part->asset_count > 0 ? engine_asset(r->g, part->assets[0]) : 0;
		TRY(fill_result(r, criterion, covered ? r->covers.by[first] : NO_EXCEPTION,
		    &bases[p], &results[p], e));
	}
	out->result_count += out->part_count;
	return DONE;
}

static struct rc
add_condition(struct rollup *r, const struct criterion *c, const struct judged *j,
    struct err *e)
{
	void *list = r->out->conditions;
	if (!c->has_condition || (!reasons_have(&j->all, FINDING_CONDITION_OPEN) &&
	    !reasons_have(&j->own, FINDING_CONDITION_OPEN)))
		return DONE;
	if (!arena_grow(r->g->a, &list, &r->condition_cap, r->out->condition_count,
	    sizeof(struct condition_open)))
		return arena_failed(r->g->a, e);
	r->out->conditions = list;
	r->out->conditions[r->out->condition_count++] = (struct condition_open){ c->id,
	    c->condition_text, c->gate, c->due };
	return DONE;
}

static struct rc
add_missing(struct rollup *r, const struct judged *j, struct err *e)
{
	for (size_t i = 0; i < j->missing_count; i++) {
		void *list = r->out->missing;
		if (!arena_grow(r->g->a, &list, &r->missing_cap, r->out->missing_count,
		    sizeof(struct missing)))
			return arena_failed(r->g->a, e);
		r->out->missing = list;
		r->out->missing[r->out->missing_count++] = j->missing[i];
	}
	return DONE;
}

/* --- the whole -------------------------------------------------------------------------------- */

static struct rc
part_reasons(struct rollup *r, struct err *e)
{
	struct assessment *out = r->out;
	struct reasons *lists = ARENA_ARRAY(r->g->a, struct reasons, out->part_count);
	size_t *counts = ARENA_ARRAY(r->g->a, size_t, out->part_count);
	if (lists == NULL || counts == NULL)
		return arena_failed(r->g->a, e);
	for (size_t p = 0; p < out->part_count; p++)
		lists[p] = reasons_init(r->g->a);
	for (size_t i = 0; i < out->result_count; i++)
		counts[out->results[i].part] += out->results[i].reason_count;
	for (size_t p = 0; p < out->part_count; p++)
		reasons_reserve(&lists[p], counts[p]);
	for (size_t i = 0; i < out->result_count; i++) {
		const struct criterion_result *one = &out->results[i];
		TRY(engine_step(r->g, one->reason_count, e));
		for (size_t k = 0; k < one->reason_count; k++)
			reasons_add(&lists[one->part], one->reasons[k].id,
			    one->reasons[k].subject, one->reasons[k].evidence,
			    one->reasons[k].place);
	}
	for (size_t p = 0; p < out->part_count; p++) {
		TRY(reasons_end(&lists[p], e));
		reasons_settle(&lists[p]);
		out->parts[p].reasons = lists[p].at;
		out->parts[p].reason_count = lists[p].count;
	}
	return DONE;
}

/* Over the items that state something about the subject: for a part about the whole, or about one
 * of its assets and no other. */
static void
ranges(struct rollup *r)
{
	struct engine *g = r->g;
	struct level_range whole = {0};
	for (size_t i = 0; i < g->form->item_count; i++) {
		const struct item *it = &g->form->items[i];
		size_t asset = engine_rated(g, it)->asset;
		if (!item_is_about(g, it, BOUND_SCOPE))
			continue;
		r->out->level = widen(r->out->level, g->rated[i].level);
		if (asset == NO_ASSET)
			whole = widen(whole, g->rated[i].level);
		else
			r->out->parts[r->part_of[asset]].level = widen(r->out->parts[
			    r->part_of[asset]].level, g->rated[i].level);
	}
	for (size_t p = 0; p < r->out->part_count; p++)
		r->out->parts[p].level = widen(widen(r->out->parts[p].level, whole.min), whole.max);
}

static enum outcome
overall(const struct assessment *s)
{
	for (size_t i = 1; i < s->part_count; i++)
		if (s->parts[i].proposal != s->parts[0].proposal)
			return OUTCOME_SPLIT;
	return s->parts[0].proposal;
}

struct rc
parts_make(struct engine *g, const struct judged *judged, struct assessment *out, struct err *e)
{
	const struct criteria *c = g->in->criteria;
	struct rollup r = { .g = g, .judged = judged, .out = out,
	    .covers = { g, ARENA_ARRAY(g->a, size_t, g->asset_count),
	    ARENA_ARRAY(g->a, bool, g->asset_count) } };
	if (r.covers.by == NULL || r.covers.barred == NULL)
		return arena_failed(g->a, e);
	for (size_t i = 0; i < c->count; i++)
		TRY(deviations_of(&r, i, e));
	settle(&r);
	TRY(make_parts(&r, e));
	out->results = ARENA_ARRAY(g->a, struct criterion_result, c->count * out->part_count);
	if (out->results == NULL)
		return arena_failed(g->a, e);
	for (size_t i = 0; i < c->count; i++) {
		TRY(add_results(&r, i, e));
		TRY(add_condition(&r, &c->criteria[i], &judged[i], e));
		TRY(add_missing(&r, &judged[i], e));
	}
	TRY(part_reasons(&r, e));
	ranges(&r);
	out->proposal = overall(out);
	return DONE;
}
