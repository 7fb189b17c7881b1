/* check/readout_by_own_key.c - each answer to a challenge is signed with the device's own key.
 *
 * A certificate on file shows issuer and binding; that the device has the key, only its answer
 * shows. An answer that another device signed shows nothing about this one, and neither does one
 * to a challenge that several were given: it may be old.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/map.h"
#include "check/fact_walk.h"

/* The asset of each device certificate, by the certificate's digest. */
static struct rc
read_certificates(const struct check_call *c, struct map *owner, struct err *e)
{
	struct walk w = {0};
	while (walk_next(&w, &c->needs[0], "certificate")) {
		struct slice *asset = ARENA_NEW(c->a, struct slice);
		struct slice digest = fact_text(w.fact, "certificate");
		if (asset == NULL)
			return arena_failed(c->a, e);
		*asset = w.fact->subject;
		if (digest.len > 0)
			TRY(map_put(owner, digest, asset, e));
	}
	return DONE;
}

/* Signed by a certificate that is on file for this asset. */
static bool
is_own(const struct map *owner, const struct item *it, struct slice asset)
{
	for (size_t i = 0; i < it->signature_count; i++) {
		const struct signature *s = &it->signatures[i];
		if (s->status != SIGNATURE_GOOD || s->chain_count == 0)
			continue;
		const struct slice *named = map_get(owner, s->chain[0].certificate);
		if (named != NULL && slice_eq(*named, asset))
			return true;
	}
	return false;
}

/* The asset that answered each challenge with its own key, or null where several did. */
static struct rc
read_challenges(const struct check_call *c, const struct map *owner, struct map *asked,
    struct err *e)
{
	struct walk w = {0};
	while (walk_next(&w, &c->own, "readout")) {
		struct slice challenge = fact_text(w.fact, "challenge");
		struct slice *asset = ARENA_NEW(c->a, struct slice);
		if (asset == NULL)
			return arena_failed(c->a, e);
		*asset = fact_text(w.fact, "asset");
		const struct slice *other = map_get(asked, challenge);
		if (!is_own(owner, w.item, *asset))
			continue;
		if (other != NULL && !slice_eq(*other, *asset))
			*asset = (struct slice){0};
		TRY(map_put(asked, challenge, asset, e));
	}
	return DONE;
}

/* A challenge that was put to this device and to no other. */
static bool
is_asked_alone(const struct map *asked, const struct fact *readout)
{
	struct slice challenge = fact_text(readout, "challenge");
	const struct slice *asset = map_get(asked, challenge);
	return challenge.len > 0 && asset != NULL &&
	    slice_eq(*asset, fact_text(readout, "asset"));
}

static struct rc
compare(const struct check_call *c, const struct map *owner, const struct map *asked,
    struct map *shown, struct reasons *out, struct err *e)
{
	struct walk w = {0};
	while (walk_next(&w, &c->own, "readout")) {
		struct slice asset = fact_text(w.fact, "asset");
		if (scope_asset(c, asset) == SIZE_MAX)
			continue;
		if (!is_own(owner, w.item, asset))
			say(out, FINDING_IDENTITY_MISMATCH, asset, &w);
		else if (is_asked_alone(asked, w.fact))
			TRY(map_put(shown, asset, shown, e));
	}
	return DONE;
}

/* Where too few have shown their key: which answers were to a challenge of several. */
static void
say_shared(const struct check_call *c, const struct map *owner, const struct map *asked,
    struct reasons *out)
{
	struct walk w = {0};
	while (walk_next(&w, &c->own, "readout")) {
		struct slice asset = fact_text(w.fact, "asset");
		if (scope_asset(c, asset) != SIZE_MAX && is_own(owner, w.item, asset) &&
		    !is_asked_alone(asked, w.fact))
			say(out, FINDING_CHALLENGE_NOT_OWN, asset, &w);
	}
}

static struct rc
run(const struct check_call *c, struct reasons *out, struct err *e)
{
	struct map owner = map_init(), shown = map_init(), asked = map_init();
	struct rc result = read_certificates(c, &owner, e);
	if (!failed(result))
		result = read_challenges(c, &owner, &asked, e);
	if (!failed(result))
		result = compare(c, &owner, &asked, &shown, out, e);
	if (!failed(result) && c->own.count > 0 && shown.count < c->own_at_least) {
		reasons_add(out, FINDING_EVIDENCE_MISSING, c->form->scope.subject, SLICE(""),
		    SLICE(""));
		say_shared(c, &owner, &asked, out);
	}
	map_drop(&owner);
	map_drop(&asked);
	map_drop(&shown);
	return result;
}

const struct check check_readout_by_own_key = {
	.name = "readout_by_own_key", .revision = 1,
	.sentence = "each device answered a challenge of its own, and signed the answer with the "
	    "key of its own certificate",
	.supporting = "readout certificate",
	.adverse = "",
	.own = true,
	.params = {
		{ "certificates", "the device certificates", CHECK_NEED, true, FINDING_NONE },
	},
	.run = run,
};
