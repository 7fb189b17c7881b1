/* yaml_test.c - what of YAML is taken, and where the rest is refused.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "base/limits.h"
#include "codec/jcs.h"
#include "codec/json.h"
#include "codec/yaml.h"

static void
what_is_taken_has_one_meaning(void **state)
{
	static const struct { const char *in, *want; } cases[] = {
		{ "a: 5.40\nb: NO\nc: yes\nd: 007\n", "{\"a\":\"5.40\",\"b\":\"NO\",\"c\":\"yes\","
		    "\"d\":\"007\"}" },
		{ "a: true\nb: false\nc: null\nd: -12\ne: 0\n",
		    "{\"a\":true,\"b\":false,\"c\":null,"
		    "\"d\":-12,\"e\":0}" },
		{ "a: \"true\"\nb: '12'\n", "{\"a\":\"true\",\"b\":\"12\"}" },
		{ "- 1\n- [a, {b: c}]\n", "[1,[\"a\",{\"b\":\"c\"}]]" },
		{ "a: |\n  x\n  y\n", "{\"a\":\"x\\ny\\n\"}" },
		{ "---\na: ~\n", "{\"a\":\"~\"}" },
		{ "{\"a\": [1, \"x\"]}", "{\"a\":[1,\"x\"]}" },
		{ "# only\na: 0x10\nb: 1e3\n", "{\"a\":\"0x10\",\"b\":\"1e3\"}" },
		{ "a: 2026-06-30\n", "{\"a\":\"2026-06-30\"}" },
		{ "a: 9007199254740991\nb: 9007199254740992\nc: -0\nd: +1\ne: 1_000\nf: 0o7\n",
		    "{\"a\":9007199254740991,\"b\":\"9007199254740992\",\"c\":\"-0\","
		    "\"d\":\"+1\",\"e\":\"1_000\",\"f\":\"0o7\"}" },
		{ "a: True\nb: Null\nc: off\nd: y\ne: .inf\n", "{\"a\":\"True\",\"b\":\"Null\","
		    "\"c\":\"off\",\"d\":\"y\",\"e\":\".inf\"}" },
		{ "\xef\xbb\xbf" "a: \xc3\xa4\r\nb: 'it''s'\r\n", "{\"a\":\"\xc3\xa4\","
		    "\"b\":\"it's\"}" },
		{ "? a\n: b\n\"1\": c\nNO: d\n", "{\"1\":\"c\",\"NO\":\"d\",\"a\":\"b\"}" },
		{ "a: >-\n  x\n  y\n...\n", "{\"a\":\"x y\"}" },
		{ "a: \"\"\nb: []\nc: {}\n", "{\"a\":\"\",\"b\":[],\"c\":{}}" },
		{ "a: b#c\nd: e #f\n", "{\"a\":\"b#c\",\"d\":\"e\"}" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a = arena_init(MIB(4));
		struct buf out = buf_init(999);
		struct value v;
		struct err e = {0};
		if (failed(yaml_tree(slice_of(cases[i].in), &a, &v, &e)))
			fail_msg("%s: %s at %u", cases[i].in, e.what, (unsigned)e.at);
		assert_false(failed(jcs_write(&v, &out, NULL)));
		if (!slice_eq(buf_slice(&out), slice_of(cases[i].want)))
			fail_msg("%s gave %.*s", cases[i].in, SLICE_FMT(buf_slice(&out)));
		buf_drop(&out);
		arena_drop(&a);
	}
}

static const struct refusal {
	const char *name; struct slice in; enum code want; uint64_t at;
} refusals[] = {
	{ "empty", SLICE_INIT(""), E_SCHEMA, 0 },
	{ "only a comment", SLICE_INIT("# x\n"), E_SCHEMA, 4 },
	{ "only a document mark", SLICE_INIT("---"), E_SCHEMA, 0 },
	{ "anchor", SLICE_INIT("a: &x 1\n"), E_SCHEMA, 3 },
	{ "anchor in a list", SLICE_INIT("[a, &x b]"), E_SCHEMA, 4 },
	{ "anchor of a key", SLICE_INIT("&x a: b"), E_SCHEMA, 0 },
	{ "anchor of a mapping", SLICE_INIT("&x\na: b"), E_SCHEMA, 0 },
	{ "anchor of nothing", SLICE_INIT("a: &x"), E_SCHEMA, 3 },
	{ "alias", SLICE_INIT("a: 1\nb: *x\n"), E_SCHEMA, 8 },
	{ "alias as key", SLICE_INIT("*x : a"), E_SCHEMA, 0 },
	{ "tag", SLICE_INIT("a: !!str 1\n"), E_SCHEMA, 3 },
	{ "tag of a mapping", SLICE_INIT("!!map {a: b}"), E_SCHEMA, 0 },
	{ "tag without a name", SLICE_INIT("! a"), E_SCHEMA, 0 },
	{ "tag in full", SLICE_INIT("!<tag:x> a"), E_SCHEMA, 0 },
	{ "tag nobody declared", SLICE_INIT("!e!x a"), E_SCHEMA, 0 },
	{ "directive", SLICE_INIT("%YAML 1.1\n---\na: 1\n"), E_SCHEMA, 0 },
	{ "directive nobody knows", SLICE_INIT("# x\n%FOO\n---\na: 1\n"), E_SCHEMA, 4 },
	{ "directive behind CR", SLICE_INIT("a: 1\r%YAML 1.2"), E_SCHEMA, 5 },
	{ "merge key", SLICE_INIT("a: 1\n<<: 2\n"), E_SCHEMA, 5 },
	{ "merge key in quotes", SLICE_INIT("a: 1\n\"<<\": 2\n"), E_SCHEMA, 5 },
	{ "key twice", SLICE_INIT("a: 1\nb: 2\na: 3\n"), E_SCHEMA, 10 },
	{ "key twice in brackets", SLICE_INIT("{a: 1, \"a\": 2}"), E_SCHEMA, 7 },
	{ "key twice by escape", SLICE_INIT("{a: 1, \"\\x61\": 2}"), E_SCHEMA, 7 },
	{ "number as key", SLICE_INIT("1: a\n"), E_SCHEMA, 0 },
	{ "true as key", SLICE_INIT("true: a\n"), E_SCHEMA, 0 },
	{ "list as key", SLICE_INIT("[a]: b\n"), E_SCHEMA, 0 },
	{ "mapping as key", SLICE_INIT("? {a: b}\n: c\n"), E_SCHEMA, 2 },
	{ "no key", SLICE_INIT(": x"), E_SCHEMA, 0 },
	{ "second document", SLICE_INIT("a: 1\n---\nb: 2\n"), E_SCHEMA, 5 },
	{ "second document behind an end", SLICE_INIT("a: 1\n...\nb: 2\n"), E_SCHEMA, 5 },
	{ "no value", SLICE_INIT("a:\nb: 1\n"), E_SCHEMA, 0 },
	{ "no value in brackets", SLICE_INIT("{a, b: 1}"), E_SCHEMA, 1 },
	{ "not UTF-8", SLICE_INIT("a: \xff\n"), E_SYNTAX, 3 },
	{ "control character", SLICE_INIT("a: \"\x07\""), E_SYNTAX, 4 },
	{ "NUL", SLICE_INIT("a: b\0"), E_SYNTAX, 4 },
	{ "DEL", SLICE_INIT("a: \x7f"), E_SYNTAX, 3 },
	{ "C1", SLICE_INIT("a: \xc2\x80"), E_SYNTAX, 3 },
	{ "second byte-order mark", SLICE_INIT("\xef\xbb\xbf" "a: \xef\xbb\xbf"), E_SYNTAX, 6 },
	{ "surrogate by escape", SLICE_INIT("a: \"\\ud800\""), E_SYNTAX, 4 },
	{ "no character by escape", SLICE_INIT("a: \"\\U00110000\""), E_SYNTAX, 4 },
	{ "open quote", SLICE_INIT("a: \"x\n"), E_SYNTAX, 4 },
	{ "open quote behind umlauts", SLICE_INIT("\xc3\xa4: '\xc3\xb6"), E_SYNTAX, 5 },
	{ "open quote behind CR LF", SLICE_INIT("a: b\r\nc: \"\r\n"), E_SYNTAX, 10 },
	{ "place counts the byte-order mark", SLICE_INIT("\xef\xbb\xbf" "a: 1\nb: &x 2"), E_SCHEMA,
	    11 },
	{ "open bracket", SLICE_INIT("a: [1,\n"), E_SYNTAX, 7 },
	{ "open brace", SLICE_INIT("{a: 1"), E_SYNTAX, 5 },
	{ "bracket too many", SLICE_INIT("{a: b}}"), E_SYNTAX, 6 },
	{ "wrong bracket", SLICE_INIT("a: [1, 2}"), E_SYNTAX, 8 },
	{ "two colons", SLICE_INIT("a: b: c\n"), E_SYNTAX, 4 },
	{ "tab", SLICE_INIT("\ta: b"), E_SYNTAX, 0 },
	{ "indentation", SLICE_INIT("a:\n  - b\n - c"), E_SYNTAX, 10 },
	{ "reserved character", SLICE_INIT("a: @x"), E_SYNTAX, 3 },
};

static void
what_is_not_taken_is_refused_with_its_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(refusals); i++) {
		struct arena a = arena_init(MIB(4));
		struct value v;
		struct err e = {0};
		enum code got = yaml_tree(refusals[i].in, &a, &v, &e).code;
		if (got != refusals[i].want || e.at != refusals[i].at)
			fail_msg("%s: code %d at %u: %s", refusals[i].name, (int)got,
			    (unsigned)e.at, e.what != NULL ? e.what : "");
		arena_drop(&a);
	}
}

/* head, then `count` times unit, then tail. */
static enum code
repeated(const char *head, const char *unit, size_t count, const char *tail, struct err *e)
{
	struct arena a = arena_init(DOCUMENT_ARENA_BYTES);
	struct buf b = buf_init(MIB(8));
	struct value v;
	buf_add_text(&b, head);
	for (size_t i = 0; i < count; i++)
		buf_add_text(&b, unit);
	buf_add_text(&b, tail);
	*e = (struct err){0};
	enum code got = yaml_tree(buf_slice(&b), &a, &v, e).code;
	buf_drop(&b);
	arena_drop(&a);
	return got;
}

static void
limits_hold_at_the_limit_and_one_beyond(void **state)
{
	struct err e;
	(void)state;
	assert_int_equal(repeated("- ", "- ", DEPTH_MAX - 1, "x", &e), OK);
	assert_int_equal(repeated("- ", "- ", DEPTH_MAX, "x", &e), E_LIMIT);
	assert_int_equal(e.at, 2 * DEPTH_MAX);
	assert_int_equal(repeated("[", "[", DEPTH_MAX, "", &e), E_LIMIT);
	assert_int_equal(e.at, DEPTH_MAX);
	assert_int_equal(repeated("a\n", "\n", YAML_EMPTY_LINES_MAX, "b", &e), OK);
	assert_int_equal(repeated("a\n", " \r\n", YAML_EMPTY_LINES_MAX + 1, "b", &e), E_LIMIT);
	assert_int_equal(e.at, 2 + 3 * YAML_EMPTY_LINES_MAX);
	assert_int_equal(repeated("[1", ",1", YAML_MARKS_MAX - 2, "]", &e), OK);
	assert_int_equal(repeated("[1", ",1", YAML_MARKS_MAX - 1, "]", &e), E_LIMIT);
	assert_int_equal(e.at, 2 + 2 * (YAML_MARKS_MAX - 1));
	assert_int_equal(repeated("a: ", "x", DOCUMENT_BYTES_MAX - 3, "", &e), OK);
	assert_int_equal(repeated("a: ", "x", DOCUMENT_BYTES_MAX - 2, "", &e), E_LIMIT);
	assert_int_equal(e.at, DOCUMENT_BYTES_MAX);
}

/* What took quadratic time or hundreds of megabytes ends soon. */
static void
hostile_repetition_is_an_answer(void **state)
{
	static const char *const units[] = { "[", "{", "- ", "? ", "&a ", "*a ", "! ", "a: ", "'",
		"\"", "\\", "|\n", " ", "\t", "#\n", "---\n", "...\n", "a\n", "- a\n", ": ", "a,",
		"[],", "\xc3\xa4" };
	struct err e;
	(void)state;
	for (size_t i = 0; i < 2 * COUNT(units); i++) {
		const char *unit = units[i / 2], *head = i % 2 == 0 ? "" : "a: [";
		size_t count = (DOCUMENT_BYTES_MAX - 8) / strlen(unit);
		enum code got = repeated(head, unit, count, "", &e);
		assert_true(got == OK || got == E_LIMIT || got == E_SYNTAX || got == E_SCHEMA);
		assert_true((got == OK) == (e.what == NULL));
		assert_true(e.at <= DOCUMENT_BYTES_MAX);
	}
}

static void
many_keys_stay_linear(void **state)
{
	struct arena a = arena_init(DOCUMENT_ARENA_BYTES);
	struct buf b = buf_init(MIB(1));
	struct value v;
	struct err e = {0};
	(void)state;
	for (unsigned i = 0; i < 90000; i++)
		buf_addf(&b, "k%u: 1\n", i);
	assert_int_equal(yaml_tree(buf_slice(&b), &a, &v, &e).code, OK);
	assert_int_equal(v.count, 90000);
	size_t at = b.len;
	buf_add_text(&b, "k77777: 2\n");
	assert_int_equal(yaml_tree(buf_slice(&b), &a, &v, &e).code, E_SCHEMA);
	assert_int_equal(e.at, at);
	buf_drop(&b);
	arena_drop(&a);
}

static const char sample[] = "name: \"x\\u00e4\"\nlist:\n  - a: 'it''s'\n    b: [1, {c: true}]\n"
    "  - |\n    text\n# end\nlast: >-\n  folded\n  text\n";

/* Every cut and every flipped bit is an answer, and what is accepted can be written as JSON and
 * read back. */
static void
damaged_text_is_an_answer(void **state)
{
	char bytes[sizeof(sample)];
	(void)state;
	for (size_t i = 0; i < 9 * (sizeof(sample) - 1); i++) {
		struct arena a = arena_init(MIB(4));
		struct buf out = buf_init(KIB(64));
		struct value v, back;
		struct err e = {0};
		struct slice in = { (const uint8_t *)bytes, sizeof(sample) - 1 };
		memcpy(bytes, sample, sizeof(sample));
		if (i % 9 == 8)
			in.len = i / 9;
		else
			bytes[i / 9] ^= (char)(1 << i % 9);
		if (!failed(yaml_tree(in, &a, &v, &e))) {
			assert_false(failed(json_write_pretty(&v, &out, NULL)));
			assert_false(failed(json_tree(buf_slice(&out), MIB(1), &a, &back, NULL)));
			assert_true(value_eq(&v, &back));
		} else {
			assert_true(e.at <= in.len);
			assert_non_null(e.what);
		}
		buf_drop(&out);
		arena_drop(&a);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_taken_has_one_meaning),
		cmocka_unit_test(what_is_not_taken_is_refused_with_its_place),
		cmocka_unit_test(limits_hold_at_the_limit_and_one_beyond),
		cmocka_unit_test(hostile_repetition_is_an_answer),
		cmocka_unit_test(many_keys_stay_linear),
		cmocka_unit_test(damaged_text_is_an_answer),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
