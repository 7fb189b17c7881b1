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

/* FILE_ABSENT: from file_exists() alone. */
enum file_kind { FILE_ABSENT, FILE_REGULAR, FILE_FOLDER, FILE_LINK, FILE_OTHER };

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
/* The next line of standard input, without its end, a CR before it too; *more false at the end of
 * the input. What follows is left to whoever reads next. Errors: E_IO; E_LIMIT, E_NOMEM. */
struct rc file_stdin_line(struct buf *line, bool *more, struct err *e);
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

/* What stands at the path, a link at its very end not looked through; FILE_ABSENT where nothing
 * does, which is no error. Errors: E_IO where it cannot be told. */
struct rc file_exists(const char *path, enum file_kind *kind, struct err *e);
/* A regular file of at most max bytes, whole; a link at the end is looked through.
 * Errors: E_IO, also when it changes meanwhile; E_LIMIT (at: max); E_NOMEM. */
struct rc file_read_small(const char *path, size_t max, struct arena *a, struct slice *out,
    struct err *e);

/* --- what must survive power loss ---------------------------------------------------------
 *
 * These return once the disk says that it has the bytes and the names. A failed sync is never
 * tried again: what the disk holds is then unknown, and the process should end. */

/* Makes the folder and those missing above it, with mode less the umask. There already is fine.
 * Errors: E_IO. */
struct rc file_make_folder(const char *path, unsigned mode, struct err *e);
/* Makes durable which names stand in a folder. */
struct rc file_sync_folder(const char *path, struct err *e);
/* Renames in one step, durably; an empty folder may stand where a folder goes. Errors: E_IO. */
struct rc file_rename(const char *from, const char *to, struct err *e);
/* Takes back a folder that the caller made and could not finish, with everything in it; at most 8
 * folders deep. Links are removed, not followed. What cannot be removed stays. */
void file_discard_folder(const char *path);
/* Removes a file or link, durably. Errors: E_IO, also where there is none. */
struct rc file_remove(const char *path, struct err *e);

/* What the name of every temporary file below begins with. One that a crash left may be removed
 * once it is older than any process that could be writing it. */
#define FILE_TEMPORARY ".assay-tmp-"
/* The last name in the path is one of these. */
bool file_is_temporary(struct slice path);

/* When what stands at the path was changed last, a link itself; milliseconds UTC, by the clock that
 * the file system goes by. Errors: E_IO where it cannot be told. */
struct rc file_changed(const char *path, int64_t *ms, bool *there, struct err *e);
/* Names of the regular files directly in a folder that were changed before the instant; in no
 * order, in the arena. A folder that is not there has none. Errors: E_IO, E_LIMIT, E_NOMEM. */
struct old_files { const char **names; size_t count, cap; };
struct rc file_old(const char *folder, int64_t before_ms, struct arena *a, struct old_files *out,
    struct err *e);
/* Removes a file that nobody needs, if that can be done; not durably. */
void file_discard(const char *path);

/* A file on its way: written under a temporary name, mode 0600, until it is kept.
 * AUTO(file_out) out = {0}; empty when not open: no temporary file is there. */
struct file_out {
	int		fd;
	bool		broken;		/* a write or sync failed: it can only be dropped */
	uint64_t	size_bytes;	/* added so far */
	struct buf	path;		/* of the temporary file, ends in NUL */
};

/* folder: on the file system where the file will be kept. Errors: E_IO, E_LIMIT, E_NOMEM. */
struct rc file_out_open(const char *folder, struct file_out *out, struct err *e);
/* Errors: E_IO; E_LIMIT above FILE_BYTES_MAX; E_USAGE when not open. */
struct rc file_out_add(struct file_out *out, struct slice piece, struct err *e);
/* Syncs the file, renames it to path and syncs the folder of path. keep: E_IO where anything
 * stands at path already, which is left as it is; replace: over a file that stands there. Done, out
 * is empty. Failed, it still holds the temporary file; but when only the last sync failed the
 * file stands at path, perhaps not durably, and out is empty. */
struct rc file_out_keep(struct file_out *out, const char *path, struct err *e);
struct rc file_out_replace(struct file_out *out, const char *path, struct err *e);
/* Removes the temporary file of what was not kept. */
void file_out_drop(struct file_out *out);

/* The file at path is these bytes, or what it was before, whenever the power fails. mode less the
 * umask. Errors: E_IO, E_LIMIT, E_NOMEM. */
struct rc file_write_durable(const char *path, struct slice bytes, unsigned mode,
    struct err *e);
/* Copies a regular file, not through a link at the end of `from`, to a new file of mode 0600,
 * durably. Errors: E_IO, also where anything stands at `to` or `from` changes; E_LIMIT, E_NOMEM. */
struct rc file_copy(const char *from, const char *to, struct err *e);

/* Standard output and standard error, whole; E_IO when anything could not be written. */
struct rc file_put_stdout(struct slice bytes, struct err *e);
void file_put_stderr(struct slice bytes);

#endif
