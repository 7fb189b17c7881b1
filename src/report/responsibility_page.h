/* report/responsibility_page.h - the sheet of who is responsible for what.
 *
 * v: `responsibilities` and the counts `unowned`, `owned`, `two_owners` as `responsibility show
 * --json` gives them; `findings` as `lint` does; `parties`: names; `party`: whose sheet it is, or
 * not there; `subject`, `valid_at`, `organisation` and `log`.
 *
 * Purity:   no I/O, no clock.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORT_RESPONSIBILITY_PAGE_H
#define REPORT_RESPONSIBILITY_PAGE_H

#include "base/buf.h"
#include "codec/value.h"

/* One HTML document without scripts that loads nothing. Appends. Errors: E_LIMIT, E_NOMEM. */
struct rc responsibility_page(const struct value *v, struct buf *out, struct err *e);
/* What such a sheet does not prove, for every form of it. */
const char *const *responsibility_page_limits(size_t *count);

#endif
