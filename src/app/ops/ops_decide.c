/* app/ops/ops_decide.c - `assay decide`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "app/decision/decide.h"
#include "app/home/event_words.h"
#include "app/home/state.h"
#include "app/listing.h"
#include "subject/subject.h"

/* Assets of one decision: an event names no more. */
#define ASSETS_MAX 1000

/* --- which serials ---------------------------------------------------------------------------- */

/* "3101..3110", "3119", or a whole asset subject, several with commas between them. */
struct serials { struct slice *at; size_t count, cap; struct arena *a; };

static struct rc
add_asset(struct serials *s, struct slice asset, struct err *e)
{
	void *at = s->at;
	if (s->count >= ASSETS_MAX)
		return fail(e, E_LIMIT, 0, "more than 1,000 serials; decide in several parts");
	if (!arena_grow(s->a, &at, &s->cap, s->count, sizeof(struct slice)))
		return arena_failed(s->a, e);
	s->at = at;
	s->at[s->count++] = asset;
	return DONE;
}

/* A bare serial is of the product that the subject's assets are of; the caller's assessment says
 * it. */
static struct rc
add_serials(struct serials *s, struct slice word, struct slice product, struct err *e)
{
	struct slice text = word, *expanded;
	size_t count;
	if (!slice_starts(word, SLICE("asset:"))) {
		struct slice tail = slice_sub(product, 8, product.len);
		if (product.len == 0)
			return fail(e, E_USAGE, 0, "nothing says of which product this serial is; "
			    "name "
			    "it in full, e.g. asset:acme/ic-22#3101");
		if (!arena_format(s->a, &text, "asset:%.*s#%.*s", SLICE_FMT(tail), SLICE_FMT(word)))
			return arena_failed(s->a, e);
	}
	struct rc done = subject_expand(text, s->a, &expanded, &count, e);
	if (done.code == E_SYNTAX)
		e->code = E_USAGE;
	TRY(done);
	for (size_t i = 0; i < count; i++)
		TRY(add_asset(s, expanded[i], e));
	return DONE;
}

static struct rc
read_serials(const struct op_call *call, struct slice product, struct decision_wish *w,
    struct trouble *t)
{
	struct serials s = { .a = call->a };
	for (size_t n = 0; op_value(call, "serials", n) != NULL; n++) {
		struct slice all = slice_of(op_value(call, "serials", n));
		for (size_t at = 0; at <= all.len;) {
			size_t end = slice_find(all, SLICE(","), at);
			struct slice word = slice_trim(slice_sub(all, at, end == SIZE_MAX ?
			    all.len :
			    end));
			struct rc done = add_serials(&s, word, product, &t->err);
			if (failed(done)) {
				trouble_name(t, word);
				return done;
			}
			at = end == SIZE_MAX ? all.len + 1 : end + 1;
		}
	}
	if (s.count > 1)
		qsort(s.at, s.count, sizeof(struct slice), slice_cmp_qsort);
	for (size_t i = 0; i < s.count; i++)
		if (i == 0 || !slice_eq(s.at[i - 1], s.at[i]))
			s.at[w->asset_count++] = s.at[i];
	w->assets = s.at;
	return DONE;
}

/* The product of the subject's assets, as the newest evidence about it names it. */
static struct rc
product_of(struct home *h, struct slice subject, struct slice *out, struct err *e)
{
	struct thing *all;
	size_t count;
	*out = (struct slice){0};
	TRY(store_begin_read(h->store, e));
	struct rc done = state_about(h->store, subject, "about", "evidence", STORE_OPEN, &h->a,
	    &all,
	    &count, e);
	store_rollback(h->store);
	TRY(done);
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < all[i].event.subject_count; k++)
			if (slice_starts(all[i].event.subjects[k], SLICE("product:")))
				*out = all[i].event.subjects[k];
	return DONE;
}

/* --- the wish --------------------------------------------------------------------------------- */

static struct rc
need(const struct op_call *call, const char *option, const char *what, struct slice *out,
    struct trouble *t)
{
	*out = slice_of(op_value(call, option, 0));
	if (out->len > 0)
		return DONE;
	trouble_name(t, slice_of(option));
	return fail(&t->err, E_USAGE, 0, what);
}

static struct rc
read_replaced(const struct op_call *call, struct home *h, struct decision_wish *w,
    struct trouble *t)
{
	size_t n = op_count(call, "supersedes");
	w->supersedes = ARENA_ARRAY(call->a, struct slice, n);
	if (w->supersedes == NULL)
		return arena_failed(call->a, &t->err);
	TRY(store_begin_read(h->store, &t->err));
	for (size_t i = 0; i < n; i++) {
		const char *id = op_value(call, "supersedes", i);
		TRY(trouble_in(t, id, state_resolve(h->store, slice_of(id), "decision", STORE_OPEN,
		    call->a, &w->supersedes[w->supersedes_count++], &t->err)));
	}
	const char *paper = op_value(call, "paper", 0);
	if (paper != NULL)
		TRY(trouble_in(t, paper, state_resolve(h->store, slice_of(paper), "evidence",
		    STORE_OPEN, call->a, &w->paper, &t->err)));
	store_rollback(h->store);
	return DONE;
}

static struct rc
read_wish(const struct op_call *call, struct home *h, struct decision_wish *w, struct trouble *t)
{
	struct slice outcome, product;
	struct subject s;
	const char *valid_at = op_value(call, "valid-at", 0);
	*w = (struct decision_wish){ .subject = slice_of(op_value(call, "SUBJECT", 0)),
	    .criteria = op_value(call, "criteria", 0), .valid_at_ms = TIME_UNKNOWN,
	    .on_behalf_of = slice_of(op_value(call, "on-behalf-of", 0)) };
	if (failed(subject_parse(w->subject, &s, NULL)))
		return trouble_in(t, op_value(call, "SUBJECT", 0), fail(&t->err, E_USAGE, 0,
		    "expected a subject, e.g. batch:acme/C-2026-041"));
	TRY(need(call, "proposal", "expected the digest that `assay assess` printed behind "
	    "\"result\"", &w->proposal, t));
	TRY(need(call, "outcome", "expected an outcome, e.g. accept_with_conditions", &outcome, t));
	TRY(need(call, "reason", "expected the reason, in words", &w->reason, t));
	w->outcome = outcome_parse(outcome);
	if (w->outcome == OUTCOME_NONE || w->outcome == OUTCOME_SPLIT) {
		trouble_name(t, outcome);
		return fail(&t->err, E_USAGE, 0, "no outcome of a product acceptance");
	}
	if ((w->on_behalf_of.len > 0) != (op_value(call, "paper", 0) != NULL))
		return fail(&t->err, E_USAGE, 0, "--on-behalf-of and --paper belong together: who "
		    "decided, and the evidence he signed");
	if (valid_at != NULL)
		TRY(trouble_in(t, valid_at, words_instant(slice_of(valid_at), TIME_END,
		    &w->valid_at_ms, &t->err)));
	TRY(read_replaced(call, h, w, t));
	TRY(product_of(h, w->subject, &product, &t->err));
	return read_serials(call, product, w, t);
}

/* --- what is said ----------------------------------------------------------------------------- */

/* Rejecting always would. */
static void
say_answers(unsigned answers, struct buf *out)
{
	const char *between = "";
	for (enum outcome o = OUTCOME_REJECT; o <= OUTCOME_ACCEPT; o++)
		if ((answers & 1u << o) != 0) {
			buf_addf(out, "%s%s", between, outcome_name(o));
			between = ", ";
		}
}

static void
say_refusal(const struct decided *d, const struct decision_wish *w, struct buf *out)
{
	switch (d->refused) {
	case REFUSED_OTHER_PROPOSAL:
		buf_addf(out, "assay: not recorded: the assessment is another one now (%.*s); "
		    "look at `assay assess` again (PROPOSAL_CHANGED)\n",
		    SLICE_FMT(d->result_digest));
		break;
	case REFUSED_GAP_UNHANDLED:
		buf_addf(out, "assay: not recorded: %s does not answer what criterion %.*s lacks; "
		    "what would do: ", outcome_name(w->outcome), SLICE_FMT(d->criterion));
		say_answers(d->answers, out);
		buf_add_text(out, " (GAP_UNHANDLED)\n");
		break;
	case REFUSED_BACKDATED:
		buf_add_text(out, "assay: not recorded: the criteria do not allow a decision for "
		    "this instant (DECISION_BACKDATED)\n");
		break;
	default:
		break;
	}
}

static struct rc
say_decided(const struct op_call *call, const struct decided *d, const struct decision_wish *w,
    struct op_result *r)
{
	struct build b = { .a = call->a };
	struct value v = value_object(), assets = value_array(), answers = value_array();
	bool recorded = d->refused == REFUSED_NOT;
	for (size_t i = 0; i < w->asset_count; i++)
		value_push(&b, &assets, value_string(w->assets[i]));
	value_put(&b, &v, "recorded", value_bool(recorded));
	value_put(&b, &v, "id", recorded ? value_string(d->id) : value_null());
	value_put(&b, &v, "subject", value_string(w->subject));
	value_put(&b, &v, "assets", assets);
	value_put(&b, &v, "outcome", value_string(slice_of(outcome_name(w->outcome))));
	value_put(&b, &v, "proposed", value_string(slice_of(outcome_name(d->proposed))));
	value_put(&b, &v, "result_digest", value_string(d->result_digest));
	value_put(&b, &v, "gap", d->criterion.len > 0 ? value_string(d->criterion) : value_null());
	for (enum outcome o = OUTCOME_REJECT; o <= OUTCOME_ACCEPT; o++)
		if (d->refused == REFUSED_GAP_UNHANDLED && (d->answers & 1u << o) != 0)
			value_push(&b, &answers, value_string(slice_of(outcome_name(o))));
	value_put(&b, &v, "would_do", answers);
	value_put(&b, &v, "conditions", value_number(&b, (int64_t)d->condition_count));
	value_put(&b, &v, "backdated", value_bool(d->backdated));
	TRY(build_end(&b, &r->trouble.err));
	return object_print(call, r, "assay/decide/1", &v);
}

struct rc
op_decide(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	AUTO(writer) w = {0};
	struct decision_wish wish;
	struct decided d;
	TRY(home_open(call, HOME_WRITE, &h, &r->trouble));
	TRY(writer_open(call, &h, &w, &r->trouble));
	TRY(read_wish(call, &h, &wish, &r->trouble));
	TRY(decide(call, &h, &w, &wish, &d, &r->trouble));
	if (d.refused == REFUSED_NOT)
		TRY(home_publish_now(call, &h, &r->trouble));
	say_refusal(&d, &wish, &r->notes);
	r->status = d.refused == REFUSED_NOT ? 0 : 1;
	return say_decided(call, &d, &wish, r);
}
