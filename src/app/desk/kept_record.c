/* app/desk/kept_record.c - records that are kept about a subject. See app/desk/kept_record.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/kept_record.h"

#include "app/decision/assess.h"
#include "app/evidence/item_states.h"
#include "base/file.h"
#include "base/limits.h"
#include "codec/json.h"
#include "event/event.h"
#include "fact/item_standing.h"
#include "format/intoto.h"
#include "record/openeox.h"
#include "record/record.h"
#include "result/test_result.h"
#include "trust/dsse.h"

/* What cannot be read is left out; what there was no memory for is not. */
static struct rc
unread(const struct err *why, struct err *e)
{
	return why->code == E_NOMEM ? fail(e, why->code, why->at, why->what) : DONE;
}

/* The statement of these bytes: bare, or in an envelope; null where it is neither. */
static struct rc
find_statement(struct slice bytes, struct arena *a, const struct value **out, struct err *e)
{
	struct value *doc = ARENA_NEW(a, struct value);
	struct dsse *d;
	struct err why = {0};
	*out = NULL;
	if (doc == NULL)
		return arena_failed(a, e);
	if (failed(json_tree(bytes, STATEMENT_BYTES_MAX * 2, a, doc, &why)))
		return unread(&why, e);
	if (value_get(doc, SLICE("payloadType")) == NULL) {
		*out = doc;
		return DONE;
	}
	if (failed(dsse_decode(doc, a, &d, &why)))
		return unread(&why, e);
	struct value *inner = ARENA_NEW(a, struct value);
	if (inner == NULL)
		return arena_failed(a, e);
	if (failed(json_tree(d->payload.bytes, STATEMENT_BYTES_MAX * 2, a, inner, &why)))
		return unread(&why, e);
	*out = inner;
	return DONE;
}

/* Its predicate where the reader of the kind takes all of it; else null: whoever looks a member up
 * may rely on what the kind says of it. */
static struct rc
find_predicate(const struct value *doc, struct slice kind, struct arena *a,
    const struct value **out, struct err *e)
{
	struct intoto_statement s;
	struct reading r = reading_init(a);
	struct err why = {0};
	*out = NULL;
	if (doc == NULL)
		return DONE;
	if (failed(intoto_decode(doc, a, &s, &why)))
		return unread(&why, e);
	if (!record_handles(s.predicate_type))
		return DONE;
	if (failed(record_read(&s, &r, &why)))
		return unread(&why, e);
	TRY(reading_end(&r, e));
	if (slice_eq(r.kind, kind))
		*out = s.predicate;
	return DONE;
}

/* The record that an OpenEoX document makes; null where this is none. */
static struct rc
find_openeox(const struct value *doc, struct slice kind, struct arena *a,
    const struct value **out, struct err *e)
{
	struct build b = { .a = a };
	struct openeox x;
	struct err why = {0};
	*out = NULL;
	if (doc == NULL || !openeox_looks_like(doc) || !slice_eq(kind, SLICE("eol_statement")))
		return DONE;
	if (failed(openeox_decode(doc, &x, &why)))
		return unread(&why, e);
	struct value *p = ARENA_NEW(a, struct value);
	if (p == NULL)
		return arena_failed(a, e);
	*p = openeox_predicate(&x, &b);
	*out = p;
	return build_end(&b, e);
}

/* What was malformed when it came, or carried a broken signature, says nothing; what is larger is
 * no statement. */
static bool
is_sound(const struct event *v)
{
	struct slice intake = event_text(v, "intake");
	return v->body_count > 0 && v->bodies[0].size_bytes <= STATEMENT_BYTES_MAX * 2 &&
	    !slice_eq(intake, SLICE("malformed")) &&
	    !slice_eq(intake, SLICE("quarantined"));
}

/* Its statement, where it is sound and has one; else null. */
static struct rc
kept_statement(struct home *h, const struct thing *t, struct arena *a, const struct value **doc,
    struct err *e)
{
	struct intake_kept kept;
	*doc = NULL;
	if (!is_sound(&t->event))
		return DONE;
	TRY(evidence_kept(h, t, a, &kept, e));
	if (slice_is_null(kept.bytes))
		TRY(file_read_small(kept.file, STATEMENT_BYTES_MAX * 2, a, &kept.bytes, e));
	return find_statement(kept.bytes, a, doc, e);
}

struct rc
kept_reading(struct home *h, const struct thing *t, struct arena *a, struct reading *r,
    bool *found, struct err *e)
{
	struct intoto_statement s;
	struct err why = {0};
	const struct value *doc;
	*found = false;
	TRY(kept_statement(h, t, a, &doc, e));
	if (doc == NULL)
		return DONE;
	if (failed(intoto_decode(doc, a, &s, &why)))
		return unread(&why, e);
	bool record = record_handles(s.predicate_type);
	if (!record && !test_result_handles(s.predicate_type))
		return DONE;
	if (failed(record ? record_read(&s, r, &why) : test_result_read(&s, r, &why)))
		return unread(&why, e);
	*found = true;
	return reading_end(r, e);
}

struct rc
kept_record_read(struct home *h, const struct thing *t, struct arena *a, struct kept_record *out,
    bool *found, struct err *e)
{
	const struct value *doc, *p;
	*found = false;
	TRY(kept_statement(h, t, a, &doc, e));
	TRY(find_openeox(doc, event_text(&t->event, "kind"), a, &p, e));
	if (p == NULL)
		TRY(find_predicate(doc, event_text(&t->event, "kind"), a, &p, e));
	if (p == NULL)
		return DONE;
	*found = true;
	*out = (struct kept_record){ t->row.key, t->event.bodies[0].sha256, *t, *p };
	return DONE;
}

struct rc
kept_thing_is_ended(struct home *h, const struct thing *t, uint64_t known, int64_t at_ms,
    struct arena *a, bool *ended, struct err *e)
{
	struct item_state *states;
	size_t count;
	TRY(item_states_of(h->store, t, known, a, &states, &count, e));
	*ended = item_state_at(states, count, at_ms) != NULL;
	return DONE;
}

struct rc
kept_records(struct home *h, struct slice subject, const char *kind, uint64_t known,
    int64_t at_ms, struct arena *a, struct kept_record **out, size_t *count, struct err *e)
{
	struct thing *all;
	size_t n;
	*count = 0;
	TRY(state_about(h->store, subject, "about", "evidence", known, a, &all, &n, e));
	*out = ARENA_ARRAY(a, struct kept_record, n);
	if (*out == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < n; i++) {
		bool found, ended;
		if (!slice_eq(event_text(&all[i].event, "kind"), slice_of(kind)))
			continue;
		TRY(kept_thing_is_ended(h, &all[i], known, at_ms, a, &ended, e));
		if (ended)
			continue;
		TRY(kept_record_read(h, &all[i], a, &(*out)[*count], &found, e));
		*count += found;
	}
	return DONE;
}

/* --- of every subject ------------------------------------------------------------------------- */

/* Keys of the evidence of one kind: all else of a home is not held at once. */
struct finding_keys {
	struct arena	*a;
	const char	*kind;
	struct slice	*keys;
	size_t		 count, cap;
};

static struct rc
find_key(void *context, const struct thing *t, struct arena *a, struct err *e)
{
	struct finding_keys *g = context;
	void *list = g->keys;
	(void)a;
	if (!slice_eq(event_text(&t->event, "kind"), slice_of(g->kind)))
		return DONE;
	if (!arena_grow(g->a, &list, &g->cap, g->count, sizeof(struct slice)))
		return arena_failed(g->a, e);
	g->keys = list;
	return arena_copy(g->a, t->row.key, &g->keys[g->count++]) ? DONE :
	    arena_failed(g->a, e);
}

struct rc
kept_things(struct home *h, const char *kind, uint64_t known, int64_t at_ms, struct arena *a,
    struct thing **out, size_t *count, struct err *e)
{
	struct finding_keys g = { .a = a, .kind = kind };
	*count = 0;
	TRY(state_each(h->store, "evidence", known, find_key, &g, e));
	*out = ARENA_ARRAY(a, struct thing, g.count);
	if (*out == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < g.count; i++) {
		bool found, ended = false;
		struct thing *t = &(*out)[*count];
		TRY(state_get(h->store, "evidence", g.keys[i], known, a, t, &found, e));
		if (found)
			TRY(kept_thing_is_ended(h, t, known, at_ms, a, &ended, e));
		*count += found && !ended;
	}
	return DONE;
}

struct rc
kept_records_all(struct home *h, const char *kind, uint64_t known, int64_t at_ms,
    struct arena *a, struct kept_record **out, size_t *count, struct err *e)
{
	struct thing *all;
	size_t n;
	*count = 0;
	TRY(kept_things(h, kind, known, at_ms, a, &all, &n, e));
	*out = ARENA_ARRAY(a, struct kept_record, n);
	if (*out == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < n; i++) {
		bool found;
		TRY(kept_record_read(h, &all[i], a, &(*out)[*count], &found, e));
		*count += found;
	}
	return DONE;
}

struct slice
kept_text(const struct kept_record *r, const char *member)
{
	struct slice text = value_text(value_get(&r->predicate, slice_of(member)));
	return slice_is_null(text) ? SLICE("") : text;
}

int64_t
kept_instant(const struct kept_record *r, const char *member, enum time_edge edge)
{
	struct slice text = kept_text(r, member);
	int64_t ms;
	return text.len > 0 && !failed(time_parse(text, edge, &ms, NULL)) ? ms : TIME_UNKNOWN;
}
