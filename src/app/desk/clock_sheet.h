/* app/desk/clock_sheet.h - a clock as values.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_CLOCK_SHEET_H
#define APP_DESK_CLOCK_SHEET_H

#include "app/decision/assess.h"
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
struct rc clock_value(struct build *b, struct home *h, const struct kept_clock *k,
    const struct question *q, bool duties_too, struct value *out, struct err *e);
/* Duties as lines for people: what, when, by which reading, in which state. */
void clock_duties_text(const struct kept_clock *k, struct buf *out);
/* `because` of whoever has that duty, by the register or a matrix; of others it is their role. */
#define CLOCK_NOTIFIES "has the duty to notify"
/* Who is to be told: [{who, because, contact}], each once. Errors: of the store. */
struct rc clock_told(struct build *b, struct home *h, const struct kept_clock *k,
    const struct question *q, struct value *out, struct err *e);

#endif
