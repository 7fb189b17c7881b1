/* check/certificate_is_for_release.c - a component certificate is about the delivered release.
 *
 * A certificate holds for one product and firmware, to one edition, for some time. Of firmware that
 * is stated as a range nothing is concluded. Whoever signs what the maker claims is not somebody
 * independent: that much the anchors of a run tell, even where each stands for every party.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "check/match.h"

enum { CLAIM, EDITION };

/* "5.3.0" is one version; "5.3", too, is read as one; "5.x", "4.0 to 5.3" are none. */
static bool
is_one_version(struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] != '.' && (text.at[i] < '0' || text.at[i] > '9'))
			return false;
	return text.len > 0;
}

static bool
is_of_release(const struct check_call *c, const struct fact *f, struct slice version)
{
	return version.len > 0 && !is_foreign(c, f) && is_held_by_maker(c, f) &&
	    slice_eq(fact_text(f, "firmware"), version);
}

/* Both sides are named. A claim without a level is held against nothing: another that has one makes
 * up for it. */
static void
compare_levels(const struct check_call *c, const struct walk *w, struct reasons *out)
{
	struct walk claim = {0};
	bool claimed = false;
	while (walk_next(&claim, &c->needs[CLAIM], "claim")) {
		if (!fact_true(claim.fact, "vector"))
			continue;
		claimed = true;
		if (fact_true(w->fact, "vector") && is_at_least(fact_text(w->fact, "level"),
		    fact_text(claim.fact, "level")))
			continue;
		say(out, FINDING_LEVEL_NOT_CERTIFIED, c->subject, w);
		say(out, FINDING_LEVEL_NOT_CERTIFIED, c->subject, &claim);
	}
	for (claim = (struct walk){0}; !claimed && walk_next(&claim, &c->needs[CLAIM], "claim");)
		say(out, FINDING_SCOPE_MISSING, c->subject, &claim);
	for (size_t i = 0; i < c->needs[CLAIM].count && !claimed; i++)
		if (facts_in(c->needs[CLAIM].items[i], "claim") == 0)
			reasons_add(out, FINDING_SCOPE_MISSING, c->subject,
			    c->needs[CLAIM].items[i]->id, SLICE(""));
}

/* An anchor by which one of the claims is signed. */
static bool
signs_claims(const struct check_call *c, struct slice anchor)
{
	for (size_t i = 0; i < c->needs[CLAIM].count; i++) {
		const struct item *it = c->needs[CLAIM].items[i];
		for (size_t k = 0; k < it->signature_count; k++)
			if (it->signatures[k].status == SIGNATURE_GOOD &&
			    slice_eq(it->signatures[k].anchor, anchor))
				return true;
	}
	return false;
}

/* Some good signature leads to an anchor that signs none of the claims. */
static bool
is_independent(const struct check_call *c, const struct item *it)
{
	for (size_t i = 0; i < it->signature_count; i++)
		if (it->signatures[i].status == SIGNATURE_GOOD &&
		    !signs_claims(c, it->signatures[i].anchor))
			return true;
	return false;
}

static void
judge(const struct check_call *c, const struct walk *w, struct reasons *out)
{
	if (w->item->valid_from_ms == TIME_UNKNOWN || w->item->valid_until_ms == TIME_UNKNOWN)
		say(out, FINDING_EVIDENCE_UNDATED, c->subject, w);
	if (!is_wanted(c, EDITION, fact_text(w->fact, "edition")))
		say(out, FINDING_EDITION_MISMATCH, c->subject, w);
	if (c->needs[CLAIM].count > 0 && !is_independent(c, w->item))
		say(out, FINDING_SIGNER_NOT_INDEPENDENT, c->subject, w);
	compare_levels(c, w, out);
}

/* A certificate of another release says nothing about this one; where none is of this one, that
 * is what is wrong. */
static void
say_other(const struct check_call *c, const struct walk *w, struct reasons *out)
{
	if (is_foreign(c, w->fact) || !is_held_by_maker(c, w->fact))
		say(out, FINDING_EVIDENCE_UNBOUND, c->subject, w);
	else if (is_one_version(fact_text(w->fact, "firmware")))
		say(out, FINDING_VERSION_MISMATCH, c->subject, w);
	else
		say(out, FINDING_SCOPE_MISSING, c->subject, w);
}

static struct rc
run(const struct check_call *c, struct reasons *out, struct err *e)
{
	struct one_by_one o = one_by_one(c, out);
	struct walk w = {0};
	struct slice version = scope_version(c);
	bool found = false;
	(void)e;
	if (version.len == 0 && c->own.count > 0)
		reasons_add(out, FINDING_SUBJECT_UNKNOWN, c->subject, SLICE(""), SLICE(""));
	while (walk_next(&w, &c->own, "certification")) {
		if (!is_of_release(c, w.fact, version))
			continue;
		found = true;
		judge(c, &w, &o.now);
		one_next(&o, c->subject);
	}
	one_end(&o);
	for (w = (struct walk){0}; !found && version.len > 0 &&
	    walk_next(&w, &c->own, "certification");)
		say_other(c, &w, out);
	for (size_t i = 0; i < c->own.count && !found; i++)
		if (facts_in(c->own.items[i], "certification") == 0)
			reasons_add(out, FINDING_EVIDENCE_UNBOUND, c->subject,
			    c->own.items[i]->id, SLICE(""));
	return DONE;
}

const struct check check_certificate_is_for_release = {
	.name = "certificate_is_for_release", .revision = 1,
	.sentence = "the certificate names the maker, the product and exactly the firmware that is "
	    "delivered, has a beginning and an end, certifies at least the level that is claimed, "
	    "and is not signed by whoever signs the claim",
	.supporting = "certification claim",
	.adverse = "",
	.own = true,
	.params = {
		{ "claim", "what the maker claims", CHECK_NEED, false, FINDING_NONE },
		{ "edition", "editions of the standard that will do", CHECK_TEXTS, false,
		    FINDING_NONE },
	},
	.run = run,
};
