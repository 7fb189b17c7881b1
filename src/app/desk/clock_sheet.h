/* app/desk/clock_sheet.h - a clock as values, and the work sheet of one of its reports.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_CLOCK_SHEET_H
#define APP_DESK_CLOCK_SHEET_H

#include "app/desk/clocks.h"
#include "base/buf.h"

/* The duty by the id of its row, or by what it delivers ("early warning", "early_warning"). */
bool clock_duty_is(const struct clock_duty *d, struct slice text);
/* A row of a listing: {id, clock, identifier, duty, deliverable, article, state, due, ...}. */
struct value clock_duty_value(struct build *b, const struct kept_clock *k,
    const struct clock_duty *d);
/* Everything about the clock: facts, what is affected, who is to be told, what was stopped, and,
 * where they are wanted, its duties.
 * An open transaction. Errors: of the store; E_LIMIT, E_NOMEM. */
struct rc clock_value(struct build *b, struct home *h, const struct kept_clock *k, uint64_t known,
    bool duties_too, struct value *out, struct err *e);
/* Duties as lines for people: what, when, by which reading, in which state. */
void clock_duties_text(const struct kept_clock *k, struct buf *out);
/* A work sheet in Markdown: what the ledger knows is filled in, what it does not is named as open.
 * It goes nowhere by itself: a person submits, and files the receipt. */
struct rc clock_sheet(struct home *h, const struct kept_clock *k, const struct clock_duty *d,
    uint64_t known, struct arena *a, struct buf *out, struct err *e);

#endif
