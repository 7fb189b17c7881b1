/* table/identifier.c - identifiers as spreadsheets damage them. See table/identifier.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "table/identifier.h"

#include "base/rd.h"
#include "codec/utf8.h"

/* Digits a binary floating-point number keeps exactly. */
#define EXACT_DIGITS 15

static bool
is_digit(int c)
{
	return c >= '0' && c <= '9';
}

bool
identifier_is_digits(struct slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!is_digit(s.at[i]))
			return false;
	return s.len > 0;
}

static size_t
take_digits(struct rd *r)
{
	size_t n = 0;
	for (; is_digit(rd_peek(r)); n++)
		(void)rd_take(r, 1);
	return n;
}

/* 3.1E+03, 3,10E+03, 3E+3: only spreadsheets write identifiers so. */
static bool
is_exponent(struct slice s)
{
	struct rd r = rd_init(s);
	if (take_digits(&r) != 1)
		return false;
	bool point = rd_peek(&r) == '.' || rd_peek(&r) == ',';
	if (point) {
		(void)rd_take(&r, 1);
		if (take_digits(&r) == 0)
			return false;
	}
	if (rd_peek(&r) != 'E' && rd_peek(&r) != 'e')
		return false;
	(void)rd_take(&r, 1);
	bool sign = rd_peek(&r) == '+' || rd_peek(&r) == '-';
	if (sign)
		(void)rd_take(&r, 1);
	return take_digits(&r) > 0 && rd_left(&r) == 0 && (point || sign);
}

/* "47022.0", "3101,00": a number where text belongs. */
static bool
is_decimal(struct slice s)
{
	struct rd r = rd_init(s);
	if (take_digits(&r) == 0 || (rd_peek(&r) != '.' && rd_peek(&r) != ','))
		return false;
	(void)rd_take(&r, 1);
	size_t zeros = 0;
	for (; rd_peek(&r) == '0'; zeros++)
		(void)rd_take(&r, 1);
	return zeros > 0 && rd_left(&r) == 0;
}

/* Groups of digits with one separator: 2031-01-03, 03.01.2031, 1/3/31. */
static bool
is_numeric_date(struct slice s)
{
	struct rd r = rd_init(s);
	size_t a = take_digits(&r);
	int sep = rd_peek(&r);
	if (sep != '-' && sep != '.' && sep != '/')
		return false;
	(void)rd_take(&r, 1);
	size_t b = take_digits(&r);
	if (rd_peek(&r) != sep)
		return false;
	(void)rd_take(&r, 1);
	size_t c = take_digits(&r);
	if (rd_peek(&r) == ' ')			/* a time of day behind it */
		return (a == 4 || c == 4) && b >= 1 && b <= 2;
	if (rd_left(&r) != 0 || b < 1 || b > 2)
		return false;
	if (sep == '.' || sep == '-')		/* 5.4.2 is a version, 12-34-56 may be a serial */
		return (a == 4 && c <= 2 && c > 0) || (c == 4 && a <= 2 && a > 0);
	return a >= 1 && a <= 2 && (c == 2 || c == 4);
}

/* "3-Jan", "03-Jan-31", "Jan-31", "1. Mrz": what comes of "3-1" or "1-31". */
static bool
is_month_date(struct slice s)
{
	static const struct slice months[] = {
		SLICE_INIT("jan"), SLICE_INIT("feb"), SLICE_INIT("mar"), SLICE_INIT("apr"),
		SLICE_INIT("may"), SLICE_INIT("jun"), SLICE_INIT("jul"), SLICE_INIT("aug"),
		SLICE_INIT("sep"), SLICE_INIT("oct"), SLICE_INIT("nov"), SLICE_INIT("dec"),
		SLICE_INIT("mrz"), SLICE_INIT("mai"), SLICE_INIT("okt"), SLICE_INIT("dez"),
	};
	struct rd r = rd_init(s);
	size_t before = take_digits(&r);
	if (before > 2)
		return false;
	while (before > 0 && (rd_peek(&r) == '-' || rd_peek(&r) == '.' || rd_peek(&r) == ' '))
		(void)rd_take(&r, 1);
	struct slice month = rd_take(&r, 3);
	bool known = false;
	for (size_t i = 0; i < COUNT(months); i++)
		known = known || (rd_ok(&r) && slice_eq_nocase(month, months[i]));
	if (!known)
		return false;
	if (rd_left(&r) == 0)
		return before > 0;
	if (rd_peek(&r) != '-' && rd_peek(&r) != ' ')
		return false;
	(void)rd_take(&r, 1);
	size_t after = take_digits(&r);
	return rd_left(&r) == 0 && (after == 2 || after == 4);
}

/* A blank that is no space, or a character that nobody sees. */
static bool
point_is_hidden(uint32_t p)
{
	return p == 0xa0 || p == 0xad || p == 0x1680 || (p >= 0x2000 && p <= 0x200f) ||
	    p == 0x202f || p == 0x205f || (p >= 0x2060 && p <= 0x2064) || p == 0x3000 ||
	    p == 0xfffd || (p != '\n' && p != '\r' && point_is_unsafe(p));
}

static bool
has_hidden(struct slice s)
{
	if (!utf8_valid(s))
		return true;
	for (size_t i = 0; i < s.len;)
		if (point_is_hidden(utf8_next(s, &i)))
			return true;
	return false;
}

/* Not what a cell holds but what a spreadsheet turned it into. */
static bool
is_turned(const struct grid_cell *cell, struct slice text)
{
	if (cell->kind == CELL_DATE || cell->kind == CELL_ERROR || cell->kind == CELL_BOOLEAN)
		return true;
	return is_exponent(text) || is_month_date(text) || has_hidden(text) ||
	    (text.len > 1 && (text.at[0] == '=' || text.at[0] == '\''));
}

bool
identifier_version_is_damaged(const struct grid_cell *cell)
{
	return cell->kind == CELL_EMPTY ? cell->formula : is_turned(cell, slice_trim(cell->text));
}

bool
identifier_is_damaged(const struct grid_cell *cell)
{
	struct slice text = slice_trim(cell->text);
	if (cell->kind == CELL_EMPTY)
		return cell->formula;
	if (cell->padded || is_turned(cell, text) || is_decimal(text) || is_numeric_date(text))
		return true;
	return cell->kind == CELL_NUMBER && (!identifier_is_digits(text) ||
	    text.len > EXACT_DIGITS);
}

bool
identifier_is_many(struct slice s)
{
	static const struct slice between[] = { SLICE_INIT("\n"), SLICE_INIT("\r"),
		SLICE_INIT(","), SLICE_INIT(";"), SLICE_INIT(" / "), SLICE_INIT(".."),
		SLICE_INIT(" - "), SLICE_INIT("\xe2\x80\x93"), SLICE_INIT("\xe2\x80\xa6") };
	for (size_t i = 0; i < COUNT(between); i++)
		if (slice_find(s, between[i], 0) != SIZE_MAX)
			return true;
	return false;
}

bool
identifier_has_letter_digit(struct slice s)
{
	size_t digits = 0, letters = 0;
	for (size_t i = 0; i < s.len; i++) {
		uint8_t c = s.at[i];
		if (is_digit(c))
			digits++;
		else if (c == 'O' || c == 'o' || c == 'I' || c == 'l')
			letters++;
		else
			return false;
	}
	return digits > 0 && letters > 0;
}

bool
identifier_lost_zeros(struct slice a, struct slice b)
{
	if (!identifier_is_digits(a) || !identifier_is_digits(b) || a.len >= b.len)
		return false;
	struct slice zeros = slice_sub(b, 0, b.len - a.len);
	for (size_t i = 0; i < zeros.len; i++)
		if (zeros.at[i] != '0')
			return false;
	return slice_eq(a, slice_sub(b, zeros.len, b.len)) && a.at[0] != '0';
}
