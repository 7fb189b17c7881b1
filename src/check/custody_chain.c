/* check/custody_chain.c - the recorded hand-offs lead from the maker to the receiver.
 *
 * A gap or a contradiction between two recorded hand-offs is a break. A chain that begins late,
 * ends early or lacks a receipt is incomplete: its missing parts may exist.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "check/fact_walk.h"

/* One record, its hand-offs in their order. */
struct chain {
	const struct item	*item;
	const struct fact	*head;
	const struct fact	**handoffs;
	size_t			 count;
};

static void
say_of(struct reasons *out, enum finding_id id, const struct check_call *c,
    const struct chain *chain, const struct fact *at)
{
	reasons_add(out, id, asset_or_all(c, chain->head), chain->item->id, at->place);
}

/* Places the hand-offs by their ordinal; false when one is missing or there twice. */
static struct rc
order(const struct check_call *c, struct chain *chain, bool *complete, struct err *e)
{
	int64_t stated, at;
	const struct item *it = chain->item;
	*complete = false;
	if (!fact_int(chain->head, "handoffs", &stated) || stated < 1 ||
	    (uint64_t)stated != (uint64_t)facts_in(it, "handoff"))
		return DONE;
	chain->handoffs = ARENA_ARRAY(c->a, const struct fact *, (size_t)stated);
	if (chain->handoffs == NULL)
		return arena_failed(c->a, e);
	for (size_t i = 0; i < it->fact_count; i++) {
		if (!slice_eq(it->facts[i].name, SLICE("handoff")))
			continue;
		if (!fact_int(&it->facts[i], "ordinal", &at) || at < 0 || at >= stated ||
		    chain->handoffs[at] != NULL)
			return DONE;
		chain->handoffs[at] = &it->facts[i];
	}
	chain->count = (size_t)stated;
	*complete = true;
	return DONE;
}

/* Who is named as the origin is the maker, where it is known. */
static bool
is_of_maker(const struct check_call *c, const struct chain *chain)
{
	struct slice maker = c->form->scope.manufacturer;
	struct slice origin = fact_text(chain->head, "origin");
	return maker.len == 0 || origin.len == 0 || slice_eq(origin, maker);
}

/* Both are stated, and another. */
static bool
differ(struct slice a, struct slice b)
{
	return a.len > 0 && b.len > 0 && !slice_eq(a, b);
}

/* From and to do not meet, or a time lies before the one in front of it. */
static bool
breaks(const struct fact *before, const struct fact *after)
{
	int64_t received = fact_time(before, "received"), handed = fact_time(after, "handed");
	if (received == TIME_UNKNOWN)
		received = fact_time(before, "handed");
	return differ(fact_text(before, "to"), fact_text(after, "from")) ||
	    (received != TIME_UNKNOWN && handed != TIME_UNKNOWN && handed < received);
}

static void
find_breaks(const struct check_call *c, const struct chain *chain, struct reasons *out)
{
	for (size_t i = 0; i < chain->count; i++) {
		const struct fact *h = chain->handoffs[i];
		int64_t handed = fact_time(h, "handed"), received = fact_time(h, "received");
		bool backwards = handed != TIME_UNKNOWN && received != TIME_UNKNOWN &&
		    received < handed;
		if (backwards || (i > 0 && breaks(chain->handoffs[i - 1], h)))
			say_of(out, FINDING_CUSTODY_BREAK, c, chain, h);
	}
}

/* The chain begins or ends where the record says that the goods did. */
static bool
meets(const struct fact *handoff, const char *who, const struct fact *head, const char *end)
{
	struct slice stated = fact_text(head, end);
	return stated.len > 0 && slice_eq(fact_text(handoff, who), stated);
}

static void
find_ends(const struct check_call *c, const struct chain *chain, struct reasons *out)
{
	const struct fact *first = chain->handoffs[0], *last = chain->handoffs[chain->count - 1];
	if (!meets(first, "from", chain->head, "origin"))
		say_of(out, FINDING_CUSTODY_INCOMPLETE, c, chain, first);
	if (!meets(last, "to", chain->head, "destination"))
		say_of(out, FINDING_CUSTODY_INCOMPLETE, c, chain, last);
	if (!is_of_maker(c, chain))
		say_of(out, FINDING_CUSTODY_INCOMPLETE, c, chain, chain->head);
	for (size_t i = 0; i < chain->count; i++) {
		int64_t handed = fact_time(chain->handoffs[i], "handed");
		int64_t received = fact_time(chain->handoffs[i], "received");
		struct slice from = fact_text(chain->handoffs[i], "from");
		struct slice to = fact_text(chain->handoffs[i], "to");
		if (from.len == 0 || to.len == 0 || slice_eq(from, to) ||
		    handed == TIME_UNKNOWN || received == TIME_UNKNOWN ||
		    received > c->form->valid_at_ms)
			say_of(out, FINDING_CUSTODY_INCOMPLETE, c, chain, chain->handoffs[i]);
	}
}

static struct rc
run(const struct check_call *c, struct reasons *out, struct err *e)
{
	struct one_by_one o = one_by_one(c, out);
	struct walk w = {0};
	while (walk_next(&w, &c->own, "custody")) {
		struct chain chain = { .item = w.item, .head = w.fact };
		bool complete;
		TRY(order(c, &chain, &complete, e));
		if (!complete || is_foreign(c, w.fact)) {
			say_of(&o.now, FINDING_CUSTODY_INCOMPLETE, c, &chain, w.fact);
		} else {
			find_breaks(c, &chain, &o.now);
			find_ends(c, &chain, &o.now);
		}
		one_next(&o, asset_or_all(c, w.fact));
	}
	one_silent(&o, &c->own, "custody", FINDING_CUSTODY_INCOMPLETE, false);
	one_end(&o);
	return DONE;
}

const struct check check_custody_chain = {
	.name = "custody_chain", .revision = 1,
	.sentence = "the recorded hand-offs lead from the maker to the receiver without a gap, "
	    "each with the time it was handed over and received",
	.supporting = "custody handoff",
	.adverse = "",
	.own = true,
	.run = run,
};
