/* book_kinds.h - workbooks and tables made to harm the reader of requirement tables.
 *
 * Each kind writes one file, which follows from the state of `r` alone. What it changes stands in
 * its name.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BOOK_KINDS_H
#define BOOK_KINDS_H

#include "base/buf.h"
#include "rng.h"

/* The largest file that a kind writes. */
#define BOOK_BYTES_MAX ((size_t)4 << 20)

struct book_kind {
	const char	*name;
	void		(*make)(struct rng *r, struct buf *out);
};

extern const struct book_kind csv_kinds[];
extern const size_t csv_kind_count;
extern const struct book_kind zip_kinds[];
extern const size_t zip_kind_count;
extern const struct book_kind part_kinds[];
extern const size_t part_kind_count;
/* Small changes of the XML of one part; numbered, as they are a table. */
size_t edit_count(void);
const char *edit_name(size_t i);
void edit_make(size_t i, struct rng *r, struct buf *out);

/* --- what a good table is made of ------------------------------------------------------------- */

#define TABLE_COLUMNS 3
struct table_text { size_t rows; const char *cell[24][TABLE_COLUMNS]; };
/* Headings in the first row, in some language and case; then requirements, each once. */
void table_text_make(struct rng *r, struct table_text *out);

#endif
