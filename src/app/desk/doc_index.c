/* app/desk/doc_index.c - which evidence answers a technical documentation. See
 * app/desk/doc_index.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/doc_index.h"

#include "app/desk/concerned.h"
#include "event/event.h"

#define CATALOGUE SLICE("cra")

static const struct { struct slice group, title; } annexes[] = {
	{ SLICE_INIT("annex_VII"), SLICE_INIT("Annex VII: technical documentation") },
	{ SLICE_INIT("annex_II"), SLICE_INIT("Annex II: information and instructions to the "
	    "user") },
};

struct indexing {
	struct build			*b;
	const struct shipped_data	*data;
	const struct concerned		*all;
	size_t				 count;
	struct doc_counts		*counts;
};

static struct value
kinds_value(struct indexing *x, const struct catalog_item *item)
{
	struct value list = value_array();
	for (size_t i = 0; i < item->evidence_count; i++) {
		const struct kind *k = kind_find(&x->data->kinds, item->evidence_kinds[i]);
		struct value v = value_object();
		value_put(x->b, &v, "kind", value_string(item->evidence_kinds[i]));
		value_put(x->b, &v, "title", k == NULL ? value_null() : value_string(k->title));
		value_put(x->b, &v, "does_not_prove", k == NULL ? value_null() :
		    value_string(k->does_not_prove));
		value_push(x->b, &list, v);
	}
	return list;
}

/* The same kind as one that answers the row, or a narrower one. */
static bool
answers(const struct indexing *x, const struct concerned *c, const struct catalog_item *item)
{
	struct slice kind = event_text(&c->thing.event, "kind");
	for (size_t i = 0; i < item->evidence_count; i++)
		if (kind_is(&x->data->kinds, kind, item->evidence_kinds[i]))
			return true;
	return false;
}

static struct value
evidence_value(struct indexing *x, const struct concerned *c)
{
	static const char *const members[] = { "kind", "name", "made", "received", "valid_until" };
	const struct event *event = &c->thing.event;
	struct value v = value_object();
	value_put(x->b, &v, "id", value_string(c->thing.row.key));
	for (size_t i = 0; i < COUNT(members); i++) {
		const struct value *m = value_get(&event->data, slice_of(members[i]));
		value_put(x->b, &v, members[i], m != NULL ? *m : value_null());
	}
	value_put(x->b, &v, "state", value_string(c->state));
	value_put(x->b, &v, "digest", event->body_count > 0 ?
	    value_string(event->bodies[0].sha256) : value_null());
	return v;
}

static void
count_state(struct doc_counts *n, bool some, bool holds)
{
	++n->items;
	n->recorded += holds;
	n->no_longer += some && !holds;
	n->nothing += !some;
}

static struct value
item_value(struct indexing *x, const struct catalog_item *item)
{
	struct value v = value_object(), evidence = value_array(), ids = value_array();
	const struct value *condition = value_get(item->row, SLICE("conditional_on"));
	const struct value *ref = value_get(item->row, SLICE("ref"));
	bool holds = false;
	for (size_t i = 0; i < x->count; i++) {
		if (!answers(x, &x->all[i], item))
			continue;
		holds = holds || concerned_holds(&x->all[i]);
		value_push(x->b, &evidence, evidence_value(x, &x->all[i]));
		value_push(x->b, &ids, value_string(x->all[i].thing.row.key));
	}
	count_state(x->counts, evidence.count > 0, holds);
	value_put(x->b, &v, "requirement", value_string(item->full));
	value_put(x->b, &v, "id", value_string(item->id));
	value_put(x->b, &v, "ref", ref != NULL ? *ref : value_null());
	value_put(x->b, &v, "title", value_string(item->title));
	value_put(x->b, &v, "paraphrase", item->paraphrase.len > 0 ?
	    value_string(item->paraphrase) : value_null());
	value_put(x->b, &v, "condition", condition != NULL ? *condition : value_null());
	value_put(x->b, &v, "state", value_string(slice_of(holds ? "recorded" :
	    evidence.count > 0 ? "no_longer" : "nothing_recorded")));
	value_put(x->b, &v, "kinds", kinds_value(x, item));
	value_put(x->b, &v, "evidence", evidence);
	value_put(x->b, &v, "evidence_ids", ids);
	return v;
}

struct rc
doc_index(struct build *b, struct home *h, struct slice subject, uint64_t known, int64_t at_ms,
    const struct shipped_data *data, struct value *groups, struct doc_counts *counts,
    const struct catalog **from, struct err *e)
{
	struct concerned *all;
	size_t count;
	*groups = value_array();
	*counts = (struct doc_counts){0};
	*from = catalog_set_get(&data->catalogues, CATALOGUE, (struct slice){0});
	if (*from == NULL)
		return fail(e, E_USAGE, 0, "no catalogue cra is adopted here, or several");
	TRY(concerned_evidence(h, subject, known, at_ms, b->a, &all, &count, e));
	struct indexing x = { b, data, all, count, counts };
	for (size_t g = 0; g < COUNT(annexes); g++) {
		struct value group = value_object(), items = value_array();
		for (size_t i = 0; i < (*from)->item_count; i++)
			if (slice_eq((*from)->items[i].group, annexes[g].group))
				value_push(b, &items, item_value(&x, &(*from)->items[i]));
		value_put(b, &group, "group", value_string(annexes[g].group));
		value_put(b, &group, "title", value_string(annexes[g].title));
		value_put(b, &group, "items", items);
		value_push(b, groups, group);
	}
	return build_end(b, e);
}
