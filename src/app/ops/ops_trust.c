/* app/ops/ops_trust.c - `assay trust add`, `confirm` and `end`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/home/acting.h"
#include "app/home/anchor_file.h"
#include "app/home/event_words.h"
#include "app/home/given.h"
#include "app/home/state.h"
#include "app/listing.h"
#include "app/log/bodies.h"
#include "base/time.h"

/* --- how it came to be trusted ---------------------------------------------------------------- */

struct ground { enum trust_how how; struct slice by, note; int64_t on_ms; };

/* Without these three a key is a key and no anchor: what it proves rests on how it was come by. */
static struct rc
read_ground(const struct op_call *call, struct ground *x, struct trouble *t)
{
	struct slice word, on;
	TRY(given_need(call, "how", "expected how the key came to be trusted, for that decides "
	    "what it proves: in_person, call_back, contract, public_register, earlier_delivery, or "
	    "with_the_goods (which proves nothing about their origin)", &word, t));
	x->how = how_parse(word);
	if (x->how == HOW_COUNT)
		return trouble_in(t, op_value(call, "how", 0), fail(&t->err, E_USAGE, 0, "expected "
		    "in_person, call_back, contract, public_register, earlier_delivery or "
		    "with_the_goods"));
	TRY(given_need(call, "by", "expected who satisfied himself that it is the right key: "
	    "person:ORG/NAME; an assessor will ask", &x->by, t));
	TRY(given_subject(op_value(call, "by", 0), SUBJECT_BIT(SUBJECT_PERSON),
	    "expected person:ORG/NAME; a pseudonym will do", &x->by, t));
	TRY(given_need(call, "on", "expected the day on which that was, e.g. 2026-06-30", &on, t));
	TRY(given_instant(call, "on", TIME_BEGINNING, &x->on_ms, t));
	if (x->on_ms > call->now_ms)
		return trouble_in(t, op_value(call, "on", 0), fail(&t->err, E_USAGE, 0,
		    "expected a day that is not yet to come"));
	x->note = slice_of(op_value(call, "note", 0));
	return DONE;
}

static void
draft_ground(struct draft *d, const struct ground *x)
{
	draft_word(d, "how", how_name(x->how));
	draft_text(d, "by", x->by);
	draft_instant(d, "on", x->on_ms);
	draft_text(d, "note", x->note);
}

/* --- add -------------------------------------------------------------------------------------- */

struct adding {
	struct ground		 ground;
	unsigned		 purposes;
	size_t			 scope_count, evidence_count;
	struct slice		*scope, *evidence;
	int64_t			 from_ms, until_ms;
	struct anchor		 anchor;
	struct event_body	 body;
	bool			 existed;
	size_t			 others;	/* anchors of the same key on other terms */
	struct slice		 id;
};

/* "release,update"; a blank or a plus between them will do. */
static struct rc
read_purposes(const struct op_call *call, unsigned *out, struct trouble *t)
{
	struct slice words;
	TRY(given_need(call, "purpose", "expected for what the key is trusted: identity, release, "
	    "update, recovery, evidence, attestation, timestamp, record or log, with commas "
	    "between", &words, t));
	*out = 0;
	for (size_t from = 0; from <= words.len;) {
		size_t end = from;
		while (end < words.len && memchr(",+ ", words.at[end], 3) == NULL)
			end++;
		unsigned one = purpose_parse(slice_sub(words, from, end));
		if (one == 0)
			return trouble_in(t, op_value(call, "purpose", 0), fail(&t->err, E_USAGE,
			    from, "expected identity, release, update, recovery, evidence, "
			    "attestation, timestamp, record or log, with commas between"));
		*out |= one;
		from = end + 1;
	}
	return DONE;
}

static struct rc
read_add(const struct op_call *call, struct adding *x, struct trouble *t)
{
	TRY(read_purposes(call, &x->purposes, t));
	TRY(read_ground(call, &x->ground, t));
	TRY(given_scope(call, &x->scope, &x->scope_count, t));
	return given_period(call, &x->from_ms, &x->until_ms, t);
}

/* A purpose that the certificate's usage does not allow could never lead to anything: a mistake. */
static struct rc
check_use(const struct op_call *call, const struct adding *x, struct trouble *t)
{
	const char *file = op_value(call, "FILE", 0);
	const struct certificate *c = x->anchor.certificate;
	unsigned left = purposes_of(c, x->purposes);
	if (c == NULL || left == x->purposes)
		return DONE;
	return trouble_in(t, file, fail(&t->err, E_SCHEMA, 0, left == 0 ? "the certificate's "
	    "extended key usage allows none of these purposes" : "the certificate's extended key "
	    "usage does not allow all of these purposes; name those that it does"));
}

static struct rc
resolve_evidence(struct acting *g, struct adding *x)
{
	size_t n = op_count(g->call, "evidence");
	struct err *e = &g->r->trouble.err;
	x->evidence = ARENA_ARRAY(g->call->a, struct slice, n + 1);
	if (x->evidence == NULL)
		return arena_failed(g->call->a, e);
	for (x->evidence_count = 0; x->evidence_count < n; x->evidence_count++) {
		const char *id = op_value(g->call, "evidence", x->evidence_count);
		TRY(trouble_in(&g->r->trouble, id, state_resolve(g->h.store, slice_of(id),
		    "evidence", STORE_OPEN, g->call->a, &x->evidence[x->evidence_count], e)));
	}
	return DONE;
}

/* The same key before: said in the same words, on other terms, or compromised. */
static struct rc
look_at_other(struct acting *g, struct adding *x, const struct thing *t, const struct draft *d)
{
	struct thing end;
	bool ended;
	struct trouble *trouble = &g->r->trouble;
	if (!slice_eq(event_text(&t->event, "key"), x->anchor.id))
		return DONE;
	TRY(state_get(g->h.store, "end", t->row.key, STORE_OPEN, g->call->a, &end, &ended,
	    &trouble->err));
	if (ended && value_get(&end.event.data, SLICE("compromised"))->kind == VALUE_TRUE) {
		trouble_name(trouble, t->row.key);
		return fail(&trouble->err, E_USAGE, 0, "was this key, and ended as compromised; it "
		    "cannot be trusted again");
	}
	if (ended)
		return DONE;
	if (value_eq(&t->event.data, &d->v.data)) {
		x->existed = true;
		x->id = t->row.key;
	} else {
		x->others++;
	}
	return DONE;
}

static struct rc
plan_add(struct acting *g, void *context)
{
	struct adding *x = context;
	struct thing *all;
	size_t count;
	struct err *e = &g->r->trouble.err;
	x->existed = false;
	x->others = 0;
	TRY(resolve_evidence(g, x));
	struct draft d = draft_init(EVENT_ANCHOR_ADDED, g->call->a);
	draft_body(&d, &x->body);
	for (size_t i = 0; i < x->evidence_count; i++)
		draft_ref(&d, "based_on", x->evidence[i]);
	draft_text(&d, "key", x->anchor.id);
	draft_value(&d, "purposes", words_of_purposes(&d.b, x->purposes));
	draft_texts(&d, "scope", x->scope, x->scope_count);
	draft_instant(&d, "from", x->from_ms);
	draft_instant(&d, "until", x->until_ms);
	draft_ground(&d, &x->ground);
	TRY(build_end(&d.b, e));
	TRY(state_list(g->h.store, "anchor", STORE_OPEN, g->call->a, &all, &count, e));
	for (size_t i = 0; i < count; i++)
		TRY(look_at_other(g, x, &all[i], &d));
	return x->existed ? DONE : acting_add(g, &d);
}

static const char *
media_type(struct slice bytes, const struct anchor *n)
{
	if (slice_find(bytes, SLICE("-----BEGIN"), 0) != SIZE_MAX)
		return "application/x-pem-file";
	return n->certificate != NULL ? "application/pkix-cert" : "application/octet-stream";
}

static struct rc
say_added(const struct op_call *call, const struct adding *x, struct op_result *r)
{
	struct build b = { .a = call->a };
	struct value v = value_object(), scope = value_array();
	for (size_t i = 0; i < x->scope_count; i++)
		value_push(&b, &scope, value_string(x->scope[i]));
	value_put(&b, &v, "id", value_string(x->id));
	value_put(&b, &v, "key", value_string(x->anchor.id));
	value_put(&b, &v, "certificate", x->anchor.certificate == NULL ? value_null() :
	    value_string(x->anchor.certificate->subject));
	value_put(&b, &v, "purposes", words_of_purposes(&b, x->purposes));
	value_put(&b, &v, "scope", scope);
	value_put(&b, &v, "how", value_string(slice_of(how_name(x->ground.how))));
	value_put(&b, &v, "existed", value_bool(x->existed));
	TRY(build_end(&b, &r->trouble.err));
	if (x->existed)
		buf_add_text(&r->notes, "assay: this anchor is in the log already; nothing was "
		    "written\n");
	if (x->others > 0)
		buf_add_text(&r->notes, "assay: the same key is trusted on other terms too; `assay "
		    "trust list` shows them\n");
	if (x->ground.how == HOW_WITH_THE_GOODS)
		buf_add_text(&r->notes, "assay: it came with the goods: whoever made them also "
		    "chose the key, so nothing signed with it rises above E3\n");
	return object_print(call, r, "assay/trust-add/1", &v);
}

struct rc
op_trust_add(const struct op_call *call, struct op_result *r)
{
	AUTO(acting) g = {0};
	struct adding x = {0};
	struct slice bytes;
	TRY(read_add(call, &x, &r->trouble));
	TRY(acting_open(call, r, &g));
	TRY(anchor_file_load(op_value(call, "FILE", 0), x.purposes, x.ground.how, call->a,
	    &g.h.bag, &bytes, &x.anchor, &r->trouble));
	TRY(check_use(call, &x, &r->trouble));
	TRY(body_keep(&g.h, bytes, media_type(bytes, &x.anchor), call->a, &x.body,
	    &r->trouble.err));
	TRY(acting_run(&g, plan_add, &x));
	if (!x.existed)
		x.id = g.done[0].name;
	return say_added(call, &x, r);
}

/* --- confirm and end -------------------------------------------------------------------------- */

struct later {
	struct slice	 anchor, reason;
	struct ground	 ground;
	int64_t		 at_ms;
	bool		 compromised;
};

static struct rc
find_anchor(struct acting *g, struct later *x)
{
	struct state_row row;
	bool ended;
	const char *id = op_value(g->call, "ID", 0);
	struct trouble *t = &g->r->trouble;
	TRY(trouble_in(t, id, state_resolve(g->h.store, slice_of(id), "anchor", STORE_OPEN,
	    g->call->a, &x->anchor, &t->err)));
	TRY(store_state_get(g->h.store, SLICE("end"), x->anchor, STORE_OPEN, &row, &ended,
	    &t->err));
	return ended ? trouble_in(t, id, fail(&t->err, E_USAGE, 0,
	    "this anchor has been ended already")) : DONE;
}

static struct rc
plan_confirm(struct acting *g, void *context)
{
	struct later *x = context;
	TRY(find_anchor(g, x));
	struct draft d = draft_init(EVENT_ANCHOR_CONFIRMED, g->call->a);
	draft_ref(&d, "about", x->anchor);
	draft_ground(&d, &x->ground);
	return acting_add(g, &d);
}

static struct rc
add_end(struct acting *g, const struct later *x, struct slice anchor)
{
	struct draft d = draft_init(EVENT_ANCHOR_ENDED, g->call->a);
	draft_ref(&d, "about", anchor);
	draft_instant(&d, "at", x->at_ms);
	draft_bool(&d, "compromised", x->compromised);
	draft_text(&d, "reason", x->reason);
	return acting_add(g, &d);
}

/* A key that others hold is theirs on whatever terms it is trusted: every anchor of it ends. */
static struct rc
add_alike(struct acting *g, const struct later *x)
{
	struct thing *all, mine;
	struct state_row row;
	size_t count;
	bool found, ended;
	struct err *e = &g->r->trouble.err;
	TRY(state_get(g->h.store, "anchor", x->anchor, STORE_OPEN, g->call->a, &mine, &found, e));
	TRY(state_list(g->h.store, "anchor", STORE_OPEN, g->call->a, &all, &count, e));
	for (size_t i = 0; i < count; i++) {
		if (slice_eq(all[i].row.key, x->anchor) || !slice_eq(event_text(&all[i].event,
		    "key"), event_text(&mine.event, "key")))
			continue;
		TRY(store_state_get(g->h.store, SLICE("end"), all[i].row.key, STORE_OPEN, &row,
		    &ended, e));
		if (!ended)
			TRY(add_end(g, x, all[i].row.key));
	}
	return DONE;
}

static struct rc
plan_end(struct acting *g, void *context)
{
	struct later *x = context;
	TRY(find_anchor(g, x));
	TRY(add_end(g, x, x->anchor));
	return x->compromised ? add_alike(g, x) : DONE;
}

static struct rc
say_later(const struct op_call *call, const struct acting *g, const struct later *x,
    const char *schema, struct op_result *r)
{
	struct build b = { .a = call->a };
	struct value v = value_object();
	value_put(&b, &v, "id", value_string(g->done[0].name));
	value_put(&b, &v, "anchor", value_string(x->anchor));
	TRY(build_end(&b, &r->trouble.err));
	if (g->done[0].existed)
		buf_add_text(&r->notes, "assay: this is in the log already; nothing was written\n");
	return object_print(call, r, schema, &v);
}

struct rc
op_trust_confirm(const struct op_call *call, struct op_result *r)
{
	AUTO(acting) g = {0};
	struct later x = {0};
	TRY(read_ground(call, &x.ground, &r->trouble));
	TRY(acting_open(call, r, &g));
	g.again_is_fine = true;
	TRY(acting_run(&g, plan_confirm, &x));
	return say_later(call, &g, &x, "assay/trust-confirm/1", r);
}

struct rc
op_trust_end(const struct op_call *call, struct op_result *r)
{
	AUTO(acting) g = {0};
	struct later x = { .compromised = op_flag(call, "compromised") };
	struct slice at;
	TRY(given_need(call, "at", "expected from when on the key is not trusted, e.g. 2026-06-30",
	    &at, &r->trouble));
	TRY(given_instant(call, "at", TIME_BEGINNING, &x.at_ms, &r->trouble));
	TRY(given_need(call, "reason", "expected why it is not trusted any more; it is recorded",
	    &x.reason, &r->trouble));
	TRY(acting_open(call, r, &g));
	TRY(acting_run(&g, plan_end, &x));
	for (size_t i = 1; i < g.count; i++)
		buf_addf(&r->notes, "assay: the same key was %.*s too, which ends with it\n",
		    SLICE_FMT(g.events[i].refs[0].id));
	return say_later(call, &g, &x, "assay/trust-end/1", r);
}
