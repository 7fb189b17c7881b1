/* check/certificate_identity.c - each device's certificate is the one that the maker lists for it.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/map.h"
#include "check/fact_walk.h"

/* What identity lists say about an asset: subject, a space, and the certificate's digest. */
static struct rc
listed_key(const struct check_call *c, struct slice asset, struct slice digest,
    struct slice *out, struct err *e)
{
	struct slice left;
	return arena_join(c->a, asset, SLICE(" "), &left) &&
	    arena_join(c->a, left, digest, out) ? DONE : arena_failed(c->a, e);
}

static struct rc
read_lists(const struct check_call *c, struct map *assets, struct map *pairs, struct err *e)
{
	struct walk w = {0};
	while (walk_next(&w, &c->needs[0], "identity")) {
		struct slice pair, digest = fact_text(w.fact, "certificate");
		TRY(map_put(assets, w.fact->subject, pairs, e));
		if (digest.len == 0)
			continue;		/* names nobody */
		TRY(listed_key(c, w.fact->subject, digest, &pair, e));
		TRY(map_put(pairs, pair, pairs, e));
	}
	return DONE;
}

static struct rc
compare(const struct check_call *c, const struct map *assets, const struct map *pairs,
    struct one_by_one *o, struct err *e)
{
	struct walk w = {0};
	while (walk_next(&w, &c->own, "certificate")) {
		struct slice pair;
		if (scope_asset(c, w.fact->subject) == SIZE_MAX)
			continue;
		TRY(listed_key(c, w.fact->subject, fact_text(w.fact, "certificate"), &pair, e));
		if (!map_has(assets, w.fact->subject))
			say(&o->now, FINDING_IDENTITY_MISSING, w.fact->subject, &w);
		else if (!map_has(pairs, pair))
			say(&o->now, FINDING_IDENTITY_MISMATCH, w.fact->subject, &w);
		one_next(o, w.fact->subject);
	}
	return DONE;
}

/* The item holds a certificate of an asset in scope. */
static bool
is_of_an_asset(const struct check_call *c, const struct item *it)
{
	for (size_t i = 0; i < it->fact_count; i++)
		if (slice_eq(it->facts[i].name, SLICE("certificate")) &&
		    scope_asset(c, it->facts[i].subject) != SIZE_MAX)
			return true;
	return false;
}

/* The asset that the item is bound to, else what the check is about. */
static struct slice
bound_asset(const struct check_call *c, const struct item *it)
{
	for (size_t i = 0; i < it->bound_count; i++)
		if (scope_asset(c, it->bound_to[i]) != SIZE_MAX)
			return it->bound_to[i];
	return c->subject;
}

/* Items without the facts that are compared show nothing. */
static void
say_silent(struct one_by_one *o)
{
	const struct check_call *c = o->c;
	struct walk w = {0};
	bool listed = walk_next(&w, &c->needs[0], "identity");
	for (size_t i = 0; i < c->needs[0].count && !listed; i++)
		reasons_add(o->out, FINDING_CARRIER_INCOMPLETE, c->subject,
		    c->needs[0].items[i]->id, SLICE(""));
	for (size_t i = 0; i < c->own.count; i++) {
		struct slice asset = bound_asset(c, c->own.items[i]);
		if (is_of_an_asset(c, c->own.items[i]))
			continue;
		reasons_add(&o->now, FINDING_EVIDENCE_UNBOUND, asset, c->own.items[i]->id,
		    SLICE(""));
		one_next(o, asset);
	}
}

static struct rc
run(const struct check_call *c, struct reasons *out, struct err *e)
{
	struct one_by_one o = one_by_one(c, out);
	struct map assets = map_init(), pairs = map_init();
	struct rc result = read_lists(c, &assets, &pairs, e);
	/* without a list it has been said that none is here */
	if (!failed(result) && c->needs[0].count > 0)
		result = compare(c, &assets, &pairs, &o, e);
	say_silent(&o);
	one_end(&o);
	map_drop(&assets);
	map_drop(&pairs);
	return result;
}

const struct check check_certificate_identity = {
	.name = "certificate_identity", .revision = 1,
	.sentence = "the certificate of each serial is the one that the maker's identity list "
	    "names for it",
	.supporting = "certificate identity",
	.adverse = "",
	.own = true,
	.params = {
		{ "identities", "the maker's identity list", CHECK_NEED, true, FINDING_NONE },
	},
	.run = run,
};
