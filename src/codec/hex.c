/* codec/hex.c - bytes as hex digits. See codec/hex.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/hex.h"

void
hex_write(struct slice in, struct buf *out)
{
	static const char digits[] = "0123456789abcdef";
	for (size_t i = 0; i < in.len; i++) {
		buf_add_byte(out, (uint8_t)digits[in.at[i] >> 4]);
		buf_add_byte(out, (uint8_t)digits[in.at[i] & 15]);
	}
}

static int
digit(uint8_t c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

struct rc
hex_decode(struct slice in, struct arena *a, struct slice *out, struct err *e)
{
	for (size_t i = 0; i < in.len; i++)
		if (digit(in.at[i]) < 0)
			return fail(e, E_SYNTAX, i, "expected a hex digit");
	if (in.len % 2 != 0)
		return fail(e, E_SYNTAX, in.len, "expected an even number of hex digits");
	uint8_t *p = arena_alloc(a, in.len / 2, 1);
	if (p == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < in.len; i += 2)
		p[i / 2] = (uint8_t)(digit(in.at[i]) << 4 | digit(in.at[i + 1]));
	*out = (struct slice){ p, in.len / 2 };
	return DONE;
}

bool
hex_is_lower(struct slice in, size_t n)
{
	for (size_t i = 0; i < in.len; i++) {
		uint8_t c = in.at[i];
		if ((uint8_t)(c - '0') > 9 && (uint8_t)(c - 'a') > 5)
			return false;
	}
	return in.len == n;
}
