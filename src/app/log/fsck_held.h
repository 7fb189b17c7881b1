/* app/log/fsck_held.h - signatures that an earlier command found to hold, checked anew.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_LOG_FSCK_HELD_H
#define APP_LOG_FSCK_HELD_H

#include "app/home/home.h"
#include "app/log/damage.h"

/* Adds each answer of STATE/HEX.signatures (app/home/held_file.h) that is wrong, and a file that is
 * none. Answers about bodies that are not here, or are damaged, are passed over. An open
 * transaction. Errors: of the store, E_IO, E_LIMIT, E_NOMEM. */
struct rc fsck_held(struct home *h, struct damages *out, struct err *e);

#endif
