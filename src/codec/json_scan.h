/* codec/json_scan.h - the inner loops of the JSON reader, eight bytes at a time.
 *
 * Each looks at [p, end) only and answers with the first byte that it does not take.
 *
 * Layer:    base. Private to codec/json.c and codec/jcs.c.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CODEC_JSON_SCAN_H
#define CODEC_JSON_SCAN_H

#include <endian.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define JSON_EACH(byte) (0x0101010101010101u * (uint64_t)(byte))

/* Eight bytes, the first one lowest. */
static inline uint64_t
json_load(const uint8_t *p)
{
	uint64_t w;
	memcpy(&w, p, sizeof(w));
	return le64toh(w);
}

/* White space. Indentation is the usual case: many blanks in a row. */
static inline const uint8_t *
json_space_run(const uint8_t *p, const uint8_t *end)
{
	while (p < end && *p <= ' ') {
		if (*p != ' ' && *p != '\n' && *p != '\r' && *p != '\t')
			break;
		p++;
		for (uint64_t other; end - p >= 8; p += 8) {
			other = json_load(p) ^ JSON_EACH(' ');
			if (other != 0) {
				p += __builtin_ctzll(other) / 8;
				break;
			}
		}
	}
	return p;
}

/* Bytes of a string that stand for themselves: up to a quote, a backslash or a control character.
 * *high gathers bits that are set when any of them is not ASCII. */
static inline const uint8_t *
json_plain_run(const uint8_t *p, const uint8_t *end, uint64_t *high)
{
	for (; end - p >= 8; p += 8) {
		uint64_t w = json_load(p), quote = w ^ JSON_EACH('"'), slash = w ^ JSON_EACH('\\');
		/* The lowest bit set is exact; what stands above may be a borrow. */
		uint64_t hit = ((quote - JSON_EACH(1)) & ~quote) |
		    ((slash - JSON_EACH(1)) & ~slash) | ((w - JSON_EACH(0x20)) & ~w);
		hit &= JSON_EACH(0x80);
		if (hit != 0) {
			*high |= w & (hit - 1) & ~hit & JSON_EACH(0x80);
			return p + __builtin_ctzll(hit) / 8;
		}
		*high |= w & JSON_EACH(0x80);
	}
	for (; p < end && *p != '"' && *p != '\\' && *p >= 0x20; p++)
		*high |= *p & 0x80u;
	return p;
}

static inline const uint8_t *
json_digit_run(const uint8_t *p, const uint8_t *end)
{
	while (p < end && *p >= '0' && *p <= '9')
		p++;
	return p;
}

/* A number. *what: why it is none, with the place as the result; else null. Where the result is
 * `end`, more bytes may change the answer. */
static inline const uint8_t *
json_number_run(const uint8_t *p, const uint8_t *end, const char **what)
{
	if (p < end && *p == '-')
		p++;
	const uint8_t *from = p;
	p = json_digit_run(p, end);
	*what = p == from ? "expected a digit" : NULL;
	if (*what != NULL)
		return p;
	if (*from == '0' && p - from > 1) {
		*what = "a number with a leading zero";
		return from;
	}
	if (p < end && *p == '.') {
		from = ++p;
		p = json_digit_run(p, end);
		*what = p == from ? "expected a digit after the point" : NULL;
	}
	if (*what != NULL || p == end || (*p != 'e' && *p != 'E'))
		return p;
	p++;
	if (p < end && (*p == '+' || *p == '-'))
		p++;
	from = p;
	p = json_digit_run(p, end);
	*what = p == from ? "expected a digit in the exponent" : NULL;
	return p;
}

#endif
