/* app/desk/concerned.c - evidence that concerns a product. See app/desk/concerned.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/concerned.h"

#include "app/evidence/item_states.h"
#include "event/event.h"
#include "fact/item_standing.h"
#include "subject/subject.h"

/* Of two subjects the one is a release of the other. */
static bool
is_release_of(const struct subject *release, const struct subject *product)
{
	return release->kind == SUBJECT_RELEASE && product->kind == SUBJECT_PRODUCT &&
	    slice_eq(release->org, product->org) && slice_eq(release->name, product->name);
}

bool
concerns(struct slice asked, struct slice about)
{
	struct subject a, b;
	if (slice_eq(asked, about))
		return true;
	if (failed(subject_parse(asked, &a, NULL)) || failed(subject_parse(about, &b, NULL)))
		return false;
	return is_release_of(&a, &b) || is_release_of(&b, &a);
}

bool
concerns_any(struct slice asked, const struct slice *subjects, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (concerns(asked, subjects[i]))
			return true;
	return false;
}

bool
concerned_holds(const struct concerned *c)
{
	return slice_eq(c->state, SLICE("in_force"));
}

static struct rc
read_state(struct home *h, struct concerned *c, uint64_t known, int64_t at_ms, struct arena *a,
    struct err *e)
{
	struct item_state *states;
	size_t count;
	int64_t from = event_instant(&c->thing.event, "valid_from");
	int64_t until = event_instant(&c->thing.event, "valid_until");
	struct slice intake = event_text(&c->thing.event, "intake");
	bool bad = slice_eq(intake, SLICE("malformed")) || slice_eq(intake, SLICE("quarantined"));
	c->state = bad ? intake : item_period_covers(from, until, at_ms) ? SLICE("in_force") :
	    item_period_covers(TIME_UNKNOWN, until, at_ms) ? SLICE("not_yet_valid") :
	    SLICE("expired");
	TRY(item_states_of(h->store, &c->thing, known, a, &states, &count, e));
	const struct item_state *said = item_state_at(states, count, at_ms);
	c->state = said != NULL ? said->state : c->state;
	return DONE;
}

struct rc
concerned_evidence(struct home *h, struct slice asked, uint64_t known, int64_t at_ms,
    struct arena *a, struct concerned **out, size_t *count, struct err *e)
{
	struct thing *all;
	size_t n;
	*count = 0;
	TRY(state_list(h->store, "evidence", known, a, &all, &n, e));
	*out = ARENA_ARRAY(a, struct concerned, n);
	if (*out == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < n; i++) {
		struct concerned *c = &(*out)[*count];
		if (!concerns_any(asked, all[i].event.subjects, all[i].event.subject_count))
			continue;
		c->thing = all[i];
		TRY(read_state(h, c, known, at_ms, a, e));
		++*count;
	}
	return DONE;
}
