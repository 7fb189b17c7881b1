/* app/desk/work_sheet.h - the work sheet of one report that a clock asks for.
 *
 * What the ledger knows is filled in, notices to customers too; what it does not is named as open.
 * It goes nowhere by itself: a person submits the report, and files its receipt.
 * What it asks for stands there in the words of the catalogue that gives the duty.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_WORK_SHEET_H
#define APP_DESK_WORK_SHEET_H

#include "app/decision/assess.h"
#include "app/desk/clocks.h"
#include "base/buf.h"

/* *out: {clock, duty, deliverable, identifier, does_not_prove: [text], rows: [{id, section, what,
 * value}]}. c: the catalogue of the duty. section: "report", "affected", "tell", "to_fill_in";
 * value: null where it is open. An open transaction. Errors: of the store; E_LIMIT, E_NOMEM. */
struct rc work_sheet(struct build *b, struct home *h, const struct kept_clock *k,
    const struct clock_duty *d, const struct catalog *c, const struct question *q,
    struct value *out, struct err *e);
/* What such a sheet does not prove. */
const char *const *work_sheet_limits(size_t *count);
/* The sheet in Markdown. */
void work_sheet_markdown(const struct value *sheet, struct buf *out);

#endif
