/* app/desk/level_view.c - capability levels as values, tables and words. See
 * app/desk/level_view.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/level_view.h"

#include "app/listing.h"
#include "base/limits.h"
#include "codec/utf8.h"

static const char *const fr_names[LEVEL_FRS] = { "FR1", "FR2", "FR3", "FR4", "FR5", "FR6", "FR7" };

static struct value
text_value(struct slice text)
{
	return text.len == 0 ? value_null() : value_string(text);
}

static struct slice
said(const struct row_view *view, const char *member)
{
	return view->fact == NULL ? (struct slice){0} :
	    value_text(value_get(&view->fact->value, slice_of(member)));
}

static const char *
shown_word(enum level_shown s)
{
	return s == SHOWN_MET ? "met" : s == SHOWN_NOT_MET ? "not_met" : "nothing";
}

/* --- one row ---------------------------------------------------------------------------------- */

static struct value
evidence_value(struct build *b, const struct row_view *view)
{
	struct value list = value_array();
	for (size_t i = 0; i < view->evidence_count; i++) {
		const struct row_evidence *x = &view->evidence[i];
		struct value one = value_object();
		value_put(b, &one, "evidence", value_string(x->item->id));
		value_put(b, &one, "kind", value_string(x->item->kind));
		value_put(b, &one, "confidence", value_string(slice_of(confidence_name(
		    x->confidence))));
		value_put(b, &one, "independent", value_bool(x->independent));
		value_push(b, &list, one);
	}
	return list;
}

static struct value
row_value(struct build *b, const struct level_row *row, const struct row_view *view)
{
	const struct catalog_item *item = row->item;
	struct value v = value_object();
	value_put(b, &v, "id", value_string(item->full));
	value_put(b, &v, "requirement", value_string(item->id));
	value_put(b, &v, "fr", text_value(item->fr));
	value_put(b, &v, "from", value_number(b, (int64_t)row->from));
	value_put(b, &v, "title", value_string(item->title));
	value_put(b, &v, "condition", text_value(row->condition));
	value_put(b, &v, "status", text_value(slice_of(row_status_name(view->status))));
	value_put(b, &v, "native", value_string(slice_of(shown_word(view->shown[LEVEL_NATIVE]))));
	value_put(b, &v, "with_countermeasures", value_string(slice_of(shown_word(
	    view->shown[LEVEL_WITH_MEASURES]))));
	value_put(b, &v, "independent", value_string(slice_of(shown_word(
	    view->shown[LEVEL_INDEPENDENT]))));
	value_put(b, &v, "why", value_string(slice_of(row_why_name(view->why))));
	value_put(b, &v, "confidence", value_string(slice_of(confidence_name(view->confidence))));
	value_put(b, &v, "evidence", evidence_value(b, view));
	value_put(b, &v, "not_found", value_number(b, (int64_t)view->absent));
	value_put(b, &v, "cell", text_value(said(view, "cell")));
	value_put(b, &v, "limitation", text_value(said(view, "limitation")));
	value_put(b, &v, "reason", text_value(said(view, "reason")));
	value_put(b, &v, "measure", text_value(said(view, "measure")));
	value_put(b, &v, "corrected_by", text_value(row->author));
	value_put(b, &v, "tailored_by", text_value(row->tailored_by));
	value_put(b, &v, "correction", text_value(row->text));
	return v;
}

struct value
level_row_value(struct build *b, const struct levels *v, size_t row)
{
	return row_value(b, &v->plan.rows[row], &v->shown.rows[row]);
}

struct rc
level_rows_print(const struct op_call *call, struct op_result *r, const char *schema,
    const struct value *rows)
{
	static const struct column columns[] = {
		{ "requirement", "requirement", 13 }, { "fr", "FR", 4 }, { "from", "SL", 3 },
		{ "status", "stated", 20 }, { "native", "shown", 8 },
		{ "with_countermeasures", "helped", 8 }, { "independent", "indep.", 8 },
		{ "why", "why", 16 }, { "cell", "cell", 24 }, { "title", "title", 0 },
		{ "id", "id", 0 }, { "confidence", "confidence", 0 },
		{ "condition", "condition", 0 }, { "limitation", "limitation", 0 },
		{ "reason", "reason", 0 }, { "measure", "measure", 0 },
		{ "not_found", "not found", 0 }, { "corrected_by", "corrected by", 0 },
		{ "tailored_by", "tailored by", 0 },
	};
	return listing_print(call, r, schema, "requirements", columns, COUNT(columns), rows, NULL,
	    "no such row");
}

static void
put_line(struct buf *out, const char *name, const struct value *v)
{
	struct slice text = value_text(v);
	if (text.len == 0)
		return;
	buf_addf(out, "    %-14s ", name);
	text_show(text, out);
	buf_add_byte(out, '\n');
}

void
level_row_text(const struct value *row, struct buf *out)
{
	const struct value *list = value_get(row, SLICE("evidence"));
	enum row_why why = WHY_SHOWN;
	while (why + 1 < WHY_COUNT && !slice_eq(value_text(value_get(row, SLICE("why"))),
	    slice_of(row_why_name(why))))
		why++;
	text_show(value_text(value_get(row, SLICE("requirement"))), out);
	buf_add_text(out, "  ");
	text_show(value_text(value_get(row, SLICE("title"))), out);
	buf_addf(out, "\n    %-14s %s\n", "because", levels_why(why));
	put_line(out, "stated", value_get(row, SLICE("status")));
	put_line(out, "in", value_get(row, SLICE("cell")));
	put_line(out, "only where it", value_get(row, SLICE("condition")));
	put_line(out, "reason", value_get(row, SLICE("reason")));
	put_line(out, "limitation", value_get(row, SLICE("limitation")));
	put_line(out, "measure", value_get(row, SLICE("measure")));
	put_line(out, "corrected by", value_get(row, SLICE("corrected_by")));
	put_line(out, "tailored by", value_get(row, SLICE("tailored_by")));
	put_line(out, "correction", value_get(row, SLICE("correction")));
	put_line(out, "native", value_get(row, SLICE("native")));
	put_line(out, "with help", value_get(row, SLICE("with_countermeasures")));
	put_line(out, "independent", value_get(row, SLICE("independent")));
	for (size_t i = 0; i < list->count; i++) {
		const struct value *one = &list->items[i];
		buf_addf(out, "    evidence       %.*s (%.*s, %.*s%s)\n",
		    SLICE_FMT(value_text(value_get(one, SLICE("evidence")))),
		    SLICE_FMT(value_text(value_get(one, SLICE("kind")))),
		    SLICE_FMT(value_text(value_get(one, SLICE("confidence")))),
		    value_get(one, SLICE("independent"))->kind == VALUE_TRUE ?
		    ", independent of the maker" : "");
	}
}

/* --- the vector ------------------------------------------------------------------------------- */

static struct value
held_back(struct build *b, const struct levels *v, enum level_way way, unsigned fr)
{
	struct value list = value_array();
	for (size_t i = 0; i < v->plan.row_count; i++) {
		struct value one = value_object();
		const struct row_view *view = &v->shown.rows[i];
		if (v->plan.rows[i].fr != fr || !level_holds_back(&v->plan, &v->result, way, i))
			continue;
		value_put(b, &one, "id", value_string(v->plan.rows[i].item->full));
		value_put(b, &one, "why", value_string(slice_of(row_why_name(view->why))));
		value_put(b, &one, "cell", text_value(said(view, "cell")));
		value_push(b, &list, one);
	}
	return list;
}

static struct value
fr_value(struct build *b, const struct levels *v, unsigned fr)
{
	struct value one = value_object(), held = value_object();
	value_put(b, &one, "fr", value_string(slice_of(fr_names[fr])));
	value_put(b, &one, "claimed", v->has_claim ? value_number(b, (int64_t)v->claimed[fr]) :
	    value_null());
	for (unsigned way = 0; way < LEVEL_WAYS; way++) {
		value_put(b, &one, level_way_name(way), value_string(slice_of(level_text(
		    v->result.at[way][fr]))));
		value_put(b, &held, level_way_name(way), held_back(b, v, way, fr));
	}
	value_put(b, &one, "held_back", held);
	value_put(b, &one, "target_standing", v->has_target ? value_string(slice_of(
	    level_target_standing(v, fr))) : value_null());
	return one;
}

const char *
level_fr_name(unsigned fr)
{
	if (fr >= LEVEL_FRS)
		BUG("no such foundational requirement");
	return fr_names[fr];
}

size_t
level_limitations(const struct levels *v, size_t from, struct level_limitation *out)
{
	for (size_t i = from; i < v->plan.row_count + v->plan.common_count; i++) {
		bool common = i >= v->plan.row_count;
		size_t at = common ? i - v->plan.row_count : i;
		const struct row_view *view = common ? &v->shown.common[at] : &v->shown.rows[at];
		struct slice text = said(view, "limitation");
		if (text.len == 0)
			continue;
		*out = (struct level_limitation){ common ? v->plan.common[at].item :
		    v->plan.rows[at].item, text, said(view, "cell"),
		    common ? LEVEL_FRS : v->plan.rows[at].fr };
		return i + 1;
	}
	return 0;
}

static struct value
limitations(struct build *b, const struct levels *v)
{
	struct value list = value_array();
	struct level_limitation l;
	for (size_t i = 0; (i = level_limitations(v, i, &l)) > 0;) {
		struct value one = value_object();
		value_put(b, &one, "id", value_string(l.item->full));
		value_put(b, &one, "requirement", value_string(l.item->id));
		value_put(b, &one, "limitation", value_string(l.text));
		value_put(b, &one, "cell", text_value(l.cell));
		value_push(b, &list, one);
	}
	return list;
}

/* Whose selection of rows the edition was judged by; null: the whole edition. */
static struct value
profile_value(struct build *b, const struct levels *v)
{
	struct value one = value_object();
	if (v->profile == NULL)
		return value_null();
	value_put(b, &one, "name", value_string(v->profile->name));
	value_put(b, &one, "edition", text_value(v->profile->edition));
	value_put(b, &one, "author", value_string(profile_author(v->profile)));
	return one;
}

static void
put_head(struct build *b, const struct levels *v, struct value *out)
{
	struct value types = value_array();
	for (size_t i = 0; i < v->type_count; i++)
		value_push(b, &types, value_string(v->types[i]));
	value_put(b, out, "subject", value_string(v->q.subject));
	value_put(b, out, "edition", value_string(v->edition));
	value_put(b, out, "profile", profile_value(b, v));
	value_put(b, out, "component_types", types);
	value_put(b, out, "types_from", value_string(slice_of(v->types_from)));
	value_put(b, out, "claim", v->has_claim ? value_string(v->claim->id) : value_null());
	value_put(b, out, "scope", v->scope_said);
	value_put(b, out, "claims_set_aside", value_number(b, (int64_t)v->set_aside));
	value_put(b, out, "known", value_number(b, (int64_t)v->q.known));
}

/* What the zone asks for and is not shown with all the help that is recorded. */
static struct value
short_value(struct build *b, const struct levels *v, size_t row)
{
	const struct fact *measure = v->shown.rows[row].measure;
	static const char *const members[] = { "measure", "owner", "due" };
	struct value one = value_object();
	value_put(b, &one, "id", value_string(v->plan.rows[row].item->full));
	value_put(b, &one, "requirement", value_string(v->plan.rows[row].item->id));
	value_put(b, &one, "from", value_number(b, (int64_t)v->plan.rows[row].from));
	value_put(b, &one, "gap", value_string(slice_of(levels_gap_name(levels_gap(v, row)))));
	value_put(b, &one, "why", value_string(slice_of(row_why_name(v->shown.rows[row].why))));
	for (size_t i = 0; i < COUNT(members); i++)
		value_put(b, &one, members[i], measure == NULL ? value_null() : text_value(
		    value_text(value_get(&measure->value, slice_of(members[i])))));
	return one;
}

const char *
level_target_standing(const struct levels *v, unsigned fr)
{
	if (v->result.at[LEVEL_NATIVE][fr].level >= v->target[fr])
		return "shown";
	return v->result.at[LEVEL_WITH_MEASURES][fr].level >= v->target[fr] ?
	    "with_countermeasures" : "above";
}

static struct value
target_value(struct build *b, const struct levels *v)
{
	struct value t = value_object(), vector = value_object(), rows = value_array();
	if (!v->has_target)
		return value_null();
	value_put(b, &t, "zone", value_string(v->zone));
	value_put(b, &t, "id", value_string(v->target_record.id));
	value_put(b, &t, "owner", text_value(kept_text(&v->target_record, "owner")));
	value_put(b, &t, "review", text_value(kept_text(&v->target_record, "review")));
	value_put(b, &t, "risk_assessment", text_value(kept_text(&v->target_record,
	    "risk_assessment")));
	for (unsigned fr = 0; fr < LEVEL_FRS; fr++)
		value_put(b, &vector, fr_names[fr], value_number(b, (int64_t)v->target[fr]));
	value_put(b, &t, "vector", vector);
	for (size_t i = 0; i < v->plan.row_count; i++)
		if (levels_gap(v, i) != GAP_NONE)
			value_push(b, &rows, short_value(b, v, i));
	value_put(b, &t, "short", rows);
	return t;
}

struct rc
level_value(struct build *b, const struct levels *v, struct value *out, struct err *e)
{
	struct value vector = value_array(), lowest = value_object(), common = value_array();
	*out = value_object();
	put_head(b, v, out);
	for (unsigned fr = 0; fr < LEVEL_FRS; fr++)
		value_push(b, &vector, fr_value(b, v, fr));
	for (unsigned way = 0; way < LEVEL_WAYS; way++)
		value_put(b, &lowest, level_way_name(way), value_string(slice_of(level_text(
		    level_lowest(v->result.at[way])))));
	for (size_t i = 0; i < v->plan.common_count; i++)
		value_push(b, &common, row_value(b, &v->plan.common[i], &v->shown.common[i]));
	value_put(b, out, "vector", vector);
	value_put(b, out, "lowest", lowest);
	value_put(b, out, "common", common);
	value_put(b, out, "limitations", limitations(b, v));
	value_put(b, out, "target", target_value(b, v));
	return build_end(b, e);
}

/* What falls short of the target, with all the help that is recorded. */
static int
target_status(const struct levels *v)
{
	int status = 0;
	for (size_t i = 0; i < v->plan.row_count; i++) {
		enum row_gap gap = levels_gap(v, i);
		if (gap == GAP_NONE || gap == GAP_EXCEPTED)
			continue;
		if (v->result.settled[LEVEL_WITH_MEASURES][i] == SHOWN_NOT_MET)
			return 1;
		status = 3;
	}
	return status;
}

static int
claim_status(const struct levels *v)
{
	int status = 0;
	for (unsigned fr = 0; v->has_claim && fr < LEVEL_FRS; fr++) {
		struct level_value shown = v->result.at[LEVEL_NATIVE][fr];
		if (shown.level >= v->claimed[fr])
			continue;
		if (shown.mark == LEVEL_SHORT)
			return 1;
		status = 3;
	}
	return status;
}

int
level_status(const struct levels *v)
{
	return v->has_target ? target_status(v) : claim_status(v);
}

/* --- what it is claimed for ------------------------------------------------------------------- */

static void
put_said(const struct levels *v, const char *title, const char *member, struct buf *out)
{
	const struct value *said = value_get(&v->scope_said, slice_of(member));
	if (said == NULL || (said->kind == VALUE_ARRAY && said->count == 0))
		return;
	buf_addf(out, "%-14s ", title);
	if (said->kind != VALUE_ARRAY)
		text_show(said->text, out);
	for (size_t i = 0; said->kind == VALUE_ARRAY && i < said->count; i++) {
		buf_add_text(out, i > 0 ? "; " : "");
		text_show(said->items[i].text, out);
	}
	buf_add_byte(out, '\n');
}

static void
put_scope(const struct levels *v, struct buf *out)
{
	if (v->scope_said.kind != VALUE_OBJECT)
		return;
	put_said(v, "configuration", "configuration", out);
	put_said(v, "environment", "environment", out);
	put_said(v, "assumes", "assumptions", out);
	put_said(v, "leaves out", "exclusions", out);
	buf_add_byte(out, '\n');
}

/* --- text ------------------------------------------------------------------------------------- */

static bool
target_is_above(const struct levels *v, unsigned fr)
{
	return v->has_target && strcmp(level_target_standing(v, fr), "above") == 0;
}

static void
put_vector(const struct levels *v, struct buf *out)
{
	const struct value *frs = value_get(&v->catalog->document,
	    SLICE("foundational_requirements"));
	buf_addf(out, "%49s%sclaimed  shown  with countermeasures  independent\n", "",
	    v->has_target ? "target    " : "");
	for (unsigned fr = 0; fr < LEVEL_FRS; fr++) {
		struct slice title = frs == NULL || fr >= frs->count ? SLICE("") :
		    value_text(value_get(&frs->items[fr], SLICE("title")));
		char claimed[] = "-";
		if (v->has_claim)
			claimed[0] = (char)('0' + v->claimed[fr]);
		buf_addf(out, "%-4s %-44.*s", fr_names[fr], SLICE_FMT(title));
		if (v->has_target)
			buf_addf(out, "%u%-9s", v->target[fr], target_is_above(v, fr) ? " above" :
			    "");
		buf_addf(out, "%-8s %-6s %-21s %s\n", claimed,
		    level_text(v->result.at[LEVEL_NATIVE][fr]),
		    level_text(v->result.at[LEVEL_WITH_MEASURES][fr]),
		    level_text(v->result.at[LEVEL_INDEPENDENT][fr]));
	}
	buf_addf(out, "%-49s%s%-8s %-6s %-21s %s\n", "lowest of the seven",
	    v->has_target ? "          " : "", "",
	    level_text(level_lowest(v->result.at[LEVEL_NATIVE])),
	    level_text(level_lowest(v->result.at[LEVEL_WITH_MEASURES])),
	    level_text(level_lowest(v->result.at[LEVEL_INDEPENDENT])));
}

static void
put_why(const struct levels *v, size_t row, struct buf *out)
{
	const struct row_view *view = &v->shown.rows[row];
	struct slice cell = said(view, "cell");
	buf_addf(out, "  %-14.*s ", SLICE_FMT(v->plan.rows[row].item->id));
	buf_add_text(out, levels_why(view->why));
	if (cell.len > 0) {
		buf_add_text(out, " (");
		text_show(cell, out);
		buf_add_byte(out, ')');
	}
	if (v->plan.rows[row].author.len > 0) {
		buf_add_text(out, "; the row is corrected by ");
		text_show(v->plan.rows[row].author, out);
	}
	if (v->plan.rows[row].tailored_by.len > 0) {
		buf_add_text(out, "; the row is tailored by ");
		text_show(v->plan.rows[row].tailored_by, out);
	}
	buf_add_byte(out, '\n');
}

/* A profile may ask nothing of a requirement. */
static bool
has_rows(const struct level_plan *p, unsigned fr)
{
	for (size_t i = 0; i < p->row_count; i++)
		if (p->rows[i].fr == fr)
			return true;
	return false;
}

/* Where nothing is shown for the next level, it is not said that it lacks anything. */
static void
put_reached(const char *fr, struct level_value shown, bool rows, struct buf *out)
{
	if (!rows)
		buf_addf(out, "\n%s has nothing to judge it by: no row of it is asked for.\n", fr);
	else if (shown.mark != LEVEL_OPEN)
		buf_addf(out, "\n%s is shown at %u, for level %u lacks:\n", fr, shown.level,
		    shown.level + 1);
	else if (shown.level == 0)
		buf_addf(out, "\n%s has nothing to judge it by; for level 1 nothing is shown "
		    "for:\n", fr);
	else
		buf_addf(out, "\n%s is shown at %u; for level %u nothing is shown for:\n", fr,
		    shown.level, shown.level + 1);
}

static void
put_held_back(const struct levels *v, struct buf *out)
{
	for (unsigned fr = 0; fr < LEVEL_FRS; fr++) {
		struct level_value shown = v->result.at[LEVEL_NATIVE][fr];
		if (shown.mark == LEVEL_WHOLE)
			continue;
		put_reached(fr_names[fr], shown, has_rows(&v->plan, fr), out);
		for (size_t i = 0; i < v->plan.row_count; i++)
			if (v->plan.rows[i].fr == fr &&
			    level_holds_back(&v->plan, &v->result, LEVEL_NATIVE, i))
				put_why(v, i, out);
	}
}

static void
put_short(const struct levels *v, struct buf *out)
{
	bool any = false;
	if (!v->has_target)
		return;
	buf_add_text(out, "\nTarget of ");
	text_show(v->zone, out);
	buf_addf(out, ", set by %.*s, to be reviewed by %.10s", SLICE_FMT(kept_text(
	    &v->target_record, "owner")), (const char *)kept_text(&v->target_record,
	    "review").at);
	for (size_t i = 0; i < v->plan.row_count; i++) {
		enum row_gap gap = levels_gap(v, i);
		const struct fact *m = v->shown.rows[i].measure;
		if (gap == GAP_NONE)
			continue;
		buf_add_text(out, any ? "" : "; it asks for more than is shown:\n");
		any = true;
		buf_addf(out, "  %-14.*s %s", SLICE_FMT(v->plan.rows[i].item->id),
		    gap == GAP_EXCEPTED ? "an exception is approved" : gap == GAP_PLANNED ?
		    "planned, and not shown: " : "no countermeasure, no exception: nobody owns "
		    "it");
		if (gap == GAP_PLANNED)
			text_show(value_text(value_get(&m->value, SLICE("measure"))), out);
		buf_add_byte(out, '\n');
	}
	buf_add_text(out, any ? "" : "; all that it asks for is shown, with the help that is "
	    "recorded\n");
}

static void
put_common(const struct levels *v, struct buf *out)
{
	buf_add_text(out, "\nCommon constraints, which no number shows:\n");
	for (size_t i = 0; i < v->plan.common_count; i++)
		buf_addf(out, "  %-14.*s %.*s: %s\n", SLICE_FMT(v->plan.common[i].item->id),
		    SLICE_FMT(v->plan.common[i].item->title),
		    levels_why(v->shown.common[i].why));
}

static void
put_limitations(const struct levels *v, struct buf *out)
{
	struct level_limitation l;
	bool first = true;
	for (size_t i = 0; (i = level_limitations(v, i, &l)) > 0;) {
		buf_add_text(out, first ? "\nLimitations that go with it:\n" : "");
		first = false;
		buf_addf(out, "  %-14.*s ", SLICE_FMT(l.item->id));
		text_show(l.text, out);
		buf_add_byte(out, '\n');
	}
}

static void
put_profile(const struct levels *v, struct buf *out)
{
	if (v->profile == NULL)
		return;
	buf_addf(out, "by the profile %.*s%s%.*s of ", SLICE_FMT(v->profile->name),
	    v->profile->edition.len > 0 ? ":" : "", SLICE_FMT(v->profile->edition));
	text_show(profile_author(v->profile), out);
	buf_add_text(out, " ");
}

struct rc
level_text_page(const struct levels *v, struct buf *out, struct err *e)
{
	text_show(v->q.subject, out);
	buf_addf(out, "  %.*s ", SLICE_FMT(v->edition));
	put_profile(v, out);
	for (size_t i = 0; i < v->type_count; i++) {
		buf_add_byte(out, ' ');
		text_show(v->types[i], out);
	}
	buf_addf(out, "  (by %s)\n\n", v->types_from);
	put_scope(v, out);
	if (v->set_aside > 0)
		buf_addf(out, "%zu other statement%s of what is claimed in force: the one that was "
		    "recorded last counts\n(`assay evidence supersede` ends one)\n\n",
		    v->set_aside, v->set_aside > 1 ? "s" : "");
	put_vector(v, out);
	buf_add_text(out, "\n2: a row of level 3 is shown not met. 2?: nothing is shown for a row "
	    "of level 3. 0?: there is\nnothing to judge by, which is not \"no security\". A number "
	    "says what records show, not that the\nproduct is secure.\n");
	put_short(v, out);
	put_held_back(v, out);
	put_common(v, out);
	put_limitations(v, out);
	return buf_end(out, e);
}
