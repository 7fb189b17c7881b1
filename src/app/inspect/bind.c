/* app/inspect/bind.c - which subjects of the scope a body is about. See app/inspect/scope.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "app/inspect/about.h"
#include "app/inspect/index.h"
#include "subject/purl.h"

/* Subjects of one body, gathered; sorted and made distinct at the end. */
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
	if (!arena_grow(b->a, &list, &b->cap, b->count, sizeof(struct slice)))
		return arena_failed(b->a, e);
	b->at = list;
	b->at[b->count++] = subject;
	return DONE;
}

static void
bind_end(struct binding *b, struct body *body)
{
	size_t kept = 0;
	if (b->count > 1)
		qsort(b->at, b->count, sizeof(struct slice), slice_cmp_qsort);
	for (size_t i = 0; i < b->count; i++)
		if (kept == 0 || !slice_eq(b->at[kept - 1], b->at[i]))
			b->at[kept++] = b->at[i];
	body->bound_to = b->at;
	body->bound_count = kept;
}

/* A release or asset of the product in scope also speaks about the product; and what is said of
 * the batch is said of the delivery or asset that is of it. */
static struct rc
bind_subject(struct binding *b, struct slice text, struct err *e)
{
	struct subject s;
	const struct scope *scope = b->scope;
	if (failed(subject_parse(text, &s, NULL)))
		return DONE;
	TRY(bind_add(b, text, e));
	if (scope->batch_subject.len > 0 && slice_eq(text, scope->batch_subject))
		TRY(bind_add(b, scope->form.subject, e));
	return scope_has_product(scope, &s) ? bind_add(b, scope->form.product, e) : DONE;
}

static struct rc
bind_of_product(struct binding *b, enum subject_kind kind, struct slice second, struct err *e)
{
	struct slice subject;
	if (b->scope->product_name.len == 0 || second.len == 0)
		return DONE;
	TRY(subject_of(b->a, kind, b->scope->org, b->scope->product_name, second, &subject, e));
	return bind_add(b, subject, e);
}

/* pkg:generic/acme/ic-22@5.4.2 names a release of acme's ic-22. */
static struct rc
bind_purl(struct binding *b, struct slice text, struct err *e)
{
	struct purl p;
	struct err why = {0};
	if (failed(purl_parse(text, b->a, &p, &why)))
		return why.code == E_NOMEM ? fail(e, why.code, why.at, why.what) : DONE;
	if (!slice_eq_nocase(p.namespace, b->scope->org) || !scope_is_model(b->scope, p.name))
		return DONE;
	TRY(bind_add(b, b->scope->form.product, e));
	return bind_of_product(b, SUBJECT_RELEASE, p.version, e);
}

/* A body of another batch or product is about nothing in scope, whatever else it names. */
static void
bind_outside(struct binding *b)
{
	size_t kept = 0;
	for (size_t i = 0; i < b->count; i++)
		if (!scope_holds(b->scope, b->at[i]))
			b->at[kept++] = b->at[i];
	b->count = kept;
}

/* What is known of a body while its mentions are looked at.
 * names_product: some mention is of the product. foreign: app/inspect/about.h. rows: it has rows,
 * which speak for themselves. */
struct about { bool names_product, foreign, rows; };

static struct rc
bind_mention(struct binding *b, const struct mention *m, const struct about *about,
    struct err *e)
{
	const struct scope *s = b->scope;
	if (slice_eq(m->scheme, SLICE("subject")))
		return bind_subject(b, m->text, e);
	if (slice_eq(m->scheme, SLICE("batch")) && scope_is_batch(s, m->text)) {
		TRY(bind_add(b, s->batch_subject, e));
		return bind_add(b, s->form.subject, e);
	}
	if (slice_eq(m->scheme, SLICE("order")) && s->kind == SUBJECT_DELIVERY &&
	    s->order.len > 0 && slice_eq(m->text, s->order))
		return bind_add(b, s->form.subject, e);
	if ((slice_eq(m->scheme, SLICE("model")) || slice_eq(m->scheme, SLICE("product"))) &&
	    scope_is_model(s, m->text))
		return bind_add(b, s->form.product, e);
	if (slice_eq(m->scheme, SLICE("article")) && s->article.len > 0 &&
	    slice_eq(m->text, s->article))
		return bind_add(b, s->form.product, e);
	if (slice_eq(m->scheme, SLICE("serial")) && !about->foreign)
		return bind_of_product(b, SUBJECT_ASSET, m->text, e);
	if (slice_eq(m->scheme, SLICE("purl")))
		return bind_purl(b, m->text, e);
	if (slice_eq(m->scheme, SLICE("version")) && about->names_product && !about->foreign &&
	    !about->rows)
		return bind_of_product(b, SUBJECT_RELEASE, m->text, e);
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

/* --- by digest -------------------------------------------------------------------------------- */

/* A certificate is also about every asset that an identity list gives it to. */
static struct rc
bind_identities(struct binding *b, const struct reading *r, const struct index *identities,
    struct err *e)
{
	for (size_t i = 0; i < r->fact_count; i++) {
		const struct index_list *named = index_get(identities, value_text(value_get(
		    &r->facts[i].value, SLICE("certificate"))));
		for (size_t k = 0; named != NULL && k < named->count; k++)
			TRY(bind_add(b, named->at[k], e));
	}
	return DONE;
}

/* The assets that identity lists of the product in scope give each certificate to. */
static struct rc
index_identities(const struct delivery *d, const struct scope *s, struct arena *a,
    struct index *out, struct err *e)
{
	for (size_t i = 0; i < d->count && s->product_name.len > 0; i++) {
		const struct reading *r = &d->bodies[i].reading;
		if (!body_is_sound(&d->bodies[i]) || body_is_foreign(s, r))
			continue;
		for (size_t k = 0; k < r->fact_count; k++) {
			struct slice asset;
			const struct value *v = &r->facts[k].value;
			if (!slice_eq(r->facts[k].name, SLICE("identity")) || row_is_foreign(s, v))
				continue;
			TRY(subject_of(a, SUBJECT_ASSET, s->org, s->product_name, value_text(
			    value_get(v, SLICE("serial"))), &asset, e));
			if (asset.len > 0)
				TRY(index_add(out, value_text(value_get(v, SLICE("certificate"))),
				    asset, e));
		}
	}
	return DONE;
}

static bool
is_listed(const struct fact *f)
{
	return slice_eq(f->name, SLICE("listed"));
}

/* Rows about the scope name its release; and a list that names no batch is about what it lists. */
static struct rc
bind_rows(struct binding *b, const struct reading *r, const struct about *about, struct err *e)
{
	const struct scope *s = b->scope;
	bool named = b->count > 0, listed = false;
	for (size_t i = 0; i < r->fact_count && !about->foreign; i++) {
		struct slice asset;
		const struct value *row = &r->facts[i].value;
		if (!is_listed(&r->facts[i]) || row_is_foreign(s, row))
			continue;
		if (about->names_product)
			TRY(bind_of_product(b, SUBJECT_RELEASE, value_text(value_get(row,
			    SLICE("firmware"))), e));
		if (named || listed || s->product_name.len == 0)
			continue;
		TRY(subject_of(b->a, SUBJECT_ASSET, s->org, s->product_name, value_text(
		    value_get(row, SLICE("serial"))), &asset, e));
		listed = asset.len > 0 && scope_holds(s, asset);
	}
	return listed ? bind_add(b, s->form.subject, e) : DONE;
}

/* What a body is about as a whole. Serials that it lists beside the batch do not make it one of
 * theirs, and of several assets it is about none alone. */
static struct slice
body_subject(const struct scope *s, const struct body *body)
{
	size_t assets = 0;
	for (size_t i = 0; i < body->bound_count; i++) {
		if (slice_eq(body->bound_to[i], s->form.subject))
			return s->form.subject;
		assets += slice_starts(body->bound_to[i], SLICE("asset:"));
	}
	/* they are sorted: assets stand first */
	return body->bound_count == 0 || assets > 1 ? s->form.subject : body->bound_to[0];
}

/* The subject of a fact that states none: what its own members say, else the body's. */
static struct rc
fact_subject(const struct scope *s, const struct body *body, bool foreign, struct fact *f,
    struct arena *a, struct err *e)
{
	static const char *const full[] = { "asset", "release", "product", "batch" };
	struct slice serial = value_text(value_get(&f->value, SLICE("serial")));
	if (f->subject.len > 0)
		return DONE;
	if (foreign && body->bound_count > 0)
		f->subject = body->bound_to[0];
	else if (foreign || row_is_foreign(s, &f->value))
		return foreign_subject(s, &f->value, a, &f->subject, e);
	if (f->subject.len > 0)
		return DONE;
	if (serial.len > 0 && s->product_name.len > 0)
		TRY(subject_of(a, SUBJECT_ASSET, s->org, s->product_name, serial, &f->subject, e));
	for (size_t i = 0; i < COUNT(full) && f->subject.len == 0; i++) {
		struct subject parsed;
		struct slice text = value_text(value_get(&f->value, slice_of(full[i])));
		if (text.len > 0 && !failed(subject_parse(text, &parsed, NULL)))
			f->subject = text;
	}
	if (f->subject.len == 0)
		f->subject = body_subject(s, body);
	return DONE;
}

static struct about
about_of(const struct scope *s, const struct reading *r)
{
	struct about about = { .foreign = body_is_foreign(s, r) };
	for (size_t i = 0; i < r->mention_count; i++)
		about.names_product = about.names_product || scope_is_model(s,
		    r->mentions[i].text) || (slice_eq(r->mentions[i].scheme, SLICE("article")) &&
		    slice_eq(r->mentions[i].text, s->article));
	for (size_t i = 0; i < r->fact_count && !about.rows; i++)
		about.rows = is_listed(&r->facts[i]);
	return about;
}

static struct rc
bind_body(struct body *body, const struct scope *s, const struct index *identities,
    struct arena *a, struct err *e)
{
	struct binding b = { .scope = s, .a = a };
	struct reading *r = &body->reading;
	struct about about = about_of(s, r);
	for (size_t i = 0; i < r->mention_count; i++)
		TRY(bind_mention(&b, &r->mentions[i], &about, e));
	if (r->prose)
		TRY(bind_text(&b, r->text, e));
	TRY(bind_rows(&b, r, &about, e));
	if (slice_eq(r->kind, SLICE("device_certificate")))
		TRY(bind_identities(&b, r, identities, e));
	if (about.foreign)
		bind_outside(&b);
	bind_end(&b, body);
	for (size_t i = 0; i < r->fact_count; i++)
		TRY(fact_subject(s, body, about.foreign, &r->facts[i], a, e));
	return DONE;
}

static bool
is_offered(const struct body *b)
{
	return b->same_as == BODY_NONE && b->reading.kind.len > 0;
}

static struct rc
index_digests(const struct delivery *d, struct index *out, struct err *e)
{
	for (size_t i = 0; i < d->count; i++) {
		const struct reading *r = &d->bodies[i].reading;
		for (size_t k = 0; k < r->fact_count && d->bodies[i].same_as == BODY_NONE; k++) {
			struct slice digest = value_text(value_get(&r->facts[k].value,
			    SLICE("digest")));
			for (size_t n = 0; n < d->bodies[i].bound_count && digest.len > 0; n++)
				TRY(index_add(out, digest, d->bodies[i].bound_to[n], e));
		}
	}
	return DONE;
}

/* A file that names nothing itself, such as an image, is about what the record says that names
 * its digest. */
static struct rc
bind_by_digest(struct delivery *d, struct arena *a, struct index *digests, struct err *e)
{
	TRY(index_digests(d, digests, e));
	for (size_t i = 0; i < d->count; i++) {
		struct body *body = &d->bodies[i];
		struct binding b = { .a = a };
		const struct index_list *named = index_get(digests, body->id);
		if (!is_offered(body) || body->bound_count > 0 || named == NULL)
			continue;
		for (size_t k = 0; k < named->count; k++)
			TRY(bind_add(&b, named->at[k], e));
		bind_end(&b, body);
	}
	return DONE;
}

struct rc
scope_bind(struct delivery *d, const struct scope *s, struct arena *a, struct err *e)
{
	AUTO(index) identities = index_init(a), digests = index_init(a);
	TRY(index_identities(d, s, a, &identities, e));
	for (size_t i = 0; i < d->count; i++)
		if (is_offered(&d->bodies[i]))
			TRY(bind_body(&d->bodies[i], s, &identities, a, e));
	return bind_by_digest(d, a, &digests, e);
}
