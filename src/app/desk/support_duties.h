/* app/desk/support_duties.h - whether a stated end of support is late enough, and was told.
 *
 * Facts are market placement records, clocks of a placing on the market, and notices to customers;
 * the period is that of the duty `support period` in the adopted catalogue with clocks. Nothing is
 * estimated, and whether a duty applies is for whoever answers for it.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_SUPPORT_DUTIES_H
#define APP_DESK_SUPPORT_DUTIES_H

#include "app/desk/supports.h"

/* Fills the duty of each line. Of several placings that concern the subject the last counts. An
 * open transaction. Errors: of kept_records_all(), catalogues_known(), clock_duties(). */
struct rc support_duties(struct home *h, uint64_t known, int64_t at_ms, struct arena *a,
    struct support_line *lines, size_t count, struct err *e);

#endif
