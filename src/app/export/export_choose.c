/* app/export/export_choose.c - what an exported decision rests on. See app/export/export_choose.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/export/export_choose.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "codec/hex.h"

/* done: positions, as 8 bytes, that are in *out already. */
struct choosing {
	struct home	*h;
	struct arena	*a;
	uint64_t	 size, decision_pos;
	struct map	 done;
	struct choice	*out;
};

/* Positions that a sink of the store gave: entries are read after it, with no statement open. */
struct places { struct arena *a; uint64_t *at; size_t count, cap; };

static struct rc
keep_place(struct places *p, uint64_t pos, struct err *e)
{
	void *at = p->at;
	if (!arena_grow(p->a, &at, &p->cap, p->count, sizeof(uint64_t)))
		return arena_failed(p->a, e);
	p->at = at;
	p->at[p->count++] = pos;
	return DONE;
}

/* --- adding ----------------------------------------------------------------------------------- */

static struct rc
name_entry(const struct event *v, const struct digest *id, struct arena *a, struct slice *out,
    struct err *e)
{
	char text[DIGEST_TEXT_BYTES];
	if (event_prefix(v->type)[0] != '\0')
		return event_name(v->type, id, a, out, e);
	digest_show(id, text);
	return arena_format(a, out, "event:%.64s", text + 7) ? DONE : arena_failed(a, e);
}

/* An event that was ignored moved nothing: it opened a row of that kind alone. */
static struct rc
is_ignored(struct choosing *g, const struct digest *id, bool *out, struct err *e)
{
	struct slice key;
	struct state_row row;
	char text[DIGEST_TEXT_BYTES];
	digest_show(id, text);
	if (!arena_format(g->a, &key, "ignored:%.64s", text + 7))
		return arena_failed(g->a, e);
	return store_state_get(g->h->store, SLICE("ignored"), key, STORE_OPEN, &row, out, e);
}

static struct rc
add(struct choosing *g, uint64_t pos, struct err *e)
{
	struct slice key;
	struct chosen c = { .pos = pos };
	struct digest id;
	bool found, ignored;
	void *at = g->out->at;
	if (pos >= g->size)
		return DONE;
	if (!arena_copy(g->a, (struct slice){ (const uint8_t *)&pos, sizeof(pos) }, &key))
		return arena_failed(g->a, e);
	if (map_has(&g->done, key))
		return DONE;
	TRY(map_put(&g->done, key, g, e));
	TRY(state_event(g->h->store, pos, g->a, &c.event, &id, &found, e));
	if (!found)
		return fail(e, E_VERIFY, pos,
		    "a derived row names an entry that is not there; `assay fsck` says more");
	TRY(is_ignored(g, &id, &ignored, e));
	if (ignored)
		return DONE;
	TRY(name_entry(&c.event, &id, g->a, &c.name, e));
	if (!arena_grow(g->a, &at, &g->out->cap, g->out->count, sizeof(c)))
		return arena_failed(g->a, e);
	g->out->at = at;
	g->out->at[g->out->count++] = c;
	return DONE;
}

/* The entry whose event has this id, whatever word stands before it. */
static struct rc
add_id(struct choosing *g, struct slice name, struct err *e)
{
	size_t colon = slice_find(name, SLICE(":"), 0), mark = slice_find(name, SLICE("#"), 0);
	struct slice id;
	uint64_t pos;
	bool found;
	if (colon == SIZE_MAX)
		return DONE;
	TRY(hex_decode(slice_sub(name, colon + 1, mark == SIZE_MAX ? name.len : mark), g->a, &id,
	    e));
	TRY(store_entry_find(g->h->store, id, &pos, &found, e));
	return found ? add(g, pos, e) : DONE;
}

static struct rc
keep_row(void *context, const struct state_row *row, struct err *e)
{
	TRY(keep_place(context, row->from_pos, e));
	return row->to_pos == STORE_OPEN ? DONE : keep_place(context, row->to_pos, e);
}

/* Every entry that opened or ended the thing of this kind and key. */
static struct rc
add_history(struct choosing *g, const char *kind, struct slice key, struct err *e)
{
	struct places p = { .a = g->a };
	TRY(store_state_history(g->h->store, slice_of(kind), key, keep_row, &p, e));
	for (size_t i = 0; i < p.count; i++)
		TRY(add(g, p.at[i], e));
	return DONE;
}

static struct rc
add_things(struct choosing *g, const struct thing *things, size_t count, struct err *e)
{
	for (size_t i = 0; i < count; i++)
		TRY(add(g, things[i].row.from_pos, e));
	return DONE;
}

static struct rc
add_list(struct choosing *g, const char *kind, uint64_t known, struct err *e)
{
	struct thing *all;
	size_t count;
	TRY(state_list(g->h->store, kind, known, g->a, &all, &count, e));
	return add_things(g, all, count, e);
}

/* --- what one entry leads to ------------------------------------------------------------------ */

/* Registered by whom, and by which roles it could write this. */
static struct rc
follow_actor(struct choosing *g, const struct chosen *c, struct err *e)
{
	struct thing *roles;
	size_t count;
	unsigned mask = event_roles(c->event.type);
	TRY(add_history(g, "actor", c->event.actor, e));
	TRY(state_about(g->h->store, c->event.actor, "granted", "role", c->pos, g->a, &roles,
	    &count, e));
	for (size_t i = 0; i < count; i++)
		if ((mask & 1u << role_find(event_text(&roles[i].event, "role"))) != 0)
			TRY(add(g, roles[i].row.from_pos, e));
	return DONE;
}

static struct rc
follow_refs(struct choosing *g, const struct chosen *c, struct err *e)
{
	bool other = c->event.type == EVENT_DECISION_MADE && c->pos != g->decision_pos;
	for (size_t i = 0; i < c->event.ref_count; i++)
		if (!other || slice_eq(c->event.refs[i].rel, SLICE("supersedes")))
			TRY(add_id(g, c->event.refs[i].id, e));
	return c->event.type == EVENT_DECISION_MADE ? add_id(g, event_text(&c->event, "role"), e) :
	    DONE;
}

static struct rc
keep_link(void *context, struct slice rel, uint64_t pos, struct err *e)
{
	return slice_eq(rel, SLICE("based_on")) ? DONE : keep_place(context, pos, e);
}

static struct rc
follow_links_to(struct choosing *g, struct slice target, struct err *e)
{
	struct places p = { .a = g->a };
	TRY(store_link_each(g->h->store, target, (struct slice){0}, g->size, keep_link, &p, e));
	for (size_t i = 0; i < p.count; i++)
		TRY(add(g, p.at[i], e));
	return DONE;
}

static struct rc
follow_links(struct choosing *g, const struct chosen *c, struct err *e)
{
	TRY(follow_links_to(g, c->name, e));
	if (c->pos != g->decision_pos)
		return DONE;
	const struct value *conditions = value_get(&c->event.data, SLICE("conditions"));
	for (size_t i = 0; i < conditions->count; i++) {
		struct slice id, hex = slice_sub(c->name, 9, c->name.len);
		if (!arena_format(g->a, &id, "condition:%.*s#%zu", SLICE_FMT(hex), i + 1))
			return arena_failed(g->a, e);
		TRY(follow_links_to(g, id, e));
	}
	return DONE;
}

/* --- the decision ----------------------------------------------------------------------------- */

static struct rc
add_texts(struct choosing *g, const struct value *list, struct err *e)
{
	for (size_t i = 0; i < list->count; i++)
		TRY(add_id(g, value_text(&list->items[i]), e));
	return DONE;
}

/* Where its criteria were published and its catalogues adopted. */
static struct rc
add_rules(struct choosing *g, const struct event *v, uint64_t known, struct err *e)
{
	const struct value *criteria = value_get(&v->data, SLICE("criteria"));
	const struct value *list = value_get(&v->data, SLICE("catalogues"));
	struct slice name = value_text(value_get(criteria, SLICE("name"))), key;
	struct slice version = value_text(value_get(criteria, SLICE("version")));
	struct thing *all;
	size_t count;
	if (!arena_format(g->a, &key, "%.*s@%.*s", SLICE_FMT(name), SLICE_FMT(version)))
		return arena_failed(g->a, e);
	TRY(add_history(g, "criteria", key, e));
	TRY(state_list(g->h->store, "catalogue", known, g->a, &all, &count, e));
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < list->count; k++)
			if (slice_eq(all[i].event.bodies[0].sha256, value_text(&list->items[k])))
				TRY(add(g, all[i].row.from_pos, e));
	return DONE;
}

static struct rc
add_subjects(struct choosing *g, const struct event *v, const struct case_form *form,
    struct err *e)
{
	const struct value *assets = value_get(&v->data, SLICE("assets"));
	TRY(add_history(g, "subject", v->subjects[0], e));
	TRY(add_history(g, "subject", form->scope.product, e));
	TRY(add_history(g, "subject", form->scope.release, e));
	for (size_t i = 0; i < assets->count; i++)
		TRY(add_history(g, "subject", value_text(&assets->items[i]), e));
	return DONE;
}

/* What was read beside the items: certificates and lists that served to check others. */
static struct rc
add_evidence_about(struct choosing *g, struct slice subject, uint64_t known, struct err *e)
{
	struct thing *all;
	size_t count;
	if (subject.len == 0)
		return DONE;
	TRY(state_about(g->h->store, subject, "about", "evidence", known, g->a, &all, &count, e));
	return add_things(g, all, count, e);
}

static struct rc
add_evidence(struct choosing *g, const struct case_form *form, struct err *e)
{
	const struct case_scope *s = &form->scope;
	const struct slice about[] = { s->subject, s->product, s->release, s->manufacturer };
	for (size_t i = 0; i < form->item_count; i++)
		TRY(add_id(g, form->items[i].entry, e));
	for (size_t i = 0; i < COUNT(about); i++)
		TRY(add_evidence_about(g, about[i], form->position_size, e));
	for (size_t i = 0; i < s->asset_count; i++)
		TRY(add_evidence_about(g, s->assets[i], form->position_size, e));
	return DONE;
}

static struct rc
add_decision(struct choosing *g, const struct thing *d, const struct case_form *form,
    struct err *e)
{
	const struct event *v = &d->event;
	struct thing *later;
	size_t count;
	TRY(add(g, d->row.from_pos, e));
	TRY(add_evidence(g, form, e));
	TRY(add_texts(g, value_get(&v->data, SLICE("exceptions")), e));
	if (event_text(v, "paper").len > 0)
		TRY(add_id(g, event_text(v, "paper"), e));
	TRY(add_rules(g, v, d->row.from_pos, e));
	TRY(add_subjects(g, v, form, e));
	TRY(add_list(g, "anchor", form->position_size, e));
	TRY(state_about(g->h->store, v->subjects[0], "about", "decision", STORE_OPEN, g->a, &later,
	    &count, e));
	return add_things(g, later, count, e);
}

static int
by_position(const void *left, const void *right)
{
	uint64_t a = ((const struct chosen *)left)->pos, b = ((const struct chosen *)right)->pos;
	return a < b ? -1 : a > b;
}

static struct rc
choose_all(struct choosing *g, const struct thing *d, const struct case_form *form,
    struct err *e)
{
	TRY(add(g, 0, e));
	TRY(add_list(g, "continuation", STORE_OPEN, e));
	TRY(add_decision(g, d, form, e));
	/* the list grows while it is walked */
	for (size_t i = 0; i < g->out->count; i++) {
		const struct chosen c = g->out->at[i];
		TRY(follow_actor(g, &c, e));
		TRY(follow_refs(g, &c, e));
		TRY(follow_links(g, &c, e));
	}
	qsort(g->out->at, g->out->count, sizeof(struct chosen), by_position);
	return DONE;
}

struct rc
export_choose(struct home *h, const struct thing *decision, const struct case_form *form,
    uint64_t size, struct arena *a, struct choice *out, struct err *e)
{
	struct choosing g = { .h = h, .a = a, .size = size,
	    .decision_pos = decision->row.from_pos, .done = map_init(), .out = out };
	*out = (struct choice){0};
	struct rc done = choose_all(&g, decision, form, e);
	map_drop(&g.done);
	return done;
}
