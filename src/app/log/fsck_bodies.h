/* app/log/fsck_bodies.h - every body and its file, hashed again.
 *
 * Layer:    app. Private to app/log/fsck.c.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_LOG_FSCK_BODIES_H
#define APP_LOG_FSCK_BODIES_H

#include "app/log/fsck.h"

/* Names each body whose bytes, digests or size are not what its row says, and files that are gone;
 * counts them. An open transaction. Errors: as fsck_run(). */
struct rc fsck_bodies(struct home *h, struct fsck_report *out, struct err *e);

#endif
