/* report/level_page.c - the sheet of capability levels. See report/level_page.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "report/level_page.h"

#include "report/sheet_page.h"

static const char *const limits[] = {
	"A number says what records show by the rules of this program. It does not say that the "
	    "product is secure, nor that a standard is met: an assessor judges that.",
	"A level of the component is no level of a system: that is a matter of the zone, of what "
	    "stands around it, and of how it is run.",
	"0? says that there is nothing to judge by, which is not \"no security\"; 2? that nothing "
	    "is shown for a row of level 3.",
	"It holds for this release in the configuration and environment named above, with the "
	    "limitations named, and for no other release; and only as far as what is assumed of "
	    "its surroundings is so, which nothing here shows.",
	"Of a test report its presence and its binding are looked at; whether the test was a good "
	    "one is for whoever reads it.",
	"What nobody recorded is not on this sheet.",
};

const char *const *
level_page_limits(size_t *count)
{
	*count = COUNT(limits);
	return limits;
}

static void
put_head(const struct value *v, struct buf *out)
{
	const struct value *scope = value_get(v, SLICE("scope"));
	const struct value *profile = value_get(v, SLICE("profile"));
	const struct value *set_aside = value_get(v, SLICE("claims_set_aside"));
	html_raw(out, "<table class=\"facts\"><tbody>\n");
	sheet_fact(v, "subject", "subject", out);
	sheet_fact(v, "edition", "edition", out);
	sheet_fact(profile, "by the profile", "name", out);
	sheet_fact(profile, "which was made by", "author", out);
	sheet_fact(v, "component type", "component_types", out);
	sheet_fact(v, "type known by", "types_from", out);
	sheet_fact(scope, "configuration", "configuration", out);
	sheet_fact(scope, "environment", "environment", out);
	sheet_fact(scope, "assumed of its surroundings", "assumptions", out);
	sheet_fact(scope, "left out", "exclusions", out);
	sheet_fact(v, "claim", "claim", out);
	if (set_aside != NULL && !slice_eq(set_aside->text, SLICE("0")))
		sheet_fact(v, "other claims in force, set aside", "claims_set_aside", out);
	sheet_instants(v, out);
	html_raw(out, "</tbody></table>\n");
}

/* --- the vector ------------------------------------------------------------------------------- */

static void
put_number(const struct value *v, const char *name, struct buf *out)
{
	const struct value *number = value_get(v, slice_of(name));
	html_raw(out, "<td class=\"num\">");
	if (number == NULL || number->text.len == 0)
		html_raw(out, "&ndash;");
	else
		value_show(v, name, out);
	html_raw(out, "</td>");
}

static void
put_fr(const struct value *v, const struct value *fr, size_t at, struct buf *out)
{
	const struct value *titles = sheet_list(v, "titles");
	const struct value *target = value_get(v, SLICE("target"));
	struct slice name = value_text(value_get(fr, SLICE("fr")));
	html_element(out, "th", "id", name);
	html_raw(out, "<td>");
	if (at < titles->count)
		html_text(out, value_text(&titles->items[at]));
	html_raw(out, "</td>");
	if (target != NULL && target->kind == VALUE_OBJECT) {
		const struct value *number = value_get(value_get(target, SLICE("vector")), name);
		bool above = slice_eq(value_text(value_get(fr, SLICE("target_standing"))),
		    SLICE("above"));
		html_raw(out, above ? "<td class=\"num\"><b>" : "<td class=\"num\">");
		html_text(out, number == NULL ? SLICE("") : number->text);
		html_raw(out, above ? " above</b></td>" : "</td>");
	}
	put_number(fr, "claimed", out);
	put_number(fr, "native", out);
	put_number(fr, "with_countermeasures", out);
	put_number(fr, "independent", out);
}

static void
put_vector(const struct value *v, struct buf *out)
{
	const struct value *vector = sheet_list(v, "vector");
	const struct value *target = value_get(v, SLICE("target"));
	bool asked = target != NULL && target->kind == VALUE_OBJECT;
	sheet_section("What is claimed, and what is shown", out);
	value_table(out, asked ?
	    "FR|foundational requirement|target|claimed|shown|with countermeasures|independent" :
	    "FR|foundational requirement|claimed|shown|with countermeasures|independent");
	for (size_t i = 0; i < vector->count; i++) {
		html_raw(out, "<tr>");
		put_fr(v, &vector->items[i], i, out);
		html_raw(out, "</tr>\n");
	}
	html_raw(out, "<tr class=\"sum\"><th></th><td>lowest of the seven</td>");
	html_raw(out, asked ? "<td></td><td></td>" : "<td></td>");
	put_number(value_get(v, SLICE("lowest")), "native", out);
	put_number(value_get(v, SLICE("lowest")), "with_countermeasures", out);
	put_number(value_get(v, SLICE("lowest")), "independent", out);
	html_raw(out, "</tr>\n</tbody></table>\n<p class=\"quiet\">2: a row of level 3 is shown "
	    "not met. 2?: nothing is shown for a row of level 3. 0?: there is nothing to judge by."
	    " Shown: by the component itself. Independent: by somebody who is independent of the "
	    "maker.");
	html_raw(out, asked ? " Above: the zone asks for more than is shown, with all "
	    "countermeasures that are recorded.</p>\n" : "</p>\n");
}

/* --- rows ------------------------------------------------------------------------------------- */

static void
put_more(const struct value *row, const char *title, const char *name, struct buf *out)
{
	if (!value_has_text(row, name))
		return;
	html_raw(out, "<br>");
	html_word(out, title);
	html_raw(out, ": ");
	value_show(row, name, out);
}

static void
put_ways(const struct value *ways, struct buf *out)
{
	html_raw(out, "<td class=\"id\">");
	for (size_t i = 0; i < ways->count; i++) {
		html_raw(out, i > 0 ? ",<br>" : "");
		html_text(out, value_text(&ways->items[i]));
	}
	html_raw(out, "</td>");
}

static void
put_row(const struct value *row, bool holds, struct buf *out)
{
	html_raw(out, "<tr><th class=\"id\" scope=\"row\">");
	value_show(row, "requirement", out);
	html_raw(out, "</th>");
	if (holds)
		put_number(row, "from", out);
	html_raw(out, "<td>");
	value_show(row, "title", out);
	put_more(row, "only where it", "condition", out);
	html_raw(out, "</td><td>");
	value_show(row, "because", out);
	if (holds && slice_eq(value_text(value_get(row, SLICE("native"))), SLICE("met")))
		html_raw(out, ", and none by somebody who is independent of the maker");
	put_more(row, "reason", "reason", out);
	put_more(row, "measure", "measure", out);
	put_more(row, "the row is corrected by", "corrected_by", out);
	put_more(row, "the row is tailored by", "tailored_by", out);
	put_more(row, "correction", "correction", out);
	html_raw(out, "</td>");
	sheet_cell(row, out);
	if (holds)
		put_ways(sheet_list(row, "holds"), out);
	html_raw(out, "</tr>\n");
}

/* The component shows it; only that nobody independent does keeps a number down. */
static bool
is_independent_alone(const struct value *row)
{
	return sheet_list(row, "holds")->count == 1 &&
	    slice_eq(value_text(value_get(row, SLICE("native"))), SLICE("met"));
}

/* Such rows are many, and say the same: in one paragraph. */
static void
put_independent(const struct value *held, size_t count, struct buf *out)
{
	size_t n = 0;
	if (count == 0)
		return;
	buf_addf(out, "<p>The number <b>independent</b> alone is held down by %zu more row%s, "
	    "which the component shows, and of which no record is by somebody independent of the "
	    "maker: ", count, count > 1 ? "s" : "");
	for (size_t i = 0; i < held->count; i++) {
		const struct value *row = &held->items[i];
		if (!is_independent_alone(row))
			continue;
		html_raw(out, n++ > 0 ? ", <span class=\"id\">" : "<span class=\"id\">");
		value_show(row, "requirement", out);
		html_raw(out, "</span>");
		if (value_has_text(row, "cell")) {
			html_raw(out, " (");
			sheet_place(row, out);
			html_raw(out, ")");
		}
	}
	html_raw(out, ".</p>\n");
}

static void
put_held(const struct value *v, struct buf *out)
{
	const struct value *held = sheet_list(v, "held");
	size_t alone = 0;
	sheet_section("What holds a number down", out);
	for (size_t i = 0; i < held->count; i++)
		alone += is_independent_alone(&held->items[i]);
	if (held->count == 0)
		html_raw(out, "<p>Nothing.</p>\n");
	if (held->count > alone)
		value_table(out, "row|level|title|why|cell|holds down");
	for (size_t i = 0; i < held->count; i++)
		if (!is_independent_alone(&held->items[i]))
			put_row(&held->items[i], true, out);
	if (held->count > alone)
		html_raw(out, "</tbody></table>\n");
	put_independent(held, alone, out);
}

/* A row that the zone asks for, and that is not shown. */
static void
put_short_row(const struct value *row, struct buf *out)
{
	html_raw(out, "<tr><th class=\"id\" scope=\"row\">");
	value_show(row, "requirement", out);
	html_raw(out, "</th>");
	put_number(row, "from", out);
	html_raw(out, "<td>");
	sheet_word(row, "gap", out);
	html_raw(out, "</td><td>");
	html_raw(out, slice_eq(value_text(value_get(row, SLICE("gap"))), SLICE("open")) ?
	    "<b>no countermeasure, no exception: nobody owns it</b>" : "");
	value_show(row, "measure", out);
	html_raw(out, "</td><td>");
	sheet_who(row, "owner", out);
	html_raw(out, "</td><td>");
	value_instant(row, "due", out);
	html_raw(out, "</td></tr>\n");
}

static void
put_short(const struct value *v, struct buf *out)
{
	const struct value *target = value_get(v, SLICE("target"));
	const struct value *rows = sheet_list(target, "short");
	if (target == NULL || target->kind != VALUE_OBJECT)
		return;
	sheet_section("What the zone asks for", out);
	html_raw(out, "<table class=\"facts\"><tbody>\n");
	sheet_fact(target, "zone", "zone", out);
	sheet_fact(target, "set by", "owner", out);
	sheet_fact(target, "to be reviewed by", "review", out);
	sheet_fact(target, "comes out of", "risk_assessment", out);
	html_raw(out, "</tbody></table>\n");
	if (rows->count == 0) {
		html_raw(out, "<p>All that it asks for is shown, with the help that is recorded."
		    "</p>\n");
		return;
	}
	value_table(out, "row|level|standing|countermeasure|owner|due");
	for (size_t i = 0; i < rows->count; i++)
		put_short_row(&rows->items[i], out);
	html_raw(out, "</tbody></table>\n");
}

static void
put_limitations(const struct value *v, struct buf *out)
{
	static const struct value_column columns[] = { { "requirement", VALUE_AS_TEXT },
	    { "limitation", VALUE_AS_TEXT }, { "cell", VALUE_AS_TEXT } };
	const struct value *list = sheet_list(v, "limitations");
	sheet_section("Limitations that go with it", out);
	if (list->count == 0)
		html_raw(out, "<p>None is recorded.</p>\n");
	else
		value_rows(out, "row|limitation|cell", columns, COUNT(columns), list);
}

static void
put_common(const struct value *v, struct buf *out)
{
	const struct value *list = sheet_list(v, "constraints");
	sheet_section("Common constraints, which no number shows", out);
	value_table(out, "row|title|how it stands|cell");
	for (size_t i = 0; i < list->count; i++)
		put_row(&list->items[i], false, out);
	html_raw(out, "</tbody></table>\n");
}

struct rc
level_page(const struct value *v, struct buf *out, struct err *e)
{
	sheet_begin(v, "Capability security levels", out);
	put_head(v, out);
	put_vector(v, out);
	put_short(v, out);
	put_limitations(v, out);
	put_held(v, out);
	put_common(v, out);
	sheet_limits(limits, COUNT(limits), out);
	sheet_end(v, out);
	return buf_end(out, e);
}
