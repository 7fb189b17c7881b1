/* crypto/chain.c - chains from a certificate to an anchor. See crypto/x509.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <openssl/err.h>
#include <openssl/x509_vfy.h>

#include "base/limits.h"
#include "crypto/x509.h"
#include "crypto/x509_int.h"

/* A chain of library objects as certificates of ours: the leaf, ones of the pool, the anchor. */
static struct rc
take_chain(STACK_OF(X509) *got, const struct certificate *leaf, const struct certificate *anchor,
    struct certificate *const *pool, size_t pool_count, struct arena *a,
    const struct certificate ***chain, size_t *count, struct err *e)
{
	int n = sk_X509_num(got);
	const struct certificate **list = ARENA_ARRAY(a, const struct certificate *, (size_t)n);
	if (list == NULL)
		return arena_failed(a, e);
	for (int i = 0; i < n; i++) {
		X509 *x = sk_X509_value(got, i);
		if (X509_cmp(x, leaf->object) == 0)
			list[i] = leaf;
		else if (X509_cmp(x, anchor->object) == 0)
			list[i] = anchor;
		for (size_t k = 0; k < pool_count && list[i] == NULL; k++)
			if (X509_cmp(x, pool[k]->object) == 0)
				list[i] = pool[k];
		if (list[i] == NULL)
			BUG("chain: a certificate from nowhere");
	}
	*chain = list;
	*count = (size_t)n;
	return DONE;
}

/* Time is not looked at; an anchor need not be self-signed. */
static bool
verify(X509_STORE_CTX *c, X509_STORE *store, X509 *leaf, STACK_OF(X509) *between)
{
	if (X509_STORE_CTX_init(c, store, leaf, between) != 1)
		return false;
	X509_VERIFY_PARAM *p = X509_STORE_CTX_get0_param(c);
	if (X509_VERIFY_PARAM_set_flags(p, X509_V_FLAG_NO_CHECK_TIME | X509_V_FLAG_PARTIAL_CHAIN |
	    X509_V_FLAG_TRUSTED_FIRST) != 1)
		return false;
	X509_VERIFY_PARAM_set_depth(p, CHAIN_DEPTH_MAX);
	X509_VERIFY_PARAM_set_auth_level(p, 2);		/* 112 bits: no SHA-1, no RSA-1024 */
	return X509_verify_cert(c) == 1;
}

struct rc
chain_build(const struct certificate *leaf, const struct certificate *anchor,
    struct certificate *const *pool, size_t pool_count, struct arena *a,
    const struct certificate ***chain, size_t *count, bool *found, struct err *e)
{
	X509_STORE *store = X509_STORE_new();
	X509_STORE_CTX *c = X509_STORE_CTX_new();
	STACK_OF(X509) *between = sk_X509_new_null();
	struct rc done = DONE;
	bool ok = store != NULL && c != NULL && between != NULL &&
	    X509_STORE_add_cert(store, anchor->object) == 1;
	for (size_t i = 0; i < pool_count && ok; i++)
		ok = !pool[i]->is_ca || sk_X509_push(between, pool[i]->object) > 0;
	*found = false;
	if (!ok)
		done = fail(e, E_NOMEM, 0, "out of memory");
	else if (!leaf->weak)
		*found = verify(c, store, leaf->object, between);
	if (*found)
		done = take_chain(X509_STORE_CTX_get0_chain(c), leaf, anchor, pool, pool_count, a,
		    chain, count, e);
	X509_STORE_CTX_free(c);
	X509_STORE_free(store);
	sk_X509_free(between);
	ERR_clear_error();
	return done;
}
