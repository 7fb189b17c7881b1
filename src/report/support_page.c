/* report/support_page.c - the sheet of support periods. See report/support_page.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "report/support_page.h"

#include "report/sheet_page.h"

static const char *const limits[] = {
	"It says what somebody stated, and by whom. That updates are made until then, nobody has "
	    "shown; that they were made so far, neither.",
	"Where no end is announced nothing is promised.",
	"A component of which nobody says anything is not on this sheet, nor is one that no kept "
	    "bill of materials lists.",
	"That a period ends before five years from the placing on the market is a duty to check "
	    "(CRA Art. 13(8)) and no judgement: only an expected use that is shorter allows it. "
	    "Nothing else that a law or a contract asks for is looked at here.",
	"A patch policy says who is to do which step and by when. That an update came within that "
	    "time, or at all, nobody has shown here, nor that those who are named agreed.",
	"That customers were told says that a notice is recorded, not that it arrived.",
};

const char *const *
support_page_limits(size_t *count)
{
	*count = COUNT(limits);
	return limits;
}

static void
put_more(const struct value *row, const char *before, const char *name, struct buf *out)
{
	const struct value *member = value_get(row, slice_of(name));
	if (member == NULL || member->text.len == 0)
		return;
	html_raw(out, "<br>");
	html_word(out, before);
	value_show(row, name, out);
}

static bool
is(const struct value *row, const char *name, const char *text)
{
	return slice_eq(value_text(value_get(row, slice_of(name))), slice_of(text));
}

/* Duties to check, where they are not met. The end matters to customers once it is near. */
static void
put_duty(const struct value *row, struct buf *out)
{
	if (is(row, "floor", "below")) {
		html_raw(out, "<br><b class=\"state wrap\">before five years from the placing on "
		    "the market (");
		value_show(row, "floor_end", out);
		html_raw(out, ")</b>");
	}
	if (is(row, "customers", "told"))
		put_more(row, "customers told ", "told_of_end", out);
	else if (is(row, "customers", "told_other_end"))
		html_raw(out, "<br><b class=\"state wrap\">customers were told of another end</b>");
	else if (is(row, "customers", "not_told") && is(row, "status", "ended"))
		html_raw(out, "<br><b class=\"state wrap\">customers not told</b>");
}

/* What still runs of that which has ended. */
static void
put_field(const struct value *row, struct buf *out)
{
	int64_t assets;
	if (!is(row, "status", "ended") || !value_int(value_get(row, SLICE("assets")), &assets) ||
	    assets == 0)
		return;
	buf_addf(out, "<br><b class=\"state wrap\">%lld in use</b>, ", (long long)assets);
	html_raw(out, value_has_text(row, "decided_since") ? "decided on since" :
	    "and nobody has decided since");
}

static void
put_row(const struct value *row, struct buf *out)
{
	html_raw(out, "<tr><th scope=\"row\">");
	sheet_who(row, "subject", out);
	put_more(row, "for its component ", "component", out);
	html_raw(out, "</th><td class=\"id\">");
	value_words(row, "status", out);
	put_more(row, "days left: ", "days_left", out);
	put_more(row, "days past: ", "days_past", out);
	html_raw(out, "</td><td class=\"id\">");
	value_show(row, "end", out);
	html_raw(out, value_has_text(row, "end_of") ? "<br>of " : "");
	value_words(row, "end_of", out);
	put_more(row, "from ", "start", out);
	put_duty(row, out);
	put_field(row, out);
	html_raw(out, "</td><td>");
	html_raw(out, value_has_text(row, "issuer") ? "" : "nobody who is named");
	sheet_who(row, "issuer", out);
	put_more(row, "source: ", "source", out);
	html_raw(out, "</td><td>");
	value_show(row, "policy", out);
	html_raw(out, value_has_text(row, "policy") && value_has_text(row, "maintenance") ?
	    "; " : "");
	value_show(row, "maintenance", out);
	html_raw(out, "</td></tr>\n");
}

/* Rows of one subject: supply, approve, install, confirm. */
#define PATCH_STEPS_OF_ONE 4

/* --- how it is patched ------------------------------------------------------------------------ */

static void
put_doer(const struct value *row, const char *party, const char *source, struct buf *out)
{
	sheet_who(row, party, out);
	if (!value_has_text(row, source) || is(row, source, "policy"))
		return;
	html_raw(out, " (by the ");
	value_words(row, source, out);
	html_raw(out, ")");
}

/* By which policy; of the step before it need not be said again. before: null: there is none. */
static void
put_policy(const struct value *row, const struct value *before, struct buf *out)
{
	if (!value_has_text(row, "policy")) {
		html_raw(out, "<span class=\"state\">none is recorded</span>");
		return;
	}
	if (before != NULL && value_eq(value_get(row, SLICE("policy")),
	    value_get(before, SLICE("policy")))) {
		html_raw(out, "<span class=\"quiet\">the same</span>");
		return;
	}
	html_raw(out, "approved by ");
	sheet_who(row, "approved_by", out);
	html_raw(out, "<br>holds until ");
	value_instant(row, "holds_until", out);
}

static void
put_step(const struct value *row, const struct value *before, struct buf *out)
{
	bool owned = is(row, "state", "owned");
	html_raw(out, owned ? "<tr>" : "<tr class=\"open\">");
	if (is(row, "step", "supply")) {	/* the first of four of its subject */
		html_raw(out, "<th class=\"of\" scope=\"row\" rowspan=\"4\">");
		sheet_who(row, "subject", out);
		html_raw(out, "</th>");
	}
	html_raw(out, "<td>");
	sheet_word(row, "step", out);
	html_raw(out, "</td><td>");
	if (!value_has_text(row, "party"))
		html_raw(out, "<span class=\"state\">nobody</span>");
	put_doer(row, "party", "source", out);
	if (value_has_text(row, "other")) {
		html_raw(out, "<br><span class=\"state\">and</span> ");
		put_doer(row, "other", "other_source", out);
	}
	put_more(row, "reached by ", "contact", out);
	html_raw(out, "</td><td>");
	value_show(row, "within_days", out);
	html_raw(out, "</td><td>");
	put_policy(row, before, out);
	html_raw(out, "</td></tr>\n");
}

static void
put_fault(const struct value *row, struct buf *out)
{
	html_raw(out, "<li>");
	sheet_who(row, "subject", out);
	html_raw(out, value_has_text(row, "step") ? ", " : "");
	value_words(row, "step", out);
	html_raw(out, ": ");
	value_show(row, "sentence", out);
	html_raw(out, "</li>\n");
}

static void
put_patching(const struct value *v, struct buf *out)
{
	const struct value *steps = sheet_list(v, "steps"), *faults = sheet_list(v, "findings");
	if (steps->count == 0)
		return;
	sheet_section("Who supplies, approves, installs and confirms updates", out);
	value_table(out, "subject|step|who|within days|policy");
	for (size_t i = 0; i < steps->count; i++)
		put_step(&steps->items[i], i % PATCH_STEPS_OF_ONE == 0 ? NULL :
		    &steps->items[i - 1], out);
	html_raw(out, "</tbody></table>\n");
	html_raw(out, faults->count > 0 ? "<ul>\n" : "");
	for (size_t i = 0; i < faults->count; i++)
		put_fault(&faults->items[i], out);
	html_raw(out, faults->count > 0 ? "</ul>\n" : "");
}

struct rc
support_page(const struct value *v, struct buf *out, struct err *e)
{
	const struct value *rows = sheet_list(v, "supports");
	sheet_begin(v, "Support periods", out);
	html_raw(out, "<table class=\"facts\"><tbody>\n");
	sheet_fact(v, "subject", "subject", out);
	sheet_instants(v, out);
	html_raw(out, "</tbody></table>\n");
	sheet_section("What is said, what ends first on top", out);
	if (rows->count == 0)
		html_raw(out, "<p>Nothing is said about support.</p>\n");
	else
		value_table(out, "subject|status|end|said by|policy and maintenance");
	for (size_t i = 0; i < rows->count; i++)
		put_row(&rows->items[i], out);
	html_raw(out, rows->count > 0 ? "</tbody></table>\n" : "");
	put_patching(v, out);
	sheet_limits(limits, COUNT(limits), out);
	sheet_end(v, out);
	return buf_end(out, e);
}
