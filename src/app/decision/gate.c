/* app/decision/gate.c - whether an action may go on. See app/decision/gate.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/gate.h"

#include "app/decision/conditions.h"
#include "app/decision/decision_again.h"
#include "app/decision/standing.h"
#include "base/limits.h"
#include "base/map.h"

/* A decision in force, and the assets that it speaks of: its own, or all of its assessment. */
struct spoken {
	const struct thing	*decision;
	struct slice		*assets;
	size_t			 count;
};

struct asking {
	struct home		*h;
	const struct kind_set	*kinds;
	struct slice		 action, subject;
	int64_t			 now_ms;
	struct arena		*a;
	struct spoken		*decisions;
	size_t			 decision_count;
	struct condition	*conditions;
	size_t			 condition_count;
	struct gate_row		*rows;
	size_t			 row_count, row_cap;
	struct map		 by_subject;	/* index + 1 of the row, as a pointer */
	struct buf		 gates;		/* that the criteria do name */
	bool			 any_speaks, is_named;
};

const char *
gate_answer_name(enum gate_answer a)
{
	static const char *const names[] = { "go", "wait", "stop" };
	return names[a];
}

/* --- what decisions speak of ------------------------------------------------------------------ */

static struct rc
copy_assets(const struct assessment *s, struct arena *a, struct spoken *out, struct err *e)
{
	size_t total = 0;
	for (size_t p = 0; p < s->part_count; p++)
		total += s->parts[p].asset_count;
	out->assets = ARENA_ARRAY(a, struct slice, total > 0 ? total : 1);
	if (out->assets == NULL)
		return arena_failed(a, e);
	for (size_t p = 0; p < s->part_count; p++)
		for (size_t i = 0; i < s->parts[p].asset_count; i++)
			if (!arena_copy(a, s->parts[p].assets[i], &out->assets[out->count++]))
				return arena_failed(a, e);
	return DONE;
}

static struct rc
read_spoken(struct asking *g, const struct thing *d, struct spoken *out, struct err *e)
{
	AUTO(arena) scratch = arena_init(MIB(1024));
	const struct value *own = value_get(&d->event.data, SLICE("assets"));
	struct assessment s;
	*out = (struct spoken){ .decision = d };
	if (own->count == 0) {
		TRY(decision_assessment(g->h, d, &scratch, &s, e));
		return copy_assets(&s, g->a, out, e);
	}
	out->assets = ARENA_ARRAY(g->a, struct slice, own->count);
	if (out->assets == NULL)
		return arena_failed(g->a, e);
	for (size_t i = 0; i < own->count; i++)
		out->assets[out->count++] = value_text(&own->items[i]);
	return DONE;
}

static struct rc
read_decisions(struct asking *g, struct err *e)
{
	struct thing *all;
	size_t count;
	TRY(decisions_in_force(g->h->store, STORE_OPEN, g->a, &all, &count, e));
	g->decisions = ARENA_ARRAY(g->a, struct spoken, count > 0 ? count : 1);
	if (g->decisions == NULL)
		return arena_failed(g->a, e);
	for (size_t i = 0; i < count; i++)
		TRY(read_spoken(g, &all[i], &g->decisions[g->decision_count++], e));
	return conditions_list(g->h->store, STORE_OPEN, g->now_ms, g->a, &g->conditions,
	    &g->condition_count, e);
}

/* --- what is asked about ---------------------------------------------------------------------- */

static struct rc
add_row(struct asking *g, struct slice subject, struct err *e)
{
	void *at = g->rows;
	if (map_has(&g->by_subject, subject))
		return DONE;
	if (!arena_grow(g->a, &at, &g->row_cap, g->row_count, sizeof(struct gate_row)))
		return arena_failed(g->a, e);
	g->rows = at;
	g->rows[g->row_count++] = (struct gate_row){ .subject = subject };
	return map_put(&g->by_subject, subject, (void *)(uintptr_t)g->row_count, e);
}

/* Every asset that was assessed under the subject's name, decided on or not. */
static struct rc
add_assessed(struct asking *g, const struct spoken *one, struct err *e)
{
	AUTO(arena) scratch = arena_init(MIB(1024));
	struct assessment s;
	struct spoken whole = {0};
	TRY(decision_assessment(g->h, one->decision, &scratch, &s, e));
	TRY(copy_assets(&s, g->a, &whole, e));
	for (size_t i = 0; i < whole.count; i++)
		TRY(add_row(g, whole.assets[i], e));
	return DONE;
}

static struct rc
make_rows(struct asking *g, struct err *e)
{
	for (size_t i = 0; i < g->decision_count; i++)
		if (slice_eq(g->decisions[i].decision->event.subjects[0], g->subject))
			TRY(add_assessed(g, &g->decisions[i], e));
	return g->row_count == 0 ? add_row(g, g->subject, e) : DONE;
}

static struct gate_row *
row_of(struct asking *g, struct slice subject)
{
	uintptr_t n = (uintptr_t)map_get(&g->by_subject, subject);
	return n > 0 ? &g->rows[n - 1] : NULL;
}

/* --- what speaks against it ------------------------------------------------------------------- */

static struct rc
add_reason(struct arena *a, struct gate_reasons *all, struct gate_reason one, struct err *e)
{
	void *at = all->at;
	if (!arena_grow(a, &at, &all->cap, all->count, sizeof(one)))
		return arena_failed(a, e);
	all->at = at;
	all->at[all->count++] = one;
	if (all->answer < one.answer)
		all->answer = one.answer;
	return DONE;
}

static bool
accepts(enum outcome o)
{
	return o == OUTCOME_ACCEPT || o == OUTCOME_ACCEPT_WITH_CONDITIONS ||
	    o == OUTCOME_ACCEPT_WITH_EXCEPTION || o == OUTCOME_RISK_ACCEPT;
}

static struct rc
add_conditions(struct asking *g, const struct thing *d, struct gate_reasons *out, struct err *e)
{
	for (size_t i = 0; i < g->condition_count; i++) {
		const struct condition *c = &g->conditions[i];
		bool late = c->state == CONDITION_IS_OVERDUE;
		if (!slice_eq(c->decision.row.key, d->row.key) ||
		    !slice_eq(c->gate, g->action) || (!late && c->state != CONDITION_IS_OPEN))
			continue;
		TRY(add_reason(g->a, out, (struct gate_reason){ late ? "condition_overdue" :
		    "condition_open", GATE_WAIT, c->id, d->row.key, c->text, c->due_ms }, e));
	}
	return DONE;
}

/* Conditions were looked at by their gate: one of another gate does not hold this action up. */
static struct rc
add_since(struct asking *g, struct standing *s, const struct thing *d, struct gate_reasons *out,
    struct err *e)
{
	struct happenings bad = { .a = g->a };
	TRY(standing_since(s, d, false, &bad, e));
	for (size_t i = 0; i < bad.count; i++) {
		const struct happening *n = &bad.at[i];
		if (slice_starts(slice_of(n->what), SLICE("condition")))
			continue;
		TRY(add_reason(g->a, out, (struct gate_reason){ n->what, GATE_WAIT, n->id,
		    d->row.key, n->text, n->at_ms }, e));
	}
	return DONE;
}

static struct rc
reasons_of(struct asking *g, struct standing *s, const struct thing *d, struct gate_reasons *out,
    struct err *e)
{
	enum outcome o = outcome_parse(event_text(&d->event, "outcome"));
	*out = (struct gate_reasons){0};
	if (!accepts(o))
		return add_reason(g->a, out, (struct gate_reason){ outcome_name(o), GATE_STOP,
		    d->row.key, d->row.key, event_text(&d->event, "reason"), TIME_UNKNOWN }, e);
	TRY(add_conditions(g, d, out, e));
	return add_since(g, s, d, out, e);
}

/* Gates of the criteria behind a decision that speaks. */
static struct rc
look_for_gate(struct asking *g, const struct thing *d, struct trouble *t)
{
	struct criteria_source c;
	g->any_speaks = true;
	TRY(decision_criteria(g->h, d, g->kinds, g->a, &c, t));
	for (size_t i = 0; i < c.criteria->count; i++) {
		const struct criterion *one = &c.criteria->criteria[i];
		if (!one->has_condition)
			continue;
		g->is_named |= slice_eq(one->gate, g->action);
		if (slice_find(buf_slice(&g->gates), one->gate, 0) == SIZE_MAX)
			buf_addf(&g->gates, "%s%.*s", g->gates.len > 0 ? ", " : "",
			    SLICE_FMT(one->gate));
	}
	return DONE;
}

static struct rc
let_speak(struct asking *g, struct standing *s, const struct spoken *one, struct trouble *t)
{
	struct gate_reasons all;
	bool known = false;
	for (size_t i = 0; i < (one->count > 0 ? one->count : 1); i++) {
		struct gate_row *row = row_of(g, one->count > 0 ? one->assets[i] :
		    one->decision->event.subjects[0]);
		if (row == NULL)
			continue;
		if (!known) {
			TRY(look_for_gate(g, one->decision, t));
			TRY(reasons_of(g, s, one->decision, &all, &t->err));
		}
		known = true;
		row->spoken = true;
		for (size_t k = 0; k < all.count; k++)
			TRY(add_reason(g->a, &row->why, all.at[k], &t->err));
	}
	return DONE;
}

/* --- the whole -------------------------------------------------------------------------------- */

static struct rc
add_undecided(struct asking *g, struct err *e)
{
	for (size_t i = 0; i < g->row_count; i++) {
		if (!g->rows[i].spoken)
			TRY(add_reason(g->a, &g->rows[i].why, (struct gate_reason){ "undecided",
			    GATE_WAIT, SLICE(""), SLICE(""), SLICE(""), TIME_UNKNOWN }, e));
	}
	return DONE;
}

static struct rc
no_such_gate(const struct asking *g, struct trouble *t)
{
	struct slice text;
	TRY(buf_end(&g->gates, &t->err));
	if (!arena_format(g->a, &text, "no condition of the criteria has this gate; they name "
	    "%.*s%c", SLICE_FMT(g->gates.len > 0 ? buf_slice(&g->gates) : SLICE("none")), 0))
		return arena_failed(g->a, &t->err);
	trouble_name(t, g->action);
	return fail(&t->err, E_USAGE, 0, (const char *)text.at);
}

static struct rc
ask(struct asking *g, struct trouble *t)
{
	struct standing s;
	TRY(read_decisions(g, &t->err));
	TRY(make_rows(g, &t->err));
	struct rc done = standing_open(g->h, g->kinds, (struct as_of){ STORE_OPEN, g->now_ms },
	    g->a, &s, &t->err);
	for (size_t i = 0; i < g->decision_count && !failed(done); i++)
		done = let_speak(g, &s, &g->decisions[i], t);
	standing_drop(&s);
	TRY(done);
	return g->any_speaks && !g->is_named ? no_such_gate(g, t) : add_undecided(g, &t->err);
}

struct rc
gate_ask(struct home *h, const struct kind_set *kinds, struct slice action, struct slice subject,
    int64_t now_ms, struct arena *a, struct gate_row **out, size_t *count, struct trouble *t)
{
	struct asking g = { .h = h, .kinds = kinds, .action = action, .subject = subject,
	    .now_ms = now_ms, .a = a, .by_subject = map_init(),
	    .gates = buf_init(KIB(64)) };
	struct rc done = ask(&g, t);
	map_drop(&g.by_subject);
	buf_drop(&g.gates);
	*out = g.rows;
	*count = g.row_count;
	return done;
}
