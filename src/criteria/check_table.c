/* criteria/check_table.c - the newest revision of a check. See criteria/check_table.h.
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
