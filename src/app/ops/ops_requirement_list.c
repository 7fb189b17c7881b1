/* app/ops/ops_requirement_list.c - `assay requirement list`: what an edition asks for. See
 * app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/catalogues.h"
#include "app/home/known.h"
#include "app/listing.h"
#include "app/ops.h"
#include "app/shipped_data.h"
#include "codec/utf8.h"
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
	    op_flag(call, "adopted") ? "no such edition is adopted here; `assay catalog list "
	    "--adopted` names those that are" : "no such edition; `assay catalog list` names them, "
	    "and --adopted takes what this home has adopted"));
}

static struct value
row_value(struct build *b, const struct catalog_item *item, const struct level_row *row)
{
	unsigned from = row == NULL ? 0 : row->from;
	struct slice condition = row == NULL ? item->condition : row->condition;
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
	value_put(b, &v, "corrected_by", row == NULL || row->author.len == 0 ? value_null() :
	    value_string(row->author));
	value_put(b, &v, "tailored_by", row == NULL || row->tailored_by.len == 0 ? value_null() :
	    value_string(row->tailored_by));
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
			value_push(b, rows, row_value(b, plan.rows[i].item, &plan.rows[i]));
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
		value_push(b, rows, row_value(b, &c->items[i], NULL));
	return DONE;
}

/* What ships, or what the home has adopted: corrections and profiles come with that alone. */
static struct rc
load(const struct op_call *call, struct shipped_data *data, struct trouble *t)
{
	AUTO(home) h = {0};
	uint64_t known;
	if (!op_flag(call, "adopted"))
		return shipped_data_load(call->a, data, &t->err);
	TRY(known_open(call, &h, &known, t));
	return catalogues_known(&h, known, call->a, data, &t->err);
}

/* Of a profile, whose selection it is. */
static struct value
head_value(struct build *b, const struct catalog *c)
{
	struct value v = value_object(), profile = value_object();
	if (profile_of(c).len == 0)
		return v;
	value_put(b, &profile, "name", value_string(c->name));
	value_put(b, &profile, "of", value_string(profile_of(c)));
	value_put(b, &profile, "author", value_string(profile_author(c)));
	value_put(b, &v, "profile", profile);
	return v;
}

static void
say_profile(const struct catalog *c, struct buf *notes)
{
	if (profile_of(c).len == 0)
		return;
	buf_addf(notes, "assay: a profile of %.*s, made by ", SLICE_FMT(profile_of(c)));
	text_show(profile_author(c), notes);
	buf_add_byte(notes, '\n');
}

struct rc
op_requirement_list(const struct op_call *call, struct op_result *r)
{
	static const struct column columns[] = {
		{ "requirement", "requirement", 14 }, { "group", "group", 6 },
		{ "from", "SL", 3 }, { "title", "title", 0 }, { "id", "id", 0 },
		{ "condition", "condition", 0 }, { "evidence_kinds", "evidence kinds", 0 },
		{ "corrected_by", "corrected by", 0 }, { "tailored_by", "tailored by", 0 },
	};
	struct shipped_data data;
	const struct catalog *c;
	struct build b = { .a = call->a };
	struct value rows = value_array();
	TRY(load(call, &data, &r->trouble));
	TRY(find_edition(call, &data, &c, &r->trouble));
	bool levelled = profile_or_levelled(c);
	TRY(levelled ? list_levelled(call, c, &data.catalogues, &b, &rows, &r->trouble) :
	    list_plain(call, c, &b, &rows, &r->trouble));
	TRY(build_end(&b, &r->trouble.err));
	struct value head = head_value(&b, c);
	TRY(build_end(&b, &r->trouble.err));
	if (!call->json && !call->csv)
		say_profile(c, &r->notes);
	return listing_print(call, r, "assay/requirement-list/1", "requirements", columns,
	    COUNT(columns), &rows, profile_of(c).len > 0 ? &head : NULL, "no rows");
}
