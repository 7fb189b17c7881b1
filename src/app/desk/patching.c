/* app/desk/patching.c - who does which step of patching. See app/desk/patching.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/patching.h"

#include <stdlib.h>

#include "app/desk/duties.h"
#include "app/desk/supports.h"
#include "app/home/catalogues.h"
#include "event/event.h"
#include "subject/subject.h"

/* What the template calls the duty of whoever owns a plant. */
#define TOPIC_INSTALLING SLICE("installing patches")

const char *
patch_step_name(enum patch_step s)
{
	static const char *const names[] = { "supply", "approve", "install", "confirm" };
	if (s >= PATCH_STEPS)
		BUG("no such step of patching");
	return names[s];
}

/* --- what is kept ----------------------------------------------------------------------------- */

static struct slice
subject_of(const struct kept_record *r)
{
	static const char *const members[] = { "release", "product", "zone" };
	for (size_t i = 0; i < COUNT(members); i++)
		if (kept_text(r, members[i]).len > 0)
			return kept_text(r, members[i]);
	return SLICE("");
}

/* Approved, and begun. */
static bool
has_begun(const struct kept_record *r, int64_t at_ms)
{
	int64_t from = kept_instant(r, "valid_from", TIME_BEGINNING);
	return kept_instant(r, "approved", TIME_BEGINNING) <= at_ms &&
	    (from == TIME_UNKNOWN || from <= at_ms);
}

static int
by_subject(const void *left, const void *right)
{
	const struct patch_record *a = left, *b = right;
	int order = slice_cmp(a->subject, b->subject);
	return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

/* From the last to the first, so that an earlier one of the same issuer gives way. */
static struct rc
keep_last(struct patchings *g, struct kept_record *all, size_t count, struct map *seen,
    struct err *e)
{
	g->records = ARENA_ARRAY(g->a, struct patch_record, count);
	if (g->records == NULL)
		return arena_failed(g->a, e);
	for (size_t i = count; i-- > 0;) {
		struct slice key, subject = subject_of(&all[i]);
		if (!has_begun(&all[i], g->at_ms))
			continue;
		if (!arena_format(g->a, &key, "%.*s\n%.*s", SLICE_FMT(subject),
		    SLICE_FMT(kept_text(&all[i], "issuer"))))
			return arena_failed(g->a, e);
		if (map_has(seen, key))
			continue;
		TRY(map_put(seen, key, g, e));
		g->records[g->record_count++] = (struct patch_record){ subject, &all[i], i };
	}
	if (g->record_count > 1)
		qsort(g->records, g->record_count, sizeof(*g->records), by_subject);
	return DONE;
}

struct rc
patchings_open(struct home *h, uint64_t known, int64_t at_ms, struct arena *a,
    struct patchings *out, struct err *e)
{
	struct patchings g = { .h = h, .known = known, .at_ms = at_ms, .a = a };
	struct shipped_data data;
	struct map seen = map_init();
	struct kept_record *all;
	size_t count;
	TRY(catalogues_known(h, known, a, &data, e));
	const struct kind *kind = kind_find(&data.kinds, SLICE("patch_policy"));
	g.fresh_ms = kind == NULL ? 0 : kind->freshness_ms;
	TRY(kept_things(h, "patch_policy", known, at_ms, a, &g.things, &g.thing_count, e));
	TRY(kept_records_all(h, "patch_policy", known, at_ms, a, &all, &count, e));
	struct rc done = keep_last(&g, all, count, &seen, e);
	map_drop(&seen);
	TRY(done);
	*out = g;
	return DONE;
}

/* --- one policy ------------------------------------------------------------------------------- */

static struct rc
add_fault(const struct patchings *g, struct patching *p, enum finding_id id, enum patch_step step,
    struct slice in, struct err *e)
{
	void *faults = p->faults;
	if (!arena_grow(g->a, &faults, &p->fault_cap, p->fault_count, sizeof(*p->faults)))
		return arena_failed(g->a, e);
	p->faults = faults;
	p->faults[p->fault_count++] = (struct patch_fault){ id, step, in };
	return DONE;
}

static struct patch_policy
policy_of(const struct patchings *g, const struct kept_record *r)
{
	struct patch_policy p = { .id = r->id, .subject = subject_of(r),
	    .approved_by = kept_text(r, "approved_by"), .document = kept_text(r, "document"),
	    .source = kept_text(r, "source"), .issuer = kept_text(r, "issuer") };
	int64_t own_end = kept_instant(r, "valid_until", TIME_END);
	p.approved_ms = kept_instant(r, "approved", TIME_BEGINNING);
	p.review_ms = p.holds_ms = kept_instant(r, "review", TIME_END);
	if (p.holds_ms == TIME_UNKNOWN && g->fresh_ms > 0)
		p.holds_ms = p.approved_ms + g->fresh_ms;
	if (own_end != TIME_UNKNOWN && (p.holds_ms == TIME_UNKNOWN || own_end < p.holds_ms))
		p.holds_ms = own_end;
	return p;
}

/* Another party beside those that are there; the same one again says nothing new. */
static struct rc
add_party(const struct patchings *g, struct patch_doing *d, struct patch_party who, struct err *e)
{
	void *list = d->who;
	for (size_t i = 0; i < d->count; i++)
		if (duty_party_is(d->who[i].party, who.party)) {
			if (d->who[i].contact.len == 0)
				d->who[i].contact = who.contact;
			return DONE;
		}
	if (!arena_grow(g->a, &list, &d->cap, d->count, sizeof(*d->who)))
		return arena_failed(g->a, e);
	d->who = list;
	d->who[d->count++] = who;
	return DONE;
}

static bool
is_step(const struct value *row, enum patch_step s)
{
	return slice_eq(text_in(row, "step"), slice_of(patch_step_name(s)));
}

/* spoken: the policy says something of the step, if only that nobody is named. */
static struct rc
add_parties(const struct patchings *g, const struct kept_record *r, enum patch_step s,
    struct patch_doing *d, bool *spoken, struct err *e)
{
	const struct value *rows = value_get(&r->predicate, SLICE("steps"));
	for (size_t i = 0; rows != NULL && i < rows->count; i++) {
		const struct value *row = &rows->items[i];
		if (!is_step(row, s))
			continue;
		*spoken = true;
		if (text_in(row, "party").len > 0)
			TRY(add_party(g, d, (struct patch_party){ text_in(row, "party"),
			    text_in(row, "role"), text_in(row, "contact"), r->id, "policy" },
			    e));
	}
	return DONE;
}

static void
set_days(struct patch_doing *d, enum patch_severity v, int64_t days, struct slice in)
{
	if (d->days[v] != PATCH_UNSTATED && d->days[v] != days) {
		d->conflict = true;
		d->conflict_in = in;
	}
	if (d->days[v] == PATCH_UNSTATED || days < d->days[v])
		d->days[v] = days;
}

/* Time frames of one severity; those for `any` fill what the policy leaves open. */
static void
add_times(const struct kept_record *r, enum patch_step s, struct patch_doing *d, bool *spoken)
{
	static const char *const names[] = { "critical", "high", "medium", "low" };
	const struct value *rows = value_get(&r->predicate, SLICE("within"));
	bool said[PATCH_SEVERITIES] = { false };
	for (int any = 0; any < 2; any++)
		for (size_t i = 0; rows != NULL && i < rows->count; i++) {
			const struct value *row = &rows->items[i];
			struct slice word = text_in(row, "severity");
			int64_t days;
			if (!is_step(row, s) || (any == 1) != slice_eq(word, SLICE("any")) ||
			    !value_int(value_get(row, SLICE("days")), &days))
				continue;
			*spoken = true;
			for (unsigned v = 0; v < PATCH_SEVERITIES; v++) {
				bool own = slice_eq(word, slice_of(names[v]));
				if (own || (any == 1 && !said[v]))
					set_days(d, v, days, r->id);
				said[v] = said[v] || own;
			}
		}
}

/* --- one subject ------------------------------------------------------------------------------ */

/* Policies of one subject, and which of them say something that counts. */
struct near { struct slice subject; const struct patch_record *at; size_t count; bool *used; };

static struct rc
find_near(const struct patchings *g, struct slice subject, struct near *out, struct err *e)
{
	size_t low = 0, high = g->record_count, end;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (slice_cmp(g->records[middle].subject, subject) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (end = low; end < g->record_count && slice_eq(g->records[end].subject, subject); end++)
		;
	*out = (struct near){ subject, g->records + low, end - low,
	    ARENA_ARRAY(g->a, bool, end - low) };
	if (out->used == NULL)
		return arena_failed(g->a, e);
	for (size_t i = 0; i < out->count; i++)
		out->used[i] = false;
	return DONE;
}

/* What one of them says of the step, unless a nearer one has. */
static struct rc
read_near(const struct patchings *g, const struct near *n, enum patch_step s,
    struct patch_doing *d, bool *named, bool *timed, struct err *e)
{
	bool named_here = false, timed_here = false;
	for (size_t i = 0; i < n->count; i++) {
		bool names = false, times = false;
		if (!*named)
			TRY(add_parties(g, n->at[i].record, s, d, &names, e));
		if (!*timed)
			add_times(n->at[i].record, s, d, &times);
		n->used[i] = n->used[i] || names || times;
		named_here = named_here || names;
		timed_here = timed_here || times;
	}
	*named = *named || named_here;
	*timed = *timed || timed_here;
	return DONE;
}

/* near: the nearest first: a farther one speaks where a nearer does not. */
static struct rc
read_step(const struct patchings *g, const struct near *near, size_t near_count,
    enum patch_step s, struct patching *p, struct err *e)
{
	struct patch_doing *d = &p->steps[s];
	bool named = false, timed = false;
	for (unsigned v = 0; v < PATCH_SEVERITIES; v++)
		d->days[v] = PATCH_UNSTATED;
	for (size_t n = 0; n < near_count; n++)
		TRY(read_near(g, &near[n], s, d, &named, &timed, e));
	return DONE;
}

/* Whoever has the duty to patch the whole installs. */
static struct rc
add_installers(const struct patchings *g, struct patching *p, struct err *e)
{
	struct duties d = duties_init(g->a);
	struct patch_doing *install = &p->steps[PATCH_INSTALL];
	struct rc done = duties_find_said(g->h, p->subject, g->known, g->at_ms, &d, e);
	for (size_t i = 0; !failed(done) && i < d.count; i++) {
		const struct duty_cell *c = &d.cells[i];
		if (!slice_eq(c->duty, SLICE("patch")) || c->party.len == 0 ||
		    (!slice_eq(c->topic, SLICE("*")) && !slice_eq(c->topic, TOPIC_INSTALLING)))
			continue;
		done = add_party(g, install, (struct patch_party){ c->party, c->role,
		    duty_contact(&d, c), c->id, duty_source_name(c->source) }, e);
	}
	duties_drop(&d);
	return done;
}

/* Its own, and those of its product that say something that counts. */
static struct rc
keep_policies(const struct patchings *g, const struct near *near, size_t near_count,
    struct patching *p, struct err *e)
{
	size_t most = 0;
	for (size_t n = 0; n < near_count; n++)
		most += near[n].count;
	p->policies = ARENA_ARRAY(g->a, struct patch_policy, most);
	if (p->policies == NULL)
		return arena_failed(g->a, e);
	for (size_t n = 0; n < near_count; n++)
		for (size_t i = 0; i < near[n].count; i++)
			if (n == 0 || near[n].used[i])
				p->policies[p->policy_count++] = policy_of(g,
				    near[n].at[i].record);
	return DONE;
}

/* --- what is lacking -------------------------------------------------------------------------- */

/* A document of that kind about it, that no record says the words of. */
static struct rc
judge_none(const struct patchings *g, const struct near *near, size_t near_count,
    struct patching *p, struct err *e)
{
	for (size_t n = 0; n < near_count; n++)
		for (size_t i = 0; i < g->thing_count; i++) {
			const struct event *v = &g->things[i].event;
			for (size_t k = 0; k < v->subject_count; k++)
				if (slice_eq(v->subjects[k], near[n].subject))
					return add_fault(g, p, FINDING_PATCH_POLICY_UNREAD,
					    PATCH_STEPS, g->things[i].row.key, e);
		}
	return add_fault(g, p, FINDING_PATCH_POLICY_MISSING, PATCH_STEPS, SLICE(""), e);
}

/* A graver vulnerability never waits longer than a lighter one. */
static bool
is_inverted(const struct patch_doing *d)
{
	int64_t most = PATCH_UNSTATED;
	for (unsigned v = 0; v < PATCH_SEVERITIES; v++) {
		if (d->days[v] != PATCH_UNSTATED && d->days[v] < most)
			return true;
		most = d->days[v] > most ? d->days[v] : most;
	}
	return false;
}

static struct rc
judge_step(const struct patchings *g, enum patch_step s, struct patching *p, struct err *e)
{
	struct patch_doing *d = &p->steps[s];
	if (d->count == 0)
		TRY(add_fault(g, p, FINDING_PATCH_STEP_UNOWNED, s, SLICE(""), e));
	if (d->count > 1)
		TRY(add_fault(g, p, FINDING_PATCH_STEP_SHARED, s, d->who[1].stands_in, e));
	if (d->conflict || is_inverted(d))
		TRY(add_fault(g, p, FINDING_PATCH_TIME_CONFLICT, s, d->conflict ?
		    d->conflict_in : p->policies[0].id, e));
	for (unsigned v = 0; s == PATCH_SUPPLY && v < PATCH_SEVERITIES; v++)
		if (d->days[v] != PATCH_UNSTATED)
			return DONE;
	return s != PATCH_SUPPLY ? DONE : add_fault(g, p, FINDING_PATCH_TIME_UNSTATED, s,
	    p->policies[0].id, e);
}

static struct rc
judge(const struct patchings *g, const struct near *near, size_t near_count, struct patching *p,
    struct err *e)
{
	if (p->policy_count == 0)
		return judge_none(g, near, near_count, p, e);
	for (size_t i = 0; i < p->policy_count; i++)
		if (p->policies[i].holds_ms != TIME_UNKNOWN && p->policies[i].holds_ms < g->at_ms)
			TRY(add_fault(g, p, FINDING_PATCH_POLICY_STALE, PATCH_STEPS,
			    p->policies[i].id, e));
	for (unsigned s = 0; s < PATCH_STEPS; s++)
		TRY(judge_step(g, s, p, e));
	return DONE;
}

/* The product of a release; empty of anything else. */
static struct rc
product_of(const struct patchings *g, struct slice subject, struct slice *out, struct err *e)
{
	struct subject s;
	*out = SLICE("");
	TRY(subject_parse(subject, &s, e));
	return s.kind != SUBJECT_RELEASE || arena_format(g->a, out, "product:%.*s/%.*s",
	    SLICE_FMT(s.org), SLICE_FMT(s.name)) ? DONE : arena_failed(g->a, e);
}

struct rc
patching_find(const struct patchings *g, struct slice subject, struct patching *out,
    struct err *e)
{
	struct patching p = { .subject = subject };
	struct slice product;
	struct near near[2];
	TRY(product_of(g, subject, &product, e));
	size_t near_count = product.len > 0 ? 2 : 1;
	TRY(find_near(g, subject, &near[0], e));
	if (near_count == 2)
		TRY(find_near(g, product, &near[1], e));
	for (unsigned s = 0; s < PATCH_STEPS; s++)
		TRY(read_step(g, near, near_count, s, &p, e));
	TRY(add_installers(g, &p, e));
	TRY(keep_policies(g, near, near_count, &p, e));
	TRY(judge(g, near, near_count, &p, e));
	*out = p;
	return DONE;
}

/* --- which subjects there are ----------------------------------------------------------------- */

struct subjects { struct slice *at; size_t count, cap; };

static struct rc
add_subject(const struct patchings *g, struct subjects *list, struct slice subject, struct err *e)
{
	void *at = list->at;
	if (!arena_grow(g->a, &at, &list->cap, list->count, sizeof(*list->at)))
		return arena_failed(g->a, e);
	list->at = at;
	list->at[list->count++] = subject;
	return DONE;
}

/* Of a release its product: what is said of that is said of it. */
static struct rc
add_product(const struct patchings *g, struct subjects *list, struct slice subject, struct err *e)
{
	struct slice product;
	if (slice_starts(subject, SLICE("product:")))
		return add_subject(g, list, subject, e);
	if (!slice_starts(subject, SLICE("release:")))
		return DONE;
	TRY(product_of(g, subject, &product, e));
	return add_subject(g, list, product, e);
}

struct rc
patchings_subjects(const struct patchings *g, struct slice **out, size_t *count, struct err *e)
{
	struct subjects list = {0};
	struct thing *things;
	struct support_line *lines;
	size_t n, kept = 0;
	TRY(state_list(g->h->store, "subject", g->known, g->a, &things, &n, e));
	for (size_t i = 0; i < n; i++)
		if (slice_starts(things[i].row.key, SLICE("product:")))
			TRY(add_subject(g, &list, things[i].row.key, e));
	TRY(supports_find(g->h, (struct slice){0}, g->known, g->at_ms, g->a, &lines, &n, e));
	for (size_t i = 0; i < n; i++)
		if (lines[i].component.len == 0)
			TRY(add_product(g, &list, lines[i].subject, e));
	for (size_t i = 0; i < g->record_count; i++)
		TRY(add_subject(g, &list, g->records[i].subject, e));
	if (list.count > 1)
		qsort(list.at, list.count, sizeof(*list.at), slice_cmp_qsort);
	for (size_t i = 0; i < list.count; i++)
		if (i == 0 || !slice_eq(list.at[i], list.at[kept - 1]))
			list.at[kept++] = list.at[i];
	*out = list.at;
	*count = kept;
	return DONE;
}
