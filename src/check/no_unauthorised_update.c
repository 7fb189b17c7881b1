/* check/no_unauthorised_update.c - nobody changed the software without being entitled to.
 *
 * The absence of a change is shown only by a history that is complete and reaches from the
 * release to the instant of the assessment.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/map.h"
#include "check/match.h"

/* The latest time at which a manifest of the release was made, or TIME_UNKNOWN: then nothing says
 * from when a history has to reach. */
static int64_t
released_at(const struct check_call *c)
{
	int64_t at = TIME_UNKNOWN;
	for (size_t i = 0; i < c->needs[0].count; i++)
		if (is_manifest_of_release(c, c->needs[0].items[i]) &&
		    c->needs[0].items[i]->made_ms > at)
			at = c->needs[0].items[i]->made_ms;
	return at;
}

static bool
covers(const struct check_call *c, const struct walk *w)
{
	int64_t from = fact_time(w->fact, "covers_from"), until = fact_time(w->fact,
	    "covers_until");
	int64_t made = w->item->made_ms;
	/* beyond the day on which it was written it is a promise */
	if (made == TIME_UNKNOWN || until == TIME_UNKNOWN)
		return false;
	until = until > day_end(made) ? day_end(made) : until;
	int64_t begin = c->needs[0].count > 0 ? released_at(c) : c->form->valid_at_ms;
	return from != TIME_UNKNOWN && until >= c->form->valid_at_ms &&
	    begin != TIME_UNKNOWN && from <= begin && fact_true(w->fact, "complete") &&
	    facts_are_complete(w->item, w->fact, "changes", "change");
}

static void
find_carrier(const struct check_call *c, struct reasons *out)
{
	struct walk w = {0};
	bool covered = false;
	while (walk_next(&w, &c->own, "history"))
		covered = covered || covers(c, &w);
	for (size_t i = 0; i < c->own.count && !covered; i++)
		reasons_add(out, FINDING_CARRIER_INCOMPLETE, c->subject, c->own.items[i]->id,
		    SLICE(""));
}

/* When each thing was changed last: by its subject, one of the changes of that time. */
static struct rc
find_last(const struct check_call *c, struct map *last, struct err *e)
{
	struct walk w = {0};
	while (walk_next(&w, &c->own, "change")) {
		struct slice subject = asset_or_all(c, w.fact);
		const struct walk *before = map_get(last, subject);
		if (is_foreign(c, w.fact) || (before != NULL &&
		    fact_time(before->fact, "at") >= fact_time(w.fact, "at")))
			continue;
		struct walk *kept = ARENA_NEW(c->a, struct walk);
		if (kept == NULL)
			return arena_failed(c->a, e);
		*kept = w;
		TRY(map_put(last, subject, kept, e));
	}
	return DONE;
}

/* The last change of each thing led to the release. Of several at one time any may be the last;
 * so may one without a time. */
static struct rc
compare_versions(const struct check_call *c, struct reasons *out, struct err *e)
{
	struct map last = map_init();
	struct walk w = {0};
	struct slice version = scope_version(c);
	struct rc result = find_last(c, &last, e);
	while (!failed(result) && version.len > 0 && walk_next(&w, &c->own, "change")) {
		struct slice subject = asset_or_all(c, w.fact);
		const struct walk *at = map_get(&last, subject);
		int64_t when = fact_time(w.fact, "at");
		if (is_foreign(c, w.fact))
			continue;
		if (when == TIME_UNKNOWN)
			say(out, FINDING_EVIDENCE_UNDATED, subject, &w);
		if (when == fact_time(at->fact, "at") &&
		    !slice_eq(fact_text(w.fact, "to_version"), version))
			say(out, FINDING_VERSION_MISMATCH, subject, &w);
	}
	map_drop(&last);
	return result;
}

static struct rc
run(const struct check_call *c, struct reasons *out, struct err *e)
{
	struct walk w = {0};
	if (slice_is_empty(scope_version(c)) && c->own.count > 0)
		reasons_add(out, FINDING_SUBJECT_UNKNOWN, c->subject, SLICE(""), SLICE(""));
	find_carrier(c, out);
	while (walk_next(&w, &c->own, "change"))
		if (!fact_true(w.fact, "authorised") && !is_foreign(c, w.fact))
			say(out, FINDING_UPDATE_UNAUTHORISED, asset_or_all(c, w.fact), &w);
	return compare_versions(c, out, e);
}

const struct check check_no_unauthorised_update = {
	.name = "no_unauthorised_update", .revision = 1,
	.sentence = "a complete update history reaches from the release to the day of the decision "
	    "and shows no change that nobody authorised",
	.supporting = "history",
	.adverse = "change",
	.own = true,
	.params = {
		{ "released", "the manifest that dates the release", CHECK_NEED, false,
		    FINDING_NONE },
	},
	.run = run,
};
