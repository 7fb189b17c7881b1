/* catalog/crosswalk.c - what leads from one catalogue to another. See catalog/crosswalk.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "catalog/crosswalk.h"

const char *
crosswalk_confidence(struct slice relation)
{
	static const struct { struct slice relation; const char *word; } words[] = {
		{ SLICE_INIT("strong"), "direct" }, { SLICE_INIT("strong_with_gap"), "direct" },
		{ SLICE_INIT("partial"), "supporting" }, { SLICE_INIT("weak"), "contextual" },
		{ SLICE_INIT("related"), "adjacent" },
	};
	for (size_t i = 0; i < COUNT(words); i++)
		if (slice_eq(words[i].relation, relation))
			return words[i].word;
	return "gap";
}

bool
crosswalk_is_published(struct slice basis)
{
	return basis.len > 0 && !slice_eq(basis, SLICE("own-judgement")) &&
	    !slice_starts(basis, SLICE("derived-"));
}

/* --- which mappings --------------------------------------------------------------------------- */

/* "name" or "name:edition" means the catalogue of that name: a mapping has no edition. */
static struct slice
name_of(struct slice catalogue)
{
	size_t colon = slice_find(catalogue, SLICE(":"), 0);
	return colon == SIZE_MAX ? catalogue : slice_sub(catalogue, 0, colon);
}

/* id: of a row of that catalogue, as a mapping spells it. about: an id, a key or a full name. */
static bool
is_row(struct build *b, struct slice catalogue, struct slice id, struct slice about)
{
	struct slice key, rest = about;
	size_t slash = slice_find(about, SLICE("/"), 0);
	if (slice_eq(id, about))
		return true;
	if (slash != SIZE_MAX && slice_eq(name_of(slice_sub(about, 0, slash)), catalogue))
		rest = slice_sub(about, slash + 1, about.len);
	if (!catalog_key(b->a, id, &key)) {
		b->broken = true;
		return false;
	}
	return slice_eq(key, rest) || slice_eq(id, rest);
}

static bool
is_asked(struct build *b, const struct catalog_mapping *m, const struct crosswalk_ask *ask)
{
	if (ask->from.len > 0 && !slice_eq(m->source, name_of(ask->from)))
		return false;
	if (ask->to.len > 0 && !slice_eq(m->target, name_of(ask->to)))
		return false;
	return ask->about.len == 0 || is_row(b, m->source, m->source_id, ask->about) ||
	    is_row(b, m->target, m->target_id, ask->about);
}

/* --- what is there at all --------------------------------------------------------------------- */

static bool
catalogue_is_there(const struct catalog_set *set, struct slice asked)
{
	struct slice name = name_of(asked);
	if (slice_is_null(asked))
		return true;
	if (asked.len != name.len)
		return catalog_set_get(set, asked, (struct slice){0}) != NULL;
	for (size_t i = 0; i < set->count; i++) {
		const struct catalog *c = set->at[i];
		if (slice_eq(c->name, name))
			return true;
		for (size_t k = 0; k < c->mapping_count; k++)
			if (slice_eq(c->mappings[k].source, name) ||
			    slice_eq(c->mappings[k].target, name))
				return true;
	}
	return false;
}

static bool
row_is_there(struct build *b, const struct catalog_set *set, struct slice about)
{
	if (slice_is_null(about) || catalog_set_find(set, about, NULL) != NULL)
		return true;
	for (size_t i = 0; i < set->count; i++) {
		const struct catalog *c = set->at[i];
		for (size_t k = 0; k < c->item_count; k++)
			if (is_row(b, c->name, c->items[k].id, about))
				return true;
		for (size_t k = 0; k < c->mapping_count; k++)
			if (is_row(b, c->mappings[k].source, c->mappings[k].source_id, about) ||
			    is_row(b, c->mappings[k].target, c->mappings[k].target_id, about))
				return true;
	}
	return false;
}

static struct rc
check_asked(struct build *b, const struct catalog_set *set, const struct crosswalk_ask *ask,
    const char **which, struct err *e)
{
	*which = !catalogue_is_there(set, ask->from) ? "--from" :
	    !catalogue_is_there(set, ask->to) ? "--to" : NULL;
	if (*which != NULL)
		return fail(e, E_USAGE, 0, "no such catalogue, and nothing is mapped to it; `assay "
		    "catalog list` names them");
	if (row_is_there(b, set, ask->about) || b->broken)
		return DONE;
	*which = "--for";
	return fail(e, E_USAGE, 0, "no catalogue has such a row; `assay catalog show` lists them");
}

/* --- the list --------------------------------------------------------------------------------- */

static struct value
text_or_null(struct slice s)
{
	return s.len == 0 ? value_null() : value_string(s);
}

static struct value
mapping_row(struct build *b, const struct catalog_mapping *m)
{
	struct value v = value_object();
	struct slice id = SLICE("");
	if (!arena_format(b->a, &id, "%.*s/%.*s|%.*s/%.*s", SLICE_FMT(m->source),
	    SLICE_FMT(m->source_id), SLICE_FMT(m->target), SLICE_FMT(m->target_id)))
		b->broken = true;
	value_put(b, &v, "id", value_string(id));
	value_put(b, &v, "source", value_string(m->source));
	value_put(b, &v, "source_id", value_string(m->source_id));
	value_put(b, &v, "target", value_string(m->target));
	value_put(b, &v, "target_id", value_string(m->target_id));
	value_put(b, &v, "relation", value_string(m->relation));
	value_put(b, &v, "confidence", value_string(slice_of(crosswalk_confidence(m->relation))));
	value_put(b, &v, "basis", value_string(m->basis));
	value_put(b, &v, "guidance", value_bool(!crosswalk_is_published(m->basis)));
	value_put(b, &v, "note", text_or_null(m->note));
	return v;
}

struct rc
crosswalk_list(struct build *b, const struct catalog_set *set, const struct crosswalk_ask *ask,
    struct value *rows, const char **which, struct err *e)
{
	*rows = value_array();
	TRY(check_asked(b, set, ask, which, e));
	for (size_t i = 0; i < set->count; i++)
		for (size_t k = 0; k < set->at[i]->mapping_count; k++)
			if (is_asked(b, &set->at[i]->mappings[k], ask))
				value_push(b, rows, mapping_row(b, &set->at[i]->mappings[k]));
	return DONE;
}

/* --- gaps ------------------------------------------------------------------------------------- */

/* The one table of coverage that the format knows. */
#define COVERAGE SLICE("cra_coverage")
#define COVERED SLICE("cra")

enum gap_state { GAP_NONE = 0, GAP_OPEN, GAP_PARTLY, GAP_UNGRADED };

static enum gap_state
state_of(const struct value *row)
{
	struct slice status = value_text(value_get(row, SLICE("status")));
	if (slice_eq(status, SLICE("none")))
		return GAP_OPEN;
	return slice_eq(status, SLICE("strong")) ? GAP_NONE : GAP_PARTLY;
}

static struct value
member_or_null(const struct value *row, const char *name)
{
	const struct value *v = row == NULL ? NULL : value_get(row, slice_of(name));
	return v == NULL ? value_null() : *v;
}

/* row: of the coverage table, null where it has none; item: of the catalogue, null likewise. */
static struct value
gap_row(struct build *b, const struct value *row, const struct catalog_item *item,
    const char *state)
{
	struct value v = value_object(), kinds = value_array();
	struct slice status = row == NULL ? SLICE("") : value_text(value_get(row,
	    SLICE("status")));
	for (size_t i = 0; item != NULL && i < item->evidence_count; i++)
		value_push(b, &kinds, value_string(item->evidence_kinds[i]));
	value_put(b, &v, "requirement", item == NULL ? value_null() : text_or_null(item->full));
	value_put(b, &v, "id", row != NULL ? member_or_null(row, "id") : value_string(item->id));
	value_put(b, &v, "ref", member_or_null(row != NULL ? row : item->row, "ref"));
	value_put(b, &v, "title", item == NULL ? value_null() : value_string(item->title));
	value_put(b, &v, "state", value_string(slice_of(state)));
	value_put(b, &v, "coverage", text_or_null(status));
	value_put(b, &v, "confidence", row == NULL ? value_null() :
	    value_string(slice_of(crosswalk_confidence(status))));
	value_put(b, &v, "gap", member_or_null(row, "residual_gap"));
	value_put(b, &v, "iec62443_4_1", member_or_null(row, "iec62443_4_1"));
	value_put(b, &v, "iec62443_4_2_count", member_or_null(row, "iec62443_4_2_count"));
	value_put(b, &v, "evidence_kinds", kinds);
	return v;
}

static void
add_graded(struct build *b, const struct value *table, const struct catalog *c,
    enum gap_state wanted, struct value *rows, size_t *count)
{
	for (size_t i = 0; i < table->count; i++) {
		const struct value *row = &table->items[i];
		struct slice id = value_text(value_get(row, SLICE("id")));
		if (state_of(row) != wanted)
			continue;
		value_push(b, rows, gap_row(b, row, c == NULL ? NULL : catalog_find(c,
		    (struct slice){0}, id), wanted == GAP_OPEN ? "open" : "partly"));
		++*count;
	}
}

static void
add_ungraded(struct build *b, const struct value *table, const struct catalog *c,
    struct value *rows, size_t *count)
{
	for (size_t i = 0; c != NULL && i < c->item_count; i++) {
		bool graded = false;
		for (size_t k = 0; k < table->count && !graded; k++)
			graded = slice_eq(value_text(value_get(&table->items[k], SLICE("id"))),
			    c->items[i].id);
		if (graded)
			continue;
		value_push(b, rows, gap_row(b, NULL, &c->items[i], "ungraded"));
		++*count;
	}
}

void
crosswalk_gaps(struct build *b, const struct catalog_set *set, struct value *rows,
    struct crosswalk_counts *counts)
{
	const struct catalog *c = catalog_set_get(set, COVERED, (struct slice){0});
	*rows = value_array();
	*counts = (struct crosswalk_counts){0};
	for (size_t i = 0; i < set->count; i++) {
		const struct value *table = value_get(&set->at[i]->document, COVERAGE);
		if (table == NULL || table->kind != VALUE_ARRAY)
			continue;
		add_graded(b, table, c, GAP_OPEN, rows, &counts->open);
		add_graded(b, table, c, GAP_PARTLY, rows, &counts->partly);
		add_ungraded(b, table, c, rows, &counts->ungraded);
	}
}
