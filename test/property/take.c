/* take.c - law 1: what supports is taken away.
 * SPDX-License-Identifier: Apache-2.0 */
#include "change.h"

static void
at_item(struct change *ch, enum width width, const struct item *it)
{
	ch->width = width;
	ch->item = it->id;
}

static void
at_fact(struct change *ch, enum width width, const struct item *it, const struct fact *f)
{
	at_item(ch, width, it);
	ch->place = f->place;
	ch->fact = f->name;
}

static bool
take_item(struct world *w, struct change *ch)
{
	struct item *it = pick_any(w);
	at_item(ch, WIDTH_ITEM, it);
	without(w->c.items, &w->c.item_count, (size_t)(it - w->c.items), sizeof(*it));
	return true;
}

static bool
take_fact(struct world *w, struct change *ch)
{
	struct item *it = pick_any(w);
	struct fact *f = pick_fact(w, it, NULL);
	if (f == NULL)
		return false;
	at_fact(ch, WIDTH_FACT, it, f);
	without(it->facts, &it->fact_count, (size_t)(f - it->facts), sizeof(*f));
	return true;
}

/* What names another release, product or scope statement becomes one that names none, and is taken
 * for every one. Whether a statement that names none is good enough is not for this test to decide:
 * these are not taken. */
static bool
is_undecided(const struct fact *f, struct slice member)
{
	static const char *const names[][2] = {
		{ "support", "release" }, { "support", "product" }, { "use", "product" },
		{ "manifest", "release" }, { "manifest", "product" }, { "claim", "scope" },
		{ "bom", "name" }, { "bom", "purl" }, { "status", "product" },
		{ "requirement", "edition" }, { "test", "edition" }, { "measure", "edition" },
		{ "measure", "zone" },
		/* the maker calls its evidence less than it is: that speaks against */
		{ "requirement", "confidence" },
	};
	for (size_t i = 0; i < COUNT(names); i++)
		if (slice_eq(f->name, slice_of(names[i][0])) &&
		    slice_eq(member, slice_of(names[i][1])))
			return true;
	return false;
}

static bool
take_member(struct world *w, struct change *ch)
{
	struct item *it = pick_any(w);
	struct fact *f = pick_fact(w, it, NULL);
	if (f == NULL || f->value.count == 0)
		return false;
	struct slice name = f->value.members[rng_below(w->r, f->value.count)].name;
	if (is_undecided(f, name))
		return false;
	at_fact(ch, WIDTH_MEMBER, it, f);
	ch->member = name;
	return drop_member(w, f, (const char *)text(w, "%.*s%c", SLICE_FMT(name), 0).at);
}

static bool
is_revoked(const struct signature *s)
{
	for (size_t i = 0; i < s->chain_count; i++)
		if (s->chain[i].revoked_ms != TIME_UNKNOWN)
			return true;
	return false;
}

static struct signature *
pick_signature(struct world *w, struct change *ch)
{
	struct item *it = pick_any(w);
	if (it->signature_count == 0)
		return NULL;
	struct signature *s = &it->signatures[rng_below(w->r, it->signature_count)];
	at_item(ch, WIDTH_ITEM, it);
	/* a broken or a revoked one speaks against: it is not taken */
	return s->status == SIGNATURE_BROKEN || is_revoked(s) ? NULL : s;
}

static bool
take_signature(struct world *w, struct change *ch)
{
	struct signature *s = pick_signature(w, ch);
	if (s == NULL)
		return false;
	for (size_t i = 0; i < w->c.item_count; i++) {
		struct item *it = &w->c.items[i];
		if (s >= it->signatures && s < it->signatures + it->signature_count) {
			without(it->signatures, &it->signature_count, (size_t)(s -
			    it->signatures), sizeof(*s));
			return true;
		}
	}
	BUG("a signature of no item");
}

/* A bound of its window. */
static bool
take_window(struct world *w, struct change *ch)
{
	struct signature *s = pick_signature(w, ch);
	if (s == NULL)
		return false;
	*(rng_one_in(w->r, 2) ? &s->from_ms : &s->until_ms) = TIME_UNKNOWN;
	return true;
}

static bool
take_purpose(struct world *w, struct change *ch)
{
	struct signature *s = pick_signature(w, ch);
	if (s == NULL || s->purposes == 0)
		return false;
	s->purposes &= s->purposes - 1;
	return true;
}

static bool
take_list(struct world *w, struct change *ch)
{
	struct signature *s = pick_signature(w, ch);
	if (s == NULL || s->chain_count == 0)
		return false;
	struct chain_link *l = &s->chain[rng_below(w->r, s->chain_count)];
	if (l->list_count == 0)
		return false;
	size_t i = rng_below(w->r, l->list_count);
	switch (rng_below(w->r, 3)) {
	case 0: l->lists[i].this_update_ms = TIME_UNKNOWN; break;
	case 1: l->lists[i].next_update_ms = TIME_UNKNOWN; break;
	default: without(l->lists, &l->list_count, i, sizeof(*l->lists)); break;
	}
	return true;
}

static bool
take_binding(struct world *w, struct change *ch)
{
	struct item *it = pick_any(w);
	if (it->bound_count == 0)
		return false;
	at_item(ch, WIDTH_ITEM, it);
	without(it->bound_to, &it->bound_count, rng_below(w->r, it->bound_count),
	    sizeof(struct slice));
	return true;
}

static bool
take_made(struct world *w, struct change *ch)
{
	struct item *it = pick_any(w);
	at_item(ch, WIDTH_ITEM, it);
	it->made_ms = TIME_UNKNOWN;
	return true;
}

static bool
take_voucher(struct world *w, struct change *ch)
{
	struct item *it = pick_item(w, "firmware_image");
	if (it == NULL || it->vouched_count == 0)
		return false;
	at_item(ch, WIDTH_ITEM, it);
	without(it->vouched_by, &it->vouched_count, rng_below(w->r, it->vouched_count),
	    sizeof(struct slice));
	return true;
}

static bool
take_producer(struct world *w, struct change *ch)
{
	struct item *it = pick_any(w);
	at_item(ch, WIDTH_ITEM, it);
	it->producer = SLICE("");
	return true;
}

static bool
take_stage(struct world *w, struct change *ch)
{
	struct item *it = pick_item(w, "visual_inspection");
	if (it == NULL)
		return false;
	at_item(ch, WIDTH_ITEM, it);
	it->stage = SLICE("");
	return true;
}

/* Kept becomes held, held becomes seen. */
static bool
take_holding(struct world *w, struct change *ch)
{
	struct item *it = pick_any(w);
	if (it->holding == HOLDING_SEEN)
		return false;
	at_item(ch, WIDTH_ITEM, it);
	it->holding++;
	return true;
}

static bool
take_anchor(struct world *w, struct change *ch)
{
	(void)ch;
	if (w->c.anchor_count == 0)
		return false;
	without(w->c.anchors, &w->c.anchor_count, rng_below(w->r, w->c.anchor_count),
	    sizeof(struct case_anchor));
	return true;
}

static bool
take_review(struct world *w, struct change *ch)
{
	(void)ch;
	if (w->c.review_count == 0)
		return false;
	size_t i = rng_below(w->r, w->c.review_count);
	/* one that failed speaks against: it is not taken */
	if (slice_eq(w->c.reviews[i].result, SLICE("fail")))
		return false;
	without(w->c.reviews, &w->c.review_count, i, sizeof(struct case_review));
	return true;
}

/* Nobody knows any more which key recorded it, how the reader stands to the producer, or both. */
static bool
take_recorder(struct world *w, struct change *ch)
{
	static const char *const members[] = { "key", "relation" };
	(void)ch;
	if (w->c.review_count == 0)
		return false;
	struct case_review *r = &w->c.reviews[rng_below(w->r, w->c.review_count)];
	if (r->fact_count == 0)
		return false;
	if (rng_one_in(w->r, 3))
		r->fact_count = 0;
	else
		(void)drop_member(w, &r->facts[0], members[rng_below(w->r, COUNT(members))]);
	return true;
}

/* It passed in no sense any more. One that failed speaks against, and takes nothing away. */
static bool
take_result(struct world *w, struct change *ch)
{
	(void)ch;
	if (w->c.review_count == 0)
		return false;
	struct case_review *r = &w->c.reviews[rng_below(w->r, w->c.review_count)];
	if (!slice_eq(r->result, SLICE("pass")))
		return false;
	r->result = SLICE("indeterminate");
	return true;
}

static bool
take_exception(struct world *w, struct change *ch)
{
	(void)ch;
	if (w->c.exception_count == 0)
		return false;
	without(w->c.exceptions, &w->c.exception_count, rng_below(w->r, w->c.exception_count),
	    sizeof(struct case_exception));
	return true;
}

static bool
take_product(struct world *w, struct change *ch)
{
	(void)ch;
	w->c.scope.product = SLICE("");
	return true;
}

static bool
take_manufacturer(struct world *w, struct change *ch)
{
	(void)ch;
	w->c.scope.manufacturer = SLICE("");
	return true;
}

/* What is taken most often stands several times. */
static const struct op ops[] = {
	{ "item", take_item }, { "item", take_item }, { "item", take_item },
	{ "fact", take_fact }, { "fact", take_fact }, { "fact", take_fact },
	{ "member", take_member }, { "member", take_member }, { "member", take_member },
	{ "member", take_member }, { "signature", take_signature }, { "window", take_window },
	{ "purpose", take_purpose }, { "revocation list", take_list },
	{ "binding", take_binding }, { "date", take_made }, { "voucher", take_voucher },
	{ "producer", take_producer }, { "stage", take_stage }, { "holding", take_holding },
	{ "anchor", take_anchor }, { "review", take_review },
	{ "recorder of a reading", take_recorder }, { "result of a reading", take_result },
	{ "exception", take_exception },
	{ "product", take_product }, { "manufacturer", take_manufacturer },
};

struct ops
take_ops(void)
{
	return (struct ops){ ops, COUNT(ops) };
}
