/* criteria/item_level.c - the evidence level of each item, and why it is not one higher.
 *
 *   E1   somebody says so: prose, a kind of mere claims, or an item that is itself damaged
 *   E2   a kind that describes a process; an item that was only seen, or is held elsewhere and
 *        whose digest nobody has recomputed
 *   E3   a produced artifact
 *   E4   origin and integrity checked against an anchor that did not come with the goods, by its
 *        own signature or by a record so signed that names its digest; and bound to something
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "criteria/engine.h"
#include "criteria/signed_at.h"

static enum finding_id
first_damage(const struct item *it)
{
	for (size_t i = 0; i < it->finding_count; i++)
		if (finding_class(it->findings[i].id) >= CLASS_LACK)
			return it->findings[i].id;
	return FINDING_NONE;
}

/* The floor that form and kind set, whoever signed; or LEVEL_E3 and no reason. */
static struct rated
limit_of(const struct engine *g, const struct item *it)
{
	const struct kind *k = kind_find(g->in->kinds, it->kind);
	enum finding_id damage = first_damage(it);
	if (damage != FINDING_NONE)
		return (struct rated){ LEVEL_E1, damage };
	if (it->prose || k == NULL || k->level_limit == LEVEL_E1)
		return (struct rated){ LEVEL_E1, FINDING_ASSERTION_ONLY };
	if (k->level_limit == LEVEL_E2)
		return (struct rated){ LEVEL_E2, FINDING_PROCESS_ONLY };
	if (it->holding == HOLDING_SEEN ||
	    (it->holding == HOLDING_HELD && it->recomputed_ms == TIME_UNKNOWN))
		return (struct rated){ LEVEL_E2, FINDING_HOLDING_TOO_WEAK };
	return (struct rated){ LEVEL_E3, FINDING_NONE };
}

/* By its own signature alone. */
static struct rated
rate_signed(const struct engine *g, const struct item *it)
{
	struct rated r = limit_of(g, it);
	if (r.why != FINDING_NONE)
		return r;
	struct signed_answer s = signed_at(g->form, it, &(struct signed_wish){ .purpose = 0 });
	if (!s.good)
		return (struct rated){ LEVEL_E3, s.problems[0] };
	if (it->bound_count == 0)
		return (struct rated){ LEVEL_E3, FINDING_EVIDENCE_UNBOUND };
	return (struct rated){ LEVEL_E4, FINDING_NONE };
}

/* Items of one id stand together in the case; one of level E4 among them vouches. */
static bool
vouches(const struct engine *g, struct slice id)
{
	size_t low = 0, high = g->form->item_count;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (slice_cmp(g->form->items[mid].id, id) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < g->form->item_count && slice_eq(g->form->items[low].id, id); low++)
		if (rate_signed(g, &g->form->items[low]).level == LEVEL_E4)
			return true;
	return false;
}

static struct rated
rate(struct engine *g, const struct item *it)
{
	struct rated r = rate_signed(g, it);
	bool lifts = r.level == LEVEL_E3 && r.why == FINDING_SIGNATURE_MISSING &&
	    it->bound_count > 0;
	for (size_t i = 0; i < it->vouched_count && lifts; i++)
		if (vouches(g, it->vouched_by[i]))
			return (struct rated){ LEVEL_E4, FINDING_NONE };
	return r;
}

struct rc
engine_rate(struct engine *g, struct err *e)
{
	g->rated = ARENA_ARRAY(g->a, struct rated, g->form->item_count);
	if (g->rated == NULL)
		return arena_failed(g->a, e);
	for (size_t i = 0; i < g->form->item_count; i++) {
		const struct item *it = &g->form->items[i];
		TRY(engine_step(g, 1 + it->signature_count + it->vouched_count, e));
		g->rated[i] = rate(g, it);
	}
	return DONE;
}

static bool
names(const struct item *it, struct slice subject)
{
	if (subject.len == 0)
		return false;
	for (size_t i = 0; i < it->bound_count; i++)
		if (slice_eq(it->bound_to[i], subject))
			return true;
	return false;
}

static bool
names_an_asset(const struct engine *g, const struct item *it)
{
	for (size_t i = 0; i < it->bound_count; i++)
		if (engine_asset(g, it->bound_to[i]) != NO_ASSET)
			return true;
	return false;
}

bool
item_is_about(const struct engine *g, const struct item *it, enum bound bound)
{
	const struct case_scope *s = &g->form->scope;
	switch (bound) {
	case BOUND_ANY: return true;
	case BOUND_SUBJECT: return names(it, s->subject);
	case BOUND_RELEASE: return names(it, s->release);
	case BOUND_PRODUCT: return names(it, s->product);
	case BOUND_ASSET: return names_an_asset(g, it);
	case BOUND_SCOPE:
		return names(it, s->subject) || names(it, s->release) ||
		    names(it, s->product) || names_an_asset(g, it);
	}
	BUG("an unknown binding");
}
