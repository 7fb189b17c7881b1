/* yaml_test.c - what of YAML is taken, and where the rest is refused.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "base/limits.h"
#include "codec/jcs.h"
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

static void
what_is_not_taken_is_refused_with_its_place(void **state)
{
	static const struct { const char *name, *in; enum code want; uint64_t at; } cases[] = {
		{ "empty", "", E_SCHEMA, 0 },
		{ "anchor", "a: &x 1\n", E_SCHEMA, 6 },
		{ "alias", "a: 1\nb: *x\n", E_SCHEMA, 9 },
		{ "tag", "a: !!str 1\n", E_SCHEMA, 9 },
		{ "directive", "%YAML 1.1\n---\na: 1\n", E_SCHEMA, 0 },
		{ "merge key", "a: 1\n<<: 2\n", E_SCHEMA, 5 },
		{ "key twice", "a: 1\nb: 2\na: 3\n", E_SCHEMA, 10 },
		{ "number as key", "1: a\n", E_SCHEMA, 0 },
		{ "list as key", "[a]: b\n", E_SCHEMA, 0 },
		{ "second document", "a: 1\n---\nb: 2\n", E_SCHEMA, 5 },
		{ "no value", "a:\nb: 1\n", E_SCHEMA, 0 },
		{ "not UTF-8", "a: \xff\n", E_SYNTAX, 3 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a = arena_init(MIB(4));
		struct value v;
		struct err e = {0};
		enum code got = yaml_tree(slice_of(cases[i].in), &a, &v, &e).code;
		if (got != cases[i].want || e.at != cases[i].at)
			fail_msg("%s: code %d at %u: %s", cases[i].name, (int)got, (unsigned)e.at,
			    e.what != NULL ? e.what : "");
		arena_drop(&a);
	}
}

static void
broken_text_is_refused_somewhere_inside(void **state)
{
	static const char *const cases[] = { "a: [1,\n", "a: \"x\n", "a: b: c\n", "\t- x\n",
	    "{a: 1" };
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a = arena_init(MIB(4));
		struct value v;
		struct err e = {0};
		assert_int_equal(yaml_tree(slice_of(cases[i]), &a, &v, &e).code, E_SYNTAX);
		assert_true(e.at <= strlen(cases[i]));
		arena_drop(&a);
	}
}

static void
nesting_ends_at_the_limit(void **state)
{
	char deep[2 * DEPTH_MAX + 8] = "";
	struct arena a = arena_init(MIB(8));
	struct value v;
	(void)state;
	memset(deep, '[', DEPTH_MAX);
	memset(deep + DEPTH_MAX, ']', DEPTH_MAX);
	assert_false(failed(yaml_tree(slice_of(deep), &a, &v, NULL)));
	memset(deep, '[', DEPTH_MAX + 2);
	memset(deep + DEPTH_MAX + 2, ']', DEPTH_MAX + 2);
	assert_true(failed(yaml_tree(slice_of(deep), &a, &v, NULL)));
	arena_drop(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_taken_has_one_meaning),
		cmocka_unit_test(what_is_not_taken_is_refused_with_its_place),
		cmocka_unit_test(broken_text_is_refused_somewhere_inside),
		cmocka_unit_test(nesting_ends_at_the_limit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
