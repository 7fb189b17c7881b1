/* archive_make.h - makes archives for tests, with libarchive's writer.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ARCHIVE_MAKE_H
#define ARCHIVE_MAKE_H

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <string.h>

#include "base/base.h"

/* An entry to make. target: a symbolic link; hard: a hard link. "name/" is a folder. */
struct made {
	const char	*name;
	struct slice	 content;
	const char	*target, *hard;
};

#define MAKE_BYTES_MAX ((size_t)8 * 1024 * 1024)

static inline void
make_or_die(bool good)
{
	if (!good)
		abort();
}

static inline void
make_entry(struct archive *a, const struct made *m)
{
	struct archive_entry *e = archive_entry_new();
	size_t n = strlen(m->name);
	bool folder = n > 0 && m->name[n - 1] == '/';

	archive_entry_set_pathname(e, m->name);
	archive_entry_set_filetype(e, folder ? AE_IFDIR : m->target != NULL ? AE_IFLNK : AE_IFREG);
	archive_entry_set_perm(e, folder ? 0755 : 0644);
	archive_entry_set_mtime(e, 1782820800, 0);
	if (m->target != NULL)
		archive_entry_set_symlink(e, m->target);
	if (m->hard != NULL)
		archive_entry_set_hardlink(e, m->hard);
	archive_entry_set_size(e, (la_int64_t)m->content.len);
	make_or_die(archive_write_header(a, e) >= ARCHIVE_WARN);
	if (m->content.len > 0)
		make_or_die(archive_write_data(a, m->content.at, m->content.len) ==
		    (la_ssize_t)m->content.len);
	archive_entry_free(e);
}

/* The archive in memory of its own, to be freed. format and filter as libarchive names them;
 * options may be null. */
static inline struct slice
make_archive(const char *format, const char *filter, const char *options,
    const struct made *entries, size_t count)
{
	struct archive *a = archive_write_new();
	uint8_t *bytes = malloc(MAKE_BYTES_MAX);
	size_t used = 0;

	make_or_die(a != NULL && bytes != NULL);
	make_or_die(archive_write_set_format_by_name(a, format) == ARCHIVE_OK);
	if (filter != NULL)
		make_or_die(archive_write_add_filter_by_name(a, filter) == ARCHIVE_OK);
	if (options != NULL)
		make_or_die(archive_write_set_options(a, options) == ARCHIVE_OK);
	(void)archive_write_set_bytes_in_last_block(a, 1);
	make_or_die(archive_write_open_memory(a, bytes, MAKE_BYTES_MAX, &used) == ARCHIVE_OK);
	for (size_t i = 0; i < count; i++)
		make_entry(a, &entries[i]);
	make_or_die(archive_write_close(a) == ARCHIVE_OK);
	(void)archive_write_free(a);
	return (struct slice){ bytes, used };
}

#endif
