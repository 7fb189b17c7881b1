/* state_test.c - derived rows: what holds when, what refers to what, what was read in a body.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fixture.h"

#include "base/buf.h"

/* A sink that writes what it is given as text, so that order and content show. */
static struct rc
tell_state(void *context, const struct state_row *row, struct err *e)
{
	struct buf *out = context;
	(void)e;
	buf_addf(out, "%.*s/%.*s %llu", SLICE_FMT(row->kind), SLICE_FMT(row->key),
	    (unsigned long long)row->from_pos);
	if (row->to_pos != STORE_OPEN)
		buf_addf(out, "-%llu", (unsigned long long)row->to_pos);
	buf_add_text(out, "; ");
	return DONE;
}

static struct rc
tell_link(void *context, struct slice rel, uint64_t from_pos, struct err *e)
{
	(void)e;
	buf_addf(context, "%.*s %llu; ", SLICE_FMT(rel), (unsigned long long)from_pos);
	return DONE;
}

static void
is(const struct buf *told, const char *want)
{
	if (!slice_eq(buf_slice(told), slice_of(want)))
		fail_msg("'%.*s' where '%s' was expected", SLICE_FMT(buf_slice(told)), want);
}

static struct state_row
row_of(const char *kind, const char *key, uint64_t from, uint64_t to)
{
	return (struct state_row){ slice_of(kind), slice_of(key), from, to };
}

static struct rc
add(struct store *s, const char *kind, const char *key, uint64_t from, uint64_t to,
    struct err *e)
{
	struct state_row row = row_of(kind, key, from, to);
	return store_state_add(s, &row, e);
}

static struct store *
scratch(void)
{
	struct store *s = NULL;
	good(store_open_scratch(&s, NULL));
	return s;
}

static void
a_row_is_seen_from_one_entry_to_another(void **state)
{
	/* entry 5 makes it, entry 9 ends it */
	static const struct { uint64_t known, from; } cases[] = {
		{ 0, 0 }, { 5, 0 }, { 6, 5 }, { 8, 5 }, { 9, 5 }, { 10, 9 }, { 11, 9 }, { 20, 9 },
		{ 21, 0 }, { 25, 0 }, { 26, 25 }, { 1000, 25 }, { STORE_OPEN, 25 },
	};
	struct store *s = scratch();
	struct state_row row;
	bool found;
	(void)state;
	good(add(s, "role", "k", 5, STORE_OPEN, NULL));
	good(store_state_end(s, SLICE("role"), SLICE("k"), 9, NULL));
	good(add(s, "role", "k", 9, STORE_OPEN, NULL));	/* the entry that ended one made the next */
	good(store_state_end(s, SLICE("role"), SLICE("k"), 20, NULL));
	good(add(s, "role", "k", 25, STORE_OPEN, NULL));
	for (size_t i = 0; i < COUNT(cases); i++) {
		good(store_state_get(s, SLICE("role"), SLICE("k"), cases[i].known, &row, &found,
		    NULL));
		assert_int_equal(found, cases[i].from != 0);
		if (found)
			assert_int_equal(row.from_pos, cases[i].from);
	}
	assert_int_equal(row.to_pos, STORE_OPEN);
	good(store_state_get(s, SLICE("role"), SLICE("other"), STORE_OPEN, &row, &found, NULL));
	assert_false(found);
	good(store_state_get(s, SLICE("anchor"), SLICE("k"), STORE_OPEN, &row, &found, NULL));
	assert_false(found);
	store_close(s);
}

static void
rows_of_one_key_never_overlap(void **state)
{
	static const struct { uint64_t from, to; bool fits; } cases[] = {
		{ 10, 20, false }, { 10, 15, false }, { 12, 15, false }, { 15, 25, false },
		{ 5, 11, false }, { 5, 30, false }, { 5, STORE_OPEN, false },
		{ 12, STORE_OPEN, false }, { 19, STORE_OPEN, false }, { 35, 45, false },
		{ 40, 41, false }, { 50, 51, false }, { 5, 10, true }, { 20, 40, true },
		{ 7, 8, false },
	};
	struct store *s = scratch();
	struct err e = {0};
	(void)state;
	good(add(s, "role", "k", 10, 20, NULL));
	good(add(s, "role", "k", 40, STORE_OPEN, NULL));
	for (size_t i = 0; i < COUNT(cases); i++) {
		if (cases[i].fits)
			good(add(s, "role", "k", cases[i].from, cases[i].to, NULL));
		else
			refused(add(s, "role", "k", cases[i].from, cases[i].to, &e), E_VERIFY,
			    NEVER_CHANGED);
	}
	good(add(s, "role", "l", 10, 20, NULL));
	refused(add(s, "role", "m", 10, 10, &e), E_VERIFY, OUT_OF_LIMITS);
	refused(add(s, "role", "m", 10, 9, &e), E_VERIFY, OUT_OF_LIMITS);
	refused(add(s, "", "m", 10, 11, &e), E_VERIFY, OUT_OF_LIMITS);
	refused(add(s, "role", "", 10, 11, &e), E_VERIFY, OUT_OF_LIMITS);
	refused(add(s, "role", "m", UINT64_MAX - 1, STORE_OPEN, &e), E_LIMIT,
	    "a number is too large for the store");
	refused(add(s, "role", "m", 1, UINT64_MAX - 1, &e), E_LIMIT,
	    "a number is too large for the store");
	refused(store_state_end(s, SLICE("role"), SLICE("l"), 30, &e), E_VERIFY,
	    "no open row of this kind and key");
	refused(store_state_end(s, SLICE("role"), SLICE("k"), 40, &e), E_VERIFY, OUT_OF_LIMITS);
	good(store_state_end(s, SLICE("role"), SLICE("k"), 41, NULL));
	refused(store_state_end(s, SLICE("role"), SLICE("k"), 42, &e), E_VERIFY,
	    "no open row of this kind and key");
	store_close(s);
}

static void
rows_of_a_kind_come_in_order(void **state)
{
	struct store *s = scratch();
	AUTO(buf) told = buf_init(1000);
	(void)state;
	good(add(s, "role", "b", 3, STORE_OPEN, NULL));
	good(add(s, "role", "a", 3, STORE_OPEN, NULL));
	good(add(s, "role", "z", 1, 4, NULL));
	good(add(s, "anchor", "x", 2, STORE_OPEN, NULL));
	static const struct { uint64_t known; const char *want; } cases[] = {
		{ 0, "" }, { 1, "" }, { 2, "role/z 1-4; " }, { 3, "role/z 1-4; " },
		{ 4, "role/z 1-4; role/a 3; role/b 3; " }, { 5, "role/a 3; role/b 3; " },
		{ STORE_OPEN, "role/a 3; role/b 3; " },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		buf_clear(&told);
		good(store_state_of_kind(s, SLICE("role"), cases[i].known, tell_state, &told,
		    NULL));
		is(&told, cases[i].want);
	}
	static const struct { uint64_t known; const char *want; } ever[] = {
		{ 1, "" }, { 2, "role/z 1-4; " }, { 3, "role/z 1-4; " },
		{ 4, "role/z 1-4; role/a 3; role/b 3; " },
		{ STORE_OPEN, "role/z 1-4; role/a 3; role/b 3; " },
	};
	for (size_t i = 0; i < COUNT(ever); i++) {
		buf_clear(&told);
		good(store_state_ever_of_kind(s, SLICE("role"), ever[i].known, tell_state, &told,
		    NULL));
		is(&told, ever[i].want);
	}
	store_close(s);
}

static void
about(struct store *s, const char *subject, const char *way, const char *kind, const char *key,
    uint64_t from)
{
	struct state_row row = row_of(kind, key, from, STORE_OPEN);
	good(store_state_subject_add(s, slice_of(subject), slice_of(way), &row, NULL));
}

static void
rows_about_a_subject_come_once(void **state)
{
	struct store *s = scratch();
	AUTO(buf) told = buf_init(1000);
	(void)state;
	good(add(s, "evidence", "e1", 4, STORE_OPEN, NULL));
	good(add(s, "evidence", "e2", 2, 6, NULL));
	good(add(s, "role", "r", 3, STORE_OPEN, NULL));
	about(s, "asset:a", "about", "evidence", "e1", 4);
	about(s, "asset:a", "body", "evidence", "e1", 4);
	about(s, "asset:a", "body", "evidence", "e1", 4);	/* said twice is said once */
	about(s, "asset:a", "about", "evidence", "e2", 2);
	about(s, "asset:a", "actor", "role", "r", 3);
	about(s, "asset:b", "about", "role", "r", 3);
	about(s, "asset:a", "about", "role", "gone", 1);	/* no such row of state */
	static const struct { const char *way, *kind; uint64_t known; const char *want; }
	    cases[] = {
		{ NULL, NULL, 5, "evidence/e2 2-6; role/r 3; evidence/e1 4; " },
		{ NULL, NULL, 4, "evidence/e2 2-6; role/r 3; " },
		{ NULL, NULL, 7, "role/r 3; evidence/e1 4; " },
		{ NULL, NULL, STORE_OPEN, "role/r 3; evidence/e1 4; " },
		{ NULL, "evidence", 5, "evidence/e2 2-6; evidence/e1 4; " },
		{ NULL, "role", 5, "role/r 3; " },
		{ "about", NULL, 5, "evidence/e2 2-6; evidence/e1 4; " },
		{ "body", NULL, 5, "evidence/e1 4; " },
		{ "actor", "evidence", 5, "" }, { "actor", "role", 5, "role/r 3; " },
		{ "", NULL, 5, "" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		buf_clear(&told);
		good(store_state_of_subject(s, SLICE("asset:a"), slice_of(cases[i].way),
		    slice_of(cases[i].kind), cases[i].known, tell_state, &told, NULL));
		is(&told, cases[i].want);
	}
	store_close(s);
}

static void
links_come_in_order(void **state)
{
	struct store *s = scratch();
	AUTO(buf) told = buf_init(1000);
	struct err e;
	(void)state;
	good(store_link_add(s, SLICE("evidence:1"), SLICE("supersedes"), 7, NULL));
	good(store_link_add(s, SLICE("evidence:1"), SLICE("based_on"), 7, NULL));
	good(store_link_add(s, SLICE("evidence:1"), SLICE("revokes"), 2, NULL));
	good(store_link_add(s, SLICE("evidence:1"), SLICE("revokes"), 2, NULL));
	good(store_link_add(s, SLICE("evidence:2"), SLICE("about"), 1, NULL));
	good(store_link_each(s, SLICE("evidence:1"), (struct slice){0}, STORE_OPEN, tell_link,
	    &told, NULL));
	is(&told, "revokes 2; based_on 7; supersedes 7; ");
	buf_clear(&told);
	good(store_link_each(s, SLICE("evidence:1"), (struct slice){0}, 7, tell_link, &told, NULL));
	is(&told, "revokes 2; ");
	buf_clear(&told);
	good(store_link_add(s, SLICE("evidence:1"), SLICE("revokes"), 9, NULL));
	good(store_link_each(s, SLICE("evidence:1"), SLICE("revokes"), 10, tell_link, &told, NULL));
	is(&told, "revokes 2; revokes 9; ");
	buf_clear(&told);
	good(store_link_each(s, SLICE("evidence:1"), SLICE("revokes"), 9, tell_link, &told, NULL));
	good(store_link_each(s, SLICE("evidence:1"), SLICE("about"), 9, tell_link, &told, NULL));
	is(&told, "revokes 2; ");
	refused(store_link_add(s, SLICE(""), SLICE("about"), 1, &e), E_VERIFY, OUT_OF_LIMITS);
	refused(store_link_add(s, SLICE("evidence:1"), SLICE("about"), UINT64_MAX, &e), E_LIMIT,
	    "a number is too large for the store");
	store_close(s);
}

static struct rc
tell_content(void *context, const struct content_row *row, struct err *e)
{
	(void)e;
	assert_int_equal(row->digest.len, 32);
	buf_addf(context, "%llu %.*s %.*s %s %s %.*s; ", (unsigned long long)row->ordinal,
	    SLICE_FMT(row->decoder), SLICE_FMT(row->name),
	    slice_is_null(row->subject) ? "null" : "text",
	    slice_is_null(row->place) ? "null" : "text", SLICE_FMT(row->value));
	return DONE;
}

static void
content_rows_are_kept_once(void **state)
{
	struct store *s = scratch();
	AUTO(buf) told = buf_init(1000);
	uint8_t a[32], b[32];
	struct err e;
	(void)state;
	struct content_row row = { digest32(1, a), 1, SLICE("x/1"), SLICE("fact"),
		SLICE("asset:a"), SLICE(""), SLICE("{\"n\":1}") };
	good(store_content_add(s, &row, NULL));
	good(store_content_add(s, &row, NULL));	/* the same again */
	row.value = SLICE("{\"n\":2}");
	refused(store_content_add(s, &row, &e), E_VERIFY,
	    "another reading of this body is kept already");
	row = (struct content_row){ digest32(1, a), 0, SLICE("x/1"), SLICE("reading"), {0}, {0},
		SLICE("{}") };
	good(store_content_add(s, &row, NULL));
	good(store_content_add(s, &row, NULL));
	row.subject = SLICE("");	/* not null */
	refused(store_content_add(s, &row, &e), E_VERIFY,
	    "another reading of this body is kept already");
	row.digest = digest32(2, b);
	good(store_content_add(s, &row, NULL));
	good(store_content_of_body(s, digest32(1, a), tell_content, &told, NULL));
	is(&told, "0 x/1 reading null null {}; 1 x/1 fact text text {\"n\":1}; ");
	row.ordinal = 1;
	row.value = SLICE("{");
	refused(store_content_add(s, &row, &e), E_VERIFY, OUT_OF_LIMITS);
	row.value = (struct slice){0};
	refused(store_content_add(s, &row, &e), E_VERIFY,
	    "a row with a value missing was refused by the store");
	row.digest = (struct slice){ b, 31 };
	row.value = SLICE("{}");
	refused(store_content_add(s, &row, &e), E_VERIFY, OUT_OF_LIMITS);
	store_close(s);
}

static void
content_rows_are_found_by_what_they_are_about(void **state)
{
	struct store *s = scratch();
	AUTO(buf) told = buf_init(1000);
	uint8_t a[32], b[32];
	bool there;
	(void)state;
	struct content_row row = { digest32(2, b), 0, SLICE("x/1"), SLICE("reading"), {0}, {0},
		SLICE("{}") };
	good(store_content_add(s, &row, NULL));
	row = (struct content_row){ digest32(2, b), 1, SLICE("x/1"), SLICE("listed"),
		SLICE("serial=3127"), SLICE("A2"), SLICE("{}") };
	good(store_content_add(s, &row, NULL));
	row.digest = digest32(1, a);
	row.ordinal = 7;
	row.name = SLICE("mention");
	good(store_content_add(s, &row, NULL));
	row.ordinal = 8;
	row.subject = SLICE("serial=31270");
	good(store_content_add(s, &row, NULL));
	good(store_content_about(s, SLICE("serial=3127"), tell_content, &told, NULL));
	is(&told, memcmp(a, b, 32) < 0 ?	/* by digest */
	    "7 x/1 mention text text {}; 1 x/1 listed text text {}; " :
	    "1 x/1 listed text text {}; 7 x/1 mention text text {}; ");
	buf_clear(&told);
	good(store_content_about(s, SLICE("serial=312"), tell_content, &told, NULL));
	is(&told, "");
	good(store_content_there(s, digest32(2, b), &there, NULL));
	assert_true(there);
	good(store_content_there(s, digest32(1, a), &there, NULL));
	assert_false(there);		/* it has no row 0 */
	store_close(s);
}

static struct rc
tell_row(void *context, struct slice table, struct slice row, struct err *e)
{
	struct buf *out = context;
	(void)e;
	buf_addf(out, "%.*s:", SLICE_FMT(table));
	buf_add(out, row);
	return DONE;
}

/* The same rows, begun with the one of this number. */
static void
derive(struct store *s, unsigned first)
{
	uint8_t id[32];
	for (unsigned i = 0; i < 8; i++) {
		unsigned k = (first + i * 3) % 8;
		char key[8];
		(void)snprintf(key, sizeof(key), "k%u", k / 2);
		struct state_row row = { SLICE("role"), slice_of(key), 10 + k % 2 * 10,
			k % 2 != 0 ? STORE_OPEN : 15 };
		struct content_row content = { digest32(k / 3, id), k, SLICE("x/1"),
			SLICE("reading"), {0}, SLICE("p"), SLICE("{}") };
		good(store_state_add(s, &row, NULL));
		good(store_state_subject_add(s, SLICE("asset:a"), SLICE("about"), &row, NULL));
		good(store_link_add(s, slice_of(key), SLICE("about"), k, NULL));
		good(store_content_add(s, &content, NULL));
	}
}

static void
the_order_of_rows_leaves_no_trace(void **state)
{
	AUTO(buf) want = buf_init(100000);
	(void)state;
	for (unsigned first = 0; first < 8; first++) {
		AUTO(buf) told = buf_init(100000);
		struct store *s = scratch();
		derive(s, first);
		good(store_derived_each(s, tell_row, &told, NULL));
		if (first == 0)
			buf_add(&want, buf_slice(&told));
		assert_true(told.len > 1000);
		assert_true(slice_eq(buf_slice(&told), buf_slice(&want)));
		store_close(s);
	}
}

static void
a_derived_row_has_one_form(void **state)
{
	static const char want[] =
	    "content:\0\0\0\x20" "01234567890123456789012345678901"
	    "\0\0\0\x08\0\0\0\0\0\0\x01\x02" "\0\0\0\x03x/1" "\0\0\0\x07reading"
	    "\xff\xff\xff\xff" "\0\0\0\0" "\0\0\0\x02{}"
	    "link:\0\0\0\x01t" "\0\0\0\x01r" "\0\0\0\x08\0\0\0\0\0\0\0\x03"
	    "state:\0\0\0\x01k" "\0\0\0\x01y" "\0\0\0\x08\0\0\0\0\0\0\0\x04" "\xff\xff\xff\xff"
	    "state_subject:\0\0\0\x01s" "\0\0\0\x01w" "\0\0\0\x01k" "\0\0\0\x01y"
	    "\0\0\0\x08\0\0\0\0\0\0\0\x04";
	struct store *s = scratch();
	AUTO(buf) told = buf_init(1000);
	(void)state;
	struct content_row content = { SLICE("01234567890123456789012345678901"), 258,
		SLICE("x/1"), SLICE("reading"), {0}, SLICE(""), SLICE("{}") };
	struct state_row row = row_of("k", "y", 4, STORE_OPEN);
	good(store_content_add(s, &content, NULL));
	good(store_link_add(s, SLICE("t"), SLICE("r"), 3, NULL));
	good(store_state_add(s, &row, NULL));
	good(store_state_subject_add(s, SLICE("s"), SLICE("w"), &row, NULL));
	good(store_derived_each(s, tell_row, &told, NULL));
	assert_true(slice_eq(buf_slice(&told), SLICE(want)));
	store_close(s);
}

static void
clearing_forgets_derived_rows_alone(void **state)
{
	const struct place *p = *state;
	AUTO(buf) told = buf_init(100000);
	AUTO(buf) again = buf_init(100000);
	place_fill(p, 4);
	struct store *s = place_open(p, STORE_WRITE);
	good(store_begin_write(s, NULL));
	derive(s, 0);
	good(store_derived_each(s, tell_row, &told, NULL));
	good(store_commit(s, NULL));
	good(store_begin_write(s, NULL));
	good(store_derived_clear(s, NULL));
	good(store_derived_each(s, tell_row, &again, NULL));
	assert_int_equal(again.len, 0);
	store_rollback(s);	/* and nothing was forgotten */
	good(store_begin_write(s, NULL));
	good(store_derived_each(s, tell_row, &again, NULL));
	assert_true(slice_eq(buf_slice(&told), buf_slice(&again)));
	good(store_derived_clear(s, NULL));
	derive(s, 3);
	buf_clear(&again);
	good(store_derived_each(s, tell_row, &again, NULL));
	assert_true(slice_eq(buf_slice(&told), buf_slice(&again)));
	assert_int_equal(size_now(s), 4);
	good(store_commit(s, NULL));
	store_close(s);
	store_close(place_open(p, STORE_READ));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, place_new, place_drop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_row_is_seen_from_one_entry_to_another),
		cmocka_unit_test(rows_of_one_key_never_overlap),
		cmocka_unit_test(rows_of_a_kind_come_in_order),
		cmocka_unit_test(rows_about_a_subject_come_once),
		cmocka_unit_test(links_come_in_order),
		cmocka_unit_test(content_rows_are_kept_once),
		cmocka_unit_test(content_rows_are_found_by_what_they_are_about),
		cmocka_unit_test(the_order_of_rows_leaves_no_trace),
		cmocka_unit_test(a_derived_row_has_one_form),
		TEST(clearing_forgets_derived_rows_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
