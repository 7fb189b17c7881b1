/* app/ops/ops_evidence_brought.c - `assay evidence verify ID FILE`: bytes that somebody brought for
 * a look. See app/ops/ops_evidence.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/ops/ops_evidence.h"

#include <string.h>

#include "app/evidence/recomputed.h"
#include "app/home/single.h"
#include "app/listing.h"
#include "app/log/bodies.h"

/* What the file is, and what is recorded. size_bytes of the record: 0 where nobody stated it. */
struct brought {
	const struct op_call	*call;
	const char		*file;
	struct digest_pair	 digest;
	uint64_t		 size_bytes;
	struct thing		 t;
	bool			 held;
};

static struct rc
find_item(struct brought *g, struct home *h, struct trouble *t)
{
	const char *id = op_value(g->call, "ID", 0);
	struct slice full;
	bool found;
	TRY(trouble_in(t, id, state_resolve(h->store, slice_of(id), "evidence", STORE_OPEN,
	    g->call->a, &full, &t->err)));
	TRY(state_get(h->store, "evidence", full, STORE_OPEN, g->call->a, &g->t, &found, &t->err));
	g->held = slice_eq(event_text(&g->t.event, "holding"), SLICE("held"));
	if (slice_eq(event_text(&g->t.event, "holding"), SLICE("seen")))
		return trouble_in(t, id, fail(&t->err, E_UNVERIFIABLE, 0,
		    "it was only seen: no digest is recorded that bytes could be compared with"));
	return DONE;
}

/* Both digests and the size of what is kept; of what is held what was stated. */
static bool
is_the_same(const struct brought *g)
{
	const struct event *v = &g->t.event;
	const struct value *held = value_get(&v->data, SLICE("held"));
	const struct value *size = value_get(held, SLICE("size"));
	struct digest sha256;
	uint8_t sha512[SHA512_BYTES];
	uint64_t stated = 0;
	if (!g->held)
		return digest_parse(v->bodies[0].sha256, &sha256) &&
		    digest_eq(&sha256, &g->digest.sha256) &&
		    sha512_parse(v->bodies[0].sha512, sha512) &&
		    memcmp(sha512, g->digest.sha512, SHA512_BYTES) == 0 &&
		    v->bodies[0].size_bytes == g->size_bytes;
	if (size == NULL || !slice_to_u64(size->text, &stated))
		BUG("evidence that is held without its size");
	return digest_parse(value_text(value_get(held, SLICE("digest"))), &sha256) &&
	    digest_eq(&sha256, &g->digest.sha256) && (stated == 0 || stated == g->size_bytes);
}

static struct rc
compare(struct brought *g, struct trouble *t)
{
	struct slice digest;
	if (is_the_same(g))
		return DONE;
	if (!digest_text(g->call->a, &g->digest.sha256, &digest))
		return arena_failed(g->call->a, &t->err);
	t->place = digest;
	return trouble_in(t, g->file, fail(&t->err, E_VERIFY, 0,
	    "these bytes are not what is recorded; nothing was written"));
}

/* --- what is held elsewhere ------------------------------------------------------------------- */

static struct rc
compose_recomputed(struct single *x, void *context, struct draft *d)
{
	struct brought *g = context;
	struct trouble *t = &x->g.r->trouble;
	struct value list = value_array(), one = value_object();
	struct slice parts;
	TRY(find_item(g, &x->g.h, t));
	TRY(compare(g, t));
	if (!slice_starts(x->g.w.actor, SLICE("person:")))
		return fail(&t->err, E_USAGE, 0, "somebody answers for it that these are the "
		    "holder's bytes: name a person with --as");
	if (!arena_format(&x->g.h.a, &parts, "all %llu bytes", (unsigned long long)g->size_bytes))
		return arena_failed(&x->g.h.a, &t->err);
	*d = draft_init(EVENT_VERIFICATION_RECORDED, &x->g.h.a);
	x->about = g->t.row.key;
	draft_ref(d, "about", x->about);
	for (size_t i = 0; i < g->t.event.subject_count; i++)
		draft_subject(d, g->t.event.subjects[i]);
	value_put(&d->b, &one, "name", value_string(SLICE("integrity")));
	value_put(&d->b, &one, "result", value_string(SLICE("pass")));
	value_push(&d->b, &list, one);
	draft_word(d, "method", "inspection");
	draft_text(d, "reader", x->g.w.actor);
	draft_word(d, "role", "recomputed the digest");
	draft_word(d, "relation", "unknown");
	draft_text(d, "parts", parts);
	draft_word(d, "result", "pass");
	draft_value(d, "dimensions", list);
	TRY(recomputed_draft(d, &g->digest, g->size_bytes, &t->err));
	draft_word(d, "transcribed_by", "");
	draft_instant(d, "at", x->g.w.now_ms);
	draft_word(d, "identity", x->g.w.method);
	draft_word(d, "reason", "the bytes were brought, and hash to the digest that is recorded");
	return DONE;
}

static struct rc
say(struct brought *g, const char *bytes, struct slice verification, struct op_result *r)
{
	struct build b = { .a = g->call->a };
	struct value v = value_object();
	struct slice digest;
	if (!digest_text(g->call->a, &g->digest.sha256, &digest))
		return arena_failed(g->call->a, &r->trouble.err);
	value_put(&b, &v, "id", value_string(g->t.row.key));
	value_put(&b, &v, "result", value_string(SLICE("good")));
	value_put(&b, &v, "kind", value_string(event_text(&g->t.event, "kind")));
	value_put(&b, &v, "bytes", value_string(slice_of(bytes)));
	value_put(&b, &v, "digest", value_string(digest));
	value_put(&b, &v, "at", instant_value(&b, g->call->now_ms));
	value_put(&b, &v, "verification", verification.len > 0 ? value_string(verification) :
	    value_null());
	TRY(build_end(&b, &r->trouble.err));
	return object_print(g->call, r, "assay/evidence-verify/1", &v);
}

/* --- the whole -------------------------------------------------------------------------------- */

static struct rc
find_first(struct brought *g, struct op_result *r)
{
	AUTO(home) h = {0};
	TRY(home_open(g->call, HOME_READ, &h, &r->trouble));
	TRY(store_begin_read(h.store, &r->trouble.err));
	TRY(find_item(g, &h, &r->trouble));
	TRY(trouble_in(&r->trouble, g->file, body_hash_file(g->file, true, &g->digest,
	    &g->size_bytes, &r->trouble.err)));
	TRY(compare(g, &r->trouble));
	return g->held ? DONE : say(g, "the_same", SLICE(""), r);
}

struct rc
evidence_verify_brought(const struct op_call *call, struct op_result *r)
{
	AUTO(single) x = {0};
	struct brought g = { .call = call, .file = op_value(call, "FILE", 0) };
	TRY(find_first(&g, r));
	if (!g.held)
		return DONE;
	TRY(single_run(call, r, &x, compose_recomputed, &g));
	return say(&g, "recomputed", x.id, r);
}
