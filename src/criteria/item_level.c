/* criteria/item_level.c - the evidence level of each item, and why it is not one higher.
 *
 *   E1   somebody says so: prose, a kind of mere claims, or an item that is itself damaged
 *   E2   a kind that describes a process; an item that was only seen, or is held elsewhere and
 *        whose digest nobody has recomputed
 *   E3   a produced artifact
 *   E4   origin and integrity checked against an anchor that did not come with the goods, by its
 *        own signature or by a record so signed that names its digest, or by a person through
 *        something that the sender does not control; and bound to something
 *
 * What a person has read and found sound is prose no longer (criteria/readings.h).
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "criteria/engine.h"
#include "criteria/readings.h"
#include "fact/signed_at.h"

static struct rated
rated(enum level level, enum finding_id why)
{
	return (struct rated){ .level = level, .why = why };
}

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
		return rated(LEVEL_E1, damage);
	if (it->prose || k == NULL || k->level_limit == LEVEL_E1)
		return rated(LEVEL_E1, FINDING_ASSERTION_ONLY);
	if (k->level_limit == LEVEL_E2)
		return rated(LEVEL_E2, FINDING_PROCESS_ONLY);
	if (it->holding == HOLDING_SEEN ||
	    (it->holding == HOLDING_HELD && it->recomputed_ms == TIME_UNKNOWN))
		return rated(LEVEL_E2, FINDING_HOLDING_TOO_WEAK);
	return rated(LEVEL_E3, FINDING_NONE);
}

/* By its own signature alone. */
static struct rated
rate_signed(const struct engine *g, const struct item *it)
{
	struct rated r = limit_of(g, it);
	if (r.why != FINDING_NONE)
		return r;
	struct signed_answer s = signed_at(g->form, it, &(struct signed_wish){ .purpose = 0 });
	if (!s.good && !item_origin_was_checked(g->form, it))
		return rated(LEVEL_E3, s.problems[0]);
	if (it->bound_count == 0)
		return rated(LEVEL_E3, FINDING_EVIDENCE_UNBOUND);
	return rated(LEVEL_E4, FINDING_NONE);
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

static bool
speaks_against(const struct engine *g, const struct item *it)
{
	struct signed_answer s = signed_at(g->form, it, &(struct signed_wish){ .purpose = 0 });
	for (size_t i = 0; i < s.count; i++)
		if (finding_class(s.problems[i]) == CLASS_FAIL)
			return true;
	return false;
}

static struct rated
rate(struct engine *g, const struct item *it)
{
	struct rated r = rate_signed(g, it);
	/* a signature that shows nothing takes nothing away; one that is broken or revoked does */
	bool lifts = r.level == LEVEL_E3 && it->bound_count > 0 && !speaks_against(g, it);
	for (size_t i = 0; i < it->vouched_count && lifts; i++)
		if (vouches(g, it->vouched_by[i]))
			return rated(LEVEL_E4, FINDING_NONE);
	return r;
}

/* What the item names, in one walk over it: an item may name every asset there is. */
static void
find_about(const struct engine *g, const struct item *it, struct rated *out)
{
	const struct case_scope *s = &g->form->scope;
	size_t assets = 0, last = NO_ASSET;
	unsigned bounds = 1u << BOUND_ANY;
	for (size_t i = 0; i < it->bound_count; i++) {
		struct slice name = it->bound_to[i];
		size_t asset = engine_asset(g, name);
		assets += asset != NO_ASSET || slice_starts(name, SLICE("asset:"));
		last = asset != NO_ASSET ? asset : last;
		if (name.len == 0)
			continue;
		bounds |= asset != NO_ASSET ? 1u << BOUND_ASSET : 0;
		bounds |= slice_eq(name, s->subject) ? 1u << BOUND_SUBJECT : 0;
		bounds |= slice_eq(name, s->release) ? 1u << BOUND_RELEASE : 0;
		bounds |= slice_eq(name, s->product) ? 1u << BOUND_PRODUCT : 0;
	}
	out->bounds = bounds | (bounds != 1u << BOUND_ANY ? 1u << BOUND_SCOPE : 0);
	out->several = assets > 1 && last != NO_ASSET;
	out->asset = assets == 1 ? last : NO_ASSET;
}

struct rc
engine_rate(struct engine *g, struct err *e)
{
	g->rated = ARENA_ARRAY(g->a, struct rated, g->form->item_count);
	if (g->rated == NULL)
		return arena_failed(g->a, e);
	for (size_t i = 0; i < g->form->item_count; i++) {
		const struct item *it = &g->form->items[i];
		TRY(engine_step(g, 1 + it->signature_count + it->vouched_count + it->bound_count,
		    e));
		g->rated[i] = rate(g, it);
		g->rated[i].kind = kind_find(g->in->kinds, it->kind);
		g->rated[i].states = item_states_something(it);
		find_about(g, it, &g->rated[i]);
	}
	return DONE;
}

bool
item_is_about(const struct engine *g, const struct item *it, enum bound bound)
{
	return (engine_rated(g, it)->bounds & 1u << bound) != 0;
}
