/* trust/check_cms.c - signatures of a CMS message. See trust/trust.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "trust/trust_int.h"

/* The context with the message's own certificates in its pool, in order. */
static struct rc
widen(const struct trust_context *t, const struct cms *c, struct trust_context *out,
    struct err *e)
{
	size_t n = 0, room = t->pool_count + c->certificate_count;
	struct certificate **pool = ARENA_ARRAY(t->a, struct certificate *, room > 0 ? room : 1);
	if (pool == NULL)
		return arena_failed(t->a, e);
	for (size_t i = 0; i < t->pool_count; i++)
		pool[n++] = t->pool[i];
	for (size_t i = 0; i < c->certificate_count; i++)
		pool[n++] = c->certificates[i];
	*out = *t;
	out->pool_count = certificate_order(pool, n);
	out->pool = pool;
	return trust_remember(out, e);
}

/* An anchor's certificate may be the signer's own, and need not lie in the delivery. */
static struct rc
add_anchors(const struct trust_context *t, struct certificate ***pool, size_t *count,
    struct err *e)
{
	size_t n = 0;
	*pool = ARENA_ARRAY(t->a, struct certificate *, t->pool_count + t->anchors->count + 1);
	if (*pool == NULL)
		return arena_failed(t->a, e);
	for (size_t i = 0; i < t->pool_count; i++)
		(*pool)[n++] = t->pool[i];
	for (size_t i = 0; i < t->anchors->count; i++)
		if (t->anchors->anchors[i].certificate != NULL)
			(*pool)[n++] = t->anchors->anchors[i].certificate;
	*count = n;
	return DONE;
}

static struct signature
describe(const struct signature *base, const struct cms_candidate *one)
{
	struct signature s = *base;
	s.algorithm = one->algorithm;
	s.key = one->certificate->key.id;
	s.signer = one->certificate->subject;
	return s;
}

/* An anchor's own key has one answer, however many certificates hold that key. */
static bool
is_new_key(const struct cms_signer *signer, size_t i)
{
	const struct cms_candidate *list = signer->candidates;
	for (size_t k = 0; k < i; k++)
		if (list[k].holds &&
		    slice_eq(list[k].certificate->key.id, list[i].certificate->key.id))
			return false;
	return true;
}

/* No candidate holds and leads to an anchor. One that is known and could be checked did not hold:
 * broken. Else the first one is told of. */
static struct rc
answer_none(const struct trust_context *t, const struct cms_signer *signer,
    const struct signature *base, struct signature_list *out, struct err *e)
{
	struct signature s = signer->count > 0 ? describe(base, &signer->candidates[0]) : *base;
	for (size_t i = 0; i < signer->count && s.status != SIGNATURE_BROKEN; i++) {
		const struct cms_candidate *one = &signer->candidates[i];
		bool known = false;
		if (one->checkable)
			TRY(certificate_is_known(t, one->certificate, &known, e));
		if (!known)
			continue;
		s = describe(base, one);
		s.status = SIGNATURE_BROKEN;
	}
	return answer_add(t, out, &s, e);
}

static struct rc
answer_signer(const struct trust_context *t, const struct cms_signer *signer,
    struct signature_list *out, struct err *e)
{
	struct signature base = answer_blank("cms");
	size_t before = out->count;
	base.claimed_ms = signer->claimed_ms;
	base.algorithm = signer->algorithm;
	for (size_t i = 0; i < signer->count; i++) {
		const struct cms_candidate *one = &signer->candidates[i];
		struct signature s = describe(&base, one);
		if (!one->holds)
			continue;
		if (is_new_key(signer, i))
			TRY(answer_anchors(t, &one->certificate->key, &s, out, e));
		TRY(answer_chains(t, one->certificate, true, &s, out, e));
	}
	return out->count > before ? DONE : answer_none(t, signer, &base, out, e);
}

struct rc
trust_check_cms(const struct trust_context *t, const struct cms *c, struct slice content,
    struct signature_list *signatures, struct err *e)
{
	struct trust_context wide;
	struct cms_signer *signers;
	struct certificate **pool;
	size_t count;
	bool other = !c->detached && !slice_eq(c->content.bytes, content);
	TRY(widen(t, c, &wide, e));
	TRY(add_anchors(&wide, &pool, &count, e));
	TRY(cms_verify(c, content, pool, count, t->a, &signers, e));
	for (size_t i = 0; i < c->signer_count; i++) {
		for (size_t k = 0; k < signers[i].count && other; k++)
			signers[i].candidates[k].holds = false;
		TRY(answer_signer(&wide, &signers[i], signatures, e));
	}
	return DONE;
}

struct rc
trust_check_cms_attached(const struct trust_context *t, const struct cms *c,
    struct signature_list *signatures, const struct verified **verified, struct err *e)
{
	const size_t first = signatures->count;
	*verified = NULL;
	if (c->detached)
		return fail(e, E_SCHEMA, 0, "a CMS message without content of its own");
	TRY(trust_check_cms(t, c, c->content.bytes, signatures, e));
	return verified_make(t, c->content.bytes, SLICE(""), signatures, first, verified, e);
}
