/* app/ops/ops_support_list.c - `assay support list` and `assay support due`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/in_field.h"
#include "app/desk/not_proven.h"
#include "app/desk/patching.h"
#include "app/desk/sheet_file.h"
#include "app/desk/support_duties.h"
#include "app/home/given.h"
#include "app/home/known.h"
#include "app/listing.h"
#include "report/support_page.h"

#define WITHIN_DEFAULT "90d"

static const struct column all_columns[] = {
	{ "subject", "subject", 36 }, { "component", "for its component", 26 },
	{ "status", "status", 15 }, { "days_left", "days left", 9 },
	{ "days_past", "days past", 9 }, { "end", "end", 24 }, { "end_of", "of", 23 },
	{ "issuer", "issuer", 14 }, { "policy", "policy", 20 }, { "id", "id", 0 },
	{ "kind", "kind", 0 }, { "sbom", "listed by", 0 }, { "start", "start", 0 },
	{ "end_of_life", "end of life", 0 }, { "maintenance", "maintenance", 0 },
	{ "source", "source", 0 }, { "to_be_announced", "still to be announced", 0 },
	{ "any_version", "of every version", 0 }, { "floor", "five years", 0 },
	{ "customers", "customers told", 0 },
	{ "floor_end", "at least until", 0 }, { "floor_from", "by", 0 },
	{ "told_of_end", "told of the end", 0 }, { "told_of_end_by", "by", 0 },
	{ "told_at_purchase", "told at purchase", 0 }, { "told_at_purchase_by", "by", 0 },
	{ "assets", "assets", 0 }, { "decided_since", "decided since", 0 },
	{ "patch_policy", "patched by", 0 }, { "patch_findings", "findings of that", 0 },
};

/* --- how it is patched ------------------------------------------------------------------------ */

static bool
is_patched(struct slice subject)
{
	return slice_starts(subject, SLICE("product:")) ||
	    slice_starts(subject, SLICE("release:"));
}

/* Beside a row of support: the policy, and what is lacking of it. */
static void
put_patching(struct build *b, const struct patching *p, struct value *row)
{
	struct value findings = value_array();
	for (size_t i = 0; p != NULL && i < p->fault_count; i++)
		value_push(b, &findings, value_string(slice_of(finding_name(
		    p->faults[i].id))));
	value_put(b, row, "patch_policy", p == NULL || p->policy_count == 0 ? value_null() :
	    value_string(p->policies[0].id));
	value_put(b, row, "patch_findings", findings);
}

/* Rows of the lines; the steps and faults of each subject once, for the sheet. */
struct patched_rows {
	struct patchings	 all;
	struct build		 b;
	struct map		 seen;		/* subject: struct patching */
	struct value		 rows, steps, faults;
};

static struct rc
patching_of(struct patched_rows *g, struct slice subject, struct patching **out, struct err *e)
{
	*out = map_get(&g->seen, subject);
	if (*out != NULL || !is_patched(subject))
		return DONE;
	*out = ARENA_NEW(g->b.a, struct patching);
	if (*out == NULL)
		return arena_failed(g->b.a, e);
	TRY(patching_find(&g->all, subject, *out, e));
	for (unsigned s = 0; s < PATCH_STEPS; s++)
		value_push(&g->b, &g->steps, patch_step_value(&g->b, *out, s));
	for (size_t i = 0; i < (*out)->fault_count; i++)
		value_push(&g->b, &g->faults, patch_fault_value(&g->b, *out,
		    &(*out)->faults[i]));
	return map_put(&g->seen, subject, *out, e);
}

static struct rc
add_rows(struct patched_rows *g, const struct support_line *lines, size_t count, struct err *e)
{
	for (size_t i = 0; i < count; i++) {
		struct value row = support_value(&g->b, &lines[i]);
		struct patching *p = NULL;
		if (lines[i].component.len == 0)
			TRY(patching_of(g, lines[i].subject, &p, e));
		put_patching(&g->b, p, &row);
		value_push(&g->b, &g->rows, row);
	}
	return build_end(&g->b, e);
}

static struct rc
make_rows(const struct op_call *call, struct home *h, const struct question *q,
    const struct support_line *lines, size_t count, struct patched_rows *g, struct err *e)
{
	*g = (struct patched_rows){ .b = { .a = call->a }, .seen = map_init(),
	    .rows = value_array(), .steps = value_array(), .faults = value_array() };
	struct rc done = patchings_open(h, q->known, q->valid_at_ms, call->a, &g->all, e);
	if (!failed(done))
		done = add_rows(g, lines, count, e);
	map_drop(&g->seen);
	return done;
}

/* --- the listing ------------------------------------------------------------------------------ */

/* --html, which `list` alone has. */
static struct rc
write_sheet(const struct op_call *call, struct home *h, const struct question *q,
    const struct patched_rows *rows, struct trouble *t)
{
	const char *file = op_value(call, "html", 0);
	struct build b = { .a = call->a };
	struct value page = value_object();
	if (file == NULL)
		return DONE;
	value_put(&b, &page, "subject", value_string(q->subject.len > 0 ? q->subject :
	    SLICE("all that is kept")));
	value_put(&b, &page, "supports", rows->rows);
	value_put(&b, &page, "steps", rows->steps);
	value_put(&b, &page, "findings", rows->faults);
	return sheet_file(file, h, q, &b, &page, support_page, t);
}

/* Whether customers were told, and what is still in use, matters once it ends. */
static void
choose_columns(bool due, struct column *out)
{
	for (size_t i = 0; i < COUNT(all_columns); i++) {
		out[i] = all_columns[i];
		if (due && slice_eq(slice_of(out[i].name), SLICE("customers")))
			out[i].width = 14;
		if (due && slice_eq(slice_of(out[i].name), SLICE("assets")))
			out[i].width = 6;
	}
}

static bool
is_due(const struct support_line *l, int64_t at_ms, int64_t within_ms)
{
	return l->end_ms != TIME_UNKNOWN && l->end_ms - at_ms <= within_ms;
}

/* What a person has to look at. due: customers are to be told by now. */
static void
put_notes(const struct op_call *call, const struct support_line *lines, size_t count, bool due,
    struct op_result *r)
{
	size_t below = 0, silent = 0, in_use = 0;
	for (size_t i = 0; i < count; i++) {
		const struct support_duty *d = &lines[i].duty;
		below += d->floor != NULL && slice_eq(slice_of(d->floor), SLICE("below"));
		in_use += lines[i].status == SUPPORT_ENDED && lines[i].field.assets > 0 &&
		    lines[i].field.decided.len == 0;
		silent += d->told != NULL && !slice_eq(slice_of(d->told), SLICE("told"));
	}
	if (call->json)
		return;
	if (below > 0)
		buf_addf(&r->notes, "assay: of %zu the support ends before five years from the "
		    "placing on the market; only an expected use that is shorter allows that (CRA "
		    "Art. 13(8)): a duty to check, no legal advice\n", below);
	if (due && in_use > 0)
		buf_addf(&r->notes, "assay: of %zu support has ended, assets are still registered, "
		    "and nobody has decided since whether to update, mitigate, accept or retire\n",
		    in_use);
	if (due && silent > 0)
		buf_addf(&r->notes, "assay: of %zu no notice says that customers were told of this "
		    "end (CRA Art. 13(19)); `assay notice add` records one\n", silent);
}

/* within_ms: only what ends by then, or has ended; TIME_UNKNOWN: all. */
static struct rc
print(const struct op_call *call, struct op_result *r, const char *schema, int64_t within_ms,
    const char *none)
{
	AUTO(home) h = {0};
	struct patched_rows rows;
	struct value head = value_object();
	struct question q = {0};
	struct column columns[COUNT(all_columns)];
	struct support_line *all;
	size_t count, kept = 0;
	bool due = within_ms != TIME_UNKNOWN;
	struct err *e = &r->trouble.err;
	choose_columns(due, columns);
	if (op_value(call, "for", 0) != NULL)
		TRY(given_subject(op_value(call, "for", 0), SUBJECT_BIT(SUBJECT_PRODUCT) |
		    SUBJECT_BIT(SUBJECT_RELEASE) | SUBJECT_BIT(SUBJECT_PURL), "expected --for a "
		    "product, a release or the purl of a component", &q.subject, &r->trouble));
	TRY(known_open(call, &h, &q.known, &r->trouble));
	TRY(valid_read(call, &q.valid_at_ms, &r->trouble));
	TRY(supports_find(&h, q.subject, q.known, q.valid_at_ms, call->a, &all, &count, e));
	for (size_t i = 0; i < count; i++)
		if (!due || is_due(&all[i], q.valid_at_ms, within_ms))
			all[kept++] = all[i];
	TRY(support_duties(&h, q.known, q.valid_at_ms, call->a, all, kept, e));
	TRY(in_field_find(&h, q.known, call->a, all, kept, e));
	TRY(make_rows(call, &h, &q, all, kept, &rows, e));
	put_notes(call, all, kept, due, r);
	TRY(write_sheet(call, &h, &q, &rows, &r->trouble));
	not_proven_put(&rows.b, &head, support_page_limits);
	TRY(build_end(&rows.b, e));
	not_proven_note(call, support_page_limits, r);
	return listing_print(call, r, schema, "supports", columns, COUNT(columns), &rows.rows,
	    &head, none);
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
