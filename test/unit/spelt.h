/* spelt.h - documents written in the text of a test.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SPELT_H
#define SPELT_H

#include "unit.h"

#include "base/arena.h"

/* They are written with ' for " and, where a complaint is expected, ^ before the place: *at is its
 * offset in what is read. */
static inline struct slice
spelt(struct arena *a, struct slice text, uint64_t *at)
{
	uint8_t *to = arena_alloc(a, text.len + 1, 1);
	size_t n = 0;
	*at = 0;
	assert_non_null(to);
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] == '^')
			*at = n;
		else
			to[n++] = text.at[i] == '\'' ? '"' : text.at[i];
	return (struct slice){ to, n };
}

#endif
