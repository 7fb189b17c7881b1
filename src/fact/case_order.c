/* fact/case_order.c - the order of every list of a case. See fact/case_int.h.
 *
 * Orders are total: whatever order things were gathered in, the form has the same bytes.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "fact/case_int.h"

#include "fact/form_int.h"

static int
by_number(unsigned a, unsigned b)
{
	return a < b ? -1 : a > b;
}

/* --- values of facts -------------------------------------------------------------------------- */

/* The member whose name follows that of `last` (null: the first), or null. */
static const struct member *
next_member(const struct value *v, const struct member *last)
{
	const struct member *next = NULL;
	for (size_t i = 0; i < v->count; i++) {
		const struct member *m = &v->members[i];
		if ((last == NULL || slice_cmp(last->name, m->name) < 0) &&
		    (next == NULL || slice_cmp(m->name, next->name) < 0))
			next = m;
	}
	return next;
}

static int by_value(const struct value *a, const struct value *b);

/* Member by member in the order of names, whatever order they stand in. */
static int
by_members(const struct value *a, const struct value *b)
{
	const struct member *m = next_member(a, NULL), *n = next_member(b, NULL);
	while (m != NULL && n != NULL) {
		int c = slice_cmp(m->name, n->name);
		if (c == 0)
			c = by_value(&m->value, &n->value);
		if (c != 0)
			return c;
		m = next_member(a, m);
		n = next_member(b, n);
	}
	return m != NULL ? 1 : n != NULL ? -1 : 0;
}

static int
by_value(const struct value *a, const struct value *b)
{
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->kind == VALUE_OBJECT)
		return by_members(a, b);
	for (size_t i = 0; i < a->count && i < b->count; i++) {
		int c = by_value(&a->items[i], &b->items[i]);
		if (c != 0)
			return c;
	}
	if (a->count != b->count)
		return a->count < b->count ? -1 : 1;
	return slice_cmp(a->text, b->text);
}

int
case_by_fact(const void *left, const void *right)
{
	const struct fact *a = left, *b = right;
	int c = slice_cmp(a->name, b->name);
	if (c == 0)
		c = slice_cmp(a->subject, b->subject);
	if (c == 0)
		c = slice_cmp(a->place, b->place);
	return c != 0 ? c : by_value(&a->value, &b->value);
}

/* --- signatures ------------------------------------------------------------------------------- */

int
case_by_list(const void *left, const void *right)
{
	const struct revocation_list *a = left, *b = right;
	int c = form_by_instant(a->this_update_ms, b->this_update_ms);
	if (c == 0)
		c = form_by_instant(a->next_update_ms, b->next_update_ms);
	return c != 0 ? c : slice_cmp(a->evidence, b->evidence);
}

static int
by_link(const struct chain_link *a, const struct chain_link *b)
{
	int c = slice_cmp(a->certificate, b->certificate);
	if (c == 0)
		c = slice_cmp(a->subject, b->subject);
	if (c == 0)
		c = slice_cmp(a->number, b->number);
	if (c == 0)
		c = form_by_instant(a->from_ms, b->from_ms);
	if (c == 0)
		c = form_by_instant(a->until_ms, b->until_ms);
	if (c == 0)
		c = form_by_instant(a->revoked_ms, b->revoked_ms);
	if (c == 0)
		c = slice_cmp(a->revoked_reason, b->revoked_reason);
	for (size_t i = 0; c == 0 && i < a->list_count && i < b->list_count; i++)
		c = case_by_list(&a->lists[i], &b->lists[i]);
	return c != 0 ? c : a->list_count < b->list_count ? -1 : a->list_count > b->list_count;
}

static int
by_chain(const struct signature *a, const struct signature *b)
{
	for (size_t i = 0; i < a->chain_count && i < b->chain_count; i++) {
		int c = by_link(&a->chain[i], &b->chain[i]);
		if (c != 0)
			return c;
	}
	return a->chain_count < b->chain_count ? -1 : a->chain_count > b->chain_count;
}

static int
by_circumstances(const struct signature *a, const struct signature *b)
{
	int c = slice_cmp(a->scheme, b->scheme);
	if (c == 0)
		c = slice_cmp(a->algorithm, b->algorithm);
	if (c == 0)
		c = slice_cmp(a->signer, b->signer);
	if (c == 0)
		c = form_by_instant(a->from_ms, b->from_ms);
	if (c == 0)
		c = form_by_instant(a->until_ms, b->until_ms);
	if (c == 0)
		c = form_by_instant(a->claimed_ms, b->claimed_ms);
	return c != 0 ? c : by_chain(a, b);
}

int
case_by_signature(const void *left, const void *right)
{
	const struct signature *a = left, *b = right;
	int c = slice_cmp(a->key, b->key);
	if (c == 0)
		c = slice_cmp(a->anchor, b->anchor);
	if (c == 0)
		c = (int)a->status - (int)b->status;
	if (c == 0)
		c = (int)a->how - (int)b->how;
	if (c == 0)
		c = by_number(a->purposes, b->purposes);
	return c != 0 ? c : by_circumstances(a, b);
}

/* --- the other lists -------------------------------------------------------------------------- */

int
case_by_item(const void *left, const void *right)
{
	const struct item *a = left, *b = right;
	int c = slice_cmp(a->id, b->id);
	if (c == 0)
		c = slice_cmp(a->kind, b->kind);
	return c != 0 ? c : slice_cmp(a->entry, b->entry);
}

int
case_by_state(const void *left, const void *right)
{
	const struct item_state *a = left, *b = right;
	int c = slice_cmp(a->state, b->state);
	if (c == 0)
		c = slice_cmp(a->by, b->by);
	return c != 0 ? c : form_by_instant(a->at_ms, b->at_ms);
}

int
case_by_anchor(const void *left, const void *right)
{
	const struct case_anchor *a = left, *b = right;
	int c = slice_cmp(a->id, b->id);
	if (c == 0)
		c = by_number(a->purposes, b->purposes);
	if (c == 0)
		c = (int)a->how - (int)b->how;
	if (c == 0)
		c = form_by_instant(a->from_ms, b->from_ms);
	if (c == 0)
		c = form_by_instant(a->until_ms, b->until_ms);
	return c != 0 ? c : form_by_texts(a->subjects, a->subject_count, b->subjects,
	    b->subject_count);
}

int
case_by_exception(const void *left, const void *right)
{
	const struct case_exception *a = left, *b = right;
	return slice_cmp(a->id, b->id);
}

int
case_by_review(const void *left, const void *right)
{
	const struct case_review *a = left, *b = right;
	return slice_cmp(a->id, b->id);
}

int
case_by_dimension(const void *left, const void *right)
{
	const struct case_dimension *a = left, *b = right;
	return slice_cmp(a->name, b->name);
}

int
case_by_feed(const void *left, const void *right)
{
	const struct case_feed *a = left, *b = right;
	int c = slice_cmp(a->digest, b->digest);
	if (c == 0)
		c = slice_cmp(a->evidence, b->evidence);
	if (c == 0)
		c = slice_cmp(a->subject, b->subject);
	return c != 0 ? c : slice_cmp(a->id, b->id);
}

int
case_by_party(const void *left, const void *right)
{
	const struct case_party *a = left, *b = right;
	return slice_cmp(a->role, b->role);
}

/* --- settling --------------------------------------------------------------------------------- */

static size_t
settle_texts(struct slice *list, size_t count)
{
	return form_settle(list, count, sizeof(*list), slice_cmp_qsort);
}

static void
settle_item(struct item *it)
{
	for (size_t i = 0; i < it->signature_count; i++)
		for (size_t k = 0; k < it->signatures[i].chain_count; k++) {
			struct chain_link *l = &it->signatures[i].chain[k];
			l->list_count = form_settle(l->lists, l->list_count, sizeof(*l->lists),
			    case_by_list);
		}
	form_sort(it->signatures, it->signature_count, sizeof(*it->signatures),
	    case_by_signature);
	form_sort(it->facts, it->fact_count, sizeof(*it->facts), case_by_fact);
	it->finding_count = form_settle(it->findings, it->finding_count, sizeof(*it->findings),
	    reason_cmp);
	it->state_count = form_settle(it->states, it->state_count, sizeof(*it->states),
	    case_by_state);
	it->bound_count = settle_texts(it->bound_to, it->bound_count);
	it->vouched_count = settle_texts(it->vouched_by, it->vouched_count);
}

static void
settle_decided(struct case_form *c)
{
	for (size_t i = 0; i < c->exception_count; i++) {
		struct case_exception *x = &c->exceptions[i];
		x->subject_count = settle_texts(x->subjects, x->subject_count);
		x->measure_count = settle_texts(x->measures, x->measure_count);
		x->code_count = form_settle(x->codes, x->code_count, sizeof(*x->codes),
		    form_by_finding);
	}
	for (size_t i = 0; i < c->review_count; i++) {
		struct case_review *r = &c->reviews[i];
		form_sort(r->dimensions, r->dimension_count, sizeof(*r->dimensions),
		    case_by_dimension);
		form_sort(r->facts, r->fact_count, sizeof(*r->facts), case_by_fact);
	}
	form_sort(c->exceptions, c->exception_count, sizeof(*c->exceptions), case_by_exception);
	form_sort(c->reviews, c->review_count, sizeof(*c->reviews), case_by_review);
	form_sort(c->feeds, c->feed_count, sizeof(*c->feeds), case_by_feed);
}

void
case_settle(struct case_form *c)
{
	struct case_scope *s = &c->scope;
	for (size_t i = 0; i < c->item_count; i++)
		settle_item(&c->items[i]);
	form_sort(c->items, c->item_count, sizeof(*c->items), case_by_item);
	for (size_t i = 0; i < c->anchor_count; i++)
		c->anchors[i].subject_count = settle_texts(c->anchors[i].subjects,
		    c->anchors[i].subject_count);
	c->anchor_count = form_settle(c->anchors, c->anchor_count, sizeof(*c->anchors),
	    case_by_anchor);
	settle_decided(c);
	s->asset_count = settle_texts(s->assets, s->asset_count);
	s->type_count = settle_texts(s->component_types, s->type_count);
	form_sort(s->parties, s->party_count, sizeof(*s->parties), case_by_party);
}
