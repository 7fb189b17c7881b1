/* app/desk/work_sheet.c - the work sheet of one report. See app/desk/work_sheet.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/work_sheet.h"

#include "app/desk/clock_sheet.h"
#include "app/desk/not_proven.h"
#include "app/desk/notices.h"
#include "app/desk/work_facts.h"
#include "app/home/draft.h"
#include "codec/utf8.h"
#include "event/event.h"

static const char *const limits[] = {
	"Dates and duties are to be checked, and are no legal advice; whether a duty applies is "
	    "for whoever answers for it.",
	"What is filled in is what was recorded here, and nothing shows that it is all there is, "
	    "or that it is right.",
	"Neither the sheet nor a signature on it says that the report was submitted: its receipt "
	    "does, once it is filed.",
	"That an end is not reached yet does not say that there is time: the act asks for a report "
	    "without undue delay.",
};

const char *const *
work_sheet_limits(size_t *count)
{
	*count = COUNT(limits);
	return limits;
}

static void
add(struct filling *g, const char *section, const char *what, struct slice text)
{
	work_add(g, section, slice_of(what), text);
}

static void
add_instant(struct filling *g, const char *what, int64_t ms)
{
	char text[TIME_TEXT_BYTES];
	struct slice kept = SLICE("");
	if (ms != TIME_UNKNOWN) {
		time_show(ms, text);
		if (!arena_copy(g->b->a, slice_of(text), &kept))
			g->b->broken = true;
	}
	work_add(g, "report", slice_of(what), kept);
}

/* The facts that reports run from, the first of clock_instants. */
static const char *const instants[] = { "First word of it", "Awareness", "Measure available",
    "Notification submitted" };

static void
add_report(struct filling *g)
{
	const struct clock_duty *d = g->d;
	const struct event *v = &g->k->thing.event;
	add(g, "report", "Article", d->article);
	work_add_asked(g);
	add_instant(g, "Due", d->due_ms);
	if (d->early_ms != TIME_UNKNOWN)
		add_instant(g, "Due by the earlier reading of awareness", d->early_ms);
	add(g, "report", "Vulnerability or incident", event_text(v, "identifier"));
	add(g, "report", "Title", event_text(v, "title"));
	for (size_t i = 0; i < COUNT(instants); i++)
		add_instant(g, instants[i], event_instant(v, clock_instants[i]));
	work_add_delivered(g);
}

/* Whoever has the duty to notify does it; the others are parties of what is affected. */
static void
add_told(struct filling *g, const struct value *told)
{
	for (size_t i = 0; i < told->count; i++) {
		const struct value *one = &told->items[i];
		struct slice who = value_text(value_get(one, SLICE("who"))), text = who;
		struct slice why = value_text(value_get(one, SLICE("because")));
		struct slice contact = value_text(value_get(one, SLICE("contact")));
		bool duty = slice_eq(why, SLICE(CLOCK_NOTIFIES));
		if ((!duty && why.len > 0 && !arena_format(g->b->a, &text, "%.*s (%.*s)",
		    SLICE_FMT(who), SLICE_FMT(why))) || (contact.len > 0 &&
		    !arena_format(g->b->a, &text, "%.*s, reached by %.*s", SLICE_FMT(text),
		    SLICE_FMT(contact))))
			g->b->broken = true;
		add(g, "tell", duty ? "Has the duty to notify" : "Party of it", text);
	}
	if (told->count == 0)
		add(g, "tell", "Has the duty to notify", SLICE(""));
}

/* Customers who were told of it already. */
static void
add_notices(struct filling *g, const struct notice *all, size_t count, struct slice identifier)
{
	for (size_t i = 0; i < count; i++) {
		struct slice text = SLICE("");
		char sent[TIME_TEXT_BYTES];
		if (!slice_eq(all[i].vulnerability, identifier))
			continue;
		time_show(all[i].sent_ms, sent);
		if (!arena_format(g->b->a, &text, "at %s: %.*s, by %.*s (%.*s)", sent,
		    SLICE_FMT(all[i].audience), SLICE_FMT(all[i].channel),
		    SLICE_FMT(all[i].id)))
			g->b->broken = true;
		add(g, "tell", "Told", text);
	}
}

/* What a report of this kind is usually asked for and the ledger cannot know. */
static struct rc
add_questions(struct filling *g, struct err *e)
{
	static const char *const all[] = { "Nature of the exploitation or incident",
	    "Corrective or mitigating measures taken, and those that users can take",
	    "How sensitive the notified information is held to be" };
	static const char *const last[] = { "Severity and impact", "Root cause",
	    "Who exploited it, as far as it is known",
	    "The security update or other measure, and from when it is available" };
	struct slice markets;
	TRY(work_markets(g, &markets, e));
	add(g, "to_fill_in", "Member States in which the product is made available", markets);
	for (size_t i = 0; i < COUNT(all); i++)
		add(g, "to_fill_in", all[i], SLICE(""));
	for (size_t i = 0; slice_eq(g->d->deliverable, SLICE("final report")) &&
	    i < COUNT(last); i++)
		add(g, "to_fill_in", last[i], SLICE(""));
	return DONE;
}

struct rc
work_sheet(struct build *b, struct home *h, const struct kept_clock *k,
    const struct clock_duty *d, const struct catalog *c, const struct question *q,
    struct value *out, struct err *e)
{
	const struct event *v = &k->thing.event;
	struct filling g = { .h = h, .k = k, .d = d, .q = q, .catalog = c, .b = b,
	    .rows = value_array() };
	struct value told;
	struct notice *notices;
	size_t count;
	TRY(notices_find(h, (struct slice){0}, q->known, q->valid_at_ms, b->a, &notices, &count,
	    e));
	TRY(clock_told(b, h, k, q, &told, e));
	add_report(&g);
	TRY(work_add_affected(&g, e));
	add_told(&g, &told);
	add_notices(&g, notices, count, event_text(v, "identifier"));
	TRY(add_questions(&g, e));
	*out = value_object();
	value_put(b, out, "clock", value_string(k->thing.row.key));
	value_put(b, out, "duty", value_string(d->id));
	value_put(b, out, "deliverable", value_string(d->deliverable));
	value_put(b, out, "identifier", value_string(event_text(v, "identifier")));
	value_put(b, out, "state", value_string(slice_of(clock_state_name(d->state))));
	not_proven_put(b, out, work_sheet_limits);
	value_put(b, out, "rows", g.rows);
	return build_end(b, e);
}

/* --- Markdown --------------------------------------------------------------------------------- */

static struct slice
member(const struct value *v, const char *name)
{
	return value_text(value_get(v, slice_of(name)));
}

static void
put_section(const struct value *rows, const char *section, bool named, const char *none,
    struct buf *out)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct value *row = &rows->items[i];
		struct slice text = member(row, "value");
		if (!slice_eq(member(row, "section"), slice_of(section)))
			continue;
		buf_add_text(out, "- ");
		if (named)
			buf_addf(out, "%.*s: ", SLICE_FMT(member(row, "what")));
		if (text.len > 0)
			text_show(text, out);
		else
			buf_addf(out, "**open**%s", none);
		buf_add_byte(out, '\n');
	}
}

void
work_sheet_markdown(const struct value *sheet, struct buf *out)
{
	const struct value *rows = value_get(sheet, SLICE("rows"));
	buf_add_text(out, "# Work sheet: ");
	text_show(member(sheet, "deliverable"), out);
	buf_add_text(out, "\n\nDates and duties to check, no legal advice. Nothing is sent from "
	    "here: a person submits the report,\nand files its receipt as evidence "
	    "(`assay clock stop`).\n\n");
	put_section(rows, "report", true, "", out);
	buf_add_text(out, "\n## Affected products and releases\n\n");
	put_section(rows, "affected", true, "", out);
	buf_add_text(out, "\n## Who is to be told\n\n");
	put_section(rows, "tell", true, ": nobody is registered for it", out);
	buf_add_text(out, "\n## To be filled in by a person\n\n");
	put_section(rows, "to_fill_in", true, "", out);
	buf_add_text(out, "\n## What this does not prove\n\n");
	for (size_t i = 0; i < COUNT(limits); i++)
		buf_addf(out, "- %s\n", limits[i]);
}
