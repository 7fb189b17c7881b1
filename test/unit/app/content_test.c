/* content_test.c - what was read in one body, as rows: their order, what they are about, limits.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "app/evidence/content_row.h"
#include "app/inspect/intake.h"
#include "base/limits.h"
#include "codec/json.h"

static struct content_body
made_of(const struct body *b)
{
	struct content_body out = { .a = arena_init(MIB(64)) };
	struct err e = {0};
	assert_false(failed(content_rows_of(b, &out, &e)));
	for (size_t i = 0; i < out.count; i++)
		assert_int_equal(out.rows[i].ordinal, i);
	return out;
}

/* "name subject place value" of each row but the reading. */
static void
is(const struct content_body *rows, const char *wanted)
{
	AUTO(buf) text = buf_init(KIB(64));
	for (size_t i = 1; i < rows->count; i++) {
		const struct content_row *r = &rows->rows[i];
		buf_addf(&text, "%.*s %.*s %.*s %.*s\n", SLICE_FMT(r->name),
		    slice_is_null(r->subject) ? 1 : (int)r->subject.len,
		    slice_is_null(r->subject) ? "-" : (const char *)r->subject.at,
		    slice_is_null(r->place) ? 1 : (int)r->place.len,
		    slice_is_null(r->place) ? "-" : (const char *)r->place.at,
		    SLICE_FMT(r->value));
	}
	buf_add_byte(&text, 0);
	assert_string_equal((const char *)text.at, wanted);
}

static struct value
value_of(struct arena *a, const char *text)
{
	struct value v;
	assert_false(failed(json_tree(slice_of(text), MIB(1), a, &v, NULL)));
	return v;
}

static void
the_reading_comes_first(void **state)
{
	AUTO(arena) a = arena_init(MIB(1));
	struct body b = { .form = FORM_TABLE, .reading = reading_init(&a),
	    .findings = reasons_init(&a) };
	(void)state;
	b.reading.kind = SLICE("packing_list");
	b.reading.decoder = SLICE("table/1");
	b.reading.made_ms = 0;
	reading_find(&b.reading, FINDING_INPUT_MALFORMED, SLICE("B2"));
	struct content_body rows = made_of(&b);
	assert_int_equal(rows.count, 1);
	assert_true(slice_eq(rows.rows[0].decoder, SLICE("table/1")));
	assert_true(slice_eq(rows.rows[0].name, SLICE("reading")));
	assert_true(slice_is_null(rows.rows[0].subject) && slice_is_null(rows.rows[0].place));
	assert_true(slice_eq(rows.rows[0].value, SLICE("{\"findings\":[{\"id\":"
	    "\"INPUT_MALFORMED\",\"place\":\"B2\"}],\"form\":\"table\",\"kind\":\"packing_list\","
	    "\"made\":\"1970-01-01T00:00:00.000Z\",\"problem\":\"\",\"producer\":\"\","
	    "\"prose\":false,\"title\":\"\",\"valid_from\":null,\"valid_until\":null}")));
	content_drop(&rows, 1);
	b.reading = reading_init(&a);
	rows = made_of(&b);
	assert_true(slice_eq(rows.rows[0].decoder, SLICE("none")));
	content_drop(&rows, 1);
}

static void
facts_are_about_what_they_say_first(void **state)
{
	static const struct { const char *subject, *value, *wanted; } cases[] = {
		{ "batch:acme/B1", "{\"serial\":\"1\"}",
		    "f batch:acme/B1 A1 {\"serial\":\"1\"}\n" },
		{ "", "{\"batch\":\"B\",\"serial\":\"1\"}",
		    "f serial=1 A1 {\"batch\":\"B\",\"serial\":\"1\"}\n" },
		{ "", "{\"product\":\"product:acme/x\"}",
		    "f product:acme/x A1 {\"product\":\"product:acme/x\"}\n" },
		{ "", "{\"product\":\"x\",\"release\":\"5.4\"}",
		    "f release=5.4 A1 {\"product\":\"x\",\"release\":\"5.4\"}\n" },
		{ "", "{\"asset\":\"asset:acme/x#7\",\"serial\":\"\"}",
		    "f asset:acme/x#7 A1 {\"asset\":\"asset:acme/x#7\",\"serial\":\"\"}\n" },
		{ "", "{\"rows\":3}", "f - A1 {\"rows\":3}\n" },
		{ "", "{\"rows\":9007199254740993}", "f - A1 {}\n" },	/* no RFC 8785 form */
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(arena) a = arena_init(MIB(1));
		struct body b = { .reading = reading_init(&a), .findings = reasons_init(&a) };
		reading_fact(&b.reading, "f", slice_of(cases[i].subject), value_of(&a,
		    cases[i].value), SLICE("A1"));
		struct content_body rows = made_of(&b);
		is(&rows, cases[i].wanted);
		content_drop(&rows, 1);
	}
}

static void
mentions_that_a_fact_speaks_for_are_left_out(void **state)
{
	AUTO(arena) a = arena_init(MIB(1));
	struct body b = { .reading = reading_init(&a), .findings = reasons_init(&a) };
	(void)state;
	reading_fact(&b.reading, "f", SLICE(""), value_of(&a, "{\"serial\":\"1\"}"),
	    SLICE("/entries/6"));
	reading_mention(&b.reading, "serial", SLICE("1"), SLICE("/entries/6"));
	reading_mention(&b.reading, "serial", SLICE("1"), SLICE("/entries/6/serial"));
	reading_mention(&b.reading, "serial", SLICE("1"), SLICE("/entries/7/serial"));
	reading_mention(&b.reading, "serial", SLICE("1"), SLICE("/entries/7/serial"));
	reading_mention(&b.reading, "serial", SLICE("2"), SLICE("/entries/6"));
	reading_mention(&b.reading, "batch", SLICE("1"), SLICE("/entries/6"));
	reading_mention(&b.reading, "subject", SLICE("batch:acme/B1"), SLICE(""));
	struct content_body rows = made_of(&b);
	is(&rows, "f serial=1 /entries/6 {\"serial\":\"1\"}\n"
	    "mention serial=1 /entries/7/serial {\"scheme\":\"serial\",\"text\":\"1\"}\n"
	    "mention serial=2 /entries/6 {\"scheme\":\"serial\",\"text\":\"2\"}\n"
	    "mention batch=1 /entries/6 {\"scheme\":\"batch\",\"text\":\"1\"}\n"
	    "mention batch:acme/B1 - {\"scheme\":\"subject\",\"text\":\"batch:acme/B1\"}\n");
	content_drop(&rows, 1);
}

#define X16 "xxxxxxxxxxxxxxxx"
#define X63 X16 X16 X16 "xxxxxxxxxxxxxxx"

static void
words_of_prose_hold_a_digit(void **state)
{
	static const struct { const char *text, *wanted; } cases[] = {
		{ "no digits here", "" },
		{ "a 12 b", "" },
		{ "a 123 b", "word word=123 line 1 {\"text\":\"123\"}\n" },
		{ "(3127), \"3128\".\n3127 again: 3129:",
		    "word word=3127 line 1 {\"text\":\"3127\"}\n"
		    "word word=3128 line 1 {\"text\":\"3128\"}\n"
		    "word word=3129 line 2 {\"text\":\"3129\"}\n" },
		{ "see asset:acme/x#7.",
		    "word asset:acme/x#7 line 1 {\"text\":\"asset:acme/x#7\"}\n" },
		{ "-A-17-", "word word=A-17 line 1 {\"text\":\"A-17\"}\n" },
		{ "1" X63, "word word=1" X63 " line 1 {\"text\":\"1" X63 "\"}\n" },
		{ "12" X63, "" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(arena) a = arena_init(MIB(1));
		struct body b = { .reading = reading_init(&a), .findings = reasons_init(&a) };
		b.reading.prose = true;
		b.reading.text = slice_of(cases[i].text);
		struct content_body rows = made_of(&b);
		is(&rows, cases[i].wanted);
		content_drop(&rows, 1);
		b.reading.prose = false;
		rows = made_of(&b);
		assert_int_equal(rows.count, 1);
		content_drop(&rows, 1);
	}
}

static void
what_is_too_long_is_not_said(void **state)
{
	AUTO(arena) a = arena_init(MIB(4));
	AUTO(buf) words = buf_init(MIB(1)), filler = buf_init(KIB(16));
	struct body b = { .reading = reading_init(&a), .findings = reasons_init(&a) };
	(void)state;
	for (unsigned i = 0; i < 1001; i++)
		buf_addf(&words, "n%u ", 1000 + i);
	for (unsigned i = 0; i < 8193; i++)
		buf_add_byte(&filler, 'x');
	struct slice x = buf_slice(&filler);
	b.reading.prose = true;
	b.reading.text = buf_slice(&words);
	reading_mention(&b.reading, "serial", slice_sub(x, 0, 1017), slice_sub(x, 0, 8192));
	reading_mention(&b.reading, "serial", slice_sub(x, 0, 1018), slice_sub(x, 0, 8193));
	struct content_body rows = made_of(&b);
	assert_int_equal(rows.count, 1 + 2 + 1000);
	assert_int_equal(rows.rows[1].subject.len, 1024);
	assert_int_equal(rows.rows[1].place.len, 8192);
	assert_true(slice_is_null(rows.rows[2].subject) && slice_is_null(rows.rows[2].place));
	content_drop(&rows, 1);
}

/* --- rows of a reading that was made for something else --------------------------------------- */

static void
put_table(struct buf *out, unsigned rows)
{
	buf_add_text(out, "Serial number;Article;Batch;Date\r\n");
	for (unsigned i = 0; i < rows; i++)
		buf_addf(out, "%05u;IC-22;C-%u;2026-06-%02u\r\n", i, i % 7, 1 + i % 28);
}

/* Read alone, as from its file: what every table is compared with. */
static void
same_as_read_alone(const struct content_body *taken, struct slice bytes)
{
	struct content_body alone = { .digest = taken->digest, .bytes = bytes,
	    .size_bytes = bytes.len };
	struct err e = {0};
	assert_false(failed(content_read(&alone, 1, &e)));
	assert_true(alone.holds && taken->holds);
	assert_int_equal(taken->count, alone.count);
	for (size_t i = 0; i < alone.count; i++) {
		const struct content_row *a = &taken->rows[i], *b = &alone.rows[i];
		assert_true(a->ordinal == b->ordinal && slice_eq(a->digest, b->digest) &&
		    slice_eq(a->decoder, b->decoder) && slice_eq(a->name, b->name) &&
		    slice_eq(a->subject, b->subject) && slice_eq(a->place, b->place) &&
		    slice_eq(a->value, b->value));
	}
	content_drop(&alone, 1);
}

static void
a_large_table_is_read_once_and_a_small_one_twice(void **state)
{
	AUTO(buf) large = buf_init(MIB(4)), small = buf_init(MIB(4));
	struct content_plan plan;
	struct delivery d;
	struct err e = {0};
	const char *culprit;
	(void)state;
	put_table(&large, 10000);
	put_table(&small, 100);
	const struct intake_kept kept[] = {
		{ .name = SLICE("l.csv"), .bytes = buf_slice(&large), .size_bytes = large.len },
		{ .name = SLICE("m.csv"), .bytes = buf_slice(&large), .size_bytes = large.len },
		{ .name = SLICE("s.csv"), .bytes = buf_slice(&small), .size_bytes = small.len },
	};
	const struct intake_options options = { .kept = kept, .kept_count = COUNT(kept),
	    .threads = 2, .keep_all = true };
	assert_false(failed(intake_run(&options, &d, &culprit, &e)));
	assert_false(failed(content_of_tables(&d, &plan, &e)));
	assert_int_equal(plan.count, 1);
	assert_true(plan.at[0].count > 10000);
	assert_true(digest_eq(&plan.at[0].digest, &d.bodies[0].digest));
	same_as_read_alone(&plan.at[0], buf_slice(&large));
	content_plan_drop(&plan);
	delivery_drop(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_reading_comes_first),
		cmocka_unit_test(facts_are_about_what_they_say_first),
		cmocka_unit_test(mentions_that_a_fact_speaks_for_are_left_out),
		cmocka_unit_test(words_of_prose_hold_a_digit),
		cmocka_unit_test(what_is_too_long_is_not_said),
		cmocka_unit_test(a_large_table_is_read_once_and_a_small_one_twice),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
