/* check/retention_owner.c - somebody keeps the evidence, as long as the goods are used.
 * SPDX-License-Identifier: Apache-2.0 */
#include "check/fact_walk.h"

enum { USE };

static bool
is_kept(const struct check_call *c, const struct fact *f)
{
	int64_t until = fact_time(f, "until");
	return fact_text(f, "owner").len > 0 && until != TIME_UNKNOWN &&
	    until > c->form->valid_at_ms;
}

/* When the last of the planned uses ends, or TIME_UNKNOWN, which is before everything. */
static int64_t
last_use(const struct check_call *c)
{
	struct walk w = {0};
	int64_t last = TIME_UNKNOWN;
	while (walk_next(&w, &c->needs[USE], "use")) {
		int64_t until = fact_time(w.fact, "use_until");
		if (!is_foreign(c, w.fact) && until > last)
			last = until;
	}
	return last;
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
		else if (fact_time(w.fact, "until") < last_use(c))
			say(&o.now, FINDING_RETENTION_ENDS, c->subject, &w);
		one_next(&o, c->subject);
	}
	one_silent(&o, &c->own, "retention", FINDING_OWNER_MISSING, false);
	one_end(&o);
	return DONE;
}

const struct check check_retention_owner = {
	.name = "retention_owner", .revision = 1,
	.sentence = "somebody is named who keeps the evidence, until a date that is not before the "
	    "end of the planned use, where one is stated",
	.supporting = "retention use",
	.adverse = "",
	.own = true,
	.params = {
		{ "use", "the owner's planned use", CHECK_NEED, false, FINDING_NONE },
	},
	.run = run,
};
