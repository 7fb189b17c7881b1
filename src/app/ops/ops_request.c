/* app/ops/ops_request.c - `assay request new` and `assay request answer`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/requests.h"
#include "app/home/catalogues.h"
#include "app/home/given.h"
#include "app/home/single.h"
#include "fact/finding.h"

/* --- new -------------------------------------------------------------------------------------- */

/* Every value of an option; check: null, or says whether one of them may stand. */
static struct rc
put_texts(struct single *x, struct draft *d, const char *option, const char *member,
    bool (*check)(const void *context, struct slice one), const void *context, const char *what)
{
	const struct op_call *call = x->g.call;
	size_t count = op_count(call, option);
	struct slice *all = ARENA_ARRAY(call->a, struct slice, count + 1);
	struct trouble *t = &x->g.r->trouble;
	if (all == NULL)
		return arena_failed(call->a, &t->err);
	for (size_t i = 0; i < count; i++) {
		const char *text = op_value(call, option, i);
		all[i] = slice_of(text);
		if (!check(context, all[i]))
			return trouble_in(t, text, fail(&t->err, E_USAGE, 0, what));
	}
	draft_texts(d, member, all, count);
	return DONE;
}

static bool
is_kind(const void *context, struct slice one)
{
	return kind_find(context, one) != NULL;
}

static bool
is_finding(const void *context, struct slice one)
{
	(void)context;
	return finding_find(one) != FINDING_NONE;
}

static struct rc
put_wishes(struct single *x, struct draft *d)
{
	struct shipped_data data;
	TRY(catalogues_known(&x->g.h, STORE_OPEN, x->g.call->a, &data, &x->g.r->trouble.err));
	if (op_count(x->g.call, "evidence") + op_count(x->g.call, "code") == 0)
		return fail(&x->g.r->trouble.err, E_USAGE, 0, "expected --evidence or --code: what "
		    "is asked for, or what is lacking");
	TRY(put_texts(x, d, "evidence", "evidence", is_kind, &data.kinds,
	    "no evidence kind; `assay evidence kinds` lists them"));
	return put_texts(x, d, "code", "codes", is_finding, NULL,
	    "no finding of this name; `man assay-findings` lists them");
}

static struct rc
put_subjects(struct single *x, struct draft *d)
{
	for (size_t i = 0; i == 0 || op_value(x->g.call, "for", i) != NULL; i++) {
		struct slice subject;
		TRY(given_subject(op_value(x->g.call, "for", i), 0, "expected --for: what it is "
		    "about", &subject, &x->g.r->trouble));
		draft_subject(d, subject);
	}
	return DONE;
}

/* Whoever records afterwards what was asked long ago says an honest date, and one that mistypes
 * a year says a wrong one: it is recorded, and said. See decision 0080. */
static void
note_due(struct single *x, int64_t due)
{
	if (due != TIME_UNKNOWN && due < x->g.call->now_ms)
		x->note = SLICE("--due is over already: the request is overdue from the "
		    "beginning");
}

static struct rc
compose_new(struct single *x, void *context, struct draft *d)
{
	static const char *const texts[] = { "criterion", "decision", "stage", "format" };
	const struct op_call *call = x->g.call;
	struct slice to, owner, reason;
	int64_t due = TIME_UNKNOWN;
	(void)context;
	*d = draft_init(EVENT_REQUEST_SENT, call->a);
	TRY(put_subjects(x, d));
	TRY(given_subject(op_value(call, "to", 0), SUBJECT_BIT(SUBJECT_PARTY), "expected --to: who "
	    "is asked, e.g. party:acme", &to, &x->g.r->trouble));
	TRY(put_wishes(x, d));
	TRY(single_need(x, "owner", "expected --owner: who follows it up", &owner));
	TRY(single_need(x, "reason", "expected --reason: why it is asked for", &reason));
	TRY(given_instant(call, "due", TIME_END, &due, &x->g.r->trouble));
	draft_text(d, "to", to);
	for (size_t i = 0; i < COUNT(texts); i++)
		draft_text(d, texts[i], slice_of(op_value(call, texts[i], 0)));
	draft_text(d, "owner", owner);
	draft_text(d, "reason", reason);
	draft_instant(d, "due", due);
	note_due(x, due);
	return DONE;
}

struct rc
op_request_new(const struct op_call *call, struct op_result *r)
{
	AUTO(single) x = {0};
	TRY(single_run(call, r, &x, compose_new, NULL));
	return single_say(&x, "assay/request-new/1", NULL);
}

/* --- answer ----------------------------------------------------------------------------------- */

/* What came is named again, with the reason why it will do: decision 0069. */
static struct rc
accept(struct single *x, const struct kept_request *k, struct draft *d)
{
	struct trouble *t = &x->g.r->trouble;
	if (!slice_starts(x->g.w.actor, SLICE("person:")))
		return fail(&t->err, E_USAGE, 0, "a person accepts what came, no agent");
	if (k->state != REQUEST_ANSWERED || k->item_count == 0)
		return fail(&t->err, E_USAGE, 0, "nothing came last that could be accepted: it "
		    "was never answered, was refused, or is accepted already");
	for (size_t i = 0; i < k->item_count; i++)
		draft_ref(d, "based_on", k->items[i].id);
	return DONE;
}

/* Something new came, or it came with no word beside it. */
static struct rc
answer(struct single *x, const struct kept_request *k, struct draft *d)
{
	const struct op_call *call = x->g.call;
	bool all_came = op_count(call, "evidence") > 0;
	for (size_t i = 0; i < op_count(call, "evidence"); i++) {
		struct slice id;
		TRY(single_resolve(x, op_value(call, "evidence", i), "evidence", &id));
		all_came = all_came && request_came(k, id);
		draft_ref(d, "based_on", id);
	}
	return all_came ? fail(&x->g.r->trouble.err, E_USAGE, 0, "all of that came before; "
	    "--accept says why it will do") : DONE;
}

static struct rc
compose_answer(struct single *x, void *context, struct draft *d)
{
	const struct op_call *call = x->g.call;
	struct slice refused = slice_trim(slice_of(op_value(call, "refused", 0)));
	struct slice why = slice_trim(slice_of(op_value(call, "accept", 0)));
	struct slice note = slice_of(op_value(call, "note", 0));
	struct trouble *t = &x->g.r->trouble;
	struct kept_request k;
	struct thing request;
	(void)context;
	TRY(single_thing(x, op_value(call, "REQUEST", 0), "request", &request));
	if ((refused.len > 0) + (op_count(call, "evidence") > 0) + (why.len > 0) != 1)
		return fail(&t->err, E_USAGE, 0, "expected one of --evidence, what came, "
		    "--refused, why nothing comes, and --accept, why what came will do");
	if (why.len > 0 && note.len > 0)
		return fail(&t->err, E_USAGE, 0, "--accept says why; leave out --note");
	TRY(request_read(&x->g.h, &request, STORE_OPEN, call->now_ms, call->a, &k, &t->err));
	*d = draft_init(EVENT_REQUEST_ANSWERED, call->a);
	draft_ref(d, "about", request.row.key);
	TRY(why.len > 0 ? accept(x, &k, d) : answer(x, &k, d));
	draft_text(d, "refused", refused);
	draft_text(d, "note", why.len > 0 ? why : note);
	x->about = request.row.key;
	return DONE;
}

struct rc
op_request_answer(const struct op_call *call, struct op_result *r)
{
	AUTO(single) x = {0};
	TRY(single_run(call, r, &x, compose_answer, NULL));
	return single_say(&x, "assay/request-answer/1", "request");
}
