/* revisions_test.c - which revision of a check a name means, for a new evaluation and for a replay.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "criteria_table.h"

/* Two criteria; of the first the checks are given. */
static const char text[] =
    "apiVersion: assay/v1\n"
    "kind: Criteria\n"
    "metadata: {name: m, version: \"1\"}\n"
    "spec:\n"
    "  decision: product_acceptance\n"
    "  criteria:\n"
    "    - id: first\n"
    "      area: provenance\n"
    "      check: {%s}\n"
    "    - id: second\n"
    "      area: provenance\n"
    "      check: {serials: {ordered: {kind: purchase_order}}}\n";

#define NAMED(name) name ": {ordered: {kind: purchase_order}}"
#define PIN(criterion, check) { SLICE_INIT(criterion), SLICE_INIT(check) }
#define PINS_MAX 4

/* Revisions of `serials`, in the order of the first criterion's checks, then the second's. */
static const struct {
	const char	*rule, *checks;
	struct check_pin pins[PINS_MAX];
	size_t		 pin_count;
	const char	*want[3];
} cases[] = {
	{ "the newest, where nothing says otherwise", NAMED("serials"), { { { 0 }, { 0 } } }, 0,
	    { "serials/2", "serials/2" } },
	{ "the one that the criteria name", NAMED("serials/1"), { { { 0 }, { 0 } } }, 0,
	    { "serials/1", "serials/2" } },
	{ "the one that ran then", NAMED("serials"), { PIN("first", "serials/1") }, 1,
	    { "serials/1", "serials/2" } },
	{ "each criterion has its own", NAMED("serials"), { PIN("first", "serials/2"),
	    PIN("second", "serials/1") }, 2, { "serials/2", "serials/1" } },
	{ "what the criteria name is theirs, a pin or not", NAMED("serials/2"),
	    { PIN("first", "serials/1") }, 1, { "serials/2", "serials/2" } },
	{ "of two that ran, the one that no other name asks for",
	    NAMED("serials") ", " NAMED("serials/1"),
	    { PIN("first", "serials/1"), PIN("first", "serials/2") }, 2,
	    { "serials/2", "serials/1", "serials/2" } },
	{ "of two that ran, the older when the newer is named",
	    NAMED("serials") ", " NAMED("serials/2"),
	    { PIN("first", "serials/1"), PIN("first", "serials/2") }, 2,
	    { "serials/1", "serials/2", "serials/2" } },
	{ "pins of other checks and other criteria move nothing", NAMED("serials"),
	    { PIN("first", "serial/1"), PIN("first", "serials"), PIN("third", "serials/1"),
	    PIN("firs", "serials/1") }, 4, { "serials/2", "serials/2" } },
};

static void
a_name_means_one_revision(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(arena) a = arena_init(MIB(16));
		static struct criteria_errors errors;
		struct check_table table = checks;
		struct kind_set kinds;
		struct slice document;
		const struct criteria *c;
		struct err e = {0};
		size_t n = 0;
		table.pins = cases[i].pins;
		table.pin_count = cases[i].pin_count;
		assert_false(failed(kinds_shipped(&a, &kinds, &e)));
		assert_true(arena_format(&a, &document, "%.*s%s%s",
		    (int)(strstr(text, "%s") - text), text, cases[i].checks,
		    strstr(text, "%s") + 2));
		if (failed(load_by(&table, document, &kinds, &a, &c, &errors, &e)))
			fail_msg("%s: byte %zu: %s", cases[i].rule, (size_t)e.at, e.what);
		for (size_t k = 0; k < c->count; k++)
			for (size_t u = 0; u < c->criteria[k].check_count; u++, n++)
				if (!slice_eq(c->criteria[k].checks[u].name,
				    slice_of(cases[i].want[n])))
					fail_msg("%s: use %zu is %.*s", cases[i].rule, n,
					    SLICE_FMT(c->criteria[k].checks[u].name));
		assert_true(n == COUNT(cases[i].want) || cases[i].want[n] == NULL);
	}
}

static void
a_revision_is_found_by_its_whole_name(void **state)
{
	(void)state;
	assert_ptr_equal(check_find_exact(&checks, SLICE("serials/1")), &serials_1);
	assert_ptr_equal(check_find_exact(&checks, SLICE("serials/2")), &serials_2);
	assert_ptr_equal(check_find_named(&checks, SLICE("serials/1")), &serials_1);
	assert_ptr_equal(check_find_named(&checks, SLICE("serials")), &serials_2);
	static const char *const none[] = { "serials", "serials/", "serials/3", "serials/01",
	    "serials/1 ", "serial/1", "whole/1", "/1", "", "serials/-1", "serials/1/1" };
	for (size_t i = 0; i < COUNT(none); i++)
		if (check_find_exact(&checks, slice_of(none[i])) != NULL)
			fail_msg("\"%s\" is found", none[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_name_means_one_revision),
		cmocka_unit_test(a_revision_is_found_by_its_whole_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
