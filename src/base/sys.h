/* base/sys.h - the system calls of base/file, behind one seam.
 *
 * Same contracts as the calls they name, EINTR already retried. A test that makes the Nth call
 * fail links its own sys.c in place of base/sys.c.
 *
 * Layer:    base. Only base/file*.c include this.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_SYS_H
#define BASE_SYS_H

#include <dirent.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>

int sys_open(int folder, const char *path, int flags, mode_t mode);
int sys_stat(int folder, const char *path, struct stat *st, int flags);
int sys_fstat(int fd, struct stat *st);
ssize_t sys_pread(int fd, void *into, size_t max, off_t offset);
ssize_t sys_read(int fd, void *into, size_t max);
ssize_t sys_write(int fd, const void *from, size_t n);
int sys_fsync(int fd);
int sys_rename(const char *from, const char *to);
/* Renames in one step; EEXIST where something stands at `to`. EINVAL and ENOSYS where the file
 * system cannot. */
int sys_rename_new(const char *from, const char *to);
int sys_link(const char *from, const char *to);
int sys_mkdir(const char *path, mode_t mode);
/* unlink: to take back what could not be finished, and to remove what was finished. They differ
 * for fault tests alone, where the first never fails. */
int sys_unlink(const char *path);
int sys_remove(const char *path);
/* Like sys_unlink(): to take back. */
int sys_rmdir(const char *path);
/* n at most 256: given whole or not at all. */
int sys_random(void *into, size_t n);
int sys_close(int fd);
/* The next entry, null at the end (errno 0) or on failure (errno set). */
struct dirent *sys_readdir(DIR *dir);

#endif
