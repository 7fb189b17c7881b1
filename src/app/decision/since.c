/* app/decision/since.c - what came after a decision and bears on it. See app/decision/since.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/since.h"

struct rc
happening_add(struct happenings *h, struct happening n, struct err *e)
{
	void *at = h->at;
	if (!arena_grow(h->a, &at, &h->cap, h->count, sizeof(n)))
		return arena_failed(h->a, e);
	h->at = at;
	h->at[h->count++] = n;
	return DONE;
}

/* --- links to one thing ----------------------------------------------------------------------- */

struct looking { struct store *s; struct happenings *out; struct slice id; };
struct link { uint64_t pos; struct slice rel; };
struct links { struct arena *a; struct link *at; size_t count, cap; };

static struct rc
keep_link(void *context, struct slice rel, uint64_t pos, struct err *e)
{
	struct links *l = context;
	void *at = l->at;
	if (!arena_grow(l->a, &at, &l->cap, l->count, sizeof(struct link)))
		return arena_failed(l->a, e);
	l->at = at;
	l->at[l->count].pos = pos;
	return arena_copy(l->a, rel, &l->at[l->count++].rel) ? DONE : arena_failed(l->a, e);
}

static struct rc
links_to(struct store *s, struct slice id, uint64_t known, struct arena *a, struct links *out,
    struct err *e)
{
	*out = (struct links){ .a = a };
	return store_link_each(s, id, (struct slice){0}, known, keep_link, out, e);
}

static struct rc
name_of(const struct event *v, const struct digest *id, struct arena *a, struct slice *out,
    struct err *e)
{
	return event_name(v->type, id, a, out, e);
}

/* An event that was ignored says nothing: it opened a row of that kind alone. */
static struct rc
is_ignored(struct store *s, const struct digest *id, struct arena *a, bool *out, struct err *e)
{
	struct slice key;
	struct state_row row;
	char text[DIGEST_TEXT_BYTES];
	digest_show(id, text);
	if (!arena_format(a, &key, "ignored:%.64s", text + 7))
		return arena_failed(a, e);
	return store_state_get(s, SLICE("ignored"), key, STORE_OPEN, &row, out, e);
}

/* --- evidence --------------------------------------------------------------------------------- */

static struct rc
look_at_link(struct store *s, struct slice id, const struct link *l, const struct as_of *of,
    struct happenings *out, struct err *e)
{
	struct event v;
	struct digest digest;
	struct slice by;
	bool found, ignored;
	if (slice_eq(l->rel, SLICE("based_on")))	/* it is used, which changes nothing */
		return DONE;
	TRY(state_event(s, l->pos, out->a, &v, &digest, &found, e));
	if (!found)
		return DONE;
	TRY(is_ignored(s, &digest, out->a, &ignored, e));
	if (ignored)
		return DONE;
	TRY(name_of(&v, &digest, out->a, &by, e));
	if (v.type == EVENT_EVIDENCE_SUPERSEDED && slice_eq(l->rel, SLICE("supersedes")))
		return happening_add(out, (struct happening){ "superseded", id,
		    event_ref_of(&v, "about"), SLICE(""), v.at_ms, true, l->pos }, e);
	if (v.type == EVENT_EVIDENCE_REVOKED)
		return happening_add(out, (struct happening){ "revoked", id, by,
		    event_text(&v, "reason"), event_instant(&v, "from"),
		    event_instant(&v, "from") <= of->at_ms, l->pos }, e);
	if (v.type == EVENT_VERIFICATION_RECORDED)
		return happening_add(out, (struct happening){ "read", id, by,
		    event_text(&v, "result"), v.at_ms,	/* a paper may have been read before */
		    slice_eq(event_text(&v, "result"), SLICE("fail")), l->pos }, e);
	return DONE;
}

/* Its own end, and the age that its kind allows. */
static struct rc
look_at_age(const struct thing *t, const struct kind_set *kinds, const struct as_of *of,
    struct happenings *out, struct err *e)
{
	int64_t until = event_instant(&t->event, "valid_until");
	int64_t made = event_instant(&t->event, "made");
	const struct kind *k = kind_find(kinds, event_text(&t->event, "kind"));
	if (until != TIME_UNKNOWN && until < of->at_ms)
		TRY(happening_add(out, (struct happening){ "expired", t->row.key, SLICE(""),
		    SLICE(""), until, true, STORE_OPEN }, e));
	if (k != NULL && k->freshness_ms > 0 && made != TIME_UNKNOWN &&
	    made + k->freshness_ms < of->at_ms)
		TRY(happening_add(out, (struct happening){ "stale", t->row.key, SLICE(""),
		    k->freshness, made + k->freshness_ms, true, STORE_OPEN }, e));
	return DONE;
}

struct rc
since_evidence(struct store *s, struct slice id, const struct kind_set *kinds,
    const struct as_of *of, struct happenings *out, struct err *e)
{
	struct links links;
	struct thing t;
	bool found;
	TRY(links_to(s, id, of->known, out->a, &links, e));
	for (size_t i = 0; i < links.count; i++)
		TRY(look_at_link(s, id, &links.at[i], of, out, e));
	TRY(state_get(s, "evidence", id, of->known, out->a, &t, &found, e));
	return found ? look_at_age(&t, kinds, of, out, e) : DONE;
}

/* --- what else a decision rests on ------------------------------------------------------------ */

static struct rc
look_at_exception(struct store *s, struct slice id, const struct as_of *of, struct happenings *out,
    struct err *e)
{
	struct thing t;
	bool found;
	TRY(state_get(s, "exception", id, of->known, out->a, &t, &found, e));
	if (!found)
		return happening_add(out, (struct happening){ "exception_revoked", id, SLICE(""),
		    SLICE(""), TIME_UNKNOWN, true, STORE_OPEN }, e);
	int64_t until = event_instant(&t.event, "until");
	return until < of->at_ms ? happening_add(out, (struct happening){ "exception_ended", id,
	    SLICE(""), SLICE(""), until, true, STORE_OPEN }, e) : DONE;
}

static struct rc
look_at_condition(struct store *s, const struct thing *d, size_t n, const struct as_of *of,
    struct happenings *out, struct err *e)
{
	const struct value *one = &value_get(&d->event.data, SLICE("conditions"))->items[n];
	struct slice id, hex = slice_sub(d->row.key, 9, d->row.key.len);
	struct slice due = value_text(value_get(one, SLICE("due")));
	struct thing closure;
	int64_t due_ms = TIME_UNKNOWN;
	bool found;
	if (!arena_format(out->a, &id, "condition:%.*s#%zu", SLICE_FMT(hex), n + 1))
		return arena_failed(out->a, e);
	if (due.len > 0)
		TRY(time_parse(due, TIME_END, &due_ms, e));
	TRY(state_get(s, "closure", id, of->known, out->a, &closure, &found, e));
	struct happening h = { "condition_open", id, SLICE(""), value_text(value_get(one,
	    SLICE("text"))), due_ms, false, STORE_OPEN };
	if (found) {
		h.what = "condition_closed";
		h.at_ms = closure.event.at_ms;
	} else if (due_ms != TIME_UNKNOWN && due_ms < of->at_ms) {
		h.what = "condition_overdue";
		h.bad = true;
	}
	return happening_add(out, h, e);
}

/* They decide on one asset at least; a decision without assets is on all of them. */
static bool
overlap(const struct event *a, const struct event *b)
{
	const struct value *left = value_get(&a->data, SLICE("assets"));
	const struct value *right = value_get(&b->data, SLICE("assets"));
	size_t i = 0, k = 0;
	while (i < left->count && k < right->count) {		/* both are sorted */
		int c = slice_cmp(value_text(&left->items[i]), value_text(&right->items[k]));
		if (c == 0)
			return true;
		i += c < 0;
		k += c > 0;
	}
	return left->count == 0 || right->count == 0;
}

static struct rc
look_at_later(struct store *s, const struct thing *d, const struct as_of *of,
    struct happenings *out, struct err *e)
{
	struct thing *all;
	size_t count;
	TRY(state_about(s, d->event.subjects[0], "about", "decision", of->known, out->a, &all,
	    &count,
	    e));
	for (size_t i = 0; i < count; i++)
		if (all[i].row.from_pos > d->row.from_pos)
			TRY(happening_add(out, (struct happening){ overlap(&d->event,
			    &all[i].event) ? "decided_again" : "other_part_decided",
			    all[i].row.key, SLICE(""), event_text(&all[i].event, "outcome"),
			    all[i].event.at_ms, false, all[i].row.from_pos }, e));
	return DONE;
}

static struct rc
look_at_role(struct store *s, const struct thing *d, const struct as_of *of,
    struct happenings *out, struct err *e)
{
	struct slice role = event_text(&d->event, "role");
	struct state_row row;
	bool found;
	TRY(store_state_get(s, SLICE("role"), role, of->known, &row, &found, e));
	return found ? DONE : happening_add(out, (struct happening){ "role_ended", role, SLICE(""),
	    SLICE(""), TIME_UNKNOWN, false, STORE_OPEN }, e);
}

struct rc
since_terms(struct store *s, const struct thing *d, const struct as_of *of, bool all,
    struct happenings *out, struct err *e)
{
	const struct value *exceptions = value_get(&d->event.data, SLICE("exceptions"));
	const struct value *conditions = value_get(&d->event.data, SLICE("conditions"));
	for (size_t i = 0; i < exceptions->count; i++)
		TRY(look_at_exception(s, value_text(&exceptions->items[i]), of, out, e));
	for (size_t i = 0; i < conditions->count; i++)
		TRY(look_at_condition(s, d, i, of, out, e));
	if (!all)
		return DONE;
	TRY(look_at_role(s, d, of, out, e));
	return look_at_later(s, d, of, out, e);
}
