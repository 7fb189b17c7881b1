/* diff_test.c - what one catalogue says otherwise than another: rows by key, members that are null,
 * what is required, corrections, refusals with their places.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "base/limits.h"
#include "catalog/diff.h"

#define HEAD "{\"schema\":\"assurance-catalog/1\",\"catalog\":\"house\"," \
    "\"standard\":{\"id\":\"House:2026\",\"title\":\"t\"}," \
    "\"component_types\":[{\"id\":\"host_device\"}],\"items\":["
#define ROW_A "{\"id\":\"A 1\",\"kind\":\"cr\",\"title\":\"one\",\"fr\":\"FR1\"," \
    "\"sl_c_from\":1,\"condition\":null,\"component_types\":[\"host_device\"]}"
#define ROW_B "{\"id\":\"B 1\",\"kind\":\"cr\",\"title\":\"two\",\"fr\":\"FR2\"," \
    "\"sl_c_from\":2,\"component_types\":[\"host_device\"]}"
#define FIX_HEAD "{\"schema\":\"assurance-catalog/1\",\"catalog\":\"fix\"," \
    "\"standard\":{\"id\":\"Fix:2026\",\"title\":\"t\"},\"items\":["

struct pair {
	struct arena		a;
	struct build		b;
	struct catalog		older, newer;
	struct catalog_diff	d;
};

static struct rc
diff(struct pair *p, const char *older, const char *newer, struct err *e)
{
	*p = (struct pair){ .a = arena_init(MIB(4)) };
	p->b = (struct build){ .a = &p->a };
	if (failed(catalog_load(slice_of(older), SLICE("sha256:"), &p->a, &p->older, e)) ||
	    failed(catalog_load(slice_of(newer), SLICE("sha256:"), &p->a, &p->newer, e)))
		fail_msg("%s at %u", e->what, (unsigned)e->at);
	return catalog_diff_find(&p->b, &p->older, &p->newer, &p->d, e);
}

/* "part change id member" of the n-th change. */
static void
expect_change(const struct pair *p, size_t n, const char *part, const char *change, const char *id,
    const char *member)
{
	static const char *const names[] = { "part", "change", "id", "member" };
	const char *const want[] = { part, change, id, member };
	assert_true(n < p->d.changes.count);
	for (size_t i = 0; i < COUNT(names); i++) {
		struct slice got = value_text(value_get(&p->d.changes.items[n],
		    slice_of(names[i])));
		if (!slice_eq(got, slice_of(want[i])))
			fail_msg("change %zu: %s is %.*s", n, names[i], SLICE_FMT(got));
	}
}

static void
the_same_has_no_change(void **state)
{
	struct pair p;
	struct err e = {0};
	(void)state;
	/* a member that is null, or in another place, is none the less the same */
	assert_false(failed(diff(&p, HEAD ROW_A "]}", HEAD
	    "{\"title\":\"one\",\"id\":\"A 1\",\"fr\":\"FR1\",\"kind\":\"cr\",\"sl_c_from\":1,"
	    "\"base\":null,\"component_types\":[\"host_device\"]}]}", &e)));
	assert_int_equal(p.d.changes.count, 0);
	assert_int_equal(p.d.rows_untouched, 1);
	arena_drop(&p.a);
}

static void
rows_come_go_and_change(void **state)
{
	struct pair p;
	struct err e = {0};
	(void)state;
	assert_false(failed(diff(&p, HEAD ROW_A "," ROW_B "]}", HEAD
	    "{\"id\":\"A 1\",\"kind\":\"cr\",\"title\":\"one\",\"fr\":\"FR1\",\"sl_c_from\":2,"
	    "\"component_types\":[\"host_device\"],\"note\":\"n\"},"
	    "{\"id\":\"C 1\",\"kind\":\"cr\",\"title\":\"three\"}],\"x\":{\"y\":1}}", &e)));
	assert_int_equal(p.d.rows_added, 1);
	assert_int_equal(p.d.rows_removed, 1);
	assert_int_equal(p.d.rows_changed, 1);
	assert_int_equal(p.d.rows_untouched, 0);
	expect_change(&p, 0, "row", "changed", "A-1", "sl_c_from");
	expect_change(&p, 1, "row", "changed", "A-1", "note");
	expect_change(&p, 2, "row", "removed", "B-1", NULL);
	expect_change(&p, 3, "row", "added", "C-1", NULL);
	/* one row of level 1 became one of 2, one of 2 went: 1, 2, 2, 2 was, 0, 1, 1, 1 is */
	expect_change(&p, 4, "required", "changed", "host_device/SL1", "SL1");
	expect_change(&p, 7, "required", "changed", "host_device/SL4", "SL4");
	expect_change(&p, 8, "required", "changed", "FR1/SL1", "SL1");
	expect_change(&p, 9, "required", "changed", "FR2/SL2", "SL2");
	expect_change(&p, 12, "document", "changed", "x", "x");
	assert_int_equal(p.d.changes.count, 13);
	arena_drop(&p.a);
}

static void
corrections_are_held_against_what_they_correct(void **state)
{
	struct pair p;
	struct err e = {0};
	(void)state;
	assert_false(failed(diff(&p, HEAD ROW_A "," ROW_B "]}", FIX_HEAD
	    "{\"id\":\"1\",\"title\":\"t\",\"corrects\":\"house:2026/B-1\",\"author\":\"jo\","
	    "\"sl_c_from\":1,\"condition\":null},"
	    "{\"id\":\"2\",\"title\":\"t\",\"corrects\":\"other:2026/B-1\",\"author\":\"jo\"},"
	    "{\"id\":\"3\",\"title\":\"a row of its own\"}]}", &e)));
	assert_int_equal(p.d.relation, RELATION_CORRECTION);
	assert_int_equal(p.d.rows_changed, 1);
	assert_int_equal(p.d.rows_untouched, 1);
	assert_int_equal(p.d.rows_added + p.d.rows_removed, 0);
	expect_change(&p, 0, "row", "changed", "B-1", "sl_c_from");
	assert_true(slice_eq(value_text(value_get(&p.d.changes.items[0], SLICE("author"))),
	    SLICE("jo")));
	expect_change(&p, 1, "required", "changed", "host_device/SL1", "SL1");
	expect_change(&p, 2, "required", "changed", "FR2/SL1", "SL1");
	assert_int_equal(p.d.changes.count, 3);
	arena_drop(&p.a);
}

static void
a_profile_is_held_against_what_it_selects_from(void **state)
{
	struct pair p;
	struct err e = {0};
	(void)state;
	assert_false(failed(diff(&p, HEAD ROW_A "," ROW_B "]}", "{\"profile\":{\"of\":"
	    "\"house:2026\",\"author\":\"us\"}," "\"schema\":\"assurance-catalog/1\","
	    "\"catalog\":\"pumps\",\"items\":[{\"id\":\"1\",\"title\":\"t\","
	    "\"selects\":\"house:2026/A-1\",\"sl_c_from\":3,"
	    "\"component_types\":[\"network_device\"]}]}", &e)));
	assert_int_equal(p.d.relation, RELATION_PROFILE);
	assert_int_equal(p.d.rows_changed, 1);
	assert_int_equal(p.d.rows_removed, 1);
	assert_int_equal(p.d.rows_untouched, 0);
	expect_change(&p, 0, "row", "changed", "A-1", "sl_c_from");
	expect_change(&p, 1, "row", "removed", "B-1", NULL);
	/* not of this type any more: 1, 2, 2, 2 were, none is */
	expect_change(&p, 2, "required", "changed", "host_device/SL1", "SL1");
	expect_change(&p, 5, "required", "changed", "host_device/SL4", "SL4");
	int64_t left = -1;
	assert_true(value_int(value_get(&p.d.changes.items[5], SLICE("new")), &left));
	assert_int_equal(left, 0);
	arena_drop(&p.a);
}

static void
what_cannot_be_held_against_is_refused(void **state)
{
	static const struct { const char *name, *rows; enum code want; bool placed; } cases[] = {
		{ "no such row", "{\"id\":\"1\",\"title\":\"t\",\"corrects\":\"house:2026/Z-1\","
		    "\"author\":\"jo\"}", E_SCHEMA, true },
		{ "no author", "{\"id\":\"1\",\"title\":\"t\",\"corrects\":\"house:2026/A-1\"}",
		    E_SCHEMA, true },
		{ "no full name", "{\"id\":\"1\",\"title\":\"t\",\"corrects\":\"A-1\","
		    "\"author\":\"jo\"}", E_SCHEMA, true },
		{ "of another catalogue alone", "{\"id\":\"1\",\"title\":\"t\",\"corrects\":"
		    "\"other:2026/A-1\",\"author\":\"jo\"}", E_USAGE, false },
		{ "of another edition alone", "{\"id\":\"1\",\"title\":\"t\",\"corrects\":"
		    "\"house:2025/A-1\",\"author\":\"jo\"}", E_USAGE, false },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct pair p;
		struct err e = {0};
		char newer[1000];
		(void)snprintf(newer, sizeof(newer), "%s%s]}", FIX_HEAD, cases[i].rows);
		struct rc done = diff(&p, HEAD ROW_A "]}", newer, &e);
		if (done.code != cases[i].want || e.at != (cases[i].placed ?
		    sizeof(FIX_HEAD) - 1 : 0))
			fail_msg("%s: %d at %u", cases[i].name, (int)done.code, (unsigned)e.at);
		arena_drop(&p.a);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_has_no_change),
		cmocka_unit_test(rows_come_go_and_change),
		cmocka_unit_test(corrections_are_held_against_what_they_correct),
		cmocka_unit_test(a_profile_is_held_against_what_it_selects_from),
		cmocka_unit_test(what_cannot_be_held_against_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
