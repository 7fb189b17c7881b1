/* event/fold_rights.c - whether an actor had the right to an event at its position.
 * See event/fold.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/base64.h"
#include "event/fold_int.h"
#include "subject/subject.h"

/* --- scope ------------------------------------------------------------------------------------ */

static bool
is_part_of_product(const struct subject *s)
{
	return s->kind == SUBJECT_RELEASE || s->kind == SUBJECT_ASSET ||
	    s->kind == SUBJECT_CONFIGURATION;
}

static bool
covers(struct slice whole, const struct subject *part)
{
	struct subject w;
	if (slice_eq(whole, part->text))
		return true;
	if (failed(subject_parse(whole, &w, NULL)) || part->kind == SUBJECT_PURL ||
	    !slice_eq(w.org, part->org))
		return false;
	return w.kind == SUBJECT_PARTY || (w.kind == SUBJECT_PRODUCT &&
	    is_part_of_product(part) && slice_eq(w.name, part->name));
}

bool
fold_scope_covers(const struct slice *scope, size_t count, struct slice subject)
{
	struct subject part;
	if (count == 0)
		return true;
	if (failed(subject_parse(subject, &part, NULL)))
		return false;
	for (size_t i = 0; i < count; i++)
		if (covers(scope[i], &part))
			return true;
	return false;
}

/* --- the actor and its key -------------------------------------------------------------------- */

struct rc
fold_key_row(struct arena *a, struct slice actor, struct slice key_id, struct slice *out,
    struct err *e)
{
	struct slice left;
	return arena_join(a, actor, SLICE("|"), &left) && arena_join(a, left, key_id, out) ? DONE :
	    arena_failed(a, e);
}

struct rc
fold_key_id(const struct event *v, const char *member, struct arena *a, struct slice *out,
    struct err *e)
{
	struct slice spki;
	struct digest d;
	TRY(base64_decode(event_text(v, member), BASE64_STANDARD, a, &spki, e));
	TRY(digest_of(spki, &d, e));
	return digest_text(a, &d, out) ? DONE : arena_failed(a, e);
}

/* The event that made it an actor, and the member of it that holds its key: the event itself,
 * when it begins the log. */
static struct rc
find_actor(const struct fold_step *s, struct event *out, bool *found, struct err *e)
{
	if (s->v->type == EVENT_STORE_CREATED && s->pos == 0) {
		*out = *s->v;
		*found = true;
		return DONE;
	}
	return fold_get(s, "actor", s->v->actor, out, found, e);
}

struct rc
fold_actor(const struct fold_step *s, enum fold_why *why, struct err *e)
{
	struct event made = {0};
	struct slice id;
	bool found = false;
	*why = FOLD_UNKNOWN_ACTOR;
	TRY(find_actor(s, &made, &found, e));
	if (!found)
		return DONE;
	TRY(fold_key_id(&made, made.type == EVENT_STORE_CREATED ? "actor_key" : "key", s->a, &id,
	    e));
	*why = !slice_eq(id, s->key_id) ? FOLD_OTHER_KEY :
	    !s->signature_good ? FOLD_BAD_SIGNATURE : FOLD_FITS;
	return DONE;
}

/* --- roles ------------------------------------------------------------------------------------ */

/* What is asked of the grants of one actor, and the answer. */
struct question { const struct fold_step *s; unsigned roles; bool granted; };

static bool
in_force(const struct event *grant, int64_t at_ms)
{
	int64_t from = event_instant(grant, "from"), until = event_instant(grant, "until");
	return (from == TIME_UNKNOWN || from <= at_ms) &&
	    (until == TIME_UNKNOWN || until >= at_ms);
}

static const struct value *
scope_of(const struct event *v)
{
	const struct value *scope = value_get(&v->data, SLICE("scope"));
	if (scope == NULL || scope->kind != VALUE_ARRAY)
		BUG("fold: a grant without a scope");
	return scope;
}

static bool
covers_all(const struct slice *scope, size_t count, const struct event *v)
{
	for (size_t i = 0; i < v->subject_count; i++)
		if (!fold_scope_covers(scope, count, v->subjects[i]))
			return false;
	return true;
}

static bool
covers_list(const struct slice *scope, size_t count, const struct value *list)
{
	for (size_t i = 0; i < list->count; i++)
		if (!fold_scope_covers(scope, count, list->items[i].text))
			return false;
	return true;
}

/* A limited role hands on no more than it has, neither to actors nor to anchors, and binds
 * evidence to nothing else. An empty scope is everything; an empty binding is none. */
static bool
covers_given(const struct slice *scope, size_t count, const struct event *v)
{
	const struct value *bound = value_get(&v->data, SLICE("bound_to"));
	if (v->type == EVENT_EVIDENCE_ADDED)
		return bound == NULL || covers_list(scope, count, bound);
	if (v->type != EVENT_ROLE_GRANTED && v->type != EVENT_ANCHOR_ADDED)
		return true;
	return scope_of(v)->count > 0 && covers_list(scope, count, scope_of(v));
}

/* An event about nothing is for those alone whose role is not limited. */
static bool
covers_event(const struct slice *scope, size_t count, const struct fold_step *s)
{
	size_t about = s->v->subject_count;
	if (count == 0)
		return true;
	for (size_t i = 0; i < s->thing_count; i++) {
		about += s->things[i].subject_count;
		if (!covers_all(scope, count, &s->things[i]))
			return false;
	}
	return covers_all(scope, count, s->v) && covers_given(scope, count, s->v) &&
	    (about > 0 || s->v->type == EVENT_ANCHOR_ADDED);
}

static struct rc
look_at_grant(void *sink, const struct event *grant, struct err *e)
{
	struct question *q = sink;
	enum role r = role_find(event_text(grant, "role"));
	const struct value *list = scope_of(grant);
	if (q->granted || r == 0 || (q->roles & 1u << r) == 0 ||
	    !in_force(grant, q->s->v->at_ms))
		return DONE;
	struct slice *scope = ARENA_ARRAY(q->s->a, struct slice, list->count);
	if (scope == NULL)
		return arena_failed(q->s->a, e);
	for (size_t i = 0; i < list->count; i++)
		scope[i] = list->items[i].text;
	q->granted = covers_event(scope, list->count, q->s);
	return DONE;
}

static struct rc
has_role(const struct fold_step *s, struct slice actor, unsigned roles, bool *granted,
    struct err *e)
{
	struct question q = { s, roles, false };
	TRY(s->r->roles(s->r->context, actor, s->a, look_at_grant, &q, e));
	*granted = q.granted;
	return DONE;
}

/* --- rules of their own ----------------------------------------------------------------------- */

/* The first positions, in which whoever made the store gives itself its roles. */
static struct rc
is_founding(const struct fold_step *s, bool *founding, struct err *e)
{
	struct event store = {0};
	bool found = false;
	*founding = false;
	if (s->v->type != EVENT_ROLE_GRANTED || s->pos >= FOUNDING_MAX ||
	    !slice_eq(event_text(s->v, "actor"), s->v->actor))
		return DONE;
	TRY(fold_get(s, "store", SLICE("store"), &store, &found, e));
	*founding = found && slice_eq(store.actor, s->v->actor);
	return DONE;
}

/* By the actor who asked for it, or by a key that he has or had. */
static struct rc
is_own_request(const struct fold_step *s, bool *own, struct err *e)
{
	struct slice row;
	*own = false;
	for (size_t i = 0; i < s->thing_count && !*own; i++) {
		*own = slice_eq(s->things[i].actor, s->v->actor);
		TRY(fold_key_row(s->a, s->things[i].actor, s->key_id, &row, e));
		if (!*own)
			TRY(fold_ever(s, "key", row, own, e));
	}
	return DONE;
}

/* The person need not be an actor with a key of its own; one that was and is ended is refused. */
static struct rc
paper_entitled(const struct fold_step *s, enum fold_why *why, struct err *e)
{
	struct event unused;
	struct slice person = event_text(s->v, "on_behalf_of");
	bool recorder, authority, was, is;
	TRY(has_role(s, s->v->actor, 1u << ROLE_RECORDER, &recorder, e));
	TRY(has_role(s, person, event_roles(s->v->type), &authority, e));
	TRY(fold_ever(s, "actor", person, &was, e));
	TRY(fold_get(s, "actor", person, &unused, &is, e));
	*why = was && !is ? FOLD_UNKNOWN_ACTOR : recorder && authority ? FOLD_FITS :
	    FOLD_NOT_ENTITLED;
	return DONE;
}

static bool
is_ground_wrong(const struct event *v)
{
	return v->type == EVENT_ROLE_GRANTED && slice_eq(event_text(v, "actor"), v->actor) !=
	    slice_eq(event_text(v, "ground"), SLICE("self-appointed"));
}

struct rc
fold_entitled(const struct fold_step *s, enum fold_why *why, struct err *e)
{
	bool yes = false;
	*why = FOLD_FITS;
	if (s->v->type == EVENT_STORE_CREATED)
		return DONE;			/* whether it is the first, the state says */
	if (s->v->type == EVENT_EXCEPTION_APPROVED || s->v->type == EVENT_STATUS_APPROVED) {
		TRY(is_own_request(s, &yes, e));
		*why = yes ? FOLD_OWN_REQUEST : FOLD_FITS;
		if (yes)
			return DONE;
	}
	if (s->v->type == EVENT_DECISION_MADE &&
	    slice_eq(event_text(s->v, "identity"), SLICE("paper")))
		return paper_entitled(s, why, e);
	TRY(is_founding(s, &yes, e));
	if (!yes)
		TRY(has_role(s, s->v->actor, event_roles(s->v->type), &yes, e));
	*why = yes && !is_ground_wrong(s->v) ? FOLD_FITS : FOLD_NOT_ENTITLED;
	return DONE;
}
