/* sys_fault.c - base/sys.h with a system call that fails on demand. See test/fault/sweep.
 *
 * ASSAY_FAULT_IO=N makes the Nth call fail (1 is the first), N+ that and all after it.
 * Reads fail with EIO, writes with ENOSPC. unlink never fails: a file could then not be taken
 * back by anyone. A unit test arms the seam itself (sys_fault.h).
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "sys_fault.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/random.h>
#include <unistd.h>

#include "base/sys.h"
#include "fault.h"

static struct fault fault = { .name = "ASSAY_FAULT_IO", .label = "io" };

static int wish;

void
sys_fault_arm(uint64_t at, int how)
{
	fault.at = at;
	fault.on = false;
	fault.calls = 0;
	fault.failed = NULL;
	wish = how;
}

uint64_t
sys_fault_calls(void)
{
	return fault.calls;
}

const char *
sys_fault_hit(void)
{
	return fault.failed;
}

static bool
hits(const char *what, int why)
{
	if (!fault_hits(&fault, what))
		return false;
	if (wish == SYS_FAULT_KILL)
		(void)raise(SIGKILL);
	errno = wish != SYS_FAULT_USUAL ? wish : why;
	return true;
}

int
sys_open(int folder, const char *path, int flags, mode_t mode)
{
	if (hits("open", (flags & O_CREAT) != 0 ? ENOSPC : EIO))
		return -1;
	return openat(folder, path, flags, mode);
}

int
sys_stat(int folder, const char *path, struct stat *st, int flags)
{
	return hits("stat", EIO) ? -1 : fstatat(folder, path, st, flags);
}

int
sys_fstat(int fd, struct stat *st)
{
	return hits("fstat", EIO) ? -1 : fstat(fd, st);
}

ssize_t
sys_pread(int fd, void *into, size_t max, off_t offset)
{
	return hits("pread", EIO) ? -1 : pread(fd, into, max, offset);
}

ssize_t
sys_read(int fd, void *into, size_t max)
{
	return hits("read", EIO) ? -1 : read(fd, into, max);
}

ssize_t
sys_write(int fd, const void *from, size_t n)
{
	const char *what = fd == STDERR_FILENO ? "write-stderr" : "write";
	return hits(what, ENOSPC) ? -1 : write(fd, from, n);
}

int
sys_fsync(int fd)
{
	return hits("fsync", EIO) ? -1 : fsync(fd);
}

int
sys_rename(const char *from, const char *to)
{
	return hits("rename", EIO) ? -1 : rename(from, to);
}

int
sys_rename_new(const char *from, const char *to)
{
	return hits("rename-new", EIO) ? -1 :
	    renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
}

int
sys_link(const char *from, const char *to)
{
	return hits("link", EIO) ? -1 : link(from, to);
}

int
sys_mkdir(const char *path, mode_t mode)
{
	return hits("mkdir", ENOSPC) ? -1 : mkdir(path, mode);
}

int
sys_unlink(const char *path)
{
	return unlink(path);
}

int
sys_remove(const char *path)
{
	return hits("remove", EIO) ? -1 : unlink(path);
}

int
sys_rmdir(const char *path)
{
	return rmdir(path);
}

int
sys_random(void *into, size_t n)
{
	return hits("random", EIO) || getrandom(into, n, 0) != (ssize_t)n ? -1 : 0;
}

/* Closes all the same, as Linux does. */
int
sys_close(int fd)
{
	int done = close(fd);
	return hits("close", EIO) ? -1 : done;
}

struct dirent *
sys_readdir(DIR *dir)
{
	if (hits("readdir", EIO))
		return NULL;
	errno = 0;
	return readdir(dir);
}
