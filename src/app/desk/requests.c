/* app/desk/requests.c - requests, their answers, and what those are worth. See
 * app/desk/requests.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/requests.h"

#include "app/home/catalogues.h"
#include "app/home/linked.h"
#include "base/map.h"
#include "base/pool.h"
#include "fact/item_standing.h"
#include "fact/signed_at.h"

const char *
request_state_name(enum request_state s)
{
	switch (s) {
	case REQUEST_OPEN: return "open";
	case REQUEST_OVERDUE: return "overdue";
	case REQUEST_ANSWERED: return "answered";
	case REQUEST_REFUSED: return "refused";
	case REQUEST_WEAKLY: return "answered_weakly";
	case REQUEST_ACCEPTED: return "accepted";
	}
	BUG("no such state of a request");
}

const char *
request_rating_name(enum request_rating r)
{
	switch (r) {
	case RATING_NONE: return "";
	case RATING_WEAK: return "weak";
	case RATING_BETTER: return "better";
	case RATING_STRONGER: return "stronger";
	}
	BUG("no such rating of an answer");
}

/* --- reading ---------------------------------------------------------------------------------- */

/* An answer before the n-th names the evidence. */
static bool
came_before(const struct kept_request *k, size_t n, struct slice evidence)
{
	for (size_t i = 0; i < n; i++) {
		const struct event *v = &k->answers[i].event;
		for (size_t r = 0; r < v->ref_count; r++)
			if (slice_eq(v->refs[r].rel, SLICE("based_on")) &&
			    slice_eq(v->refs[r].id, evidence))
				return true;
	}
	return false;
}

bool
request_came(const struct kept_request *k, struct slice evidence)
{
	return came_before(k, k->answer_count, evidence);
}

/* The last answer names nothing new, and says why that will do. */
static bool
is_accepted(const struct kept_request *k)
{
	size_t last = k->answer_count - 1;
	const struct event *v = &k->answers[last].event;
	bool nothing_new = true;
	for (size_t r = 0; r < v->ref_count; r++)
		if (slice_eq(v->refs[r].rel, SLICE("based_on")))
			nothing_new = nothing_new && came_before(k, last, v->refs[r].id);
	return nothing_new && event_text(v, "note").len > 0;
}

bool
request_is_open(const struct kept_request *k)
{
	return k->state == REQUEST_OPEN || k->state == REQUEST_OVERDUE ||
	    k->state == REQUEST_WEAKLY;
}

static enum request_state
state_of(const struct kept_request *k, int64_t now_ms)
{
	if (k->answer_count > 0) {
		const struct event *last = &k->answers[k->answer_count - 1].event;
		return event_text(last, "refused").len > 0 ? REQUEST_REFUSED : is_accepted(k) ?
		    REQUEST_ACCEPTED : REQUEST_ANSWERED;
	}
	return k->due_ms != TIME_UNKNOWN && k->due_ms < now_ms ? REQUEST_OVERDUE : REQUEST_OPEN;
}

static size_t
refs_of(const struct kept_request *k)
{
	size_t n = 0;
	for (size_t i = 0; i < k->answer_count; i++)
		n += k->answers[i].event.ref_count;
	return n;
}

static struct rc
find_items(struct kept_request *k, struct map *seen, struct err *e)
{
	for (size_t i = 0; i < k->answer_count; i++) {
		const struct event *v = &k->answers[i].event;
		for (size_t n = 0; n < v->ref_count; n++) {
			if (!slice_eq(v->refs[n].rel, SLICE("based_on")) ||
			    map_has(seen, v->refs[n].id))
				continue;
			TRY(map_put(seen, v->refs[n].id, k, e));
			k->items[k->item_count++].id = v->refs[n].id;
		}
	}
	return DONE;
}

struct rc
request_read(struct home *h, const struct thing *t, uint64_t known, int64_t now_ms,
    struct arena *a, struct kept_request *out, struct err *e)
{
	struct map seen = map_init();
	*out = (struct kept_request){ .thing = *t, .due_ms = event_instant(&t->event, "due"),
	    .why = "" };
	TRY(linked_events(h->store, t->row.key, "about", EVENT_REQUEST_ANSWERED, known, a,
	    &out->answers, &out->answer_count, e));
	out->state = state_of(out, now_ms);
	out->items = ARENA_ARRAY(a, struct request_item, refs_of(out));
	if (out->items == NULL)
		return arena_failed(a, e);
	struct rc done = find_items(out, &seen, e);
	map_drop(&seen);
	return done;
}

struct rc
requests_list(struct home *h, uint64_t known, int64_t now_ms, struct arena *a,
    struct kept_request **out, size_t *count, struct err *e)
{
	struct thing *all;
	TRY(state_list(h->store, "request", known, a, &all, count, e));
	*out = ARENA_ARRAY(a, struct kept_request, *count);
	if (*out == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < *count; i++)
		TRY(request_read(h, &all[i], known, now_ms, a, &(*out)[i], e));
	return DONE;
}

/* --- rating ----------------------------------------------------------------------------------- */

struct rating_item {
	const struct kept_request	*k;
	const struct kind_set		*kinds;
	const struct case_form		*form;
	const struct item		*it;
	const struct kind		*kind;
};

/* The kind asked for, or one that is narrower. */
static bool
is_asked(const struct rating_item *g)
{
	const struct value *asked = value_get(&g->k->thing.event.data, SLICE("evidence"));
	if (asked == NULL || asked->count == 0)
		return true;
	for (size_t i = 0; i < asked->count; i++) {
		if (slice_eq(value_text(&asked->items[i]), g->it->kind))
			return true;
		for (const struct kind *n = g->kind; n != NULL; n = n->broader)
			if (slice_eq(value_text(&asked->items[i]), n->id))
				return true;
	}
	return false;
}

static bool
is_bound(const struct rating_item *g)
{
	const struct event *v = &g->k->thing.event;
	for (size_t i = 0; i < g->it->bound_count; i++)
		for (size_t n = 0; n < v->subject_count; n++)
			if (slice_eq(g->it->bound_to[i], v->subjects[n]))
				return true;
	return false;
}

static bool
is_ended(const struct rating_item *g)
{
	return item_state_at(g->it->states, g->it->state_count, g->form->valid_at_ms) != NULL;
}

/* The name of the first finding that makes it worth little; null: none. */
static const char *
damage(const struct item *it)
{
	for (size_t i = 0; i < it->finding_count; i++)
		if (finding_class(it->findings[i].id) >= CLASS_LACK)
			return finding_name(it->findings[i].id);
	return signed_has_broken(it) ? "its signature does not hold" : NULL;
}

static bool
is_out_of_period(const struct rating_item *g)
{
	return !item_period_covers(g->it->valid_from_ms, g->it->valid_until_ms,
	    g->form->valid_at_ms);
}

static bool
is_stale(const struct rating_item *g)
{
	return g->kind != NULL && g->kind->freshness_ms > 0 && g->it->made_ms != TIME_UNKNOWN &&
	    g->it->made_ms + g->kind->freshness_ms < g->form->valid_at_ms;
}

/* What makes it worth little; null: nothing does. */
static const char *
weakness(const struct rating_item *g)
{
	if (!is_asked(g))
		return "it is of another kind than was asked for";
	if (is_ended(g))
		return "it was superseded, revoked, withdrawn or put in doubt";
	if (damage(g->it) != NULL)
		return damage(g->it);
	if (g->kind == NULL || g->it->prose || g->kind->level_limit == LEVEL_E1)
		return "it only asserts, in words";
	if (!is_bound(g))
		return "it does not name what was asked about";
	if (is_out_of_period(g))
		return "it does not hold at this instant";
	if (is_stale(g))
		return "it is older than its kind allows";
	if (g->it->holding == HOLDING_SEEN)
		return "it was only seen, and is kept nowhere that we can look";
	return NULL;
}

/* What keeps it from the best; null: nothing does. */
static const char *
shortfall(const struct rating_item *g)
{
	if (g->kind->level_limit == LEVEL_E2)
		return "its kind shows a process, and nothing of the goods themselves";
	if (g->it->holding == HOLDING_HELD)
		return "somebody else holds it";
	if (g->kind->freshness_ms > 0 && g->it->made_ms == TIME_UNKNOWN)
		return "it does not say when it was made";
	if (!signed_at(g->form, g->it, &(struct signed_wish){ .purpose = 0 }).good)
		return "no signature of a key that is trusted here holds for it";
	return NULL;
}

static void
rate(const struct rating_item *g, struct request_item *out)
{
	const char *why = weakness(g);
	enum request_rating rating = RATING_WEAK;
	if (why == NULL) {
		why = shortfall(g);
		rating = why == NULL ? RATING_STRONGER : RATING_BETTER;
	}
	if (why == NULL)
		why = "kept, current, about what was asked, signed by a key that is trusted here";
	if (rating > out->rating) {
		out->rating = rating;
		out->why = why;
	}
}

static void
rate_all(struct kept_request *k, const struct assessed *x)
{
	const struct case_form *form = &x->inspection.form;
	for (size_t i = 0; i < k->item_count; i++)
		for (size_t n = 0; n < form->item_count; n++) {
			const struct item *it = &form->items[n];
			struct rating_item g = { k, &x->data.kinds, form, it,
			    kind_find(&x->data.kinds, it->kind) };
			if (slice_eq(it->entry, k->items[i].id))
				rate(&g, &k->items[i]);
		}
}

static void
take_best(struct kept_request *k)
{
	for (size_t i = 0; i < k->item_count; i++) {
		if (k->items[i].rating == RATING_NONE) {
			k->items[i].rating = RATING_WEAK;
			k->items[i].why = "it is not about what was asked about";
		}
		if (k->items[i].rating > k->rating) {
			k->rating = k->items[i].rating;
			k->why = k->items[i].why;
		}
	}
}

struct rc
request_rate(struct home *h, struct kept_request *k, uint64_t known, int64_t at_ms,
    struct arena *a, struct trouble *t)
{
	const struct event *v = &k->thing.event;
	if (k->item_count == 0)
		return DONE;
	for (size_t i = 0; i < v->subject_count; i++) {
		struct assessed x = assessed_init();
		struct question q = { .subject = v->subjects[i], .known = known,
		    .valid_at_ms = at_ms, .valid_at_given = true,
		    .threads = pool_default_threads() };
		struct trouble tried = {0};
		struct rc done = catalogues_known(h, known, a, &x.data, &tried.err);
		if (!failed(done))
			done = assess_gather(&q, h, a, &x, &tried);
		if (!failed(done))
			rate_all(k, &x);
		assessed_drop(&x);
		if (failed(done) && done.code != E_USAGE) {
			*t = tried;
			return done;
		}
	}
	take_best(k);
	if (k->state == REQUEST_ANSWERED && k->rating == RATING_WEAK)
		k->state = REQUEST_WEAKLY;
	return DONE;
}
