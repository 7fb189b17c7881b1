/* json_test.c - the JSON reader against published data, by windows, and at its limits.
 * SPDX-License-Identifier: Apache-2.0 */
#include "corpus.h"

#include "base/limits.h"
#include "codec/jcs.h"
#include "codec/json.h"

/* Documents that the suite wants accepted and assay refuses: a name twice in one object. */
static const char *const duplicates[] = {
	"y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json",
};

/* Documents on which the suite leaves the choice; those that assay accepts. All others of them
 * it refuses: numbers are never converted, so their size does not matter; text must be UTF-8
 * without a mark and without lone surrogates; nesting ends at 64. */
static const char *const free_accepted[] = {
	"i_number_double_huge_neg_exp.json", "i_number_huge_exp.json",
	"i_number_neg_int_huge_exp.json", "i_number_pos_double_huge_exp.json",
	"i_number_real_neg_overflow.json", "i_number_real_pos_overflow.json",
	"i_number_real_underflow.json", "i_number_too_big_neg_int.json",
	"i_number_too_big_pos_int.json", "i_number_very_big_negative_int.json",
};

static bool
listed(const char *const *names, size_t count, struct slice name)
{
	for (size_t i = 0; i < count; i++)
		if (slice_eq(name, slice_of(names[i])))
			return true;
	return false;
}

static void
the_published_suite_is_decided_as_it_says(void **state)
{
	struct walk_entry *files;
	size_t count, refused = 0, accepted = 0, either = 0;
	struct arena a = arena_init(MIB(256));
	(void)state;
	const char *folder = corpus_folder(&a, "json-nst/test_parsing");
	assert_false(failed(file_walk(folder, &a, &files, &count, NULL)));
	for (size_t i = 0; i < count; i++) {
		struct value v;
		struct arena own = arena_init(MIB(16));
		struct slice name = files[i].path, in = corpus_file(&a, folder, name);
		bool ok = !failed(json_tree(in, MIB(1), &own, &v, NULL)), want = name.at[0] == 'y';
		if (name.at[0] == 'i')
			want = listed(free_accepted, COUNT(free_accepted), name);
		if (listed(duplicates, COUNT(duplicates), name))
			want = false;
		if (ok != want)
			fail_msg("%.*s was %s", SLICE_FMT(name), ok ? "accepted" : "refused");
		refused += name.at[0] == 'n';
		accepted += name.at[0] == 'y';
		either += name.at[0] == 'i';
		arena_drop(&own);
	}
	assert_int_equal(refused, 188);
	assert_int_equal(accepted, 95);
	assert_int_equal(either, 35);
	arena_drop(&a);
}

/* Pairs that hold numbers which assay never writes; they are refused. */
static const char *const fractional[] = { "structures.json", "values.json" };

static void
canonical_form_is_the_published_one(void **state)
{
	struct walk_entry *files;
	size_t count, pairs = 0;
	struct arena a = arena_init(MIB(64));
	(void)state;
	const char *inputs = corpus_folder(&a, "json-jcs/testdata/input");
	const char *outputs = corpus_folder(&a, "json-jcs/testdata/output");
	assert_false(failed(file_walk(inputs, &a, &files, &count, NULL)));
	for (size_t i = 0; i < count; i++) {
		struct value v;
		struct buf out = buf_init(MIB(1));
		struct slice want = corpus_file(&a, outputs, files[i].path);
		assert_false(failed(json_tree(corpus_file(&a, inputs, files[i].path), MIB(1), &a,
		    &v, NULL)));
		struct rc done = jcs_write(&v, &out, NULL);
		if (listed(fractional, COUNT(fractional), files[i].path))
			assert_int_equal(done.code, E_SCHEMA);
		else if (failed(done) || !slice_eq(buf_slice(&out), want))
			fail_msg("%.*s differs", SLICE_FMT(files[i].path));
		pairs++;
		buf_drop(&out);
	}
	assert_int_equal(pairs, 6);
	arena_drop(&a);
}

static void
refusals_name_the_place(void **state)
{
	static const struct {
		const char *name; struct slice in; enum code want; uint64_t at;
	} cases[] = {
		{ "empty", SLICE_INIT(""), E_SYNTAX, 0 },
		{ "only white space", SLICE_INIT(" \n"), E_SYNTAX, 2 },
		{ "a mark", SLICE_INIT("\xef\xbb\xbf{}"), E_SYNTAX, 0 },
		{ "two values", SLICE_INIT("{} 1"), E_SYNTAX, 3 },
		{ "duplicate name", SLICE_INIT("{\"a\":1,\"a\":2}"), E_SYNTAX, 7 },
		{ "duplicate by escape", SLICE_INIT("{\"a\":1,\"\\u0061\":2}"), E_SYNTAX, 7 },
		{ "same name in another object", SLICE_INIT("{\"a\":{\"a\":1}}"), OK, 0 },
		{ "same name after an inner object", SLICE_INIT("{\"a\":{\"b\":1},\"a\":2}"),
		    E_SYNTAX, 13 },
		{ "lone surrogate", SLICE_INIT("\"\\ud800\""), E_SYNTAX, 1 },
		{ "lone low surrogate", SLICE_INIT("\"x\\udc00\""), E_SYNTAX, 2 },
		{ "cut string", SLICE_INIT("[\"ab"), E_SYNTAX, 4 },
		{ "control character", SLICE_INIT("\"a\nb\""), E_SYNTAX, 2 },
		{ "bad UTF-8", SLICE_INIT("\"a\xff\""), E_SYNTAX, 2 },
		{ "no such escape", SLICE_INIT("\"a\\x\""), E_SYNTAX, 3 },
		{ "escaped zero", SLICE_INIT("\"\\u0000\""), OK, 0 },
		{ "trailing comma", SLICE_INIT("[1,]"), E_SYNTAX, 3 },
		{ "missing colon", SLICE_INIT("{\"a\" 1}"), E_SYNTAX, 5 },
		{ "leading zero", SLICE_INIT("[-01]"), E_SYNTAX, 2 },
		{ "wrong bracket", SLICE_INIT("[1}"), E_SYNTAX, 2 },
		{ "huge number", SLICE_INIT("123456789012345678901234567890.5e99999"), OK, 0 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct err e = {0};
		struct value v;
		struct arena a = arena_init(MIB(1));
		enum code got = json_tree(cases[i].in, MIB(1), &a, &v, &e).code;
		if (got != cases[i].want || e.at != cases[i].at)
			fail_msg("%s: code %d at %u", cases[i].name, (int)got, (unsigned)e.at);
		arena_drop(&a);
	}
}

static void
limits_hold_at_the_limit_and_one_beyond(void **state)
{
	char deep[2 * DEPTH_MAX + 3] = "";
	struct err e = {0};
	struct value v;
	struct arena a = arena_init(MIB(8));
	(void)state;
	memset(deep, '[', DEPTH_MAX);
	memset(deep + DEPTH_MAX, ']', DEPTH_MAX);
	assert_false(failed(json_tree(slice_of(deep), MIB(1), &a, &v, NULL)));
	memset(deep, '[', DEPTH_MAX + 1);
	assert_int_equal(json_tree(slice_of(deep), MIB(1), &a, &v, &e).code, E_LIMIT);
	assert_int_equal(e.at, DEPTH_MAX);
	assert_int_equal(json_tree(SLICE("[1]"), 2, &a, &v, NULL).code, E_LIMIT);
	assert_false(failed(json_tree(SLICE("[1]"), 3, &a, &v, NULL)));
	struct json_reader *r;
	struct json_token t;
	assert_false(failed(json_open(source_of(SLICE("[1,2]")), (struct json_budget){ 9, 99, 2 },
	    &r, NULL)));
	assert_false(failed(json_next(r, &t, NULL)));
	assert_false(failed(json_next(r, &t, NULL)));
	assert_int_equal(json_next(r, &t, NULL).code, E_LIMIT);
	assert_int_equal(json_next(r, &t, NULL).code, E_LIMIT);
	json_close(r);
	arena_drop(&a);
}

/* A source that shows `step` further bytes each time it is asked. */
struct drip { struct slice all; size_t step, window; };

static struct rc
drip_more(struct source *s, uint64_t keep, struct err *e)
{
	struct drip *d = s->context;
	size_t end = (size_t)s->base + s->window.len;
	(void)e;
	end = end + d->step > d->all.len ? d->all.len : end + d->step;
	s->window = slice_sub(d->all, (size_t)keep, end);
	s->base = keep;
	return DONE;
}

static void
windows_give_the_same_tokens(void **state)
{
	static const char text[] =
	    "{\"na\\u006de\" : [ 1.5e+10, -0, true , null,\n \"t\\u00e4\\ud83d"
	    "\\ude00xt\" ], \"\xc3\xa4\":{} , \"l\" : \"abcdefghijklmnopqrstuvwxyz\"}  ";
	const struct json_budget budget = { 9, 9999, 99 };
	(void)state;
	for (size_t cut = 0; cut < sizeof(text); cut++) {
		for (size_t step = 1; step < 18; step++) {
			struct drip d = { { (const uint8_t *)text, cut }, step, 0 };
			struct source windows = { .window = slice_sub(d.all, 0, 0), .more =
			    drip_more,
			    .context = &d };
			struct json_reader *x, *y;
			struct err e = {0}, f = {0};
			struct json_token t = {0}, u = {0};
			assert_false(failed(json_open(source_of(d.all), budget, &x, NULL)));
			assert_false(failed(json_open(windows, budget, &y, NULL)));
			while (e.code == OK && t.kind != JSON_END) {
				enum code a = json_next(x, &t, &e).code, b = json_next(y, &u,
				    &f).code;
				assert_int_equal(a, b);
				assert_int_equal(e.at, f.at);
				assert_int_equal(t.kind, u.kind);
				assert_int_equal(t.at, u.at);
				assert_true(slice_eq(t.text, u.text));
				assert_true(slice_eq(t.raw, u.raw));
			}
			assert_int_equal(e.code == OK, cut >= sizeof(text) - 3);
			json_close(x);
			json_close(y);
		}
	}
}

/* The kind of the token that comes after one skip. */
static enum json_kind
after_skip(const char *text, unsigned tokens, uint64_t *at)
{
	struct json_reader *r;
	struct json_token t = {0};
	assert_false(failed(json_open(source_of(slice_of(text)), (struct json_budget){ 9, 999, 99 },
	    &r, NULL)));
	while (tokens-- > 0)
		assert_false(failed(json_next(r, &t, NULL)));
	assert_false(failed(json_skip(r, NULL)));
	assert_false(failed(json_next(r, &t, NULL)));
	json_close(r);
	*at = t.at;
	return t.kind;
}

static void
skipping_ends_behind_what_was_begun(void **state)
{
	static const struct {
		const char *text; unsigned tokens; enum json_kind next; uint64_t at;
	} cases[] = {
		{ "[1,2]", 0, JSON_ARRAY, 0 },		/* nothing was read yet */
		{ "[[1,{}],2]", 1, JSON_END, 10 },
		{ "[[1,{}],2]", 2, JSON_NUMBER, 8 },
		{ "[[1,{}],2]", 3, JSON_OBJECT, 4 },		/* a scalar is past already */
		{ "[[],2]", 2, JSON_NUMBER, 4 },
		{ "{\"a\":{\"b\":[1]},\"c\":2}", 2, JSON_NAME, 15 },
		{ "{\"a\":{\"b\":[1]},\"c\":2}", 3, JSON_NAME, 15 },
		{ "{\"a\":1,\"c\":2}", 2, JSON_NAME, 7 },
		{ "{\"a\":1,\"c\":2}", 3, JSON_NAME, 7 },
		{ "{\"a\":{}}", 4, JSON_OBJECT_END, 7 },
		{ "1", 2, JSON_END, 1 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		uint64_t at;
		enum json_kind got = after_skip(cases[i].text, cases[i].tokens, &at);
		if (got != cases[i].next || at != cases[i].at)
			fail_msg("%s after %u: kind %d at %u", cases[i].text, cases[i].tokens,
			    (int)got, (unsigned)at);
	}
}

static void
what_is_skipped_is_checked(void **state)
{
	struct json_reader *r;
	struct json_token t;
	struct err e = {0};
	(void)state;
	assert_false(failed(json_open(source_of(SLICE("[{\"a\":1,\"a\":2}]")),
	    (struct json_budget){ 9, 99, 99 }, &r, NULL)));
	assert_false(failed(json_next(r, &t, NULL)));
	assert_int_equal(json_skip(r, &e).code, E_SYNTAX);
	assert_int_equal(e.at, 8);
	e = (struct err){0};
	assert_int_equal(json_skip(r, &e).code, E_SYNTAX);
	assert_int_equal(e.at, 8);
	json_close(r);
}

static void
many_names_stay_linear_and_within_memory(void **state)
{
	struct buf b = buf_init(MIB(64));
	struct err e = {0};
	struct json_token t = {0};
	struct json_reader *r;
	(void)state;
	buf_add_text(&b, "{\"x\":{");
	for (unsigned i = 0; i < 100000; i++)
		buf_addf(&b, "\"n%u\":1,", i);
	buf_add_text(&b, "\"n77777\":1}}");
	assert_false(failed(json_open(source_of(buf_slice(&b)), (struct json_budget){ 9, MIB(64),
	    9999999 }, &r, NULL)));
	while (!failed(json_next(r, &t, &e)))
		;
	assert_int_equal(e.code, E_SYNTAX);
	assert_int_equal(e.at, b.len - 12);
	json_close(r);
	buf_clear(&b);
	buf_add_text(&b, "{");
	for (unsigned i = 0; i < 2000000; i++)
		buf_addf(&b, "\"n%u\":1,", i);
	e = (struct err){0};
	assert_false(failed(json_open(source_of(buf_slice(&b)), (struct json_budget){ 9, MIB(64),
	    9999999 }, &r, NULL)));
	while (!failed(json_next(r, &t, &e)))
		;
	assert_int_equal(e.code, E_LIMIT);
	json_close(r);
	buf_drop(&b);
}

static void
canonical_order_is_by_utf16_units(void **state)
{
	struct arena a = arena_init(MIB(1));
	struct buf out = buf_init(999);
	struct value v;
	(void)state;
	assert_false(failed(json_tree(SLICE("{\"\\ufb33\":1,\"\\ud83d\\ude00\":2,\"\\u20ac\":3,"
	    "\"\\r\":4,\"1\":5,\"a\":{\"b\":[],\"a\":-7}}"), 999, &a, &v, NULL)));
	assert_false(failed(jcs_write(&v, &out, NULL)));
	assert_true(slice_eq(buf_slice(&out), SLICE("{\"\\r\":4,\"1\":5,\"a\":{\"a\":-7,\"b\":[]},"
	    "\"\xe2\x82\xac\":3,\"\xf0\x9f\x98\x80\":2,\"\xef\xac\xb3\":1}")));
	assert_int_equal(jcs_write(&(struct value){ .kind = VALUE_NUMBER, .text = SLICE("1.5") },
	    &out, NULL).code, E_SCHEMA);
	assert_int_equal(jcs_write(&(struct value){ .kind = VALUE_NUMBER,
	    .text = SLICE("9007199254740992") }, &out, NULL).code, E_SCHEMA);
	buf_drop(&out);
	arena_drop(&a);
}

static void
what_is_left_over_is_refused(void **state)
{
	struct arena a = arena_init(MIB(1));
	struct value v;
	struct err e = {0};
	(void)state;
	assert_false(failed(json_tree(SLICE("{\"a\":\"x\",\"b\":1}"), 99, &a, &v, NULL)));
	struct obj o = obj_open(&v);
	assert_true(slice_eq(obj_need_text(&o, "a", "expected a: text"), SLICE("x")));
	assert_int_equal(obj_end(&o, &e).code, E_SCHEMA);
	assert_int_equal(e.at, 9);
	e = (struct err){0};
	o = obj_open(&v);
	assert_true(slice_is_null(obj_need_text(&o, "b", "expected b: text")));
	assert_null(obj_any(&o, "a"));
	assert_int_equal(obj_end(&o, &e).code, E_SCHEMA);
	assert_int_equal(e.at, 13);
	assert_string_equal(e.what, "expected b: text");
	arena_drop(&a);
}

/* A value inside a larger text is read with the offsets of that text. */
static void
offsets_begin_where_the_source_does(void **state)
{
	struct json_reader *r;
	struct json_token t;
	struct err e = {0};
	struct source s = { .window = SLICE("{\"a\":x"), .base = 100 };
	(void)state;
	assert_false(failed(json_open(s, (struct json_budget){ 8, 7, 99 }, &r, NULL)));
	assert_false(failed(json_next(r, &t, NULL)));
	assert_int_equal(t.at, 100);
	assert_false(failed(json_next(r, &t, NULL)));
	assert_int_equal(t.at, 101);
	assert_int_equal(json_next(r, &t, &e).code, E_SYNTAX);
	assert_int_equal(e.at, 105);
	json_close(r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_published_suite_is_decided_as_it_says),
		cmocka_unit_test(canonical_form_is_the_published_one),
		cmocka_unit_test(refusals_name_the_place),
		cmocka_unit_test(limits_hold_at_the_limit_and_one_beyond),
		cmocka_unit_test(windows_give_the_same_tokens),
		cmocka_unit_test(skipping_ends_behind_what_was_begun),
		cmocka_unit_test(what_is_skipped_is_checked),
		cmocka_unit_test(many_names_stay_linear_and_within_memory),
		cmocka_unit_test(canonical_order_is_by_utf16_units),
		cmocka_unit_test(what_is_left_over_is_refused),
		cmocka_unit_test(offsets_begin_where_the_source_does),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
