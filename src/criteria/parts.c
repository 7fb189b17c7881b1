/* criteria/parts.c - assets with equal verdicts and reason codes become parts.
 *
 * What is true of every asset cannot tell two of them apart, so only deviations are looked at:
 * a code, or an exception, that an asset has and the whole has not. Assets with the same
 * deviations are one part.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "criteria/engine.h"

/* what: a finding, or FINDING_COUNT and the number of an exception. */
struct deviation { uint32_t asset, criterion, what; };

struct rollup {
	struct engine		*g;
	const struct judged	*judged;
	struct assessment	*out;
	struct deviation	*deviations;
	size_t			 count, cap;
	size_t			*part_of;	/* for each asset */
	size_t			 condition_cap, missing_cap;
};

/* --- exceptions ------------------------------------------------------------------------------- */

/* Approved, in force, about the criterion, and about the asset or everything. */
static bool
exception_is_for(const struct engine *g, const struct case_exception *x, struct slice criterion,
    struct slice asset)
{
	const struct case_scope *s = &g->form->scope;
	if (!x->approved || !slice_eq(x->criterion, criterion) || x->from_ms == TIME_UNKNOWN ||
	    x->until_ms == TIME_UNKNOWN || g->form->valid_at_ms < x->from_ms ||
	    g->form->valid_at_ms > x->until_ms)
		return false;
	for (size_t k = 0; k < x->subject_count; k++) {
		struct slice about = x->subjects[k];
		if (slice_eq(about, asset) || slice_eq(about, s->subject) ||
		    (s->release.len > 0 && slice_eq(about, s->release)) ||
		    (s->product.len > 0 && slice_eq(about, s->product)))
			return true;
	}
	return false;
}

static bool
exception_names(const struct case_exception *x, enum finding_id id)
{
	for (size_t i = 0; i < x->code_count; i++)
		if (x->codes[i] == id)
			return true;
	return x->code_count == 0;
}

static bool
exception_covers(const struct case_exception *x, const struct reason *reasons, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!exception_names(x, reasons[i].id))
			return false;
	return true;
}

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

/* An exception that covers every reason of an asset tells it apart; the first one counts. */
static struct rc
deviate_by_exceptions(struct rollup *r, size_t criterion, const bool *own, struct err *e)
{
	const struct judged *j = &r->judged[criterion];
	const struct case_scope *s = &r->g->form->scope;
	struct slice id = r->g->in->criteria->criteria[criterion].id;
	bool *taken = ARENA_ARRAY(r->g->a, bool, r->g->asset_count);
	bool *uncovered = ARENA_ARRAY(r->g->a, bool, r->g->asset_count);
	if (taken == NULL || uncovered == NULL)
		return arena_failed(r->g->a, e);
	for (size_t x = 0; x < r->g->form->exception_count; x++) {
		const struct case_exception *one = &r->g->form->exceptions[x];
		TRY(engine_step(r->g, j->own.count + s->asset_count, e));
		if (!exception_covers(one, j->all.at, j->all.count))
			continue;
		memset(uncovered, 0, r->g->asset_count * sizeof(bool));
		for (size_t i = 0; i < j->own.count; i++)
			if (!exception_names(one, j->own.at[i].id))
				uncovered[engine_asset(r->g, j->own.at[i].subject)] = true;
		for (size_t i = 0; i < s->asset_count; i++) {
			if (taken[i] || uncovered[i] || (!own[i] && j->all.count == 0) ||
			    !exception_is_for(r->g, one, id, s->assets[i]))
				continue;
			taken[i] = true;
			TRY(deviate(r, i, criterion, FINDING_COUNT + x, e));
		}
	}
	return DONE;
}

static struct rc
deviations_of(struct rollup *r, size_t criterion, struct err *e)
{
	const struct judged *j = &r->judged[criterion];
	bool *own = ARENA_ARRAY(r->g->a, bool, r->g->asset_count);
	if (own == NULL)
		return arena_failed(r->g->a, e);
	TRY(engine_step(r->g, j->own.count + r->g->asset_count, e));
	for (size_t i = 0; i < j->own.count; i++) {
		size_t asset = engine_asset(r->g, j->own.at[i].subject);
		own[asset] = true;
		if (!reasons_have(&j->all, j->own.at[i].id))
			TRY(deviate(r, asset, criterion, j->own.at[i].id, e));
	}
	return deviate_by_exceptions(r, criterion, own, e);
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

/* Items the criterion rests on in this part: ids, each once, and the range of their levels. */
static struct rc
fill_evidence(struct rollup *r, const struct judged *j, struct criterion_result *out,
    struct err *e)
{
	struct engine *g = r->g;
	size_t kept = 0;
	out->evidence = ARENA_ARRAY(g->a, struct slice, j->use_count);
	if (out->evidence == NULL)
		return arena_failed(g->a, e);
	for (size_t i = 0; i < j->use_count; i++) {
		const struct use *u = &j->uses[i];
		if (u->asset != NO_ASSET && r->part_of[u->asset] != out->part)
			continue;
		out->evidence[out->evidence_count++] = u->item->id;
		out->level = widen(out->level, g->rated[u->item - g->form->items].level);
	}
	if (out->evidence_count < 2)
		return DONE;
	qsort(out->evidence, out->evidence_count, sizeof(struct slice), slice_cmp_qsort);
	for (size_t i = 1; i < out->evidence_count; i++)
		if (!slice_eq(out->evidence[kept], out->evidence[i]))
			out->evidence[++kept] = out->evidence[i];
	out->evidence_count = kept + 1;
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

/* The first exception that covers the result; all assets of the part have the same. */
static size_t
exception_of(const struct rollup *r, const struct criterion_result *one, const struct part *p)
{
	struct slice asset = p->asset_count > 0 ? p->assets[0] : r->g->form->scope.subject;
	for (size_t i = 0; i < r->g->form->exception_count; i++) {
		const struct case_exception *x = &r->g->form->exceptions[i];
		if (exception_is_for(r->g, x, one->id, asset) &&
		    exception_covers(x, one->reasons, one->reason_count))
			return i;
	}
	return SIZE_MAX;
}

static struct rc
fill_result(struct rollup *r, size_t criterion, struct reasons *reasons,
    struct criterion_result *out, struct err *e)
{
	const struct criterion *c = &r->g->in->criteria->criteria[criterion];
	struct part *p = &r->out->parts[out->part];
	TRY(reasons_end(reasons, e));
	reasons_settle(reasons);
	out->id = c->id;
	out->area = c->area;
	out->reasons = reasons->at;
	out->reason_count = reasons->count;
	out->verdict = verdict_from(out->reasons, out->reason_count);
	out->proposal = propose(c, out->reasons, out->reason_count);
	out->exception = SLICE("");
	size_t x = out->verdict == VERDICT_PASS ? SIZE_MAX : exception_of(r, out, p);
	if (x != SIZE_MAX) {
		out->exception = r->g->form->exceptions[x].id;
		out->proposal = outcome_parse(r->g->form->exceptions[x].outcome);
	}
	if (out->proposal < p->proposal)
		p->proposal = out->proposal;
	TRY(fill_evidence(r, &r->judged[criterion], out, e));
	return fill_checks(r->g, c, out, e);
}

/* The results of one criterion, one for each part. */
static struct rc
add_results(struct rollup *r, size_t criterion, struct err *e)
{
	const struct judged *j = &r->judged[criterion];
	struct assessment *out = r->out;
	struct reasons *lists = ARENA_ARRAY(r->g->a, struct reasons, out->part_count);
	if (lists == NULL)
		return arena_failed(r->g->a, e);
	TRY(engine_step(r->g, out->part_count * (1 + j->all.count) + j->own.count, e));
	for (size_t p = 0; p < out->part_count; p++) {
		lists[p] = reasons_init(r->g->a);
		for (size_t i = 0; i < j->all.count; i++)
			reasons_add(&lists[p], j->all.at[i].id, j->all.at[i].subject,
			    j->all.at[i].evidence, j->all.at[i].place);
	}
	for (size_t i = 0; i < j->own.count; i++) {
		const struct reason *own = &j->own.at[i];
		reasons_add(&lists[r->part_of[engine_asset(r->g, own->subject)]], own->id,
		    own->subject, own->evidence, own->place);
	}
	for (size_t p = 0; p < out->part_count; p++) {
		struct criterion_result *one = &out->results[out->result_count++];
		one->part = p;
		TRY(fill_result(r, criterion, &lists[p], one, e));
	}
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
	if (lists == NULL)
		return arena_failed(r->g->a, e);
	for (size_t p = 0; p < out->part_count; p++)
		lists[p] = reasons_init(r->g->a);
	for (size_t i = 0; i < out->result_count; i++) {
		const struct criterion_result *one = &out->results[i];
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
	for (size_t i = 0; i < g->form->item_count; i++) {
		const struct item *it = &g->form->items[i];
		bool several;
		if (!item_is_about(g, it, BOUND_SCOPE))
			continue;
		size_t asset = engine_asset_of(g, it, &several);
		r->out->level = widen(r->out->level, g->rated[i].level);
		for (size_t p = 0; p < r->out->part_count; p++)
			if (asset == NO_ASSET || r->part_of[asset] == p)
				r->out->parts[p].level = widen(r->out->parts[p].level,
				    g->rated[i].level);
	}
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
	struct rollup r = { .g = g, .judged = judged, .out = out };
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
