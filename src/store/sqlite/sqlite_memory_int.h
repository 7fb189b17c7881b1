/* store/sqlite/sqlite_memory_int.h - SQLite allocates through base/mem, so that a test can make
 * the Nth allocation fail there too.
 *
 * Layer:    base; private to store.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_SQLITE_SQLITE_MEMORY_INT_H
#define STORE_SQLITE_SQLITE_MEMORY_INT_H

#include <sqlite3.h>

/* Before SQLite is used for the first time, once. */
int sqlite_memory_start(void);

#endif
