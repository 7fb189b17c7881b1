/* report/index_page.h - the index of a technical documentation: what is asked for, what is kept.
 *
 * v: what `crosswalk index --json` gives. It ends with lines to be signed by hand.
 *
 * Purity:   no I/O, no clock.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORT_INDEX_PAGE_H
#define REPORT_INDEX_PAGE_H

#include "base/buf.h"
#include "codec/value.h"

/* One HTML document without scripts that loads nothing. Appends. Errors: E_LIMIT, E_NOMEM. */
struct rc index_page(const struct value *v, struct buf *out, struct err *e);

#endif
