/* grid_test.c - names of cells.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/grid.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void
cells_are_named_as_spreadsheets_do(void **state)
{
	static const struct {
		uint32_t row, column;
		struct slice want;
	} cases[] = {
		{ 1, 1, SLICE_INIT("A1") },
		{ 17, 2, SLICE_INIT("B17") },
		{ 9, 26, SLICE_INIT("Z9") },
		{ 9, 27, SLICE_INIT("AA9") },
		{ 1, 702, SLICE_INIT("ZZ1") },
		{ 1, 703, SLICE_INIT("AAA1") },
		{ 1048576, 16384, SLICE_INIT("XFD1048576") },
		{ UINT32_MAX, UINT32_MAX, SLICE_INIT("MWLQKWU4294967295") },
	};
	AUTO(arena) a = arena_init(4096);

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct slice got;
		assert_true(grid_cell_name(&a, cases[i].row, cases[i].column, &got));
		assert_true(slice_eq(got, cases[i].want));
	}
}

static void
a_spent_arena_is_told(void **state)
{
	AUTO(arena) a = arena_init(0);
	struct slice got;

	(void)state;
	assert_false(grid_cell_name(&a, 1, 1, &got));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_are_named_as_spreadsheets_do),
		cmocka_unit_test(a_spent_arena_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
