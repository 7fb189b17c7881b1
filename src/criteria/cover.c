/* criteria/cover.c - which exception covers a criterion. See criteria/engine.h.
 *
 * An exception is to a criterion, or to a requirement: then it says as what criteria must inform
 * the requirement to be covered, "iec62443-4-2:2019/CR-1.2 as direct+supporting". One that does not
 * say so, as those of before, covers nothing.
 *
 * It is for subjects of the scope. One that names digests and no subject is for these items: it
 * covers what is lacking of them and nothing else. Where more than one item is needed the reasons
 * do not say how many are missing, so it covers nothing. A digest beside a subject says nothing.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "criteria/engine.h"

/* --- what it is to ---------------------------------------------------------------------------- */

/* The word is one of those that stand with + between them. */
static bool
is_one_of(struct slice word, struct slice list)
{
	for (size_t from = 0; from <= list.len;) {
		size_t plus = slice_find(list, SLICE("+"), from);
		size_t end = plus == SIZE_MAX ? list.len : plus;
		if (slice_eq(slice_sub(list, from, end), word))
			return true;
		from = end + 1;
	}
	return false;
}

static bool
is_to(const struct case_exception *x, const struct criterion *c)
{
	size_t as = slice_find(x->requirement, SLICE(" as "), 0);
	if (x->criterion.len > 0)
		return slice_eq(x->criterion, c->id);
	for (size_t i = 0; as != SIZE_MAX && i < c->informs_count; i++)
		if (slice_eq(c->informs[i].requirement, slice_sub(x->requirement, 0, as)) &&
		    is_one_of(c->informs[i].as, slice_sub(x->requirement, as + 4,
		    x->requirement.len)))
			return true;
	return false;
}

/* Approved, of one of the two outcomes that an exception may have, and in force. */
static bool
is_in_force(const struct engine *g, const struct case_exception *x)
{
	enum outcome o = outcome_parse(x->outcome);
	return x->approved && (o == OUTCOME_ACCEPT_WITH_EXCEPTION || o == OUTCOME_RISK_ACCEPT) &&
	    x->from_ms != TIME_UNKNOWN && x->until_ms != TIME_UNKNOWN &&
	    x->from_ms <= g->form->valid_at_ms && g->form->valid_at_ms <= x->until_ms;
}

/* --- what it is for --------------------------------------------------------------------------- */

/* It names digests and no subject. */
static bool
is_for_items(const struct case_exception *x)
{
	for (size_t i = 0; i < x->subject_count; i++)
		if (!slice_starts(x->subjects[i], SLICE("sha256:")))
			return false;
	return x->subject_count > 0;
}

static bool
needs_several(const struct criterion *c)
{
	for (size_t i = 0; i < c->need_count; i++)
		if (c->needs[i].at_least > 1)
			return true;
	for (size_t i = 0; i < c->check_count; i++)
		for (size_t k = 0; k < CHECK_PARAMS_MAX; k++)
			if (c->checks[i].needs[k].at_least > 1)
				return true;
	return false;
}

static bool
is_for(const struct case_exception *x, struct slice item)
{
	for (size_t i = 0; i < x->subject_count; i++)
		if (slice_eq(x->subjects[i], item))
			return true;
	return false;
}

static bool
names(const struct case_exception *x, bool for_items, const struct reason *r)
{
	bool named = x->code_count == 0;
	for (size_t i = 0; i < x->code_count; i++)
		named = named || x->codes[i] == r->id;
	return named && (!for_items || is_for(x, r->evidence));
}

/* Assets that have a reason which the exception does not name; *all when every asset has one. */
static void
find_barred(struct covers *v, const struct judged *j, const struct case_exception *x, bool items,
    bool *all)
{
	memset(v->barred, 0, v->g->asset_count * sizeof(bool));
	*all = false;
	for (size_t i = 0; i < j->all.count; i++)
		*all = *all || !names(x, items, &j->all.at[i]);
	for (size_t i = 0; i < j->own.count; i++)
		if (!names(x, items, &j->own.at[i]))
			v->barred[engine_asset(v->g, j->own.at[i].subject)] = true;
}

static void
cover_asset(struct covers *v, size_t asset, size_t exception)
{
	if (v->by[asset] == NO_EXCEPTION && !v->barred[asset])
		v->by[asset] = exception;
}

/* One exception, for the assets that it names, or for all. */
static void
cover(struct covers *v, size_t exception, bool whole)
{
	const struct engine *g = v->g;
	const struct case_scope *s = &g->form->scope;
	const struct case_exception *x = &g->form->exceptions[exception];
	for (size_t k = 0; k < x->subject_count; k++) {
		struct slice about = x->subjects[k];
		size_t asset = engine_asset(g, about);
		if (asset != NO_ASSET)
			cover_asset(v, asset, exception);
		whole = whole || (about.len > 0 && (slice_eq(about, s->subject) ||
		    slice_eq(about, s->release) || slice_eq(about, s->product)));
	}
	for (size_t k = 0; k < g->asset_count && whole; k++)
		cover_asset(v, k, exception);
}

/* Each reason is held against each digest. */
static struct rc
count_work(struct engine *g, const struct judged *j, const struct case_exception *x, bool items,
    struct err *e)
{
	TRY(engine_step(g, g->asset_count + x->subject_count + j->own.count, e));
	return items ? engine_step(g, (j->all.count + j->own.count) * x->subject_count, e) : DONE;
}

struct rc
covers_find(struct covers *v, size_t criterion, const struct judged *j, bool *any, struct err *e)
{
	struct engine *g = v->g;
	const struct criterion *c = &g->in->criteria->criteria[criterion];
	*any = false;
	for (size_t i = 0; i < g->form->exception_count; i++) {
		const struct case_exception *x = &g->form->exceptions[i];
		bool barred, items = is_for_items(x);
		TRY(engine_step(g, 1, e));
		if (!is_to(x, c) || !is_in_force(g, x) || (items && needs_several(c)))
			continue;
		TRY(count_work(g, j, x, items, e));
		for (size_t k = 0; k < g->asset_count && !*any; k++)
			v->by[k] = NO_EXCEPTION;
		*any = true;
		find_barred(v, j, x, items, &barred);
		if (!barred)
			cover(v, i, items);
	}
	return DONE;
}
