/* fact/case.c - the case: order, and the tree of its form. See fact/case.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fact/case.h"

#include <stdlib.h>


/* --- order ------------------------------------------------------------------------------------ */

static int
item_cmp(const void *left, const void *right)
{
	const struct item *a = left, *b = right;
	int c = slice_cmp(a->id, b->id);
	return c != 0 ? c : slice_cmp(a->kind, b->kind);
}

/* Values are compared by members in the order they stand, which a decoder keeps. */
static int
value_cmp(const struct value *a, const struct value *b)
{
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	for (size_t i = 0; i < a->count && i < b->count; i++) {
		int c = 0;
		if (a->kind == VALUE_OBJECT)
			c = slice_cmp(a->members[i].name, b->members[i].name);
		if (c == 0)
			c = a->kind == VALUE_OBJECT ? value_cmp(&a->members[i].value,
			    &b->members[i].value) : value_cmp(&a->items[i], &b->items[i]);
		if (c != 0)
			return c;
	}
	if (a->count != b->count)
		return a->count < b->count ? -1 : 1;
	return slice_cmp(a->text, b->text);
}

static int
fact_cmp(const void *left, const void *right)
{
	const struct fact *a = left, *b = right;
	int c = slice_cmp(a->name, b->name);
	if (c == 0)
		c = slice_cmp(a->subject, b->subject);
	if (c == 0)
		c = slice_cmp(a->place, b->place);
	return c != 0 ? c : value_cmp(&a->value, &b->value);
}

static int
anchor_cmp(const void *left, const void *right)
{
	const struct case_anchor *a = left, *b = right;
	int c = slice_cmp(a->id, b->id);
	if (c == 0 && a->purposes != b->purposes)
		c = a->purposes < b->purposes ? -1 : 1;
	return c != 0 ? c : (int)a->how - (int)b->how;
}

/* By key, anchor, status, how: the same list whatever the order of anchors. */
static int
signature_cmp(const void *left, const void *right)
{
	const struct signature *a = left, *b = right;
	int c = slice_cmp(a->key, b->key);
	if (c == 0)
		c = slice_cmp(a->anchor, b->anchor);
	if (c == 0)
		c = (int)a->status - (int)b->status;
	if (c == 0)
		c = (int)a->how - (int)b->how;
	if (c == 0 && a->purposes != b->purposes)
		c = a->purposes < b->purposes ? -1 : 1;
	return c;
}

static void
sort(void *list, size_t count, size_t size, int (*cmp)(const void *, const void *))
{
	if (count > 1)
		qsort(list, count, size, cmp);
}

void
case_settle(struct case_form *c)
{
	for (size_t i = 0; i < c->item_count; i++) {
		struct item *it = &c->items[i];
		sort(it->facts, it->fact_count, sizeof(*it->facts), fact_cmp);
		sort(it->signatures, it->signature_count, sizeof(*it->signatures), signature_cmp);
		sort(it->findings, it->finding_count, sizeof(*it->findings), reason_cmp);
		sort(it->bound_to, it->bound_count, sizeof(*it->bound_to), slice_cmp_qsort);
		sort(it->vouched_by, it->vouched_count, sizeof(*it->vouched_by), slice_cmp_qsort);
	}
	sort(c->items, c->item_count, sizeof(*c->items), item_cmp);
	sort(c->anchors, c->anchor_count, sizeof(*c->anchors), anchor_cmp);
	sort(c->scope.assets, c->scope.asset_count, sizeof(struct slice), slice_cmp_qsort);
	sort(c->scope.component_types, c->scope.type_count, sizeof(struct slice), slice_cmp_qsort);
}

/* --- the tree --------------------------------------------------------------------------------- */

static struct value
text(struct slice s)
{
	return value_string(slice_is_null(s) ? SLICE("") : s);
}

static struct value
texts(struct build *b, const struct slice *list, size_t count)
{
	struct value v = value_array();
	for (size_t i = 0; i < count; i++)
		value_push(b, &v, text(list[i]));
	return v;
}

static struct value
instant(struct build *b, int64_t ms)
{
	char shown[TIME_TEXT_BYTES];
	struct slice s = SLICE("");
	if (ms == TIME_UNKNOWN)
		return value_null();
	time_show(ms, shown);
	if (!arena_copy(b->a, slice_of(shown), &s))
		b->broken = true;
	return value_string(s);
}

static struct value
purposes(struct build *b, unsigned bits)
{
	struct value v = value_array();
	for (unsigned i = 0; i < PURPOSE_COUNT; i++)
		if ((bits & 2u << i) != 0)
			value_push(b, &v, value_string(slice_of(purpose_name(
			    (enum purpose)(2u << i)))));
	return v;
}

static struct value
reasons(struct build *b, const struct reason *list, size_t count)
{
	struct value all = value_array();
	for (size_t i = 0; i < count; i++) {
		struct value v = value_object();
		value_put(b, &v, "code", value_string(slice_of(finding_name(list[i].id))));
		value_put(b, &v, "subject", text(list[i].subject));
		value_put(b, &v, "evidence", text(list[i].evidence));
		value_put(b, &v, "place", text(list[i].place));
		value_push(b, &all, v);
	}
	return all;
}

static struct value
chain_links(struct build *b, const struct signature *s)
{
	struct value all = value_array();
	for (size_t i = 0; i < s->chain_count; i++) {
		const struct chain_link *l = &s->chain[i];
		struct value v = value_object(), lists = value_array();
		for (size_t k = 0; k < l->list_count; k++) {
			struct value one = value_object();
			value_put(b, &one, "evidence", text(l->lists[k].evidence));
			value_put(b, &one, "this_update", instant(b, l->lists[k].this_update_ms));
			value_put(b, &one, "next_update", instant(b, l->lists[k].next_update_ms));
			value_push(b, &lists, one);
		}
		value_put(b, &v, "certificate", text(l->certificate));
		value_put(b, &v, "subject", text(l->subject));
		value_put(b, &v, "number", text(l->number));
		value_put(b, &v, "from", instant(b, l->from_ms));
		value_put(b, &v, "until", instant(b, l->until_ms));
		value_put(b, &v, "revoked", instant(b, l->revoked_ms));
		value_put(b, &v, "revoked_reason", text(l->revoked_reason));
		value_put(b, &v, "lists", lists);
		value_push(b, &all, v);
	}
	return all;
}

static struct value
signatures(struct build *b, const struct item *it)
{
	static const char *const status[] = { "unverifiable", "broken", "good" };
	struct value all = value_array();
	for (size_t i = 0; i < it->signature_count; i++) {
		const struct signature *s = &it->signatures[i];
		struct value v = value_object();
		value_put(b, &v, "status", value_string(slice_of(status[s->status])));
		value_put(b, &v, "scheme", text(s->scheme));
		value_put(b, &v, "algorithm", text(s->algorithm));
		value_put(b, &v, "key", text(s->key));
		value_put(b, &v, "signer", text(s->signer));
		value_put(b, &v, "anchor", text(s->anchor));
		value_put(b, &v, "how", value_string(slice_of(how_name(s->how))));
		value_put(b, &v, "purposes", purposes(b, s->purposes));
		value_put(b, &v, "from", instant(b, s->from_ms));
		value_put(b, &v, "until", instant(b, s->until_ms));
		value_put(b, &v, "claimed", instant(b, s->claimed_ms));
		value_put(b, &v, "chain", chain_links(b, s));
		value_push(b, &all, v);
	}
	return all;
}

static struct value
facts(struct build *b, const struct item *it)
{
	struct value all = value_array();
	for (size_t i = 0; i < it->fact_count; i++) {
		struct value v = value_object();
		value_put(b, &v, "name", text(it->facts[i].name));
		value_put(b, &v, "subject", text(it->facts[i].subject));
		value_put(b, &v, "value", it->facts[i].value);
		value_put(b, &v, "place", text(it->facts[i].place));
		value_push(b, &all, v);
	}
	return all;
}

static struct value
item_value(struct build *b, const struct item *it)
{
	static const char *const holdings[] = { "", "kept", "held", "seen" };
	struct value v = value_object();
	value_put(b, &v, "id", text(it->id));
	value_put(b, &v, "kind", text(it->kind));
	value_put(b, &v, "decoder", text(it->decoder));
	value_put(b, &v, "producer", text(it->producer));
	value_put(b, &v, "stage", text(it->stage));
	value_put(b, &v, "holding", value_string(slice_of(holdings[it->holding])));
	value_put(b, &v, "prose", value_bool(it->prose));
	value_put(b, &v, "made", instant(b, it->made_ms));
	value_put(b, &v, "received", instant(b, it->received_ms));
	value_put(b, &v, "valid_from", instant(b, it->valid_from_ms));
	value_put(b, &v, "valid_until", instant(b, it->valid_until_ms));
	value_put(b, &v, "bound_to", texts(b, it->bound_to, it->bound_count));
	value_put(b, &v, "facts", facts(b, it));
	value_put(b, &v, "signatures", signatures(b, it));
	value_put(b, &v, "findings", reasons(b, it->findings, it->finding_count));
	value_put(b, &v, "vouched_by", texts(b, it->vouched_by, it->vouched_count));
	return v;
}

static struct value
scope_value(struct build *b, const struct case_scope *s)
{
	struct value v = value_object();
	value_put(b, &v, "subject", text(s->subject));
	value_put(b, &v, "manufacturer", text(s->manufacturer));
	value_put(b, &v, "product", text(s->product));
	value_put(b, &v, "release", text(s->release));
	value_put(b, &v, "component_types", texts(b, s->component_types, s->type_count));
	value_put(b, &v, "assets", texts(b, s->assets, s->asset_count));
	return v;
}

static struct value
anchor_values(struct build *b, const struct case_form *c)
{
	struct value all = value_array();
	for (size_t i = 0; i < c->anchor_count; i++) {
		struct value v = value_object();
		value_put(b, &v, "id", text(c->anchors[i].id));
		value_put(b, &v, "purposes", purposes(b, c->anchors[i].purposes));
		value_put(b, &v, "how", value_string(slice_of(how_name(c->anchors[i].how))));
		value_put(b, &v, "from", instant(b, c->anchors[i].from_ms));
		value_put(b, &v, "until", instant(b, c->anchors[i].until_ms));
		value_put(b, &v, "subjects", texts(b, c->anchors[i].subjects,
		    c->anchors[i].subject_count));
		value_push(b, &all, v);
	}
	return all;
}

static struct value
exception_values(struct build *b, const struct case_form *c)
{
	struct value all = value_array();
	for (size_t i = 0; i < c->exception_count; i++) {
		const struct case_exception *x = &c->exceptions[i];
		struct value v = value_object();
		value_put(b, &v, "id", text(x->id));
		value_put(b, &v, "criterion", text(x->criterion));
		value_put(b, &v, "outcome", text(x->outcome));
		value_put(b, &v, "subjects", texts(b, x->subjects, x->subject_count));
		value_put(b, &v, "from", instant(b, x->from_ms));
		value_put(b, &v, "until", instant(b, x->until_ms));
		value_put(b, &v, "approved", value_bool(x->approved));
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
		value_put(b, &v, "evidence", text(r->evidence));
		value_put(b, &v, "reader", text(r->reader));
		value_put(b, &v, "role", text(r->role));
		value_put(b, &v, "method", text(r->method));
		value_put(b, &v, "result", text(r->result));
		value_put(b, &v, "at", instant(b, r->at_ms));
		value_push(b, &all, v);
	}
	return all;
}

static struct value
feed_values(struct build *b, const struct case_form *c)
{
	struct value all = value_array();
	for (size_t i = 0; i < c->feed_count; i++) {
		struct value v = value_object();
		value_put(b, &v, "digest", text(c->feeds[i].digest));
		value_put(b, &v, "name", text(c->feeds[i].name));
		value_put(b, &v, "built", instant(b, c->feeds[i].built_ms));
		value_put(b, &v, "record", c->feeds[i].record);
		value_push(b, &all, v);
	}
	return all;
}

struct value
case_value(struct build *b, const struct case_form *c)
{
	struct value v = value_object(), items = value_array(), position = value_null();
	for (size_t i = 0; i < c->item_count; i++)
		value_push(b, &items, item_value(b, &c->items[i]));
	if (c->position_known) {
		position = value_object();
		value_put(b, &position, "size", value_number(b, (int64_t)c->position_size));
		value_put(b, &position, "root", text(c->position_root));
	}
	value_put(b, &v, "assay", value_string(SLICE("case/1")));
	value_put(b, &v, "scope", scope_value(b, &c->scope));
	value_put(b, &v, "valid_at", instant(b, c->valid_at_ms));
	value_put(b, &v, "position", position);
	value_put(b, &v, "anchors", anchor_values(b, c));
	value_put(b, &v, "items", items);
	value_put(b, &v, "exceptions", exception_values(b, c));
	value_put(b, &v, "reviews", review_values(b, c));
	value_put(b, &v, "feeds", feed_values(b, c));
	return v;
}
