/* app/evidence/reviews.c - readings by people, as a case holds them. See app/evidence/reviews.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/evidence/reviews.h"

#include "app/evidence/item_states.h"
#include "app/evidence/recomputed.h"
#include "app/home/linked.h"

static const struct value *
list_of(const struct value *data, const char *name)
{
	const struct value *v = value_get(data, slice_of(name));
	if (v == NULL || v->kind != VALUE_ARRAY)
		BUG("reviews: a verification without its lists");
	return v;
}

static struct slice
text_of(const struct value *v, const char *name)
{
	return value_text(value_get(v, slice_of(name)));
}

static struct rc
fill_dimensions(const struct value *data, struct arena *a, struct case_review *r, struct err *e)
{
	const struct value *list = list_of(data, "dimensions");
	r->dimensions = ARENA_ARRAY(a, struct case_dimension, list->count + 1);
	if (r->dimensions == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < list->count; i++)
		r->dimensions[r->dimension_count++] = (struct case_dimension){
		    text_of(&list->items[i], "name"), text_of(&list->items[i], "result") };
	return DONE;
}

/* The fact is about the reading, not the item: nobody states it as a value. */
static bool
is_of_reading(struct slice name)
{
	return slice_eq(name, SLICE("reading"));
}

static struct rc
fill_facts(const struct value *data, struct arena *a, struct case_review *r, struct err *e)
{
	const struct value *list = list_of(data, "values");
	r->facts = ARENA_ARRAY(a, struct fact, list->count + 1);
	if (r->facts == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < list->count; i++) {
		const struct value *v = &list->items[i];
		const struct value *said = value_get(v, SLICE("value"));
		if (said == NULL)
			BUG("reviews: a value that says nothing");
		if (!is_of_reading(text_of(v, "name")))
			r->facts[r->fact_count++] = (struct fact){ text_of(v, "name"),
			    text_of(v, "subject"), *said, text_of(v, "place") };
	}
	return DONE;
}

/* Room for one more was made. */
static struct rc
add_reading(struct store *s, const struct thing *t, struct arena *a, struct case_review *r,
    struct err *e)
{
	struct build b = { .a = a };
	struct value said = value_object();
	struct event again;
	struct slice key;
	bool found;
	TRY(state_event_key(s, t->row.from_pos, a, &again, NULL, &key, &found, e));
	if (!found)
		BUG("reviews: an entry that was read is not there");
	value_put(&b, &said, "key", value_string(key));
	value_put(&b, &said, "relation", value_string(event_text(&t->event, "relation")));
	r->facts[r->fact_count++] = (struct fact){ SLICE("reading"), SLICE(""), said, SLICE("") };
	return build_end(&b, e);
}

static struct rc
fill(const struct thing *t, struct slice item, struct arena *a, struct case_review *out,
    struct err *e)
{
	const struct event *v = &t->event;
	*out = (struct case_review){ .evidence = item, .reader = event_text(v, "reader"),
	    .role = event_text(v, "role"), .method = event_text(v, "method"),
	    .result = event_text(v, "result"), .at_ms = event_instant(v, "at"),
	    .id = t->row.key };
	TRY(fill_dimensions(&v->data, a, out, e));
	return fill_facts(&v->data, a, out, e);
}

bool
reviews_are_plain(const struct case_form *c)
{
	for (size_t i = 0; i < c->review_count; i++)
		for (size_t k = 0; k < c->reviews[i].fact_count; k++)
			if (is_of_reading(c->reviews[i].facts[k].name))
				return false;
	return c->review_count > 0;
}

/* A list that grows. */
struct gathered { struct case_review *at; size_t count, cap; bool plain; };

static struct rc
add_reviews(struct store *s, struct slice evidence, uint64_t known, struct arena *a,
    struct gathered *g, struct err *e)
{
	struct thing *all;
	struct slice item;
	size_t count;
	bool found;
	TRY(linked_events(s, evidence, "about", EVENT_VERIFICATION_RECORDED, known, a, &all,
	    &count, e));
	if (count == 0)
		return DONE;
	TRY(item_id_find(s, evidence, known, a, &item, &found, e));
	for (size_t i = 0; found && i < count; i++) {
		void *at = g->at;
		if (recomputed_is(&all[i].event))
			continue;
		if (!arena_grow(a, &at, &g->cap, g->count, sizeof(struct case_review)))
			return arena_failed(a, e);
		g->at = at;
		TRY(fill(&all[i], item, a, &g->at[g->count], e));
		if (!g->plain)
			TRY(add_reading(s, &all[i], a, &g->at[g->count], e));
		g->count++;
	}
	return DONE;
}

struct rc
reviews_of(struct store *s, const struct slice *evidence, size_t evidence_count, uint64_t known,
    bool plain, struct arena *a, struct case_review **out, size_t *count, struct err *e)
{
	struct gathered g = { .plain = plain };
	for (size_t i = 0; i < evidence_count; i++)
		TRY(add_reviews(s, evidence[i], known, a, &g, e));
	*out = g.at;
	*count = g.count;
	return DONE;
}
