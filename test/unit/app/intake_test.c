/* intake_test.c - a table that was decoded is not decoded again.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../codec/archive_make.h"
#include "../unit.h"

#include "app/inspect/intake.h"
#include "base/limits.h"
#include "codec/csv.h"

/* What the file "x" of these bytes says, where they were decoded already as `grid`. */
static void
take(struct slice bytes, const struct grid *grid, struct delivery *d)
{
	const struct intake_kept kept = { .name = SLICE("x"), .bytes = bytes,
	    .size_bytes = bytes.len, .grid = grid };
	const struct intake_options options = { .kept = &kept, .kept_count = 1, .threads = 1 };
	const char *culprit;
	assert_false(failed(intake_run(&options, d, &culprit, NULL)));
}

static struct slice
serial_of(const struct body *b)
{
	for (size_t i = 0; i < b->reading.fact_count; i++)
		if (slice_eq(b->reading.facts[i].name, SLICE("listed")))
			return value_text(value_get(&b->reading.facts[i].value, SLICE("serial")));
	return SLICE("");
}

/* Whoever hands a grid on vouches for it; here it is of other bytes, to tell which was read. */
static void
a_table_is_decoded_once(void **state)
{
	static const char text[] = "Serial,Article\n3101,A\n3102,A\n";
	static const char other[] = "Serial,Article\n7101,A\n7102,A\n";
	AUTO(arena) a = arena_init(MIB(4));
	struct delivery d;
	struct grid grid;
	(void)state;
	assert_false(failed(csv_decode(slice_of(other), &a, &grid, NULL)));
	take(slice_of(text), NULL, &d);
	assert_true(slice_eq(serial_of(&d.bodies[0]), SLICE("3101")));
	delivery_drop(&d);
	take(slice_of(text), &grid, &d);
	assert_true(slice_eq(serial_of(&d.bodies[0]), SLICE("7101")));
	assert_int_equal(d.bodies[0].size_bytes, sizeof(text) - 1);
	delivery_drop(&d);
}

/* It is of the file alone, and of nothing that stands in it. */
static void
members_are_decoded(void **state)
{
	const struct made all[] = {
		{ .name = "a.csv", .content = SLICE("Serial,Article\n3101,A\n3102,A\n") },
	};
	struct slice zip = make_archive("zip", NULL, NULL, all, COUNT(all));
	struct grid none = {0};
	struct delivery d;
	(void)state;
	take(zip, &none, &d);
	assert_int_equal(d.count, 2);
	assert_true(slice_eq(serial_of(&d.bodies[0]), SLICE("3101")) ||
	    slice_eq(serial_of(&d.bodies[1]), SLICE("3101")));
	delivery_drop(&d);
	free((void *)(uintptr_t)zip.at);
}

int
main(void)
{
	const struct CMUnitTest all[] = {
		cmocka_unit_test(a_table_is_decoded_once),
		cmocka_unit_test(members_are_decoded),
	};
	return cmocka_run_group_tests(all, NULL, NULL);
}
