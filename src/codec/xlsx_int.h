/* codec/xlsx_int.h - what the files of codec/xlsx share.
 *
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CODEC_XLSX_INT_H
#define CODEC_XLSX_INT_H

#include "base/buf.h"
#include "codec/xlsx.h"
#include "codec/xml.h"

#define XLSX_COLUMNS_MAX 16384
#define XLSX_ROWS_MAX 1048576

/* --- parts of the package (xlsx.c) ---------------------------------------------------------- */

/* The namespace of spreadsheetML, transitional or strict. */
bool xlsx_is_main(struct slice space);
/* An element of it of that name. Every element of a sheet is asked for five names: of a literal the
 * length is known when this is compiled, and most answers are no by it. */
__attribute__((always_inline)) static inline bool
xlsx_is(const struct xml_name *name, const char *local)
{
	return slice_eq(name->local, slice_of(local)) && xlsx_is_main(name->space);
}
/* "1" or "true". */
bool xlsx_is_true(struct slice value);
/* Text in which _xHHHH_ stands for characters. */
struct rc xlsx_text(struct slice text, struct arena *a, struct slice *out, struct err *e);

/* Text of the element that is being read, up to CELL_BYTES_MAX. */
struct xlsx_capture {
	struct buf	text;
	bool		on;
};
struct rc xlsx_capture_add(struct xlsx_capture *c, struct slice text, uint64_t at,
    struct err *e);

/* --- relationships and workbook (xlsx_book.c) ----------------------------------------------- */

/* type: what stands behind its last "/". target: the name of a part. */
struct xlsx_relation {
	struct slice	id, type, target;
};

/* folder: of the part whose relationships these are, "" or "xl/". */
struct xlsx_relations {
	struct arena		*arena;
	struct slice		 folder;
	struct xlsx_relation	*items;
	size_t			 count, cap;
};
struct xml_sink xlsx_relations_sink(struct xlsx_relations *r);
const struct xlsx_relation *xlsx_relation_by_id(const struct xlsx_relations *r, struct slice id);
const struct xlsx_relation *xlsx_relation_by_type(const struct xlsx_relations *r,
    struct slice type);

struct xlsx_sheet {
	struct slice	name, relation;
	bool		hidden;
};

struct xlsx_book {
	struct arena		*arena;
	struct xlsx_sheet	*sheets;
	size_t			 count, cap;
	bool			 epoch_1904;
};
struct xml_sink xlsx_book_sink(struct xlsx_book *b);

/* --- styles (xlsx_style.c) ------------------------------------------------------------------ */

enum xlsx_look { LOOK_PLAIN = 0, LOOK_DATE, LOOK_PADDED };

struct xlsx_format {
	uint64_t	id;
	enum xlsx_look	look;
};

/* looks: by the number of the cell's style. */
struct xlsx_styles {
	struct arena		*arena;
	struct xlsx_format	*formats;
	size_t			 format_count, format_cap;
	enum xlsx_look		*looks;
	size_t			 count, cap;
	bool			 in_cells;
};
struct xml_sink xlsx_styles_sink(struct xlsx_styles *s);
/* How a number with this format code looks. */
enum xlsx_look xlsx_code_look(struct slice code);

/* --- shared strings and sheets (xlsx_sheet.c) ----------------------------------------------- */

struct xlsx_strings {
	struct arena		*arena;
	struct slice		*items;
	size_t			 count, cap;
	struct xlsx_capture	 capture;
	bool			 in_item, in_phonetic;
};
struct xml_sink xlsx_strings_sink(struct xlsx_strings *s);

/* The attribute t of a cell (18.18.11). */
enum xlsx_type { TYPE_NUMBER = 1, TYPE_SHARED, TYPE_TEXT, TYPE_BOOLEAN, TYPE_ERROR, TYPE_DATE };

/* cells: of the row being read, TABLE_COLUMNS_MAX of them. */
struct xlsx_reader {
	struct arena			*arena;
	const struct xlsx_strings	*strings;
	const struct xlsx_styles	*styles;
	struct grid_sheet		*sheet;
	size_t				 row_cap, merge_cap;
	struct grid_row			 row;
	struct grid_cell		*cells;
	uint32_t			 last_row, last_column, width;
	struct xlsx_capture		 capture;
	struct grid_cell		 cell;
	enum xlsx_type			 type;
	uint64_t			 style, at;
	uint8_t				*hidden;	/* a byte for each of XLSX_COLUMNS_MAX */
	bool				 has_data, in_data, in_row, in_cell;
	bool				 in_inline, in_phonetic, has_value;
};
struct xml_sink xlsx_sheet_sink(struct xlsx_reader *r);
/* After the last event: the number of hidden columns, and the merged cells in order. */
void xlsx_sheet_finish(struct xlsx_reader *r);

#endif
