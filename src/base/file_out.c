/* base/file_out.c - files that are whole and durable, or not there. See base/file.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>

#include "base/file_int.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/sys.h"

#define RANDOM_BYTES 8

bool
file_is_temporary(struct slice path)
{
	size_t name = path.len;
	while (name > 0 && path.at[name - 1] != '/')
		name--;
	return slice_starts(slice_sub(path, name, path.len), SLICE(FILE_TEMPORARY));
}

static const char *
path_of(const struct file_out *out)
{
	return (const char *)out->path.at;
}

static bool
is_open(const struct file_out *out)
{
	return out->path.len > 0;
}

static struct rc
name_beside(const char *folder, struct buf *path, struct err *e)
{
	uint8_t random[RANDOM_BYTES];
	if (sys_random(random, sizeof(random)) != 0)
		return file_io_failed(e, "no random bytes could be had");
	buf_add_text(path, folder);
	buf_add_text(path, "/" FILE_TEMPORARY);
	for (size_t i = 0; i < sizeof(random); i++)
		buf_addf(path, "%02x", random[i]);
	buf_add_byte(path, 0);
	return buf_end(path, e);
}

static struct rc
open_beside(const char *folder, unsigned mode, struct file_out *out, struct err *e)
{
	if (is_open(out))
		BUG("the file is open already");
	AUTO(buf) path = buf_init(PATH_BYTES_MAX);
	TRY(name_beside(folder, &path, e));
	int fd = sys_open(AT_FDCWD, (const char *)path.at,
	    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, (mode_t)mode);
	if (fd < 0)
		return file_io_failed(e, "cannot be created");
	*out = (struct file_out){ .fd = fd, .path = path };
	path = (struct buf){0};
	return DONE;
}

struct rc
file_out_open(const char *folder, struct file_out *out, struct err *e)
{
	return open_beside(folder, 0600, out, e);
}

struct rc
file_out_add(struct file_out *out, struct slice piece, struct err *e)
{
	if (out->fd < 0 || !is_open(out))
		return fail(e, E_USAGE, out->size_bytes, "the file is not open");
	if (out->broken)
		return fail(e, E_IO, out->size_bytes, "a write before this one failed");
	if (piece.len > FILE_BYTES_MAX - out->size_bytes)
		return fail(e, E_LIMIT, FILE_BYTES_MAX, "the file is larger than 16 GiB");
	struct rc result = file_put_all(out->fd, piece, e);
	if (failed(result))
		out->broken = true;
	else
		out->size_bytes += piece.len;
	return result;
}

/* Not open any more, nothing removed. */
static void
forget(struct file_out *out)
{
	buf_drop(&out->path);
	*out = (struct file_out){ .fd = -1 };
}

void
file_out_drop(struct file_out *out)
{
	if (is_open(out)) {
		if (out->fd >= 0)
			(void)sys_close(out->fd);
		(void)sys_unlink(path_of(out));
	}
	forget(out);
}

/* The bytes are on the disk and the descriptor is closed. */
static struct rc
finish(struct file_out *out, struct err *e)
{
	struct rc result = DONE;
	if (!is_open(out))
		return fail(e, E_USAGE, 0, "the file is not open");
	if (out->broken)
		return fail(e, E_IO, out->size_bytes, "a write before this one failed");
	if (out->fd < 0)
		return DONE;	/* done by an earlier try, which could not rename */
	if (sys_fsync(out->fd) != 0)
		result = file_io_failed(e, "cannot be made durable");
	if (sys_close(out->fd) != 0 && !failed(result))
		result = file_io_failed(e, "cannot be closed");
	out->fd = -1;
	out->broken = failed(result);
	return result;
}

/* Under the new name only. A crash between link and unlink leaves a temporary name more. */
static int
rename_new(const char *from, const char *to)
{
	int done = sys_rename_new(from, to);
	if (done == 0 || (errno != EINVAL && errno != ENOSYS))
		return done;
	done = sys_link(from, to);
	if (done == 0)
		(void)sys_unlink(from);
	return done;
}

static struct rc
put_in_place(struct file_out *out, const char *path, bool over, struct err *e)
{
	char folder[PATH_MAX];
	if (!file_folder_of(path, folder, sizeof(folder)))
		return fail(e, E_IO, 0, "the name is too long");
	TRY(finish(out, e));
	if ((over ? sys_rename(path_of(out), path) : rename_new(path_of(out), path)) != 0)
		return file_io_failed(e, "cannot be renamed into place");
	forget(out);
	return file_sync_folder(folder, e);
}

struct rc
file_out_keep(struct file_out *out, const char *path, struct err *e)
{
	return put_in_place(out, path, false, e);
}

struct rc
file_out_replace(struct file_out *out, const char *path, struct err *e)
{
	return put_in_place(out, path, true, e);
}

struct rc
file_write_durable(const char *path, struct slice bytes, unsigned mode, struct err *e)
{
	char folder[PATH_MAX];
	AUTO(file_out) out = {0};
	if (!file_folder_of(path, folder, sizeof(folder)))
		return fail(e, E_IO, 0, "the name is too long");
	TRY(open_beside(folder, mode, &out, e));
	TRY(file_out_add(&out, bytes, e));
	return file_out_replace(&out, path, e);
}

static struct rc
copy_windows(struct file *from, struct file_out *to, uint8_t *window, struct err *e)
{
	for (size_t got = 1; got > 0;) {
		TRY(file_read_at(from, to->size_bytes, window, KIB(64), &got, e));
		TRY(file_out_add(to, (struct slice){ window, got }, e));
	}
	if (to->size_bytes != from->size_bytes)
		return fail(e, E_IO, to->size_bytes, "the file changed while it was copied");
	return DONE;
}

struct rc
file_copy(const char *from, const char *to, struct err *e)
{
	char folder[PATH_MAX];
	AUTO(file) in = { .fd = -1 };
	AUTO(file_out) out = {0};
	if (!file_folder_of(to, folder, sizeof(folder)))
		return fail(e, E_IO, 0, "the name is too long");
	TRY(file_open(from, false, &in, e));
	TRY(open_beside(folder, 0600, &out, e));
	uint8_t *window = mem_alloc(1, KIB(64));
	if (window == NULL)
		return fail(e, E_NOMEM, 0, "out of memory");
	struct rc result = copy_windows(&in, &out, window, e);
	mem_free(window);
	TRY(result);
	return file_out_keep(&out, to, e);
}

struct rc
file_read_small(const char *path, size_t max, struct arena *a, struct slice *out, struct err *e)
{
	AUTO(file) f = { .fd = -1 };
	size_t got = 0;
	TRY(file_open(path, true, &f, e));
	if (f.size_bytes > max)
		return fail(e, E_LIMIT, max, "the file is larger than its kind may be");
	size_t want = (size_t)f.size_bytes;
	uint8_t *bytes = arena_alloc(a, want + 1, 1);	/* one more: it must end where it said */
	if (bytes == NULL)
		return arena_failed(a, e);
	TRY(file_read_at(&f, 0, bytes, want + 1, &got, e));
	if (got != want)
		return fail(e, E_IO, got, "the file changed while it was read");
	*out = (struct slice){ bytes, want };
	return DONE;
}
