/* laws.c - the three laws, exactly. See laws.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "laws.h"

#include <stdio.h>

/* The exemption of law 1: what is one side of a duplicate, a sharing, a mismatch or a conflict
 * speaks against while it is so, as do adverse facts, and taking it away may let pass. It holds for
 * the criterion, the asset and the side that a reason of one of these codes names before:
 *
 *   WIDTH_ITEM     the item as a whole, or what it takes to count at all (signature, binding...)
 *   WIDTH_FACT     the fact at the place of the reason, of the name in the row or of any
 *   WIDTH_MEMBER   in that fact the member in the row, or any: it no longer says so
 *   WIDTH_PAIR     a fact of that name in the item: the reason names one of the two
 *   WIDTH_ANY      anything in the item: a record that is no longer whole does not count
 *
 * The same codes exempt from law 2 what makes an item as a whole no longer count: withdrawal,
 * revocation, expiry, a broken signature. */
static const struct side {
	enum finding_id	 code;
	enum width	 width;
	const char	*fact, *member;
} sides[] = {
	/* conflicts */
	{ FINDING_EVIDENCE_CONFLICT, WIDTH_ITEM, NULL, NULL },
	{ FINDING_EVIDENCE_CONFLICT, WIDTH_FACT, NULL, NULL },
	{ FINDING_EVIDENCE_CONFLICT, WIDTH_MEMBER, NULL, NULL },
	/* mismatches between kinds */
	{ FINDING_IMAGE_DIGEST_MISMATCH, WIDTH_ITEM, NULL, NULL },
	{ FINDING_IMAGE_DIGEST_MISMATCH, WIDTH_FACT, "bom", NULL },
	{ FINDING_IMAGE_DIGEST_MISMATCH, WIDTH_MEMBER, "bom", "image" },
	{ FINDING_IMAGE_DIGEST_MISMATCH, WIDTH_MEMBER, "bom", "version" },
	{ FINDING_IMAGE_DIGEST_MISMATCH, WIDTH_MEMBER, "image", "size" },
	{ FINDING_IMAGE_MISSING, WIDTH_ITEM, NULL, NULL },
	{ FINDING_VERSION_MISMATCH, WIDTH_ITEM, NULL, NULL },
	{ FINDING_LEVEL_NOT_CERTIFIED, WIDTH_ITEM, NULL, NULL },
	{ FINDING_LEVEL_NOT_CERTIFIED, WIDTH_FACT, NULL, NULL },
	{ FINDING_BASELINE_MISMATCH, WIDTH_ANY, NULL, NULL },
	{ FINDING_LEVEL_SHORT, WIDTH_ANY, NULL, NULL },
	{ FINDING_ATTESTATION_MISMATCH, WIDTH_ANY, NULL, NULL },
	{ FINDING_IDENTITY_MISMATCH, WIDTH_ITEM, NULL, NULL },
	{ FINDING_IDENTITY_MISMATCH, WIDTH_FACT, "readout", NULL },
	{ FINDING_IDENTITY_MISMATCH, WIDTH_MEMBER, "readout", "asset" },
	{ FINDING_IDENTITY_MISMATCH, WIDTH_FACT, "certificate", NULL },
	{ FINDING_QUANTITY_MISMATCH, WIDTH_ITEM, NULL, NULL },
	{ FINDING_QUANTITY_MISMATCH, WIDTH_FACT, NULL, NULL },
	{ FINDING_QUANTITY_MISMATCH, WIDTH_MEMBER, "listed", "quantity" },
	{ FINDING_QUANTITY_MISMATCH, WIDTH_MEMBER, "quantity", "quantity" },
	/* duplicates and sharing */
	{ FINDING_SERIAL_DUPLICATE, WIDTH_ITEM, NULL, NULL },
	{ FINDING_SERIAL_DUPLICATE, WIDTH_PAIR, "listed", NULL },
	{ FINDING_CERTIFICATE_SHARED, WIDTH_ITEM, NULL, NULL },
	{ FINDING_CERTIFICATE_SHARED, WIDTH_PAIR, "identity", NULL },
	{ FINDING_CERTIFICATE_SHARED, WIDTH_MEMBER, "identity", "certificate" },
	{ FINDING_EVIDENCE_NOT_OWN, WIDTH_ITEM, NULL, NULL },
	/* adverse facts, and the items that carry them */
	{ FINDING_CUSTODY_BREAK, WIDTH_ANY, NULL, NULL },
	{ FINDING_VULNERABILITY_OPEN, WIDTH_ITEM, NULL, NULL },
	{ FINDING_VULNERABILITY_OPEN, WIDTH_FACT, "status", NULL },
	{ FINDING_UPDATE_UNAUTHORISED, WIDTH_ITEM, NULL, NULL },
	{ FINDING_UPDATE_UNAUTHORISED, WIDTH_FACT, "change", NULL },
	{ FINDING_VERSION_MISMATCH, WIDTH_FACT, "change", NULL },
	{ FINDING_EVIDENCE_UNDATED, WIDTH_ITEM, NULL, NULL },	/* a change */
	{ FINDING_EVIDENCE_UNDATED, WIDTH_FACT, "change", NULL },
	{ FINDING_CERT_REVOKED, WIDTH_ITEM, NULL, NULL },
	{ FINDING_EVIDENCE_REVOKED, WIDTH_ITEM, NULL, NULL },
};

const char *
law_name(enum law law)
{
	static const char *const names[] = { "", "taking support away",
	    "adding what speaks against", "what speaks against is heard",
	    "absence needs a carrier", "order", "unrelated", "form of the result", "nothing" };
	return names[law];
}

/* Codes, with the first digits of the evidence and the place. */
static void
note_reasons(struct breach *b, const struct criterion_result *r)
{
	size_t at = 0;
	for (size_t i = 0; i < r->reason_count && at < sizeof(b->reasons); i++) {
		struct slice id = slice_sub(r->reasons[i].evidence, 7, 13);
		int n = snprintf(b->reasons + at, sizeof(b->reasons) - at, " %s(%.*s %.*s)",
		    finding_name(r->reasons[i].id), SLICE_FMT(id), SLICE_FMT(r->reasons[i].place));
		at += n > 0 ? (size_t)n : sizeof(b->reasons);
	}
}

static bool
breached(struct breach *b, enum law law, const struct score *s, size_t criterion, size_t column,
    const struct change *ch)
{
	*b = (struct breach){ .law = law, .suite = s->suite->name,
	    .criterion = s->suite->criteria->criteria[criterion].id,
	    .asset = score_asset(s, column), .item = ch->item, .fact = ch->fact,
	    .member = ch->member };
	note_reasons(b, score_at(s, criterion, column));
	return false;
}

/* --- law 1 ------------------------------------------------------------------------------------ */

static bool
is_side(const struct side *side, const struct reason *r, const struct change *ch)
{
	if (side->code != r->id || ch->width == 0 || !slice_eq(r->evidence, ch->item))
		return false;
	if (side->width == WIDTH_ANY)
		return true;
	if (side->width == WIDTH_PAIR)
		return ch->width == WIDTH_FACT && slice_eq(slice_of(side->fact), ch->fact);
	if (side->width != ch->width || ch->width == WIDTH_ITEM)
		return side->width == ch->width;
	return (r->place.len == 0 || slice_eq(r->place, ch->place)) &&
	    (side->fact == NULL || slice_eq(slice_of(side->fact), ch->fact)) &&
	    (side->width == WIDTH_FACT || side->member == NULL ||
	    slice_eq(slice_of(side->member), ch->member));
}

/* The code that exempts, or FINDING_NONE. */
static enum finding_id
exempting(const struct criterion_result *r, const struct change *ch)
{
	for (size_t i = 0; i < r->reason_count; i++)
		for (size_t k = 0; k < COUNT(sides); k++)
			if (is_side(&sides[k], &r->reasons[i], ch))
				return r->reasons[i].id;
	return FINDING_NONE;
}

/* The two sides of a sharing are named at two assets, each at its own. */
static enum finding_id
exempting_at(const struct score *before, size_t criterion, size_t column, const struct change *ch)
{
	enum finding_id code = exempting(score_at(before, criterion, column), ch);
	bool shared = false;
	const struct criterion_result *r = score_at(before, criterion, column);
	for (size_t i = 0; i < r->reason_count; i++)
		shared = shared || r->reasons[i].id == FINDING_CERTIFICATE_SHARED;
	for (size_t i = 0; i < before->columns && shared && code == FINDING_NONE; i++)
		if (exempting(score_at(before, criterion, i), ch) == FINDING_CERTIFICATE_SHARED)
			code = FINDING_CERTIFICATE_SHARED;
	return code;
}

static bool
is_exempt(const struct score *before, size_t criterion, size_t column, const struct change *ch,
    enum law law, struct tally *t)
{
	enum finding_id code = exempting_at(before, criterion, column, ch);
	if (code == FINDING_NONE)
		return false;
	t->exempt[law]++;
	t->by_code[code]++;
	return true;
}

bool
law_take(const struct score *before, const struct score *after, const struct change *ch,
    struct tally *t, struct breach *b)
{
	for (size_t c = 0; c < before->suite->criteria->count; c++)
		for (size_t i = 0; i < before->columns; i++) {
			t->held[LAW_TAKE]++;
			if (score_passes(before, c, i) || !score_passes(after, c, i))
				continue;
			if (!is_exempt(before, c, i, ch, LAW_TAKE, t))
				return breached(b, LAW_TAKE, before, c, i, ch);
		}
	return true;
}

/* --- whom a change must hit ------------------------------------------------------------------- */

static bool
need_matches(const struct need *n, const struct kind_set *kinds, const struct change *ch)
{
	if (slice_is_null(n->kind) || (ch->is_signed && n->unsigned_allowed) ||
	    (ch->each && n->each != EACH_ASSET) || (ch->several && n->at_least < 2))
		return false;
	return ch->kind == NULL || slice_eq(n->kind, slice_of(ch->kind)) ||
	    kind_is(kinds, slice_of(ch->kind), n->kind);
}

/* The criterion uses the check and has the need: its own, or a parameter of that check. */
static bool
is_hit(const struct score *s, size_t criterion, const struct change *ch)
{
	const struct criterion *c = &s->suite->criteria->criteria[criterion];
	bool own = c->need_count == 1 && need_matches(&c->needs[0], s->suite->kinds, ch);
	if (ch->check == NULL && own)
		return true;
	for (size_t i = 0; i < c->check_count; i++) {
		const struct check_use *u = &c->checks[i];
		if (ch->check != NULL && !slice_eq(slice_of(u->check->name), slice_of(ch->check)))
			continue;
		bool has = own || (ch->kind == NULL && !ch->is_signed && !ch->each && !ch->several);
		for (size_t k = 0; k < CHECK_PARAMS_MAX && !has; k++)
			has = need_matches(&u->needs[k], s->suite->kinds, ch);
		if (has)
			return true;
	}
	return false;
}

static bool
rests_on(const struct criterion_result *r, struct slice item)
{
	for (size_t i = 0; i < r->evidence_count; i++)
		if (slice_eq(r->evidence[i], item))
			return true;
	return false;
}

/* --- laws 2 and 3 ----------------------------------------------------------------------------- */

bool
law_adverse(const struct score *before, const struct score *after, const struct change *ch,
    struct tally *t, struct breach *b)
{
	t->changes[LAW_HITS] += ch->hits;
	for (size_t c = 0; c < before->suite->criteria->count; c++) {
		bool hit = ch->hits && is_hit(before, c, ch);
		for (size_t i = 0; i < before->columns; i++) {
			bool passed = score_passes(before, c, i);
			bool passes = score_passes(after, c, i);
			t->held[LAW_ADVERSE]++;
			if (!passed && passes && !is_exempt(before, c, i, ch,
			    LAW_ADVERSE, t))
				return breached(b, LAW_ADVERSE, before, c, i, ch);
			/* it speaks about what is looked at: admitted, and about this asset */
			if (!hit || !passed || !rests_on(score_at(before, c, i), ch->item) ||
			    (ch->asset.len > 0 && !slice_eq(ch->asset, score_asset(before, i))))
				continue;
			t->held[LAW_HITS]++;
			if (passes)
				return breached(b, LAW_HITS, before, c, i, ch);
		}
	}
	return true;
}

bool
law_carrier(const struct score *after, const struct change *ch, struct tally *t,
    struct breach *b)
{
	for (size_t c = 0; c < after->suite->criteria->count && ch->hits; c++)
		for (size_t i = 0; i < after->columns && is_hit(after, c, ch); i++) {
			if (ch->asset.len > 0 && !slice_eq(ch->asset, score_asset(after, i)))
				continue;
			t->held[LAW_CARRIER]++;
			if (score_passes(after, c, i))
				return breached(b, LAW_CARRIER, after, c, i, ch);
		}
	return true;
}

/* --- every result ----------------------------------------------------------------------------- */

static bool
is_partition(const struct score *s, const struct case_form *form)
{
	size_t count = 0;
	for (size_t p = 0; p < s->s.part_count; p++)
		count += s->s.parts[p].asset_count;
	/* that each asset is in a part score_make() has seen */
	return count == form->scope.asset_count && s->s.part_count > 0 &&
	    (count > 0 || s->s.part_count == 1);
}

static bool
is_common(const struct score *s)
{
	bool same = true;
	for (size_t p = 1; p < s->s.part_count; p++)
		same = same && s->s.parts[p].proposal == s->s.parts[0].proposal;
	return s->s.proposal == (same ? s->s.parts[0].proposal : OUTCOME_SPLIT);
}

/* The gravest of the criteria, and accept where all pass. */
static bool
is_gravest(const struct score *s, size_t part)
{
	enum outcome gravest = OUTCOME_ACCEPT;
	for (size_t i = 0; i < s->s.result_count; i++)
		if (s->s.results[i].part == part && s->s.results[i].proposal < gravest)
			gravest = s->s.results[i].proposal;
	return s->s.parts[part].proposal == gravest;
}

static bool
is_spoken(const struct criterion_result *r)
{
	bool fails = false;
	for (size_t i = 0; i < r->reason_count; i++) {
		fails = fails || finding_class(r->reasons[i].id) == CLASS_FAIL;
		if (finding_class(r->reasons[i].id) == CLASS_NOTE)
			return false;
	}
	if (r->verdict == VERDICT_PASS)
		return r->reason_count == 0 && r->evidence_count > 0 &&
		    r->proposal == OUTCOME_ACCEPT;
	return r->reason_count > 0 && r->proposal != OUTCOME_NONE &&
	    r->proposal < OUTCOME_ACCEPT &&
	    r->verdict == (fails ? VERDICT_FAIL : VERDICT_INDETERMINATE);
}

bool
law_form(const struct score *s, const struct case_form *form, struct tally *t, struct breach *b)
{
	struct change none = {0};
	t->changes[LAW_FORM]++;
	if (!is_partition(s, form) || !is_common(s))
		return breached(b, LAW_FORM, s, 0, 0, &none);
	for (size_t p = 0; p < s->s.part_count; p++)
		if (!is_gravest(s, p))
			return breached(b, LAW_FORM, s, 0, 0, &none);
	for (size_t c = 0; c < s->suite->criteria->count; c++)
		for (size_t i = 0; i < s->columns; i++) {
			t->held[LAW_FORM]++;
			if (!is_spoken(score_at(s, c, i)))
				return breached(b, LAW_FORM, s, c, i, &none);
		}
	return true;
}
