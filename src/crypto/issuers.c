/* crypto/issuers.c - by whom something is known to be signed. See crypto/issuers.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "crypto/issuers.h"

#include <openssl/crypto.h>

#include "crypto/digest.h"

#define ISSUERS_MAX 8

struct issuers {
	CRYPTO_RWLOCK	*lock;
	size_t		 count;
	struct { struct digest issuer; bool good; } seen[ISSUERS_MAX];
};

static void
drop_lock(void *object)
{
	CRYPTO_THREAD_lock_free(object);
}

struct rc
issuers_make(struct arena *a, struct crypto_bag *bag, struct issuers **out, struct err *e)
{
	struct issuers *m = ARENA_NEW(a, struct issuers);
	if (m == NULL)
		return arena_failed(a, e);
	m->lock = CRYPTO_THREAD_lock_new();
	if (m->lock == NULL)
		return fail(e, E_NOMEM, 0, "out of memory");
	*out = m;
	return crypto_bag_add(bag, a, m->lock, drop_lock, e);
}

static struct digest
id_of(const struct certificate *issuer)
{
	struct digest id;
	if (!digest_parse(issuer->id, &id))
		BUG("a certificate without its id");
	return id;
}

bool
issuers_recall(const struct issuers *m, const struct certificate *issuer, bool *good)
{
	struct digest id = id_of(issuer);
	bool found = false;
	if (CRYPTO_THREAD_read_lock(m->lock) != 1)
		return false;
	for (size_t i = 0; i < m->count && !found; i++) {
		found = digest_eq(&m->seen[i].issuer, &id);
		*good = m->seen[i].good;
	}
	CRYPTO_THREAD_unlock(m->lock);
	return found;
}

void
issuers_remember(struct issuers *m, const struct certificate *issuer, bool good)
{
	struct digest id = id_of(issuer);
	if (CRYPTO_THREAD_write_lock(m->lock) != 1)
		return;
	if (m->count < ISSUERS_MAX) {
		m->seen[m->count].issuer = id;
		m->seen[m->count++].good = good;
	}
	CRYPTO_THREAD_unlock(m->lock);
}
