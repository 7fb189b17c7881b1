/* app/decision/explain.c - a decision in words. See app/decision/explain.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/explain.h"

#include "app/decision/decision.h"
#include "app/decision/decision_again.h"
#include "app/decision/rests.h"
#include "app/decision/standing.h"
#include "app/home/catalogues.h"
#include "app/home/draft.h"
#include "codec/utf8.h"
#include "fact/assessment.h"

struct telling {
	struct home		*h;
	const struct thing	*d;
	struct build		 b;
	struct assessment	 assessment;
	struct shipped_data	 data;
	struct value		 v;
};

/* --- why -------------------------------------------------------------------------------------- */

static void
copy_text(struct telling *g, const char *name)
{
	value_put(&g->b, &g->v, name, value_string(event_text(&g->d->event, name)));
}

static void
tell_head(struct telling *g)
{
	const struct event *v = &g->d->event;
	value_put(&g->b, &g->v, "schema", value_string(SLICE("assay/decision-explain/1")));
	value_put(&g->b, &g->v, "id", value_string(g->d->row.key));
	value_put(&g->b, &g->v, "subject", value_string(v->subjects[0]));
	value_put(&g->b, &g->v, "at", instant_value(&g->b, v->at_ms));
	value_put(&g->b, &g->v, "actor", value_string(v->actor));
	copy_text(g, "decision");
	copy_text(g, "outcome");
	copy_text(g, "proposed");
	copy_text(g, "reason");
	copy_text(g, "identity");
	copy_text(g, "on_behalf_of");
	value_put(&g->b, &g->v, "valid_at", *value_get(&v->data, SLICE("valid_at")));
	value_put(&g->b, &g->v, "backdated", *value_get(&v->data, SLICE("backdated")));
	value_put(&g->b, &g->v, "findings", decision_findings(&g->b, v));
	value_put(&g->b, &g->v, "assets", *value_get(&v->data, SLICE("assets")));
	value_put(&g->b, &g->v, "criteria", *value_get(&v->data, SLICE("criteria")));
}

/* Who gave the right, and on what ground. */
static struct rc
tell_right(struct telling *g, struct err *e)
{
	struct slice id = event_text(&g->d->event, "role");
	struct value right = value_object();
	struct thing role;
	bool found;
	TRY(state_get(g->h->store, "role", id, g->d->row.from_pos + 1, g->b.a, &role, &found, e));
	if (found) {
		value_put(&g->b, &right, "role", value_string(event_text(&role.event, "role")));
		value_put(&g->b, &right, "granted_by", value_string(role.event.actor));
		value_put(&g->b, &right, "ground", value_string(event_text(&role.event, "ground")));
		value_put(&g->b, &right, "granted_at", instant_value(&g->b, role.event.at_ms));
	}
	value_put(&g->b, &g->v, "right", right);
	return DONE;
}

static struct value
reason_value(struct build *b, const struct reason *r, size_t times)
{
	struct value one = value_object();
	value_put(b, &one, "code", value_string(slice_of(finding_name(r->id))));
	value_put(b, &one, "says", value_string(slice_of(finding_sentence(r->id))));
	value_put(b, &one, "times", value_number(b, (int64_t)times));
	value_put(b, &one, "subject", value_string(r->subject));
	value_put(b, &one, "evidence", value_string(r->evidence));
	value_put(b, &one, "place", value_string(r->place));
	return one;
}

/* Of several reasons of one code the first stands for all, with their number. */
static void
tell_gap(struct telling *g, const struct criterion_result *r, struct value *gaps)
{
	struct value one = value_object(), reasons = value_array();
	for (size_t i = 0, n; i < r->reason_count; i += n) {
		n = 1;
		while (i + n < r->reason_count && r->reasons[i + n].id == r->reasons[i].id)
			n++;
		value_push(&g->b, &reasons, reason_value(&g->b, &r->reasons[i], n));
	}
	value_put(&g->b, &one, "criterion", value_string(r->id));
	value_put(&g->b, &one, "verdict", value_string(slice_of(verdict_name(r->verdict))));
	value_put(&g->b, &one, "part", value_number(&g->b, (int64_t)r->part));
	value_put(&g->b, &one, "proposal", value_string(slice_of(outcome_name(r->proposal))));
	value_put(&g->b, &one, "exception", value_string(r->exception));
	value_put(&g->b, &one, "reasons", reasons);
	value_push(&g->b, gaps, one);
}

static void
tell_results(struct telling *g)
{
	const struct assessment *s = &g->assessment;
	struct value met = value_array(), gaps = value_array();
	for (size_t i = 0; i < s->result_count; i++) {
		const struct criterion_result *r = &s->results[i];
		const struct part *p = &s->parts[r->part];
		if (!rests_part_is_decided(g->d, p->assets, p->asset_count))
			continue;
		if (r->verdict != VERDICT_PASS)
			tell_gap(g, r, &gaps);
		else if (met.count == 0 || !slice_eq(met.items[met.count - 1].text, r->id))
			value_push(&g->b, &met, value_string(r->id));
	}
	value_put(&g->b, &g->v, "met", met);
	value_put(&g->b, &g->v, "gaps", gaps);
}

/* --- since then, and not shown ---------------------------------------------------------------- */

static struct rc
tell_since(struct telling *g, int64_t now_ms, struct err *e)
{
	struct happenings all = { .a = g->b.a };
	struct value list = value_array();
	struct standing standing;
	struct rc done = standing_open(g->h, &g->data.kinds, (struct as_of){ STORE_OPEN, now_ms },
	    g->b.a, &standing, e);
	if (!failed(done))
		done = standing_since(&standing, g->d, true, &all, e);
	standing_drop(&standing);
	TRY(done);
	for (size_t i = 0; i < all.count; i++) {
		struct value one = value_object();
		value_put(&g->b, &one, "what", value_string(slice_of(all.at[i].what)));
		value_put(&g->b, &one, "id", value_string(all.at[i].id));
		value_put(&g->b, &one, "by", value_string(all.at[i].by));
		value_put(&g->b, &one, "text", value_string(all.at[i].text));
		value_put(&g->b, &one, "at", instant_value(&g->b, all.at[i].at_ms));
		value_put(&g->b, &one, "carries_no_more", value_bool(all.at[i].bad));
		value_push(&g->b, &list, one);
	}
	value_put(&g->b, &g->v, "since", list);
	return DONE;
}

/* What each kind that the decision rests on does not prove, once. */
static struct rc
tell_not_shown(struct telling *g, struct err *e)
{
	struct value list = value_array();
	const struct event *v = &g->d->event;
	for (size_t i = 0; i < v->ref_count; i++) {
		struct thing t;
		bool found, told = false;
		if (!slice_starts(v->refs[i].id, SLICE("evidence:")))
			continue;
		TRY(state_get(g->h->store, "evidence", v->refs[i].id, STORE_OPEN, g->b.a, &t,
		    &found,
		    e));
		const struct kind *k = found ? kind_find(&g->data.kinds, event_text(&t.event,
		    "kind")) : NULL;
		if (k == NULL || k->does_not_prove.len == 0)
			continue;
		for (size_t n = 0; n < list.count && !told; n++)
			told = slice_eq(value_text(value_get(&list.items[n], SLICE("kind"))),
			    k->id);
		if (told)
			continue;
		struct value one = value_object();
		value_put(&g->b, &one, "kind", value_string(k->id));
		value_put(&g->b, &one, "says", value_string(k->does_not_prove));
		value_push(&g->b, &list, one);
	}
	value_put(&g->b, &g->v, "not_shown", list);
	return DONE;
}

struct rc
explain_decision(const struct op_call *call, struct home *h, const struct thing *d,
    struct arena *a, struct value *out, struct trouble *t)
{
	struct telling *g = ARENA_NEW(a, struct telling);
	if (g == NULL)
		return arena_failed(a, &t->err);
	*g = (struct telling){ .h = h, .d = d, .b = { .a = a }, .v = value_object() };
	TRY(catalogues_known(h, STORE_OPEN, a, &g->data, &t->err));
	TRY(decision_assessment(h, d, a, &g->assessment, &t->err));
	tell_head(g);
	TRY(tell_right(g, &t->err));
	tell_results(g);
	TRY(tell_since(g, call->now_ms, &t->err));
	TRY(tell_not_shown(g, &t->err));
	*out = g->v;
	return build_end(&g->b, &t->err);
}
