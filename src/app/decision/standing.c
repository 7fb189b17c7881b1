/* app/decision/standing.c - what decisions rest on. See app/decision/standing.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/standing.h"

#include "app/decision/rests.h"
#include "app/home/trusted.h"

void
standing_drop(struct standing *g)
{
	map_drop(&g->evidence);
}

/* --- anchors ---------------------------------------------------------------------------------- */

static struct rc
add_lost(struct standing *g, struct slice id, struct slice key, struct happening what,
    struct err *e)
{
	void *at = g->lost;
	if (!arena_grow(g->a, &at, &g->lost_cap, g->lost_count, sizeof(struct lost_anchor)))
		return arena_failed(g->a, e);
	g->lost = at;
	g->lost[g->lost_count++] = (struct lost_anchor){ id, key, what };
	return DONE;
}

static struct rc
find_ended(struct standing *g, struct err *e)
{
	struct thing *ends, anchor;
	size_t count;
	bool found;
	TRY(state_list(g->h->store, "end", g->of.known, g->a, &ends, &count, e));
	for (size_t i = 0; i < count; i++) {
		const struct thing *t = &ends[i];
		TRY(state_get(g->h->store, "anchor", t->row.key, g->of.known, g->a, &anchor, &found,
		    e));
		if (!found)
			return fail(e, E_VERIFY, t->row.from_pos,
			    "an anchor that was ended is not there; `assay fsck` says more");
		TRY(add_lost(g, t->row.key, event_text(&anchor.event, "key"), (struct happening){
		    "anchor_ended", t->row.key, SLICE(""), event_text(&t->event, "reason"),
		    event_instant(&t->event, "at"), true, t->row.from_pos }, e));
	}
	return DONE;
}

/* Whose own period is over: as recorded, or that of its certificate. */
static struct rc
find_expired(struct standing *g, struct err *e)
{
	struct anchor_set set = {0};
	TRY(trusted_load(g->h, g->of.known, g->a, &g->h->bag, &set, e));
	for (size_t i = 0; i < set.count; i++) {
		const struct anchor *n = &set.anchors[i];
		bool ended = false;
		for (size_t k = 0; k < g->lost_count && !ended; k++)
			ended = slice_eq(g->lost[k].id, n->file);
		if (!ended && n->until_ms != TIME_UNKNOWN && n->until_ms < g->of.at_ms)
			TRY(add_lost(g, n->file, n->id, (struct happening){ "anchor_expired",
			    n->file, SLICE(""), SLICE(""), n->until_ms, true, STORE_OPEN }, e));
	}
	return DONE;
}

struct rc
standing_open(struct home *h, const struct kind_set *kinds, struct as_of of, struct arena *a,
    struct standing *out, struct err *e)
{
	*out = (struct standing){ .h = h, .kinds = kinds, .of = of, .a = a,
	    .evidence = map_init() };
	TRY(find_ended(out, e));
	return find_expired(out, e);
}

/* Entries after it, and instants after it. */
static bool
is_since(const struct happening *n, const struct thing *d)
{
	if (n->pos != STORE_OPEN)
		return n->pos > d->row.from_pos;
	return n->at_ms >= d->event.at_ms;
}

/* --- one decision ----------------------------------------------------------------------------- */

/* A decision while it is looked at. Most rest on nothing that ended: its forms are read when the
 * first thing has. unknown: they are not here, so it may rest on everything. */
struct looking {
	struct standing		*g;
	const struct thing	*d;
	struct rests		 rests;
	bool			 read, unknown;
	struct happenings	*out;
};

static struct rc
need_rests(struct looking *l, struct err *e)
{
	struct err own = {0};
	if (l->read)
		return DONE;
	struct rc done = rests_read(l->g->h, l->d, &l->rests, &own);
	l->read = true;
	l->unknown = done.code == E_UNVERIFIABLE;
	return !failed(done) || l->unknown ? DONE : fail(e, own.code, own.at, own.what);
}

static struct rc
add_anchors(struct looking *l, struct err *e)
{
	for (size_t i = 0; i < l->g->lost_count; i++) {
		const struct lost_anchor *lost = &l->g->lost[i];
		if (!is_since(&lost->what, l->d))
			continue;
		TRY(need_rests(l, e));
		if (l->unknown || rests_on_anchor(&l->rests, lost->key))
			TRY(happening_add(l->out, lost->what, e));
	}
	return DONE;
}

/* --- evidence --------------------------------------------------------------------------------- */

static struct rc
evidence_of(struct standing *g, struct slice id, const struct happenings **out, struct err *e)
{
	struct happenings *all = map_get(&g->evidence, id);
	*out = all;
	if (all != NULL)
		return DONE;
	all = ARENA_NEW(g->a, struct happenings);
	if (all == NULL)
		return arena_failed(g->a, e);
	*all = (struct happenings){ .a = g->a };
	TRY(since_evidence(g->h->store, id, g->kinds, &g->of, all, e));
	*out = all;
	return map_put(&g->evidence, id, all, e);
}

/* What ended of an item that was offered and changed no verdict is told, and takes nothing away. */
static struct rc
add_happening(struct looking *l, struct happening n, struct slice id, bool all, struct err *e)
{
	if (n.bad) {
		TRY(need_rests(l, e));
		n.bad = l->unknown || rests_on(&l->rests, id) != REST_OFFERED;
	}
	return all || n.bad ? happening_add(l->out, n, e) : DONE;
}

static struct rc
add_evidence(struct looking *l, bool all, struct err *e)
{
	for (size_t i = 0; i < l->d->event.ref_count; i++) {
		struct slice id = l->d->event.refs[i].id;
		const struct happenings *h;
		if (!slice_starts(id, SLICE("evidence:")))
			continue;
		TRY(evidence_of(l->g, id, &h, e));
		for (size_t k = 0; k < h->count; k++)
			if ((all || h->at[k].bad) && is_since(&h->at[k], l->d))
				TRY(add_happening(l, h->at[k], id, all, e));
	}
	return DONE;
}

/* --- the whole -------------------------------------------------------------------------------- */

struct rc
standing_since(struct standing *g, const struct thing *d, bool all, struct happenings *out,
    struct err *e)
{
	struct looking l = { .g = g, .d = d, .rests = rests_init(), .out = out };
	size_t kept;
	struct rc done = add_evidence(&l, all, e);
	if (!failed(done))
		done = add_anchors(&l, e);
	rests_drop(&l.rests);
	TRY(done);
	kept = out->count;
	TRY(since_terms(g->h->store, d, &g->of, all, out, e));
	for (size_t i = kept; i < out->count; i++)
		if (all || out->at[i].bad)
			out->at[kept++] = out->at[i];
	out->count = kept;
	return DONE;
}
