/* app/ops/ops_exception_list.c - `assay exception list` and `show`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/exceptions.h"
#include "app/home/draft.h"
#include "app/home/event_words.h"
#include "app/home/known.h"
#include "app/listing.h"
#include "base/limits.h"
#include "base/map.h"

/* How long before its end an exception is ending soon, unless --within says. */
#define SOON_MS (30 * DAY_MS)
#define LOOK_BYTES MIB(4)

/* --- which decisions name one ----------------------------------------------------------------- */

struct decision_rows { struct arena *a; struct state_row *at; size_t count, cap; };

/* One use of one exception; those of one exception follow each other. */
struct use { struct slice decision; struct use *next; };

static struct rc
keep_decision(void *context, const struct state_row *row, struct err *e)
{
	struct decision_rows *d = context;
	void *at = d->at;
	if (!arena_grow(d->a, &at, &d->cap, d->count, sizeof(struct state_row)))
		return arena_failed(d->a, e);
	d->at = at;
	d->at[d->count] = *row;
	return arena_copy(d->a, row->key, &d->at[d->count++].key) ? DONE : arena_failed(d->a, e);
}

static struct rc
add_use(struct map *uses, struct slice exception, struct slice decision, struct arena *a,
    struct err *e)
{
	struct slice kept;
	struct use *u = ARENA_NEW(a, struct use);
	if (u == NULL || !arena_copy(a, exception, &kept))
		return arena_failed(a, e);
	u->decision = decision;
	u->next = map_get(uses, kept);
	return map_put(uses, kept, u, e);
}

static struct rc
add_uses_of(struct store *s, const struct state_row *row, struct map *uses, struct arena *a,
    struct err *e)
{
	AUTO(arena) look = arena_init(LOOK_BYTES);
	struct event v;
	struct slice *all;
	size_t count;
	bool found;
	TRY(state_event(s, row->from_pos, &look, &v, NULL, &found, e));
	if (!found)
		return fail(e, E_VERIFY, row->from_pos,
		    "a derived row names an entry that is not there; `assay fsck` says more");
	TRY(words_texts(value_get(&v.data, SLICE("exceptions")), &look, &all, &count, e));
	for (size_t i = 0; i < count; i++)
		TRY(add_use(uses, all[i], row->key, a, e));
	return DONE;
}

/* By exception: the last decision that names it, and those before. */
static struct rc
find_uses(struct store *s, uint64_t known, struct arena *a, struct map *uses, struct err *e)
{
	struct decision_rows d = { .a = a };
	TRY(store_state_of_kind(s, SLICE("decision"), known, keep_decision, &d, e));
	for (size_t i = 0; i < d.count; i++)
		TRY(add_uses_of(s, &d.at[i], uses, a, e));
	return DONE;
}

/* --- one as a value --------------------------------------------------------------------------- */

struct showing {
	const struct op_call	*call;
	struct home		 h;
	struct map		 uses;
	struct build		 b;
	uint64_t		 known;
	int64_t			 at_ms, soon_ms;
	bool			 within;	/* only those that end in that time */
};

static void
showing_drop(struct showing *g)
{
	map_drop(&g->uses);
	home_drop(&g->h);
}

static void
put_member(struct showing *g, struct value *row, const struct event *v, const char *name)
{
	const struct value *m = value_get(&v->data, slice_of(name));
	value_put(&g->b, row, name, m != NULL ? *m : value_null());
}

static struct value
subjects_of(struct showing *g, const struct event *v)
{
	struct value list = value_array();
	for (size_t i = 0; i < v->subject_count; i++)
		value_push(&g->b, &list, value_string(v->subjects[i]));
	return list;
}

static struct value
evidence_of(struct showing *g, const struct event *v)
{
	struct value list = value_array();
	for (size_t i = 0; i < v->ref_count; i++)
		if (slice_eq(v->refs[i].rel, SLICE("based_on")))
			value_push(&g->b, &list, value_string(v->refs[i].id));
	return list;
}

static struct value
decisions_of(struct showing *g, struct slice id)
{
	struct value list = value_array();
	for (const struct use *u = map_get(&g->uses, id); u != NULL; u = u->next)
		value_push(&g->b, &list, value_string(u->decision));
	return list;
}

/* The requirement, and as what criteria must inform it; one of before does not say. */
static void
put_requirement(struct showing *g, struct value *row, struct slice text)
{
	size_t as = slice_find(text, SLICE(" as "), 0), from = as + 4;
	struct value list = value_array();
	while (as != SIZE_MAX && from <= text.len) {
		size_t plus = slice_find(text, SLICE("+"), from);
		size_t end = plus == SIZE_MAX ? text.len : plus;
		value_push(&g->b, &list, value_string(slice_sub(text, from, end)));
		from = end + 1;
	}
	value_put(&g->b, row, "requirement", value_string(slice_sub(text, 0, as)));
	value_put(&g->b, row, "informed_as", list);
}

/* "product:acme/ic-22 >=5.4, <5.6"; "2 subjects, of these bytes: sha256:1a2b3c4d5e6f". */
static void
put_scope(struct showing *g, struct value *row, const struct event *v)
{
	const struct value *digests = value_get(&v->data, SLICE("digests"));
	struct slice versions = event_text(v, "versions"), shown;
	bool narrowed = versions.len > 0, every = slice_eq(versions, SLICE("*"));
	AUTO(buf) out = buf_init(MIB(1));
	if (v->subject_count == 1)
		buf_add(&out, v->subjects[0]);
	else
		buf_addf(&out, "%zu subjects", v->subject_count);
	if (narrowed && !every)
		buf_addf(&out, ", versions %.*s", SLICE_FMT(versions));
	for (size_t i = 0; i < digests->count; i++)
		buf_addf(&out, "%s%.19s", i > 0 ? " or " : narrowed ? ", of these bytes: " :
		    ", and besides ", (const char *)value_text(&digests->items[i]).at);
	if (out.broken || !arena_copy(g->b.a, buf_slice(&out), &shown))
		g->b.broken = true;
	else
		value_put(&g->b, row, "scope", value_string(shown));
}

/* What both commands say. unused: it was approved, and no decision names it. */
static struct value
exception_value(struct showing *g, const struct exception *x)
{
	static const char *const members[] = { "criterion", "outcome", "codes", "digests",
	    "versions", "owner", "until" };
	const struct event *v = &x->request.event;
	struct slice id = x->request.row.key, criterion = event_text(v, "criterion");
	struct value row = value_object(), decisions = decisions_of(g, id);
	enum exception_state state = exception_state_at(x, g->at_ms, g->soon_ms);
	value_put(&g->b, &row, "id", value_string(id));
	value_put(&g->b, &row, "state", value_string(slice_of(exception_state_name(state))));
	value_put(&g->b, &row, "unused", value_bool(x->approved && decisions.count == 0));
	put_requirement(g, &row, event_text(v, "requirement"));
	value_put(&g->b, &row, "about", criterion.len > 0 ? value_string(criterion) :
	    *value_get(&row, SLICE("requirement")));
	put_scope(g, &row, v);
	for (size_t i = 0; i < COUNT(members); i++)
		put_member(g, &row, v, members[i]);
	value_put(&g->b, &row, "subjects", subjects_of(g, v));
	value_put(&g->b, &row, "requester", value_string(v->actor));
	value_put(&g->b, &row, "requested_at", instant_value(&g->b, v->at_ms));
	value_put(&g->b, &row, "approver", value_string(x->approved ? x->approval.actor :
	    SLICE("")));
	value_put(&g->b, &row, "from", instant_value(&g->b, x->approved ?
	    event_instant(&x->approval, "from") : TIME_UNKNOWN));
	value_put(&g->b, &row, "decisions", decisions);
	return row;
}

/* --- list ------------------------------------------------------------------------------------- */

static struct rc
open_showing(const struct op_call *call, struct op_result *r, struct showing *g)
{
	const char *within = op_value(call, "within", 0);
	struct trouble *t = &r->trouble;
	*g = (struct showing){ .call = call, .uses = map_init(), .b = { .a = call->a },
	    .soon_ms = SOON_MS, .within = within != NULL };
	TRY(valid_read(call, &g->at_ms, t));
	if (within != NULL && failed(trouble_in(t, within, duration_parse(slice_of(within),
	    &g->soon_ms, &t->err)))) {
		t->err.code = E_USAGE;
		return (struct rc){ E_USAGE };
	}
	TRY(known_open(call, &g->h, &g->known, t));
	return find_uses(g->h.store, g->known, call->a, &g->uses, &t->err);
}

/* With --within: what may still end in that time. */
static bool
is_wanted(const struct showing *g, const struct exception *x)
{
	int64_t until = event_instant(&x->request.event, "until");
	return !g->within || (!x->revoked && until >= g->at_ms &&
	    until - g->at_ms < g->soon_ms);
}

struct rc
op_exception_list(const struct op_call *call, struct op_result *r)
{
	static const struct column columns[] = { { "id", "id", 74 }, { "state", "state", 13 },
	    { "unused", "unused", 6 }, { "until", "until", 24 }, { "criterion", "criterion", 0 },
	    { "requirement", "requirement", 0 }, { "outcome", "outcome", 0 },
	    { "codes", "codes", 0 }, { "subjects", "subjects", 0 }, { "digests", "digests", 0 },
	    { "owner", "owner", 0 }, { "requester", "requester", 0 },
	    { "requested_at", "requested at", 0 }, { "approver", "approver", 0 },
	    { "from", "from", 0 }, { "decisions", "decisions", 0 }, { "about", "about", 28 },
	    { "versions", "versions", 0 }, { "informed_as", "informed as", 0 },
	    { "scope", "for", 40 } };
	AUTO(showing) g = {0};
	struct value rows = value_array();
	struct exception *all;
	size_t count;
	struct err *e = &r->trouble.err;
	TRY(open_showing(call, r, &g));
	TRY(exceptions_list(g.h.store, g.known, op_flag(call, "all"), call->a, &all, &count, e));
	for (size_t i = 0; i < count; i++)
		if (is_wanted(&g, &all[i]))
			value_push(&g.b, &rows, exception_value(&g, &all[i]));
	TRY(build_end(&g.b, e));
	return listing_print(call, r, "assay/exception-list/1", "exceptions", columns,
	    COUNT(columns), &rows, NULL, "no exceptions");
}

/* --- show ------------------------------------------------------------------------------------- */

static void
put_rest(struct showing *g, struct value *v, const struct exception *x)
{
	static const char *const members[] = { "reason", "compensating", "residual_risk" };
	for (size_t i = 0; i < COUNT(members); i++)
		put_member(g, v, &x->request.event, members[i]);
	value_put(&g->b, v, "evidence", evidence_of(g, &x->request.event));
	value_put(&g->b, v, "approved_at", instant_value(&g->b, x->approved ?
	    x->approval.at_ms : TIME_UNKNOWN));
	value_put(&g->b, v, "approval_note", value_string(x->approved ?
	    event_text(&x->approval, "note") : SLICE("")));
	value_put(&g->b, v, "approval_identity", value_string(x->approved ?
	    event_text(&x->approval, "identity") : SLICE("")));
	value_put(&g->b, v, "revoked_by", value_string(x->revoked ? x->revocation.actor :
	    SLICE("")));
	value_put(&g->b, v, "revoked_at", instant_value(&g->b, x->revoked ? x->revocation.at_ms :
	    TIME_UNKNOWN));
	value_put(&g->b, v, "revoked_reason", value_string(x->revoked ?
	    event_text(&x->revocation, "reason") : SLICE("")));
}

struct rc
op_exception_show(const struct op_call *call, struct op_result *r)
{
	AUTO(showing) g = {0};
	struct exception x;
	struct slice id;
	bool found;
	struct trouble *t = &r->trouble;
	const char *given = op_value(call, "ID", 0);
	TRY(open_showing(call, r, &g));
	TRY(trouble_in(t, given, state_resolve_ever(g.h.store, slice_of(given), "exception",
	    call->a, &id, &t->err)));
	TRY(exception_find(g.h.store, id, g.known, call->a, &x, &found, &t->err));
	if (!found)
		return trouble_in(t, given, fail(&t->err, E_USAGE, 0,
		    "this exception was asked for later than that"));
	struct value v = exception_value(&g, &x);
	put_rest(&g, &v, &x);
	TRY(build_end(&g.b, &t->err));
	return object_print(call, r, "assay/exception-show/1", &v);
}
