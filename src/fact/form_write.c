/* fact/form_write.c - values and order of the closed forms. See fact/form_int.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "fact/form_int.h"

struct value
form_text(struct slice s)
{
	return value_string(slice_is_null(s) ? SLICE("") : s);
}

struct value
form_word(const char *word)
{
	return value_string(slice_of(word));
}

struct value
form_texts(struct build *b, const struct slice *list, size_t count)
{
	struct value v = value_array();
	for (size_t i = 0; i < count; i++)
		value_push(b, &v, form_text(list[i]));
	return v;
}

struct value
form_instant(struct build *b, int64_t ms)
{
	char shown[TIME_TEXT_BYTES];
	struct slice s = SLICE("");
	if (ms == TIME_UNKNOWN)
		return value_null();
	time_show(ms, shown);
	if (!arena_copy(b->a, slice_of(shown), &s))
		b->broken = true;
	return value_string(s);
}

struct value
form_reasons(struct build *b, const struct reason *list, size_t count)
{
	struct value all = value_array();
	for (size_t i = 0; i < count; i++) {
		struct value v = value_object();
		value_put(b, &v, "code", form_word(finding_name(list[i].id)));
		value_put(b, &v, "subject", form_text(list[i].subject));
		value_put(b, &v, "evidence", form_text(list[i].evidence));
		value_put(b, &v, "place", form_text(list[i].place));
		value_push(b, &all, v);
	}
	return all;
}

struct value
form_position(struct build *b, bool known, uint64_t size, struct slice root)
{
	struct value v = value_object();
	if (!known)
		return value_null();
	value_put(b, &v, "size", value_number(b, (int64_t)size));
	value_put(b, &v, "root", form_text(root));
	return v;
}

void
form_sort(void *list, size_t count, size_t size, form_order cmp)
{
	const uint8_t *at = list;
	size_t i = 1;
	while (i < count && cmp(at + (i - 1) * size, at + i * size) <= 0)
		i++;
	if (i < count)		/* as a rule it is in order already */
		qsort(list, count, size, cmp);
}

size_t
form_settle(void *list, size_t count, size_t size, form_order cmp)
{
	uint8_t *at = list;
	size_t kept = 0;
	form_sort(list, count, size, cmp);
	for (size_t i = 1; i < count; i++) {
		if (cmp(at + kept * size, at + i * size) == 0)
			continue;
		kept++;
		if (kept != i)
			memcpy(at + kept * size, at + i * size, size);
	}
	return count > 0 ? kept + 1 : 0;
}

int
form_by_instant(int64_t a, int64_t b)
{
	return a < b ? -1 : a > b;
}

int
form_by_texts(const struct slice *a, size_t a_count, const struct slice *b, size_t b_count)
{
	for (size_t i = 0; i < a_count && i < b_count; i++) {
		int c = slice_cmp(a[i], b[i]);
		if (c != 0)
			return c;
	}
	return a_count < b_count ? -1 : a_count > b_count;
}

int
form_by_finding(const void *left, const void *right)
{
	const enum finding_id *a = left, *b = right;
	return slice_cmp(slice_of(finding_name(*a)), slice_of(finding_name(*b)));
}
