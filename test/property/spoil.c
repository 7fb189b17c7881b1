/* spoil.c - a good case is spoiled in 0 to 3 ways, so that criteria fail or cannot tell.
 *
 * One way is one change of the three laws, or damage to one item, or the same damage to many: the
 * last because a case has far more criteria than one item can spoil.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "change.h"

/* --- damage to one item ----------------------------------------------------------------------- */

static void
each_signature(struct world *w, struct item *it, void (*run)(struct world *, struct signature *))
{
	for (size_t i = 0; i < it->signature_count; i++)
		run(w, &it->signatures[i]);
}

static void
forget_key(struct world *w, struct signature *s)
{
	(void)w;
	*s = (struct signature){ .status = SIGNATURE_UNVERIFIABLE, .scheme = s->scheme,
	    .algorithm = s->algorithm, .key = s->key, .signer = s->signer, .anchor = SLICE(""),
	    .from_ms = TIME_UNKNOWN, .until_ms = TIME_UNKNOWN, .claimed_ms = TIME_UNKNOWN };
}

static void
break_it(struct world *w, struct signature *s)
{
	forget_key(w, s);
	s->status = SIGNATURE_BROKEN;
}

static void
other_purpose(struct world *w, struct signature *s)
{
	(void)w;
	s->purposes = PURPOSE_LOG;
}

static void
end_window(struct world *w, struct signature *s)
{
	s->until_ms = w->c.valid_at_ms - DAY_MS;
}

static void
end_lists(struct world *w, struct signature *s)
{
	for (size_t i = 0; i < s->chain_count; i++)
		for (size_t k = 0; k < s->chain[i].list_count; k++)
			s->chain[i].lists[k].next_update_ms = w->c.valid_at_ms - DAY_MS;
}

static void
unknown_key(struct world *w, struct item *it)
{
	each_signature(w, it, forget_key);
}

static void
broken(struct world *w, struct item *it)
{
	each_signature(w, it, break_it);
	if (it->signature_count == 0)
		it->valid_until_ms = w->c.valid_at_ms - DAY_MS;
}

static void
wrong_purpose(struct world *w, struct item *it)
{
	each_signature(w, it, other_purpose);
	if (it->signature_count == 0)
		it->valid_until_ms = w->c.valid_at_ms - DAY_MS;
}

static void
lapsed(struct world *w, struct item *it)
{
	each_signature(w, it, end_window);
	if (it->signature_count == 0)
		it->valid_until_ms = w->c.valid_at_ms - DAY_MS;
}

static void
uncovered(struct world *w, struct item *it)
{
	each_signature(w, it, end_lists);
}

static void
unsigned_now(struct world *w, struct item *it)
{
	(void)w;
	it->signature_count = 0;
}

/* By a key that nobody here knows: it says nothing, so it may not take anything away. */
static void
signed_by_stranger(struct world *w, struct item *it)
{
	if (it->signature_count > 0)
		return;
	it->signatures = grown(w, NULL, &it->signature_count, sizeof(struct signature));
	it->signatures[0] = (struct signature){ .scheme = SLICE("dsse"),
	    .algorithm = SLICE("ed25519"), .key = digest(w), .signer = SLICE("") };
	forget_key(w, &it->signatures[0]);
}

static void
damaged(struct world *w, struct item *it)
{
	it->findings = grown(w, it->findings, &it->finding_count, sizeof(struct reason));
	it->findings[it->finding_count - 1] = (struct reason){ FINDING_INPUT_MALFORMED, SLICE(""),
	    it->id, SLICE("+7") };
}

static void
only_seen(struct world *w, struct item *it)
{
	(void)w;
	it->holding = HOLDING_SEEN;
}

static void
unbound(struct world *w, struct item *it)
{
	(void)w;
	it->bound_count = 0;
}

static void
old(struct world *w, struct item *it)
{
	it->made_ms = rng_one_in(w->r, 2) ? TIME_UNKNOWN : w->c.valid_at_ms - 900 * DAY_MS;
}

/* A text says something else: the version, the digest, the name of a place or of a serial. */
static void
misstated(struct world *w, struct item *it)
{
	struct fact *f = pick_fact(w, it, NULL);
	if (f == NULL || f->value.count == 0)
		return;
	struct member *m = &f->value.members[rng_below(w->r, f->value.count)];
	const char *name = (const char *)text(w, "%.*s%c", SLICE_FMT(m->name), 0).at;
	if (m->value.kind == VALUE_STRING)
		set_text(w, f, name, digest(w));
	else if (m->value.kind == VALUE_NUMBER)
		set_int(w, f, name, 9);
	else
		set_bool(w, f, name, false);
}

/* The kind of damage that no law takes back: it stays in every change. */
static void (*const fails[])(struct world *, struct item *) = {
	broken, broken, wrong_purpose, lapsed, misstated,
};
static void (*const lacks[])(struct world *, struct item *) = {
	unknown_key, signed_by_stranger, uncovered, unsigned_now, damaged, only_seen, unbound, old,
};

/* --- ways ------------------------------------------------------------------------------------- */

static void
damage(struct world *w, void (*run)(struct world *, struct item *), size_t one_in)
{
	for (size_t i = 0; i < w->c.item_count; i++)
		if (rng_one_in(w->r, one_in))
			run(w, &w->c.items[i]);
}

static void
change(struct world *w, struct ops ops)
{
	struct change ignored = {0};
	(void)ops.at[rng_below(w->r, ops.count)].run(w, &ignored);
}

static void
with_the_goods(struct world *w)
{
	for (size_t i = 0; i < w->c.anchor_count; i++)
		w->c.anchors[i].how = HOW_WITH_THE_GOODS;
	for (size_t i = 0; i < w->c.item_count; i++)
		for (size_t k = 0; k < w->c.items[i].signature_count; k++)
			w->c.items[i].signatures[k].how = HOW_WITH_THE_GOODS;
}

static void
cover_by_exception(struct world *w)
{
	static const char *const criteria[] = { "serials", "custody", "firmware", "updates" };
	w->c.exceptions = grown(w, w->c.exceptions, &w->c.exception_count,
	    sizeof(struct case_exception));
	struct case_exception *x = &w->c.exceptions[w->c.exception_count - 1];
	*x = (struct case_exception){ .id = text(w, "exception:%zu", w->c.exception_count),
	    .criterion = slice_of(criteria[rng_below(w->r, COUNT(criteria))]),
	    .outcome = rng_one_in(w->r, 2) ? SLICE("risk_accept") :
	    SLICE("accept_with_exception"), .from_ms = TIME_MIN, .until_ms = TIME_MAX,
	    .approved = !rng_one_in(w->r, 4) };
	x->subjects = grown(w, NULL, &x->subject_count, sizeof(struct slice));
	x->subjects[0] = rng_one_in(w->r, 2) || w->c.scope.asset_count == 0 ?
	    w->c.scope.subject : w->c.scope.assets[0];
}

static void
one_way(struct world *w)
{
	switch (rng_below(w->r, 13)) {
	case 0: change(w, take_ops()); break;
	case 1: case 2: change(w, adverse_ops()); break;
	case 3: change(w, carrier_ops()); break;
	case 4: damage(w, fails[rng_below(w->r, COUNT(fails))], 8); break;
	case 5: damage(w, lacks[rng_below(w->r, COUNT(lacks))], 8); break;
	case 6: case 7: case 8: damage(w, fails[rng_below(w->r, COUNT(fails))], 1); break;
	case 9: case 10: damage(w, lacks[rng_below(w->r, COUNT(lacks))], 1); break;
	case 11: damage(w, misstated, 1); break;
	default:
		if (rng_one_in(w->r, 3))
			with_the_goods(w);
		else
			cover_by_exception(w);
		break;
	}
}

void
spoil(struct world *w)
{
	size_t ways = rng_below(w->r, 4);
	for (size_t i = 0; i < ways && w->c.item_count > 0; i++)
		one_way(w);
}
