/* app/scope.c - what is assessed. See app/scope.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/scope.h"

#include <stdlib.h>

#include "subject/subject.h"

/* Kinds that may name the subject, the strongest first. */
static const struct slice naming_kinds[] = {
	SLICE_INIT("purchase_order"), SLICE_INIT("packing_list"), SLICE_INIT("goods_receipt"),
	SLICE_INIT("serial_list"), SLICE_INIT("identity_list"), SLICE_INIT("firmware_manifest"),
};
/* Kinds whose serials are assets of the scope. */
static const struct slice asset_kinds[] = {
	SLICE_INIT("purchase_order"), SLICE_INIT("packing_list"), SLICE_INIT("goods_receipt"),
	SLICE_INIT("serial_list"), SLICE_INIT("identity_list"), SLICE_INIT("device_certificate"),
};

/* A body whose own findings forbid to rely on it names nothing. */
static bool
is_sound(const struct body *b)
{
	for (size_t i = 0; i < b->reading.findings.count; i++)
		if (finding_class(b->reading.findings.at[i].id) >= CLASS_LACK)
			return false;
	return b->same_as == BODY_NONE && b->reading.kind.len > 0;
}

/* What bodies of one kind mention under one scheme: the one text, if they agree. */
struct naming { struct slice text; size_t body; bool conflict; };

static void
name_from_kind(const struct delivery *d, struct slice kind, struct slice scheme, struct naming *n)
{
	for (size_t i = 0; i < d->count; i++) {
		const struct reading *r = &d->bodies[i].reading;
		if (!slice_eq(r->kind, kind) || !is_sound(&d->bodies[i]))
			continue;
		for (size_t k = 0; k < r->mention_count; k++) {
			if (!slice_eq(r->mentions[k].scheme, scheme))
				continue;
			if (n->text.len == 0)
				*n = (struct naming){ r->mentions[k].text, i, false };
			else if (!slice_eq(n->text, r->mentions[k].text))
				n->conflict = true;
		}
	}
}

/* The first kind that names anything decides. */
static struct naming
name_of(const struct delivery *d, const char *scheme)
{
	struct naming n = { .body = BODY_NONE };
	for (size_t i = 0; i < COUNT(naming_kinds) && n.text.len == 0; i++)
		name_from_kind(d, naming_kinds[i], slice_of(scheme), &n);
	return n;
}

/* A full subject of this prefix ("product:") that a body of a naming kind states. */
static struct slice
stated_subject(const struct delivery *d, struct slice prefix)
{
	for (size_t i = 0; i < d->count; i++) {
		const struct reading *r = &d->bodies[i].reading;
		for (size_t k = 0; k < r->mention_count && is_sound(&d->bodies[i]); k++)
			if (slice_eq(r->mentions[k].scheme, SLICE("subject")) &&
			    slice_starts(r->mentions[k].text, prefix))
				return r->mentions[k].text;
	}
	return (struct slice){0};
}

static struct rc
assume(struct scope *s, struct arena *a, struct slice sentence, struct err *e)
{
	void *list = s->assumptions;
	if (!arena_grow(a, &list, &s->assumption_cap, s->assumption_count, sizeof(sentence)))
		return arena_failed(a, e);
	s->assumptions = list;
	s->assumptions[s->assumption_count++] = sentence;
	return DONE;
}

/* "ACME Controls" becomes "acme-controls": the organisation's name in subjects. */
static struct rc
org_of(struct slice name, struct arena *a, struct slice *out, struct err *e)
{
	uint8_t *org = arena_alloc(a, name.len + 1, 1);
	size_t n = 0;
	if (org == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < name.len && n < 63; i++) {
		uint8_t c = name.at[i];
		if (c >= 'A' && c <= 'Z')
			c = (uint8_t)(c + 32);
		bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.';
		if (plain)
			org[n++] = c;
		else if (n > 0 && org[n - 1] != '-')
			org[n++] = '-';
	}
	while (n > 0 && org[n - 1] == '-')
		n--;
	if (n == 0)
		return fail(e, E_USAGE, 0, "the manufacturer's name cannot be used; name the "
		    "subject with --for");
	*out = (struct slice){ org, n };
	return DONE;
}

static struct rc
lower(struct slice text, struct arena *a, struct slice *out, struct err *e)
{
	uint8_t *p = arena_alloc(a, text.len + 1, 1);
	if (p == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < text.len; i++)
		p[i] = text.at[i] >= 'A' && text.at[i] <= 'Z' ? (uint8_t)(text.at[i] + 32) :
		    text.at[i];
	*out = (struct slice){ p, text.len };
	return DONE;
}

/* Product and release: from what the tables say, else from what signed records name. */
static struct rc
resolve_product(const struct delivery *d, struct scope *s, struct arena *a, struct err *e)
{
	struct naming model = name_of(d, "model"), version = name_of(d, "version");
	struct slice stated = stated_subject(d, SLICE("product:"));
	struct slice sentence;
	s->model = model.conflict ? (struct slice){0} : model.text;
	if (s->version.len == 0 && !version.conflict)
		s->version = version.text;
	if (s->product_name.len == 0 && s->model.len > 0) {
		TRY(lower(s->model, a, &s->product_name, e));
		if (!arena_format(a, &sentence, "model %.*s is taken as product:%.*s/%.*s",
		    SLICE_FMT(s->model), SLICE_FMT(s->org), SLICE_FMT(s->product_name)))
			return arena_failed(a, e);
		TRY(assume(s, a, sentence, e));
	}
	if (s->product_name.len == 0 && stated.len > 0) {
		struct subject parsed;
		if (!failed(subject_parse(stated, &parsed, NULL)) && slice_eq(parsed.org, s->org))
			s->product_name = parsed.name;
	}
	if (s->product_name.len == 0)
		return DONE;
	if (!subject_make(a, SUBJECT_PRODUCT, s->org, s->product_name, (struct slice){0},
	    &s->form.product))
		return arena_failed(a, e);
	if (s->version.len > 0 && !subject_make(a, SUBJECT_RELEASE, s->org, s->product_name,
	    s->version, &s->form.release))
		return arena_failed(a, e);
	return DONE;
}

/* Without --for: the batch, or else the order, that the delivery names. */
static struct rc
resolve_assumed(const struct delivery *d, struct scope *s, struct arena *a, struct err *e)
{
	struct naming maker = name_of(d, "manufacturer"), batch = name_of(d, "batch");
	struct naming order = name_of(d, "order");
	struct slice stated = stated_subject(d, SLICE("batch:"));
	struct subject parsed;
	if (maker.text.len == 0 && stated.len > 0 &&
	    !failed(subject_parse(stated, &parsed, NULL)))
		s->org = parsed.org;
	else if (maker.text.len == 0)
		return fail(e, E_USAGE, 0, "nothing here names what is assessed and who made it; "
		    "name it with --for, e.g. --for batch:MAKER/BATCH");
	else
		TRY(org_of(maker.text, a, &s->org, e));
	if (maker.conflict || batch.conflict)
		return fail(e, E_USAGE, 0, "the delivery names more than one maker or batch; name "
		    "one with --for");
	struct naming n = batch.text.len > 0 ? batch : order;
	if (n.text.len == 0 || n.conflict)
		return fail(e, E_USAGE, 0, "the delivery names no single batch or order; name what "
		    "is assessed with --for");
	s->source = n.body;
	s->assumed = true;
	if (batch.text.len > 0)
		s->batch = n.text;
	if (!subject_make(a, batch.text.len > 0 ? SUBJECT_BATCH : SUBJECT_DELIVERY, s->org, n.text,
	    (struct slice){0}, &s->form.subject))
		return arena_failed(a, e);
	return DONE;
}

static struct rc
resolve_wanted(struct slice wanted, struct scope *s, struct arena *a, struct err *e)
{
	struct subject p;
	TRY(subject_parse(wanted, &p, e));
	if (p.kind == SUBJECT_PURL || p.org.len == 0)
		return fail(e, E_USAGE, 0, "a batch, delivery, release, product or asset can be "
		    "inspected, not a part of one");
	s->org = p.org;
	s->form.subject = wanted;
	if (p.kind == SUBJECT_BATCH)
		s->batch = p.name;
	if (p.kind == SUBJECT_PRODUCT || p.kind == SUBJECT_RELEASE || p.kind == SUBJECT_ASSET)
		s->product_name = p.name;
	if (p.kind == SUBJECT_RELEASE)
		s->version = p.second;
	if (p.kind == SUBJECT_ASSET) {
		s->form.assets = ARENA_NEW(a, struct slice);
		if (s->form.assets == NULL)
			return arena_failed(a, e);
		s->form.assets[s->form.asset_count++] = wanted;
	}
	return DONE;
}

/* A row or certificate is about the batch in scope unless it says another batch or model. */
static bool
is_about(const struct scope *s, const struct value *row)
{
	struct slice batch = value_text(value_get(row, SLICE("batch")));
	struct slice model = value_text(value_get(row, SLICE("model")));
	if (batch.len > 0 && s->batch.len > 0 && !slice_eq(batch, s->batch) &&
	    !slice_eq(batch, s->form.subject))
		return false;
	return model.len == 0 || s->product_name.len == 0 || slice_eq_nocase(model, s->model) ||
	    slice_eq_nocase(model, s->product_name);
}

static struct rc
add_asset(struct scope *s, size_t *cap, struct slice serial, struct arena *a, struct err *e)
{
	void *list = s->form.assets;
	if (!arena_grow(a, &list, cap, s->form.asset_count, sizeof(struct slice)))
		return arena_failed(a, e);
	s->form.assets = list;
	if (!subject_make(a, SUBJECT_ASSET, s->org, s->product_name, serial,
	    &s->form.assets[s->form.asset_count]))
		return arena_failed(a, e);
	s->form.asset_count++;
	return DONE;
}

static bool
names_assets(const struct body *b)
{
	for (size_t i = 0; i < COUNT(asset_kinds); i++)
		if (slice_eq(b->reading.kind, asset_kinds[i]))
			return is_sound(b);
	return false;
}

static struct rc
resolve_assets(const struct delivery *d, struct scope *s, struct arena *a, struct err *e)
{
	size_t cap = 0, kept = 0;
	if (s->form.asset_count > 0 || s->product_name.len == 0)
		return DONE;
	for (size_t i = 0; i < d->count; i++) {
		const struct reading *r = &d->bodies[i].reading;
		for (size_t k = 0; k < r->fact_count && names_assets(&d->bodies[i]); k++) {
			const struct value *row = &r->facts[k].value;
			struct slice serial = value_text(value_get(row, SLICE("serial")));
			if (serial.len > 0 && is_about(s, row))
				TRY(add_asset(s, &cap, serial, a, e));
		}
	}
	if (s->form.asset_count == 0)
		return DONE;
	qsort(s->form.assets, s->form.asset_count, sizeof(struct slice), slice_cmp_qsort);
	for (size_t i = 1; i < s->form.asset_count; i++)
		if (!slice_eq(s->form.assets[kept], s->form.assets[i]))
			s->form.assets[++kept] = s->form.assets[i];
	s->form.asset_count = kept + 1;
	return DONE;
}

/* Component types that a scope statement names. */
static struct rc
resolve_types(const struct delivery *d, struct scope *s, struct arena *a, struct err *e)
{
	for (size_t i = 0; i < d->count; i++) {
		const struct reading *r = &d->bodies[i].reading;
		const struct value *types = NULL;
		for (size_t k = 0; k < r->fact_count && is_sound(&d->bodies[i]); k++)
			if (slice_eq(r->facts[k].name, SLICE("scope")))
				types = value_get(&r->facts[k].value, SLICE("component_types"));
		if (types == NULL || types->kind != VALUE_ARRAY || s->form.type_count > 0)
			continue;
		s->form.component_types = ARENA_ARRAY(a, struct slice, types->count);
		if (s->form.component_types == NULL)
			return arena_failed(a, e);
		for (size_t k = 0; k < types->count; k++)
			s->form.component_types[s->form.type_count++] = types->items[k].text;
		if (s->form.type_count > 1)
			qsort(s->form.component_types, s->form.type_count, sizeof(struct slice),
			    slice_cmp_qsort);
	}
	return DONE;
}

struct rc
scope_resolve(const struct delivery *d, struct slice wanted, struct arena *a, struct scope *out,
    struct err *e)
{
	struct scope s = { .source = BODY_NONE };
	if (!slice_is_null(wanted))
		TRY(resolve_wanted(wanted, &s, a, e));
	else
		TRY(resolve_assumed(d, &s, a, e));
	if (!subject_make(a, SUBJECT_PARTY, s.org, (struct slice){0}, (struct slice){0},
	    &s.form.manufacturer))
		return arena_failed(a, e);
	struct naming article = name_of(d, "article"), order = name_of(d, "order");
	struct naming batch = name_of(d, "batch");
	s.article = article.conflict ? (struct slice){0} : article.text;
	s.order = order.conflict ? (struct slice){0} : order.text;
	if (s.batch.len == 0 && !batch.conflict && s.assumed)
		s.batch = batch.text;
	TRY(resolve_product(d, &s, a, e));
	TRY(resolve_assets(d, &s, a, e));
	TRY(resolve_types(d, &s, a, e));
	*out = s;
	return DONE;
}
