/* app/inspect/consistency.h - items of one delivery that contradict each other, with both places.
 *
 * For people: the same facts reach the verdicts through the checks.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_INSPECT_CONSISTENCY_H
#define APP_INSPECT_CONSISTENCY_H

#include "app/inspect/scope.h"
#include "report/view.h"

/* Versions, image digests, certificates against the identity list, and numbers that lost their
 * leading zeros. At most 1,000.
 * Errors: E_LIMIT, E_NOMEM. */
struct rc consistency_find(const struct delivery *d, const struct scope *s, struct arena *a,
    struct view_conflict **out, size_t *count, struct err *e);

#endif
