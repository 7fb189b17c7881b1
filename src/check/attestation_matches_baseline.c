/* check/attestation_matches_baseline.c - a device attested that it is in the accepted state.
 *
 * Held against another baseline than the accepted one, an attestation shows nothing.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "check/fact_walk.h"

/* An admitted baseline of the release in scope. */
static bool
is_accepted(const struct check_call *c, struct slice digest)
{
	struct walk w = {0};
	while (walk_next(&w, &c->needs[0], "baseline"))
		if (slice_eq(w.item->id, digest) && c->form->scope.release.len > 0 &&
		    slice_eq(fact_text(w.fact, "release"), c->form->scope.release))
			return true;
	return false;
}

static struct rc
run(const struct check_call *c, struct reasons *out, struct err *e)
{
	struct one_by_one o = one_by_one(c, out);
	struct walk w = {0};
	bool spoken = false;
	(void)e;
	if (c->form->scope.release.len == 0 && c->own.count > 0)
		reasons_add(out, FINDING_SUBJECT_UNKNOWN, c->subject, SLICE(""), SLICE(""));
	while (c->form->scope.release.len > 0 && walk_next(&w, &c->own, "attestation")) {
		struct slice release = fact_text(w.fact, "release");
		if (walk_is_foreign(c, &w))
			continue;
		struct slice asset = walk_asset_or_all(c, &w);
		spoken = true;
		if (!slice_eq(fact_text(w.fact, "result"), SLICE("equal")) ||
		    (release.len > 0 && !slice_eq(release, c->form->scope.release)))
			say(&o.now, FINDING_ATTESTATION_MISMATCH, asset, &w);
		else if (release.len == 0 || !is_accepted(c, fact_text(w.fact, "baseline")))
			say(&o.now, FINDING_EVIDENCE_UNBOUND, asset, &w);
		one_next(&o, asset);
	}
	one_silent(&o, &c->own, "attestation", FINDING_EVIDENCE_UNBOUND, true);
	one_end(&o);
	for (w = (struct walk){0}; c->form->scope.release.len > 0 && !spoken &&
	    walk_next(&w, &c->own, "attestation");)
		say(out, FINDING_EVIDENCE_UNBOUND, c->subject, &w);
	return DONE;
}

const struct check check_attestation_matches_baseline = {
	.name = "attestation_matches_baseline", .revision = 1,
	.sentence = "the attested state equals the accepted baseline of the release",
	.supporting = "attestation baseline",
	.adverse = "",
	.own = true,
	.params = {
		{ "baseline", "the accepted baseline", CHECK_NEED, true, FINDING_NONE },
	},
	.run = run,
};
