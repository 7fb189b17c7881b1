/* app/home/linked.c - the events that refer to a thing. See app/home/linked.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/linked.h"

/* Positions first, events after, so that no statement is open meanwhile. */
struct positions {
	struct arena	*a;
	uint64_t	*at;
	size_t		 count, cap;
};

static struct rc
keep_position(void *context, struct slice rel, uint64_t pos, struct err *e)
{
	struct positions *p = context;
	void *at = p->at;
	(void)rel;
	if (!arena_grow(p->a, &at, &p->cap, p->count, sizeof(uint64_t)))
		return arena_failed(p->a, e);
	p->at = at;
	p->at[p->count++] = pos;
	return DONE;
}

static struct rc
read_thing(struct store *s, uint64_t pos, struct arena *a, struct thing *out, struct err *e)
{
	bool found;
	TRY(state_event(s, pos, a, &out->event, &out->id, &found, e));
	if (!found)
		return fail(e, E_VERIFY, pos,
		    "a derived row names an entry that is not there; `assay fsck` says more");
	out->row.kind = slice_of(event_prefix(out->event.type));
	out->row.from_pos = pos;
	out->row.to_pos = STORE_OPEN;
	if (out->row.kind.len == 0)
		return DONE;
	return event_name(out->event.type, &out->id, a, &out->row.key, e);
}

struct rc
linked_events(struct store *s, struct slice target, const char *rel, enum event_type type,
    uint64_t known, struct arena *a, struct thing **out, size_t *count, struct err *e)
{
	struct positions p = { .a = a };
	size_t n = 0;
	TRY(store_link_each(s, target, slice_of(rel), known, keep_position, &p, e));
	*count = 0;
	*out = ARENA_ARRAY(a, struct thing, p.count > 0 ? p.count : 1);
	if (*out == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < p.count; i++) {
		struct thing *t = &(*out)[n];
		*t = (struct thing){0};
		TRY(read_thing(s, p.at[i], a, t, e));
		n += t->event.type == type ? 1 : 0;
	}
	*count = n;
	return DONE;
}
