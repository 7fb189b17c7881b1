/* app/zeros.c - identifiers that lost their leading zeros. See app/zeros.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/zeros.h"

#include "table/identifier.h"

static const struct slice schemes[] = {
	SLICE_INIT("article"), SLICE_INIT("batch"), SLICE_INIT("order"),
};

static bool
is_identifier(struct slice scheme)
{
	for (size_t i = 0; i < COUNT(schemes); i++)
		if (slice_eq(scheme, schemes[i]))
			return true;
	return false;
}

/* Some other file writes it with leading zeros. */
static bool
has_longer(const struct delivery *d, size_t self, const struct mention *m)
{
	for (size_t i = 0; i < d->count; i++) {
		const struct reading *r = &d->bodies[i].reading;
		for (size_t k = 0; i != self && k < r->mention_count; k++)
			if (slice_eq(r->mentions[k].scheme, m->scheme) &&
			    identifier_lost_zeros(m->text, r->mentions[k].text))
				return true;
	}
	return false;
}

/* Digits at the end of a place: the row. */
static struct slice
row_of(struct slice place)
{
	size_t i = place.len;
	while (i > 0 && place.at[i - 1] >= '0' && place.at[i - 1] <= '9')
		i--;
	return slice_sub(place, i, place.len);
}

/* "Sheet!B2" becomes "Sheet!B2:B51" when rows down to 51 carry the same text. */
static struct rc
range_of(const struct reading *r, const struct mention *m, struct arena *a, struct slice *out,
    struct err *e)
{
	struct slice first = row_of(m->place), last = first;
	size_t mark = slice_find(m->place, SLICE("!"), 0);
	struct slice cell = slice_sub(m->place, mark == SIZE_MAX ? 0 : mark + 1, m->place.len);
	struct slice column = slice_sub(cell, 0, cell.len - first.len);
	for (size_t i = 0; i < r->fact_count; i++) {
		struct slice text = value_text(value_get(&r->facts[i].value, m->scheme));
		if (slice_eq(text, m->text))
			last = row_of(r->facts[i].place);
	}
	*out = m->place;
	if (slice_eq(first, last))
		return DONE;
	return arena_format(a, out, "%.*s:%.*s%.*s", SLICE_FMT(m->place), SLICE_FMT(column),
	    SLICE_FMT(last)) ? DONE : arena_failed(a, e);
}

struct rc
zeros_find(struct delivery *d, struct err *e)
{
	for (size_t i = 0; i < d->count; i++) {
		struct reading *r = &d->bodies[i].reading;
		if (!slice_eq(r->decoder, SLICE("table/1")) || d->bodies[i].same_as != BODY_NONE)
			continue;
		for (size_t k = 0; k < r->mention_count; k++) {
			struct slice place;
			const struct mention *m = &r->mentions[k];
			if (!is_identifier(m->scheme) || !has_longer(d, i, m))
				continue;
			TRY(range_of(r, m, &d->arena, &place, e));
			reading_find(r, FINDING_IDENTIFIER_DAMAGED, place);
		}
	}
	return DONE;
}
