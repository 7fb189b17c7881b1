/* level/plan.c - which rows of an edition a product has to meet. See level/level.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "level/level.h"

static bool
holds(const struct slice *list, size_t count, struct slice word)
{
	for (size_t i = 0; i < count; i++)
		if (slice_eq(list[i], word))
			return true;
	return false;
}

/* The row is for one of the types. */
static bool
is_for(const struct catalog_item *item, const struct slice *types, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (item->typed && holds(item->types, item->type_count, types[i]))
			return true;
	return false;
}

/* "FR3" as 2; LEVEL_FRS for anything else. */
static unsigned
fr_of(struct slice fr)
{
	bool good = fr.len == 3 && slice_starts(fr, SLICE("FR")) && fr.at[2] >= '1' &&
	    fr.at[2] < '1' + LEVEL_FRS;
	return good ? (unsigned)(fr.at[2] - '1') : LEVEL_FRS;
}

/* --- corrections ------------------------------------------------------------------------------ */

static struct rc
correct(struct level_row *row, const struct catalog_item *by, struct err *e)
{
	const struct value *v = by->row;
	const struct value *condition = value_get(v, SLICE("condition"));
	struct slice author = value_text(value_get(v, SLICE("author")));
	if (author.len == 0)
		return fail(e, E_SCHEMA, v->at, "expected author: who corrects the row");
	if (by->level_from > 0)
		row->from = by->level_from;
	if (condition != NULL)
		row->condition = value_text(condition);
	row->author = author;
	row->text = value_text(value_get(v, SLICE("text")));
	return DONE;
}

static struct rc
correct_all(const struct catalog_set *set, struct level_plan *p, struct err *e)
{
	for (size_t i = 0; set != NULL && i < set->count; i++)
		for (size_t k = 0; set->at[i] != p->catalog && k < set->at[i]->item_count; k++) {
			const struct value *v = set->at[i]->items[k].row;
			struct slice full = value_text(value_get(v, SLICE("corrects")));
			const struct catalog *from;
			if (full.len == 0)
				continue;
			const struct catalog_item *item = catalog_set_find(set, full, &from);
			if (item == NULL)
				return fail(e, E_SCHEMA, v->at,
				    "corrects a row that no catalogue here has");
			if (from != p->catalog)
				continue;
			size_t row = p->row_of[item - from->items];
			if (row != LEVEL_NO_ROW)
				TRY(correct(&p->rows[row], &set->at[i]->items[k], e));
		}
	return DONE;
}

/* --- profiles --------------------------------------------------------------------------------- */

/* What the profile says of a row that it selects. */
static void
tailor(struct level_row *row, const struct catalog_item *by, struct slice author)
{
	const struct value *condition = value_get(by->row, SLICE("condition"));
	const struct value *text = value_get(by->row, SLICE("text"));
	bool differs = false;
	if (by->level_from > 0) {
		differs = row->from != by->level_from;
		row->from = by->level_from;
	}
	if (condition != NULL) {
		differs = differs || !slice_eq(row->condition, value_text(condition));
		row->condition = value_text(condition);
	}
	if (text != NULL && text->kind == VALUE_STRING) {
		differs = true;
		row->text = text->text;
	}
	row->tailored_by = differs ? author : row->tailored_by;
}

static void
tailor_all(struct level_plan *p, const struct profile *profile)
{
	for (size_t i = 0; i < p->row_count; i++)
		tailor(&p->rows[i], profile->by[p->rows[i].item - p->catalog->items],
		    profile_author(profile->catalog));
}

/* --- the plan --------------------------------------------------------------------------------- */

bool
level_has_type(const struct catalog *c, struct slice type)
{
	return holds(c->types, c->type_count, type);
}

static struct rc
check_types(const struct catalog *c, const struct slice *types, size_t count, struct err *e)
{
	for (size_t i = 0; i < count; i++)
		if (!level_has_type(c, types[i]))
			return fail(e, E_SCHEMA, 0, "no component type of this edition");
	return count > 0 ? DONE : fail(e, E_SCHEMA, 0, "expected a component type");
}

static struct rc
find_bases(struct level_plan *p, struct err *e)
{
	for (size_t i = 0; i < p->row_count; i++) {
		const struct catalog_item *item = p->rows[i].item;
		p->rows[i].base = LEVEL_NO_ROW;
		if (item->base.len == 0)
			continue;
		const struct catalog_item *base = catalog_find(p->catalog, item->edition,
		    item->base);
		if (base == NULL)
			return fail(e, E_SCHEMA, item->row->at, "its base is not in the catalogue");
		p->rows[i].base = p->row_of[base - p->catalog->items];
		if (p->rows[i].base != LEVEL_NO_ROW && p->rows[i].base >= i)
			return fail(e, E_SCHEMA, item->row->at, "stands before its base");
	}
	return DONE;
}

struct rc
level_plan_make(const struct catalog *c, const struct catalog_set *set,
    const struct slice *types, size_t type_count, struct arena *a, struct level_plan *out,
    struct err *e)
{
	struct profile profile = {0};
	if (profile_of(c).len > 0) {
		TRY(profile_read(c, set, a, &profile, e));
		c = profile.edition;
	}
	*out = (struct level_plan){ .catalog = c, .profile = profile.catalog,
	    .rows = ARENA_ARRAY(a, struct level_row, c->item_count),
	    .common = ARENA_ARRAY(a, struct level_row, c->item_count),
	    .row_of = ARENA_ARRAY(a, size_t, c->item_count) };
	if (out->rows == NULL || out->common == NULL || out->row_of == NULL)
		return arena_failed(a, e);
	TRY(check_types(c, types, type_count, e));
	for (size_t i = 0; i < c->item_count; i++) {
		const struct catalog_item *item = &c->items[i];
		struct level_row row = { .item = item, .fr = fr_of(item->fr),
		    .from = item->level_from, .condition = item->condition };
		out->row_of[i] = LEVEL_NO_ROW;
		if (item->level_from == 0 || !is_for(item, types, type_count) ||
		    (profile.catalog != NULL && !profile_asks(&profile, i, types, type_count)))
			continue;
		if (!catalog_evaluable(item)) {
			out->common[out->common_count++] = row;
			continue;
		}
		if (row.fr == LEVEL_FRS)
			return fail(e, E_SCHEMA, item->row->at, "expected fr: FR1 to FR7");
		out->row_of[i] = out->row_count;
		out->rows[out->row_count++] = row;
	}
	TRY(find_bases(out, e));
	TRY(correct_all(set, out, e));
	if (profile.catalog != NULL)
		tailor_all(out, &profile);
	return DONE;
}

size_t
level_required(const struct level_plan *p, unsigned n)
{
	size_t count = 0;
	for (size_t i = 0; i < p->row_count; i++)
		count += p->rows[i].from <= n;
	return count;
}
