/* base64.c - fuzz target: what is accepted is the only spelling of its bytes; hex likewise.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/limits.h"
#include "codec/base64.h"
#include "codec/hex.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The text without white space and with the standard alphabet, as decoding sees it. */
static struct slice
plain(struct slice in, enum base64_form form, struct arena *a)
{
	uint8_t *p = arena_alloc(a, in.len, 1);
	size_t n = 0;

	for (size_t i = 0; p != NULL && i < in.len; i++) {
		uint8_t c = in.at[i];
		if (form == BASE64_MIME && (c == ' ' || c == '\t' || c == '\r' || c == '\n'))
			continue;
		p[n++] = c == '-' ? '+' : c == '_' ? '/' : c;
	}
	return (struct slice){ p, n };
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice in = { data, size }, bytes;
	struct buf again = buf_init(MIB(4));

	if (size > MIB(1))
		return 0;
	for (enum base64_form form = BASE64_STANDARD; form <= BASE64_MIME; form++) {
		struct arena a = arena_init(MIB(4));
		struct err e = {0};
		buf_clear(&again);
		if (failed(base64_decode(in, form, &a, &bytes, &e))) {
			if (e.at > size)
				abort();
		} else {
			base64_write(bytes, &again);
			if (!slice_eq(buf_slice(&again), plain(in, form, &a)))
				abort();
		}
		arena_drop(&a);
	}
	struct arena a = arena_init(MIB(4));
	buf_clear(&again);
	if (!failed(hex_decode(in, &a, &bytes, NULL))) {
		hex_write(bytes, &again);
		if (!slice_eq_nocase(buf_slice(&again), in))
			abort();
	}
	buf_drop(&again);
	arena_drop(&a);
	return 0;
}
