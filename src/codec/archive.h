/* codec/archive.h - what stands in a ZIP or tar archive, entry by entry.
 *
 * Named formats only: ZIP (stored and deflate, zip64) through its directory, and tar (ustar, pax,
 * GNU), plain or in one layer of gzip, bzip2, xz or Zstandard. Nothing is ever written: entries
 * and pieces of their content go to a sink.
 *
 * A ZIP must say the same thing in its directory and in front of each entry; entries may not
 * overlap; nothing may stand before the first entry or after the end record. A tar must have its
 * end mark and only zeros after it. Whoever reads the archive with another program sees the same
 * entries.
 *
 * The only includer of libarchive, which allocates by itself. While an archive is visited the
 * thread's locale is C.UTF-8 (names outside ASCII would be lost otherwise); it is restored.
 *
 * Spec:     APPNOTE.TXT 6.3.x (ZIP), POSIX.1-2017 pax.
 * Purity:   reads the given file, nothing else. No clock.
 * Layer:    base.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CODEC_ARCHIVE_H
#define CODEC_ARCHIVE_H

#include "base/arena.h"
#include "base/base.h"
#include "base/file.h"

enum archive_form {
	ARCHIVE_NO = 0,
	ARCHIVE_ZIP_FORM = 1,
	ARCHIVE_TAR_FORM,
	ARCHIVE_GZIP_FORM,	/* these four may hold a tar or anything else: only */
	ARCHIVE_BZIP2_FORM,	/* archive_visit() can tell, with E_SCHEMA at 0 */
	ARCHIVE_XZ_FORM,
	ARCHIVE_ZSTD_FORM
};

/* What the first bytes look like; head up to HEAD_BYTES. */
enum archive_form archive_recognise(struct slice head);

/* Bytes in memory, or a file when file is not null. Borrowed. */
struct archive_input {
	struct slice	 bytes;
	struct file	*file;
};

/* Why a name may not be used as a path, the first that applies, in this order. */
enum archive_name {
	NAME_PLAIN = 1,
	NAME_EMPTY,
	NAME_NOT_UTF8,
	NAME_CONTROL,		/* control or direction characters */
	NAME_DRIVE,		/* "C:" */
	NAME_BACKSLASH,
	NAME_ABSOLUTE,
	NAME_PARENT		/* a component ".." */
};

/* Why the content of an entry cannot be had; it is then never offered. */
enum archive_content { CONTENT_READABLE = 1, CONTENT_ENCRYPTED, CONTENT_METHOD_UNKNOWN };

/* Borrowed for the call.
 * path:    as stored (a tar name that is declared as UTF-8 comes in Unicode form C).
 * name:    to show and to compare: path without "./" in front and "/" at the end; of a hostile
 *          name every byte that makes it so, and "%", stands as %HH. Never empty.
 * target:  of links, as stored.
 * at:      where the entry begins: in the ZIP, or in the unpacked tar.
 * size_bytes: as stated; what was unpacked is checked against it before the sink's end. */
struct archive_item {
	size_t			 number;	/* from 0, in archive order */
	struct slice		 path, name, target;
	enum archive_name	 state;
	enum file_kind		 kind;
	enum archive_content	 content;
	uint64_t		 size_bytes;
	uint64_t		 at;
};

/* entry: sets *want (false when called) to get the content. data: pieces of at most WINDOW_BYTES,
 * borrowed for the call. end: the entry wanted is complete and its checks hold. A callback that
 * fails ends the visit with its error. */
struct archive_sink {
	void		*context;
	struct rc	(*entry)(void *context, const struct archive_item *item, bool *want,
	    struct err *e);
	struct rc	(*data)(void *context, struct slice piece, struct err *e);
	struct rc	(*end)(void *context, struct err *e);
};

/* What this archive may still have: ENTRIES_MAX and UNPACKED_BYTES_MAX less what archives around
 * it have used up. UNPACK_RATIO_MAX always holds. */
struct archive_limits {
	uint64_t	entries;
	uint64_t	unpacked_bytes;
};

/* Filled in whatever the result. bomb: the E_LIMIT is about unpacked bytes. */
struct archive_totals {
	uint64_t	entries;
	uint64_t	unpacked_bytes;
	bool		bomb;
};

/* Visits every entry. Entries whose end was called before an error remain good.
 * Errors, with the place in the input (of a tar: in the unpacked tar, unless the compressed data
 * itself is damaged):
 *   E_SCHEMA  no archive of these formats
 *   E_SYNTAX  damaged, cut off, or two readers would see two things
 *   E_LIMIT   entries, unpacked bytes, ratio, PATH_BYTES_MAX
 *   E_IO, E_NOMEM, and whatever the sink gave. */
struct rc archive_visit(struct archive_input in, struct archive_limits limits,
    struct archive_sink sink, struct archive_totals *totals, struct err *e);

/* --- the directory of a ZIP, without unpacking ---------------------------------------------- */

/* at: offset of the entry's own header. Names as stored. */
struct zip_entry {
	struct slice	name;
	uint64_t	at, packed_bytes, size_bytes;
	uint32_t	crc;
	uint16_t	method, flags;
};

/* In the order of at. */
struct zip_directory {
	size_t			 count;
	struct zip_entry	*entries;
};

/* Reads the directory into the arena and compares it with what stands in front of each entry.
 * Errors: E_SYNTAX, E_LIMIT (ENTRIES_MAX), E_IO, E_NOMEM. */
struct rc zip_directory_read(struct archive_input in, struct arena *a, struct zip_directory *out,
    struct err *e);
/* The entry of that name, or null. */
const struct zip_entry *zip_find(const struct zip_directory *d, struct slice name);

/* What is wrong with a name that came in a container or a mail, and the name to show: as it is, or
 * escaped where it is hostile. Errors: E_LIMIT (PATH_BYTES_MAX), E_NOMEM. */
struct rc archive_name_judge(struct slice path, struct arena *a, enum archive_name *state,
    struct slice *name, struct err *e);

#endif
