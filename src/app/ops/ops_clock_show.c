/* app/ops/ops_clock_show.c - `assay clock list` and `assay clock show`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/clock_sheet.h"
#include "app/desk/not_proven.h"
#include "app/desk/sheet_file.h"
#include "app/desk/work_sheet.h"
#include "app/home/catalogues.h"
#include "app/home/known.h"
#include "app/listing.h"
#include "base/limits.h"
#include "report/work_page.h"

static struct rc
open_all(const struct op_call *call, struct home *h, uint64_t *known, int64_t *at_ms,
    const struct catalog **c, struct trouble *t)
{
	struct shipped_data data;
	TRY(known_open(call, h, known, t));
	TRY(valid_read(call, at_ms, t));
	TRY(catalogues_known(h, *known, call->a, &data, &t->err));
	return clocks_catalog(&data, c, &t->err);
}

/* --- list ------------------------------------------------------------------------------------- */

struct rc
op_clock_list(const struct op_call *call, struct op_result *r)
{
	static const struct column columns[] = {
		{ "clock", "clock", 70 }, { "identifier", "identifier", 16 },
		{ "deliverable", "duty", 28 }, { "state", "state", 14 }, { "due", "due", 25 },
		{ "early", "by the earlier reading", 25 }, { "at_least", "at least", 8 },
		{ "id", "id", 0 },
		{ "duty", "row", 0 }, { "article", "article", 0 },
		{ "extended", "Reg. 1182/71", 0 },
	};
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct value rows = value_array();
	struct kept_clock *all;
	const struct catalog *c;
	size_t count;
	uint64_t known;
	int64_t at_ms;
	struct err *e = &r->trouble.err;
	TRY(open_all(call, &h, &known, &at_ms, &c, &r->trouble));
	TRY(clocks_list(&h, known, c, at_ms, call->a, &all, &count, e));
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < all[i].duty_count; k++)
			if (!op_flag(call, "open") || clock_duty_is_open(&all[i].duties[k]))
				value_push(&b, &rows, clock_duty_value(&b, &all[i],
				    &all[i].duties[k]));
	TRY(build_end(&b, e));
	return listing_print(call, r, "assay/clock-list/1", "clocks", columns, COUNT(columns),
	    &rows, NULL, "no clock runs");
}

/* --- show ------------------------------------------------------------------------------------- */

/* --html: the page to be signed. */
static struct rc
write_page(const struct op_call *call, struct home *h, const struct question *q,
    const struct value *sheet, struct trouble *t)
{
	struct build b = { .a = call->a };
	struct value page = value_object();
	struct slice subject;
	const char *file = op_value(call, "html", 0);
	if (file == NULL)
		return DONE;
	if (!arena_format(call->a, &subject, "%.*s, %.*s", SLICE_FMT(value_text(value_get(sheet,
	    SLICE("deliverable")))), SLICE_FMT(value_text(value_get(sheet,
	    SLICE("identifier"))))))
		return arena_failed(call->a, &t->err);
	value_put(&b, &page, "subject", value_string(subject));
	for (size_t i = 0; i < sheet->count; i++)
		value_put_slice(&b, &page, sheet->members[i].name, sheet->members[i].value);
	return sheet_file(file, h, q, &b, &page, work_page, t);
}

static struct rc
print_sheet(const struct op_call *call, const struct value *sheet, struct op_result *r)
{
	static const struct column columns[] = { { "section", "section", 12 },
	    { "what", "what", 44 }, { "value", "value", 40 }, { "id", "id", 0 } };
	static const char *const members[] = { "clock", "duty", "deliverable", "identifier",
	    "state", "does_not_prove" };
	const char *file = op_value(call, "output", 0);
	struct build b = { .a = call->a };
	struct value head = value_object();
	struct trouble *t = &r->trouble;
	if ((call->json || call->csv) && file == NULL) {
		for (size_t i = 0; i < COUNT(members); i++)
			value_put(&b, &head, members[i], *value_get(sheet, slice_of(members[i])));
		TRY(build_end(&b, &t->err));
		not_proven_note(call, work_sheet_limits, r);
		return listing_print(call, r, "assay/clock-sheet/1", "rows", columns,
		    COUNT(columns), value_get(sheet, SLICE("rows")), &head, "");
	}
	AUTO(buf) page = buf_init(MIB(4));
	work_sheet_markdown(sheet, &page);
	if (file != NULL)
		return page_file(file, &page, t);
	TRY(buf_end(&page, &t->err));
	buf_follow(&r->out, &page);
	buf_add(&r->out, buf_slice(&page));
	return DONE;
}

static struct rc
write_sheet(const struct op_call *call, struct home *h, const struct kept_clock *k,
    const struct catalog *c, const struct question *q, struct op_result *r)
{
	const char *duty = op_value(call, "sheet", 0);
	const struct clock_duty *d = NULL;
	struct build b = { .a = call->a };
	struct value sheet;
	struct trouble *t = &r->trouble;
	for (size_t i = 0; i < k->duty_count; i++)
		if (clock_duty_is(&k->duties[i], slice_of(duty)))
			d = &k->duties[i];
	if (d == NULL)
		return trouble_in(t, duty, fail(&t->err, E_USAGE, 0, "no duty of this clock; "
		    "without --sheet they are listed"));
	TRY(work_sheet(&b, h, k, d, c, q, &sheet, &t->err));
	TRY(write_page(call, h, q, &sheet, t));
	return print_sheet(call, &sheet, r);
}

struct rc
op_clock_show(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct value v;
	struct kept_clock k;
	struct thing t;
	struct slice id;
	const struct catalog *c;
	const char *text = op_value(call, "CLOCK", 0);
	uint64_t known;
	int64_t at_ms;
	bool found;
	struct err *e = &r->trouble.err;
	TRY(open_all(call, &h, &known, &at_ms, &c, &r->trouble));
	TRY(trouble_in(&r->trouble, text, state_resolve(h.store, slice_of(text), "clock", known,
	    call->a, &id, e)));
	TRY(state_get(h.store, "clock", id, known, call->a, &t, &found, e));
	if (!found)
		return trouble_in(&r->trouble, text, fail(e, E_USAGE, 0, "no such clock"));
	TRY(clocks_read(&h, &t, known, c, at_ms, call->a, &k, e));
	struct question q = { .known = known, .valid_at_ms = at_ms };
	if (op_value(call, "sheet", 0) != NULL)
		return write_sheet(call, &h, &k, c, &q, r);
	if (op_value(call, "html", 0) != NULL)
		return fail(e, E_USAGE, 0, "expected --sheet with --html: which report");
	TRY(clock_value(&b, &h, &k, &q, call->json, &v, e));
	TRY(build_end(&b, e));
	if (!call->json)
		buf_add_text(&r->notes, "assay: dates and duties to check, no legal advice; "
		    "whether a duty applies is for whoever answers for it\n");
	TRY(object_print(call, r, "assay/clock-show/1", &v));
	if (!call->json)
		clock_duties_text(&k, &r->out);
	return DONE;
}
