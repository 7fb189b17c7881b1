/* app/ops/ops_request_list.c - `assay request list` and `assay request show`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/requests.h"
#include "app/home/draft.h"
#include "app/home/given.h"
#include "app/home/known.h"
#include "app/listing.h"

/* The members of the request as it was sent, and how it stands. */
static struct value
request_value(struct build *b, const struct kept_request *k)
{
	const struct event *v = &k->thing.event;
	struct value out = value_object(), subjects = value_array();
	for (size_t i = 0; i < v->subject_count; i++)
		value_push(b, &subjects, value_string(v->subjects[i]));
	value_put(b, &out, "id", value_string(k->thing.row.key));
	value_put(b, &out, "state", value_string(slice_of(request_state_name(k->state))));
	value_put(b, &out, "rating", value_string(slice_of(request_rating_name(k->rating))));
	value_put(b, &out, "why", value_string(slice_of(k->why)));
	value_put(b, &out, "subjects", subjects);
	for (size_t i = 0; i < v->data.count; i++)
		value_put_slice(b, &out, v->data.members[i].name, v->data.members[i].value);
	value_put(b, &out, "sent_by", value_string(v->actor));
	value_put(b, &out, "sent", instant_value(b, v->at_ms));
	return out;
}

/* --- list ------------------------------------------------------------------------------------- */

struct wanted { struct slice subject, party; bool open, overdue; };

static struct rc
read_wanted(const struct op_call *call, struct wanted *w, struct trouble *t)
{
	*w = (struct wanted){ .open = op_flag(call, "open"), .overdue = op_flag(call, "overdue") };
	if (op_value(call, "for", 0) != NULL)
		TRY(given_subject(op_value(call, "for", 0), 0, "expected --for a subject",
		    &w->subject, t));
	if (op_value(call, "to", 0) != NULL)
		TRY(given_subject(op_value(call, "to", 0), SUBJECT_BIT(SUBJECT_PARTY),
		    "expected --to a party", &w->party, t));
	return DONE;
}

static bool
is_about(const struct kept_request *k, const struct wanted *w)
{
	const struct event *v = &k->thing.event;
	bool about = w->subject.len == 0;
	for (size_t i = 0; i < v->subject_count; i++)
		about = about || slice_eq(v->subjects[i], w->subject);
	return about && (w->party.len == 0 || slice_eq(event_text(v, "to"), w->party));
}

/* Of a rated one. */
static bool
is_wanted(const struct kept_request *k, const struct wanted *w)
{
	if (w->overdue)
		return k->state == REQUEST_OVERDUE;
	return !w->open || request_is_open(k);
}

struct rc
op_request_list(const struct op_call *call, struct op_result *r)
{
	static const struct column columns[] = {
		{ "id", "request", 72 }, { "state", "state", 15 }, { "rating", "rating", 8 },
		{ "due", "due", 24 }, { "to", "to", 16 }, { "owner", "owner", 16 },
		{ "evidence", "asked for", 24 }, { "codes", "lacking", 0 },
		{ "subjects", "about", 20 }, { "why", "why", 0 }, { "reason", "reason", 0 },
		{ "sent", "sent", 0 },
	};
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct value rows = value_array();
	struct kept_request *all;
	struct wanted w;
	size_t count;
	uint64_t known;
	int64_t at_ms;
	TRY(read_wanted(call, &w, &r->trouble));
	TRY(known_open(call, &h, &known, &r->trouble));
	TRY(valid_read(call, &at_ms, &r->trouble));
	TRY(requests_list(&h, known, at_ms, call->a, &all, &count, &r->trouble.err));
	for (size_t i = 0; i < count; i++) {
		if (!is_about(&all[i], &w))
			continue;
		TRY(request_rate(&h, &all[i], known, at_ms, call->a, &r->trouble));
		if (is_wanted(&all[i], &w))
			value_push(&b, &rows, request_value(&b, &all[i]));
	}
	TRY(build_end(&b, &r->trouble.err));
	return listing_print(call, r, "assay/request-list/1", "requests", columns, COUNT(columns),
	    &rows, NULL, "nothing is asked of anybody");
}

/* --- show ------------------------------------------------------------------------------------- */

static struct value
items_value(struct build *b, const struct kept_request *k)
{
	struct value list = value_array();
	for (size_t i = 0; i < k->item_count; i++) {
		struct value one = value_object();
		const struct request_item *it = &k->items[i];
		value_put(b, &one, "evidence", value_string(it->id));
		value_put(b, &one, "rating", value_string(slice_of(
		    request_rating_name(it->rating))));
		value_put(b, &one, "why", value_string(slice_of(it->why)));
		value_push(b, &list, one);
	}
	return list;
}

static struct value
answers_value(struct build *b, const struct kept_request *k)
{
	struct value list = value_array();
	for (size_t i = 0; i < k->answer_count; i++) {
		const struct thing *t = &k->answers[i];
		struct value one = value_object();
		value_put(b, &one, "at", instant_value(b, t->event.at_ms));
		value_put(b, &one, "recorded_by", value_string(t->event.actor));
		value_put(b, &one, "refused", value_string(event_text(&t->event, "refused")));
		value_put(b, &one, "note", value_string(event_text(&t->event, "note")));
		value_push(b, &list, one);
	}
	return list;
}

struct rc
op_request_show(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	const char *id = op_value(call, "REQUEST", 0);
	struct kept_request k;
	struct thing t;
	struct slice full;
	bool found;
	uint64_t known;
	int64_t at_ms;
	struct err *e = &r->trouble.err;
	TRY(known_open(call, &h, &known, &r->trouble));
	TRY(valid_read(call, &at_ms, &r->trouble));
	TRY(trouble_in(&r->trouble, id, state_resolve(h.store, slice_of(id), "request", known,
	    call->a, &full, e)));
	TRY(state_get(h.store, "request", full, known, call->a, &t, &found, e));
	if (!found)
		return fail(e, E_VERIFY, 0, "what was just found is gone; `assay fsck` says more");
	TRY(request_read(&h, &t, known, at_ms, call->a, &k, e));
	TRY(request_rate(&h, &k, known, at_ms, call->a, &r->trouble));
	struct value v = request_value(&b, &k);
	value_put(&b, &v, "answers", answers_value(&b, &k));
	value_put(&b, &v, "items", items_value(&b, &k));
	TRY(build_end(&b, e));
	return object_print(call, r, "assay/request-show/1", &v);
}
