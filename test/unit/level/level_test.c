/* level_test.c - required rows, levels, and each row taken away in turn.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "base/limits.h"
#include "catalog/shipped.h"
#include "level/level.h"

static const struct slice types[] = { SLICE_INIT("software_application"),
	SLICE_INIT("embedded_device"), SLICE_INIT("host_device"), SLICE_INIT("network_device") };

struct fixture {
	struct arena		 a;
	struct catalog_set	 set;
	const struct catalog	*c;
};

static struct fixture
load(void)
{
	struct fixture f = { .a = arena_init(MIB(256)) };
	struct slice bytes;
	assert_true(shipped_find(SLICE("catalog/iec62443-4-2.json"), &bytes));
	assert_false(failed(catalog_set_load(&f.set, bytes, SLICE("sha256:1"), &f.a, NULL)));
	f.c = catalog_set_get(&f.set, SLICE("iec62443-4-2:2019"), (struct slice){0});
	assert_non_null(f.c);
	return f;
}

static struct level_plan
plan_of(struct fixture *f, const struct slice *list, size_t count)
{
	struct level_plan p;
	struct err e = {0};
	if (failed(level_plan_make(f->c, &f->set, list, count, &f->a, &p, &e)))
		fail_msg("%s", e.what);
	return p;
}

/* Figures that IEC 62443-4-2:2019 Annex B gives when its rows are counted. */
static void
rows_that_each_type_and_level_requires(void **state)
{
	static const size_t want[4][4] = { { 34, 53, 67, 73 }, { 36, 61, 77, 83 },
	    { 36, 62, 78, 84 }, { 40, 67, 86, 92 } };
	struct fixture f = load();
	(void)state;
	for (size_t t = 0; t < COUNT(types); t++) {
		struct level_plan p = plan_of(&f, &types[t], 1);
		assert_int_equal(p.common_count, 4);
		for (unsigned n = 1; n <= LEVEL_MAX; n++)
			assert_int_equal(level_required(&p, n), want[t][n - 1]);
	}
	struct level_plan all = plan_of(&f, types, COUNT(types));
	assert_int_equal(all.row_count, 122);
	assert_int_equal(level_required(&all, LEVEL_MAX), 122);
	arena_drop(&f.a);
}

static void
a_product_of_two_types_has_the_union(void **state)
{
	struct fixture f = load();
	const struct slice two[] = { types[3], types[0] };
	struct level_plan one = plan_of(&f, &types[3], 1), other = plan_of(&f, &types[0], 1),
	    both = plan_of(&f, two, 2);
	(void)state;
	for (size_t i = 0; i < f.c->item_count; i++)
		assert_int_equal(both.row_of[i] != LEVEL_NO_ROW,
		    one.row_of[i] != LEVEL_NO_ROW || other.row_of[i] != LEVEL_NO_ROW);
	arena_drop(&f.a);
}

static enum level_shown *
all_of(struct fixture *f, size_t count, enum level_shown shown)
{
	enum level_shown *at = ARENA_ARRAY(&f->a, enum level_shown, count);
	assert_non_null(at);
	for (size_t i = 0; i < count; i++)
		at[i] = shown;
	return at;
}

static struct level_result
compute(struct fixture *f, const struct level_plan *p, const enum level_shown *shown)
{
	struct level_result r;
	struct level_states s = { { shown, shown, shown } };
	assert_false(failed(level_compute(p, &s, &f->a, &r, NULL)));
	return r;
}

static void
everything_and_nothing(void **state)
{
	struct fixture f = load();
	(void)state;
	for (size_t t = 0; t < COUNT(types); t++) {
		struct level_plan p = plan_of(&f, &types[t], 1);
		struct level_result r = compute(&f, &p, all_of(&f, p.row_count, SHOWN_MET));
		for (unsigned fr = 0; fr < LEVEL_FRS; fr++)
			assert_string_equal(level_text(r.at[LEVEL_NATIVE][fr]), "4");
		r = compute(&f, &p, all_of(&f, p.row_count, SHOWN_NOTHING));
		for (unsigned fr = 0; fr < LEVEL_FRS; fr++)
			assert_string_equal(level_text(r.at[LEVEL_NATIVE][fr]), "0?");
		r = compute(&f, &p, all_of(&f, p.row_count, SHOWN_NOT_MET));
		for (unsigned fr = 0; fr < LEVEL_FRS; fr++)
			assert_string_equal(level_text(r.at[LEVEL_NATIVE][fr]), "0");
	}
	arena_drop(&f.a);
}

/* The level of one FR falls to below the row, with the mark for how it fell; no other changes, and
 * the row, with enhancements of it that the same level asks for, is what holds it back. */
static void
without_row(struct fixture *f, const struct level_plan *p, size_t row, enum level_shown shown)
{
	enum level_shown *at = all_of(f, p->row_count, SHOWN_MET);
	const struct level_row *x = &p->rows[row];
	at[row] = shown;
	struct level_result r = compute(f, p, at);
	for (unsigned way = 0; way < LEVEL_WAYS; way++)
		for (unsigned fr = 0; fr < LEVEL_FRS; fr++) {
			struct level_value v = r.at[way][fr];
			assert_int_equal(v.level, fr == x->fr ? x->from - 1 : LEVEL_MAX);
			assert_int_equal(v.mark, fr != x->fr ? LEVEL_WHOLE :
			    shown == SHOWN_NOT_MET ? LEVEL_SHORT : LEVEL_OPEN);
		}
	for (size_t i = 0; i < p->row_count; i++) {
		const struct level_row *y = &p->rows[i];
		bool enhances = y->base == row && y->from == x->from;
		assert_int_equal(level_holds_back(p, &r, LEVEL_NATIVE, i),
		    i == row || enhances);
	}
}

static void
each_row_taken_away_names_itself(void **state)
{
	struct fixture f = load();
	bool seen[256] = {0};
	size_t rows = 0;
	(void)state;
	for (size_t t = 0; t < COUNT(types); t++) {
		struct level_plan p = plan_of(&f, &types[t], 1);
		for (size_t i = 0; i < p.row_count; i++) {
			size_t item = (size_t)(p.rows[i].item - f.c->items);
			struct arena kept = f.a;
			f.a = arena_init(MIB(4));
			without_row(&f, &p, i, SHOWN_NOTHING);
			without_row(&f, &p, i, SHOWN_NOT_MET);
			arena_drop(&f.a);
			f.a = kept;
			rows += !seen[item];
			seen[item] = true;
		}
	}
	assert_int_equal(rows, 122);
	arena_drop(&f.a);
}

/* More that is shown never lowers a number; rows of level 4 are none in FR7. */
static void
more_shown_is_never_less(void **state)
{
	struct fixture f = load();
	struct level_plan p = plan_of(&f, types, COUNT(types));
	uint32_t seed = 20261127;
	(void)state;
	for (size_t i = 0; i < p.row_count; i++)
		assert_false(p.rows[i].fr == 6 && p.rows[i].from == 4);
	for (unsigned round = 0; round < 2000; round++) {
		struct arena kept = f.a;
		f.a = arena_init(MIB(4));
		enum level_shown *at = all_of(&f, p.row_count, SHOWN_MET);
		for (size_t i = 0; i < p.row_count; i++) {
			seed = seed * 1664525u + 1013904223u;
			if (seed >> 28 == 0)
				at[i] = (seed >> 20 & 1) != 0 ? SHOWN_NOTHING : SHOWN_NOT_MET;
		}
		struct level_result before = compute(&f, &p, at);
		size_t more = seed % p.row_count;
		at[more] = SHOWN_MET;
		struct level_result after = compute(&f, &p, at);
		for (unsigned fr = 0; fr < LEVEL_FRS; fr++)
			assert_true(after.at[0][fr].level >= before.at[0][fr].level);
		arena_drop(&f.a);
		f.a = kept;
	}
	arena_drop(&f.a);
}

/* --- corrections ------------------------------------------------------------------------------ */

static struct level_plan
corrected(struct fixture *f, const char *items, enum code want)
{
	struct slice text;
	struct level_plan p = {0};
	struct err e = {0};
	assert_true(arena_format(&f->a, &text, "{\"schema\":\"assurance-catalog/1\",\"catalog\":"
	    "\"acme-corrections\",\"standard\":{\"id\":\"ACME:2026\",\"title\":\"t\",\"edition\":"
	    "\"1\"},\"counts\":{\"items\":1},\"items\":[%s]}", items));
	if (failed(catalog_set_load(&f->set, text, SLICE("sha256:0"), &f->a, &e)))
		fail_msg("%s at %u", e.what, (unsigned)e.at);
	e = (struct err){0};
	assert_int_equal(level_plan_make(f->c, &f->set, &types[1], 1, &f->a, &p, &e).code, want);
	return p;
}

#define CORRECTS "\"corrects\":\"iec62443-4-2:2019/CR-1.1\","
#define ROW_HEAD "{\"id\":\"X 1\",\"kind\":\"correction\",\"title\":\"t\",\"evidence_kinds\":[],"

static void
a_correction_names_its_author(void **state)
{
	struct fixture f = load();
	(void)state;
	struct level_plan p = corrected(&f, ROW_HEAD CORRECTS
	    "\"author\":\"party:acme\",\"sl_c_from\":2,\"condition\":\"has users\","
	    "\"text\":\"own\"}", OK);
	const struct catalog_item *item = catalog_find(f.c, SLICE("2019"), SLICE("CR 1.1"));
	const struct level_row *row = &p.rows[p.row_of[item - f.c->items]];
	assert_int_equal(row->from, 2);
	assert_true(slice_eq(row->author, SLICE("party:acme")));
	assert_true(slice_eq(row->condition, SLICE("has users")));
	assert_true(slice_eq(row->text, SLICE("own")));
	assert_int_equal(level_required(&p, 1), 35);
	arena_drop(&f.a);
}

static void
corrections_that_are_refused(void **state)
{
	static const char *const bad[] = {
		ROW_HEAD CORRECTS "\"sl_c_from\":2}",
		ROW_HEAD "\"corrects\":\"iec62443-4-2:2019/CR-99\",\"author\":\"a\"}",
	};
	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct fixture f = load();
		(void)corrected(&f, bad[i], E_SCHEMA);
		arena_drop(&f.a);
	}
}

static void
types_that_are_refused(void **state)
{
	struct fixture f = load();
	struct level_plan p;
	struct slice none = SLICE("toaster");
	(void)state;
	assert_int_equal(level_plan_make(f.c, NULL, &none, 1, &f.a, &p, NULL).code, E_SCHEMA);
	assert_int_equal(level_plan_make(f.c, NULL, NULL, 0, &f.a, &p, NULL).code, E_SCHEMA);
	arena_drop(&f.a);
}

#define PROFILE(head, rows) "{\"schema\":\"assurance-catalog/1\",\"catalog\":\"pumps\"," \
	"\"standard\":{\"id\":\"Pumps:2026\",\"title\":\"x\"}," \
	"\"profile\":{" head "},\"items\":[" rows "]}"
#define BY_US "\"of\":\"iec62443-4-2:2019\",\"author\":\"us\""
#define SELECTS(id, key, more) "{\"id\":\"" id "\",\"title\":\"t\",\"selects\":" \
	"\"iec62443-4-2:2019/" key "\"" more "}"

static struct rc
by_profile(struct fixture *f, const char *text, size_t type, struct level_plan *p, struct err *e)
{
	assert_false(failed(catalog_set_load(&f->set, slice_of(text), SLICE("sha256:3"), &f->a,
	    e)));
	return level_plan_make(f->set.at[f->set.count - 1], &f->set, &types[type], 1, &f->a, p, e);
}

static void
a_profile_selects_rows_and_tailors_them(void **state)
{
	struct fixture f = load();
	struct level_plan p;
	struct err e = {0};
	(void)state;
	if (failed(by_profile(&f, PROFILE(BY_US, SELECTS("1", "CR-1.1-RE-1", ",\"sl_c_from\":1")
	    "," SELECTS("2", "CR-2.1", ",\"sl_c_from\":1,\"condition\":null") ","
	    SELECTS("3", "CR-3.1", ",\"condition\":\"at sea\"") ","
	    SELECTS("4", "CR-4.1", ",\"component_types\":[\"host_device\"]") ","
	    SELECTS("5", "NDR-1.6", "") "," SELECTS("6", "CCSC-1", "")), 1, &p, &e)))
		fail_msg("%s at %u", e.what, (unsigned)e.at);
	/* an enhancement whose base is not selected stands by itself */
	assert_int_equal(p.row_count, 3);
	assert_int_equal(p.common_count, 1);
	assert_ptr_equal(p.catalog, f.c);
	assert_true(slice_eq(p.profile->name, SLICE("pumps")));
	assert_true(slice_eq(p.rows[0].item->key, SLICE("CR-1.1-RE-1")));
	assert_int_equal(p.rows[0].from, 1);
	assert_int_equal(p.rows[0].base, LEVEL_NO_ROW);
	assert_true(slice_eq(p.rows[0].tailored_by, SLICE("us")));
	/* the same as the edition says is no tailoring */
	assert_true(slice_is_null(p.rows[1].tailored_by));
	assert_true(slice_eq(p.rows[2].condition, SLICE("at sea")));
	assert_true(slice_eq(p.rows[2].tailored_by, SLICE("us")));
	assert_int_equal(level_required(&p, 1), 3);
	arena_drop(&f.a);
}

static void
profiles_that_are_refused(void **state)
{
	static const struct { const char *text, *place; } cases[] = {
		{ PROFILE("\"of\":\"iec62443-4-2:1999\",\"author\":\"us\"",
		    SELECTS("1", "CR-1.1", "")), "{\"of" },
		{ PROFILE("\"of\":\"iec62443-4-2:2019\"", SELECTS("1", "CR-1.1", "")), "{\"of" },
		{ PROFILE(BY_US, SELECTS("1", "CR-99", "")), "\"iec62443-4-2:2019/CR-99" },
		{ PROFILE(BY_US, SELECTS("1", "CR-1.6", "")), "\"iec62443-4-2:2019/CR-1.6" },
		{ PROFILE(BY_US, SELECTS("1", "CR-1.2", "") "," SELECTS("2", "CR-1.2-", "")),
		    "\"iec62443-4-2:2019/CR-1.2-" },
		{ PROFILE(BY_US, SELECTS("1", "CR-1.2", "") "," SELECTS("2", "CR-1.2", "")), NULL },
		{ PROFILE(BY_US, "{\"id\":\"1\",\"title\":\"t\"}"), "{\"id\":\"1" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct fixture f = load();
		struct level_plan p;
		struct err e = {0};
		assert_int_equal(by_profile(&f, cases[i].text, 1, &p, &e).code, E_SCHEMA);
		/* null: the second of two of the same */
		const char *at = cases[i].place != NULL ? strstr(cases[i].text, cases[i].place) :
		    strrchr(cases[i].text, '/') - strlen("\"iec62443-4-2:2019");
		if (e.at != (uint64_t)(at - cases[i].text))
			fail_msg("%zu: %s at %u", i, e.what, (unsigned)e.at);
		arena_drop(&f.a);
	}
}

static void
a_single_number_is_the_lowest(void **state)
{
	struct level_value v[LEVEL_FRS] = { { 3, LEVEL_SHORT }, { 2, LEVEL_SHORT },
	    { 2, LEVEL_OPEN }, { 4, LEVEL_WHOLE }, { 4, LEVEL_WHOLE }, { 3, LEVEL_OPEN },
	    { 2, LEVEL_SHORT } };
	(void)state;
	assert_string_equal(level_text(level_lowest(v)), "2?");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_that_each_type_and_level_requires),
		cmocka_unit_test(a_product_of_two_types_has_the_union),
		cmocka_unit_test(everything_and_nothing),
		cmocka_unit_test(each_row_taken_away_names_itself),
		cmocka_unit_test(more_shown_is_never_less),
		cmocka_unit_test(a_correction_names_its_author),
		cmocka_unit_test(corrections_that_are_refused),
		cmocka_unit_test(types_that_are_refused),
		cmocka_unit_test(a_profile_selects_rows_and_tailors_them),
		cmocka_unit_test(profiles_that_are_refused),
		cmocka_unit_test(a_single_number_is_the_lowest),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
