/* app/register/register_plan.c - the events that make a register so. See app/register/register.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/register/register.h"

#include "app/home/roles.h"
#include "base/limits.h"
#include "base/time.h"
#include "codec/base64.h"
#include "codec/utf8.h"
#include "subject/alias.h"

/* What one entry needs while it is compared: its event, and what it says. */
#define ENTRY_BYTES MIB(4)
/* Notes about subjects that nobody registered; how many more there are is said. */
#define NOTES_MAX 20
#define SELF_APPOINTED SLICE("self-appointed")

/* named: entries by what they say, so that none says it twice. keys: actors by the key they get. */
struct planning {
	struct acting		*g;
	const struct saids	*said;
	struct changes		*out;
	struct map		 named, keys, unknown;
	bool			 aliases;
	struct alias_table	 table;
	struct err		*e;
};

static struct rc
refuse(struct planning *p, const struct said *s, const char *what)
{
	trouble_name(&p->g->r->trouble, s->file);
	p->g->r->trouble.place = s->place;
	return fail(p->e, E_SCHEMA, 0, what);
}

static struct rc
add_change(struct planning *p, size_t said, const char *action, struct value members,
    const struct draft *d)
{
	void *list = p->out->at;
	struct arena *a = p->g->call->a;
	if (!arena_grow(a, &list, &p->out->cap, p->out->count, sizeof(struct change)))
		return arena_failed(a, p->e);
	p->out->at = list;
	p->out->at[p->out->count++] = (struct change){ said, action, members };
	return acting_add(p->g, d);
}

/* --- said twice, and not registered ----------------------------------------------------------- */

static struct rc
key_of(const struct said *s, struct arena *a, struct slice *out, struct err *e)
{
	static const char *const kinds[] = { "", "subject", "actor", "role", "responsibility" };
	AUTO(buf) key = buf_init(MIB(1));
	buf_addf(&key, "%s|%.*s|%.*s|%.*s", kinds[s->kind], SLICE_FMT(s->subject),
	    SLICE_FMT(s->word), SLICE_FMT(s->stage));
	if (s->kind == SAID_ROLE)
		buf_addf(&key, "|%lld|%lld", (long long)s->from_ms, (long long)s->until_ms);
	for (size_t i = 0; i < s->scope_count; i++)
		buf_addf(&key, "|%.*s", SLICE_FMT(s->scope[i]));
	TRY(buf_end(&key, e));
	return arena_copy(a, buf_slice(&key), out) ? DONE : arena_failed(a, e);
}

static struct rc
name_all(struct planning *p)
{
	struct arena *a = p->g->call->a;
	for (size_t i = 0; i < p->said->count; i++) {
		struct said *s = &p->said->at[i];
		struct slice key;
		TRY(key_of(s, a, &key, p->e));
		if (map_has(&p->named, key))
			return refuse(p, s, "said a second time; each thing is said once");
		TRY(map_put(&p->named, key, s, p->e));
		p->aliases = p->aliases || (s->aliases != NULL && s->aliases->count > 0);
	}
	return DONE;
}

static bool
is_said(const struct planning *p, const char *kind, struct slice subject)
{
	AUTO(buf) key = buf_init(KIB(4));
	buf_addf(&key, "%s|%.*s||", kind, SLICE_FMT(subject));
	return !key.broken && map_has(&p->named, buf_slice(&key));
}

/* A subject that is spoken of and not registered is no error: it may come later. */
static struct rc
note_unknown(struct planning *p, const struct said *s, struct slice subject)
{
	struct state_row row;
	bool found;
	struct buf *notes = &p->g->r->notes;
	if (subject.len == 0 || is_said(p, "subject", subject) || map_has(&p->unknown, subject))
		return DONE;
	TRY(store_state_get(p->g->h.store, SLICE("subject"), subject, STORE_OPEN, &row, &found,
	    p->e));
	if (found)
		return DONE;
	struct slice kept;
	if (!arena_copy(p->g->call->a, subject, &kept))
		return arena_failed(p->g->call->a, p->e);
	TRY(map_put(&p->unknown, kept, p, p->e));
	if (p->unknown.count <= NOTES_MAX)
		buf_addf(notes, "assay: %.*s:%.*s: %.*s is not registered yet "
		    "(SUBJECT_NOT_REGISTERED)\n", SLICE_FMT(s->file), SLICE_FMT(s->place),
		    SLICE_FMT(subject));
	return DONE;
}

/* --- subjects --------------------------------------------------------------------------------- */

static const struct value *
member_of(const struct thing *now, bool found, const char *name)
{
	return found ? value_get(&now->event.data, slice_of(name)) : NULL;
}

static struct value
text_of(const struct value *said, const struct value *now)
{
	return said != NULL ? *said : now != NULL ? *now : value_string(SLICE(""));
}

/* What is said, and of what was registered what it does not speak of. */
static struct value
attributes_of(const struct said *s, const struct value *now, struct build *b)
{
	struct value all = value_object();
	for (size_t i = 0; s->attributes != NULL && i < s->attributes->count; i++)
		value_put_slice(b, &all, s->attributes->members[i].name,
		    s->attributes->members[i].value);
	if (s->attributes != NULL && !s->merge)
		return all;
	for (size_t i = 0; now != NULL && i < now->count; i++)
		if (value_get(&all, now->members[i].name) == NULL)
			value_put_slice(b, &all, now->members[i].name, now->members[i].value);
	return all;
}

static struct value
list_of(enum said_list which, const struct value *said, const struct value *now, bool merge,
    struct build *b)
{
	struct value all = value_array();
	for (size_t i = 0; said != NULL && i < said->count; i++)
		value_push(b, &all, said->items[i]);
	for (size_t i = 0; now != NULL && (said == NULL || merge) && i < now->count; i++)
		value_push(b, &all, now->items[i]);
	if (!b->broken)
		(void)register_sort(which, &all);	/* said and registered: one is left */
	return all;
}

/* *d: the subject as it will be. *action: null where it is so already. */
static struct rc
draft_thing(struct planning *p, const struct said *s, struct arena *a, struct draft *d,
    const char **action, struct value *members)
{
	static const char *const names[] = { "title", "attributes", "part_of", "parties",
	    "aliases" };
	struct thing now;
	bool found;
	TRY(state_get(p->g->h.store, "subject", s->subject, STORE_OPEN, a, &now, &found, p->e));
	*d = draft_init(found ? EVENT_SUBJECT_CHANGED : EVENT_SUBJECT_REGISTERED, a);
	draft_subject(d, s->subject);
	draft_value(d, "title", text_of(s->title, member_of(&now, found, "title")));
	draft_value(d, "attributes", attributes_of(s, member_of(&now, found, "attributes"),
	    &d->b));
	draft_value(d, "part_of", list_of(SAID_PART_OF, s->part_of, member_of(&now, found,
	    "part_of"), s->merge, &d->b));
	draft_value(d, "parties", list_of(SAID_PARTIES, s->parties, member_of(&now, found,
	    "parties"), s->merge, &d->b));
	draft_value(d, "aliases", list_of(SAID_ALIASES, s->aliases, member_of(&now, found,
	    "aliases"), s->merge, &d->b));
	*members = value_array();
	for (size_t i = 0; found && i < COUNT(names); i++)
		if (!value_eq(value_get(&d->v.data, slice_of(names[i])),
		    member_of(&now, found, names[i])))
			value_push(&d->b, members, value_string(slice_of(names[i])));
	*action = !found ? "registered" : members->count > 0 ? "changed" : NULL;
	return build_end(&d->b, p->e);
}

static struct rc
note_links(struct planning *p, const struct said *s, const struct value *data)
{
	const struct value *part_of = value_get(data, SLICE("part_of"));
	const struct value *parties = value_get(data, SLICE("parties"));
	for (size_t i = 0; i < part_of->count; i++)
		TRY(note_unknown(p, s, part_of->items[i].text));
	for (size_t i = 0; i < parties->count; i++)
		TRY(note_unknown(p, s, value_text(value_get(&parties->items[i],
		    SLICE("party")))));
	return DONE;
}

/* Whose it is, where it is another one's. */
static struct rc
refuse_alias(struct planning *p, const struct said *s, const struct value *v, const char *what)
{
	struct slice scheme = value_text(value_get(v, SLICE("scheme")));
	struct slice text = value_text(value_get(v, SLICE("text")));
	struct slice other = alias_find(&p->table, scheme, value_text(value_get(v,
	    SLICE("party"))), text);
	struct buf *notes = &p->g->r->notes;
	if (!slice_is_null(other)) {
		buf_addf(notes, "assay: %.*s:%.*s: %.*s ", SLICE_FMT(s->file),
		    SLICE_FMT(s->place), SLICE_FMT(scheme));
		text_show(text, notes);
		buf_addf(notes, " is %.*s\n", SLICE_FMT(other));
	}
	return refuse(p, s, what);
}

static struct rc
add_aliases(struct planning *p, const struct said *s, struct slice subject,
    const struct value *list)
{
	for (size_t i = 0; list != NULL && i < list->count; i++) {
		const struct value *v = &list->items[i];
		struct err inner = {0};
		struct rc done = alias_add(&p->table, value_text(value_get(v, SLICE("scheme"))),
		    value_text(value_get(v, SLICE("party"))), value_text(value_get(v,
		    SLICE("text"))), subject, &inner);
		bool memory = done.code == E_NOMEM || done.code == E_LIMIT;
		if (failed(done) && memory)
			return fail(p->e, inner.code, 0, inner.what);
		if (failed(done) && s != NULL)
			return refuse_alias(p, s, v, inner.what);
	}
	return DONE;
}

/* Names that others have. One that is registered and would not be accepted today names nothing. */
static struct rc
load_aliases(struct planning *p)
{
	AUTO(arena) keys = arena_init(MIB(256));
	struct slice *all;
	size_t count;
	if (!p->aliases)
		return DONE;
	TRY(register_keys(p->g->h.store, SLICE(""), &keys, &all, &count, p->e));
	for (size_t i = 0; i < count; i++) {
		AUTO(arena) tmp = arena_init(ENTRY_BYTES);
		struct thing t;
		bool found;
		if (is_said(p, "subject", all[i]))
			continue;
		TRY(state_get(p->g->h.store, "subject", all[i], STORE_OPEN, &tmp, &t, &found,
		    p->e));
		TRY(add_aliases(p, NULL, all[i], value_get(&t.event.data, SLICE("aliases"))));
	}
	return DONE;
}

/* Compared in an arena of its own; only what differs is kept. */
static struct rc
plan_thing(struct planning *p, size_t index)
{
	AUTO(arena) tmp = arena_init(ENTRY_BYTES);
	const struct said *s = &p->said->at[index];
	const char *action;
	struct draft d;
	struct value members;
	TRY(draft_thing(p, s, &tmp, &d, &action, &members));
	if (p->aliases)
		TRY(add_aliases(p, s, s->subject, value_get(&d.v.data, SLICE("aliases"))));
	if (action == NULL)
		return DONE;
	TRY(draft_thing(p, s, p->g->call->a, &d, &action, &members));
	TRY(note_links(p, s, &d.v.data));
	return add_change(p, index, action, members, &d);
}

/* --- actors ----------------------------------------------------------------------------------- */

static struct rc
check_key(struct planning *p, const struct said *s, struct arena *a)
{
	struct slice other, key_id;
	struct digest digest;
	TRY(digest_of(s->spki, &digest, p->e));
	if (!digest_text(p->g->call->a, &digest, &key_id))
		return arena_failed(p->g->call->a, p->e);
	TRY(actor_of_key(&p->g->h, key_id, s->subject, a, &other, p->e));
	if (!slice_is_null(other) || map_has(&p->keys, key_id))
		return refuse(p, s, "another actor has, or once had, this key; two persons are two "
		    "actors with two keys");
	return map_put(&p->keys, key_id, p, p->e);
}

static struct rc
draft_actor(struct planning *p, const struct said *s, struct arena *a, struct draft *d,
    const char **action)
{
	struct thing now;
	struct slice spki = s->spki;
	bool found, before;
	TRY(state_get(p->g->h.store, "actor", s->subject, STORE_OPEN, a, &now, &found, p->e));
	if (!found && spki.len == 0)
		return refuse(p, s, "expected key: the file of the public key; or let `assay actor "
		    "register` make one");
	if (!found) {
		TRY(state_ever(p->g->h.store, SLICE("actor"), s->subject, &before, p->e));
		if (before)
			return refuse(p, s, "was an actor and was ended; `assay actor register` "
			    "takes it back");
	}
	bool first = found && now.event.type == EVENT_STORE_CREATED;
	if (found)
		TRY(base64_decode(event_text(&now.event, first ? "actor_key" : "key"),
		    BASE64_STANDARD, a, &spki, p->e));
	if (found && s->spki.len > 0 && !slice_eq(spki, s->spki))
		return refuse(p, s, "is registered with another key; `assay actor register "
		    "--new-key` changes it");
	*action = !found ? "registered" : slice_eq(s->party, event_text(&now.event, first ?
	    "organisation" : "party")) ? NULL : "changed";
	*d = draft_init(EVENT_ACTOR_REGISTERED, a);
	draft_subject(d, s->subject);
	draft_text(d, "actor", s->subject);
	draft_base64(d, "key", spki);
	draft_text(d, "method", found ? event_text(&now.event, "method") : SLICE("key_file"));
	draft_text(d, "party", s->party);
	return build_end(&d->b, p->e);
}

static struct rc
plan_actor(struct planning *p, size_t index)
{
	const struct said *s = &p->said->at[index];
	struct draft d;
	const char *action;
	if (s->spki.len > 0)
		TRY(check_key(p, s, p->g->call->a));
	TRY(draft_actor(p, s, p->g->call->a, &d, &action));
	return action == NULL ? DONE : add_change(p, index, action, value_array(), &d);
}

/* --- roles and responsibilities --------------------------------------------------------------- */

static struct rc
ground_of(struct planning *p, const struct said *s, struct slice *out)
{
	bool own = slice_eq(s->subject, p->g->w.actor);
	bool says_own = slice_eq(s->text, SELF_APPOINTED);
	*out = own ? SELF_APPOINTED : s->text;
	if (own && s->text.len > 0 && !says_own)
		return refuse(p, s, "a role that one grants to oneself is self-appointed; leave "
		    "ground out");
	if (!own && (s->text.len == 0 || says_own))
		return refuse(p, s, "expected ground: on what ground the role is granted");
	return DONE;
}

static struct rc
plan_role(struct planning *p, size_t index)
{
	const struct said *s = &p->said->at[index];
	struct thing same;
	struct state_row row;
	struct slice ground;
	bool found;
	bool paper = role_find(s->word) == ROLE_ACCEPTANCE_AUTHORITY &&
	    slice_starts(s->subject, SLICE("person:"));
	TRY(ground_of(p, s, &ground));
	TRY(store_state_get(p->g->h.store, SLICE("actor"), s->subject, STORE_OPEN, &row, &found,
	    p->e));
	if (!found && !paper && !is_said(p, "actor", s->subject))
		return refuse(p, s, "no such actor is registered, nor does the register say one");
	struct draft d = draft_init(EVENT_ROLE_GRANTED, p->g->call->a);
	draft_subject(&d, s->subject);
	draft_text(&d, "actor", s->subject);
	draft_text(&d, "role", s->word);
	draft_texts(&d, "scope", s->scope, s->scope_count);
	draft_instant(&d, "from", s->from_ms);
	draft_instant(&d, "until", s->until_ms);
	draft_text(&d, "ground", ground);
	TRY(build_end(&d.b, p->e));
	TRY(role_find_same(&p->g->h, &d.v, p->g->call->a, &same, &found, p->e));
	return found ? DONE : add_change(p, index, "granted", value_array(), &d);
}

static struct rc
plan_responsibility(struct planning *p, size_t index)
{
	const struct said *s = &p->said->at[index];
	struct arena *a = p->g->call->a;
	struct thing now;
	struct slice key;
	bool found;
	if (!arena_format(a, &key, "%.*s|%.*s|%.*s", SLICE_FMT(s->word), SLICE_FMT(s->stage),
	    SLICE_FMT(s->subject)))
		return arena_failed(a, p->e);
	TRY(state_get(p->g->h.store, "responsibility", key, STORE_OPEN, a, &now, &found, p->e));
	bool ends = s->party.len == 0;
	if ((ends && !found) || (found && slice_eq(event_text(&now.event, "party"), s->party) &&
	    slice_eq(event_text(&now.event, "contact"), s->text)))
		return DONE;
	TRY(note_unknown(p, s, s->subject));
	TRY(note_unknown(p, s, s->party));
	/* the first form knows no `respond`; what it can say older programs read too */
	struct draft d = draft_init(slice_eq(s->word, SLICE("respond")) ?
	    EVENT_RESPONSIBILITY_SET_2 : EVENT_RESPONSIBILITY_SET, a);
	draft_subject(&d, s->subject);
	draft_text(&d, "duty", s->word);
	draft_text(&d, "stage", s->stage);
	draft_text(&d, "party", s->party);
	draft_text(&d, "contact", s->text);
	return add_change(p, index, ends ? "ended" : "set", value_array(), &d);
}

/* --- the whole -------------------------------------------------------------------------------- */

static struct rc
plan_all(struct planning *p)
{
	TRY(name_all(p));
	TRY(load_aliases(p));
	for (enum said_kind k = SAID_SUBJECT; k <= SAID_RESPONSIBILITY; k++)
		for (size_t i = 0; i < p->said->count; i++) {
			if (p->said->at[i].kind != k)
				continue;
			TRY(k == SAID_SUBJECT ? plan_thing(p, i) : k == SAID_ACTOR ?
			    plan_actor(p, i) : k == SAID_ROLE ? plan_role(p, i) :
			    plan_responsibility(p, i));
		}
	if (p->unknown.count > NOTES_MAX)
		buf_addf(&p->g->r->notes, "assay: and %zu more subjects that are not registered "
		    "yet\n", p->unknown.count - NOTES_MAX);
	return DONE;
}

struct rc
register_plan(struct acting *g, const struct saids *said, struct changes *out)
{
	struct planning p = { .g = g, .said = said, .out = out, .named = map_init(),
	    .keys = map_init(), .unknown = map_init(), .table = alias_table_init(g->call->a),
	    .e = &g->r->trouble.err };
	out->count = 0;
	struct rc done = plan_all(&p);
	map_drop(&p.named);
	map_drop(&p.keys);
	map_drop(&p.unknown);
	alias_table_drop(&p.table);
	return done;
}
