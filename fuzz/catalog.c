/* catalog.c - fuzz target: catalogues and evidence kinds. Every row is found by its names; chains
 * of kinds end.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/limits.h"
#include "catalog/catalog.h"
#include "catalog/show.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_kinds(struct slice in)
{
	AUTO(arena) a = arena_init(MIB(16));
	struct kind_set set;

	if (failed(kinds_load(in, &a, &set, NULL)))
		return;
	for (size_t i = 0; i < set.count; i++) {
		struct slice id = set.at[i].id;
		if (kind_find(&set, id) != &set.at[i] || !kind_is(&set, id, id) ||
		    kind_mistaken(&set, id, id))
			abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(arena) a = arena_init(MIB(32));
	struct slice in = { data, size };
	struct catalog_set set = {0};
	struct kind_set kinds = {0};
	struct catalog c;
	struct value v;
	struct err e = {0};
	struct build b = { .a = &a };

	check_kinds(in);
	if (failed(catalog_load(in, (struct slice){0}, &a, &c, &e))) {
		if (e.at > size || e.what == NULL)
			abort();
		return 0;
	}
	for (size_t i = 0; i < c.item_count; i++) {
		const struct catalog_item *item = &c.items[i];
		/* without an edition of its own a row's id may be several rows' */
		if ((catalog_find(&c, item->edition, item->id) != item &&
		    !slice_is_null(item->edition)) ||
		    catalog_applies(&c, item, SLICE("x"), 4) > APPLIES_YES)
			abort();
	}
	if (failed(catalog_set_add(&set, &c, &a, NULL)))
		return 0;
	for (size_t i = 0; i < c.item_count; i++)
		if (!slice_is_null(c.items[i].full) &&
		    catalog_set_find(&set, c.items[i].full, NULL) != &c.items[i])
			abort();
	if (catalog_set_get(&set, c.name, (struct slice){0}) != &c ||
	    failed(catalog_show_value(&b, &set, &kinds, c.name, (struct slice){0}, &v, NULL)))
		abort();
	return 0;
}
