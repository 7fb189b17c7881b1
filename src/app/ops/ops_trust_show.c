/* app/ops/ops_trust_show.c - `assay trust list` and `show`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/anchor_file.h"
#include "app/home/draft.h"
#include "app/home/event_words.h"
#include "app/home/known.h"
#include "app/home/state.h"
#include "app/listing.h"
#include "app/log/bodies.h"
#include "base/limits.h"
#include "base/time.h"

struct showing {
	const struct op_call	*call;
	struct home		*h;
	uint64_t		 known;
	struct build		 b;
	struct err		*e;
};

static void
put(struct showing *s, struct value *to, const char *name, const struct event *v)
{
	const struct value *member = value_get(&v->data, slice_of(name));
	bool all = !s->call->json && !s->call->csv && member->kind == VALUE_ARRAY &&
	    member->count == 0;
	value_put(&s->b, to, name, all ? value_string(SLICE("everything")) : *member);
}

/* trusted, not yet, over, ended, compromised: at the instant of the question. */
static struct slice
state_of(const struct event *v, const struct event *end, int64_t now_ms)
{
	int64_t from = event_instant(v, "from"), until = event_instant(v, "until");
	if (end != NULL && value_get(&end->data, SLICE("compromised"))->kind == VALUE_TRUE)
		return SLICE("compromised");
	if (end != NULL && event_instant(end, "at") <= now_ms)
		return SLICE("ended");
	if (from != TIME_UNKNOWN && from > now_ms)
		return SLICE("not_yet");
	return until != TIME_UNKNOWN && until < now_ms ? SLICE("over") : SLICE("trusted");
}

/* --- what was said of it later ---------------------------------------------------------------- */

struct confirmations { struct showing *s; struct value list; };

static struct rc
add_confirmation(void *context, struct slice rel, uint64_t pos, struct err *e)
{
	struct confirmations *c = context;
	struct showing *s = c->s;
	struct event v;
	struct value one = value_object();
	bool found;
	TRY(state_event(s->h->store, pos, s->b.a, &v, NULL, &found, e));
	if (!found || v.type != EVENT_ANCHOR_CONFIRMED || !slice_eq(rel, SLICE("about")))
		return DONE;
	put(s, &one, "on", &v);
	put(s, &one, "how", &v);
	put(s, &one, "by", &v);
	put(s, &one, "note", &v);
	value_put(&s->b, &one, "recorded_by", value_string(v.actor));
	value_push(&s->b, &c->list, one);
	return DONE;
}

struct positions { struct arena *a; size_t count, cap; uint64_t *at; };

static struct rc
add_position(void *context, struct slice rel, uint64_t pos, struct err *e)
{
	struct positions *p = context;
	void *list = p->at;
	(void)rel;
	if (!arena_grow(p->a, &list, &p->cap, p->count, sizeof(uint64_t)))
		return arena_failed(p->a, e);
	p->at = list;
	p->at[p->count++] = pos;
	return DONE;
}

/* No statement is open while the events are read. An event that was ignored left no link. */
static struct rc
confirmations_of(struct showing *s, struct slice anchor, struct value *out)
{
	struct positions p = { .a = s->b.a };
	struct confirmations c = { s, value_array() };
	TRY(store_link_each(s->h->store, anchor, SLICE("about"), s->known, add_position, &p,
	    s->e));
	for (size_t i = 0; i < p.count; i++)
		TRY(add_confirmation(&c, SLICE("about"), p.at[i], s->e));
	*out = c.list;
	return DONE;
}

/* --- one anchor ------------------------------------------------------------------------------- */

/* An empty value where it was not ended. */
static struct rc
put_end(struct showing *s, const struct thing *t, struct value *to)
{
	struct thing end;
	struct value v = value_object();
	bool found;
	TRY(state_get(s->h->store, "end", t->row.key, s->known, s->b.a, &end, &found, s->e));
	value_put(&s->b, to, "state", value_string(state_of(&t->event, found ? &end.event : NULL,
	    s->call->now_ms)));
	if (found) {
		put(s, &v, "at", &end.event);
		put(s, &v, "compromised", &end.event);
		put(s, &v, "reason", &end.event);
		value_put(&s->b, &v, "recorded_by", value_string(end.event.actor));
	}
	value_put(&s->b, to, "end", found ? v : value_null());
	return DONE;
}

static struct rc
anchor_value(struct showing *s, const struct thing *t, struct value *out)
{
	static const char *const members[] = { "key", "purposes", "scope", "from", "until", "how",
	    "by", "on", "note" };
	struct value confirmed;
	*out = value_object();
	value_put(&s->b, out, "id", value_string(t->row.key));
	TRY(put_end(s, t, out));
	for (size_t i = 0; i < COUNT(members); i++)
		put(s, out, members[i], &t->event);
	TRY(confirmations_of(s, t->row.key, &confirmed));
	value_put(&s->b, out, "confirmed", confirmed);
	value_put(&s->b, out, "recorded", instant_value(&s->b, t->event.at_ms));
	value_put(&s->b, out, "recorded_by", value_string(t->event.actor));
	value_put(&s->b, out, "file", value_string(t->event.bodies[0].sha256));
	return DONE;
}

static struct rc
put_certificate(struct showing *s, const struct certificate *c, struct value *to)
{
	struct value v = value_object();
	value_put(&s->b, &v, "subject", value_string(c->subject));
	value_put(&s->b, &v, "issuer", value_string(c->issuer));
	value_put(&s->b, &v, "number", value_string(c->number));
	value_put(&s->b, &v, "from", instant_value(&s->b, c->from_ms));
	value_put(&s->b, &v, "until", instant_value(&s->b, c->until_ms));
	value_put(&s->b, to, "certificate", v);
	return DONE;
}

/* The kept file read again, so that what is shown is what will be trusted. */
static struct rc
put_file(struct showing *s, const struct thing *t, struct value *to)
{
	struct slice bytes;
	struct anchor n;
	bool found;
	TRY(body_read(s->h, t->event.bodies[0].sha256, CERT_BYTES_MAX * 4, s->b.a, &bytes, &found,
	    s->e));
	if (!found)
		return fail(s->e, E_VERIFY, t->row.from_pos, "the file of this anchor is gone; "
		    "`assay fsck` says more");
	TRY(anchor_bytes_load(bytes, words_purposes(value_get(&t->event.data, SLICE("purposes"))),
	    how_parse(event_text(&t->event, "how")), s->b.a, &s->h->bag, &n, s->e));
	if (!slice_eq(n.id, event_text(&t->event, "key")))
		return fail(s->e, E_VERIFY, t->row.from_pos,
		    "the file of this anchor holds another key than its event names");
	value_put(&s->b, to, "algorithm", value_string(slice_of(scheme_name(n.key.scheme))));
	return n.certificate != NULL ? put_certificate(s, n.certificate, to) : DONE;
}

/* Whose it is, where the file says so: the subject of the certificate, or nothing. */
static struct rc
put_name(struct showing *s, const struct thing *t, struct value *to)
{
	struct value read = value_object();
	TRY(put_file(s, t, &read));
	const struct value *c = value_get(&read, SLICE("certificate"));
	value_put(&s->b, to, "certificate_subject", value_string(c == NULL ? SLICE("") :
	    value_text(value_get(c, SLICE("subject")))));
	return DONE;
}

static void
put_evidence(struct showing *s, const struct event *v, struct value *to)
{
	struct value list = value_array();
	for (size_t i = 0; i < v->ref_count; i++)
		if (slice_eq(v->refs[i].rel, SLICE("based_on")))
			value_push(&s->b, &list, value_string(v->refs[i].id));
	value_put(&s->b, to, "evidence", list);
}

struct rc
op_trust_show(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	struct showing s = { .call = call, .h = &h, .b = { .a = call->a },
	    .e = &r->trouble.err };
	const char *id = op_value(call, "ID", 0);
	struct thing t;
	struct value v;
	struct slice full;
	bool found;
	TRY(known_open(call, &h, &s.known, &r->trouble));
	TRY(trouble_in(&r->trouble, id, state_resolve(h.store, slice_of(id), "anchor", s.known,
	    call->a, &full, s.e)));
	TRY(state_get(h.store, "anchor", full, s.known, call->a, &t, &found, s.e));
	TRY(anchor_value(&s, &t, &v));
	TRY(trouble_in(&r->trouble, id, put_file(&s, &t, &v)));
	put_evidence(&s, &t.event, &v);
	TRY(build_end(&s.b, s.e));
	return object_print(call, r, "assay/trust-show/1", &v);
}

struct rc
op_trust_list(const struct op_call *call, struct op_result *r)
{
	static const struct column columns[] = { { "id", "id", 71 }, { "state", "state", 11 },
	    { "how", "how", 16 }, { "on", "on", 24 }, { "by", "by", 20 },
	    { "purposes", "purposes", 20 }, { "scope", "scope", 20 }, { "key", "key", 0 },
	    { "from", "from", 0 }, { "until", "until", 0 }, { "note", "note", 0 },
	    { "confirmed", "confirmed", 0 }, { "end", "end", 0 }, { "recorded", "recorded", 0 },
	    { "recorded_by", "recorded by", 0 }, { "file", "file", 0 },
	    { "certificate_subject", "certificate", 20 } };
	AUTO(home) h = {0};
	struct showing s = { .call = call, .h = &h, .b = { .a = call->a },
	    .e = &r->trouble.err };
	struct value rows = value_array();
	struct thing *all;
	size_t count;
	TRY(known_open(call, &h, &s.known, &r->trouble));
	TRY(state_list(h.store, "anchor", s.known, call->a, &all, &count, s.e));
	for (size_t i = 0; i < count; i++) {
		struct value row;
		TRY(anchor_value(&s, &all[i], &row));
		TRY(put_name(&s, &all[i], &row));
		value_push(&s.b, &rows, row);
	}
	TRY(build_end(&s.b, s.e));
	return listing_print(call, r, "assay/trust-list/1", "anchors", columns, COUNT(columns),
	    &rows, NULL, "no key or certificate is trusted; `assay trust add` adds one");
}
