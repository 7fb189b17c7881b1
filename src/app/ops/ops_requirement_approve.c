/* app/ops/ops_requirement_approve.c - `assay requirement approve`: somebody else stands by what is
 * stated. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/approvals.h"
#include "app/desk/mapping.h"
#include "app/home/given.h"
#include "app/home/single.h"

/* The mapping in force that has the row; the row by its key, id or full name. */
static struct rc
find_row(struct single *x, struct slice subject, struct mapping *m, const struct value **row,
    struct trouble *t)
{
	struct mapping *all;
	size_t count;
	const char *text = op_value(x->g.call, "ROW", 0);
	struct slice name = slice_of(text), key;
	size_t slash = slice_find(name, SLICE("/"), 0);
	*row = NULL;
	if (slash != SIZE_MAX)
		name = slice_sub(name, slash + 1, name.len);
	if (!catalog_key(x->g.call->a, name, &key))
		return arena_failed(x->g.call->a, &t->err);
	TRY(mappings_find(&x->g.h, subject, (struct slice){0}, STORE_OPEN,
	    x->g.call->now_ms, x->g.call->a, &all, &count, &t->err));
	for (size_t i = 0; i < count; i++) {
		const struct value *found = mapping_row(&all[i], key);
		if (found == NULL || (slash != SIZE_MAX && !slice_eq(all[i].edition,
		    slice_sub(slice_of(text), 0, slash))))
			continue;
		*m = all[i];
		*row = found;
	}
	return *row != NULL ? DONE : trouble_in(t, text, fail(&t->err, E_USAGE, 0,
	    "no mapping in force states this row; `assay requirement import` records one"));
}

/* The log refuses an approval by whoever recorded the mapping; a row that was carried on from one
 * before it was stated by whoever recorded that. */
static struct rc
refuse_own(struct single *x, struct slice subject, const struct mapping *m,
    const struct value *row, struct trouble *t)
{
	const struct op_call *call = x->g.call;
	bool own;
	TRY(mapping_stated_by(&x->g.h, subject, m, value_text(value_get(row,
	    SLICE("requirement"))), x->g.w.actor, x->g.w.key.id, call->a, &own, &t->err));
	if (!own)
		return DONE;
	trouble_name(t, x->g.w.actor);
	return fail(&t->err, E_AUTH, 0, fold_why_text(FOLD_OWN_REQUEST));
}

static struct rc
compose(struct single *x, void *context, struct draft *d)
{
	struct trouble *t = &x->g.r->trouble;
	const struct op_call *call = x->g.call;
	struct slice subject, what, reason, digest, full;
	const struct value *row;
	struct mapping m = {0};
	int64_t until = TIME_UNKNOWN;
	const char *text = op_value(call, "for", 0);
	(void)context;
	TRY(given_subject(text == NULL ? "" : text, SUBJECT_BIT(SUBJECT_RELEASE) |
	    SUBJECT_BIT(SUBJECT_PROCESS), "expected --for a release or a process", &subject, t));
	TRY(single_word(x, "what", "requirement_status tailoring waiver", "expected --what: "
	    "requirement_status, tailoring or waiver", "requirement_status", &what));
	TRY(single_need(x, "reason", "expected --reason: why it is right", &reason));
	TRY(given_instant(call, "until", TIME_END, &until, t));
	TRY(find_row(x, subject, &m, &row, t));
	TRY(refuse_own(x, subject, &m, row, t));
	TRY(approval_digest(row, call->a, &digest, &t->err));
	if (!arena_format(call->a, &full, "%.*s/%.*s", SLICE_FMT(m.edition),
	    SLICE_FMT(value_text(value_get(row, SLICE("requirement"))))))
		return arena_failed(call->a, &t->err);
	*d = draft_init(EVENT_STATUS_APPROVED, call->a);
	draft_subject(d, subject);
	draft_ref(d, "about", m.id);
	draft_text(d, "what", what);
	draft_text(d, "requirement", full);
	draft_text(d, "status", value_text(value_get(row, SLICE("status"))));
	draft_text(d, "row", digest);
	draft_instant(d, "until", until);
	draft_text(d, "reason", reason);
	draft_word(d, "identity", x->g.w.method);
	x->about = full;
	return DONE;
}

struct rc
op_requirement_approve(const struct op_call *call, struct op_result *r)
{
	AUTO(single) x = {0};
	TRY(single_run(call, r, &x, compose, NULL));
	return single_say(&x, "assay/requirement-approve/1", "requirement");
}
