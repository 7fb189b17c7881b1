/* codec/grid.h - a table as cells, whatever file it came in.
 *
 * The CSV reader gives one sheet with an empty name, the XLSX reader one for each worksheet.
 * Cells keep the text that stands in the file; nothing is repaired or converted.
 *
 * Layer:    base.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CODEC_GRID_H
#define CODEC_GRID_H

#include "base/arena.h"
#include "base/base.h"

enum cell_kind {
	CELL_EMPTY = 0,
	CELL_TEXT,		/* text in the file */
	CELL_NUMBER,		/* XLSX numeric cell: text is the stored number literally */
	CELL_DATE,		/* XLSX numeric cell shown as a date: text is the stored number */
	CELL_BOOLEAN,		/* "0" or "1" */
	CELL_ERROR		/* "#REF!" and the like */
};

/* row, column: from 1. padded: XLSX number format that shows leading zeros, e.g. "0000000". */
struct grid_cell {
	enum cell_kind	kind;
	struct slice	text;
	bool		padded;
	bool		formula;	/* a stored result; CELL_EMPTY where none is stored */
};

struct grid_row {
	/* row in the sheet, from 1; absent rows are left out */
	uint32_t		 number;
	bool			 hidden;
	uint32_t		 count;		/* cells; cells[i] is column i + 1 */
	struct grid_cell	*cells;
};

/* Cells that are shown as one, over several rows: what stands in the first of them. From 1. */
struct grid_merge { uint32_t column, first, last; };

struct grid_sheet {
	struct slice	 name;
	bool		 hidden;		/* hidden or very hidden */
	uint32_t	 hidden_columns;	/* how many */
	uint32_t	 hidden_first, hidden_last;	/* from 1; 0 when there is none */
	size_t		 count;
	struct grid_row	*rows;
	size_t		 merge_count;
	struct grid_merge *merges;		/* by column and first row */
	bool		 merges_cut;		/* there are more than are read */
};

struct grid {
	size_t			 count;
	struct grid_sheet	*sheets;
	bool			 macros;	/* the workbook carries a macro part; never read */
	bool			 epoch_1904;	/* XLSX: day 0 of its dates is 1904-01-01 */
	struct slice		 encoding;	/* "utf-8", "utf-16", "windows-1252" */
	char			 separator;	/* CSV: ',', ';' or '\t' */
};

/* Letters of any column and digits of any row. */
#define GRID_CELL_NAME_MAX 17

/* "B17" for row 17, column 2; into the arena. */
[[nodiscard]] bool grid_cell_name(struct arena *a, uint32_t row, uint32_t column,
    struct slice *out);
/* "Sheet!B17", or "B17" where the sheet has no name; into the arena. */
[[nodiscard]] bool grid_cell_place(struct arena *a, const struct grid_sheet *sheet, uint32_t row,
    uint32_t column, struct slice *out);

#endif
