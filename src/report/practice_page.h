/* report/practice_page.h - the sheet of a development process, or of one release under it.
 *
 * v: the head and the rows (`requirements`) that `practice status --json` gives, with the members
 * that only a page has: `edition`, `sample_rule`, `valid_at`, `organisation`, `log`; and
 * in a row `performed_by`, `independence`, `tester_asked`.
 *
 * Purity:   no I/O, no clock.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORT_PRACTICE_PAGE_H
#define REPORT_PRACTICE_PAGE_H

#include "base/buf.h"
#include "codec/value.h"

/* One HTML document without scripts that loads nothing. Appends. Errors: E_LIMIT, E_NOMEM. */
struct rc practice_page(const struct value *v, struct buf *out, struct err *e);
/* What such a sheet does not prove, for every form of it. */
const char *const *practice_page_limits(size_t *count);

#endif
