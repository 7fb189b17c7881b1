/* report/level_page.h - the sheet of capability levels of a release.
 *
 * v: what `level assess --json` gives, with the members that only a page has: `titles` (of FR1 to
 * FR7), `held` (rows that hold a number down, each with `because` and `holds`, the ways),
 * `constraints` (the common ones, each with `because`), `valid_at`, `organisation` and `log`.
 *
 * Purity:   no I/O, no clock.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORT_LEVEL_PAGE_H
#define REPORT_LEVEL_PAGE_H

#include "base/buf.h"
#include "codec/value.h"

/* One HTML document without scripts that loads nothing. Appends. Errors: E_LIMIT, E_NOMEM. */
struct rc level_page(const struct value *v, struct buf *out, struct err *e);
/* What such a sheet does not prove, for every form of it. */
const char *const *level_page_limits(size_t *count);

#endif
