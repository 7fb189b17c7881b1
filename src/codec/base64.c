/* codec/base64.c - strict base64. See codec/base64.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/base64.h"

/* Groups that are gathered before the buffer gets them. */
#define WRITE_GROUPS 64

void
base64_write(struct slice in, struct buf *out)
{
	static const char digits[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	uint8_t line[WRITE_GROUPS * 4];
	size_t len = 0;
	for (size_t i = 0; i < in.len; i += 3) {
		size_t n = in.len - i < 3 ? in.len - i : 3;
		uint32_t bits = (uint32_t)in.at[i] << 16;
		bits |= n > 1 ? (uint32_t)in.at[i + 1] << 8 : 0;
		bits |= n > 2 ? in.at[i + 2] : 0;
		for (size_t k = 0; k < 4; k++)
			line[len++] = k > n ? '=' : (uint8_t)digits[bits >> (18 - 6 * k) & 63];
		if (len == sizeof(line)) {
			buf_add(out, (struct slice){ line, len });
			len = 0;
		}
	}
	buf_add(out, (struct slice){ line, len });
}

enum { NO_DIGIT = -1 };

/* One more than the value of each digit of either alphabet; 0 for what is none. */
static const uint8_t digit_values[256] = {
	['A'] = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23,
	24, 25, 26,
	['a'] = 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
	48, 49, 50, 51, 52,
	['0'] = 53, 54, 55, 56, 57, 58, 59, 60, 61, 62,
	['+'] = 63, ['-'] = 63, ['/'] = 64, ['_'] = 64,
};

/* Of either alphabet. */
static int
value_of(uint8_t c)
{
	return (int)digit_values[c] - 1;
}

int
base64_digit(uint8_t c)
{
	return c == '-' || c == '_' ? NO_DIGIT : value_of(c);
}

struct decoding {
	uint8_t		*at;
	size_t		 len;
	uint32_t	 bits;
	unsigned	 count;		/* digits of the group that is open */
	unsigned	 padding;
	bool		 standard, url;
};

static struct rc
take_digit(struct decoding *d, enum base64_form form, uint8_t c, size_t i, struct err *e)
{
	int v = value_of(c);
	d->standard = d->standard || c == '+' || c == '/';
	d->url = d->url || c == '-' || c == '_';
	if (v == NO_DIGIT || (d->url && form != BASE64_EITHER))
		return fail(e, E_SYNTAX, i, "a character that base64 does not have");
	if (d->standard && d->url)
		return fail(e, E_SYNTAX, i, "two alphabets of base64 mixed");
	if (d->padding > 0)
		return fail(e, E_SYNTAX, i, "base64 goes on after its padding");
	d->bits = d->bits << 6 | (uint32_t)v;
	if (++d->count == 4) {
		d->at[d->len++] = (uint8_t)(d->bits >> 16);
		d->at[d->len++] = (uint8_t)(d->bits >> 8);
		d->at[d->len++] = (uint8_t)d->bits;
		d->count = 0;
		d->bits = 0;
	}
	return DONE;
}

static struct rc
finish(struct decoding *d, size_t end, struct err *e)
{
	if (d->count == 0 && d->padding == 0)
		return DONE;
	if (d->count < 2 || d->count + d->padding != 4)
		return fail(e, E_SYNTAX, end, "base64 ends in the middle of a group");
	unsigned spare = d->count == 2 ? 4 : 2;
	if ((d->bits & ((1u << spare) - 1)) != 0)
		return fail(e, E_SYNTAX, end, "unused bits of base64 that are not zero");
	d->bits >>= spare;
	if (d->count == 3)
		d->at[d->len++] = (uint8_t)(d->bits >> 8);
	d->at[d->len++] = (uint8_t)d->bits;
	return DONE;
}

/* Whole groups without padding, blanks, or what tells the alphabets apart: most of any text. */
static size_t
take_groups(struct decoding *d, struct slice in, size_t from)
{
	size_t i = from;
	for (; in.len - i >= 4; i += 4) {
		const uint8_t *p = in.at + i;
		const uint32_t a = digit_values[p[0]] - 1u, b = digit_values[p[1]] - 1u;
		const uint32_t c = digit_values[p[2]] - 1u, e = digit_values[p[3]] - 1u;
		if (a >= 62 || b >= 62 || c >= 62 || e >= 62)
			break;
		const uint32_t bits = a << 18 | b << 12 | c << 6 | e;
		d->at[d->len++] = (uint8_t)(bits >> 16);
		d->at[d->len++] = (uint8_t)(bits >> 8);
		d->at[d->len++] = (uint8_t)bits;
	}
	return i - from;
}

struct rc
base64_decode(struct slice in, enum base64_form form, struct arena *a, struct slice *out,
    struct err *e)
{
	struct decoding d = { .at = arena_alloc(a, in.len / 4 * 3 + 3, 1) };
	if (d.at == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < in.len; i++) {
		if (d.count == 0 && d.padding == 0 && (i += take_groups(&d, in, i)) == in.len)
			break;
		uint8_t c = in.at[i];
		bool space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
		if (space && form == BASE64_MIME)
			continue;
		if (c == '=' && d.count >= 2 && d.count + d.padding < 4)
			d.padding++;
		else
			TRY(take_digit(&d, form, c, i, e));
	}
	TRY(finish(&d, in.len, e));
	*out = (struct slice){ d.at, d.len };
	return DONE;
}

struct rc
base64_decode_value(const struct value *v, enum base64_form form, struct arena *a,
    struct slice *out, struct err *e)
{
	struct err inner = {0};
	struct rc done = base64_decode(v->text, form, a, out, &inner);
	return failed(done) ? fail(e, inner.code, v->at + 1 + inner.at, inner.what) : DONE;
}
