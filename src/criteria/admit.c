/* criteria/admit.c - which items a need admits. See criteria/engine.h.
 *
 * Items are judged one by one: a bad item about one thing does not spoil a good one about another,
 * and a good one never stands for two. What speaks against a subject in spite of good items about
 * it: a revoked certificate, evidence that was withdrawn, one certificate for two serials.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "criteria/engine.h"
#include "criteria/signed_at.h"

/* What the need wants of signatures, and of levels. */
struct wish {
	const struct need	*need;
	enum level		 min_level;
	enum finding_id		 missing;
	struct signed_wish	 sign;
};

/* A role becomes the party that holds it. Where the case knows nobody in this role, only anchors
 * for every party (inspect) are good for it: the role's name is no party's. */
static struct wish
wish_make(const struct engine *g, const struct need *n, enum level min_level,
    enum finding_id missing)
{
	struct wish w = { .need = n, .min_level = min_level, .missing = missing };
	const struct case_scope *scope = &g->form->scope;
	w.sign.purpose = n->purpose;
	w.sign.party = n->party;
	if (slice_eq(n->party, SLICE("manufacturer")))
		w.sign.party = scope->manufacturer;
	for (size_t i = 0; i < scope->party_count; i++)
		if (slice_eq(scope->parties[i].role, n->party))
			w.sign.party = scope->parties[i].party;
	return w;
}

static void
add(struct reasons *out, enum finding_id id, const struct item *it, struct slice place)
{
	reasons_add(out, id, SLICE(""), it->id, place);
}

static void
check_signature(const struct engine *g, const struct wish *w, const struct item *it,
    struct reasons *out)
{
	if (w->need->unsigned_allowed) {
		if (signed_has_broken(it))
			add(out, FINDING_SIGNATURE_INVALID, it, SLICE(""));
		return;
	}
	struct signed_answer s = signed_at(g->form, it, &w->sign);
	for (size_t i = 0; i < s.count; i++)
		add(out, s.problems[i], it, SLICE(""));
}

static void
check_age(const struct engine *g, const struct need *n, const struct item *it,
    struct reasons *out)
{
	int64_t at = g->form->valid_at_ms;
	bool limited = n->made_after_ms != TIME_UNKNOWN || n->not_older_than_ms != 0;
	if (limited && it->made_ms == TIME_UNKNOWN)
		add(out, FINDING_EVIDENCE_UNDATED, it, SLICE(""));
	else if (limited && it->made_ms > at)
		add(out, FINDING_EVIDENCE_POSTDATED, it, SLICE(""));
	else if ((n->made_after_ms != TIME_UNKNOWN && it->made_ms < n->made_after_ms) ||
	    (n->not_older_than_ms != 0 && at - it->made_ms > n->not_older_than_ms))
		add(out, FINDING_EVIDENCE_STALE, it, SLICE(""));
	/* a certificate's own validity is in the window of its signature */
	bool lapsed = (it->valid_until_ms != TIME_UNKNOWN && it->valid_until_ms < at) ||
	    (it->valid_from_ms != TIME_UNKNOWN && it->valid_from_ms > at);
	if (lapsed && !reasons_have(out, FINDING_CERT_EXPIRED) &&
	    !reasons_have(out, FINDING_CERT_NOT_YET_VALID))
		add(out, FINDING_EVIDENCE_EXPIRED, it, SLICE(""));
}

static bool
was_read_by(const struct engine *g, const struct item *it, struct slice role)
{
	for (size_t i = 0; i < g->form->review_count; i++) {
		const struct case_review *r = &g->form->reviews[i];
		if (slice_eq(r->evidence, it->id) && slice_eq(r->role, role) &&
		    r->at_ms <= g->form->valid_at_ms && slice_eq(r->result, SLICE("pass")))
			return true;
	}
	return false;
}

/* What the ledger says about the item at the instant. */
static void
check_states(const struct engine *g, const struct item *it, struct reasons *out)
{
	for (size_t i = 0; i < it->state_count; i++) {
		const struct item_state *s = &it->states[i];
		if (s->at_ms != TIME_UNKNOWN && s->at_ms > g->form->valid_at_ms)
			continue;
		if (slice_eq(s->state, SLICE("superseded")))
			add(out, FINDING_EVIDENCE_SUPERSEDED, it, SLICE(""));
		else if (slice_eq(s->state, SLICE("disputed")))
			add(out, FINDING_EVIDENCE_CONFLICT, it, SLICE(""));
		else
			add(out, FINDING_EVIDENCE_REVOKED, it, SLICE(""));
	}
}

static void
check_keeping(const struct engine *g, const struct need *n, const struct item *it,
    struct reasons *out)
{
	enum holding wanted = n->holding == 0 ? HOLDING_KEPT : n->holding;
	if (it->holding > wanted)
		add(out, FINDING_HOLDING_TOO_WEAK, it, SLICE(""));
	if (n->stage.len > 0 && !slice_eq(n->stage, it->stage))
		add(out, FINDING_STAGE_MISMATCH, it, SLICE(""));
	if (n->reviewed_by.len > 0 && !was_read_by(g, it, n->reviewed_by))
		add(out, FINDING_REVIEW_MISSING, it, SLICE(""));
}

/* Why the item does not count for the need, whatever asset it is about; nothing when it does. */
static void
check_item(const struct engine *g, const struct wish *w, const struct item *it,
    struct reasons *out)
{
	const struct rated *r = &g->rated[it - g->form->items];
	for (size_t i = 0; i < it->finding_count; i++)
		if (finding_class(it->findings[i].id) >= CLASS_LACK)
			add(out, it->findings[i].id, it, it->findings[i].place);
	if (!item_is_about(g, it, w->need->bound))
		add(out, FINDING_EVIDENCE_UNBOUND, it, SLICE(""));
	check_signature(g, w, it, out);
	check_age(g, w->need, it, out);
	check_keeping(g, w->need, it, out);
	check_states(g, it, out);
	if (out->count == 0 && r->level < w->min_level)
		add(out, r->why == FINDING_ANCHOR_WITH_GOODS ? r->why :
		    FINDING_EVIDENCE_LEVEL_LOW, it, SLICE(""));
}

static struct rc
answer_use(struct engine *g, struct need_answer *out, const struct item *it, size_t asset,
    struct err *e)
{
	void *list = out->uses;
	if (!arena_grow(g->a, &list, &out->use_cap, out->use_count, sizeof(struct use)))
		return arena_failed(g->a, e);
	out->uses = list;
	out->uses[out->use_count++] = (struct use){ it, asset };
	return DONE;
}

static void
add_all(struct reasons *to, const struct reasons *from, struct slice subject)
{
	for (size_t i = 0; i < from->count; i++)
		reasons_add(to, from->at[i].id, subject, from->at[i].evidence, from->at[i].place);
	to->broken = to->broken || from->broken;
}

/* What was sent in the place of what is needed. */
static void
add_mistaken(struct engine *g, const struct need *n, struct reasons *out)
{
	for (size_t i = 0; i < g->form->item_count; i++)
		if (kind_mistaken(g->in->kinds, g->form->items[i].kind, n->kind))
			reasons_add(out, FINDING_CERTIFICATE_KIND_MISMATCH,
			    g->form->scope.subject, g->form->items[i].id, SLICE(""));
}

/* --- a need for the whole ------------------------------------------------------------------- */

/* How many of the admitted count: items, assets of their own, or producers. */
static struct rc
count_uses(struct engine *g, const struct need *n, const struct need_answer *a, uint64_t *count,
    struct err *e)
{
	struct map seen = map_init();
	struct rc result = DONE;
	for (size_t i = 0; i < a->use_count && !failed(result); i++) {
		const struct item *it = a->uses[i].item;
		bool several;
		size_t asset = engine_asset_of(g, it, &several);
		struct slice key = it->id;
		if (n->distinct_producer)
			key = it->producer;
		else if (n->bound == BOUND_ASSET)	/* one that names several shows none */
			key = asset == NO_ASSET ? SLICE("") : g->form->scope.assets[asset];
		if (key.len > 0)
			result = map_put(&seen, key, g, e);
	}
	*count = seen.count;
	map_drop(&seen);
	return result;
}

static struct rc
answer_whole(struct engine *g, const struct wish *w, struct need_answer *out, struct err *e)
{
	const struct need *n = w->need;
	struct slice subject = g->form->scope.subject;
	struct reasons rejected = reasons_init(g->a);
	size_t candidates = 0;
	uint64_t count;
	for (size_t i = 0; i < g->form->item_count; i++) {
		const struct item *it = &g->form->items[i];
		struct reasons why = reasons_init(g->a);
		TRY(engine_step(g, 1, e));
		if (!kind_is(g->in->kinds, it->kind, n->kind))
			continue;
		candidates++;
		check_item(g, w, it, &why);
		if (why.count == 0 && !why.broken)
			TRY(answer_use(g, out, it, NO_ASSET, e));
		add_all(&rejected, &why, subject);
	}
	TRY(count_uses(g, n, out, &count, e));
	out->everywhere = count < n->at_least;
	for (size_t i = 0; i < g->asset_count; i++)
		out->met[i] = !out->everywhere;
	if (!out->everywhere)
		return DONE;
	add_all(&out->reasons, &rejected, subject);
	if (candidates == 0)
		add_mistaken(g, n, &out->reasons);
	if (n->distinct_producer && out->use_count >= n->at_least)
		reasons_add(&out->reasons, FINDING_PRODUCER_NOT_DISTINCT, subject, SLICE(""),
		    SLICE(""));
	else if (out->reasons.count == 0 || out->use_count > 0)
		reasons_add(&out->reasons, w->missing, subject, SLICE(""), SLICE(""));
	return reasons_end(&out->reasons, e);
}

/* --- a need for each ------------------------------------------------------------------------ */

/* An item that stands for several assets: it counts for none of them, and a certificate that is
 * given to two speaks against both. */
static void
add_shared(struct engine *g, const struct item *it, struct reasons *rejected,
    struct need_answer *out, bool *seen)
{
	bool certificate = kind_is(g->in->kinds, it->kind, SLICE("device_certificate"));
	for (size_t i = 0; i < it->bound_count; i++) {
		size_t asset = engine_asset(g, it->bound_to[i]);
		if (asset == NO_ASSET)
			continue;
		seen[asset] = true;
		reasons_add(certificate ? &out->reasons : rejected, certificate ?
		    FINDING_CERTIFICATE_SHARED : FINDING_EVIDENCE_NOT_OWN, it->bound_to[i],
		    it->id, SLICE(""));
	}
}

bool
finding_is_adverse(enum finding_id id)
{
	return id == FINDING_CERT_REVOKED || id == FINDING_EVIDENCE_REVOKED ||
	    id == FINDING_CERTIFICATE_SHARED;
}

/* One item of the right kind, for the asset it is about. seen: the asset has a candidate. */
static struct rc
answer_item(struct engine *g, const struct wish *w, const struct item *it,
    struct reasons *rejected, struct reasons *loose, struct need_answer *out, bool *seen,
    struct err *e)
{
	struct reasons why = reasons_init(g->a);
	bool several;
	size_t asset = engine_asset_of(g, it, &several);
	if (several) {
		add_shared(g, it, rejected, out, seen);
		return DONE;
	}
	check_item(g, w, it, &why);
	if (asset == NO_ASSET && !reasons_have(&why, FINDING_EVIDENCE_UNBOUND))
		add(&why, FINDING_EVIDENCE_UNBOUND, it, SLICE(""));
	if (asset == NO_ASSET) {
		add_all(loose, &why, g->form->scope.subject);
		return DONE;
	}
	seen[asset] = true;
	if (why.count == 0 && !why.broken) {
		out->met[asset] = true;
		return answer_use(g, out, it, asset, e);
	}
	struct slice subject = g->form->scope.assets[asset];
	for (size_t i = 0; i < why.count; i++) {
		const struct reason *one = &why.at[i];
		reasons_add(finding_is_adverse(one->id) ? &out->reasons : rejected, one->id,
		    subject, one->evidence, one->place);
	}
	rejected->broken = rejected->broken || why.broken;
	return DONE;
}

/* Nothing at all is there for any asset: said once, not once for each. */
static void
answer_nothing(struct engine *g, const struct wish *w, const struct reasons *loose,
    struct need_answer *out)
{
	struct slice subject = g->form->scope.subject;
	add_all(&out->reasons, loose, subject);
	if (loose->count == 0)
		add_mistaken(g, w->need, &out->reasons);
	if (out->reasons.count == 0)
		reasons_add(&out->reasons, w->missing, subject, SLICE(""), SLICE(""));
}

static void
answer_rest(struct engine *g, const struct wish *w, const struct reasons *rejected,
    const bool *seen, struct need_answer *out)
{
	for (size_t i = 0; i < rejected->count; i++) {
		size_t asset = engine_asset(g, rejected->at[i].subject);
		if (asset == NO_ASSET || !out->met[asset])
			reasons_add(&out->reasons, rejected->at[i].id, rejected->at[i].subject,
			    rejected->at[i].evidence, rejected->at[i].place);
	}
	for (size_t i = 0; i < g->asset_count; i++)
		if (!seen[i])
			reasons_add(&out->reasons, w->missing, g->form->scope.assets[i],
			    SLICE(""), SLICE(""));
}

static struct rc
answer_each_asset(struct engine *g, const struct wish *w, struct need_answer *out, struct err *e)
{
	struct reasons rejected = reasons_init(g->a), loose = reasons_init(g->a);
	bool *seen = ARENA_ARRAY(g->a, bool, g->asset_count), any = false;
	if (seen == NULL)
		return arena_failed(g->a, e);
	for (size_t i = 0; i < g->form->item_count; i++) {
		const struct item *it = &g->form->items[i];
		TRY(engine_step(g, 1, e));
		if (kind_is(g->in->kinds, it->kind, w->need->kind))
			TRY(answer_item(g, w, it, &rejected, &loose, out, seen, e));
	}
	out->everywhere = true;
	for (size_t i = 0; i < g->asset_count; i++) {
		any = any || seen[i];
		out->everywhere = out->everywhere && !out->met[i];
	}
	if (!any || g->form->scope.asset_count == 0)
		answer_nothing(g, w, &loose, out);
	else
		answer_rest(g, w, &rejected, seen, out);
	out->reasons.broken = out->reasons.broken || rejected.broken || loose.broken;
	return reasons_end(&out->reasons, e);
}

/* Each release, where the release is known; each BOM component, whose list no case holds yet. */
static struct rc
answer_each_other(struct engine *g, const struct wish *w, struct need_answer *out,
    struct err *e)
{
	struct need one = *w->need;
	struct wish narrowed = *w;
	bool known = one.each == EACH_RELEASE && g->form->scope.release.len > 0;
	one.bound = known ? BOUND_RELEASE : one.bound;
	narrowed.need = &one;
	TRY(answer_whole(g, &narrowed, out, e));
	if (known || out->everywhere)
		return DONE;
	out->everywhere = true;
	for (size_t i = 0; i < g->asset_count; i++)
		out->met[i] = false;
	reasons_add(&out->reasons, FINDING_SUBJECT_UNKNOWN, g->form->scope.subject, SLICE(""),
	    SLICE(""));
	return reasons_end(&out->reasons, e);
}

struct rc
need_answer_make(struct engine *g, const struct need *n, enum level min_level,
    enum finding_id missing, struct need_answer *out, struct err *e)
{
	struct wish w = wish_make(g, n, min_level, missing == FINDING_NONE ?
	    FINDING_EVIDENCE_MISSING : missing);
	*out = (struct need_answer){ .reasons = reasons_init(g->a),
	    .met = ARENA_ARRAY(g->a, bool, g->asset_count) };
	if (out->met == NULL)
		return arena_failed(g->a, e);
	if (n->each == EACH_ASSET)
		return answer_each_asset(g, &w, out, e);
	if (n->each != EACH_NONE)
		return answer_each_other(g, &w, out, e);
	return answer_whole(g, &w, out, e);
}
