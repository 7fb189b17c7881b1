/* table/requirement_sheet.c - a table goes out again. See table/requirement_sheet.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "table/requirement_sheet.h"

#include "base/limits.h"
#include "base/time.h"
#include "codec/utf8.h"
#include "table/layout.h"

static const struct slice headings[OWN_COLUMNS] = {
	[OWN_STATED] = SLICE_INIT("assay:stated"), [OWN_SHOWN] = SLICE_INIT("assay:shown"),
	[OWN_WHY] = SLICE_INIT("assay:why"), [OWN_CONFIDENCE] = SLICE_INIT("assay:confidence"),
	[OWN_EVIDENCE] = SLICE_INIT("assay:evidence"),
};

const char *
own_heading(unsigned column)
{
	if (column >= OWN_COLUMNS)
		BUG("no such column of assay's own");
	return (const char *)headings[column].at;
}

bool
own_is_heading(struct slice text)
{
	for (size_t i = 0; i < OWN_COLUMNS; i++)
		if (slice_eq(text, headings[i]))
			return true;
	return false;
}

void
own_columns(const struct grid_sheet *sheet, size_t rows, bool own[static TABLE_COLUMNS_MAX])
{
	for (size_t c = 0; c < TABLE_COLUMNS_MAX; c++)
		own[c] = false;
	for (size_t i = 0; i < sheet->count && i < rows; i++)
		for (uint32_t c = 0; c < sheet->rows[i].count && c < TABLE_COLUMNS_MAX; c++)
			own[c] = own[c] || own_is_heading(sheet->rows[i].cells[c].text);
}

bool
own_runs(struct slice text)
{
	bool number = true;
	if (text.len == 0)
		return false;
	for (size_t i = 1; i < text.len; i++)
		number = number && ((text.at[i] >= '0' && text.at[i] <= '9') ||
		    text.at[i] == '.' || text.at[i] == ',');
	uint8_t c = text.at[0];
	if (c == '+' || c == '-')
		return !number || text.len == 1;
	return c == '=' || c == '@' || c == '\t' || c == '\r';
}

/* --- units ------------------------------------------------------------------------------------ */

/* The bytes as they were received, one code unit (1 or 2 bytes) at a time. What structures a table
 * is ASCII in each of the encodings. */
struct units {
	struct slice	in;
	size_t		at;
	unsigned	width;
	bool		big;
	uint8_t		separator;
};

static unsigned
unit(const struct units *u, size_t ahead)
{
	size_t i = u->at + ahead * u->width;
	if (i + u->width > u->in.len)
		return 0;
	if (u->width == 1)
		return u->in.at[i];
	return u->big ? u->in.at[i] * 256u + u->in.at[i + 1] : u->in.at[i + 1] * 256u +
	    u->in.at[i];
}

static bool
ends(const struct units *u)
{
	return u->at + u->width > u->in.len;
}

/* Past one cell; what ends it is next. */
static void
pass_cell(struct units *u)
{
	bool quoted = unit(u, 0) == '"';
	for (u->at += quoted ? u->width : 0; quoted && !ends(u); u->at += u->width) {
		if (unit(u, 0) != '"')
			continue;
		if (unit(u, 1) != '"') {
			u->at += u->width;
			break;
		}
		u->at += u->width;
	}
	while (!ends(u) && unit(u, 0) != u->separator && unit(u, 0) != '\r' && unit(u, 0) != '\n')
		u->at += u->width;
}

/* cells[i]: bytes of each; end: with its line end. A row without cells has none. */
struct raw_row { struct slice cells[TABLE_COLUMNS_MAX], end; uint32_t count; };

static void
take_row(struct units *u, struct raw_row *row)
{
	row->count = 0;
	for (;;) {
		size_t from = u->at;
		pass_cell(u);
		if (row->count == TABLE_COLUMNS_MAX)
			BUG("a row of more cells than were read of it");
		row->cells[row->count++] = slice_sub(u->in, from, u->at);
		if (ends(u) || unit(u, 0) != u->separator)
			break;
		u->at += u->width;
	}
	size_t end = u->at;
	if (!ends(u))
		u->at += unit(u, 0) == '\r' && unit(u, 1) == '\n' ? 2 * u->width : u->width;
	row->end = slice_sub(u->in, end, u->at);
	if (row->count == 1 && row->cells[0].len == 0)
		row->count = 0;
}

/* --- out -------------------------------------------------------------------------------------- */

static void
put_unit(const struct units *u, uint8_t c, struct buf *out)
{
	if (u->width == 2 && u->big)
		buf_add_byte(out, 0);
	buf_add_byte(out, c < 0x80 ? c : '?');
	if (u->width == 2 && !u->big)
		buf_add_byte(out, 0);
}

/* Quoted where it has to be; what a spreadsheet would run has an apostrophe in front. */
static void
put_own(const struct units *u, struct slice text, struct buf *out)
{
	bool quoted = false;
	for (size_t i = 0; i < text.len; i++)
		quoted = quoted || text.at[i] == '"' || text.at[i] == ',' || text.at[i] == ';' ||
		    text.at[i] < ' ';
	if (quoted)
		put_unit(u, '"', out);
	if (own_runs(text))
		put_unit(u, '\'', out);
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '"')
			put_unit(u, '"', out);
		put_unit(u, text.at[i], out);
	}
	if (quoted)
		put_unit(u, '"', out);
}

/* own: columns that are left out. texts: null for a row that gets none. width: of what is not
 * assay's own. */
static void
put_row(const struct units *u, const struct raw_row *row, const bool *own,
    const struct slice *texts, uint32_t width, struct buf *out)
{
	uint32_t n = 0;
	for (uint32_t c = 0; c < row->count; c++) {
		if (own[c])
			continue;
		if (n++ > 0)
			put_unit(u, u->separator, out);
		buf_add(out, row->cells[c]);
	}
	for (; texts != NULL && n < width; n++)
		if (n > 0)
			put_unit(u, u->separator, out);
	for (unsigned i = 0; texts != NULL && i < OWN_COLUMNS; i++) {
		put_unit(u, u->separator, out);
		put_own(u, texts[i], out);
	}
	buf_add(out, row->end);
}

static uint32_t
foreign_width(const struct grid_sheet *sheet, const bool *own)
{
	uint32_t most = 0;
	for (size_t i = 0; i < sheet->count; i++) {
		uint32_t n = 0;
		for (uint32_t c = 0; c < sheet->rows[i].count; c++)
			n += !own[c];
		most = n > most ? n : most;
	}
	return most;
}

static struct units
units_of(struct slice in, const struct grid *g, size_t *skip)
{
	const char *why;
	enum encoding from = encoding_detect(in, skip, &why);
	bool wide = from == ENCODING_UTF16LE || from == ENCODING_UTF16BE;
	return (struct units){ in, *skip, wide ? 2 : 1, from == ENCODING_UTF16BE,
	    (uint8_t)g->separator };
}

/* "sep=;" is a row of its own, and no table. */
static bool
is_hint(const struct units *u)
{
	return unit(u, 0) == 's' && unit(u, 1) == 'e' && unit(u, 2) == 'p' && unit(u, 3) == '=' &&
	    unit(u, 4) == u->separator && (unit(u, 5) == '\r' || unit(u, 5) == '\n');
}

struct rc
own_append(struct slice in, const struct grid *g, uint32_t heading, const struct own_row *rows,
    size_t count, struct buf *out, struct err *e)
{
	static const bool none[TABLE_COLUMNS_MAX];
	bool own[TABLE_COLUMNS_MAX];
	struct raw_row row;
	size_t skip, next = 0;
	struct units u = units_of(in, g, &skip);
	own_columns(&g->sheets[0], g->sheets[0].count, own);
	uint32_t width = foreign_width(&g->sheets[0], own), number = 0;
	if (width + OWN_COLUMNS > TABLE_COLUMNS_MAX)
		return fail(e, E_LIMIT, 0, "no room for five more columns: a table has 512 at "
		    "most");
	buf_add(out, slice_sub(in, 0, skip));
	bool hint = is_hint(&u);
	while (!ends(&u)) {
		const struct slice *texts = NULL;
		take_row(&u, &row);
		number++;
		while (next < count && rows[next].number < number)
			next++;
		if (next < count && rows[next].number == number)
			texts = rows[next].texts;
		if (number == heading)
			texts = headings;
		put_row(&u, &row, hint && number == 1 ? none : own, texts, width, out);
	}
	return buf_end(out, e);
}

/* --- a sheet of a workbook -------------------------------------------------------------------- */

static void
put_cell(struct slice text, struct buf *out)
{
	bool quoted = false;
	for (size_t i = 0; i < text.len; i++)
		quoted = quoted || text.at[i] == '"' || text.at[i] == ',' || text.at[i] == ';' ||
		    text.at[i] == '\t' || text.at[i] == '\r' || text.at[i] == '\n';
	if (quoted)
		buf_add_byte(out, '"');
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '"')
			buf_add_byte(out, '"');
		buf_add_byte(out, text.at[i]);
	}
	if (quoted)
		buf_add_byte(out, '"');
}

/* A day as a spreadsheet shows it; other cells as they are stored. */
static void
put_stored(const struct grid *g, const struct grid_row *row, uint32_t column, struct buf *out)
{
	const struct grid_cell *cell = &row->cells[column - 1];
	int64_t ms = cell->kind == CELL_DATE &&
	    slice_find(cell->text, SLICE("."), 0) == SIZE_MAX ? cell_until(g, row, column) :
	    TIME_UNKNOWN;
	char text[TIME_TEXT_BYTES];
	if (ms == TIME_UNKNOWN) {
		put_cell(cell->text, out);
		return;
	}
	time_show(ms, text);
	buf_add(out, slice_sub(slice_of(text), 0, slice_find(slice_of(text), SLICE("T"), 0)));
}

void
own_text(const struct grid *g, const struct grid_sheet *sheet, struct buf *out)
{
	uint32_t number = 1;
	buf_add_text(out, "\xef\xbb\xbf");
	for (size_t i = 0; i < sheet->count && !out->broken; i++) {
		const struct grid_row *row = &sheet->rows[i];
		for (; number < row->number && !out->broken; number++)
			buf_add_text(out, "\r\n");
		for (uint32_t c = 0; c < row->count; c++) {
			if (c > 0)
				buf_add_byte(out, ',');
			put_stored(g, row, c + 1, out);
		}
		buf_add_text(out, "\r\n");
		number++;
	}
}
