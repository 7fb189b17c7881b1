/* report_render_test.c - what came from outside stays text in every report, and the pages
 * hold what they owe.
 * SPDX-License-Identifier: Apache-2.0 */
#include "delivery_view.h"

/* HTML, Markdown, a terminal's escape, line ends, a bidirectional override. */
#define HOSTILE "<script>x</script>|[a](b)*_`#\n1. Evil\r\x1b[31m\xe2\x80\xae\"'&~!.csv"

static void
fill_hostile(struct delivery_view *d, struct view_anchor *anchor, struct view_conflict *conflict,
    struct view_retention *keeper, struct slice *assumption)
{
	struct slice bad = SLICE(HOSTILE);
	*anchor = (struct view_anchor){ bad, bad, bad, PURPOSE_EVIDENCE, HOW_CONTRACT, true };
	*conflict = (struct view_conflict){ FINDING_VERSION_MISMATCH, bad, bad, bad, bad, 0, 1,
	    bad, bad };
	*keeper = (struct view_retention){ 0, bad, bad, bad, bad };
	*assumption = bad;
	for (size_t i = 0; i < 2; i++) {
		d->files[i].path = d->files[i].title = d->files[i].why = bad;
		d->files[i].producer = d->files[i].form = bad;
		d->files[i].bound_count = 1;
		d->files[i].bound_to = assumption;
		d->stands[i].place = bad;
		d->criteria[i].title = d->needs[i].phrase = bad;
	}
	d->lost.place = d->surplus.place = d->limits[0].sentence = d->limits[0].title = bad;
	d->conditions[0].text = d->conditions[0].due = d->missing[0].subject = bad;
	d->v.anchors = anchor;
	d->v.conflicts = conflict;
	d->v.retentions = keeper;
	d->v.assumptions = assumption;
	d->v.anchor_count = d->v.conflict_count = d->v.retention_count = 1;
	d->v.assumption_count = 1;
	d->v.subject = d->v.subject_source = d->v.criteria_name = bad;
	d->v.subject_assumed = true;
}

static void
names_from_outside_stay_text(void **state)
{
	(void)state;
	struct delivery_view d;
	struct view_anchor anchor;
	struct view_conflict conflict;
	struct view_retention keeper;
	struct slice assumption;
	delivery_view(&d);
	fill_hostile(&d, &anchor, &conflict, &keeper, &assumption);
	for (int form = 0; form < RENDERERS; form++) {
		AUTO(buf) out = render(form, &d.v);
		print_message("form %d\n", form);
		assert_false(holds(&out, "\x1b"));
		assert_false(holds(&out, "\r"));
		assert_false(holds(&out, "\xe2\x80\xae"));
		assert_false(holds(&out, "\n1. Evil"));
		assert_true(holds(&out, "Evil"));
		if (form == HTML)
			assert_false(holds(&out, "<script"));
		if (form == MARKDOWN)
			assert_int_equal(times(&out, "<script"), times(&out, "\\<script\\>x\\<"
			    "/script\\>\\|\\[a\\](b)\\*\\_\\`#"));
	}
}

static void
html_needs_nothing_else(void **state)
{
	(void)state;
	struct delivery_view d;
	delivery_view(&d);
	AUTO(buf) out = render(HTML, &d.v);
	assert_true(holds(&out, "default-src 'none'; style-src 'unsafe-inline'"));
	assert_true(holds(&out, "<html lang=\"en\">"));
	assert_false(holds(&out, "<script"));
	assert_false(holds(&out, " src="));
	assert_false(holds(&out, "://"));
	assert_false(holds(&out, "<th>"));
	assert_true(holds(&out, "<th scope=\"col\">"));
	assert_true(holds(&out, "<td class=\"verdict fail\">not met</td>"));
	assert_true(holds(&out, PACKING_ID));
	assert_int_equal(times(&out, "<table>"), times(&out, "</table>"));
	assert_int_equal(times(&out, "<ul>"), times(&out, "</ul>"));
	assert_int_equal(times(&out, "<tr>"), times(&out, "</tr>"));
}

static void
an_empty_delivery_is_reported(void **state)
{
	(void)state;
	struct delivery_view d;
	empty_view(&d);
	for (int form = 0; form < RENDERERS; form++) {
		AUTO(buf) out = render(form, &d.v);
		assert_true(out.len > 0);
		assert_true(holds(&out, form == LETTER ? "batch B1" : "batch:acme/B1"));
	}
	AUTO(buf) text = render(TEXT, &d.v);
	assert_true(slice_starts(buf_slice(&text), SLICE("Nothing was stored. Trusted: nothing.")));
	assert_true(holds(&text, "Nobody is named who keeps it."));
	assert_true(holds(&text, "  Nothing: there is no file.\n"));
}

static void
no_report_holds_the_folder_of_an_anchor(void **state)
{
	(void)state;
	struct delivery_view d;
	struct view_anchor anchors[2] = { { SLICE("/home/a/keys/release.pem"), SLICE("sha256:55"),
	    SLICE(""), PURPOSE_RELEASE, HOW_CONTRACT, false }, { SLICE("keys/other.pem"),
	    SLICE("sha256:66"), SLICE(""), PURPOSE_RELEASE, HOW_CONTRACT, false } };
	delivery_view(&d);
	d.v.anchors = anchors;
	d.v.anchor_count = 2;
	for (int form = TEXT; form <= MARKDOWN; form++) {
		AUTO(buf) out = render(form, &d.v);
		assert_true(holds(&out, "release.pem"));
		assert_false(holds(&out, "keys"));
	}
	/* two of one name are told apart */
	anchors[1].file = SLICE("keys/release.pem");
	AUTO(buf) html = render(HTML, &d.v);
	assert_true(holds(&html, "/home/a/keys/release.pem</th>"));
}

static void
the_first_line_says_what_was_trusted(void **state)
{
	(void)state;
	struct delivery_view d;
	struct view_anchor anchors[2] = {
		{ SLICE("/etc/trust/release.pem"), SLICE("sha256:aa"), SLICE(""),
		    PURPOSE_RELEASE, HOW_CALL_BACK, false },
		{ SLICE("keys/root.pem"), SLICE("sha256:bb"), SLICE(""), PURPOSE_IDENTITY,
		    HOW_WITH_THE_GOODS, true },
	};
	delivery_view(&d);
	d.v.anchors = anchors;
	d.v.anchor_count = 2;
	AUTO(buf) text = render(TEXT, &d.v);
	assert_true(slice_starts(buf_slice(&text), SLICE("Nothing was stored. Trusted: release.pem "
	    "for release (by calling back), root.pem for identity")));
	assert_true(holds(&text, "came with the goods"));
	/* two files of one name keep their paths */
	anchors[1].file = SLICE("keys/release.pem");
	AUTO(buf) again = render(TEXT, &d.v);
	assert_true(holds(&again, "/etc/trust/release.pem for release"));
	AUTO(buf) html = render(HTML, &d.v);
	assert_true(holds(&html, "sha256:bb"));
}

static size_t
longest_line(struct slice s)
{
	size_t longest = 0, start = 0;
	for (size_t i = 0; i <= s.len; i++) {
		if (i < s.len && s.at[i] != '\n')
			continue;
		longest = i - start > longest ? i - start : longest;
		start = i + 1;
	}
	return longest;
}

static void
the_terminal_ends_with_matrix_and_proposal(void **state)
{
	(void)state;
	struct delivery_view d;
	delivery_view(&d);
	AUTO(buf) text = render(TEXT, &d.v);
	assert_true(holds(&text, "\nCriteria by parts\n"
	    "                            3101          3102          3103\n"
	    "  serials                   met           not met       not met\n"
	    "  composition               cannot tell   cannot tell   cannot tell\n"
	    "\nProposal\n"
	    "  split: the parts differ; a person decides\n"
	    "  3101: remediate before acceptance; 3102: reject; 3103: quarantine\n"
	    "  condition: before production connection, within 30 days: "));
	assert_true(slice_ends(buf_slice(&text), SLICE("  result sha256:44\n")));
	assert_true(longest_line(buf_slice(&text)) <= 100);
	assert_true(holds(&text, "serial 3102 is on the purchase order, order.csv!B3, and not on "
	    "the packing"));
	assert_true(holds(&text, "  serial 3103 is in packing.xlsx!Lieferung!B4; in no purchase "
	    "order\n"));
}

static void
colour_comes_only_when_it_is_asked_for(void **state)
{
	(void)state;
	struct delivery_view d;
	struct err e = {0};
	delivery_view(&d);
	AUTO(buf) plain = render(TEXT, &d.v);
	AUTO(buf) coloured = buf_init(MIB(1));
	assert_false(failed(view_text(&d.v, true, &coloured, &e)));
	assert_false(holds(&plain, "\033["));
	assert_true(holds(&coloured, "\033[31mnot met\033[0m"));
}

/* Equal things come as one entry; the report names each. */
static void
a_thousand_files_are_no_thousand_entries(void **state)
{
	(void)state;
	struct delivery_view d;
	AUTO(arena) a = arena_init(MIB(8));
	delivery_view(&d);
	struct view_file *files = ARENA_ARRAY(&a, struct view_file, 1000);
	assert_non_null(files);
	for (size_t i = 0; i < 1000; i++) {
		files[i] = d.files[1];
		files[i].kind = SLICE("device_certificate");
		assert_true(arena_format(&a, &files[i].path, "certificates/%zu.pem", i));
		assert_true(arena_format(&a, &files[i].digest, "sha256:%064zu", i));
	}
	d.v.list_count = d.v.serial_count = 0;
	d.v.files = files;
	d.v.file_count = 1000;
	AUTO(buf) text = render(TEXT, &d.v);
	AUTO(buf) html = render(HTML, &d.v);
	assert_true(holds(&text, "  1000 files: device certificate, evidence level E3"));
	assert_true(holds(&text, "certificates/3.pem and 996 more\n"));
	assert_false(holds(&text, "certificates/4.pem"));
	assert_int_equal(times(&html, "certificates/"), 1000);
	assert_int_equal(times(&html, "<tr><th scope=\"row\" class=\"path\">1000 files"), 1);
	assert_int_equal(times(&html, "device certificate<br>"), 1);
	/* two are no list: each for itself */
	d.v.file_count = 2;
	AUTO(buf) two = render(TEXT, &d.v);
	assert_true(holds(&two, "\n  certificates/0.pem: device certificate"));
	assert_true(holds(&two, "\n  certificates/1.pem: device certificate"));
	AUTO(buf) rows = render(HTML, &d.v);
	assert_int_equal(times(&rows, "device certificate<br>"), 2);
}

/* A ceiling that is reached is an error, never a shorter report. */
static void
a_report_that_does_not_fit_is_refused(void **state)
{
	(void)state;
	struct delivery_view d;
	delivery_view(&d);
	for (int form = 0; form < RENDERERS; form++) {
		struct err e = {0};
		AUTO(buf) out = buf_init(200);
		assert_true(failed(render_as(form, &d.v, &out, &e)));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_from_outside_stay_text),
		cmocka_unit_test(html_needs_nothing_else),
		cmocka_unit_test(an_empty_delivery_is_reported),
		cmocka_unit_test(no_report_holds_the_folder_of_an_anchor),
		cmocka_unit_test(the_first_line_says_what_was_trusted),
		cmocka_unit_test(the_terminal_ends_with_matrix_and_proposal),
		cmocka_unit_test(colour_comes_only_when_it_is_asked_for),
		cmocka_unit_test(a_thousand_files_are_no_thousand_entries),
		cmocka_unit_test(a_report_that_does_not_fit_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
