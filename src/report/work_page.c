/* report/work_page.c - the work sheet of one report. See report/work_page.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "report/work_page.h"

#include "report/sheet_page.h"

/* Rows of one section, of two columns; what a person has to write gets room. On paper the whole is
 * set narrow, so that one sheet of it is enough where the ledger has no more to say. */
static void
put_section(const struct value *v, const char *section, struct buf *out)
{
	const struct value *rows = sheet_list(v, "rows");
	for (size_t i = 0; i < rows->count; i++) {
		const struct value *row = &rows->items[i];
		if (!slice_eq(value_text(value_get(row, SLICE("section"))), slice_of(section)))
			continue;
		html_raw(out, "<tr><th scope=\"row\">");
		value_words(row, "what", out);
		bool open = !value_has_text(row, "value");
		html_raw(out, open && slice_eq(slice_of(section), SLICE("to_fill_in")) ?
		    "</th><td class=\"blank\">" : "</th><td>");
		html_raw(out, open ? "<b>open</b>" : "");
		value_show(row, "value", out);
		html_raw(out, "</td></tr>\n");
	}
}

static void
put_rows(const struct value *v, const char *const *sections, size_t count, struct buf *out)
{
	html_raw(out, "<table class=\"work\"><tbody>\n");
	for (size_t i = 0; i < count; i++)
		put_section(v, sections[i], out);
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
	static const char *const known[] = { "report", "affected", "tell" };
	static const char *const open[] = { "to_fill_in" };
	sheet_begin(v, "Work sheet", out);
	html_raw(out, "<div class=\"dense\"><p>Nothing is sent from here: a person submits the "
	    "report, and files its receipt as evidence.</p>\n<table class=\"facts\"><tbody>\n");
	sheet_fact(v, "clock", "clock", out);
	sheet_fact(v, "duty", "duty", out);
	sheet_fact(v, "state", "state", out);
	sheet_instants(v, out);
	html_raw(out, "</tbody></table>\n");
	sheet_section("The report, what is affected, and who is to be told", out);
	put_rows(v, known, COUNT(known), out);
	sheet_section("To be filled in by a person", out);
	put_rows(v, open, COUNT(open), out);
	put_limits(v, out);
	html_raw(out, "</div>\n");
	sheet_end(v, out);
	return buf_end(out, e);
}
