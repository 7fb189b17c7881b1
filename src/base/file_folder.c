/* base/file_folder.c - folders, and the names in them, made durable. See base/file.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/file_int.h"
#include "base/sys.h"

struct rc
file_sync_folder(const char *path, struct err *e)
{
	struct rc result = DONE;
	int fd = sys_open(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
	if (fd < 0)
		return file_io_failed(e, "the folder cannot be opened");
	/* EINVAL: a file system that keeps names durable by itself, or cannot. */
	if (sys_fsync(fd) != 0 && errno != EINVAL)
		result = file_io_failed(e, "the folder cannot be made durable");
	if (sys_close(fd) != 0 && !failed(result))
		result = file_io_failed(e, "the folder cannot be closed");
	return result;
}

static struct rc
sync_folder_of(const char *path, struct err *e)
{
	char folder[PATH_MAX];
	if (!file_folder_of(path, folder, sizeof(folder)))
		return fail(e, E_IO, 0, "the name is too long");
	return file_sync_folder(folder, e);
}

struct rc
file_exists(const char *path, enum file_kind *kind, struct err *e)
{
	uint64_t size_bytes;
	struct err why = {0};
	errno = 0;
	if (!failed(file_kind_of(path, false, kind, &size_bytes, &why)))
		return DONE;
	if (errno != ENOENT)
		return fail(e, why.code, why.at, why.what);
	*kind = FILE_ABSENT;
	return DONE;
}

/* One folder, those above it being there. */
static struct rc
make_one(const char *path, unsigned mode, struct err *e)
{
	struct stat st;
	if (sys_stat(AT_FDCWD, path, &st, 0) == 0) {
		errno = ENOTDIR;
		return S_ISDIR(st.st_mode) ? DONE : file_io_failed(e, "not a folder");
	}
	if (errno != ENOENT)
		return file_io_failed(e, "cannot be looked at");
	if (sys_mkdir(path, (mode_t)mode) == 0)
		return sync_folder_of(path, e);
	if (errno != EEXIST)
		return file_io_failed(e, "the folder cannot be made");
	/* Another process was faster, or a link that leads nowhere stands there. */
	if (sys_stat(AT_FDCWD, path, &st, 0) != 0)
		return file_io_failed(e, "cannot be looked at");
	errno = ENOTDIR;
	return S_ISDIR(st.st_mode) ? sync_folder_of(path, e) : file_io_failed(e, "not a folder");
}

struct rc
file_make_folder(const char *path, unsigned mode, struct err *e)
{
	char upto[PATH_MAX];
	size_t n = strlen(path);
	while (n > 1 && path[n - 1] == '/')
		n--;
	if (n == 0)
		return fail(e, E_IO, 0, "no such file or folder");
	if (n >= sizeof(upto))
		return fail(e, E_IO, 0, "the name is too long");
	for (size_t i = 1; i <= n; i++) {
		if (i < n && (path[i] != '/' || path[i - 1] == '/'))
			continue;
		memcpy(upto, path, i);
		upto[i] = 0;
		TRY(make_one(upto, mode, e));
	}
	return DONE;
}

struct rc
file_remove(const char *path, struct err *e)
{
	if (sys_remove(path) != 0)
		return file_io_failed(e, "cannot be removed");
	return sync_folder_of(path, e);
}

struct rc
file_rename(const char *from, const char *to, struct err *e)
{
	if (sys_rename(from, to) != 0)
		return file_io_failed(e, "cannot be renamed");
	return sync_folder_of(to, e);
}

#define DISCARD_DEPTH_MAX 8

static void discard(const char *path, unsigned depth);

static void
discard_entry(const char *folder, const char *name, unsigned depth)
{
	char path[PATH_MAX];
	struct stat st;
	int n = snprintf(path, sizeof(path), "%s/%s", folder, name);
	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 || n < 0 || (size_t)n >= sizeof(path))
		return;
	if (sys_stat(AT_FDCWD, path, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return;
	if (S_ISDIR(st.st_mode))
		discard(path, depth + 1);
	else
		(void)sys_unlink(path);		/* what stays shows at the folder itself */
}

static void
discard(const char *path, unsigned depth)
{
	struct dirent *entry;
	DIR *dir = depth < DISCARD_DEPTH_MAX ? opendir(path) : NULL;
	if (dir == NULL)
		return;
	while ((entry = sys_readdir(dir)) != NULL)
		discard_entry(path, entry->d_name, depth);
	(void)closedir(dir);	/* it was only read */
	(void)sys_rmdir(path);	/* what stays shows */
}

void
file_discard_folder(const char *path)
{
	discard(path, 0);
}
