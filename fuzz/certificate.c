/* certificate.c - certificates: what is accepted is the one encoding of what was read, and reads
 * the same again. Whether it leads to itself is asked too.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/limits.h"
#include "base/time.h"
#include "codec/utf8.h"
#include "crypto/x509.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(const struct certificate *c, struct arena *a, struct crypto_bag *bag)
{
	struct certificate *again, *pool[1];
	struct chain *chains;
	size_t count;
	struct err e = {0};
	if (failed(certificate_decode(c->der, a, bag, &again, &e)))
		abort();
	if (!slice_eq(again->id, c->id) || !slice_eq(again->subject, c->subject) ||
	    !slice_eq(again->serial, c->serial) || again->until_ms != c->until_ms)
		abort();
	if (!utf8_valid(c->subject) || utf8_has_control(c->serial) || c->from_ms < TIME_MIN ||
	    c->until_ms > TIME_MAX || (c->key_known && c->key.schemes == 0))
		abort();
	pool[0] = again;
	if (failed(chain_find(c, again, pool, 1, a, &chains, &count, &e)) || count > 1)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = arena_init(DOCUMENT_ARENA_BYTES);
	struct crypto_bag bag = {0};
	struct certificate *c;
	struct err e = {0};
	if (!failed(certificate_decode((struct slice){ data, size }, &a, &bag, &c, &e)))
		check(c, &a, &bag);
	else if (e.what == NULL || (e.at > size && e.code != E_LIMIT))
		abort();
	crypto_bag_drop(&bag);
	arena_drop(&a);
	return 0;
}
