/* report/responsibility_page.c - the sheet of who is responsible for what. See
 * report/responsibility_page.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "report/responsibility_page.h"

#include "report/sheet_page.h"

static const char *const limits[] = {
	"It says who is named for what, and by whom it was written down. That a party knows of it, "
	    "has agreed to it or does it, nobody has shown here.",
	"What nobody wrote down is not on this sheet: it shows gaps in what is listed, and not "
	    "that the list is whole.",
	"Evidence that is said to lie somewhere was not looked at for this sheet.",
	"Whether a contract or a law asks for another division is not judged here.",
};

const char *const *
responsibility_page_limits(size_t *count)
{
	*count = COUNT(limits);
	return limits;
}

static void
put_more(const struct value *row, const char *before, const char *name, struct buf *out)
{
	if (!value_has_text(row, name))
		return;
	html_raw(out, "<br>");
	html_word(out, before);
	value_show(row, name, out);
}

static bool
says(const struct value *row, const char *name, const char *word)
{
	return slice_eq(value_text(value_get(row, slice_of(name))), slice_of(word));
}

static void
put_topic(const struct value *row, struct buf *out)
{
	if (says(row, "topic", "*"))
		html_word(out, "the whole");
	else
		sheet_who(row, "topic", out);
	if (!slice_eq(value_text(value_get(row, SLICE("topic"))),
	    value_text(value_get(row, SLICE("assumption")))))
		put_more(row, "takes for granted: ", "assumption", out);
}

static void
put_contact(const struct value *row, struct buf *out)
{
	if (!value_has_text(row, "contact"))
		return;
	html_raw(out, "<br>reached by ");
	sheet_who(row, "contact", out);
}

static void
put_owner(const struct value *row, struct buf *out)
{
	if (!value_has_text(row, "party"))
		html_raw(out, "<span class=\"state\">nobody</span>");
	sheet_who(row, "party", out);
	if (says(row, "state", "two_owners"))
		html_raw(out, "<br><span class=\"state\">and another</span>");
	if (value_has_text(row, "role"))
		html_raw(out, "<br>as ");
	value_words(row, "role", out);
	put_contact(row, out);
	put_more(row, "owed to ", "to", out);
	put_more(row, "its paper names ", "proposed", out);
}

/* A list of the row, behind a word. */
static void
put_names(const struct value *row, const char *before, const char *name, struct buf *out)
{
	const struct value *list = sheet_list(row, name);
	if (list->count == 0)
		return;
	html_word(out, before);
	value_show(row, name, out);
	html_raw(out, "<br>");
}

static void
put_evidence(const struct value *row, struct buf *out)
{
	const struct value *list = sheet_list(row, "evidence");
	if (value_has_text(row, "kind")) {
		value_words(row, "kind", out);
		html_raw(out, "<br>");
	}
	for (size_t i = 0; i < list->count; i++) {
		html_element(out, "code", NULL, list->items[i].text);
		html_raw(out, "<br>");
	}
	put_names(row, "not found: ", "named", out);
	if (value_has_text(row, "retention_owner")) {
		html_raw(out, "kept by ");
		value_show(row, "retention_owner", out);
		html_raw(out, "<br>");
	}
	if (value_has_text(row, "location")) {
		html_raw(out, "at ");
		value_show(row, "location", out);
	}
}

/* An instant is not broken. */
static void
put_due(const struct value *row, struct buf *out)
{
	if (!value_has_text(row, "due"))
		return;
	html_raw(out, "due ");
	value_instant(row, "due", out);
	html_raw(out, "<br>");
}

/* subject: of the sheet; what is of it alone need not say so. */
static void
put_row(const struct value *row, struct slice subject, struct buf *out)
{
	html_raw(out, says(row, "state", "owned") ? "<tr>" : "<tr class=\"open\">");
	html_raw(out, "<th scope=\"row\">");
	put_topic(row, out);
	html_raw(out, "</th><td>");
	sheet_word(row, "duty", out);
	if (value_has_text(row, "stage")) {
		html_raw(out, "<br>");
		sheet_who(row, "stage", out);
	}
	html_raw(out, "</td><td>");
	put_owner(row, out);
	html_raw(out, "</td><td>");
	put_due(row, out);
	put_evidence(row, out);
	html_raw(out, "</td><td class=\"cell\">");
	value_words(row, "source", out);
	if (value_has_text(row, "cell")) {
		html_raw(out, " ");
		sheet_place(row, out);
	}
	if (!slice_eq(value_text(value_get(row, SLICE("subject"))), subject)) {
		html_raw(out, "<br>of ");
		sheet_who(row, "subject", out);
	}
	html_raw(out, "</td></tr>\n");
}

static void
put_rows(const struct value *rows, struct slice subject, struct buf *out)
{
	if (rows->count == 0) {
		html_raw(out, "<p>Nothing is said about who is responsible.</p>\n");
		return;
	}
	value_table(out, "topic|duty, stage|who|due, and evidence|said in");
	for (size_t i = 0; i < rows->count; i++)
		put_row(&rows->items[i], subject, out);
	html_raw(out, "</tbody></table>\n");
}

static void
put_fault(const struct value *row, struct buf *out)
{
	html_raw(out, "<tr><td>");
	value_show(row, "sentence", out);
	html_raw(out, "</td><th scope=\"row\">");
	put_topic(row, out);
	html_raw(out, "</th><td class=\"id\">");
	value_words(row, "duty", out);
	html_raw(out, "</td><td>");
	sheet_who(row, "party", out);
	put_more(row, "and ", "other", out);
	put_more(row, "its paper names ", "proposed", out);
	html_raw(out, "</td>");
	sheet_cell(row, out);
	html_raw(out, "</tr>\n");
}

static void
put_faults(const struct value *faults, struct buf *out)
{
	sheet_section("What is open", out);
	if (faults->count == 0) {
		html_raw(out, "<p>Nothing was found: every duty that is listed has one owner who "
		    "can be reached.</p>\n");
		return;
	}
	value_table(out, "finding|topic|duty|who|cell");
	for (size_t i = 0; i < faults->count; i++)
		put_fault(&faults->items[i], out);
	html_raw(out, "</tbody></table>\n");
}

struct rc
responsibility_page(const struct value *v, struct buf *out, struct err *e)
{
	sheet_begin(v, "Responsibilities", out);
	html_raw(out, "<table class=\"facts\"><tbody>\n");
	sheet_fact(v, "subject", "subject", out);
	sheet_fact(v, "only what this party has", "party", out);
	sheet_fact(v, "parties", "parties", out);
	sheet_fact(v, "have one owner", "owned", out);
	sheet_fact(v, "have none", "unowned", out);
	sheet_fact(v, "have two", "two_owners", out);
	sheet_instants(v, out);
	html_raw(out, "</tbody></table>\n");
	if (!value_has_text(v, "party"))
		put_faults(sheet_list(v, "findings"), out);
	sheet_section("Who is responsible for what", out);
	put_rows(sheet_list(v, "responsibilities"), value_text(value_get(v, SLICE("subject"))),
	    out);
	sheet_limits(limits, COUNT(limits), out);
	sheet_end(v, out);
	return buf_end(out, e);
}
