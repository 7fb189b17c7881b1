/* app/ops/ops_level.c - `assay level assess` and `assay level explain`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/level_sheet.h"
#include "app/desk/level_view.h"
#include "app/desk/not_proven.h"
#include "app/listing.h"
#include "report/level_page.h"

static struct rc
open_levels(const struct op_call *call, struct home *h, struct levels *v, struct op_result *r)
{
	const char *release = op_value(call, "for", 0);
	TRY(home_open(call, HOME_READ, h, &r->trouble));
	TRY(store_begin_read(h->store, &r->trouble.err));
	return levels_find(call, h, slice_of(release == NULL ? "" : release), v, &r->trouble);
}

static struct rc
assess(const struct op_call *call, struct home *h, struct levels *v, struct op_result *r)
{
	struct build b = { .a = call->a };
	struct value out;
	TRY(open_levels(call, h, v, r));
	TRY(level_value(&b, v, &out, &r->trouble.err));
	TRY(level_sheet(call, h, v, &out, &r->trouble));
	r->status = level_status(v);
	not_proven_put(&b, &out, level_page_limits);
	TRY(build_end(&b, &r->trouble.err));
	not_proven_note(call, level_page_limits, r);
	if (call->json)
		return object_print(call, r, "assay/level-assess/1", &out);
	if (call->csv)
		return level_csv(v, &r->out, &r->trouble.err);
	return level_text_page(v, &r->out, &r->trouble.err);
}

struct rc
op_level_assess(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	struct levels v = levels_init();
	struct rc done = assess(call, &h, &v, r);
	levels_drop(&v);
	return done;
}

/* --- explain ---------------------------------------------------------------------------------- */

/* "FR1", or a row by key, id or full name; empty: all. */
static bool
is_meant(const struct levels *v, const struct level_row *row, struct slice what)
{
	const struct catalog_item *item = row->item;
	(void)v;
	return what.len == 0 || slice_eq(item->fr, what) || slice_eq(item->key, what) ||
	    slice_eq(item->id, what) || slice_eq(item->full, what) ||
	    (item->base.len > 0 && slice_eq(item->base, what));
}

static struct rc
explain(const struct op_call *call, struct home *h, struct levels *v, struct op_result *r)
{
	struct build b = { .a = call->a };
	struct value rows = value_array();
	const char *what = op_value(call, "WHAT", 0);
	TRY(open_levels(call, h, v, r));
	for (size_t i = 0; i < v->plan.row_count; i++)
		if (is_meant(v, &v->plan.rows[i], slice_of(what == NULL ? "" : what)))
			value_push(&b, &rows, level_row_value(&b, v, i));
	TRY(build_end(&b, &r->trouble.err));
	if (rows.count == 0)
		return trouble_in(&r->trouble, what, fail(&r->trouble.err, E_USAGE, 0,
		    "no required row of that name, and no FR1 to FR7"));
	if (call->json || call->csv)
		return level_rows_print(call, r, "assay/level-explain/1", &rows);
	for (size_t i = 0; i < rows.count; i++)
		level_row_text(&rows.items[i], &r->out);
	return DONE;
}

struct rc
op_level_explain(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	struct levels v = levels_init();
	struct rc done = explain(call, &h, &v, r);
	levels_drop(&v);
	return done;
}

/* --- requirement status ----------------------------------------------------------------------- */

static bool
is_wanted(const struct op_call *call, const struct row_view *view)
{
	if (op_flag(call, "unproven"))
		return view->why == WHY_NO_RECORD || view->why == WHY_OTHER_VERSION ||
		    view->why == WHY_CONTEXT_ONLY;
	if (op_flag(call, "gaps"))
		return view->shown[LEVEL_NATIVE] != SHOWN_MET;
	return true;
}

static struct rc
status(const struct op_call *call, struct home *h, struct levels *v, struct op_result *r)
{
	struct build b = { .a = call->a };
	struct value rows = value_array();
	TRY(open_levels(call, h, v, r));
	for (size_t i = 0; i < v->plan.row_count; i++)
		if (is_wanted(call, &v->shown.rows[i]))
			value_push(&b, &rows, level_row_value(&b, v, i));
	TRY(build_end(&b, &r->trouble.err));
	return level_rows_print(call, r, "assay/requirement-status/1", &rows);
}

struct rc
op_requirement_status(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	struct levels v = levels_init();
	struct rc done = status(call, &h, &v, r);
	levels_drop(&v);
	return done;
}
