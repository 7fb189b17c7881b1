/* app/desk/duties_lint.c - what is wrong with who is responsible for what. See
 * app/desk/duties_lint.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/duties_lint.h"

struct linting {
	const struct duties		*d;
	const struct duty_rules		*rules;
	const struct catalog_set	*set;
	struct duty_fault		*at;
	size_t				 count, cap;
	struct map			 parties, kinds, kept;
};

static struct rc
push(struct linting *g, enum finding_id id, const struct duty_cell *c,
    const struct duty_cell *other, struct err *e)
{
	void *at = g->at;
	if (!arena_grow(g->d->a, &at, &g->cap, g->count, sizeof(*g->at)))
		return arena_failed(g->d->a, e);
	g->at = at;
	g->at[g->count++] = (struct duty_fault){ id, c, other, 1 };
	return DONE;
}

/* A fault that is said once for each name; later cells are counted. */
static struct rc
push_once(struct linting *g, struct map *said, struct slice name, enum finding_id id,
    const struct duty_cell *c, struct err *e)
{
	size_t *at = map_get(said, name);
	if (at != NULL) {
		g->at[*at].cells++;
		return DONE;
	}
	at = ARENA_NEW(g->d->a, size_t);
	if (at == NULL)
		return arena_failed(g->d->a, e);
	*at = g->count;
	TRY(push(g, id, c, NULL, e));
	return map_put(said, name, at, e);
}

/* Topics and kinds that somebody has the duty to retain. */
static struct rc
index_kept(struct linting *g, struct err *e)
{
	for (size_t i = 0; i < g->d->count; i++) {
		struct duty_cell *c = &g->d->cells[i];
		if (!slice_eq(c->duty, SLICE("retain")) || c->party.len == 0)
			continue;
		TRY(map_put(&g->kept, c->topic, c, e));
		if (c->kind.len > 0)
			TRY(map_put(&g->kept, c->kind, c, e));
	}
	return DONE;
}

static struct rc
note_kinds(struct linting *g, struct err *e)
{
	for (size_t i = 0; i < g->d->count; i++) {
		struct duty_cell *c = &g->d->cells[i];
		if (c->kind.len > 0 && c->retention_owner.len > 0)
			TRY(map_put(&g->kept, c->kind, c, e));
	}
	return DONE;
}

/* What the product itself leaves to others is theirs. */
static bool
is_misplaced(const struct linting *g, const struct duty_cell *c)
{
	return c->source == DUTY_OF_MATRIX && c->assumption.len == 0 &&
	    !map_has(&g->d->left, c->topic) &&
	    duty_rules_lists(g->rules, "operators", c->role) &&
	    duty_rules_makers(g->rules, g->set, c->topic, c->duty);
}

static struct rc
lint_cell(struct linting *g, const struct duty_cell *c, struct err *e)
{
	const struct duty_cell *first = map_get(&g->d->by_key, c->key);
	if (c->state == DUTY_UNOWNED)
		TRY(push(g, FINDING_RESPONSIBILITY_UNOWNED, c, NULL, e));
	if (c->state == DUTY_TWO_OWNERS && c->party.len > 0 && c != first &&
	    !duty_party_is(c->party, first->party))
		TRY(push(g, FINDING_RESPONSIBILITY_SHARED, c, first, e));
	if (c->party.len > 0 && duty_contact(g->d, c).len == 0)
		TRY(push_once(g, &g->parties, c->party, FINDING_RESPONSIBILITY_NO_CONTACT, c, e));
	if (c->kind.len > 0 && !map_has(&g->kept, c->kind) && !map_has(&g->kept, c->topic) &&
	    !map_has(&g->kept, SLICE("*")))
		TRY(push_once(g, &g->kinds, c->kind, FINDING_RETENTION_UNOWNED, c, e));
	if (is_misplaced(g, c))
		TRY(push(g, FINDING_RESPONSIBILITY_MISPLACED, c, NULL, e));
	return DONE;
}

static struct rc
run(struct linting *g, struct err *e)
{
	TRY(index_kept(g, e));
	TRY(note_kinds(g, e));
	for (size_t i = 0; i < g->d->count; i++)
		TRY(lint_cell(g, &g->d->cells[i], e));
	return DONE;
}

struct rc
duties_lint(const struct duties *d, const struct duty_rules *rules, const struct catalog_set *set,
    struct duty_fault **out, size_t *count, struct err *e)
{
	struct linting g = { .d = d, .rules = rules, .set = set, .parties = map_init(),
	    .kinds = map_init(), .kept = map_init() };
	struct rc done = run(&g, e);
	map_drop(&g.parties);
	map_drop(&g.kinds);
	map_drop(&g.kept);
	*out = g.at;
	*count = g.count;
	return done;
}

/* --- as values -------------------------------------------------------------------------------- */

static void
put(struct build *b, struct value *v, const char *name, struct slice text)
{
	value_put(b, v, name, text.len > 0 ? value_string(text) : value_null());
}

struct value
duty_fault_value(struct build *b, const struct duty_fault *f)
{
	const struct duty_cell *c = f->cell;
	struct value v = value_object();
	struct slice id;
	if (arena_format(b->a, &id, "%s/%.*s|%.*s", finding_name(f->id), SLICE_FMT(c->key),
	    SLICE_FMT(c->party)))
		put(b, &v, "id", id);
	else
		b->broken = true;
	put(b, &v, "finding", slice_of(finding_name(f->id)));
	put(b, &v, "sentence", slice_of(finding_sentence(f->id)));
	put(b, &v, "topic", c->topic);
	put(b, &v, "duty", c->duty);
	put(b, &v, "stage", c->stage);
	put(b, &v, "party", c->party);
	put(b, &v, "kind", c->kind);
	put(b, &v, "assumption", c->assumption);
	put(b, &v, "proposed", c->proposed);
	value_put(b, &v, "cells", value_number(b, (int64_t)f->cells));
	put(b, &v, "cell", c->cell);
	put(b, &v, "other", f->other == NULL ? SLICE("") : f->other->party);
	put(b, &v, "other_cell", f->other == NULL ? SLICE("") : f->other->cell);
	put(b, &v, "source", slice_of(duty_source_name(c->source)));
	put(b, &v, "stands_in", c->id);
	return v;
}
