/* alias_test.c - other names of subjects: unique within scheme and party.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "base/limits.h"
#include "subject/alias.h"

#define S(text) slice_of(text)

static void
an_alias_leads_to_one_subject(void **state)
{
	struct arena a = arena_init(KIB(64));
	struct alias_table t = alias_table_init(&a);
	struct err e = {0};
	(void)state;
	assert_false(failed(alias_add(&t, S("model"), S("party:acme"), S("IC-22"),
	    S("product:acme/ic-22"), NULL)));
	assert_false(failed(alias_add(&t, S("article"), S("party:acme"), S("0047022"),
	    S("product:acme/ic-22"), NULL)));
	assert_false(failed(alias_add(&t, S("model"), S("party:other"), S("IC-22"),
	    S("product:other/x"), NULL)));
	assert_false(failed(alias_add(&t, S("model"), S("party:acme"), S("IC-22"),
	    S("product:acme/ic-22"), NULL)));
	assert_int_equal(alias_add(&t, S("model"), S("party:acme"), S("IC-22"),
	    S("product:acme/ic-23"), &e).code, E_SCHEMA);
	assert_true(slice_eq(alias_find(&t, S("model"), S("party:acme"), S("IC-22")),
	    S("product:acme/ic-22")));
	assert_true(slice_eq(alias_find(&t, S("model"), S("party:other"), S("IC-22")),
	    S("product:other/x")));
	assert_true(slice_is_null(alias_find(&t, S("article"), S("party:acme"), S("47022"))));
	assert_true(slice_is_null(alias_find(&t, S("sku"), S("party:acme"), S("IC-22"))));
	assert_true(slice_is_null(alias_find(&t, S("serial"), S("party:acme"), S("IC-22"))));
	alias_table_drop(&t);
	arena_drop(&a);
}

static void
spellings_that_mean_the_same_are_one_alias(void **state)
{
	static const struct { const char *scheme, *left, *right; bool same; } cases[] = {
		{ "mac", "00:1B:44:11:3A:B7", "00-1b-44-11-3a-b7", true },
		{ "mac", "001b.4411.3ab7", "001B44113AB7", true },
		{ "mac", "001B44113AB7", "001B44113AB8", false },
		{ "hash", "SHA256:AB12", "sha256:ab12", true },
		{ "hash", "sha256:ab12", "sha512:ab12", false },
		{ "purl", "pkg:npm/%40a/b@1", "pkg:npm/@a/b@1", true },
		{ "purl", "pkg:npm/a@1", "pkg:npm/a@2", false },
		{ "tag", "Pump-1", "pump-1", false },
		{ "cpe", "cpe:2.3:h:acme:ic-22:*", "cpe:2.3:h:acme:ic-22:*", true },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a = arena_init(KIB(64));
		struct alias_table t = alias_table_init(&a);
		assert_false(failed(alias_add(&t, S(cases[i].scheme), S("party:acme"),
		    S(cases[i].left), S("product:acme/x"), NULL)));
		struct slice found = alias_find(&t, S(cases[i].scheme), S("party:acme"),
		    S(cases[i].right));
		if (slice_is_null(found) == cases[i].same)
			fail_msg("%s and %s", cases[i].left, cases[i].right);
		alias_table_drop(&t);
		arena_drop(&a);
	}
}

static void
refusals_name_the_place(void **state)
{
	static const struct { const char *scheme, *party, *text, *subject; enum code want;
		uint64_t at; } cases[] = {
		{ "serial", "party:a", "x", "product:a/b", E_USAGE, 0 },
		{ "sku", "acme", "x", "product:a/b", E_SYNTAX, 0 },
		{ "sku", "product:a/b", "x", "product:a/b", E_SYNTAX, 0 },
		{ "sku", "party:A", "x", "product:a/b", E_SYNTAX, 6 },
		{ "sku", "party:a", "", "product:a/b", E_SYNTAX, 0 },
		{ "sku", "party:a", "x", "product:a/", E_SYNTAX, 10 },
		{ "mac", "party:a", "00:1B:44:11:3A", "product:a/b", E_SYNTAX, 14 },
		{ "mac", "party:a", "00:1B:44:11:3A:B7:", "product:a/b", E_SYNTAX, 17 },
		{ "mac", "party:a", "0:01B44113AB7", "product:a/b", E_SYNTAX, 1 },
		{ "mac", "party:a", "00::1B44113AB7", "product:a/b", E_SYNTAX, 3 },
		{ "mac", "party:a", "001B44113ABG", "product:a/b", E_SYNTAX, 11 },
		{ "hash", "party:a", "ab12", "product:a/b", E_SYNTAX, 0 },
		{ "hash", "party:a", "sha256:", "product:a/b", E_SYNTAX, 0 },
		{ "hash", "party:a", "sha256:xy", "product:a/b", E_SYNTAX, 7 },
		{ "purl", "party:a", "pkg:", "product:a/b", E_SYNTAX, 4 },
	};
	struct arena a = arena_init(KIB(64));
	struct alias_table t = alias_table_init(&a);
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct err e = {0};
		enum code got = alias_add(&t, S(cases[i].scheme), S(cases[i].party),
		    S(cases[i].text),
		    S(cases[i].subject), &e).code;
		if (got != cases[i].want || e.at != cases[i].at)
			fail_msg("%s %s %s: %s at %u", cases[i].scheme, cases[i].party,
			    cases[i].text,
			    code_name(got), (unsigned)e.at);
	}
	assert_int_equal(t.map.count, 0);
	alias_table_drop(&t);
	arena_drop(&a);
}

static void
a_full_arena_keeps_what_is_there(void **state)
{
	(void)state;
	for (size_t budget = 0; budget < 200; budget++) {
		struct arena a = arena_init(budget);
		struct alias_table t = alias_table_init(&a);
		bool done = !failed(alias_add(&t, S("sku"), S("party:a"), S("x"), S("product:a/b"),
		    NULL));
		assert_int_equal(done, !slice_is_null(alias_find(&t, S("sku"), S("party:a"),
		    S("x"))));
		alias_table_drop(&t);
		arena_drop(&a);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_alias_leads_to_one_subject),
		cmocka_unit_test(spellings_that_mean_the_same_are_one_alias),
		cmocka_unit_test(refusals_name_the_place),
		cmocka_unit_test(a_full_arena_keeps_what_is_there),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
