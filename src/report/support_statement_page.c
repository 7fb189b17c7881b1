/* report/support_statement_page.c - a statement of support for a buyer. See
 * report/support_statement_page.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "report/support_statement_page.h"

#include "report/sheet_page.h"

static const char *const limits[] = {
	"Behind its end nobody has promised security updates: a vulnerability that becomes known "
	    "then may stay open for good.",
	"Month and year are those of the end in UTC. Support ends on the day that stands beside "
	    "them, and not with the month.",
	"It says what somebody stated. That updates are made until then, nobody has shown; that "
	    "they were made so far, neither.",
	"Support of a product is not support of every version of it: a fix may ask for a newer "
	    "version, and a place in which it can be installed.",
	"Where nothing is said of an end, or an end is still to be announced, nothing is promised.",
	"A component that is not listed may end earlier: only those are that somebody stated and a "
	    "kept bill of materials lists.",
	"Whether the period is as long as a law or a contract asks for is not judged here.",
};

const char *const *
support_statement_limits(size_t *count)
{
	*count = COUNT(limits);
	return limits;
}

static bool
is(const struct value *row, const char *name, const char *text)
{
	return slice_eq(value_text(value_get(row, slice_of(name))), slice_of(text));
}

/* "No security updates after December 2036" in words of the date that is stated. */
static void
put_headline(const struct value *row, struct buf *out)
{
	bool ended = is(row, "status", "ended");
	if (!value_has_text(row, "month_words")) {
		html_raw(out, is(row, "status", "to_be_announced") ?
		    "An end is still to be announced. Until then nothing is promised." :
		    "Nothing is said of an end, and nothing is promised.");
		return;
	}
	html_raw(out, is(row, "end_of", "end_of_life") ? (ended ? "Its life ended in " :
	    "It is looked after until ") : ended ? "Security support ended in " :
	    "Security support is stated until ");
	html_raw(out, "<span class=\"month\">");
	value_show(row, "month_words", out);
	html_raw(out, "</span>.");
}

static void
put_fact(const struct value *row, const char *title, const char *name, struct buf *out)
{
	if (!value_has_text(row, name))
		return;
	html_raw(out, "<tr><th scope=\"row\">");
	html_word(out, title);
	html_raw(out, "</th><td>");
	value_words(row, name, out);
	html_raw(out, "</td></tr>\n");
}

static void
put_statement(const struct value *row, struct buf *out)
{
	html_raw(out, "<section class=\"stated\"><p class=\"headline\">");
	put_headline(row, out);
	html_raw(out, "</p>\n<table class=\"facts\"><tbody>\n");
	put_fact(row, "of", "subject", out);
	put_fact(row, "to the instant", "end", out);
	put_fact(row, "what ends", "end_of", out);
	put_fact(row, "state", "status", out);
	html_raw(out, "<tr><th scope=\"row\">stated by</th><td>");
	html_raw(out, value_has_text(row, "issuer") ? "" : "nobody who is named");
	value_show(row, "issuer", out);
	html_raw(out, "</td></tr>\n");
	put_fact(row, "source", "source", out);
	put_fact(row, "policy", "policy", out);
	put_fact(row, "maintenance", "maintenance", out);
	html_raw(out, "</tbody></table></section>\n");
}

static size_t
count_of(const struct value *rows, bool component)
{
	size_t n = 0;
	for (size_t i = 0; i < rows->count; i++)
		n += value_has_text(&rows->items[i], "component") == component;
	return n;
}

static void
put_components(const struct value *rows, struct buf *out)
{
	static const char *const members[] = { "component", "month_words", "status", "issuer" };
	sheet_section("Components in it of which an end is stated", out);
	if (count_of(rows, true) == 0) {
		html_raw(out, "<p>Nothing is stated of a component in it.</p>\n");
		return;
	}
	value_table(out, "component|until|state|stated by");
	for (size_t i = 0; i < rows->count; i++) {
		if (!value_has_text(&rows->items[i], "component"))
			continue;
		html_raw(out, "<tr>");
		for (size_t k = 0; k < COUNT(members); k++) {
			html_raw(out, "<td>");
			if (k == COUNT(members) - 1 && !value_has_text(&rows->items[i], members[k]))
				html_raw(out, "nobody who is named");
			value_words(&rows->items[i], members[k], out);
			html_raw(out, "</td>");
		}
		html_raw(out, "</tr>\n");
	}
	html_raw(out, "</tbody></table>\n");
}

struct rc
support_statement_page(const struct value *v, struct buf *out, struct err *e)
{
	const struct value *rows = sheet_list(v, "statements");
	sheet_begin(v, "Support", out);
	html_raw(out, "<style>.headline{font-size:1.25em;margin:1.2em 0 .4em}.month{font-weight:"
	    "600;white-space:nowrap}.stated{break-inside:avoid}</style>\n");
	if (count_of(rows, false) == 0)
		html_raw(out, "<p class=\"headline\">Nobody has stated until when it is supported: "
		    "nothing is promised.</p>\n");
	for (size_t i = 0; i < rows->count; i++)
		if (!value_has_text(&rows->items[i], "component"))
			put_statement(&rows->items[i], out);
	put_components(rows, out);
	sheet_limits(limits, COUNT(limits), out);
	sheet_section("As of when", out);
	html_raw(out, "<table class=\"facts\"><tbody>\n");
	sheet_instants(v, out);
	html_raw(out, "</tbody></table>\n");
	sheet_end(v, out);
	return buf_end(out, e);
}
