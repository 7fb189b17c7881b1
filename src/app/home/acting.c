/* app/home/acting.c - a command that writes. See app/home/acting.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/acting.h"

#include "event/fold.h"

/* How often a plan is made again when others write at the same time. */
#define TRIES_MAX 1000

void
acting_drop(struct acting *g)
{
	writer_drop(&g->w);
	home_drop(&g->h);
}

struct rc
acting_open(const struct op_call *call, struct op_result *r, struct acting *out)
{
	*out = (struct acting){ .call = call, .r = r };
	TRY(home_open(call, op_flag(call, "dry-run") ? HOME_READ : HOME_WRITE, &out->h,
	    &r->trouble));
	return writer_open(call, &out->h, &out->w, &r->trouble);
}

struct rc
acting_add(struct acting *g, const struct draft *d)
{
	void *list = g->events;
	if (!arena_grow(g->call->a, &list, &g->cap, g->count, sizeof(struct event)))
		return arena_failed(g->call->a, &g->r->trouble.err);
	g->events = list;
	TRY(draft_end(d, &g->events[g->count], &g->r->trouble.err));
	g->count++;
	return DONE;
}

/* "role.granted is for an administrator": each type of the plan once. */
static void
say_roles(struct acting *g)
{
	bool said[EVENT_TYPE_COUNT] = {0};
	for (size_t i = 0; i < g->count; i++) {
		enum event_type type = g->events[i].type;
		const char *between = " is for the role ";
		if (said[type])
			continue;
		said[type] = true;
		buf_addf(&g->r->notes, "assay: %s", event_type_name(type));
		for (enum role k = ROLE_ADMINISTRATOR; k < ROLE_COUNT; k++) {
			if ((event_roles(type) & 1u << k) == 0)
				continue;
			buf_addf(&g->r->notes, "%s%s", between, role_name(k));
			between = " or ";
		}
		buf_add_text(&g->r->notes, ", in force now and with a scope that covers it\n");
	}
}

/* Whoever is refused is named, and what the form of an event refuses are the caller's words. */
static struct rc
explain(struct acting *g, struct rc done)
{
	struct trouble *t = &g->r->trouble;
	struct slice actor;
	if (done.code == E_SCHEMA) {
		t->err.code = E_USAGE;
		return (struct rc){ E_USAGE };
	}
	if (done.code != E_AUTH || !arena_copy(g->call->a, g->w.actor, &actor))
		return done;
	if (t->file.len == 0)
		trouble_name(t, actor);
	if (t->err.what == fold_why_text(FOLD_NOT_ENTITLED))
		say_roles(g);
	return done;
}

static struct rc
plan_once(struct acting *g, acting_plan *plan, void *context, uint64_t *size)
{
	struct err *e = &g->r->trouble.err;
	g->count = 0;
	TRY(store_begin_read(g->h.store, e));
	struct rc done = store_size(g->h.store, size, e);
	if (!failed(done))
		done = plan(g, context);
	store_rollback(g->h.store);
	if (!failed(done) && g->count > APPEND_MAX)
		done = fail(e, E_LIMIT, APPEND_MAX, "more than 20,000 events at once; split the "
		    "input");
	return done;
}

static struct rc
keep_names(struct acting *g)
{
	for (size_t i = 0; i < g->count; i++)
		if (!arena_copy(g->call->a, g->done[i].name, &g->done[i].name))
			return arena_failed(g->call->a, &g->r->trouble.err);
	return DONE;
}

struct rc
acting_run(struct acting *g, acting_plan *plan, void *context)
{
	bool moved = true;
	struct err *e = &g->r->trouble.err;
	const size_t notes = g->r->notes.len;
	for (unsigned n = 0; moved; n++) {
		uint64_t size;
		if (n == TRIES_MAX)
			return fail(e, E_IO, 0, "others write to the log all the time; try again");
		g->r->notes.len = notes;	/* what a plan before this one said */
		TRY(plan_once(g, plan, context, &size));
		if (g->count == 0 || op_flag(g->call, "dry-run"))
			return DONE;
		g->done = ARENA_ARRAY(g->call->a, struct appended, g->count);
		if (g->done == NULL)
			return arena_failed(g->call->a, e);
		const struct append what = { g->events, g->count, size, NULL };
		struct rc done = (g->again_is_fine ? home_append : home_append_new)(&g->h, &g->w,
		    &what, g->done, &moved, e);
		if (failed(done))
			return explain(g, done);
	}
	g->written = true;
	TRY(keep_names(g));
	return home_publish_now(g->call, &g->h, &g->r->trouble);
}
