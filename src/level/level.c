/* level/level.c - levels from what is shown for each row. See level/level.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "level/level.h"

const char *
level_way_name(enum level_way way)
{
	static const char *const names[LEVEL_WAYS] = { "native", "with_countermeasures",
	    "independent" };
	if ((unsigned)way >= LEVEL_WAYS)
		BUG("no such way to show a level");
	return names[way];
}

/* An enhancement of what is not met is not met; of what nobody showed, it shows nothing. */
static enum level_shown
settle(enum level_shown own, enum level_shown base)
{
	if (base == SHOWN_NOT_MET || own == SHOWN_NOT_MET)
		return SHOWN_NOT_MET;
	return base == SHOWN_MET ? own : SHOWN_NOTHING;
}

/* The highest level below the first that has a row which is not shown met. */
static struct level_value
value_of(const struct level_plan *p, const enum level_shown *settled, unsigned fr)
{
	unsigned first = LEVEL_MAX + 1, rows = 0;
	enum level_mark mark = LEVEL_WHOLE;
	for (size_t i = 0; i < p->row_count; i++) {
		const struct level_row *row = &p->rows[i];
		if (row->fr != fr)
			continue;
		rows++;
		if (settled[i] == SHOWN_MET || row->from > first)
			continue;
		enum level_mark here = settled[i] == SHOWN_NOT_MET ? LEVEL_SHORT : LEVEL_OPEN;
		mark = row->from < first || here == LEVEL_SHORT ? here : mark;
		first = row->from;
	}
	if (rows == 0)
		return (struct level_value){ 0, LEVEL_OPEN };
	return (struct level_value){ first - 1, mark };
}

struct rc
level_compute(const struct level_plan *p, const struct level_states *states, struct arena *a,
    struct level_result *out, struct err *e)
{
	for (unsigned way = 0; way < LEVEL_WAYS; way++) {
		enum level_shown *settled = ARENA_ARRAY(a, enum level_shown, p->row_count);
		if (settled == NULL)
			return arena_failed(a, e);
		for (size_t i = 0; i < p->row_count; i++) {
			size_t base = p->rows[i].base;
			settled[i] = base == LEVEL_NO_ROW ? states->at[way][i] :
			    settle(states->at[way][i], settled[base]);
		}
		for (unsigned fr = 0; fr < LEVEL_FRS; fr++)
			out->at[way][fr] = value_of(p, settled, fr);
		out->settled[way] = settled;
	}
	return DONE;
}

bool
level_holds_back(const struct level_plan *p, const struct level_result *r, enum level_way way,
    size_t row)
{
	const struct level_row *x = &p->rows[row];
	struct level_value v = r->at[way][x->fr];
	return v.mark != LEVEL_WHOLE && x->from == v.level + 1 &&
	    r->settled[way][row] != SHOWN_MET;
}

const char *
level_text(struct level_value v)
{
	static const char *const known[] = { "0", "1", "2", "3", "4" };
	static const char *const open[] = { "0?", "1?", "2?", "3?", "4?" };
	if (v.level > LEVEL_MAX)
		BUG("a level above four");
	return v.mark == LEVEL_OPEN ? open[v.level] : known[v.level];
}

struct level_value
level_lowest(const struct level_value v[static LEVEL_FRS])
{
	struct level_value low = v[0];
	for (unsigned i = 1; i < LEVEL_FRS; i++)
		if (v[i].level < low.level || (v[i].level == low.level && v[i].mark < low.mark))
			low = v[i];
	return low;
}
