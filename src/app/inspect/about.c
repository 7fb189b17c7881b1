/* app/inspect/about.c - what speaks about the scope and what does not. See app/inspect/about.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/inspect/about.h"

#include <stdlib.h>

#include "base/limits.h"
#include "codec/utf8.h"
#include "table/identifier.h"

/* doc/formats/subject.md */
#define NAME_BYTES_MAX 200

static bool
findings_lack(const struct reasons *r)
{
	for (size_t i = 0; i < r->count; i++)
		if (finding_class(r->at[i].id) >= CLASS_LACK)
			return true;
	return false;
}

bool
body_is_sound(const struct body *b)
{
	return b->same_as == BODY_NONE && b->reading.kind.len > 0 &&
	    !findings_lack(&b->findings) && !findings_lack(&b->reading.findings);
}

/* --- subjects of texts from outside ----------------------------------------------------------- */

/* Bytes of the name once it is escaped; 0 when it can be none. */
static size_t
escaped_bytes(struct slice name)
{
	size_t n = 0;
	if (name.len == 0 || name.len > NAME_BYTES_MAX || !utf8_valid(name))
		return 0;
	for (size_t i = 0; i < name.len; i++) {
		uint8_t c = name.at[i];
		bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
		    (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == '_' || c == '~' ||
		    c == '+';
		n += plain ? 1 : 3;
	}
	return n;
}

struct rc
subject_of(struct arena *a, enum subject_kind kind, struct slice org, struct slice name,
    struct slice second, struct slice *out, struct err *e)
{
	size_t bytes = slice_of(subject_kind_name(kind)).len + 1 + org.len;
	bool of_two = kind == SUBJECT_RELEASE || kind == SUBJECT_ASSET;
	*out = (struct slice){0};
	if (org.len == 0 || escaped_bytes(name) == 0 ||
	    ((of_two || !slice_is_null(second)) && escaped_bytes(second) == 0))
		return DONE;
	bytes += 1 + escaped_bytes(name) + (slice_is_null(second) ? 0 : 1 + escaped_bytes(second));
	if (bytes > SUBJECT_BYTES_MAX)
		return DONE;
	return subject_make(a, kind, org, name, second, out) ? DONE : arena_failed(a, e);
}

struct rc
product_name_of(struct arena *a, struct slice model, struct slice *out, struct err *e)
{
	uint8_t *p = arena_alloc(a, model.len + 1, 1);
	if (p == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < model.len; i++)
		p[i] = model.at[i] >= 'A' && model.at[i] <= 'Z' ?
		    (uint8_t)(model.at[i] + 32) : model.at[i];
	*out = (struct slice){ p, model.len };
	return DONE;
}

/* --- the scope -------------------------------------------------------------------------------- */

bool
scope_holds(const struct scope *s, struct slice subject)
{
	const struct case_scope *f = &s->form;
	if (subject.len == 0)
		return false;
	if (slice_eq(subject, f->subject) || slice_eq(subject, f->product) ||
	    slice_eq(subject, f->release) || slice_eq(subject, s->batch_subject))
		return true;
	return f->asset_count > 0 && bsearch(&subject, f->assets, f->asset_count,
	    sizeof(subject), slice_cmp_qsort) != NULL;
}

bool
scope_holds_any(const struct scope *s, const struct slice *subjects, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (scope_holds(s, subjects[i]))
			return true;
	return false;
}

bool
scope_has_product(const struct scope *s, const struct subject *parsed)
{
	struct slice product = s->form.product;
	size_t slash = slice_find(product, SLICE("/"), 0);
	bool kind = parsed->kind == SUBJECT_PRODUCT || parsed->kind == SUBJECT_RELEASE ||
	    parsed->kind == SUBJECT_ASSET || parsed->kind == SUBJECT_CONFIGURATION;
	return kind && product.len > 0 && slice_eq(parsed->org, s->org) &&
	    slice_eq(parsed->name, slice_sub(product, slash + 1, product.len));
}

bool
scope_is_batch(const struct scope *s, struct slice text)
{
	return text.len > 0 && (slice_eq(text, s->batch) || slice_eq(text, s->batch_subject));
}

bool
scope_is_model(const struct scope *s, struct slice text)
{
	return text.len > 0 && (slice_eq_nocase(text, s->model) ||
	    slice_eq_nocase(text, s->product_name) || slice_eq(text, s->form.product));
}

/* --- foreign ---------------------------------------------------------------------------------- */

static struct slice
member(const struct value *row, const char *name)
{
	return value_text(value_get(row, slice_of(name)));
}

static bool
is_other_batch(const struct scope *s, struct slice text)
{
	return text.len > 0 && s->batch.len > 0 && !scope_is_batch(s, text);
}

static bool
is_other_model(const struct scope *s, struct slice text)
{
	struct subject parsed;
	if (text.len == 0 || s->product_name.len == 0 || scope_is_model(s, text))
		return false;
	if (failed(subject_parse(text, &parsed, NULL)))
		return true;
	return s->form.product.len > 0 && !scope_has_product(s, &parsed);
}

/* Another article, and not the one in scope with its leading zeros eaten. */
static bool
is_other_article(const struct scope *s, struct slice text)
{
	return text.len > 0 && s->article.len > 0 && !slice_eq(text, s->article) &&
	    !identifier_lost_zeros(text, s->article) && !identifier_lost_zeros(s->article, text);
}

static bool
is_other_order(const struct scope *s, struct slice text)
{
	return s->kind == SUBJECT_DELIVERY && text.len > 0 && s->order.len > 0 &&
	    !slice_eq(text, s->order) && !identifier_lost_zeros(text, s->order);
}

static bool
is_other_release(const struct scope *s, struct slice text)
{
	return s->kind == SUBJECT_RELEASE && text.len > 0 && !slice_eq(text, s->version);
}

static bool
is_of_other_product(const struct scope *s, const struct value *row)
{
	static const char *const full[] = { "product", "release", "asset" };
	for (size_t i = 0; i < COUNT(full); i++)
		if (is_other_model(s, member(row, full[i])))
			return true;
	return is_other_model(s, member(row, "model"));
}

bool
row_is_foreign(const struct scope *s, const struct value *row)
{
	return is_other_batch(s, member(row, "batch")) || is_of_other_product(s, row) ||
	    is_other_article(s, member(row, "article")) ||
	    is_other_order(s, member(row, "order")) ||
	    is_other_release(s, member(row, "firmware"));
}

/* A record, or a firmware manifest, is about what its own members say, whatever the statement
 * around it names beside: of a certificate for another product in an envelope for ours nothing is
 * ours. */
static bool
record_is_foreign(const struct scope *s, const struct reading *r)
{
	if (!slice_eq(r->decoder, SLICE("record/1")) && !slice_eq(r->decoder, SLICE("manifest/1")))
		return false;
	for (size_t i = 0; i < r->fact_count; i++)
		if (is_other_batch(s, member(&r->facts[i].value, "batch")) ||
		    is_of_other_product(s, &r->facts[i].value))
			return true;
	return false;
}

bool
body_is_foreign(const struct scope *s, const struct reading *r)
{
	bool batch = false, product = false, other_batch = false, other_product = false;
	for (size_t i = 0; i < r->mention_count; i++) {
		struct subject parsed;
		struct slice scheme = r->mentions[i].scheme, text = r->mentions[i].text;
		if (slice_eq(scheme, SLICE("batch"))) {
			batch = batch || scope_is_batch(s, text);
			other_batch = other_batch || is_other_batch(s, text);
		} else if (slice_eq(scheme, SLICE("model")) || slice_eq(scheme,
		    SLICE("product"))) {
			product = product || scope_is_model(s, text);
			other_product = other_product || is_other_model(s, text);
		} else if (slice_eq(scheme, SLICE("subject")) && !failed(subject_parse(text,
		    &parsed, NULL))) {
			bool of_batch = parsed.kind == SUBJECT_BATCH;
			bool of_product = parsed.kind == SUBJECT_PRODUCT ||
			    parsed.kind == SUBJECT_RELEASE || parsed.kind == SUBJECT_ASSET;
			batch = batch || (of_batch && scope_is_batch(s, text));
			other_batch = other_batch || (of_batch && is_other_batch(s, text));
			product = product || scope_has_product(s, &parsed);
			other_product = other_product || (of_product && is_other_model(s, text));
		}
	}
	return (other_batch && !batch) || (other_product && !product) || record_is_foreign(s, r);
}

/* The first of these that can be named: the serial of another model, another product, batch,
 * order. */
struct rc
foreign_subject(const struct scope *s, const struct value *row, struct arena *a,
    struct slice *out, struct err *e)
{
	static const char *const full[] = { "asset", "release", "product", "batch" };
	struct subject parsed;
	struct slice name, model = member(row, "model"), batch = member(row, "batch");
	TRY(product_name_of(a, model, &name, e));
	*out = (struct slice){0};
	for (size_t i = 0; i < COUNT(full) && out->len == 0; i++) {
		struct slice text = member(row, full[i]);
		if (!failed(subject_parse(text, &parsed, NULL)) && !scope_holds(s, text) &&
		    !scope_has_product(s, &parsed))
			*out = text;
	}
	if (out->len == 0 && is_other_model(s, model))
		TRY(subject_of(a, SUBJECT_ASSET, s->org, name, member(row, "serial"), out, e));
	if (out->len == 0 && is_other_model(s, model))
		TRY(subject_of(a, SUBJECT_PRODUCT, s->org, name, (struct slice){0}, out, e));
	if (out->len == 0 && is_other_batch(s, batch))
		TRY(subject_of(a, SUBJECT_BATCH, s->org, batch, (struct slice){0}, out, e));
	if (out->len == 0 && is_other_article(s, member(row, "article")))
		TRY(subject_of(a, SUBJECT_PRODUCT, s->org, member(row, "article"),
		    (struct slice){0}, out, e));
	if (out->len == 0 && is_other_order(s, member(row, "order")))
		TRY(subject_of(a, SUBJECT_DELIVERY, s->org, member(row, "order"),
		    (struct slice){0}, out, e));
	if (out->len == 0)
		*out = s->form.manufacturer;
	return DONE;
}
