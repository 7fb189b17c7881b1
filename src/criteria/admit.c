/* criteria/admit.c - which items a need admits. See criteria/engine.h.
 *
 * Items are judged one by one: a bad item about one thing does not spoil a good one about another,
 * and a good one never stands for two. What speaks against a subject in spite of good items about
 * it: a revoked certificate, evidence that was withdrawn, one certificate for two serials.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "criteria/engine.h"
#include "fact/signed_at.h"

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
	if (slice_eq(n->party, SLICE("manufacturer")) && scope->manufacturer.len > 0)
		w.sign.party = scope->manufacturer;
	for (size_t i = 0; i < scope->party_count; i++)
		if (slice_eq(scope->parties[i].role, n->party) && scope->parties[i].party.len > 0)
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
	struct rated *r = &g->rated[it - g->form->items];
	if (r->good && r->good_for.purpose == w->sign.purpose &&
	    slice_eq(r->good_for.party, w->sign.party))
		return;
	struct signed_answer s = signed_at(g->form, it, &w->sign);
	for (size_t i = 0; i < s.count; i++)
		add(out, s.problems[i], it, SLICE(""));
	r->good = s.count == 0;
	r->good_for = w->sign;
}

static void
check_age(const struct engine *g, const struct need *n, const struct item *it,
    struct reasons *out)
{
	int64_t at = g->form->valid_at_ms;
	bool limited = n->made_after_ms != TIME_UNKNOWN || n->not_older_than_ms != 0;
	bool early = it->made_ms != TIME_UNKNOWN && it->made_ms > at;
	if (limited && it->made_ms == TIME_UNKNOWN)
		add(out, FINDING_EVIDENCE_UNDATED, it, SLICE(""));
	else if (early && !reasons_have(out, FINDING_CERT_NOT_YET_VALID))
		add(out, FINDING_EVIDENCE_POSTDATED, it, SLICE(""));
	else if ((n->made_after_ms != TIME_UNKNOWN && it->made_ms < n->made_after_ms) ||
	    (n->not_older_than_ms != 0 && it->made_ms < at - n->not_older_than_ms))
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
		    r->at_ms != TIME_UNKNOWN && r->at_ms <= g->form->valid_at_ms &&
		    slice_eq(r->result, SLICE("pass")))
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
	if (it->holding < HOLDING_KEPT || it->holding > wanted)
		add(out, FINDING_HOLDING_TOO_WEAK, it, SLICE(""));
	if (n->stage.len > 0 && !slice_eq(n->stage, it->stage))
		add(out, FINDING_STAGE_MISMATCH, it, SLICE(""));
	if (n->readers.given && !n->readers.counted && !was_read_by(g, it, n->readers.role))
		add(out, FINDING_REVIEW_MISSING, it, SLICE(""));
}

/* Why the item does not count for the need, whatever asset it is about; nothing when it does. */
static struct rc
check_item(struct engine *g, const struct wish *w, const struct item *it, struct reasons *out,
    struct err *e)
{
	const struct rated *r = engine_rated(g, it);
	for (size_t i = 0; i < it->finding_count; i++)
		if (finding_class(it->findings[i].id) >= CLASS_LACK)
			add(out, it->findings[i].id, it, it->findings[i].place);
	if (!item_is_about(g, it, w->need->bound))
		add(out, FINDING_EVIDENCE_UNBOUND, it, SLICE(""));
	check_signature(g, w, it, out);
	check_age(g, w->need, it, out);
	check_keeping(g, w->need, it, out);
	if (w->need->readers.counted)
		TRY(readers_check(g, &w->need->readers, it, out, e));
	check_states(g, it, out);
	if (out->count == 0 && r->level < w->min_level)
		add(out, r->why == FINDING_ANCHOR_WITH_GOODS ? r->why :
		    FINDING_EVIDENCE_LEVEL_LOW, it, SLICE(""));
	return DONE;
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

/* A need while it is answered. why: of the item at hand. rejected: of items that do not count.
 * loose: of those among them that are about no single asset. seen: the asset has a candidate. */
struct asking {
	struct engine		*g;
	const struct wish	*w;
	const struct kind_items	*candidates;
	struct need_answer	*out;
	struct reasons		 why, rejected, loose;
	bool			*seen;
};

static struct asking
asking_make(struct engine *g, const struct wish *w, struct need_answer *out)
{
	return (struct asking){ .g = g, .w = w, .out = out, .why = reasons_init(g->a),
	    .rejected = reasons_init(g->a), .loose = reasons_init(g->a) };
}

static struct rc
list_kind(struct engine *g, const struct kind *wanted, struct kind_items *out, struct err *e)
{
	size_t n = 0;
	for (size_t i = 0; i < g->form->item_count; i++)
		n += kind_within(g->rated[i].kind, wanted);
	*out = (struct kind_items){ wanted, ARENA_ARRAY(g->a, size_t, n), 0 };
	if (out->items == NULL)
		return arena_failed(g->a, e);
	for (size_t i = 0; i < g->form->item_count; i++)
		if (kind_within(g->rated[i].kind, wanted))
			out->items[out->count++] = i;
	return DONE;
}

/* The items of the kind, found when it is first asked for. The work that is counted is that of
 * looking at every item for every need. */
static struct rc
ask_begin(struct asking *q, struct err *e)
{
	struct engine *g = q->g;
	const struct kind *wanted = kind_find(g->in->kinds, q->w->need->kind);
	void *lists = g->lists;
	size_t i = 0;
	TRY(engine_step(g, g->form->item_count, e));
	while (i < g->list_count && g->lists[i].kind != wanted)
		i++;
	if (i == g->list_count) {
		if (!arena_grow(g->a, &lists, &g->list_cap, i, sizeof(*g->lists)))
			return arena_failed(g->a, e);
		g->lists = lists;
		TRY(list_kind(g, wanted, &g->lists[i], e));
		g->list_count++;
	}
	q->candidates = &g->lists[i];
	return DONE;
}

/* The next item of the right kind. What looking at it costs is counted. */
static struct rc
ask_next(struct asking *q, size_t *next, const struct item **found, struct err *e)
{
	*found = NULL;
	if (*next == q->candidates->count)
		return DONE;
	*found = &q->g->form->items[q->candidates->items[(*next)++]];
	return engine_step(q->g, (*found)->finding_count + (*found)->signature_count, e);
}

/* Looks at one item; what it lacks is in q->why. */
static struct rc
ask_item(struct asking *q, const struct item *it, bool *counts, struct err *e)
{
	q->why.count = 0;
	TRY(check_item(q->g, q->w, it, &q->why, e));
	*counts = q->why.count == 0 && !q->why.broken;
	return DONE;
}

static struct rc
count_producers(const struct need_answer *a, uint64_t *count, struct err *e)
{
	struct map seen = map_init();
	struct rc result = DONE;
	for (size_t i = 0; i < a->use_count && !failed(result); i++)
		if (a->uses[i].item->producer.len > 0)
			result = map_put(&seen, a->uses[i].item->producer, &seen, e);
	*count = seen.count;
	map_drop(&seen);
	return result;
}

static struct rc
count_assets(struct engine *g, const struct need_answer *a, uint64_t *count, struct err *e)
{
	bool *seen = ARENA_ARRAY(g->a, bool, g->asset_count);
	*count = 0;
	if (seen == NULL)
		return arena_failed(g->a, e);
	for (size_t i = 0; i < a->use_count; i++) {
		size_t asset = engine_rated(g, a->uses[i].item)->asset;
		if (asset == NO_ASSET || seen[asset])
			continue;
		seen[asset] = true;
		++*count;
	}
	return DONE;
}

/* Admitted in the order of the case: items of one id stand together. */
static uint64_t
count_items(const struct need_answer *a)
{
	uint64_t count = 0;
	for (size_t i = 0; i < a->use_count; i++)
		count += i == 0 || !slice_eq(a->uses[i].item->id, a->uses[i - 1].item->id);
	return count;
}

/* How many of the admitted count: items, assets, or producers. An item that names several assets
 * stands for one of them at most, and nobody knows for which: it counts where nothing else does. */
static struct rc
count_uses(struct engine *g, const struct need *n, const struct need_answer *a, uint64_t *count,
    struct err *e)
{
	if (n->distinct_producer)
		return n->bound == BOUND_ASSET ? pairs_count(g, a, count, e) :
		    count_producers(a, count, e);
	if (n->bound == BOUND_ASSET)
		TRY(count_assets(g, a, count, e));
	else
		*count = count_items(a);
	if (*count == 0 && a->use_count > 0)
		*count = 1;
	return DONE;
}

/* What speaks against the one asset that an item is about does so in spite of good items about
 * others. */
static void
add_adverse(struct asking *q, const struct item *it)
{
	size_t asset = engine_rated(q->g, it)->asset;
	for (size_t i = 0; i < q->why.count && asset != NO_ASSET; i++)
		if (finding_is_adverse(q->why.at[i].id))
			reasons_add(&q->out->reasons, q->why.at[i].id,
			    q->g->form->scope.assets[asset], it->id, q->why.at[i].place);
}

static struct rc
answer_whole(struct engine *g, const struct wish *w, struct need_answer *out, struct err *e)
{
	const struct need *n = w->need;
	const struct item *it;
	struct slice subject = g->form->scope.subject;
	struct asking q = asking_make(g, w, out);
	size_t candidates = 0, next = 0;
	uint64_t count;
	bool counts;
	TRY(ask_begin(&q, e));
	for (;; candidates++) {
		TRY(ask_next(&q, &next, &it, e));
		if (it == NULL)
			break;
		TRY(ask_item(&q, it, &counts, e));
		if (counts)
			TRY(answer_use(g, out, it, NO_ASSET, e));
		add_adverse(&q, it);
		add_all(&q.rejected, &q.why, subject);
	}
	TRY(count_uses(g, n, out, &count, e));
	TRY(reasons_end(&q.rejected, e));
	out->everywhere = count < n->at_least;
	for (size_t i = 0; i < g->asset_count; i++)
		out->met[i] = !out->everywhere;
	if (!out->everywhere)
		return reasons_end(&out->reasons, e);
	reasons_reserve(&out->reasons, q.rejected.count + 1);
	add_all(&out->reasons, &q.rejected, subject);
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
add_shared(struct asking *q, const struct item *it)
{
	struct engine *g = q->g;
	bool certificate = kind_is(g->in->kinds, it->kind, SLICE("device_certificate"));
	for (size_t i = 0; i < it->bound_count; i++) {
		size_t asset = engine_asset(g, it->bound_to[i]);
		if (asset == NO_ASSET)
			continue;
		q->seen[asset] = true;
		reasons_add(certificate ? &q->out->reasons : &q->rejected, certificate ?
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

/* One item of the right kind, for the asset it is about. */
static struct rc
answer_item(struct asking *q, const struct item *it, struct err *e)
{
	struct engine *g = q->g;
	size_t asset = engine_rated(g, it)->asset;
	if (engine_rated(g, it)->several) {
		TRY(engine_step(g, it->bound_count, e));
		add_shared(q, it);
		return DONE;
	}
	bool counts;
	TRY(ask_item(q, it, &counts, e));
	if (asset == NO_ASSET && !reasons_have(&q->why, FINDING_EVIDENCE_UNBOUND))
		add(&q->why, FINDING_EVIDENCE_UNBOUND, it, SLICE(""));
	if (asset == NO_ASSET) {
		add_all(&q->loose, &q->why, g->form->scope.subject);
		return DONE;
	}
	q->seen[asset] = true;
	if (counts) {
		q->out->met[asset] = true;
		return answer_use(g, q->out, it, asset, e);
	}
	add_adverse(q, it);
	add_all(&q->rejected, &q->why, g->form->scope.assets[asset]);
	return DONE;
}

/* Nothing at all is there for any asset: said once, not once for each. */
static void
answer_nothing(struct asking *q)
{
	struct need_answer *out = q->out;
	struct slice subject = q->g->form->scope.subject;
	add_all(&out->reasons, &q->loose, subject);
	if (q->loose.count == 0)
		add_mistaken(q->g, q->w->need, &out->reasons);
	if (out->reasons.count == 0)
		reasons_add(&out->reasons, q->w->missing, subject, SLICE(""), SLICE(""));
}

static void
answer_rest(struct asking *q)
{
	struct engine *g = q->g;
	struct need_answer *out = q->out;
	for (size_t i = 0; i < q->rejected.count; i++) {
		const struct reason *r = &q->rejected.at[i];
		size_t asset = engine_asset(g, r->subject);
		if (asset == NO_ASSET || !out->met[asset])
			reasons_add(&out->reasons, r->id, r->subject, r->evidence, r->place);
	}
	for (size_t i = 0; i < g->asset_count; i++)
		if (!q->seen[i])
			reasons_add(&out->reasons, q->w->missing, g->form->scope.assets[i],
			    SLICE(""), SLICE(""));
}

static struct rc
answer_each_asset(struct engine *g, const struct wish *w, struct need_answer *out, struct err *e)
{
	struct asking q = asking_make(g, w, out);
	const struct item *it;
	size_t next = 0;
	bool any = false;
	q.seen = ARENA_ARRAY(g->a, bool, g->asset_count);
	if (q.seen == NULL)
		return arena_failed(g->a, e);
	TRY(ask_begin(&q, e));
	for (;;) {
		TRY(ask_next(&q, &next, &it, e));
		if (it == NULL)
			break;
		TRY(answer_item(&q, it, e));
	}
	out->everywhere = true;
	for (size_t i = 0; i < g->asset_count; i++) {
		any = any || q.seen[i];
		out->everywhere = out->everywhere && !out->met[i];
	}
	if (!any || g->form->scope.asset_count == 0)
		answer_nothing(&q);
	else
		answer_rest(&q);
	TRY(reasons_end(&q.rejected, e));
	TRY(reasons_end(&q.loose, e));
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
