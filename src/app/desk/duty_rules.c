/* app/desk/duty_rules.c - whom a duty falls to where nobody agreed otherwise. See
 * app/desk/duty_rules.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/duty_rules.h"

#include "app/desk/responsibility_template.h"
#include "base/limits.h"
#include "codec/json.h"

struct rc
duty_rules_load(struct arena *a, struct duty_rules *out, struct err *e)
{
	struct err why = {0};
	struct rc done = json_tree(responsibility_template(), DOCUMENT_BYTES_MAX, a,
	    &out->document, &why);
	if (failed(done) && why.code != E_NOMEM && why.code != E_LIMIT)
		BUG("the rules of duties do not load");
	return failed(done) ? fail(e, why.code, why.at, why.what) : DONE;
}

static bool
holds(const struct value *list, struct slice word)
{
	for (size_t i = 0; list != NULL && i < list->count; i++)
		if (slice_eq(value_text(&list->items[i]), word))
			return true;
	return false;
}

bool
duty_rules_lists(const struct duty_rules *r, const char *list, struct slice word)
{
	return holds(value_get(&r->document, slice_of(list)), word);
}

static const struct value *
rows_of(const struct duty_rules *r)
{
	const struct value *rows = value_get(&r->document, SLICE("rows"));
	if (rows == NULL)
		BUG("the rules of duties have no rows");
	return rows;
}

bool
duty_rules_makers(const struct duty_rules *r, const struct catalog_set *set, struct slice topic,
    struct slice duty)
{
	const struct value *rows = rows_of(r);
	const struct catalog *c = NULL;
	bool known = catalog_set_find(set, topic, &c) != NULL;
	if (!duty_rules_lists(r, "not_moved", duty))
		return false;
	for (size_t i = 0; i < rows->count; i++) {
		const struct value *row = &rows->items[i];
		struct slice whose = text_in(row, "catalogue");
		bool here = known ? slice_eq(whose, c->name) : whose.len == 0 &&
		    slice_eq_nocase(text_in(row, "topic"), topic) &&
		    slice_eq(text_in(row, "duty"), duty);
		if (here && slice_eq(text_in(row, "addressee"), SLICE("maker")))
			return true;
	}
	return false;
}

/* --- a template ------------------------------------------------------------------------------- */

struct listing_rows {
	const struct duty_rules	*r;
	struct arena		*a;
	struct duty_wanted	*at;
	size_t			 count, cap;
};

static struct rc
push(struct listing_rows *g, const struct catalog_item *item, const struct value *row,
    struct slice addressee, struct err *e)
{
	const struct value *who = value_get(value_get(&g->r->document, SLICE("addressees")),
	    addressee);
	struct duty_wanted one = { item, item == NULL ? text_in(row, "topic") : item->full,
	    text_in(row, "duty"), text_in(who, "stage"), text_in(who, "role") };
	void *at = g->at;
	if (!arena_grow(g->a, &at, &g->cap, g->count, sizeof(one)))
		return arena_failed(g->a, e);
	g->at = at;
	g->at[g->count++] = one;
	return DONE;
}

/* Of whom the row of the catalogue is: as the rule says, else as the row itself does. */
static struct rc
push_item(struct listing_rows *g, const struct catalog_item *item, const struct value *row,
    struct err *e)
{
	const struct value *list = value_get(item->row, SLICE("addressee"));
	struct slice all = text_in(row, "addressee");
	if (slice_eq(item->kind, SLICE("pointer")) ||
	    slice_eq(item->kind, SLICE("no_requirement")) || item->full.len == 0)
		return DONE;
	if (all.len > 0)
		return push(g, item, row, all, e);
	for (size_t i = 0; list != NULL && list->kind == VALUE_ARRAY && i < list->count; i++)
		TRY(push(g, item, row, value_text(&list->items[i]), e));
	return DONE;
}

static bool
is_wanted(const struct catalog *c, const struct slice *editions, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t colon = slice_find(editions[i], SLICE(":"), 0);
		if (slice_eq(c->name, slice_sub(editions[i], 0, colon)) && (colon == SIZE_MAX ||
		    slice_eq(c->edition, slice_sub(editions[i], colon + 1, editions[i].len))))
			return true;
	}
	return count == 0;
}

static struct rc
push_catalogue(struct listing_rows *g, const struct catalog *c, const struct value *row,
    struct err *e)
{
	for (size_t i = 0; i < c->item_count; i++)
		TRY(push_item(g, &c->items[i], row, e));
	return DONE;
}

struct rc
duty_rules_rows(const struct duty_rules *r, const struct catalog_set *set,
    const struct slice *editions, size_t edition_count, struct arena *a,
    struct duty_wanted **out, size_t *count, struct err *e)
{
	struct listing_rows g = { .r = r, .a = a };
	const struct value *rows = rows_of(r);
	for (size_t i = 0; i < rows->count; i++) {
		const struct value *row = &rows->items[i];
		struct slice whose = text_in(row, "catalogue");
		if (whose.len == 0)
			TRY(push(&g, NULL, row, text_in(row, "addressee"), e));
		for (size_t k = 0; k < set->count; k++)
			if (whose.len > 0 && slice_eq(set->at[k]->name, whose) &&
			    is_wanted(set->at[k], editions, edition_count))
				TRY(push_catalogue(&g, set->at[k], row, e));
	}
	*out = g.at;
	*count = g.count;
	return DONE;
}
