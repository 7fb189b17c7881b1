/* base/time.c - instants, dates, durations. See base/time.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/time.h"

#include <string.h>
#include <time.h>

#include "base/rd.h"

static bool
is_leap(int64_t y)
{
	return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

bool
time_days(int64_t year, unsigned month, unsigned day, int64_t *days)
{
	static const uint8_t length[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	if (year < 1970 || year > 9999 || month < 1 || month > 12 || day < 1)
		return false;
	if (day > length[month - 1] + (month == 2 && is_leap(year) ? 1u : 0u))
		return false;
	int64_t y = year - 1;
	int64_t n = (year - 1970) * 365 + (y / 4 - y / 100 + y / 400) - (1969 / 4 - 1969 / 100 +
	    1969 / 400);
	for (unsigned m = 1; m < month; m++)
		n += length[m - 1] + (m == 2 && is_leap(year) ? 1 : 0);
	*days = n + day - 1;
	return true;
}

bool
time_civil(int64_t year, unsigned month, unsigned day, unsigned hour, unsigned minute,
    unsigned second, int64_t *ms)
{
	int64_t days;
	if (!time_days(year, month, day, &days) || hour > 23 || minute > 59 || second > 59)
		return false;
	*ms = days * DAY_MS + ((int64_t)hour * 3600 + minute * 60 + second) * 1000;
	return true;
}

/* Exactly n digits. */
static unsigned
digits(struct rd *r, unsigned n)
{
	unsigned value = 0;
	for (unsigned i = 0; i < n && rd_ok(r); i++) {
		int c = rd_peek(r);
		if (c < '0' || c > '9') {
			rd_fail(r, E_SYNTAX, "expected a digit of a date or time");
			return 0;
		}
		value = value * 10 + (unsigned)(c - '0');
		(void)rd_take(r, 1);
	}
	return value;
}

static void
expect(struct rd *r, char c, const char *what)
{
	if (rd_peek(r) != c)
		rd_fail(r, E_SYNTAX, what);
	else
		(void)rd_take(r, 1);
}

bool
time_is_date(struct slice text)
{
	return text.len == 10;
}

static unsigned
fraction(struct rd *r)
{
	unsigned ms = 0, n = 0;
	if (rd_peek(r) != '.')
		return 0;
	(void)rd_take(r, 1);
	for (; rd_peek(r) >= '0' && rd_peek(r) <= '9'; n++) {
		unsigned digit = (unsigned)(rd_peek(r) - '0');
		ms += n == 0 ? digit * 100 : n == 1 ? digit * 10 : n == 2 ? digit : 0;
		(void)rd_take(r, 1);
	}
	if (n == 0)
		rd_fail(r, E_SYNTAX, "expected a digit after the point");
	return ms;
}

/* Offset east of UTC in milliseconds. */
static int64_t
zone(struct rd *r)
{
	int c = rd_peek(r);
	if (c == 'Z' || c == 'z') {
		(void)rd_take(r, 1);
		return 0;
	}
	if (c != '+' && c != '-') {
		rd_fail(r, E_SYNTAX, "expected Z or an offset such as +02:00");
		return 0;
	}
	(void)rd_take(r, 1);
	unsigned h = digits(r, 2);
	expect(r, ':', "expected : in the offset");
	unsigned m = digits(r, 2);
	if (h > 23 || m > 59)
		rd_fail(r, E_SYNTAX, "no such offset");
	int64_t ms = ((int64_t)h * 60 + m) * 60000;
	return c == '-' ? -ms : ms;
}

struct rc
time_parse(struct slice text, enum time_edge edge, int64_t *out, struct err *e)
{
	struct rd r = rd_init(text);
	unsigned hour = 0, minute = 0, second = 0, milli = 0;
	int64_t offset = 0, ms = 0;
	unsigned year = digits(&r, 4);
	expect(&r, '-', "expected - in the date (YYYY-MM-DD)");
	unsigned month = digits(&r, 2);
	expect(&r, '-', "expected - in the date (YYYY-MM-DD)");
	unsigned day = digits(&r, 2);
	bool date = rd_ok(&r) && rd_left(&r) == 0;
	if (!date && rd_ok(&r)) {
		int t = rd_peek(&r);
		expect(&r, t == 't' || t == ' ' ? (char)t : 'T', "expected T after the date");
		hour = digits(&r, 2);
		expect(&r, ':', "expected : in the time (HH:MM:SS)");
		minute = digits(&r, 2);
		expect(&r, ':', "expected : in the time (HH:MM:SS)");
		second = digits(&r, 2);
		milli = fraction(&r);
		offset = zone(&r);
	}
	TRY(rd_end(&r, e));
	if (year < 1970)
		return fail(e, E_LIMIT, 0, "years before 1970 are not used");
	if (!time_civil(year, month, day, hour, minute, second, &ms))
		return fail(e, E_SYNTAX, 0, "there is no such date or time");
	ms += milli - offset;
	if (date && edge == TIME_END)
		ms += DAY_MS - 1;
	if (ms < TIME_MIN || ms > TIME_MAX)
		return fail(e, E_LIMIT, 0, "outside the years 1970 to 9999");
	*out = ms;
	return DONE;
}

/* Exactly so many digits; not by snprintf(), as reports have an instant in every line. */
static void
put_digits(char *to, size_t digits, int64_t n)
{
	for (size_t i = digits; i > 0; i--, n /= 10)
		to[i - 1] = (char)('0' + n % 10);
}

void
time_show(int64_t ms, char text[static TIME_TEXT_BYTES])
{
	if (ms < TIME_MIN || ms > TIME_MAX)
		BUG("time_show: outside the years 1970 to 9999");
	int64_t days = ms / DAY_MS, rest = ms % DAY_MS;
	/* Civil from days, counting years from March so that the leap day comes last. */
	int64_t z = days + 719468, era = z / 146097, doe = z % 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
	int64_t day = doy - (153 * mp + 2) / 5 + 1, month = mp < 10 ? mp + 3 : mp - 9;
	int64_t year = yoe + era * 400 + (month <= 2 ? 1 : 0);
	memcpy(text, "0000-00-00T00:00:00.000Z", TIME_TEXT_BYTES);
	put_digits(text, 4, year);
	put_digits(text + 5, 2, month);
	put_digits(text + 8, 2, day);
	put_digits(text + 11, 2, rest / 3600000);
	put_digits(text + 14, 2, rest / 60000 % 60);
	put_digits(text + 17, 2, rest / 1000 % 60);
	put_digits(text + 20, 3, rest % 1000);
}

struct rc
duration_parse(struct slice text, int64_t *ms, struct err *e)
{
	static const struct { struct slice unit; int64_t ms; } units[] = {
		{ SLICE_INIT("min"), 60000 }, { SLICE_INIT("s"), 1000 },
		{ SLICE_INIT("h"), 3600000 }, { SLICE_INIT("d"), DAY_MS },
		{ SLICE_INIT("w"), 7 * DAY_MS },
	};
	for (size_t i = 0; i < COUNT(units); i++) {
		uint64_t n;
		int64_t total;
		if (!slice_ends(text, units[i].unit))
			continue;
		struct slice number = slice_sub(text, 0, text.len - units[i].unit.len);
		if (!slice_to_u64(number, &n))
			return fail(e, E_SYNTAX, 0, "expected a whole number before the unit");
		if (n > INT64_MAX || __builtin_mul_overflow((int64_t)n, units[i].ms, &total) ||
		    total > 146097 * DAY_MS)
			return fail(e, E_LIMIT, 0, "longer than 400 years");
		*ms = total;
		return DONE;
	}
	return fail(e, E_SYNTAX, text.len,
	    "expected a duration such as 30d (units s, min, h, d, w)");
}

int64_t
clock_now_ms(void)
{
	struct timespec now;
	if (clock_gettime(CLOCK_REALTIME, &now) != 0)
		BUG("the host has no clock");
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
