/* catalog/diff.c - what one catalogue says otherwise than another. See catalog/diff.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "catalog/diff.h"

#include "catalog/catalog_int.h"

#define LEVELS 4

/* levels, by: by the index of a row of the older, the level that corrections or a profile give it,
 * and the row that does; null where none does. */
struct differing {
	struct build		*b;
	const struct catalog	*older, *newer;
	struct catalog_diff	*out;
	unsigned		*levels;
	const struct catalog_item **by;
};

const char *
catalog_relation_name(enum catalog_relation relation)
{
	static const char *const names[] = { "edition", "correction", "profile" };
	if ((unsigned)relation >= COUNT(names))
		BUG("no such relation of catalogues");
	return names[relation];
}

/* "a/b"; empty where there was no room, which build_end() tells. */
static struct slice
joined(struct differing *g, struct slice a, struct slice b)
{
	struct slice s = SLICE("");
	if (!arena_format(g->b->a, &s, "%.*s/%.*s", SLICE_FMT(a), SLICE_FMT(b)))
		g->b->broken = true;
	return s;
}

static struct value
or_null(const struct value *v)
{
	return v == NULL ? value_null() : *v;
}

static bool
is_nothing(const struct value *v)
{
	return v == NULL || v->kind == VALUE_NULL;
}

static void
add(struct differing *g, struct slice id, const char *part, struct slice member,
    const struct value *old, const struct value *new, struct slice author)
{
	struct value v = value_object();
	value_put(g->b, &v, "id", value_string(id));
	value_put(g->b, &v, "part", value_string(slice_of(part)));
	value_put(g->b, &v, "change", value_string(is_nothing(old) && member.len == 0 ?
	    SLICE("added") : is_nothing(new) && member.len == 0 ? SLICE("removed") :
	    SLICE("changed")));
	value_put(g->b, &v, "member", member.len == 0 ? value_null() : value_string(member));
	value_put(g->b, &v, "old", or_null(old));
	value_put(g->b, &v, "new", or_null(new));
	value_put(g->b, &v, "author", author.len == 0 ? value_null() : value_string(author));
	value_push(g->b, &g->out->changes, v);
}

/* True where they differ; what is not there is null. */
static bool
compare(struct differing *g, struct slice id, const char *part, struct slice member,
    const struct value *old, const struct value *new, struct slice author)
{
	if ((is_nothing(old) && is_nothing(new)) ||
	    (!is_nothing(old) && !is_nothing(new) && value_eq(old, new)))
		return false;
	add(g, id, part, member, old, new, author);
	return true;
}

/* The same of what has no author, where whether they differ is of no more concern. */
static void
list(struct differing *g, struct slice id, const char *part, struct slice member,
    const struct value *old, const struct value *new)
{
	bool differs = compare(g, id, part, member, old, new, SLICE(""));
	(void)differs;		/* it is listed */
}

/* --- rows ------------------------------------------------------------------------------------- */

/* Of a catalogue of several editions each row has its own. */
static const struct catalog_item *
counterpart(const struct catalog *in, const struct catalog_item *item)
{
	return catalog_find(in, slice_is_null(in->edition) ? item->edition : in->edition,
	    item->key);
}

static bool
compare_rows(struct differing *g, const struct catalog_item *old, const struct catalog_item *new)
{
	bool differs = false;
	for (size_t i = 0; i < old->row->count; i++) {
		const struct member *m = &old->row->members[i];
		differs = compare(g, old->key, "row", m->name, &m->value, value_get(new->row,
		    m->name), SLICE("")) || differs;
	}
	for (size_t i = 0; i < new->row->count; i++) {
		const struct member *m = &new->row->members[i];
		if (value_get(old->row, m->name) == NULL)
			differs = compare(g, old->key, "row", m->name, NULL, &m->value,
			    SLICE("")) || differs;
	}
	return differs;
}

static void
compare_all_rows(struct differing *g)
{
	struct catalog_diff *out = g->out;
	for (size_t i = 0; i < g->older->item_count; i++) {
		const struct catalog_item *old = &g->older->items[i];
		const struct catalog_item *new = counterpart(g->newer, old);
		struct value title = value_string(old->title);
		if (new == NULL) {
			add(g, old->key, "row", SLICE(""), &title, NULL, SLICE(""));
			out->rows_removed++;
		} else if (compare_rows(g, old, new)) {
			out->rows_changed++;
		} else {
			out->rows_untouched++;
		}
	}
	for (size_t i = 0; i < g->newer->item_count; i++) {
		const struct catalog_item *new = &g->newer->items[i];
		struct value title = value_string(new->title);
		if (counterpart(g->older, new) != NULL)
			continue;
		add(g, new->key, "row", SLICE(""), NULL, &title, SLICE(""));
		out->rows_added++;
	}
}

/* --- corrections ------------------------------------------------------------------------------ */

static struct slice
corrects(const struct catalog_item *item)
{
	return value_text(value_get(item->row, SLICE("corrects")));
}

static const struct value *
profile_head(const struct catalog *c)
{
	return value_get(&c->document, SLICE("profile"));
}

/* The row that one of the newer is about. */
static struct slice
target_of(const struct differing *g, const struct catalog_item *by)
{
	return g->out->relation == RELATION_PROFILE ? value_text(value_get(by->row,
	    SLICE("selects"))) : corrects(by);
}

static struct slice
author_of(const struct differing *g, const struct catalog_item *by)
{
	return value_text(value_get(g->out->relation == RELATION_PROFILE ?
	    profile_head(g->newer) : by->row, SLICE("author")));
}

/* Null: of another catalogue. */
static struct rc
corrected_row(struct differing *g, const struct catalog_item *by, const struct catalog_item **out,
    struct err *e)
{
	struct slice full = target_of(g, by), name = g->older->name;
	size_t colon = slice_find(full, SLICE(":"), 0), slash = slice_find(full, SLICE("/"), 0);
	*out = NULL;
	if (colon == SIZE_MAX || slash == SIZE_MAX || slash < colon)
		return fail(e, E_SCHEMA, by->row->at, "expected the full name of a row");
	struct slice edition = slice_sub(full, colon + 1, slash);
	if (!slice_eq(slice_sub(full, 0, colon), name) || (!slice_is_null(g->older->edition) &&
	    !slice_eq(g->older->edition, edition)))
		return DONE;
	*out = catalog_find(g->older, edition, slice_sub(full, slash + 1, full.len));
	return *out != NULL ? DONE : fail(e, E_SCHEMA, by->row->at,
	    "is about a row that the other catalogue does not have");
}

static struct rc
correct(struct differing *g, const struct catalog_item *by, const struct catalog_item *old,
    struct err *e)
{
	static const char *const members[] = { "sl_c_from", "condition", "text" };
	struct slice author = author_of(g, by);
	bool differs = false;
	if (author.len == 0)
		return fail(e, E_SCHEMA, by->row->at, "expected author: who says so");
	for (size_t i = 0; i < COUNT(members); i++) {
		struct slice member = slice_of(members[i]);
		const struct value *new = value_get(by->row, member);
		/* no level is no change, as level/plan.c has it */
		bool says = new != NULL && (i > 0 || by->level_from > 0);
		differs = (says && compare(g, old->key, "row", member, value_get(old->row, member),
		    new, author)) || differs;
	}
	unsigned *level = &g->levels[old - g->older->items];
	*level = by->level_from > 0 ? by->level_from : old->level_from;
	g->by[old - g->older->items] = by;
	*(differs ? &g->out->rows_changed : &g->out->rows_untouched) += 1;
	return DONE;
}

/* What has a level and no row of the profile is not asked for by it. */
static void
remove_unselected(struct differing *g)
{
	for (size_t i = 0; i < g->older->item_count; i++) {
		const struct catalog_item *old = &g->older->items[i];
		struct value title = value_string(old->title);
		if (old->level_from == 0 || g->levels[i] != LEVELS + 1)
			continue;
		add(g, old->key, "row", SLICE(""), &title, NULL, author_of(g, old));
		g->out->rows_removed++;
	}
}

static struct rc
compare_corrections(struct differing *g, struct err *e)
{
	size_t named = 0;
	for (size_t i = 0; i < g->newer->item_count; i++) {
		const struct catalog_item *by = &g->newer->items[i], *old = NULL;
		if (target_of(g, by).len == 0)
			continue;
		TRY(corrected_row(g, by, &old, e));
		if (old == NULL)
			continue;
		named++;
		TRY(correct(g, by, old, e));
	}
	if (named == 0)
		return fail(e, E_USAGE, 0, "says nothing of a row of the other catalogue");
	if (g->out->relation == RELATION_CORRECTION)
		g->out->rows_untouched += g->older->item_count - named;
	else
		remove_unselected(g);
	return DONE;
}

/* --- what is required at each level ----------------------------------------------------------- */

static bool
is_for(const struct catalog_item *item, struct slice type)
{
	for (size_t i = 0; i < item->type_count; i++)
		if (slice_eq(item->types[i], type))
			return true;
	return false;
}

/* Evaluable rows of the type (or of the foundational requirement) up to the level. */
static int64_t
required(const struct catalog *c, const struct differing *corrected, struct slice name,
    bool by_type, unsigned level)
{
	int64_t n = 0;
	for (size_t i = 0; i < c->item_count; i++) {
		const struct catalog_item *item = &c->items[i];
		const struct catalog_item *by = corrected == NULL ? NULL : corrected->by[i];
		unsigned from = corrected == NULL ? item->level_from : corrected->levels[i];
		bool narrowed = by != NULL && by->typed && by_type && !is_for(by, name);
		n += catalog_evaluable(item) && from <= level && !narrowed &&
		    (by_type ? is_for(item, name) : slice_eq(item->fr, name));
	}
	return n;
}

static void
compare_required(struct differing *g, struct slice name, bool by_type)
{
	bool correction = g->out->relation != RELATION_EDITION;
	const struct catalog *newer = correction ? g->older : g->newer;
	static const char *const levels[LEVELS] = { "SL1", "SL2", "SL3", "SL4" };
	for (unsigned n = 1; n <= LEVELS; n++) {
		struct value old = value_number(g->b, required(g->older, NULL, name, by_type, n));
		struct value new = value_number(g->b, required(newer, correction ? g : NULL,
		    name, by_type, n));
		list(g, joined(g, name, slice_of(levels[n - 1])), "required",
		    slice_of(levels[n - 1]), &old, &new);
	}
}

static bool
has_type(const struct catalog *c, struct slice type)
{
	for (size_t i = 0; i < c->type_count; i++)
		if (slice_eq(c->types[i], type))
			return true;
	return false;
}

static void
compare_tables(struct differing *g)
{
	static const char *const frs[] = { "FR1", "FR2", "FR3", "FR4", "FR5", "FR6", "FR7" };
	for (size_t i = 0; i < g->older->type_count; i++)
		compare_required(g, g->older->types[i], true);
	for (size_t i = 0; i < g->newer->type_count; i++)
		if (!has_type(g->older, g->newer->types[i]))
			compare_required(g, g->newer->types[i], true);
	for (size_t i = 0; i < COUNT(frs); i++)
		compare_required(g, slice_of(frs[i]), false);
}

/* --- counts, and the rest of the document ----------------------------------------------------- */

/* Objects member by member, anything else whole. path: of both. */
static void
compare_tree(struct differing *g, struct slice path, const char *part, const struct value *old,
    const struct value *new)
{
	bool both = old != NULL && new != NULL && old->kind == VALUE_OBJECT &&
	    new->kind == VALUE_OBJECT;
	if (!both) {
		list(g, path, part, path, old, new);
		return;
	}
	for (size_t i = 0; i < old->count; i++)
		compare_tree(g, joined(g, path, old->members[i].name), part,
		    &old->members[i].value, value_get(new, old->members[i].name));
	for (size_t i = 0; i < new->count; i++)
		if (value_get(old, new->members[i].name) == NULL)
			compare_tree(g, joined(g, path, new->members[i].name), part, NULL,
			    &new->members[i].value);
}

/* Rows and mappings are compared apart; `counts` is a part of its own. Of what a levelled catalogue
 * counts by type and requirement compare_tables() tells, stated or not. */
static void
compare_document(struct differing *g)
{
	static const char *const apart[] = { "items", "mappings", "counts", "catalog" };
	const struct value *sides[] = { &g->older->document, &g->newer->document };
	for (size_t side = 0; side < COUNT(sides); side++)
		for (size_t i = 0; i < sides[side]->count; i++) {
			struct slice name = sides[side]->members[i].name;
			bool skip = !slice_is_null(catalog_list_digits(name)) ||
			    (side == 1 && value_get(sides[0], name) != NULL);
			for (size_t k = 0; k < COUNT(apart); k++)
				skip = skip || slice_eq(name, slice_of(apart[k]));
			if (!skip)
				compare_tree(g, name, "document", value_get(sides[0], name),
				    value_get(sides[1], name));
		}
}

static void
compare_counts(struct differing *g)
{
	const struct value *old = value_get(&g->older->document, SLICE("counts"));
	const struct value *new = value_get(&g->newer->document, SLICE("counts"));
	const struct value none = value_object();
	old = old == NULL ? &none : old;
	new = new == NULL ? &none : new;
	for (size_t i = 0; i < old->count; i++)
		if (!slice_starts(old->members[i].name, SLICE("required_per_")))
			compare_tree(g, old->members[i].name, "count", &old->members[i].value,
			    value_get(new, old->members[i].name));
	for (size_t i = 0; i < new->count; i++)
		if (!slice_starts(new->members[i].name, SLICE("required_per_")) &&
		    value_get(old, new->members[i].name) == NULL)
			compare_tree(g, new->members[i].name, "count", NULL,
			    &new->members[i].value);
}

/* --- mappings --------------------------------------------------------------------------------- */

static const struct catalog_mapping *
same_mapping(const struct catalog *in, const struct catalog_mapping *m)
{
	for (size_t i = 0; i < in->mapping_count; i++) {
		const struct catalog_mapping *o = &in->mappings[i];
		if (slice_eq(o->source_id, m->source_id) && slice_eq(o->target_id, m->target_id) &&
		    slice_eq(o->source, m->source) && slice_eq(o->target, m->target))
			return o;
	}
	return NULL;
}

static struct slice
mapping_id(struct differing *g, const struct catalog_mapping *m)
{
	struct slice s = SLICE("");
	if (!arena_format(g->b->a, &s, "%.*s/%.*s>%.*s/%.*s", SLICE_FMT(m->source),
	    SLICE_FMT(m->source_id), SLICE_FMT(m->target), SLICE_FMT(m->target_id)))
		g->b->broken = true;
	return s;
}

static void
compare_mapping(struct differing *g, const struct catalog_mapping *old,
    const struct catalog_mapping *new)
{
	static const char *const members[] = { "relation", "basis", "note" };
	const struct slice was[] = { old->relation, old->basis, old->note };
	const struct slice is[] = { new->relation, new->basis, new->note };
	for (size_t i = 0; i < COUNT(members); i++) {
		struct value a = slice_is_null(was[i]) ? value_null() : value_string(was[i]);
		struct value b = slice_is_null(is[i]) ? value_null() : value_string(is[i]);
		list(g, mapping_id(g, old), "mapping", slice_of(members[i]), &a, &b);
	}
}

static void
compare_mappings(struct differing *g)
{
	for (size_t i = 0; i < g->older->mapping_count; i++) {
		const struct catalog_mapping *old = &g->older->mappings[i];
		const struct catalog_mapping *new = same_mapping(g->newer, old);
		struct value relation = value_string(old->relation);
		if (new == NULL)
			add(g, mapping_id(g, old), "mapping", SLICE(""), &relation, NULL,
			    SLICE(""));
		else
			compare_mapping(g, old, new);
	}
	for (size_t i = 0; i < g->newer->mapping_count; i++) {
		const struct catalog_mapping *new = &g->newer->mappings[i];
		struct value relation = value_string(new->relation);
		if (same_mapping(g->older, new) == NULL)
			add(g, mapping_id(g, new), "mapping", SLICE(""), NULL, &relation,
			    SLICE(""));
	}
}

/* --- the whole -------------------------------------------------------------------------------- */

static bool
is_correction(const struct catalog *c)
{
	for (size_t i = 0; i < c->item_count; i++)
		if (corrects(&c->items[i]).len > 0)
			return true;
	return false;
}

static enum catalog_relation
relation_of(const struct catalog *older, const struct catalog *newer)
{
	if (profile_head(newer) != NULL && profile_head(older) == NULL)
		return RELATION_PROFILE;
	return is_correction(newer) && !is_correction(older) ? RELATION_CORRECTION :
	    RELATION_EDITION;
}

struct rc
catalog_diff_find(struct build *b, const struct catalog *older, const struct catalog *newer,
    struct catalog_diff *out, struct err *e)
{
	struct differing g = { b, older, newer, out,
	    ARENA_ARRAY(b->a, unsigned, older->item_count),
	    ARENA_ARRAY(b->a, const struct catalog_item *, older->item_count) };
	if (g.levels == NULL || g.by == NULL)
		return arena_failed(b->a, e);
	*out = (struct catalog_diff){ .changes = value_array(), .relation =
	    relation_of(older, newer) };
	for (size_t i = 0; i < older->item_count; i++)
		g.levels[i] = out->relation == RELATION_PROFILE ? LEVELS + 1 :
		    older->items[i].level_from;
	if (out->relation != RELATION_EDITION) {
		TRY(compare_corrections(&g, e));
		compare_tables(&g);
		return DONE;
	}
	compare_all_rows(&g);
	if (older->levelled || newer->levelled)
		compare_tables(&g);
	compare_counts(&g);
	compare_mappings(&g);
	compare_document(&g);
	return DONE;
}
