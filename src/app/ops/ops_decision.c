/* app/ops/ops_decision.c - `assay decision list`, `show` and `replay`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/decision/decision.h"
#include "app/decision/replay.h"
#include "app/decision/standing.h"
#include "app/home/catalogues.h"
#include "app/home/draft.h"
#include "app/home/event_words.h"
#include "app/home/known.h"
#include "app/listing.h"

struct rc
decision_find(const struct op_call *call, struct home *h, struct thing *out, struct trouble *t)
{
	const char *id = op_value(call, "ID", 0);
	struct slice full;
	bool found;
	TRY(trouble_in(t, id, state_resolve(h->store, slice_of(id), "decision", STORE_OPEN, call->a,
	    &full, &t->err)));
	return state_get(h->store, "decision", full, STORE_OPEN, call->a, out, &found, &t->err);
}

struct value
decision_findings(struct build *b, const struct event *d)
{
	struct value list = value_array();
	if (value_get(&d->data, SLICE("backdated"))->kind == VALUE_TRUE)
		value_push(b, &list, value_string(slice_of(finding_name(
		    FINDING_DECISION_BACKDATED))));
	return list;
}

bool
decision_rows_have_findings(const struct value *rows)
{
	for (size_t i = 0; i < rows->count; i++)
		if (value_get(&rows->items[i], SLICE("findings"))->count > 0)
			return true;
	return false;
}

/* --- list ------------------------------------------------------------------------------------- */

struct filter {
	struct slice	subject, outcome, type;
	int64_t		from_ms, until_ms;
	bool		departures;
};

static struct rc
read_filter(const struct op_call *call, struct filter *f, struct trouble *t)
{
	const char *from = op_value(call, "from", 0), *until = op_value(call, "until", 0);
	*f = (struct filter){ .subject = slice_of(op_value(call, "for", 0)),
	    .outcome = slice_of(op_value(call, "outcome", 0)),
	    .type = slice_of(op_value(call, "type", 0)),
	    .departures = op_flag(call, "departures") };
	TRY(trouble_in(t, from, words_instant(slice_of(from), TIME_BEGINNING, &f->from_ms,
	    &t->err)));
	return trouble_in(t, until, words_instant(slice_of(until), TIME_END, &f->until_ms,
	    &t->err));
}

static bool
names(const struct event *v, struct slice subject)
{
	const struct value *assets = value_get(&v->data, SLICE("assets"));
	for (size_t i = 0; i < v->subject_count; i++)
		if (slice_eq(v->subjects[i], subject))
			return true;
	for (size_t i = 0; i < assets->count; i++)
		if (slice_eq(value_text(&assets->items[i]), subject))
			return true;
	return false;
}

static bool
passes(const struct event *v, const struct filter *f)
{
	if (f->subject.len > 0 && !names(v, f->subject))
		return false;
	if (f->outcome.len > 0 && !slice_eq(event_text(v, "outcome"), f->outcome))
		return false;
	if (f->type.len > 0 && !slice_eq(event_text(v, "decision"), f->type))
		return false;
	if (f->departures && slice_eq(event_text(v, "outcome"), event_text(v, "proposed")))
		return false;
	return (f->from_ms == TIME_UNKNOWN || v->at_ms >= f->from_ms) &&
	    (f->until_ms == TIME_UNKNOWN || v->at_ms <= f->until_ms);
}

static struct rc
keep_successor(void *context, struct slice rel, uint64_t pos, struct err *e)
{
	(void)rel;
	(void)pos;
	(void)e;
	*(bool *)context = true;
	return DONE;
}

/* Whether what it rests on carries it now. */
static struct rc
carries(struct standing *g, const struct thing *t, struct slice *out, struct err *e)
{
	struct happenings bad = { .a = g->a };
	TRY(standing_since(g, t, false, &bad, e));
	*out = bad.count == 0 ? SLICE("holds") : SLICE("needs_review");
	return DONE;
}

static struct rc
decision_row(struct standing *g, const struct thing *t, uint64_t known, struct build *b,
    struct value *rows, struct err *e)
{
	static const char *const members[] = { "decision", "outcome", "proposed", "reason",
	    "identity",
	    "on_behalf_of", "valid_at", "backdated" };
	struct value row = value_object();
	const struct value *assets = value_get(&t->event.data, SLICE("assets"));
	struct slice now;
	bool replaced = false;
	TRY(store_link_each(g->h->store, t->row.key, SLICE("supersedes"), known, keep_successor,
	    &replaced, e));
	TRY(carries(g, t, &now, e));
	value_put(b, &row, "id", value_string(t->row.key));
	value_put(b, &row, "at", instant_value(b, t->event.at_ms));
	value_put(b, &row, "actor", value_string(t->event.actor));
	value_put(b, &row, "subject", value_string(t->event.subjects[0]));
	for (size_t i = 0; i < COUNT(members); i++)
		value_put(b, &row, members[i], *value_get(&t->event.data, slice_of(members[i])));
	value_put(b, &row, "assets", value_number(b, (int64_t)assets->count));
	value_put(b, &row, "state", value_string(replaced ? SLICE("superseded") :
	    SLICE("in_force")));
	value_put(b, &row, "carries", value_string(now));
	value_put(b, &row, "findings", decision_findings(b, &t->event));
	value_push(b, rows, row);
	return DONE;
}

static struct rc
list_rows(struct home *h, const struct filter *f, uint64_t known, struct build *b,
    struct value *rows, const struct op_call *call, struct err *e)
{
	struct shipped_data data;
	struct standing g;
	struct thing *all;
	size_t count;
	TRY(catalogues_known(h, known, call->a, &data, e));
	TRY(state_list(h->store, "decision", known, call->a, &all, &count, e));
	struct rc done = standing_open(h, &data.kinds, (struct as_of){ known,
	    call->now_ms }, call->a, &g, e);
	for (size_t i = 0; i < count && !failed(done); i++)
		if (passes(&all[i].event, f))
			done = decision_row(&g, &all[i], known, b, rows, e);
	standing_drop(&g);
	return done;
}

struct rc
op_decision_list(const struct op_call *call, struct op_result *r)
{
	struct column columns[] = { { "id", "id", 73 }, { "at", "recorded", 24 },
	    { "subject", "subject", 28 }, { "assets", "serials", 7 }, { "outcome", "outcome", 22 },
	    { "proposed", "proposed", 22 }, { "state", "state", 10 },
	    { "carries", "carries", 12 }, { "actor", "by", 20 },
	    { "decision", "type", 0 }, { "reason", "reason", 0 }, { "identity", "identity", 0 },
	    { "on_behalf_of", "on behalf of", 0 }, { "valid_at", "valid at", 0 },
	    { "backdated", "backdated", 0 }, { "findings", "findings", 0 } };
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct value rows = value_array();
	struct filter f;
	uint64_t known;
	struct err *e = &r->trouble.err;
	TRY(read_filter(call, &f, &r->trouble));
	TRY(known_open(call, &h, &known, &r->trouble));
	TRY(list_rows(&h, &f, known, &b, &rows, call, e));
	TRY(build_end(&b, e));
	if (decision_rows_have_findings(&rows))
		columns[COUNT(columns) - 1].width = FINDING_WIDTH;
	return listing_print(call, r, "assay/decision-list/1", "decisions", columns, COUNT(columns),
	    &rows, NULL, "no decision is recorded");
}

/* --- show ------------------------------------------------------------------------------------- */

struct rc
op_decision_show(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct value v = value_object(), basis = value_array();
	struct thing t;
	TRY(home_open(call, HOME_READ, &h, &r->trouble));
	TRY(store_begin_read(h.store, &r->trouble.err));
	TRY(decision_find(call, &h, &t, &r->trouble));
	value_put(&b, &v, "id", value_string(t.row.key));
	value_put(&b, &v, "at", instant_value(&b, t.event.at_ms));
	value_put(&b, &v, "actor", value_string(t.event.actor));
	value_put(&b, &v, "subject", value_string(t.event.subjects[0]));
	for (size_t i = 0; i < t.event.data.count; i++)
		value_put_slice(&b, &v, t.event.data.members[i].name,
		    t.event.data.members[i].value);
	for (size_t i = 0; i < t.event.ref_count; i++) {
		struct value one = value_object();
		value_put(&b, &one, "rel", value_string(t.event.refs[i].rel));
		value_put(&b, &one, "id", value_string(t.event.refs[i].id));
		value_push(&b, &basis, one);
	}
	value_put(&b, &v, "refs", basis);
	value_put(&b, &v, "findings", decision_findings(&b, &t.event));
	TRY(build_end(&b, &r->trouble.err));
	return object_print(call, r, "assay/decision-show/1", &v);
}

/* --- replay ----------------------------------------------------------------------------------- */

static struct rc
read_depth(const struct op_call *call, enum replay_depth *out, struct trouble *t)
{
	const char *with = op_value(call, "with", 0);
	*out = op_flag(call, "deep") ? REPLAY_DEEP : REPLAY_KEPT;
	if (with == NULL)
		return DONE;
	if (strcmp(with, "current") != 0 || *out == REPLAY_DEEP)
		return trouble_in(t, with, fail(&t->err, E_USAGE, 0,
		    "expected --with current, without --deep"));
	*out = REPLAY_WITH_CURRENT;
	return DONE;
}

static struct value
or_null(struct slice s)
{
	return s.len > 0 ? value_string(s) : value_null();
}

static struct rc
say_replay(const struct op_call *call, const struct thing *d, enum replay_depth depth,
    const struct replayed *p, struct op_result *r)
{
	static const char *const depths[] = { "", "kept", "deep", "with_current" };
	struct build b = { .a = call->a };
	struct value v = value_object();
	value_put(&b, &v, "id", value_string(d->row.key));
	value_put(&b, &v, "depth", value_string(slice_of(depths[depth])));
	value_put(&b, &v, "same", value_bool(p->same));
	if (!p->same) {
		value_put(&b, &v, "differs_in", value_string(slice_of(p->what)));
		value_put(&b, &v, "place", value_string(p->place));
		value_put(&b, &v, "kept", value_string(p->kept));
		value_put(&b, &v, "made", value_string(p->made));
		value_put(&b, &v, "found", or_null(p->found));
		value_put(&b, &v, "member", or_null(p->member));
		value_put(&b, &v, "known_by", p->by == NULL ? value_null() :
		    value_string(slice_of(p->by)));
	}
	TRY(build_end(&b, &r->trouble.err));
	return object_print(call, r, "assay/decision-replay/1", &v);
}

struct rc
op_decision_replay(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	struct thing d;
	enum replay_depth depth;
	struct replayed p;
	TRY(read_depth(call, &depth, &r->trouble));
	TRY(home_open(call, HOME_READ, &h, &r->trouble));
	TRY(store_begin_read(h.store, &r->trouble.err));
	TRY(decision_find(call, &h, &d, &r->trouble));
	TRY(replay_decision(&h, &d, depth, call->a, &p, &r->trouble));
	/* today's rules are no replay: what they say changes no status */
	r->status = p.same || depth == REPLAY_WITH_CURRENT ? 0 : code_status(E_REPLAY);
	return say_replay(call, &d, depth, &p, r);
}
