/* app/desk/retained.c - evidence that lies elsewhere. See app/desk/retained.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/retained.h"

#include "app/desk/kept_record.h"
#include "app/evidence/recomputed.h"
#include "base/map.h"

struct gathering {
	struct home		*h;
	struct slice		 subject;
	const struct kind_set	*kinds;
	uint64_t		 known;
	int64_t			 at_ms;
	struct arena		*a;
	struct retained		*at;
	size_t			 count, cap;
	struct map		 held;		/* evidence that is held elsewhere, by its digest */
	bool			 noted;		/* all of that, of every subject */
};

const char *
retained_state_name(enum retained_state s)
{
	static const char *const names[] = { "", "checked", "never_checked", "due", "uncheckable",
	    "kept_here", "unknown" };
	return names[s];
}

static struct rc
add(struct gathering *g, const struct retained *one, struct err *e)
{
	void *at = g->at;
	if (!arena_grow(g->a, &at, &g->cap, g->count, sizeof(*one)))
		return arena_failed(g->a, e);
	g->at = at;
	g->at[g->count++] = *one;
	return DONE;
}

/* --- held and seen ---------------------------------------------------------------------------- */

static int64_t
instant_of(const struct value *v, const char *name)
{
	struct slice text = text_in(v, name);
	int64_t ms;
	return text.len > 0 && !failed(time_parse(text, TIME_END, &ms, NULL)) ? ms : TIME_UNKNOWN;
}

static int64_t
period_of(const struct kind_set *kinds, struct slice kind)
{
	const struct kind *k = kind_find(kinds, kind);
	return k != NULL && k->freshness_ms > 0 ? k->freshness_ms : RETAINED_PERIOD_MS;
}

struct rc
retained_item(struct home *h, const struct thing *t, const struct kind_set *kinds,
    uint64_t known, int64_t at_ms, struct arena *a, struct retained *out, struct err *e)
{
	const struct event *v = &t->event;
	bool held = slice_eq(event_text(v, "holding"), SLICE("held"));
	const struct value *how = value_get(&v->data, held ? SLICE("held") : SLICE("seen"));
	*out = (struct retained){ .state = RETAINED_UNCHECKABLE, .source = held ? "held" : "seen",
	    .id = t->row.key, .digest = text_in(how, "digest"), .kind = event_text(v, "kind"),
	    .subject = v->subject_count > 0 ? v->subjects[0] : SLICE(""),
	    .holder = text_in(how, held ? "holder" : "by"), .place = text_in(how, "place"),
	    .cell = SLICE(""), .until_ms = instant_of(how, "until"), .checked_ms = TIME_UNKNOWN,
	    .due_ms = TIME_UNKNOWN };
	if (!held)
		return DONE;
	TRY(recomputed_last(h->store, t, known, a, &out->checked_ms, e));
	out->due_ms = (out->checked_ms == TIME_UNKNOWN ? v->at_ms : out->checked_ms) +
	    period_of(kinds, out->kind);
	out->state = out->due_ms < at_ms ? RETAINED_DUE : out->checked_ms == TIME_UNKNOWN ?
	    RETAINED_NEVER : RETAINED_CHECKED;
	return DONE;
}

static bool
is_about(const struct gathering *g, const struct thing *t)
{
	bool about = g->subject.len == 0;
	for (size_t i = 0; i < t->event.subject_count; i++)
		about = about || slice_eq(t->event.subjects[i], g->subject);
	return about;
}

/* Keys of what has no bytes here, in the order of the entries: a home may have many items, and few
 * of them lie elsewhere. */
struct keys { struct arena *a; struct slice *at; size_t count, cap; };

static struct rc
note_key(void *context, const struct thing *t, struct arena *a, struct err *e)
{
	struct keys *k = context;
	void *at = k->at;
	(void)a;
	if (t->event.body_count > 0)
		return DONE;
	if (!arena_grow(k->a, &at, &k->cap, k->count, sizeof(struct slice)))
		return arena_failed(k->a, e);
	k->at = at;
	return arena_copy(k->a, t->row.key, &k->at[k->count++]) ? DONE : arena_failed(k->a, e);
}

/* What is held has no body by which it could be found again: it is remembered by its digest. */
static struct rc
note_held(struct gathering *g, const struct thing *t, struct err *e)
{
	struct thing *kept = ARENA_NEW(g->a, struct thing);
	struct slice digest = text_in(value_get(&t->event.data, SLICE("held")), "digest");
	if (kept == NULL)
		return arena_failed(g->a, e);
	*kept = *t;
	return digest.len == 0 ? DONE : map_put(&g->held, digest, kept, e);
}

/* Every item that is in force and not here: noted by its digest, and listed where that is asked. */
static struct rc
take_all(struct gathering *g, bool list, struct err *e)
{
	struct keys keys = { .a = g->a };
	TRY(state_each(g->h->store, "evidence", g->known, note_key, &keys, e));
	for (size_t i = 0; i < keys.count; i++) {
		struct retained one;
		struct thing t;
		bool found, ended;
		TRY(state_get(g->h->store, "evidence", keys.at[i], g->known, g->a, &t, &found,
		    e));
		if (!found)
			continue;
		TRY(kept_thing_is_ended(g->h, &t, g->known, g->at_ms, g->a, &ended, e));
		if (ended)
			continue;
		TRY(note_held(g, &t, e));
		if (!list)
			continue;
		TRY(retained_item(g->h, &t, g->kinds, g->known, g->at_ms, g->a, &one, e));
		TRY(add(g, &one, e));
	}
	g->noted = true;
	return DONE;
}

/* Of one subject the store knows which they are. */
static struct rc
add_items(struct gathering *g, struct err *e)
{
	struct thing *all;
	size_t count;
	if (g->subject.len == 0)
		return take_all(g, true, e);
	TRY(state_about(g->h->store, g->subject, "about", "evidence", g->known, g->a, &all, &count,
	    e));
	for (size_t i = 0; i < count; i++) {
		struct retained one;
		bool ended = all[i].event.body_count > 0;
		if (!ended)
			TRY(kept_thing_is_ended(g->h, &all[i], g->known, g->at_ms, g->a, &ended,
			    e));
		if (ended)
			continue;
		TRY(retained_item(g->h, &all[i], g->kinds, g->known, g->at_ms, g->a, &one, e));
		TRY(add(g, &one, e));
	}
	return DONE;
}

/* The evidence in force with these bytes, or that is held with this digest; null: none. */
static struct rc
find_by_digest(struct gathering *g, struct slice digest, const struct thing **out, struct err *e)
{
	struct thing *all;
	size_t count;
	bool ended = true;
	*out = NULL;
	TRY(state_about(g->h->store, digest, "body", "evidence", g->known, g->a, &all, &count, e));
	for (size_t i = count; i-- > 0 && *out == NULL;) {
		TRY(kept_thing_is_ended(g->h, &all[i], g->known, g->at_ms, g->a, &ended, e));
		if (!ended)
			*out = &all[i];
	}
	if (*out == NULL && !g->noted)
		TRY(take_all(g, false, e));
	if (*out == NULL)
		*out = map_get(&g->held, digest);
	return DONE;
}

/* --- what records say ------------------------------------------------------------------------- */

/* It says who keeps things of a product or batch, and not which. */
static struct rc
add_records(struct gathering *g, struct err *e)
{
	struct kept_record *all;
	size_t n;
	TRY(kept_records_all(g->h, "retention_record", g->known, g->at_ms, g->a, &all, &n, e));
	for (size_t i = 0; i < n; i++) {
		struct retained one = { .state = RETAINED_UNCHECKABLE, .source = "record",
		    .id = all[i].id, .digest = SLICE(""), .kind = SLICE(""), .cell = SLICE(""),
		    .subject = all[i].thing.event.subject_count > 0 ?
		    all[i].thing.event.subjects[0] : SLICE(""),
		    .holder = kept_text(&all[i], "owner"),
		    .place = kept_text(&all[i], "location"),
		    .until_ms = kept_instant(&all[i], "until", TIME_END),
		    .checked_ms = TIME_UNKNOWN, .due_ms = TIME_UNKNOWN };
		if (is_about(g, &all[i].thing))
			TRY(add(g, &one, e));
	}
	return DONE;
}

/* Of one digest that a row says lies somewhere. */
static struct rc
add_place(struct gathering *g, const struct kept_record *r, const struct value *row,
    struct slice digest, struct err *e)
{
	const struct thing *t;
	struct slice keeper = text_in(row, "retention_owner");
	TRY(find_by_digest(g, digest, &t, e));
	struct retained one = { .state = t == NULL ? RETAINED_UNKNOWN : RETAINED_HERE,
	    .checked_ms = TIME_UNKNOWN, .due_ms = TIME_UNKNOWN };
	if (t != NULL && t->event.body_count == 0)
		TRY(retained_item(g->h, t, g->kinds, g->known, g->at_ms, g->a, &one, e));
	one.source = "matrix";
	one.id = r->id;
	one.digest = digest;
	one.kind = t == NULL ? text_in(row, "kind") : event_text(&t->event, "kind");
	one.subject = kept_text(r, "subject");
	one.holder = keeper.len > 0 ? keeper : text_in(row, "party");
	one.place = text_in(row, "location");
	one.cell = text_in(row, "cell");
	one.until_ms = TIME_UNKNOWN;
	return add(g, &one, e);
}

static struct rc
add_row(struct gathering *g, const struct kept_record *r, const struct value *row, struct err *e)
{
	const struct value *list = value_get(row, SLICE("evidence"));
	struct slice keeper = text_in(row, "retention_owner");
	struct retained one = { .state = RETAINED_UNCHECKABLE, .source = "matrix", .id = r->id,
	    .digest = SLICE(""), .kind = text_in(row, "kind"),
	    .subject = kept_text(r, "subject"),
	    .holder = keeper.len > 0 ? keeper : text_in(row, "party"),
	    .place = text_in(row, "location"), .cell = text_in(row, "cell"),
	    .until_ms = TIME_UNKNOWN, .checked_ms = TIME_UNKNOWN, .due_ms = TIME_UNKNOWN };
	if (one.place.len == 0)
		return DONE;
	if (list == NULL || list->count == 0)
		return add(g, &one, e);
	for (size_t i = 0; i < list->count; i++)
		TRY(add_place(g, r, row, list->items[i].text, e));
	return DONE;
}

static struct rc
add_matrices(struct gathering *g, struct err *e)
{
	struct kept_record *all;
	size_t n;
	TRY(kept_records_all(g->h, "responsibility_matrix", g->known, g->at_ms, g->a, &all, &n,
	    e));
	for (size_t i = 0; i < n; i++) {
		const struct value *rows = value_get(&all[i].predicate, SLICE("rows"));
		if (!is_about(g, &all[i].thing))
			continue;
		for (size_t k = 0; k < rows->count; k++)
			TRY(add_row(g, &all[i], &rows->items[k], e));
	}
	return DONE;
}

struct rc
retained_list(struct home *h, struct slice subject, const struct kind_set *kinds,
    uint64_t known, int64_t at_ms, struct arena *a, struct retained **out, size_t *count,
    struct err *e)
{
	struct gathering g = { .h = h, .subject = subject, .kinds = kinds, .known = known,
	    .at_ms = at_ms, .a = a, .held = map_init() };
	struct rc done = add_items(&g, e);
	if (!failed(done))
		done = add_records(&g, e);
	if (!failed(done))
		done = add_matrices(&g, e);
	map_drop(&g.held);
	*out = g.at;
	*count = g.count;
	return done;
}
