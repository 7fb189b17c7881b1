/* app/evidence/item_states.c - item ids, and what was said of an item. See
 * app/evidence/item_states.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/evidence/item_states.h"

#include "app/home/linked.h"

struct slice
item_id_of(const struct thing *evidence)
{
	const struct event *v = &evidence->event;
	struct slice held = value_text(value_get(value_get(&v->data, SLICE("held")),
	    SLICE("digest")));
	if (v->body_count > 0)
		return v->bodies[0].sha256;
	return held.len > 0 ? held : evidence->row.key;
}

struct rc
item_id_find(struct store *s, struct slice evidence, uint64_t known, struct arena *a,
    struct slice *out, bool *found, struct err *e)
{
	struct thing t;
	TRY(state_get(s, "evidence", evidence, known, a, &t, found, e));
	if (*found)
		*out = item_id_of(&t);
	return DONE;
}

/* The item on which a revocation is based. What it names need not be there: nothing asks for that
 * when it is recorded. */
static struct rc
find_ground(struct store *s, const struct event *v, uint64_t known, struct arena *a,
    struct slice *by, struct err *e)
{
	bool found = false;
	for (size_t i = 0; i < v->ref_count && !found; i++)
		if (slice_eq(v->refs[i].rel, SLICE("based_on")))
			TRY(item_id_find(s, v->refs[i].id, known, a, by, &found, e));
	return DONE;
}

static struct rc
superseded_by(struct store *s, const struct thing *state, uint64_t known, struct arena *a,
    struct item_state *out, struct err *e)
{
	bool found;
	out->state = SLICE("superseded");
	out->at_ms = state->event.at_ms;
	TRY(item_id_find(s, event_ref_of(&state->event, "about"), known, a, &out->by, &found, e));
	return found ? DONE : fail(e, E_VERIFY, state->row.from_pos,
	    "what takes the place of evidence is not there; `assay fsck` says more");
}

struct rc
item_states_of(struct store *s, const struct thing *evidence, uint64_t known, struct arena *a,
    struct item_state **out, size_t *count, struct err *e)
{
	struct thing *older, *revoked;
	size_t older_count, revoked_count, n = 0;
	TRY(linked_events(s, evidence->row.key, "supersedes", EVENT_EVIDENCE_SUPERSEDED, known, a,
	    &older, &older_count, e));
	TRY(linked_events(s, evidence->row.key, "revokes", EVENT_EVIDENCE_REVOKED, known, a,
	    &revoked, &revoked_count, e));
	*out = ARENA_ARRAY(a, struct item_state, older_count + revoked_count + 1);
	if (*out == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < older_count; i++)
		TRY(superseded_by(s, &older[i], known, a, &(*out)[n++], e));
	for (size_t i = 0; i < revoked_count; i++) {
		struct item_state *o = &(*out)[n++];
		o->state = event_text(&revoked[i].event, "state");
		o->at_ms = event_instant(&revoked[i].event, "from");
		o->by = item_id_of(evidence);
		TRY(find_ground(s, &revoked[i].event, known, a, &o->by, e));
	}
	*count = n;
	return DONE;
}
