/* delivery_view.h - a small delivery as a view made by hand: three devices, two lists.
 *
 * Serial 3101 is in order, 3102 is not on the packing list, 3103 was not ordered; nothing says
 * who keeps the evidence. Tests change what they are about and render it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef DELIVERY_VIEW_H
#define DELIVERY_VIEW_H

#include "base/limits.h"
#include "report/view.h"
#include "unit.h"

#define ORDER_ID "sha256:1111111111111111111111111111111111111111111111111111111111111111"
#define PACKING_ID "sha256:2222222222222222222222222222222222222222222222222222222222222222"

struct delivery_view {
	struct slice			assets[3], wide;
	struct case_scope		scope;
	struct view_file		files[2];
	struct view_list		lists[2];
	struct view_stand		stands[2];
	struct view_serial		serials[2];
	struct view_need		needs[2];
	struct view_criterion		criteria[2];
	struct view_limit		limits[1];
	struct reason			missing_reason, lost, surplus;
	struct part			parts[3];
	struct criterion_result		results[6];
	struct missing			missing[1];
	struct condition_open		conditions[1];
	struct assessment		assessment;
	struct view			v;
};

static inline struct criterion_result
result_of(struct slice id, enum area area, size_t part, enum verdict verdict, struct reason *r)
{
	return (struct criterion_result){ .id = id, .area = area, .part = part,
	    .verdict = verdict, .reason_count = r == NULL ? 0 : 1, .reasons = r,
	    .level = { LEVEL_E3, LEVEL_E3 } };
}

static inline void
fill_evidence(struct delivery_view *d)
{
	d->files[0] = (struct view_file){ .path = SLICE("order.csv"), .container = VIEW_NONE,
	    .digest = SLICE(ORDER_ID), .form = SLICE("table"), .kind = SLICE("purchase_order"),
	    .why = SLICE("a column names the order"), .level = LEVEL_E3,
	    .level_why = FINDING_SIGNATURE_MISSING, .made_ms = TIME_UNKNOWN,
	    .same_as = VIEW_NONE };
	d->files[1] = d->files[0];
	d->files[1].path = SLICE("packing.xlsx");
	d->files[1].digest = SLICE(PACKING_ID);
	d->files[1].kind = SLICE("packing_list");
	d->lists[0] = (struct view_list){ 0, SLICE("purchase_order"), 2, 2, 2, true,
	    true, true, NULL };
	d->lists[1] = (struct view_list){ 1, SLICE("packing_list"), 2, 2, 2, true,
	    true, true, NULL };
	d->stands[0] = (struct view_stand){ 0, SLICE("B3") };
	d->stands[1] = (struct view_stand){ 1, SLICE("Lieferung!B4") };
	d->serials[0] = (struct view_serial){ d->assets[1], 1, &d->stands[0], 0,
	    NULL };
	d->serials[1] = (struct view_serial){ d->assets[2], 1, &d->stands[1], 0,
	    NULL };
	d->limits[0] = (struct view_limit){ SLICE("packing_list"), SLICE("Packing list"),
	    SLICE("It does not prove that the goods are genuine.") };
}

static inline void
fill_criteria(struct delivery_view *d)
{
	d->needs[0] = (struct view_need){ .kind = SLICE("packing_list"),
	    .phrase = SLICE("a packing list"), .at_least = 1, .unsigned_allowed = true };
	d->needs[1] = (struct view_need){ .kind = SLICE("sbom"),
	    .phrase = SLICE("a software bill of materials"), .party = SLICE("manufacturer"),
	    .not_older_than = SLICE("30d"), .at_least = 1 };
	d->criteria[0] = (struct view_criterion){ SLICE("serials"), SLICE("The lists add up"),
	    AREA_PROVENANCE, SLICE("The lists add up."), 1, &d->needs[0] };
	d->criteria[1] = (struct view_criterion){ SLICE("composition"), SLICE(""),
	    AREA_TRANSPARENCY, SLICE("The contents are listed."), 1, &d->needs[1] };
}

static inline void
fill_results(struct delivery_view *d)
{
	d->missing_reason = (struct reason){ FINDING_EVIDENCE_MISSING, SLICE("batch:acme/B1"),
	    SLICE(""), SLICE("") };
	d->lost = (struct reason){ FINDING_SERIAL_MISSING, d->assets[1], SLICE(ORDER_ID),
	    SLICE("B3") };
	d->surplus = (struct reason){ FINDING_SERIAL_UNEXPECTED, d->assets[2],
	    SLICE(PACKING_ID), SLICE("Lieferung!B4") };
	static const enum outcome proposals[] = { OUTCOME_REMEDIATE, OUTCOME_REJECT,
	    OUTCOME_QUARANTINE };
	for (size_t i = 0; i < 3; i++) {
		struct reason *why = i == 0 ? NULL : i == 1 ? &d->lost : &d->surplus;
		d->parts[i] = (struct part){ .asset_count = 1, .assets = &d->assets[i],
		    .proposal = proposals[i], .level = { LEVEL_E3, LEVEL_E3 },
		    .reason_count = 1, .reasons = why == NULL ? &d->missing_reason : why };
		d->results[i] = result_of(SLICE("serials"), AREA_PROVENANCE, i, why == NULL ?
		    VERDICT_PASS : VERDICT_FAIL, why);
		d->results[3 + i] = result_of(SLICE("composition"), AREA_TRANSPARENCY, i,
		    VERDICT_INDETERMINATE, &d->missing_reason);
	}
	d->missing[0] = (struct missing){ SLICE("composition"), AREA_TRANSPARENCY, SLICE("sbom"),
	    SLICE("batch:acme/B1") };
	d->conditions[0] = (struct condition_open){ SLICE("composition"),
	    SLICE("the first attestation is good"), SLICE("production_connection"),
	    SLICE("30d") };
	d->assessment = (struct assessment){ .subject = SLICE("batch:acme/B1"),
	    .proposal = OUTCOME_SPLIT, .level = { LEVEL_E3, LEVEL_E3 }, .part_count = 3,
	    .parts = d->parts, .result_count = 6, .results = d->results, .missing_count = 1,
	    .missing = d->missing, .condition_count = 1, .conditions = d->conditions };
}

static inline void
delivery_view(struct delivery_view *d)
{
	*d = (struct delivery_view){ .assets = { SLICE_INIT("asset:acme/ic-22#3101"),
	    SLICE_INIT("asset:acme/ic-22#3102"), SLICE_INIT("asset:acme/ic-22#3103") } };
	d->scope = (struct case_scope){ .subject = SLICE("batch:acme/B1"),
	    .release = SLICE("release:acme/ic-22@5.4.2"), .asset_count = 3,
	    .assets = d->assets };
	fill_evidence(d);
	fill_criteria(d);
	fill_results(d);
	d->v = (struct view){ .program_version = SLICE("0"), .subject = SLICE("batch:acme/B1"),
	    .scope = &d->scope, .valid_at_ms = 1782820800000, .valid_at_given = true,
	    .file_count = 2, .files = d->files, .list_count = 2, .lists = d->lists,
	    .serial_count = 2, .serials = d->serials, .criterion_count = 2,
	    .criteria = d->criteria, .limit_count = 1, .limits = d->limits,
	    .criteria_name = SLICE("two-lists"), .criteria_version = SLICE("1"),
	    .criteria_digest = SLICE("sha256:33"), .assessment = &d->assessment,
	    .result_digest = SLICE("sha256:44"), .exit_status = 1 };
}

/* Nothing was sent, and nothing is asked for. */
static inline void
empty_view(struct delivery_view *d)
{
	delivery_view(d);
	d->scope = (struct case_scope){ .subject = SLICE("batch:acme/B1") };
	d->assessment = (struct assessment){ .subject = SLICE("batch:acme/B1"),
	    .proposal = OUTCOME_REJECT };
	d->v.file_count = d->v.list_count = d->v.serial_count = d->v.criterion_count = 0;
	d->v.limit_count = 0;
}

/* --- rendering -------------------------------------------------------------------------------- */

enum { TEXT, HTML, MARKDOWN, LETTER, JSON, RENDERERS };

static inline struct rc
render_as(int form, const struct view *v, struct buf *out, struct err *e)
{
	switch (form) {
	case TEXT:
		return view_text(v, false, out, e);
	case HTML:
		return view_html(v, out, e);
	case MARKDOWN:
		return view_markdown(v, out, e);
	case LETTER:
		return view_letter(v, out, e);
	default:
		return view_json(v, out, e);
	}
}

/* The caller drops it. */
static inline struct buf
render(int form, const struct view *v)
{
	struct err e = {0};
	struct buf out = buf_init(MIB(64));
	assert_false(failed(render_as(form, v, &out, &e)));
	return out;
}

static inline bool
holds(const struct buf *b, const char *text)
{
	return slice_find(buf_slice(b), slice_of(text), 0) != SIZE_MAX;
}

static inline size_t
times(const struct buf *b, const char *text)
{
	size_t n = 0;
	for (size_t at = 0; (at = slice_find(buf_slice(b), slice_of(text), at)) != SIZE_MAX;
	    at++)
		n++;
	return n;
}

#endif
