/* catalog/requirement_key.c - names of requirements as people write them. See
 * catalog/requirement_key.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "catalog/requirement_key.h"

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

/* --- in the middle of a text ------------------------------------------------------------------ */

/* Of a name in a text, at most so much is looked at. */
#define LOOKED_AT 48

static bool
is_upper(uint8_t c)
{
	return c >= 'A' && c <= 'Z';
}

/* A word begins there: behind anything but a letter or digit, or at the hump of "testCR1_1". */
static bool
begins_word(struct slice text, size_t at)
{
	uint8_t before = at == 0 ? 0 : text.at[at - 1];
	if (!is_letter(text.at[at]) || is_digit(before))
		return false;
	return !is_letter(before) || (!is_upper(before) && is_upper(text.at[at]));
}

/* "CR_1_1_RE_1" as "CR 1.1 RE 1": what names of functions cannot hold. Returns its length. */
static size_t
without_underscores(struct slice text, uint8_t out[static LOOKED_AT])
{
	size_t n = 0;
	for (; n < text.len && n < LOOKED_AT; n++) {
		uint8_t c = text.at[n];
		bool inside = c == '_' && n > 0 && n + 1 < text.len &&
		    is_digit(text.at[n - 1]) && is_digit(text.at[n + 1]);
		out[n] = inside ? '.' : c == '_' ? ' ' : c;
	}
	return n;
}

/* Where letters, number and the number behind its dot end. */
static size_t
base_end(struct slice text)
{
	size_t at = 0;
	while (at < text.len && is_letter(text.at[at]))
		at++;
	while (at < text.len && !is_digit(text.at[at]))
		at++;
	while (at < text.len && (is_digit(text.at[at]) || (text.at[at] == '.' &&
	    at + 1 < text.len && is_digit(text.at[at + 1]))))
		at++;
	return at;
}

/* "CR 1.1 (3 users)": whether a number in brackets is an enhancement is not to be told. */
static bool
has_bare_bracket(struct slice text, size_t at)
{
	while (at < text.len && text.at[at] == ' ')
		at++;
	return at + 1 < text.len && text.at[at] == '(' && is_digit(text.at[at + 1]);
}

size_t
requirement_in(struct slice text, size_t *at, uint8_t out[static REQUIREMENT_KEY_MAX])
{
	uint8_t plain[LOOKED_AT];
	for (; *at < text.len; (*at)++) {
		if (!begins_word(text, *at))
			continue;
		struct slice here = { plain, without_underscores(slice_sub(text, *at,
		    *at + LOOKED_AT), plain) };
		size_t n = requirement_key(here, (struct slice){0}, out);
		size_t end = base_end(here);
		/* an enhancement is no name of its own */
		if (n == 0 || slice_starts((struct slice){ out, n }, SLICE("RE-")) ||
		    has_bare_bracket(here, end))
			continue;
		*at += end;
		return n;
	}
	return 0;
}

/* --- several in one text ---------------------------------------------------------------------- */

/* Between two names that stand side by side: blanks, and one sign or line end. Empty where there is
 * none. */
static struct slice
behind_sign(struct slice s)
{
	static const struct slice signs[] = { SLICE_INIT(","), SLICE_INIT(";"), SLICE_INIT("/"),
	    SLICE_INIT("&"), SLICE_INIT("+"), SLICE_INIT("-"), SLICE_INIT("\xe2\x80\x93"),
	    SLICE_INIT("\n"), SLICE_INIT("\r\n") };
	size_t at = 0;
	while (at < s.len && (s.at[at] == ' ' || s.at[at] == '\t'))
		at++;
	s = slice_sub(s, at, s.len);
	for (size_t i = 0; i < COUNT(signs); i++)
		if (slice_starts(s, signs[i]))
			return slice_trim(slice_sub(s, signs[i].len, s.len));
	return SLICE("");
}

/* "RE(1)", "-RE-1" or "(1)", which the name before it may have. */
static struct slice
behind_enhancement(struct slice s)
{
	struct slice t = slice_trim(s);
	size_t at = t.len > 0 && t.at[0] == '-', digits;
	bool named = slice_eq_nocase(slice_sub(t, at, at + 2), SLICE("RE"));
	if (!named && (t.len == 0 || t.at[0] != '('))
		return s;
	for (at += named ? 2 : 0; at < t.len && (t.at[at] == ' ' || t.at[at] == '-' ||
	    t.at[at] == '(');)
		at++;
	for (digits = at; at < t.len && is_digit(t.at[at]);)
		at++;
	if (at == digits)
		return s;
	return slice_sub(t, at + (at < t.len && t.at[at] == ')'), t.len);
}

/* "1.8" of "CR 1.7/1.8". */
static bool
is_number_with_a_dot(struct slice s)
{
	size_t at = 0, from;
	while (at < s.len && is_digit(s.at[at]))
		at++;
	if (at == 0 || at > 2 || at == s.len || s.at[at] != '.')
		return false;
	for (from = ++at; at < s.len && is_digit(s.at[at]);)
		at++;
	return at > from && at - from <= 2;
}

bool
requirement_names_more(struct slice text)
{
	uint8_t key[REQUIREMENT_KEY_MAX], next[REQUIREMENT_KEY_MAX];
	text = slice_trim(text);
	size_t n = requirement_key(text, (struct slice){0}, key);
	if (n == 0)
		return false;
	struct slice rest = slice_sub(text, base_end(text), text.len);
	rest = behind_sign(behind_enhancement(rest));
	return is_number_with_a_dot(rest) ||
	    requirement_key(rest, (struct slice){ key, n }, next) > 0;
}
