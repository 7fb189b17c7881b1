/* app/desk/practice_sheet.c - the sheet of a development process. See app/desk/practice_sheet.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/practice_sheet.h"

#include "app/desk/sheet_file.h"
#include "report/practice_page.h"

/* How far from the developers the catalogue wants the tester; empty: it does not say, or does not
 * mind. */
static struct slice
tester_asked(const struct catalog *c, struct slice requirement)
{
	const struct value *rows = value_get(&c->document, SLICE("tester_independence"));
	for (size_t i = 0; rows != NULL && i < rows->count; i++) {
		struct slice level = value_text(value_get(&rows->items[i], SLICE("level")));
		if (slice_eq(value_text(value_get(&rows->items[i], SLICE("ref"))), requirement))
			return slice_eq(level, SLICE("none")) ? SLICE("") : level;
	}
	return SLICE("");
}

/* A member of the record that counts. */
static struct slice
recorded(const struct practice_row *row, const char *member)
{
	const struct item *it = row->execution;
	for (size_t i = 0; it != NULL && i < it->fact_count; i++) {
		const struct fact *f = &it->facts[i];
		struct slice text = value_text(value_get(&f->value, slice_of(member)));
		if (slice_eq(f->name, SLICE("execution")) && text.len > 0)
			return slice_is_null(text) ? SLICE("") : text;
	}
	return SLICE("");
}

static void
put_text(struct build *b, struct value *v, const char *name, struct slice text)
{
	value_put(b, v, name, text.len == 0 ? value_null() : value_string(text));
}

static struct value
sheet_rows(struct build *b, const struct practices *p, const struct value *said)
{
	struct value rows = value_array();
	for (size_t i = 0; i < said->count && i < p->row_count; i++) {
		const struct practice_row *of = &p->rows[i];
		struct value row = said->items[i];
		put_text(b, &row, "performed_by", recorded(of, "performed_by"));
		put_text(b, &row, "independence", recorded(of, "independence"));
		put_text(b, &row, "tester_asked", tester_asked(p->catalog, of->item->key));
		value_push(b, &rows, row);
	}
	return rows;
}

struct rc
practice_sheet(const struct op_call *call, struct home *h, const struct practices *p,
    const struct value *head, const struct value *rows, struct trouble *t)
{
	const char *file = op_value(call, "html", 0);
	struct build b = { .a = call->a };
	struct value page = *head;
	if (file == NULL)
		return DONE;
	put_text(&b, &page, "edition", p->catalog->standard);
	if (p->release.len == 0)
		put_text(&b, &page, "sample_rule", SLICE(SAMPLE_RULE));
	value_put(&b, &page, "requirements", sheet_rows(&b, p, rows));
	return sheet_file(file, h, &p->q, &b, &page, practice_page, t);
}
