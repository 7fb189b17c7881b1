/* app/desk/row_history.c - one requirement of one subject. See app/desk/row_history.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/row_history.h"

#include "app/desk/approvals.h"
#include "app/desk/mapping.h"
#include "app/desk/kept_record.h"
#include "app/evidence/item_states.h"
#include "app/home/draft.h"
#include "catalog/requirement_key.h"

/* things: evidence about the subject, by position, whatever became of it. */
struct looking {
	struct home			*h;
	const struct row_wish		*wish;
	const struct shipped_data	*data;
	struct build			*b;
	struct thing			*things, *others;
	size_t				 count, other_count;
	struct slice			 key, edition, full;
	const struct catalog_item	*item;		/* or null: no catalogue has it any more */
	struct value			 last;		/* the newest row that is in force */
	bool				 stated;
};

static struct slice
text_of(const struct value *v, const char *member)
{
	struct slice s = value_text(value_get(v, slice_of(member)));
	return slice_is_null(s) ? SLICE("") : s;
}

static void
put_text(struct looking *g, struct value *v, const char *name, struct slice text)
{
	value_put(g->b, v, name, text.len == 0 ? value_null() : value_string(text));
}

/* --- which row -------------------------------------------------------------------------------- */

static struct rc
read_name(struct looking *g, struct err *e)
{
	uint8_t key[REQUIREMENT_KEY_MAX];
	struct slice name = g->wish->row;
	size_t slash = slice_find(name, SLICE("/"), 0);
	g->edition = g->wish->edition;
	if (slash != SIZE_MAX) {
		g->edition = slice_sub(name, 0, slash);
		name = slice_sub(name, slash + 1, name.len);
	}
	size_t n = requirement_key(name, (struct slice){0}, key);
	if (n == 0)
		return catalog_key(g->b->a, name, &g->key) ? DONE : arena_failed(g->b->a, e);
	return arena_copy(g->b->a, (struct slice){ key, n }, &g->key) ? DONE :
	    arena_failed(g->b->a, e);
}

static const struct value *
row_in(const struct value *predicate, struct slice key)
{
	const struct value *rows = value_get(predicate, SLICE("rows"));
	for (size_t i = 0; rows != NULL && i < rows->count; i++)
		if (slice_eq(text_of(&rows->items[i], "requirement"), key))
			return &rows->items[i];
	return NULL;
}

/* Of a mapping what it says of the row; null: nothing. */
static struct rc
read_mapping(struct looking *g, const struct thing *t, struct kept_record *out,
    const struct value **row, struct err *e)
{
	bool found;
	*row = NULL;
	if (!slice_eq(event_text(&t->event, "kind"), SLICE("requirement_mapping")))
		return DONE;
	TRY(kept_record_read(g->h, t, g->b->a, out, &found, e));
	if (found && (g->edition.len == 0 || slice_eq(kept_text(out, "edition"), g->edition)))
		*row = row_in(&out->predicate, g->key);
	return DONE;
}

/* The edition that states it, where one alone does. */
static struct rc
find_stating(struct looking *g, struct err *e)
{
	struct slice found = SLICE("");
	for (size_t i = 0; i < g->count && g->edition.len == 0; i++) {
		struct kept_record record;
		const struct value *row;
		TRY(read_mapping(g, &g->things[i], &record, &row, e));
		if (row == NULL)
			continue;
		if (found.len > 0 && !slice_eq(found, kept_text(&record, "edition")))
			return fail(e, E_USAGE, 0, "several editions state this row; say which: "
			    "--edition iec62443-4-2:2019");
		found = kept_text(&record, "edition");
	}
	g->edition = g->edition.len > 0 ? g->edition : found;
	return DONE;
}

static struct rc
find_item(struct looking *g, struct err *e)
{
	const struct catalog *from = NULL;
	size_t having = 0;
	for (size_t i = 0; i < g->data->catalogues.count; i++) {
		const struct catalog *c = g->data->catalogues.at[i];
		const struct catalog_item *item = g->edition.len > 0 &&
		    catalog_set_get(&g->data->catalogues, g->edition, (struct slice){0}) != c ?
		    NULL : catalog_find(c, c->edition, g->key);
		having += item != NULL;
		g->item = item != NULL ? item : g->item;
		from = item != NULL ? c : from;
	}
	if (g->edition.len == 0 && having != 1)
		return fail(e, E_USAGE, 0, having == 0 ? "no edition has this row, and no mapping "
		    "states it" : "several editions have this row; say which: --edition "
		    "iec62443-4-2:2019");
	if (g->edition.len == 0 && !arena_format(g->b->a, &g->edition, "%.*s:%.*s",
	    SLICE_FMT(from->name), SLICE_FMT(from->edition)))
		return arena_failed(g->b->a, e);
	return arena_format(g->b->a, &g->full, "%.*s/%.*s", SLICE_FMT(g->edition),
	    SLICE_FMT(g->key)) ? DONE : arena_failed(g->b->a, e);
}

/* --- who stated what -------------------------------------------------------------------------- */

/* The item of that digest as "evidence:..."; the digest where it is of something else. */
static struct slice
id_of(const struct looking *g, struct slice digest)
{
	for (size_t i = 0; i < g->count + g->other_count; i++) {
		const struct thing *t = i < g->count ? &g->things[i] : &g->others[i - g->count];
		if (t->event.body_count > 0 && slice_eq(t->event.bodies[0].sha256, digest))
			return t->row.key;
	}
	return digest;
}

static struct rc
put_state(struct looking *g, const struct thing *t, struct value *v, bool *in_force, struct err *e)
{
	struct item_state *states;
	size_t count;
	TRY(item_states_of(g->h->store, t, g->wish->known, g->b->a, &states, &count, e));
	*in_force = count == 0;
	value_put(g->b, v, "state", value_string(count == 0 ? SLICE("in_force") :
	    states[0].state));
	value_put(g->b, v, "ended", count == 0 ? value_null() : instant_value(g->b,
	    states[0].at_ms));
	put_text(g, v, "ended_by", count == 0 ? SLICE("") : id_of(g, states[0].by));
	return DONE;
}

static struct rc
put_stated(struct looking *g, const struct kept_record *record, const struct value *row,
    const struct value *before, struct value *list, struct err *e)
{
	static const char *const members[] = { "status", "claim", "reason", "limitation",
	    "confidence", "measure", "responsible", "due", "cell" };
	struct value one = value_object();
	bool in_force;
	for (size_t i = 0; i < COUNT(members); i++)
		put_text(g, &one, members[i], text_of(row, members[i]));
	value_put(g->b, &one, "mapping", value_string(record->id));
	value_put(g->b, &one, "stated_by", value_string(record->thing.event.actor));
	put_text(g, &one, "issuer", kept_text(record, "issuer"));
	value_put(g->b, &one, "recorded", instant_value(g->b, record->thing.event.at_ms));
	value_put(g->b, &one, "change", value_string(before == NULL ? SLICE("new") :
	    mapping_says_the_same(before, row) ? SLICE("same") : SLICE("changed")));
	TRY(put_state(g, &record->thing, &one, &in_force, e));
	if (in_force)
		g->last = *row;
	g->stated = g->stated || in_force;
	value_push(g->b, list, one);
	return DONE;
}

static struct rc
put_history(struct looking *g, struct value *v, struct err *e)
{
	struct value list = value_array();
	const struct value *before = NULL;
	for (size_t i = 0; i < g->count; i++) {
		struct kept_record record;
		const struct value *row;
		TRY(read_mapping(g, &g->things[i], &record, &row, e));
		if (row == NULL)
			continue;
		TRY(put_stated(g, &record, row, before, &list, e));
		before = row;
	}
	put_text(g, v, "status", g->stated ? text_of(&g->last, "status") : SLICE(""));
	value_put(g->b, v, "history", list);
	return list.count > 0 || g->item != NULL ? DONE : fail(e, E_USAGE, 0, "this edition has no "
	    "such row, and no mapping states it");
}

/* --- who stands by it, and what stands behind it ---------------------------------------------- */

static struct rc
put_approvals(struct looking *g, struct value *v, struct err *e)
{
	struct value list = value_array();
	struct approvals all;
	struct slice now = SLICE("");
	TRY(approvals_find(g->h, g->wish->subject, g->wish->known, g->b->a, &all, e));
	if (g->stated)
		TRY(approval_digest(&g->last, g->b->a, &now, e));
	for (size_t i = 0; i < all.count; i++) {
		const struct event *x = &all.at[i].event;
		struct value one = value_object();
		int64_t until = event_instant(x, "until");
		if (!slice_eq(event_text(x, "requirement"), g->full))
			continue;
		value_put(g->b, &one, "what", value_string(event_text(x, "what")));
		value_put(g->b, &one, "status", value_string(event_text(x, "status")));
		value_put(g->b, &one, "by", value_string(x->actor));
		value_put(g->b, &one, "at", instant_value(g->b, x->at_ms));
		value_put(g->b, &one, "until", instant_value(g->b, until));
		put_text(g, &one, "reason", event_text(x, "reason"));
		/* of the row as it is: once it says anything else nobody has approved it */
		value_put(g->b, &one, "holds", value_bool(slice_eq(event_text(x, "row"), now) &&
		    (until == TIME_UNKNOWN || until >= g->wish->now_ms)));
		value_push(g->b, &list, one);
	}
	value_put(g->b, v, "approvals", list);
	return DONE;
}

static bool
is_of_row(const struct looking *g, const struct value *test)
{
	struct slice name = text_of(test, "requirement"), edition = text_of(test, "edition");
	if (!slice_eq(text_of(test, "release"), g->wish->subject))
		return false;
	return slice_eq(name, g->full) || (slice_eq(name, g->key) && (edition.len == 0 ||
	    slice_eq(edition, g->edition)));
}

/* Reports of tests, and nothing else: of a firmware image nothing is read. */
static bool
is_report(const struct thing *t)
{
	static const char *const kinds[] = { "capability_test_report", "test_report",
	    "lab_report", "pentest_report", "fuzz_report" };
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (slice_eq(event_text(&t->event, "kind"), slice_of(kinds[i])))
			return true;
	return false;
}

static struct rc
put_tests_of(struct looking *g, const struct thing *t, struct value *list, struct err *e)
{
	static const char *const members[] = { "tester", "independence", "performed", "method" };
	struct reading r = reading_init(g->b->a);
	const struct value *run = NULL;
	bool found;
	TRY(kept_reading(g->h, t, g->b->a, &r, &found, e));
	for (size_t i = 0; found && i < r.fact_count; i++)
		if (slice_eq(r.facts[i].name, SLICE("test_run")))
			run = &r.facts[i].value;
	for (size_t i = 0; found && i < r.fact_count; i++) {
		const struct value *fact = &r.facts[i].value;
		struct value one = value_object();
		bool in_force;
		if (!slice_eq(r.facts[i].name, SLICE("test")) || !is_of_row(g, fact))
			continue;
		put_text(g, &one, "test", text_of(fact, "name"));
		put_text(g, &one, "result", text_of(fact, "result"));
		put_text(g, &one, "note", text_of(fact, "note"));
		for (size_t k = 0; k < COUNT(members); k++)
			put_text(g, &one, members[k], run == NULL ? SLICE("") :
			    text_of(run, members[k]));
		value_put(g->b, &one, "evidence", value_string(t->row.key));
		TRY(put_state(g, t, &one, &in_force, e));
		value_push(g->b, list, one);
	}
	return DONE;
}

static struct rc
put_tests(struct looking *g, struct value *v, struct err *e)
{
	struct value list = value_array();
	for (size_t i = 0; i < g->count; i++)
		if (is_report(&g->things[i]))
			TRY(put_tests_of(g, &g->things[i], &list, e));
	value_put(g->b, v, "tests", list);
	return DONE;
}

/* What the row names: of what is kept about the subject or its product the id, kind and name. */
static void
put_named(struct looking *g, const char *member, const char *role, struct value *list)
{
	const struct value *named = g->stated ? value_get(&g->last, slice_of(member)) : NULL;
	for (size_t i = 0; named != NULL && i < named->count; i++) {
		struct slice digest = value_text(&named->items[i]);
		struct value one = value_object();
		const struct event *kept = NULL;
		for (size_t k = 0; k < g->count + g->other_count && kept == NULL; k++) {
			const struct thing *t = k < g->count ? &g->things[k] :
			    &g->others[k - g->count];
			if (t->event.body_count > 0 &&
			    slice_eq(t->event.bodies[0].sha256, digest))
				kept = &t->event;
		}
		value_put(g->b, &one, "evidence", value_string(id_of(g, digest)));
		put_text(g, &one, "kind", kept == NULL ? SLICE("") : event_text(kept, "kind"));
		put_text(g, &one, "name", kept == NULL ? SLICE("") : event_text(kept, "name"));
		value_put(g->b, &one, "of", value_string(slice_of(role)));
		value_push(g->b, list, one);
	}
}

static void
put_evidence(struct looking *g, struct value *v)
{
	struct value list = value_array(), missing = value_array();
	const struct value *named = g->stated ? value_get(&g->last, SLICE("named")) : NULL;
	put_named(g, "evidence", "row", &list);
	put_named(g, "measure_evidence", "measure", &list);
	for (size_t i = 0; named != NULL && i < named->count; i++)
		value_push(g->b, &missing, named->items[i]);
	value_put(g->b, v, "evidence", list);
	value_put(g->b, v, "not_found", missing);
}

/* --- the whole -------------------------------------------------------------------------------- */

struct rc
row_history(struct home *h, const struct row_wish *wish, const struct shipped_data *data,
    struct build *b, struct value *out, struct err *e)
{
	struct looking g = { .h = h, .wish = wish, .data = data, .b = b };
	*out = value_object();
	TRY(state_about(h->store, wish->subject, "about", "evidence", wish->known, b->a,
	    &g.things, &g.count, e));
	if (wish->product.len > 0)
		TRY(state_about(h->store, wish->product, "about", "evidence", wish->known, b->a,
		    &g.others, &g.other_count, e));
	TRY(read_name(&g, e));
	TRY(find_stating(&g, e));
	TRY(find_item(&g, e));
	value_put(b, out, "id", value_string(g.full));
	value_put(b, out, "requirement", value_string(g.item == NULL ? g.key : g.item->id));
	put_text(&g, out, "title", g.item == NULL ? SLICE("") : g.item->title);
	value_put(b, out, "subject", value_string(wish->subject));
	value_put(b, out, "edition", value_string(g.edition));
	TRY(put_history(&g, out, e));
	TRY(put_approvals(&g, out, e));
	TRY(put_tests(&g, out, e));
	put_evidence(&g, out);
	return build_end(b, e);
}
