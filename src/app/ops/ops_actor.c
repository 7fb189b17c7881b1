/* app/ops/ops_actor.c - `assay actor register`, `end` and `list`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/home/acting.h"
#include "app/home/anchor_file.h"
#include "app/home/given.h"
#include "app/home/known.h"
#include "app/home/roles.h"
#include "app/listing.h"
#include "base/file.h"

#define ACTOR_KINDS (SUBJECT_BIT(SUBJECT_PERSON) | SUBJECT_BIT(SUBJECT_AGENT))
#define EXPECTED_ACTOR "expected person:ORG/NAME or agent:ORG/NAME; NAME may be a pseudonym"

/* --- the key ---------------------------------------------------------------------------------- */

/* path: of the secret key in HOME/keys; null when the actor keeps its own. old: where the key of
 * before was moved. made: the file is this command's, and goes when nothing is recorded.
 * existed: the actor is registered with this key already. */
struct registering {
	struct slice	 actor, party;
	struct key	 key;
	const char	*method, *path, *old;
	bool		 new_key, made, existed, changed;
	struct slice	 id;
};

static struct rc
read_public(const struct op_call *call, struct acting *g, struct registering *x,
    struct trouble *t)
{
	struct anchor n;
	struct slice bytes;
	const char *file = op_value(call, "key", 0);
	TRY(anchor_file_load(file, PURPOSE_RECORD, HOW_IN_PERSON, call->a, &g->h.bag, &bytes, &n,
	    t));
	x->key = n.key;
	x->method = "key_file";
	return n.certificate == NULL && n.key.scheme == SCHEME_ED25519 ? DONE : trouble_in(t, file,
	    fail(&t->err, E_SCHEMA, 0, "expected an Ed25519 public key, as `openssl pkey -pubout` "
	    "writes it"));
}

/* "NAME.pem.old-1a2b3c4d": of the key, so that no two are the same. */
static struct rc
move_old(const struct op_call *call, struct registering *x, struct slice key_id,
    struct trouble *t)
{
	struct slice old;
	if (!arena_format(call->a, &old, "%s.old-%.*s%c", x->path,
	    SLICE_FMT(slice_sub(key_id, 7, 15)), 0))
		return arena_failed(call->a, &t->err);
	x->old = (const char *)old.at;
	struct rc done = file_rename(x->path, x->old, &t->err);
	if (failed(done))
		x->old = NULL;
	return trouble_in(t, x->path, done);
}

/* A key that stands in HOME/keys already is taken: a crash may have left it, or the actor was
 * ended and comes back. */
static struct rc
own_key(const struct op_call *call, struct acting *g, struct registering *x, struct trouble *t)
{
	struct secret_key secret = {0};
	enum file_kind kind;
	const char *folder = home_join(call->a, g->h.path, "keys");
	const char *name = key_file_name(call->a, x->actor);
	x->path = folder != NULL && name != NULL ? home_join(call->a, folder, name) : NULL;
	if (x->path == NULL)
		return arena_failed(call->a, &t->err);
	TRY(trouble_in(t, x->path, file_exists(x->path, &kind, &t->err)));
	struct rc done = DONE;
	if (kind != FILE_ABSENT) {
		done = key_file_read(call, x->path, &secret, &x->method, t);
		if (!failed(done))
			done = secret_key_public(&secret, call->a, &g->h.bag, &x->key, &t->err);
		if (!failed(done) && x->new_key)
			done = move_old(call, x, x->key.id, t);
	}
	if (!failed(done) && (kind == FILE_ABSENT || x->new_key)) {
		secret_key_drop(&secret);
		done = key_file_make(call, g->h.path, name, call->a, &g->h.bag, &secret, &x->key,
		    &x->method, t);
		x->made = !failed(done);
	}
	secret_key_drop(&secret);
	return done;
}

/* Nothing was recorded: the files are as before. What cannot be undone, the next attempt finds. */
static void
take_back(struct registering *x)
{
	if (x->made)
		(void)file_remove(x->path, NULL);	/* it is of no use, and harmless */
	if (x->old != NULL)
		(void)file_rename(x->old, x->path, NULL);	/* a failure came before */
}

/* --- roles of an actor that ends or comes back ------------------------------------------------ */

/* but: the role with which whoever acts is doing this. */
static struct rc
end_roles(struct acting *g, struct slice actor, enum role but, struct slice reason)
{
	struct thing *all;
	size_t count;
	TRY(state_about(g->h.store, actor, "granted", "role", STORE_OPEN, g->call->a, &all, &count,
	    &g->r->trouble.err));
	for (size_t i = 0; i < count; i++) {
		if (but != 0 && role_find(event_text(&all[i].event, "role")) == but)
			continue;
		struct draft d = draft_init(EVENT_ROLE_ENDED, g->call->a);
		draft_ref(&d, "revokes", all[i].row.key);
		draft_text(&d, "reason", reason);
		TRY(acting_add(g, &d));
	}
	return DONE;
}

/* Who was ended and comes back has the roles that are granted then, and none of before. */
static struct rc
end_old_roles(struct acting *g, struct slice actor)
{
	bool before;
	TRY(state_ever(g->h.store, SLICE("actor"), actor, &before, &g->r->trouble.err));
	return before ? end_roles(g, actor, 0, SLICE("the actor was ended")) : DONE;
}

/* --- register --------------------------------------------------------------------------------- */

static struct rc
refuse_other(struct acting *g, struct slice other)
{
	struct trouble *t = &g->r->trouble;
	if (!arena_copy(g->call->a, other, &t->file))
		return arena_failed(g->call->a, &t->err);
	return fail(&t->err, E_USAGE, 0,
	    "has, or once had, this key; two persons are two actors with two keys");
}

static struct rc
plan_register(struct acting *g, void *context)
{
	struct registering *x = context;
	struct thing now;
	struct slice other, key_id;
	bool found;
	struct err *e = &g->r->trouble.err;
	x->existed = false;
	TRY(actor_of_key(&g->h, x->key.id, x->actor, g->call->a, &other, e));
	if (!slice_is_null(other))
		return refuse_other(g, other);
	TRY(state_get(g->h.store, "actor", x->actor, STORE_OPEN, g->call->a, &now, &found, e));
	if (found) {
		TRY(actor_key_id(&now.event, g->call->a, &key_id, e));
		x->existed = slice_eq(key_id, x->key.id);
		TRY(event_name(now.event.type, &now.id, g->call->a, &x->id, e));
	}
	if (x->existed)
		return DONE;
	if (found && !x->new_key)
		return trouble_in(&g->r->trouble, op_value(g->call, "PERSON", 0), fail(e, E_USAGE,
		    0, "is registered already, with another key; --new-key changes it"));
	if (!found)
		TRY(end_old_roles(g, x->actor));
	x->changed = found;
	struct draft d = draft_init(EVENT_ACTOR_REGISTERED, g->call->a);
	draft_subject(&d, x->actor);
	draft_text(&d, "actor", x->actor);
	draft_base64(&d, "key", x->key.spki);
	draft_word(&d, "method", x->method);
	draft_text(&d, "party", x->party);
	return acting_add(g, &d);
}

static struct rc
read_names(const struct op_call *call, struct registering *x, struct trouble *t)
{
	struct subject s;
	const char *party = op_value(call, "party", 0);
	TRY(given_subject(op_value(call, "PERSON", 0), ACTOR_KINDS, EXPECTED_ACTOR, &x->actor, t));
	TRY(subject_parse(x->actor, &s, &t->err));
	struct slice org = party == NULL ? s.org : slice_of(party);
	if (slice_starts(org, SLICE("party:")))
		org = slice_sub(org, 6, org.len);
	if (!subject_make_party(call->a, org, &x->party))
		return trouble_in(t, party, fail(&t->err, E_USAGE, 0,
		    "expected an organisation: party:ORG, or ORG of a-z 0-9 - ."));
	x->new_key = op_flag(call, "new-key");
	return DONE;
}

static struct rc
say_registered(const struct op_call *call, const struct registering *x, struct op_result *r)
{
	struct build b = { .a = call->a };
	struct value v = value_object();
	value_put(&b, &v, "id", value_string(x->id));
	value_put(&b, &v, "actor", value_string(x->actor));
	value_put(&b, &v, "party", value_string(x->party));
	value_put(&b, &v, "key", value_string(x->key.id));
	value_put(&b, &v, "method", value_string(slice_of(x->method)));
	value_put(&b, &v, "key_file", x->path == NULL ? value_null() :
	    value_string(slice_of(x->path)));
	value_put(&b, &v, "existed", value_bool(x->existed));
	TRY(build_end(&b, &r->trouble.err));
	if (x->existed)
		buf_addf(&r->notes, "assay: %.*s is registered with this key already; nothing was "
		    "written\n", SLICE_FMT(x->actor));
	else if (!x->changed)
		buf_addf(&r->notes, "assay: %.*s has no role by this; `assay role grant` gives "
		    "one\n", SLICE_FMT(x->actor));
	if (x->old != NULL)
		buf_addf(&r->notes, "assay: the key of before is kept as %s\n", x->old);
	return object_print(call, r, "assay/actor-register/1", &v);
}

struct rc
op_actor_register(const struct op_call *call, struct op_result *r)
{
	AUTO(acting) g = {0};
	struct registering x = {0};
	TRY(read_names(call, &x, &r->trouble));
	TRY(acting_open(call, r, &g));
	struct rc done = op_value(call, "key", 0) != NULL ?
	    read_public(call, &g, &x, &r->trouble) : own_key(call, &g, &x, &r->trouble);
	if (!failed(done))
		done = acting_run(&g, plan_register, &x);
	if (failed(done) && !g.written)
		take_back(&x);
	TRY(done);
	if (!x.existed)
		x.id = g.done[g.count - 1].name;
	return say_registered(call, &x, r);
}

/* --- end -------------------------------------------------------------------------------------- */

struct ending { struct slice actor, reason; };

static struct rc
plan_end(struct acting *g, void *context)
{
	struct ending *x = context;
	struct state_row row;
	bool found, left;
	const char *name = op_value(g->call, "ACTOR", 0);
	struct trouble *t = &g->r->trouble;
	TRY(store_state_get(g->h.store, SLICE("actor"), x->actor, STORE_OPEN, &row, &found,
	    &t->err));
	if (!found)
		return trouble_in(t, name, fail(&t->err, E_USAGE, 0,
		    "no such actor; `assay actor list` names them"));
	TRY(role_administrator_left(&g->h, x->actor, (struct slice){0}, g->call->now_ms,
	    g->call->a, &left, &t->err));
	if (!left)
		return trouble_in(t, name, fail(&t->err, E_USAGE, 0, "nobody would be left who may "
		    "register actors and grant roles; make another one administrator first"));
	bool own = slice_eq(x->actor, g->w.actor);
	TRY(end_roles(g, x->actor, own ? ROLE_ADMINISTRATOR : 0, x->reason));
	struct draft d = draft_init(EVENT_ACTOR_ENDED, g->call->a);
	draft_subject(&d, x->actor);
	draft_text(&d, "actor", x->actor);
	draft_text(&d, "reason", x->reason);
	return acting_add(g, &d);
}

struct rc
op_actor_end(const struct op_call *call, struct op_result *r)
{
	AUTO(acting) g = {0};
	struct ending x;
	struct build b = { .a = call->a };
	struct value v = value_object();
	TRY(given_subject(op_value(call, "ACTOR", 0), ACTOR_KINDS, EXPECTED_ACTOR, &x.actor,
	    &r->trouble));
	TRY(given_need(call, "reason", "expected why the actor ends; it is recorded", &x.reason,
	    &r->trouble));
	TRY(acting_open(call, r, &g));
	TRY(acting_run(&g, plan_end, &x));
	value_put(&b, &v, "id", value_string(g.done[g.count - 1].name));
	value_put(&b, &v, "actor", value_string(x.actor));
	value_put(&b, &v, "roles_ended", value_number(&b, (int64_t)g.count - 1));
	TRY(build_end(&b, &r->trouble.err));
	return object_print(call, r, "assay/actor-end/1", &v);
}

/* --- list ------------------------------------------------------------------------------------- */

static struct rc
put_roles(struct home *h, struct slice actor, uint64_t known, struct build *b, struct value *row,
    struct err *e)
{
	struct thing *all;
	struct value list = value_array();
	size_t count;
	TRY(state_about(h->store, actor, "granted", "role", known, b->a, &all, &count, e));
	for (size_t i = 0; i < count; i++)
		value_push(b, &list, value_string(event_text(&all[i].event, "role")));
	value_put(b, row, "roles", list);
	return DONE;
}

static struct rc
actor_row(struct home *h, const struct thing *t, uint64_t known, struct build *b,
    struct value *rows, struct err *e)
{
	struct value row = value_object();
	struct slice key_id;
	bool first = t->event.type == EVENT_STORE_CREATED;
	TRY(actor_key_id(&t->event, b->a, &key_id, e));
	value_put(b, &row, "id", value_string(t->row.key));
	value_put(b, &row, "party", value_string(event_text(&t->event, first ? "organisation" :
	    "party")));
	value_put(b, &row, "method", value_string(event_text(&t->event, "method")));
	value_put(b, &row, "registered", instant_value(b, t->event.at_ms));
	value_put(b, &row, "registered_by", value_string(t->event.actor));
	value_put(b, &row, "key", value_string(key_id));
	TRY(put_roles(h, t->row.key, known, b, &row, e));
	value_push(b, rows, row);
	return DONE;
}

struct rc
op_actor_list(const struct op_call *call, struct op_result *r)
{
	static const struct column columns[] = { { "id", "actor", 28 }, { "party", "party", 16 },
	    { "method", "method", 10 }, { "registered", "registered", 24 },
	    { "registered_by", "registered by", 0 }, { "key", "key", 0 },
	    { "roles", "roles", 20 } };
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct value rows = value_array();
	struct thing *all;
	size_t count;
	uint64_t known;
	struct err *e = &r->trouble.err;
	TRY(known_open(call, &h, &known, &r->trouble));
	TRY(state_list(h.store, "actor", known, call->a, &all, &count, e));
	for (size_t i = 0; i < count; i++)
		TRY(actor_row(&h, &all[i], known, &b, &rows, e));
	TRY(build_end(&b, e));
	return listing_print(call, r, "assay/actor-list/1", "actors", columns, COUNT(columns),
	    &rows, NULL, "no actor is registered");
}
