/* check/retention_owner.c - somebody keeps the evidence, for some time to come.
 * SPDX-License-Identifier: Apache-2.0 */
#include "check/fact_walk.h"

static bool
is_kept(const struct check_call *c, const struct fact *f)
{
	int64_t until = fact_time(f, "until");
	return fact_text(f, "owner").len > 0 && until != TIME_UNKNOWN &&
	    until > c->form->valid_at_ms;
}

static struct rc
run(const struct check_call *c, struct reasons *out, struct err *e)
{
	struct walk w = {0};
	bool spoken = false;
	(void)e;
	while (walk_next(&w, &c->own, "retention")) {
		if (is_foreign(c, w.fact))
			continue;
		spoken = true;
		if (!is_kept(c, w.fact))
			say(out, FINDING_OWNER_MISSING, c->subject, &w);
	}
	for (size_t i = 0; i < c->own.count; i++)
		if (!spoken || facts_in(c->own.items[i], "retention") == 0)
			reasons_add(out, FINDING_OWNER_MISSING, c->subject, c->own.items[i]->id,
			    SLICE(""));
	return DONE;
}

const struct check check_retention_owner = {
	.name = "retention_owner", .revision = 1,
	.sentence = "somebody is named who keeps the evidence, and until when",
	.supporting = "retention",
	.adverse = "",
	.own = true,
	.run = run,
};
