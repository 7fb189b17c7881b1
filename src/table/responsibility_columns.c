/* table/responsibility_columns.c - what the columns of a responsibility matrix are. See
 * table/responsibility_columns.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "table/responsibility_columns.h"

#include "table/layout.h"
#include "table/requirement_words.h"

/* Rows at the top of a sheet in which headings are looked for. */
#define HEADING_ROWS 20

/* How many cells of a row hold something. */
static size_t
filled(const struct grid_row *row)
{
	size_t n = 0;
	for (uint32_t c = 1; c <= row->count; c++)
		n += row_text(row, c).len > 0;
	return n;
}

static enum responsibility_field
heading_of(struct slice text, const struct responsibility_map *map)
{
	for (unsigned f = 1; map != NULL && f < RESPONSIBILITY_FIELDS; f++)
		if (map->columns[f].len > 0 && slice_eq_nocase(map->columns[f], text))
			return f;
	return responsibility_heading(text);
}

/* The first row with a heading of topics that has another cell beside it; SIZE_MAX: none. */
static size_t
find_heading(const struct grid_sheet *sheet, const struct responsibility_map *map, uint32_t *topic)
{
	for (size_t i = 0; i < sheet->count && i < HEADING_ROWS; i++) {
		const struct grid_row *row = &sheet->rows[i];
		for (uint32_t c = 1; c <= row->count && filled(row) > 1; c++)
			if (heading_of(row_text(row, c), map) == RESPONSIBILITY_TOPIC) {
				*topic = c;
				return i;
			}
	}
	return SIZE_MAX;
}

/* The headings go on below where a row has no topic and no mark, and nothing below a heading that
 * needs no other: the first one is merged over both. */
static bool
goes_on(const struct grid_sheet *sheet, size_t i, uint32_t topic,
    const struct responsibility_map *map)
{
	unsigned marks;
	if (i + 1 >= sheet->count || row_text(&sheet->rows[i + 1], topic).len > 0 ||
	    sheet->rows[i + 1].number != sheet->rows[i].number + 1)
		return false;
	const struct grid_row *row = &sheet->rows[i + 1];
	for (uint32_t c = 1; c <= row->count; c++) {
		enum responsibility_field above = heading_of(row_text(&sheet->rows[i], c), map);
		if (row_text(row, c).len > 0 && (responsibility_marks(row_text(row, c), &marks) ||
		    (above != RESPONSIBILITY_NONE && above != RESPONSIBILITY_PARTY)))
			return false;
	}
	return !row_is_empty(row);
}

/* A cell that may be meant as a mark is no longer than this. */
#define MARK_BYTES_MAX 3

/* Some of what stands below is a mark, and most of it is, or might be one with a slip in it. all:
 * below a heading that may be of names, nothing but marks. */
static bool
holds_marks(const struct grid_sheet *sheet, size_t first, uint32_t c, bool all, bool *raci)
{
	size_t marked = 0, other = 0, texts = 0;
	for (size_t i = first; i < sheet->count; i++) {
		struct slice text = row_text(&sheet->rows[i], c);
		unsigned marks;
		if (text.len == 0)
			continue;
		if (!responsibility_marks(text, &marks)) {
			other++;
			texts += text.len > MARK_BYTES_MAX;
			continue;
		}
		marked += marks != 0;
		*raci = *raci || (marks & MARK_ACCOUNTABLE) != 0;
	}
	return marked > 0 && (all ? other == 0 : marked > other || texts == 0);
}

/* "yes", "partly", and no name of a role: "operator" is whom some leave a requirement to. */
static bool
is_status(struct slice text)
{
	return requirement_is_status(text) && responsibility_role(text) == NULL;
}

/* It says how requirements are met, which names nobody: ticks below "yes" or "partly", or nothing
 * but such words, with a remark or without. */
static bool
is_of_status(const struct grid_sheet *sheet, size_t first, uint32_t c, struct slice heading)
{
	size_t stated = 0;
	unsigned marks;
	if (is_status(heading))
		return true;
	for (size_t i = first; i < sheet->count; i++) {
		struct slice text = row_text(&sheet->rows[i], c);
		if (text.len == 0 || responsibility_marks(text, &marks))
			continue;
		if (requirement_status(text, NULL) == NULL || responsibility_role(text) != NULL)
			return false;
		stated += is_status(text);
	}
	return stated > 0;
}

/* More ticks stand below than names: without a column of parties they name nobody. */
static bool
is_ticked(const struct grid_sheet *sheet, size_t first, uint32_t c)
{
	size_t ticks = 0, names = 0;
	for (size_t i = first; i < sheet->count; i++) {
		struct slice text = row_text(&sheet->rows[i], c);
		unsigned marks;
		if (responsibility_marks(text, &marks))
			ticks += marks != 0;
		else
			names += text.len > 0 && !is_status(text);
	}
	return ticks > names;
}

/* Duties that are columns name somebody: in their cells, or beside them. */
static bool
name_somebody(const struct grid_sheet *sheet, struct responsibility_layout *out, bool named)
{
	size_t ticked = 0;
	for (size_t i = 0; i < out->duty_count && !named; i++)
		ticked += is_ticked(sheet, out->first, out->duties[i].column);
	if (ticked > 0 && out->stated == 0)
		out->stated = out->duties[0].column;
	return out->duty_count > ticked;
}

static struct rc
push(struct responsibility_column *list, size_t *count, struct responsibility_column one,
    struct err *e)
{
	if (*count == RESPONSIBILITY_COLUMNS_MAX)
		return fail(e, E_LIMIT, 0, "a matrix has 64 parties or duties at most");
	list[(*count)++] = one;
	return DONE;
}

static struct rc
name_column(const struct grid_sheet *sheet, struct slice text, uint32_t c,
    const struct responsibility_map *map, struct responsibility_layout *out, struct err *e)
{
	enum responsibility_field f = heading_of(text, map);
	struct responsibility_column one = { c, text, responsibility_duty(text) };
	bool raci = false, person = f == RESPONSIBILITY_NONE || f == RESPONSIBILITY_PARTY;
	if (text.len == 0)
		return DONE;
	if (f == RESPONSIBILITY_NONE && is_of_status(sheet, out->first, c, text)) {
		out->stated = out->stated == 0 ? c : out->stated;
		return DONE;
	}
	if (person && holds_marks(sheet, out->first, c, f == RESPONSIBILITY_PARTY, &raci)) {
		out->raci = out->raci || raci;
		return one.duty == NULL ? push(out->parties, &out->party_count, one, e) :
		    push(out->duties, &out->duty_count, one, e);
	}
	if (f == RESPONSIBILITY_NONE && one.duty != NULL)
		return push(out->duties, &out->duty_count, one, e);
	/* a role with nothing below it is a party that has nothing to do */
	if (f == RESPONSIBILITY_NONE && responsibility_role(text) != NULL)
		return push(out->parties, &out->party_count, one, e);
	if (f != RESPONSIBILITY_NONE && out->field[f] == 0)
		out->field[f] = c;
	return DONE;
}

static struct rc
map_columns(const struct responsibility_map *map, struct responsibility_layout *out,
    struct err *e)
{
	for (unsigned f = 1; map != NULL && f < RESPONSIBILITY_FIELDS; f++) {
		if (map->columns[f].len == 0 || out->field[f] != 0)
			continue;
		out->field[f] = column_of_letters(map->columns[f]);
		if (out->field[f] == 0)
			return fail(e, E_SCHEMA, 0, "the map names a column that is not there");
	}
	return DONE;
}

struct rc
responsibility_layout_find(const struct grid_sheet *sheet, const struct responsibility_map *map,
    struct responsibility_layout *out, struct err *e)
{
	uint32_t topic = 0;
	*out = (struct responsibility_layout){0};
	size_t at = find_heading(sheet, map, &topic);
	if (at == SIZE_MAX)
		return DONE;
	bool two = goes_on(sheet, at, topic, map);
	out->topic = topic;
	out->heading = sheet->rows[at].number;
	const struct grid_row *row = &sheet->rows[at], *below = &sheet->rows[two ? at + 1 : at];
	out->first = at + (two ? 2 : 1);
	for (uint32_t c = 1; c <= row->count || c <= below->count; c++) {
		struct slice text = row_text(below, c);
		TRY(name_column(sheet, text.len > 0 ? text : row_text(row, c), c, map, out, e));
	}
	TRY(map_columns(map, out, e));
	bool named = out->field[RESPONSIBILITY_PARTY] != 0 || out->field[RESPONSIBILITY_ROLE] != 0;
	bool told = (out->field[RESPONSIBILITY_DUTY] != 0 && named) || out->party_count > 0 ||
	    name_somebody(sheet, out, named);
	out->found = out->field[RESPONSIBILITY_TOPIC] != 0 && told;
	return DONE;
}
