/* table/requirement_columns.c - which column of a sheet says what. See table/requirement_int.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "table/requirement_int.h"

#include "table/layout.h"
#include "table/requirement_sheet.h"

/* Rows above the first requirement in which headings are looked for. */
#define HEADING_ROWS 12
/* Without a heading that says so, a column is one of requirements from so many on. */
#define NAMES_MIN 3

/* --- the column of requirements --------------------------------------------------------------- */

static bool
names_one(const struct catalog *c, struct slice text)
{
	struct slice base = {0};
	const struct catalog_item *item = requirement_item(c, text, &base);
	return item != NULL && requirement_asks(item);
}

/* The column that names most requirements; 0 where none does. */
static uint32_t
find_names(const struct sheet_run *g, size_t *most)
{
	uint32_t best = 0;
	size_t counts[TABLE_COLUMNS_MAX] = {0};
	for (size_t i = 0; i < g->sheet->count; i++) {
		const struct grid_row *row = &g->sheet->rows[i];
		for (uint32_t c = 1; c <= row->count && c <= TABLE_COLUMNS_MAX; c++) {
			struct slice text = row_text(row, c);
			counts[c - 1] += text.len >= 4 && !g->own[c - 1] &&
			    names_one(g->c, text);
		}
	}
	*most = 0;
	for (uint32_t c = 1; c <= TABLE_COLUMNS_MAX; c++)
		if (counts[c - 1] > *most) {
			*most = counts[c - 1];
			best = c;
		}
	return best;
}

static size_t
find_first(const struct sheet_run *g, uint32_t column)
{
	for (size_t i = 0; i < g->sheet->count; i++)
		if (names_one(g->c, row_text(&g->sheet->rows[i], column)))
			return i;
	return g->sheet->count;
}

/* --- groups of columns ------------------------------------------------------------------------ */

static bool
is_word(uint8_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	    c >= 0x80;
}

/* Whether a word goes on over the border at `at`: "22" to "-S" of "IC-22-S". */
static bool
goes_on(struct slice text, size_t at)
{
	static const struct slice joints = SLICE_INIT("-._/");
	if (at == 0 || at >= text.len)
		return false;
	uint8_t before = text.at[at - 1], after = text.at[at];
	bool joined = slice_find(joints, (struct slice){ &after, 1 }, 0) != SIZE_MAX &&
	    at + 1 < text.len && is_word(text.at[at + 1]);
	bool joins = slice_find(joints, (struct slice){ &before, 1 }, 0) != SIZE_MAX && at > 1 &&
	    is_word(text.at[at - 2]);
	return (is_word(before) && (is_word(after) || joined)) || (joins && is_word(after));
}

/* The text holds what is wanted as whole words: "IC-22" of "IC-22 (5.4)", not of "IC-220". */
static bool
holds_words(struct slice text, struct slice wanted)
{
	for (size_t i = 0; wanted.len > 0 && i + wanted.len <= text.len; i++) {
		if (slice_eq_nocase(slice_sub(text, i, i + wanted.len), wanted) &&
		    !goes_on(text, i) && !goes_on(text, i + wanted.len))
			return true;
	}
	return false;
}

static bool
says_how(const struct sheet_run *g, struct slice text)
{
	enum requirement_field f = requirement_heading(text);
	return f == REQUIREMENT_STATUS ||
	    (f == REQUIREMENT_NONE && requirement_status(text, g->map) != NULL);
}

/* A heading for statuses in the columns `from` to before `to`, in the rows from `top` down to the
 * first requirement. */
static bool
span_says_how(const struct sheet_run *g, size_t top, uint32_t from, uint32_t to)
{
	for (size_t i = top; i < g->first; i++)
		for (uint32_t c = from; c < to && c <= g->sheet->rows[i].count; c++)
			if (!g->own[c - 1] && says_how(g, row_text(&g->sheet->rows[i], c)))
				return true;
	return false;
}

/* A heading is merged to the right, up to the next one of its row; the last as far as the longest
 * before it, or to the end where it is the only one. */
static uint32_t
span_end(const struct grid_row *row, uint32_t c)
{
	uint32_t to = c + 1, longest = 0, before = 0;
	while (to <= row->count && row_text(row, to).len == 0)
		to++;
	if (to <= row->count)
		return to;
	for (uint32_t k = 1; k <= c; k++) {
		if (row_text(row, k).len == 0)
			continue;
		if (before != 0 && k - before > longest)
			longest = k - before;
		before = k;
	}
	to = longest > 0 && before == c ? c + longest : TABLE_COLUMNS_MAX + 1;
	return to > TABLE_COLUMNS_MAX + 1 ? TABLE_COLUMNS_MAX + 1 : to;
}

/* The groups that row `i` makes; true where one of them is the one that is wanted. */
static bool
take_groups(struct sheet_run *g, size_t i)
{
	const struct grid_row *row = &g->sheet->rows[i];
	bool found = false;
	for (size_t c = 0; c < TABLE_COLUMNS_MAX; c++)
		g->in[c] = g->rival[c] = false;
	for (uint32_t c = 1, to; c <= row->count; c = to) {
		to = span_end(row, c);
		bool wanted = holds_words(row_text(row, c), g->map->under);
		bool groups = row_text(row, c).len > 0 && span_says_how(g, i, c, to);
		found = found || (wanted && groups);
		for (uint32_t k = c; k < to && k <= TABLE_COLUMNS_MAX; k++) {
			g->in[k - 1] = wanted;
			g->rival[k - 1] = groups && !wanted;
		}
	}
	return found;
}

/* The nearest row above the first requirement that has the heading. */
static void
find_groups(struct sheet_run *g)
{
	g->grouped = false;
	for (size_t i = g->first; i > 0 && g->first - i < HEADING_ROWS && !g->grouped; i--)
		g->grouped = take_groups(g, i - 1);
	for (size_t c = 0; !g->grouped && c < TABLE_COLUMNS_MAX; c++)
		g->in[c] = g->rival[c] = false;
}

/* --- columns ---------------------------------------------------------------------------------- */

static void
name_tick(struct sheet_run *g, const char *status, size_t row, uint32_t c)
{
	for (size_t i = 0; i < g->tick_count; i++)
		if (g->ticks[i].status == status && g->again_row == row && g->tick_again == 0)
			g->tick_again = c;
	if (g->tick_count < TICKS_MAX)
		g->ticks[g->tick_count++] = (struct tick){ c, status };
}

static void
name_column(struct sheet_run *g, struct slice text, size_t row, uint32_t c)
{
	enum requirement_field f = requirement_heading(text);
	const char *status = requirement_status(text, g->map);
	if (status != NULL && (f == REQUIREMENT_NONE || f == REQUIREMENT_STATUS))
		name_tick(g, status, row, c);
	if (f == REQUIREMENT_NONE || f == REQUIREMENT_REQUIREMENT)
		return;
	if (f == REQUIREMENT_STATUS && g->columns[f] != 0 && g->again_row == row &&
	    g->again == 0 && status == NULL)
		g->again = c;
	if (g->columns[f] == 0)
		g->columns[f] = c;
}

/* in: whether those under the heading that is wanted are named now, or the others. */
static void
name_row(struct sheet_run *g, size_t i, uint32_t names, bool in)
{
	const struct grid_row *row = &g->sheet->rows[i];
	bool first = g->columns[REQUIREMENT_STATUS] == 0 && g->tick_count == 0;
	if (first)
		g->again_row = i;
	for (uint32_t c = 1; c <= row->count; c++)
		if (row->cells[c - 1].kind == CELL_TEXT && !g->own[c - 1] && c != names &&
		    !g->rival[c - 1] && (!g->grouped || g->in[c - 1] == in))
			name_column(g, row_text(row, c), i, c);
}

/* The rows above the first requirement, from the nearest up: what two of them name, the nearer
 * one does. A row of one long text is a title. */
static void
find_headings(struct sheet_run *g, uint32_t names, bool in)
{
	for (size_t i = g->first; i > 0 && g->first - i < HEADING_ROWS; i--) {
		if (row_is_empty(&g->sheet->rows[i - 1]))
			continue;
		unsigned before = 0, after = 0;
		for (unsigned f = 0; f < REQUIREMENT_FIELDS; f++)
			before += g->columns[f] != 0;
		name_row(g, i - 1, names, in);
		for (unsigned f = 0; f < REQUIREMENT_FIELDS; f++)
			after += g->columns[f] != 0;
		if (after > before && (g->heading == SIZE_MAX || i - 1 > g->heading))
			g->heading = i - 1;
	}
}

/* Headings that are status words name columns to tick; one alone ("erfüllt") is the status. */
static void
settle_ticks(struct sheet_run *g)
{
	if (g->tick_count < 2) {
		g->tick_count = 0;
		return;
	}
	for (size_t i = 0; i < g->tick_count; i++)
		if (g->columns[REQUIREMENT_STATUS] == g->ticks[i].column)
			g->columns[REQUIREMENT_STATUS] = 0;
	if (g->columns[REQUIREMENT_STATUS] != 0)
		g->tick_count = 0;
	else
		g->again = g->tick_again;
}

/* Cells below the headings that hold a word for a status. */
static size_t
count_read(const struct sheet_run *g, uint32_t c)
{
	size_t n = 0;
	for (size_t i = g->first; i < g->sheet->count; i++)
		n += requirement_status(row_text(&g->sheet->rows[i], c), g->map) != NULL;
	return n;
}

/* "Implementation | Status": of two headings the one counts below which statuses stand; below both,
 * nobody can tell which is meant. */
static void
settle_again(struct sheet_run *g)
{
	if (g->again == 0 || g->tick_count > 0)
		return;
	if (count_read(g, g->columns[REQUIREMENT_STATUS]) == 0)
		g->columns[REQUIREMENT_STATUS] = g->again;
	else if (count_read(g, g->again) > 0)
		return;
	g->again = 0;
}

/* By its heading anywhere above, else by its letters. A status that is mapped is the one. */
static struct rc
map_column(struct sheet_run *g, enum requirement_field f, struct err *e)
{
	struct slice wanted = g->map->columns[f];
	if (f == REQUIREMENT_STATUS)
		g->tick_count = g->again = 0;
	for (size_t i = 0; i < g->first; i++)
		for (uint32_t c = 1; c <= g->sheet->rows[i].count; c++)
			if (slice_eq_nocase(row_text(&g->sheet->rows[i], c), wanted)) {
				g->columns[f] = c;
				return DONE;
			}
	g->columns[f] = column_of_letters(wanted);
	return g->columns[f] != 0 ? DONE :
	    fail(e, E_SCHEMA, 0, "the map names a column that is not there");
}

struct rc
requirement_columns_find(struct sheet_run *g, bool *found, struct err *e)
{
	size_t most;
	own_columns(g->sheet, g->sheet->count, g->own);
	uint32_t names = find_names(g, &most);
	*found = false;
	if (names == 0)
		return DONE;
	g->first = find_first(g, names);
	g->heading = SIZE_MAX;
	if (g->map != NULL && g->map->under.len > 0)
		find_groups(g);
	if (g->grouped)
		find_headings(g, names, true);
	find_headings(g, names, false);
	settle_ticks(g);
	settle_again(g);
	for (unsigned f = 1; g->map != NULL && f < REQUIREMENT_FIELDS; f++)
		if (!slice_is_null(g->map->columns[f]))
			TRY(map_column(g, f, e));
	if (g->columns[REQUIREMENT_REQUIREMENT] == 0)
		g->columns[REQUIREMENT_REQUIREMENT] = names;
	bool told = g->columns[REQUIREMENT_STATUS] != 0 || g->tick_count > 0;
	*found = told && (most >= NAMES_MIN || g->heading != SIZE_MAX);
	return DONE;
}
