/* store/sqlite/wait_int.h - for tests alone: how long a store waits for others.
 *
 * Nothing outside of store may include it (tools/check-layers), so no setting, option or
 * variable can change the ten seconds of the product.
 *
 * Layer:    base; private to store.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_SQLITE_WAIT_INT_H
#define STORE_SQLITE_WAIT_INT_H

#include "base/base.h"

struct store;

void store_wait_at_most(struct store *s, int64_t ms);

#endif
