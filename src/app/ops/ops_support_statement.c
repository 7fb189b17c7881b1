/* app/ops/ops_support_statement.c - `assay support statement`: for a buyer, until which month
 * something is supported. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/concerned.h"
#include "app/desk/not_proven.h"
#include "app/desk/sheet_file.h"
#include "app/desk/supports.h"
#include "app/home/given.h"
#include "app/home/known.h"
#include "app/listing.h"
#include "clock/calendar.h"
#include "report/support_statement_page.h"

static const struct column columns[] = {
	{ "month_words", "until", 16 }, { "subject", "of", 30 },
	{ "component", "its component", 30 }, { "end_of", "what ends", 23 },
	{ "status", "state", 15 }, { "issuer", "stated by", 0 }, { "id", "id", 0 },
	{ "month", "month", 0 }, { "end", "end", 0 }, { "days_left", "days left", 0 },
	{ "policy", "policy", 0 }, { "maintenance", "maintenance", 0 },
	{ "source", "source", 0 },
};

/* "2036-12" and "December 2036", of the day in UTC. */
static void
put_month(struct build *b, struct value *row, int64_t ms)
{
	static const char *const names[] = { "January", "February", "March", "April", "May",
	    "June", "July", "August", "September", "October", "November", "December" };
	struct slice month = SLICE(""), words = SLICE("");
	if (ms != TIME_UNKNOWN) {
		struct civil c = calendar_date(ms);
		if (!arena_format(b->a, &month, "%04d-%02u", (int)c.year, c.month) ||
		    !arena_format(b->a, &words, "%s %d", names[c.month - 1], (int)c.year))
			b->broken = true;
	}
	value_put(b, row, "month", ms == TIME_UNKNOWN ? value_null() : value_string(month));
	value_put(b, row, "month_words", ms == TIME_UNKNOWN ? value_null() :
	    value_string(words));
}

static struct value
row_of(struct build *b, const struct support_line *l)
{
	static const char *const members[] = { "id", "subject", "component", "status",
	    "days_left", "end", "end_of", "issuer", "policy", "maintenance", "source" };
	struct value row = value_object(), all = support_value(b, l);
	put_month(b, &row, l->end_ms);
	for (size_t i = 0; i < COUNT(members); i++)
		value_put(b, &row, members[i], *value_get(&all, slice_of(members[i])));
	return row;
}

/* What is stated of it, and of the product where it is a release. */
static bool
is_of(const struct support_line *l, struct slice subject)
{
	return slice_eq(l->subject, subject) || (l->component.len == 0 &&
	    slice_starts(l->subject, SLICE("product:")) && concerns(subject, l->subject));
}

static struct rc
print(const struct op_call *call, const struct question *q, const struct value *rows,
    struct build *b, struct op_result *r)
{
	struct value head = value_object();
	size_t count;
	const char *const *limits = support_statement_limits(&count);
	value_put(b, &head, "subject", value_string(q->subject));
	not_proven_put(b, &head, support_statement_limits);
	not_proven_note(call, support_statement_limits, r);
	TRY(build_end(b, &r->trouble.err));
	TRY(listing_print(call, r, "assay/support-statement/1", "statements", columns,
	    COUNT(columns), rows, &head, "nobody has stated until when it is supported: nothing is "
	    "promised"));
	if (call->json || call->csv)
		return DONE;
	buf_add_text(&r->out, "\nWhat this does not prove:\n");
	for (size_t i = 0; i < count; i++)
		buf_addf(&r->out, "- %s\n", limits[i]);
	return DONE;
}

static struct rc
write_page(const struct op_call *call, struct home *h, const struct question *q,
    const struct value *rows, struct build *b, struct trouble *t)
{
	struct value page = value_object();
	const char *file = op_value(call, "html", 0);
	if (file == NULL)
		return DONE;
	value_put(b, &page, "subject", value_string(q->subject));
	value_put(b, &page, "statements", *rows);
	return sheet_file(file, h, q, b, &page, support_statement_page, t);
}

struct rc
op_support_statement(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct value rows = value_array();
	struct question q = {0};
	struct support_line *all;
	size_t count;
	struct trouble *t = &r->trouble;
	const char *text = op_value(call, "for", 0);
	TRY(given_subject(text == NULL ? "" : text, SUBJECT_BIT(SUBJECT_PRODUCT) |
	    SUBJECT_BIT(SUBJECT_RELEASE), "expected --for a product or a release", &q.subject,
	    t));
	TRY(known_open(call, &h, &q.known, t));
	TRY(valid_read(call, &q.valid_at_ms, t));
	TRY(supports_find(&h, (struct slice){0}, q.known, q.valid_at_ms, call->a, &all, &count,
	    &t->err));
	for (size_t i = 0; i < count; i++)
		if (is_of(&all[i], q.subject))
			value_push(&b, &rows, row_of(&b, &all[i]));
	TRY(build_end(&b, &t->err));
	TRY(write_page(call, &h, &q, &rows, &b, t));
	return print(call, &q, &rows, &b, r);
}
