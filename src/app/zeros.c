/* app/zeros.c - identifiers that lost their leading zeros. See app/zeros.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/zeros.h"

#include "base/limits.h"
#include "base/map.h"
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

/* The longest spelling of one number, and the longest that another file has. */
struct spelling { size_t bytes, body, other_bytes; };

static void
spell(struct spelling *s, size_t bytes, size_t body)
{
	if (body == s->body) {
		s->bytes = bytes > s->bytes ? bytes : s->bytes;
	} else if (bytes > s->bytes) {
		*s = (struct spelling){ bytes, body, s->bytes };
	} else if (bytes > s->other_bytes) {
		s->other_bytes = bytes;
	}
}

/* The scheme and the number without its leading zeros. */
static bool
key_of(const struct mention *m, struct arena *a, struct slice *out)
{
	size_t zeros = 0;
	while (zeros + 1 < m->text.len && m->text.at[zeros] == '0')
		zeros++;
	return arena_join(a, m->scheme, SLICE(" "), out) &&
	    arena_join(a, *out, slice_sub(m->text, zeros, m->text.len), out);
}

static struct rc
spell_all(const struct delivery *d, struct arena *a, struct map *numbers, struct err *e)
{
	for (size_t i = 0; i < d->count; i++) {
		const struct reading *r = &d->bodies[i].reading;
		for (size_t k = 0; k < r->mention_count; k++) {
			struct slice key;
			const struct mention *m = &r->mentions[k];
			if (!is_identifier(m->scheme) || !identifier_is_digits(m->text))
				continue;
			if (!key_of(m, a, &key))
				return arena_failed(a, e);
			struct spelling *s = map_get(numbers, key);
			if (s != NULL) {
				spell(s, m->text.len, i);
				continue;
			}
			s = ARENA_NEW(a, struct spelling);
			if (s == NULL)
				return arena_failed(a, e);
			*s = (struct spelling){ m->text.len, i, 0 };
			TRY(map_put(numbers, key, s, e));
		}
	}
	return DONE;
}

/* Some other file writes it with leading zeros. */
static struct rc
has_longer(const struct map *numbers, size_t self, const struct mention *m, struct arena *a,
    bool *longer, struct err *e)
{
	struct slice key;
	*longer = false;
	if (!is_identifier(m->scheme) || !identifier_is_digits(m->text))
		return DONE;
	if (!key_of(m, a, &key))
		return arena_failed(a, e);
	const struct spelling *s = map_get(numbers, key);
	*longer = s != NULL && (s->body != self ? s->bytes : s->other_bytes) > m->text.len;
	return DONE;
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

static struct rc
find_in(struct delivery *d, size_t body, const struct map *numbers, struct arena *a,
    struct err *e)
{
	struct reading *r = &d->bodies[body].reading;
	for (size_t k = 0; k < r->mention_count; k++) {
		struct slice place;
		bool longer;
		TRY(has_longer(numbers, body, &r->mentions[k], a, &longer, e));
		if (!longer)
			continue;
		TRY(range_of(r, &r->mentions[k], &d->arena, &place, e));
		reading_find(r, FINDING_IDENTIFIER_DAMAGED, place);
	}
	return reading_end(r, e);
}

struct rc
zeros_find(struct delivery *d, struct err *e)
{
	AUTO(arena) a = arena_init(MIB(512));
	AUTO(map) numbers = map_init();
	TRY(spell_all(d, &a, &numbers, e));
	for (size_t i = 0; i < d->count; i++)
		if (slice_eq(d->bodies[i].reading.decoder, SLICE("table/1")) &&
		    d->bodies[i].same_as == BODY_NONE)
			TRY(find_in(d, i, &numbers, &a, e));
	return DONE;
}
