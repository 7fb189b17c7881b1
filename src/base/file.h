/* base/file.h - files and folders: the one door to the file system.
 *
 * Every system call goes through base/sys.h, so that tests can make the Nth one fail.
 * Nothing here follows a symbolic link below the path that the user named.
 *
 * Threads:  safe; a struct file belongs to one thread.
 * Layer:    base.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/arena.h"
#include "base/base.h"
#include "base/buf.h"

enum file_kind { FILE_REGULAR = 1, FILE_FOLDER, FILE_LINK, FILE_OTHER };

/* An open regular file. fd -1 when closed. */
struct file {
	int		fd;
	uint64_t	size_bytes;	/* when it was opened */
};

void file_drop(struct file *f);

/* What stands at the path. follow: look through a link at its very end (for paths a user named).
 * Errors: E_IO. */
struct rc file_kind_of(const char *path, bool follow, enum file_kind *kind, uint64_t *size_bytes,
    struct err *e);

/* Opens a regular file for reading. Never blocks on a device or pipe, never follows a link at
 * the end unless follow. Errors: E_IO, E_LIMIT above FILE_BYTES_MAX. */
struct rc file_open(const char *path, bool follow, struct file *f, struct err *e);
/* Reads up to max bytes at the offset; *got 0 at the end. Errors: E_IO. */
struct rc file_read_at(struct file *f, uint64_t offset, uint8_t *into, size_t max, size_t *got,
    struct err *e);
/* Reads a whole file (or "-" for standard input) into the buffer, which sets the ceiling.
 * Errors: E_IO, E_LIMIT, E_NOMEM. */
struct rc file_read_all(const char *path, struct buf *into, struct err *e);
/* A file written to `path` would be `root`, or stand below it where that is a folder; links are
 * looked through. False where either cannot be told, as when the folder of `path` is not there. */
bool file_is_within(const char *path, const char *root);
/* Writes a new file beside the target, syncs it and renames it over the target; "-" is standard
 * output. Errors: E_IO. */
struct rc file_write_all(const char *path, struct slice bytes, struct err *e);

/* One entry of a folder walk. path is relative to the root, "/" between names, raw bytes. */
struct walk_entry {
	struct slice	 path;
	enum file_kind	 kind;
	uint64_t	 size_bytes;	/* regular files */
};

/* Every entry below the folder, depth first, names in byte order; folders themselves are left
 * out, links and special files are listed and never followed. The list is borrowed from the arena.
 * Errors: E_IO, E_LIMIT (ENTRIES_MAX, PATH_BYTES_MAX), E_NOMEM. */
struct rc file_walk(const char *root, struct arena *a, struct walk_entry **entries, size_t *count,
    struct err *e);

/* Standard output and standard error, whole; E_IO when anything could not be written. */
struct rc file_put_stdout(struct slice bytes, struct err *e);
void file_put_stderr(struct slice bytes);

#endif
