/* app/decision/assess.c - what is kept, held against criteria. See app/decision/assess.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/assess.h"

#include <stdlib.h>

#include "app/decision/case_kept.h"
#include "app/home/held_file.h"
#include "app/home/trusted.h"
#include "app/inspect/verify.h"
#include "app/inspect/zeros.h"
#include "app/log/bodies.h"
#include "base/limits.h"
#include "base/map.h"

/* Times that what is about the scope is looked for again: what it names may have evidence too. */
#define ROUNDS_MAX 4

struct assessed
assessed_init(void)
{
	return (struct assessed){ .inspection = inspection_init() };
}

void
assessed_drop(struct assessed *x)
{
	inspection_drop(&x->inspection);
	crypto_bag_drop(&x->bag);
}

/* --- which evidence --------------------------------------------------------------------------- */

struct choosing {
	const struct question	*q;
	struct home		*h;
	struct arena		*a;
	struct map		 chosen;	/* ids */
	struct thing		*at;
	size_t			 count, cap;
};

static struct rc
choose(struct choosing *g, struct slice subject, struct err *e)
{
	struct thing *found;
	size_t count;
	if (subject.len == 0)
		return DONE;
	TRY(state_about_others(g->h->store, subject, "about", "evidence", g->q->known, &g->chosen,
	    g->a, &found, &count, e));
	for (size_t i = 0; i < count; i++) {
		void *at = g->at;
		if (map_has(&g->chosen, found[i].row.key))
			continue;
		TRY(map_put(&g->chosen, found[i].row.key, g, e));
		if (!arena_grow(g->a, &at, &g->cap, g->count, sizeof(struct thing)))
			return arena_failed(g->a, e);
		g->at = at;
		g->at[g->count++] = found[i];
	}
	return DONE;
}

/* What the subject stands for, once that is known. */
static struct rc
choose_scope(struct choosing *g, const struct case_scope *s, struct err *e)
{
	TRY(choose(g, s->product, e));
	TRY(choose(g, s->release, e));
	TRY(choose(g, s->manufacturer, e));
	for (size_t i = 0; i < s->asset_count; i++)
		TRY(choose(g, s->assets[i], e));
	return DONE;
}

/* What criteria ask about beside the subject, such as the zone that it is for. */
static struct rc
choose_about(struct choosing *g, const struct criteria *c, struct err *e)
{
	struct slice about;
	for (size_t n = 0; !slice_is_null(about = criteria_about(c, n)); n++)
		TRY(choose(g, about, e));
	return DONE;
}

/* --- reading it ------------------------------------------------------------------------------- */

struct rc
evidence_kept(struct home *h, const struct thing *t, struct arena *a, struct intake_kept *out,
    struct err *e)
{
	struct digest d;
	struct store_body row;
	bool found;
	const struct event_body *b = &t->event.bodies[0];
	*out = (struct intake_kept){ .name = event_text(&t->event, "name"),
	    .size_bytes = b->size_bytes };
	if (!digest_parse(b->sha256, &d))
		BUG("a body without its digest");
	TRY(store_body_get(h->store, (struct slice){ d.bytes, SHA256_BYTES }, a, &row, &found, e));
	if (!found)
		return fail(e, E_VERIFY, t->row.from_pos,
		    "a body is gone; `assay fsck` says which");
	out->bytes = row.bytes;
	if (slice_is_null(row.bytes))
		out->file = body_path(h, &d, a);
	return slice_is_null(row.bytes) && out->file == NULL ? arena_failed(a, e) : DONE;
}

/* Each body once; a body that hashes to something else is damage, never evidence. */
static struct rc
check_bodies(const struct delivery *d, const struct thing *things, const size_t *of, size_t count,
    struct err *e)
{
	struct map digests = map_init();
	struct rc done = DONE;
	for (size_t i = 0; i < d->count && !failed(done); i++)
		done = map_put(&digests, d->bodies[i].id, &digests, e);
	for (size_t i = 0; i < count && !failed(done); i++)
		if (!map_has(&digests, things[of[i]].event.bodies[0].sha256))
			done = fail(e, E_VERIFY, things[of[i]].row.from_pos,
			    "a body is not what its digest says; `assay fsck` says which");
	map_drop(&digests);
	return done;
}

static struct rc
read_evidence(const struct choosing *g, unsigned threads, struct delivery *out, struct err *e)
{
	struct intake_kept *kept = ARENA_ARRAY(g->a, struct intake_kept, g->count);
	size_t *of = ARENA_ARRAY(g->a, size_t, g->count), n = 0;
	const char *culprit;
	if (kept == NULL || of == NULL)
		return arena_failed(g->a, e);
	for (size_t i = 0; i < g->count; i++)
		if (g->at[i].event.body_count > 0) {
			of[n] = i;
			TRY(evidence_kept(g->h, &g->at[i], g->a, &kept[n++], e));
		}
	const struct intake_options options = { .kept = kept, .kept_count = n,
	    .threads = threads };
	delivery_drop(out);
	TRY(intake_run(&options, out, &culprit, e));
	TRY(check_bodies(out, g->at, of, n, e));
	TRY(zeros_find(out, e));
	return case_kept_correct(out, g->at, g->count, e);
}

static bool
is_process(struct slice subject)
{
	struct subject p;
	return !failed(subject_parse(subject, &p, NULL)) && p.kind == SUBJECT_PROCESS;
}

/* --- the whole -------------------------------------------------------------------------------- */

static struct rc
read_and_scope(struct choosing *g, struct assessed *x, struct remembered *m, struct trouble *t)
{
	struct inspection *i = &x->inspection;
	struct err *e = &t->err;
	size_t before = SIZE_MAX;
	for (unsigned round = 0; round < ROUNDS_MAX && g->count != before; round++) {
		before = g->count;
		TRY(read_evidence(g, g->q->threads, &i->delivery, e));
		TRY(verify_delivery(&i->delivery, &x->anchors, g->q->threads, m, e));
		i->scope = (struct scope){0};
		struct rc done = is_process(g->q->subject) ?
		    scope_itself(g->q->subject, g->a, &i->scope, e) :
		    scope_resolve(&i->delivery, g->q->subject, g->a, &i->scope, e);
		if (failed(done)) {
			trouble_name(t, g->q->subject);
			return done;
		}
		TRY(choose_scope(g, &i->scope.form, e));
	}
	TRY(scope_bind(&i->delivery, &i->scope, g->a, e));
	return case_kept_bind(&i->delivery, g->at, g->count, g->a, e);
}

static struct rc
read_with_signatures(struct choosing *g, struct assessed *x, struct trouble *t)
{
	struct held_list before = {0};
	struct remembered m = { .before = &before };
	if (!g->q->believes)
		return read_and_scope(g, x, NULL, t);
	TRY(held_file_read(g->h, g->a, &before, &t->err));
	TRY(read_and_scope(g, x, &m, t));
	held_file_add(g->h, &m.now);
	return DONE;
}

struct rc
assess_gather(const struct question *q, struct home *h, struct arena *a, struct assessed *x,
    struct trouble *t)
{
	struct choosing g = { .q = q, .h = h, .a = a, .chosen = map_init() };
	struct inspection *i = &x->inspection;
	struct err *e = &t->err;
	struct rc done = trusted_load(h, q->known, a, &x->bag, &x->anchors, e);
	if (!failed(done))
		done = choose(&g, q->subject, e);
	for (size_t n = 0; n < q->also_count && !failed(done); n++)
		done = choose(&g, q->also[n], e);
	if (!failed(done) && x->input.criteria != NULL)
		done = choose_about(&g, x->input.criteria->criteria, e);
	if (!failed(done))
		done = read_with_signatures(&g, x, t);
	if (!failed(done))
		done = gather_case(&i->delivery, &i->scope, &x->anchors, &x->data.kinds,
		    q->valid_at_ms, a, &i->form, e);
	if (!failed(done))
		done = case_kept_complete(h, q->known, g.at, g.count, &x->data.kinds,
		    q->plain_readings, a, &i->form, e);
	map_drop(&g.chosen);
	TRY(done);
	x->evidence = g.at;
	x->evidence_count = g.count;
	x->input.subject = q->subject;
	x->input.anchors = &x->anchors;
	x->input.data = &x->data;
	x->input.valid_at_ms = q->valid_at_ms;
	x->input.valid_at_given = q->valid_at_given;
	x->input.kinds_are_named = true;
	return DONE;
}

struct rc
assess_run(const struct question *q, struct home *h, struct arena *a, struct assessed *x,
    struct trouble *t)
{
	TRY(assess_gather(q, h, a, x, t));
	return inspection_evaluate(&x->input, a, &x->inspection, &t->err);
}
