/* app/home/register_lists.c - the order of lists of a subject. See app/home/register.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "app/home/register.h"

static int
by_text(const void *left, const void *right)
{
	const struct value *a = left, *b = right;
	return slice_cmp(a->text, b->text);
}

static int
by_members(const struct value *a, const struct value *b, const char *const *names, size_t count)
{
	int c = 0;
	for (size_t i = 0; i < count && c == 0; i++)
		c = slice_cmp(value_text(value_get(a, slice_of(names[i]))),
		    value_text(value_get(b, slice_of(names[i]))));
	return c;
}

static int
by_role(const void *left, const void *right)
{
	static const char *const names[] = { "role", "party" };
	return by_members(left, right, names, COUNT(names));
}

static int
by_scheme(const void *left, const void *right)
{
	static const char *const names[] = { "scheme", "party", "text" };
	return by_members(left, right, names, COUNT(names));
}

bool
register_sort(enum said_list which, struct value *list)
{
	int (*order)(const void *left, const void *right) = which == SAID_PART_OF ? by_text :
	    which == SAID_PARTIES ? by_role : by_scheme;
	size_t kept = 0, count = list->count;
	if (count > 1)
		qsort(list->items, count, sizeof(struct value), order);
	for (size_t i = 0; i < count; i++)
		if (kept == 0 || order(&list->items[kept - 1], &list->items[i]) != 0)
			list->items[kept++] = list->items[i];
	list->count = kept;
	return kept == count;
}
