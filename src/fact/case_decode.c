/* fact/case_decode.c - reads the form of a case. See fact/case.h and doc/formats/case.md.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/limits.h"
#include "fact/case_int.h"
#include "fact/form_int.h"

static const char *const results[] = { "pass", "fail", "indeterminate" };
static const char *const states[] = { "superseded", "revoked", "withdrawn", "disputed" };
static const char *const dimensions[] = { "origin", "integrity", "freshness", "consistency",
	"scope", "binding", "completeness", "lifecycle" };
static const char *const outcomes[] = { "accept_with_exception", "risk_accept" };

/* The text of a member that must be one of the words. */
static struct slice
need_word(struct obj *o, const char *name, const char *const *words, size_t count,
    const char *what)
{
	size_t i = form_need_word(o, name, words, count, what);
	return o->err.code == OK ? slice_of(words[i]) : (struct slice){0};
}

/* --- facts ------------------------------------------------------------------------------------ */

/* What the value of a fact may hold: nothing that two readers could take for two things. */
static bool
is_plain(const struct value *v)
{
	int64_t n;
	if (v->kind == VALUE_ARRAY) {
		for (size_t i = 0; i < v->count; i++)
			if (v->items[i].kind != VALUE_STRING)
				return false;
		return true;
	}
	return v->kind == VALUE_STRING || v->kind == VALUE_TRUE || v->kind == VALUE_FALSE ||
	    value_int(v, &n);
}

static void
check_fact_value(struct obj *o, const struct value *v)
{
	if (v == NULL)
		return;
	if (v->count > FACT_MEMBERS_MAX)
		obj_fail(o, v->at, "a fact with more than 256 members");
	for (size_t i = 0; i < v->count; i++)
		if (!is_plain(&v->members[i].value))
			obj_fail(o, v->members[i].value.at,
			    "expected a text, an integer, true, false or a list of texts");
}

static struct rc
one_fact(const struct value *v, struct arena *a, void *out, struct err *e)
{
	struct fact *f = out;
	struct obj o = obj_open(v);
	(void)a;
	f->name = form_need_some(&o, "name", "expected name: the name of a fact");
	f->subject = obj_need_text(&o, "subject", "expected subject: text");
	const struct value *value = obj_need(&o, "value", VALUE_OBJECT,
	    "expected value: an object");
	check_fact_value(&o, value);
	f->place = obj_need_text(&o, "place", "expected place: text");
	TRY(obj_end(&o, e));
	f->value = *value;
	return DONE;
}

static struct fact *
need_facts(struct obj *o, struct arena *a, size_t *count)
{
	const struct form_list list = { "facts", "expected facts: a list", sizeof(struct fact),
	    one_fact, case_by_fact, true };
	return form_need_list(o, a, &list, count);
}

/* --- signatures and anchors ------------------------------------------------------------------- */

static struct rc
one_purpose(const struct value *v, struct arena *a, void *out, struct err *e)
{
	unsigned *p = out;
	(void)a;
	*p = purpose_parse(value_text(v));
	return *p != 0 ? DONE : fail(e, E_SCHEMA, v->at, "expected a purpose");
}

static int
by_weight(const void *left, const void *right)
{
	const unsigned *a = left, *b = right;
	return *a < *b ? -1 : *a > *b;
}

static unsigned
need_purposes(struct obj *o, struct arena *a)
{
	const struct form_list list = { "purposes", "expected purposes: a list",
	    sizeof(unsigned), one_purpose, by_weight, false };
	size_t count;
	unsigned bits = 0;
	const unsigned *all = form_need_list(o, a, &list, &count);
	for (size_t i = 0; i < count; i++)
		bits |= all[i];
	return bits;
}

static enum trust_how
need_how(struct obj *o)
{
	const char *what = "expected how: how the anchor came to be trusted";
	const struct value *v = obj_need(o, "how", VALUE_STRING, what);
	enum trust_how how = how_parse(value_text(v));
	if (v != NULL && how == HOW_COUNT)
		obj_fail(o, v->at, what);
	return how == HOW_COUNT ? HOW_WITH_THE_GOODS : how;
}

static struct rc
one_list(const struct value *v, struct arena *a, void *out, struct err *e)
{
	struct revocation_list *l = out;
	struct obj o = obj_open(v);
	(void)a;
	l->evidence = form_need_digest(&o, "evidence", "expected evidence: a digest");
	l->this_update_ms = form_may_instant(&o, "this_update",
	    "expected this_update: an instant or null");
	l->next_update_ms = form_may_instant(&o, "next_update",
	    "expected next_update: an instant or null");
	return obj_end(&o, e);
}

static struct rc
one_link(const struct value *v, struct arena *a, void *out, struct err *e)
{
	const struct form_list list = { "lists", "expected lists: a list",
	    sizeof(struct revocation_list), one_list, case_by_list, false };
	struct chain_link *l = out;
	struct obj o = obj_open(v);
	l->certificate = form_need_digest(&o, "certificate", "expected certificate: a digest");
	l->subject = obj_need_text(&o, "subject", "expected subject: text");
	l->number = obj_need_text(&o, "number", "expected number: text");
	l->from_ms = form_may_instant(&o, "from", "expected from: an instant or null");
	l->until_ms = form_may_instant(&o, "until", "expected until: an instant or null");
	l->revoked_ms = form_may_instant(&o, "revoked", "expected revoked: an instant or null");
	l->revoked_reason = obj_need_text(&o, "revoked_reason", "expected revoked_reason: text");
	l->lists = form_need_list(&o, a, &list, &l->list_count);
	return obj_end(&o, e);
}

/* Only a good signature leads to an anchor, and every good one does. */
static void
check_anchor(struct obj *o, const struct signature *s, const struct value *v)
{
	bool good = s->status == SIGNATURE_GOOD;
	bool trusted = s->purposes != 0 || s->how != HOW_WITH_THE_GOODS;
	if (o->err.code == OK && (good != (s->anchor.len > 0) || (!good && trusted)))
		obj_fail(o, v->at, "a signature is good exactly when it leads to an anchor");
}

static struct rc
one_signature(const struct value *v, struct arena *a, void *out, struct err *e)
{
	const struct form_list chain = { "chain", "expected chain: a list",
	    sizeof(struct chain_link), one_link, NULL, true };
	struct signature *s = out;
	struct obj o = obj_open(v);
	s->status = (enum signature_status)form_need_word(&o, "status", case_statuses,
	    CASE_STATUSES, "expected status: unverifiable, broken or good");
	s->scheme = form_need_some(&o, "scheme", "expected scheme: text");
	s->algorithm = obj_need_text(&o, "algorithm", "expected algorithm: text");
	s->key = form_may_id(&o, "key", SLICE("sha256:"), "expected key: a digest or empty");
	s->signer = obj_need_text(&o, "signer", "expected signer: text");
	s->anchor = form_may_id(&o, "anchor", SLICE("sha256:"),
	    "expected anchor: a digest or empty");
	s->how = need_how(&o);
	s->purposes = need_purposes(&o, a);
	s->from_ms = form_may_instant(&o, "from", "expected from: an instant or null");
	s->until_ms = form_may_instant(&o, "until", "expected until: an instant or null");
	s->claimed_ms = form_may_instant(&o, "claimed", "expected claimed: an instant or null");
	s->chain = form_need_list(&o, a, &chain, &s->chain_count);
	check_anchor(&o, s, v);
	return obj_end(&o, e);
}

static struct rc
one_anchor(const struct value *v, struct arena *a, void *out, struct err *e)
{
	const struct form_list subjects = { "subjects", "expected subjects: a list",
	    sizeof(struct slice), form_one_text, slice_cmp_qsort, false };
	struct case_anchor *n = out;
	struct obj o = obj_open(v);
	n->id = form_need_digest(&o, "id", "expected id: a digest");
	n->purposes = need_purposes(&o, a);
	n->how = need_how(&o);
	n->from_ms = form_may_instant(&o, "from", "expected from: an instant or null");
	n->until_ms = form_may_instant(&o, "until", "expected until: an instant or null");
	n->subjects = form_need_list(&o, a, &subjects, &n->subject_count);
	return obj_end(&o, e);
}

/* --- items ------------------------------------------------------------------------------------ */

static struct rc
one_state(const struct value *v, struct arena *a, void *out, struct err *e)
{
	struct item_state *s = out;
	struct obj o = obj_open(v);
	(void)a;
	s->state = need_word(&o, "state", states, COUNT(states),
	    "expected state: superseded, revoked, withdrawn or disputed");
	s->by = form_need_evidence(&o, "by", "expected by: the id of what says so");
	s->at_ms = form_need_instant(&o, "at", "expected at: an instant");
	return obj_end(&o, e);
}

/* What goes with the holding: an object where it is that one, else null; and bytes or none. */
static void
need_holding(struct obj *o, struct item *it)
{
	it->holding = (enum holding)form_need_word(o, "holding", case_holdings, CASE_HOLDINGS,
	    "expected holding: kept, held or seen");
	it->held_until_ms = it->recomputed_ms = it->seen_ms = TIME_UNKNOWN;
	it->holder = it->seen_by = SLICE("");
	const struct value *held = form_may_object(o, "held", "expected held: an object or null");
	const struct value *seen = form_may_object(o, "seen", "expected seen: an object or null");
	if (o->err.code == OK && ((held != NULL) != (it->holding == HOLDING_HELD) ||
	    (seen != NULL) != (it->holding == HOLDING_SEEN)))
		obj_fail(o, o->v->at, "held and seen are objects exactly for these holdings");
	if (it->holding == HOLDING_SEEN ? !slice_eq(it->id, it->entry) : !form_is_digest(it->id))
		obj_fail(o, o->v->at,
		    "what was only seen is named by its entry, bytes by a digest");
	if (o->err.code == OK && held != NULL) {
		struct obj h = obj_open(held);
		it->holder = form_need_some(&h, "holder", "expected holder: text");
		it->held_until_ms = form_may_instant(&h, "until",
		    "expected until: an instant or null");
		it->recomputed_ms = form_may_instant(&h, "recomputed",
		    "expected recomputed: an instant or null");
		(void)obj_end(&h, &o->err);	/* the obj has failed then */
	}
	if (o->err.code == OK && seen != NULL) {
		struct obj s = obj_open(seen);
		it->seen_by = form_need_some(&s, "by", "expected by: text");
		it->seen_ms = form_need_instant(&s, "at", "expected at: an instant");
		(void)obj_end(&s, &o->err);	/* the obj has failed then */
	}
}

static void
need_item_lists(struct obj *o, struct arena *a, struct item *it)
{
	static const struct form_list bound = { "bound_to", "expected bound_to: a list",
	    sizeof(struct slice), form_one_text, slice_cmp_qsort, false };
	static const struct form_list vouched = { "vouched_by", "expected vouched_by: a list",
	    sizeof(struct slice), form_one_evidence, slice_cmp_qsort, false };
	static const struct form_list signatures = { "signatures", "expected signatures: a list",
	    sizeof(struct signature), one_signature, case_by_signature, true };
	static const struct form_list all_states = { "states", "expected states: a list",
	    sizeof(struct item_state), one_state, case_by_state, false };
	it->bound_to = form_need_list(o, a, &bound, &it->bound_count);
	it->facts = need_facts(o, a, &it->fact_count);
	it->signatures = form_need_list(o, a, &signatures, &it->signature_count);
	it->findings = form_need_reasons(o, a, "findings", "expected findings: a list",
	    &it->finding_count);
	it->vouched_by = form_need_list(o, a, &vouched, &it->vouched_count);
	it->states = form_need_list(o, a, &all_states, &it->state_count);
}

static struct rc
one_item(const struct value *v, struct arena *a, void *out, struct err *e)
{
	struct item *it = out;
	struct obj o = obj_open(v);
	it->id = form_need_evidence(&o, "id",
	    "expected id: a digest, or the entry of what was seen");
	it->kind = form_need_some(&o, "kind", "expected kind: an evidence kind");
	it->entry = form_may_id(&o, "entry", SLICE("evidence:"),
	    "expected entry: the id of an entry or empty");
	it->decoder = obj_need_text(&o, "decoder", "expected decoder: text");
	it->producer = obj_need_text(&o, "producer", "expected producer: text");
	it->stage = obj_need_text(&o, "stage", "expected stage: text");
	it->prose = form_need_bool(&o, "prose", "expected prose: true or false");
	it->made_ms = form_may_instant(&o, "made", "expected made: an instant or null");
	it->received_ms = form_may_instant(&o, "received", "expected received: an instant or null");
	it->valid_from_ms = form_may_instant(&o, "valid_from",
	    "expected valid_from: an instant or null");
	it->valid_until_ms = form_may_instant(&o, "valid_until",
	    "expected valid_until: an instant or null");
	need_holding(&o, it);
	need_item_lists(&o, a, it);
	return obj_end(&o, e);
}

/* --- exceptions, readings, feeds -------------------------------------------------------------- */

static void
check_exception(struct obj *o, const struct case_exception *x, const struct value *v)
{
	bool whole = x->approver.len > 0 && x->from_ms != TIME_UNKNOWN &&
	    !slice_eq(x->approver, x->requester);
	bool none = x->approver.len == 0 && x->from_ms == TIME_UNKNOWN;
	if (o->err.code != OK)
		return;
	if ((x->criterion.len > 0) == (x->requirement.len > 0))
		obj_fail(o, v->at, "an exception is to one criterion or one requirement");
	if (x->approved ? !whole : !none)
		obj_fail(o, v->at, "an exception is approved by someone else, from an instant on");
}

static struct rc
one_exception(const struct value *v, struct arena *a, void *out, struct err *e)
{
	static const struct form_list codes = { "codes", "expected codes: a list",
	    sizeof(enum finding_id), form_one_finding, form_by_finding, false };
	static const struct form_list subjects = { "subjects", "expected subjects: a list",
	    sizeof(struct slice), form_one_text, slice_cmp_qsort, false };
	static const struct form_list measures = { "measures", "expected measures: a list",
	    sizeof(struct slice), form_one_evidence, slice_cmp_qsort, false };
	struct case_exception *x = out;
	struct obj o = obj_open(v);
	x->id = form_need_id(&o, "id", SLICE("exception:"), "expected id: that of an exception");
	x->criterion = obj_need_text(&o, "criterion", "expected criterion: text");
	x->requirement = obj_need_text(&o, "requirement", "expected requirement: text");
	x->codes = form_need_list(&o, a, &codes, &x->code_count);
	x->outcome = need_word(&o, "outcome", outcomes, COUNT(outcomes),
	    "expected outcome: accept_with_exception or risk_accept");
	x->subjects = form_need_list(&o, a, &subjects, &x->subject_count);
	x->measures = form_need_list(&o, a, &measures, &x->measure_count);
	x->owner = form_need_some(&o, "owner", "expected owner: text");
	x->requester = form_need_some(&o, "requester", "expected requester: text");
	x->approver = obj_need_text(&o, "approver", "expected approver: text");
	x->approved = form_need_bool(&o, "approved", "expected approved: true or false");
	x->from_ms = form_may_instant(&o, "from", "expected from: an instant or null");
	x->until_ms = form_need_instant(&o, "until", "expected until: an instant");
	check_exception(&o, x, v);
	return obj_end(&o, e);
}

static struct rc
one_dimension(const struct value *v, struct arena *a, void *out, struct err *e)
{
	struct case_dimension *d = out;
	struct obj o = obj_open(v);
	(void)a;
	d->name = need_word(&o, "name", dimensions, COUNT(dimensions),
	    "expected name: a dimension of verification");
	d->result = need_word(&o, "result", results, COUNT(results),
	    "expected result: pass, fail or indeterminate");
	return obj_end(&o, e);
}

static struct rc
one_review(const struct value *v, struct arena *a, void *out, struct err *e)
{
	static const struct form_list all = { "dimensions", "expected dimensions: a list",
	    sizeof(struct case_dimension), one_dimension, case_by_dimension, false };
	struct case_review *r = out;
	struct obj o = obj_open(v);
	r->id = form_need_id(&o, "id", SLICE("verification:"),
	    "expected id: that of a verification");
	r->evidence = form_need_evidence(&o, "evidence", "expected evidence: the id of an item");
	r->reader = form_need_some(&o, "reader", "expected reader: text");
	r->role = form_need_some(&o, "role", "expected role: text");
	r->method = obj_need_text(&o, "method", "expected method: text");
	r->result = need_word(&o, "result", results, COUNT(results),
	    "expected result: pass, fail or indeterminate");
	r->at_ms = form_need_instant(&o, "at", "expected at: an instant");
	r->dimensions = form_need_list(&o, a, &all, &r->dimension_count);
	r->facts = need_facts(&o, a, &r->fact_count);
	return obj_end(&o, e);
}

/* Numbers that are no integers cannot be written again. */
static const struct value *
odd_number(const struct value *v)
{
	const struct value *odd = NULL;
	int64_t n;
	if (v->kind == VALUE_NUMBER)
		return value_int(v, &n) ? NULL : v;
	for (size_t i = 0; i < v->count && odd == NULL; i++)
		odd = odd_number(v->kind == VALUE_OBJECT ? &v->members[i].value : &v->items[i]);
	return odd;
}

static struct rc
one_feed(const struct value *v, struct arena *a, void *out, struct err *e)
{
	struct case_feed *f = out;
	struct obj o = obj_open(v);
	(void)a;
	f->digest = form_need_digest(&o, "digest", "expected digest: a digest");
	f->name = form_need_some(&o, "name", "expected name: text");
	f->built_ms = form_need_instant(&o, "built", "expected built: an instant");
	f->evidence = form_may_id(&o, "evidence", SLICE("sha256:"),
	    "expected evidence: a digest or empty");
	f->subject = obj_need_text(&o, "subject", "expected subject: text");
	f->id = obj_need_text(&o, "id", "expected id: text");
	const struct value *record = form_may_object(&o, "record",
	    "expected record: an object or null");
	bool matched = f->subject.len > 0 && f->id.len > 0;
	bool none = f->subject.len == 0 && f->id.len == 0;
	if (o.err.code == OK && (record != NULL ? !matched : !none))
		obj_fail(&o, v->at,
		    "a record has an id and a subject, and without one there are none");
	const struct value *odd = o.err.code == OK && record != NULL ? odd_number(record) : NULL;
	if (odd != NULL)
		obj_fail(&o, odd->at, "a number that is no integer within 2^53 - 1");
	TRY(obj_end(&o, e));
	f->record = record != NULL ? *record : value_null();
	return DONE;
}

/* Rows of one build agree about it; the row that says "nothing matched" has no other beside it. */
static void
check_feeds(struct obj *o, const struct case_form *c)
{
	const struct value *list = value_get(o->v, SLICE("feeds"));
	for (size_t i = 1; o->err.code == OK && i < c->feed_count; i++) {
		const struct case_feed *a = &c->feeds[i - 1], *b = &c->feeds[i];
		if (!slice_eq(a->digest, b->digest))
			continue;
		if (!slice_eq(a->name, b->name) || a->built_ms != b->built_ms)
			obj_fail(o, list->items[i].at, "one build with two names or times");
		if (slice_eq(a->evidence, b->evidence) && a->id.len == 0)
			obj_fail(o, list->items[i].at,
			    "a record beside the row that says there is none");
	}
}

/* --- the whole -------------------------------------------------------------------------------- */

static struct rc
one_party(const struct value *v, struct arena *a, void *out, struct err *e)
{
	struct case_party *p = out;
	struct obj o = obj_open(v);
	(void)a;
	p->role = form_need_some(&o, "role", "expected role: text");
	p->party = form_need_some(&o, "party", "expected party: text");
	if (slice_eq(p->role, SLICE("manufacturer")))
		obj_fail(&o, v->at, "the manufacturer stands beside the parties");
	return obj_end(&o, e);
}

static void
need_scope(struct obj *whole, struct arena *a, struct case_scope *s)
{
	static const struct form_list types = { "component_types",
	    "expected component_types: a list", sizeof(struct slice), form_one_text,
	    slice_cmp_qsort, false };
	static const struct form_list assets = { "assets", "expected assets: a list",
	    sizeof(struct slice), form_one_text, slice_cmp_qsort, false };
	static const struct form_list parties = { "parties", "expected parties: a list",
	    sizeof(struct case_party), one_party, case_by_party, false };
	const struct value *v = obj_need(whole, "scope", VALUE_OBJECT,
	    "expected scope: an object");
	if (v == NULL)
		return;
	struct obj o = obj_open(v);
	s->subject = form_need_some(&o, "subject", "expected subject: what is assessed");
	s->manufacturer = obj_need_text(&o, "manufacturer", "expected manufacturer: text");
	s->product = obj_need_text(&o, "product", "expected product: text");
	s->release = obj_need_text(&o, "release", "expected release: text");
	s->component_types = form_need_list(&o, a, &types, &s->type_count);
	s->assets = form_need_list(&o, a, &assets, &s->asset_count);
	s->parties = form_need_list(&o, a, &parties, &s->party_count);
	(void)obj_end(&o, &whole->err);		/* the whole has failed then */
}

struct rc
case_decode(const struct value *v, struct arena *a, struct case_form *out, struct err *e)
{
	static const struct form_list anchors = { "anchors", "expected anchors: a list",
	    sizeof(struct case_anchor), one_anchor, case_by_anchor, false };
	static const struct form_list items = { "items", "expected items: a list",
	    sizeof(struct item), one_item, case_by_item, false };
	static const struct form_list exceptions = { "exceptions", "expected exceptions: a list",
	    sizeof(struct case_exception), one_exception, case_by_exception, false };
	static const struct form_list reviews = { "reviews", "expected reviews: a list",
	    sizeof(struct case_review), one_review, case_by_review, false };
	static const struct form_list feeds = { "feeds", "expected feeds: a list",
	    sizeof(struct case_feed), one_feed, case_by_feed, false };
	struct case_form c = {0};
	struct obj o = obj_open(v);
	form_need_assay(&o, SLICE("case/1"), "expected assay: case/1");
	need_scope(&o, a, &c.scope);
	c.valid_at_ms = form_need_instant(&o, "valid_at", "expected valid_at: an instant");
	form_need_position(&o, &c.position_known, &c.position_size, &c.position_root);
	c.anchors = form_need_list(&o, a, &anchors, &c.anchor_count);
	c.items = form_need_list(&o, a, &items, &c.item_count);
	c.exceptions = form_need_list(&o, a, &exceptions, &c.exception_count);
	c.reviews = form_need_list(&o, a, &reviews, &c.review_count);
	c.feeds = form_need_list(&o, a, &feeds, &c.feed_count);
	check_feeds(&o, &c);
	TRY(obj_end(&o, e));
	*out = c;
	return DONE;
}
