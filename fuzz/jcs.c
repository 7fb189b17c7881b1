/* jcs.c - fuzz target: the canonical form is one, and has the value it was made of.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/limits.h"
#include "codec/jcs.h"
#include "codec/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = arena_init(DOCUMENT_ARENA_BYTES);
	struct buf once = buf_init(MIB(4)), twice = buf_init(MIB(4));
	struct value v, back;
	struct err e = {0};

	if (size <= KIB(64) && !failed(json_tree((struct slice){ data, size }, size, &a, &v, &e))) {
		if (failed(jcs_write(&v, &once, &e))) {
			if (e.code != E_SCHEMA || e.at >= size)
				abort();	/* only a number can be in the way */
		} else if (failed(json_tree(buf_slice(&once), MIB(4), &a, &back, &e)) ||
		    !value_eq(&v, &back) || failed(jcs_write(&back, &twice, &e)) ||
		    !slice_eq(buf_slice(&once), buf_slice(&twice))) {
			abort();
		}
	}
	buf_drop(&once);
	buf_drop(&twice);
	arena_drop(&a);
	return 0;
}
