/* codec/value.c - a small document as a tree. See codec/value.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/value.h"

#include "base/limits.h"

/* 2^53 - 1: the integers that every JSON reader keeps exactly (RFC 7493 2.2). */
#define EXACT_MAX ((uint64_t)9007199254740991)

const struct value *
value_get(const struct value *v, struct slice name)
{
	if (v == NULL || v->kind != VALUE_OBJECT)
		return NULL;
	for (size_t i = 0; i < v->count; i++)
		if (slice_eq(v->members[i].name, name))
			return &v->members[i].value;
	return NULL;
}

struct slice
value_text(const struct value *v)
{
	return v != NULL && v->kind == VALUE_STRING ? v->text : (struct slice){0};
}

struct slice
text_in(const struct value *v, const char *name)
{
	struct slice text = value_text(value_get(v, slice_of(name)));
	return slice_is_null(text) ? SLICE("") : text;
}

bool
value_int(const struct value *v, int64_t *out)
{
	uint64_t n;
	if (v == NULL || v->kind != VALUE_NUMBER)
		return false;
	bool negative = v->text.len > 0 && v->text.at[0] == '-';
	if (!slice_to_u64(slice_sub(v->text, negative ? 1 : 0, v->text.len), &n) || n > EXACT_MAX ||
	    (negative && n == 0))
		return false;
	*out = negative ? -(int64_t)n : (int64_t)n;
	return true;
}

static bool
objects_eq(const struct value *a, const struct value *b)
{
	for (size_t i = 0; i < a->count; i++) {
		const struct value *other = value_get(b, a->members[i].name);
		if (other == NULL || !value_eq(&a->members[i].value, other))
			return false;
	}
	return true;
}

bool
value_eq(const struct value *a, const struct value *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	if (a->kind != b->kind || a->count != b->count)
		return false;
	if (a->kind == VALUE_OBJECT)
		return objects_eq(a, b);
	for (size_t i = 0; i < a->count; i++)
		if (!value_eq(&a->items[i], &b->items[i]))
			return false;
	return slice_eq(a->text, b->text);
}

struct obj
obj_open(const struct value *v)
{
	struct obj o = { .v = v };
	if (v == NULL || v->kind != VALUE_OBJECT)
		obj_fail(&o, v == NULL ? 0 : v->at, "expected an object");
	else if (v->count > 256)
		obj_fail(&o, v->at, "an object with more than 256 members");
	return o;
}

void
obj_fail(struct obj *o, uint64_t at, const char *what)
{
	(void)fail(&o->err, E_SCHEMA, at, what);	/* reported by obj_end() */
}

const struct value *
obj_any(struct obj *o, const char *name)
{
	struct slice wanted = slice_of(name);
	for (size_t i = 0; o->err.code == OK && i < o->v->count; i++)
		if (slice_eq(o->v->members[i].name, wanted)) {
			o->used[i / 64] |= (uint64_t)1 << i % 64;
			return &o->v->members[i].value;
		}
	return NULL;
}

const struct value *
obj_may(struct obj *o, const char *name, enum value_kind kind, const char *what)
{
	const struct value *v = obj_any(o, name);
	if (v == NULL || v->kind == kind)
		return v;
	obj_fail(o, v->at, what);
	return NULL;
}

const struct value *
obj_need(struct obj *o, const char *name, enum value_kind kind, const char *what)
{
	const struct value *v = obj_may(o, name, kind, what);
	if (v == NULL && o->err.code == OK)
		obj_fail(o, o->v->at, what);
	return v;
}

struct slice
obj_need_text(struct obj *o, const char *name, const char *what)
{
	return value_text(obj_need(o, name, VALUE_STRING, what));
}

struct slice
obj_may_text(struct obj *o, const char *name, const char *what)
{
	return value_text(obj_may(o, name, VALUE_STRING, what));
}

void
obj_ignore_rest(struct obj *o)
{
	for (size_t i = 0; i < COUNT(o->used); i++)
		o->used[i] = UINT64_MAX;
}

struct rc
obj_end(struct obj *o, struct err *e)
{
	for (size_t i = 0; o->err.code == OK && i < o->v->count; i++)
		if ((o->used[i / 64] >> i % 64 & 1) == 0)
			obj_fail(o, o->v->members[i].at, "no such member in this format");
	return o->err.code == OK ? DONE : fail(e, o->err.code, o->err.at, o->err.what);
}

struct value
value_null(void)
{
	return (struct value){ .kind = VALUE_NULL };
}

struct value
value_bool(bool b)
{
	return (struct value){ .kind = b ? VALUE_TRUE : VALUE_FALSE };
}

struct value
value_string(struct slice text)
{
	return (struct value){ .kind = VALUE_STRING, .text = text };
}

struct value
value_number(struct build *b, int64_t n)
{
	struct value v = { .kind = VALUE_NUMBER };
	if (n > (int64_t)EXACT_MAX || n < -(int64_t)EXACT_MAX)
		BUG("value_number: outside of 2^53 - 1");
	if (!b->broken && !arena_format(b->a, &v.text, "%lld", (long long)n))
		b->broken = true;
	return v;
}

struct value
value_array(void)
{
	return (struct value){ .kind = VALUE_ARRAY };
}

struct value
value_object(void)
{
	return (struct value){ .kind = VALUE_OBJECT };
}

void
value_push(struct build *b, struct value *array, struct value element)
{
	void *items = array->items;
	if (array->kind != VALUE_ARRAY)
		BUG("value_push: no array");
	if (b->broken || !arena_grow(b->a, &items, &array->cap, array->count, sizeof(element))) {
		b->broken = true;
		return;
	}
	array->items = items;
	array->items[array->count++] = element;
}

struct value
value_texts(struct build *b, const struct slice *texts, size_t count)
{
	struct value list = value_array();
	for (size_t i = 0; i < count; i++)
		value_push(b, &list, value_string(texts[i]));
	return list;
}

void
value_put_slice(struct build *b, struct value *object, struct slice name, struct value element)
{
	void *members = object->members;
	if (object->kind != VALUE_OBJECT || value_get(object, name) != NULL)
		BUG("value_put: no object, or the name is there already");
	if (b->broken || !arena_grow(b->a, &members, &object->cap, object->count,
	    sizeof(struct member))) {
		b->broken = true;
		return;
	}
	object->members = members;
	object->members[object->count++] = (struct member){ .name = name, .value = element };
}

void
value_put(struct build *b, struct value *object, const char *name, struct value element)
{
	value_put_slice(b, object, slice_of(name), element);
}

struct rc
build_end(const struct build *b, struct err *e)
{
	return b->broken ? arena_failed(b->a, e) : DONE;
}
