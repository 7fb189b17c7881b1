/* asset_index_test.c - the index finds what comparing whole subjects finds, and nothing else.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../unit.h"

#include "fact/asset_index.h"

static void
same_as_search(const struct case_scope *s, struct slice subject, struct arena *a)
{
	struct asset_index x;
	assert_false(failed(asset_index_make(s, a, &x, NULL)));
	size_t want = asset_search(s->assets, s->asset_count, subject);
	assert_int_equal(asset_index_find(&x, subject), want);
}

/* In every list each text of all lists is looked for, and each with a byte less or more. */
static void
finds_what_a_search_finds(void **state)
{
	static const char *const lists[][6] = {
		{ NULL },
		{ "a", NULL },
		{ "asset:acme/x#1", "asset:acme/x#10", "asset:acme/x#2", NULL },
		{ "asset:acme/x#3101", "asset:acme/x#3102", "asset:acme/y#3101", NULL },
		{ "asset:a/b#000000001", "asset:a/b#000000002", "asset:a/b#000000002a", NULL },
		{ "asset:a", "asset:a/b", "asset:a/b#1", NULL },
		{ "\xfe", "\xff", "\xff\xff\xff\xff\xff\xff\xff\xff",
		    "\xff\xff\xff\xff\xff\xff\xff\xff\xff", NULL },
		{ "s1xxxxxxxx", "s1xxxxxxxxa", "s1xxxxxxxxb", "s1xxxxxxxxc", NULL },
	};
	struct arena a = arena_init(1 << 20);
	(void)state;
	for (size_t l = 0; l < COUNT(lists); l++) {
		struct slice assets[6];
		struct case_scope s = { .assets = assets };
		while (lists[l][s.asset_count] != NULL) {
			assets[s.asset_count] = slice_of(lists[l][s.asset_count]);
			s.asset_count++;
		}
		same_as_search(&s, SLICE(""), &a);
		for (size_t i = 0; i < s.asset_count; i++)
			assert_int_equal(asset_search(assets, s.asset_count, assets[i]), i);
		for (size_t k = 0; k < COUNT(lists); k++)
			for (size_t i = 0; lists[k][i] != NULL; i++) {
				struct slice text = slice_of(lists[k][i]), longer;
				assert_true(arena_join(&a, text, SLICE("0"), &longer));
				same_as_search(&s, text, &a);
				same_as_search(&s, longer, &a);
				same_as_search(&s, slice_sub(text, 0, text.len - 1), &a);
			}
	}
	arena_drop(&a);
}

/* Whichever fact is asked first, and asked again. */
static void
remembers_of_each_fact_its_own_asset(void **state)
{
	struct slice assets[] = { SLICE_INIT("asset:a/b#1"), SLICE_INIT("asset:a/b#2") };
	struct fact facts[] = { { .subject = SLICE("asset:a/b#2") }, { .subject = SLICE("x") },
	    { .subject = SLICE("asset:a/b#1") } };
	struct item items[] = { { .facts = facts, .fact_count = 1 },
	    { .fact_count = 0 },
	    { .facts = facts + 1, .fact_count = 2 } };
	const struct case_form form = { .items = items, .item_count = COUNT(items),
	    .scope = { .assets = assets, .asset_count = COUNT(assets) } };
	struct arena a = arena_init(1 << 16);
	struct asset_index x;
	struct fact_assets known;
	(void)state;
	assert_false(failed(asset_index_make(&form.scope, &a, &x, NULL)));
	assert_false(failed(fact_assets_make(&form, &a, &known, NULL)));
	for (int i = 0; i < 2; i++) {
		assert_int_equal(fact_asset(&known, &x, &form, &items[2], &facts[2]), 0);
		assert_int_equal(fact_asset(&known, &x, &form, &items[0], &facts[0]), 1);
		assert_int_equal(fact_asset(&known, &x, &form, &items[2], &facts[1]), SIZE_MAX);
	}
	arena_drop(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_what_a_search_finds),
		cmocka_unit_test(remembers_of_each_fact_its_own_asset),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
