/* app/ops/ops_verification.c - `assay verification list` and `show`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/draft.h"
#include "app/home/known.h"
#include "app/home/linked.h"
#include "app/listing.h"

static void
put_members(struct build *b, struct value *row, const struct event *v, const char *const *names,
    size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct value *m = value_get(&v->data, slice_of(names[i]));
		value_put(b, row, names[i], m != NULL ? *m : value_null());
	}
}

static struct value
verification_value(struct build *b, const struct thing *t)
{
	static const char *const members[] = { "result", "method", "reader", "role", "relation",
	    "at", "identity", "transcribed_by" };
	struct value row = value_object();
	value_put(b, &row, "id", value_string(t->row.key));
	value_put(b, &row, "evidence", value_string(event_ref_of(&t->event, "about")));
	put_members(b, &row, &t->event, members, COUNT(members));
	value_put(b, &row, "recorded_by", value_string(t->event.actor));
	value_put(b, &row, "recorded_at", instant_value(b, t->event.at_ms));
	return row;
}

struct rc
op_verification_list(const struct op_call *call, struct op_result *r)
{
	static const struct column columns[] = { { "id", "id", 77 }, { "evidence", "evidence", 73 },
	    { "result", "result", 13 }, { "at", "at", 24 }, { "reader", "reader", 20 },
	    { "method", "method", 0 }, { "relation", "relation", 0 },
	    { "identity", "identity", 0 }, { "transcribed_by", "transcribed by", 0 },
	    { "recorded_by", "recorded by", 0 }, { "recorded_at", "recorded at", 0 },
	    { "role", "role", 12 } };
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct value rows = value_array();
	struct thing *all;
	struct slice id;
	size_t count;
	uint64_t known;
	const char *evidence = op_value(call, "evidence", 0);
	struct err *e = &r->trouble.err;
	TRY(known_open(call, &h, &known, &r->trouble));
	if (evidence != NULL) {
		TRY(trouble_in(&r->trouble, evidence, state_resolve(h.store, slice_of(evidence),
		    "evidence", known, call->a, &id, e)));
		TRY(linked_events(h.store, id, "about", EVENT_VERIFICATION_RECORDED, known,
		    call->a, &all, &count, e));
	} else
		TRY(state_list(h.store, "verification", known, call->a, &all, &count, e));
	for (size_t i = 0; i < count; i++)
		value_push(&b, &rows, verification_value(&b, &all[i]));
	TRY(build_end(&b, e));
	return listing_print(call, r, "assay/verification-list/1", "verifications", columns,
	    COUNT(columns), &rows, NULL, "nobody has recorded a reading");
}

/* --- show ------------------------------------------------------------------------------------- */

static struct value
refs_of(struct build *b, const struct event *v, const char *rel)
{
	struct value list = value_array();
	for (size_t i = 0; i < v->ref_count; i++)
		if (slice_eq(v->refs[i].rel, slice_of(rel)))
			value_push(b, &list, value_string(v->refs[i].id));
	return list;
}

struct rc
op_verification_show(const struct op_call *call, struct op_result *r)
{
	static const char *const members[] = { "parts", "reason", "dimensions", "values" };
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct thing t;
	struct slice id;
	bool found;
	const char *given = op_value(call, "ID", 0);
	struct value subjects = value_array();
	struct err *e = &r->trouble.err;
	TRY(home_open(call, HOME_READ, &h, &r->trouble));
	TRY(store_begin_read(h.store, e));
	TRY(trouble_in(&r->trouble, given, state_resolve(h.store, slice_of(given), "verification",
	    STORE_OPEN, call->a, &id, e)));
	TRY(state_get(h.store, "verification", id, STORE_OPEN, call->a, &t, &found, e));
	if (!found)
		BUG("a verification that was just found is gone");
	struct value v = verification_value(&b, &t);
	put_members(&b, &v, &t.event, members, COUNT(members));
	for (size_t i = 0; i < t.event.subject_count; i++)
		value_push(&b, &subjects, value_string(t.event.subjects[i]));
	value_put(&b, &v, "subjects", subjects);
	value_put(&b, &v, "based_on", refs_of(&b, &t.event, "based_on"));
	value_put(&b, &v, "position", value_number(&b, (int64_t)t.row.from_pos));
	TRY(build_end(&b, e));
	return object_print(call, r, "assay/verification-show/1", &v);
}
