/* app/desk/supports.c - until when something is supported. See app/desk/supports.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/supports.h"

#include <stdlib.h>

#include "app/desk/contained.h"
#include "app/home/draft.h"
#include "base/map.h"
#include "base/time.h"
#include "event/event.h"
#include "subject/purl.h"

const char *
support_status_name(enum support_status s)
{
	switch (s) {
	case SUPPORT_OPEN_ENDED: return "open_ended";
	case SUPPORT_TO_BE_ANNOUNCED: return "to_be_announced";
	case SUPPORT_AHEAD: return "ahead";
	case SUPPORT_RUNS: return "supported";
	case SUPPORT_ENDED: return "ended";
	}
	BUG("no such status of support");
}

/* --- one line --------------------------------------------------------------------------------- */

/* What a record names; of one that names nothing, the nth product, release or component that it was
 * recorded for. Empty: no more. */
static struct slice
subject_of(const struct kept_record *r, size_t nth)
{
	static const char *const members[] = { "component", "release", "product" };
	const struct event *v = &r->thing.event;
	for (size_t i = 0; i < COUNT(members); i++)
		if (kept_text(r, members[i]).len > 0)
			return nth == 0 ? kept_text(r, members[i]) : SLICE("");
	for (size_t i = 0; i < v->subject_count; i++)
		if ((slice_starts(v->subjects[i], SLICE("product:")) ||
		    slice_starts(v->subjects[i], SLICE("release:")) ||
		    slice_starts(v->subjects[i], SLICE("pkg:"))) && nth-- == 0)
			return v->subjects[i];
	return SLICE("");
}

/* Which of the four dates are stated, and which are said to be still open. */
static void
find_dates(const struct kept_record *r, struct openeox *x)
{
	for (size_t i = 0; i < OPENEOX_DATES; i++) {
		x->date[i].tba = slice_eq(kept_text(r, openeox_names[i]), SLICE(OPENEOX_TBA));
		x->date[i].ms = kept_instant(r, openeox_names[i], i == OPENEOX_AVAILABILITY ?
		    TIME_BEGINNING : TIME_END);
	}
	x->last_updated_ms = kept_instant(r, "issued", TIME_BEGINNING);
}

/* The first end that is stated: without fixes nothing is supported, whatever else goes on. */
static void
find_end(const struct kept_record *r, struct support_line *l)
{
	static const char *const members[] = { "end_of_security_support", "support_end",
	    "end_of_life" };
	l->end_ms = TIME_UNKNOWN;
	l->which = SLICE("");
	for (size_t i = 0; i < COUNT(members) && l->end_ms == TIME_UNKNOWN; i++) {
		l->end_ms = kept_instant(r, members[i], TIME_END);
		if (l->end_ms != TIME_UNKNOWN)
			l->which = slice_of(members[i]);
	}
}

static void
judge(struct support_line *l, int64_t at_ms)
{
	l->days_left = l->days_past = 0;
	if (l->end_ms == TIME_UNKNOWN)
		l->status = l->dates.date[OPENEOX_SECURITY].tba ||
		    l->dates.date[OPENEOX_LIFE].tba ? SUPPORT_TO_BE_ANNOUNCED :
		    SUPPORT_OPEN_ENDED;
	else if (at_ms > l->end_ms) {
		l->status = SUPPORT_ENDED;
		l->days_past = (at_ms - l->end_ms + DAY_MS - 1) / DAY_MS;
	} else {
		l->status = SUPPORT_RUNS;
		l->days_left = (l->end_ms - at_ms) / DAY_MS;
	}
	if (l->status != SUPPORT_ENDED && l->start_ms != TIME_UNKNOWN && at_ms < l->start_ms)
		l->status = SUPPORT_AHEAD;
}

static struct support_line
line_of(const struct kept_record *r, const char *kind, struct slice subject, int64_t at_ms)
{
	struct support_line l = { .id = r->id, .kind = slice_of(kind), .subject = subject,
	    .policy = kept_text(r, "policy"), .maintenance = kept_text(r, "maintenance"),
	    .source = kept_text(r, "source"), .issuer = kept_text(r, "issuer") };
	l.duty.floor_ms = l.duty.told_ms = l.duty.purchase_ms = TIME_UNKNOWN;
	l.start_ms = kept_instant(r, "support_start", TIME_BEGINNING);
	if (l.start_ms == TIME_UNKNOWN)
		l.start_ms = kept_instant(r, "general_availability", TIME_BEGINNING);
	l.life_ms = kept_instant(r, "end_of_life", TIME_END);
	find_dates(r, &l.dates);
	l.stated_ms = l.dates.last_updated_ms != TIME_UNKNOWN ? l.dates.last_updated_ms :
	    r->thing.event.at_ms;
	find_end(r, &l);
	judge(&l, at_ms);
	return l;
}

/* --- all of them ------------------------------------------------------------------------------ */

struct finding_lines {
	struct arena		*a;
	struct map		 seen;		/* kind, subject, issuer */
	int64_t			 at_ms;
	struct support_line	*at;
	size_t			 count, cap;
};

/* From the last to the first: a later statement of the same takes the place of an earlier one. */
static struct rc
add_line(struct finding_lines *g, const struct kept_record *r, const char *kind,
    struct slice subject, struct err *e)
{
	struct slice key;
	void *list = g->at;
	if (!arena_format(g->a, &key, "%s\n%.*s\n%.*s", kind, SLICE_FMT(subject),
	    SLICE_FMT(kept_text(r, "issuer"))))
		return arena_failed(g->a, e);
	if (map_has(&g->seen, key))
		return DONE;
	TRY(map_put(&g->seen, key, g, e));
	if (!arena_grow(g->a, &list, &g->cap, g->count, sizeof(struct support_line)))
		return arena_failed(g->a, e);
	g->at = list;
	g->at[g->count++] = line_of(r, kind, subject, g->at_ms);
	return DONE;
}

static struct rc
add_all(struct home *h, uint64_t known, struct finding_lines *g, struct err *e)
{
	static const char *const kinds[] = { "support_period_statement", "eol_statement" };
	struct kept_record *all;
	size_t count;
	for (size_t k = 0; k < COUNT(kinds); k++) {
		TRY(kept_records_all(h, kinds[k], known, g->at_ms, g->a, &all, &count, e));
		for (size_t i = count; i-- > 0;) {
			struct slice subject;
			for (size_t n = 0; (subject = subject_of(&all[i], n)).len > 0; n++)
				TRY(add_line(g, &all[i], kinds[k], subject, e));
		}
	}
	return DONE;
}

/* A component's statements again for what contains it. */
static struct rc
add_containers(struct home *h, uint64_t known, struct finding_lines *g, struct err *e)
{
	size_t n = g->count, found_count, own = 0;
	struct slice *purls = ARENA_ARRAY(g->a, struct slice, n);
	struct support_line *more, **of = ARENA_ARRAY(g->a, struct support_line *, n);
	struct contained *found;
	if (purls == NULL || of == NULL)
		return arena_failed(g->a, e);
	for (size_t i = 0; i < n; i++)
		if (slice_starts(g->at[i].subject, SLICE("pkg:"))) {
			struct slice form, any;
			TRY(purl_canonical(g->at[i].subject, g->a, &form, e));
			TRY(contained_any_version(g->at[i].subject, g->a, &any, e));
			g->at[i].any = slice_eq(form, any);
			of[own] = &g->at[i];
			purls[own++] = g->at[i].subject;
		}
	TRY(contained_find(h, purls, own, known, g->at_ms, g->a, &found, &found_count, e));
	more = ARENA_ARRAY(g->a, struct support_line, n + found_count);
	if (more == NULL)
		return arena_failed(g->a, e);
	for (size_t i = 0; i < n; i++)
		more[i] = g->at[i];
	for (size_t i = 0; i < found_count; i++) {
		more[n + i] = *of[found[i].component];
		more[n + i].component = more[n + i].subject;
		more[n + i].subject = found[i].subject;
		more[n + i].sbom = found[i].sbom;
	}
	g->at = more;
	g->count = n + found_count;
	return DONE;
}

/* What ends first stands first; what has no end stands last. */
static int
by_end(const void *left, const void *right)
{
	const struct support_line *a = left, *b = right;
	int64_t x = a->end_ms == TIME_UNKNOWN ? INT64_MAX : a->end_ms;
	int64_t y = b->end_ms == TIME_UNKNOWN ? INT64_MAX : b->end_ms;
	int order = (x > y) - (x < y);
	if (order == 0)
		order = slice_cmp(a->subject, b->subject);
	return order != 0 ? order : slice_cmp(a->id, b->id);
}

/* A purl is met by its own spellings, and by what is said of every version of it. */
static struct rc
keep_subject(struct finding_lines *g, struct slice subject, struct err *e)
{
	size_t kept = 0;
	bool purl = slice_starts(subject, SLICE("pkg:"));
	struct slice form, any, own;
	if (slice_is_null(subject))
		return DONE;
	if (purl) {
		TRY(purl_canonical(subject, g->a, &form, e));
		TRY(contained_any_version(subject, g->a, &any, e));
	}
	for (size_t i = 0; i < g->count; i++) {
		bool same = slice_eq(g->at[i].subject, subject);
		if (purl && slice_starts(g->at[i].subject, SLICE("pkg:"))) {
			TRY(purl_canonical(g->at[i].subject, g->a, &own, e));
			same = slice_eq(own, form) || slice_eq(own, any);
		}
		if (same)
			g->at[kept++] = g->at[i];
	}
	g->count = kept;
	return DONE;
}

struct rc
supports_find(struct home *h, struct slice subject, uint64_t known, int64_t at_ms,
    struct arena *a, struct support_line **out, size_t *count, struct err *e)
{
	struct finding_lines g = { .a = a, .seen = map_init(), .at_ms = at_ms };
	struct rc done = add_all(h, known, &g, e);
	if (!failed(done))
		done = add_containers(h, known, &g, e);
	map_drop(&g.seen);
	TRY(done);
	TRY(keep_subject(&g, subject, e));
	if (g.count > 1)
		qsort(g.at, g.count, sizeof(struct support_line), by_end);
	*out = g.at;
	*count = g.count;
	return DONE;
}

/* --- a row ------------------------------------------------------------------------------------ */

static void
put_text(struct build *b, struct value *row, const char *name, struct slice text)
{
	value_put(b, row, name, text.len == 0 ? value_null() : value_string(text));
}

static struct value
open_value(struct build *b, const struct openeox *x)
{
	struct value list = value_array();
	for (size_t i = 0; i < OPENEOX_DATES; i++)
		if (x->date[i].tba)
			value_push(b, &list, value_string(slice_of(openeox_names[i])));
	return list.count > 0 ? list : value_null();
}

static void
put_days(struct build *b, struct value *row, const char *name, int64_t days, bool there)
{
	value_put(b, row, name, there ? value_number(b, days) : value_null());
}

static void
put_duty(struct build *b, struct value *row, const struct support_duty *d)
{
	put_text(b, row, "floor", slice_of(d->floor));
	value_put(b, row, "floor_end", instant_value(b, d->floor_ms));
	put_text(b, row, "floor_from", d->floor_from);
	put_text(b, row, "customers", slice_of(d->told));
	value_put(b, row, "told_of_end", instant_value(b, d->told_ms));
	put_text(b, row, "told_of_end_by", d->told_id);
	value_put(b, row, "told_at_purchase", instant_value(b, d->purchase_ms));
	put_text(b, row, "told_at_purchase_by", d->purchase_id);
}

struct value
support_value(struct build *b, const struct support_line *l)
{
	struct value row = value_object();
	value_put(b, &row, "id", value_string(l->id));
	value_put(b, &row, "kind", value_string(l->kind));
	value_put(b, &row, "subject", value_string(l->subject));
	put_text(b, &row, "component", l->component);
	value_put(b, &row, "any_version", slice_starts(l->component.len > 0 ? l->component :
	    l->subject, SLICE("pkg:")) ? value_bool(l->any) : value_null());
	put_text(b, &row, "sbom", l->sbom);
	value_put(b, &row, "status", value_string(slice_of(support_status_name(l->status))));
	put_days(b, &row, "days_left", l->days_left, l->end_ms != TIME_UNKNOWN &&
	    l->status != SUPPORT_ENDED);
	put_days(b, &row, "days_past", l->days_past, l->status == SUPPORT_ENDED);
	value_put(b, &row, "start", instant_value(b, l->start_ms));
	value_put(b, &row, "end", instant_value(b, l->end_ms));
	put_text(b, &row, "end_of", l->which);
	value_put(b, &row, "end_of_life", instant_value(b, l->life_ms));
	value_put(b, &row, "to_be_announced", open_value(b, &l->dates));
	put_text(b, &row, "policy", l->policy);
	put_text(b, &row, "maintenance", l->maintenance);
	put_text(b, &row, "issuer", l->issuer);
	put_text(b, &row, "source", l->source);
	put_duty(b, &row, &l->duty);
	value_put(b, &row, "assets", l->field.counted ? value_number(b,
	    (int64_t)l->field.assets) : value_null());
	put_text(b, &row, "decided_since", l->field.decided);
	return row;
}
