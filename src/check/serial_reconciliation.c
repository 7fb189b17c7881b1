/* check/serial_reconciliation.c - ordered, listed, received and identified serials add up.
 *
 * Every list that is admitted is complete for the delivery: a serial that it does not name is not
 * in it. Only serials of the scope are looked at; all of them stand in some list.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/map.h"
#include "check/fact_walk.h"

enum { ORDERED, LISTED, RECEIVED, IDENTITIES, LISTS };

/* Where a serial stands in a list; item null: not there. last: the last item that names it. */
struct stand { const struct item *item, *last; const struct fact *fact; };

/* stands: for each list one for each asset of the scope. present: the list was admitted, and
 * names serials. */
struct lists {
	const struct check_call	*c;
	struct reasons		*out;
	struct stand		*stands[LISTS];
	bool			 present[LISTS];
};

static void
say_at(struct lists *l, enum finding_id id, size_t asset, const struct stand *at)
{
	reasons_add(l->out, id, l->c->form->scope.assets[asset], at->item->id, at->fact->place);
}

/* --- reading the lists ------------------------------------------------------------------------ */

static void
take(struct lists *l, unsigned list, const struct walk *w)
{
	size_t asset = scope_asset(l->c, w->fact->subject);
	int64_t quantity;
	if (asset == SIZE_MAX)
		return;
	struct stand *s = &l->stands[list][asset];
	struct stand here = { w->item, w->item, w->fact };
	if (s->last == w->item)
		say_at(l, FINDING_SERIAL_DUPLICATE, asset, &here);
	if (fact_int(w->fact, "quantity", &quantity) && quantity != 1)
		say_at(l, FINDING_QUANTITY_MISMATCH, asset, &here);
	if (s->item == NULL)
		*s = here;
	s->last = w->item;
}

static struct rc
read_list(struct lists *l, unsigned list, const char *fact, struct err *e)
{
	struct walk w = {0};
	size_t assets = l->c->form->scope.asset_count;
	const struct admitted *in = &l->c->needs[list];
	l->stands[list] = ARENA_ARRAY(l->c->a, struct stand, assets);
	if (l->stands[list] == NULL)
		return arena_failed(l->c->a, e);
	while (walk_next(&w, in, fact)) {
		l->present[list] = true;
		take(l, list, &w);
	}
	return DONE;
}

/* A list without serials says nothing about which serials there are. An order may name a quantity
 * in their place. */
static void
say_without_serials(struct lists *l, unsigned list)
{
	struct walk w = {0};
	const struct admitted *in = &l->c->needs[list];
	bool counted = false;
	while (list == ORDERED && walk_next(&w, in, "quantity"))
		counted = counted || !is_foreign(l->c, w.fact);
	for (size_t i = 0; i < in->count && !l->present[list] && !counted; i++)
		reasons_add(l->out, FINDING_CARRIER_INCOMPLETE, l->c->subject, in->items[i]->id,
		    SLICE(""));
}

/* --- quantities ------------------------------------------------------------------------------- */

static int64_t
count_in(const struct lists *l, unsigned list)
{
	int64_t n = 0;
	for (size_t i = 0; i < l->c->form->scope.asset_count; i++)
		n += l->stands[list][i].item != NULL;
	return n;
}

static int64_t
count_delivered(const struct lists *l)
{
	int64_t n = 0;
	for (size_t i = 0; i < l->c->form->scope.asset_count; i++)
		n += l->stands[LISTED][i].item != NULL || l->stands[RECEIVED][i].item != NULL;
	return n;
}

/* How many assets of the scope one item names. */
static struct rc
count_of(const struct lists *l, const struct admitted *one, int64_t *count, struct err *e)
{
	struct walk w = {0};
	bool *named = ARENA_ARRAY(l->c->a, bool, l->c->form->scope.asset_count);
	*count = 0;
	if (named == NULL)
		return arena_failed(l->c->a, e);
	while (walk_next(&w, one, "listed")) {
		size_t asset = scope_asset(l->c, w.fact->subject);
		if (asset == SIZE_MAX || named[asset])
			continue;
		named[asset] = true;
		++*count;
	}
	return DONE;
}

/* The quantities that one list states must be the number of its serials; of a list without serials
 * beside others, that of all of them. Each is held against its own: the same list in two forms
 * states nothing twice. Where the order names serials, the ordered number will do too: what is
 * missing of it is said of those serials. */
static struct rc
compare_quantity(struct lists *l, unsigned list, const struct item *it, struct err *e)
{
	const struct admitted one = { &it, 1 };
	struct walk w = {0};
	int64_t sum = 0, here, counted;
	bool stated = false;
	while (walk_next(&w, &one, "quantity")) {
		if (is_foreign(l->c, w.fact) || !fact_int(w.fact, "quantity", &here))
			continue;
		/* what no list can hold is no number of serials */
		sum += here < 0 || here > INT32_MAX ? INT32_MAX : here;
		stated = true;
	}
	TRY(count_of(l, &one, &counted, e));
	if (counted == 0)
		counted = l->present[list] ? count_in(l, list) : count_delivered(l);
	bool explained = l->present[ORDERED] && sum == count_in(l, ORDERED);
	if (!stated || sum == counted || explained || (!l->present[list] && list != ORDERED))
		return DONE;
	for (w = (struct walk){0}; walk_next(&w, &one, "quantity");)
		say(l->out, FINDING_QUANTITY_MISMATCH, l->c->subject, &w);
	return DONE;
}

/* --- comparing -------------------------------------------------------------------------------- */

static const struct stand *
delivered_at(const struct lists *l, size_t asset)
{
	if (l->stands[LISTED][asset].item != NULL)
		return &l->stands[LISTED][asset];
	return &l->stands[RECEIVED][asset];
}

/* from names the asset, and to, which is there, does not. */
static bool
lacks(const struct lists *l, size_t asset, unsigned from, unsigned to)
{
	return l->present[to] && l->stands[from][asset].item != NULL &&
	    l->stands[to][asset].item == NULL;
}

/* An asset of the scope that a certificate or the maker's list names, and no list of the delivery:
 * nothing shows that it is part of it. */
static void
say_unlisted(struct lists *l, size_t asset)
{
	bool any = false, named = false;
	for (unsigned list = ORDERED; list <= RECEIVED; list++) {
		any = any || l->present[list];
		named = named || l->stands[list][asset].item != NULL;
	}
	if (any && !named)
		reasons_add(l->out, FINDING_EVIDENCE_UNBOUND, l->c->form->scope.assets[asset],
		    l->c->needs[LISTED].count > 0 ? l->c->needs[LISTED].items[0]->id : SLICE(""),
		    SLICE(""));
}

static void
compare_asset(struct lists *l, size_t i)
{
	const struct stand *delivered = delivered_at(l, i);
	unsigned first = l->present[ORDERED] ? ORDERED : LISTED;
	if (lacks(l, i, first, LISTED) || lacks(l, i, first, RECEIVED))
		say_at(l, FINDING_SERIAL_MISSING, i, &l->stands[first][i]);
	for (unsigned list = LISTED; list <= RECEIVED; list++)
		if (list != first && lacks(l, i, list, first))
			say_at(l, FINDING_SERIAL_UNEXPECTED, i, &l->stands[list][i]);
	if (delivered->item == NULL && !l->present[LISTED] && !l->present[RECEIVED])
		delivered = &l->stands[ORDERED][i];
	if (delivered->item != NULL && l->present[IDENTITIES] &&
	    l->stands[IDENTITIES][i].item == NULL)
		say_at(l, FINDING_IDENTITY_MISSING, i, delivered);
	say_unlisted(l, i);
}

static void
say_shared(struct lists *l, const struct walk *w)
{
	if (scope_asset(l->c, w->fact->subject) != SIZE_MAX)
		say(l->out, FINDING_CERTIFICATE_SHARED, w->fact->subject, w);
}

/* One certificate is given to two serials, in scope or not: those in scope are named, each at its
 * own entry. */
static struct rc
find_shared(struct lists *l, struct err *e)
{
	struct map owner = map_init();
	struct rc result = DONE;
	struct walk w = {0};
	while (!failed(result) && walk_next(&w, &l->c->needs[IDENTITIES], "identity")) {
		struct slice digest = fact_text(w.fact, "certificate");
		const struct walk *other = digest.len > 0 ? map_get(&owner, digest) : NULL;
		if (other != NULL && !slice_eq(other->fact->subject, w.fact->subject)) {
			say_shared(l, &w);
			say_shared(l, other);
		} else if (other == NULL && digest.len > 0) {
			struct walk *first = ARENA_NEW(l->c->a, struct walk);
			if (first != NULL)
				*first = w;
			result = first != NULL ? map_put(&owner, digest, first, e) :
			    arena_failed(l->c->a, e);
		}
	}
	map_drop(&owner);
	return result;
}

static struct rc
run(const struct check_call *c, struct reasons *out, struct err *e)
{
	struct lists l = { .c = c, .out = out };
	/* where nothing names an asset, nothing can be missing: that shows nothing */
	if (c->form->scope.asset_count == 0 && c->needs[LISTED].count > 0)
		reasons_add(out, FINDING_SUBJECT_UNKNOWN, c->subject, SLICE(""), SLICE(""));
	TRY(read_list(&l, ORDERED, "listed", e));
	TRY(read_list(&l, LISTED, "listed", e));
	TRY(read_list(&l, RECEIVED, "listed", e));
	TRY(read_list(&l, IDENTITIES, "identity", e));
	for (unsigned list = ORDERED; list < LISTS; list++)
		say_without_serials(&l, list);
	for (unsigned list = ORDERED; list <= RECEIVED; list++)
		for (size_t i = 0; i < c->needs[list].count; i++)
			TRY(compare_quantity(&l, list, c->needs[list].items[i], e));
	for (size_t i = 0; i < c->form->scope.asset_count; i++)
		compare_asset(&l, i);
	return find_shared(&l, e);
}

const struct check check_serial_reconciliation = {
	.name = "serial_reconciliation", .revision = 1,
	.sentence = "the serials ordered, listed, received and named by the maker add up: none is "
	    "missing, unexpected, twice in one list, or without an identity of its own",
	.supporting = "listed quantity identity",
	.adverse = "",
	.params = {
		{ "ordered", "what was ordered", CHECK_NEED, false, FINDING_NONE },
		{ "listed", "what was sent", CHECK_NEED, true, FINDING_NONE },
		{ "received", "what came in", CHECK_NEED, false, FINDING_NONE },
		{ "identities", "whom the maker knows", CHECK_NEED, false, FINDING_NONE },
	},
	.run = run,
};
