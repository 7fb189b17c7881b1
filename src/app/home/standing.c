/* app/home/standing.c - what decisions rest on. See app/home/standing.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/standing.h"

#include "app/home/bodies.h"
#include "app/home/trusted.h"
#include "base/limits.h"

/* The kept case of a batch of 20,000 assets. */
#define CASE_BYTES_MAX MIB(512)

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

/* A good signature of the kept case leads to this anchor. The case is in RFC 8785 form, where a
 * quote inside of a text is escaped, so these bytes are that member and nothing else. */
static struct rc
add_anchors(struct standing *g, const struct thing *d, struct happenings *out, struct err *e)
{
	AUTO(arena) a = arena_init(CASE_BYTES_MAX + MIB(1));
	struct slice bytes, member;
	bool found = false, read = false;
	for (size_t i = 0; i < g->lost_count; i++) {
		const struct lost_anchor *lost = &g->lost[i];
		if (!is_since(&lost->what, d))
			continue;
		if (!read)
			TRY(body_read(g->h, event_text(&d->event, "case"), CASE_BYTES_MAX, &a,
			    &bytes, &found, e));
		read = true;
		if (!arena_format(&a, &member, "\"anchor\":\"%.*s\"", SLICE_FMT(lost->key)))
			return arena_failed(&a, e);
		if (!found || slice_find(bytes, member, 0) != SIZE_MAX)
			TRY(happening_add(out, lost->what, e));
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

static struct rc
add_evidence(struct standing *g, const struct thing *d, bool all, struct happenings *out,
    struct err *e)
{
	for (size_t i = 0; i < d->event.ref_count; i++) {
		const struct happenings *h;
		if (!slice_starts(d->event.refs[i].id, SLICE("evidence:")))
			continue;
		TRY(evidence_of(g, d->event.refs[i].id, &h, e));
		for (size_t k = 0; k < h->count; k++)
			if ((all || h->at[k].bad) && is_since(&h->at[k], d))
				TRY(happening_add(out, h->at[k], e));
	}
	return DONE;
}

/* --- the whole -------------------------------------------------------------------------------- */

struct rc
standing_since(struct standing *g, const struct thing *d, bool all, struct happenings *out,
    struct err *e)
{
	size_t kept;
	TRY(add_evidence(g, d, all, out, e));
	TRY(add_anchors(g, d, out, e));
	kept = out->count;
	TRY(since_terms(g->h->store, d, &g->of, all, out, e));
	for (size_t i = kept; i < out->count; i++)
		if (all || out->at[i].bad)
			out->at[kept++] = out->at[i];
	out->count = kept;
	return DONE;
}
