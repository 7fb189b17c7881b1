/* app/ops/ops_evidence_absent.c - `assay evidence add --held` and `--seen`: evidence without its
 * bytes. See app/ops/ops_evidence.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/ops/ops_evidence.h"

#include <string.h>

#include "app/home/catalogues.h"
#include "app/home/event_words.h"
#include "app/home/single.h"
#include "app/listing.h"
#include "crypto/digest.h"
#include "subject/subject.h"

/* --- which way -------------------------------------------------------------------------------- */

/* Options that one way has, or two. */
static const struct { const char *option; unsigned ways; const char *without; } belongs[] = {
	{ "digest", 1u << EVIDENCE_FILE, "of a FILE only; --held says the digest itself" },
	{ "map", 1u << EVIDENCE_FILE, "of a FILE only" },
	{ "bound-to", 1u << EVIDENCE_FILE, "of a FILE only; what is not here is about --for" },
	{ "holder", 1u << EVIDENCE_HELD, "says who holds what --held names" },
	{ "place", 1u << EVIDENCE_HELD, "says where the holder keeps what --held names" },
	{ "size", 1u << EVIDENCE_HELD, "says how many bytes --held names" },
	{ "until", 1u << EVIDENCE_HELD, "says until when --held is promised" },
	{ "by", 1u << EVIDENCE_SEEN, "says who saw it, and goes with --seen" },
	{ "where", 1u << EVIDENCE_SEEN, "says where it was seen, and goes with --seen" },
	{ "on", 1u << EVIDENCE_SEEN, "says when it was seen, and goes with --seen" },
	{ "agreement", 1u << EVIDENCE_SEEN, "says under which agreement, and goes with --seen" },
	{ "name", 1u << EVIDENCE_HELD | 1u << EVIDENCE_SEEN,
	    "of what is not here only; a FILE has its own name" },
};

static struct rc
refuse(const struct op_call *call, const char *option, const char *what, struct trouble *t)
{
	struct slice name;
	if (!arena_format(call->a, &name, "--%s%c", option, 0))
		return arena_failed(call->a, &t->err);
	return trouble_in(t, (const char *)name.at, fail(&t->err, E_USAGE, 0, what));
}

struct rc
evidence_way(const struct op_call *call, enum evidence_way *out, struct trouble *t)
{
	bool file = op_value(call, "FILE", 0) != NULL, held = op_value(call, "held", 0) != NULL;
	bool seen = op_flag(call, "seen");
	if (held && seen)
		return refuse(call, "seen", "what is held elsewhere has a digest, and what was "
		    "only seen has none: give one of --held and --seen", t);
	if (file && (held || seen))
		return refuse(call, held ? "held" : "seen", "a FILE is given, which is kept here",
		    t);
	if (!file && !held && !seen)
		return trouble_in(t, "FILE", fail(&t->err, E_USAGE, 0, "expected a file to keep; "
		    "or --held DIGEST for what is kept elsewhere, or --seen for what was only "
		    "seen"));
	*out = file ? EVIDENCE_FILE : held ? EVIDENCE_HELD : EVIDENCE_SEEN;
	for (size_t i = 0; i < COUNT(belongs); i++)
		if (op_value(call, belongs[i].option, 0) != NULL &&
		    (belongs[i].ways & 1u << *out) == 0)
			return refuse(call, belongs[i].option, belongs[i].without, t);
	return DONE;
}

/* --- what is said ----------------------------------------------------------------------------- */

struct absent {
	const struct op_call	*call;
	enum evidence_way	 way;
	struct slice		 digest;	/* held */
	struct slice		 kind;
};

static struct rc
read_instant(struct single *x, const char *option, enum time_edge edge, int64_t *out)
{
	const char *given = op_value(x->g.call, option, 0);
	struct trouble *t = &x->g.r->trouble;
	if (given == NULL)
		return DONE;
	return trouble_in(t, given, words_instant(slice_of(given), edge, out, &t->err));
}

static struct rc
put_held(struct single *x, struct absent *g, struct draft *d)
{
	struct value v = value_object();
	struct slice holder, place, size = slice_of(op_value(x->g.call, "size", 0));
	struct trouble *t = &x->g.r->trouble;
	struct digest digest;
	int64_t until = TIME_UNKNOWN;
	uint64_t bytes = 0;
	g->digest = slice_of(op_value(x->g.call, "held", 0));
	if (!digest_parse(g->digest, &digest))
		return trouble_in(t, op_value(x->g.call, "held", 0), fail(&t->err, E_USAGE, 0,
		    "expected --held sha256: and 64 lower-case hex digits"));
	TRY(single_need(x, "holder", "expected who holds it, e.g. party:acme", &holder));
	TRY(single_need(x, "place", "expected where the holder keeps it", &place));
	TRY(read_instant(x, "until", TIME_END, &until));
	if (until != TIME_UNKNOWN && until < x->g.w.now_ms)
		return refuse(x->g.call, "until", "expected an instant to come: until when the "
		    "holder promises to keep it", t);
	if (size.len > 0 && (!slice_to_u64(size, &bytes) || bytes > INT64_C(1) << 53))
		return refuse(x->g.call, "size", "expected a number of bytes", t);
	value_put(&d->b, &v, "digest", value_string(g->digest));
	value_put(&d->b, &v, "holder", value_string(holder));
	value_put(&d->b, &v, "place", value_string(place));
	value_put(&d->b, &v, "size", value_number(&d->b, (int64_t)bytes));
	value_put(&d->b, &v, "until", instant_value(&d->b, until));
	draft_word(d, "holding", "held");
	draft_value(d, "held", v);
	draft_null(d, "seen");
	return DONE;
}

static struct rc
put_seen(struct single *x, struct draft *d)
{
	struct value v = value_object();
	struct slice by, place, on, agreement;
	struct trouble *t = &x->g.r->trouble;
	struct subject s;
	int64_t at = TIME_UNKNOWN;
	TRY(single_need(x, "by", "expected who saw it, e.g. person:acme/jane", &by));
	if (failed(subject_parse(by, &s, NULL)) || s.kind != SUBJECT_PERSON)
		return trouble_in(t, op_value(x->g.call, "by", 0), fail(&t->err, E_USAGE, 0,
		    "expected a person, e.g. --by person:acme/jane"));
	TRY(single_need(x, "where", "expected where it was seen", &place));
	TRY(single_need(x, "on", "expected when it was seen, e.g. 2026-06-30", &on));
	TRY(single_need(x, "agreement", "expected under which agreement it was seen", &agreement));
	TRY(read_instant(x, "on", TIME_BEGINNING, &at));
	if (at == TIME_UNKNOWN || at > x->g.w.now_ms)
		return refuse(x->g.call, "on", "expected an instant that has passed: when it was "
		    "seen", t);
	value_put(&d->b, &v, "agreement", value_string(agreement));
	value_put(&d->b, &v, "at", instant_value(&d->b, at));
	value_put(&d->b, &v, "by", value_string(by));
	value_put(&d->b, &v, "place", value_string(place));
	draft_word(d, "holding", "seen");
	draft_null(d, "held");
	draft_value(d, "seen", v);
	return DONE;
}

static struct rc
put_kind(struct single *x, struct absent *g, struct draft *d)
{
	struct shipped_data data;
	struct trouble *t = &x->g.r->trouble;
	TRY(single_need(x, "kind", "expected the evidence kind, for there are no bytes to see it "
	    "in; `assay evidence kinds` lists them", &g->kind));
	TRY(catalogues_known(&x->g.h, STORE_OPEN, &x->g.h.a, &data, &t->err));
	const struct kind *k = kind_find(&data.kinds, g->kind);
	if (k == NULL)
		return trouble_in(t, op_value(x->g.call, "kind", 0), fail(&t->err, E_USAGE, 0,
		    "no evidence kind; `assay evidence kinds` lists them"));
	draft_text(d, "kind", g->kind);
	draft_word(d, "kind_by", "person");
	draft_text(d, "stage", k->stage);
	return DONE;
}

static struct rc
put_dates(struct single *x, struct draft *d)
{
	int64_t made = TIME_UNKNOWN, received = x->g.w.now_ms, from = TIME_UNKNOWN;
	int64_t until = TIME_UNKNOWN;
	TRY(read_instant(x, "made", TIME_BEGINNING, &made));
	TRY(read_instant(x, "received", TIME_BEGINNING, &received));
	TRY(read_instant(x, "valid-from", TIME_BEGINNING, &from));
	TRY(read_instant(x, "valid-until", TIME_END, &until));
	draft_instant(d, "made", made);
	draft_instant(d, "received", received);
	draft_instant(d, "valid_from", from);
	draft_instant(d, "valid_until", until);
	return DONE;
}

/* --- the same again --------------------------------------------------------------------------- */

/* Everything but the receipt, which counts only where somebody stated it. */
static bool
same_said(const struct event *there, const struct event *made, bool received_given)
{
	bool same = there->subject_count == made->subject_count;
	for (size_t i = 0; same && i < made->subject_count; i++)
		same = slice_eq(there->subjects[i], made->subjects[i]);
	for (size_t i = 0; same && i < made->data.count; i++) {
		struct slice name = made->data.members[i].name;
		if (received_given || !slice_eq(name, SLICE("received")))
			same = value_eq(value_get(&there->data, name),
			    &made->data.members[i].value);
	}
	return same;
}

static struct rc
find_same(struct single *x, const struct draft *d, struct slice subject)
{
	struct thing *all;
	struct event v;
	size_t count;
	struct err *e = &x->g.r->trouble.err;
	TRY(draft_end(d, &v, e));
	event_settle(&v);
	TRY(state_about(x->g.h.store, subject, "about", "evidence", STORE_OPEN, &x->g.h.a, &all,
	    &count, e));
	for (size_t i = 0; i < count && !x->existed; i++) {
		x->existed = same_said(&all[i].event, &v,
		    op_value(x->g.call, "received", 0) != NULL);
		x->id = all[i].row.key;
	}
	return DONE;
}

/* --- the whole -------------------------------------------------------------------------------- */

static struct rc
compose_absent(struct single *x, void *context, struct draft *d)
{
	static const char *const texts[] = { "name", "producer", "owner", "label" };
	struct absent *g = context;
	struct slice subject = slice_of(op_value(x->g.call, "for", 0));
	*d = draft_init(EVENT_EVIDENCE_ADDED, &x->g.h.a);
	draft_subject(d, subject);
	TRY(put_kind(x, g, d));
	TRY(g->way == EVIDENCE_HELD ? put_held(x, g, d) : put_seen(x, d));
	TRY(put_dates(x, d));
	draft_word(d, "bound_by", "person");
	draft_texts(d, "bound_to", &subject, 1);
	for (size_t i = 0; i < COUNT(texts); i++)
		draft_text(d, texts[i], slice_of(op_value(x->g.call, texts[i], 0)));
	draft_text(d, "source", SLICE(""));
	draft_word(d, "intake", "unverified");
	TRY(find_same(x, d, subject));
	return evidence_say_unregistered(&x->g.h, subject, x->g.r);
}

static struct rc
say(const struct single *x, const struct absent *g)
{
	struct build b = { .a = x->g.call->a };
	struct value v = value_object();
	bool held = g->way == EVIDENCE_HELD;
	if (held)
		buf_addf(&x->g.r->notes, "assay: it counts for integrity once somebody brings the "
		    "bytes: `assay evidence verify %.*s FILE`\n", SLICE_FMT(x->id));
	else
		buf_add_text(&x->g.r->notes, "assay: what was only seen is at most E2, and "
		    "satisfies only criteria that say so (HOLDING_TOO_WEAK)\n");
	value_put(&b, &v, "id", value_string(x->id));
	value_put(&b, &v, "digest", held ? value_string(g->digest) : value_null());
	value_put(&b, &v, "kind", value_string(g->kind));
	value_put(&b, &v, "holding", value_string(slice_of(held ? "held" : "seen")));
	value_put(&b, &v, "intake", value_string(SLICE("unverified")));
	value_put(&b, &v, "existed", value_bool(x->existed));
	TRY(build_end(&b, &x->g.r->trouble.err));
	return object_print(x->g.call, x->g.r, "assay/evidence-add/1", &v);
}

struct rc
evidence_add_absent(const struct op_call *call, enum evidence_way way, struct op_result *r)
{
	AUTO(single) x = {0};
	struct absent g = { .call = call, .way = way };
	TRY(single_run(call, r, &x, compose_absent, &g));
	return say(&x, &g);
}
