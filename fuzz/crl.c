/* crl.c - revocation lists: what is accepted reads the same again, and no list that cannot be
 * relied on has an issuer's word.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/limits.h"
#include "base/time.h"
#include "codec/utf8.h"
#include "crypto/x509.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = arena_init(DOCUMENT_ARENA_BYTES);
	struct crypto_bag bag = {0};
	struct slice in = { data, size };
	struct crl *l, *again;
	struct err e = {0};
	if (failed(crl_decode(in, &a, &bag, &l, &e))) {
		if (e.what == NULL || (e.at > size && e.code != E_LIMIT))
			abort();
	} else if (failed(crl_decode(in, &a, &bag, &again, NULL)) ||
	    !slice_eq(l->id, again->id) || l->usable != again->usable ||
	    l->count != again->count || l->next_ms != again->next_ms ||
	    !utf8_valid(l->issuer) || l->this_ms < TIME_MIN || l->this_ms > TIME_MAX)
		abort();
	crypto_bag_drop(&bag);
	arena_drop(&a);
	return 0;
}
