/* check/fact_walk.c - facts of admitted items. See check/fact_walk.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "check/fact_walk.h"

#include "subject/purl.h"
#include "subject/subject.h"

bool
walk_next(struct walk *w, const struct admitted *in, const char *name)
{
	const struct slice wanted = slice_of(name);
	for (; w->next_item < in->count; w->next_item++, w->next_fact = 0) {
		w->item = in->items[w->next_item];
		while (w->next_fact < w->item->fact_count) {
			w->fact = &w->item->facts[w->next_fact++];
			if (slice_eq(w->fact->name, wanted))
				return true;
		}
	}
	return false;
}

int64_t
facts_in(const struct item *it, const char *name)
{
	const struct slice wanted = slice_of(name);
	int64_t n = 0;
	for (size_t i = 0; i < it->fact_count; i++)
		n += slice_eq(it->facts[i].name, wanted);
	return n;
}

bool
facts_are_complete(const struct item *it, const struct fact *head, const char *count,
    const char *name)
{
	int64_t stated;
	return fact_int(head, count, &stated) && stated == facts_in(it, name);
}

int64_t
fact_time(const struct fact *f, const char *member)
{
	int64_t ms;
	struct slice text = fact_text(f, member);
	if (text.len == 0 || failed(time_parse(text, TIME_BEGINNING, &ms, NULL)))
		return TIME_UNKNOWN;
	return ms;
}

bool
fact_int(const struct fact *f, const char *member, int64_t *out)
{
	return value_int(value_get(&f->value, slice_of(member)), out);
}

bool
fact_true(const struct fact *f, const char *member)
{
	const struct value *v = value_get(&f->value, slice_of(member));
	return v != NULL && v->kind == VALUE_TRUE;
}

struct slice
scope_version(const struct check_call *c)
{
	struct subject s;
	struct slice plain;
	struct slice release = c->form->scope.release;
	if (release.len == 0 || failed(subject_parse(release, &s, NULL)) ||
	    !subject_unescape(c->a, s.second, &plain))
		return (struct slice){0};
	return plain;
}

size_t
scope_asset(const struct check_call *c, struct slice subject)
{
	const struct case_scope *s = &c->form->scope;
	return c->assets != NULL ? asset_index_find(c->assets, subject) :
	    asset_search(s->assets, s->asset_count, subject);
}

/* Of the fact at hand. */
static size_t
walk_asset(const struct check_call *c, const struct walk *w)
{
	return c->facts != NULL ? fact_asset(c->facts, c->assets, c->form, w->item, w->fact) :
	    scope_asset(c, w->fact->subject);
}

static bool
purl_is_named(const struct check_call *c, struct slice text)
{
	struct purl p;
	struct subject product;
	struct slice version = scope_version(c);
	if (failed(purl_parse(text, c->a, &p, NULL)) || c->form->scope.product.len == 0 ||
	    failed(subject_parse(c->form->scope.product, &product, NULL)))
		return false;
	return slice_eq_nocase(p.namespace, product.org) &&
	    slice_eq_nocase(p.name, product.name) &&
	    (p.version.len == 0 || slice_eq(p.version, version));
}

bool
scope_is_named(const struct check_call *c, struct slice text)
{
	const struct case_scope *s = &c->form->scope;
	if (text.len == 0)
		return false;
	if (slice_eq(text, s->subject) || slice_eq(text, s->product) ||
	    slice_eq(text, s->release) || scope_asset(c, text) != SIZE_MAX)
		return true;
	return slice_starts(text, SLICE("pkg:")) && purl_is_named(c, text);
}

bool
is_foreign(const struct check_call *c, const struct fact *f)
{
	const struct case_scope *s = &c->form->scope;
	const struct { const char *scheme; bool known; } about[] = {
		{ "asset:", s->asset_count > 0 },
		{ "release:", s->release.len > 0 },
		{ "product:", s->product.len > 0 },
		{ "batch:", slice_starts(s->subject, SLICE("batch:")) },
		{ "delivery:", slice_starts(s->subject, SLICE("delivery:")) },
	};
	if (scope_is_named(c, f->subject))
		return false;
	for (size_t i = 0; i < COUNT(about); i++)
		if (slice_starts(f->subject, slice_of(about[i].scheme)))
			return about[i].known;
	return false;
}

bool
walk_is_foreign(const struct check_call *c, const struct walk *w)
{
	return walk_asset(c, w) == SIZE_MAX && is_foreign(c, w->fact);
}

bool
is_manifest_of_release(const struct check_call *c, const struct item *it)
{
	const struct case_scope *s = &c->form->scope;
	struct slice version = scope_version(c);
	for (size_t i = 0; i < it->fact_count && version.len > 0; i++) {
		const struct fact *f = &it->facts[i];
		struct slice release = fact_text(f, "release"), product = fact_text(f, "product");
		if (!slice_eq(f->name, SLICE("manifest")) ||
		    !slice_eq(fact_text(f, "version"), version))
			continue;
		if (release.len > 0 ? slice_eq(release, s->release) : product.len == 0 ||
		    slice_eq(product, s->product))
			return true;
	}
	return false;
}

void
say(struct reasons *out, enum finding_id id, struct slice subject, const struct walk *w)
{
	reasons_add(out, id, subject, w->item->id, w->fact->place);
}

struct slice
asset_or_all(const struct check_call *c, const struct fact *f)
{
	return scope_asset(c, f->subject) != SIZE_MAX ? f->subject : c->subject;
}

struct slice
walk_asset_or_all(const struct check_call *c, const struct walk *w)
{
	return walk_asset(c, w) != SIZE_MAX ? w->fact->subject : c->subject;
}

/* --- one by one ------------------------------------------------------------------------------- */

struct one_by_one
one_by_one(const struct check_call *c, struct reasons *out)
{
	return (struct one_by_one){ .c = c, .out = out, .now = reasons_init(c->a),
	    .lacks = reasons_init(c->a),
	    .good = ARENA_ARRAY(c->a, bool, c->form->scope.asset_count) };
}

static void
add(struct reasons *to, const struct reason *r)
{
	reasons_add(to, r->id, r->subject, r->evidence, r->place);
}

void
one_next(struct one_by_one *o, struct slice subject)
{
	if (o->now.count == 0) {
		size_t asset = scope_asset(o->c, subject);
		if (asset == SIZE_MAX)
			o->good_for_all = true;
		else if (o->good != NULL)
			o->good[asset] = true;
	}
	for (size_t i = 0; i < o->now.count; i++) {
		const struct reason *r = &o->now.at[i];
		bool against = finding_class(r->id) == CLASS_FAIL ||
		    r->id == FINDING_EVIDENCE_CONFLICT;
		add(against ? o->out : &o->lacks, r);
	}
	o->out->broken = o->out->broken || o->now.broken;
	o->now.count = 0;
}

static bool
is_made_up(const struct one_by_one *o, struct slice subject)
{
	size_t asset = o->good_for_all ? SIZE_MAX : scope_asset(o->c, subject);
	return o->good_for_all || (asset != SIZE_MAX && o->good[asset]);
}

void
one_end(struct one_by_one *o)
{
	o->out->broken = o->out->broken || o->lacks.broken || o->good == NULL;
	for (size_t i = 0; i < o->lacks.count && o->good != NULL; i++)
		if (!is_made_up(o, o->lacks.at[i].subject))
			add(o->out, &o->lacks.at[i]);
}

void
one_silent(struct one_by_one *o, const struct admitted *in, const char *fact,
    enum finding_id id, bool own_assets)
{
	for (size_t i = 0; i < in->count; i++) {
		const struct item *it = in->items[i];
		struct slice subject = o->c->subject;
		if (facts_in(it, fact) > 0)
			continue;
		for (size_t k = own_assets ? it->bound_count : 0; k > 0; k--)
			if (scope_asset(o->c, it->bound_to[k - 1]) != SIZE_MAX)
				subject = it->bound_to[k - 1];
		reasons_add(&o->now, id, subject, it->id, SLICE(""));
		one_next(o, subject);
	}
}
