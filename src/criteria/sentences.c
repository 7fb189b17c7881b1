/* criteria/sentences.c - criteria as sentences that can stand in a contract.
 * See criteria/criteria.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "criteria/words_int.h"

/* What the one who receives the goods has, not the one who delivers them. */
static const char *const buyers_kinds[] = { "asset_list", "goods_receipt", "planned_use",
	"purchase_order" };
static const char *const buyers_roles[] = { "asset_owner", "buyer", "operator" };

/* "supplier provides " */
static void
put_giver(const struct need *n, struct buf *out)
{
	const char *who = "supplier";
	for (size_t i = 0; i < COUNT(buyers_kinds); i++)
		if (slice_eq(n->kind, slice_of(buyers_kinds[i])))
			who = "buyer";
	for (size_t i = 0; i < COUNT(buyers_roles); i++)
		if (slice_eq(n->party, slice_of(buyers_roles[i])))
			who = "buyer";
	buf_addf(out, "%s provides ", who);
}

static void
put_level(const struct criterion *c, struct buf *out)
{
	if (c->min_level != LEVEL_NONE)
		buf_addf(out, "; evidence level %s%s", level_name(c->min_level),
		    c->min_level < LEVEL_E5 ? " or higher" : "");
}

/* The criterion's own need, or those of which one is enough. */
static void
put_needs(const struct criterion *c, const struct kind_set *kinds, struct buf *out)
{
	if (c->need_count == 0)
		return;
	if (c->need_count > 1) {
		buf_add_text(out, "One of the following is provided: ");
		for (size_t i = 0; i < c->need_count; i++) {
			buf_add_text(out, i > 0 ? "; or " : "");
			put_need(&c->needs[i], kinds, true, out);
		}
	} else if (c->needs[0].each != EACH_NONE) {
		buf_addf(out, "For each %s the ", each_name(c->needs[0].each));
		put_giver(&c->needs[0], out);
		put_need(&c->needs[0], kinds, false, out);
	} else {
		buf_add_text(out, "The ");
		put_giver(&c->needs[0], out);
		put_need(&c->needs[0], kinds, false, out);
	}
	put_level(c, out);
	buf_add_byte(out, '.');
}

/* " (none of: affected, unknown)" */
static void
put_texts(const struct check_use *use, struct buf *out)
{
	for (size_t p = 0; p < CHECK_PARAMS_MAX && use->check->params[p].name != NULL; p++) {
		for (size_t i = 0; i < use->text_count[p]; i++) {
			buf_add_text(out, i == 0 ? " (" : ", ");
			if (i == 0) {
				put_plain(slice_of(use->check->params[p].name), out);
				buf_add_text(out, ": ");
			}
			buf_add(out, use->texts[p][i]);
		}
		buf_add_text(out, use->text_count[p] > 0 ? ")" : "");
	}
}

/* What it checks, as a sentence with a capital letter and one full stop; what it looks at. */
static void
put_check(const struct check_use *use, const struct kind_set *kinds, struct buf *out)
{
	struct slice text = slice_of(use->check->sentence);
	size_t shown = 0;
	if (slice_ends(text, SLICE(".")))
		text.len--;
	if (text.len > 0 && text.at[0] >= 'a' && text.at[0] <= 'z') {
		buf_add_byte(out, (uint8_t)(text.at[0] - 32));
		text = slice_sub(text, 1, text.len);
	}
	buf_add(out, text);
	put_texts(use, out);
	buf_add_byte(out, '.');
	for (size_t p = 0; p < CHECK_PARAMS_MAX && use->check->params[p].name != NULL; p++) {
		if (use->needs[p].kind.len > 0) {
			buf_add_text(out, shown++ == 0 ? " It rests on " : "; ");
			put_need(&use->needs[p], kinds, true, out);
		}
	}
	buf_add_text(out, shown > 0 ? "." : "");
}

static void
put_checks(const struct criterion *c, const struct kind_set *kinds, struct buf *out)
{
	for (size_t i = 0; i < c->check_count; i++) {
		buf_add_text(out, i > 0 || c->need_count > 0 ? " " : "");
		put_check(&c->checks[i], kinds, out);
	}
	if (c->need_count == 0 && c->min_level != LEVEL_NONE)
		buf_addf(out, " What has to be signed is of evidence level %s%s.",
		    level_name(c->min_level), c->min_level < LEVEL_E5 ? " or higher" : "");
}

/* "Before production connection, within 30 days of the decision: ..." */
static void
put_condition(const struct criterion *c, struct buf *out)
{
	bool date = slice_find(c->due, SLICE("-"), 0) != SIZE_MAX;
	buf_add_text(out, "Before ");
	put_plain(c->gate, out);
	buf_add_text(out, date ? ", by " : ", within ");
	if (date)
		buf_add(out, c->due);
	else
		put_duration(c->due, out);
	buf_add_text(out, date ? ": " : " of the decision: ");
	buf_add(out, c->condition_text);
	buf_add_text(out, ". ");
}

void
criterion_wanted(const struct criterion *c, const struct kind_set *kinds, struct buf *out)
{
	if (c->has_condition)
		put_condition(c, out);
	put_needs(c, kinds, out);
	put_checks(c, kinds, out);
}

/* --- what follows ----------------------------------------------------------------------------- */

/* "quarantine (or reject)" */
static void
put_list(const struct outcome_list *list, struct buf *out)
{
	for (size_t i = 0; i < list->count; i++) {
		buf_add_text(out, i == 0 ? "" : i == 1 ? " (or " : ", ");
		put_plain(slice_of(outcome_name(list->at[i])), out);
	}
	buf_add_text(out, list->count > 1 ? ")" : "");
}

static void
put_outcomes(const char *when, const struct outcome_map *map, struct buf *out)
{
	buf_addf(out, "   %s: ", when);
	put_list(&map->otherwise, out);
	for (size_t i = 0; i < map->count; i++) {
		buf_addf(out, "; with %s: ", finding_name(map->codes[i]));
		put_list(&map->lists[i], out);
	}
	buf_add_text(out, ".\n");
}

static void
put_informs(const struct criterion *c, struct buf *out)
{
	for (size_t i = 0; i < c->informs_count; i++) {
		buf_add_text(out, i == 0 ? "   Worth looking at for " : ", ");
		buf_add(out, c->informs[i].requirement);
		buf_add_text(out, " (");
		buf_add(out, c->informs[i].as);
		buf_add_text(out, ")");
	}
	buf_add_text(out, c->informs_count > 0 ? ".\n" : "");
}

static void
put_criterion(size_t number, const struct criterion *c, const struct kind_set *kinds,
    struct buf *out)
{
	buf_add_byte(out, '\n');
	buf_add_u64(out, number);
	buf_add_text(out, ". ");
	buf_add(out, c->title.len > 0 ? c->title : c->id);
	buf_addf(out, " (%.*s; ", SLICE_FMT(c->id));
	put_plain(slice_of(area_name(c->area)), out);
	buf_add_text(out, ")\n   ");
	criterion_wanted(c, kinds, out);
	buf_add_byte(out, '\n');
	if (c->has_condition)
		buf_add_text(out, "   While it is open: accept with conditions.\n");
	put_outcomes("If the evidence speaks against it", &c->on_fail, out);
	if (!c->has_condition)
		put_outcomes("If it cannot be told", &c->on_indeterminate, out);
	put_informs(c, out);
}

/* --- the whole -------------------------------------------------------------------------------- */

static bool
uses(const struct criterion *c, struct slice kind)
{
	for (size_t i = 0; i < c->need_count; i++)
		if (slice_eq(c->needs[i].kind, kind))
			return true;
	for (size_t i = 0; i < c->check_count; i++)
		for (size_t p = 0; p < CHECK_PARAMS_MAX; p++)
			if (slice_eq(c->checks[i].needs[p].kind, kind))
				return true;
	return false;
}

static void
put_kinds(const struct criteria *c, const struct kind_set *kinds, struct buf *out)
{
	buf_add_text(out, "\nWhat is meant, and what it does not prove\n");
	for (size_t k = 0; k < kinds->count; k++) {
		const struct kind *kind = &kinds->at[k];
		size_t i = 0;
		while (i < c->count && !uses(&c->criteria[i], kind->id))
			i++;
		if (i == c->count)
			continue;
		buf_add_text(out, "   ");
		put_plain(kind->id, out);
		buf_add_text(out, ": ");
		buf_add(out, kind->title);
		buf_add_text(out, ". ");
		buf_add(out, kind->does_not_prove);
		buf_add_byte(out, '\n');
	}
}

static void
put_head(const struct criteria *c, struct buf *out)
{
	buf_add_text(out, "Criteria ");
	buf_add(out, c->name);
	buf_add_text(out, ", version ");
	buf_add(out, c->version);
	buf_add_text(out, ", for the acceptance of a product");
	for (size_t i = 0; i < c->type_count; i++) {
		buf_add_text(out, i == 0 ? " of the type " : " or ");
		put_plain(c->component_types[i], out);
	}
	buf_add_text(out, "\n\nEvery criterion has to be met. Of the outcomes the first is "
	    "proposed; a person decides.\nA criterion that is met does not show that a "
	    "requirement of a standard is met.\n");
	if (c->backdating_ms > 0) {
		bool days = c->backdating_ms % DAY_MS == 0;
		int64_t count = c->backdating_ms / (days ? DAY_MS : 1000);
		buf_addf(out, "A decision may be dated back by at most %lld %s%s.\n",
		    (long long)count, days ? "day" : "second", count == 1 ? "" : "s");
	}
}

struct rc
criteria_sentences(const struct criteria *c, const struct kind_set *kinds, struct buf *out,
    struct err *e)
{
	put_head(c, out);
	for (size_t i = 0; i < c->count; i++)
		put_criterion(i + 1, &c->criteria[i], kinds, out);
	put_kinds(c, kinds, out);
	return buf_end(out, e);
}
