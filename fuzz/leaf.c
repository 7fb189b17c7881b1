/* leaf.c - fuzz target: one byte string for each leaf; every refusal has a place within.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "ledger/leaf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(buf) again = buf_init(LEAF_BYTES_MAX);
	struct slice in = { data, size };
	struct leaf l;
	struct err e = {0};

	if (failed(leaf_decode(in, &l, &e))) {
		if (e.code != E_SYNTAX || e.what == NULL || e.at > size)
			abort();
		return 0;
	}
	leaf_encode(&l, &again);
	if (!slice_eq(buf_slice(&again), in))
		abort();
	return 0;
}
