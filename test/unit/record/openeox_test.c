/* openeox_test.c - OpenEoX Core: what is required, what a time is, what contradicts itself.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "base/limits.h"
#include "codec/json.h"
#include "record/openeox.h"

#define S "'$schema':'" OPENEOX_SCHEMA "'"
#define DRAFT "'$schema':'https://docs.oasis-open.org/openeox/v1.0/schema/core.json'"
#define U ",'last_updated':'2026-02-03T04:05:06Z'"
#define L "'end_of_life':'2031-06-30T12:00:00Z'"
#define E ",'end_of_security_support':'2030-12-31T23:59:59Z'"

/* Written with ' for " and ^ before the value where a complaint is expected. */
static const struct {
	const char	*name;
	struct slice	 in;
	enum code	 want;
} cases[] = {
	{ "all dates", SLICE_INIT("{" S "," L ",'end_of_sales':'2027-09-01T23:59:59Z'" E
	    ",'general_availability':'2021-01-02T12:00:00Z'" U "}"), OK },
	{ "without a date of availability", SLICE_INIT("{" S "," L
	    ",'end_of_sales':'2027-09-01T23:59:59Z'" E U "}"), OK },
	{ "what is required, in the draft's name", SLICE_INIT("{" DRAFT "," L E U "}"), OK },
	{ "the life is still to be announced", SLICE_INIT("{" DRAFT ",'end_of_life':'tba'" E U
	    "}"), OK },
	{ "both are", SLICE_INIT("{" DRAFT ",'end_of_life':'tba','end_of_security_support':'tba'"
	    U "}"), OK },
	{ "the same instant twice", SLICE_INIT("{" S "," L
	    ",'end_of_security_support':'2031-06-30T12:00:00Z'" U "}"), OK },
	{ "the same instant in two zones", SLICE_INIT("{" S "," L
	    ",'end_of_security_support':'2031-06-30T14:00:00+02:00'" U "}"), OK },
	{ "every date but sales to be announced", SLICE_INIT("{" S ",'end_of_life':'tba',"
	    "'end_of_sales':'2030-06-17T14:00:00.90Z','end_of_security_support':'tba',"
	    "'general_availability':'tba'" U "}"), OK },
	{ "available on the day it ends", SLICE_INIT("{" S "," L ",'general_availability':"
	    "'2030-12-31T23:59:59Z'" E U "}"), OK },
	{ "no object", SLICE_INIT("^[]"), E_SCHEMA },
	{ "no schema", SLICE_INIT("^{" L E U "}"), E_SCHEMA },
	{ "another schema", SLICE_INIT("{'$schema':^'" OPENEOX_SCHEMA "x'," L E U "}"), E_SCHEMA },
	{ "no end of life", SLICE_INIT("^{" S E U "}"), E_SCHEMA },
	{ "no end of security support", SLICE_INIT("^{" S "," L U "}"), E_SCHEMA },
	{ "not told when it was updated", SLICE_INIT("^{" S "," L E "}"), E_SCHEMA },
	{ "updated at some time", SLICE_INIT("{" S "," L E ",'last_updated':^'tba'}"), E_SCHEMA },
	{ "an end that is null", SLICE_INIT("{" S ",'end_of_life':^null" E U "}"), E_SCHEMA },
	{ "an end of nothing", SLICE_INIT("{" S ",'end_of_life':^''" E U "}"), E_SCHEMA },
	{ "TBA", SLICE_INIT("{" S ",'end_of_life':^'TBA'" E U "}"), E_SCHEMA },
	{ "a date alone", SLICE_INIT("{" S ",'end_of_life':^'2031-06-30'" E U "}"), E_SCHEMA },
	{ "a blank for T", SLICE_INIT("{" S ",'end_of_life':^'2031-06-30 12:00:00Z'" E U "}"),
	    E_SCHEMA },
	{ "a small t", SLICE_INIT("{" S "," L ",'end_of_sales':^'2027-09-01t23:59:59Z'" E U "}"),
	    E_SCHEMA },
	{ "a small z", SLICE_INIT("{" S "," L E ",'last_updated':^'2026-02-03T04:05:06z'}"),
	    E_SCHEMA },
	{ "no zone", SLICE_INIT("{" S ",'end_of_life':^'2031-06-30T12:00:00.0'" E U "}"),
	    E_SCHEMA },
	{ "a leap second", SLICE_INIT("{" S ",'end_of_life':^'2031-06-30T23:59:60Z'" E U "}"),
	    E_SCHEMA },
	{ "a day that does not exist", SLICE_INIT("{" S ",'end_of_life':^'2031-02-29T12:00:00Z'" E
	    U "}"), E_SCHEMA },
	{ "life ends before security support", SLICE_INIT("{" S
	    ",'end_of_life':^'2030-12-31T23:59:58Z'" E U "}"), E_SCHEMA },
	{ "life ends before sales", SLICE_INIT("{" S ",'end_of_life':^'2031-06-30T12:00:00Z',"
	    "'end_of_sales':'2031-06-30T12:00:01+00:00'" E U "}"), E_SCHEMA },
	{ "available after its end", SLICE_INIT("{" S ",'end_of_life':'tba'" E
	    ",'general_availability':^'2031-01-01T00:00:00Z'" U "}"), E_SCHEMA },
	{ "a further member", SLICE_INIT("{" S "," L E U ",^'vendor':'x'}"), E_SCHEMA },
};

/* *at: the offset behind the ^. */
static struct value
tree(struct arena *a, struct slice text, uint64_t *at)
{
	struct value v;
	size_t n = 0;
	uint8_t *to = arena_alloc(a, text.len, 1);
	assert_non_null(to);
	*at = 0;
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] == '^')
			*at = n;
		else
			to[n++] = text.at[i] == '\'' ? '"' : text.at[i];
	assert_false(failed(json_tree((struct slice){ to, n }, MIB(1), a, &v, NULL)));
	return v;
}

static void
members(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(arena) a = arena_init(MIB(1));
		struct reading r = reading_init(&a);
		struct err e = {0};
		uint64_t at;
		struct value v = tree(&a, cases[i].in, &at);
		struct rc rc = openeox_read(&v, &r, &e);
		if (rc.code != cases[i].want || e.at != at)
			fail_msg("%s: %s at %u: %s", cases[i].name, code_name(rc.code),
			    (unsigned)e.at, e.what);
		assert_int_equal(r.fact_count, failed(rc) ? 0 : 1);
	}
}

/* "tba" is told by name, never as a date, and never left out. */
static void
to_be_announced(void **state)
{
	(void)state;
	AUTO(arena) a = arena_init(MIB(1));
	struct reading r = reading_init(&a);
	uint64_t at;
	struct value v = tree(&a, SLICE("{" S ",'end_of_life':'tba'" E U "}"), &at);
	assert_false(failed(openeox_read(&v, &r, NULL)));
	const struct value *fact = &r.facts[0].value;
	const struct value *open = value_get(fact, SLICE("to_be_announced"));
	assert_null(value_get(fact, SLICE("end_of_life")));
	assert_null(value_get(fact, SLICE("end_of_sales")));
	assert_non_null(open);
	assert_int_equal(open->count, 1);
	assert_true(slice_eq(value_text(&open->items[0]), SLICE("end_of_life")));
	assert_true(slice_eq(value_text(value_get(fact, SLICE("end_of_security_support"))),
	    SLICE("2030-12-31T23:59:59.000Z")));
	assert_true(slice_eq(r.kind, SLICE("eol_statement")));
	assert_int_equal(r.made_ms, 1770091506000);
}

/* What is written is read as the same, for every document that is accepted. */
static void
written_and_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(arena) a = arena_init(MIB(1));
		AUTO(buf) out = buf_init(KIB(64));
		struct openeox x, y;
		struct value v, again;
		uint64_t at;
		v = tree(&a, cases[i].in, &at);
		if (failed(openeox_decode(&v, &x, NULL)))
			continue;
		assert_false(failed(openeox_write(&x, &out, NULL)));
		assert_false(failed(json_tree(buf_slice(&out), MIB(1), &a, &again, NULL)));
		assert_true(openeox_looks_like(&again));
		assert_false(failed(openeox_decode(&again, &y, NULL)));
		for (size_t k = 0; k < OPENEOX_DATES; k++) {
			assert_int_equal(x.date[k].ms, y.date[k].ms);
			assert_int_equal(x.date[k].tba, y.date[k].tba);
		}
		assert_int_equal(x.last_updated_ms, y.last_updated_ms);
	}
}

static void
not_written(void **state)
{
	(void)state;
	AUTO(buf) out = buf_init(KIB(64));
	struct openeox x = { .last_updated_ms = 0 };
	struct err e = {0};
	for (size_t i = 0; i < OPENEOX_DATES; i++)
		x.date[i].ms = TIME_UNKNOWN;
	assert_int_equal(openeox_write(&x, &out, &e).code, E_USAGE);
	assert_true(slice_starts(slice_of(e.what), SLICE("end_of_life is neither")));
	x.date[OPENEOX_LIFE].tba = true;
	e = (struct err){0};
	assert_int_equal(openeox_write(&x, &out, &e).code, E_USAGE);
	assert_true(slice_starts(slice_of(e.what), SLICE("end_of_security_support is neither")));
	x.date[OPENEOX_SECURITY].ms = 5;
	x.date[OPENEOX_AVAILABILITY].ms = 6;
	e = (struct err){0};
	assert_int_equal(openeox_write(&x, &out, &e).code, E_USAGE);
	assert_true(slice_starts(slice_of(e.what), SLICE("general_availability lies behind")));
	assert_int_equal(buf_slice(&out).len, 0);
	x.date[OPENEOX_AVAILABILITY].ms = 5;
	assert_false(failed(openeox_write(&x, &out, NULL)));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(members),
		cmocka_unit_test(to_be_announced),
		cmocka_unit_test(written_and_read),
		cmocka_unit_test(not_written),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
