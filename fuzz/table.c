/* table.c - fuzz target: cells read as a table. Read twice it says the same, every fact and finding
 * has a place, and a table is no carrier exactly where a finding keeps it from being used.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/limits.h"
#include "codec/csv.h"
#include "table/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(const struct reading *r)
{
	bool lacks = false, none = false;

	for (size_t i = 0; i < r->findings.count; i++)
		lacks = lacks || finding_class(r->findings.at[i].id) >= CLASS_LACK;
	for (size_t i = 0; i < r->fact_count; i++) {
		const struct value *carrier = value_get(&r->facts[i].value, SLICE("carrier"));
		none = none || (carrier != NULL && carrier->kind == VALUE_FALSE);
		if (carrier == NULL && r->facts[i].place.len < 2)
			abort();
	}
	if (lacks != none)
		abort();
}

static void
compare(const struct reading *x, const struct reading *y)
{
	if (x->fact_count != y->fact_count || x->mention_count != y->mention_count ||
	    x->findings.count != y->findings.count || !slice_eq(x->kind, y->kind))
		abort();
	for (size_t i = 0; i < x->fact_count; i++)
		if (!value_eq(&x->facts[i].value, &y->facts[i].value) ||
		    !slice_eq(x->facts[i].place, y->facts[i].place))
			abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(arena) a = arena_init(MIB(64));
	struct slice in = { data, size };
	struct reading one = reading_init(&a), two = reading_init(&a);
	struct grid g;

	if (failed(csv_decode(in, &a, &g, NULL)) || failed(table_read(&g, NULL, 0, &one, NULL)))
		return 0;
	if (failed(table_read(&g, NULL, 0, &two, NULL)))
		return 0;		/* the second one may meet the end of the budget */
	check(&one);
	compare(&one, &two);
	return 0;
}
