/* app/inspect/gather.c - the case. See app/inspect/gather.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/inspect/gather.h"

#include <stdlib.h>

#include "app/inspect/index.h"
#include "crypto/digest.h"

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

static bool
is_offered(const struct body *b)
{
	return b->same_as == BODY_NONE && b->reading.kind.len > 0 && b->id.len > 0;
}

static bool
is_digest(struct slice text)
{
	struct digest d;
	return digest_parse(text, &d);
}

/* Every digest that the facts and mentions of a signed body name. */
static struct rc
index_body(const struct body *b, struct index *vouchers, struct err *e)
{
	for (size_t i = 0; i < b->reading.fact_count; i++) {
		const struct value *v = &b->reading.facts[i].value;
		for (size_t k = 0; k < v->count && v->kind == VALUE_OBJECT; k++)
			if (is_digest(value_text(&v->members[k].value)))
				TRY(index_add(vouchers, v->members[k].value.text, b->id, e));
	}
	for (size_t i = 0; i < b->reading.mention_count; i++)
		if (slice_eq(b->reading.mentions[i].scheme, SLICE("digest")))
			TRY(index_add(vouchers, b->reading.mentions[i].text, b->id, e));
	return DONE;
}

/* Items, other than itself, whose signed content names this one. */
static struct rc
item_vouchers(const struct index *vouchers, struct arena *a, struct item *out, struct err *e)
{
	const struct index_list *named = index_get(vouchers, out->id);
	if (named == NULL)
		return DONE;
	out->vouched_by = ARENA_ARRAY(a, struct slice, named->count);
	if (out->vouched_by == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < named->count; i++)
		if (!slice_eq(named->at[i], out->id))
			out->vouched_by[out->vouched_count++] = named->at[i];
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
gather_item(const struct index *vouchers, const struct body *b, const struct kind_set *kinds,
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
	return item_vouchers(vouchers, a, out, e);
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
		struct case_anchor *out = &c->anchors[c->anchor_count++];
		*out = (struct case_anchor){ .id = n->id, .purposes = n->purposes, .how = n->how,
		    .from_ms = n->from_ms, .until_ms = n->until_ms };
		out->subjects = ARENA_ARRAY(a, struct slice, n->subject_count);
		if (out->subjects == NULL)
			return arena_failed(a, e);
		for (; out->subject_count < n->subject_count; out->subject_count++)
			out->subjects[out->subject_count] = n->subjects[out->subject_count];
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
	AUTO(index) vouchers = index_init(a);
	for (size_t i = 0; i < d->count; i++)
		if (is_offered(&d->bodies[i]) && d->bodies[i].signature_count > 0)
			TRY(index_body(&d->bodies[i], &vouchers, e));
	for (size_t i = 0; i < d->count; i++)
		if (is_offered(&d->bodies[i]))
			TRY(gather_item(&vouchers, &d->bodies[i], kinds, a,
			    &c.items[c.item_count++], e));
	TRY(gather_anchors(anchors, a, &c, e));
	case_settle(&c);
	*out = c;
	return DONE;
}
