/* app/desk/approvals.h - statuses of requirements that somebody else approved.
 *
 * An approval is of a row as it was: of its bytes without the cell. A row that says anything else
 * since is not approved, and whoever imports it is told.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_APPROVALS_H
#define APP_DESK_APPROVALS_H

#include "app/home/home.h"
#include "app/home/state.h"

/* "sha256:..." of the RFC 8785 form of a row of a requirement mapping without its cell, in the
 * arena. Errors: E_SCHEMA, E_LIMIT, E_NOMEM. */
struct rc approval_digest(const struct value *row, struct arena *a, struct slice *out,
    struct err *e);

/* status.approved events about the subject, as seen at `known`. An open transaction. */
struct approvals { struct thing *at; size_t count; };
struct rc approvals_find(struct home *h, struct slice subject, uint64_t known, struct arena *a,
    struct approvals *out, struct err *e);
/* The newest of this full requirement name for these bytes that is in force at the instant; null:
 * none. */
const struct thing *approval_of(const struct approvals *list, struct slice requirement,
    struct slice digest, int64_t at_ms);

#endif
