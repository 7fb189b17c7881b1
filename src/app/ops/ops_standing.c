/* app/ops/ops_standing.c - `assay evidence supersede` and `revoke`: what holds no longer.
 * See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/event_words.h"
#include "app/home/linked.h"
#include "app/home/single.h"

/* Steps from an item to what took its place, and on. */
#define CHAIN_MAX 1000

static void
add_subjects(struct draft *d, const struct thing *evidence)
{
	for (size_t i = 0; i < evidence->event.subject_count; i++)
		draft_subject(d, evidence->event.subjects[i]);
}

/* The same of the same evidence, by the same actor: no second one is written. */
static struct rc
find_same(struct single *x, struct slice evidence, const char *rel, enum event_type type,
    const struct draft *d)
{
	struct thing *all;
	size_t count;
	TRY(linked_events(x->g.h.store, evidence, rel, type, STORE_OPEN, &x->g.h.a, &all, &count,
	    &x->g.r->trouble.err));
	for (size_t i = 0; i < count && !x->existed; i++)
		TRY(single_same(x, &all[i].event, all[i].row.key, d));
	return DONE;
}

/* --- supersede -------------------------------------------------------------------------------- */

/* An item and those that took its place; a list that grows while it is walked. */
struct chain { struct slice at[CHAIN_MAX]; size_t count; };

static bool
chain_has(const struct chain *c, struct slice id)
{
	for (size_t i = 0; i < c->count; i++)
		if (slice_eq(c->at[i], id))
			return true;
	return false;
}

/* Nothing may take the place of what has taken its own: both would be out, each for the other. */
static struct rc
check_circle(struct single *x, struct slice old, struct slice new)
{
	struct err *e = &x->g.r->trouble.err;
	struct chain *c = ARENA_NEW(&x->g.h.a, struct chain);
	if (c == NULL)
		return arena_failed(&x->g.h.a, e);
	c->at[c->count++] = new;
	for (size_t i = 0; i < c->count; i++) {
		struct thing *all;
		size_t count;
		TRY(linked_events(x->g.h.store, c->at[i], "supersedes", EVENT_EVIDENCE_SUPERSEDED,
		    STORE_OPEN, &x->g.h.a, &all, &count, e));
		for (size_t k = 0; k < count; k++) {
			struct slice next = event_ref_of(&all[k].event, "about");
			if (!chain_has(c, next) && c->count == CHAIN_MAX)
				return fail(e, E_LIMIT, 0, "more than 1,000 items that took each "
				    "other's place");
			if (!chain_has(c, next))
				c->at[c->count++] = next;
		}
	}
	if (!chain_has(c, old))
		return DONE;
	return trouble_in(&x->g.r->trouble, op_value(x->g.call, "by", 0), fail(e, E_USAGE, 0,
	    slice_eq(old, new) ? "nothing takes its own place" :
	    "this was superseded, in the end, by what it should take the place of"));
}

static struct rc
note_kinds(struct single *x, const struct thing *old, const struct thing *new)
{
	struct slice was = event_text(&old->event, "kind"), is = event_text(&new->event, "kind");
	if (slice_eq(was, is))
		return DONE;
	return arena_format(&x->g.h.a, &x->note, "what takes its place is of another kind: %.*s, "
	    "not %.*s", SLICE_FMT(is), SLICE_FMT(was)) ? DONE : arena_failed(&x->g.h.a,
	    &x->g.r->trouble.err);
}

static struct rc
compose_supersession(struct single *x, void *context, struct draft *d)
{
	struct thing old, new;
	struct slice by, reason;
	(void)context;
	TRY(single_need(x, "by", "expected the evidence that takes its place", &by));
	TRY(single_need(x, "reason", "expected why it takes its place", &reason));
	TRY(single_thing(x, op_value(x->g.call, "ID", 0), "evidence", &old));
	TRY(single_thing(x, op_value(x->g.call, "by", 0), "evidence", &new));
	TRY(check_circle(x, old.row.key, new.row.key));
	TRY(note_kinds(x, &old, &new));
	x->about = old.row.key;
	*d = draft_init(EVENT_EVIDENCE_SUPERSEDED, &x->g.h.a);
	add_subjects(d, &old);
	draft_ref(d, "supersedes", old.row.key);
	draft_ref(d, "about", new.row.key);
	draft_text(d, "reason", reason);
	return find_same(x, old.row.key, "supersedes", EVENT_EVIDENCE_SUPERSEDED, d);
}

struct rc
op_evidence_supersede(const struct op_call *call, struct op_result *r)
{
	AUTO(single) x = {0};
	TRY(single_run(call, r, &x, compose_supersession, NULL));
	return single_say(&x, "assay/evidence-supersede/1", "evidence");
}

/* --- revoke ----------------------------------------------------------------------------------- */

static struct rc
compose_revocation(struct single *x, void *context, struct draft *d)
{
	struct thing evidence;
	struct slice state, reason;
	int64_t from = TIME_UNKNOWN;
	struct trouble *t = &x->g.r->trouble;
	const char *given = op_value(x->g.call, "from", 0);
	(void)context;
	TRY(single_word(x, "state", "revoked withdrawn disputed",
	    "expected revoked, withdrawn or disputed", NULL, &state));
	TRY(single_need(x, "reason", "expected why it no longer holds", &reason));
	if (given != NULL)
		TRY(trouble_in(t, given, words_instant(slice_of(given), TIME_BEGINNING, &from,
		    &t->err)));
	TRY(single_thing(x, op_value(x->g.call, "ID", 0), "evidence", &evidence));
	x->about = evidence.row.key;
	*d = draft_init(EVENT_EVIDENCE_REVOKED, &x->g.h.a);
	add_subjects(d, &evidence);
	draft_ref(d, "revokes", evidence.row.key);
	TRY(single_ground(x, d));
	draft_text(d, "state", state);
	draft_instant(d, "from", from != TIME_UNKNOWN ? from : x->g.w.now_ms);
	draft_text(d, "reason", reason);
	return find_same(x, evidence.row.key, "revokes", EVENT_EVIDENCE_REVOKED, d);
}

struct rc
op_evidence_revoke(const struct op_call *call, struct op_result *r)
{
	AUTO(single) x = {0};
	TRY(single_run(call, r, &x, compose_revocation, NULL));
	return single_say(&x, "assay/evidence-revoke/1", "evidence");
}
