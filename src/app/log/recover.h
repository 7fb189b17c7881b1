/* app/log/recover.h - a frozen store made able to sign again.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_LOG_RECOVER_H
#define APP_LOG_RECOVER_H

#include "app/home/home.h"

/* What was brought back. */
struct recovery { uint64_t entries, bodies, size; };

/* Brings the entries and bodies that this store lacks from another copy of the same log, in one
 * transaction: they must lead to the very root of the high-water mark, or nothing is changed.
 * Errors: E_USAGE when the copy is of another log or knows no more than this store; E_VERIFY
 * when it is no continuation, does not reach the mark, or is damaged. */
struct rc recover_from(const struct op_call *call, struct home *h, const char *other,
    struct recovery *out, struct trouble *t);
/* Goes on without what is lost: the entries stay where they are, what is added from here on is of
 * another name (the first origin, "/" and a number), and the first event under it says so with
 * both last notes.
 * Errors: E_AUTH when the actor may not; E_USAGE when nothing is lost. */
struct rc recover_with_loss(const struct op_call *call, struct home *h, const char *reason,
    struct recovery *out, struct trouble *t);

#endif
