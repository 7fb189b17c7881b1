/* app/inspect/zeros.c - identifiers that lost their leading zeros. See app/inspect/zeros.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/inspect/zeros.h"

#include <stdlib.h>

#include "base/limits.h"
#include "table/identifier.h"

static const struct slice schemes[] = {
	SLICE_INIT("serial"), SLICE_INIT("article"), SLICE_INIT("batch"), SLICE_INIT("order"),
};

/* Without its leading zeros, and the body that writes it with them. */
struct padded { struct slice scheme, bare; size_t body; };
struct padded_list { struct padded *at; size_t count, cap; };

static bool
is_identifier(struct slice scheme)
{
	for (size_t i = 0; i < COUNT(schemes); i++)
		if (slice_eq(scheme, schemes[i]))
			return true;
	return false;
}

/* --- what is written with zeros ------------------------------------------------------------- */

static struct rc
add(struct padded_list *l, struct arena *a, struct slice scheme, struct slice text, size_t body,
    struct err *e)
{
	void *list = l->at;
	size_t zeros = 0;
	if (!identifier_is_digits(text) || text.at[0] != '0' || !is_identifier(scheme))
		return DONE;
	while (zeros + 1 < text.len && text.at[zeros] == '0')
		zeros++;
	if (!arena_grow(a, &list, &l->cap, l->count, sizeof(*l->at)))
		return arena_failed(a, e);
	l->at = list;
	l->at[l->count++] = (struct padded){ scheme, slice_sub(text, zeros, text.len), body };
	return DONE;
}

static int
by_scheme_and_text(const void *left, const void *right)
{
	const struct padded *a = left, *b = right;
	int order = slice_cmp_qsort(&a->scheme, &b->scheme);
	return order != 0 ? order : slice_cmp_qsort(&a->bare, &b->bare);
}

static struct rc
collect(const struct delivery *d, struct arena *a, struct padded_list *l, struct err *e)
{
	for (size_t i = 0; i < d->count; i++) {
		const struct reading *r = &d->bodies[i].reading;
		for (size_t k = 0; k < r->mention_count; k++)
			TRY(add(l, a, r->mentions[k].scheme, r->mentions[k].text, i, e));
		for (size_t k = 0; k < r->fact_count; k++)
			TRY(add(l, a, schemes[0], value_text(value_get(&r->facts[k].value,
			    schemes[0])), i, e));
	}
	if (l->count > 1)
		qsort(l->at, l->count, sizeof(*l->at), by_scheme_and_text);
	return DONE;
}

/* Some other body writes it with leading zeros. */
static bool
has_longer(const struct padded_list *l, size_t self, struct slice scheme, struct slice text)
{
	struct padded key = { scheme, text, 0 };
	size_t from = 0, to = l->count;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (by_scheme_and_text(&l->at[middle], &key) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	for (; from < l->count && by_scheme_and_text(&l->at[from], &key) == 0; from++)
		if (l->at[from].body != self)
			return true;
	return false;
}

/* --- what is written without ---------------------------------------------------------------- */

/* Digits at the end of a place: the row. */
static struct slice
row_of(struct slice place)
{
	size_t i = place.len;
	while (i > 0 && place.at[i - 1] >= '0' && place.at[i - 1] <= '9')
		i--;
	return slice_sub(place, i, place.len);
}

/* "Sheet!B2" and "Sheet!B51" become "Sheet!B2:B51". */
static struct rc
range_of(struct slice from, struct slice to, struct arena *a, struct slice *out, struct err *e)
{
	size_t mark = from.len;
	while (mark > 0 && from.at[mark - 1] != '!')
		mark--;
	*out = from;
	if (slice_eq(from, to))
		return DONE;
	struct slice cell = slice_sub(to, mark, to.len);
	return arena_format(a, out, "%.*s:%.*s", SLICE_FMT(from), SLICE_FMT(cell)) ? DONE :
	    arena_failed(a, e);
}

/* The last cell of the mention's column that carries the same text. A value that stands above the
 * table is carried by lines none of which is its own. */
static struct rc
mention_range(const struct reading *r, const struct mention *m, struct arena *a,
    struct slice *out, struct err *e)
{
	struct slice last = m->place, own = row_of(m->place);
	size_t stem = m->place.len - own.len;
	bool begun = false;
	for (size_t i = 0; i < r->fact_count; i++) {
		struct slice row = row_of(r->facts[i].place);
		struct slice text = value_text(value_get(&r->facts[i].value, m->scheme));
		begun = begun || slice_eq(row, own);
		if (!begun || row.len == 0 || !slice_eq(text, m->text))
			continue;
		if (!arena_join(a, slice_sub(m->place, 0, stem), row, &last))
			return arena_failed(a, e);
	}
	return range_of(m->place, last, a, out, e);
}

static struct rc
check_mentions(struct reading *r, const struct padded_list *l, size_t self, struct arena *a,
    bool *bad, struct err *e)
{
	for (size_t k = 0; k < r->mention_count; k++) {
		struct slice place;
		const struct mention *m = &r->mentions[k];
		if (!has_longer(l, self, m->scheme, m->text))
			continue;
		TRY(mention_range(r, m, a, &place, e));
		reading_find(r, FINDING_IDENTIFIER_DAMAGED, place);
		*bad = true;
	}
	return DONE;
}

static bool
serial_lost(const struct fact *f, const struct padded_list *l, size_t self)
{
	struct slice serial = value_text(value_get(&f->value, schemes[0]));
	return serial.len > 0 && has_longer(l, self, schemes[0], serial);
}

/* One finding for each run of serials. */
static struct rc
check_serials(struct reading *r, const struct padded_list *l, size_t self, struct arena *a,
    bool *bad, struct err *e)
{
	for (size_t i = 0; i < r->fact_count; i++) {
		struct slice place;
		size_t last = i;
		if (!serial_lost(&r->facts[i], l, self))
			continue;
		while (last + 1 < r->fact_count && serial_lost(&r->facts[last + 1], l, self))
			last++;
		TRY(range_of(r->facts[i].place, r->facts[last].place, a, &place, e));
		reading_find(r, FINDING_IDENTIFIER_DAMAGED, place);
		*bad = true;
		i = last;
	}
	return DONE;
}

static void
no_carrier(struct reading *r)
{
	for (size_t i = 0; i < r->fact_count; i++) {
		struct value *v = &r->facts[i].value;
		for (size_t k = 0; k < v->count && slice_eq(r->facts[i].name, SLICE("table")); k++)
			if (slice_eq(v->members[k].name, SLICE("carrier")))
				v->members[k].value = value_bool(false);
	}
}

struct rc
zeros_find(struct delivery *d, struct err *e)
{
	AUTO(arena) scratch = arena_init(MIB(512));
	struct padded_list l = {0};
	TRY(collect(d, &scratch, &l, e));
	for (size_t i = 0; i < d->count && l.count > 0; i++) {
		struct reading *r = &d->bodies[i].reading;
		bool bad = false;
		if (!slice_eq(r->decoder, SLICE("table/1")) || d->bodies[i].same_as != BODY_NONE)
			continue;
		TRY(check_mentions(r, &l, i, &d->arena, &bad, e));
		TRY(check_serials(r, &l, i, &d->arena, &bad, e));
		if (bad)
			no_carrier(r);
		TRY(reading_end(r, e));
	}
	return DONE;
}
