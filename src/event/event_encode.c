/* event/event_encode.c - events written. See event/event.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/jcs.h"
#include "event/event_int.h"

#define SIZE_BYTES_MAX (((uint64_t)1 << 53) - 1)

static struct value
text(struct slice s)
{
	return value_string(slice_is_null(s) ? SLICE("") : s);
}

static struct value
subjects_value(struct build *b, const struct event *v)
{
	struct value list = value_array();
	for (size_t i = 0; i < v->subject_count; i++)
		value_push(b, &list, text(v->subjects[i]));
	return list;
}

static struct value
refs_value(struct build *b, const struct event *v)
{
	struct value list = value_array();
	for (size_t i = 0; i < v->ref_count; i++) {
		struct value one = value_object();
		value_put(b, &one, "id", text(v->refs[i].id));
		value_put(b, &one, "rel", text(v->refs[i].rel));
		value_push(b, &list, one);
	}
	return list;
}

static struct value
bodies_value(struct build *b, const struct event *v)
{
	struct value list = value_array();
	for (size_t i = 0; i < v->body_count; i++) {
		struct value one = value_object();
		value_put(b, &one, "media_type", text(v->bodies[i].media_type));
		value_put(b, &one, "sha256", text(v->bodies[i].sha256));
		value_put(b, &one, "sha512", text(v->bodies[i].sha512));
		value_put(b, &one, "size", value_number(b, (int64_t)v->bodies[i].size_bytes));
		value_push(b, &list, one);
	}
	return list;
}

/* What value_number() and time_show() would call a bug, and what would make the tree large. */
static struct rc
check_ranges(const struct event *v, struct err *e)
{
	if (v->type <= EVENT_NONE || v->type >= EVENT_TYPE_COUNT)
		return fail(e, E_SCHEMA, 0, "no type of event");
	if (event_form(v->type)->data == NULL)
		return fail(e, E_SCHEMA, 0, "a type that is reserved for a later program");
	if (v->at_ms < TIME_MIN || v->at_ms > TIME_MAX)
		return fail(e, E_SCHEMA, 0, "expected at: an instant from 1970 to 9999");
	if (v->subject_count > EVENT_SUBJECTS_MAX)
		return fail(e, E_SCHEMA, 0, "more than 1,000 subjects");
	if (v->ref_count > EVENT_REFS_MAX)
		return fail(e, E_SCHEMA, 0, "more than 1,000 references");
	if (v->body_count > EVENT_BODIES_MAX)
		return fail(e, E_SCHEMA, 0, "more than 16 bodies");
	for (size_t i = 0; i < v->body_count; i++)
		if (v->bodies[i].size_bytes > SIZE_BYTES_MAX)
			return fail(e, E_SCHEMA, 0, "a body larger than 2^53 - 1 bytes");
	return DONE;
}

static struct value
event_value(struct build *b, const struct event *v, const char *at)
{
	struct value doc = value_object();
	value_put(b, &doc, "actor", text(v->actor));
	value_put(b, &doc, "assay", value_string(SLICE("event/1")));
	value_put(b, &doc, "at", value_string(slice_of(at)));
	value_put(b, &doc, "bodies", bodies_value(b, v));
	value_put(b, &doc, "data", v->data);
	value_put(b, &doc, "log", text(v->log));
	value_put(b, &doc, "refs", refs_value(b, v));
	value_put(b, &doc, "subjects", subjects_value(b, v));
	value_put(b, &doc, "type", value_string(slice_of(event_type_name(v->type))));
	return doc;
}

struct rc
event_encode(const struct event *v, struct buf *out, struct err *e)
{
	char at[TIME_TEXT_BYTES];
	AUTO(arena) a = arena_init(MIB(2));
	AUTO(buf) bytes = buf_init(EVENT_BYTES_MAX);
	struct build b = { .a = &a };
	TRY(check_ranges(v, e));
	time_show(v->at_ms, at);
	struct value doc = event_value(&b, v, at);
	TRY(build_end(&b, e));
	TRY(event_check_whole(&doc, e));
	TRY(event_check_type(&doc, v->type, e));
	TRY(jcs_write(&doc, &bytes, e));
	buf_add(out, buf_slice(&bytes));
	return buf_end(out, e);
}
