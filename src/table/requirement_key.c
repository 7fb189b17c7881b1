/* table/requirement_key.c - names of requirements as people write them. See
 * table/requirement_table.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "table/requirement_table.h"

#include <string.h>

/* A text that is read from left to right into a key. */
struct reader {
	struct slice	 in;
	size_t		 at, n;
	uint8_t		*out;
};

static uint8_t
look(const struct reader *r)
{
	return r->at < r->in.len ? r->in.at[r->at] : 0;
}

static bool
is_letter(uint8_t c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool
is_digit(uint8_t c)
{
	return c >= '0' && c <= '9';
}

static void
put(struct reader *r, uint8_t c)
{
	if (r->n < REQUIREMENT_KEY_MAX)
		r->out[r->n++] = c;
}

static void
skip(struct reader *r, const char *among)
{
	while (look(r) != 0 && strchr(among, look(r)) != NULL)
		r->at++;
}

/* Digits without leading zeros: "CR 01.1" is CR 1.1. */
static bool
take_number(struct reader *r)
{
	size_t from = r->at, n = 0;
	while (look(r) == '0' && is_digit(r->at + 1 < r->in.len ? r->in.at[r->at + 1] : 0))
		r->at++;
	for (; is_digit(look(r)) && n < 3; n++)
		put(r, r->in.at[r->at++]);
	return r->at > from && n > 0 && !is_digit(look(r));
}

static bool
take_letters(struct reader *r)
{
	size_t n = 0;
	for (; is_letter(look(r)) && n < 5; n++) {
		uint8_t c = r->in.at[r->at++];
		put(r, c >= 'a' ? (uint8_t)(c - 32) : c);
	}
	return n >= 2 && n <= 4;
}

/* "RE(1)", "RE 1", "-RE-1", "(1)": an enhancement; nothing is not wrong. */
static bool
take_enhancement(struct reader *r)
{
	struct reader back = *r;
	skip(r, " .-_\t\n:/");
	bool bracket = look(r) == '(';
	if ((look(r) == 'R' || look(r) == 'r') && r->at + 1 < r->in.len &&
	    (r->in.at[r->at + 1] == 'E' || r->in.at[r->at + 1] == 'e')) {
		r->at += 2;
		skip(r, " .-_(\t#");
	} else if (bracket) {
		r->at++;
	} else {
		*r = back;
		return true;
	}
	for (const char *c = "-RE-"; *c != 0; c++)
		put(r, (uint8_t)*c);
	if (is_digit(look(r)) && take_number(r))
		return true;
	*r = back;
	return bracket || !is_letter(look(r));
}

static bool
ends_well(const struct reader *r)
{
	uint8_t c = look(r);
	return !is_letter(c) && !is_digit(c) && c != '_';
}

size_t
requirement_key(struct slice text, struct slice base, uint8_t out[static REQUIREMENT_KEY_MAX])
{
	struct reader r = { .in = slice_trim(text), .out = out };
	struct slice head = slice_sub(r.in, 0, 2);
	if (slice_eq_nocase(head, SLICE("RE")) && base.len > 0 && r.in.len > 2 &&
	    !is_letter(r.in.at[2])) {
		for (size_t i = 0; i < base.len; i++)
			put(&r, base.at[i]);
		size_t before = r.n;
		return take_enhancement(&r) && r.n > before && ends_well(&r) ? r.n : 0;
	}
	if (!take_letters(&r))
		return 0;
	put(&r, '-');
	skip(&r, " .-_\t\n");
	if (!take_number(&r))
		return 0;
	if (look(&r) == '.' && r.at + 1 < r.in.len && is_digit(r.in.at[r.at + 1])) {
		put(&r, '.');
		r.at++;
		if (!take_number(&r))
			return 0;
	}
	return take_enhancement(&r) && ends_well(&r) ? r.n : 0;
}
