/* app/desk/floors.c - retention floors of a product. See app/desk/floors.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/floors.h"

#include "app/desk/concerned.h"
#include "app/desk/kept_record.h"
#include "event/event.h"

static int64_t *
slot_of(struct clock_facts *f, const char *fact)
{
	struct slice name = slice_of(fact);
	return slice_eq(name, SLICE("placed_on_market")) ? &f->placed_on_market_ms :
	    slice_eq(name, SLICE("update_issued")) ? &f->update_issued_ms : &f->support_end_ms;
}

static struct rc
add_source(struct floors *f, const char *fact, int64_t ms, struct slice id, struct arena *a,
    struct err *e)
{
	void *at = f->sources;
	int64_t *slot = slot_of(&f->facts, fact);
	if (ms == TIME_UNKNOWN)
		return DONE;
	if (!arena_grow(a, &at, &f->source_cap, f->source_count, sizeof(struct floor_source)))
		return arena_failed(a, e);
	f->sources = at;
	f->sources[f->source_count++] = (struct floor_source){ fact, ms, id };
	if (*slot == TIME_UNKNOWN || ms > *slot)
		*slot = ms;
	return DONE;
}

static struct rc
read_clocks(struct home *h, struct slice subject, uint64_t known, struct arena *a,
    struct floors *f, struct err *e)
{
	static const char *const facts[] = { "placed_on_market", "update_issued", "support_end" };
	struct thing *all;
	size_t count;
	TRY(state_list(h->store, "clock", known, a, &all, &count, e));
	for (size_t i = 0; i < count; i++) {
		const struct event *v = &all[i].event;
		if (!slice_eq(event_text(v, "event"), SLICE("placing_on_the_market")) ||
		    !concerns_any(subject, v->subjects, v->subject_count))
			continue;
		for (size_t k = 0; k < COUNT(facts); k++)
			TRY(add_source(f, facts[k], event_instant(v, facts[k]), all[i].row.key, a,
			    e));
	}
	return DONE;
}

/* A record that was taken in before its form was known may say anything: what does not read says
 * nothing. */
static struct rc
read_record(struct home *h, const struct thing *t, const char *member, enum time_edge edge,
    const char *fact, struct arena *a, struct floors *f, struct err *e)
{
	struct kept_record record;
	bool found;
	TRY(kept_record_read(h, t, a, &record, &found, e));
	int64_t ms = found ? kept_instant(&record, member, edge) : TIME_UNKNOWN;
	return ms == TIME_UNKNOWN ? DONE : add_source(f, fact, ms, t->row.key, a, e);
}

static struct rc
read_evidence(struct home *h, struct slice subject, uint64_t known, int64_t at_ms,
    struct arena *a, struct floors *f, struct err *e)
{
	struct concerned *all;
	size_t count;
	TRY(concerned_evidence(h, subject, known, at_ms, a, &all, &count, e));
	for (size_t i = 0; i < count; i++) {
		const struct thing *t = &all[i].thing;
		struct slice kind = event_text(&t->event, "kind");
		if (!concerned_holds(&all[i]))
			continue;
		if (slice_eq(kind, SLICE("market_placement_record")))
			TRY(read_record(h, t, "placed", TIME_BEGINNING, "placed_on_market", a, f,
			    e));
		else if (slice_eq(kind, SLICE("support_period_statement")))
			TRY(read_record(h, t, "support_end", TIME_END, "support_end", a, f, e));
	}
	return DONE;
}

struct rc
floors_read(struct home *h, struct slice subject, uint64_t known, const struct catalog *c,
    int64_t at_ms, struct arena *a, struct floors *out, struct err *e)
{
	*out = (struct floors){ .facts = { SLICE("placing_on_the_market"), TIME_UNKNOWN,
	    TIME_UNKNOWN, TIME_UNKNOWN, TIME_UNKNOWN, TIME_UNKNOWN, TIME_UNKNOWN, TIME_UNKNOWN } };
	TRY(read_clocks(h, subject, known, a, out, e));
	TRY(read_evidence(h, subject, known, at_ms, a, out, e));
	return clock_duties(c, &out->facts, NULL, 0, at_ms, a, &out->duties, &out->duty_count, e);
}
