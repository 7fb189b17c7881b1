/* codec/csv.c - tables as text. See codec/csv.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/csv.h"

#include "base/limits.h"
#include "codec/utf8.h"

/* How much the separator is found by. */
#define SAMPLE_BYTES HEAD_BYTES
#define SAMPLE_ROWS 64

struct csv {
	struct slice	text;		/* UTF-8 */
	size_t		pos;
	uint8_t		separator;
};

/* text: without quotes around it; doubled: quotes inside are still doubled. last: of its row. */
struct field {
	struct slice	text;
	size_t		at;
	bool		quoted, doubled, last;
};

/* --- fields --------------------------------------------------------------------------------- */

/* Behind a field: the separator, the end of the row or the end of the text. */
static struct rc
take_end(struct csv *c, struct field *f, struct err *e)
{
	f->last = true;
	if (c->pos == c->text.len)
		return DONE;
	uint8_t here = c->text.at[c->pos];
	if (here != c->separator && here != '\r' && here != '\n')
		return fail(e, E_SYNTAX, c->pos, "text behind a closing quote");
	c->pos++;
	if (here == c->separator)
		f->last = false;
	else if (here == '\r' && c->pos < c->text.len && c->text.at[c->pos] == '\n')
		c->pos++;
	return DONE;
}

static struct rc
take_quoted(struct csv *c, struct field *f, struct err *e)
{
	size_t from = ++c->pos;

	f->quoted = true;
	for (; c->pos < c->text.len; c->pos++) {
		uint8_t here = c->text.at[c->pos];
		if (here == 0)
			return fail(e, E_SYNTAX, c->pos, "a NUL in the text");
		if (here != '"')
			continue;
		if (c->pos + 1 == c->text.len || c->text.at[c->pos + 1] != '"') {
			f->text = slice_sub(c->text, from, c->pos);
			c->pos++;
			return take_end(c, f, e);
		}
		f->doubled = true;
		c->pos++;
	}
	return fail(e, E_SYNTAX, f->at, "a quote that is never closed");
}

static struct rc
take_field(struct csv *c, struct field *f, struct err *e)
{
	*f = (struct field){ .at = c->pos };
	if (c->pos < c->text.len && c->text.at[c->pos] == '"')
		return take_quoted(c, f, e);
	while (c->pos < c->text.len) {
		uint8_t here = c->text.at[c->pos];
		if (here == 0)
			return fail(e, E_SYNTAX, c->pos, "a NUL in the text");
		if (here == c->separator || here == '\r' || here == '\n')
			break;
		c->pos++;
	}
	f->text = slice_sub(c->text, f->at, c->pos);
	return take_end(c, f, e);
}

/* --- the separator -------------------------------------------------------------------------- */

/* rows: how many have `columns`, the commonest number of them above one. all: rows seen. */
struct score {
	unsigned	rows, columns, all;
};

static struct score
commonest(const unsigned *columns, unsigned count)
{
	struct score best = { .all = count };

	for (unsigned i = 0; i < count; i++) {
		unsigned rows = 0;
		for (unsigned k = 0; k < count; k++)
			rows += columns[k] == columns[i];
		if (columns[i] > 1 && (rows > best.rows ||
		    (rows == best.rows && columns[i] > best.columns)))
			best = (struct score){ rows, columns[i], count };
	}
	return best;
}

/* cut: the sample is not the whole text, so its last row says nothing. */
static struct score
try_separator(struct slice sample, bool cut, uint8_t separator)
{
	struct csv c = { sample, 0, separator };
	unsigned columns[SAMPLE_ROWS], rows = 0;

	while (c.pos < sample.len && rows < SAMPLE_ROWS) {
		struct field f;
		bool empty = true;
		unsigned n = 0;
		do {
			struct rc r = take_field(&c, &f, NULL);
			if (failed(r) && !(cut && c.pos == sample.len))
				return (struct score){0};
			f.last = f.last || failed(r);
			empty = empty && f.text.len == 0 && !f.quoted;
			n++;
		} while (!f.last);
		if (cut && c.pos == sample.len)
			break;
		if (n > 1 || !empty)
			columns[rows++] = n;
	}
	return commonest(columns, rows);
}

static struct score
find_separator(struct slice text, uint8_t *separator)
{
	static const uint8_t candidates[] = { '\t', ';', ',' };
	struct slice sample = slice_sub(text, 0, SAMPLE_BYTES);
	struct score best = {0};

	*separator = ',';
	for (size_t i = 0; i < COUNT(candidates); i++) {
		struct score s = try_separator(sample, sample.len < text.len, candidates[i]);
		if (s.rows < best.rows || (s.rows == best.rows && s.columns <= best.columns))
			continue;
		best = s;
		*separator = candidates[i];
	}
	return best;
}

/* "sep=;" and the end of its line. */
static bool
take_hint(struct csv *c)
{
	struct slice t = c->text;

	if (!slice_starts(t, SLICE("sep=")) || t.len < 6 ||
	    (t.at[4] != ',' && t.at[4] != ';' && t.at[4] != '\t') ||
	    (t.at[5] != '\r' && t.at[5] != '\n'))
		return false;
	c->separator = t.at[4];
	c->pos = t.len > 6 && t.at[5] == '\r' && t.at[6] == '\n' ? 7 : 6;
	return true;
}

/* --- rows ----------------------------------------------------------------------------------- */

struct table {
	struct csv	 csv;
	struct arena	*arena;
	struct grid_row	*rows;
	size_t		 count, cap;
	struct grid_cell *cells;	/* of the row that is being read, TABLE_COLUMNS_MAX */
};

static struct rc
undouble(struct arena *a, struct slice *text, struct err *e)
{
	uint8_t *to = arena_alloc(a, text->len, 1);
	size_t n = 0;

	if (to == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < text->len; i++) {
		to[n++] = text->at[i];
		i += text->at[i] == '"' ? 1 : 0;
	}
	*text = (struct slice){ to, n };
	return DONE;
}

static struct rc
read_row(struct table *t, uint32_t number, struct err *e)
{
	struct field f;
	uint32_t n = 0;
	bool empty = true;

	do {
		TRY(take_field(&t->csv, &f, e));
		if (n == TABLE_COLUMNS_MAX)
			return fail(e, E_LIMIT, f.at, "a row has more than 512 cells");
		if (f.text.len > CELL_BYTES_MAX)
			return fail(e, E_LIMIT, f.at, "a cell is longer than 32 KiB");
		if (f.doubled)
			TRY(undouble(t->arena, &f.text, e));
		empty = empty && !f.quoted && f.text.len == 0;
		t->cells[n++] = (struct grid_cell){ .text = f.text,
		    .kind = f.text.len > 0 ? CELL_TEXT : CELL_EMPTY };
	} while (!f.last);
	if (n == 1 && empty)
		return DONE;
	void *rows = t->rows;
	struct grid_cell *cells = ARENA_ARRAY(t->arena, struct grid_cell, n);
	if (cells == NULL || !arena_grow(t->arena, &rows, &t->cap, t->count, sizeof(*t->rows)))
		return arena_failed(t->arena, e);
	for (uint32_t i = 0; i < n; i++)
		cells[i] = t->cells[i];
	t->rows = rows;
	t->rows[t->count++] = (struct grid_row){ .number = number, .count = n, .cells = cells };
	return DONE;
}

static struct rc
read_rows(struct table *t, struct err *e)
{
	uint8_t found;

	t->cells = ARENA_ARRAY(t->arena, struct grid_cell, TABLE_COLUMNS_MAX);
	if (t->cells == NULL)
		return arena_failed(t->arena, e);
	uint32_t number = take_hint(&t->csv) ? 1 : 0;
	if (number == 0) {
		/* The score does not matter: where none is, any separator will do. */
		struct score s = find_separator(t->csv.text, &found);
		t->csv.separator = s.rows > 0 ? found : ',';
	}
	while (t->csv.pos < t->csv.text.len) {
		if (number == TABLE_ROWS_MAX)
			return fail(e, E_LIMIT, t->csv.pos, "the table has more than 200,000 rows");
		TRY(read_row(t, ++number, e));
	}
	if (t->count == 0)
		return fail(e, E_SYNTAX, t->csv.text.len, "a table without any cell");
	return DONE;
}

/* The offset in the input of one in the UTF-8 text made from it. */
static uint64_t
place_in(struct slice text, uint64_t at, enum encoding from, size_t skip)
{
	uint64_t points = 0, pairs = 0;

	if (from == ENCODING_UTF8)
		return at + skip;
	for (uint64_t i = 0; i < at && i < text.len; i++) {
		points += (text.at[i] & 0xc0) != 0x80;
		pairs += text.at[i] >= 0xf0;
	}
	return skip + (from == ENCODING_WINDOWS1252 ? points : (points + pairs) * 2);
}

struct rc
csv_decode(struct slice in, struct arena *a, struct grid *out, struct err *e)
{
	struct table t = { .arena = a };
	struct err why = {0};
	const char *reason;
	size_t skip;

	enum encoding from = encoding_detect(in, &skip, &reason);
	TRY(text_to_utf8(in, from, skip, a, &t.csv.text, e));
	struct rc r = read_rows(&t, &why);
	if (failed(r))
		return fail(e, why.code, place_in(t.csv.text, why.at, from, skip), why.what);
	struct grid_sheet *sheet = ARENA_NEW(a, struct grid_sheet);
	if (sheet == NULL)
		return arena_failed(a, e);
	*sheet = (struct grid_sheet){ .name = SLICE(""), .count = t.count, .rows = t.rows };
	*out = (struct grid){ .count = 1, .sheets = sheet, .separator = (char)t.csv.separator,
	    .encoding = slice_of(encoding_name(from)) };
	return DONE;
}
