/* app/home/known.h - the two clocks of a question: when it is true, and what was known.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_HOME_KNOWN_H
#define APP_HOME_KNOWN_H

#include "app/home/home.h"

/* --known-at: a size N (the first N entries), or a date or instant: every entry recorded up to its
 * end. Without it the whole log: its size. An open transaction.
 * Errors: E_USAGE for a size beyond the log, or what is neither. */
struct rc known_read(const struct op_call *call, struct home *h, uint64_t *out,
    struct trouble *t);
/* Opens the home for reading as --known-at asks: a read transaction is open from then on, until the
 * home is dropped. Errors: of home_open(); as above; of the store. */
struct rc known_open(const struct op_call *call, struct home *h, uint64_t *known,
    struct trouble *t);
/* --valid-at, a date meaning its last millisecond; without it the host clock. */
struct rc valid_read(const struct op_call *call, int64_t *out, struct trouble *t);
/* The root of the log over the first `size` entries, "sha256:HEX64", in the arena. */
struct rc known_root(struct home *h, uint64_t size, struct arena *a, struct slice *out,
    struct err *e);

#endif
