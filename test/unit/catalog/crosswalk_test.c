/* crosswalk_test.c - what leads where, and that what nothing covers is always there.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "base/limits.h"
#include "catalog/crosswalk.h"
#include "catalog/shipped.h"

struct fixture { struct arena a; struct catalog_set set; struct build b; };

static void
start(struct fixture *f)
{
	static const char *const names[] = { "catalog/cra.json", "catalog/crosswalk.json",
	    "catalog/iec62443-4-1.json", "catalog/iec62443-4-2.json", "catalog/ssdf.json" };
	struct err e = {0};
	*f = (struct fixture){ .a = arena_init(MIB(64)) };
	f->b = (struct build){ .a = &f->a };
	for (size_t i = 0; i < COUNT(names); i++) {
		struct slice bytes;
		assert_true(shipped_find(slice_of(names[i]), &bytes));
		assert_false(failed(catalog_set_load(&f->set, bytes, SLICE("sha256:x"), &f->a,
		    &e)));
	}
}

static struct value
list(struct fixture *f, const char *from, const char *to, const char *about, const char *which)
{
	struct crosswalk_ask ask = { slice_of(from), slice_of(to), slice_of(about) };
	struct value rows;
	struct err e = {0};
	const char *place = NULL;
	struct rc done = crosswalk_list(&f->b, &f->set, &ask, &rows, &place, &e);
	assert_int_equal(failed(done), which != NULL);
	if (which != NULL) {
		assert_int_equal(done.code, E_USAGE);
		assert_string_equal(place, which);
	}
	return rows;
}

static bool
says(const struct value *row, const char *member, const char *text)
{
	return slice_eq(value_text(value_get(row, slice_of(member))), slice_of(text));
}

static void
test_list(void **state)
{
	struct fixture f;
	(void)state;
	start(&f);
	assert_int_equal(list(&f, NULL, NULL, NULL, NULL).count, 686);
	assert_int_equal(list(&f, "iec62443-4-1", "cra", NULL, NULL).count, 111);
	assert_int_equal(list(&f, "iec62443-4-2:2019", "cra", NULL, NULL).count, 181);
	assert_int_equal(list(&f, "cra", NULL, NULL, NULL).count, 0);
	assert_int_equal(list(&f, NULL, "sp800-161", NULL, NULL).count, 232);
	list(&f, "iec62443-4-9", NULL, NULL, "--from");
	list(&f, "iec62443-4-2:1999", NULL, NULL, "--from");
	list(&f, NULL, "cr", NULL, "--to");
	list(&f, NULL, NULL, "SM-99", "--for");
	list(&f, NULL, NULL, "iec62443-4-2:2019/SM-9", "--for");
	arena_drop(&f.a);
}

/* An id, a key and a full name mean the same row. */
static void
test_about(void **state)
{
	struct fixture f;
	(void)state;
	start(&f);
	size_t n = list(&f, NULL, NULL, "SM-9", NULL).count;
	assert_true(n > 0);
	assert_int_equal(list(&f, NULL, NULL, "iec62443-4-1:2018/SM-9", NULL).count, n);
	n = list(&f, NULL, "cra", "CR 3.4 RE(2)", NULL).count;
	assert_true(n > 0);
	assert_int_equal(list(&f, NULL, "cra", "CR-3.4-RE-2", NULL).count, n);
	assert_int_equal(list(&f, NULL, "cra", "iec62443-4-2:2019/CR-3.4-RE-2", NULL).count, n);
	arena_drop(&f.a);
}

static void
test_words(void **state)
{
	struct fixture f;
	size_t published = 0;
	(void)state;
	start(&f);
	struct value rows = list(&f, NULL, NULL, NULL, NULL);
	for (size_t i = 0; i < rows.count; i++) {
		bool guidance = value_get(&rows.items[i], SLICE("guidance"))->kind == VALUE_TRUE;
		bool nist = says(&rows.items[i], "basis", "nist-sp800-218-v1.1");
		assert_int_equal(guidance, !nist);
		assert_false(says(&rows.items[i], "confidence", "gap"));
		published += nist;
	}
	assert_int_equal(published, 101);
	assert_string_equal(crosswalk_confidence(SLICE("strong")), "direct");
	assert_string_equal(crosswalk_confidence(SLICE("partial")), "supporting");
	assert_string_equal(crosswalk_confidence(SLICE("weak")), "contextual");
	assert_string_equal(crosswalk_confidence(SLICE("related")), "adjacent");
	assert_string_equal(crosswalk_confidence(SLICE("none")), "gap");
	arena_drop(&f.a);
}

/* The 34 come first, each once; every row of the catalogue is a gap, ungraded, or strong. */
static void
test_gaps(void **state)
{
	struct fixture f;
	struct value rows;
	struct crosswalk_counts n;
	(void)state;
	start(&f);
	crosswalk_gaps(&f.b, &f.set, &rows, &n);
	assert_false(f.b.broken);
	assert_int_equal(n.open, 34);
	assert_int_equal(n.partly, 28 + 8 + 1);
	assert_int_equal(n.ungraded, 10);
	assert_int_equal(rows.count, n.open + n.partly + n.ungraded);
	assert_int_equal(rows.count + 20, 101);
	for (size_t i = 0; i < rows.count; i++) {
		assert_true(says(&rows.items[i], "state", i < 34 ? "open" : i < 71 ? "partly" :
		    "ungraded"));
		assert_int_equal(value_get(&rows.items[i], SLICE("requirement"))->kind,
		    VALUE_STRING);
		for (size_t k = 0; k < i; k++)
			assert_false(slice_eq(value_text(value_get(&rows.items[i], SLICE("id"))),
			    value_text(value_get(&rows.items[k], SLICE("id")))));
	}
	arena_drop(&f.a);
}

/* Without the catalogue that it is about, the table of coverage still says what is open. */
static void
test_gaps_alone(void **state)
{
	struct fixture f = { .a = arena_init(MIB(64)) };
	struct slice bytes;
	struct value rows;
	struct crosswalk_counts n;
	struct err e = {0};
	(void)state;
	f.b = (struct build){ .a = &f.a };
	crosswalk_gaps(&f.b, &f.set, &rows, &n);
	assert_int_equal(rows.count, 0);
	assert_true(shipped_find(SLICE("catalog/crosswalk.json"), &bytes));
	assert_false(failed(catalog_set_load(&f.set, bytes, SLICE("sha256:x"), &f.a, &e)));
	crosswalk_gaps(&f.b, &f.set, &rows, &n);
	assert_int_equal(n.open, 34);
	assert_int_equal(n.ungraded, 0);
	assert_int_equal(value_get(&rows.items[0], SLICE("requirement"))->kind, VALUE_NULL);
	assert_true(says(&rows.items[0], "id", "CRA-II-1"));
	arena_drop(&f.a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_list), cmocka_unit_test(test_about),
		cmocka_unit_test(test_words), cmocka_unit_test(test_gaps),
		cmocka_unit_test(test_gaps_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
