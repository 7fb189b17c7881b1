/* base/file.c - files and folders. See base/file.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file_int.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/sys.h"

struct rc
file_io_failed(struct err *e, const char *otherwise)
{
	const char *what = otherwise;
	switch (errno) {
	case ENOENT: what = "no such file or folder"; break;
	case EACCES:
	case EPERM: what = "permission denied"; break;
	case EROFS: what = "the file system is read-only"; break;
	case ENOSPC: what = "no space left on the device"; break;
	case ELOOP: what = "a symbolic link, which is not followed"; break;
	case EISDIR: what = "a folder where a file was expected"; break;
	case ENOTDIR: what = "not a folder"; break;
	case ENAMETOOLONG: what = "the name is too long"; break;
	case EMFILE:
	case ENFILE: what = "too many open files"; break;
	case EEXIST: what = "something of this name is there already"; break;
	case EXDEV: what = "not on the same file system"; break;
	case EDQUOT: what = "the quota is used up"; break;
	case EPIPE: what = "the reader closed the pipe"; break;
	default: break;
	}
	return fail(e, E_IO, 0, what);
}

void
file_drop(struct file *f)
{
	if (f->fd > 0)
		(void)sys_close(f->fd);
	*f = (struct file){ .fd = -1 };
}

static enum file_kind
kind_of_mode(mode_t mode)
{
	return S_ISREG(mode) ? FILE_REGULAR : S_ISDIR(mode) ? FILE_FOLDER :
	    S_ISLNK(mode) ? FILE_LINK : FILE_OTHER;
}

struct rc
file_kind_of(const char *path, bool follow, enum file_kind *kind, uint64_t *size_bytes,
    struct err *e)
{
	struct stat st;
	if (sys_stat(AT_FDCWD, path, &st, follow ? 0 : AT_SYMLINK_NOFOLLOW) != 0)
		return file_io_failed(e, "cannot be looked at");
	*kind = kind_of_mode(st.st_mode);
	*size_bytes = S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0;
	return DONE;
}

struct rc
file_open(const char *path, bool follow, struct file *f, struct err *e)
{
	struct stat st;
	int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (follow ? 0 : O_NOFOLLOW);
	int fd = sys_open(AT_FDCWD, path, flags, 0);
	if (fd < 0)
		return file_io_failed(e, "cannot be opened");
	if (sys_fstat(fd, &st) != 0) {
		struct rc r = file_io_failed(e, "cannot be looked at");
		(void)sys_close(fd);
		return r;
	}
	if (!S_ISREG(st.st_mode) || (uint64_t)st.st_size > FILE_BYTES_MAX) {
		(void)sys_close(fd);
		if (S_ISREG(st.st_mode))
			return fail(e, E_LIMIT, FILE_BYTES_MAX, "the file is larger than 16 GiB");
		return fail(e, E_IO, 0, S_ISDIR(st.st_mode) ?
		    "a folder where a file was expected" : "not a regular file");
	}
	*f = (struct file){ fd, (uint64_t)st.st_size };
	return DONE;
}

struct rc
file_read_at(struct file *f, uint64_t offset, uint8_t *into, size_t max, size_t *got,
    struct err *e)
{
	size_t n = 0;
	while (n < max) {
		ssize_t r = sys_pread(f->fd, into + n, max - n, (off_t)(offset + n));
		if (r < 0)
			return file_io_failed(e, "cannot be read");
		if (r == 0)
			break;
		n += (size_t)r;
	}
	*got = n;
	return DONE;
}

static struct rc
read_stream(int fd, struct buf *into, struct err *e)
{
	uint8_t *window = mem_alloc(1, KIB(64));
	struct rc result = DONE;
	if (window == NULL)
		return fail(e, E_NOMEM, 0, "out of memory");
	for (;;) {
		ssize_t n = sys_read(fd, window, KIB(64));
		if (n < 0)
			result = file_io_failed(e, "cannot be read");
		if (n <= 0)
			break;
		buf_add(into, (struct slice){ window, (size_t)n });
		if (into->broken)
			break;
	}
	mem_free(window);
	TRY(result);
	if (into->starved)
		return fail(e, E_NOMEM, 0, "out of memory");
	return into->broken ? fail(e, E_LIMIT, into->max,
	    "the file is larger than its kind may be") : DONE;
}

struct rc
file_read_all(const char *path, struct buf *into, struct err *e)
{
	if (strcmp(path, "-") == 0)
		return read_stream(STDIN_FILENO, into, e);
	struct file f = { .fd = -1 };
	TRY(file_open(path, true, &f, e));
	struct rc result = read_stream(f.fd, into, e);
	file_drop(&f);
	return result;
}

struct rc
file_stdin_line(struct buf *line, bool *more, struct err *e)
{
	uint8_t c;
	buf_clear(line);
	*more = false;
	for (;;) {
		ssize_t n = sys_read(STDIN_FILENO, &c, 1);
		if (n < 0)
			return file_io_failed(e, "standard input cannot be read");
		*more = *more || n > 0;
		if (n == 0 || c == '\n')
			break;
		buf_add_byte(line, c);
	}
	if (line->len > 0 && line->at[line->len - 1] == '\r')
		line->len--;
	return buf_end(line, e);
}

struct rc
file_put_all(int fd, struct slice bytes, struct err *e)
{
	for (size_t n = 0; n < bytes.len;) {
		ssize_t w = sys_write(fd, bytes.at + n, bytes.len - n);
		if (w < 0)
			return file_io_failed(e, "cannot be written");
		n += (size_t)w;
	}
	return DONE;
}

static struct rc
write_beside(const char *path, const char *beside, struct slice bytes, struct err *e)
{
	int fd = sys_open(AT_FDCWD, beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd < 0)
		return file_io_failed(e, "cannot be created");
	struct rc result = file_put_all(fd, bytes, e);
	if (!failed(result) && sys_fsync(fd) != 0)
		result = file_io_failed(e, "cannot be made durable");
	if (sys_close(fd) != 0 && !failed(result))
		result = file_io_failed(e, "cannot be closed");
	if (!failed(result) && sys_rename(beside, path) != 0)
		result = file_io_failed(e, "cannot be renamed into place");
	if (failed(result))
		(void)sys_unlink(beside);
	return result;
}

bool
file_folder_of(const char *path, char *out, size_t max)
{
	const char *slash = strrchr(path, '/');
	size_t n = slash == NULL ? 0 : (size_t)(slash - path) + 1;
	if (n + 2 > max)
		return false;
	memcpy(out, path, n);
	out[n] = '.';
	out[n + 1] = 0;
	return true;
}

bool
file_is_within(const char *path, const char *root)
{
	char folder[PATH_MAX], real_folder[PATH_MAX], real_root[PATH_MAX], real_path[PATH_MAX];
	if (realpath(root, real_root) == NULL || !file_folder_of(path, folder, sizeof(folder)) ||
	    realpath(folder, real_folder) == NULL)
		return false;
	if (realpath(path, real_path) != NULL && strcmp(real_path, real_root) == 0)
		return true;
	size_t n = strlen(real_root);
	bool below = strncmp(real_folder, real_root, n) == 0 &&
	    (real_folder[n] == 0 || real_folder[n] == '/' || strcmp(real_root, "/") == 0);
	enum file_kind kind;
	uint64_t size;
	return below && !failed(file_kind_of(root, true, &kind, &size, NULL)) &&
	    kind == FILE_FOLDER;
}

struct rc
file_write_all(const char *path, struct slice bytes, struct err *e)
{
	if (strcmp(path, "-") == 0)
		return file_put_stdout(bytes, e);
	AUTO(buf) beside = buf_init(PATH_BYTES_MAX + 32);
	buf_add_text(&beside, path);
	buf_add_text(&beside, ".new-");
	buf_add_i64(&beside, getpid());
	buf_add_byte(&beside, 0);
	TRY(buf_end(&beside, e));
	return write_beside(path, (const char *)beside.at, bytes, e);
}

struct rc
file_put_stdout(struct slice bytes, struct err *e)
{
	return file_put_all(STDOUT_FILENO, bytes, e);
}

void
file_put_stderr(struct slice bytes)
{
	(void)file_put_all(STDERR_FILENO, bytes, NULL);	/* nowhere left to say so */
}

struct walk {
	struct arena		*a;
	struct walk_entry	*entries;
	size_t			 count, cap;
};

static int
by_name(const void *a, const void *b)
{
	return slice_cmp_qsort(a, b);
}

/* The names in an open folder, sorted; "." and ".." left out. */
static struct rc
names_of(int fd, struct arena *a, struct slice **names, size_t *count, struct err *e)
{
	size_t cap = 0, n = 0;
	void *list = NULL;
	struct rc result = DONE;
	DIR *dir = fdopendir(fd);
	if (dir == NULL) {
		result = file_io_failed(e, "cannot be listed");
		(void)sys_close(fd);
		return result;
	}
	for (struct dirent *d; (d = sys_readdir(dir)) != NULL;) {
		struct slice name = slice_of(d->d_name);
		if (slice_eq(name, SLICE(".")) || slice_eq(name, SLICE("..")))
			continue;
		if (n >= ENTRIES_MAX)
			result = fail(e, E_LIMIT, n, "more files than one inspection takes");
		else if (!arena_grow(a, &list, &cap, n, sizeof(struct slice)) ||
		    !arena_copy(a, name, &((struct slice *)list)[n++]))
			result = arena_failed(a, e);
		if (failed(result))
			break;
	}
	if (!failed(result) && errno != 0)
		result = file_io_failed(e, "cannot be listed");
	(void)closedir(dir);
	TRY(result);
	if (n > 1)
		qsort(list, n, sizeof(struct slice), by_name);
	*names = list;
	*count = n;
	return DONE;
}

static struct rc walk_folder(struct walk *w, int parent, const char *name, struct slice path,
    unsigned depth, struct err *e);

static struct rc
walk_name(struct walk *w, int fd, struct slice folder, struct slice name, unsigned depth,
    struct err *e)
{
	struct stat st;
	struct slice path = name, text;
	if (folder.len + name.len + 1 > PATH_BYTES_MAX)
		return fail(e, E_LIMIT, 0, "a path is longer than 4,096 bytes");
	if (folder.len > 0 && (!arena_join(w->a, folder, SLICE("/"), &path) ||
	    !arena_join(w->a, path, name, &path)))
		return arena_failed(w->a, e);
	if (!arena_join(w->a, name, (struct slice){ (const uint8_t *)"", 1 }, &text))
		return arena_failed(w->a, e);
	if (sys_stat(fd, (const char *)text.at, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return file_io_failed(e, "cannot be looked at");
	if (S_ISDIR(st.st_mode))
		return walk_folder(w, fd, (const char *)text.at, path, depth + 1, e);
	if (w->count >= ENTRIES_MAX)
		return fail(e, E_LIMIT, w->count, "more files than one inspection takes");
	void *entries = w->entries;
	if (!arena_grow(w->a, &entries, &w->cap, w->count, sizeof(*w->entries)))
		return arena_failed(w->a, e);
	w->entries = entries;
	w->entries[w->count++] = (struct walk_entry){ path, kind_of_mode(st.st_mode),
	    S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0 };
	return DONE;
}

static struct rc
walk_folder(struct walk *w, int parent, const char *name, struct slice path, unsigned depth,
    struct err *e)
{
	struct slice *names = NULL;
	size_t count = 0;
	if (depth > DEPTH_MAX)
		return fail(e, E_LIMIT, depth, "folders nested deeper than 64");
	int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (depth > 0 ? O_NOFOLLOW : 0);
	int fd = sys_open(parent, name, flags, 0);
	if (fd < 0)
		return file_io_failed(e, "cannot be opened");
	int listing = sys_open(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
	if (listing < 0) {
		struct rc r = file_io_failed(e, "cannot be opened");
		(void)sys_close(fd);
		return r;
	}
	struct rc result = names_of(listing, w->a, &names, &count, e);
	for (size_t i = 0; !failed(result) && i < count; i++)
		result = walk_name(w, fd, path, names[i], depth, e);
	(void)sys_close(fd);
	return result;
}

struct rc
file_walk(const char *root, struct arena *a, struct walk_entry **entries, size_t *count,
    struct err *e)
{
	struct walk w = { .a = a };
	TRY(walk_folder(&w, AT_FDCWD, root, SLICE(""), 0, e));
	*entries = w.entries;
	*count = w.count;
	return DONE;
}
