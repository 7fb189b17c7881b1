/* report_words_test.c - the words of the reports: dates, durations, places, runs of serials, lines.
 * SPDX-License-Identifier: Apache-2.0 */
#include "delivery_view.h"

#include "report/reason_words.h"
#include "report/words_view.h"

static void
is(const struct buf *got, const char *want)
{
	if (!slice_eq(buf_slice(got), slice_of(want)))
		fail_msg("got \"%.*s\", want \"%s\"", SLICE_FMT(buf_slice(got)), want);
}

static void
dates_are_shown_as_dates(void **state)
{
	(void)state;
	static const struct { const char *in, *want; } cases[] = {
		{ "2026-06-30", "2026-06-30" },
		{ "2026-06-30T00:00:00.000Z", "2026-06-30" },
		{ "2041-12-31T23:59:59.999Z", "2041-12-31" },
		{ "2026-06-30T12:00:00Z", "2026-06-30 12:00 UTC" },
		{ "2026-06-30T12:00:09.250Z", "2026-06-30 12:00:09 UTC" },
		{ "2026-06-30T12:00:00+02:00", "2026-06-30 10:00 UTC" },
		{ "in summer", "in summer" },
		{ "", "" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(buf) out = buf_init(KIB(1));
		time_text_words(slice_of(cases[i].in), &out);
		is(&out, cases[i].want);
	}
	AUTO(buf) never = buf_init(KIB(1));
	time_words(TIME_MAX, &never);
	is(&never, "no end");
}

static void
durations_and_kinds_are_words(void **state)
{
	(void)state;
	static const struct { const char *in, *want; } durations[] = { { "30d", "30 days" },
		{ "1d", "1 day" }, { "5min", "5 minutes" }, { "2026-07-01", "2026-07-01" },
		{ "d", "d" }, { "", "" } };
	static const struct { const char *in, *want; } kinds[] = { { "sbom", "SBOM" },
		{ "vex_statement", "VEX statement" }, { "packing_list", "packing list" },
		{ "certificate_component", "component certificate" } };
	for (size_t i = 0; i < COUNT(durations); i++) {
		AUTO(buf) out = buf_init(KIB(1));
		duration_words(slice_of(durations[i].in), &out);
		is(&out, durations[i].want);
	}
	for (size_t i = 0; i < COUNT(kinds); i++) {
		AUTO(buf) out = buf_init(KIB(1));
		kind_words(slice_of(kinds[i].in), &out);
		is(&out, kinds[i].want);
	}
}

static void
places_are_written_as_people_look_them_up(void **state)
{
	(void)state;
	static const struct { const char *place, *want; } cases[] = {
		{ "Lieferung!B31", "a.xlsx!Lieferung!B31" }, { "B3", "a.xlsx!B3" },
		{ "/predicate", "a.xlsx at /predicate" }, { "12:5", "a.xlsx:12:5" },
		{ "+47", "a.xlsx:+47" },
		{ "Lieferung!10:10", "a.xlsx!Lieferung, row 10" },
		{ "Teil 1!10:12", "a.xlsx!Teil 1, rows 10 to 12" },
		{ "Lieferung!C:C", "a.xlsx!Lieferung, column C" },
		{ "Lieferung!C:AA", "a.xlsx!Lieferung, columns C to AA" },
		{ "Lieferung!B3:B5", "a.xlsx!Lieferung!B3:B5" }, { "", "a.xlsx" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(buf) out = buf_init(KIB(1));
		place_words(SLICE("a.xlsx"), slice_of(cases[i].place), &out);
		is(&out, cases[i].want);
	}
}

static void
why_a_level_is_not_higher_is_a_clause(void **state)
{
	(void)state;
	for (unsigned i = FINDING_NONE + 1; i < FINDING_COUNT; i++) {
		AUTO(buf) out = buf_init(KIB(4));
		level_why_words((enum finding_id)i, &out);
		assert_true(out.len > 0);
		assert_false(slice_ends(buf_slice(&out), SLICE(".")));
		bool capital = out.at[0] >= 'A' && out.at[0] <= 'Z';
		bool word = out.at[1] == ' ' || (out.at[1] >= 'a' && out.at[1] <= 'z');
		assert_false(capital && word);
	}
}

static void
runs_of_serials_are_joined(void **state)
{
	(void)state;
	static const struct slice assets[] = { SLICE_INIT("asset:a/b#8"), SLICE_INIT("asset:a/b#9"),
		SLICE_INIT("asset:a/b#10"), SLICE_INIT("asset:a/b#11"), SLICE_INIT("asset:a/b#12"),
		SLICE_INIT("asset:a/b#12"), SLICE_INIT("batch:a/c"), SLICE_INIT("asset:a/b#X7"),
		SLICE_INIT("asset:a/b#0014") };
	AUTO(buf) out = buf_init(KIB(1));
	assert_int_equal(spread_words(assets, sizeof(assets[0]), COUNT(assets), &out), 7);
	is(&out, "8, 9, 10 to 12, X7, 0014");
}

static void
leading_zeros_do_not_end_a_run(void **state)
{
	(void)state;
	static const struct slice assets[] = { SLICE_INIT("asset:a/b#0047098"),
		SLICE_INIT("asset:a/b#0047099"), SLICE_INIT("asset:a/b#0047100"),
		SLICE_INIT("asset:a/b#0999"), SLICE_INIT("asset:a/b#1000"),
		SLICE_INIT("asset:a/b#1001"), SLICE_INIT("asset:a/b#01002"),
		SLICE_INIT("asset:a/b#0109"), SLICE_INIT("asset:a/b#0200"),
		SLICE_INIT("asset:a/b#00000000000000000000000018"),
		SLICE_INIT("asset:a/b#00000000000000000000000019"),
		SLICE_INIT("asset:a/b#00000000000000000000000020"),
		SLICE_INIT("asset:a/b#0009"), SLICE_INIT("asset:a/b#000:") };
	AUTO(buf) out = buf_init(KIB(1));
	assets_words(assets, COUNT(assets), &out);
	is(&out, "0047098 to 0047100, 0999 to 1001, 01002, 0109, 0200, "
	    "00000000000000000000000018 to 00000000000000000000000020, 0009, 000:");
}

static void
lines_are_folded_by_characters(void **state)
{
	(void)state;
	AUTO(buf) out = buf_init(KIB(1));
	fold(SLICE("\xc3\xa4\xc3\xa4\xc3\xa4 bbb ccc verylongwordwithoutaspace d"), 0, 2, 8, &out);
	is(&out, "\xc3\xa4\xc3\xa4\xc3\xa4 bbb\n  ccc\n  verylongwordwithoutaspace\n  d\n");
	AUTO(buf) hostile = buf_init(KIB(1));
	fold(SLICE("a\nb"), 0, 2, 80, &hostile);
	assert_int_equal(times(&hostile, "\n"), 1);
}

/* --- reasons ---------------------------------------------------------------------------------- */

static void
says(const struct delivery_view *d, struct reason *reasons, size_t count, const char *want)
{
	struct criterion_result r = result_of(SLICE("composition"), AREA_TRANSPARENCY, 0,
	    VERDICT_FAIL, reasons);
	AUTO(buf) out = buf_init(MIB(16));
	r.reason_count = count;
	struct run run = run_at(&r, 0);
	run_words(&d->v, &run, &out);
	is(&out, want);
}

static struct value
object_of(struct build *b, const char *const *pairs, size_t count)
{
	struct value v = value_object();
	for (size_t i = 0; i < count; i++)
		value_put(b, &v, pairs[2 * i], value_string(slice_of(pairs[2 * i + 1])));
	return v;
}

static void
a_custody_break_names_both_sides_and_times(void **state)
{
	(void)state;
	static const char *const first[] = { "from", "party:acme", "to", "party:weser", "handed",
		"2026-06-10T08:00:00Z", "received", "2026-06-11T06:45:00Z" };
	static const char *const second[] = { "from", "party:nordlog", "to", "party:nord",
		"handed", "2026-06-29T07:50:00Z", "received", "2026-06-29T09:00:00Z" };
	struct delivery_view d;
	AUTO(arena) a = arena_init(MIB(1));
	struct build b = { .a = &a };
	delivery_view(&d);
	struct fact facts[2] = {
		{ SLICE("handoff"), SLICE(""), object_of(&b, first, 4), SLICE("/handoffs/0") },
		{ SLICE("handoff"), SLICE(""), object_of(&b, second, 4), SLICE("/handoffs/1") },
	};
	value_put(&b, &facts[0].value, "ordinal", value_number(&b, 0));
	value_put(&b, &facts[1].value, "ordinal", value_number(&b, 1));
	d.files[0].facts = facts;
	d.files[0].fact_count = 2;
	struct reason r = { FINDING_CUSTODY_BREAK, SLICE("batch:acme/B1"), SLICE(ORDER_ID),
	    SLICE("/handoffs/1") };
	says(&d, &r, 1, "the goods went to weser (received 2026-06-11 06:45 UTC), and the next "
	    "hand-off is from nordlog (handed over 2026-06-29 07:50 UTC) to nord; nothing recorded "
	    "lies between (order.csv at /handoffs/1)");
	/* without the facts the general sentence stands */
	d.files[0].fact_count = 0;
	says(&d, &r, 1, "order.csv at /handoffs/1: between two recorded hand-offs the goods were "
	    "in nobody's recorded custody");
}

static void
a_baseline_mismatch_names_the_setting(void **state)
{
	(void)state;
	static const char *const accepted[] = { "name", "ssh", "value", "off" };
	static const char *const found[] = { "name", "ssh", "value", "on" };
	struct delivery_view d;
	AUTO(arena) a = arena_init(MIB(1));
	struct build b = { .a = &a };
	delivery_view(&d);
	struct fact facts[2] = {
		{ SLICE("setting"), SLICE(""), object_of(&b, accepted, 2), SLICE("/settings/0") },
		{ SLICE("setting"), SLICE(""), object_of(&b, found, 2), SLICE("/settings/4") },
	};
	for (size_t i = 0; i < 2; i++) {
		d.files[i].facts = &facts[i];
		d.files[i].fact_count = 1;
	}
	d.files[0].kind = SLICE("configuration_baseline");
	d.files[1].kind = SLICE("configuration_export");
	struct reason r = { FINDING_BASELINE_MISMATCH, SLICE("batch:acme/B1"), SLICE(PACKING_ID),
	    SLICE("/settings/4") };
	says(&d, &r, 1, "setting ssh is on, and accepted is off (packing.xlsx at /settings/4)");
}

static void
an_identity_that_is_missing_names_serial_and_cell(void **state)
{
	(void)state;
	struct delivery_view d;
	struct view_list lists[3];
	delivery_view(&d);
	lists[0] = d.lists[0];
	lists[1] = d.lists[1];
	lists[2] = (struct view_list){ 0, SLICE("identity_list"), 2, 2, 2, true, true,
	    true, NULL };
	d.v.lists = lists;
	d.v.list_count = 3;
	struct reason r = { FINDING_IDENTITY_MISSING, d.assets[2], SLICE(PACKING_ID),
	    SLICE("Lieferung!B4") };
	says(&d, &r, 1, "serial 3103 is on the packing list, packing.xlsx!Lieferung!B4, and not in "
	    "the maker's identity list");
}

static void
stale_evidence_names_its_day_and_what_is_allowed(void **state)
{
	(void)state;
	struct delivery_view d;
	delivery_view(&d);
	d.files[1].kind = SLICE("sbom");
	d.files[1].made_ms = d.v.valid_at_ms - 76 * DAY_MS;
	struct reason r = { FINDING_EVIDENCE_STALE, SLICE("batch:acme/B1"), SLICE(PACKING_ID),
	    SLICE("") };
	says(&d, &r, 1, "packing.xlsx is of 2026-04-15 12:00 UTC, 76 days before this assessment, "
	    "and may be at most 30 days old");
}

static void
missing_evidence_names_what_is_missing(void **state)
{
	(void)state;
	struct delivery_view d;
	delivery_view(&d);
	says(&d, &d.missing_reason, 1, "no SBOM was found");
	struct missing one = { SLICE("composition"), AREA_TRANSPARENCY, SLICE("sbom"),
	    d.assets[1] };
	struct reason r = { FINDING_EVIDENCE_MISSING, d.assets[1], SLICE(""), SLICE("") };
	d.assessment.missing = &one;
	says(&d, &r, 1, "no SBOM for serial 3102 was found");
}

/* Many places are counted; every code has words, whatever is known about it. */
static void
every_code_has_a_sentence(void **state)
{
	(void)state;
	struct delivery_view d;
	delivery_view(&d);
	for (unsigned i = FINDING_NONE + 1; i < FINDING_COUNT; i++) {
		struct reason bare = { (enum finding_id)i, SLICE(""), SLICE(""), SLICE("") };
		struct reason full = { (enum finding_id)i, d.assets[0], SLICE(ORDER_ID),
		    SLICE("B3") };
		struct reason *reasons[] = { &bare, &full };
		for (size_t k = 0; k < COUNT(reasons); k++) {
			struct criterion_result r = result_of(SLICE("no-such"), AREA_IDENTITY, 0,
			    VERDICT_FAIL, reasons[k]);
			struct run run = run_at(&r, 0);
			AUTO(buf) out = buf_init(MIB(16));
			run_words(&d.v, &run, &out);
			assert_true(out.len > 0);
			assert_false(slice_ends(buf_slice(&out), SLICE(".")));
		}
	}
	struct reason many[6];
	for (size_t i = 0; i < COUNT(many); i++)
		many[i] = (struct reason){ FINDING_CELL_ERROR, SLICE(""), SLICE(ORDER_ID),
		    SLICE(&"B1\0B2\0B3\0B4\0B5\0B6"[3 * i]) };
	for (size_t i = 0; i < COUNT(many); i++)
		many[i].place.len = 2;
	says(&d, many, COUNT(many), "order.csv!B1, B2, B3 and 3 more: a cell holds an error value");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_are_shown_as_dates),
		cmocka_unit_test(durations_and_kinds_are_words),
		cmocka_unit_test(places_are_written_as_people_look_them_up),
		cmocka_unit_test(why_a_level_is_not_higher_is_a_clause),
		cmocka_unit_test(runs_of_serials_are_joined),
		cmocka_unit_test(leading_zeros_do_not_end_a_run),
		cmocka_unit_test(lines_are_folded_by_characters),
		cmocka_unit_test(a_custody_break_names_both_sides_and_times),
		cmocka_unit_test(a_baseline_mismatch_names_the_setting),
		cmocka_unit_test(an_identity_that_is_missing_names_serial_and_cell),
		cmocka_unit_test(stale_evidence_names_its_day_and_what_is_allowed),
		cmocka_unit_test(missing_evidence_names_what_is_missing),
		cmocka_unit_test(every_code_has_a_sentence),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
