/* event_test.c - events written and read: every type, whole and with each thing about it wrong.
 * SPDX-License-Identifier: Apache-2.0 */
#include "events.h"

/* --- names ------------------------------------------------------------------------------------ */

static void
types_and_roles_have_their_names(void **state)
{
	(void)state;
	assert_int_equal(EVENT_TYPE_COUNT, 32);
	for (unsigned t = EVENT_NONE + 1; t < EVENT_TYPE_COUNT; t++)
		assert_int_equal(event_type_find(S(event_type_name((enum event_type)t))), t);
	for (unsigned r = ROLE_ADMINISTRATOR; r < ROLE_COUNT; r++)
		assert_int_equal(role_find(S(role_name((enum role)r))), r);
	assert_int_equal(event_type_find(S("evidence.added.2")), EVENT_NONE);
	assert_int_equal(event_type_find(S("")), EVENT_NONE);
	assert_int_equal(role_find(S("owner")), 0);
	assert_string_equal(event_prefix(EVENT_EVIDENCE_ADDED), "evidence");
	assert_string_equal(event_prefix(EVENT_ROLE_ENDED), "");
	assert_int_equal(event_roles(EVENT_STORE_CREATED), 0);
	assert_int_equal(event_roles(EVENT_CATALOGUE_ADOPTED),
	    1u << ROLE_ADMINISTRATOR | 1u << ROLE_CRITERIA_PUBLISHER);
}

/* Digests by sha256sum. */
static void
the_id_is_the_digest_of_the_payload(void **state)
{
	struct arena a = arena_init(MIB(1));
	struct slice name, payload = example(&a, "evidence.added");
	struct digest id;
	(void)state;
	assert_false(failed(event_id(payload, &id, NULL)));
	assert_false(failed(event_name(EVENT_EVIDENCE_ADDED, &id, &a, &name, NULL)));
	assert_text(name,
	    "evidence:12567e5b66cbaa69ea5e3ebf8f579dc3a2029bc1e6a6245e4b6f07d60bd1899c");
	assert_false(failed(event_name(EVENT_EVIDENCE_REVOKED, &id, &a, &name, NULL)));
	assert_text(slice_sub(name, 0, 8), "state:12");
	arena_drop(&a);
}

/* --- what is right ---------------------------------------------------------------------------- */

static void
each_type_is_read_and_written_again(void **state)
{
	bool seen[EVENT_TYPE_COUNT] = {0};
	(void)state;
	for (size_t i = 0; i < COUNT(examples); i++) {
		struct arena a = arena_init(MIB(4));
		struct buf out = buf_init(MIB(1));
		struct event v;
		struct err e = {0};
		struct slice payload = example(&a, examples[i]);
		if (failed(event_decode(payload, &a, &v, &e)))
			fail_msg("%s: %s at %d", examples[i], e.what, (int)e.at);
		if (failed(event_encode(&v, &out, &e)))
			fail_msg("%s: %s", examples[i], e.what);
		assert_true(slice_eq(buf_slice(&out), payload));
		seen[v.type] = true;
		buf_drop(&out);
		arena_drop(&a);
	}
	for (unsigned t = EVENT_NONE + 1; t < EVENT_TYPE_COUNT; t++)
		if (!seen[t] && t != EVENT_BODY_DISPOSED)
			fail_msg("no example of %s", event_type_name((enum event_type)t));
}

static void
members_are_where_they_belong(void **state)
{
	struct arena a = arena_init(MIB(4));
	struct event v;
	int64_t at;
	(void)state;
	assert_false(failed(time_parse(S("2026-06-30T09:15:00Z"), TIME_BEGINNING, &at, NULL)));
	assert_false(failed(event_decode(example(&a, "decision.made"), &a, &v, NULL)));
	assert_text(v.log, "acme.assay.invalid/0123456789abcdef");
	assert_text(v.actor, "person:acme/op-7");
	assert_int_equal(v.type, EVENT_DECISION_MADE);
	assert_int_equal(v.at_ms, at);
	assert_int_equal(v.subject_count, 1);
	assert_text(v.subjects[0], "batch:orbit/C-1");
	assert_int_equal(v.ref_count, 3);
	assert_text(v.refs[2].rel, "supersedes");
	assert_true(slice_starts(v.refs[2].id, S("decision:66")));
	assert_true(slice_starts(event_ref_of(&v, "supersedes"), S("decision:55")));
	assert_true(slice_is_null(event_ref_of(&v, "revokes")));
	assert_int_equal(v.body_count, 6);
	assert_true(slice_starts(v.bodies[2].sha256, S("sha256:cc")));
	assert_int_equal(v.bodies[2].sha512.len, 128);
	assert_int_equal(v.bodies[2].size_bytes, 1234);
	assert_text(v.bodies[2].media_type, "application/json");
	assert_text(event_text(&v, "outcome"), "accept_with_exception");
	assert_int_equal(event_instant(&v, "valid_at"), at);
	assert_false(failed(event_decode(example(&a, "role.granted"), &a, &v, NULL)));
	assert_int_equal(event_instant(&v, "from"), at);
	assert_int_equal(event_instant(&v, "until"), TIME_UNKNOWN);
	assert_text(event_text(&v, "until"), "");
	arena_drop(&a);
}

/* --- what is wrong: bytes --------------------------------------------------------------------- */

static void
what_is_cut_anywhere_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(examples); i++) {
		struct arena a = arena_init(MIB(4));
		struct slice payload = example(&a, examples[i]);
		for (size_t n = 0; n < payload.len; n++) {
			struct arena scratch = arena_init(MIB(4));
			struct event v;
			struct err e = {0};
			if (event_decode(slice_sub(payload, 0, n), &scratch, &v, &e).code !=
			    E_SYNTAX || e.at > n)
				fail_msg("%s cut at %zu", examples[i], n);
			arena_drop(&scratch);
		}
		arena_drop(&a);
	}
}

/* What is accepted with one bit changed is another event, spelled in its own one way. */
static void
any_bit_may_change(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(examples); i++) {
		struct arena a = arena_init(MIB(4));
		struct slice payload = example(&a, examples[i]);
		uint8_t *copy = arena_alloc(&a, payload.len, 1);
		assert_non_null(copy);
		memcpy(copy, payload.at, payload.len);
		for (size_t bit = 0; bit < payload.len * 8; bit++) {
			struct arena scratch = arena_init(MIB(4));
			struct buf out = buf_init(MIB(1));
			struct slice in = { copy, payload.len };
			struct event v;
			struct err e = {0};
			copy[bit / 8] ^= (uint8_t)(1u << bit % 8);
			if (!failed(event_decode(in, &scratch, &v, &e))) {
				assert_false(failed(event_encode(&v, &out, NULL)));
				assert_true(slice_eq(buf_slice(&out), in));
			} else if (e.what == NULL || e.at > in.len) {
				fail_msg("%s, bit %zu: no reason or place", examples[i], bit);
			}
			copy[bit / 8] ^= (uint8_t)(1u << bit % 8);
			buf_drop(&out);
			arena_drop(&scratch);
		}
		arena_drop(&a);
	}
}

static void
a_spent_arena_is_said(void **state)
{
	struct arena a = arena_init(MIB(4));
	struct slice payload = example(&a, "decision.made");
	struct event v;
	enum code got = E_LIMIT;
	size_t budget = 0;
	(void)state;
	for (; got != OK; budget += 64) {
		struct arena scratch = arena_init(budget);
		got = event_decode(payload, &scratch, &v, NULL).code;
		if (got != OK && got != E_LIMIT)
			fail_msg("%zu bytes: %s", budget, code_name(got));
		arena_drop(&scratch);
	}
	assert_true(budget > payload.len);
	arena_drop(&a);
}

/* --- what is wrong: members ------------------------------------------------------------------- */

/* Object or array number *n in document order; null when there are fewer. in_open: it stands in
 * an object whose members the form does not name. */
static struct value *
node(struct value *v, size_t *n, bool *in_open)
{
	if ((*n)-- == 0)
		return v;
	for (size_t i = 0; i < v->count; i++) {
		struct value *child = v->kind == VALUE_OBJECT ? &v->members[i].value :
		    &v->items[i];
		bool open = *in_open || (v->kind == VALUE_OBJECT &&
		    (slice_eq(v->members[i].name, S("attributes")) ||
		    (slice_eq(v->members[i].name, S("value")) && child->kind == VALUE_OBJECT)));
		bool inside = open;
		struct value *found = node(child, n, &inside);
		if (found != NULL) {
			*in_open = inside;
			return found;
		}
	}
	return NULL;
}

static struct value *
nth(struct value *v, size_t n, bool *in_open)
{
	*in_open = false;
	return node(v, &n, in_open);
}

static void
assert_refused(const char *name, struct slice doc, enum code want, uint64_t at)
{
	struct arena a = arena_init(MIB(4));
	struct event v;
	struct err e = {0};
	enum code got = event_decode(doc, &a, &v, &e).code;
	if (got != want || (want != OK && (e.at != at || e.what == NULL)))
		fail_msg("%s: %s at %d (%s), want %s at %d: %.*s", name, code_name(got), (int)e.at,
		    e.what != NULL ? e.what : "", code_name(want), (int)at, SLICE_FMT(doc));
	arena_drop(&a);
}

/* The document written again, and where the node stands in it now. */
static struct slice
written(struct arena *a, const struct value *doc, size_t n, struct value **again)
{
	bool unused;
	struct slice bytes = bytes_of(a, doc);
	struct value *v = ARENA_NEW(a, struct value);
	assert_non_null(v);
	*v = tree_of(a, bytes);
	*again = nth(v, n, &unused);
	assert_non_null(*again);
	return bytes;
}

static void
without_each_member(const char *name)
{
	struct arena a = arena_init(MIB(64));
	struct slice payload = example(&a, name);
	struct value doc = tree_of(&a, payload), *again;
	bool open;
	size_t tried = 0;
	for (size_t n = 0; nth(&doc, n, &open) != NULL; n++) {
		struct value *v = nth(&doc, n, &open);
		for (size_t i = 0; v->kind == VALUE_OBJECT && !open && i < v->count; i++) {
			struct value whole = *v;
			v->members = ARENA_ARRAY(&a, struct member, v->count);
			assert_non_null(v->members);
			memcpy(v->members, whole.members, i * sizeof(*v->members));
			memcpy(v->members + i, whole.members + i + 1,
			    (whole.count - i - 1) * sizeof(*v->members));
			v->count--;
			struct slice bytes = written(&a, &doc, n, &again);
			assert_refused(name, bytes, E_SCHEMA, again->at);
			*v = whole;
			tried++;
		}
	}
	assert_true(tried >= 10);
	arena_drop(&a);
}

static void
each_member_must_be_there(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(examples); i++)
		without_each_member(examples[i]);
}

static void
no_other_member_may_be_there(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(examples); i++) {
		struct arena a = arena_init(MIB(64));
		struct value doc = tree_of(&a, example(&a, examples[i])), *again;
		bool open;
		for (size_t n = 0; nth(&doc, n, &open) != NULL; n++) {
			struct value *v = nth(&doc, n, &open), whole = *v;
			struct build b = { .a = &a };
			if (v->kind != VALUE_OBJECT || open)
				continue;
			v->cap = v->count;		/* the next one goes elsewhere */
			value_put(&b, v, "zzz", value_null());
			assert_false(failed(build_end(&b, NULL)));
			struct slice bytes = written(&a, &doc, n, &again);
			assert_refused(examples[i], bytes, E_SCHEMA,
			    again->members[again->count - 1].at);
			*v = whole;
		}
		arena_drop(&a);
	}
}

/* An object is never right where another value stands, nor a text for an object. */
static void
each_value_has_its_kind(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(examples); i++) {
		struct arena a = arena_init(MIB(64));
		struct value doc = tree_of(&a, example(&a, examples[i])), *again;
		bool open;
		for (size_t n = 0; nth(&doc, n, &open) != NULL; n++) {
			struct value *v = nth(&doc, n, &open), whole = *v;
			bool object = v->kind == VALUE_OBJECT;
			*v = object ? value_string(S("x")) : value_object();
			struct slice bytes = written(&a, &doc, n, &again);
			assert_refused(examples[i], bytes, E_SCHEMA, again->at);
			*v = whole;
		}
		arena_drop(&a);
	}
}

/* In any list two elements exchanged, or one for the other. */
static void
change_list(const char *name, struct value *doc, struct slice list, size_t n, bool twice)
{
	struct arena a = arena_init(MIB(4));
	bool open, any = slice_eq(list, S("values")) || slice_eq(list, S("conditions"));
	bool bodies = slice_eq(list, S("bodies"));
	struct value *v = nth(doc, n, &open), first = v->items[0], second = v->items[1], *again;
	v->items[0] = twice ? first : second;
	v->items[1] = first;
	struct slice bytes = written(&a, doc, n, &again);
	assert_refused(name, bytes, any ? OK : E_SCHEMA,
	    again->items[bodies && !twice ? 0 : 1].at);
	v->items[0] = first;
	v->items[1] = second;
	arena_drop(&a);
}

static struct slice
name_of_list(const struct value *v, const struct value *list)
{
	for (size_t i = 0; i < v->count; i++) {
		const struct value *child = v->kind == VALUE_OBJECT ? &v->members[i].value :
		    &v->items[i];
		if (child == list)
			return v->kind == VALUE_OBJECT ? v->members[i].name : S("");
		struct slice found = name_of_list(child, list);
		if (!slice_is_null(found))
			return found;
	}
	return (struct slice){0};
}

static void
lists_have_their_order_and_nothing_twice(void **state)
{
	size_t tried = 0;
	(void)state;
	for (size_t i = 0; i < COUNT(examples); i++) {
		struct arena a = arena_init(MIB(64));
		struct value doc = tree_of(&a, example(&a, examples[i]));
		bool open;
		for (size_t n = 0; nth(&doc, n, &open) != NULL; n++) {
			struct value *v = nth(&doc, n, &open);
			if (v->kind != VALUE_ARRAY || v->count < 2 || open)
				continue;
			struct slice name = name_of_list(&doc, v);
			change_list(examples[i], &doc, name, n, false);
			change_list(examples[i], &doc, name, n, true);
			tried++;
		}
		arena_drop(&a);
	}
	assert_true(tried >= 20);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(types_and_roles_have_their_names),
		cmocka_unit_test(the_id_is_the_digest_of_the_payload),
		cmocka_unit_test(each_type_is_read_and_written_again),
		cmocka_unit_test(members_are_where_they_belong),
		cmocka_unit_test(what_is_cut_anywhere_is_refused),
		cmocka_unit_test(any_bit_may_change),
		cmocka_unit_test(a_spent_arena_is_said),
		cmocka_unit_test(each_member_must_be_there),
		cmocka_unit_test(no_other_member_may_be_there),
		cmocka_unit_test(each_value_has_its_kind),
		cmocka_unit_test(lists_have_their_order_and_nothing_twice),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
