/* record_test.c - every kind of record: its facts, each member missing, wrong, unknown.
 * SPDX-License-Identifier: Apache-2.0 */
#include "spelt.h"

#include "base/buf.h"
#include "base/limits.h"
#include "codec/jcs.h"
#include "codec/json.h"
#include "record/record.h"

#include "record_cases.h"

/* The statement around a predicate; its type lives in the arena. */
static struct intoto_statement
statement(struct arena *a, const char *kind, const struct value *predicate)
{
	static struct intoto_subject about = { .name = SLICE_INIT("batch:acme/C-2026-041") };
	struct intoto_statement s = { .version = 1, .predicate = predicate, .count = 1,
	    .subjects = &about };
	assert_true(arena_format(a, &s.predicate_type, "https://assay.invalid/evidence/%s/1",
	    kind));
	return s;
}

static struct rc
read_tree(struct arena *a, const char *kind, const struct value *predicate, struct reading *r,
    struct err *e)
{
	struct intoto_statement s = statement(a, kind, predicate);
	*r = reading_init(a);
	*e = (struct err){0};
	return record_read(&s, r, e);
}

static struct value
tree(struct arena *a, struct slice text)
{
	struct value v;
	struct err e = {0};
	uint64_t at;
	if (failed(json_tree(spelt(a, text, &at), MIB(1), a, &v, &e)))
		fail_msg("at %u: %s", (unsigned)e.at, e.what);
	return v;
}

static const struct fact *
fact_of(const struct reading *r, const char *name)
{
	for (size_t i = 0; i < r->fact_count; i++)
		if (slice_eq(r->facts[i].name, slice_of(name)))
			return &r->facts[i];
	fail_msg("no fact %s", name);
	return NULL;
}

static void
assert_fact(const struct kind_case *k, const struct reading *r, const char *name,
    const char *want)
{
	AUTO(buf) b = buf_init(4096);
	AUTO(arena) a = arena_init(8192);
	uint64_t at;
	assert_false(failed(jcs_write(&fact_of(r, name)->value, &b, NULL)));
	if (!slice_eq(buf_slice(&b), spelt(&a, slice_of(want), &at)))
		fail_msg("%s: %.*s", k->kind, SLICE_FMT(buf_slice(&b)));
}

static void
what_each_kind_states(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		AUTO(arena) a = arena_init(MIB(1));
		const struct kind_case *k = &kinds[i];
		struct value v = tree(&a, k->predicate);
		struct reading r;
		struct err e;
		char made[TIME_TEXT_BYTES];
		if (failed(read_tree(&a, k->kind, &v, &r, &e)))
			fail_msg("%s: at %u: %s", k->kind, (unsigned)e.at, e.what);
		assert_true(slice_eq(r.kind, slice_of(k->kind)));
		assert_fact(k, &r, k->fact_name, k->fact);
		assert_true(slice_eq(fact_of(&r, k->fact_name)->place, SLICE("/predicate")));
		if (k->entry != NULL)
			assert_fact(k, &r, k->entry_name, k->entry);
		assert_int_equal(r.fact_count, k->facts);
		if (r.mention_count != k->mentions)
			fail_msg("%s: %zu mentions", k->kind, r.mention_count);
		time_show(r.made_ms, made);
		assert_string_equal(made, k->made);
		assert_true(slice_eq(r.producer, SLICE("party:acme")));
		assert_int_equal(r.valid_from_ms, 1777852800000);
		assert_int_equal(r.valid_until_ms, 1798761599999);
		assert_true(slice_ends(r.title, SLICE(": batch:acme/C-2026-041")));
	}
}

static bool
lists_word(const char *words, size_t len, struct slice word)
{
	struct slice all = { (const uint8_t *)words, len };
	for (size_t at = 0; at <= all.len;) {
		size_t end = slice_find(all, SLICE(" "), at);
		end = end == SIZE_MAX ? all.len : end;
		if (slice_eq(slice_sub(all, at, end), word))
			return true;
		at = end + 1;
	}
	return false;
}

static void
drop_member(struct value *object, size_t i)
{
	memmove(&object->members[i], &object->members[i + 1],
	    (object->count - i - 1) * sizeof(*object->members));
	object->count--;
}

/* The object under test: the predicate, or the first element of its list. */
static struct value *
object_of(struct value *predicate, bool entry)
{
	for (size_t i = 0; entry && i < predicate->count; i++) {
		struct value *v = &predicate->members[i].value;
		if (v->kind == VALUE_ARRAY && v->count > 0 && v->items[0].kind == VALUE_OBJECT)
			return &v->items[0];
	}
	return entry ? NULL : predicate;
}

static void
without_member(const struct kind_case *k, size_t i, bool entry)
{
	AUTO(arena) a = arena_init(MIB(1));
	struct value v = tree(&a, k->predicate);
	struct value *o = object_of(&v, entry);
	const char *colon = strchr(k->required, ':');
	const char *words = entry ? colon + 1 : k->required;
	size_t len = entry || colon == NULL ? strlen(words) : (size_t)(colon - words);
	struct slice name = o->members[i].name;
	struct reading r;
	struct err e;
	bool required = lists_word(words, len, name);
	drop_member(o, i);
	struct rc rc = read_tree(&a, k->kind, &v, &r, &e);
	if (rc.code != (required ? E_SCHEMA : OK))
		fail_msg("%s without %.*s: %s", k->kind, SLICE_FMT(name), code_name(rc.code));
	if (required) {
		assert_int_equal(e.at, o->at);
		assert_true(slice_starts(slice_of(e.what), SLICE("expected ")));
		assert_true(slice_find(slice_of(e.what), name, 0) == 9);
	}
}

/* 7 is of a wrong type everywhere, but where any text would do a number is wrong too. */
static void
with_wrong_member(const struct kind_case *k, size_t i, bool entry)
{
	static const struct value wrong[] = { { .kind = VALUE_NUMBER, .text = SLICE_INIT("7") },
		{ .kind = VALUE_NULL }, { .kind = VALUE_STRING, .text = SLICE_INIT("") } };
	for (size_t w = 0; w < COUNT(wrong); w++) {
		AUTO(arena) a = arena_init(MIB(1));
		struct value v = tree(&a, k->predicate);
		struct member *m = &object_of(&v, entry)->members[i];
		struct reading r;
		struct err e;
		uint64_t at = m->value.at;
		m->value = wrong[w];
		m->value.at = at;
		struct rc rc = read_tree(&a, k->kind, &v, &r, &e);
		if (rc.code != E_SCHEMA || e.at != at)
			fail_msg("%s: wrong %zu for %.*s: %s at %u", k->kind, w, SLICE_FMT(m->name),
			    code_name(rc.code), (unsigned)e.at);
	}
}

static void
with_unknown_member(const struct kind_case *k, size_t i, bool entry)
{
	AUTO(arena) a = arena_init(MIB(1));
	struct value v = tree(&a, k->predicate);
	struct member *m = &object_of(&v, entry)->members[i];
	struct reading r;
	struct err e;
	m->name = SLICE("unheard_of");
	assert_int_equal(read_tree(&a, k->kind, &v, &r, &e).code, E_SCHEMA);
	assert_int_equal(e.at, m->at);
	assert_string_equal(e.what, "no such member in this format");
}

static void
every_member_missing_wrong_or_unknown(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2 * COUNT(kinds); i++) {
		AUTO(arena) a = arena_init(MIB(1));
		const struct kind_case *k = &kinds[i / 2];
		struct value v = tree(&a, k->predicate);
		const struct value *o = object_of(&v, i % 2 == 1);
		for (size_t m = 0; o != NULL && m < o->count; m++) {
			without_member(k, m, i % 2 == 1);
			with_wrong_member(k, m, i % 2 == 1);
			with_unknown_member(k, m, i % 2 == 1);
		}
	}
}

/* What no table of types can say. */
static const struct {
	const char	*name, *kind;
	struct slice	 predicate;
	enum code	 want;
} rules[] = {
	{ "neither product nor release", "support_period_statement",
	    SLICE_INIT(" ^{'support_end':'2036-12-31'}"), E_SCHEMA },
	{ "a release alone is enough", "support_period_statement",
	    SLICE_INIT("{" RELEASE ",'support_end':'2036-12-31'}"), OK },
	{ "an end of life of nothing", "eol_statement",
	    SLICE_INIT("^{'end_of_life':'2029-12-31'}"), E_SCHEMA },
	{ "a component that has ended before it began", "eol_statement",
	    SLICE_INIT("{'component':'pkg:generic/zlib@1','general_availability':'2022-10-13',"
	    "'end_of_life':^'2021-12-31'}"), E_SCHEMA },
	{ "an end still to be announced", "eol_statement",
	    SLICE_INIT("{'component':'pkg:generic/zlib@1','general_availability':'2022-10-13',"
	    "'end_of_life':'tba'}"), OK },
	{ "a promise still to be announced is none", "support_period_statement",
	    SLICE_INIT("{" RELEASE ",'support_end':^'tba'}"), E_SCHEMA },
	{ "retention of nothing", "retention_record",
	    SLICE_INIT("^{'owner':'o','until':'2041','location':'l'}"), E_SCHEMA },
	{ "an end before its beginning", "planned_use", SLICE_INIT("{" PRODUCT
	    ",'use_from':'2026-07-02','use_until':^'2026-07-01'}"), E_SCHEMA },
	{ "one day", "planned_use", SLICE_INIT("{" PRODUCT
	    ",'use_from':'2026-07-01','use_until':'2026-07-01'}"), OK },
	{ "a subject of no known form", "planned_use", SLICE_INIT("{'product':^'ic-22',"
	    "'use_from':'2026-07-01','use_until':'2026-07-01'}"),
	    E_SCHEMA },
	{ "six levels", "capability_claim", SLICE_INIT("{'product':'product:a/b','level':^{'FR1':1,"
	    "'FR2':1,'FR3':1,'FR4':1,'FR5':1,'FR6':1}}"), E_SCHEMA },
	{ "a level of five", "capability_claim", SLICE_INIT("{'product':'product:a/b','level':{"
	    "'FR1':^5,'FR2':1,'FR3':1,'FR4':1,'FR5':1,'FR6':1,'FR7':1}}"), E_SCHEMA },
	{ "an eighth level", "capability_claim", SLICE_INIT("{'product':'product:a/b','level':^{"
	    "'FR1':1,'FR2':1,'FR3':1,'FR4':1,'FR5':1,'FR6':1,'FR8':1}}"), E_SCHEMA },
	{ "a level in words", "capability_claim",
	    SLICE_INIT("{'product':'product:a/b','level':'SL 2'}"), OK },
	{ "a scope in words", "capability_claim",
	    SLICE_INIT("{'product':'product:a/b','level':'SL 2','scope':'all'}"), OK },
	{ "a digest in capitals", "identity_list", SLICE_INIT("{'batch':'b','product':"
	    "'product:a/b','entries':[{'serial':'1','certificate':^'sha256:ABC'}]}"), E_SCHEMA },
	{ "a list without entries", "identity_list",
	    SLICE_INIT("{'batch':'b','product':'product:a/b','entries':[]}"), OK },
	{ "a challenge of 31 digits", "identity_readout", SLICE_INIT("{" ASSET
	    ",'challenged_by':'x','answered':'2026-06-30','challenge':"
	    "^'0123456789abcdef0123456789abcde'}"), E_SCHEMA },
	{ "a challenge of 32 digits", "identity_readout", SLICE_INIT("{" ASSET
	    ",'challenged_by':'x','answered':'2026-06-30','challenge':"
	    "'0123456789abcdef0123456789abcdef'}"), OK },
	{ "a challenge of 130 digits", "identity_readout", SLICE_INIT("{" ASSET
	    ",'challenged_by':'x','answered':'2026-06-30','challenge':^'" HEX64 HEX64 "00'}"),
	    E_SCHEMA },
	{ "no settings", "configuration_baseline", SLICE_INIT("{" RELEASE ",'settings':^{}}"),
	    E_SCHEMA },
	{ "a setting that is a number", "configuration_baseline", SLICE_INIT("{" RELEASE
	    ",'settings':{'a':^1}}"), E_SCHEMA },
	{ "a result that is neither", "hardening_check", SLICE_INIT("{" RELEASE
	    ",'checked':'2026-06-29','guide':'g','result':^'good'}"), E_SCHEMA },
};

static void
rules_beyond_types(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rules); i++) {
		AUTO(arena) a = arena_init(MIB(1));
		struct value v = tree(&a, rules[i].predicate);
		struct reading r;
		struct err e;
		uint64_t at;
		(void)spelt(&a, rules[i].predicate, &at);
		struct rc rc = read_tree(&a, rules[i].kind, &v, &r, &e);
		if (rc.code != rules[i].want || e.at != at)
			fail_msg("%s: %s at %u", rules[i].name, code_name(rc.code), (unsigned)e.at);
	}
}

static void
places_are_json_pointers(void **state)
{
	(void)state;
	AUTO(arena) a = arena_init(MIB(1));
	struct value v = tree(&a, kinds[4].predicate);
	struct reading r;
	struct err e;
	assert_false(failed(read_tree(&a, kinds[4].kind, &v, &r, &e)));
	assert_true(slice_eq(r.facts[0].place, SLICE("/predicate/settings/a~1b")));
	assert_true(slice_eq(r.facts[1].place, SLICE("/predicate/settings/c~0d")));
	v = tree(&a, kinds[0].predicate);
	assert_false(failed(read_tree(&a, kinds[0].kind, &v, &r, &e)));
	assert_true(slice_eq(r.facts[1].place, SLICE("/predicate/entries/1")));
	const struct mention *m = &r.mentions[r.mention_count - 2];
	assert_true(slice_eq(m->scheme, SLICE("serial")) && slice_eq(m->text, SLICE("3102")));
	assert_true(slice_eq(m->place, SLICE("/predicate/entries/1/serial")));
}

/* Without an issuer the one who declares, certifies or inspects is the producer. */
static void
producers_without_an_issuer(void **state)
{
	(void)state;
	AUTO(arena) a = arena_init(MIB(1));
	struct value v = tree(&a, SLICE("{'seller':'s','text':'t'}"));
	struct reading r;
	struct err e;
	assert_false(failed(read_tree(&a, "seller_declaration", &v, &r, &e)));
	assert_true(slice_eq(r.producer, SLICE("s")));
	assert_true(r.made_ms == TIME_UNKNOWN && r.valid_until_ms == TIME_UNKNOWN);
}

static void
types_of_this_revision_only(void **state)
{
	(void)state;
	assert_true(record_handles(SLICE("https://assay.invalid/evidence/custody_record/1")));
	assert_false(record_handles(SLICE("https://assay.invalid/evidence/custody_record/2")));
	assert_false(record_handles(SLICE("https://assay.invalid/evidence/custody_record")));
	assert_false(record_handles(SLICE("https://assay.invalid/evidence/1")));
	assert_false(record_handles(SLICE("https://assay.invalid/evidence//1")));
	assert_false(record_handles(SLICE("https://assay.invalid/evidence/unheard_of/1")));
	assert_false(record_handles(SLICE("")));
}

static void
every_flip_and_a_small_arena_are_survived(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		AUTO(arena) kept = arena_init(KIB(64));
		uint64_t at;
		struct slice in = spelt(&kept, kinds[i].predicate, &at);
		for (size_t bit = 0; bit < in.len * 8; bit++) {
			AUTO(arena) a = arena_init(KIB(64));
			uint8_t bytes[2048];
			struct value v;
			struct reading r;
			struct err e;
			memcpy(bytes, in.at, in.len);
			bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
			struct slice flipped = { bytes, in.len };
			if (failed(json_tree(flipped, MIB(1), &a, &v, NULL)))
				continue;
			struct rc rc = read_tree(&a, kinds[i].kind, &v, &r, &e);
			assert_true(!failed(rc) || (rc.code == E_SCHEMA && e.at < in.len));
		}
		for (size_t left = 0; left < 2048; left += 16) {
			AUTO(arena) a = arena_init(KIB(64));
			AUTO(arena) small = arena_init(left);
			struct value v = tree(&a, in);
			struct intoto_statement s = statement(&a, kinds[i].kind, &v);
			struct reading r = reading_init(&small);
			struct rc rc = record_read(&s, &r, NULL);
			assert_true(!failed(rc) || rc.code == E_LIMIT);
			assert_true(left > 0 || failed(rc));
		}
	}
}

/* "tba" is named in a list, beside the dates that are there. */
static void
what_is_to_be_announced(void **state)
{
	(void)state;
	AUTO(arena) a = arena_init(MIB(1));
	struct kind_case k = { .kind = "eol_statement" };
	struct reading r;
	struct err e;
	struct value v = tree(&a, SLICE("{" RELEASE ",'end_of_life':'tba','end_of_sales':'tba',"
	    "'end_of_security_support':'2028-12-31'}"));
	assert_false(failed(read_tree(&a, k.kind, &v, &r, &e)));
	assert_fact(&k, &r, "lifecycle", "{'end_of_security_support':'2028-12-31T23:59:59.999Z',"
	    RELEASE ",'to_be_announced':['end_of_sales','end_of_life']}");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_each_kind_states),
		cmocka_unit_test(every_member_missing_wrong_or_unknown),
		cmocka_unit_test(rules_beyond_types),
		cmocka_unit_test(places_are_json_pointers),
		cmocka_unit_test(producers_without_an_issuer),
		cmocka_unit_test(types_of_this_revision_only),
		cmocka_unit_test(every_flip_and_a_small_arena_are_survived),
		cmocka_unit_test(what_is_to_be_announced),
	};
	return cmocka_run_group_tests_name("record", tests, NULL, NULL);
}
