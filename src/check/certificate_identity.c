/* check/certificate_identity.c - each device's certificate is the one that the maker lists for it.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/map.h"
#include "check/fact_walk.h"

/* What identity lists say about an asset: subject, a space, and the certificate's digest. */
static struct rc
listed_key(const struct check_call *c, struct slice asset, struct slice digest,
    struct slice *out, struct err *e)
{
	if (!arena_format(c->a, out, "%.*s %.*s", SLICE_FMT(asset), SLICE_FMT(digest)))
		return arena_failed(c->a, e);
	return DONE;
}

static struct rc
read_lists(const struct check_call *c, struct map *assets, struct map *pairs, struct err *e)
{
	struct walk w = {0};
	while (walk_next(&w, &c->needs[0], "identity")) {
		struct slice pair;
		TRY(listed_key(c, w.fact->subject, fact_text(w.fact, "certificate"), &pair, e));
		TRY(map_put(assets, w.fact->subject, pairs, e));
		TRY(map_put(pairs, pair, pairs, e));
	}
	return DONE;
}

static struct rc
compare(const struct check_call *c, const struct map *assets, const struct map *pairs,
    struct reasons *out, struct err *e)
{
	struct walk w = {0};
	while (walk_next(&w, &c->own, "certificate")) {
		struct slice pair;
		if (scope_asset(c->form, w.fact->subject) == SIZE_MAX || assets->count == 0)
			continue;
		TRY(listed_key(c, w.fact->subject, fact_text(w.fact, "certificate"), &pair, e));
		if (!map_has(assets, w.fact->subject))
			say(out, FINDING_IDENTITY_MISSING, w.fact->subject, &w);
		else if (!map_has(pairs, pair))
			say(out, FINDING_IDENTITY_MISMATCH, w.fact->subject, &w);
	}
	return DONE;
}

static struct rc
run(const struct check_call *c, struct reasons *out, struct err *e)
{
	struct map assets = map_init(), pairs = map_init();
	struct rc result = read_lists(c, &assets, &pairs, e);
	if (!failed(result))
		result = compare(c, &assets, &pairs, out, e);
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
