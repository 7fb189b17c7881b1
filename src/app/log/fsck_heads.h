/* app/log/fsck_heads.h - whether checkpoints and the high-water mark are of this log.
 *
 * Layer:    app. Private to app/log/fsck.c.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_LOG_FSCK_HEADS_H
#define APP_LOG_FSCK_HEADS_H

#include "app/log/fsck.h"

/* Each counts and names what is not by this log's key, not about its size, or not over its
 * entries; tiles are taken as they stand. An open transaction. Errors: as fsck_run(). */
struct rc fsck_checkpoints(struct home *h, struct fsck_report *out, struct err *e);
struct rc fsck_last_checkpoint(struct home *h, struct fsck_report *out, struct err *e);
struct rc fsck_mark(struct home *h, struct fsck_report *out, struct err *e);

#endif
