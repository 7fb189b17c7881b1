/* version/version.c - versions in their order, and ranges of them. See version/version.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "version/version.h"

#include "base/limits.h"

/* --- one version ------------------------------------------------------------------------------ */

/* numbers: "5.4.2"; before: "rc.1", null where there is none. */
struct parts { struct slice numbers, before; };

static bool
is_digit(uint8_t c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(uint8_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The piece up to the next dot; *left is what follows it, null behind the last. */
static struct slice
next_piece(struct slice *left)
{
	size_t dot = slice_find(*left, SLICE("."), 0);
	struct slice piece = slice_sub(*left, 0, dot == SIZE_MAX ? left->len : dot);
	*left = dot == SIZE_MAX ? (struct slice){0} : slice_sub(*left, dot + 1, left->len);
	return piece;
}

static bool
is_number(struct slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!is_digit(s.at[i]))
			return false;
	return s.len > 0;
}

static bool
is_identifier(struct slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!is_digit(s.at[i]) && !is_letter(s.at[i]) && s.at[i] != '-')
			return false;
	return s.len > 0;
}

/* Every piece between dots, and none of them empty. */
static bool
is_list(struct slice left, bool (*fits)(struct slice piece))
{
	while (fits(next_piece(&left)))
		if (slice_is_null(left))
			return true;
	return false;
}

static bool
split(struct slice v, struct parts *out)
{
	bool lettered = v.len > 0 && (v.at[0] == 'v' || v.at[0] == 'V');
	size_t build = slice_find(v, SLICE("+"), 0);
	struct slice rest = slice_sub(v, lettered ? 1 : 0, build == SIZE_MAX ? v.len : build);
	size_t dash = slice_find(rest, SLICE("-"), 0);
	*out = (struct parts){ slice_sub(rest, 0, dash == SIZE_MAX ? rest.len : dash), {0} };
	if (dash != SIZE_MAX)
		out->before = slice_sub(rest, dash + 1, rest.len);
	if (build != SIZE_MAX && !is_list(slice_sub(v, build + 1, v.len), is_identifier))
		return false;
	return is_list(out->numbers, is_number) &&
	    (dash == SIZE_MAX || is_list(out->before, is_identifier));
}

/* However many digits there are. An empty one is 0. */
static int
number_cmp(struct slice a, struct slice b)
{
	while (a.len > 0 && a.at[0] == '0')
		a = slice_sub(a, 1, a.len);
	while (b.len > 0 && b.at[0] == '0')
		b = slice_sub(b, 1, b.len);
	if (a.len != b.len)
		return a.len < b.len ? -1 : 1;
	return slice_cmp(a, b);
}

static int
numbers_cmp(struct slice a, struct slice b)
{
	int c = 0;
	while (c == 0 && (!slice_is_null(a) || !slice_is_null(b)))
		c = number_cmp(slice_is_null(a) ? SLICE("") : next_piece(&a),
		    slice_is_null(b) ? SLICE("") : next_piece(&b));
	return c;
}

/* Numbers come before words; the shorter first where one begins the other. */
static int
identifier_cmp(struct slice a, struct slice b)
{
	bool left = is_number(a), right = is_number(b);
	if (left != right)
		return left ? -1 : 1;
	return left ? number_cmp(a, b) : slice_cmp(a, b);
}

static int
before_cmp(struct slice a, struct slice b)
{
	int c = 0;
	if (slice_is_null(a) || slice_is_null(b))	/* what is done comes after what is not */
		return (slice_is_null(a) ? 1 : 0) - (slice_is_null(b) ? 1 : 0);
	while (c == 0 && !slice_is_null(a) && !slice_is_null(b))
		c = identifier_cmp(next_piece(&a), next_piece(&b));
	return c != 0 ? c : (slice_is_null(b) ? 1 : 0) - (slice_is_null(a) ? 1 : 0);
}

bool
version_cmp(struct slice left, struct slice right, int *out)
{
	struct parts a, b;
	if (!split(left, &a) || !split(right, &b))
		return false;
	*out = numbers_cmp(a.numbers, b.numbers);
	if (*out == 0)
		*out = before_cmp(a.before, b.before);
	return true;
}

/* --- ranges ----------------------------------------------------------------------------------- */

enum sign { SIGN_NONE = 0, SIGN_EQUAL, SIGN_BELOW, SIGN_BELOW_OR, SIGN_ABOVE, SIGN_ABOVE_OR };

/* The bound between two separators. */
static enum sign
read_bound(struct slice text, struct slice *version)
{
	static const struct { struct slice text; enum sign sign; } signs[] = {
		{ SLICE_INIT("<="), SIGN_BELOW_OR }, { SLICE_INIT(">="), SIGN_ABOVE_OR },
		{ SLICE_INIT("<"), SIGN_BELOW }, { SLICE_INIT(">"), SIGN_ABOVE },
		{ SLICE_INIT("="), SIGN_EQUAL } };
	struct parts unused;
	text = slice_trim(text);
	for (size_t i = 0; i < COUNT(signs); i++) {
		if (!slice_starts(text, signs[i].text))
			continue;
		*version = slice_trim(slice_sub(text, signs[i].text.len, text.len));
		bool ordered = split(*version, &unused);
		bool text_alone = version->len > 0 && slice_find(*version, SLICE(" "), 0) ==
		    SIZE_MAX && signs[i].sign == SIGN_EQUAL;
		return ordered || text_alone ? signs[i].sign : SIGN_NONE;
	}
	return SIGN_NONE;
}

static bool
holds(enum sign sign, struct slice version, struct slice bound)
{
	int c;
	if (sign == SIGN_EQUAL)
		return slice_eq(version, bound);
	if (sign == SIGN_NONE || !version_cmp(version, bound, &c))
		return false;
	return sign == SIGN_BELOW ? c < 0 : sign == SIGN_BELOW_OR ? c <= 0 :
	    sign == SIGN_ABOVE ? c > 0 : c >= 0;
}

static size_t
end_of_bound(struct slice range, size_t from)
{
	size_t i = from;
	while (i < range.len && range.at[i] != ',' && range.at[i] != '|')
		i++;
	return i;
}

struct rc
version_range_check(struct slice range, struct err *e)
{
	struct slice unused;
	if (range.len > VERSION_RANGE_BYTES_MAX)
		return fail(e, E_LIMIT, VERSION_RANGE_BYTES_MAX, "a range of more than 512 bytes");
	if (slice_eq(slice_trim(range), SLICE("*")))
		return DONE;
	for (size_t from = 0, end; from <= range.len; from = end + 1) {
		end = end_of_bound(range, from);
		if (read_bound(slice_sub(range, from, end), &unused) == SIGN_NONE)
			return fail(e, E_SYNTAX, from, "expected a range of versions, such as "
			    "'>=5.4, <5.6' or '=5.4.2'");
	}
	return DONE;
}

bool
version_in_range(struct slice version, struct slice range)
{
	bool all = true, found = false;
	if (failed(version_range_check(range, NULL)) || version.len == 0)
		return false;
	if (slice_eq(slice_trim(range), SLICE("*")))
		return true;
	for (size_t from = 0, end; from <= range.len; from = end + 1) {
		struct slice bound;
		end = end_of_bound(range, from);
		enum sign sign = read_bound(slice_sub(range, from, end), &bound);
		all = all && holds(sign, version, bound);
		if (end == range.len || range.at[end] == '|') {
			found = found || all;
			all = true;
		}
	}
	return found;
}
