/* report/support_statement_page.h - for a buyer: until which month something is supported, and what
 * that does not say.
 *
 * Layer:    report.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORT_SUPPORT_STATEMENT_PAGE_H
#define REPORT_SUPPORT_STATEMENT_PAGE_H

#include "base/buf.h"
#include "codec/value.h"

/* v: {subject, organisation, valid_at, log: {size, root}, does_not_prove: [text], statements:
 * [{subject, component, month_words, end, end_of, status, days_left, issuer, policy, maintenance,
 * source}]}; those with a component stand apart. Errors: E_LIMIT, E_NOMEM. */
struct rc support_statement_page(const struct value *v, struct buf *out, struct err *e);
/* The plain limits of such a statement, for every form of it. */
const char *const *support_statement_limits(size_t *count);

#endif
