/* book_laws.h - reads a workbook as `requirement import` does, and says which law does not hold.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BOOK_LAWS_H
#define BOOK_LAWS_H

#include "app/shipped_data.h"
#include "rng.h"

struct book_world { struct arena a; struct shipped_data data; };
void book_world_load(struct book_world *w);
void book_world_drop(struct book_world *w);

/* read: files that gave rows. again: cells that say the same of a requirement again. */
struct book_tally { size_t files, read, rows, again, by_code[CODE_COUNT]; };
void book_tally_add(struct book_tally *to, const struct book_tally *from);

/* Null when every law holds, else what does not. Which sheet and edition are asked for follows
 * from r. bytes: the file; nothing else is read. */
const char *book_read(const struct book_world *w, struct slice bytes, struct rng *r,
    struct book_tally *tally);

#endif
