/* app/desk/in_field.c - what is still in use of that whose support ends. See app/desk/in_field.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/in_field.h"

#include "base/map.h"
#include "event/event.h"
#include "subject/subject.h"

/* counts: how many assets there are of each product or release that a line is about. */
struct counting { struct arena *a; struct map counts; };

static bool
is_counted(struct slice subject)
{
	return slice_starts(subject, SLICE("product:")) ||
	    slice_starts(subject, SLICE("release:"));
}

static struct rc
want(struct counting *g, struct slice subject, struct err *e)
{
	size_t *count;
	if (!is_counted(subject) || map_has(&g->counts, subject))
		return DONE;
	count = ARENA_NEW(g->a, size_t);
	if (count == NULL)
		return arena_failed(g->a, e);
	*count = 0;
	return map_put(&g->counts, subject, count, e);
}

static void
count_one(struct counting *g, struct slice subject)
{
	size_t *count = map_get(&g->counts, subject);
	if (count != NULL)
		++*count;
}

static struct slice
attribute(const struct thing *t, const char *name)
{
	const struct value *all = value_get(&t->event.data, SLICE("attributes"));
	struct slice text = value_text(value_get(all, slice_of(name)));
	return slice_is_null(text) ? SLICE("") : text;
}

/* The releases that it was registered as a part of. */
static void
count_releases(struct counting *g, const struct thing *t)
{
	const struct value *of = value_get(&t->event.data, SLICE("part_of"));
	for (size_t i = 0; of != NULL && i < of->count; i++)
		if (slice_starts(value_text(&of->items[i]), SLICE("release:")))
			count_one(g, of->items[i].text);
}

/* Of the product with that firmware. */
static struct rc
count_running(struct counting *g, const struct subject *s, struct slice firmware, struct arena *a,
    struct err *e)
{
	struct slice org, name, release;
	if (!subject_unescape(a, s->org, &org) || !subject_unescape(a, s->name, &name) ||
	    !subject_make_release(a, org, name, firmware, &release))
		return arena_failed(a, e);
	count_one(g, release);
	return DONE;
}

/* A state_sink. What it runs now tells its release; else what it was registered with. */
static struct rc
count_asset(void *context, const struct thing *t, struct arena *a, struct err *e)
{
	struct counting *g = context;
	struct subject s;
	struct slice product, firmware = attribute(t, "firmware");
	struct slice state = attribute(t, "lifecycle_state");
	if (!slice_starts(t->row.key, SLICE("asset:")) || slice_eq(state, SLICE("retired")) ||
	    slice_eq(state, SLICE("decommissioned")))
		return DONE;
	TRY(subject_parse(t->row.key, &s, e));
	if (!arena_format(a, &product, "product:%.*s/%.*s", SLICE_FMT(s.org), SLICE_FMT(s.name)))
		return arena_failed(a, e);
	count_one(g, product);
	if (firmware.len > 0)
		return count_running(g, &s, firmware, a, e);
	count_releases(g, t);
	return DONE;
}

/* The last decision in force about it that was made since it ended. */
static struct rc
find_decision(struct home *h, uint64_t known, struct arena *a, struct support_line *l,
    struct err *e)
{
	struct thing *all;
	size_t count;
	if (l->status != SUPPORT_ENDED)
		return DONE;
	TRY(state_about(h->store, l->subject, "about", "decision", known, a, &all, &count, e));
	for (size_t i = 0; i < count; i++)
		if (all[i].event.at_ms > l->end_ms)
			l->field.decided = all[i].row.key;
	return DONE;
}

static struct rc
find(struct home *h, uint64_t known, struct counting *g, struct support_line *lines, size_t count,
    struct err *e)
{
	for (size_t i = 0; i < count; i++)
		TRY(want(g, lines[i].subject, e));
	if (g->counts.count == 0)
		return DONE;
	TRY(state_each(h->store, "subject", known, count_asset, g, e));
	for (size_t i = 0; i < count; i++) {
		const size_t *n = map_get(&g->counts, lines[i].subject);
		lines[i].field.counted = n != NULL;
		lines[i].field.assets = n == NULL ? 0 : *n;
		if (n != NULL)
			TRY(find_decision(h, known, g->a, &lines[i], e));
	}
	return DONE;
}

struct rc
in_field_find(struct home *h, uint64_t known, struct arena *a, struct support_line *lines,
    size_t count, struct err *e)
{
	struct counting g = { .a = a, .counts = map_init() };
	struct rc done = find(h, known, &g, lines, count, e);
	map_drop(&g.counts);
	return done;
}
