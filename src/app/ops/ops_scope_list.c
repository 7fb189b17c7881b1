/* app/ops/ops_scope_list.c - `assay scope list` and `assay scope show`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/kept_record.h"
#include "app/evidence/item_states.h"
#include "app/home/draft.h"
#include "app/home/given.h"
#include "app/home/known.h"
#include "app/listing.h"
#include "level/vector.h"

/* "2,2,2,1,2,1,3", as `scope add --level` takes it; empty where it is no vector. */
static struct rc
vector_text(const struct value *claimed, struct arena *a, struct slice *out, struct err *e)
{
	*out = SLICE("");
	for (unsigned i = 0; claimed != NULL && i < LEVEL_FRS; i++) {
		const uint8_t name[] = { 'F', 'R', (uint8_t)('1' + i) };
		const struct value *level = value_get(claimed, (struct slice){ name, 3 });
		if (level == NULL)
			return DONE;
		if (!arena_format(a, out, "%.*s%s%.*s", SLICE_FMT(*out), i == 0 ? "" : ",",
		    SLICE_FMT(level->text)))
			return arena_failed(a, e);
	}
	return DONE;
}

static struct value
list_of(const struct kept_record *s, const char *member)
{
	const struct value *list = value_get(&s->predicate, slice_of(member));
	return list != NULL ? *list : value_array();
}

static struct rc
scope_value(struct build *b, const struct kept_record *s, struct value *out, struct err *e)
{
	static const char *const texts[] = { "release", "product", "edition", "configuration",
	    "environment", "issuer", "note" };
	static const char *const lists[] = { "component_types", "assumptions", "exclusions" };
	struct slice claimed;
	TRY(vector_text(value_get(&s->predicate, SLICE("claimed")), b->a, &claimed, e));
	*out = value_object();
	value_put(b, out, "id", value_string(s->id));
	for (size_t i = 0; i < COUNT(texts); i++)
		value_put(b, out, texts[i], kept_text(s, texts[i]).len == 0 ? value_null() :
		    value_string(kept_text(s, texts[i])));
	value_put(b, out, "claimed", value_string(claimed));
	for (size_t i = 0; i < COUNT(lists); i++)
		value_put(b, out, lists[i], list_of(s, lists[i]));
	value_put(b, out, "stated_by", value_string(s->thing.event.actor));
	value_put(b, out, "recorded", instant_value(b, s->thing.event.at_ms));
	return build_end(b, e);
}

static struct rc
find_all(const struct op_call *call, struct home *h, struct kept_record **all, size_t *count,
    struct trouble *t)
{
	const char *text = op_value(call, "for", 0);
	struct slice subject;
	uint64_t known;
	int64_t at_ms;
	if (text != NULL)
		TRY(given_subject(text, SUBJECT_BIT(SUBJECT_RELEASE) |
		    SUBJECT_BIT(SUBJECT_PRODUCT), "expected --for a release or product",
		    &subject, t));
	TRY(valid_read(call, &at_ms, t));
	TRY(known_open(call, h, &known, t));
	return text != NULL ? kept_records(h, subject, "scope_statement", known, at_ms, call->a,
	    all, count, &t->err) : kept_records_all(h, "scope_statement", known, at_ms, call->a,
	    all, count, &t->err);
}

struct rc
op_scope_list(const struct op_call *call, struct op_result *r)
{
	static const struct column columns[] = {
		{ "release", "release", 28 }, { "edition", "edition", 18 },
		{ "component_types", "component types", 20 }, { "claimed", "claimed", 14 },
		{ "stated_by", "stated by", 20 }, { "id", "id", 73 },
		{ "configuration", "configuration", 0 }, { "environment", "environment", 0 },
		{ "assumptions", "assumptions", 0 }, { "exclusions", "exclusions", 0 },
		{ "product", "product", 0 }, { "issuer", "issuer", 0 }, { "note", "note", 0 },
		{ "recorded", "recorded", 0 },
	};
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct value rows = value_array();
	struct kept_record *all;
	size_t count;
	TRY(find_all(call, &h, &all, &count, &r->trouble));
	for (size_t i = 0; i < count; i++) {
		struct value row;
		TRY(scope_value(&b, &all[i], &row, &r->trouble.err));
		value_push(&b, &rows, row);
	}
	TRY(build_end(&b, &r->trouble.err));
	return listing_print(call, r, "assay/scope-list/1", "scopes", columns, COUNT(columns),
	    &rows, NULL, "no scope statement is in force");
}

static struct rc
find_one(const struct op_call *call, struct home *h, uint64_t known, struct kept_record *out,
    struct trouble *t)
{
	const char *id = op_value(call, "ID", 0);
	struct slice full;
	struct thing thing;
	bool found, record = false;
	TRY(trouble_in(t, id, state_resolve(h->store, slice_of(id), "evidence", known, call->a,
	    &full, &t->err)));
	TRY(state_get(h->store, "evidence", full, known, call->a, &thing, &found, &t->err));
	if (found && slice_eq(event_text(&thing.event, "kind"), SLICE("scope_statement")))
		TRY(kept_record_read(h, &thing, call->a, out, &record, &t->err));
	return record ? DONE : trouble_in(t, id, fail(&t->err, E_USAGE, 0, "no scope statement "
	    "that can be read; `assay scope list` lists them"));
}

struct rc
op_scope_show(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct kept_record one;
	struct item_state *states;
	size_t count;
	uint64_t known;
	struct value v;
	struct err *e = &r->trouble.err;
	TRY(known_open(call, &h, &known, &r->trouble));
	TRY(find_one(call, &h, known, &one, &r->trouble));
	TRY(scope_value(&b, &one, &v, e));
	TRY(item_states_of(h.store, &one.thing, known, call->a, &states, &count, e));
	value_put(&b, &v, "state", value_string(count == 0 ? SLICE("in_force") :
	    states[0].state));
	value_put(&b, &v, "ended", count == 0 ? value_null() : instant_value(&b,
	    states[0].at_ms));
	TRY(build_end(&b, e));
	return object_print(call, r, "assay/scope-show/1", &v);
}
