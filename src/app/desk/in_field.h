/* app/desk/in_field.h - what is still in use of that whose support ends, and who decided on it.
 *
 * Counted are registered assets: of a product all of it, of a release those that are part of it, or
 * whose attribute `firmware` names its version where they have that attribute. An asset whose
 * attribute `lifecycle_state` is `retired` or `decommissioned` is in use no longer.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_IN_FIELD_H
#define APP_DESK_IN_FIELD_H

#include "app/desk/supports.h"

/* Fills l->field of each line of a product or release, its components' lines too. Every registered
 * asset is read. An open transaction. Errors: of the store; E_LIMIT, E_NOMEM. */
struct rc in_field_find(struct home *h, uint64_t known, struct arena *a,
    struct support_line *lines, size_t count, struct err *e);

#endif
