/* app/inspect/view_make.c - everything that the reports of an inspection show. See
 * app/inspect/inspect.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "app/inspect/about.h"
#include "app/inspect/consistency.h"
#include "app/inspect/inspect.h"
#include "app/inspect/reconcile.h"
#include "app/inspect/verify.h"
#include "app/ops.h"

/* A criterion in words, all its needs included. */
#define WORDS_BYTES_MAX ((size_t)1 << 16)

struct maker {
	const struct inspect_input	*in;
	const struct inspection		*i;
	struct arena			*a;
	struct view			*v;
};

static struct slice
or_empty(struct slice s)
{
	return slice_is_null(s) ? SLICE("") : s;
}

/* --- files ------------------------------------------------------------------------------------ */

static int
by_evidence(const void *left, const void *right)
{
	const struct item_level *a = left, *b = right;
	int c = slice_cmp(a->evidence, b->evidence);
	return c != 0 ? c : slice_cmp(a->kind, b->kind);
}

static void
set_level(const struct assessment *s, struct view_file *f)
{
	struct item_level key = { .evidence = f->digest, .kind = f->kind };
	const struct item_level *found = s->item_count == 0 ? NULL :
	    bsearch(&key, s->items, s->item_count, sizeof(key), by_evidence);
	if (found == NULL)
		return;
	f->level = found->level;
	f->level_why = found->why;
}

/* Findings of the file and of what was read in it. */
static struct rc
set_findings(struct maker *m, const struct body *b, struct view_file *f, struct err *e)
{
	struct reasons all = reasons_init(m->a);
	const struct reasons *sources[2] = { &b->findings, &b->reading.findings };
	for (size_t s = 0; s < COUNT(sources); s++)
		for (size_t k = 0; k < sources[s]->count; k++)
			reasons_add(&all, sources[s]->at[k].id, SLICE(""), or_empty(b->id),
			    or_empty(sources[s]->at[k].place));
	TRY(reasons_end(&all, e));
	reasons_settle(&all);
	f->findings = all.at;
	f->finding_count = all.count;
	return DONE;
}

static struct rc
make_file(struct maker *m, const struct body *b, struct view_file *f, struct err *e)
{
	/* of the same bytes only the first was read; what they are does not differ */
	const struct body *read = b->same_as == BODY_NONE ? b :
	    &m->i->delivery.bodies[b->same_as];
	const struct reading *r = &read->reading;
	*f = (struct view_file){ .path = b->path, .container = b->container,
	    .size_bytes = b->size_bytes, .digest = or_empty(b->id),
	    .form = slice_of(form_name(b->form)), .kind = or_empty(r->kind),
	    .why = or_empty(r->why.len > 0 ? r->why : b->why), .title = or_empty(r->title),
	    .producer = or_empty(r->producer), .made_ms = r->made_ms,
	    .bound_count = read->bound_count, .bound_to = read->bound_to,
	    .signature_count = b->signature_count, .signatures = b->signatures,
	    .fact_count = b->same_as == BODY_NONE ? r->fact_count : 0, .facts = r->facts,
	    .same_as = b->same_as };
	if (f->kind.len > 0)
		set_level(&m->i->assessment, f);
	return set_findings(m, b, f, e);
}

static struct rc
make_files(struct maker *m, struct err *e)
{
	const struct delivery *d = &m->i->delivery;
	m->v->files = ARENA_ARRAY(m->a, struct view_file, d->count);
	if (m->v->files == NULL)
		return arena_failed(m->a, e);
	for (size_t k = 0; k < d->count; k++)
		TRY(make_file(m, &d->bodies[k], &m->v->files[k], e));
	m->v->file_count = d->count;
	return DONE;
}

/* --- anchors ---------------------------------------------------------------------------------- */

static struct rc
make_anchors(struct maker *m, struct err *e)
{
	const struct anchor_set *set = m->in->anchors;
	m->v->anchors = ARENA_ARRAY(m->a, struct view_anchor, set->count);
	if (m->v->anchors == NULL)
		return arena_failed(m->a, e);
	for (size_t k = 0; k < set->count; k++) {
		const struct anchor *n = &set->anchors[k];
		m->v->anchors[k] = (struct view_anchor){ .file = n->file, .id = n->id,
		    .subject = n->certificate != NULL ? or_empty(n->certificate->subject) :
		    SLICE(""), .purposes = n->purposes, .how = n->how };
		TRY(verify_anchor_is_delivered(&m->i->delivery, n,
		    &m->v->anchors[k].with_delivery, e));
	}
	m->v->anchor_count = set->count;
	return DONE;
}

/* --- criteria --------------------------------------------------------------------------------- */

static struct rc
keep_words(struct maker *m, const struct buf *words, struct slice *out, struct err *e)
{
	TRY(buf_end(words, e));
	return arena_copy(m->a, buf_slice(words), out) ? DONE : arena_failed(m->a, e);
}

static struct rc
make_need(struct maker *m, const struct need *n, struct view_need *out, struct err *e)
{
	AUTO(buf) words = buf_init(WORDS_BYTES_MAX);
	need_kind_words(n->kind, &m->in->data->kinds, &words);
	*out = (struct view_need){ .kind = n->kind, .party = or_empty(n->party),
	    .not_older_than = or_empty(n->not_older_than), .each_asset = n->each == EACH_ASSET,
	    .of_asset = n->bound == BOUND_ASSET,
	    .unsigned_allowed = n->unsigned_allowed, .at_least = n->at_least };
	TRY(keep_words(m, &words, &out->phrase, e));
	buf_clear(&words);
	readers_words(&n->readers, &words);
	return keep_words(m, &words, &out->readers, e);
}

/* Of the criterion's own and of its checks. */
static struct rc
make_needs(struct maker *m, const struct criterion *c, struct view_criterion *out, struct err *e)
{
	size_t room = c->need_count + c->check_count * CHECK_PARAMS_MAX;
	out->needs = ARENA_ARRAY(m->a, struct view_need, room);
	if (out->needs == NULL)
		return arena_failed(m->a, e);
	for (size_t k = 0; k < room; k++) {
		size_t use = k < c->need_count ? 0 : (k - c->need_count) / CHECK_PARAMS_MAX;
		const struct need *n = k < c->need_count ? &c->needs[k] :
		    &c->checks[use].needs[(k - c->need_count) % CHECK_PARAMS_MAX];
		if (n->kind.len > 0)
			TRY(make_need(m, n, &out->needs[out->need_count++], e));
	}
	return DONE;
}

static struct rc
make_criteria(struct maker *m, struct err *e)
{
	const struct criteria *all = m->in->criteria->criteria;
	AUTO(buf) words = buf_init(WORDS_BYTES_MAX);
	m->v->criteria = ARENA_ARRAY(m->a, struct view_criterion, all->count);
	if (m->v->criteria == NULL)
		return arena_failed(m->a, e);
	for (size_t k = 0; k < all->count; k++) {
		const struct criterion *c = &all->criteria[k];
		struct view_criterion *out = &m->v->criteria[k];
		*out = (struct view_criterion){ .id = c->id, .title = or_empty(c->title),
		    .area = c->area };
		buf_clear(&words);
		criterion_wanted(c, &m->in->data->kinds, &words);
		TRY(keep_words(m, &words, &out->wanted, e));
		TRY(make_needs(m, c, out, e));
	}
	m->v->criterion_count = all->count;
	m->v->criteria_name = all->name;
	m->v->criteria_version = all->version;
	m->v->criteria_digest = m->in->criteria->digest;
	m->v->criteria_source = m->in->criteria->name;
	return DONE;
}

/* Sorted, each once. */
static size_t
distinct(struct slice *list, size_t count)
{
	size_t kept = 0;
	if (count > 1)
		qsort(list, count, sizeof(struct slice), slice_cmp_qsort);
	for (size_t i = 0; i < count; i++)
		if (kept == 0 || !slice_eq(list[kept - 1], list[i]))
			list[kept++] = list[i];
	return kept;
}

static struct rc
make_drivers(struct maker *m, struct err *e)
{
	const struct criteria *all = m->in->criteria->criteria;
	size_t room = 0, n = 0;
	for (size_t k = 0; k < all->count; k++)
		room += all->criteria[k].informs_count;
	m->v->drivers = ARENA_ARRAY(m->a, struct slice, room);
	if (m->v->drivers == NULL)
		return arena_failed(m->a, e);
	for (size_t k = 0; k < all->count; k++)
		for (size_t r = 0; r < all->criteria[k].informs_count; r++)
			m->v->drivers[n++] = all->criteria[k].informs[r].requirement;
	m->v->driver_count = distinct(m->v->drivers, n);
	return DONE;
}

/* --- lists, retention, limits ----------------------------------------------------------------- */

static bool
is_read(const struct body *b)
{
	return b->same_as == BODY_NONE && b->reading.kind.len > 0;
}

static uint64_t
number_of(const struct value *v, struct slice name)
{
	int64_t n;
	return value_int(value_get(v, name), &n) && n > 0 ? (uint64_t)n : 0;
}

/* A table of one or several sheets, or an identity list. */
static bool
read_list(const struct body *b, size_t file, struct view_list *out)
{
	bool found = false;
	*out = (struct view_list){ .file = file, .kind = b->reading.kind,
	    .carrier = body_is_sound(b) };
	for (size_t k = 0; k < b->reading.fact_count; k++) {
		const struct fact *f = &b->reading.facts[k];
		const struct value *carrier = value_get(&f->value, SLICE("carrier"));
		if (slice_eq(f->name, SLICE("identity_list"))) {
			out->rows = out->serials = number_of(&f->value, SLICE("entries"));
			found = true;
		}
		if (!slice_eq(f->name, SLICE("table")))
			continue;
		out->rows += number_of(&f->value, SLICE("rows"));
		out->serials += number_of(&f->value, SLICE("serials"));
		out->carrier = out->carrier && carrier != NULL && carrier->kind == VALUE_TRUE;
		found = true;
	}
	return found;
}

/* What keeps a list that cannot be relied on from being compared. */
static const struct reason *
find_why(const struct view_file *f)
{
	for (size_t k = 0; k < f->finding_count; k++)
		if (finding_class(f->findings[k].id) == CLASS_LACK)
			return &f->findings[k];
	return NULL;
}

static struct rc
make_lists(struct maker *m, struct err *e)
{
	const struct delivery *d = &m->i->delivery;
	m->v->lists = ARENA_ARRAY(m->a, struct view_list, d->count);
	if (m->v->lists == NULL)
		return arena_failed(m->a, e);
	for (size_t k = 0; k < d->count; k++)
		if (is_read(&d->bodies[k]) && read_list(&d->bodies[k], k,
		    &m->v->lists[m->v->list_count])) {
			struct view_list *l = &m->v->lists[m->v->list_count++];
			l->why = l->carrier ? NULL : find_why(&m->v->files[k]);
		}
	return DONE;
}

static struct rc
make_retentions(struct maker *m, struct err *e)
{
	const struct delivery *d = &m->i->delivery;
	size_t cap = 0;
	for (size_t k = 0; k < d->count; k++) {
		const struct reading *r = &d->bodies[k].reading;
		for (size_t f = 0; f < r->fact_count && is_read(&d->bodies[k]); f++) {
			const struct value *v = &r->facts[f].value;
			void *list = m->v->retentions;
			if (!slice_eq(r->facts[f].name, SLICE("retention")) ||
			    !scope_holds_any(&m->i->scope, d->bodies[k].bound_to,
			    d->bodies[k].bound_count))
				continue;
			if (!arena_grow(m->a, &list, &cap, m->v->retention_count,
			    sizeof(struct view_retention)))
				return arena_failed(m->a, e);
			m->v->retentions = list;
			m->v->retentions[m->v->retention_count++] = (struct view_retention){ k,
			    or_empty(value_text(value_get(v, SLICE("owner")))),
			    or_empty(value_text(value_get(v, SLICE("location")))),
			    or_empty(value_text(value_get(v, SLICE("until")))),
			    r->facts[f].subject };
		}
	}
	return DONE;
}

/* What each kind that was sent does not prove. */
static struct rc
make_limits(struct maker *m, struct err *e)
{
	const struct delivery *d = &m->i->delivery;
	struct slice *kinds = ARENA_ARRAY(m->a, struct slice, d->count);
	size_t n = 0;
	if (kinds == NULL)
		return arena_failed(m->a, e);
	for (size_t k = 0; k < d->count; k++)
		if (is_read(&d->bodies[k]))
			kinds[n++] = d->bodies[k].reading.kind;
	n = distinct(kinds, n);
	m->v->limits = ARENA_ARRAY(m->a, struct view_limit, n);
	if (m->v->limits == NULL)
		return arena_failed(m->a, e);
	for (size_t k = 0; k < n; k++) {
		const struct kind *kind = kind_find(&m->in->data->kinds, kinds[k]);
		if (kind != NULL && kind->does_not_prove.len > 0)
			m->v->limits[m->v->limit_count++] = (struct view_limit){ kind->id,
			    kind->title, kind->does_not_prove };
	}
	return DONE;
}

struct rc
view_make(const struct inspect_input *in, const struct inspection *i, struct arena *a,
    struct view *out, struct err *e)
{
	const struct scope *s = &i->scope;
	*out = (struct view){ .program_version = SLICE(ASSAY_VERSION), .subject = s->form.subject,
	    .subject_assumed = s->assumed, .assumption_count = s->assumption_count,
	    .assumptions = s->assumptions, .scope = &i->form.scope,
	    .valid_at_ms = in->valid_at_ms, .valid_at_given = in->valid_at_given,
	    .assessment = &i->assessment, .result_digest = i->result_digest,
	    .exit_status = assessment_exit(&i->assessment) };
	struct maker m = { in, i, a, out };
	out->subject_source = s->source == BODY_NONE ? SLICE("") :
	    i->delivery.bodies[s->source].path;
	TRY(make_files(&m, e));
	TRY(make_anchors(&m, e));
	TRY(make_criteria(&m, e));
	TRY(make_drivers(&m, e));
	TRY(make_lists(&m, e));
	TRY(reconcile(&i->delivery, &i->form.scope, a, out, e));
	TRY(make_retentions(&m, e));
	TRY(make_limits(&m, e));
	return consistency_find(&i->delivery, s, a, &out->conflicts, &out->conflict_count, e);
}
