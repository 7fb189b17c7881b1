/* app/decision/tasks_owner.c - who has the duty that a task is of: by the register, and by
 * matrices. See app/decision/tasks_int.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/tasks_int.h"

#include "app/desk/duties.h"
#include "subject/subject.h"

/* --- the register ----------------------------------------------------------------------------- */

static struct rc
by_register(struct task_listing *g, const struct slice *subjects, size_t count,
    const struct task_duty *duty, struct slice *out, struct err *e)
{
	struct thing *all;
	size_t n;
	*out = SLICE("");
	for (size_t i = 0; i < count; i++) {
		TRY(state_about(g->h->store, subjects[i], "about", "responsibility", g->of.known,
		    g->a, &all, &n, e));
		for (size_t k = 0; k < n; k++) {
			struct slice its = event_text(&all[k].event, "stage");
			bool same = slice_eq(its, duty->stage);
			if (!slice_eq(event_text(&all[k].event, "duty"), slice_of(duty->word)) ||
			    (its.len > 0 && !same) || (out->len > 0 && !same))
				continue;
			*out = event_text(&all[k].event, "party");
		}
	}
	return DONE;
}

/* --- matrices --------------------------------------------------------------------------------- */

/* A row of the whole, or of a kind of evidence, that names a party: what a row says of one
 * requirement or topic is no duty for the rest. */
static struct rc
keep_row(struct task_listing *g, const struct kept_record *r, const struct value *row,
    struct err *e)
{
	void *cells = g->cells;
	struct task_cell c = { .id = r->id, .subject = kept_text(r, "subject"),
	    .duty = text_in(row, "duty"), .stage = text_in(row, "stage"),
	    .kind = text_in(row, "kind"), .party = text_in(row, "party"),
	    .cell = text_in(row, "cell") };
	if (c.party.len == 0 || (c.kind.len == 0 && !slice_eq(text_in(row, "topic"), SLICE("*"))))
		return DONE;
	if (!arena_grow(g->a, &cells, &g->cell_cap, g->cell_count, sizeof(c)))
		return arena_failed(g->a, e);
	g->cells = cells;
	g->cells[g->cell_count++] = c;
	return DONE;
}

/* Those in force, once for a listing. */
static struct rc
read_matrices(struct task_listing *g, struct err *e)
{
	struct kept_record *all;
	size_t n;
	if (g->matrices_read)
		return DONE;
	g->matrices_read = true;
	TRY(kept_records_all(g->h, "responsibility_matrix", g->of.known, g->of.at_ms, g->a, &all,
	    &n, e));
	for (size_t i = 0; i < n; i++) {
		const struct value *rows = value_get(&all[i].predicate, SLICE("rows"));
		for (size_t k = 0; rows != NULL && k < rows->count; k++)
			TRY(keep_row(g, &all[i], &rows->items[k], e));
	}
	return DONE;
}

/* How near the cell is; 0: it is not of this duty. Of the very stage is nearer than of all stages,
 * and that, for a duty that is asked of no stage, nearer than of some; then of the kind of
 * evidence is nearer than of all. */
static unsigned
rank_of(const struct task_cell *c, struct slice subject, const struct task_duty *duty)
{
	bool stage = c->stage.len > 0, kind = c->kind.len > 0;
	if (!slice_eq(c->subject, subject) || !slice_eq(c->duty, slice_of(duty->word)) ||
	    (stage && duty->stage.len > 0 && !slice_eq(c->stage, duty->stage)) ||
	    (kind && !slice_eq(c->kind, duty->kind)))
		return 0;
	unsigned of_stage = !stage ? 1 : duty->stage.len > 0 ? 2 : 0;
	return 1u + 2u * of_stage + (kind ? 1u : 0u);
}

/* The nearest cell of a subject, and the next that names somebody else; both may be null. */
struct named_by { const struct task_cell *first, *other; };

static void
look_in(const struct task_listing *g, struct slice subject, const struct task_duty *duty,
    struct named_by *out)
{
	unsigned best = 0;
	for (size_t i = 0; i < g->cell_count; i++) {
		const struct task_cell *c = &g->cells[i];
		unsigned rank = rank_of(c, subject, duty);
		if (rank > best) {
			out->first = c;
			out->other = NULL;
			best = rank;
		} else if (rank == best && rank > 0 && out->other == NULL &&
		    !duty_party_is(c->party, out->first->party)) {
			out->other = c;
		}
	}
}

/* What is said of a release comes before what is said of its product. */
static struct rc
by_matrices(struct task_listing *g, const struct slice *subjects, size_t count,
    const struct task_duty *duty, struct named_by *out, struct err *e)
{
	struct subject s;
	struct slice product;
	TRY(read_matrices(g, e));
	*out = (struct named_by){0};
	if (g->cell_count == 0)
		return DONE;
	for (size_t i = 0; i < count && out->first == NULL; i++)
		look_in(g, subjects[i], duty, out);
	for (size_t i = 0; i < count && out->first == NULL; i++) {
		if (failed(subject_parse(subjects[i], &s, NULL)) || s.kind != SUBJECT_RELEASE)
			continue;
		if (!arena_format(g->a, &product, "product:%.*s/%.*s", SLICE_FMT(s.org),
		    SLICE_FMT(s.name)))
			return arena_failed(g->a, e);
		look_in(g, product, duty, out);
	}
	return DONE;
}

/* --- both ------------------------------------------------------------------------------------- */

/* "a matrix names party:int (evidence:... B7)" */
static struct rc
say_other(struct task_listing *g, struct task *t, const struct task_cell *c, const char *who,
    struct err *e)
{
	return arena_format(g->a, &t->also, "%s %.*s for it (%.*s%s%.*s)", who,
	    SLICE_FMT(c->party), SLICE_FMT(c->id), c->cell.len > 0 ? " " : "",
	    SLICE_FMT(c->cell)) ? DONE : arena_failed(g->a, e);
}

struct rc
task_owner(struct task_listing *g, const struct slice *subjects, size_t count,
    struct task_duty duty, struct task *t, struct err *e)
{
	struct named_by by;
	TRY(by_register(g, subjects, count, &duty, &t->owner, e));
	TRY(by_matrices(g, subjects, count, &duty, &by, e));
	if (by.first == NULL)
		return DONE;
	if (t->owner.len == 0) {
		t->owner = by.first->party;
		return by.other == NULL ? DONE : say_other(g, t, by.other, "a matrix names also",
		    e);
	}
	if (!duty_party_is(t->owner, by.first->party))
		return say_other(g, t, by.first, "the register says so, a matrix names", e);
	return by.other == NULL ? DONE : say_other(g, t, by.other, "a matrix names also", e);
}
