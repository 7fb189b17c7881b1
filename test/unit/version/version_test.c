/* version_test.c - which version comes first, and which lie in a range.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "base/limits.h"
#include "version/version.h"

/* Each before the next. */
static const char *const ordered[] = { "0", "0.0.1-0", "0.0.1-1", "0.0.1-10", "0.0.1-a",
	"0.0.1-a.1", "0.0.1-a.b", "0.0.1-b", "0.0.1", "0.9", "0.10", "1-rc", "v1", "1.0.1",
	"2.9.99", "2.10", "5.4.2", "5.4.3", "5.40", "20260101", "99999999999999999999998",
	"99999999999999999999999" };

static void
versions_stand_in_their_order(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(ordered); i++)
		for (size_t k = 0; k < COUNT(ordered); k++) {
			int c = 7;
			assert_true(version_cmp(slice_of(ordered[i]), slice_of(ordered[k]), &c));
			if ((c > 0) - (c < 0) != (i > k) - (i < k))
				fail_msg("%s and %s: %d", ordered[i], ordered[k], c);
		}
}

static void
some_are_alike(void **state)
{
	static const char *const same[][2] = { { "1", "1.0.0" }, { "V2.1", "v2.1" },
	    { "1.0+b1", "1.0+b2" }, { "01.002", "1.2" }, { "1-rc+x", "1.0-rc" } };
	(void)state;
	for (size_t i = 0; i < COUNT(same); i++) {
		int c = 7;
		assert_true(version_cmp(slice_of(same[i][0]), slice_of(same[i][1]), &c));
		assert_int_equal(c, 0);
	}
}

static void
some_have_no_order(void **state)
{
	static const char *const none[] = { "", "v", "1.", ".1", "1..2", "1.x", "R5", "1-",
	    "1-a..b", "1+", "1 2", "1%202", "2024a", "1-a_b", "vv1", "-1" };
	(void)state;
	for (size_t i = 0; i < COUNT(none); i++) {
		int c;
		if (version_cmp(slice_of(none[i]), SLICE("1"), &c) ||
		    version_cmp(SLICE("1"), slice_of(none[i]), &c))
			fail_msg("%s has an order", none[i]);
	}
}

static const struct { const char *rule, *range, *version; bool in; } cases[] = {
	{ "every version", "*", "R5 build 7", true },
	{ "but none is none", "*", "", false },
	{ "the first of it", ">=5.4.0,<5.4.3", "5.4", true },
	{ "the last of it", ">=5.4.0,<5.4.3", "5.4.2", true },
	{ "one above it", ">=5.4.0,<5.4.3", "5.4.3", false },
	{ "one below it", ">=5.4.0,<5.4.3", "5.3.99", false },
	{ "what comes before the first", ">=5.4.0", "5.4.0-rc.1", false },
	{ "up to and with", "<=5.4.2", "5.4.2", true },
	{ "and no further", "<=5.4.2", "5.4.2.1", false },
	{ "above and not with", ">5.4.2", "5.4.2", false },
	{ "5.40 is not 5.4", "<5.5", "5.40", false },
	{ "the very text", "=5.4.2", "5.4.2", true },
	{ "and no other of the same order", "=5.4.2", "5.4.2.0", false },
	{ "nor another build of it", "=5.4.2", "5.4.2+b7", false },
	{ "a text without an order", "=R5", "R5", true },
	{ "which lies in no range", ">=0", "R5", false },
	{ "one of two", ">=1,<2 | >=4,<5", "4.1", true },
	{ "the first of two", ">=1,<2 | >=4,<5", "1.9", true },
	{ "between the two", ">=1,<2 | >=4,<5", "3", false },
	{ "blanks do not matter", "  >=  1 ,<2", "1.5", true },
	{ "a range that is none", ">=1,", "1", false },
};

static void
what_lies_in_a_range(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (version_in_range(slice_of(cases[i].version), slice_of(cases[i].range)) !=
		    cases[i].in)
			fail_msg("%s", cases[i].rule);
}

static void
what_is_no_range(void **state)
{
	static const struct { const char *text; size_t at; } none[] = { { "", 0 }, { "5.4", 0 },
	    { ">=", 0 }, { ">=5.4,", 6 }, { ">=5.4,,<6", 6 }, { ">=1|", 4 }, { ">=1|R5", 4 },
	    { "<R5", 0 }, { "=a b", 0 }, { "* ,<1", 0 }, { "<1,*", 3 }, { "~1", 0 } };
	static char longest[VERSION_RANGE_BYTES_MAX + 1];
	(void)state;
	for (size_t i = 0; i < COUNT(none); i++) {
		struct err e = {0};
		struct rc done = version_range_check(slice_of(none[i].text), &e);
		if (done.code != E_SYNTAX || e.at != none[i].at)
			fail_msg("'%s': code %d at %zu", none[i].text, done.code, (size_t)e.at);
	}
	memset(longest, '1', sizeof(longest));
	longest[0] = '<';
	struct slice all = { (const uint8_t *)longest, sizeof(longest) };
	assert_int_equal(version_range_check(all, NULL).code, E_LIMIT);
	all.len--;
	assert_int_equal(version_range_check(all, NULL).code, OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(versions_stand_in_their_order), cmocka_unit_test(some_are_alike),
		cmocka_unit_test(some_have_no_order), cmocka_unit_test(what_lies_in_a_range),
		cmocka_unit_test(what_is_no_range),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
