/* base/sys.c - the system calls themselves. See base/sys.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/sys.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/random.h>
#include <unistd.h>

int
sys_open(int folder, const char *path, int flags, mode_t mode)
{
	int fd;
	do
		fd = openat(folder, path, flags, mode);
	while (fd < 0 && errno == EINTR);
	return fd;
}

int
sys_stat(int folder, const char *path, struct stat *st, int flags)
{
	return fstatat(folder, path, st, flags);
}

int
sys_fstat(int fd, struct stat *st)
{
	return fstat(fd, st);
}

ssize_t
sys_pread(int fd, void *into, size_t max, off_t offset)
{
	ssize_t n;
	do
		n = pread(fd, into, max, offset);
	while (n < 0 && errno == EINTR);
	return n;
}

ssize_t
sys_read(int fd, void *into, size_t max)
{
	ssize_t n;
	do
		n = read(fd, into, max);
	while (n < 0 && errno == EINTR);
	return n;
}

ssize_t
sys_write(int fd, const void *from, size_t n)
{
	ssize_t done;
	do
		done = write(fd, from, n);
	while (done < 0 && errno == EINTR);
	return done;
}

int
sys_fsync(int fd)
{
	return fsync(fd);
}

int
sys_rename(const char *from, const char *to)
{
	return rename(from, to);
}

int
sys_rename_new(const char *from, const char *to)
{
	return renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
}

int
sys_link(const char *from, const char *to)
{
	return link(from, to);
}

int
sys_mkdir(const char *path, mode_t mode)
{
	return mkdir(path, mode);
}

int
sys_unlink(const char *path)
{
	return unlink(path);
}

int
sys_remove(const char *path)
{
	return unlink(path);
}

int
sys_rmdir(const char *path)
{
	return rmdir(path);
}

int
sys_random(void *into, size_t n)
{
	ssize_t got;
	do
		got = getrandom(into, n, 0);
	while (got < 0 && errno == EINTR);
	return got == (ssize_t)n ? 0 : -1;
}

int
sys_close(int fd)
{
	return close(fd);
}

struct dirent *
sys_readdir(DIR *dir)
{
	errno = 0;
	return readdir(dir);
}
