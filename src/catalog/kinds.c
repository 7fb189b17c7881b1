/* catalog/kinds.c - evidence kinds. See catalog/kinds.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "catalog/kinds.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/time.h"
#include "catalog/shipped.h"
#include "codec/json.h"

#define KIND_ID_BYTES_MAX 63

static int
compare(const void *a, const void *b)
{
	const struct kind *left = a, *right = b;
	return slice_cmp(left->id, right->id);
}

const struct kind *
kind_find(const struct kind_set *set, struct slice id)
{
	const struct kind key = { .id = id };
	return set->count == 0 ? NULL :
	    bsearch(&key, set->at, set->count, sizeof(struct kind), compare);
}

bool
kind_is(const struct kind_set *set, struct slice kind, struct slice wanted)
{
	return kind_within(kind_find(set, kind), kind_find(set, wanted));
}

bool
kind_mistaken(const struct kind_set *set, struct slice kind, struct slice wanted)
{
	const struct kind *k = kind_find(set, kind);
	for (size_t i = 0; k != NULL && i < k->mistaken_count; i++)
		if (slice_eq(k->mistaken_for[i], wanted))
			return true;
	return false;
}

static bool
is_id(struct slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		uint8_t c = s.at[i];
		if ((c < 'a' || c > 'z') && (i == 0 || ((c < '0' || c > '9') && c != '_')))
			return false;
	}
	return s.len > 0 && s.len <= KIND_ID_BYTES_MAX;
}

static bool
holds(const struct value *list, struct slice word)
{
	for (size_t i = 0; i < list->count; i++)
		if (slice_eq(value_text(&list->items[i]), word))
			return true;
	return false;
}

/* Ids that the row lists; whether they exist is settled when all rows are read. */
static struct rc
read_mistaken(const struct value *list, struct arena *a, struct kind *k, struct err *e)
{
	if (list == NULL)
		return DONE;
	k->mistaken_for = ARENA_ARRAY(a, struct slice, list->count);
	if (k->mistaken_for == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < list->count; i++) {
		struct slice id = value_text(&list->items[i]);
		if (!is_id(id))
			return fail(e, E_SCHEMA, list->items[i].at, "expected the id of a kind");
		k->mistaken_for[k->mistaken_count++] = id;
	}
	return DONE;
}

static struct rc
read_freshness(const struct value *v, struct kind *k, struct err *e)
{
	struct err why = {0};
	if (v == NULL || v->kind == VALUE_NULL)
		return DONE;
	k->freshness = value_text(v);
	if (failed(duration_parse(k->freshness, &k->freshness_ms, &why)) || k->freshness_ms == 0)
		return fail(e, E_SCHEMA, v->at, "expected a duration such as 30d, or null");
	return DONE;
}

static struct rc
read_row(const struct value *row, const struct value *stages, struct arena *a, struct kind *out,
    struct err *e)
{
	struct obj o = obj_open(row);
	struct kind k = {0};
	k.id = obj_need_text(&o, "id", "expected id: text");
	k.title = obj_need_text(&o, "title", "expected title: text");
	k.area = area_parse(obj_need_text(&o, "area", "expected area: text"));
	k.stage = obj_need_text(&o, "stage", "expected stage: text");
	k.does_not_prove = obj_need_text(&o, "does_not_prove", "expected does_not_prove: text");
	const struct value *freshness = obj_any(&o, "freshness");
	if (freshness == NULL)
		obj_fail(&o, row->at, "expected freshness: a duration or null");
	(void)obj_may_text(&o, "broader", "expected broader: text");	/* link() */
	struct slice limit = obj_may_text(&o, "level_limit", "expected level_limit: E1 or E2");
	const struct value *mistaken = obj_may(&o, "mistaken_for", VALUE_ARRAY,
	    "expected mistaken_for: a list of kinds");
	TRY(obj_end(&o, e));
	k.level_limit = level_parse(limit);
	if (!is_id(k.id))
		return fail(e, E_SCHEMA, row->at, "an id is 1 to 63 of a-z 0-9 _");
	if (k.area == AREA_NONE)
		return fail(e, E_SCHEMA, value_get(row, SLICE("area"))->at, "no such area");
	if (!holds(stages, k.stage))
		return fail(e, E_SCHEMA, value_get(row, SLICE("stage"))->at, "no such stage");
	if (k.title.len == 0 || k.does_not_prove.len == 0)
		return fail(e, E_SCHEMA, row->at, "expected a title and what it does not prove");
	if (!slice_is_null(limit) && k.level_limit != LEVEL_E1 && k.level_limit != LEVEL_E2)
		return fail(e, E_SCHEMA, value_get(row, SLICE("level_limit"))->at,
		    "expected E1 or E2");
	TRY(read_freshness(freshness, &k, e));
	TRY(read_mistaken(mistaken, a, &k, e));
	*out = k;
	return DONE;
}

/* Ties broader to its row and looks up every other name. */
static struct rc
link_row(const struct value *row, const struct kind_set *set, struct err *e)
{
	struct slice id = value_text(value_get(row, SLICE("id")));
	const struct value *broader = value_get(row, SLICE("broader"));
	const struct kind *found = kind_find(set, id);
	struct kind *k = &set->at[found - set->at];
	if (broader != NULL && (k->broader = kind_find(set, value_text(broader))) == NULL)
		return fail(e, E_SCHEMA, broader->at, "broader names no kind of this file");
	for (size_t i = 0; i < k->mistaken_count; i++)
		if (kind_find(set, k->mistaken_for[i]) == NULL)
			return fail(e, E_SCHEMA, value_get(row, SLICE("mistaken_for"))->items[i].at,
			    "mistaken_for names no kind of this file");
	return DONE;
}

/* Chains of broader end, and nobody is mistaken for what he is. */
static struct rc
check_row(const struct value *row, const struct kind_set *set, struct err *e)
{
	const struct kind *k = kind_find(set, value_text(value_get(row, SLICE("id"))));
	const struct kind *up = k;
	for (size_t steps = 0; up != NULL; steps++, up = up->broader)
		if (steps > set->count)
			return fail(e, E_SCHEMA, value_get(row, SLICE("id"))->at,
			    "a chain of broader kinds leads back to itself");
	for (size_t i = 0; i < k->mistaken_count; i++)
		if (kind_is(set, k->id, k->mistaken_for[i]))
			return fail(e, E_SCHEMA, value_get(row, SLICE("mistaken_for"))->items[i].at,
			    "a kind cannot be mistaken for what it is");
	return DONE;
}

static struct rc
read_rows(const struct value *items, const struct value *stages, struct arena *a,
    struct kind_set *out, struct err *e)
{
	if (items->count > KINDS_MAX)
		return fail(e, E_LIMIT, items->at, "too many kinds");
	out->at = ARENA_ARRAY(a, struct kind, items->count);
	if (out->at == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < items->count; i++)
		TRY(read_row(&items->items[i], stages, a, &out->at[out->count++], e));
	if (out->count > 0)
		qsort(out->at, out->count, sizeof(struct kind), compare);
	for (size_t i = 1; i < out->count; i++)
		if (slice_eq(out->at[i - 1].id, out->at[i].id))
			return fail(e, E_SCHEMA, items->at, "two kinds have one id");
	for (size_t i = 0; i < items->count; i++)
		TRY(link_row(&items->items[i], out, e));
	for (size_t i = 0; i < items->count; i++)
		TRY(check_row(&items->items[i], out, e));
	return DONE;
}

/* The first text of the name "catalog" in the outermost object. */
static struct rc
read_catalog_name(struct json_reader *r, bool *are, struct err *e)
{
	struct json_token t;
	TRY(json_next(r, &t, e));
	if (t.kind != JSON_OBJECT)
		return DONE;
	for (;;) {
		TRY(json_next(r, &t, e));
		if (t.kind != JSON_NAME)
			return DONE;
		if (slice_eq(t.text, SLICE("catalog")))
			break;
		TRY(json_skip(r, e));
	}
	TRY(json_next(r, &t, e));
	*are = t.kind == JSON_STRING && slice_eq(t.text, SLICE("evidence-kinds"));
	return DONE;
}

struct rc
kinds_may_be(struct slice in, bool *are, struct err *e)
{
	const struct json_budget budget = { DEPTH_MAX, DOCUMENT_BYTES_MAX, NODES_MAX };
	struct json_reader *r;
	struct err why = {0};
	*are = false;
	TRY(json_open(source_of(in), budget, &r, e));
	struct rc done = read_catalog_name(r, are, &why);
	json_close(r);
	return done.code == E_NOMEM ? fail(e, E_NOMEM, 0, "out of memory") : DONE;
}

struct rc
kinds_load(struct slice in, struct arena *a, struct kind_set *out, struct err *e)
{
	struct value v;
	struct kind_set set = {0};
	TRY(json_tree(in, DOCUMENT_BYTES_MAX, a, &v, e));
	struct obj o = obj_open(&v);
	struct slice schema = obj_need_text(&o, "schema", "expected schema: text");
	struct slice name = obj_need_text(&o, "catalog", "expected catalog: text");
	const struct value *stages = obj_need(&o, "stages", VALUE_ARRAY, "expected stages: a list");
	const struct value *items = obj_need(&o, "items", VALUE_ARRAY, "expected items: a list");
	obj_ignore_rest(&o);
	TRY(obj_end(&o, e));
	if (!slice_eq(schema, SLICE("assurance-catalog/1")))
		return fail(e, E_SCHEMA, value_get(&v, SLICE("schema"))->at,
		    "expected assurance-catalog/1");
	if (!slice_eq(name, SLICE("evidence-kinds")))
		return fail(e, E_SCHEMA, value_get(&v, SLICE("catalog"))->at,
		    "expected the catalogue evidence-kinds");
	TRY(read_rows(items, stages, a, &set, e));
	*out = set;
	return DONE;
}

struct rc
kinds_shipped(struct arena *a, struct kind_set *out, struct err *e)
{
	struct slice bytes;
	if (!shipped_find(SLICE("catalog/evidence-kinds.json"), &bytes))
		BUG("the evidence kinds do not ship");
	return kinds_load(bytes, a, out, e);
}
