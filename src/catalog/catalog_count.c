/* catalog/catalog_count.c - the counts of a catalogue against its rows. See catalog/catalog.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "catalog/catalog_int.h"

/* What is being counted: one member of counts, or of an object in it. */
struct count {
	const struct catalog	*c;
	struct arena		*a;
	struct slice		 group, name;	/* group: the object's name; null at the top */
	const struct value	*stated;
	struct err		*e;
};

/* The name for a message: it comes from outside. */
static struct slice
shown(struct slice name)
{
	for (size_t i = 0; i < name.len; i++)
		if (name.at[i] <= ' ' || name.at[i] >= 0x7f)
			return SLICE("(of an unprintable name)");
	return slice_sub(name, 0, 64);
}

static struct rc
unknown_count(const struct count *k)
{
	struct slice text;
	if (!arena_format(k->a, &text, "no rule of the format verifies the count %.*s%s%.*s",
	    SLICE_FMT(shown(k->group)), k->group.len > 0 ? "." : "", SLICE_FMT(shown(k->name))))
		return arena_failed(k->a, k->e);
	return fail(k->e, E_SCHEMA, k->stated->at, (const char *)text.at);
}

static struct rc
compare(const struct count *k, size_t found)
{
	int64_t n;
	struct slice text;
	if (!value_int(k->stated, &n))
		return fail(k->e, E_SCHEMA, k->stated->at, "expected a number");
	if (n >= 0 && (uint64_t)n == found)
		return DONE;
	if (!arena_format(k->a, &text, "the count %.*s%s%.*s says %lld, the rows say %zu",
	    SLICE_FMT(shown(k->group)), k->group.len > 0 ? "." : "", SLICE_FMT(shown(k->name)),
	    (long long)n, found))
		return arena_failed(k->a, k->e);
	return fail(k->e, E_SCHEMA, k->stated->at, (const char *)text.at);
}

/* Elements of a list of the document; none when it is not there. */
static size_t
list_length(const struct catalog *c, struct slice name)
{
	const struct value *list = value_get(&c->document, name);
	return list != NULL && list->kind == VALUE_ARRAY ? list->count : 0;
}

static bool
holds(const struct slice *list, size_t count, struct slice word)
{
	for (size_t i = 0; i < count; i++)
		if (slice_eq(list[i], word))
			return true;
	return false;
}

/* --- numbers at the top of counts ----------------------------------------------------------- */

static size_t
count_tasks_with(const struct catalog *c, struct slice member)
{
	size_t n = 0;
	for (size_t i = 0; i < c->item_count; i++) {
		const struct value *refs = value_get(c->items[i].row, member);
		n += slice_eq(c->items[i].kind, SLICE("task")) && refs != NULL &&
		    refs->kind == VALUE_ARRAY && refs->count > 0;
	}
	return n;
}

static size_t
count_evaluable(const struct catalog *c)
{
	size_t n = 0;
	for (size_t i = 0; i < c->item_count; i++)
		n += catalog_evaluable(&c->items[i]);
	return n;
}

/* Rows whose kind, kind with an s, or group is the name. */
static size_t
count_named(const struct catalog *c, struct slice name)
{
	size_t n = 0;
	struct slice one = slice_ends(name, SLICE("s")) ? slice_sub(name, 0, name.len - 1) : name;
	for (size_t i = 0; i < c->item_count; i++) {
		const struct catalog_item *item = &c->items[i];
		n += slice_eq(item->kind, name) || slice_eq(item->kind, one) ||
		    slice_eq(item->group, name);
	}
	return n;
}

static struct rc
check_number(const struct count *k)
{
	const struct catalog *c = k->c;
	if (slice_eq(k->name, SLICE("items")) || slice_eq(k->name, SLICE("items_total")) ||
	    slice_eq(k->name, SLICE("requirements")))
		return compare(k, list_length(c, SLICE("items")));
	if (slice_eq(k->name, SLICE("evaluable")))
		return compare(k, count_evaluable(c));
	if (slice_eq(k->name, SLICE("tasks_with_iec62443_refs")))
		return compare(k, count_tasks_with(c, SLICE("refs_iec62443_4_1")));
	if (slice_eq(k->name, SLICE("tasks_with_sp800_161_refs")))
		return compare(k, count_tasks_with(c, SLICE("refs_sp800_161")));
	if (slice_eq(k->name, SLICE("sl_disagreements")))
		return compare(k, list_length(c, SLICE("disagreements")));
	const struct value *list = value_get(&c->document, k->name);
	if (list != NULL && list->kind == VALUE_ARRAY)
		return compare(k, list->count);
	size_t n = count_named(c, k->name);
	return n > 0 ? compare(k, n) : unknown_count(k);
}

/* --- objects in counts ---------------------------------------------------------------------- */

/* required_per_component_type (by type) or required_per_fr: {word: {level: number}}. */
static struct rc
check_levels(struct count k, const struct value *levels, bool by_type)
{
	struct slice word = k.name;
	k.group = word;
	if (levels->kind != VALUE_OBJECT)
		return fail(k.e, E_SCHEMA, levels->at, "expected an object of levels");
	for (size_t m = 0; m < levels->count; m++) {
		uint64_t level;
		size_t n = 0;
		k.name = levels->members[m].name;
		k.stated = &levels->members[m].value;
		if (!slice_to_u64(k.name, &level))
			return fail(k.e, E_SCHEMA, levels->members[m].at, "expected a level");
		for (size_t i = 0; i < k.c->item_count; i++) {
			const struct catalog_item *item = &k.c->items[i];
			n += catalog_evaluable(item) && item->level_from <= level &&
			    (by_type ? holds(item->types, item->type_count, word) :
			    slice_eq(item->fr, word));
		}
		TRY(compare(&k, n));
	}
	return DONE;
}

/* by_basis and by_pair. */
static struct rc
check_mappings(const struct count *k, bool by_pair)
{
	size_t n = 0, arrow = slice_find(k->name, SLICE(">"), 0);
	for (size_t i = 0; i < k->c->mapping_count; i++) {
		const struct catalog_mapping *m = &k->c->mappings[i];
		n += by_pair ? arrow != SIZE_MAX && slice_eq(m->source, slice_sub(k->name, 0,
		    arrow)) &&
		    slice_eq(m->target, slice_sub(k->name, arrow + 1, k->name.len)) :
		    slice_eq(m->basis, k->name);
	}
	return compare(k, n);
}

static struct rc
check_coverage(const struct count *k)
{
	size_t n = 0;
	const struct value *list = value_get(&k->c->document, SLICE("cra_coverage"));
	for (size_t i = 0; list != NULL && i < list->count; i++)
		n += slice_eq(value_text(value_get(&list->items[i], SLICE("status"))), k->name);
	return compare(k, n);
}

/* --- one edition list: vX_Y ----------------------------------------------------------------- */

static size_t
sum_of(const struct value *rows, struct slice member)
{
	size_t sum = 0;
	for (size_t i = 0; i < rows->count; i++) {
		int64_t n = 0;
		const struct value *v = value_get(&rows->items[i], member);
		if (v != NULL && value_int(v, &n) && n > 0)
			sum += (size_t)n;
	}
	return sum;
}

static size_t
rows_with(const struct value *rows, struct slice member, enum value_kind kind, struct slice text)
{
	size_t n = 0;
	for (size_t i = 0; i < rows->count; i++) {
		const struct value *v = value_get(&rows->items[i], member);
		n += v != NULL && v->kind == kind && slice_eq(v->text, text);
	}
	return n;
}

/* The ids that the count lists are those of the rows without data, in order. */
static struct rc
check_without(const struct count *k, const struct value *rows)
{
	size_t next = 0;
	if (k->stated->kind != VALUE_ARRAY)
		return fail(k->e, E_SCHEMA, k->stated->at, "expected a list of ids");
	for (size_t i = 0; i < rows->count; i++) {
		const struct value *has = value_get(&rows->items[i], SLICE("has_tc_data"));
		struct slice id = value_text(value_get(&rows->items[i], SLICE("id")));
		if (has == NULL || has->kind != VALUE_FALSE)
			continue;
		if (next == k->stated->count ||
		    !slice_eq(value_text(&k->stated->items[next++]), id))
			return fail(k->e, E_SCHEMA, k->stated->at,
			    "the ids listed are not those of the rows without data");
	}
	return next == k->stated->count ? DONE : fail(k->e, E_SCHEMA, k->stated->items[next].at,
	    "the row of this id has data");
}

static struct rc
check_edition(const struct count *k, const struct value *rows)
{
	if (slice_eq(k->name, SLICE("without_tc_data")))
		return check_without(k, rows);
	if (slice_eq(k->name, SLICE("tests")))
		return compare(k, rows->count);
	if (slice_eq(k->name, SLICE("failures")))
		return compare(k, sum_of(rows, SLICE("tc_failures")));
	if (slice_eq(k->name, SLICE("valid")))
		return compare(k, sum_of(rows, SLICE("tc_valid")));
	if (slice_eq(k->name, SLICE("new")))
		return compare(k, rows_with(rows, SLICE("new_in_2_1"), VALUE_TRUE, SLICE("")));
	size_t n = rows_with(rows, SLICE("group"), VALUE_STRING, k->name);
	return n > 0 ? compare(k, n) : unknown_count(k);
}

/* The list of rows whose name ends in the digits of vX_Y. */
static const struct value *
edition_list(const struct catalog *c, struct slice group)
{
	struct slice digits = slice_starts(group, SLICE("v")) ? slice_sub(group, 1, group.len) :
	    (struct slice){0};
	for (size_t i = 0; digits.len > 0 && i < c->document.count; i++)
		if (slice_eq(catalog_list_digits(c->document.members[i].name), digits))
			return &c->document.members[i].value;
	return NULL;
}

static struct rc
check_member(struct count *k)
{
	const struct value *rows = edition_list(k->c, k->group);
	if (slice_eq(k->group, SLICE("required_per_component_type")))
		return check_levels(*k, k->stated, true);
	if (slice_eq(k->group, SLICE("required_per_fr")))
		return check_levels(*k, k->stated, false);
	if (slice_eq(k->group, SLICE("by_basis")))
		return check_mappings(k, false);
	if (slice_eq(k->group, SLICE("by_pair")))
		return check_mappings(k, true);
	if (slice_eq(k->group, SLICE("cra_items_covered")))
		return check_coverage(k);
	return rows != NULL ? check_edition(k, rows) : unknown_count(k);
}

struct rc
catalog_check_counts(const struct catalog *c, struct arena *a, struct err *e)
{
	const struct value *counts = value_get(&c->document, SLICE("counts"));
	for (size_t i = 0; counts != NULL && i < counts->count; i++) {
		const struct member *m = &counts->members[i];
		struct count k = { c, a, {0}, m->name, &m->value, e };
		if (m->value.kind != VALUE_OBJECT) {
			TRY(check_number(&k));
			continue;
		}
		k.group = m->name;
		for (size_t j = 0; j < m->value.count; j++) {
			k.name = m->value.members[j].name;
			k.stated = &m->value.members[j].value;
			TRY(check_member(&k));
		}
	}
	return DONE;
}
