/* cms.c - CMS messages: what is accepted has signers, and a signature that holds was checkable.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/limits.h"
#include "crypto/cms.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(const struct cms *c, struct arena *a)
{
	struct cms_signer *signers;
	struct slice content = c->detached ? SLICE("content") : c->content.bytes;
	if (c->signer_count == 0 || c->signer_count > SIGNATURES_MAX)
		abort();
	if (failed(cms_verify(c, content, NULL, 0, a, &signers, NULL)))
		abort();
	for (size_t i = 0; i < c->signer_count; i++)
		for (size_t k = 0; k < signers[i].count; k++)
			if (signers[i].candidates[k].holds &&
			    (!signers[i].candidates[k].checkable || !signers[i].checkable))
				abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = arena_init(DOCUMENT_ARENA_BYTES);
	struct crypto_bag bag = {0};
	struct cms *c;
	struct err e = {0};
	if (!failed(cms_decode((struct slice){ data, size }, &a, &bag, &c, &e)))
		check(c, &a);
	else if (e.what == NULL || (e.at > size && e.code != E_LIMIT))
		abort();
	crypto_bag_drop(&bag);
	arena_drop(&a);
	return 0;
}
