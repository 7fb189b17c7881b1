/* event_refuse_test.c - what no event may say, with the place; and the limits.
 * SPDX-License-Identifier: Apache-2.0 */
#include "events.h"

#define HEX8(c) c c c c c c c c
#define HEX64(c) HEX8(HEX8(c))

/* In the example, `from` becomes `to`; the fault is `in` bytes behind the beginning of `place` in
 * what comes out. */
struct change {
	const char *name, *file, *from, *to;
	enum code want;
	const char *place;
	size_t in;
};

static void
refuse(const struct change *c)
{
	struct arena a = arena_init(MIB(4));
	struct event v;
	struct err e = {0};
	struct slice doc = replaced(&a, example(&a, c->file), c->from, c->to);
	size_t at = slice_find(doc, S(c->place), 0);
	assert_int_not_equal(at, SIZE_MAX);
	enum code got = event_decode(doc, &a, &v, &e).code;
	if (got != c->want || e.at != at + c->in || e.what == NULL)
		fail_msg("%s: %s at %d (%s), want %s at %d", c->name, code_name(got), (int)e.at,
		    e.what != NULL ? e.what : "", code_name(c->want), (int)(at + c->in));
	arena_drop(&a);
}

static void
refuse_all(const struct change *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		refuse(&list[i]);
}

/* --- one spelling ----------------------------------------------------------------------------- */

static const struct change spellings[] = {
	{ "a blank behind the event", "role.ended", "\"role.ended\"}", "\"role.ended\"} ", E_SYNTAX,
	    "} ", 1 },
	{ "a blank in it", "role.ended", "\"at\":", "\"at\": ", E_SYNTAX, "\"at\": ", 5 },
	{ "an escape that need not be", "role.ended", "term", "\\u0074erm", E_SYNTAX, "\\u0074",
	    0 },
	{ "an escaped slash", "role.ended", "acme/op", "acme\\/op", E_SYNTAX, "\\/", 0 },
	{ "a line feed in another spelling", "anchor.confirmed", "\\n", "\\u000a", E_SYNTAX,
	    "\\u000a", 1 },
	{ "members in another order", "role.ended", "{\"actor\":\"person:acme/op-7\","
	    "\"assay\":\"event/1\"", "{\"assay\":\"event/1\",\"actor\":\"person:acme/op-7\"",
	    E_SYNTAX, "assay", 1 },
	{ "members of data in another order", "anchor.ended", "\"compromised\":true,"
	    "\"reason\":\"key lost\"", "\"reason\":\"key lost\",\"compromised\":true", E_SYNTAX,
	    "reason", 0 },
	{ "a number with a fraction", "criteria.published", "9000", "9000.0", E_SCHEMA, "9000.0",
	    0 },
	{ "a number with an exponent", "criteria.published", "9000", "9e3", E_SCHEMA, "9e3", 0 },
	{ "a negative size", "criteria.published", "9000", "-9", E_SCHEMA, "-9", 0 },
	{ "a size beyond 2^53 - 1", "evidence.held", "9007199254740991", "9007199254740992",
	    E_SCHEMA, "9007199254740992", 0 },
	{ "a name twice", "role.ended", "\"at\":", "\"assay\":\"event/1\",\"at\":", E_SYNTAX,
	    "\"assay\":\"event/1\",\"at\"", 0 },
	{ "a byte that is no UTF-8", "role.ended", "term", "t\xffrm", E_SYNTAX, "\xff", 0 },
	{ "a byte-order mark", "role.ended", "{\"actor\"", "\xef\xbb\xbf{\"actor\"", E_SYNTAX,
	    "\xef\xbb\xbf", 0 },
};

static void
there_is_one_spelling(void **state)
{
	(void)state;
	refuse_all(spellings, COUNT(spellings));
}

/* --- members of all types --------------------------------------------------------------------- */

static const struct change wholes[] = {
	{ "another form", "role.ended", "event/1", "event/2", E_SCHEMA, "\"event/2\"", 0 },
	{ "no origin", "role.ended", "acme.assay.invalid/0123456789abcdef", "", E_SCHEMA,
	    "\"log\":\"\"", 6 },
	{ "a type of a later program", "evidence.added", "evidence.added", "evidence.added.2",
	    E_UNVERIFIABLE, "\"evidence.added.2\"", 0 },
	{ "a reserved type", "log.continued", "log.continued", "body.disposed", E_UNVERIFIABLE,
	    "\"body.disposed\"", 0 },
	{ "an instant without milliseconds", "role.ended", "09:15:00.000Z", "09:15:00Z", E_SCHEMA,
	    "\"2026", 0 },
	{ "an instant with another offset", "role.ended", "09:15:00.000Z", "09:15:00+00:00",
	    E_SCHEMA, "\"2026", 0 },
	{ "an instant in small letters", "role.ended", "30T09", "30t09", E_SCHEMA, "\"2026", 0 },
	{ "a day that is none", "role.ended", "06-30", "06-31", E_SCHEMA, "\"2026", 0 },
	{ "an actor that is no actor", "role.ended", "person:acme/op-7", "site:acme/op-7", E_SCHEMA,
	    "\"site", 0 },
	{ "an actor that is no subject", "role.ended", "person:acme/op-7", "op-7", E_SCHEMA,
	    "\"op-7", 0 },
	{ "a subject that is none", "role.ended", "person:acme/q-3", "person:acme", E_SCHEMA,
	    "\"person:acme\"", 0 },
	{ "a range of serials", "subject.registered", "#3101\"],", "#3101..3150\"],", E_SCHEMA,
	    "\"asset:orbit/ic-22#3101..", 0 },
	{ "a relation of no name", "role.ended", "revokes", "ends", E_SCHEMA, "\"ends\"", 0 },
	{ "an id in capitals", "role.ended", "aaaaaaaa", "AAAAAAAA", E_SCHEMA, "\"role:A", 0 },
	{ "an id that is short", "role.ended", "aaaaaaaa", "aaaaaaa", E_SCHEMA, "\"role:a", 0 },
	{ "a number where there is no condition", "role.ended", "aaaaaaaa\",\"rel",
	    "aaaaaaaa#1\",\"rel", E_SCHEMA, "\"role:a", 0 },
	{ "a condition without number", "condition.satisfied", "#12", "", E_SCHEMA,
	    "\"condition:", 0 },
	{ "condition 0", "condition.satisfied", "#12", "#0", E_SCHEMA, "\"condition:", 0 },
	{ "a number with a zero before it", "condition.satisfied", "#12", "#012", E_SCHEMA,
	    "\"condition:", 0 },
	{ "a body without media type", "criteria.published", "application/yaml", "", E_SCHEMA,
	    "\"media_type\":\"\"", 13 },
	{ "a digest of another kind", "criteria.published", "sha256:", "sha384:", E_SCHEMA,
	    "\"sha384:", 0 },
	{ "a digest in capitals", "anchor.added", "sha256:bb", "sha256:BB", E_SCHEMA,
	    "\"sha256:BB", 0 },
	{ "a long digest that is short", "criteria.published", "\"sha512\":\"5", "\"sha512\":\"",
	    E_SCHEMA, "\"sha512\":", 9 },
	{ "a control character", "role.ended", "term", "t\\u0007rm", E_SCHEMA, "\"t\\u0007rm", 0 },
	{ "a carriage return", "role.ended", "term", "t\\rrm", E_SCHEMA, "\"t\\rrm", 0 },
	{ "delete", "role.ended", "term", "t\x7frm", E_SCHEMA, "\"t\x7frm", 0 },
	{ "a control character of Latin 1", "role.ended", "term", "t\xc2\x85rm", E_SCHEMA,
	    "\"t\xc2\x85rm", 0 },
	{ "no reason", "role.ended", "term over", "", E_SCHEMA, "\"reason\":\"\"", 9 },
};

static void
members_of_all_types_are_checked(void **state)
{
	(void)state;
	refuse_all(wholes, COUNT(wholes));
}

/* --- members of one type ---------------------------------------------------------------------- */

static const struct change datas[] = {
	{ "an organisation that is a product", "store.created", "party:acme\",\"program",
	    "product:acme/x\",\"program", E_SCHEMA, "\"product:acme/x", 0 },
	{ "another subject than the organisation", "store.created", "\"subjects\":[\"party:acme\"",
	    "\"subjects\":[\"party:acmf\"", E_SCHEMA, "\"party:acmf", 0 },
	{ "a method that is none", "store.created", "key_file", "smart_card", E_SCHEMA,
	    "\"smart_card", 0 },
	{ "a key in base64 of the web", "store.created", "MCowBQYDK2Vw", "MCowBQYDK2V_", E_SCHEMA,
	    "\"MCowBQYDK2V_", 0 },
	{ "a key of another kind", "store.created", "MCowBQYDK2Vw", "MCowBQYDK2Vx", E_SCHEMA,
	    "\"MCowBQYDK2Vx", 0 },
	{ "a key without padding", "actor.registered", "=", "", E_SCHEMA, "\"MCow", 0 },
	{ "another subject than the actor", "actor.registered", "\"subjects\":[\"agent:acme/ci\"",
	    "\"subjects\":[\"agent:acme/cj\"", E_SCHEMA, "\"agent:acme/cj", 0 },
	{ "no subject", "actor.ended", "[\"agent:acme/ci\"]", "[]", E_SCHEMA, "\"subjects\":", 11 },
	{ "a role that is none", "role.granted", "acceptance_authority", "owner", E_SCHEMA,
	    "\"owner\"", 0 },
	{ "self-appointed for another", "role.granted", "letter of 2026-06-01", "self-appointed",
	    E_SCHEMA, "\"self-appointed", 0 },
	{ "another ground for oneself", "role.granted", "\"actor\":\"person:acme/op-7\"",
	    "\"actor\":\"person:acme/q-3\"", E_SCHEMA, "\"letter", 0 },
	{ "null for what is never null", "evidence.added",
	    "\"received\":\"2026-06-30T09:15:00.000Z\"",
	    "\"received\":null", E_SCHEMA, "\"received\":null", 11 },
	{ "an attribute in capitals", "subject.registered", "\"article\":", "\"Article\":",
	    E_SCHEMA, "\"Article", 0 },
	{ "an attribute that is no text", "subject.registered", "\"C\"", "3", E_SCHEMA,
	    "\"hardware_revision\":3", 20 },
	{ "a role of a party that is no word", "subject.registered", "manufacturer", "Manufacturer",
	    E_SCHEMA, "\"Manufacturer", 0 },
	{ "a second subject", "subject.changed", "\"subjects\":[\"asset:orbit/ic-22#3101\"",
	    "\"subjects\":[\"asset:orbit/ic-22#3101\",\"asset:orbit/ic-22#3102\"", E_SCHEMA,
	    "\"asset:orbit/ic-22#3102\"", 0 },
	{ "a duty that is none", "responsibility.set", "patch", "paint", E_SCHEMA, "\"paint", 0 },
	{ "a duty of the later form", "responsibility.set", "patch", "respond", E_SCHEMA,
	    "\"respond", 0 },
	{ "a duty that is none there", "responsibility.set.2", "respond", "repaint", E_SCHEMA,
	    "\"repaint", 0 },
	{ "a purpose that is none", "anchor.added", "\"log\"]", "\"mail\"]", E_SCHEMA, "\"mail",
	    0 },
	{ "a body too few", "catalogue.adopted", "\"bodies\":[{", "\"bodies\":[],\"bodiet\":[{",
	    E_SCHEMA, "\"bodiet", 0 },
	{ "kept and also held", "evidence.added", "\"held\":null", "\"held\":{\"digest\":\"sha256:"
	    HEX64("7") "\",\"holder\":\"x\",\"place\":\"\",\"size\":1,\"until\":null}", E_SCHEMA,
	    "{\"digest", 0 },
	{ "kept without a body", "evidence.held", "\"holding\":\"held\"", "\"holding\":\"kept\"",
	    E_SCHEMA, "\"bodies\":", 9 },
	{ "seen with a body", "evidence.added", "\"holding\":\"kept\"", "\"holding\":\"seen\"",
	    E_SCHEMA, "\"bodies\":", 9 },
	{ "held where it is seen", "evidence.seen", "\"holding\":\"seen\"", "\"holding\":\"held\"",
	    E_SCHEMA, "\"held\":null", 7 },
	{ "seen by an agent", "evidence.seen", "\"by\":\"person:acme/op-7\"",
	    "\"by\":\"agent:a/b\"",
	    E_SCHEMA, "\"agent:a/b", 0 },
	{ "superseded by itself", "evidence.superseded", HEX64("2"), HEX64("1"), E_SCHEMA,
	    "},{\"id\":", 2 },
	{ "a reference of another type", "evidence.revoked", "\"evidence:1", "\"exception:1",
	    E_SCHEMA, "{\"id\":", 0 },
	{ "a reference of another relation", "evidence.revoked", "\"revokes\"", "\"about\"",
	    E_SCHEMA, "{\"id\":", 0 },
	{ "no reference", "evidence.revoked", "\"revokes\"", "\"based_on\"", E_SCHEMA,
	    "\"refs\":", 7 },
	{ "a second reference", "anchor.ended", "{\"id\":", "{\"id\":\"anchor:" HEX64("0")
	    "\",\"rel\":\"about\"},{\"id\":", E_SCHEMA, "{\"id\":\"anchor:d", 0 },
	{ "closed without evidence", "condition.satisfied", "{\"id\":\"evidence:" HEX64("1")
	    "\",\"rel\":\"based_on\"},", "", E_SCHEMA, "\"refs\":", 7 },
	{ "based on something else", "condition.satisfied", "\"evidence:1", "\"decision:1",
	    E_SCHEMA, "{\"id\":", 0 },
	{ "a value that is null", "verification.recorded", "\"ok\":true", "\"ok\":null", E_SCHEMA,
	    "null", 0 },
	{ "a value with a fraction", "verification.recorded", "\"number\":7", "\"number\":7.5",
	    E_SCHEMA, "7.5", 0 },
	{ "a list of numbers", "verification.recorded", "\"parts\":[\"a\"", "\"parts\":[1",
	    E_SCHEMA,
	    "[1", 1 },
	{ "read by an agent", "verification.recorded", "\"reader\":\"person:",
	    "\"reader\":\"agent:",
	    E_SCHEMA, "\"reader\":", 9 },
	{ "a code in small letters", "exception.requested", "SBOM_MISSING", "sbom_missing",
	    E_SCHEMA,
	    "\"sbom_missing", 0 },
	{ "criterion and requirement", "exception.requested", "\"requirement\":\"\"",
	    "\"requirement\":\"x\"", E_SCHEMA, "\"x\"", 0 },
	{ "neither of them", "exception.requested", "\"criterion\":\"sbom\"", "\"criterion\":\"\"",
	    E_SCHEMA, "\"requirement\":", 14 },
	{ "an exception for nothing", "exception.requested",
	    "\"subjects\":[\"product:orbit/ic-22\","
	    "\"release:orbit/ic-22@5.40\"]", "\"subjects\":[]", E_SCHEMA, "\"subjects\":", 11 },
	{ "an asset that is a batch", "decision.made", "\"assets\":[\"asset:orbit/ic-22#3101\"",
	    "\"assets\":[\"batch:orbit/x\"", E_SCHEMA, "\"batch:orbit/x", 0 },
	{ "paper without a person", "decision.made", "\"on_behalf_of\":\"person:acme/q-3\"",
	    "\"on_behalf_of\":\"\"", E_SCHEMA, "\"on_behalf_of\":", 15 },
	{ "a person without paper", "decision.made", "\"identity\":\"paper\"",
	    "\"identity\":\"key_file\"", E_SCHEMA, "\"on_behalf_of\":", 15 },
	{ "a case that is not the first body", "decision.made", "\"case\":\"sha256:aa",
	    "\"case\":\"sha256:ab", E_SCHEMA, "\"bodies\":[", 10 },
	{ "a body more than it says", "decision.made", "\"backdated\":true", "\"backdated\":false",
	    E_SCHEMA, "\"bodies\":[", 9 },
	{ "a role by its name", "decision.made", "\"role:" HEX64("f") "\"", "\"recorder\"",
	    E_SCHEMA, "\"recorder\"", 0 },
	{ "an exception that is none", "decision.made", "\"exception:7", "\"evidence:7", E_SCHEMA,
	    "\"evidence:7", 0 },
	{ "true as a text", "decision.made", "\"backdated\":true", "\"backdated\":\"true\"",
	    E_SCHEMA, "\"true\"", 0 },
};

static void
members_of_one_type_are_checked(void **state)
{
	(void)state;
	refuse_all(datas, COUNT(datas));
}

/* --- limits ----------------------------------------------------------------------------------- */

/* An event of exactly so many bytes. */
static struct slice
of_size(struct arena *a, size_t bytes)
{
	struct slice doc = example(a, "role.ended"), filler;
	size_t room = bytes - doc.len;
	uint8_t *x = arena_alloc(a, room + 1, 1);
	assert_non_null(x);
	memset(x, 'x', room);
	filler = (struct slice){ x, room + 1 };		/* a NUL at its end */
	return replaced(a, replaced(a, doc, "term", "@"), "@", (const char *)filler.at);
}

static void
an_event_has_64_kib_at_most(void **state)
{
	struct arena a = arena_init(MIB(8));
	struct buf out = buf_init(MIB(1));
	struct event v;
	struct err e = {0};
	struct slice doc = replaced(&a, of_size(&a, EVENT_BYTES_MAX), "x", "xterm");
	(void)state;
	assert_int_equal(doc.len, EVENT_BYTES_MAX);
	assert_false(failed(event_decode(doc, &a, &v, NULL)));
	assert_false(failed(event_encode(&v, &out, NULL)));
	assert_true(slice_eq(buf_slice(&out), doc));
	buf_clear(&out);
	doc = replaced(&a, doc, "x", "xx");
	assert_int_equal(event_decode(doc, &a, &v, &e).code, E_LIMIT);
	assert_int_equal(e.at, EVENT_BYTES_MAX);
	struct slice reason;
	struct value *m = &v.data.members[0].value;
	assert_true(arena_join(&a, m->text, S("x"), &reason));
	m->text = reason;
	assert_int_equal(event_encode(&v, &out, NULL).code, E_LIMIT);
	assert_int_equal(out.len, 0);
	buf_drop(&out);
	arena_drop(&a);
}

/* A list of n different things in their order, in place of one. */
static struct slice
listed(struct arena *a, const char *file, const char *from, const char *form, size_t n)
{
	struct buf b = buf_init(MIB(1));
	struct slice one, text;
	for (size_t i = 0; i < n; i++) {
		buf_add_text(&b, i > 0 ? "," : "");
		assert_true(arena_format(a, &one, "%04zu", i));
		struct slice f = S(form);
		for (size_t k = 0; k < f.len; k++)
			if (f.at[k] == '$')
				buf_add(&b, one);
			else
				buf_add_byte(&b, f.at[k]);
	}
	buf_add_byte(&b, 0);
	assert_true(arena_copy(a, buf_slice(&b), &text));
	buf_drop(&b);
	return replaced(a, example(a, file), from, (const char *)text.at);
}

static void
assert_limit(struct slice good, struct slice bad, const char *list)
{
	struct arena a = arena_init(MIB(32));
	struct event v;
	struct err e = {0};
	if (failed(event_decode(good, &a, &v, &e)))
		fail_msg("%s: %s at %d", list, e.what, (int)e.at);
	assert_int_equal(event_decode(bad, &a, &v, &e).code, E_SCHEMA);
	assert_int_equal(e.at, slice_find(bad, S(list), 0) + strlen(list));
	arena_drop(&a);
}

static void
lists_have_their_limits(void **state)
{
	struct arena a = arena_init(MIB(16));
	const char *one = "\"person:acme/q-3\"", *form = "\"site:a/$\"";
	(void)state;
	assert_limit(listed(&a, "role.ended", one, form, 1000),
	    listed(&a, "role.ended", one, form, 1001), "\"subjects\":");
	one = "\"article\":\"0047022\",\"hardware_revision\":\"C\"";
	form = "\"a$\":\"\"";
	assert_limit(listed(&a, "subject.registered", one, form, 64),
	    listed(&a, "subject.registered", one, form, 65), "\"attributes\":");
	arena_drop(&a);
}

/* 1,000 references do not fit into an event, so only a builder can try more. */
static void
builders_meet_the_same_limits(void **state)
{
	struct arena a = arena_init(MIB(4));
	struct event good, v;
	struct buf out = buf_init(MIB(1));
	static struct event_body bodies[EVENT_BODIES_MAX + 1];
	(void)state;
	assert_false(failed(event_decode(example(&a, "criteria.published"), &a, &good, NULL)));
	bodies[0] = good.bodies[0];
	const struct { const char *name; struct event v; } cases[] = {
		{ "no type", { .type = EVENT_NONE } },
		{ "beyond the types", { .type = EVENT_TYPE_COUNT } },
		{ "reserved", { .type = EVENT_BODY_DISPOSED } },
		{ "before 1970", { .type = EVENT_LOG_CONTINUED, .at_ms = -1 } },
		{ "not known when", { .type = EVENT_LOG_CONTINUED, .at_ms = TIME_UNKNOWN } },
		{ "after 9999", { .type = EVENT_LOG_CONTINUED, .at_ms = TIME_MAX + 1 } },
		{ "1,001 subjects", { .type = EVENT_LOG_CONTINUED, .subject_count = 1001 } },
		{ "1,001 references", { .type = EVENT_LOG_CONTINUED, .ref_count = 1001 } },
		{ "17 bodies", { .type = EVENT_LOG_CONTINUED, .body_count = 17,
	    .bodies = bodies } },
		{ "nothing said", { .type = EVENT_LOG_CONTINUED } },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct err e = {0};
		if (event_encode(&cases[i].v, &out, &e).code != E_SCHEMA || e.what == NULL)
			fail_msg("%s", cases[i].name);
	}
	v = good;
	v.bodies = bodies;
	bodies[0].size_bytes = (uint64_t)1 << 53;
	assert_int_equal(event_encode(&v, &out, NULL).code, E_SCHEMA);
	bodies[0].size_bytes--;
	assert_false(failed(event_encode(&v, &out, NULL)));
	buf_clear(&out);
	v.log = S("\xff");
	assert_int_equal(event_encode(&v, &out, NULL).code, E_SCHEMA);
	v.log = good.log;
	v.data = (struct value){0};
	assert_int_equal(event_encode(&v, &out, NULL).code, E_SCHEMA);
	assert_int_equal(out.len, 0);
	buf_drop(&out);
	arena_drop(&a);
}

/* A builder can give one attribute twice; a reader cannot. */
static void
a_built_name_may_not_stand_twice(void **state)
{
	struct arena a = arena_init(MIB(4));
	struct buf out = buf_init(MIB(1));
	struct event v;
	(void)state;
	assert_false(failed(event_decode(example(&a, "subject.registered"), &a, &v, NULL)));
	const struct value *found = value_get(&v.data, S("attributes"));
	assert_non_null(found);
	for (size_t i = 0; i < v.data.count; i++) {
		struct value *m = &v.data.members[i].value;
		if (m == found)
			m->members[1].name = m->members[0].name;
	}
	assert_int_equal(event_encode(&v, &out, NULL).code, E_SCHEMA);
	buf_drop(&out);
	arena_drop(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(there_is_one_spelling),
		cmocka_unit_test(members_of_all_types_are_checked),
		cmocka_unit_test(members_of_one_type_are_checked),
		cmocka_unit_test(an_event_has_64_kib_at_most),
		cmocka_unit_test(lists_have_their_limits),
		cmocka_unit_test(builders_meet_the_same_limits),
		cmocka_unit_test(a_built_name_may_not_stand_twice),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
