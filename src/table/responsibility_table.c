/* table/responsibility_table.c - matrices of who is responsible for what. See
 * table/responsibility_table.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "table/responsibility_columns.h"

#include "base/time.h"
#include "catalog/requirement_key.h"
#include "table/layout.h"
#include "table/responsibility_form.h"

struct reading {
	const struct grid			*grid;
	const struct grid_sheet			*sheet;
	const struct responsibility_map		*map;
	struct arena				*a;
	struct responsibility_layout		 l;
	struct responsibility_table		*out;
	size_t					 cap;
	struct slice				 topic;		/* of the rows below it, or empty */
	uint32_t				 topic_row, last_row;	/* the last: before this */
	bool					 topic_ended;	/* by a blank row */
};

static struct rc
place(struct reading *g, const struct grid_row *row, uint32_t c, struct slice *out, struct err *e)
{
	return grid_cell_place(g->a, g->sheet, row->number, c, out) ? DONE : arena_failed(g->a, e);
}

static struct rc
refuse(struct reading *g, const struct grid_row *row, uint32_t c, const char *what, struct err *e)
{
	TRY(place(g, row, c, &g->out->place, e));
	return fail(e, E_SCHEMA, 0, what);
}

static struct rc
push(struct reading *g, const struct responsibility_row *row, struct err *e)
{
	void *rows = g->out->rows;
	if (!arena_grow(g->a, &rows, &g->cap, g->out->row_count, sizeof(*row)))
		return arena_failed(g->a, e);
	g->out->rows = rows;
	g->out->rows[g->out->row_count++] = *row;
	return DONE;
}

static struct slice
field_text(const struct reading *g, const struct grid_row *row, enum responsibility_field f)
{
	return g->l.field[f] == 0 ? SLICE("") : row_text(row, g->l.field[f]);
}

/* --- the topic of a row without one ----------------------------------------------------------- */

/* Merged from the row of the topic to this one, over whatever is blank between. */
static bool
is_merged_to(const struct reading *g, uint32_t row)
{
	for (size_t i = 0; i < g->sheet->merge_count; i++) {
		const struct grid_merge *m = &g->sheet->merges[i];
		if (m->column == g->l.field[RESPONSIBILITY_TOPIC] && m->first <= g->topic_row &&
		    g->topic_row <= m->last && row <= m->last)
			return true;
	}
	return false;
}

/* A blank row ends what stands above it: below it begins something else. */
static void
end_topic(struct reading *g, const struct grid_row *row)
{
	if (g->topic.len > 0 && row->number != g->last_row + 1 &&
	    !is_merged_to(g, row->number)) {
		g->topic = SLICE("");
		g->topic_ended = true;
	}
	g->last_row = row->number;
}

static void
begin_topic(struct reading *g, const struct grid_row *row, struct slice topic)
{
	if (g->topic.at != topic.at)
		g->topic_row = row->number;
	g->topic = topic;
	g->topic_ended = false;
}

/* --- what a row says whoever has the duty ----------------------------------------------------- */

static struct rc
read_role(struct reading *g, const struct grid_row *row, struct responsibility_row *out,
    struct err *e)
{
	struct slice text = field_text(g, row, RESPONSIBILITY_ROLE);
	if (text.len == 0)
		return DONE;
	out->role = responsibility_role(text);
	return out->role != NULL ? DONE : refuse(g, row, g->l.field[RESPONSIBILITY_ROLE],
	    "expected a role: supplier, sub_tier, integrator, maintenance_provider, asset_owner, "
	    "operator or user", e);
}

static struct rc
read_common(struct reading *g, const struct grid_row *row, struct responsibility_row *out,
    struct err *e)
{
	*out = (struct responsibility_row){ .due_ms = TIME_UNKNOWN, .hidden = row->hidden };
	for (unsigned f = 1; f < RESPONSIBILITY_FIELDS; f++)
		out->texts[f] = field_text(g, row, f);
	if (out->texts[RESPONSIBILITY_TOPIC].len == 0)
		out->texts[RESPONSIBILITY_TOPIC] = g->topic;
	if (out->texts[RESPONSIBILITY_TOPIC].len == 0)
		return refuse(g, row, g->l.field[RESPONSIBILITY_TOPIC], g->topic_ended ?
		    "expected a topic: the one above ends at a blank row" : "expected a topic", e);
	if (requirement_names_more(out->texts[RESPONSIBILITY_TOPIC]))
		return refuse(g, row, g->l.field[RESPONSIBILITY_TOPIC],
		    "expected one requirement; give each a row", e);
	begin_topic(g, row, out->texts[RESPONSIBILITY_TOPIC]);
	others_settle(out, g->map);
	TRY(read_role(g, row, out, e));
	if (out->texts[RESPONSIBILITY_DUE].len > 0) {
		out->due_ms = cell_until(g->grid, row, g->l.field[RESPONSIBILITY_DUE]);
		if (out->due_ms == TIME_UNKNOWN)
			return refuse(g, row, g->l.field[RESPONSIBILITY_DUE],
			    "expected a date, e.g. 2026-12-31 or 31.12.2026", e);
	}
	TRY(names_split(g->a, out->texts[RESPONSIBILITY_CONSULTED], g->map, &out->consulted,
	    &out->consulted_count, e));
	return names_split(g->a, out->texts[RESPONSIBILITY_INFORMED], g->map, &out->informed,
	    &out->informed_count, e);
}

/* A row for each party that the text names: two are two owners. None: a row of nobody. */
static struct rc
push_owners(struct reading *g, struct responsibility_row row, struct slice text, struct err *e)
{
	size_t from = 0, before = g->out->row_count;
	while (from < text.len) {
		size_t to = from;
		while (to < text.len && text.at[to] != ';' && text.at[to] != '\n')
			to++;
		struct slice name = slice_trim(slice_sub(text, from, to));
		struct responsibility_row one = row;
		if (name.len > 0) {
			party_settle(&one, name, g->map);
			TRY(push(g, &one, e));
		}
		from = to + 1;
	}
	if (g->out->row_count > before)
		return DONE;
	row.texts[RESPONSIBILITY_PARTY] = SLICE("");
	return push(g, &row, e);
}

/* --- a row for each duty ---------------------------------------------------------------------- */

static struct rc
read_duty(struct reading *g, const struct grid_row *row, struct responsibility_row *out,
    struct err *e)
{
	struct slice text = field_text(g, row, RESPONSIBILITY_DUTY);
	out->duty = responsibility_duty(text);
	return out->duty != NULL ? DONE : refuse(g, row, g->l.field[RESPONSIBILITY_DUTY],
	    "expected a duty: produce, verify, review, accept, refresh, retain, patch, notify or "
	    "respond", e);
}

static struct rc
read_long(struct reading *g, const struct grid_row *row, struct responsibility_row *out,
    struct err *e)
{
	uint32_t c = g->l.field[RESPONSIBILITY_PARTY];
	TRY(read_duty(g, row, out, e));
	if (c == 0)
		c = g->l.field[RESPONSIBILITY_DUTY];
	TRY(place(g, row, c, &out->cell, e));
	return push_owners(g, *out, out->texts[RESPONSIBILITY_PARTY], e);
}

/* --- duties as columns ------------------------------------------------------------------------ */

static bool
has_duty(const struct reading *g, const char *duty)
{
	for (size_t i = 0; i < g->l.duty_count; i++)
		if (strcmp(g->l.duties[i].duty, duty) == 0)
			return true;
	return false;
}

static struct rc
read_wide(struct reading *g, const struct grid_row *row, struct responsibility_row *out,
    struct err *e)
{
	struct slice party = out->texts[RESPONSIBILITY_PARTY];
	uint32_t at = g->l.field[RESPONSIBILITY_PARTY];
	unsigned marks;
	if (at != 0 && !has_duty(g, "produce")) {
		out->duty = "produce";
		TRY(place(g, row, at, &out->cell, e));
		TRY(push_owners(g, *out, party, e));
	}
	/* whom the contact of the row is of is not said */
	out->texts[RESPONSIBILITY_CONTACT] = SLICE("");
	for (size_t i = 0; i < g->l.duty_count; i++) {
		struct slice text = row_text(row, g->l.duties[i].column);
		if (responsibility_is_none(text))
			continue;
		out->duty = g->l.duties[i].duty;
		TRY(place(g, row, g->l.duties[i].column, &out->cell, e));
		bool tick = text.len > 0 && responsibility_marks(text, &marks);
		TRY(push_owners(g, *out, tick ? party : text, e));
	}
	return DONE;
}

/* --- parties as columns ----------------------------------------------------------------------- */

static struct rc
read_marks(struct reading *g, const struct grid_row *row, unsigned *marks, struct err *e)
{
	for (size_t i = 0; i < g->l.party_count; i++) {
		struct slice text = row_text(row, g->l.parties[i].column);
		marks[i] = 0;
		if (text.len > 0 && !responsibility_marks(text, &marks[i]))
			return refuse(g, row, g->l.parties[i].column,
			    "expected R, A, C, I or a tick", e);
	}
	return DONE;
}

/* Who is consulted or informed, beside what the row says in words. */
static struct rc
marked_names(struct reading *g, const unsigned *marks, unsigned mark, struct slice **out,
    size_t *count, struct err *e)
{
	struct slice *all = ARENA_ARRAY(g->a, struct slice, *count + g->l.party_count);
	if (all == NULL)
		return arena_failed(g->a, e);
	for (size_t i = 0; i < *count; i++)
		all[i] = (*out)[i];
	for (size_t i = 0; i < g->l.party_count; i++)
		if ((marks[i] & mark) != 0)
			all[(*count)++] = party_name(g->l.parties[i].name, g->map);
	*out = all;
	return DONE;
}

/* A row for each column with the mark; where there is none, a row of nobody at the topic. */
static struct rc
push_marked(struct reading *g, const struct grid_row *row, const unsigned *marks, unsigned mark,
    struct responsibility_row one, struct err *e)
{
	size_t before = g->out->row_count;
	for (size_t i = 0; i < g->l.party_count; i++) {
		struct responsibility_row its = one;
		if ((marks[i] & mark) == 0)
			continue;
		TRY(place(g, row, g->l.parties[i].column, &its.cell, e));
		party_settle(&its, g->l.parties[i].name, g->map);
		TRY(push(g, &its, e));
	}
	if (g->out->row_count > before)
		return DONE;
	TRY(place(g, row, g->l.field[RESPONSIBILITY_TOPIC], &one.cell, e));
	return push(g, &one, e);
}

static struct rc
read_raci(struct reading *g, const struct grid_row *row, struct responsibility_row *out,
    struct err *e)
{
	unsigned marks[RESPONSIBILITY_COLUMNS_MAX];
	TRY(read_marks(g, row, marks, e));
	out->duty = "produce";
	if (g->l.field[RESPONSIBILITY_DUTY] != 0)
		TRY(read_duty(g, row, out, e));
	TRY(marked_names(g, marks, MARK_CONSULTED, &out->consulted, &out->consulted_count, e));
	TRY(marked_names(g, marks, MARK_INFORMED, &out->informed, &out->informed_count, e));
	out->texts[RESPONSIBILITY_PARTY] = SLICE("");
	TRY(push_marked(g, row, marks, MARK_RESPONSIBLE, *out, e));
	if (!g->l.raci)
		return DONE;
	/* the rest of the row is of whoever does it */
	struct responsibility_row accept = { .texts = {
	    [RESPONSIBILITY_TOPIC] = out->texts[RESPONSIBILITY_TOPIC],
	    [RESPONSIBILITY_STAGE] = out->texts[RESPONSIBILITY_STAGE] }, .duty = "accept",
	    .due_ms = TIME_UNKNOWN, .hidden = out->hidden };
	return push_marked(g, row, marks, MARK_ACCOUNTABLE, accept, e);
}

/* --- sheets ----------------------------------------------------------------------------------- */

static bool
says_nothing_else(const struct reading *g, const struct grid_row *row)
{
	uint32_t topic = g->l.field[RESPONSIBILITY_TOPIC];
	if (row_text(row, topic).len == 0)
		return false;
	for (uint32_t c = 1; c <= row->count; c++)
		if (c != topic && row_text(row, c).len > 0)
			return false;
	return true;
}

static struct rc
read_row(struct reading *g, const struct grid_row *row, struct err *e)
{
	struct responsibility_row out;
	bool table = g->l.party_count == 0 && g->l.duty_count == 0;
	if (row_is_empty(row))
		return DONE;
	end_topic(g, row);
	if (table && says_nothing_else(g, row)) {
		begin_topic(g, row, row_text(row, g->l.field[RESPONSIBILITY_TOPIC]));
		return place(g, row, g->l.field[RESPONSIBILITY_TOPIC],
		    &g->out->titles[g->out->title_count++], e);
	}
	TRY(read_common(g, row, &out, e));
	if (table)
		return read_long(g, row, &out, e);
	return g->l.party_count > 0 ? read_raci(g, row, &out, e) : read_wide(g, row, &out, e);
}

static struct rc
read_sheet(struct reading *g, struct err *e)
{
	struct slice *titles = ARENA_ARRAY(g->a, struct slice, g->out->title_count +
	    g->sheet->count);
	if (titles == NULL)
		return arena_failed(g->a, e);
	for (size_t i = 0; i < g->out->title_count; i++)
		titles[i] = g->out->titles[i];
	g->out->titles = titles;
	g->topic = SLICE("");
	g->topic_ended = false;
	for (size_t i = g->l.first; i < g->sheet->count; i++)
		TRY(read_row(g, &g->sheet->rows[i], e));
	return DONE;
}

/* Of the first sheet that has a heading of topics, and no column that names anybody. */
struct nobody { const struct grid_sheet *sheet; uint32_t heading, topic, stated; };

static struct rc
refuse_whole(struct reading *g, const struct nobody *n, struct err *e)
{
	uint32_t column = n->stated != 0 ? n->stated : n->topic;
	if (n->sheet == NULL)
		return fail(e, E_SCHEMA, 0, "no sheet here has a heading of topics with duties or "
		    "parties beside it; --map FILE says which columns they are "
		    "(assay-responsibility(1))");
	if (!grid_cell_place(g->a, n->sheet, n->heading, column, &g->out->place))
		return arena_failed(g->a, e);
	return fail(e, E_SCHEMA, 0, n->stated != 0 ? "holds ticks or states of requirements, and "
	    "no column here names parties or roles: expected a matrix of duties; `assay "
	    "requirement import` reads a self-assessment" : "expected beside it columns of duties "
	    "and of the parties or roles that have them; --map FILE says which they are "
	    "(assay-responsibility(1))");
}

struct rc
responsibility_tables_read(const struct grid *g, const struct responsibility_map *map,
    struct arena *a, struct responsibility_table *out, struct err *e)
{
	struct reading r = { .grid = g, .map = map, .a = a, .out = out };
	struct nobody nobody = {0};
	*out = (struct responsibility_table){ .passed_over = ARENA_ARRAY(a, struct slice,
	    g->count) };
	if (out->passed_over == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < g->count; i++) {
		r.sheet = &g->sheets[i];
		bool named = map != NULL && map->sheet.len > 0;
		if (named && !slice_eq(map->sheet, r.sheet->name))
			continue;
		TRY(responsibility_layout_find(r.sheet, map, &r.l, e));
		if (!r.l.found && r.l.heading != 0 && (nobody.sheet == NULL ||
		    (nobody.stated == 0 && r.l.stated != 0)))
			nobody = (struct nobody){ r.sheet, r.l.heading, r.l.topic, r.l.stated };
		if (!r.l.found)
			continue;
		if (r.sheet->hidden && !named)
			out->passed_over[out->passed_count++] = r.sheet->name;
		else
			TRY(read_sheet(&r, e));
	}
	return out->row_count > 0 ? DONE : refuse_whole(&r, &nobody, e);
}
