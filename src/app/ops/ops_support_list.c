/* app/ops/ops_support_list.c - `assay support list` and `assay support due`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/sheet_file.h"
#include "app/desk/supports.h"
#include "app/home/given.h"
#include "app/home/known.h"
#include "app/listing.h"
#include "report/support_page.h"

#define WITHIN_DEFAULT "90d"

static const struct column columns[] = {
	{ "subject", "subject", 36 }, { "component", "for its component", 26 },
	{ "status", "status", 15 }, { "days_left", "days left", 9 },
	{ "days_past", "days past", 9 }, { "end", "end", 24 }, { "end_of", "of", 23 },
	{ "issuer", "issuer", 14 }, { "policy", "policy", 20 }, { "id", "id", 0 },
	{ "kind", "kind", 0 }, { "sbom", "listed by", 0 }, { "start", "start", 0 },
	{ "end_of_life", "end of life", 0 }, { "maintenance", "maintenance", 0 },
	{ "source", "source", 0 }, { "to_be_announced", "still to be announced", 0 },
	{ "any_version", "of every version", 0 },
};

/* --html, which `list` alone has. */
static struct rc
write_sheet(const struct op_call *call, struct home *h, const struct question *q,
    const struct value *rows, struct trouble *t)
{
	const char *file = op_value(call, "html", 0);
	struct build b = { .a = call->a };
	struct value page = value_object();
	if (file == NULL)
		return DONE;
	value_put(&b, &page, "subject", value_string(q->subject.len > 0 ? q->subject :
	    SLICE("all that is kept")));
	value_put(&b, &page, "supports", *rows);
	return sheet_file(file, h, q, &b, &page, support_page, t);
}

/* within_ms: only what ends by then, or has ended; TIME_UNKNOWN: all. */
static struct rc
print(const struct op_call *call, struct op_result *r, const char *schema, int64_t within_ms,
    const char *none)
{
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct value rows = value_array();
	struct question q = {0};
	struct support_line *all;
	size_t count;
	struct err *e = &r->trouble.err;
	if (op_value(call, "for", 0) != NULL)
		TRY(given_subject(op_value(call, "for", 0), SUBJECT_BIT(SUBJECT_PRODUCT) |
		    SUBJECT_BIT(SUBJECT_RELEASE) | SUBJECT_BIT(SUBJECT_PURL), "expected --for a "
		    "product, a release or the purl of a component", &q.subject, &r->trouble));
	TRY(known_open(call, &h, &q.known, &r->trouble));
	TRY(valid_read(call, &q.valid_at_ms, &r->trouble));
	TRY(supports_find(&h, q.subject, q.known, q.valid_at_ms, call->a, &all, &count, e));
	for (size_t i = 0; i < count; i++)
		if (within_ms == TIME_UNKNOWN || (all[i].end_ms != TIME_UNKNOWN &&
		    all[i].end_ms - q.valid_at_ms <= within_ms))
			value_push(&b, &rows, support_value(&b, &all[i]));
	TRY(build_end(&b, e));
	TRY(write_sheet(call, &h, &q, &rows, &r->trouble));
	return listing_print(call, r, schema, "supports", columns, COUNT(columns), &rows, NULL,
	    none);
}

struct rc
op_support_list(const struct op_call *call, struct op_result *r)
{
	return print(call, r, "assay/support-list/1", TIME_UNKNOWN,
	    "nothing is said about support; `assay support set` records it");
}

struct rc
op_support_due(const struct op_call *call, struct op_result *r)
{
	const char *within = op_value(call, "within", 0);
	int64_t ms;
	if (failed(duration_parse(slice_of(within == NULL ? WITHIN_DEFAULT : within), &ms, NULL)))
		return trouble_in(&r->trouble, within, fail(&r->trouble.err, E_USAGE, 0,
		    "expected --within: a duration, e.g. 90d"));
	return print(call, r, "assay/support-due/1", ms, "no support that is stated ends by then");
}
