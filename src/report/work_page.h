/* report/work_page.h - the work sheet of one report, to be filled in and signed by hand.
 *
 * Layer:    report.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORT_WORK_PAGE_H
#define REPORT_WORK_PAGE_H

#include "base/buf.h"
#include "codec/value.h"

/* v: {subject, clock, duty, state, organisation, valid_at, log: {size, root}, does_not_prove:
 * [text], rows: [{section, what, value}]}. Errors: E_LIMIT, E_NOMEM. */
struct rc work_page(const struct value *v, struct buf *out, struct err *e);

#endif
