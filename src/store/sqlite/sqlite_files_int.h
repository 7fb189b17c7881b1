/* store/sqlite/sqlite_files_int.h - what stands between SQLite and the files.
 *
 * In the product nothing does: store/sqlite/sqlite_files.c is empty. Like base/mem.c and base/sys.c
 * it stays apart from the library, and the fault sweep links its own in its place
 * (test/fault/vfs_fault.c); no setting, option or variable of the product leads there.
 *
 * Layer:    base; private to store.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_SQLITE_SQLITE_FILES_INT_H
#define STORE_SQLITE_SQLITE_FILES_INT_H

/* Called before each connection, by any thread. SQLite's answer. */
int sqlite_files_start(void);

#endif
