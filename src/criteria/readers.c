/* criteria/readers.c - whether the persons whom a need asks for have read an item. See
 * criteria/engine.h.
 *
 * A reading counts when it passed, at or before the instant, in the role that is asked for. Two
 * readings count as two when two persons made them and two keys recorded them: one clerk who
 * enters what two colleagues said is one witness. What a case does not say of a reading (its key,
 * the reader's relation) is unknown, and shows nothing.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "criteria/engine.h"
#include "criteria/readings.h"
#include "subject/subject.h"

/* How many readings are left after each demand. */
struct counted { uint64_t all, fresh, independent; bool failed; };

static bool
is_about(const struct engine *g, const struct case_review *r, const struct item *it)
{
	return slice_eq(r->evidence, it->id) && reading_is_in_time(r, g->form->valid_at_ms);
}

static bool
counts(const struct engine *g, const struct reader_wish *w, const struct case_review *r,
    const struct item *it)
{
	return is_about(g, r, it) && slice_eq(r->result, SLICE("pass")) &&
	    (w->role.len == 0 || slice_eq(r->role, w->role));
}

static bool
is_fresh(const struct engine *g, const struct reader_wish *w, const struct case_review *r)
{
	return w->not_older_than_ms == 0 ||
	    r->at_ms >= g->form->valid_at_ms - w->not_older_than_ms;
}

/* The reader says that nothing ties him to the producer, who is known as a party, and is not of
 * that party. */
static bool
is_independent(const struct case_review *r, const struct item *it)
{
	struct subject reader, producer;
	return slice_eq(reading_said(r, SLICE("relation")), SLICE("none")) &&
	    !failed(subject_parse(r->reader, &reader, NULL)) &&
	    !failed(subject_parse(it->producer, &producer, NULL)) &&
	    reader.kind == SUBJECT_PERSON && producer.kind == SUBJECT_PARTY &&
	    !slice_eq(reader.org, producer.org);
}

static bool
is_left(const struct engine *g, const struct reader_wish *w, const struct case_review *r,
    const struct item *it, bool fresh, bool independent)
{
	return counts(g, w, r, it) && (!fresh || is_fresh(g, w, r)) &&
	    (!independent || is_independent(r, it));
}

/* Distinct persons with distinct keys; the readings whose key nobody knows share one. */
static struct rc
count_left(struct engine *g, const struct reader_wish *w, const struct item *it, bool fresh,
    bool independent, uint64_t *out, struct err *e)
{
	size_t n = g->form->review_count, count = 0;
	struct pair *pairs = ARENA_ARRAY(g->a, struct pair, n);
	struct numbers people = { map_init(), ARENA_ARRAY(g->a, size_t, n) };
	struct numbers keys = { map_init(), ARENA_ARRAY(g->a, size_t, n) };
	if (pairs == NULL || people.at == NULL || keys.at == NULL)
		return arena_failed(g->a, e);
	struct rc done = engine_step(g, n, e);
	for (size_t i = 0; i < n && !failed(done); i++) {
		const struct case_review *r = &g->form->reviews[i];
		if (!is_left(g, w, r, it, fresh, independent))
			continue;
		done = numbers_give(&people, r->reader, &pairs[count].left, e);
		if (!failed(done))
			done = numbers_give(&keys, reading_said(r, SLICE("key")),
			    &pairs[count++].right, e);
	}
	size_t lefts = people.map.count, rights = keys.map.count;
	map_drop(&people.map);
	map_drop(&keys.map);
	TRY(done);
	return pairs_most(g, pairs, count, lefts, rights, out, e);
}

static struct rc
count_readers(struct engine *g, const struct reader_wish *w, const struct item *it,
    struct counted *out, struct err *e)
{
	*out = (struct counted){0};
	for (size_t i = 0; i < g->form->review_count; i++) {
		const struct case_review *r = &g->form->reviews[i];
		out->failed = out->failed || (is_about(g, r, it) &&
		    slice_eq(r->result, SLICE("fail")));
		out->all += counts(g, w, r, it);
	}
	if (out->all == 0)
		return engine_step(g, g->form->review_count, e);
	TRY(count_left(g, w, it, false, false, &out->all, e));
	TRY(count_left(g, w, it, true, false, &out->fresh, e));
	return count_left(g, w, it, true, w->independent, &out->independent, e);
}

/* Each demand is said where it is the one that too few readings are left after. */
struct rc
readers_check(struct engine *g, const struct reader_wish *w, const struct item *it,
    struct reasons *out, struct err *e)
{
	struct counted n;
	enum finding_id why = FINDING_NONE;
	TRY(count_readers(g, w, it, &n, e));
	if (n.all == 0)
		why = FINDING_REVIEW_MISSING;
	else if (n.all < w->at_least)
		why = FINDING_READERS_TOO_FEW;
	else if (n.fresh < w->at_least)
		why = FINDING_REVIEW_STALE;
	else if (n.independent < w->at_least)
		why = FINDING_READER_NOT_INDEPENDENT;
	if (why != FINDING_NONE)
		reasons_add(out, why, SLICE(""), it->id, SLICE(""));
	if (n.failed)
		reasons_add(out, FINDING_REVIEW_FAILED, SLICE(""), it->id, SLICE(""));
	return DONE;
}
