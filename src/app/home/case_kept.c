/* app/home/case_kept.c - what only a ledger knows of a case. See app/home/case_kept.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/case_kept.h"

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

/* Dates as recorded where somebody stated them; what was read else. */
static void
complete_item(struct item *it, const struct thing *t)
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

/* --- the whole -------------------------------------------------------------------------------- */

struct rc
case_kept_complete(struct home *h, uint64_t known, const struct thing *evidence, size_t count,
    const struct kind_set *kinds, struct arena *a, struct case_form *c, struct err *e)
{
	struct map things = map_init();
	struct rc done = by_digest(evidence, count, &things, e);
	(void)kinds;
	for (size_t i = 0; i < c->item_count && !failed(done); i++) {
		const struct thing *t = map_get(&things, c->items[i].id);
		if (t != NULL)
			complete_item(&c->items[i], t);
	}
	map_drop(&things);
	TRY(done);
	c->position_known = true;
	c->position_size = known;
	TRY(known_root(h, known, a, &c->position_root, e));
	case_settle(c);
	return DONE;
}
