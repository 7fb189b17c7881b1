/* app/decision/replay_deep.c - the case of a decision, gathered again. See
 * app/decision/replay_int.h.
 *
 * The log is read, checked and folded anew, and the case is gathered from rows that this made, so
 * that no derived row of the home is trusted. Those rows are compared too: one that was taken away
 * changes what is read tomorrow.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/decision/replay_int.h"
#include "app/evidence/reviews.h"
#include "app/home/catalogues.h"
#include "app/log/fsck.h"
#include "base/pool.h"

struct rc
replay_gather(struct home *h, const struct kept *k, const struct question *q, struct arena *a,
    struct assessed *x, struct trouble *t)
{
	struct question asked = *q;
	asked.plain_readings = reviews_are_plain(&k->form);
	struct rc done = catalogues_known(h, q->known, a, &x->data, &t->err);
	if (!failed(done))
		done = assess_run(&asked, h, a, x, t);
	return done.code == E_VERIFY ? fail(&t->err, E_UNVERIFIABLE, 0, t->err.what) : done;
}

static bool
is_derived(const struct damage *d)
{
	static const char *const tables[] = { "content", "derived", "link", "state",
	    "state_subject" };
	for (size_t i = 0; i < COUNT(tables); i++)
		if (strcmp(d->table, tables[i]) == 0)
			return true;
	return false;
}

/* Damage of the log itself is no difference: nothing can be gathered from it. */
static struct rc
demand_log(const struct damages *all, struct arena *a, struct trouble *t)
{
	for (size_t i = 0; i < all->count; i++) {
		struct damages one = { .a = a, .at = &all->at[i], .count = 1, .all = 1 };
		if (!is_derived(&all->at[i]))
			return damages_demand_none(&one, a, t);
	}
	return DONE;
}

/* The first row of the home that the log makes otherwise. */
static struct rc
name_row(const struct damages *all, struct arena *a, struct replayed *out, struct err *e)
{
	if (all->count == 0)
		return DONE;
	const struct damage *d = &all->at[0];
	*out = (struct replayed){ .what = "state", .kept = slice_of(d->what),
	    .made = SLICE("what the log says") };
	return arena_format(a, &out->place, "%s %.*s%s%s", d->table, SLICE_FMT(d->row),
	    d->field[0] != 0 ? " " : "", d->field) ? DONE : arena_failed(a, e);
}

/* The log had adopted the catalogue of this digest. */
static bool
was_adopted(const struct shipped_data *data, struct slice digest)
{
	for (size_t i = 0; i < data->catalogues.count; i++)
		if (slice_eq(data->catalogues.at[i]->digest, digest))
			return true;
	return slice_eq(data->kinds_digest, digest);
}

static struct rc
compare_case(struct home *h, const struct kept *k, struct arena *a, struct replayed *out,
    struct trouble *t)
{
	AUTO(assessed) x = assessed_init();
	const struct criteria_source source = { k->criteria.name, k->criteria_bytes,
	    k->criteria.digest, k->criteria.criteria };
	const struct question q = { .subject = k->form.scope.subject,
	    .known = k->form.position_size, .valid_at_ms = k->form.valid_at_ms,
	    .threads = pool_default_threads() };
	x.input.criteria = &source;
	TRY(replay_gather(h, k, &q, a, &x, t));
	for (size_t i = 0; i < k->assessment.catalogue_count; i++)
		if (!was_adopted(&x.data, k->assessment.catalogues[i])) {
			*out = (struct replayed){ .what = "catalogue",
			    .place = k->assessment.catalogues[i],
			    .kept = SLICE(""), .made = SLICE("") };
			return DONE;
		}
	return replay_compare("case", k->case_bytes, buf_slice(&x.inspection.case_bytes), a, out,
	    &t->err);
}

struct rc
replay_deep(struct home *h, const struct kept *k, struct arena *a, struct replayed *out,
    struct trouble *t)
{
	struct store *made = NULL;
	struct fsck_report *report = ARENA_NEW(a, struct fsck_report);
	if (report == NULL)
		return arena_failed(a, &t->err);
	TRY(store_open_scratch(&made, &t->err));
	struct rc done = fsck_log(h, made, a, report, &t->err);
	if (!failed(done))
		done = demand_log(&report->damages, a, t);
	store_read_rows_from(h->store, made);
	if (!failed(done))
		done = compare_case(h, k, a, out, t);
	store_read_rows_from(h->store, NULL);
	store_close(made);
	if (!failed(done) && out->same)
		done = name_row(&report->damages, a, out, &t->err);
	return done;
}
