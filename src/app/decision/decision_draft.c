/* app/decision/decision_draft.c - the event of a decision. See app/decision/decision_draft.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/decision_draft.h"

#include <stdlib.h>
#include <string.h>

#include "app/home/draft.h"
#include "app/home/event_words.h"
#include "app/home/known.h"
#include "app/log/bodies.h"
#include "base/limits.h"
#include "event/fold.h"

/* References of one event, with some room for decisions that are replaced. */
#define BASED_ON_MAX 900

/* --- bodies ----------------------------------------------------------------------------------- */

/* What was kept before is read again: it may have been damaged since. What was not waits for the
 * append, which reads it back. */
static struct rc
keep(struct home *h, struct draft *d, struct slice bytes,
    const char *media_type, struct slice *digest, struct err *e)
{
	struct event_body body;
	enum body_state state;
	TRY(body_keep(h, bytes, media_type, &h->a, &body, e));
	TRY(store_begin_read(h->store, e));
	struct rc done = body_check(h, &body, &h->a, &state, e);
	store_rollback(h->store);
	TRY(done);
	if (state == BODY_DAMAGED)
		return fail(e, E_VERIFY, 0, "a body that the decision rests on is damaged; "
		    "`assay fsck` says which");
	draft_body(d, &body);
	*digest = body.sha256;
	return DONE;
}

/* Adopted by the log, or shipped where the log has adopted no kinds. */
static struct rc
read_catalogue(struct home *h, struct slice digest, struct slice *bytes, struct err *e)
{
	bool found;
	TRY(store_begin_read(h->store, e));
	struct rc done = body_read(h, digest, DOCUMENT_BYTES_MAX, &h->a, bytes, &found, e);
	store_rollback(h->store);
	TRY(done);
	if (!found)
		*bytes = shipped_data_bytes(digest);
	return slice_is_null(*bytes) ? fail(e, E_VERIFY, 0,
	    "the body of a catalogue is gone; `assay fsck` says more") : DONE;
}

/* In the order of the digests, as the member `catalogues` has them. */
static struct rc
keep_catalogues(struct home *h, struct draft *d,
    const struct assessment *s, struct err *e)
{
	struct slice digest;
	for (size_t i = 0; i < s->catalogue_count; i++) {
		struct slice bytes;
		TRY(read_catalogue(h, s->catalogues[i], &bytes, e));
		TRY(keep(h, d, bytes, "application/json", &digest, e));
	}
	draft_texts(d, "catalogues", s->catalogues, s->catalogue_count);
	return DONE;
}

static struct rc
keep_all(struct home *h, const struct decision_parts *p,
    struct draft *d, struct err *e)
{
	struct slice digest, again;
	struct value criteria = value_object();
	TRY(keep(h, d, buf_slice(&p->x->inspection.case_bytes), "application/json", &digest,
	    e));
	draft_text(d, "case", digest);
	TRY(keep(h, d, buf_slice(&p->x->inspection.assessment_bytes), "application/json",
	    &digest, e));
	draft_text(d, "assessment", digest);
	TRY(keep(h, d, p->criteria->source.text, "application/yaml", &digest, e));
	value_put(&d->b, &criteria, "digest", value_string(digest));
	value_put(&d->b, &criteria, "name", value_string(p->criteria->source.criteria->name));
	value_put(&d->b, &criteria, "version",
	    value_string(p->criteria->source.criteria->version));
	draft_value(d, "criteria", criteria);
	TRY(keep_catalogues(h, d, &p->x->inspection.assessment, e));
	if (p->today == NULL)
		return DONE;
	return keep(h, d, buf_slice(&p->today->inspection.assessment_bytes),
	    "application/json", &again, e);
}

/* --- by which right --------------------------------------------------------------------------- */

static bool
in_force(const struct event *grant, int64_t at_ms)
{
	int64_t from = event_instant(grant, "from"), until = event_instant(grant, "until");
	return (from == TIME_UNKNOWN || from <= at_ms) &&
	    (until == TIME_UNKNOWN || until >= at_ms);
}

/* The role by which the deciding actor decides: of several the first that is in force. Whether it
 * is enough is the fold's to say. */
static struct rc
find_role(struct home *h, const struct decision_parts *p, struct slice *out, struct err *e)
{
	struct thing *roles;
	size_t count;
	struct slice actor = p->wish->on_behalf_of.len > 0 ? p->wish->on_behalf_of :
	    p->writer->actor;
	*out = (struct slice){0};
	TRY(store_begin_read(h->store, e));
	struct rc done = state_about(h->store, actor, "granted", "role", STORE_OPEN, &h->a, &roles,
	    &count, e);
	store_rollback(h->store);
	TRY(done);
	for (size_t i = 0; i < count && out->len == 0; i++) {
		const struct event *v = &roles[i].event;
		struct slice *scope;
		size_t n;
		if (!slice_eq(event_text(v, "role"), SLICE("acceptance_authority")))
			continue;
		TRY(words_texts(value_get(&v->data, SLICE("scope")), &h->a, &scope, &n, e));
		if (fold_scope_covers(scope, n, p->wish->subject) &&
		    in_force(v, p->writer->now_ms))
			*out = roles[i].row.key;
	}
	return out->len > 0 ? DONE : fail(e, E_AUTH, 0, "whoever decides is no acceptance "
	    "authority for this subject now; `assay role list` shows who is");
}

/* --- conditions ------------------------------------------------------------------------------- */

/* A duration from the decision, or a date: its last millisecond. */
static int64_t
due_of(struct slice due, int64_t now_ms)
{
	int64_t ms;
	if (due.len == 0)
		return TIME_UNKNOWN;
	if (!failed(duration_parse(due, &ms, NULL)))
		return now_ms + ms;
	return failed(time_parse(due, TIME_END, &ms, NULL)) ? TIME_UNKNOWN : ms;
}

/* The condition is open for something that is decided on. */
static bool
is_open_for(const struct assessment *s, const struct condition_open *c,
    const struct decision_wish *w)
{
	for (size_t i = 0; i < s->result_count; i++) {
		const struct criterion_result *r = &s->results[i];
		if (!slice_eq(r->id, c->criterion) || !part_is_meant(&s->parts[r->part], w))
			continue;
		for (size_t k = 0; k < r->reason_count; k++)
			if (r->reasons[k].id == FINDING_CONDITION_OPEN)
				return true;
	}
	return false;
}

/* Only a decision that accepts with conditions, or milder, has any; a rejected batch waits for
 * nothing. */
static void
put_conditions(struct draft *d, const struct decision_parts *p, int64_t now_ms, size_t *count)
{
	const struct assessment *s = &p->x->inspection.assessment;
	struct value list = value_array();
	bool accepts = p->wish->outcome >= OUTCOME_RISK_ACCEPT;
	*count = 0;
	for (size_t i = 0; i < s->condition_count && accepts; i++) {
		const struct condition_open *c = &s->conditions[i];
		struct value one = value_object();
		if (!is_open_for(s, c, p->wish))
			continue;
		value_put(&d->b, &one, "criterion", value_string(c->criterion));
		value_put(&d->b, &one, "text", value_string(c->text));
		value_put(&d->b, &one, "gate", value_string(slice_is_null(c->gate) ? SLICE("") :
		    c->gate));
		value_put(&d->b, &one, "due", instant_value(&d->b, due_of(c->due, now_ms)));
		value_push(&d->b, &list, one);
		++*count;
	}
	draft_value(d, "conditions", list);
}

/* --- what it rests on ------------------------------------------------------------------------- */

/* Those that cover a criterion of a part that is decided on. */
static void
put_exceptions(struct draft *d, const struct assessment *s, const struct decision_wish *w)
{
	struct slice *list = ARENA_ARRAY(d->b.a, struct slice, s->result_count);
	size_t n = 0;
	if (list == NULL) {
		d->b.broken = true;
		return;
	}
	for (size_t i = 0; i < s->result_count; i++)
		if (s->results[i].exception.len > 0 &&
		    part_is_meant(&s->parts[s->results[i].part], w))
			list[n++] = s->results[i].exception;
	draft_texts(d, "exceptions", list, n);
}

/* The entry of every item that was offered; of more than fit the case has them all. */
static void
put_basis(struct draft *d, const struct case_form *c)
{
	for (size_t i = 0; i < c->item_count && i < BASED_ON_MAX; i++)
		if (c->items[i].entry.len > 0)
			draft_ref(d, "based_on", c->items[i].entry);
}

/* --- the whole -------------------------------------------------------------------------------- */

struct rc
decision_draft(const struct op_call *call, struct home *h, const struct decision_parts *p,
    struct event *out, size_t *conditions, struct err *e)
{
	const struct decision_wish *w = p->wish;
	struct draft d = draft_init(EVENT_DECISION_MADE, &h->a);
	struct value position = value_object();
	struct slice role;
	TRY(find_role(h, p, &role, e));
	draft_subject(&d, w->subject);
	TRY(keep_all(h, p, &d, e));
	draft_text(&d, "decision", p->criteria->source.criteria->decision);
	draft_word(&d, "outcome", outcome_name(w->outcome));
	draft_word(&d, "proposed", outcome_name(p->proposed));
	draft_text(&d, "proposal", p->x->inspection.result_digest);
	draft_text(&d, "reason", w->reason);
	draft_texts(&d, "assets", w->assets, w->asset_count);
	draft_instant(&d, "valid_at", p->valid_at_ms);
	value_put(&d.b, &position, "root", value_string(p->x->inspection.form.position_root));
	value_put(&d.b, &position, "size", value_number(&d.b, (int64_t)p->known));
	draft_value(&d, "position", position);
	draft_text(&d, "role", role);
	draft_word(&d, "identity", w->paper.len > 0 ? "paper" : p->writer->method);
	draft_text(&d, "on_behalf_of", w->on_behalf_of);
	draft_text(&d, "paper", w->paper);
	put_conditions(&d, p, call->now_ms, conditions);
	put_exceptions(&d, &p->x->inspection.assessment, w);
	draft_bool(&d, "backdated", p->today != NULL);
	put_basis(&d, &p->x->inspection.form);
	for (size_t i = 0; i < w->supersedes_count; i++)
		draft_ref(&d, "supersedes", w->supersedes[i]);
	return draft_end(&d, out, e);
}
