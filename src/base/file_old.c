/* base/file_old.c - files that were left lying, and when they were changed. See base/file.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "base/file_int.h"
#include "base/sys.h"

static int64_t
changed_ms(const struct stat *st)
{
	return (int64_t)st->st_mtim.tv_sec * 1000 + st->st_mtim.tv_nsec / 1000000;
}

struct rc
file_changed(const char *path, int64_t *ms, bool *there, struct err *e)
{
	struct stat st;
	*there = sys_stat(AT_FDCWD, path, &st, AT_SYMLINK_NOFOLLOW) == 0;
	if (!*there)
		return errno == ENOENT ? DONE : file_io_failed(e, "cannot be looked at");
	*ms = changed_ms(&st);
	return DONE;
}

/* What goes while the folder is read is not there. */
static struct rc
look_at(DIR *dir, const char *name, int64_t before_ms, struct arena *a, struct old_files *out,
    struct err *e)
{
	struct stat st;
	struct slice kept;
	void *list = out->names;
	if (sys_stat(dirfd(dir), name, &st, AT_SYMLINK_NOFOLLOW) != 0 ||
	    !S_ISREG(st.st_mode) || changed_ms(&st) >= before_ms)
		return DONE;
	if (!arena_grow(a, &list, &out->cap, out->count, sizeof(char *)) ||
	    !arena_join(a, slice_of(name), SLICE("\0"), &kept))
		return arena_failed(a, e);
	out->names = list;
	out->names[out->count++] = (const char *)kept.at;
	return DONE;
}

struct rc
file_old(const char *folder, int64_t before_ms, struct arena *a, struct old_files *out,
    struct err *e)
{
	struct dirent *entry;
	struct rc done = DONE;
	*out = (struct old_files){0};
	DIR *dir = opendir(folder);
	if (dir == NULL)
		return errno == ENOENT ? DONE : file_io_failed(e, "the folder cannot be opened");
	errno = 0;
	while (!failed(done) && (entry = sys_readdir(dir)) != NULL)
		done = look_at(dir, entry->d_name, before_ms, a, out, e);
	(void)closedir(dir);	/* it was only read */
	return done;
}

void
file_discard(const char *path)
{
	(void)sys_unlink(path);		/* what stays is tried again another day */
}
