/* clock/calendar.h - periods of law in UTC: hours, days, calendar months and years.
 *
 * A month ends on the day of the same number, or on the last day of a month that has none; the
 * time of day is kept. That is the stricter reading, and the one that is shown first. What Reg.
 * (EEC, Euratom) 1182/71 allows beyond it is computed beside, and information only: public
 * holidays are not known here.
 *
 * Purity:   no I/O, no clock.
 * Layer:    base.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLOCK_CALENDAR_H
#define CLOCK_CALENDAR_H

#include "base/base.h"
#include "base/time.h"

/* ISO 8601: "PT24H", "P14D", "P1M", "P10Y". One unit, a number up to 9999. */
struct period { unsigned hours, days, months; };
bool period_parse(struct slice text, struct period *out);

struct civil { int64_t year; unsigned month, day; };
struct civil calendar_date(int64_t ms);
/* 0 is Monday, 6 is Sunday. */
unsigned calendar_weekday(int64_t ms);

/* The instant that is a period later; TIME_UNKNOWN beyond the year 9999, or of an unknown one. */
int64_t calendar_add(int64_t ms, const struct period *p);
/* The end by Reg. 1182/71: a period in hours begins with the next full hour (Art. 3(1)); any other
 * runs to the end of its last day (Art. 3(1), (2)), and where that is a Saturday or Sunday to the
 * end of the Monday behind it (Art. 3(4)). */
int64_t calendar_extended(int64_t ms, const struct period *p);

#endif
