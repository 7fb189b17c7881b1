/* app/inspect/reconcile.c - where each serial stands, list by list. See app/inspect/reconcile.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/inspect/reconcile.h"

#include "app/inspect/about.h"
#include "base/map.h"

/* What is known of one asset. count: rows in the list that is being read. */
struct tally {
	struct view_stand	*stands;
	size_t			 count, cap;
	struct view_stand	*others;	/* rows with the number of something else */
	size_t			 other_count, other_cap;
	uint64_t		 seen;		/* lists + 1 that it was counted for last */
	bool			 certified;
};

struct reconciler {
	const struct delivery	*d;
	const struct case_scope	*s;
	struct arena		*a;
	struct view		*v;
	struct map		 index;		/* asset to tally */
	struct map		 numbers;	/* serial alone to the tally of its last asset */
	struct tally		*tallies;
	size_t			*leaders, leader_count;
};

static struct rc
index_assets(struct reconciler *r, struct err *e)
{
	r->tallies = ARENA_ARRAY(r->a, struct tally, r->s->asset_count);
	if (r->tallies == NULL)
		return arena_failed(r->a, e);
	for (size_t i = 0; i < r->s->asset_count; i++) {
		struct slice asset = r->s->assets[i];
		size_t mark = slice_find(asset, SLICE("#"), 0);
		TRY(map_put(&r->index, asset, &r->tallies[i], e));
		if (mark != SIZE_MAX)
			TRY(map_put(&r->numbers, slice_sub(asset, mark + 1, asset.len),
			    &r->tallies[i], e));
	}
	return DONE;
}

/* The number stands there, and not for what is assessed: of another model, version or batch. */
static struct rc
take_other(struct reconciler *r, size_t list, const struct fact *f, struct err *e)
{
	struct slice number = value_text(value_get(&f->value, SLICE("serial")));
	struct tally *t = number.len == 0 ? NULL : map_get(&r->numbers, number);
	if (t == NULL)
		return DONE;
	void *others = t->others;
	if (!arena_grow(r->a, &others, &t->other_cap, t->other_count, sizeof(struct view_stand)))
		return arena_failed(r->a, e);
	t->others = others;
	t->others[t->other_count++] = (struct view_stand){ list, f->place };
	return DONE;
}

static struct rc
take(struct reconciler *r, size_t list, const struct fact *f, struct err *e)
{
	struct tally *t = map_get(&r->index, f->subject);
	if (t == NULL)
		return take_other(r, list, f, e);
	void *stands = t->stands;
	if (!arena_grow(r->a, &stands, &t->cap, t->count, sizeof(struct view_stand)))
		return arena_failed(r->a, e);
	t->stands = stands;
	t->stands[t->count++] = (struct view_stand){ list, f->place };
	if (t->seen != list + 1)
		r->v->lists[list].in_scope++;
	t->seen = list + 1;
	return DONE;
}

static struct rc
read_lists(struct reconciler *r, struct err *e)
{
	for (size_t i = 0; i < r->v->list_count; i++) {
		const struct reading *reading = &r->d->bodies[r->v->lists[i].file].reading;
		for (size_t k = 0; k < reading->fact_count && r->v->lists[i].carrier; k++)
			if (slice_eq(reading->facts[k].name, SLICE("listed")) ||
			    slice_eq(reading->facts[k].name, SLICE("identity")))
				TRY(take(r, i, &reading->facts[k], e));
	}
	return DONE;
}

static void
read_certificates(struct reconciler *r)
{
	for (size_t i = 0; i < r->d->count; i++) {
		const struct body *b = &r->d->bodies[i];
		if (b->same_as != BODY_NONE ||
		    !slice_eq(b->reading.kind, SLICE("device_certificate")))
			continue;
		for (size_t k = 0; k < b->bound_count; k++) {
			struct tally *t = map_get(&r->index, b->bound_to[k]);
			r->v->certified += t != NULL && !t->certified;
			if (t != NULL)
				t->certified = true;
		}
	}
}

/* Of these kinds a list that names others and nothing of the scope says something too. */
static void
settle_lists(struct reconciler *r)
{
	static const struct slice kinds[] = { SLICE_INIT("purchase_order"),
	    SLICE_INIT("packing_list"), SLICE_INIT("goods_receipt"),
	    SLICE_INIT("identity_list") };
	for (size_t i = 0; i < r->v->list_count; i++) {
		struct view_list *l = &r->v->lists[i];
		for (size_t k = 0; k < COUNT(kinds); k++)
			l->counts = l->counts || slice_eq(l->kind, kinds[k]);
		l->compared = l->carrier && (l->in_scope > 0 || (l->counts && l->serials > 0));
	}
}

/* The first list of each kind that is compared. */
static struct rc
find_leaders(struct reconciler *r, struct err *e)
{
	const struct view_list *lists = r->v->lists;
	r->leaders = ARENA_ARRAY(r->a, size_t, r->v->list_count);
	if (r->leaders == NULL)
		return arena_failed(r->a, e);
	for (size_t i = 0; i < r->v->list_count; i++) {
		bool led = !lists[i].compared;
		for (size_t k = 0; k < r->leader_count && !led; k++)
			led = slice_eq(lists[r->leaders[k]].kind, lists[i].kind);
		if (!led)
			r->leaders[r->leader_count++] = i;
	}
	return DONE;
}

/* It stands exactly once in the lists of each kind. */
static bool
is_even(const struct reconciler *r, const struct tally *t)
{
	for (size_t i = 0; i < r->leader_count; i++) {
		size_t rows = 0;
		for (size_t k = 0; k < t->count; k++)
			rows += slice_eq(r->v->lists[t->stands[k].list].kind,
			    r->v->lists[r->leaders[i]].kind);
		if (rows != 1)
			return false;
	}
	return true;
}

static struct rc
keep_uneven(struct reconciler *r, struct err *e)
{
	r->v->serials = ARENA_ARRAY(r->a, struct view_serial, r->s->asset_count);
	if (r->v->serials == NULL)
		return arena_failed(r->a, e);
	for (size_t i = 0; i < r->s->asset_count; i++)
		if (!is_even(r, &r->tallies[i]))
			r->v->serials[r->v->serial_count++] = (struct view_serial){
			    r->s->assets[i], r->tallies[i].count, r->tallies[i].stands,
			    r->tallies[i].other_count, r->tallies[i].others };
	return DONE;
}

static struct rc
run(struct reconciler *r, struct err *e)
{
	TRY(index_assets(r, e));
	TRY(read_lists(r, e));
	read_certificates(r);
	settle_lists(r);
	TRY(find_leaders(r, e));
	return keep_uneven(r, e);
}

struct rc
reconcile(const struct delivery *d, const struct case_scope *s, struct arena *a, struct view *v,
    struct err *e)
{
	struct reconciler r = { .d = d, .s = s, .a = a, .v = v, .index = map_init(),
	    .numbers = map_init() };
	struct rc done = run(&r, e);
	map_drop(&r.index);
	map_drop(&r.numbers);
	return done;
}
