/* fact/asset_index.c - which asset of a scope a subject is. See fact/asset_index.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fact/asset_index.h"

#define KEY_BYTES 8

/* from: at most its length. */
static uint64_t
key_of(struct slice subject, size_t from)
{
	uint64_t key = 0;
	size_t n = subject.len - from < KEY_BYTES ? subject.len - from : KEY_BYTES;
	for (size_t i = 0; i < n; i++)
		key = key << 8 | subject.at[from + i];
	return n == 0 ? 0 : key << 8 * (KEY_BYTES - n);
}

/* Of sorted texts whatever the first and the last begin with, all do. */
static struct slice
common_of(const struct slice *sorted, size_t count)
{
	if (count == 0)
		return SLICE("");
	struct slice first = sorted[0], last = sorted[count - 1];
	size_t n = 0;
	while (n < first.len && n < last.len && first.at[n] == last.at[n])
		n++;
	return slice_sub(first, 0, n);
}

struct rc
asset_index_make(const struct case_scope *s, struct arena *a, struct asset_index *out,
    struct err *e)
{
	uint64_t *keys = ARENA_ARRAY(a, uint64_t, s->asset_count);
	*out = (struct asset_index){ .assets = s->assets, .count = s->asset_count,
	    .common = common_of(s->assets, s->asset_count), .keys = keys };
	if (keys == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < s->asset_count; i++)
		keys[i] = key_of(s->assets[i], out->common.len);
	return DONE;
}

/* The first with that key or a higher one. */
static size_t
first_from(const struct asset_index *x, uint64_t key, size_t low)
{
	size_t high = x->count;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (x->keys[mid] < key)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

size_t
asset_search(const struct slice *assets, size_t count, struct slice subject)
{
	size_t low = 0, high = count;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = slice_cmp(assets[mid], subject);
		if (order == 0)
			return mid;
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return SIZE_MAX;
}

size_t
asset_index_find(const struct asset_index *x, struct slice subject)
{
	if (x->count == 0 || !slice_starts(subject, x->common))
		return SIZE_MAX;
	uint64_t key = key_of(subject, x->common.len);
	size_t low = first_from(x, key, 0);
	if (low == x->count || x->keys[low] != key)
		return SIZE_MAX;
	if (slice_eq(x->assets[low], subject))
		return low;
	size_t high = key == UINT64_MAX ? x->count : first_from(x, key + 1, low);
	size_t at = asset_search(x->assets + low, high - low, subject);
	return at == SIZE_MAX ? SIZE_MAX : low + at;
}

struct rc
fact_assets_make(const struct case_form *c, struct arena *a, struct fact_assets *out,
    struct err *e)
{
	size_t *first = ARENA_ARRAY(a, size_t, c->item_count), facts = 0;
	if (first == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < c->item_count; i++) {
		first[i] = facts;
		facts += c->items[i].fact_count;
	}
	*out = (struct fact_assets){ first, ARENA_ARRAY(a, uint32_t, facts),
	    ARENA_ARRAY(a, const struct item *, c->item_count), ARENA_ARRAY(a, uint8_t, facts) };
	return out->known != NULL && out->alike != NULL && out->marks != NULL ? DONE :
	    arena_failed(a, e);
}

uint8_t *
fact_marks(const struct fact_assets *known, const struct case_form *c, const struct item *it,
    const struct fact *f)
{
	return &known->marks[known->first[it - c->items] + (size_t)(f - it->facts)];
}

size_t
fact_asset(const struct fact_assets *known, const struct asset_index *x,
    const struct case_form *c, const struct item *it, const struct fact *f)
{
	uint32_t *at = &known->known[known->first[it - c->items] + (size_t)(f - it->facts)];
	if (*at == 0) {
		size_t found = asset_index_find(x, f->subject);
		*at = found == SIZE_MAX ? 1 : (uint32_t)found + 2;
	}
	return *at == 1 ? SIZE_MAX : *at - 2;
}
