/* store/sqlite/sqlite_files.c - SQLite's own way to the files. See sqlite_files_int.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "store/sqlite/sqlite_files_int.h"

#include <sqlite3.h>

int
sqlite_files_start(void)
{
	return SQLITE_OK;
}
