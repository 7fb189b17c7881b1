/* report/support_page.h - the sheet of support periods.
 *
 * v: `supports` as `support list --json` gives them; `steps` and `findings` as `support patching
 * --json` gives them, of the same subjects; `subject`: of what, or words that say that it
 * is everything; `valid_at`, `organisation` and `log`.
 *
 * Purity:   no I/O, no clock.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORT_SUPPORT_PAGE_H
#define REPORT_SUPPORT_PAGE_H

#include "base/buf.h"
#include "codec/value.h"

/* One HTML document without scripts that loads nothing. Appends. Errors: E_LIMIT, E_NOMEM. */
struct rc support_page(const struct value *v, struct buf *out, struct err *e);
/* What such a sheet does not prove, for every form of it. */
const char *const *support_page_limits(size_t *count);

#endif
