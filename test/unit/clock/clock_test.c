/* clock_test.c - dates of duties: the vectors of the catalogue, made ones, and rules between them.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "base/limits.h"
#include "catalog/shipped.h"
#include "clock/clock.h"

struct world { struct arena a; struct catalog_set set; const struct catalog *c; };

static struct world
load(void)
{
	struct world w = { .a = arena_init(MIB(64)) };
	struct slice bytes;
	assert_true(shipped_find(SLICE("catalog/cra.json"), &bytes));
	assert_false(failed(catalog_set_load(&w.set, bytes, SLICE("sha256:1"), &w.a, NULL)));
	w.c = w.set.at[0];
	return w;
}

static int64_t
at(struct slice text)
{
	int64_t ms;
	if (text.len == 0)
		return TIME_UNKNOWN;
	assert_false(failed(time_parse(text, TIME_BEGINNING, &ms, NULL)));
	return ms;
}

static struct clock_facts
facts_of(struct slice event)
{
	return (struct clock_facts){ event, TIME_UNKNOWN, TIME_UNKNOWN, TIME_UNKNOWN, TIME_UNKNOWN,
	    TIME_UNKNOWN, TIME_UNKNOWN, TIME_UNKNOWN };
}

struct answer { struct clock_duty *at; size_t count; };

static struct answer
ask(struct world *w, const struct clock_facts *f, const struct clock_stop *stops, size_t n,
    int64_t now)
{
	struct answer x;
	struct err e = {0};
	if (failed(clock_duties(w->c, f, stops, n, now, &w->a, &x.at, &x.count, &e)))
		fail_msg("%s", e.what);
	return x;
}

static const struct clock_duty *
duty(const struct answer *x, const char *end)
{
	for (size_t i = 0; i < x->count; i++)
		if (slice_ends(x->at[i].id, slice_of(end)))
			return &x->at[i];
	return NULL;
}

static void
expect_due(const char *vector, const struct answer *x, const char *end, struct slice want)
{
	const struct clock_duty *d = duty(x, end);
	int64_t due = d == NULL ? TIME_UNKNOWN : d->due_ms;
	if (due != at(want))
		fail_msg("%s %s: %lld, want %.*s", vector, end, (long long)due, SLICE_FMT(want));
}

static struct slice
fact(const struct value *v, const char *group, const char *name)
{
	struct slice text = value_text(value_get(value_get(v, slice_of(group)), slice_of(name)));
	return slice_is_null(text) ? SLICE("") : text;
}

static void
the_vectors_of_the_catalogue(void **state)
{
	struct world w = load();
	const struct value *vectors = value_get(&w.c->document, SLICE("clock_test_vectors"));
	(void)state;
	assert_int_equal(vectors->count, 8);
	for (size_t i = 0; i < vectors->count; i++) {
		const struct value *v = &vectors->items[i];
		struct clock_facts f = facts_of(value_text(value_get(v, SLICE("event"))));
		char name[8] = {0};
		struct slice id = value_text(value_get(v, SLICE("id")));
		memcpy(name, id.at, id.len < 7 ? id.len : 7);
		f.awareness_ms = at(fact(v, "facts", "awareness"));
		f.report_received_ms = at(fact(v, "facts", "report_received"));
		f.measure_available_ms = at(fact(v, "facts", "measure_available"));
		f.notification_submitted_ms = at(fact(v, "facts", "notification_submitted"));
		struct answer x = ask(&w, &f, NULL, 0, 0);
		expect_due(name, &x, "-EW", fact(v, "expect", "early_warning"));
		expect_due(name, &x, "-NOT", fact(v, "expect", "notification"));
		expect_due(name, &x, "-FIN", fact(v, "expect", "final_report"));
		struct slice early = fact(v, "expect", "conservative_early_warning");
		const struct clock_duty *d = duty(&x, "-EW");
		assert_int_equal(d == NULL ? TIME_UNKNOWN : d->early_ms, at(early));
	}
	arena_drop(&w.a);
}

static const struct {
	const char	*event, *aware, *warning, *notification, *anchor, *last;
} made[] = {
#include "vectors.inc"
};

static void
vectors_by_another_s_arithmetic(void **state)
{
	struct world w = load();
	(void)state;
	assert_int_equal(COUNT(made), 32);
	for (size_t i = 0; i < COUNT(made); i++) {
		struct clock_facts f = facts_of(slice_of(made[i].event));
		f.awareness_ms = at(slice_of(made[i].aware));
		*(slice_eq(f.event, SLICE("severe_incident")) ? &f.notification_submitted_ms :
		    &f.measure_available_ms) = at(slice_of(made[i].anchor));
		struct answer x = ask(&w, &f, NULL, 0, 0);
		expect_due(made[i].aware, &x, "-EW", slice_of(made[i].warning));
		expect_due(made[i].aware, &x, "-NOT", slice_of(made[i].notification));
		expect_due(made[i].aware, &x, "-FIN", slice_of(made[i].last));
	}
	arena_drop(&w.a);
}

/* Whatever is known of it. */
static void
a_vulnerability_not_exploited_has_no_deadline(void **state)
{
	struct world w = load();
	(void)state;
	for (unsigned known = 0; known < 128; known++) {
		struct clock_facts f = facts_of(SLICE("vulnerability_not_exploited"));
		int64_t *const all[] = { &f.report_received_ms, &f.awareness_ms,
			&f.measure_available_ms, &f.notification_submitted_ms,
			&f.placed_on_market_ms, &f.update_issued_ms, &f.support_end_ms };
		for (size_t i = 0; i < COUNT(all); i++)
			if ((known >> i & 1) != 0)
				*all[i] = 1000000;
		assert_int_equal(ask(&w, &f, NULL, 0, 0).count, 0);
	}
	arena_drop(&w.a);
}

static void
states_of_a_duty(void **state)
{
	struct world w = load();
	struct clock_facts f = facts_of(SLICE("severe_incident"));
	(void)state;
	f.awareness_ms = at(SLICE("2026-09-11T14:20:00Z"));
	struct answer x = ask(&w, &f, NULL, 0, at(SLICE("2026-09-12T14:20:00Z")));
	assert_int_equal(duty(&x, "-EW")->state, CLOCK_RUNNING);
	assert_int_equal(duty(&x, "-FIN")->state, CLOCK_UNDETERMINED);
	assert_int_equal(duty(&x, "-INF")->state, CLOCK_UNTIMED);
	x = ask(&w, &f, NULL, 0, at(SLICE("2026-09-12T14:20:00.001Z")));
	assert_int_equal(duty(&x, "-EW")->state, CLOCK_OVERDUE);
	struct clock_stop stops[] = {
	    { SLICE("CLK-I-EW"), true, at(SLICE("2026-09-12T10:00:00Z")) },
	    { SLICE("CLK-I-NOT"), true, at(SLICE("2026-09-15T10:00:00Z")) },
	    { SLICE("CLK-I-FIN"), false, at(SLICE("2026-09-15T10:00:00Z")) } };
	x = ask(&w, &f, stops, COUNT(stops), at(SLICE("2027-01-01T00:00:00Z")));
	assert_int_equal(duty(&x, "-EW")->state, CLOCK_DELIVERED);
	assert_int_equal(duty(&x, "-NOT")->state, CLOCK_DELIVERED_LATE);
	assert_int_equal(duty(&x, "-FIN")->state, CLOCK_NOT_NEEDED);
	f.measure_available_ms = f.notification_submitted_ms = at(SLICE("2026-09-01T00:00:00Z"));
	x = ask(&w, &f, NULL, 0, 0);
	assert_true(duty(&x, "-FIN")->before_awareness);
	arena_drop(&w.a);
}

/* Ten years or to the end of support, whichever is later; without that end, a floor. */
static void
floors_of_retention(void **state)
{
	struct world w = load();
	struct clock_facts f = facts_of(SLICE("placing_on_the_market"));
	(void)state;
	struct answer x = ask(&w, &f, NULL, 0, 0);
	assert_int_equal(x.count, 4);
	assert_int_equal(duty(&x, "-TD")->state, CLOCK_UNDETERMINED);
	f.placed_on_market_ms = at(SLICE("2028-02-29T00:00:00Z"));
	x = ask(&w, &f, NULL, 0, 0);
	assert_true(duty(&x, "-TD")->due_ms == at(SLICE("2038-02-28T00:00:00Z")));
	assert_true(duty(&x, "-TD")->minimum);
	assert_true(duty(&x, "-SUP")->due_ms == at(SLICE("2033-02-28T00:00:00Z")));
	f.support_end_ms = at(SLICE("2040-06-30T00:00:00Z"));
	x = ask(&w, &f, NULL, 0, 0);
	assert_true(duty(&x, "-TD")->due_ms == f.support_end_ms);
	assert_false(duty(&x, "-TD")->minimum);
	assert_int_equal(duty(&x, "-UPD")->state, CLOCK_UNDETERMINED);
	arena_drop(&w.a);
}

static const struct { const char *from, *period, *end; } extended[] = {
	{ "2026-09-11T14:20:00Z", "PT24H", "2026-09-12T15:00:00Z" },
	{ "2026-09-11T14:00:00Z", "PT24H", "2026-09-12T15:00:00Z" },
	{ "2026-09-20T08:00:00Z", "P14D", "2026-10-05T23:59:59.999Z" },	/* the 4th is a Sunday */
	{ "2026-09-19T08:00:00Z", "P14D", "2026-10-05T23:59:59.999Z" },	/* a Saturday */
	{ "2027-01-31T10:00:00Z", "P1M", "2027-03-01T23:59:59.999Z" },	/* 28 February: a Sunday */
	{ "2027-03-31T10:00:00Z", "P1M", "2027-04-30T23:59:59.999Z" },
};

static void
what_the_regulation_on_periods_allows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(extended); i++) {
		struct period p;
		assert_true(period_parse(slice_of(extended[i].period), &p));
		if (calendar_extended(at(slice_of(extended[i].from)), &p) !=
		    at(slice_of(extended[i].end)))
			fail_msg("%s %s", extended[i].from, extended[i].period);
	}
}

/* Every day of four centuries: the date of a day is the day of its date. */
static void
dates_and_days_agree(void **state)
{
	int64_t days;
	(void)state;
	for (int64_t day = 0; day < 146097; day++) {
		struct civil c = calendar_date(day * DAY_MS + DAY_MS - 1);
		assert_true(time_days(c.year, c.month, c.day, &days));
		assert_int_equal(days, day);
		assert_int_equal(calendar_weekday(day * DAY_MS), (unsigned)((day + 3) % 7));
	}
}

static void
periods_that_are_none(void **state)
{
	static const char *const bad[] = { "", "P", "PT", "P14", "14D", "P14H", "PT14D", "P-1D",
		"P1Y2M", "P99999D", "p1d", "PT24H ", "P D" };
	struct period p;
	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(period_parse(slice_of(bad[i]), &p));
	assert_true(period_parse(SLICE("P9999Y"), &p));
	assert_true(calendar_add(at(SLICE("2026-01-01")), &p) == TIME_UNKNOWN);
	assert_true(calendar_add(TIME_UNKNOWN, &p) == TIME_UNKNOWN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_vectors_of_the_catalogue),
		cmocka_unit_test(vectors_by_another_s_arithmetic),
		cmocka_unit_test(a_vulnerability_not_exploited_has_no_deadline),
		cmocka_unit_test(states_of_a_duty),
		cmocka_unit_test(floors_of_retention),
		cmocka_unit_test(what_the_regulation_on_periods_allows),
		cmocka_unit_test(dates_and_days_agree),
		cmocka_unit_test(periods_that_are_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
