/* app/ops/ops_support_patching.c - `assay support patching`: who supplies, approves, installs and
 * confirms updates, by which policy. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/patching.h"
#include "app/home/given.h"
#include "app/home/known.h"
#include "app/listing.h"

static const struct column columns[] = {
	{ "subject", "subject", 30 }, { "step", "step", 8 }, { "party", "who", 26 },
	{ "other", "and", 20 }, { "within_days", "within days", 40 },
	{ "findings", "findings", 20 }, { "id", "id", 0 }, { "state", "state", 0 },
	{ "role", "role", 0 }, { "contact", "contact", 0 }, { "source", "said by", 0 },
	{ "stands_in", "stands in", 0 }, { "other_source", "other said by", 0 },
	{ "other_stands_in", "other stands in", 0 }, { "critical", "critical", 0 },
	{ "high", "high", 0 }, { "medium", "medium", 0 }, { "low", "low", 0 },
	{ "policy", "policy", 0 }, { "policy_of", "policy of", 0 },
	{ "approved_by", "approved by", 0 }, { "approved", "approved", 0 },
	{ "review", "review", 0 }, { "holds_until", "holds until", 0 },
	{ "issuer", "issuer", 0 }, { "document", "document", 0 },
	{ "policy_source", "source", 0 },
};

struct showing_patching {
	const struct op_call	*call;
	struct patchings	 all;
	struct build		 b;
	struct value		 rows, faults;
};

static struct rc
add(struct showing_patching *g, struct slice subject, struct err *e)
{
	struct patching p;
	TRY(patching_find(&g->all, subject, &p, e));
	for (unsigned s = 0; s < PATCH_STEPS; s++)
		value_push(&g->b, &g->rows, patch_step_value(&g->b, &p, s));
	for (size_t i = 0; i < p.fault_count; i++)
		value_push(&g->b, &g->faults, patch_fault_value(&g->b, &p, &p.faults[i]));
	return DONE;
}

static struct rc
add_all(struct showing_patching *g, struct slice subject, struct err *e)
{
	struct slice *subjects;
	size_t count;
	if (!slice_is_null(subject))
		return add(g, subject, e);
	TRY(patchings_subjects(&g->all, &subjects, &count, e));
	for (size_t i = 0; i < count; i++)
		TRY(add(g, subjects[i], e));
	return DONE;
}

/* Each fault in a line, for a person. */
static void
say_faults(const struct value *faults, struct buf *out)
{
	buf_add_text(out, faults->count > 0 ? "\n" : "");
	for (size_t i = 0; i < faults->count; i++) {
		const struct value *f = &faults->items[i];
		struct slice step = value_text(value_get(f, SLICE("step")));
		struct slice in = value_text(value_get(f, SLICE("stands_in")));
		words_put(value_get(f, SLICE("subject")), " ", out);
		buf_addf(out, ": %.*s%s%.*s (%.*s%s%.*s)\n", SLICE_FMT(step),
		    step.len > 0 ? ": " : "", SLICE_FMT(value_text(value_get(f,
		    SLICE("sentence")))), SLICE_FMT(value_text(value_get(f,
		    SLICE("finding")))), in.len > 0 ? ", " : "", SLICE_FMT(in));
	}
}

static struct rc
print(struct showing_patching *g, struct op_result *r)
{
	struct value head = value_object();
	value_put(&g->b, &head, "findings", g->faults);
	TRY(build_end(&g->b, &r->trouble.err));
	/* nothing to look at is no clean bill */
	r->status = g->faults.count > 0 ? 1 : g->rows.count == 0 ? 3 : 0;
	TRY(listing_print(g->call, r, "assay/support-patching/1", "steps", columns,
	    COUNT(columns), &g->rows, &head, "no product is registered, and no policy kept; "
	    "`assay evidence write patch_policy` records one"));
	if (!g->call->json && !g->call->csv)
		say_faults(&g->faults, &r->out);
	return DONE;
}

struct rc
op_support_patching(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	struct showing_patching g = { .call = call, .b = { .a = call->a },
	    .rows = value_array(), .faults = value_array() };
	struct slice subject = {0};
	struct err *e = &r->trouble.err;
	uint64_t known;
	int64_t at_ms;
	if (op_value(call, "for", 0) != NULL)
		TRY(given_subject(op_value(call, "for", 0), SUBJECT_BIT(SUBJECT_PRODUCT) |
		    SUBJECT_BIT(SUBJECT_RELEASE) | SUBJECT_BIT(SUBJECT_ZONE), "expected --for a "
		    "product, a release or a zone", &subject, &r->trouble));
	TRY(known_open(call, &h, &known, &r->trouble));
	TRY(valid_read(call, &at_ms, &r->trouble));
	TRY(patchings_open(&h, known, at_ms, call->a, &g.all, e));
	TRY(add_all(&g, subject, e));
	return print(&g, r);
}
