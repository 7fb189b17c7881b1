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
	struct one_by_one o = one_by_one(c, out);
	struct walk w = {0};
	(void)e;
	while (walk_next(&w, &c->own, "retention")) {
		if (is_foreign(c, w.fact) || !is_kept(c, w.fact))
			say(&o.now, FINDING_OWNER_MISSING, c->subject, &w);
		one_next(&o, c->subject);
	}
	one_silent(&o, &c->own, "retention", FINDING_OWNER_MISSING, false);
	one_end(&o);
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
