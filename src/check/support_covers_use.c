/* check/support_covers_use.c - support lasts as long as the planned use.
 * SPDX-License-Identifier: Apache-2.0 */
#include "check/fact_walk.h"

enum { SUPPORT, USE };

/* A statement or plan for another release or product is none for this one. */
static bool
is_about(const struct check_call *c, const struct fact *f)
{
	struct slice release = fact_text(f, "release"), product = fact_text(f, "product");
	if (release.len > 0)
		return scope_is_named(c, release);
	return scope_is_named(c, product.len > 0 ? product : f->subject);
}

/* A use that ended says nothing about the one that is to come. */
static bool
is_over(const struct check_call *c, const struct fact *use)
{
	int64_t until = fact_time(use, "use_until");
	return until != TIME_UNKNOWN && until < c->form->valid_at_ms;
}

static void
compare(const struct check_call *c, const struct walk *support, struct reasons *out)
{
	struct walk use = {0};
	int64_t end = fact_time(support->fact, "support_end");
	while (walk_next(&use, &c->needs[USE], "use")) {
		int64_t until = fact_time(use.fact, "use_until");
		if (!is_about(c, use.fact) || is_over(c, use.fact))
			continue;
		if (end == TIME_UNKNOWN)
			say(out, FINDING_EVIDENCE_UNDATED, c->subject, support);
		else if (until == TIME_UNKNOWN)
			say(out, FINDING_EVIDENCE_UNDATED, c->subject, &use);
		else if (end < until)
			say(out, FINDING_SUPPORT_ENDS, c->subject, support);
	}
}

static struct rc
run(const struct check_call *c, struct reasons *out, struct err *e)
{
	struct one_by_one o = one_by_one(c, out);
	struct walk w = {0};
	bool spoken = false, used = false, current = false;
	(void)e;
	while (walk_next(&w, &c->needs[SUPPORT], "support"))
		if (is_about(c, w.fact)) {
			spoken = true;
			compare(c, &w, &o.now);
			one_next(&o, c->subject);
		}
	one_end(&o);
	for (size_t i = 0; i < c->needs[SUPPORT].count && !spoken; i++)
		reasons_add(out, FINDING_EVIDENCE_UNBOUND, c->subject,
		    c->needs[SUPPORT].items[i]->id, SLICE(""));
	for (w = (struct walk){0}; walk_next(&w, &c->needs[USE], "use");)
		if (is_about(c, w.fact)) {
			used = true;
			current = current || !is_over(c, w.fact);
		}
	for (w = (struct walk){0}; used && !current && walk_next(&w, &c->needs[USE], "use");)
		if (is_about(c, w.fact))
			say(out, FINDING_EVIDENCE_STALE, c->subject, &w);
	for (size_t i = 0; i < c->needs[USE].count && !used; i++)
		reasons_add(out, FINDING_EVIDENCE_UNBOUND, c->subject,
		    c->needs[USE].items[i]->id, SLICE(""));
	/* a plan that states nothing may plan anything */
	for (size_t i = 0; i < c->needs[USE].count; i++)
		if (facts_in(c->needs[USE].items[i], "use") == 0)
			reasons_add(out, FINDING_EVIDENCE_UNDATED, c->subject,
			    c->needs[USE].items[i]->id, SLICE(""));
	return DONE;
}

const struct check check_support_covers_use = {
	.name = "support_covers_use", .revision = 1,
	.sentence = "the maker's support lasts at least until the end of the planned use",
	.supporting = "support use",
	.adverse = "",
	.params = {
		{ "support", "the maker's support statement", CHECK_NEED, true, FINDING_NONE },
		{ "use", "the owner's planned use", CHECK_NEED, true, FINDING_NONE },
	},
	.run = run,
};
