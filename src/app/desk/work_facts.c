/* app/desk/work_facts.c - what is known for the report of a clock. See app/desk/work_facts.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/work_facts.h"

#include "app/desk/concerned.h"
#include "app/desk/supports.h"
#include "event/event.h"

/* Releases that are named before the others are counted. */
#define RELEASES_NAMED 12
/* "evidence:" and so many digits as no two items of a home share by chance. */
#define RECEIPT_SHOWN 21

void
work_add(struct filling *g, const char *section, struct slice what, struct slice text)
{
	struct value row = value_object();
	struct slice id = SLICE("");
	if (!arena_format(g->b->a, &id, "%s/%zu", section, ++g->number))
		g->b->broken = true;
	value_put(g->b, &row, "id", value_string(id));
	value_put(g->b, &row, "section", value_string(slice_of(section)));
	value_put(g->b, &row, "what", value_string(what));
	value_put(g->b, &row, "value", text.len > 0 ? value_string(text) : value_null());
	value_push(g->b, &g->rows, row);
}

/* text, a comma where there was something, and what is put behind it. */
static void
join(struct filling *g, struct slice *text, const char *between, struct slice more)
{
	if (!arena_format(g->b->a, text, "%.*s%s%.*s", SLICE_FMT(*text), text->len > 0 ?
	    between : "", SLICE_FMT(more)))
		g->b->broken = true;
}

/* --- what the act asks for -------------------------------------------------------------------- */

/* The row whose place in the act it is: "Art. 14(2)(a)". */
static struct slice
words_of(const struct filling *g, struct slice ref)
{
	for (size_t i = 0; i < g->catalog->item_count; i++) {
		const struct catalog_item *item = &g->catalog->items[i];
		if (slice_eq(value_text(value_get(item->row, SLICE("ref"))), ref))
			return item->paraphrase;
	}
	return SLICE("");
}

/* The paragraph of the event says to whom every report of it goes, and one for all of them by which
 * way; users are told by their own. */
static struct slice
addressee(struct filling *g)
{
	bool flaw = slice_starts(g->d->article, SLICE("14(2)"));
	struct slice to = SLICE("");
	if (!flaw && !slice_starts(g->d->article, SLICE("14(4)")))
		return to;
	to = words_of(g, flaw ? SLICE("Art. 14(1)") : SLICE("Art. 14(3)"));
	join(g, &to, " ", words_of(g, SLICE("Art. 14(7)")));
	return to;
}

void
work_add_asked(struct filling *g)
{
	struct slice ref = SLICE("Art. "), to = addressee(g), asked;
	join(g, &ref, "", g->d->article);
	asked = words_of(g, ref);
	if (asked.len > 0)
		work_add(g, "report", SLICE("What is asked for"), asked);
	if (to.len > 0)
		work_add(g, "report", SLICE("To whom"), to);
}

/* --- what was done ---------------------------------------------------------------------------- */

static struct slice
receipts(struct filling *g, const struct event *v)
{
	struct slice text = SLICE("");
	for (size_t i = 0; i < v->ref_count; i++)
		if (slice_eq(v->refs[i].rel, SLICE("based_on")))
			join(g, &text, ", ", slice_sub(v->refs[i].id, 0, RECEIPT_SHOWN));
	return text;
}

/* How it ended: its last stop. */
static const struct event *
stop_of(const struct kept_clock *k, struct slice duty)
{
	for (size_t i = k->stop_count; i-- > 0;)
		if (slice_eq(event_text(&k->stop_things[i].event, "clock"), duty))
			return &k->stop_things[i].event;
	return NULL;
}

void
work_add_delivered(struct filling *g)
{
	for (size_t i = 0; i < g->k->duty_count; i++) {
		const struct clock_duty *d = &g->k->duties[i];
		const struct event *v = stop_of(g->k, d->id);
		struct slice text;
		char at[TIME_TEXT_BYTES];
		if (v == NULL || d == g->d || (d->state != CLOCK_DELIVERED &&
		    d->state != CLOCK_DELIVERED_LATE))
			continue;
		time_show(d->stopped_ms, at);
		if (arena_format(g->b->a, &text, "delivered at %s, receipt %.*s", at,
		    SLICE_FMT(receipts(g, v))))
			work_add(g, "report", d->deliverable, text);
		else
			g->b->broken = true;
	}
}

/* --- what is affected ------------------------------------------------------------------------- */

/* It is what is affected, a part of that, or has it as a part. */
static bool
is_affected(const struct filling *g, struct slice subject)
{
	const struct event *v = &g->k->thing.event;
	bool whole = false;
	for (size_t i = 0; i < v->subject_count; i++)
		whole = whole || concerns(v->subjects[i], subject);
	return whole || concerns_any(subject, v->subjects, v->subject_count);
}

static struct rc
add_releases(struct filling *g, struct err *e)
{
	const struct event *v = &g->k->thing.event;
	struct thing *all;
	struct slice text = SLICE("");
	size_t count, named = 0;
	TRY(state_list(g->h->store, "subject", g->q->known, g->b->a, &all, &count, e));
	for (size_t i = 0; i < count; i++) {
		bool own = false;
		for (size_t k = 0; k < v->subject_count; k++)
			own = own || slice_eq(v->subjects[k], all[i].row.key);
		if (own || !slice_starts(all[i].row.key, SLICE("release:")) ||
		    !is_affected(g, all[i].row.key))
			continue;
		if (++named <= RELEASES_NAMED)
			join(g, &text, ", ", all[i].row.key);
	}
	if (named > RELEASES_NAMED && !arena_format(g->b->a, &text, "%.*s and %zu more",
	    SLICE_FMT(text), named - RELEASES_NAMED))
		return arena_failed(g->b->a, e);
	if (named > 0)
		work_add(g, "affected", SLICE("Registered releases of it, each to be looked at"),
		    text);
	return DONE;
}

static struct rc
add_support(struct filling *g, struct err *e)
{
	struct support_line *all;
	size_t count;
	TRY(supports_find(g->h, (struct slice){0}, g->q->known, g->q->valid_at_ms, g->b->a, &all,
	    &count, e));
	for (size_t i = 0; i < count; i++) {
		struct slice text;
		char end[TIME_TEXT_BYTES];
		if (all[i].component.len > 0 || all[i].end_ms == TIME_UNKNOWN ||
		    !is_affected(g, all[i].subject))
			continue;
		time_show(all[i].end_ms, end);
		if (!arena_format(g->b->a, &text, "%.*s until %s, as %.*s states (%.*s)",
		    SLICE_FMT(all[i].subject), end, SLICE_FMT(all[i].issuer.len > 0 ?
		    all[i].issuer : SLICE("nobody who is named")), SLICE_FMT(all[i].source)))
			return arena_failed(g->b->a, e);
		work_add(g, "affected", SLICE("Supported"), text);
	}
	return DONE;
}

struct rc
work_add_affected(struct filling *g, struct err *e)
{
	const struct event *v = &g->k->thing.event;
	for (size_t i = 0; i < v->subject_count; i++)
		work_add(g, "affected", SLICE("Affected"), v->subjects[i]);
	TRY(add_releases(g, e));
	return add_support(g, e);
}

struct rc
work_markets(struct filling *g, struct slice *out, struct err *e)
{
	struct kept_record *all;
	size_t count;
	*out = SLICE("");
	TRY(kept_records_all(g->h, "market_placement_record", g->q->known, g->q->valid_at_ms,
	    g->b->a, &all, &count, e));
	for (size_t i = 0; i < count; i++) {
		struct slice release = kept_text(&all[i], "release");
		struct slice of = release.len > 0 ? release : kept_text(&all[i], "product");
		struct slice market = kept_text(&all[i], "market");
		if (market.len > 0 && is_affected(g, of) &&
		    slice_find(*out, market, 0) == SIZE_MAX)
			join(g, out, ", ", market);
	}
	if (out->len > 0 && !arena_format(g->b->a, out, "placed on the market of: %.*s, as is "
	    "recorded", SLICE_FMT(*out)))
		return arena_failed(g->b->a, e);
	return DONE;
}
