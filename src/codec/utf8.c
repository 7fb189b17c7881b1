/* codec/utf8.c - text in and out. See codec/utf8.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/utf8.h"

#include <string.h>

/* Length of a well-formed sequence at the start, 0 when there is none. */
static size_t
sequence(const uint8_t *p, size_t left)
{
	uint8_t c = p[0], low = 0x80, high = 0xbf;
	size_t n = c < 0x80 ? 1 : c >= 0xc2 && c <= 0xdf ? 2 : c >= 0xe0 && c <= 0xef ? 3 :
	    c >= 0xf0 && c <= 0xf4 ? 4 : 0;
	if (n <= 1 || n > left)
		return n == 1 ? 1 : 0;
	if (c == 0xe0)
		low = 0xa0;		/* shortest form */
	if (c == 0xed)
		high = 0x9f;		/* surrogates */
	if (c == 0xf0)
		low = 0x90;
	if (c == 0xf4)
		high = 0x8f;		/* U+10FFFF */
	if (p[1] < low || p[1] > high)
		return 0;
	for (size_t i = 2; i < n; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	return n;
}

bool
utf8_check(struct slice s, size_t *bad)
{
	for (size_t i = 0; i < s.len;) {
		uint64_t eight;
		while (s.len - i >= 8) {
			memcpy(&eight, s.at + i, 8);
			if ((eight & 0x8080808080808080u) != 0)
				break;
			i += 8;
		}
		if (i == s.len)
			break;
		size_t n = sequence(s.at + i, s.len - i);
		if (n == 0) {
			*bad = i;
			return false;
		}
		i += n;
	}
	return true;
}

bool
utf8_valid(struct slice s)
{
	size_t bad;
	return utf8_check(s, &bad);
}

void
utf8_put(uint32_t p, struct buf *out)
{
	if (p > 0x10ffff || (p >= 0xd800 && p <= 0xdfff))
		BUG("utf8_put: no code point");
	if (p < 0x80) {
		buf_add_byte(out, (uint8_t)p);
		return;
	}
	if (p < 0x800) {
		buf_add_byte(out, (uint8_t)(0xc0 | p >> 6));
	} else if (p < 0x10000) {
		buf_add_byte(out, (uint8_t)(0xe0 | p >> 12));
		buf_add_byte(out, (uint8_t)(0x80 | (p >> 6 & 0x3f)));
	} else {
		buf_add_byte(out, (uint8_t)(0xf0 | p >> 18));
		buf_add_byte(out, (uint8_t)(0x80 | (p >> 12 & 0x3f)));
		buf_add_byte(out, (uint8_t)(0x80 | (p >> 6 & 0x3f)));
	}
	buf_add_byte(out, (uint8_t)(0x80 | (p & 0x3f)));
}

uint32_t
utf8_next(struct slice s, size_t *at)
{
	size_t n = *at < s.len ? sequence(s.at + *at, s.len - *at) : 0;
	if (n == 0)
		BUG("utf8_next: the text is not valid");
	static const uint8_t first[5] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
	uint32_t p = s.at[*at] & first[n];
	for (size_t i = 1; i < n; i++)
		p = p << 6 | (s.at[*at + i] & 0x3fu);
	*at += n;
	return p;
}

bool
point_is_unsafe(uint32_t p)
{
	return p < 0x20 || (p >= 0x7f && p < 0xa0) || p == 0x61c || p == 0x200e || p == 0x200f ||
	    (p >= 0x2028 && p <= 0x202e) || (p >= 0x2066 && p <= 0x2069) || p == 0xfeff;
}

bool
utf8_has_control(struct slice s)
{
	for (size_t i = 0; i < s.len;) {
		if (sequence(s.at + i, s.len - i) == 0) {
			i++;
			continue;
		}
		if (point_is_unsafe(utf8_next(s, &i)))
			return true;
	}
	return false;
}

void
text_show(struct slice s, struct buf *out)
{
	for (size_t i = 0; i < s.len;) {
		size_t n = sequence(s.at + i, s.len - i), at = i;
		if (n == 0) {
			buf_addf(out, "\\x%02X", s.at[i++]);
			continue;
		}
		uint32_t p = utf8_next(s, &i);
		if (point_is_unsafe(p))
			buf_addf(out, "\\u{%X}", (unsigned)p);
		else
			buf_add(out, slice_sub(s, at, i));
	}
}

/* Zero bytes in every second place of the first bytes: Latin text in UTF-16 without a mark. */
static bool
zeros_at(struct slice in, size_t parity)
{
	size_t n = in.len < 64 ? in.len : 64;
	if (n < 4 || in.len % 2 != 0)
		return false;
	for (size_t i = 0; i < n; i++)
		if ((in.at[i] == 0) != (i % 2 == parity))
			return false;
	return true;
}

enum encoding
encoding_detect(struct slice in, size_t *skip, const char **why)
{
	*skip = 0;
	*why = "the byte-order mark says so";
	if (slice_starts(in, SLICE("\xef\xbb\xbf"))) {
		*skip = 3;
		return ENCODING_UTF8;
	}
	if (slice_starts(in, SLICE("\xff\xfe"))) {
		*skip = 2;
		return ENCODING_UTF16LE;
	}
	if (slice_starts(in, SLICE("\xfe\xff"))) {
		*skip = 2;
		return ENCODING_UTF16BE;
	}
	*why = "every second byte is zero";
	if (zeros_at(in, 1))
		return ENCODING_UTF16LE;
	if (zeros_at(in, 0))
		return ENCODING_UTF16BE;
	*why = "the bytes are valid UTF-8";
	if (utf8_valid(in))
		return ENCODING_UTF8;
	*why = "the bytes are not UTF-8";
	return ENCODING_WINDOWS1252;
}

const char *
encoding_name(enum encoding e)
{
	return e == ENCODING_UTF8 ? "utf-8" : e == ENCODING_WINDOWS1252 ? "windows-1252" : "utf-16";
}

/* Windows-1252 80..9F; 0 where the byte is undefined. */
static const uint16_t windows1252[32] = {
	0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039,
	0x0152, 0, 0x017d, 0, 0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc,
	0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
};

static struct rc
from_windows1252(struct slice in, struct buf *out, struct err *e)
{
	for (size_t i = 0; i < in.len; i++) {
		uint32_t p = in.at[i];
		if (p >= 0x80 && p < 0xa0)
			p = windows1252[p - 0x80];
		if (p == 0 && in.at[i] != 0)
			return fail(e, E_SYNTAX, i, "a byte that Windows-1252 does not define");
		utf8_put(p, out);
	}
	return DONE;
}

static uint32_t
unit16(struct slice in, size_t i, bool big)
{
	return big ? (uint32_t)(in.at[i] << 8 | in.at[i + 1]) :
	    (uint32_t)(in.at[i + 1] << 8 | in.at[i]);
}

static struct rc
from_utf16(struct slice in, size_t i, bool big, struct buf *out, struct err *e)
{
	if ((in.len - i) % 2 != 0)
		return fail(e, E_SYNTAX, in.len - 1, "half a UTF-16 unit at the end");
	for (; i < in.len; i += 2) {
		uint32_t p = unit16(in, i, big);
		if (p >= 0xdc00 && p <= 0xdfff)
			return fail(e, E_SYNTAX, i, "the second half of a UTF-16 pair alone");
		if (p >= 0xd800 && p <= 0xdbff) {
			uint32_t low = i + 4 <= in.len ? unit16(in, i + 2, big) : 0;
			if (low < 0xdc00 || low > 0xdfff)
				return fail(e, E_SYNTAX, i,
				    "the first half of a UTF-16 pair alone");
			p = 0x10000 + ((p - 0xd800) << 10) + (low - 0xdc00);
			i += 2;
		}
		utf8_put(p, out);
	}
	return DONE;
}

struct rc
text_to_utf8(struct slice in, enum encoding from, size_t skip, struct arena *a,
    struct slice *out, struct err *e)
{
	size_t bad;
	if (from == ENCODING_UTF8) {
		struct slice text = slice_sub(in, skip, in.len);
		if (!utf8_check(text, &bad))
			return fail(e, E_SYNTAX, skip + bad, "not UTF-8");
		*out = text;
		return DONE;
	}
	/* Two bytes of UTF-16, or one of Windows-1252, become at most three. */
	AUTO(buf) b = buf_init(in.len > SIZE_MAX / 3 ? SIZE_MAX : in.len * 3);
	if (from == ENCODING_WINDOWS1252)
		TRY(from_windows1252(slice_sub(in, skip, in.len), &b, e));
	else
		TRY(from_utf16(in, skip, from == ENCODING_UTF16BE, &b, e));
	TRY(buf_end(&b, e));
	return arena_copy(a, buf_slice(&b), out) ? DONE : arena_failed(a, e);
}

struct rc
text_decode(struct slice in, struct arena *a, struct slice *out, enum encoding *from,
    struct err *e)
{
	size_t skip;
	const char *why;
	*from = encoding_detect(in, &skip, &why);
	return text_to_utf8(in, *from, skip, a, out, e);
}
