/* app/ops/ops_requirement_list.c - `assay requirement list`: what an edition asks for. See
 * app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/listing.h"
#include "app/ops.h"
#include "app/shipped_data.h"
#include "level/level.h"

static struct rc
find_edition(const struct op_call *call, const struct shipped_data *data,
    const struct catalog **out, struct trouble *t)
{
	const char *edition = op_value(call, "edition", 0);
	if (edition == NULL)
		return fail(&t->err, E_USAGE, 0, "expected --edition, e.g. iec62443-4-2:2019");
	*out = catalog_set_get(&data->catalogues, slice_of(edition), (struct slice){0});
	return *out != NULL ? DONE : trouble_in(t, edition, fail(&t->err, E_USAGE, 0,
	    "no such edition; `assay catalog list` names them"));
}

static struct value
row_value(struct build *b, const struct catalog_item *item, unsigned from,
    struct slice condition)
{
	struct value v = value_object(), kinds = value_array();
	for (size_t i = 0; i < item->evidence_count; i++)
		value_push(b, &kinds, value_string(item->evidence_kinds[i]));
	value_put(b, &v, "id", value_string(item->full));
	value_put(b, &v, "requirement", value_string(item->id));
	value_put(b, &v, "group", item->fr.len > 0 ? value_string(item->fr) :
	    item->group.len > 0 ? value_string(item->group) : value_null());
	value_put(b, &v, "from", from == 0 ? value_null() : value_number(b, (int64_t)from));
	value_put(b, &v, "title", value_string(item->title));
	value_put(b, &v, "condition", condition.len == 0 ? value_null() :
	    value_string(condition));
	value_put(b, &v, "evidence_kinds", kinds);
	return v;
}

/* Of an edition with levels: what a product of these types has to meet for a level. */
static struct rc
list_levelled(const struct op_call *call, const struct catalog *c,
    const struct catalog_set *set, struct build *b, struct value *rows, struct trouble *t)
{
	struct level_plan plan;
	size_t count = op_count(call, "component-type");
	struct slice *types = ARENA_ARRAY(call->a, struct slice, count + 1);
	uint64_t level = LEVEL_MAX;
	const char *given = op_value(call, "level", 0);
	if (types == NULL)
		return arena_failed(call->a, &t->err);
	if (given != NULL && (!slice_to_u64(slice_of(given), &level) || level < 1 ||
	    level > LEVEL_MAX))
		return trouble_in(t, given, fail(&t->err, E_USAGE, 0, "expected --level 1 to 4"));
	for (size_t i = 0; i < count; i++)
		types[i] = slice_of(op_value(call, "component-type", i));
	if (failed(level_plan_make(c, set, types, count, call->a, &plan, &t->err))) {
		t->err.code = E_USAGE;
		return trouble_in(t, "--component-type", (struct rc){ E_USAGE });
	}
	for (size_t i = 0; i < plan.row_count; i++)
		if (plan.rows[i].from <= level)
			value_push(b, rows, row_value(b, plan.rows[i].item, plan.rows[i].from,
			    plan.rows[i].condition));
	return DONE;
}

static struct rc
list_plain(const struct op_call *call, const struct catalog *c, struct build *b,
    struct value *rows, struct trouble *t)
{
	if (op_value(call, "level", 0) != NULL || op_value(call, "component-type", 0) != NULL)
		return fail(&t->err, E_USAGE, 0, "this edition has no levels: leave out --level "
		    "and --component-type");
	for (size_t i = 0; i < c->item_count; i++)
		value_push(b, rows, row_value(b, &c->items[i], 0, c->items[i].condition));
	return DONE;
}

struct rc
op_requirement_list(const struct op_call *call, struct op_result *r)
{
	static const struct column columns[] = {
		{ "requirement", "requirement", 14 }, { "group", "group", 6 },
		{ "from", "SL", 3 }, { "title", "title", 0 }, { "id", "id", 0 },
		{ "condition", "condition", 0 }, { "evidence_kinds", "evidence kinds", 0 },
	};
	struct shipped_data data;
	const struct catalog *c;
	struct build b = { .a = call->a };
	struct value rows = value_array();
	TRY(shipped_data_load(call->a, &data, &r->trouble.err));
	TRY(find_edition(call, &data, &c, &r->trouble));
	TRY(c->levelled ? list_levelled(call, c, &data.catalogues, &b, &rows, &r->trouble) :
	    list_plain(call, c, &b, &rows, &r->trouble));
	TRY(build_end(&b, &r->trouble.err));
	return listing_print(call, r, "assay/requirement-list/1", "requirements", columns,
	    COUNT(columns), &rows, NULL, "no rows");
}
