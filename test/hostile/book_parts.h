/* book_parts.h - the parts of a workbook, whole, before a kind spoils them.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BOOK_PARTS_H
#define BOOK_PARTS_H

#include "book_zip.h"
#include "rng.h"

enum book_part {
	PART_TYPES, PART_PACKAGE, PART_BOOK, PART_RELATIONS, PART_STRINGS, PART_STYLES, PART_SHEET,
	PART_SECOND, PART_COMMENTS, PART_COUNT
};
/* An empty part is left out of the archive. */
struct parts { struct buf at[PART_COUNT]; };

/* A workbook of two sheets; the first names requirements, the second may. */
void parts_make(struct rng *r, struct parts *out);
void parts_drop(struct parts *p);
/* The first `from` of that part becomes `to`, which is written `times` times. Nothing where it does
 * not stand. */
void parts_edit(struct parts *p, enum book_part part, const char *from, const char *to,
    size_t times);
struct slice part_name(enum book_part part);
/* As an archive, stored or deflated as `r` says. */
void parts_write(struct rng *r, const struct parts *p, struct buf *out);
/* A whole workbook in one go. */
void book_make(struct rng *r, struct buf *out);

#endif
