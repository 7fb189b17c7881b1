/* fact/form_read.c - members and lists of the closed forms. See fact/form_int.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/time.h"
#include "codec/hex.h"
#include "fact/form_int.h"

#define DIGEST_PREFIX SLICE("sha256:")
#define ENTRY_PREFIX SLICE("evidence:")

bool
form_is_id(struct slice s, struct slice prefix)
{
	return slice_starts(s, prefix) && hex_is_lower(slice_sub(s, prefix.len, s.len), 64);
}

bool
form_is_digest(struct slice s)
{
	return form_is_id(s, DIGEST_PREFIX);
}

/* --- members ---------------------------------------------------------------------------------- */

/* The text, when it is accepted. */
static struct slice
accept(struct obj *o, const struct value *v, bool good, const char *what)
{
	if (v == NULL || good)
		return value_text(v);
	obj_fail(o, v->at, what);
	return (struct slice){0};
}

struct slice
form_need_some(struct obj *o, const char *name, const char *what)
{
	const struct value *v = obj_need(o, name, VALUE_STRING, what);
	return accept(o, v, value_text(v).len > 0, what);
}

struct slice
form_need_digest(struct obj *o, const char *name, const char *what)
{
	return form_need_id(o, name, DIGEST_PREFIX, what);
}

struct slice
form_need_evidence(struct obj *o, const char *name, const char *what)
{
	const struct value *v = obj_need(o, name, VALUE_STRING, what);
	return accept(o, v, form_is_digest(value_text(v)) || form_is_id(value_text(v),
	    ENTRY_PREFIX), what);
}

struct slice
form_need_id(struct obj *o, const char *name, struct slice prefix, const char *what)
{
	const struct value *v = obj_need(o, name, VALUE_STRING, what);
	return accept(o, v, form_is_id(value_text(v), prefix), what);
}

struct slice
form_may_id(struct obj *o, const char *name, struct slice prefix, const char *what)
{
	const struct value *v = obj_need(o, name, VALUE_STRING, what);
	return accept(o, v, value_text(v).len == 0 || form_is_id(value_text(v), prefix), what);
}

/* Only the spelling that time_show() gives. */
static bool
is_instant(struct slice text, int64_t *ms)
{
	char shown[TIME_TEXT_BYTES];
	if (text.len != TIME_TEXT_BYTES - 1 || failed(time_parse(text, TIME_BEGINNING, ms, NULL)))
		return false;
	time_show(*ms, shown);
	return slice_eq(text, slice_of(shown));
}

int64_t
form_need_instant(struct obj *o, const char *name, const char *what)
{
	int64_t ms = TIME_UNKNOWN;
	const struct value *v = obj_need(o, name, VALUE_STRING, what);
	if (v != NULL && !is_instant(v->text, &ms)) {
		obj_fail(o, v->at, what);
		return TIME_UNKNOWN;
	}
	return ms;
}

int64_t
form_may_instant(struct obj *o, const char *name, const char *what)
{
	const struct value *v = obj_any(o, name);
	if (v != NULL && v->kind == VALUE_NULL)
		return TIME_UNKNOWN;
	return form_need_instant(o, name, what);
}

bool
form_need_bool(struct obj *o, const char *name, const char *what)
{
	const struct value *v = obj_any(o, name);
	if (v == NULL || (v->kind != VALUE_TRUE && v->kind != VALUE_FALSE))
		obj_fail(o, v != NULL ? v->at : o->v->at, what);
	return v != NULL && v->kind == VALUE_TRUE;
}

uint64_t
form_need_count(struct obj *o, const char *name, const char *what)
{
	int64_t n = 0;
	const struct value *v = obj_need(o, name, VALUE_NUMBER, what);
	if (v != NULL && (!value_int(v, &n) || n < 0)) {
		obj_fail(o, v->at, what);
		return 0;
	}
	return (uint64_t)n;
}

size_t
form_need_word(struct obj *o, const char *name, const char *const *words, size_t count,
    const char *what)
{
	const struct value *v = obj_need(o, name, VALUE_STRING, what);
	for (size_t i = 0; v != NULL && i < count; i++)
		if (v->text.len > 0 && slice_eq(v->text, slice_of(words[i])))
			return i;
	if (v != NULL)
		obj_fail(o, v->at, what);
	return 0;
}

const struct value *
form_may_object(struct obj *o, const char *name, const char *what)
{
	const struct value *v = obj_any(o, name);
	if (v != NULL && v->kind == VALUE_NULL)
		return NULL;
	return obj_need(o, name, VALUE_OBJECT, what);
}

void
form_need_assay(struct obj *o, struct slice form, const char *what)
{
	const struct value *v = obj_need(o, "assay", VALUE_STRING, what);
	(void)accept(o, v, slice_eq(value_text(v), form), what);	/* only refuses */
}

void
form_need_position(struct obj *o, bool *known, uint64_t *size, struct slice *root)
{
	const struct value *v = form_may_object(o, "position",
	    "expected position: an object or null");
	*known = v != NULL;
	*size = 0;
	*root = SLICE("");
	if (v == NULL)
		return;
	struct obj p = obj_open(v);
	*size = form_need_count(&p, "size", "expected size: how many entries");
	*root = form_need_digest(&p, "root", "expected root: a digest");
	(void)obj_end(&p, &o->err);	/* the obj has failed then */
}

enum finding_id
form_need_finding(struct obj *o, const char *name, const char *what)
{
	const struct value *v = obj_need(o, name, VALUE_STRING, what);
	enum finding_id id = finding_find(value_text(v));
	if (v != NULL && id == FINDING_NONE)
		obj_fail(o, v->at, what);
	return id;
}

/* --- lists ------------------------------------------------------------------------------------ */

void *
form_need_list(struct obj *o, struct arena *a, const struct form_list *l, size_t *count)
{
	const struct value *v = obj_need(o, l->name, VALUE_ARRAY, l->what);
	*count = 0;
	if (v == NULL || v->count == 0)
		return NULL;
	uint8_t *list = arena_alloc(a, v->count, l->size);
	if (list == NULL) {
		(void)arena_failed(a, &o->err);		/* the obj has failed then */
		return NULL;
	}
	for (size_t i = 0; i < v->count; i++) {
		uint8_t *one = list + i * l->size;
		if (failed(l->one(&v->items[i], a, one, &o->err)))
			return NULL;
		int c = i == 0 || l->cmp == NULL ? -1 : l->cmp(one - l->size, one);
		if (c > 0 || (c == 0 && !l->repeats)) {
			obj_fail(o, v->items[i].at, c > 0 ? "not in the order of this form" :
			    "stands twice in a list of different things");
			return NULL;
		}
	}
	*count = v->count;
	return list;
}

static struct rc
one_slice(const struct value *v, bool good, void *out, const char *what, struct err *e)
{
	struct slice *to = out;
	if (!good)
		return fail(e, E_SCHEMA, v->at, what);
	*to = v->text;
	return DONE;
}

struct rc
form_one_text(const struct value *v, struct arena *a, void *out, struct err *e)
{
	(void)a;
	return one_slice(v, value_text(v).len > 0, out, "expected a text that is not empty", e);
}

struct rc
form_one_digest(const struct value *v, struct arena *a, void *out, struct err *e)
{
	(void)a;
	return one_slice(v, form_is_digest(value_text(v)), out, "expected a digest", e);
}

struct rc
form_one_evidence(const struct value *v, struct arena *a, void *out, struct err *e)
{
	(void)a;
	return one_slice(v, form_is_digest(value_text(v)) || form_is_id(value_text(v),
	    ENTRY_PREFIX), out, "expected the id of an item", e);
}

struct rc
form_one_finding(const struct value *v, struct arena *a, void *out, struct err *e)
{
	enum finding_id *to = out;
	(void)a;
	*to = finding_find(value_text(v));
	return *to != FINDING_NONE ? DONE : fail(e, E_SCHEMA, v->at, "expected a reason code");
}

static struct rc
one_reason(const struct value *v, struct arena *a, void *out, struct err *e)
{
	struct reason *r = out;
	struct obj o = obj_open(v);
	(void)a;
	r->id = form_need_finding(&o, "code", "expected code: a reason code");
	r->subject = obj_need_text(&o, "subject", "expected subject: text");
	const struct value *evidence = obj_need(&o, "evidence", VALUE_STRING,
	    "expected evidence: the id of an item, or empty");
	r->evidence = value_text(evidence);
	if (r->evidence.len > 0)
		r->evidence = form_need_evidence(&o, "evidence",
		    "expected evidence: the id of an item, or empty");
	r->place = obj_need_text(&o, "place", "expected place: text");
	return obj_end(&o, e);
}

struct reason *
form_need_reasons(struct obj *o, struct arena *a, const char *name, const char *what,
    size_t *count)
{
	const struct form_list list = { name, what, sizeof(struct reason), one_reason, reason_cmp,
	    false };
	return form_need_list(o, a, &list, count);
}
