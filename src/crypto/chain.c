/* crypto/chain.c - chains from a certificate to an anchor. See crypto/x509.h.
 *
 * The ways are searched here, because libcrypto gives one only, and with time left aside it may
 * be the one through an authority's expired certificate. Each way found is then put before
 * libcrypto alone, which decides whether it holds.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/x509_vfy.h>

#include "base/limits.h"
#include "crypto/x509.h"
#include "crypto/x509_int.h"

/* Signatures checked while searching for one leaf and one anchor. */
#define SEARCH_STEPS_MAX 256

struct search {
	const struct certificate	*anchor;
	struct certificate *const	*pool;
	size_t				 pool_count;
	struct arena			*arena;
	unsigned			 steps;
	/* the way so far: at most CHAIN_DEPTH_MAX below the anchor */
	const struct certificate	*way[CHAIN_DEPTH_MAX + 1];
	struct chain			*found;
	size_t				 count;
};

static bool
is_same(const struct certificate *a, const struct certificate *b)
{
	return slice_eq(a->id, b->id);
}

/* A certificate below the anchor that constrains policies and has none: where one is required it
 * ends the way in any case, and libcrypto 3.0 never frees what it reads of it. */
static bool
constrains_nothing(const struct certificate *c)
{
	return X509_get_ext_by_NID(c->object, NID_policy_constraints, -1) >= 0 &&
	    X509_get_ext_by_NID(c->object, NID_certificate_policies, -1) < 0;
}

/* Is exactly this way what libcrypto finds when it is given nothing else? */
static bool
check(X509_STORE_CTX *c, X509_STORE *store, STACK_OF(X509) *between,
    const struct certificate *const *way, size_t count)
{
	for (size_t i = 0; i + 1 < count; i++)
		if (constrains_nothing(way[i]))
			return false;
	if (X509_STORE_add_cert(store, way[count - 1]->object) != 1)
		return false;
	for (size_t i = 1; i + 1 < count; i++)
		if (sk_X509_push(between, way[i]->object) <= 0)
			return false;
	if (X509_STORE_CTX_init(c, store, way[0]->object, between) != 1)
		return false;
	X509_VERIFY_PARAM *p = X509_STORE_CTX_get0_param(c);
	if (X509_VERIFY_PARAM_set_flags(p, X509_V_FLAG_NO_CHECK_TIME |
	    X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_TRUSTED_FIRST | X509_V_FLAG_X509_STRICT |
	    X509_V_FLAG_POLICY_CHECK) != 1)
		return false;
	/* where a policy is required any will do; libcrypto takes no set for the empty one */
	if (X509_VERIFY_PARAM_add0_policy(p, OBJ_nid2obj(NID_any_policy)) != 1)
		return false;
	X509_VERIFY_PARAM_set_depth(p, CHAIN_DEPTH_MAX);
	X509_VERIFY_PARAM_set_auth_level(p, 2);		/* 112 bits: no SHA-1, no RSA-1024 */
	if (X509_verify_cert(c) != 1)
		return false;
	STACK_OF(X509) *got = X509_STORE_CTX_get0_chain(c);
	if (sk_X509_num(got) != (int)count)
		return false;
	for (size_t i = 0; i < count; i++)
		if (X509_cmp(sk_X509_value(got, (int)i), way[i]->object) != 0)
			return false;
	return true;
}

/* Keeps the way when it holds. */
static struct rc
keep(struct search *s, size_t count, struct err *e)
{
	bool holds = false;
	X509_STORE *store = X509_STORE_new();
	X509_STORE_CTX *c = X509_STORE_CTX_new();
	STACK_OF(X509) *between = sk_X509_new_null();
	bool ok = store != NULL && c != NULL && between != NULL;
	if (ok)
		holds = check(c, store, between, s->way, count);
	X509_STORE_CTX_free(c);
	X509_STORE_free(store);
	sk_X509_free(between);
	ERR_clear_error();
	if (!ok)
		return fail(e, E_NOMEM, 0, "out of memory");
	if (!holds)
		return DONE;
	const struct certificate **at = ARENA_ARRAY(s->arena, const struct certificate *, count);
	if (at == NULL)
		return arena_failed(s->arena, e);
	for (size_t i = 0; i < count; i++)
		at[i] = s->way[i];
	s->found[s->count++] = (struct chain){ at, count };
	return DONE;
}

static bool
is_on_way(const struct search *s, size_t count, const struct certificate *c)
{
	for (size_t i = 0; i < count; i++)
		if (is_same(s->way[i], c))
			return true;
	return false;
}

/* c was issued by this authority; one step of the search when it has to be computed. */
static bool
is_next(struct search *s, const struct certificate *c, const struct certificate *issuer)
{
	if (s->steps == 0 || !certificate_names_issuer(c, issuer))
		return false;
	s->steps--;
	return certificate_is_by(c, issuer);
}

/* The same certificate stands earlier in the pool: that way was tried. */
static bool
was_tried(const struct search *s, size_t i)
{
	return i > 0 && is_same(s->pool[i - 1], s->pool[i]);
}

/* Goes on from the last of `count` certificates. Recurses at most CHAIN_DEPTH_MAX deep. */
static struct rc
extend(struct search *s, size_t count, struct err *e)
{
	const struct certificate *last = s->way[count - 1];
	if (is_next(s, last, s->anchor)) {
		s->way[count] = s->anchor;
		TRY(keep(s, count + 1, e));
	}
	for (size_t i = 0; i < s->pool_count && count < CHAIN_DEPTH_MAX &&
	    s->count < CHAINS_MAX; i++) {
		const struct certificate *c = s->pool[i];
		if (!c->is_ca || c->subject_tag != last->issuer_tag || was_tried(s, i) ||
		    is_same(c, s->anchor) || is_on_way(s, count, c) || !is_next(s, last, c))
			continue;
		s->way[count] = c;
		TRY(extend(s, count + 1, e));
	}
	return DONE;
}

struct rc
chain_find(const struct certificate *leaf, const struct certificate *anchor,
    struct certificate *const *pool, size_t pool_count, struct arena *a,
    struct chain **out, size_t *count, struct err *e)
{
	struct search s = { .anchor = anchor, .pool = pool, .pool_count = pool_count, .arena = a,
	    .steps = SEARCH_STEPS_MAX };
	struct chain found[CHAINS_MAX + 1];
	s.found = found;
	s.way[0] = leaf;
	*out = NULL;
	*count = 0;
	if (is_same(leaf, anchor))
		TRY(keep(&s, 1, e));
	else if (!leaf->weak)
		TRY(extend(&s, 1, e));
	if (s.count == 0)
		return DONE;
	*out = ARENA_ARRAY(a, struct chain, s.count);
	if (*out == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < s.count; i++)
		(*out)[i] = found[i];
	*count = s.count;
	return DONE;
}
