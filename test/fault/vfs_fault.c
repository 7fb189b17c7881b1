/* vfs_fault.c - SQLite's files, with a call that fails on demand. See test/fault/sweep.
 *
 * ASSAY_FAULT_VFS=N makes the Nth call fail that opens, writes, syncs, cuts short, or deletes one
 * of SQLite's files, or makes the index of its log grow (1 is the first); N+ that and all after it.
 * A write that fails has written its first half, as a full disk would leave it; a sync that fails
 * has synced nothing.
 *
 * Linked in place of store/sqlite/sqlite_files.c.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <pthread.h>
#include <sqlite3.h>
#include <stddef.h>

#include "fault.h"
#include "store/sqlite/sqlite_files_int.h"

static struct fault fault = { .name = "ASSAY_FAULT_VFS", .label = "vfs" };

static sqlite3_vfs *below;	/* SQLite's own */

/* The file of the VFS below stands behind it. */
struct shim_file { sqlite3_file base; sqlite3_file *below; };

static sqlite3_file *
real(sqlite3_file *f)
{
	return ((struct shim_file *)f)->below;
}

static int
shim_close(sqlite3_file *f)
{
	return real(f)->pMethods != NULL ? real(f)->pMethods->xClose(real(f)) : SQLITE_OK;
}

static int
shim_read(sqlite3_file *f, void *into, int n, sqlite3_int64 at)
{
	return real(f)->pMethods->xRead(real(f), into, n, at);
}

static int
shim_write(sqlite3_file *f, const void *from, int n, sqlite3_int64 at)
{
	if (!fault_hits(&fault, "write"))
		return real(f)->pMethods->xWrite(real(f), from, n, at);
	/* what became of the half makes no difference to the answer */
	(void)real(f)->pMethods->xWrite(real(f), from, n / 2, at);
	return SQLITE_FULL;
}

static int
shim_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	return fault_hits(&fault, "truncate") ? SQLITE_IOERR_TRUNCATE :
	    real(f)->pMethods->xTruncate(real(f), size);
}

static int
shim_sync(sqlite3_file *f, int flags)
{
	return fault_hits(&fault, "sync") ? SQLITE_IOERR_FSYNC :
	    real(f)->pMethods->xSync(real(f), flags);
}

static int
shim_size(sqlite3_file *f, sqlite3_int64 *size)
{
	return real(f)->pMethods->xFileSize(real(f), size);
}

static int
shim_lock(sqlite3_file *f, int how)
{
	return real(f)->pMethods->xLock(real(f), how);
}

static int
shim_unlock(sqlite3_file *f, int how)
{
	return real(f)->pMethods->xUnlock(real(f), how);
}

static int
shim_reserved(sqlite3_file *f, int *out)
{
	return real(f)->pMethods->xCheckReservedLock(real(f), out);
}

static int
shim_control(sqlite3_file *f, int op, void *argument)
{
	return real(f)->pMethods->xFileControl(real(f), op, argument);
}

static int
shim_sector(sqlite3_file *f)
{
	return real(f)->pMethods->xSectorSize(real(f));
}

static int
shim_device(sqlite3_file *f)
{
	return real(f)->pMethods->xDeviceCharacteristics(real(f));
}

/* extend: the index would grow on the disk. */
static int
shim_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
	return extend != 0 && fault_hits(&fault, "index") ? SQLITE_IOERR_SHMSIZE :
	    real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
}

static int
shim_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
	return real(f)->pMethods->xShmLock(real(f), offset, n, flags);
}

static void
shim_shm_barrier(sqlite3_file *f)
{
	real(f)->pMethods->xShmBarrier(real(f));
}

static int
shim_shm_unmap(sqlite3_file *f, int take_away)
{
	return real(f)->pMethods->xShmUnmap(real(f), take_away);
}

static int
shim_fetch(sqlite3_file *f, sqlite3_int64 at, int n, void **out)
{
	return real(f)->pMethods->xFetch(real(f), at, n, out);
}

static int
shim_unfetch(sqlite3_file *f, sqlite3_int64 at, void *p)
{
	return real(f)->pMethods->xUnfetch(real(f), at, p);
}

static const sqlite3_io_methods methods = {
	.iVersion = 3, .xClose = shim_close, .xRead = shim_read, .xWrite = shim_write,
	.xTruncate = shim_truncate, .xSync = shim_sync, .xFileSize = shim_size,
	.xLock = shim_lock, .xUnlock = shim_unlock, .xCheckReservedLock = shim_reserved,
	.xFileControl = shim_control, .xSectorSize = shim_sector,
	.xDeviceCharacteristics = shim_device, .xShmMap = shim_shm_map,
	.xShmLock = shim_shm_lock, .xShmBarrier = shim_shm_barrier,
	.xShmUnmap = shim_shm_unmap, .xFetch = shim_fetch, .xUnfetch = shim_unfetch,
};

static int
shim_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out)
{
	struct shim_file *shim = (struct shim_file *)f;
	(void)vfs;
	shim->base.pMethods = NULL;
	shim->below = (sqlite3_file *)(shim + 1);
	if (fault_hits(&fault, "open"))
		return SQLITE_CANTOPEN;
	int answer = below->xOpen(below, name, shim->below, flags, out);
	if (answer == SQLITE_OK)
		shim->base.pMethods = &methods;
	return answer;
}

static int
shim_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
	(void)vfs;
	return fault_hits(&fault, "delete") ? SQLITE_IOERR_DELETE :
	    below->xDelete(below, name, sync);
}

static int
put_between(void)
{
	static sqlite3_vfs shim;
	int answer = sqlite3_initialize();
	if (answer != SQLITE_OK)
		return answer;
	below = sqlite3_vfs_find(NULL);
	if (below == NULL)
		return SQLITE_ERROR;
	shim = *below;
	shim.zName = "assay-fault";
	shim.szOsFile = (int)sizeof(struct shim_file) + below->szOsFile;
	shim.xOpen = shim_open;
	shim.xDelete = shim_delete;
	return sqlite3_vfs_register(&shim, 1);
}

int
sqlite_files_start(void)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	static bool done;
	(void)pthread_mutex_lock(&lock);
	int answer = done ? SQLITE_OK : put_between();
	done = answer == SQLITE_OK;
	(void)pthread_mutex_unlock(&lock);
	return answer;
}
