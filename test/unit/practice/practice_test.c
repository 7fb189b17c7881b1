/* practice_test.c - written, practised, improving: every requirement, each record taken away.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "base/limits.h"
#include "base/time.h"
#include "catalog/shipped.h"
#include "codec/json.h"
#include "practice/practice.h"

#define NEW "process:acme/sdl@7"
#define OLD "process:acme/sdl@6"
#define OURS "release:acme/ic-22@5.4.2"
#define DAY 86400000

struct world {
	struct arena		 a;
	struct catalog_set	 set;
	struct case_form	 form;
	struct item		 items[256];
	struct slice		 releases[3];
	size_t			 release_count;
};

static struct world *
begin(void)
{
	struct world *w = test_calloc(1, sizeof(*w));
	struct slice bytes;
	w->a = arena_init(MIB(64));
	assert_true(shipped_find(SLICE("catalog/iec62443-4-1.json"), &bytes));
	assert_false(failed(catalog_set_load(&w->set, bytes, SLICE("sha256:1"), &w->a, NULL)));
	w->form.valid_at_ms = (int64_t)1000 * DAY;
	w->form.items = w->items;
	w->releases[0] = SLICE(OURS);
	w->release_count = 1;
	return w;
}

static void
end(struct world *w)
{
	arena_drop(&w->a);
	test_free(w);
}

/* An item with one fact; value: JSON with ' for ". */
static struct item *
add(struct world *w, const char *fact, const char *value, int64_t made_day)
{
	struct item *it = &w->items[w->form.item_count];
	struct slice text, id;
	struct err e = {0};
	assert_true(arena_format(&w->a, &id, "sha256:%04zu", w->form.item_count));
	*it = (struct item){ .id = id, .kind = SLICE("process_record"), .holding = HOLDING_KEPT,
	    .made_ms = made_day * DAY, .valid_from_ms = TIME_UNKNOWN,
	    .valid_until_ms = TIME_UNKNOWN, .recomputed_ms = TIME_UNKNOWN, .fact_count = 1,
	    .facts = ARENA_NEW(&w->a, struct fact) };
	assert_non_null(it->facts);
	assert_true(arena_copy(&w->a, slice_of(value), &text));
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] == '\'')
			((uint8_t *)(uintptr_t)text.at)[i] = '"';
	it->facts[0].name = slice_of(fact);
	if (failed(json_tree(text, MIB(1), &w->a, &it->facts[0].value, &e)))
		fail_msg("%s: %s", value, e.what);
	w->form.item_count++;
	return it;
}

static struct item *
add_for(struct world *w, const char *fact, const char *format, struct slice key, int64_t day)
{
	struct slice text;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	assert_true(arena_format(&w->a, &text, format, (int)key.len, (const char *)key.at));
#pragma GCC diagnostic pop
	assert_true(arena_format(&w->a, &text, "%.*s%c", SLICE_FMT(text), 0));
	return add(w, fact, (const char *)text.at, day);
}

#define WRITTEN_OF "{'process':'" NEW "','requirements':['%.*s'],'roles':['developer']}"
#define DONE_OF "{'process':'" NEW "','release':'" OURS "','requirements':['%.*s']," \
	"'performed_by':'lab','independence':'other_organisation'}"

/* Every requirement written, its role trained, and carried out once. */
static struct world *
full(void)
{
	struct world *w = begin();
	add(w, "training", "{'process':'" NEW "','role':'developer'}", 900);
	for (size_t i = 0; i < w->set.at[0]->item_count; i++) {
		add_for(w, "written", WRITTEN_OF, w->set.at[0]->items[i].key, 900);
		add_for(w, "execution", DONE_OF, w->set.at[0]->items[i].key, 950);
	}
	return w;
}

struct answer { struct practice_row *rows; size_t count; };

static struct answer
judge(struct world *w)
{
	struct answer x;
	const struct practice_wish wish = { w->set.at[0], &w->form, SLICE(NEW),
	    (int64_t)635 * DAY, w->releases, w->release_count };
	assert_false(failed(practice_judge(&wish, &w->a, &x.rows, &x.count, NULL)));
	return x;
}

static const struct practice_row *
row_of(const struct answer *x, const char *key)
{
	for (size_t i = 0; i < x->count; i++)
		if (slice_eq(x->rows[i].item->key, slice_of(key)))
			return &x->rows[i];
	fail_msg("no row %s", key);
	return NULL;
}

static void
nothing_carries_more_than_the_first_level(void **state)
{
	struct world *w = begin();
	(void)state;
	struct answer x = judge(w);
	assert_int_equal(x.count, 47);
	assert_int_equal(practice_lowest(x.rows, x.count), 1);
	end(w);
}

/* The only record of each requirement taken away in turn: that one falls, and no other. */
static void
each_record_taken_away(void **state)
{
	struct world *w = full();
	(void)state;
	struct answer x = judge(w);
	assert_int_equal(practice_lowest(x.rows, x.count), 3);
	for (size_t i = 0; i < 47; i++)
		for (unsigned what = 0; what < 2; what++) {
			struct item *it = &w->items[1 + 2 * i + what];
			it->valid_until_ms = 0;
			x = judge(w);
			for (size_t k = 0; k < x.count; k++) {
				unsigned want = k != i ? 3 : what == 0 ? 1 : 2;
				if (x.rows[k].level != want)
					fail_msg("%.*s: %u", SLICE_FMT(x.rows[k].item->key),
					    x.rows[k].level);
			}
			if (what == 1)
				assert_int_equal(x.rows[i].practised, PRACTISED_NOT);
			it->valid_until_ms = TIME_UNKNOWN;
		}
	end(w);
}

/* One sampled release is enough for the level; the others are named, whatever records they left
 * that do not count. */
static void
releases_of_the_sample_without_a_record_are_named(void **state)
{
	struct world *w = begin();
	(void)state;
	w->releases[1] = SLICE("release:acme/ic-22@5.4.3");
	w->releases[2] = SLICE("release:acme/ic-22@5.4.4");
	w->release_count = 3;
	add(w, "training", "{'process':'" NEW "','role':'developer'}", 900);
	add_for(w, "written", WRITTEN_OF, SLICE("SM-1"), 900);
	struct answer x = judge(w);
	assert_int_equal(row_of(&x, "SM-1")->lacking_count, 3);
	struct item *last = add(w, "execution", "{'process':'" NEW "','release':"
	    "'release:acme/ic-22@5.4.4','requirements':['SM-1']}", 950);
	add(w, "execution", "{'process':'" NEW "','release':'" OURS "','requirements':['SM-1']}",
	    600);						/* too old */
	add(w, "execution", "{'process':'" NEW "','release':'release:acme/ic-22@5.4.5',"
	    "'requirements':['SM-1']}", 950);			/* not in the sample */
	x = judge(w);
	const struct practice_row *row = row_of(&x, "SM-1");
	assert_int_equal(row->level, 3);
	assert_int_equal(row->lacking_count, 2);
	assert_true(slice_eq(row->lacking[0], w->releases[0]));
	assert_true(slice_eq(row->lacking[1], w->releases[1]));
	add(w, "execution", "{'process':'" NEW "','release':'" OURS "','requirements':['SM-1']}",
	    951);
	x = judge(w);
	row = row_of(&x, "SM-1");
	assert_int_equal(row->lacking_count, 1);
	assert_true(slice_eq(row->lacking[0], w->releases[1]));
	assert_ptr_equal(row->execution, last);
	end(w);
}

static void
why_a_record_does_not_count(void **state)
{
	static const struct { const char *value; int64_t day; enum practised_why want; } cases[] = {
		{ "{'process':'" OLD "','release':'" OURS "','requirements':['SM-1']}", 950,
		    PRACTISED_OTHER_PROCESS },
		{ "{'process':'" NEW "','release':'release:acme/ic-22@1','requirements':['SM-1']}",
		    950, PRACTISED_OTHER_RELEASE },
		{ "{'process':'" NEW "','release':'" OURS "','requirements':['SM-1']}", 600,
		    PRACTISED_OUTSIDE_PERIOD },
		{ "{'process':'" NEW "','release':'" OURS "','requirements':['SM-1']}", 1001,
		    PRACTISED_OUTSIDE_PERIOD },
		{ "{'process':'" NEW "','release':'" OURS "','requirements':['SM-1'],"
		    "'document':'sha256:none'}", 950, PRACTISED_GONE },
		{ "{'process':'" NEW "','release':'" OURS "','requirements':['SM-2']}", 950,
		    PRACTISED_NOT },
		{ "{'process':'" NEW "','release':'" OURS "','requirements':["
		    "'iec62443-4-1:2018/SM-1']}", 950, PRACTISED },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct world *w = begin();
		add(w, "training", "{'process':'" NEW "','role':'developer'}", 900);
		add_for(w, "written", WRITTEN_OF, SLICE("SM-1"), 900);
		add(w, "execution", cases[i].value, cases[i].day);
		struct answer x = judge(w);
		const struct practice_row *row = row_of(&x, "SM-1");
		if (row->practised != cases[i].want)
			fail_msg("%zu: %s", i, practised_name(row->practised));
		assert_int_equal(row->level, cases[i].want == PRACTISED ? 3 : 2);
		end(w);
	}
}

/* Whoever develops the product tests no penetration of it, whatever the record says of him. */
static void
testers_are_far_enough_away(void **state)
{
	static const struct { const char *key, *independence; bool enough; } cases[] = {
		{ "SVV-1", "none", false }, { "SVV-1", "other_person", false },
		{ "SVV-1", "other_department", true }, { "SVV-2", "other_person", false },
		{ "SVV-2", "other_organisation", true }, { "SVV-3", "none", false },
		{ "SVV-3", "other_person", true }, { "SVV-4", "other_person", false },
		{ "SVV-4", "other_department", true }, { "SVV-4", "other_organisation", true },
		{ "SVV-4", "", false }, { "SI-1", "none", true }, { "SM-1", "", true },
	};
	struct world *w = begin();
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (practice_independent(w->set.at[0], slice_of(cases[i].key),
		    slice_of(cases[i].independence)) != cases[i].enough)
			fail_msg("%s by %s", cases[i].key, cases[i].independence);
	add(w, "execution", "{'process':'" NEW "','release':'" OURS "','requirements':['SVV-4'],"
	    "'performed_by':'person:acme/dev','independence':'other_department'}", 950);
	struct answer x = judge(w);
	assert_int_equal(row_of(&x, "SVV-4")->practised, PRACTISED);
	add(w, "role", "{'process':'" NEW "','role':'developer','person':'person:acme/dev'}", 900);
	x = judge(w);
	assert_int_equal(row_of(&x, "SVV-4")->practised, PRACTISED_NOT_INDEPENDENT);
	end(w);
}

static void
roles_are_named_and_trained(void **state)
{
	struct world *w = begin();
	(void)state;
	add(w, "written", "{'process':'" NEW "','requirements':['SM-1']}", 900);
	add(w, "written", "{'process':'" OLD "','requirements':['SM-2'],'roles':[]}", 900);
	add_for(w, "written", WRITTEN_OF, SLICE("SM-3"), 900);
	struct answer x = judge(w);
	assert_int_equal(row_of(&x, "SM-1")->written, WRITTEN_NO_ROLES);
	assert_int_equal(row_of(&x, "SM-2")->written, WRITTEN_NOT);
	assert_int_equal(row_of(&x, "SM-3")->written, WRITTEN_UNTRAINED);
	assert_true(slice_eq(row_of(&x, "SM-3")->untrained, SLICE("developer")));
	end(w);
}

/* Points stand beside their indicator, each measured on its day. */
static struct item *
add_series(struct world *w, const char *value, const unsigned *days, size_t count)
{
	struct item *it = add(w, "indicator", value, 950);
	struct fact *facts = ARENA_ARRAY(&w->a, struct fact, count + 1);
	assert_non_null(facts);
	facts[0] = it->facts[0];
	for (size_t i = 0; i < count; i++) {
		char text[TIME_TEXT_BYTES];
		struct slice json;
		time_show((int64_t)days[i] * DAY, text);
		assert_true(arena_format(&w->a, &json, "{\"at\":\"%s\",\"value\":\"1\"}",
		    text));
		facts[1 + i].name = SLICE("point");
		assert_false(failed(json_tree(json, MIB(1), &w->a, &facts[1 + i].value, NULL)));
	}
	it->facts = facts;
	it->fact_count = count + 1;
	return it;
}

#define SERIES(process, rest) "{'process':'" process "','requirements':['DM-6']" rest "}"

static void
the_fourth_level_needs_a_series_and_a_change(void **state)
{
	static const struct { const char *value; unsigned days[4], count, want; } cases[] = {
		{ SERIES(NEW, ",'change':'c'"), { 700, 800, 900 }, 3, 4 },
		{ SERIES(NEW, ",'change':'c'"), { 100, 200, 900 }, 3, 4 },
		{ SERIES(NEW, ",'change':'c'"), { 800, 900 }, 2, 3 },
		{ SERIES(NEW, ""), { 700, 800, 900 }, 3, 3 },
		{ SERIES(OLD, ",'change':'c'"), { 700, 800, 900 }, 3, 3 },
		/* said twice is measured once; what is to come was not measured; all of it old */
		{ SERIES(NEW, ",'change':'c'"), { 800, 900, 900, 800 }, 4, 3 },
		{ SERIES(NEW, ",'change':'c'"), { 800, 900, 1001 }, 3, 3 },
		{ SERIES(NEW, ",'change':'c'"), { 100, 200, 300, 400 }, 4, 3 },
		{ SERIES(NEW, ",'change':'c','points':9"), { 0 }, 0, 3 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct world *w = full();
		add_series(w, cases[i].value, cases[i].days, cases[i].count);
		struct answer x = judge(w);
		if (row_of(&x, "DM-6")->level != cases[i].want)
			fail_msg("%zu: %u", i, row_of(&x, "DM-6")->level);
		assert_int_equal(row_of(&x, "DM-5")->level, 3);
		end(w);
	}
}

/* Approved, or held, later than the instant: nothing yet. A document gone: nothing any more. */
static void
what_is_written_is_there_at_the_instant(void **state)
{
	static const struct { const char *more; int64_t approved, held; enum written_why want; }
	cases[] = {
		{ "", 900, 900, WRITTEN },
		{ "", 1001, 900, WRITTEN_NOT_YET },
		{ "", 900, 1001, WRITTEN_UNTRAINED },
		{ ",'document':'sha256:none'", 900, 900, WRITTEN_GONE },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct world *w = begin();
		struct slice text;
		add(w, "training", "{'process':'" NEW "','role':'developer'}", cases[i].held);
		assert_true(arena_format(&w->a, &text, "{'process':'" NEW "','requirements':["
		    "'SM-1'],'roles':['developer']%s}%c", cases[i].more, 0));
		add(w, "written", (const char *)text.at, cases[i].approved);
		struct answer x = judge(w);
		if (row_of(&x, "SM-1")->written != cases[i].want)
			fail_msg("%zu: %s", i, written_name(row_of(&x, "SM-1")->written));
		end(w);
	}
}

/* The one that goes furthest says what is lacking, in whatever order they stand. */
static void
the_best_description_says_why(void **state)
{
	static const char *const texts[] = {
		"{'process':'" NEW "','requirements':['SM-1']}",
		"{'process':'" NEW "','requirements':['SM-1'],'roles':['tester']}",
	};
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct world *w = begin();
		add(w, "written", texts[i], 900);
		add(w, "written", texts[1 - i], 900);
		struct answer x = judge(w);
		assert_int_equal(row_of(&x, "SM-1")->written, WRITTEN_UNTRAINED);
		assert_true(slice_eq(row_of(&x, "SM-1")->untrained, SLICE("tester")));
		end(w);
	}
}

#define TEST_OF "{'process':'" NEW "','release':'" OURS "','requirements':['SVV-4']," \
	"'performed_by':'%s','independence':'other_department'%s}%c"

/* Whoever signed the record, or wrote or signed the report, is a tester as well. */
static void
a_developer_signs_no_test(void **state)
{
	static const struct { const char *by, *document, *anchor, *signer, *producer; bool near; }
	cases[] = {
		{ "lab", "", "person:acme/dev", "", "", true },
		{ "lab", "", "person:acme/qa", "", "", false },
		{ "lab", "", "", "person:acme/dev", "", true },
		{ "Person:ACME/Dev", "", "", "", "", true },
		{ "lab", ",'document':'sha256:0001'", "", "", "person:acme/dev", true },
		{ "lab", ",'document':'sha256:0001'", "", "", "lab", false },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct world *w = begin();
		struct slice text, subject = slice_of(cases[i].anchor);
		struct case_anchor anchor = { .id = SLICE("sha256:key"), .subjects = &subject,
		    .subject_count = subject.len > 0 };
		struct signature s = { .anchor = SLICE("sha256:key"),
		    .signer = slice_of(cases[i].signer), .status = SIGNATURE_GOOD };
		add(w, "role", "{'process':'" NEW "','role':'Developer',"
		    "'person':'person:acme/dev'}", 900);
		add(w, "report", "{}", 900)->producer = slice_of(cases[i].producer);
		assert_true(arena_format(&w->a, &text, TEST_OF, cases[i].by, cases[i].document, 0));
		struct item *it = add(w, "execution", (const char *)text.at, 950);
		it->signatures = &s;
		it->signature_count = 1;
		w->form.anchors = &anchor;
		w->form.anchor_count = 1;
		struct answer x = judge(w);
		if (row_of(&x, "SVV-4")->practised != (cases[i].near ? PRACTISED_NOT_INDEPENDENT :
		    PRACTISED))
			fail_msg("%zu: %s", i, practised_name(row_of(&x, "SVV-4")->practised));
		end(w);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_carries_more_than_the_first_level),
		cmocka_unit_test(each_record_taken_away),
		cmocka_unit_test(why_a_record_does_not_count),
		cmocka_unit_test(testers_are_far_enough_away),
		cmocka_unit_test(roles_are_named_and_trained),
		cmocka_unit_test(what_is_written_is_there_at_the_instant),
		cmocka_unit_test(releases_of_the_sample_without_a_record_are_named),
		cmocka_unit_test(the_best_description_says_why),
		cmocka_unit_test(a_developer_signs_no_test),
		cmocka_unit_test(the_fourth_level_needs_a_series_and_a_change),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
