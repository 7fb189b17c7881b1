/* book_zip.h - a ZIP written by hand, so that it can say what is not so.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BOOK_ZIP_H
#define BOOK_ZIP_H

#include "base/buf.h"

#define ZIP_ENTRIES_MAX 80

/* What one entry says of itself, in front of it and in the directory. */
struct zip_said {
	uint32_t	crc, packed, size, at;
	uint16_t	method, flags;
};
struct zip_made { struct slice name; struct zip_said said; };
/* deflated: stored blocks of deflate, else plain. */
struct zip_maker {
	struct buf	*out;
	bool		 deflated;
	size_t		 count;
	struct zip_made	 entries[ZIP_ENTRIES_MAX];
};

/* Writes an entry; lies, where not null, are added to what would be right. name: lasts until
 * zip_close(). */
void zip_add(struct zip_maker *z, struct slice name, struct slice content,
    const struct zip_said *lies);
/* The directory and the end record; count_lie and at_lie are added to what would be right. */
void zip_close(struct zip_maker *z, uint16_t count_lie, uint32_t at_lie);

#endif
