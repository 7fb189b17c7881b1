/* base/time.h - instants, dates, durations.
 *
 * Inside the program time is int64_t milliseconds UTC since 1970, from year 1970 to 9999.
 * Intervals are closed at both ends. Nothing here reads a clock but clock_now_ms().
 *
 * Spec:     RFC 3339. A date alone means its first millisecond UTC as a beginning and its
 *           last as an end. X.509: 99991231235959Z is "without end".
 * Layer:    base.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_TIME_H
#define BASE_TIME_H

#include "base/base.h"

#define TIME_UNKNOWN INT64_MIN			/* no instant was stated */
#define TIME_MIN ((int64_t)0)
#define TIME_MAX ((int64_t)253402300799999)	/* 9999-12-31T23:59:59.999Z, "without end" */
#define DAY_MS ((int64_t)86400000)

/* "2026-06-30T09:15:00.000Z" and a NUL. */
#define TIME_TEXT_BYTES 25

/* What a date without a time of day stands for. */
enum time_edge { TIME_BEGINNING = 1, TIME_END };

/* RFC 3339 with any offset, fractions to the millisecond (further digits dropped), or a date.
 * Errors: E_SYNTAX with the place; E_LIMIT outside 1970..9999. */
struct rc time_parse(struct slice text, enum time_edge edge, int64_t *ms, struct err *e);
/* True when the text is a date alone: YYYY-MM-DD. */
bool time_is_date(struct slice text);
/* Always 24 characters. ms must be within TIME_MIN..TIME_MAX. */
void time_show(int64_t ms, char text[static TIME_TEXT_BYTES]);
/* Days since 1970-01-01 of a proleptic Gregorian date; false when there is no such day. */
bool time_days(int64_t year, unsigned month, unsigned day, int64_t *days);
/* Milliseconds for a civil UTC time; false when there is none (second 60 is refused). */
bool time_civil(int64_t year, unsigned month, unsigned day, unsigned hour, unsigned minute,
    unsigned second, int64_t *ms);

/* "90s", "5min", "12h", "30d", "4w"; E_SYNTAX else, E_LIMIT over 400 years. */
struct rc duration_parse(struct slice text, int64_t *ms, struct err *e);

/* The host clock. Called once, at start, by cli. */
int64_t clock_now_ms(void);

#endif
