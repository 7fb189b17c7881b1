/* report/practice_page.c - the sheet of a development process. See report/practice_page.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "report/practice_page.h"

#include "report/sheet_page.h"

static const char *const limits[] = {
	"What records carry is no judgement of a process: whether it has a maturity level is for "
	    "an assessor to say.",
	"A record says that something was done on one release. That it was done well, and on "
	    "releases outside the sample, it does not say.",
	"Who is named as tester, and how far from the developers, is what the record says of "
	    "itself; nobody asked the person.",
	"Written says that an approved description names the requirement and that its roles were "
	    "trained, and nothing about what the description holds.",
	"A process that works without records does not show here.",
};

const char *const *
practice_page_limits(size_t *count)
{
	*count = COUNT(limits);
	return limits;
}

static bool
is_true(const struct value *v, const char *name)
{
	const struct value *member = value_get(v, slice_of(name));
	return member != NULL && member->kind == VALUE_TRUE;
}

static bool
is_of_release(const struct value *v)
{
	return value_get(v, SLICE("release_registered")) != NULL;
}

static void
put_sample(const struct value *v, struct buf *out)
{
	const struct value *set_aside = value_get(v, SLICE("samples_set_aside"));
	html_raw(out, "<tr><th scope=\"row\">looked at</th><td>");
	if (sheet_list(v, "sample")->count == 0)
		html_raw(out, "no release is registered as part of the process");
	value_show(v, "sample", out);
	if (sheet_list(v, "sample")->count > 0 && !is_of_release(v)) {
		buf_addf(out, " (%zu of ", sheet_list(v, "sample")->count);
		value_show(v, "population", out);
		html_raw(out, is_true(v, "sample_recorded") ? ", as recorded)" :
		    ", chosen by the rule just now and not recorded)");
	}
	html_raw(out, "</td></tr>\n");
	sheet_fact(v, "rule of the sample", "sample_rule", out);
	if (!slice_eq(set_aside->text, SLICE("0")))
		sheet_fact(v, "samples set aside", "samples_set_aside", out);
	if (is_of_release(v) && !is_true(v, "release_registered"))
		html_raw(out, "<tr><th scope=\"row\">registered</th><td class=\"bad\">nobody "
		    "registered this release as part of the process</td></tr>\n");
}

static void
put_head(const struct value *v, struct buf *out)
{
	html_raw(out, "<table class=\"facts\"><tbody>\n");
	sheet_fact(v, "subject", "subject", out);
	if (is_of_release(v))
		sheet_fact(v, "process", "process", out);
	sheet_fact(v, "edition", "edition", out);
	sheet_instants(v, out);
	html_raw(out, "<tr><th scope=\"row\">period</th><td>");
	value_show(v, "from", out);
	html_raw(out, " to ");
	value_show(v, "until", out);
	html_raw(out, "</td></tr>\n");
	put_sample(v, out);
	if (!is_of_release(v))
		sheet_fact(v, "records carry", "evidence_would_carry", out);
	html_raw(out, "</tbody></table>\n");
}

/* How many requirements there are at each level. */
static void
put_counts(const struct value *rows, struct buf *out)
{
	size_t at[5] = {0};
	for (size_t i = 0; i < rows->count; i++) {
		struct slice level = value_text(value_get(&rows->items[i], SLICE("would_carry")));
		if (level.len == 3 && level.at[2] >= '1' && level.at[2] <= '4')
			at[level.at[2] - '0']++;
	}
	buf_addf(out, "<p>Of %zu requirements records carry %zu at ML1, %zu at ML2, %zu at ML3, "
	    "%zu at ML4; the whole carries no more than its lowest.</p>\n", rows->count, at[1],
	    at[2], at[3], at[4]);
}

/* What one release left, and how much of the process was tailored for it. */
static void
put_left(const struct value *rows, struct buf *out)
{
	size_t left = 0, tailored = 0, approved = 0;
	for (size_t i = 0; i < rows->count; i++) {
		const struct value *row = &rows->items[i];
		bool is_out = slice_eq(value_text(value_get(row, SLICE("stated"))),
		    SLICE("not_applicable"));
		left += slice_eq(value_text(value_get(row, SLICE("practised"))),
		    SLICE("practised"));
		tailored += is_out;
		approved += is_out && value_has_text(row, "approved_by");
	}
	buf_addf(out, "<p>%zu of %zu requirements left a record for this release; %zu stated as "
	    "not applicable, %zu of them approved by somebody else.</p>\n", left, rows->count,
	    tailored, approved);
}

static void
put_tester(const struct value *row, struct buf *out)
{
	html_raw(out, "<td>");
	sheet_who(row, "performed_by", out);
	if (value_has_text(row, "independence")) {
		html_raw(out, " (");
		value_words(row, "independence", out);
		html_raw(out, ")");
	}
	if (value_has_text(row, "tester_asked")) {
		html_raw(out, value_has_text(row, "performed_by") ? "<br>" : "");
		html_raw(out, "<span class=\"quiet\">asked for: ");
		value_words(row, "tester_asked", out);
		html_raw(out, "</span>");
	}
	html_raw(out, "</td>");
}

static void
put_stated(const struct value *row, struct buf *out)
{
	html_raw(out, "<td>");
	sheet_word(row, "stated", out);
	if (value_has_text(row, "reason")) {
		html_raw(out, ": ");
		value_show(row, "reason", out);
	}
	if (value_has_text(row, "approved_by")) {
		html_raw(out, "<br>approved by ");
		value_show(row, "approved_by", out);
	}
	html_raw(out, "</td>");
}

/* A record of one sampled release is enough for the level; which others have none is said. */
static void
put_lacking(const struct value *row, struct buf *out)
{
	const struct value *list = value_get(row, SLICE("lacking"));
	if (list == NULL || list->count == 0 || !slice_eq(value_text(value_get(row,
	    SLICE("practised"))), SLICE("practised")))
		return;
	html_raw(out, "<br><span class=\"quiet\">none of: ");
	for (size_t i = 0; i < list->count; i++) {
		html_raw(out, i > 0 ? ", " : "");
		html_text(out, value_text(&list->items[i]));
	}
	html_raw(out, "</span>");
}

static void
put_row(const struct value *row, struct buf *out)
{
	html_raw(out, "<tr><th class=\"id\" scope=\"row\">");
	value_show(row, "requirement", out);
	html_raw(out, "</th><td class=\"wide\">");
	value_show(row, "title", out);
	html_raw(out, "</td>");
	put_stated(row, out);
	html_raw(out, "<td>");
	sheet_word(row, "written", out);
	if (value_has_text(row, "untrained_role")) {
		html_raw(out, ": ");
		value_show(row, "untrained_role", out);
	}
	html_raw(out, "</td><td>");
	sheet_word(row, "practised", out);
	html_raw(out, is_true(row, "improving") ? "; improving" : "");
	put_lacking(row, out);
	html_raw(out, "</td>");
	html_raw(out, "<td class=\"num\">");
	value_show(row, "would_carry", out);
	html_raw(out, "</td>");
	sheet_cell(row, out);
	put_tester(row, out);
	html_raw(out, "</tr>\n");
}

struct rc
practice_page(const struct value *v, struct buf *out, struct err *e)
{
	const struct value *rows = sheet_list(v, "requirements");
	sheet_begin(v, "Secure development process", out);
	put_head(v, out);
	sheet_section("Requirements", out);
	is_of_release(v) ? put_left(rows, out) : put_counts(rows, out);
	value_table(out, "row|title|stated|written|practised|carries|cell|done by");
	for (size_t i = 0; i < rows->count; i++)
		put_row(&rows->items[i], out);
	html_raw(out, "</tbody></table>\n");
	sheet_limits(limits, COUNT(limits), out);
	sheet_end(v, out);
	return buf_end(out, e);
}
