/* app/ops/ops_role.c - `assay role grant`, `end` and `list`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/acting.h"
#include "app/home/given.h"
#include "app/home/known.h"
#include "app/home/roles.h"
#include "app/listing.h"
#include "base/time.h"

#define ACTOR_KINDS (SUBJECT_BIT(SUBJECT_PERSON) | SUBJECT_BIT(SUBJECT_AGENT))
#define SELF_APPOINTED SLICE("self-appointed")

/* --- grant ------------------------------------------------------------------------------------ */

struct granting {
	struct slice	 actor, ground;
	enum role	 role;
	size_t		 scope_count;
	struct slice	*scope;
	int64_t		 from_ms, until_ms;
	bool		 registered, existed;
	struct slice	 id;
};

static struct rc
read_grant(const struct op_call *call, struct granting *x, struct trouble *t)
{
	const char *role = op_value(call, "ROLE", 0);
	TRY(given_subject(op_value(call, "ACTOR", 0), ACTOR_KINDS,
	    "expected person:ORG/NAME or agent:ORG/NAME", &x->actor, t));
	x->role = role_find(slice_of(role));
	if (x->role == 0)
		return trouble_in(t, role, fail(&t->err, E_USAGE, 0, "expected a role: "
		    "administrator, recorder, criteria_publisher, acceptance_authority, "
		    "exception_approver, reviewer or auditor"));
	TRY(given_scope(call, &x->scope, &x->scope_count, t));
	return given_period(call, &x->from_ms, &x->until_ms, t);
}

/* A grant to oneself has one ground, and the program says it. */
static struct rc
read_ground(const struct op_call *call, struct slice self, struct granting *x, struct trouble *t)
{
	const char *given = op_value(call, "ground", 0);
	bool own = slice_eq(self, x->actor);
	bool says_own = slice_eq(slice_trim(slice_of(given)), SELF_APPOINTED);
	if (own && given != NULL && !says_own)
		return trouble_in(t, "--ground", fail(&t->err, E_USAGE, 0, "a role that one grants "
		    "to oneself is self-appointed; leave --ground out"));
	if (!own && says_own)
		return trouble_in(t, "--ground", fail(&t->err, E_USAGE, 0, "a role that another "
		    "one grants is not self-appointed; say on what ground it is granted"));
	x->ground = SELF_APPOINTED;
	return own ? DONE : given_need(call, "ground", "expected on what ground the role is "
	    "granted, e.g. \"letter of appointment of 3 May\"; it is recorded", &x->ground, t);
}

/* A person without a key may accept on paper; nobody else can do anything without one. */
static struct rc
check_registered(struct acting *g, struct granting *x)
{
	struct state_row row;
	struct trouble *t = &g->r->trouble;
	TRY(store_state_get(g->h.store, SLICE("actor"), x->actor, STORE_OPEN, &row, &x->registered,
	    &t->err));
	bool paper = x->role == ROLE_ACCEPTANCE_AUTHORITY &&
	    slice_starts(x->actor, SLICE("person:"));
	return x->registered || paper ? DONE : trouble_in(t, op_value(g->call, "ACTOR", 0),
	    fail(&t->err, E_USAGE, 0, "no such actor; `assay actor register` makes one"));
}

static struct rc
plan_grant(struct acting *g, void *context)
{
	struct granting *x = context;
	struct thing same;
	struct err *e = &g->r->trouble.err;
	TRY(check_registered(g, x));
	struct draft d = draft_init(EVENT_ROLE_GRANTED, g->call->a);
	draft_subject(&d, x->actor);
	draft_text(&d, "actor", x->actor);
	draft_word(&d, "role", role_name(x->role));
	draft_texts(&d, "scope", x->scope, x->scope_count);
	draft_instant(&d, "from", x->from_ms);
	draft_instant(&d, "until", x->until_ms);
	draft_text(&d, "ground", x->ground);
	TRY(build_end(&d.b, e));
	TRY(role_find_same(&g->h, &d.v, g->call->a, &same, &x->existed, e));
	if (!x->existed)
		return acting_add(g, &d);
	x->id = same.row.key;
	return DONE;
}

static struct rc
say_granted(const struct op_call *call, struct acting *g, const struct granting *x,
    struct op_result *r)
{
	struct build b = { .a = call->a };
	struct value v = value_object(), scope = value_array();
	for (size_t i = 0; i < x->scope_count; i++)
		value_push(&b, &scope, value_string(x->scope[i]));
	value_put(&b, &v, "id", value_string(x->existed ? x->id : g->done[0].name));
	value_put(&b, &v, "actor", value_string(x->actor));
	value_put(&b, &v, "role", value_string(slice_of(role_name(x->role))));
	value_put(&b, &v, "scope", scope);
	value_put(&b, &v, "from", instant_value(&b, x->from_ms));
	value_put(&b, &v, "until", instant_value(&b, x->until_ms));
	value_put(&b, &v, "ground", value_string(x->ground));
	value_put(&b, &v, "granted_by", value_string(g->w.actor));
	value_put(&b, &v, "existed", value_bool(x->existed));
	TRY(build_end(&b, &r->trouble.err));
	if (x->existed)
		buf_add_text(&r->notes, "assay: this very grant is in the log already; nothing was "
		    "written\n");
	if (!x->registered)
		buf_addf(&r->notes, "assay: %.*s has no key here: only decisions from paper can be "
		    "made on behalf of that person\n", SLICE_FMT(x->actor));
	return object_print(call, r, "assay/role-grant/1", &v);
}

struct rc
op_role_grant(const struct op_call *call, struct op_result *r)
{
	AUTO(acting) g = {0};
	struct granting x = {0};
	TRY(read_grant(call, &x, &r->trouble));
	TRY(acting_open(call, r, &g));
	TRY(read_ground(call, g.w.actor, &x, &r->trouble));
	TRY(acting_run(&g, plan_grant, &x));
	return say_granted(call, &g, &x, r);
}

/* --- end -------------------------------------------------------------------------------------- */

struct ending { struct slice role, actor, reason; };

static struct rc
plan_end(struct acting *g, void *context)
{
	struct ending *x = context;
	struct thing grant;
	bool found, left;
	const char *id = op_value(g->call, "ROLE-ID", 0);
	struct trouble *t = &g->r->trouble;
	TRY(trouble_in(t, id, state_resolve(g->h.store, slice_of(id), "role", STORE_OPEN,
	    g->call->a, &x->role, &t->err)));
	TRY(state_get(g->h.store, "role", x->role, STORE_OPEN, g->call->a, &grant, &found,
	    &t->err));
	TRY(role_administrator_left(&g->h, (struct slice){0}, x->role, g->call->now_ms, g->call->a,
	    &left, &t->err));
	if (!left)
		return trouble_in(t, id, fail(&t->err, E_USAGE, 0, "nobody would be left who may "
		    "register actors and grant roles; make another one administrator first"));
	x->actor = event_text(&grant.event, "actor");
	struct draft d = draft_init(EVENT_ROLE_ENDED, g->call->a);
	draft_ref(&d, "revokes", x->role);
	draft_text(&d, "reason", x->reason);
	return acting_add(g, &d);
}

struct rc
op_role_end(const struct op_call *call, struct op_result *r)
{
	AUTO(acting) g = {0};
	struct ending x;
	struct build b = { .a = call->a };
	struct value v = value_object();
	TRY(given_need(call, "reason", "expected why the role ends; it is recorded", &x.reason,
	    &r->trouble));
	TRY(acting_open(call, r, &g));
	TRY(acting_run(&g, plan_end, &x));
	value_put(&b, &v, "id", value_string(g.done[0].name));
	value_put(&b, &v, "role", value_string(x.role));
	value_put(&b, &v, "actor", value_string(x.actor));
	TRY(build_end(&b, &r->trouble.err));
	return object_print(call, r, "assay/role-end/1", &v);
}

/* --- list ------------------------------------------------------------------------------------- */

static void
role_row(const struct thing *t, int64_t at_ms, bool words, struct build *b, struct value *rows)
{
	static const char *const members[] = { "actor", "role", "scope", "from", "until",
	    "ground" };
	struct value row = value_object();
	value_put(b, &row, "id", value_string(t->row.key));
	for (size_t i = 0; i < COUNT(members); i++) {
		const struct value *v = value_get(&t->event.data, slice_of(members[i]));
		bool all = words && v->kind == VALUE_ARRAY && v->count == 0;
		value_put(b, &row, members[i], all ? value_string(SLICE("everything")) : *v);
	}
	value_put(b, &row, "in_force", value_bool(role_in_force(&t->event, at_ms)));
	value_put(b, &row, "granted_by", value_string(t->event.actor));
	value_put(b, &row, "granted", instant_value(b, t->event.at_ms));
	value_push(b, rows, row);
}

struct rc
op_role_list(const struct op_call *call, struct op_result *r)
{
	static const struct column columns[] = { { "id", "id", 69 }, { "actor", "actor", 20 },
	    { "role", "role", 20 }, { "in_force", "in force", 8 }, { "scope", "scope", 10 },
	    { "from", "from", 0 }, { "until", "until", 0 }, { "granted", "granted", 0 },
	    { "granted_by", "granted by", 20 }, { "ground", "ground", 20 } };
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct value rows = value_array();
	struct thing *all;
	struct slice actor = {0};
	size_t count;
	uint64_t known;
	int64_t at_ms;
	struct err *e = &r->trouble.err;
	if (op_value(call, "actor", 0) != NULL)
		TRY(given_subject(op_value(call, "actor", 0), ACTOR_KINDS,
		    "expected person:ORG/NAME or agent:ORG/NAME", &actor, &r->trouble));
	TRY(valid_read(call, &at_ms, &r->trouble));
	TRY(known_open(call, &h, &known, &r->trouble));
	TRY(actor.len > 0 ? state_about(h.store, actor, "granted", "role", known, call->a, &all,
	    &count, e) : state_list(h.store, "role", known, call->a, &all, &count, e));
	for (size_t i = 0; i < count; i++)
		if (op_value(call, "valid-at", 0) == NULL || role_in_force(&all[i].event, at_ms))
			role_row(&all[i], at_ms, !call->json && !call->csv, &b, &rows);
	TRY(build_end(&b, e));
	return listing_print(call, r, "assay/role-list/1", "roles", columns, COUNT(columns), &rows,
	    NULL, "no role is granted");
}
