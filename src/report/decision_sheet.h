/* report/decision_sheet.h - one A4 page about a decision, to be signed by hand and kept.
 *
 * v: what `decision explain --json` gives, and besides:
 *   proposal     the result digest that was decided on
 *   conditions   of decision.made
 *   log          origin, size, root_base64
 * What is too long for one page is cut, and the page says so.
 *
 * Purity:   no I/O, no clock.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORT_DECISION_SHEET_H
#define REPORT_DECISION_SHEET_H

#include "base/arena.h"
#include "base/buf.h"
#include "codec/value.h"

/* "SIZE ROOT" with the root in groups of four: what `assay log check --paper` takes, as it is. */
void sheet_paper_line(const struct value *log, struct buf *out);
/* One HTML document without scripts that loads nothing. Appends. Errors: E_LIMIT, E_NOMEM. */
struct rc decision_sheet(const struct value *v, struct arena *a, struct buf *out,
    struct err *e);

#endif
