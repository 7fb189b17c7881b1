/* fact/case.c - the tree of a case. See fact/case.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fact/case.h"

#include "fact/case_int.h"
#include "fact/form_int.h"

const char *const case_statuses[CASE_STATUSES] = { "unverifiable", "broken", "good" };
const char *const case_holdings[CASE_HOLDINGS] = { "", "kept", "held", "seen" };

static struct value
purposes(struct build *b, unsigned bits)
{
	struct value v = value_array();
	for (unsigned i = 0; i < PURPOSE_COUNT; i++)
		if ((bits & 2u << i) != 0)
			value_push(b, &v, form_word(purpose_name((enum purpose)(2u << i))));
	return v;
}

static struct value
chain_links(struct build *b, const struct signature *s)
{
	struct value all = value_array();
	for (size_t i = 0; i < s->chain_count; i++) {
		const struct chain_link *l = &s->chain[i];
		struct value v = value_object(), lists = value_array();
		for (size_t k = 0; k < l->list_count; k++) {
			const struct revocation_list *r = &l->lists[k];
			struct value one = value_object();
			value_put(b, &one, "evidence", form_text(r->evidence));
			value_put(b, &one, "this_update", form_instant(b, r->this_update_ms));
			value_put(b, &one, "next_update", form_instant(b, r->next_update_ms));
			value_push(b, &lists, one);
		}
		value_put(b, &v, "certificate", form_text(l->certificate));
		value_put(b, &v, "subject", form_text(l->subject));
		value_put(b, &v, "number", form_text(l->number));
		value_put(b, &v, "from", form_instant(b, l->from_ms));
		value_put(b, &v, "until", form_instant(b, l->until_ms));
		value_put(b, &v, "revoked", form_instant(b, l->revoked_ms));
		value_put(b, &v, "revoked_reason", form_text(l->revoked_reason));
		value_put(b, &v, "lists", lists);
		value_push(b, &all, v);
	}
	return all;
}

static struct value
signatures(struct build *b, const struct item *it)
{
	struct value all = value_array();
	for (size_t i = 0; i < it->signature_count; i++) {
		const struct signature *s = &it->signatures[i];
		struct value v = value_object();
		value_put(b, &v, "status", form_word(case_statuses[s->status]));
		value_put(b, &v, "scheme", form_text(s->scheme));
		value_put(b, &v, "algorithm", form_text(s->algorithm));
		value_put(b, &v, "key", form_text(s->key));
		value_put(b, &v, "signer", form_text(s->signer));
		value_put(b, &v, "anchor", form_text(s->anchor));
		value_put(b, &v, "how", form_word(how_name(s->how)));
		value_put(b, &v, "purposes", purposes(b, s->purposes));
		value_put(b, &v, "from", form_instant(b, s->from_ms));
		value_put(b, &v, "until", form_instant(b, s->until_ms));
		value_put(b, &v, "claimed", form_instant(b, s->claimed_ms));
		value_put(b, &v, "chain", chain_links(b, s));
		value_push(b, &all, v);
	}
	return all;
}

static struct value
facts(struct build *b, const struct fact *list, size_t count)
{
	struct value all = value_array();
	for (size_t i = 0; i < count; i++) {
		struct value v = value_object();
		value_put(b, &v, "name", form_text(list[i].name));
		value_put(b, &v, "subject", form_text(list[i].subject));
		value_put(b, &v, "value", list[i].value);
		value_put(b, &v, "place", form_text(list[i].place));
		value_push(b, &all, v);
	}
	return all;
}

static struct value
held(struct build *b, const struct item *it)
{
	struct value v = value_object();
	if (it->holding != HOLDING_HELD)
		return value_null();
	value_put(b, &v, "holder", form_text(it->holder));
	value_put(b, &v, "until", form_instant(b, it->held_until_ms));
	value_put(b, &v, "recomputed", form_instant(b, it->recomputed_ms));
	return v;
}

static struct value
seen(struct build *b, const struct item *it)
{
	struct value v = value_object();
	if (it->holding != HOLDING_SEEN)
		return value_null();
	value_put(b, &v, "by", form_text(it->seen_by));
	value_put(b, &v, "at", form_instant(b, it->seen_ms));
	return v;
}

static struct value
states(struct build *b, const struct item *it)
{
	struct value all = value_array();
	for (size_t i = 0; i < it->state_count; i++) {
		struct value v = value_object();
		value_put(b, &v, "state", form_text(it->states[i].state));
		value_put(b, &v, "by", form_text(it->states[i].by));
		value_put(b, &v, "at", form_instant(b, it->states[i].at_ms));
		value_push(b, &all, v);
	}
	return all;
}

struct value
case_item_value(struct build *b, const struct item *it)
{
	struct value v = value_object();
	value_put(b, &v, "id", form_text(it->id));
	value_put(b, &v, "kind", form_text(it->kind));
	value_put(b, &v, "decoder", form_text(it->decoder));
	value_put(b, &v, "producer", form_text(it->producer));
	value_put(b, &v, "stage", form_text(it->stage));
	value_put(b, &v, "holding", form_word(case_holdings[it->holding]));
	value_put(b, &v, "prose", value_bool(it->prose));
	value_put(b, &v, "made", form_instant(b, it->made_ms));
	value_put(b, &v, "received", form_instant(b, it->received_ms));
	value_put(b, &v, "valid_from", form_instant(b, it->valid_from_ms));
	value_put(b, &v, "valid_until", form_instant(b, it->valid_until_ms));
	value_put(b, &v, "bound_to", form_texts(b, it->bound_to, it->bound_count));
	value_put(b, &v, "entry", form_text(it->entry));
	value_put(b, &v, "held", held(b, it));
	value_put(b, &v, "seen", seen(b, it));
	value_put(b, &v, "states", states(b, it));
	value_put(b, &v, "facts", facts(b, it->facts, it->fact_count));
	value_put(b, &v, "signatures", signatures(b, it));
	value_put(b, &v, "findings", form_reasons(b, it->findings, it->finding_count));
	value_put(b, &v, "vouched_by", form_texts(b, it->vouched_by, it->vouched_count));
	return v;
}

static struct value
scope_value(struct build *b, const struct case_scope *s)
{
	struct value v = value_object(), parties = value_array();
	for (size_t i = 0; i < s->party_count; i++) {
		struct value one = value_object();
		value_put(b, &one, "role", form_text(s->parties[i].role));
		value_put(b, &one, "party", form_text(s->parties[i].party));
		value_push(b, &parties, one);
	}
	value_put(b, &v, "subject", form_text(s->subject));
	value_put(b, &v, "manufacturer", form_text(s->manufacturer));
	value_put(b, &v, "product", form_text(s->product));
	value_put(b, &v, "release", form_text(s->release));
	value_put(b, &v, "component_types", form_texts(b, s->component_types, s->type_count));
	value_put(b, &v, "assets", form_texts(b, s->assets, s->asset_count));
	value_put(b, &v, "parties", parties);
	return v;
}

static struct value
anchor_values(struct build *b, const struct case_form *c)
{
	struct value all = value_array();
	for (size_t i = 0; i < c->anchor_count; i++) {
		struct value v = value_object();
		value_put(b, &v, "id", form_text(c->anchors[i].id));
		value_put(b, &v, "purposes", purposes(b, c->anchors[i].purposes));
		value_put(b, &v, "how", form_word(how_name(c->anchors[i].how)));
		value_put(b, &v, "from", form_instant(b, c->anchors[i].from_ms));
		value_put(b, &v, "until", form_instant(b, c->anchors[i].until_ms));
		value_put(b, &v, "subjects", form_texts(b, c->anchors[i].subjects,
		    c->anchors[i].subject_count));
		value_push(b, &all, v);
	}
	return all;
}

static struct value
codes(struct build *b, const struct case_exception *x)
{
	struct value v = value_array();
	for (size_t i = 0; i < x->code_count; i++)
		value_push(b, &v, form_word(finding_name(x->codes[i])));
	return v;
}

static struct value
exception_values(struct build *b, const struct case_form *c)
{
	struct value all = value_array();
	for (size_t i = 0; i < c->exception_count; i++) {
		const struct case_exception *x = &c->exceptions[i];
		struct value v = value_object();
		value_put(b, &v, "id", form_text(x->id));
		value_put(b, &v, "criterion", form_text(x->criterion));
		value_put(b, &v, "requirement", form_text(x->requirement));
		value_put(b, &v, "codes", codes(b, x));
		value_put(b, &v, "outcome", form_text(x->outcome));
		value_put(b, &v, "subjects", form_texts(b, x->subjects, x->subject_count));
		value_put(b, &v, "measures", form_texts(b, x->measures, x->measure_count));
		value_put(b, &v, "owner", form_text(x->owner));
		value_put(b, &v, "requester", form_text(x->requester));
		value_put(b, &v, "approver", form_text(x->approver));
		value_put(b, &v, "approved", value_bool(x->approved));
		value_put(b, &v, "from", form_instant(b, x->from_ms));
		value_put(b, &v, "until", form_instant(b, x->until_ms));
		value_push(b, &all, v);
	}
	return all;
}

static struct value
dimensions(struct build *b, const struct case_review *r)
{
	struct value all = value_array();
	for (size_t i = 0; i < r->dimension_count; i++) {
		struct value v = value_object();
		value_put(b, &v, "name", form_text(r->dimensions[i].name));
		value_put(b, &v, "result", form_text(r->dimensions[i].result));
		value_push(b, &all, v);
	}
	return all;
}

static struct value
review_values(struct build *b, const struct case_form *c)
{
	struct value all = value_array();
	for (size_t i = 0; i < c->review_count; i++) {
		const struct case_review *r = &c->reviews[i];
		struct value v = value_object();
		value_put(b, &v, "id", form_text(r->id));
		value_put(b, &v, "evidence", form_text(r->evidence));
		value_put(b, &v, "reader", form_text(r->reader));
		value_put(b, &v, "role", form_text(r->role));
		value_put(b, &v, "method", form_text(r->method));
		value_put(b, &v, "result", form_text(r->result));
		value_put(b, &v, "at", form_instant(b, r->at_ms));
		value_put(b, &v, "dimensions", dimensions(b, r));
		value_put(b, &v, "facts", facts(b, r->facts, r->fact_count));
		value_push(b, &all, v);
	}
	return all;
}

static struct value
feed_values(struct build *b, const struct case_form *c)
{
	struct value all = value_array();
	for (size_t i = 0; i < c->feed_count; i++) {
		const struct case_feed *f = &c->feeds[i];
		struct value v = value_object();
		value_put(b, &v, "digest", form_text(f->digest));
		value_put(b, &v, "name", form_text(f->name));
		value_put(b, &v, "built", form_instant(b, f->built_ms));
		value_put(b, &v, "evidence", form_text(f->evidence));
		value_put(b, &v, "subject", form_text(f->subject));
		value_put(b, &v, "id", form_text(f->id));
		value_put(b, &v, "record", f->record.kind == 0 ? value_null() : f->record);
		value_push(b, &all, v);
	}
	return all;
}

struct value
case_value_with(struct build *b, const struct case_form *c, struct value items)
{
	struct value v = value_object();
	value_put(b, &v, "assay", value_string(SLICE("case/1")));
	value_put(b, &v, "scope", scope_value(b, &c->scope));
	value_put(b, &v, "valid_at", form_instant(b, c->valid_at_ms));
	value_put(b, &v, "position", form_position(b, c->position_known, c->position_size,
	    c->position_root));
	value_put(b, &v, "anchors", anchor_values(b, c));
	value_put(b, &v, "items", items);
	value_put(b, &v, "exceptions", exception_values(b, c));
	value_put(b, &v, "reviews", review_values(b, c));
	value_put(b, &v, "feeds", feed_values(b, c));
	return v;
}

struct value
case_value(struct build *b, const struct case_form *c)
{
	struct value items = value_array();
	for (size_t i = 0; i < c->item_count; i++)
		value_push(b, &items, case_item_value(b, &c->items[i]));
	return case_value_with(b, c, items);
}
