/* codec/mail_transfer.c - base64 and quoted-printable as mails carry them.
 *
 * Unlike codec/base64 these read on after damage, as RFC 2045 6.7 and 6.8 ask for.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/mail_int.h"

#include "codec/base64.h"

int
mail_hex(uint8_t c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool
is_space(uint8_t c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

size_t
mail_base64_decode(struct slice in, uint8_t *out, bool *damaged)
{
	uint32_t held = 0;
	unsigned bits = 0, digits = 0, pads = 0;
	size_t n = 0;

	for (size_t i = 0; i < in.len; i++) {
		int value = base64_digit(in.at[i]);
		if (in.at[i] == '=')
			pads++;
		else if (value < 0 ? !is_space(in.at[i]) : pads > 0)
			*damaged = true;	/* a stranger, or content after the end */
		if (value < 0 || pads > 0)
			continue;
		held = (held << 6 | (uint32_t)value) & 0xffffff;
		digits++;
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			out[n++] = (uint8_t)(held >> bits);
		}
	}
	if ((digits + pads) % 4 != 0 || pads > 2 || (held & ((1u << bits) - 1)) != 0)
		*damaged = true;
	return n;
}

/* Behind a "=" at i: the byte, or -1 for a soft line break, or -2 for neither; *next is the
 * offset to go on from. */
static int
escape(struct slice in, size_t i, size_t *next)
{
	int high = i + 1 < in.len ? mail_hex(in.at[i + 1]) : -1;
	int low = i + 2 < in.len ? mail_hex(in.at[i + 2]) : -1;

	if (high >= 0 && low >= 0) {
		*next = i + 3;
		return high << 4 | low;
	}
	size_t k = i + 1;
	while (k < in.len && (in.at[k] == ' ' || in.at[k] == '\t'))
		k++;
	if (k < in.len && in.at[k] == '\r')
		k++;
	if (k < in.len && in.at[k] == '\n')
		k++;
	else if (k < in.len && in.at[k - 1] != '\r')
		return -2;
	*next = k;
	return -1;
}

/* White space at the end of a line was added on the way (RFC 2045 6.7, rule 3). */
static bool
ends_line(struct slice in, size_t i)
{
	while (i < in.len && (in.at[i] == ' ' || in.at[i] == '\t'))
		i++;
	return i == in.len || in.at[i] == '\r' || in.at[i] == '\n';
}

size_t
mail_quoted_decode(struct slice in, bool word, uint8_t *out, bool *damaged)
{
	size_t n = 0;

	for (size_t i = 0; i < in.len;) {
		uint8_t c = in.at[i];
		size_t next = i + 1;
		int value = c == '=' ? escape(in, i, &next) : c;
		if (word && c == '_')
			value = ' ';
		if (value == -2) {
			*damaged = true;
			value = '=';
		}
		i = next;
		if (value < 0)
			continue;
		if (!word && (c == ' ' || c == '\t') && ends_line(in, i))
			continue;
		out[n++] = (uint8_t)value;
	}
	return n;
}
