/* trust/check_dsse.c - signatures of a DSSE envelope. See trust/trust.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/limits.h"
#include "codec/base64.h"
#include "crypto/digest.h"
#include "crypto/signers.h"
#include "trust/trust_int.h"

/* One signature on the way to its answers. */
struct attempt {
	const struct trust_context	*t;
	struct slice			 message, signature, keyid;
	size_t				 first;		/* of its answers in the list */
	struct signature_list		*out;
	unsigned			 left;		/* certificates that may still be tried */
	uint64_t			*bytes;		/* that may still be digested for them */
	enum scheme			 held;		/* under which it held; SCHEME_NONE */
	const struct key		*holder;	/* the key under which it did; null */
	bool				 is_first;	/* no earlier scheme of that key holds */
	unsigned			 asked[SCHEME_COUNT];	/* keys, so far */
	struct signers			 signers[SCHEME_COUNT];	/* from the second on */
	/* a key under which it holds that no anchor leads to; null */
	const struct certificate	*stranger;
	enum scheme			 stranger_scheme;
	const struct held		*before;	/* what an earlier run found; null */
};

static bool
is_answered(const struct attempt *p)
{
	return p->out->count > p->first;
}

static bool
is_answered_with(const struct attempt *p, struct slice key)
{
	for (size_t i = p->first; i < p->out->count; i++)
		if (slice_eq(p->out->at[i].key, key))
			return true;
	return false;
}

/* The base64 of the key's digest, with its padding or without. */
static struct rc
names_in_base64(struct slice keyid, const struct key *k, bool *out, struct err *e)
{
	struct digest d;
	AUTO(buf) text = buf_init(64);
	if (!digest_parse(k->id, &d))
		return DONE;
	base64_write((struct slice){ d.bytes, sizeof(d.bytes) }, &text);
	TRY(buf_end(&text, e));
	struct slice want = buf_slice(&text);
	*out = slice_eq(keyid, want) || slice_eq(keyid, slice_sub(want, 0, want.len - 1));
	return DONE;
}

static struct rc
keyid_names(struct slice keyid, const struct key *k, bool *out, struct err *e)
{
	struct slice hex = slice_sub(k->id, sizeof("sha256:") - 1, k->id.len);
	*out = false;
	if (keyid.len == 0 || hex.len == 0)
		return DONE;
	if (slice_starts(keyid, SLICE("SHA256:")))
		return names_in_base64(slice_sub(keyid, 7, keyid.len), k, out, e);
	if (slice_starts(keyid, SLICE("sha256:")))
		keyid = slice_sub(keyid, 7, keyid.len);
	*out = slice_eq_nocase(keyid, hex);
	return DONE;
}

/* --- attempts --------------------------------------------------------------------------------- */

static struct signature
describe(const struct key *k, enum scheme used, const struct certificate *c)
{
	struct signature s = answer_blank("dsse");
	s.algorithm = slice_of(scheme_name(used));
	s.key = k->id;
	s.signer = c != NULL ? c->subject : SLICE("");
	return s;
}

/* What an Ed25519 signature is over is hashed with the key (RFC 8032 5.1.7): of two keys that are
 * accepted it holds under one. */
static bool
is_of_another(const struct attempt *p, const struct key *k, enum scheme s)
{
	return s == SCHEME_ED25519 && p->held == s && !slice_eq(k->spki, p->holder->spki);
}

static struct rc
ask_key(const struct attempt *p, const struct key *k, enum scheme s, bool *good, struct err *e)
{
	*good = p->before != NULL && p->before->scheme == s && slice_eq(p->before->spki, k->spki);
	return *good ? DONE : key_verify(k, s, p->message, p->signature, good, e);
}

/* From the second key on, those that cannot be the signer's are not asked. */
static struct rc
ask_scheme(struct attempt *p, const struct key *k, enum scheme s, bool *good, struct err *e)
{
	*good = false;
	if (!key_can(k, s) || is_of_another(p, k, s))
		return DONE;
	if (p->asked[s]++ == 1)
		p->signers[s] = signers_find(s, p->held == s ? p->holder : NULL, p->message,
		    p->signature);
	if (p->asked[s] > 1 && !signers_may_be(&p->signers[s], k))
		return DONE;
	TRY(ask_key(p, k, s, good, e));
	if (*good) {
		p->held = s;
		p->holder = k;
		p->is_first = false;
	}
	return DONE;
}

/* A certificate may hold the very key of an anchor, with the same record: its answer is known. */
static bool
is_holder(const struct attempt *p, const struct key *k)
{
	return p->holder != NULL && p->is_first && k->schemes == p->holder->schemes &&
	    k->salt == p->holder->salt && slice_eq(k->spki, p->holder->spki);
}

/* Under the first of its schemes that it holds under; SCHEME_NONE where there is none. */
static struct rc
ask_any(struct attempt *p, const struct key *k, enum scheme *used, struct err *e)
{
	*used = is_holder(p, k) ? p->held : SCHEME_NONE;
	for (enum scheme s = SCHEME_ED25519; s < SCHEME_COUNT && *used == SCHEME_NONE; s++) {
		bool good;
		TRY(ask_scheme(p, k, s, &good, e));
		*used = good ? s : SCHEME_NONE;
		p->is_first = good || p->is_first;
	}
	return DONE;
}

/* A signature is of one scheme: when it has held under one, keys of others are not asked. */
static struct rc
ask_anchor(struct attempt *p, const struct key *k, enum scheme *used, struct err *e)
{
	bool good = false;
	if (p->held == SCHEME_NONE)
		return ask_any(p, k, used, e);
	enum scheme held = p->held;
	TRY(ask_scheme(p, k, held, &good, e));
	*used = good ? held : SCHEME_NONE;
	return DONE;
}

static struct rc
try_anchor(struct attempt *p, const struct anchor *n, struct err *e)
{
	enum scheme used;
	if (is_answered_with(p, n->id))
		return DONE;
	TRY(ask_anchor(p, &n->key, &used, e));
	if (used == SCHEME_NONE)
		return DONE;
	struct signature base = describe(&n->key, used, NULL);
	return answer_anchors(p->t, &n->key, &base, p->out, e);
}

/* Every distinct key of the anchors, the one that the keyid names first. */
static struct rc
try_anchors(struct attempt *p, struct err *e)
{
	const struct anchor_set *set = p->t->anchors;
	for (int named = 1; named >= 0; named--)
		for (size_t i = 0; i < set->count; i++) {
			bool names;
			TRY(keyid_names(p->keyid, &set->anchors[i].key, &names, e));
			if (names == (named == 1))
				TRY(try_anchor(p, &set->anchors[i], e));
		}
	return DONE;
}

/* A certificate of the delivery. It is asked only for a key that has no answer yet, or for the
 * one that has: that may lead to a second anchor. */
static struct rc
try_certificate(struct attempt *p, const struct certificate *c, struct err *e)
{
	enum scheme used = SCHEME_NONE;
	if (!c->key_known || (is_answered(p) && !is_answered_with(p, c->key.id)))
		return DONE;
	if (p->left == 0 || *p->bytes < p->message.len)
		return DONE;
	p->left--;
	*p->bytes -= p->message.len;
	TRY(ask_any(p, &c->key, &used, e));
	if (used == SCHEME_NONE)
		return DONE;
	struct signature base = describe(&c->key, used, c);
	size_t before = p->out->count;
	TRY(answer_chains(p->t, c, true, &base, p->out, e));
	if (p->out->count == before && !is_answered(p) && p->stranger == NULL) {
		p->stranger = c;
		p->stranger_scheme = used;
	}
	return DONE;
}

static struct rc
try_pool(struct attempt *p, struct err *e)
{
	/* those that the keyid names first: it saves work and decides nothing */
	for (int named = 1; named >= 0; named--)
		for (size_t i = 0; i < p->t->pool_count; i++) {
			const struct certificate *c = p->t->pool[i];
			bool names;
			TRY(keyid_names(p->keyid, &c->key, &names, e));
			if (names == (named == 1))
				TRY(try_certificate(p, c, e));
		}
	return DONE;
}

/* --- answers ---------------------------------------------------------------------------------- */

/* Is the key that the signature names one that is known? */
static struct rc
names_known_key(const struct attempt *p, struct signature *s, bool *known, struct err *e)
{
	const struct trust_context *t = p->t;
	*known = false;
	for (size_t i = 0; i < t->anchors->count && !*known; i++) {
		TRY(keyid_names(p->keyid, &t->anchors->anchors[i].key, known, e));
		if (*known)
			s->key = t->anchors->anchors[i].id;
	}
	for (size_t i = 0; i < t->pool_count && !*known; i++) {
		const struct certificate *c = t->pool[i];
		bool names = false;
		if (c->key_known)
			TRY(keyid_names(p->keyid, &c->key, &names, e));
		if (!names)
			continue;
		TRY(certificate_is_known(t, c, known, e));
		if (*known) {
			s->key = c->key.id;
			s->signer = c->subject;
		}
	}
	return DONE;
}

/* What an earlier run found about this signature. Of its scheme no key is asked then but the
 * signer's. */
static void
recall(struct attempt *p, uint32_t number)
{
	const struct trust_context *t = p->t;
	p->before = t->held != NULL && t->body != NULL ? held_find(t->held, t->body, number) : NULL;
	if (p->before == NULL || !p->before->signers.known)
		return;
	p->signers[p->before->scheme] = p->before->signers;
	p->asked[p->before->scheme] = 2;
}

/* Puts down what was found, for a later run. */
static struct rc
put_down(const struct attempt *p, uint32_t number, struct err *e)
{
	struct held_list *said = p->t->said;
	if (said == NULL || p->t->body == NULL || p->holder == NULL || !held_keeps(p->held))
		return DONE;
	const struct held h = { .body = *p->t->body, .number = number, .scheme = p->held,
	    .spki = p->holder->spki, .signers = p->signers[p->held] };
	said->fresh += p->before == NULL || p->before->signers.known != h.signers.known;
	return held_add(said, &h, e);
}

static struct rc
check_one(const struct trust_context *t, const struct dsse *d, size_t number, struct slice message,
    uint64_t *bytes, struct signature_list *out, struct err *e)
{
	const struct dsse_signature *one = &d->signatures[number];
	struct attempt p = { .t = t, .message = message, .signature = one->bytes,
	    .keyid = one->keyid, .first = out->count, .out = out, .left = CANDIDATES_MAX,
	    .bytes = bytes };
	bool known;
	recall(&p, (uint32_t)number);
	TRY(try_anchors(&p, e));
	TRY(try_pool(&p, e));
	TRY(put_down(&p, (uint32_t)number, e));
	if (is_answered(&p))
		return DONE;
	struct signature s = p.stranger != NULL ?
	    describe(&p.stranger->key, p.stranger_scheme, p.stranger) : answer_blank("dsse");
	TRY(names_known_key(&p, &s, &known, e));
	s.status = known ? SIGNATURE_BROKEN : SIGNATURE_UNVERIFIABLE;
	return answer_add(t, out, &s, e);
}

struct rc
trust_check_dsse(const struct trust_context *t, const struct dsse *d,
    struct signature_list *signatures, const struct verified **verified, struct err *e)
{
	const size_t first = signatures->count;
	const struct slice payload = d->payload.bytes;
	uint64_t bytes = VERIFY_BYTES_MAX;
	AUTO(buf) message = buf_init(payload.len + d->payload_type.len + 64);
	*verified = NULL;
	dsse_encode(d->payload_type, payload, &message);
	TRY(buf_end(&message, e));
	for (size_t i = 0; i < d->count; i++)
		TRY(check_one(t, d, i, buf_slice(&message), &bytes, signatures, e));
	return verified_make(t, payload, d->payload_type, signatures, first, verified, e);
}
