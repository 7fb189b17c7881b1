/* utf8.c - fuzz target: what comes out of any encoding is UTF-8, and what is shown is harmless.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/limits.h"
#include "codec/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice in = { data, size }, text;
	struct arena a = arena_init(MIB(16));
	struct buf shown = buf_init(MIB(16));
	enum encoding from;
	struct err e = {0};
	size_t bad = 0;

	if (size > MIB(1))
		return 0;
	if (!utf8_check(in, &bad) && (bad >= size || !utf8_valid(slice_sub(in, 0, bad))))
		abort();	/* what stands before the bad byte is good */
	if (failed(text_decode(in, &a, &text, &from, &e))) {
		if (e.at >= size)
			abort();
	} else if (!utf8_valid(text) || text.len > 3 * size) {
		abort();
	}
	text_show(in, &shown);
	if (!utf8_valid(buf_slice(&shown)) || utf8_has_control(buf_slice(&shown)))
		abort();
	buf_drop(&shown);
	arena_drop(&a);
	return 0;
}
