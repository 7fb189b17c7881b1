/* check/inspection_passed.c - an inspection, or a hardening check, states that the goods passed.
 * SPDX-License-Identifier: Apache-2.0 */
#include "check/fact_walk.h"

/* True when one is about the goods. */
static bool
read_results(const struct check_call *c, const char *fact, struct reasons *out)
{
	struct walk w = {0};
	bool spoken = false;
	while (walk_next(&w, &c->own, fact)) {
		if (is_foreign(c, w.fact))
			continue;
		spoken = true;
		if (!slice_eq(fact_text(w.fact, "result"), SLICE("ok")))
			say(out, FINDING_INSPECTION_FAILED, asset_or_all(c, w.fact), &w);
	}
	return spoken;
}

static struct rc
run(const struct check_call *c, struct reasons *out, struct err *e)
{
	bool inspected = read_results(c, "inspection", out);
	bool hardened = read_results(c, "hardening", out);
	(void)e;
	for (size_t i = 0; i < c->own.count && !inspected && !hardened; i++)
		reasons_add(out, FINDING_EVIDENCE_UNBOUND, c->subject, c->own.items[i]->id,
		    SLICE(""));
	for (size_t i = 0; i < c->own.count && !inspected && !hardened; i++)
		if (facts_in(c->own.items[i], "inspection") == 0 &&
		    facts_in(c->own.items[i], "hardening") == 0)
			reasons_add(out, FINDING_CARRIER_INCOMPLETE, c->subject,
			    c->own.items[i]->id, SLICE(""));
	return DONE;
}

const struct check check_inspection_passed = {
	.name = "inspection_passed", .revision = 1,
	.sentence = "the inspection states that the goods passed",
	.supporting = "inspection hardening",
	.adverse = "",
	.own = true,
	.run = run,
};
