/* event/fold.c - what an event does to the state. See event/fold.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "event/event_int.h"
#include "event/fold_int.h"

const char *
fold_why_text(enum fold_why w)
{
	static const char *const texts[] = {
		[FOLD_FITS] = "fits", [FOLD_UNKNOWN_ACTOR] = "unknown actor",
		[FOLD_OTHER_KEY] = "another key than the registered one",
		[FOLD_BAD_SIGNATURE] = "bad signature", [FOLD_NOT_ENTITLED] = "not entitled",
		[FOLD_OWN_REQUEST] = "approves its own request", [FOLD_NOT_THERE] = "not there",
		[FOLD_ALREADY_THERE] = "already there", [FOLD_RESERVED] = "reserved",
	};
	if (w < FOLD_FITS || (size_t)w >= COUNT(texts))
		BUG("fold: why is out of range");
	return texts[w];
}

bool
fold_opens(enum event_type t, struct slice kind)
{
	static const struct { enum event_type type; struct slice kind; } more[] = {
		{ EVENT_STORE_CREATED, SLICE_INIT("actor") },
		{ EVENT_STORE_CREATED, SLICE_INIT("key") },
		{ EVENT_ACTOR_REGISTERED, SLICE_INIT("key") },
		{ EVENT_CRITERIA_PUBLISHED, SLICE_INIT("publication") },
		{ EVENT_DECISION_MADE, SLICE_INIT("condition") },
	};
	if (slice_eq(kind, SLICE("ignored")) || slice_eq(kind, slice_of(event_prefix(t))))
		return true;
	for (size_t i = 0; i < COUNT(more); i++)
		if (more[i].type == t && slice_eq(more[i].kind, kind))
			return true;
	return false;
}

/* --- the state before ------------------------------------------------------------------------- */

struct rc
fold_get(const struct fold_step *s, const char *kind, struct slice key, struct event *out,
    bool *found, struct err *e)
{
	uint64_t pos = 0;
	*found = false;
	return s->r->get(s->r->context, slice_of(kind), key, s->a, out, &pos, found, e);
}

struct rc
fold_ever(const struct fold_step *s, const char *kind, struct slice key, bool *found,
    struct err *e)
{
	*found = false;
	return s->r->ever(s->r->context, slice_of(kind), key, found, e);
}

/* The kind of row that a reference's target has under the same key. */
static struct rc
kind_of(struct slice id, struct arena *a, const char **kind, struct err *e)
{
	struct slice prefix = event_ref_prefix(id), text;
	if (slice_eq(prefix, SLICE("criteria"))) {
		*kind = "publication";
		return DONE;
	}
	if (!arena_format(a, &text, "%.*s", SLICE_FMT(prefix)))
		return arena_failed(a, e);
	*kind = (const char *)text.at;
	return DONE;
}

/* What the event refers to. Not there: it does not fit. */
static struct rc
look_up(struct fold_step *s, struct err *e)
{
	const struct event *v = s->v;
	s->things = ARENA_ARRAY(s->a, struct event, v->ref_count);
	if (s->things == NULL)
		return arena_failed(s->a, e);
	for (size_t i = 0; i < v->ref_count; i++) {
		const char *kind;
		bool found;
		if (slice_eq(v->refs[i].rel, SLICE("based_on")))
			continue;
		TRY(kind_of(v->refs[i].id, s->a, &kind, e));
		TRY(fold_get(s, kind, v->refs[i].id, &s->things[s->thing_count], &found, e));
		s->thing_count += found ? 1 : 0;
		s->fits = found ? s->fits : FOLD_NOT_THERE;
	}
	return DONE;
}

/* --- whether it fits, and what it ends -------------------------------------------------------- */

static void
add_end(struct fold_step *s, const char *kind, struct slice key)
{
	if (s->end_count == FOLD_ENDS_MAX)
		BUG("fold: more rows end than any event ends");
	s->ends[s->end_count].kind = slice_of(kind);
	s->ends[s->end_count++].key = key;
}

/* Ends the open row; must: there is one. */
static struct rc
end_row(struct fold_step *s, const char *kind, struct slice key, bool must, struct err *e)
{
	struct event unused;
	bool found;
	TRY(fold_get(s, kind, key, &unused, &found, e));
	if (found)
		add_end(s, kind, key);
	else if (must)
		s->fits = FOLD_NOT_THERE;
	return DONE;
}

/* No such row is open. What is not there at all cannot be there already. */
static struct rc
need_none(struct fold_step *s, const char *kind, struct slice key, struct err *e)
{
	struct event unused;
	bool found;
	TRY(fold_get(s, kind, key, &unused, &found, e));
	if (found && s->fits == FOLD_FITS)
		s->fits = FOLD_ALREADY_THERE;
	return DONE;
}

static struct rc
criteria_key(const struct event *v, struct arena *a, struct slice *out, struct err *e)
{
	struct slice left;
	return arena_join(a, event_text(v, "name"), SLICE("@"), &left) &&
	    arena_join(a, left, event_text(v, "version"), out) ? DONE : arena_failed(a, e);
}

static struct rc
responsibility_key(const struct event *v, struct arena *a, struct slice *out, struct err *e)
{
	struct slice duty = event_text(v, "duty"), stage = event_text(v, "stage"), left;
	return arena_join(a, duty, SLICE("|"), &left) && arena_join(a, left, stage, &left) &&
	    arena_join(a, left, SLICE("|"), &left) && arena_join(a, left, v->subjects[0], out) ?
	    DONE : arena_failed(a, e);
}

static struct rc
fit_criteria(struct fold_step *s, struct err *e)
{
	struct slice key;
	bool found;
	if (s->v->type == EVENT_CRITERIA_PUBLISHED) {
		TRY(criteria_key(s->v, s->a, &key, e));
		TRY(fold_ever(s, "criteria", key, &found, e));
		s->fits = found ? FOLD_ALREADY_THERE : s->fits;
	} else if (s->thing_count > 0) {
		TRY(criteria_key(&s->things[0], s->a, &key, e));
		add_end(s, "publication", event_ref_of(s->v, "revokes"));
		add_end(s, "criteria", key);
	}
	return DONE;
}

static struct rc
fit_responsibility(struct fold_step *s, struct err *e)
{
	struct slice key;
	TRY(responsibility_key(s->v, s->a, &key, e));
	return end_row(s, "responsibility", key, event_text(s->v, "party").len == 0, e);
}

static struct rc
fit(struct fold_step *s, struct err *e)
{
	const struct event *v = s->v;
	switch (v->type) {
	case EVENT_STORE_CREATED:
		s->fits = s->pos > 0 ? FOLD_ALREADY_THERE : s->fits;
		return DONE;
	case EVENT_ACTOR_REGISTERED:
	case EVENT_ACTOR_ENDED:
		return end_row(s, "actor", event_text(v, "actor"), v->type == EVENT_ACTOR_ENDED,
		    e);
	case EVENT_ROLE_ENDED:
		return end_row(s, "role", event_ref_of(v, "revokes"), true, e);
	case EVENT_SUBJECT_REGISTERED:
		return need_none(s, "subject", v->subjects[0], e);
	case EVENT_SUBJECT_CHANGED:
		return end_row(s, "subject", v->subjects[0], true, e);
	case EVENT_RESPONSIBILITY_SET:
	case EVENT_RESPONSIBILITY_SET_2:
		return fit_responsibility(s, e);
	case EVENT_ANCHOR_ENDED:
		return need_none(s, "end", event_ref_of(v, "about"), e);
	case EVENT_CATALOGUE_ADOPTED:
		return end_row(s, "catalogue", event_text(v, "name"), false, e);
	case EVENT_CRITERIA_PUBLISHED:
	case EVENT_CRITERIA_WITHDRAWN:
		return fit_criteria(s, e);
	case EVENT_EXCEPTION_APPROVED:
		return need_none(s, "approval", event_ref_of(v, "about"), e);
	case EVENT_EXCEPTION_REVOKED:
		TRY(end_row(s, "exception", event_ref_of(v, "revokes"), true, e));
		return end_row(s, "approval", event_ref_of(v, "revokes"), false, e);
	case EVENT_CONDITION_SATISFIED:
		return need_none(s, "closure", event_ref_of(v, "satisfies"), e);
	case EVENT_CLOCK_STARTED:
		return slice_is_null(event_ref_of(v, "about")) ? DONE :
		    end_row(s, "clock", event_ref_of(v, "about"), true, e);
	default:
		return DONE;
	}
}

static struct rc
judge(struct fold_step *s, enum fold_why *why, struct err *e)
{
	*why = FOLD_RESERVED;
	if (s->v->type == EVENT_BODY_DISPOSED)
		return DONE;
	TRY(fold_actor(s, why, e));
	if (*why != FOLD_FITS)
		return DONE;
	TRY(look_up(s, e));
	TRY(fit(s, e));
	TRY(fold_entitled(s, why, e));
	if (*why == FOLD_FITS)
		*why = s->fits;
	return DONE;
}

/* --- what it opens ---------------------------------------------------------------------------- */

struct opening {
	const struct fold_step	*s;
	const struct fold_sink	*to;
	struct slice		 name;		/* of the thing; null where there is none */
};

/* A row, and what it is about. */
static struct rc
open_row(const struct opening *o, const char *kind, struct slice key, struct err *e)
{
	const struct event *v = o->s->v;
	const struct fold_row row = { slice_of(kind), key, o->s->pos };
	TRY(o->to->open(o->to->context, &row, e));
	for (size_t i = 0; i < v->subject_count; i++)
		TRY(o->to->subject(o->to->context, v->subjects[i], "about", &row, e));
	TRY(o->to->subject(o->to->context, v->actor, "actor", &row, e));
	for (size_t i = 0; i < v->body_count; i++)
		TRY(o->to->subject(o->to->context, v->bodies[i].sha256, "body", &row, e));
	if (v->type == EVENT_ROLE_GRANTED)
		TRY(o->to->subject(o->to->context, event_text(v, "actor"), "granted", &row, e));
	return DONE;
}

/* The actor, and its key once and for ever. */
static struct rc
open_actor(const struct opening *o, struct slice actor, const char *key_member, struct err *e)
{
	struct slice id, row;
	bool found;
	TRY(open_row(o, "actor", actor, e));
	TRY(fold_key_id(o->s->v, key_member, o->s->a, &id, e));
	TRY(fold_key_row(o->s->a, actor, id, &row, e));
	TRY(fold_ever(o->s, "key", row, &found, e));
	return found ? DONE : open_row(o, "key", row, e);
}

static struct rc
open_decision(const struct opening *o, struct err *e)
{
	const struct value *list = value_get(&o->s->v->data, SLICE("conditions"));
	struct slice hex = slice_sub(o->name, slice_find(o->name, SLICE(":"), 0), o->name.len), key;
	TRY(open_row(o, "decision", o->name, e));
	for (size_t i = 0; list != NULL && i < list->count; i++) {
		if (!arena_format(o->s->a, &key, "condition%.*s#%zu", SLICE_FMT(hex), i + 1))
			return arena_failed(o->s->a, e);
		TRY(open_row(o, "condition", key, e));
	}
	return DONE;
}

static struct rc
open_criteria(const struct opening *o, struct err *e)
{
	struct slice key;
	TRY(criteria_key(o->s->v, o->s->a, &key, e));
	TRY(open_row(o, "criteria", key, e));
	return open_row(o, "publication", o->name, e);
}

static struct rc
open_responsibility(const struct opening *o, struct err *e)
{
	struct slice key;
	if (event_text(o->s->v, "party").len == 0)
		return DONE;
	TRY(responsibility_key(o->s->v, o->s->a, &key, e));
	return open_row(o, "responsibility", key, e);
}

static struct rc
open_rows(const struct opening *o, struct err *e)
{
	const struct event *v = o->s->v;
	switch (v->type) {
	case EVENT_STORE_CREATED:
		TRY(open_row(o, "store", SLICE("store"), e));
		return open_actor(o, v->actor, "actor_key", e);
	case EVENT_ACTOR_REGISTERED:
		return open_actor(o, event_text(v, "actor"), "key", e);
	case EVENT_SUBJECT_REGISTERED:
	case EVENT_SUBJECT_CHANGED:
		return open_row(o, "subject", v->subjects[0], e);
	case EVENT_RESPONSIBILITY_SET:
	case EVENT_RESPONSIBILITY_SET_2:
		return open_responsibility(o, e);
	case EVENT_ANCHOR_ENDED:
		return open_row(o, "end", event_ref_of(v, "about"), e);
	case EVENT_CATALOGUE_ADOPTED:
		return open_row(o, "catalogue", event_text(v, "name"), e);
	case EVENT_CRITERIA_PUBLISHED:
		return open_criteria(o, e);
	case EVENT_EXCEPTION_APPROVED:
		return open_row(o, "approval", event_ref_of(v, "about"), e);
	case EVENT_DECISION_MADE:
		return open_decision(o, e);
	case EVENT_CONDITION_SATISFIED:
		return open_row(o, "closure", event_ref_of(v, "satisfies"), e);
	case EVENT_CLOCK_STARTED:
		return open_row(o, "clock", slice_is_null(event_ref_of(v, "about")) ? o->name :
		    event_ref_of(v, "about"), e);
	default:
		return slice_is_null(o->name) ? DONE : open_row(o, event_prefix(v->type), o->name,
		    e);
	}
}

/* --- the fold --------------------------------------------------------------------------------- */

static struct rc
apply(const struct fold_step *s, const struct digest *id, const struct fold_sink *to,
    struct err *e)
{
	const struct event *v = s->v;
	struct opening o = { .s = s, .to = to };
	if (event_prefix(v->type)[0] != '\0')
		TRY(event_name(v->type, id, s->a, &o.name, e));
	for (size_t i = 0; i < s->end_count; i++)
		TRY(to->end(to->context, s->ends[i].kind, s->ends[i].key, s->pos, e));
	TRY(open_rows(&o, e));
	for (size_t i = 0; i < v->ref_count; i++)
		TRY(to->link(to->context, v->refs[i].id, v->refs[i].rel, s->pos, e));
	return DONE;
}

static struct rc
ignore(const struct fold_step *s, const struct digest *id, const struct fold_sink *to,
    struct err *e)
{
	char text[DIGEST_TEXT_BYTES];
	struct fold_row row = { .kind = SLICE("ignored"), .from_pos = s->pos };
	digest_show(id, text);
	if (!arena_format(s->a, &row.key, "ignored:%.64s", text + DIGEST_TEXT_BYTES - 64))
		return arena_failed(s->a, e);
	return to->open(to->context, &row, e);
}

struct rc
fold_event(const struct event *v, const struct digest *id, uint64_t pos, struct slice key_id,
    bool signature_good, const struct fold_reader *r, const struct fold_sink *s, struct arena *a,
    enum fold_why *why, struct err *e)
{
	struct fold_step step = { .v = v, .pos = pos, .key_id = key_id,
	    .signature_good = signature_good, .r = r, .a = a };
	TRY(judge(&step, why, e));
	return *why == FOLD_FITS ? apply(&step, id, s, e) : ignore(&step, id, s, e);
}

struct rc
fold_check(const struct event *v, uint64_t pos, struct slice key_id, const struct fold_reader *r,
    struct arena *a, enum fold_why *why, struct err *e)
{
	struct fold_step step = { .v = v, .pos = pos, .key_id = key_id, .signature_good = true,
	    .r = r, .a = a };
	return judge(&step, why, e);
}
