/* app/ops/ops_evidence_verify.c - `assay evidence verify`: one item checked anew. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/ops/ops_evidence.h"

#include "app/decision/assess.h"
#include "app/home/draft.h"
#include "app/home/event_words.h"
#include "app/home/trusted.h"
#include "app/inspect/verify.h"
#include "app/listing.h"
#include "app/log/bodies.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/pool.h"

/* The item, and those that may help: certificates, revocation lists, the file that it is over. */
#define BODIES_MAX 20001

/* body: the item as it was read again; null when its bytes do not hold or are not here. */
struct verifying {
	const struct op_call	*call;
	struct home		 h;
	struct thing		 t;
	struct anchor_set	 anchors;
	struct crypto_bag	 bag;
	struct delivery		 delivery;
	const struct body	*body;
	enum body_state		 bytes;
	bool			 good, bad, outside;
};

static void
verifying_drop(struct verifying *g)
{
	delivery_drop(&g->delivery);
	crypto_bag_drop(&g->bag);
	home_drop(&g->h);
}

/* --- reading ---------------------------------------------------------------------------------- */

static struct rc
find_item(struct verifying *g, struct trouble *t)
{
	const char *id = op_value(g->call, "ID", 0);
	struct slice full;
	bool found;
	TRY(trouble_in(t, id, state_resolve(g->h.store, slice_of(id), "evidence", STORE_OPEN,
	    g->call->a, &full, &t->err)));
	return state_get(g->h.store, "evidence", full, STORE_OPEN, g->call->a, &g->t, &found,
	    &t->err);
}

static struct rc
check_bytes(struct verifying *g, struct err *e)
{
	const struct event *v = &g->t.event;
	g->bytes = BODY_NOT_HERE;
	if (v->body_count == 0)
		return DONE;
	TRY(body_check(&g->h, &v->bodies[0], g->call->a, &g->bytes, e));
	if (g->bytes == BODY_NOT_HERE)		/* what is kept is here, or the store is damaged */
		g->bytes = BODY_DAMAGED;
	return DONE;
}

/* Every item about the same subjects, so that chains, lists and detached signatures find what
 * belongs to them; each body once, the item's own first. */
static struct rc
read_bodies(struct verifying *g, struct intake_kept *kept, size_t *n, struct err *e)
{
	const struct event *v = &g->t.event;
	struct map seen = map_init();
	struct rc done = map_put(&seen, v->bodies[0].sha256, g, e);
	if (!failed(done))
		done = evidence_kept(&g->h, &g->t, g->call->a, &kept[(*n)++], e);
	for (size_t i = 0; i < v->subject_count && !failed(done); i++) {
		struct thing *all;
		size_t count = 0;
		done = state_about(g->h.store, v->subjects[i], "about", "evidence", STORE_OPEN,
		    g->call->a, &all, &count, e);
		for (size_t k = 0; k < count && *n < BODIES_MAX && !failed(done); k++) {
			const struct event *other = &all[k].event;
			if (other->body_count == 0 || map_has(&seen, other->bodies[0].sha256))
				continue;
			done = map_put(&seen, other->bodies[0].sha256, g, e);
			if (!failed(done))
				done = evidence_kept(&g->h, &all[k], g->call->a, &kept[(*n)++], e);
		}
	}
	map_drop(&seen);
	return done;
}

static struct rc
check_signatures(struct verifying *g, struct err *e)
{
	struct intake_kept *kept = ARENA_ARRAY(g->call->a, struct intake_kept, BODIES_MAX);
	size_t n = 0;
	const char *culprit;
	unsigned threads = pool_default_threads();
	struct slice id = g->t.event.bodies[0].sha256;
	if (kept == NULL)
		return arena_failed(g->call->a, e);
	TRY(read_bodies(g, kept, &n, e));
	const struct intake_options options = { .kept = kept, .kept_count = n,
	    .threads = threads };
	TRY(intake_run(&options, &g->delivery, &culprit, e));
	TRY(trusted_load(&g->h, STORE_OPEN, g->call->a, &g->bag, &g->anchors, e));
	TRY(verify_delivery(&g->delivery, &g->anchors, threads, NULL, e));
	for (size_t i = 0; i < g->delivery.count; i++)
		if (g->delivery.bodies[i].same_as == BODY_NONE &&
		    g->delivery.bodies[i].container == BODY_NONE &&
		    slice_eq(g->delivery.bodies[i].id, id))
			g->body = &g->delivery.bodies[i];
	return DONE;
}

/* --- what it says ----------------------------------------------------------------------------- */

static bool
is_revoked(const struct signature *s, int64_t now_ms)
{
	for (size_t i = 0; i < s->chain_count; i++) {
		const struct chain_link *l = &s->chain[i];
		bool compromise = slice_eq(l->revoked_reason, SLICE("key_compromise")) ||
		    slice_eq(l->revoked_reason, SLICE("ca_compromise"));
		if (l->revoked_ms != TIME_UNKNOWN && (compromise || l->revoked_ms <= now_ms))
			return true;
	}
	return false;
}

/* What the windows of a good signature say of this instant. */
static const char *
state_now(const struct signature *s, int64_t now_ms)
{
	if (s->status == SIGNATURE_BROKEN)
		return "broken";
	if (s->status != SIGNATURE_GOOD)
		return "unverifiable";
	if (is_revoked(s, now_ms))
		return "revoked";
	if (s->from_ms != TIME_UNKNOWN && now_ms < s->from_ms)
		return "not_yet";
	return s->until_ms != TIME_UNKNOWN && now_ms > s->until_ms ? "ended" : "holds";
}

/* The entries of the anchors with this key: one key may be trusted on several grounds. */
static struct value
anchor_entries(const struct verifying *g, struct build *b, const struct signature *s)
{
	struct value list = value_array();
	for (size_t i = 0; i < g->anchors.count; i++)
		if (slice_eq(g->anchors.anchors[i].id, s->anchor) &&
		    g->anchors.anchors[i].how == s->how)
			value_push(b, &list, value_string(g->anchors.anchors[i].file));
	return list;
}

static struct value
some_text(struct slice s)
{
	return s.len > 0 ? value_string(s) : value_null();
}

static struct value
bounded(struct build *b, int64_t ms)
{
	bool unbound = ms == TIME_UNKNOWN || ms >= TIME_MAX || ms <= 0;
	return unbound ? value_null() : instant_value(b, ms);
}

static struct value
signature_value(struct verifying *g, struct build *b, const struct signature *s)
{
	struct value v = value_object();
	bool trusted = s->status == SIGNATURE_GOOD;
	const char *state = state_now(s, g->call->now_ms);
	g->good = g->good || slice_eq(slice_of(state), SLICE("holds"));
	g->outside = g->outside || slice_eq(slice_of(state), SLICE("ended")) ||
	    slice_eq(slice_of(state), SLICE("not_yet"));
	g->bad = g->bad || s->status == SIGNATURE_BROKEN || slice_eq(slice_of(state),
	    SLICE("revoked"));
	value_put(b, &v, "state", value_string(slice_of(state)));
	value_put(b, &v, "scheme", value_string(s->scheme));
	value_put(b, &v, "algorithm", some_text(s->algorithm));
	value_put(b, &v, "signer", some_text(s->signer));
	value_put(b, &v, "key", some_text(s->key));
	value_put(b, &v, "anchors", anchor_entries(g, b, s));
	value_put(b, &v, "how", trusted ? value_string(slice_of(how_name(s->how))) : value_null());
	value_put(b, &v, "purposes", words_of_purposes(b, trusted ? s->purposes : 0));
	value_put(b, &v, "from", trusted ? bounded(b, s->from_ms) : value_null());
	value_put(b, &v, "until", trusted ? bounded(b, s->until_ms) : value_null());
	return v;
}

static void
say(const struct verifying *g, struct buf *notes)
{
	if (g->bytes == BODY_DAMAGED)
		buf_add_text(notes, "assay: the bytes are not what the entry says; `assay "
		    "fsck` says more\n");
	else if (g->body == NULL)
		buf_add_text(notes, slice_eq(event_text(&g->t.event, "holding"), SLICE("held")) ?
		    "assay: the bytes are held elsewhere; whoever has them at hand can name the "
		    "file: `assay evidence verify ID FILE`\n" :
		    "assay: the bytes are not kept here, so nothing can be verified\n");
	else if (g->body->signature_count == 0)
		buf_add_text(notes, "assay: nothing in it is signed (SIGNATURE_MISSING)\n");
	else if (g->bad && !g->good)
		buf_add_text(notes, "assay: a signature does not hold (SIGNATURE_INVALID)\n");
	else if (!g->good && g->outside)
		buf_add_text(notes, "assay: the signature holds, and its anchor or certificates "
		    "are not in force now (CERT_EXPIRED)\n");
	else if (!g->good)
		buf_add_text(notes, "assay: no anchor that is trusted now leads to a signature of "
		    "it (SIGNER_UNKNOWN)\n");
}

static struct rc
print(struct verifying *g, struct op_result *r)
{
	struct build b = { .a = g->call->a };
	struct value v = value_object(), list = value_array();
	static const char *const words[] = { "", "holds", "damaged", "not_here" };
	for (size_t i = 0; g->body != NULL && i < g->body->signature_count; i++)
		value_push(&b, &list, signature_value(g, &b, &g->body->signatures[i]));
	bool broken = g->bytes == BODY_DAMAGED || (g->bad && !g->good);
	const char *result = broken ? "broken" : g->good ? "good" : "cannot_verify";
	value_put(&b, &v, "id", value_string(g->t.row.key));
	value_put(&b, &v, "result", value_string(slice_of(result)));
	value_put(&b, &v, "kind", value_string(event_text(&g->t.event, "kind")));
	value_put(&b, &v, "bytes", value_string(slice_of(words[g->bytes])));
	value_put(&b, &v, "digest", g->t.event.body_count > 0 ?
	    value_string(g->t.event.bodies[0].sha256) : value_null());
	value_put(&b, &v, "at", instant_value(&b, g->call->now_ms));
	value_put(&b, &v, "signatures", list);
	TRY(build_end(&b, &r->trouble.err));
	say(g, &r->notes);
	r->status = result[0] == 'g' ? 0 : code_status(result[0] == 'b' ? E_VERIFY :
	    E_UNVERIFIABLE);
	return object_print(g->call, r, "assay/evidence-verify/1", &v);
}

struct rc
op_evidence_verify(const struct op_call *call, struct op_result *r)
{
	AUTO(verifying) g = { .call = call };
	struct err *e = &r->trouble.err;
	if (op_value(call, "FILE", 0) != NULL)
		return evidence_verify_brought(call, r);
	TRY(home_open(call, HOME_READ, &g.h, &r->trouble));
	TRY(store_begin_read(g.h.store, e));
	TRY(find_item(&g, &r->trouble));
	TRY(check_bytes(&g, e));
	if (g.bytes == BODY_HOLDS)
		TRY(check_signatures(&g, e));
	return print(&g, r);
}
