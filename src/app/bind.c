/* app/bind.c - which subjects of the scope a body is about. See app/scope.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "app/scope.h"
#include "subject/purl.h"
#include "subject/subject.h"

/* Subjects of one body, gathered. */
struct binding {
	const struct scope	*scope;
	struct arena		*a;
	struct slice		*at;
	size_t			 count, cap;
};

static struct rc
bind_add(struct binding *b, struct slice subject, struct err *e)
{
	void *list = b->at;
	if (subject.len == 0)
		return DONE;
	for (size_t i = 0; i < b->count; i++)
		if (slice_eq(b->at[i], subject))
			return DONE;
	if (!arena_grow(b->a, &list, &b->cap, b->count, sizeof(struct slice)))
		return arena_failed(b->a, e);
	b->at = list;
	b->at[b->count++] = subject;
	return DONE;
}

/* A release or asset of the product in scope also speaks about the product. */
static struct rc
bind_subject(struct binding *b, struct slice text, struct err *e)
{
	struct subject s;
	const struct scope *scope = b->scope;
	if (failed(subject_parse(text, &s, NULL)))
		return DONE;
	TRY(bind_add(b, text, e));
	bool of_product = (s.kind == SUBJECT_RELEASE || s.kind == SUBJECT_ASSET ||
	    s.kind == SUBJECT_CONFIGURATION) && slice_eq(s.org, scope->org) &&
	    slice_eq(s.name, scope->product_name);
	return of_product ? bind_add(b, scope->form.product, e) : DONE;
}

static struct rc
bind_release(struct binding *b, struct slice version, struct err *e)
{
	struct slice release;
	if (b->scope->product_name.len == 0 || version.len == 0)
		return DONE;
	if (!subject_make(b->a, SUBJECT_RELEASE, b->scope->org, b->scope->product_name, version,
	    &release))
		return arena_failed(b->a, e);
	return bind_add(b, release, e);
}

static bool
is_model(const struct scope *s, struct slice text)
{
	return text.len > 0 && (slice_eq_nocase(text, s->model) ||
	    slice_eq_nocase(text, s->product_name) || slice_eq(text, s->form.product));
}

/* pkg:generic/acme/ic-22@5.4.2 names a release of acme's ic-22. */
static struct rc
bind_purl(struct binding *b, struct slice text, struct err *e)
{
	struct purl p;
	if (failed(purl_parse(text, b->a, &p, NULL)))
		return DONE;
	if (!slice_eq_nocase(p.namespace, b->scope->org) || !is_model(b->scope, p.name))
		return DONE;
	TRY(bind_add(b, b->scope->form.product, e));
	return bind_release(b, p.version, e);
}

static struct rc
bind_serial(struct binding *b, struct slice serial, struct err *e)
{
	struct slice asset;
	if (b->scope->product_name.len == 0)
		return DONE;
	if (!subject_make(b->a, SUBJECT_ASSET, b->scope->org, b->scope->product_name, serial,
	    &asset))
		return arena_failed(b->a, e);
	return bind_add(b, asset, e);
}

static struct rc
bind_mention(struct binding *b, const struct mention *m, bool names_product, struct err *e)
{
	const struct scope *s = b->scope;
	if (slice_eq(m->scheme, SLICE("subject")))
		return bind_subject(b, m->text, e);
	if (slice_eq(m->scheme, SLICE("batch")) && s->batch.len > 0 && slice_eq(m->text, s->batch))
		return bind_add(b, s->form.subject, e);
	if (slice_eq(m->scheme, SLICE("order")) && s->order.len > 0 && slice_eq(m->text,
	    s->order) &&
	    slice_starts(s->form.subject, SLICE("delivery:")))
		return bind_add(b, s->form.subject, e);
	if ((slice_eq(m->scheme, SLICE("model")) || slice_eq(m->scheme, SLICE("product"))) &&
	    is_model(s, m->text))
		return bind_add(b, s->form.product, e);
	if (slice_eq(m->scheme, SLICE("article")) && s->article.len > 0 &&
	    slice_eq(m->text, s->article))
		return bind_add(b, s->form.product, e);
	if (slice_eq(m->scheme, SLICE("serial")))
		return bind_serial(b, m->text, e);
	if (slice_eq(m->scheme, SLICE("purl")))
		return bind_purl(b, m->text, e);
	if (slice_eq(m->scheme, SLICE("version")) && names_product)
		return bind_release(b, m->text, e);
	return DONE;
}

/* Text names the subject when an identifier stands in it between characters that are none. */
static bool
text_names(struct slice text, struct slice identifier)
{
	size_t at = 0;
	if (identifier.len < 2)
		return false;
	while ((at = slice_find(text, identifier, at)) != SIZE_MAX) {
		uint8_t before = at > 0 ? text.at[at - 1] : ' ';
		size_t end = at + identifier.len;
		uint8_t after = end < text.len ? text.at[end] : ' ';
		bool inside = false;
		for (int i = 0; i < 2; i++) {
			uint8_t c = i == 0 ? before : after;
			inside = inside || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
			    (c >= 'A' && c <= 'Z') || c >= 0x80;
		}
		if (!inside)
			return true;
		at++;
	}
	return false;
}

static struct rc
bind_text(struct binding *b, struct slice text, struct err *e)
{
	const struct scope *s = b->scope;
	if (text_names(text, s->batch) || text_names(text, s->form.subject))
		TRY(bind_add(b, s->form.subject, e));
	if (text_names(text, s->model) || text_names(text, s->article))
		TRY(bind_add(b, s->form.product, e));
	return DONE;
}

/* A list that names no batch is about what it lists. */
static struct rc
bind_rows(struct binding *b, const struct reading *r, struct err *e)
{
	const struct case_scope *f = &b->scope->form;
	for (size_t i = 0; i < r->fact_count; i++) {
		struct slice asset, serial = value_text(value_get(&r->facts[i].value,
		    SLICE("serial")));
		if (!slice_eq(r->facts[i].name, SLICE("listed")) || serial.len == 0 ||
		    b->scope->product_name.len == 0)
			continue;
		if (!subject_make(b->a, SUBJECT_ASSET, b->scope->org, b->scope->product_name,
		    serial,
		    &asset))
			return arena_failed(b->a, e);
		for (size_t k = 0; k < f->asset_count; k++)
			if (slice_eq(asset, f->assets[k]))
				return bind_add(b, f->subject, e);
	}
	return DONE;
}

/* The subject of a fact that states none: what its own members say, else the body's. */
static struct rc
fact_subject(const struct scope *s, const struct body *body, struct fact *f, struct arena *a,
    struct err *e)
{
	static const char *const full[] = { "asset", "release", "product", "batch" };
	struct slice serial = value_text(value_get(&f->value, SLICE("serial")));
	if (f->subject.len > 0)
		return DONE;
	if (serial.len > 0 && s->product_name.len > 0) {
		if (!subject_make(a, SUBJECT_ASSET, s->org, s->product_name, serial, &f->subject))
			return arena_failed(a, e);
		return DONE;
	}
	for (size_t i = 0; i < COUNT(full) && f->subject.len == 0; i++) {
		struct subject parsed;
		struct slice text = value_text(value_get(&f->value, slice_of(full[i])));
		if (text.len > 0 && !failed(subject_parse(text, &parsed, NULL)))
			f->subject = text;
	}
	if (f->subject.len == 0)
		f->subject = body->bound_count > 0 ? body->bound_to[0] : s->form.subject;
	return DONE;
}

static struct rc
bind_body(struct body *body, const struct scope *s, struct arena *a, struct err *e)
{
	struct binding b = { .scope = s, .a = a };
	struct reading *r = &body->reading;
	bool names_product = false;
	for (size_t i = 0; i < r->mention_count; i++)
		names_product = names_product || is_model(s, r->mentions[i].text) ||
		    (slice_eq(r->mentions[i].scheme, SLICE("article")) &&
		    slice_eq(r->mentions[i].text, s->article));
	for (size_t i = 0; i < r->mention_count; i++)
		TRY(bind_mention(&b, &r->mentions[i], names_product, e));
	if (r->prose)
		TRY(bind_text(&b, r->text, e));
	if (b.count == 0)
		TRY(bind_rows(&b, r, e));
	if (b.count > 1)
		qsort(b.at, b.count, sizeof(struct slice), slice_cmp_qsort);
	body->bound_to = b.at;
	body->bound_count = b.count;
	for (size_t i = 0; i < r->fact_count; i++)
		TRY(fact_subject(s, body, &r->facts[i], a, e));
	return DONE;
}

/* A file that names nothing itself, such as an image, is about what the record says that names
 * its digest. */
static struct rc
bind_by_digest(struct delivery *d, struct body *body, struct arena *a, struct err *e)
{
	struct binding b = { .a = a };
	for (size_t i = 0; i < d->count; i++) {
		const struct reading *r = &d->bodies[i].reading;
		for (size_t k = 0; k < r->fact_count && d->bodies[i].same_as == BODY_NONE; k++)
			if (slice_eq(value_text(value_get(&r->facts[k].value, SLICE("digest"))),
			    body->id))
				TRY(bind_add(&b, r->facts[k].subject, e));
	}
	if (b.count > 1)
		qsort(b.at, b.count, sizeof(struct slice), slice_cmp_qsort);
	body->bound_to = b.at;
	body->bound_count = b.count;
	return DONE;
}

static bool
is_offered(const struct body *b)
{
	return b->same_as == BODY_NONE && b->reading.kind.len > 0;
}

struct rc
scope_bind(struct delivery *d, const struct scope *s, struct arena *a, struct err *e)
{
	for (size_t i = 0; i < d->count; i++)
		if (is_offered(&d->bodies[i]))
			TRY(bind_body(&d->bodies[i], s, a, e));
	for (size_t i = 0; i < d->count; i++)
		if (is_offered(&d->bodies[i]) && d->bodies[i].bound_count == 0)
			TRY(bind_by_digest(d, &d->bodies[i], a, e));
	return DONE;
}
