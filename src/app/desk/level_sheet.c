/* app/desk/level_sheet.c - the sheet of capability levels. See app/desk/level_sheet.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/level_sheet.h"

#include "app/desk/level_view.h"
#include "app/desk/sheet_file.h"
#include "report/level_page.h"

static const char *const way_words[LEVEL_WAYS] = {
	[LEVEL_NATIVE] = "shown", [LEVEL_WITH_MEASURES] = "with countermeasures",
	[LEVEL_INDEPENDENT] = "independent",
};

/* The numbers that the row keeps from being higher. */
static struct value
ways_held(struct build *b, const struct levels *v, size_t row)
{
	struct value list = value_array(), whole = value_array();
	for (unsigned way = 0; way < LEVEL_WAYS; way++)
		if (level_holds_back(&v->plan, &v->result, way, row))
			value_push(b, &list, value_string(slice_of(way_words[way])));
	if (list.count < LEVEL_WAYS)
		return list;
	value_push(b, &whole, value_string(SLICE("all three")));
	return whole;
}

static struct value
held_rows(struct build *b, const struct levels *v)
{
	struct value rows = value_array();
	for (unsigned fr = 0; fr < LEVEL_FRS; fr++)
		for (size_t i = 0; i < v->plan.row_count; i++) {
			struct value holds = ways_held(b, v, i);
			if (v->plan.rows[i].fr != fr || holds.count == 0)
				continue;
			struct value row = level_row_value(b, v, i);
			value_put(b, &row, "because", value_string(slice_of(levels_why(
			    v->shown.rows[i].why))));
			value_put(b, &row, "holds", holds);
			value_push(b, &rows, row);
		}
	return rows;
}

static struct value
fr_titles(struct build *b, const struct levels *v)
{
	const struct value *frs = value_get(&v->catalog->document,
	    SLICE("foundational_requirements"));
	struct value titles = value_array();
	for (size_t i = 0; frs != NULL && i < frs->count; i++)
		value_push(b, &titles, value_string(value_text(value_get(&frs->items[i],
		    SLICE("title")))));
	return titles;
}

/* The common constraints with a sentence each. */
static struct value
common_rows(struct build *b, const struct levels *v, const struct value *said)
{
	struct value rows = value_array();
	for (size_t i = 0; i < said->count && i < v->plan.common_count; i++) {
		struct value row = said->items[i];
		value_put(b, &row, "because", value_string(slice_of(levels_why(
		    v->shown.common[i].why))));
		value_push(b, &rows, row);
	}
	return rows;
}

struct rc
level_sheet(const struct op_call *call, struct home *h, const struct levels *v,
    const struct value *said, struct trouble *t)
{
	const char *file = op_value(call, "html", 0);
	struct build b = { .a = call->a };
	struct value page = *said;
	if (file == NULL)
		return DONE;
	value_put(&b, &page, "titles", fr_titles(&b, v));
	value_put(&b, &page, "held", held_rows(&b, v));
	value_put(&b, &page, "constraints", common_rows(&b, v, value_get(said, SLICE("common"))));
	return sheet_file(file, h, &v->q, &b, &page, level_page, t);
}
