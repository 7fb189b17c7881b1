/* app/decision/case_kept.c - what only a ledger knows of a case. See app/decision/case_kept.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/case_kept.h"

#include <stdlib.h>

#include "app/decision/exceptions.h"
#include "app/evidence/item_states.h"
#include "app/evidence/recomputed.h"
#include "app/evidence/reviews.h"
#include "app/home/event_words.h"
#include "app/home/known.h"
#include "base/map.h"

/* The first evidence of each body, by its digest. Earlier entries come first. */
static struct rc
by_digest(const struct thing *evidence, size_t count, struct map *out, struct err *e)
{
	for (size_t i = 0; i < count; i++) {
		const struct thing *t = &evidence[i];
		if (t->event.body_count == 0)
			continue;
		const struct thing *before = map_get(out, t->event.bodies[0].sha256);
		if (before == NULL || before->row.from_pos > t->row.from_pos)
			TRY(map_put(out, t->event.bodies[0].sha256, (void *)(uintptr_t)t, e));
	}
	return DONE;
}

/* --- what people corrected -------------------------------------------------------------------- */

static bool
is_by_person(const struct thing *t, const char *member)
{
	return slice_eq(event_text(&t->event, member), SLICE("person"));
}

static void
correct_kind(struct body *b, struct slice kind)
{
	if (slice_eq(b->reading.kind, kind))
		return;
	b->reading.kind = kind;
	b->reading.decoder = SLICE("person/1");
	b->reading.why = SLICE("whoever recorded it said so");
	b->reading.fact_count = 0;
	b->reading.prose = true;	/* read by nobody yet as what it is said to be */
}

struct rc
case_kept_correct(struct delivery *d, const struct thing *evidence, size_t count, struct err *e)
{
	struct map things = map_init();
	struct rc done = by_digest(evidence, count, &things, e);
	for (size_t i = 0; i < d->count && !failed(done); i++) {
		const struct thing *t = map_get(&things, d->bodies[i].id);
		if (t != NULL && d->bodies[i].same_as == BODY_NONE && is_by_person(t, "kind_by"))
			correct_kind(&d->bodies[i], event_text(&t->event, "kind"));
	}
	map_drop(&things);
	return done;
}

struct rc
case_kept_bind(struct delivery *d, const struct thing *evidence, size_t count, struct arena *a,
    struct err *e)
{
	struct map things = map_init();
	struct rc done = by_digest(evidence, count, &things, e);
	for (size_t i = 0; i < d->count && !failed(done); i++) {
		const struct thing *t = map_get(&things, d->bodies[i].id);
		if (t != NULL && is_by_person(t, "bound_by"))
			done = words_texts(value_get(&t->event.data, SLICE("bound_to")), a,
			    &d->bodies[i].bound_to, &d->bodies[i].bound_count, e);
	}
	map_drop(&things);
	return done;
}

/* --- items ------------------------------------------------------------------------------------ */

struct completing {
	struct home		*h;
	uint64_t		 known;
	const struct thing	*evidence;
	size_t			 count;
	const struct kind_set	*kinds;
	bool			 plain;
	struct arena		*a;
	struct case_form	*c;
};

/* Dates as recorded where somebody stated them; what was read else. */
static void
complete_dates(struct item *it, const struct thing *t)
{
	int64_t made = event_instant(&t->event, "made");
	int64_t from = event_instant(&t->event, "valid_from");
	int64_t until = event_instant(&t->event, "valid_until");
	struct slice producer = event_text(&t->event, "producer");
	it->entry = t->row.key;
	it->received_ms = event_instant(&t->event, "received");
	it->made_ms = made != TIME_UNKNOWN ? made : it->made_ms;
	it->valid_from_ms = from != TIME_UNKNOWN ? from : it->valid_from_ms;
	it->valid_until_ms = until != TIME_UNKNOWN ? until : it->valid_until_ms;
	it->producer = producer.len > 0 ? producer : it->producer;
}

static struct rc
complete_item(struct completing *g, struct item *it, const struct thing *t, struct err *e)
{
	complete_dates(it, t);
	return item_states_of(g->h->store, t, g->known, g->a, &it->states, &it->state_count, e);
}

/* Of a copy that lies elsewhere or was only looked at there are no facts, only what is recorded. */
static struct rc
make_absent(struct completing *g, const struct thing *t, struct item *it, struct err *e)
{
	const struct value *held = value_get(&t->event.data, SLICE("held"));
	const struct value *seen = value_get(&t->event.data, SLICE("seen"));
	const struct kind *k = kind_find(g->kinds, event_text(&t->event, "kind"));
	*it = (struct item){ .id = item_id_of(t), .kind = event_text(&t->event, "kind"),
	    .decoder = SLICE(""), .producer = SLICE(""), .holding = HOLDING_HELD,
	    .stage = k != NULL && !slice_is_null(k->stage) ? k->stage : SLICE(""),
	    .prose = true, .made_ms = TIME_UNKNOWN, .valid_from_ms = TIME_UNKNOWN,
	    .valid_until_ms = TIME_UNKNOWN, .held_until_ms = TIME_UNKNOWN,
	    .recomputed_ms = TIME_UNKNOWN, .seen_ms = TIME_UNKNOWN };
	TRY(words_texts(value_get(&t->event.data, SLICE("bound_to")), g->a, &it->bound_to,
	    &it->bound_count, e));
	if (held != NULL && held->kind == VALUE_OBJECT) {
		struct slice until = value_text(value_get(held, SLICE("until")));
		it->holder = value_text(value_get(held, SLICE("holder")));
		if (until.len > 0)
			TRY(time_parse(until, TIME_END, &it->held_until_ms, e));
		TRY(recomputed_last(g->h->store, t, g->known, g->a, &it->recomputed_ms, e));
	} else {
		it->holding = HOLDING_SEEN;
		it->seen_by = value_text(value_get(seen, SLICE("by")));
		TRY(time_parse(value_text(value_get(seen, SLICE("at"))), TIME_BEGINNING,
		    &it->seen_ms, e));
	}
	return complete_item(g, it, t, e);
}

/* Items of evidence without bytes behind those of the bodies. */
static struct rc
add_absent(struct completing *g, struct err *e)
{
	size_t more = 0;
	for (size_t i = 0; i < g->count; i++)
		more += g->evidence[i].event.body_count == 0;
	struct item *wider = ARENA_ARRAY(g->a, struct item, g->c->item_count + more);
	if (wider == NULL)
		return arena_failed(g->a, e);
	for (size_t i = 0; i < g->c->item_count; i++)
		wider[i] = g->c->items[i];
	g->c->items = wider;
	for (size_t i = 0; i < g->count; i++)
		if (g->evidence[i].event.body_count == 0)
			TRY(make_absent(g, &g->evidence[i], &g->c->items[g->c->item_count++], e));
	return DONE;
}

static struct rc
complete_items(struct completing *g, struct err *e)
{
	struct map things = map_init();
	struct rc done = by_digest(g->evidence, g->count, &things, e);
	for (size_t i = 0; i < g->c->item_count && !failed(done); i++) {
		const struct thing *t = map_get(&things, g->c->items[i].id);
		if (t != NULL)
			done = complete_item(g, &g->c->items[i], t, e);
	}
	map_drop(&things);
	return failed(done) ? done : add_absent(g, e);
}

/* --- readings, exceptions, parties ------------------------------------------------------------ */

static struct rc
complete_reviews(struct completing *g, struct err *e)
{
	struct slice *ids = ARENA_ARRAY(g->a, struct slice, g->count);
	if (ids == NULL)
		return arena_failed(g->a, e);
	for (size_t i = 0; i < g->count; i++)
		ids[i] = g->evidence[i].row.key;
	return reviews_of(g->h->store, ids, g->count, g->known, g->plain, g->a,
	    &g->c->reviews, &g->c->review_count, e);
}

/* The subject, what it stands for, and every item. */
static struct rc
complete_exceptions(struct completing *g, struct err *e)
{
	const struct case_scope *s = &g->c->scope;
	size_t n = 0;
	struct slice *about = ARENA_ARRAY(g->a, struct slice,
	    s->asset_count + g->c->item_count + 3);
	if (about == NULL)
		return arena_failed(g->a, e);
	about[n++] = s->subject;
	if (s->product.len > 0)
		about[n++] = s->product;
	if (s->release.len > 0)
		about[n++] = s->release;
	for (size_t i = 0; i < s->asset_count; i++)
		about[n++] = s->assets[i];
	for (size_t i = 0; i < g->c->item_count; i++)
		about[n++] = g->c->items[i].id;
	return exceptions_of(g->h->store, g->c, about, n, g->known, g->a, &g->c->exceptions,
	    &g->c->exception_count, e);
}

static int
by_role(const void *left, const void *right)
{
	const struct case_party *a = left, *b = right;
	int c = slice_cmp(a->role, b->role);
	return c != 0 ? c : slice_cmp(a->party, b->party);
}

/* Roles that were registered for the subject, its release or product; the nearer one counts. The
 * manufacturer stands in the scope. */
static struct rc
add_parties(struct completing *g, struct slice subject, struct case_party *out, size_t *n,
    size_t room, struct err *e)
{
	struct thing t;
	bool found;
	if (subject.len == 0)
		return DONE;
	TRY(state_get(g->h->store, "subject", subject, g->known, g->a, &t, &found, e));
	if (!found)
		return DONE;
	const struct value *list = value_get(&t.event.data, SLICE("parties"));
	for (size_t i = 0; i < list->count && *n < room; i++) {
		struct case_party p = { value_text(value_get(&list->items[i], SLICE("role"))),
		    value_text(value_get(&list->items[i], SLICE("party"))) };
		bool there = slice_eq(p.role, SLICE("manufacturer"));
		for (size_t k = 0; k < *n && !there; k++)
			there = slice_eq(out[k].role, p.role);
		if (!there)
			out[(*n)++] = p;
	}
	return DONE;
}

#define PARTIES_MAX 64

static struct rc
complete_parties(struct completing *g, struct err *e)
{
	struct case_scope *s = &g->c->scope;
	size_t n = 0;
	struct case_party *list = ARENA_ARRAY(g->a, struct case_party, PARTIES_MAX);
	if (list == NULL)
		return arena_failed(g->a, e);
	TRY(add_parties(g, s->subject, list, &n, PARTIES_MAX, e));
	TRY(add_parties(g, s->release, list, &n, PARTIES_MAX, e));
	TRY(add_parties(g, s->product, list, &n, PARTIES_MAX, e));
	if (n > 1)
		qsort(list, n, sizeof(*list), by_role);
	s->parties = list;
	s->party_count = n;
	return DONE;
}

/* --- the whole -------------------------------------------------------------------------------- */

struct rc
case_kept_complete(struct home *h, uint64_t known, const struct thing *evidence, size_t count,
    const struct kind_set *kinds, bool plain, struct arena *a, struct case_form *c,
    struct err *e)
{
	struct completing g = { h, known, evidence, count, kinds, plain, a, c };
	TRY(complete_items(&g, e));
	TRY(complete_reviews(&g, e));
	TRY(complete_parties(&g, e));
	TRY(complete_exceptions(&g, e));
	c->position_known = true;
	c->position_size = known;
	TRY(known_root(h, known, a, &c->position_root, e));
	case_settle(c);
	return DONE;
}
