/* check/inspection_passed.c - an inspection, or a hardening check, states that the goods passed.
 * SPDX-License-Identifier: Apache-2.0 */
#include "check/fact_walk.h"

static void
read_results(const struct check_call *c, const char *fact, struct reasons *out)
{
	struct walk w = {0};
	while (walk_next(&w, &c->own, fact))
		if (!slice_eq(fact_text(w.fact, "result"), SLICE("ok")))
			say(out, FINDING_INSPECTION_FAILED, asset_or_all(c, w.fact), &w);
}

static struct rc
run(const struct check_call *c, struct reasons *out, struct err *e)
{
	(void)e;
	read_results(c, "inspection", out);
	read_results(c, "hardening", out);
	for (size_t i = 0; i < c->own.count; i++)
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
