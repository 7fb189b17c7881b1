/* app/inspect/naming.c - what files call the thing that they are about. See app/inspect/naming.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/inspect/naming.h"

#include "app/inspect/about.h"

/* Kinds that may name the subject, the strongest first. */
static const struct slice naming_kinds[] = {
	SLICE_INIT("purchase_order"), SLICE_INIT("packing_list"), SLICE_INIT("goods_receipt"),
	SLICE_INIT("serial_list"), SLICE_INIT("identity_list"), SLICE_INIT("firmware_manifest"),
};

static void
add_name(struct naming *n, struct slice text, size_t body)
{
	if (text.len == 0)
		return;
	if (n->text.len == 0)
		*n = (struct naming){ text, body, n->conflict };
	else if (!slice_eq(n->text, text))
		n->conflict = true;
}

static bool
is_row(const struct fact *f)
{
	return slice_eq(f->name, SLICE("listed")) || slice_eq(f->name, SLICE("quantity"));
}

/* A row has a say when it is about the scope, and about the serial where one is assessed. */
static bool
row_speaks(const struct scope *s, const struct value *row)
{
	struct slice serial = value_text(value_get(row, SLICE("serial")));
	return !row_is_foreign(s, row) && (s->serial.len == 0 || slice_eq(serial, s->serial));
}

/* The row itself names the batch or order that is assessed, where one is known. */
static bool
row_names_scope(const struct scope *s, const struct value *row)
{
	if (s->batch.len > 0)
		return value_text(value_get(row, SLICE("batch"))).len > 0;
	return s->kind != SUBJECT_DELIVERY || s->itself ||
	    value_text(value_get(row, SLICE("order"))).len > 0;
}

/* strict: only rows that name the scope. */
static void
names_of_body(const struct delivery *d, size_t body, const struct scope *s, struct slice scheme,
    bool strict, struct naming *n)
{
	const struct reading *r = &d->bodies[body].reading;
	struct slice member = slice_eq(scheme, SLICE("version")) ? SLICE("firmware") : scheme;
	bool rows = false;
	for (size_t k = 0; k < r->fact_count; k++) {
		if (!is_row(&r->facts[k]))
			continue;
		rows = true;
		if (row_speaks(s, &r->facts[k].value) &&
		    (!strict || row_names_scope(s, &r->facts[k].value)))
			add_name(n, value_text(value_get(&r->facts[k].value, member)), body);
	}
	for (size_t k = 0; k < r->mention_count && !rows && !body_is_foreign(s, r); k++)
		if (slice_eq(r->mentions[k].scheme, scheme))
			add_name(n, r->mentions[k].text, body);
}

/* Rows that name the scope come before those that say nothing of it: of an order for controllers
 * and spare parts the batch's own rows name the model. */
struct naming
name_of(const struct delivery *d, const struct scope *s, const char *scheme)
{
	struct naming n = { .body = BODY_NONE };
	for (size_t i = 0; i < 2 * COUNT(naming_kinds) && n.text.len == 0; i++)
		for (size_t k = 0; k < d->count; k++)
			if (slice_eq(d->bodies[k].reading.kind, naming_kinds[i / 2]) &&
			    body_is_sound(&d->bodies[k]))
				names_of_body(d, k, s, slice_of(scheme), i % 2 == 0, &n);
	return n;
}

/* Mentions of a full subject of that kind; others are none of them. */
static bool
mentions_kind(const struct mention *m, enum subject_kind kind, struct subject *parsed)
{
	return slice_eq(m->scheme, SLICE("subject")) &&
	    !failed(subject_parse(m->text, parsed, NULL)) && parsed->kind == kind;
}

struct naming
stated_subject(const struct delivery *d, enum subject_kind kind)
{
	struct naming n = { .body = BODY_NONE };
	for (size_t i = 0; i <= COUNT(naming_kinds) && n.text.len == 0; i++)
		for (size_t b = 0; b < d->count; b++) {
			const struct reading *r = &d->bodies[b].reading;
			struct subject parsed;
			bool looked_at = i == COUNT(naming_kinds) || slice_eq(r->kind,
			    naming_kinds[i]);
			if (!looked_at || !body_is_sound(&d->bodies[b]))
				continue;
			for (size_t k = 0; k < r->mention_count; k++)
				if (mentions_kind(&r->mentions[k], kind, &parsed))
					add_name(&n, r->mentions[k].text, b);
		}
	return n;
}

/* The one product, and the one model, that a file mentions. */
static void
product_and_model(const struct delivery *d, size_t body, struct slice org,
    struct naming *product, struct naming *model)
{
	const struct reading *r = &d->bodies[body].reading;
	struct subject parsed;
	for (size_t k = 0; k < r->mention_count; k++) {
		if (slice_eq(r->mentions[k].scheme, SLICE("model")))
			add_name(model, r->mentions[k].text, body);
		if (mentions_kind(&r->mentions[k], SUBJECT_PRODUCT, &parsed) &&
		    slice_eq(parsed.org, org))
			add_name(product, r->mentions[k].text, body);
	}
}

struct naming
stated_product(const struct delivery *d, struct slice org, struct slice model)
{
	struct naming n = { .body = BODY_NONE };
	for (size_t b = 0; b < d->count; b++) {
		struct naming product = { .body = b }, named = { .body = b };
		if (!body_is_sound(&d->bodies[b]))
			continue;
		product_and_model(d, b, org, &product, &named);
		if (!product.conflict && !named.conflict && slice_eq_nocase(named.text, model))
			add_name(&n, product.text, b);
	}
	return n.conflict ? (struct naming){ .body = BODY_NONE } : n;
}

struct slice
stated_model(const struct delivery *d, struct slice org, struct slice product)
{
	struct naming n = { .body = BODY_NONE };
	for (size_t b = 0; b < d->count; b++) {
		struct naming stated = { .body = b }, named = { .body = b };
		if (!body_is_sound(&d->bodies[b]))
			continue;
		product_and_model(d, b, org, &stated, &named);
		if (!stated.conflict && !named.conflict && slice_eq(stated.text, product))
			add_name(&n, named.text, b);
	}
	return n.conflict ? (struct slice){0} : n.text;
}
