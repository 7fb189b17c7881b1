/* app/inspect/scope.c - what is assessed. See app/inspect/scope.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/inspect/scope.h"

#include <stdlib.h>

#include "crypto/digest.h"

#include "app/inspect/about.h"
#include "app/inspect/naming.h"
#include "base/limits.h"

/* Kinds whose serials are assets of the scope. */
static const struct slice asset_kinds[] = {
	SLICE_INIT("purchase_order"), SLICE_INIT("packing_list"), SLICE_INIT("goods_receipt"),
	SLICE_INIT("serial_list"), SLICE_INIT("identity_list"), SLICE_INIT("device_certificate"),
};

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

/* What the delivery names under the scheme; where it names several, none, and that is said. */
static struct rc
take_name(const struct delivery *d, struct scope *s, const char *scheme, const char *shown,
    struct arena *a, struct slice *out, struct err *e)
{
	struct slice sentence;
	struct naming n = name_of(d, s, scheme);
	*out = n.conflict ? (struct slice){0} : n.text;
	if (!n.conflict)
		return DONE;
	if (!arena_format(a, &sentence, "no %s, because %.*s names more than one", shown,
	    SLICE_FMT(d->bodies[n.body].path)))
		return arena_failed(a, e);
	return assume(s, a, sentence, e);
}

/* "ACME Controls" becomes "acme-controls": the organisation's name in subjects; empty where nothing
 * of the name can stand in one. */
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
	*out = (struct slice){ org, n };
	return DONE;
}

/* --- the subject ------------------------------------------------------------------------------ */

/* Digest over the digests of all files, each once, sorted: the same for the same files. */
static struct rc
digest_delivery(const struct delivery *d, struct arena *a, struct slice *out, struct err *e)
{
	AUTO(digest_run) run = {0};
	struct digest sum;
	struct slice *ids = ARENA_ARRAY(a, struct slice, d->count);
	if (ids == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < d->count; i++)
		ids[i] = d->bodies[i].id;
	if (d->count > 1)
		qsort(ids, d->count, sizeof(struct slice), slice_cmp_qsort);
	TRY(digest_begin(&run, e));
	for (size_t i = 0; i < d->count; i++)
		if (i == 0 || !slice_eq(ids[i], ids[i - 1]))
			TRY(digest_add(&run, ids[i], e));
	TRY(digest_end(&run, &sum, e));
	return digest_text(a, &sum, out) ? DONE : arena_failed(a, e);
}

/* No batch and no order: the delivery stands for itself, so that the files are looked at all the
 * same. */
static struct rc
name_delivery(const struct delivery *d, struct scope *s, const char *why, struct arena *a,
    struct err *e)
{
	struct slice digest, sentence;
	TRY(digest_delivery(d, a, &digest, e));
	s->kind = SUBJECT_DELIVERY;
	s->itself = true;
	s->source = BODY_NONE;
	/* "sha256:" and the first 16 of its digits */
	TRY(subject_of(a, s->kind, s->org, slice_sub(digest, 7, 23), (struct slice){0},
	    &s->form.subject, e));
	if (!arena_format(a, &sentence, "the delivery stands for itself, because %s; name what is "
	    "assessed with --for, e.g. --for batch:MAKER/BATCH", why))
		return arena_failed(a, e);
	return assume(s, a, sentence, e);
}

/* The maker's name in subjects is the one that a record states for this batch, else made of what
 * the lists say. */
static struct rc
name_maker(const struct naming *maker, struct slice by_record, struct scope *s, struct arena *a,
    struct err *e)
{
	if (by_record.len > 0 || maker->conflict)
		s->org = by_record;
	else if (maker->text.len > 0)
		TRY(org_of(maker->text, a, &s->org, e));
	if (s->org.len > 0)
		return DONE;
	s->org = SLICE("unnamed");
	return assume(s, a, maker->conflict ? SLICE("no maker, because several are named") :
	    SLICE("no maker, because nothing here names one"), e);
}

/* Without --for: the batch, or else the order, that the delivery names. */
static struct rc
resolve_assumed(const struct delivery *d, struct scope *s, struct arena *a, struct err *e)
{
	struct naming maker = name_of(d, s, "manufacturer"), batch = name_of(d, s, "batch");
	struct naming order = name_of(d, s, "order"), stated = stated_subject(d, SUBJECT_BATCH);
	struct subject record = {0};
	struct slice name = {0};
	if (stated.text.len > 0 && !stated.conflict &&
	    !failed(subject_parse(stated.text, &record, NULL)) &&
	    !subject_unescape(a, record.name, &name))
		return arena_failed(a, e);
	bool by_record = name.len > 0 && (batch.text.len == 0 || slice_eq(batch.text, name));
	bool several = batch.conflict || (batch.text.len == 0 && stated.conflict);
	if (by_record && batch.text.len == 0)
		batch = (struct naming){ name, stated.body, false };
	s->assumed = true;
	TRY(name_maker(&maker, by_record ? record.org : (struct slice){0}, s, a, e));
	struct naming n = batch.text.len > 0 ? batch : order;
	if (several || n.text.len == 0 || n.conflict)
		return name_delivery(d, s, several || n.conflict ?
		    "more than one batch or order is named here" :
		    "nothing here names a batch or an order", a, e);
	s->source = n.body;
	s->kind = batch.text.len > 0 ? SUBJECT_BATCH : SUBJECT_DELIVERY;
	TRY(subject_of(a, s->kind, s->org, n.text, (struct slice){0}, &s->form.subject, e));
	if (s->form.subject.len == 0)
		return name_delivery(d, s, "what names it here cannot be a subject", a, e);
	*(s->kind == SUBJECT_BATCH ? &s->batch : &s->order) = n.text;
	return DONE;
}

static bool
is_of_product(enum subject_kind kind)
{
	return kind == SUBJECT_PRODUCT || kind == SUBJECT_RELEASE || kind == SUBJECT_ASSET;
}

bool
scope_is_for(struct slice subject)
{
	struct subject p;
	return failed(subject_parse(subject, &p, NULL)) || is_of_product(p.kind) ||
	    p.kind == SUBJECT_BATCH || p.kind == SUBJECT_DELIVERY;
}

static struct rc
resolve_wanted(struct slice wanted, struct scope *s, struct arena *a, struct err *e)
{
	struct subject p;
	struct slice name, second = {0};
	TRY(subject_parse(wanted, &p, e));
	bool of_product = is_of_product(p.kind);
	if (!scope_is_for(wanted))
		return fail(e, E_USAGE, 0, "a batch, delivery, release, product or asset can be "
		    "inspected");
	if (!subject_unescape(a, p.name, &name) ||
	    (p.second.len > 0 && !subject_unescape(a, p.second, &second)))
		return arena_failed(a, e);
	s->org = p.org;
	s->kind = p.kind;
	s->form.subject = wanted;
	if (of_product)
		s->product_name = name;
	else
		*(p.kind == SUBJECT_BATCH ? &s->batch : &s->order) = name;
	if (p.kind == SUBJECT_RELEASE)
		s->version = second;
	if (p.kind != SUBJECT_ASSET)
		return DONE;
	s->serial = second;
	s->form.assets = ARENA_NEW(a, struct slice);
	if (s->form.assets == NULL)
		return arena_failed(a, e);
	s->form.assets[s->form.asset_count++] = wanted;
	return DONE;
}

/* --- product and release ---------------------------------------------------------------------- */

/* The product of a model: the one that a record names together with it, else of the same name. */
static struct rc
product_of_model(const struct delivery *d, struct scope *s, struct arena *a, struct slice *out,
    struct err *e)
{
	struct slice sentence;
	struct naming stated = stated_product(d, s->org, s->model);
	struct subject parsed;
	if (stated.text.len > 0 && !failed(subject_parse(stated.text, &parsed, NULL)))
		return subject_unescape(a, parsed.name, out) ? DONE : arena_failed(a, e);
	TRY(product_name_of(a, s->model, out, e));
	if (!arena_format(a, &sentence, "model %.*s is product:%.*s/%.*s",
	    SLICE_FMT(s->model), SLICE_FMT(s->org), SLICE_FMT(*out)))
		return arena_failed(a, e);
	return assume(s, a, sentence, e);
}

/* Sets the product in full; a name that no subject can bear is none. */
static struct rc
take_product(struct scope *s, struct slice name, struct arena *a, struct err *e)
{
	TRY(subject_of(a, SUBJECT_PRODUCT, s->org, name, (struct slice){0}, &s->form.product, e));
	s->product_name = s->form.product.len > 0 ? name : (struct slice){0};
	return DONE;
}

/* Lists without a model, as many are: the article number is the product's name then, where they
 * agree on one. Nothing could be compared otherwise. */
static struct rc
product_of_article(const struct delivery *d, struct scope *s, struct arena *a, struct err *e)
{
	struct slice sentence;
	struct naming n = name_of(d, s, "article");
	if (n.text.len == 0 || n.conflict)
		return DONE;
	TRY(take_product(s, n.text, a, e));
	if (s->form.product.len == 0)
		return DONE;
	if (!arena_format(a, &sentence, "no model is named, so article %.*s is taken as %.*s",
	    SLICE_FMT(n.text), SLICE_FMT(s->form.product)))
		return arena_failed(a, e);
	return assume(s, a, sentence, e);
}

static struct rc
resolve_product(const struct delivery *d, struct scope *s, struct arena *a, struct err *e)
{
	struct subject parsed;
	struct slice name;
	struct naming stated = stated_subject(d, SUBJECT_PRODUCT);
	if (s->product_name.len > 0) {
		TRY(take_product(s, s->product_name, a, e));
		s->model = stated_model(d, s->org, s->form.product);
		s->model = s->model.len > 0 ? s->model : s->product_name;
		return DONE;
	}
	TRY(take_name(d, s, "model", "model is taken", a, &s->model, e));
	if (s->model.len > 0) {
		TRY(product_of_model(d, s, a, &name, e));
		return take_product(s, name, a, e);
	}
	if (stated.text.len == 0 || stated.conflict || failed(subject_parse(stated.text, &parsed,
	    NULL)) || !slice_eq(parsed.org, s->org))
		return product_of_article(d, s, a, e);
	if (!subject_unescape(a, parsed.name, &name))
		return arena_failed(a, e);
	return take_product(s, name, a, e);
}

static struct rc
resolve_release(const struct delivery *d, struct scope *s, struct arena *a, struct err *e)
{
	if (s->product_name.len == 0)
		return DONE;
	if (s->version.len == 0)
		TRY(take_name(d, s, "version", "firmware version is taken", a, &s->version, e));
	if (s->version.len > 0)
		TRY(subject_of(a, SUBJECT_RELEASE, s->org, s->product_name, s->version,
		    &s->form.release, e));
	return DONE;
}

/* The batch of a delivery or asset, where the lists give it one: what is said of the batch is said
 * of it. */
static struct rc
resolve_batch(const struct delivery *d, struct scope *s, struct arena *a, struct err *e)
{
	struct slice sentence;
	struct naming n = {0};
	if ((s->kind == SUBJECT_DELIVERY && !s->itself) || s->kind == SUBJECT_ASSET)
		n = name_of(d, s, "batch");
	if (n.text.len > 0 && !n.conflict) {
		s->batch = n.text;
		if (!arena_format(a, &sentence, "it is of batch %.*s, as %.*s says",
		    SLICE_FMT(n.text), SLICE_FMT(d->bodies[n.body].path)))
			return arena_failed(a, e);
		TRY(assume(s, a, sentence, e));
	}
	if (s->kind == SUBJECT_BATCH)
		s->batch_subject = s->form.subject;
	else if (s->batch.len > 0)
		TRY(subject_of(a, SUBJECT_BATCH, s->org, s->batch, (struct slice){0},
		    &s->batch_subject, e));
	return DONE;
}

/* --- assets and component types --------------------------------------------------------------- */

static struct rc
add_asset(struct scope *s, size_t *cap, struct slice serial, struct arena *a, struct err *e)
{
	void *list = s->form.assets;
	struct slice asset;
	TRY(subject_of(a, SUBJECT_ASSET, s->org, s->product_name, serial, &asset, e));
	if (asset.len == 0)
		return DONE;		/* a text that can be no serial names none */
	if (!arena_grow(a, &list, cap, s->form.asset_count, sizeof(struct slice)))
		return arena_failed(a, e);
	s->form.assets = list;
	s->form.assets[s->form.asset_count++] = asset;
	return DONE;
}

static bool
names_assets(const struct body *b)
{
	for (size_t i = 0; i < COUNT(asset_kinds); i++)
		if (slice_eq(b->reading.kind, asset_kinds[i]))
			return body_is_sound(b);
	return false;
}

static struct rc
add_assets(const struct body *b, struct scope *s, size_t *cap, struct arena *a, struct err *e)
{
	bool foreign = body_is_foreign(s, &b->reading);
	for (size_t k = 0; k < b->reading.fact_count && !foreign; k++) {
		const struct value *row = &b->reading.facts[k].value;
		struct slice serial = value_text(value_get(row, SLICE("serial")));
		if (serial.len > 0 && !row_is_foreign(s, row))
			TRY(add_asset(s, cap, serial, a, e));
	}
	return DONE;
}

static struct rc
resolve_assets(const struct delivery *d, struct scope *s, struct arena *a, struct err *e)
{
	size_t cap = 0, kept = 0;
	struct case_scope *f = &s->form;
	if (f->asset_count > 0 || s->product_name.len == 0)
		return DONE;
	for (size_t i = 0; i < d->count; i++)
		if (names_assets(&d->bodies[i]))
			TRY(add_assets(&d->bodies[i], s, &cap, a, e));
	if (f->asset_count > 1)
		qsort(f->assets, f->asset_count, sizeof(struct slice), slice_cmp_qsort);
	for (size_t i = 0; i < f->asset_count; i++)
		if (kept == 0 || !slice_eq(f->assets[kept - 1], f->assets[i]))
			f->assets[kept++] = f->assets[i];
	f->asset_count = kept;
	return kept <= CASE_ASSETS_MAX ? DONE : fail(e, E_LIMIT, kept,
	    "the delivery names more serials than one inspection takes");
}

static bool
same_types(const struct slice *list, size_t count, const struct value *types)
{
	if (count != types->count)
		return false;
	for (size_t i = 0; i < count; i++) {
		bool found = false;
		for (size_t k = 0; k < count && !found; k++)
			found = slice_eq(list[i], types->items[k].text);
		if (!found)
			return false;
	}
	return true;
}

static struct rc
take_types(struct scope *s, const struct value *types, struct arena *a, struct err *e)
{
	s->form.component_types = ARENA_ARRAY(a, struct slice, types->count);
	if (s->form.component_types == NULL)
		return arena_failed(a, e);
	for (size_t k = 0; k < types->count; k++)
		s->form.component_types[k] = types->items[k].text;
	s->form.type_count = types->count;
	if (types->count > 1)
		qsort(s->form.component_types, types->count, sizeof(struct slice),
		    slice_cmp_qsort);
	return DONE;
}

/* Component types that the scope statements of the product name, if they agree. */
static struct rc
resolve_types(const struct delivery *d, struct scope *s, struct arena *a, struct err *e)
{
	bool conflict = false;
	for (size_t i = 0; i < d->count; i++) {
		const struct reading *r = &d->bodies[i].reading;
		for (size_t k = 0; k < r->fact_count && body_is_sound(&d->bodies[i]); k++) {
			const struct value *v = &r->facts[k].value;
			const struct value *types = value_get(v, SLICE("component_types"));
			if (!slice_eq(r->facts[k].name, SLICE("scope")) || types == NULL ||
			    types->kind != VALUE_ARRAY || row_is_foreign(s, v))
				continue;
			if (s->form.type_count == 0)
				TRY(take_types(s, types, a, e));
			else if (!same_types(s->form.component_types, s->form.type_count, types))
				conflict = true;
		}
	}
	if (!conflict)
		return DONE;
	s->form.type_count = 0;
	return assume(s, a, SLICE("no component type, because the scope statements disagree"), e);
}

struct rc
scope_itself(struct slice subject, struct arena *a, struct scope *out, struct err *e)
{
	struct subject p;
	*out = (struct scope){ .source = BODY_NONE };
	TRY(subject_parse(subject, &p, e));
	out->kind = p.kind;
	out->org = p.org;
	out->form.subject = subject;
	return subject_make_party(a, p.org, &out->form.manufacturer) ? DONE : arena_failed(a, e);
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
	if (!subject_make_party(a, s.org, &s.form.manufacturer))
		return arena_failed(a, e);
	TRY(resolve_product(d, &s, a, e));
	TRY(resolve_batch(d, &s, a, e));
	TRY(resolve_release(d, &s, a, e));
	TRY(take_name(d, &s, "article", "article number is taken", a, &s.article, e));
	if (s.order.len == 0)
		TRY(take_name(d, &s, "order", "order number is taken", a, &s.order, e));
	TRY(resolve_assets(d, &s, a, e));
	TRY(resolve_types(d, &s, a, e));
	*out = s;
	return DONE;
}
