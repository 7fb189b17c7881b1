/* app/ops/ops_evidence_list.c - `assay evidence list`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/ops/ops_evidence.h"

#include <stdlib.h>

#include "app/evidence/mentioned.h"
#include "app/home/known.h"
#include "app/listing.h"
#include "base/map.h"

/* --- rows ------------------------------------------------------------------------------------- */

/* What the ledger says of it since: superseded, revoked, withdrawn, disputed; else in force. */
static struct rc
add_state(void *context, struct slice rel, uint64_t pos, struct err *e)
{
	struct slice *state = context;
	(void)pos;
	(void)e;
	if (slice_eq(rel, SLICE("supersedes")))
		*state = SLICE("superseded");
	else if (slice_eq(rel, SLICE("revokes")))
		*state = SLICE("revoked");
	return DONE;
}

/* What --mentions found; none is asked for without it. */
struct mentions { bool asked; struct mentioned *at; size_t count; };

static struct rc
evidence_value(struct home *h, const struct thing *t, uint64_t known, struct build *b,
    struct value *row, struct err *e)
{
	static const char *const members[] = { "kind", "name", "producer", "made", "received",
	    "valid_until", "holding", "intake", "owner" };
	struct value subjects = value_array();
	struct slice state = SLICE("in_force"), digest = evidence_digest(&t->event);
	TRY(store_link_each(h->store, t->row.key, (struct slice){0}, known, add_state, &state, e));
	value_put(b, row, "id", value_string(t->row.key));
	for (size_t i = 0; i < COUNT(members); i++) {
		const struct value *v = value_get(&t->event.data, slice_of(members[i]));
		value_put(b, row, members[i], v != NULL ? *v : value_null());
	}
	for (size_t i = 0; i < t->event.subject_count; i++)
		value_push(b, &subjects, value_string(t->event.subjects[i]));
	value_put(b, row, "state", value_string(state));
	value_put(b, row, "digest", value_string(digest.len > 0 ? digest : SLICE("")));
	value_put(b, row, "subjects", subjects);
	return DONE;
}

/* One row for each item; where mentions are asked for, one for each place that says something. */
static struct rc
evidence_rows(struct home *h, const struct thing *t, uint64_t known, const struct mentions *m,
    struct build *b, struct value *rows, struct err *e)
{
	for (size_t i = 0; i < (m->asked ? m->count : 1); i++) {
		struct value row = value_object();
		if (m->asked && (t->event.body_count == 0 ||
		    !slice_eq(m->at[i].digest, t->event.bodies[0].sha256)))
			continue;
		TRY(evidence_value(h, t, known, b, &row, e));
		if (m->asked) {
			value_put(b, &row, "place", value_string(m->at[i].place));
			value_put(b, &row, "fact", value_string(m->at[i].name));
			value_put(b, &row, "about", value_string(m->at[i].subject));
			value_put(b, &row, "says", m->at[i].value);
		}
		value_push(b, rows, row);
	}
	return DONE;
}

#define COLUMNS_BEFORE { "id", "id", 73 }, { "kind", "kind", 22 }, { "state", "state", 10 }
#define COLUMNS_BETWEEN { "made", "made", 0 }, { "valid_until", "valid until", 0 }, \
	{ "producer", "producer", 0 }, { "owner", "owner", 0 }
#define COLUMNS_BEHIND { "digest", "digest", 0 }, { "subjects", "subjects", 0 }

static struct rc
print_list(const struct op_call *call, const struct mentions *m, const struct value *rows,
    struct op_result *r)
{
	static const struct column columns[] = { COLUMNS_BEFORE, { "intake", "intake", 11 },
	    { "received", "received", 24 }, COLUMNS_BETWEEN, { "holding", "holding", 7 },
	    COLUMNS_BEHIND, { "name", "name", 20 } };
	static const struct column places[] = { COLUMNS_BEFORE, { "intake", "intake", 0 },
	    { "received", "received", 0 }, COLUMNS_BETWEEN, { "holding", "holding", 0 },
	    COLUMNS_BEHIND, { "about", "about", 0 }, { "says", "says", 0 }, { "fact", "fact", 12 },
	    { "name", "name", 28 }, { "place", "place", 20 } };
	if (!m->asked)
		return listing_print(call, r, "assay/evidence-list/1", "evidence", columns,
		    COUNT(columns), rows, NULL, "no evidence is recorded");
	return listing_print(call, r, "assay/evidence-list/1", "evidence", places, COUNT(places),
	    rows, NULL, "nothing that is kept here says anything about it");
}

static struct rc
find_mentions(const struct op_call *call, struct home *h, struct mentions *m, struct trouble *t)
{
	const char *text = op_value(call, "mentions", 0);
	m->asked = text != NULL;
	if (text == NULL)
		return DONE;
	if (*text == 0)
		return trouble_in(t, "--mentions", fail(&t->err, E_USAGE, 0, "expected a subject "
		    "or an identifier, e.g. asset:acme/ic-22#3127 or 3127"));
	return mentioned_find(h, slice_of(text), call->a, &m->at, &m->count, &t->err);
}

/* --- which items ------------------------------------------------------------------------------ */

struct items { struct thing *at; size_t count, cap; };

static int
by_position(const void *left, const void *right)
{
	const struct thing *a = left, *b = right;
	return (a->row.from_pos > b->row.from_pos) - (a->row.from_pos < b->row.from_pos);
}

static bool
is_about(const struct event *v, const char *subject)
{
	for (size_t i = 0; subject != NULL && i < v->subject_count; i++)
		if (slice_eq(v->subjects[i], slice_of(subject)))
			return true;
	return subject == NULL;
}

static struct rc
add_evidence_of(const struct op_call *call, struct home *h, struct slice digest, uint64_t known,
    struct items *out, struct err *e)
{
	struct thing *some;
	size_t count;
	TRY(state_about(h->store, digest, "body", "evidence", known, call->a, &some, &count, e));
	for (size_t i = 0; i < count; i++) {
		void *list = out->at;
		if (!is_about(&some[i].event, op_value(call, "for", 0)))
			continue;
		if (!arena_grow(call->a, &list, &out->cap, out->count, sizeof(struct thing)))
			return arena_failed(call->a, e);
		out->at = list;
		out->at[out->count++] = some[i];
	}
	return DONE;
}

/* The evidence of the bodies that say something, each body asked for once. */
static struct rc
list_mentioning(const struct op_call *call, struct home *h, const struct mentions *m,
    uint64_t known, struct items *out, struct err *e)
{
	struct map seen = map_init();
	struct rc done = DONE;
	for (size_t i = 0; i < m->count && !failed(done); i++) {
		if (map_has(&seen, m->at[i].digest))
			continue;
		done = map_put(&seen, m->at[i].digest, out, e);
		if (!failed(done))
			done = add_evidence_of(call, h, m->at[i].digest, known, out, e);
	}
	map_drop(&seen);
	if (out->count > 1)
		qsort(out->at, out->count, sizeof(struct thing), by_position);
	return done;
}

static struct rc
list_items(const struct op_call *call, struct home *h, const struct mentions *m, uint64_t known,
    struct items *out, struct err *e)
{
	const char *subject = op_value(call, "for", 0);
	if (m->asked)
		return list_mentioning(call, h, m, known, out, e);
	if (subject != NULL)
		return state_about(h->store, slice_of(subject), "about", "evidence", known,
		    call->a, &out->at, &out->count, e);
	return state_list(h->store, "evidence", known, call->a, &out->at, &out->count, e);
}

struct rc
op_evidence_list(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct value rows = value_array();
	struct mentions m = {0};
	struct items all = {0};
	uint64_t known;
	const char *kind = op_value(call, "kind", 0);
	struct err *e = &r->trouble.err;
	TRY(known_open(call, &h, &known, &r->trouble));
	TRY(find_mentions(call, &h, &m, &r->trouble));
	TRY(list_items(call, &h, &m, known, &all, e));
	for (size_t i = 0; i < all.count; i++)
		if (kind == NULL || slice_eq(event_text(&all.at[i].event, "kind"), slice_of(kind)))
			TRY(evidence_rows(&h, &all.at[i], known, &m, &b, &rows, e));
	TRY(build_end(&b, e));
	return print_list(call, &m, &rows, r);
}

