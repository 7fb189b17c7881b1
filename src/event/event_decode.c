/* event/event_decode.c - events read, and what is asked of one. See event/event.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/jcs.h"
#include "codec/json.h"
#include "event/event_int.h"

static const struct value *
get(const struct value *v, const char *name)
{
	return value_get(v, slice_of(name));
}

struct rc
event_check_spelling(struct slice bytes, const struct value *doc, size_t max_bytes, struct err *e)
{
	size_t i = 0;
	AUTO(buf) form = buf_init(max_bytes);
	TRY(jcs_write(doc, &form, e));
	struct slice want = buf_slice(&form);
	if (slice_eq(bytes, want))
		return DONE;
	while (i < bytes.len && i < want.len && bytes.at[i] == want.at[i])
		i++;
	return fail(e, E_SYNTAX, i, "another spelling than the RFC 8785 form");
}

/* The tree passed the check: every member is there and of its kind. */

static struct rc
fill_lists(const struct value *doc, struct arena *a, struct event *t, struct err *e)
{
	const struct value *subjects = get(doc, "subjects"), *refs = get(doc, "refs"),
	    *bodies = get(doc, "bodies");
	t->subjects = ARENA_ARRAY(a, struct slice, subjects->count);
	t->refs = ARENA_ARRAY(a, struct event_ref, refs->count);
	t->bodies = ARENA_ARRAY(a, struct event_body, bodies->count);
	if (t->subjects == NULL || t->refs == NULL || t->bodies == NULL)
		return arena_failed(a, e);
	for (; t->subject_count < subjects->count; t->subject_count++)
		t->subjects[t->subject_count] = subjects->items[t->subject_count].text;
	for (; t->ref_count < refs->count; t->ref_count++) {
		const struct value *one = &refs->items[t->ref_count];
		t->refs[t->ref_count] = (struct event_ref){ value_text(get(one, "rel")),
		    value_text(get(one, "id")) };
	}
	for (; t->body_count < bodies->count; t->body_count++) {
		const struct value *one = &bodies->items[t->body_count];
		int64_t size = 0;
		if (!value_int(get(one, "size"), &size))
			BUG("event: a size that passed the check is none");
		t->bodies[t->body_count] = (struct event_body){ value_text(get(one, "sha256")),
		    value_text(get(one, "sha512")), (uint64_t)size,
		    value_text(get(one, "media_type")) };
	}
	return DONE;
}

static struct rc
fill(const struct value *doc, struct arena *a, struct event *out, struct err *e)
{
	struct event t = {
		.log = value_text(get(doc, "log")), .actor = value_text(get(doc, "actor")),
		.type = event_type_find(value_text(get(doc, "type"))), .data = *get(doc, "data"),
	};
	if (!event_is_instant(value_text(get(doc, "at")), &t.at_ms))
		BUG("event: an instant that passed the check is none");
	TRY(fill_lists(doc, a, &t, e));
	*out = t;
	return DONE;
}

struct rc
event_decode(struct slice payload, struct arena *a, struct event *out, struct err *e)
{
	struct value doc;
	TRY(json_tree_lent(payload, EVENT_BYTES_MAX, a, &doc, e));
	TRY(event_check_whole(&doc, e));
	TRY(event_check_spelling(payload, &doc, EVENT_BYTES_MAX, e));
	const struct value *type = get(&doc, "type");
	enum event_type t = event_type_find(type->text);
	if (t == EVENT_NONE)
		return fail(e, E_UNVERIFIABLE, type->at,
		    "a type of event that this program does not know");
	TRY(event_check_type(&doc, t, e));
	return fill(&doc, a, out, e);
}

/* --- questions -------------------------------------------------------------------------------- */

struct slice
event_ref_of(const struct event *v, const char *rel)
{
	for (size_t i = 0; i < v->ref_count; i++)
		if (slice_eq(v->refs[i].rel, slice_of(rel)))
			return v->refs[i].id;
	return (struct slice){0};
}

struct slice
event_text(const struct event *v, const char *name)
{
	const struct value *m = get(&v->data, name);
	if (m == NULL || (m->kind != VALUE_STRING && m->kind != VALUE_NULL))
		BUG("event_text: the type has no such text");
	return m->kind == VALUE_NULL || slice_is_null(m->text) ? SLICE("") : m->text;
}

int64_t
event_instant(const struct event *v, const char *name)
{
	int64_t ms = TIME_UNKNOWN;
	const struct value *m = get(&v->data, name);
	if (m == NULL || (m->kind != VALUE_NULL && !event_is_instant(value_text(m), &ms)))
		BUG("event_instant: the type has no such instant");
	return ms;
}

struct rc
event_id(struct slice payload, struct digest *out, struct err *e)
{
	return digest_of(payload, out, e);
}

struct rc
event_name(enum event_type t, const struct digest *id, struct arena *a, struct slice *out,
    struct err *e)
{
	char text[DIGEST_TEXT_BYTES];
	if (event_prefix(t)[0] == '\0')
		BUG("event_name: a type that creates nothing");
	digest_show(id, text);
	return arena_format(a, out, "%s:%.64s", event_prefix(t), text + DIGEST_TEXT_BYTES - 64) ?
	    DONE : arena_failed(a, e);
}
