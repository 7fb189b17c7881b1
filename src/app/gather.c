/* app/gather.c - the case. See app/gather.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/gather.h"

#include <stdlib.h>

/* Findings of the file and of its reading, each with the file as its evidence. */
static struct rc
item_findings(const struct body *b, struct arena *a, struct item *out, struct err *e)
{
	struct reasons all = reasons_init(a);
	const struct reasons *sources[2] = { &b->findings, &b->reading.findings };
	for (size_t s = 0; s < COUNT(sources); s++)
		for (size_t i = 0; i < sources[s]->count; i++)
			reasons_add(&all, sources[s]->at[i].id, SLICE(""), b->id,
			    slice_is_null(sources[s]->at[i].place) ? SLICE("") :
			    sources[s]->at[i].place);
	TRY(reasons_end(&all, e));
	reasons_settle(&all);
	out->findings = all.at;
	out->finding_count = all.count;
	return DONE;
}

/* The signed content of b names this digest. */
static bool
names_digest(const struct body *b, struct slice id)
{
	for (size_t i = 0; i < b->reading.fact_count; i++) {
		const struct value *v = &b->reading.facts[i].value;
		for (size_t k = 0; k < v->count && v->kind == VALUE_OBJECT; k++)
			if (slice_eq(value_text(&v->members[k].value), id))
				return true;
	}
	for (size_t i = 0; i < b->reading.mention_count; i++)
		if (slice_eq(b->reading.mentions[i].scheme, SLICE("digest")) &&
		    slice_eq(b->reading.mentions[i].text, id))
			return true;
	return false;
}

static bool
is_offered(const struct body *b)
{
	return b->same_as == BODY_NONE && b->reading.kind.len > 0 && b->id.len > 0;
}

static struct rc
item_vouchers(const struct delivery *d, const struct body *b, struct arena *a, struct item *out,
    struct err *e)
{
	size_t cap = 0;
	for (size_t i = 0; i < d->count; i++) {
		const struct body *other = &d->bodies[i];
		void *list = out->vouched_by;
		if (other == b || !is_offered(other) || other->signature_count == 0 ||
		    !names_digest(other, b->id))
			continue;
		if (!arena_grow(a, &list, &cap, out->vouched_count, sizeof(struct slice)))
			return arena_failed(a, e);
		out->vouched_by = list;
		out->vouched_by[out->vouched_count++] = other->id;
	}
	if (out->vouched_count > 1)
		qsort(out->vouched_by, out->vouched_count, sizeof(struct slice), slice_cmp_qsort);
	return DONE;
}

static struct slice
or_empty(struct slice s)
{
	return slice_is_null(s) ? SLICE("") : s;
}

static struct rc
gather_item(const struct delivery *d, const struct body *b, const struct kind_set *kinds,
    struct arena *a, struct item *out, struct err *e)
{
	const struct reading *r = &b->reading;
	const struct kind *k = kind_find(kinds, r->kind);
	*out = (struct item){ .id = b->id, .kind = r->kind, .decoder = or_empty(r->decoder),
	    .producer = or_empty(r->producer), .stage = k != NULL ? or_empty(k->stage) : SLICE(""),
	    .holding = HOLDING_KEPT, .prose = r->prose, .made_ms = r->made_ms,
	    .received_ms = TIME_UNKNOWN, .valid_from_ms = r->valid_from_ms,
	    .valid_until_ms = r->valid_until_ms, .bound_count = b->bound_count,
	    .bound_to = b->bound_to, .signature_count = b->signature_count,
	    .signatures = b->signatures };
	out->facts = ARENA_ARRAY(a, struct fact, r->fact_count);
	if (out->facts == NULL)
		return arena_failed(a, e);
	for (; out->fact_count < r->fact_count; out->fact_count++) {
		out->facts[out->fact_count] = r->facts[out->fact_count];
		out->facts[out->fact_count].place = or_empty(r->facts[out->fact_count].place);
	}
	TRY(item_findings(b, a, out, e));
	return item_vouchers(d, b, a, out, e);
}

static struct rc
gather_anchors(const struct anchor_set *anchors, struct arena *a, struct case_form *c,
    struct err *e)
{
	c->anchors = ARENA_ARRAY(a, struct case_anchor, anchors->count);
	if (c->anchors == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < anchors->count; i++) {
		const struct anchor *n = &anchors->anchors[i];
		bool same = false;
		for (size_t k = 0; k < c->anchor_count && !same; k++)
			same = slice_eq(c->anchors[k].id, n->id) && c->anchors[k].how == n->how &&
			    c->anchors[k].purposes == n->purposes;
		if (!same)
			c->anchors[c->anchor_count++] = (struct case_anchor){ .id = n->id,
			    .purposes = n->purposes, .how = n->how, .from_ms = n->from_ms,
			    .until_ms = n->until_ms };
	}
	return DONE;
}

struct rc
gather_case(const struct delivery *d, const struct scope *s, const struct anchor_set *anchors,
    const struct kind_set *kinds, int64_t valid_at_ms, struct arena *a, struct case_form *out,
    struct err *e)
{
	struct case_form c = { .scope = s->form, .valid_at_ms = valid_at_ms,
	    .position_root = SLICE("") };
	c.scope.product = or_empty(c.scope.product);
	c.scope.release = or_empty(c.scope.release);
	c.items = ARENA_ARRAY(a, struct item, d->count);
	if (c.items == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < d->count; i++)
		if (is_offered(&d->bodies[i]))
			TRY(gather_item(d, &d->bodies[i], kinds, a, &c.items[c.item_count++], e));
	TRY(gather_anchors(anchors, a, &c, e));
	case_settle(&c);
	*out = c;
	return DONE;
}
