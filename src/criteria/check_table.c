/* criteria/check_table.c - which revision of a check a name means. See criteria/check_table.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "criteria/check_table.h"

const struct check *
check_find(const struct check_table *t, struct slice name)
{
	const struct check *newest = NULL;
	for (size_t i = 0; i < t->count; i++) {
		const struct check *c = t->checks[i];
		if (slice_eq(slice_of(c->name), name) &&
		    (newest == NULL || c->revision > newest->revision))
			newest = c;
	}
	return newest;
}

const struct check *
check_find_exact(const struct check_table *t, struct slice name)
{
	size_t slash = slice_find(name, SLICE("/"), 0);
	uint64_t revision;
	if (slash == SIZE_MAX || !slice_to_u64(slice_sub(name, slash + 1, name.len), &revision))
		return NULL;
	for (size_t i = 0; i < t->count; i++)
		if (slice_eq(slice_of(t->checks[i]->name), slice_sub(name, 0, slash)) &&
		    t->checks[i]->revision == revision)
			return t->checks[i];
	return NULL;
}

const struct check *
check_find_named(const struct check_table *t, struct slice name)
{
	return slice_find(name, SLICE("/"), 0) == SIZE_MAX ? check_find(t, name) :
	    check_find_exact(t, name);
}
