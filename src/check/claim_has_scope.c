/* check/claim_has_scope.c - a capability claim says for what it holds.
 *
 * A level is claimed for a product, version, configuration, environment and edition, as a vector
 * over the seven foundational requirements. A bare "SL 2" claims nothing.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "check/match.h"

enum { CLAIM, SCOPE, EDITION };

/* Both name an edition, and another one. */
static bool
editions_differ(const struct fact *claim, const struct fact *scope)
{
	struct slice a = fact_text(claim, "edition"), b = fact_text(scope, "edition");
	return a.len > 0 && b.len > 0 && !slice_eq(a, b);
}

/* The scope statement that the claim names; any, where it names none by digest. */
static bool
is_scope_of(const struct walk *claim, const struct walk *scope)
{
	struct slice named = fact_text(claim->fact, "scope");
	return !slice_starts(named, SLICE("sha256:")) || slice_eq(named, scope->item->id);
}

static bool
is_complete(const struct fact *scope)
{
	const struct value *types = value_get(&scope->value, SLICE("component_types"));
	return types != NULL && types->kind == VALUE_ARRAY && types->count > 0 &&
	    fact_text(scope, "product").len > 0 && fact_text(scope, "release").len > 0 &&
	    fact_text(scope, "configuration").len > 0 &&
	    fact_text(scope, "environment").len > 0 && fact_text(scope, "edition").len > 0;
}

/* It names another release or product than that in scope. */
static bool
is_of_other(const struct check_call *c, const struct fact *scope)
{
	const struct case_scope *s = &c->form->scope;
	struct slice release = fact_text(scope, "release"), product = fact_text(scope, "product");
	return (release.len > 0 && s->release.len > 0 && !slice_eq(release, s->release)) ||
	    (product.len > 0 && s->product.len > 0 && !slice_eq(product, s->product));
}

static void
compare(const struct check_call *c, const struct walk *claim, const struct walk *scope,
    struct reasons *out)
{
	struct slice edition = fact_text(scope->fact, "edition");
	if (edition.len > 0 && !is_wanted(c, EDITION, edition))
		say(out, FINDING_EDITION_MISMATCH, c->subject, scope);
	if (!is_complete(scope->fact))
		say(out, FINDING_SCOPE_MISSING, c->subject, scope);
	if (fact_text(claim->fact, "level").len == 0)
		say(out, FINDING_SCOPE_MISSING, c->subject, claim);
	if (!slice_eq(fact_text(claim->fact, "level"), fact_text(scope->fact, "claimed")) ||
	    editions_differ(claim->fact, scope->fact)) {
		say(out, FINDING_EVIDENCE_CONFLICT, c->subject, claim);
		say(out, FINDING_EVIDENCE_CONFLICT, c->subject, scope);
	}
}

/* Holds the claim against its scope statements. True when one is of the release. others: say what
 * is of another one. */
static bool
look_at(struct one_by_one *o, const struct walk *claim, bool others)
{
	const struct check_call *c = o->c;
	struct walk scope = {0};
	bool found = false, ours = false;
	if (!fact_true(claim->fact, "vector")) {
		say(&o->now, FINDING_SCOPE_MISSING, c->subject, claim);
		return false;
	}
	while (walk_next(&scope, &c->needs[SCOPE], "scope")) {
		if (!is_scope_of(claim, &scope))
			continue;
		found = true;
		if (is_of_other(c, scope.fact)) {
			if (others)
				say(&o->now, FINDING_VERSION_MISMATCH, c->subject, &scope);
			continue;
		}
		ours = true;
		compare(c, claim, &scope, &o->now);
		one_next(o, c->subject);
	}
	if (!found)
		say(&o->now, FINDING_SCOPE_MISSING, c->subject, claim);
	return ours;
}

/* A claim for another release says nothing about this one: it is a mismatch where no claim is
 * about this one. */
static struct rc
run(const struct check_call *c, struct reasons *out, struct err *e)
{
	struct one_by_one o = one_by_one(c, out);
	struct walk claim = {0};
	bool ours = false;
	(void)e;
	if (c->form->scope.release.len == 0 && c->needs[CLAIM].count > 0)
		reasons_add(out, FINDING_SUBJECT_UNKNOWN, c->subject, SLICE(""), SLICE(""));
	while (walk_next(&claim, &c->needs[CLAIM], "claim"))
		if (!is_foreign(c, claim.fact)) {
			ours = look_at(&o, &claim, false) || ours;
			if (o.now.count > 0)
				one_next(&o, c->subject);
		}
	for (claim = (struct walk){0}; !ours && walk_next(&claim, &c->needs[CLAIM], "claim");)
		if (!is_foreign(c, claim.fact)) {
			(void)look_at(&o, &claim, true);	/* none is, as was seen */
			if (o.now.count > 0)
				one_next(&o, c->subject);
		} else {
			say(&o.now, FINDING_SCOPE_MISSING, c->subject, &claim);
			if (o.now.count > 0)
				one_next(&o, c->subject);
		}
	one_silent(&o, &c->needs[CLAIM], "claim", FINDING_SCOPE_MISSING, false);
	one_end(&o);
	return DONE;
}

const struct check check_claim_has_scope = {
	.name = "claim_has_scope", .revision = 1,
	.sentence = "a claimed security level is a vector over the seven foundational requirements "
	    "and says for which product, version, configuration, environment and edition it holds",
	.supporting = "claim scope",
	.adverse = "",
	.params = {
		{ "claim", "the maker's capability claim", CHECK_NEED, true, FINDING_NONE },
		{ "scope", "the scope statement of the claim", CHECK_NEED, true,
		    FINDING_SCOPE_MISSING },
		{ "edition", "editions of the standard that will do", CHECK_TEXTS, false,
		    FINDING_NONE },
	},
	.run = run,
};
