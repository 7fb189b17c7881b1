/* trust/trust.c - what can be said about a signature. See trust/trust.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "trust/trust.h"

#include <stdlib.h>

#include "base/limits.h"
#include "codec/hex.h"

struct verified {
	struct slice		payload, type;
	struct signature	signature;
};

struct slice
verified_payload(const struct verified *v)
{
	return v->payload;
}

struct slice
verified_type(const struct verified *v)
{
	return v->type;
}

const struct signature *
verified_signature(const struct verified *v)
{
	return &v->signature;
}

size_t
signature_list_keys(const struct signature_list *s)
{
	size_t n = 0;
	for (size_t i = 0; i < s->count; i++) {
		bool seen = s->at[i].status != SIGNATURE_GOOD;
		for (size_t k = 0; k < i && !seen; k++)
			seen = s->at[k].status == SIGNATURE_GOOD &&
			    slice_eq(s->at[k].key, s->at[i].key);
		n += seen ? 0 : 1;
	}
	return n;
}

static struct rc
add(const struct trust_context *t, struct signature_list *list, struct signature s,
    struct err *e)
{
	void *at = list->at;
	if (!arena_grow(t->a, &at, &list->cap, list->count, sizeof(s)))
		return arena_failed(t->a, e);
	list->at = at;
	list->at[list->count++] = s;
	return DONE;
}

static struct signature
blank(const char *scheme, enum signature_status status)
{
	return (struct signature){ .scheme = slice_of(scheme), .status = status,
	    .from_ms = TIME_UNKNOWN, .until_ms = TIME_UNKNOWN, .claimed_ms = TIME_UNKNOWN };
}

/* --- chains ----------------------------------------------------------------------------------- */

static int
list_cmp(const void *left, const void *right)
{
	const struct revocation_list *a = left, *b = right;
	if (a->this_update_ms != b->this_update_ms)
		return a->this_update_ms < b->this_update_ms ? -1 : 1;
	return slice_cmp(a->evidence, b->evidence);
}

/* Every list of the issuer: its window, and the earliest revocation that any of them states. */
static struct rc
read_lists(const struct trust_context *t, const struct certificate *c,
    const struct certificate *issuer, struct chain_link *link, struct err *e)
{
	link->lists = ARENA_ARRAY(t->a, struct revocation_list, t->list_count + 1);
	if (link->lists == NULL)
		return arena_failed(t->a, e);
	for (size_t i = 0; i < t->list_count; i++) {
		const struct crl *l = t->lists[i];
		struct crl_revoked r;
		bool found;
		if (!l->usable || !crl_is_by(l, issuer))
			continue;
		link->lists[link->list_count++] = (struct revocation_list){ l->id, l->this_ms,
		    l->next_ms };
		TRY(crl_lookup(l, c, t->a, &r, &found, e));
		if (found && (link->revoked_ms == TIME_UNKNOWN || r.at_ms < link->revoked_ms)) {
			link->revoked_ms = r.at_ms;
			link->revoked_reason = r.reason;
		}
	}
	if (link->list_count > 1)
		qsort(link->lists, link->list_count, sizeof(*link->lists), list_cmp);
	return DONE;
}

/* The windows of a chain: chain[count - 1] is the anchor's certificate. */
static struct rc
chain_window(const struct trust_context *t, const struct certificate **chain, size_t count,
    const struct anchor *n, struct signature *s, struct err *e)
{
	s->from_ms = n->from_ms;
	s->until_ms = n->until_ms;
	s->chain = ARENA_ARRAY(t->a, struct chain_link, count);
	if (s->chain == NULL)
		return arena_failed(t->a, e);
	for (size_t i = 0; i + 1 < count; i++) {
		const struct certificate *c = chain[i];
		struct chain_link *link = &s->chain[s->chain_count++];
		*link = (struct chain_link){ .certificate = c->id, .subject = c->subject,
		    .number = c->number, .from_ms = c->from_ms, .until_ms = c->until_ms,
		    .revoked_ms = TIME_UNKNOWN, .revoked_reason = SLICE("") };
		s->from_ms = c->from_ms > s->from_ms ? c->from_ms : s->from_ms;
		s->until_ms = c->until_ms < s->until_ms ? c->until_ms : s->until_ms;
		TRY(read_lists(t, c, chain[i + 1], link, e));
	}
	return DONE;
}

/* Adds one GOOD answer for each anchor that the certificate leads to. base: what they share. */
static struct rc
add_chains(const struct trust_context *t, const struct certificate *leaf, struct signature base,
    struct signature_list *out, struct err *e)
{
	for (size_t i = 0; i < t->anchors->count; i++) {
		const struct anchor *n = &t->anchors->anchors[i];
		const struct certificate **chain;
		size_t count;
		bool found = false;
		if (n->certificate != NULL)
			TRY(chain_build(leaf, n->certificate, t->pool, t->pool_count, t->a, &chain,
			    &count, &found, e));
		if (!found)
			continue;
		struct signature s = base;
		s.status = SIGNATURE_GOOD;
		s.anchor = n->id;
		s.how = n->how;
		s.purposes = purposes_of(leaf, n->purposes);
		TRY(chain_window(t, chain, count, n, &s, e));
		TRY(add(t, out, s, e));
	}
	return DONE;
}

/* Does this certificate lead to any anchor? */
static struct rc
is_known(const struct trust_context *t, const struct certificate *c, bool *known, struct err *e)
{
	struct signature_list list = {0};
	TRY(add_chains(t, c, blank("x509", SIGNATURE_GOOD), &list, e));
	*known = list.count > 0;
	return DONE;
}

/* --- DSSE --------------------------------------------------------------------- */

/* keyid is the hex SHA-256 of the key, with or without "sha256:". */
static bool
keyid_names(struct slice keyid, const struct key *k)
{
	struct slice hex = slice_sub(k->id, 7, k->id.len);
	if (slice_starts(keyid, SLICE("sha256:")))
		keyid = slice_sub(keyid, 7, keyid.len);
	return hex.len > 0 && slice_eq_nocase(keyid, hex);
}

/* One signature under an anchor's own key. */
static struct rc
try_anchor(const struct trust_context *t, const struct anchor *n, struct slice message,
    struct slice bytes, struct signature_list *out, bool *hit, struct err *e)
{
	enum scheme used;
	TRY(key_verify_any(&n->key, message, bytes, &used, e));
	if (used == SCHEME_NONE)
		return DONE;
	*hit = true;
	struct signature s = blank("dsse", SIGNATURE_GOOD);
	s.algorithm = slice_of(scheme_name(used));
	s.key = s.anchor = n->id;
	s.signer = n->certificate != NULL ? n->certificate->subject : SLICE("");
	s.how = n->how;
	s.purposes = purposes_of(n->certificate, n->purposes);
	s.from_ms = n->from_ms;
	s.until_ms = n->until_ms;
	return add(t, out, s, e);
}

/* One signature under a certificate of the delivery. */
static struct rc
try_certificate(const struct trust_context *t, const struct certificate *c,
    struct slice message, struct slice bytes, struct signature_list *out, bool *hit,
    struct err *e)
{
	enum scheme used = SCHEME_NONE;
	if (c->key_known && !c->is_ca)
		TRY(key_verify_any(&c->key, message, bytes, &used, e));
	if (used == SCHEME_NONE)
		return DONE;
	size_t before = out->count;
	struct signature s = blank("dsse", SIGNATURE_UNVERIFIABLE);
	s.algorithm = slice_of(scheme_name(used));
	s.key = c->key.id;
	s.signer = c->subject;
	TRY(add_chains(t, c, s, out, e));
	*hit = true;
	return out->count > before ? DONE : add(t, out, s, e);
}

/* Nothing holds: is the key that the signature names one that should have? */
static struct rc
names_known_key(const struct trust_context *t, struct slice keyid, struct slice *key,
    bool *known, struct err *e)
{
	*known = false;
	for (size_t i = 0; i < t->anchors->count && !*known; i++)
		if (keyid_names(keyid, &t->anchors->anchors[i].key)) {
			*known = true;
			*key = t->anchors->anchors[i].id;
		}
	for (size_t i = 0; i < t->pool_count && !*known; i++) {
		if (!t->pool[i]->key_known || !keyid_names(keyid, &t->pool[i]->key))
			continue;
		*key = t->pool[i]->key.id;
		TRY(is_known(t, t->pool[i], known, e));
	}
	return DONE;
}

static struct rc
check_one(const struct trust_context *t, const struct dsse_signature *one, struct slice message,
    struct signature_list *out, struct err *e)
{
	bool hit = false, known = false;
	for (size_t i = 0; i < t->anchors->count; i++)
		TRY(try_anchor(t, &t->anchors->anchors[i], message, one->bytes, out, &hit, e));
	/* those that the hint names first; it saves work and decides nothing */
	for (int named = 1; named >= 0 && !hit; named--)
		for (size_t i = 0; i < t->pool_count && !hit; i++)
			if ((t->pool[i]->key_known && keyid_names(one->keyid, &t->pool[i]->key)) ==
			    (named == 1))
				TRY(try_certificate(t, t->pool[i], message, one->bytes, out, &hit,
				    e));
	if (hit)
		return DONE;
	struct signature s = blank("dsse", SIGNATURE_UNVERIFIABLE);
	TRY(names_known_key(t, one->keyid, &s.key, &known, e));
	if (known)
		s.status = SIGNATURE_BROKEN;
	return add(t, out, s, e);
}

struct rc
trust_check_dsse(const struct trust_context *t, const struct dsse *d,
    struct signature_list *signatures, const struct verified **out, struct err *e)
{
	AUTO(buf) message = buf_init(d->payload.bytes.len + d->payload_type.len + 64);
	const size_t before = signatures->count;
	*out = NULL;
	dsse_encode(d->payload_type, d->payload.bytes, &message);
	TRY(buf_end(&message, e));
	for (size_t i = 0; i < d->count; i++)
		TRY(check_one(t, &d->signatures[i], buf_slice(&message), signatures, e));
	for (size_t i = before; i < signatures->count && *out == NULL; i++) {
		if (signatures->at[i].status != SIGNATURE_GOOD)
			continue;
		struct verified *v = ARENA_NEW(t->a, struct verified);
		if (v == NULL)
			return arena_failed(t->a, e);
		*v = (struct verified){ d->payload.bytes, d->payload_type, signatures->at[i] };
		*out = v;
	}
	return DONE;
}

/* --- CMS and certificates ----------------------------------------------------- */

struct rc
trust_check_cms(const struct trust_context *t, const struct cms *c, struct slice content,
    struct signature_list *signatures, struct err *e)
{
	struct cms_signer *signers;
	size_t pool_count = t->pool_count + t->anchors->count + c->certificate_count, n = 0;
	struct certificate **pool = ARENA_ARRAY(t->a, struct certificate *, pool_count);
	struct trust_context wider = *t;
	if (pool == NULL)
		return arena_failed(t->a, e);
	for (size_t i = 0; i < t->pool_count; i++)
		pool[n++] = t->pool[i];
	for (size_t i = 0; i < c->certificate_count; i++)
		pool[n++] = c->certificates[i];
	wider.pool = pool;
	wider.pool_count = n;
	/* an anchor's certificate may be the signer's own */
	for (size_t i = 0; i < t->anchors->count; i++)
		if (t->anchors->anchors[i].certificate != NULL)
			pool[n++] =
			    (struct certificate *)(uintptr_t)t->anchors->anchors[i].certificate;
	TRY(cms_verify(c, content, pool, n, t->a, &signers, e));
	for (size_t i = 0; i < c->signer_count; i++) {
		struct signature s = blank("cms", SIGNATURE_UNVERIFIABLE);
		size_t before = signatures->count;
		bool known = false;
		s.claimed_ms = signers[i].claimed_ms;
		s.algorithm = signers[i].algorithm;
		if (signers[i].certificate != NULL) {
			s.signer = signers[i].certificate->subject;
			s.key = signers[i].certificate->key.id;
			TRY(is_known(&wider, signers[i].certificate, &known, e));
		}
		if (signers[i].holds)
			TRY(add_chains(&wider, signers[i].certificate, s, signatures, e));
		else if (known && signers[i].verifiable)
			s.status = SIGNATURE_BROKEN;
		if (signatures->count == before)
			TRY(add(t, signatures, s, e));
	}
	return DONE;
}

/* The issuer that the certificate names is an anchor or leads to one, and did not sign it. */
static struct rc
is_forged(const struct trust_context *t, const struct certificate *c, bool *forged,
    struct err *e)
{
	bool named = false, signed_by = false;
	for (size_t i = 0; i < t->anchors->count; i++) {
		const struct certificate *n = t->anchors->anchors[i].certificate;
		if (n == NULL || !certificate_names_issuer(c, n))
			continue;
		named = true;
		signed_by = signed_by || certificate_is_by(c, n);
	}
	for (size_t i = 0; i < t->pool_count; i++) {
		bool known = false;
		if (!t->pool[i]->is_ca || !certificate_names_issuer(c, t->pool[i]))
			continue;
		TRY(is_known(t, t->pool[i], &known, e));
		named = named || known;
		signed_by = signed_by || (known && certificate_is_by(c, t->pool[i]));
	}
	*forged = named && !signed_by;
	return DONE;
}

struct rc
trust_check_certificate(const struct trust_context *t, const struct certificate *c,
    struct signature_list *signatures, struct err *e)
{
	size_t before = signatures->count;
	bool forged;
	struct signature s = blank("x509", SIGNATURE_UNVERIFIABLE);
	s.key = c->key.id;
	s.signer = c->issuer;
	s.algorithm = c->key_known ? slice_of(scheme_name(c->key.scheme)) : SLICE("");
	TRY(add_chains(t, c, s, signatures, e));
	if (signatures->count > before)
		return DONE;
	TRY(is_forged(t, c, &forged, e));
	s.status = forged ? SIGNATURE_BROKEN : SIGNATURE_UNVERIFIABLE;
	return add(t, signatures, s, e);
}
