/* report/work_page.c - the work sheet of one report. See report/work_page.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "report/work_page.h"

#include "report/sheet_page.h"

/* Rows of one section as a table of two columns; what is open leaves room to write. */
static void
put_rows(const struct value *v, const char *section, struct buf *out)
{
	const struct value *rows = sheet_list(v, "rows");
	html_raw(out, "<table class=\"work\"><tbody>\n");
	for (size_t i = 0; i < rows->count; i++) {
		const struct value *row = &rows->items[i];
		if (!slice_eq(value_text(value_get(row, SLICE("section"))), slice_of(section)))
			continue;
		html_raw(out, "<tr><th scope=\"row\">");
		value_words(row, "what", out);
		html_raw(out, value_has_text(row, "value") ? "</th><td>" :
		    "</th><td class=\"blank\"><b>open</b>");
		value_show(row, "value", out);
		html_raw(out, "</td></tr>\n");
	}
	html_raw(out, "</tbody></table>\n");
}

static void
put_limits(const struct value *v, struct buf *out)
{
	const struct value *list = sheet_list(v, "does_not_prove");
	sheet_section("What this does not prove", out);
	html_raw(out, "<ul>\n");
	for (size_t i = 0; i < list->count; i++) {
		html_element(out, "li", NULL, list->items[i].text);
		html_raw(out, "\n");
	}
	html_raw(out, "</ul>\n");
}

struct rc
work_page(const struct value *v, struct buf *out, struct err *e)
{
	sheet_begin(v, "Work sheet", out);
	html_raw(out, "<style>.work th{width:34%;background:#eef1f4}.blank{height:3em}@media print{"
	    ".work th{print-color-adjust:exact;-webkit-print-color-adjust:exact}}</style>\n"
	    "<p>Nothing is sent from here: a person submits the report, and files its receipt as "
	    "evidence.</p>\n<table class=\"facts\"><tbody>\n");
	sheet_fact(v, "clock", "clock", out);
	sheet_fact(v, "duty", "duty", out);
	sheet_fact(v, "state", "state", out);
	sheet_instants(v, out);
	html_raw(out, "</tbody></table>\n");
	sheet_section("The report", out);
	put_rows(v, "report", out);
	sheet_section("Affected products and releases", out);
	put_rows(v, "affected", out);
	sheet_section("Who is to be told", out);
	put_rows(v, "tell", out);
	sheet_section("To be filled in by a person", out);
	put_rows(v, "to_fill_in", out);
	put_limits(v, out);
	sheet_end(v, out);
	return buf_end(out, e);
}
