/* base/base.c - slices and codes. See base/base.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char	*name;
	int		 status;
} codes[] = {
#define CODE(id, status, text) { #id, status },
#include "base/code.list"
#undef CODE
};

void
bug(const char *file, int line, const char *why)
{
	fprintf(stderr, "assay: bug at %s:%d: %s\n", file, line, why);
	abort();
}

int
code_status(enum code c)
{
	if (c >= CODE_COUNT)
		BUG("code out of range");
	return codes[c].status;
}

const char *
code_name(enum code c)
{
	if (c >= CODE_COUNT)
		BUG("code out of range");
	return codes[c].name;
}

int
slice_cmp(struct slice a, struct slice b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int c = n == 0 ? 0 : memcmp(a.at, b.at, n);
	if (c != 0)
		return c;
	return a.len < b.len ? -1 : a.len > b.len;
}

int
slice_cmp_qsort(const void *a, const void *b)
{
	const struct slice *x = a, *y = b;
	return slice_cmp(*x, *y);
}

bool
slice_starts(struct slice s, struct slice prefix)
{
	return s.len >= prefix.len && slice_eq(slice_sub(s, 0, prefix.len), prefix);
}

bool
slice_ends(struct slice s, struct slice suffix)
{
	return s.len >= suffix.len &&
	    slice_eq(slice_sub(s, s.len - suffix.len, s.len), suffix);
}

static uint8_t
lower(uint8_t c)
{
	return c >= 'A' && c <= 'Z' ? (uint8_t)(c + 32) : c;
}

bool
slice_eq_nocase(struct slice a, struct slice b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (lower(a.at[i]) != lower(b.at[i]))
			return false;
	return true;
}

struct slice
slice_sub(struct slice s, size_t from, size_t to)
{
	if (s.at == NULL)
		return s;
	if (to > s.len)
		to = s.len;
	if (from > to)
		from = to;
	return (struct slice){ s.at + from, to - from };
}

size_t
slice_find(struct slice s, struct slice needle, size_t from)
{
	if (from > s.len)
		return SIZE_MAX;
	if (needle.len == 0)
		return from;
	if (s.len - from < needle.len)
		return SIZE_MAX;
	const uint8_t *hit = memmem(s.at + from, s.len - from, needle.at, needle.len);
	return hit == NULL ? SIZE_MAX : (size_t)(hit - s.at);
}

static bool
is_space(uint8_t c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct slice
slice_trim(struct slice s)
{
	while (s.len > 0 && is_space(s.at[0])) {
		s.at++;
		s.len--;
	}
	while (s.len > 0 && is_space(s.at[s.len - 1]))
		s.len--;
	return s;
}

bool
slice_to_u64(struct slice s, uint64_t *out)
{
	uint64_t n = 0;
	if (s.len == 0 || (s.len > 1 && s.at[0] == '0'))
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] < '0' || s.at[i] > '9')
			return false;
		if (__builtin_mul_overflow(n, (uint64_t)10, &n) ||
		    __builtin_add_overflow(n, (uint64_t)(s.at[i] - '0'), &n))
			return false;
	}
	*out = n;
	return true;
}
