/* app/decision/conditions.c - conditions of decisions. See app/decision/conditions.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/conditions.h"

#include "app/decision/decision_again.h"

const char *
condition_state_name(enum condition_state s)
{
	static const char *const names[] = { "", "open", "overdue", "closed", "superseded" };
	return names[s];
}

/* The decision's own members: "condition:HEX64#2" is the second of its list. */
static struct rc
read_members(const struct thing *t, struct arena *a, struct condition *out, struct err *e)
{
	const struct value *list = value_get(&t->event.data, SLICE("conditions")), *one;
	struct slice due;
	uint64_t n = 0;
	size_t mark = slice_find(t->row.key, SLICE("#"), 0);
	bool read = mark != SIZE_MAX && slice_to_u64(slice_sub(t->row.key, mark + 1,
	    t->row.key.len), &n);
	if (!read || n == 0 || n > list->count)
		return fail(e, E_VERIFY, t->row.from_pos,
		    "a derived row names a condition that is not there; `assay fsck` says more");
	one = &list->items[n - 1];
	due = value_text(value_get(one, SLICE("due")));
	*out = (struct condition){ .decision = *t, .id = t->row.key, .due_ms = TIME_UNKNOWN,
	    .criterion = value_text(value_get(one, SLICE("criterion"))),
	    .text = value_text(value_get(one, SLICE("text"))),
	    .gate = value_text(value_get(one, SLICE("gate"))) };
	out->decision.row.kind = SLICE("decision");
	TRY(event_name(t->event.type, &t->id, a, &out->decision.row.key, e));
	return due.len > 0 ? time_parse(due, TIME_END, &out->due_ms, e) : DONE;
}

static struct rc
read_condition(struct store *s, const struct thing *t, uint64_t known, int64_t now_ms,
    struct arena *a, struct condition *out, struct err *e)
{
	bool closed, replaced;
	TRY(read_members(t, a, out, e));
	TRY(state_get(s, "closure", out->id, known, a, &out->closure, &closed, e));
	if (closed) {
		out->state = CONDITION_IS_CLOSED;
		return DONE;
	}
	TRY(decision_is_replaced(s, out->decision.row.key, known, a, &replaced, e));
	out->state = replaced ? CONDITION_IS_REPLACED : out->due_ms != TIME_UNKNOWN &&
	    out->due_ms < now_ms ? CONDITION_IS_OVERDUE : CONDITION_IS_OPEN;
	return DONE;
}

struct rc
conditions_list(struct store *s, uint64_t known, int64_t now_ms, struct arena *a,
    struct condition **out, size_t *count, struct err *e)
{
	struct thing *all;
	TRY(state_list(s, "condition", known, a, &all, count, e));
	*out = ARENA_ARRAY(a, struct condition, *count > 0 ? *count : 1);
	if (*out == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < *count; i++)
		TRY(read_condition(s, &all[i], known, now_ms, a, &(*out)[i], e));
	return DONE;
}

struct rc
condition_find(struct store *s, struct slice id, int64_t now_ms, struct arena *a,
    struct condition *out, bool *found, struct err *e)
{
	struct thing t;
	TRY(state_get(s, "condition", id, STORE_OPEN, a, &t, found, e));
	return *found ? read_condition(s, &t, STORE_OPEN, now_ms, a, out, e) : DONE;
}
