/* app/home/draft.c - an event in the making. See app/home/draft.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/draft.h"

#include <stdlib.h>

#include "codec/base64.h"

struct draft
draft_init(enum event_type type, struct arena *a)
{
	struct draft d = { .b = { .a = a }, .v = { .type = type } };
	d.v.data = value_object();
	return d;
}

/* Room for one more. */
static bool
grow(struct draft *d, void **list, size_t *cap, size_t count, size_t size)
{
	if (!d->b.broken && !arena_grow(d->b.a, list, cap, count, size))
		d->b.broken = true;
	return !d->b.broken;
}

void
draft_subject(struct draft *d, struct slice subject)
{
	void *list = d->v.subjects;
	if (!grow(d, &list, &d->subject_cap, d->v.subject_count, sizeof(struct slice)))
		return;
	d->v.subjects = list;
	d->v.subjects[d->v.subject_count++] = subject;
}

void
draft_ref(struct draft *d, const char *rel, struct slice id)
{
	void *list = d->v.refs;
	if (!grow(d, &list, &d->ref_cap, d->v.ref_count, sizeof(struct event_ref)))
		return;
	d->v.refs = list;
	d->v.refs[d->v.ref_count++] = (struct event_ref){ slice_of(rel), id };
}

void
draft_body(struct draft *d, const struct event_body *body)
{
	void *list = d->v.bodies;
	for (size_t i = 0; i < d->v.body_count; i++)
		if (slice_eq(d->v.bodies[i].sha256, body->sha256))
			return;
	if (!grow(d, &list, &d->body_cap, d->v.body_count, sizeof(struct event_body)))
		return;
	d->v.bodies = list;
	d->v.bodies[d->v.body_count++] = *body;
}

void
draft_value(struct draft *d, const char *name, struct value v)
{
	value_put(&d->b, &d->v.data, name, v);
}

void
draft_text(struct draft *d, const char *name, struct slice text)
{
	draft_value(d, name, value_string(slice_is_null(text) ? SLICE("") : text));
}

void
draft_word(struct draft *d, const char *name, const char *word)
{
	draft_text(d, name, slice_of(word));
}

struct value
instant_value(struct build *b, int64_t ms)
{
	char text[TIME_TEXT_BYTES];
	struct slice kept;
	if (ms == TIME_UNKNOWN)
		return value_null();
	time_show(ms, text);
	if (!arena_copy(b->a, slice_of(text), &kept)) {
		b->broken = true;
		return value_null();
	}
	return value_string(kept);
}

void
draft_instant(struct draft *d, const char *name, int64_t ms)
{
	draft_value(d, name, instant_value(&d->b, ms));
}

void
draft_bool(struct draft *d, const char *name, bool value)
{
	draft_value(d, name, value_bool(value));
}

void
draft_null(struct draft *d, const char *name)
{
	draft_value(d, name, value_null());
}

void
draft_texts(struct draft *d, const char *name, const struct slice *texts, size_t count)
{
	struct value list = value_array();
	struct slice *sorted = ARENA_ARRAY(d->b.a, struct slice, count);
	if (sorted == NULL) {
		d->b.broken = true;
		return;
	}
	for (size_t i = 0; i < count; i++)
		sorted[i] = texts[i];
	if (count > 1)
		qsort(sorted, count, sizeof(struct slice), slice_cmp_qsort);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || !slice_eq(sorted[i - 1], sorted[i]))
			value_push(&d->b, &list, value_string(sorted[i]));
	draft_value(d, name, list);
}

void
draft_base64(struct draft *d, const char *name, struct slice bytes)
{
	struct slice kept;
	AUTO(buf) text = buf_init(4 * bytes.len + 8);
	base64_write(bytes, &text);
	if (text.broken || !arena_copy(d->b.a, buf_slice(&text), &kept)) {
		d->b.broken = true;
		return;
	}
	draft_text(d, name, kept);
}

struct rc
draft_end(const struct draft *d, struct event *out, struct err *e)
{
	TRY(build_end(&d->b, e));
	*out = d->v;
	return DONE;
}

static int
by_rel(const void *left, const void *right)
{
	const struct event_ref *a = left, *b = right;
	int c = slice_cmp(a->rel, b->rel);
	return c != 0 ? c : slice_cmp(a->id, b->id);
}

void
event_settle(struct event *v)
{
	size_t kept = 0;
	if (v->subject_count > 1)
		qsort(v->subjects, v->subject_count, sizeof(struct slice), slice_cmp_qsort);
	for (size_t i = 0; i < v->subject_count; i++)
		if (kept == 0 || !slice_eq(v->subjects[kept - 1], v->subjects[i]))
			v->subjects[kept++] = v->subjects[i];
	v->subject_count = kept;
	if (v->ref_count > 1)
		qsort(v->refs, v->ref_count, sizeof(struct event_ref), by_rel);
	kept = 0;
	for (size_t i = 0; i < v->ref_count; i++)
		if (kept == 0 || by_rel(&v->refs[kept - 1], &v->refs[i]) != 0)
			v->refs[kept++] = v->refs[i];
	v->ref_count = kept;
}
