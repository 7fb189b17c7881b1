/* fact/item_standing.c - which items of a case count at its instant. See fact/item_standing.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fact/item_standing.h"

#include "fact/signed_at.h"

const struct item_state *
item_state_at(const struct item_state *states, size_t count, int64_t at_ms)
{
	const struct item_state *last = NULL;
	for (size_t i = 0; i < count; i++)
		if (states[i].at_ms == TIME_UNKNOWN || states[i].at_ms <= at_ms)
			last = &states[i];
	return last;
}

bool
item_period_covers(int64_t from_ms, int64_t until_ms, int64_t at_ms)
{
	return (from_ms == TIME_UNKNOWN || from_ms <= at_ms) &&
	    (until_ms == TIME_UNKNOWN || until_ms >= at_ms);
}

static bool
is_in_force(const struct item *it, int64_t at_ms)
{
	return item_state_at(it->states, it->state_count, at_ms) == NULL &&
	    item_period_covers(it->valid_from_ms, it->valid_until_ms, at_ms);
}

bool
item_stands(const struct case_form *form, const struct item *it)
{
	for (size_t i = 0; i < it->finding_count; i++)
		if (finding_class(it->findings[i].id) >= CLASS_LACK)
			return false;
	if (signed_has_broken(it))
		return false;
	if (it->holding == HOLDING_SEEN ||
	    (it->holding == HOLDING_HELD && it->recomputed_ms == TIME_UNKNOWN))
		return false;
	return is_in_force(it, form->valid_at_ms);
}

const struct item *
item_standing(const struct case_form *form, struct slice id)
{
	size_t low = 0, high = form->item_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (slice_cmp(form->items[middle].id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < form->item_count && slice_eq(form->items[low].id, id); low++)
		if (item_stands(form, &form->items[low]))
			return &form->items[low];
	return NULL;
}

bool
item_is_bound(const struct item *it, struct slice subject)
{
	for (size_t i = 0; i < it->bound_count; i++)
		if (slice_eq(it->bound_to[i], subject))
			return true;
	return false;
}

/* The anchor speaks for a party, and not for the maker. The party; or null. */
static struct slice
other_party(const struct case_form *form, const struct case_anchor *anchor)
{
	struct slice other = {0};
	for (size_t i = 0; i < anchor->subject_count; i++) {
		if (slice_eq(anchor->subjects[i], form->scope.manufacturer))
			return (struct slice){0};
		if (slice_starts(anchor->subjects[i], SLICE("party:")))
			other = anchor->subjects[i];
	}
	return other;
}

static bool
leads_to(const struct item *it, struct slice anchor)
{
	for (size_t i = 0; i < it->signature_count; i++)
		if (slice_eq(it->signatures[i].anchor, anchor))
			return true;
	return false;
}

static bool
is_signed_by_another(const struct case_form *form, const struct item *it)
{
	for (size_t i = 0; i < form->anchor_count; i++) {
		const struct case_anchor *anchor = &form->anchors[i];
		struct slice party = other_party(form, anchor);
		const struct signed_wish wish = { PURPOSE_EVIDENCE, party };
		if (party.len > 0 && leads_to(it, anchor->id) && signed_at(form, it, &wish).good)
			return true;
	}
	return false;
}

static struct slice
org_of(struct slice subject)
{
	size_t colon = slice_find(subject, SLICE(":"), 0);
	struct slice rest = slice_sub(subject, colon == SIZE_MAX ? 0 : colon + 1, subject.len);
	return slice_sub(rest, 0, slice_find(rest, SLICE("/"), 0));
}

static bool
is_read_as_another(const struct case_form *form, const struct item *it)
{
	struct slice maker = form->scope.manufacturer;
	if (it->producer.len == 0 || slice_eq(it->producer, maker) ||
	    slice_eq_nocase(it->producer, org_of(maker)))
		return false;
	for (size_t i = 0; i < form->review_count; i++) {
		const struct case_review *r = &form->reviews[i];
		bool origin = false;
		for (size_t k = 0; k < r->dimension_count; k++)
			origin = origin || (slice_eq(r->dimensions[k].name, SLICE("origin")) &&
			    slice_eq(r->dimensions[k].result, SLICE("pass")));
		if (origin && slice_eq(r->evidence, it->id) && slice_eq(r->result, SLICE("pass")) &&
		    r->at_ms <= form->valid_at_ms && !slice_eq(org_of(r->reader), org_of(maker)))
			return true;
	}
	return false;
}

bool
item_is_independent(const struct case_form *form, const struct item *it)
{
	if (form->scope.manufacturer.len == 0)
		return false;
	return is_signed_by_another(form, it) || is_read_as_another(form, it);
}
