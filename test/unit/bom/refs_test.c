/* refs_test.c - references that stand twice, found at every size up to the limit.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "bom/refs.h"

static bool
twice(struct refs *r, size_t n)
{
	char text[32];
	bool found;
	int len = snprintf(text, sizeof(text), "ref-%zu", n);
	struct slice s = { (const uint8_t *)text, (size_t)len };
	assert_false(failed(refs_add(r, s, &found, NULL)));
	return found;
}

static void
found_at_every_size(void **state)
{
	(void)state;
	AUTO(refs) r = refs_init();
	for (size_t n = 0; n < 10000; n++) {
		assert_false(twice(&r, n));
		assert_true(twice(&r, n / 2));
	}
	assert_int_equal(r.count, 10000);
}

static void
an_empty_text_is_a_reference(void **state)
{
	(void)state;
	AUTO(refs) r = refs_init();
	bool found;
	assert_false(failed(refs_add(&r, SLICE(""), &found, NULL)));
	assert_false(found);
	assert_false(failed(refs_add(&r, SLICE(""), &found, NULL)));
	assert_true(found);
}

static void
beyond_the_limit_nothing_is_kept(void **state)
{
	(void)state;
	AUTO(refs) r = refs_init();
	for (size_t n = 0; n < REFS_MAX; n++)
		assert_false(twice(&r, n));
	assert_int_equal(r.count, REFS_MAX);
	assert_int_equal(r.size, REFS_SLOTS_MAX);
	assert_false(twice(&r, REFS_MAX));
	assert_false(twice(&r, REFS_MAX));
	assert_true(twice(&r, REFS_MAX - 1));
	assert_int_equal(r.size, REFS_SLOTS_MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(found_at_every_size),
		cmocka_unit_test(an_empty_text_is_a_reference),
		cmocka_unit_test(beyond_the_limit_nothing_is_kept),
	};
	return cmocka_run_group_tests_name("refs", tests, NULL, NULL);
}
