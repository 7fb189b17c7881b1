/* app/desk/clock_sheet.c - a clock as values. See app/desk/clock_sheet.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/clock_sheet.h"

#include "app/desk/duties.h"
#include "app/home/draft.h"
#include "base/map.h"
#include "event/event.h"

bool
clock_duty_is(const struct clock_duty *d, struct slice text)
{
	if (slice_eq(d->id, text))
		return true;
	if (d->deliverable.len != text.len)
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] != d->deliverable.at[i] &&
		    !(text.at[i] == '_' && d->deliverable.at[i] == ' '))
			return false;
	return true;
}

struct value
clock_duty_value(struct build *b, const struct kept_clock *k, const struct clock_duty *d)
{
	struct value v = value_object();
	struct slice id;
	if (!arena_format(b->a, &id, "%.*s/%.*s", SLICE_FMT(k->thing.row.key), SLICE_FMT(d->id)))
		b->broken = true;
	value_put(b, &v, "id", value_string(b->broken ? SLICE("") : id));
	value_put(b, &v, "clock", value_string(k->thing.row.key));
	value_put(b, &v, "identifier", value_string(event_text(&k->thing.event, "identifier")));
	value_put(b, &v, "duty", value_string(d->id));
	value_put(b, &v, "deliverable", value_string(d->deliverable));
	value_put(b, &v, "article", value_string(d->article));
	value_put(b, &v, "state", value_string(slice_of(clock_state_name(d->state))));
	value_put(b, &v, "anchor", value_string(d->anchor));
	value_put(b, &v, "anchor_at", instant_value(b, d->anchor_ms));
	value_put(b, &v, "due", instant_value(b, d->due_ms));
	value_put(b, &v, "early", instant_value(b, d->early_ms));
	value_put(b, &v, "extended", instant_value(b, d->extended_ms));
	value_put(b, &v, "at_least", value_bool(d->minimum));
	value_put(b, &v, "stopped", instant_value(b, d->stopped_ms));
	value_put(b, &v, "anchor_before_awareness", value_bool(d->before_awareness));
	value_put(b, &v, "note", d->note.len > 0 ? value_string(d->note) : value_null());
	return v;
}

/* --- who is to be told ------------------------------------------------------------------------ */

struct telling {
	struct home	*h;
	uint64_t	 known;
	int64_t		 at_ms;
	struct build	*b;
	struct value	 list;
	struct map	 seen;
};

static struct rc
tell(struct telling *g, struct slice who, struct slice why, struct slice contact, struct err *e)
{
	struct value one = value_object();
	if (who.len == 0 || map_has(&g->seen, who))
		return DONE;
	TRY(map_put(&g->seen, who, g, e));
	value_put(g->b, &one, "who", value_string(who));
	value_put(g->b, &one, "because", value_string(why));
	value_put(g->b, &one, "contact", contact.len > 0 ? value_string(contact) : value_null());
	value_push(g->b, &g->list, one);
	return DONE;
}

/* By the register, or by a matrix. */
static struct rc
tell_notifiers(struct telling *g, struct slice subject, struct err *e)
{
	struct duties d = duties_init(g->b->a);
	struct rc done = duties_find_said(g->h, subject, g->known, g->at_ms, &d, e);
	for (size_t i = 0; !failed(done) && i < d.count; i++)
		if (slice_eq(d.cells[i].duty, SLICE("notify")))
			done = tell(g, d.cells[i].party, SLICE(CLOCK_NOTIFIES),
			    duty_contact(&d, &d.cells[i]), e);
	duties_drop(&d);
	return done;
}

/* Whoever has the duty to notify, and the parties of the product as it is registered. */
static struct rc
tell_about(struct telling *g, struct slice subject, struct err *e)
{
	struct thing product;
	bool found;
	TRY(tell_notifiers(g, subject, e));
	TRY(state_get(g->h->store, "subject", subject, g->known, g->b->a, &product, &found, e));
	const struct value *parties = found ? value_get(&product.event.data, SLICE("parties")) :
	    NULL;
	for (size_t i = 0; parties != NULL && i < parties->count; i++)
		TRY(tell(g, value_text(value_get(&parties->items[i], SLICE("party"))),
		    value_text(value_get(&parties->items[i], SLICE("role"))), SLICE(""), e));
	return DONE;
}

struct rc
clock_told(struct build *b, struct home *h, const struct kept_clock *k,
    const struct question *q, struct value *out, struct err *e)
{
	struct telling g = { h, q->known, q->valid_at_ms, b, value_array(), map_init() };
	struct rc done = DONE;
	for (size_t i = 0; i < k->thing.event.subject_count && !failed(done); i++)
		done = tell_about(&g, k->thing.event.subjects[i], e);
	map_drop(&g.seen);
	*out = g.list;
	return done;
}

/* --- the whole -------------------------------------------------------------------------------- */

static struct value
stops_value(struct build *b, const struct kept_clock *k)
{
	struct value list = value_array();
	for (size_t i = 0; i < k->stop_count; i++) {
		const struct event *v = &k->stop_things[i].event;
		struct value one = value_object(), receipts = value_array();
		for (size_t n = 0; n < v->ref_count; n++)
			if (slice_eq(v->refs[n].rel, SLICE("based_on")))
				value_push(b, &receipts, value_string(v->refs[n].id));
		value_put(b, &one, "duty", value_string(event_text(v, "clock")));
		value_put(b, &one, "why", value_string(event_text(v, "why")));
		value_put(b, &one, "at", instant_value(b, event_instant(v, "at")));
		value_put(b, &one, "receipts", receipts);
		value_push(b, &list, one);
	}
	return list;
}

struct rc
clock_value(struct build *b, struct home *h, const struct kept_clock *k,
    const struct question *q, bool duties_too, struct value *out, struct err *e)
{
	const struct event *v = &k->thing.event;
	struct value subjects = value_array(), duties = value_array(), told;
	*out = value_object();
	for (size_t i = 0; i < v->subject_count; i++)
		value_push(b, &subjects, value_string(v->subjects[i]));
	for (size_t i = 0; i < k->duty_count; i++)
		value_push(b, &duties, clock_duty_value(b, k, &k->duties[i]));
	TRY(clock_told(b, h, k, q, &told, e));
	value_put(b, out, "id", value_string(k->thing.row.key));
	value_put(b, out, "event", value_string(event_text(v, "event")));
	value_put(b, out, "identifier", value_string(event_text(v, "identifier")));
	value_put(b, out, "title", value_string(event_text(v, "title")));
	value_put(b, out, "affects", subjects);
	for (size_t i = 0; i < CLOCK_INSTANTS; i++)
		value_put(b, out, clock_instants[i], instant_value(b, event_instant(v,
		    clock_instants[i])));
	value_put(b, out, "tell", told);
	if (duties_too)
		value_put(b, out, "duties", duties);
	value_put(b, out, "stopped", stops_value(b, k));
	return build_end(b, e);
}

static void
put_date(struct buf *out, const char *before, int64_t ms)
{
	char text[TIME_TEXT_BYTES];
	if (ms == TIME_UNKNOWN)
		return;
	time_show(ms, text);
	buf_addf(out, "%s%s", before, text);
}

void
clock_duties_text(const struct kept_clock *k, struct buf *out)
{
	for (size_t i = 0; i < k->duty_count; i++) {
		const struct clock_duty *d = &k->duties[i];
		buf_addf(out, "  %-10.*s %-46.*s %s", SLICE_FMT(d->id), SLICE_FMT(d->deliverable),
		    clock_state_name(d->state));
		put_date(out, d->minimum ? ", at least until " : ", due ", d->due_ms);
		put_date(out, ", by the earlier reading ", d->early_ms);
		put_date(out, ", stopped ", d->stopped_ms);
		if (d->state == CLOCK_UNDETERMINED)
			buf_addf(out, ": waits for %.*s", SLICE_FMT(d->anchor));
		if (d->before_awareness)
			buf_add_text(out, "; its fact lies before awareness: a person has to "
			    "decide which date counts");
		buf_add_byte(out, '\n');
	}
}
