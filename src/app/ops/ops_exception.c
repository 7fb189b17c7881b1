/* app/ops/ops_exception.c - `assay exception request`, `approve` and `revoke`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/assess.h"
#include "app/decision/exceptions.h"
#include "app/home/catalogues.h"
#include "app/home/event_words.h"
#include "app/home/single.h"
#include "subject/subject.h"
#include "version/version.h"

/* --- request: what it is to ------------------------------------------------------------------- */

/* The criterion of this id, or one that informs the requirement closely enough. */
static bool
is_covered(const struct criterion *c, struct slice id, struct slice requirement)
{
	bool covered = id.len > 0 && slice_eq(c->id, id);
	for (size_t i = 0; requirement.len > 0 && i < c->informs_count; i++)
		covered = covered || (slice_eq(c->informs[i].requirement, requirement) &&
		    (slice_eq(c->informs[i].as, SLICE("direct")) ||
		    slice_eq(c->informs[i].as, SLICE("supporting"))));
	return covered;
}

/* Published criteria in force that have such a criterion. A typing error would cover nothing. */
static struct rc
find_criterion(struct single *x, const struct kind_set *kinds, struct slice id,
    struct slice requirement, bool *found)
{
	struct thing *all;
	struct arena *a = x->g.call->a;		/* messages outlive the home */
	size_t count;
	*found = false;
	TRY(state_list(x->g.h.store, "criteria", STORE_OPEN, &x->g.h.a, &all, &count,
	    &x->g.r->trouble.err));
	for (size_t i = 0; i < count && !*found; i++) {
		struct published p;
		struct slice key;
		if (!arena_format(a, &key, "%.*s%c", SLICE_FMT(all[i].row.key), 0))
			return arena_failed(a, &x->g.r->trouble.err);
		TRY(published_find(&x->g.h, (const char *)key.at, STORE_OPEN, kinds, a, &p,
		    &x->g.r->trouble));
		for (size_t k = 0; k < p.source.criteria->count; k++)
			*found = *found || is_covered(&p.source.criteria->criteria[k], id,
			    requirement);
	}
	return DONE;
}

static bool
is_full_requirement(struct slice s)
{
	size_t colon = slice_find(s, SLICE(":"), 0), slash = slice_find(s, SLICE("/"), 0);
	return colon != SIZE_MAX && slash != SIZE_MAX && colon > 0 && colon + 1 < slash &&
	    slash + 1 < s.len && slice_find(s, SLICE(" "), 0) == SIZE_MAX;
}

static struct rc
note(struct single *x, const char *before, struct slice what, const char *after)
{
	return arena_format(&x->g.h.a, &x->note, "%s'%.*s'%s", before, SLICE_FMT(what), after) ?
	    DONE : arena_failed(&x->g.h.a, &x->g.r->trouble.err);
}

static struct rc
check_target(struct single *x, struct slice criterion, struct slice requirement)
{
	struct shipped_data data;
	bool found = false;
	struct trouble *t = &x->g.r->trouble;
	if ((criterion.len > 0) == (requirement.len > 0))
		return fail(&t->err, E_USAGE, 0, "give either --criterion ID or --requirement ID");
	if (requirement.len > 0 && !is_full_requirement(requirement)) {
		trouble_name(t, requirement);
		return fail(&t->err, E_USAGE, 0, "expected a requirement with its catalogue and "
		    "edition, e.g. iec62443-4-2:2019/CR-1.1");
	}
	TRY(catalogues_known(&x->g.h, STORE_OPEN, &x->g.h.a, &data, &t->err));
	if (requirement.len > 0 && catalog_set_find(&data.catalogues, requirement, NULL) == NULL)
		return note(x, "no catalogue in force has a requirement ", requirement, "");
	TRY(find_criterion(x, &data.kinds, criterion, requirement, &found));
	if (found)
		return DONE;
	return criterion.len > 0 ? note(x, "no criteria in force have a criterion ", criterion,
	    "; until some do, this covers nothing") : note(x, "no criterion in force informs ",
	    requirement, " as direct or supporting; until one does, this covers nothing");
}

/* As what criteria must inform the requirement to be covered. What is approved says so itself, so
 * that it stays as wide as it was. */
static struct rc
add_requirement(struct single *x, struct slice requirement, struct draft *d)
{
	struct slice text = SLICE("");
	if (requirement.len > 0 && !arena_join(&x->g.h.a, requirement,
	    SLICE(" as direct+supporting"), &text))
		return arena_failed(&x->g.h.a, &x->g.r->trouble.err);
	draft_text(d, "requirement", text);
	return DONE;
}

/* --- request: for what ------------------------------------------------------------------------ */

static struct rc
add_subjects(struct single *x, struct draft *d)
{
	struct trouble *t = &x->g.r->trouble;
	if (op_value(x->g.call, "for", 0) == NULL)
		return trouble_in(t, "--for", fail(&t->err, E_USAGE, 0,
		    "expected a subject, e.g. --for batch:acme/C-1"));
	for (size_t i = 0; op_value(x->g.call, "for", i) != NULL; i++) {
		const char *given = op_value(x->g.call, "for", i);
		struct slice *all;
		size_t count;
		struct rc done = subject_expand(slice_of(given), &x->g.h.a, &all, &count, &t->err);
		if (done.code == E_SYNTAX || done.code == E_LIMIT) {
			t->err.code = E_USAGE;
			return trouble_in(t, given, (struct rc){ E_USAGE });
		}
		TRY(done);
		if (count + d->v.subject_count > EVENT_SUBJECTS_MAX)
			return trouble_in(t, given, fail(&t->err, E_USAGE, 0,
			    "more than 1,000 subjects; name their batch, release or product"));
		for (size_t k = 0; k < count; k++)
			draft_subject(d, all[k]);
	}
	return DONE;
}

/* The texts of a repeated option. */
static struct rc
texts_of(struct single *x, const char *option, struct slice **out, size_t *count)
{
	*count = op_count(x->g.call, option);
	*out = ARENA_ARRAY(&x->g.h.a, struct slice, *count + 1);
	if (*out == NULL)
		return arena_failed(&x->g.h.a, &x->g.r->trouble.err);
	for (size_t i = 0; i < *count; i++)
		(*out)[i] = slice_of(op_value(x->g.call, option, i));
	return DONE;
}

static struct rc
add_digests(struct single *x, struct draft *d)
{
	struct slice *all;
	size_t count;
	struct digest unused;
	TRY(texts_of(x, "digest", &all, &count));
	for (size_t i = 0; i < count; i++)
		if (!digest_parse(all[i], &unused))
			return trouble_in(&x->g.r->trouble, op_value(x->g.call, "digest", i), fail(
			    &x->g.r->trouble.err, E_USAGE, 0,
			    "expected sha256: and 64 lower-case hex digits"));
	draft_texts(d, "digests", all, count);
	return DONE;
}

/* A range, or every version where digests alone narrow it. */
static struct rc
add_versions(struct single *x, struct draft *d)
{
	const char *given = op_value(x->g.call, "versions", 0);
	struct trouble *t = &x->g.r->trouble;
	struct slice range = slice_trim(slice_of(given));
	if (given != NULL && failed(version_range_check(range, &t->err))) {
		t->err.code = E_USAGE;
		return trouble_in(t, given, (struct rc){ E_USAGE });
	}
	if (given == NULL)
		range = op_count(x->g.call, "digest") > 0 ? SLICE("*") : SLICE("");
	draft_text(d, "versions", range);
	return DONE;
}

static struct rc
add_codes(struct single *x, struct draft *d)
{
	struct slice *all;
	size_t count;
	TRY(texts_of(x, "code", &all, &count));
	for (size_t i = 0; i < count; i++)
		if (finding_find(all[i]) == FINDING_NONE)
			return trouble_in(&x->g.r->trouble, op_value(x->g.call, "code", i), fail(
			    &x->g.r->trouble.err, E_USAGE, 0,
			    "no finding of this name; `man assay-findings` lists them"));
	draft_texts(d, "codes", all, count);
	return DONE;
}

static struct rc
add_until(struct single *x, struct draft *d)
{
	struct slice text;
	int64_t until;
	struct trouble *t = &x->g.r->trouble;
	TRY(single_need(x, "until", "expected the instant or date when it ends", &text));
	TRY(trouble_in(t, op_value(x->g.call, "until", 0), words_instant(text, TIME_END, &until,
	    &t->err)));
	if (until <= x->g.w.now_ms)
		return trouble_in(t, op_value(x->g.call, "until", 0), fail(&t->err, E_USAGE, 0,
		    "this has passed already"));
	draft_instant(d, "until", until);
	return DONE;
}

/* --- request ---------------------------------------------------------------------------------- */

/* The very same request of the same actor, not revoked since: no second one is written. */
static struct rc
find_same(struct single *x, const struct draft *d)
{
	struct exception *all;
	size_t count;
	TRY(exceptions_list(x->g.h.store, STORE_OPEN, false, &x->g.h.a, &all, &count,
	    &x->g.r->trouble.err));
	for (size_t i = 0; i < count && !x->existed; i++)
		TRY(single_same(x, &all[i].request.event, all[i].request.row.key, d));
	return DONE;
}

static struct rc
compose_request(struct single *x, void *context, struct draft *d)
{
	struct slice outcome, reason, owner;
	struct slice criterion = slice_trim(slice_of(op_value(x->g.call, "criterion", 0)));
	struct slice requirement = slice_trim(slice_of(op_value(x->g.call, "requirement", 0)));
	(void)context;
	*d = draft_init(EVENT_EXCEPTION_REQUESTED, &x->g.h.a);
	TRY(check_target(x, criterion, requirement));
	TRY(single_word(x, "outcome", "accept_with_exception risk_accept",
	    "expected accept_with_exception or risk_accept", NULL, &outcome));
	TRY(single_need(x, "reason", "expected why it is asked for", &reason));
	TRY(single_need(x, "owner", "expected who answers for it", &owner));
	TRY(add_subjects(x, d));
	TRY(single_ground(x, d));
	draft_text(d, "criterion", criterion);
	TRY(add_requirement(x, requirement, d));
	TRY(add_codes(x, d));
	draft_text(d, "outcome", outcome);
	TRY(add_digests(x, d));
	TRY(add_versions(x, d));
	draft_text(d, "reason", reason);
	draft_text(d, "compensating", slice_of(op_value(x->g.call, "compensating", 0)));
	draft_text(d, "residual_risk", slice_of(op_value(x->g.call, "residual-risk", 0)));
	draft_text(d, "owner", owner);
	TRY(add_until(x, d));
	return find_same(x, d);
}

struct rc
op_exception_request(const struct op_call *call, struct op_result *r)
{
	AUTO(single) x = {0};
	TRY(single_run(call, r, &x, compose_request, NULL));
	return single_say(&x, "assay/exception-request/1", NULL);
}

/* --- approve ---------------------------------------------------------------------------------- */

static struct rc
check_approvable(struct single *x, const struct exception *found, int64_t from_ms)
{
	int64_t until = event_instant(&found->request.event, "until");
	struct err *e = &x->g.r->trouble.err;
	struct rc done = DONE;
	if (found->revoked)
		done = fail(e, E_USAGE, 0, "this exception was revoked; ask for a new one");
	else if (found->approved)
		done = fail(e, E_USAGE, 0, "this exception is approved already");
	else if (until < x->g.w.now_ms)
		done = fail(e, E_USAGE, 0, "this exception has ended already");
	else if (from_ms > until)
		done = fail(e, E_USAGE, 0, "the approval would begin after the exception ends");
	else if (from_ms < found->request.event.at_ms)
		done = fail(e, E_USAGE, 0, "the approval would begin before it was asked for");
	return trouble_in(&x->g.r->trouble, op_value(x->g.call, "ID", 0), done);
}

/* Open or revoked: what was revoked is found too, so that it can be said. */
static struct rc
find_any(struct single *x, struct exception *out)
{
	struct slice id;
	bool found;
	struct trouble *t = &x->g.r->trouble;
	const char *given = op_value(x->g.call, "ID", 0);
	TRY(trouble_in(t, given, state_resolve_ever(x->g.h.store, slice_of(given), "exception",
	    &x->g.h.a, &id, &t->err)));
	TRY(exception_find(x->g.h.store, id, STORE_OPEN, &x->g.h.a, out, &found, &t->err));
	return found ? DONE : trouble_in(t, given, fail(&t->err, E_USAGE, 0,
	    "there is nothing of this kind and id"));
}

static struct rc
compose_approval(struct single *x, void *context, struct draft *d)
{
	struct exception found;
	int64_t from = TIME_UNKNOWN;
	struct trouble *t = &x->g.r->trouble;
	const char *given = op_value(x->g.call, "from", 0);
	(void)context;
	TRY(find_any(x, &found));
	if (given != NULL)
		TRY(trouble_in(t, given, words_instant(slice_of(given), TIME_BEGINNING, &from,
		    &t->err)));
	from = from == TIME_UNKNOWN ? x->g.w.now_ms : from;
	TRY(check_approvable(x, &found, from));
	*d = draft_init(EVENT_EXCEPTION_APPROVED, &x->g.h.a);
	for (size_t i = 0; i < found.request.event.subject_count; i++)
		draft_subject(d, found.request.event.subjects[i]);
	x->about = found.request.row.key;
	draft_ref(d, "about", x->about);
	draft_instant(d, "from", from);
	draft_text(d, "note", slice_of(op_value(x->g.call, "note", 0)));
	draft_word(d, "identity", x->g.w.method);
	return DONE;
}

struct rc
op_exception_approve(const struct op_call *call, struct op_result *r)
{
	AUTO(single) x = {0};
	TRY(single_run(call, r, &x, compose_approval, NULL));
	return single_say(&x, "assay/exception-approve/1", "exception");
}

/* --- revoke ----------------------------------------------------------------------------------- */

static struct rc
compose_revocation(struct single *x, void *context, struct draft *d)
{
	struct exception found;
	struct slice reason;
	struct trouble *t = &x->g.r->trouble;
	(void)context;
	TRY(single_need(x, "reason", "expected why it no longer holds", &reason));
	TRY(find_any(x, &found));
	if (found.revoked)
		return trouble_in(t, op_value(x->g.call, "ID", 0), fail(&t->err, E_USAGE, 0,
		    "this exception was revoked already"));
	*d = draft_init(EVENT_EXCEPTION_REVOKED, &x->g.h.a);
	for (size_t i = 0; i < found.request.event.subject_count; i++)
		draft_subject(d, found.request.event.subjects[i]);
	x->about = found.request.row.key;
	draft_ref(d, "revokes", x->about);
	draft_text(d, "reason", reason);
	return DONE;
}

struct rc
op_exception_revoke(const struct op_call *call, struct op_result *r)
{
	AUTO(single) x = {0};
	TRY(single_run(call, r, &x, compose_revocation, NULL));
	return single_say(&x, "assay/exception-revoke/1", "exception");
}
