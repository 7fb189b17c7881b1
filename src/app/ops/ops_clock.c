/* app/ops/ops_clock.c - `assay clock start` and `assay clock stop`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/clock_sheet.h"
#include "app/home/catalogues.h"
#include "app/home/given.h"
#include "app/home/single.h"

#define EVENTS "actively_exploited_vulnerability severe_incident vulnerability_not_exploited " \
	"placing_on_the_market"

/* --- start ------------------------------------------------------------------------------------ */

/* "measure-available" for "measure_available"; in the arena, ending in a NUL. */
static const char *
option_of(struct arena *a, const char *member)
{
	struct slice kept;
	if (!arena_format(a, &kept, "%s%c", member, 0))
		return NULL;
	for (size_t i = 0; i < kept.len; i++)
		if (kept.at[i] == '_')
			((uint8_t *)(uintptr_t)kept.at)[i] = '-';
	return (const char *)kept.at;
}

/* What has happened is not still to come; what may be planned is when a product is placed on the
 * market, and when its support ends. */
static struct rc
check_instant(const struct single *x, const char *member, const char *given, int64_t ms)
{
	struct trouble *t = &x->g.r->trouble;
	struct slice name = slice_of(member);
	if (ms == TIME_UNKNOWN || ms <= x->g.call->now_ms ||
	    slice_eq(name, SLICE("placed_on_market")) || slice_eq(name, SLICE("support_end")))
		return DONE;
	return trouble_in(t, given, fail(&t->err, E_USAGE, 0, "later than now: expected when it "
	    "happened"));
}

/* The first word of it comes before it is reasonably certain, or with it. */
static struct rc
check_readings(int64_t first, int64_t aware, struct trouble *t)
{
	return first == TIME_UNKNOWN || aware == TIME_UNKNOWN || first <= aware ? DONE :
	    trouble_in(t, "--report-received", fail(&t->err, E_USAGE, 0, "the first word of it "
	    "came after awareness: expected an instant that is not behind it"));
}

/* What is not said anew stays as it was. */
static struct rc
put_instants(struct single *x, const struct thing *old, struct draft *d)
{
	int64_t first = TIME_UNKNOWN, aware = TIME_UNKNOWN;
	for (size_t i = 0; i < CLOCK_INSTANTS; i++) {
		int64_t ms = TIME_UNKNOWN;
		const char *option = option_of(x->g.call->a, clock_instants[i]);
		if (option == NULL)
			return arena_failed(x->g.call->a, &x->g.r->trouble.err);
		TRY(given_instant(x->g.call, option, TIME_BEGINNING, &ms, &x->g.r->trouble));
		TRY(check_instant(x, clock_instants[i], op_value(x->g.call, option, 0), ms));
		if (ms == TIME_UNKNOWN && old != NULL)
			ms = event_instant(&old->event, clock_instants[i]);
		draft_instant(d, clock_instants[i], ms);
		if (slice_eq(slice_of(clock_instants[i]), SLICE("report_received")))
			first = ms;
		if (slice_eq(slice_of(clock_instants[i]), SLICE("awareness")))
			aware = ms;
	}
	return check_readings(first, aware, &x->g.r->trouble);
}

static struct slice
text_or(const struct op_call *call, const char *option, const struct thing *old,
    const char *member)
{
	if (op_value(call, option, 0) != NULL)
		return slice_of(op_value(call, option, 0));
	return old == NULL ? SLICE("") : event_text(&old->event, member);
}

static struct rc
put_subjects(struct single *x, const struct thing *old, struct draft *d)
{
	size_t count = 0;
	for (; op_value(x->g.call, "affects", count) != NULL; count++) {
		struct slice subject;
		TRY(given_subject(op_value(x->g.call, "affects", count),
		    SUBJECT_BIT(SUBJECT_PRODUCT) | SUBJECT_BIT(SUBJECT_RELEASE), "expected "
		    "--affects a product or release", &subject, &x->g.r->trouble));
		draft_subject(d, subject);
	}
	for (size_t i = 0; old != NULL && i < old->event.subject_count; i++)
		draft_subject(d, old->event.subjects[i]);
	return count > 0 || old != NULL ? DONE : fail(&x->g.r->trouble.err, E_USAGE, 0,
	    "expected --affects: which products and releases it is about");
}

/* --- one that runs already -------------------------------------------------------------------- */

static bool
is_about_vulnerability(struct slice event)
{
	return single_is_word(event, "actively_exploited_vulnerability "
	    "vulnerability_not_exploited");
}

/* The same product or release, or a release and its product. */
static bool
is_same_affected(struct slice left, struct slice right)
{
	struct subject a, b;
	if (failed(subject_parse(left, &a, NULL)) || failed(subject_parse(right, &b, NULL)))
		return false;
	return slice_eq(a.org, b.org) && slice_eq(a.name, b.name) &&
	    (a.kind != SUBJECT_RELEASE || b.kind != SUBJECT_RELEASE ||
	    slice_eq(a.second, b.second));
}

static bool
shares_affected(const struct event *v, const struct op_call *call)
{
	for (size_t i = 0; op_value(call, "affects", i) != NULL; i++)
		for (size_t k = 0; k < v->subject_count; k++)
			if (is_same_affected(v->subjects[k], slice_of(op_value(call, "affects",
			    i))))
				return true;
	return false;
}

static bool
runs(const struct kept_clock *k)
{
	for (size_t i = 0; i < k->duty_count; i++)
		if (clock_duty_is_open(&k->duties[i]))
			return true;
	return false;
}

/* Two clocks of one matter would show two dates for one duty, and a stop of one would leave the
 * other overdue. */
static struct rc
refuse_second(struct single *x, struct slice event, struct slice identifier)
{
	struct trouble *t = &x->g.r->trouble;
	struct shipped_data data;
	const struct catalog *c;
	struct kept_clock *all;
	struct slice what;
	size_t count;
	TRY(catalogues_known(&x->g.h, STORE_OPEN, x->g.call->a, &data, &t->err));
	TRY(clocks_catalog(&data, &c, &t->err));
	TRY(clocks_list(&x->g.h, STORE_OPEN, c, x->g.call->now_ms, x->g.call->a, &all, &count,
	    &t->err));
	for (size_t i = 0; i < count; i++) {
		const struct event *v = &all[i].thing.event;
		struct slice other = event_text(v, "event");
		if (!slice_eq_nocase(event_text(v, "identifier"), identifier) || !runs(&all[i]) ||
		    (!slice_eq(event, other) && !(is_about_vulnerability(event) &&
		    is_about_vulnerability(other))) || !shares_affected(v, x->g.call))
			continue;
		if (!arena_format(x->g.call->a, &what, "runs already for this product as %.*s; "
		    "--continues adds to it what is known since", SLICE_FMT(all[i].thing.row.key)))
			return arena_failed(x->g.call->a, &t->err);
		return trouble_in(t, (const char *)identifier.at, fail(&t->err, E_USAGE, 0,
		    (const char *)what.at));
	}
	return DONE;
}

static struct rc
compose_start(struct single *x, void *context, struct draft *d)
{
	const struct op_call *call = x->g.call;
	const char *continues = op_value(call, "continues", 0);
	struct thing found, *old = NULL;
	struct slice event, identifier;
	(void)context;
	if (continues != NULL) {
		TRY(single_thing(x, continues, "clock", &found));
		old = &found;
		x->about = found.row.key;
	}
	*d = draft_init(EVENT_CLOCK_STARTED, call->a);
	TRY(single_word(x, "event", EVENTS, "expected --event, one of " EVENTS, old == NULL ? NULL :
	    "", &event));
	if (event.len == 0)
		event = event_text(&old->event, "event");
	identifier = text_or(call, "identifier", old, "identifier");
	if (identifier.len == 0)
		TRY(single_need(x, "identifier", "expected --identifier, e.g. CVE-2026-0001",
		    &identifier));
	TRY(put_subjects(x, old, d));
	if (old == NULL)
		TRY(refuse_second(x, event, identifier));
	else
		draft_ref(d, "about", old->row.key);
	TRY(single_ground(x, d));
	draft_text(d, "event", event);
	draft_text(d, "identifier", identifier);
	draft_text(d, "title", text_or(call, "title", old, "title"));
	draft_text(d, "note", slice_of(op_value(call, "note", 0)));
	return put_instants(x, old, d);
}

struct rc
op_clock_start(const struct op_call *call, struct op_result *r)
{
	AUTO(single) x = {0};
	TRY(single_run(call, r, &x, compose_start, NULL));
	/* a clock that goes on keeps its name */
	if (x.about.len > 0)
		x.id = x.about;
	return single_say(&x, "assay/clock-start/1", NULL);
}

/* --- stop ------------------------------------------------------------------------------------- */

static struct rc
find_duty(struct single *x, const struct thing *clock, struct slice *out)
{
	const char *text = op_value(x->g.call, "DUTY", 0);
	struct trouble *t = &x->g.r->trouble;
	struct shipped_data data;
	const struct catalog *c;
	struct kept_clock k;
	TRY(catalogues_known(&x->g.h, STORE_OPEN, x->g.call->a, &data, &t->err));
	TRY(clocks_catalog(&data, &c, &t->err));
	TRY(clocks_read(&x->g.h, clock, STORE_OPEN, c, x->g.call->now_ms, x->g.call->a, &k,
	    &t->err));
	for (size_t i = 0; i < k.duty_count; i++)
		if (clock_duty_is(&k.duties[i], slice_of(text))) {
			*out = k.duties[i].id;
			return DONE;
		}
	return trouble_in(t, text, fail(&t->err, E_USAGE, 0, "no duty of this clock; `assay clock "
	    "show` lists them"));
}

static struct rc
compose_stop(struct single *x, void *context, struct draft *d)
{
	const struct op_call *call = x->g.call;
	struct thing clock;
	struct slice duty, why;
	int64_t at = TIME_UNKNOWN;
	(void)context;
	TRY(single_thing(x, op_value(call, "CLOCK", 0), "clock", &clock));
	TRY(find_duty(x, &clock, &duty));
	TRY(single_word(x, "why", "delivered already_provided in_error", "expected --why: "
	    "delivered, already_provided or in_error", "delivered", &why));
	TRY(given_instant(call, "at", TIME_BEGINNING, &at, &x->g.r->trouble));
	if (slice_eq(why, SLICE("delivered")) && op_value(call, "evidence", 0) == NULL)
		return fail(&x->g.r->trouble.err, E_USAGE, 0, "expected --evidence: the receipt "
		    "of what was delivered");
	TRY(check_instant(x, "at", op_value(call, "at", 0), at));
	*d = draft_init(EVENT_CLOCK_STOPPED, call->a);
	for (size_t i = 0; i < clock.event.subject_count; i++)
		draft_subject(d, clock.event.subjects[i]);
	draft_ref(d, "about", clock.row.key);
	TRY(single_ground(x, d));
	draft_text(d, "clock", duty);
	draft_text(d, "why", why);
	draft_instant(d, "at", at == TIME_UNKNOWN ? call->now_ms : at);
	draft_text(d, "note", slice_of(op_value(call, "note", 0)));
	x->about = clock.row.key;
	return DONE;
}

struct rc
op_clock_stop(const struct op_call *call, struct op_result *r)
{
	AUTO(single) x = {0};
	TRY(single_run(call, r, &x, compose_stop, NULL));
	return single_say(&x, "assay/clock-stop/1", "clock");
}
