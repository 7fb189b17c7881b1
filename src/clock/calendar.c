/* clock/calendar.c - periods of law in UTC. See clock/calendar.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "clock/calendar.h"

#define HOUR_MS ((int64_t)3600000)
#define NUMBER_MAX 9999

bool
period_parse(struct slice text, struct period *out)
{
	bool time = slice_starts(text, SLICE("PT"));
	uint64_t n;
	*out = (struct period){0};
	if (!slice_starts(text, SLICE("P")) || text.len < (time ? 4u : 3u))
		return false;
	uint8_t unit = text.at[text.len - 1];
	if (!slice_to_u64(slice_sub(text, time ? 2 : 1, text.len - 1), &n) || n > NUMBER_MAX)
		return false;
	if (time && unit == 'H')
		out->hours = (unsigned)n;
	else if (!time && unit == 'D')
		out->days = (unsigned)n;
	else if (!time && unit == 'M')
		out->months = (unsigned)n;
	else if (!time && unit == 'Y')
		out->months = (unsigned)n * 12;
	else
		return false;
	return true;
}

/* Days since 1970-01-01 as a date (the proleptic Gregorian calendar, by eras of 400 years). */
struct civil
calendar_date(int64_t ms)
{
	int64_t days = ms / DAY_MS + 719468;
	int64_t era = days / 146097, of_era = days % 146097;
	int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
	int64_t month = (5 * of_year + 2) / 153;
	unsigned day = (unsigned)(of_year - (153 * month + 2) / 5 + 1);
	unsigned m = (unsigned)(month < 10 ? month + 3 : month - 9);
	return (struct civil){ year + era * 400 + (m <= 2 ? 1 : 0), m, day };
}

unsigned
calendar_weekday(int64_t ms)
{
	return (unsigned)((ms / DAY_MS + 3) % 7);	/* 1970-01-01 was a Thursday */
}

/* The last day of a month that has no such day. */
static bool
days_of(int64_t year, unsigned month, unsigned day, int64_t *days)
{
	for (unsigned d = day; d > 27; d--)
		if (time_days(year, month, d, days))
			return true;
	return time_days(year, month, day, days);
}

int64_t
calendar_add(int64_t ms, const struct period *p)
{
	int64_t days;
	if (ms == TIME_UNKNOWN || ms < TIME_MIN)
		return TIME_UNKNOWN;
	struct civil c = calendar_date(ms);
	int64_t months = (int64_t)c.month - 1 + p->months;
	if (c.year + months / 12 > 9999 ||
	    !days_of(c.year + months / 12, (unsigned)(months % 12) + 1, c.day, &days))
		return TIME_UNKNOWN;
	int64_t out = days * DAY_MS + ms % DAY_MS + p->days * DAY_MS + p->hours * HOUR_MS;
	return out > TIME_MAX ? TIME_UNKNOWN : out;
}

int64_t
calendar_extended(int64_t ms, const struct period *p)
{
	if (ms == TIME_UNKNOWN || ms < TIME_MIN)
		return TIME_UNKNOWN;
	if (p->hours > 0)
		return calendar_add(ms - ms % HOUR_MS + HOUR_MS, p);
	int64_t out = calendar_add(ms - ms % DAY_MS, p);
	if (out == TIME_UNKNOWN)
		return out;
	unsigned weekday = calendar_weekday(out);
	out += weekday == 5 ? 2 * DAY_MS : weekday == 6 ? DAY_MS : 0;
	return out > TIME_MAX - DAY_MS ? TIME_UNKNOWN : out + DAY_MS - 1;
}
