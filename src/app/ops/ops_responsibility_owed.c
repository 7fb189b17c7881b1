/* app/ops/ops_responsibility_owed.c - `assay responsibility owed` and `retained`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/owed.h"
#include "app/desk/retained.h"
#include "app/home/catalogues.h"
#include "app/home/draft.h"
#include "app/home/given.h"
#include "app/home/known.h"
#include "app/listing.h"

#define WITHIN_DEFAULT "90d"

static void
put(struct build *b, struct value *v, const char *name, struct slice text)
{
	value_put(b, v, name, text.len > 0 ? value_string(text) : value_null());
}

static struct rc
read_subject(const struct op_call *call, struct slice *out, struct trouble *t)
{
	*out = SLICE("");
	return op_value(call, "for", 0) == NULL ? DONE : given_subject(op_value(call, "for", 0), 0,
	    "expected --for a subject, e.g. product:acme/ic-22", out, t);
}

/* --- owed ------------------------------------------------------------------------------------- */

static struct rc
read_owing(const struct op_call *call, struct owing *w, struct trouble *t)
{
	const char *within = op_value(call, "within", 0);
	int64_t ms;
	TRY(given_need(call, "party", "expected --party: who owes, as the matrix names it, e.g. "
	    "party:acme", &w->party, t));
	TRY(read_subject(call, &w->subject, t));
	if (failed(duration_parse(slice_of(within == NULL ? WITHIN_DEFAULT : within), &ms, NULL)))
		return trouble_in(t, within, fail(&t->err, E_USAGE, 0,
		    "expected --within: a duration, e.g. 30d"));
	TRY(valid_read(call, &w->of.at_ms, t));
	w->until_ms = w->of.at_ms + ms;
	return DONE;
}

static struct value
owed_value(struct build *b, const struct owed *o, int64_t now_ms)
{
	struct value v = value_object();
	bool late = o->due_ms != TIME_UNKNOWN && o->due_ms < now_ms;
	put(b, &v, "id", o->id);
	put(b, &v, "what", slice_of(o->what));
	put(b, &v, "owed", o->text);
	put(b, &v, "to", o->to);
	value_put(b, &v, "due", instant_value(b, o->due_ms));
	value_put(b, &v, "overdue", value_bool(late));
	put(b, &v, "stage", o->stage);
	put(b, &v, "subject", o->subject);
	value_put(b, &v, "evidence", o->evidence != NULL ? *o->evidence : value_array());
	put(b, &v, "cell", o->cell);
	put(b, &v, "stands_in", o->stands_in);
	return v;
}

struct rc
op_responsibility_owed(const struct op_call *call, struct op_result *r)
{
	static const struct column columns[] = {
		{ "due", "due", 24 }, { "overdue", "overdue", 7 }, { "what", "what", 17 },
		{ "owed", "owed", 44 }, { "to", "to", 16 }, { "subject", "subject", 28 },
		{ "cell", "cell", 12 }, { "id", "id", 0 }, { "stage", "stage", 0 },
		{ "evidence", "evidence", 0 }, { "stands_in", "stands in", 0 },
	};
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct value rows = value_array(), head = value_object();
	struct shipped_data data;
	struct owing w;
	struct owed *all;
	size_t count;
	struct err *e = &r->trouble.err;
	TRY(read_owing(call, &w, &r->trouble));
	TRY(known_open(call, &h, &w.of.known, &r->trouble));
	TRY(catalogues_known(&h, w.of.known, call->a, &data, e));
	TRY(owed_list(&h, &data.kinds, &w, call->a, &all, &count, e));
	for (size_t i = 0; i < count; i++)
		value_push(&b, &rows, owed_value(&b, &all[i], w.of.at_ms));
	value_put(&b, &head, "party", value_string(w.party));
	TRY(build_end(&b, e));
	return listing_print(call, r, "assay/responsibility-owed/1", "obligations", columns,
	    COUNT(columns), &rows, &head, "nothing is owed, as far as anything here says");
}

/* --- retained --------------------------------------------------------------------------------- */

static struct value
retained_value(struct build *b, const struct retained *x)
{
	struct value v = value_object();
	struct slice id;
	if (!arena_format(b->a, &id, "%s/%.*s%s%.*s%s%.*s", x->source, SLICE_FMT(x->id),
	    x->cell.len > 0 ? "/" : "", SLICE_FMT(x->cell), x->cell.len > 0 ? "/" : "",
	    x->cell.len > 0 ? (int)x->digest.len : 0, (const char *)x->digest.at))
		b->broken = true;
	else
		put(b, &v, "id", id);
	put(b, &v, "state", slice_of(retained_state_name(x->state)));
	put(b, &v, "source", slice_of(x->source));
	put(b, &v, "kind", x->kind);
	put(b, &v, "subject", x->subject);
	put(b, &v, "holder", x->holder);
	put(b, &v, "place", x->place);
	value_put(b, &v, "until", instant_value(b, x->until_ms));
	value_put(b, &v, "checked", instant_value(b, x->checked_ms));
	value_put(b, &v, "due", instant_value(b, x->due_ms));
	put(b, &v, "digest", x->digest);
	put(b, &v, "cell", x->cell);
	put(b, &v, "stands_in", x->id);
	return v;
}

struct rc
op_responsibility_retained(const struct op_call *call, struct op_result *r)
{
	static const struct column columns[] = {
		{ "state", "state", 13 }, { "checked", "last checked", 24 }, { "due", "due", 24 },
		{ "holder", "holder", 18 }, { "place", "place", 24 }, { "kind", "kind", 22 },
		{ "source", "said by", 7 }, { "cell", "cell", 10 }, { "id", "id", 0 },
		{ "subject", "subject", 0 }, { "until", "until", 0 }, { "digest", "digest", 0 },
		{ "stands_in", "stands in", 0 },
	};
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct value rows = value_array();
	struct shipped_data data;
	struct slice subject;
	struct retained *all;
	uint64_t known;
	int64_t at_ms;
	size_t count;
	struct err *e = &r->trouble.err;
	TRY(read_subject(call, &subject, &r->trouble));
	TRY(valid_read(call, &at_ms, &r->trouble));
	TRY(known_open(call, &h, &known, &r->trouble));
	TRY(catalogues_known(&h, known, call->a, &data, e));
	TRY(retained_list(&h, subject, &data.kinds, known, at_ms, call->a, &all, &count, e));
	for (size_t i = 0; i < count; i++)
		if (!op_flag(call, "due") || all[i].state == RETAINED_DUE)
			value_push(&b, &rows, retained_value(&b, &all[i]));
	TRY(build_end(&b, e));
	return listing_print(call, r, "assay/responsibility-retained/1", "locations", columns,
	    COUNT(columns), &rows, NULL, op_flag(call, "due") ? "nothing is to be checked" :
	    "nothing is said to lie elsewhere");
}
