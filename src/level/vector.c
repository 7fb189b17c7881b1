/* level/vector.c - a vector of levels as text. See level/vector.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "level/vector.h"

static bool
is_gap(uint8_t c)
{
	return c == ' ' || c == ',' || c == '/' || c == ';' || c == '\t';
}

/* "FR3=2" or "2". *named: which one it names, LEVEL_FRS for none. */
static bool
read_part(struct slice part, unsigned *named, unsigned *level)
{
	bool names = part.len == 5 && part.at[0] == 'F' && part.at[1] == 'R' &&
	    part.at[2] >= '1' && part.at[2] < '1' + LEVEL_FRS && part.at[3] == '=';
	uint8_t digit = part.len == 0 ? 0 : part.at[part.len - 1];
	*named = names ? (unsigned)(part.at[2] - '1') : LEVEL_FRS;
	*level = (unsigned)(digit - '0');
	return (names || part.len == 1) && digit >= '0' && digit <= '0' + LEVEL_MAX;
}

bool
level_vector_parse(struct slice text, unsigned out[static LEVEL_FRS])
{
	bool seen[LEVEL_FRS] = {0}, by_name = false;
	unsigned count = 0;
	for (size_t from = 0; from < text.len;) {
		size_t to = from;
		unsigned named, level;
		while (to < text.len && !is_gap(text.at[to]))
			to++;
		struct slice part = slice_sub(text, from, to);
		from = to + 1;
		if (part.len == 0)
			continue;
		if (count == LEVEL_FRS || !read_part(part, &named, &level))
			return false;
		if (count > 0 && by_name != (named != LEVEL_FRS))
			return false;
		by_name = named != LEVEL_FRS;
		unsigned fr = by_name ? named : count;
		if (seen[fr])
			return false;
		seen[fr] = true;
		out[fr] = level;
		count++;
	}
	return count == LEVEL_FRS;
}
